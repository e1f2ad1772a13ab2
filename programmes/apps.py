"""Django's registration of the programmes app and of its words and consumers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("制度と基金")

    def ready(self) -> None:
        from programmes import fund_naming, gate_naming, gate_notices, naming, papers  # noqa: F401  register words of the journal, papers and consumers
        from programmes import call_desk, call_naming, call_notices, call_papers, fund_naming, naming, papers  # noqa: F401  register words of the journal, papers and consumers  # noqa: F401  the same of calls
        from programmes import fund_naming, naming, papers  # noqa: F401  register words of the journal, papers and consumers
        from programmes import proposal_desk, proposal_naming, proposal_notices, proposal_receipt  # noqa: F401  the same of proposals
