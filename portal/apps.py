"""Django's registration of the portal; binds tasks to our Celery app in every process, and sign-ins to the journal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "伴走"

    def ready(self) -> None:
        from portal import (  # noqa: F401  so that .delay() finds our broker; wires siblings; listens to allauth
            celery,
            headings,
            sign_ins,
        )
        from portal.administration import naming  # noqa: F401  words for the journal
