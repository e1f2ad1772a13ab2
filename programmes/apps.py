"""Django's registration of the programmes app and of its words and consumers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("制度と基金")

    def ready(self) -> None:
        from programmes import (  # noqa: F401  register words of the journal, papers and consumers
            fund_naming,
            naming,
            outcome_naming,
            papers,
        )
