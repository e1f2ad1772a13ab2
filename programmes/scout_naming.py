"""Words for the register of reviewers and scouts in the journal, its letters and what it asks on a desk; decides nothing."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import today
from confidentiality import naming
from confidentiality.asked import one
from confidentiality.desk import Task
from confidentiality.notices import Notice, in_state, register
from programmes.desk import Desk, asks, on_the_desk
from programmes.models import ScoutEntry

naming.acts(
    {
        "enter_scout": gettext_lazy("審査員・目利きの名簿への登録を依頼しました"),
        "edit_scout": gettext_lazy("名簿の登録を直しました"),
        "correct_scout": gettext_lazy("名簿の専門分野・言語を本人が直しました"),
        "take_scouts": gettext_lazy("名簿から候補・評価者を選びました"),
        "export_scouts": gettext_lazy("審査員・目利きの名簿をCSVで保存しました"),
    }
)
naming.page_of_kind("programmes.scoutregister", "scout_register")

register(
    {
        "scout.asked": Notice(ScoutEntry, "scout", lambda entry: [entry.person], in_state("asked")),
    }
)

_ASKED = on_the_desk(
    lambda: ScoutEntry.objects.filter(person_id=one("person"), state="asked").values_list("pk", "until")
)


@asks
def _scout_tasks(desk: Desk) -> list[Task]:
    return [
        Task(_("名簿への登録に答える"), reverse("scout", args=[pk]), _("依頼を受けたから"), None, 5)
        for pk, until in desk.said(_ASKED)
        if until is None or until >= today()  # what is over asks nothing any more
    ]
