"""Django's registration of the programmes app and of its words and consumers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("制度と基金")

    def ready(self) -> None:
        from programmes import (  # noqa: F401  register words of the journal, papers, tasks, letters and consumers
            call_desk,
            call_naming,
            call_notices,
            call_papers,
            fund_naming,
            gate_naming,
            gate_notices,
        # words of the journal, papers, tasks and consumers register themselves
        from programmes import (  # noqa: F401
            fund_naming,
            naming,
            papers,
            proposal_desk,
            proposal_naming,
            proposal_notices,
            proposal_receipt,
        )
