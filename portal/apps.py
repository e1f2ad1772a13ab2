"""Django's registration of the portal; binds tasks to our Celery app in every process."""
from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "伴走"

    def ready(self) -> None:
        from portal import celery  # noqa: F401  so that .delay() finds our broker
