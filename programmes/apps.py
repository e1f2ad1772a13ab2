"""Django's registration of the programmes app and of its words and consumers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("制度と基金")

    def ready(self) -> None:
        # register words of the journal, papers, consumers, letters and what the desk asks
        from programmes import (  # noqa: F401
            fund_naming,
            fund_paper,
            money_desk,
            money_notices,
            naming,
            papers,
            policy_desk,
            policy_notices,
        )
