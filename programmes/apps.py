"""Django's registration of the programmes app and of its words and consumers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("制度と基金")

    def ready(self) -> None:
        from programmes import fund_naming, naming, papers  # noqa: F401  register words of the journal, papers and consumers
        from programmes import proposal_desk, proposal_naming, proposal_notices, proposal_receipt  # noqa: F401  the same of proposals
