"""Words for the journal's acts on outcomes, their pages, tasks and letters; refuses to decide anything."""

from django.utils.translation import gettext_lazy

from confidentiality import naming
from confidentiality.models import DisclosureOffer
from confidentiality.notices import Notice, in_state, register
from programmes import outcome_desk, outcomes  # noqa: F401  outcomes name their councils; planned publications ask on the desk

naming.acts(
    {
        "register_outcome": gettext_lazy("成果を登録しました"),
        "edit_outcome": gettext_lazy("成果の記載を改めました"),
        "say_where": gettext_lazy("成果の掲載先を保存しました"),
        "report_use": gettext_lazy("成果の利用の状況を登録しました"),
        "open_outcome": gettext_lazy("成果を公開しました"),
        "export_outcomes": gettext_lazy("成果の一覧をCSVで保存しました"),
    }
)
naming.page_of_kind("programmes.outcome", "outcome")
register(
    {
        "disclosure.offered": Notice(
            DisclosureOffer, "outcome", lambda o: [o.offered_to], in_state("offered"), of=("item_id",)
        ),
        "disclosure.offer_answered": Notice(
            DisclosureOffer,
            "outcome",
            lambda o: [o.offered_by],
            in_state("accepted", "declined"),
            of=("item_id",),
        ),
    }
)
