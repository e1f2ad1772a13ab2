"""Django's registration of the core, its start-up checks and the sealing of tables after a migration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ConfidentialityConfig(AppConfig):
    name = "confidentiality"
    verbose_name = "守秘"

    def ready(self) -> None:
        from confidentiality import checks, disclosure_naming, rls  # noqa: F401  registers the checks and words

        post_migrate.connect(rls.seal_tables, dispatch_uid="confidentiality.seal_tables")
