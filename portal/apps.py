"""Django's registration of the portal; binds tasks to our Celery app in every process, and sign-ins to the journal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "伴走"

    def ready(self) -> None:
        from portal import celery, sign_ins  # noqa: F401  so that .delay() finds our broker; listens to allauth
        from portal.administration import naming  # noqa: F401  words for the journal
