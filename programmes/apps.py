"""Django's registration of the programmes app and of what its modules register: words, papers, tasks and letters."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

REGISTER = (
    "approval_desk",
    "call_desk",
    "call_naming",
    "call_notices",
    "call_papers",
    "ending_desk",
    "endings",
    "fund_naming",
    "fund_paper",
    "gate_naming",
    "gate_notices",
    "gates",
    "money_desk",
    "money_notices",
    "naming",
    "outcome_naming",
    "outcomes",
    "papers",
    "policy_desk",
    "policy_notices",
    "project_desk",
    "proposal_desk",
    "proposal_naming",
    "proposal_notices",
    "proposal_receipt",
    "review_naming",
    "review_notices",
    "review_papers",
    "scout_naming",
    "technology_naming",
)


class ProgrammesConfig(AppConfig):
    name = "programmes"
    verbose_name = _("制度と基金")

    def ready(self) -> None:
        for module in REGISTER:
            import_module(f"programmes.{module}")
