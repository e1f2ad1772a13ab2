"""Words for how a project ends, whom it tells, and what it asks on a desk; refuses to decide anything."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from confidentiality import naming
from confidentiality.acting import database_now
from confidentiality.asked import any_of, one
from confidentiality.desk import Task
from confidentiality.notices import Notice, in_state, register
from programmes.desk import Desk, asks, on_the_desk
from programmes.models import Assignment, Project, StageGate, StopProposal
from programmes.standing import AGENCY, MANAGER, REPRESENTATIVE

naming.acts(
    {
        "propose_stop": gettext_lazy("挑戦の上での中止を提案しました"),
        "record_final_evaluation": gettext_lazy("終了評価を記録しました"),
    }
)
naming.page_of_kind("programmes.finalevaluation", "final_evaluation")


def _holders(places: Iterable[Any], *parts: str) -> list[Person]:
    rows = Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id__in=list(places), role__in=parts
    ).select_related("person")
    return [a.person for a in rows]


register(
    {
        "stop.proposed": Notice(
            StopProposal,
            "gate",
            lambda p: _holders(p.places, AGENCY),
            in_state("proposed"),
            of=("item_id",),
        ),
        "stop.returned": Notice(
            StopProposal, "gate", lambda p: [p.proposed_by], in_state("returned"), of=("item_id",)
        ),
        "project.stopped": Notice(
            Project,
            "project",
            lambda p: _holders([p.pk], REPRESENTATIVE, "participant", MANAGER),
            in_state("honourable_stop"),
        ),
    }
)


def _at(role: str, path: str) -> Q:
    """Where the reader holds the function: at the project, its concept or its fund."""
    places = any_of(role)
    return (
        Q(**{f"{path}project__in": places})
        | Q(**{f"{path}concept__in": places})
        | Q(**{f"{path}fund__in": places})
    )


_TO_CONFIRM = on_the_desk(
    lambda: (
        StopProposal.objects.filter(_at(AGENCY, "item__"), state="proposed")
        .exclude(proposed_by=one("person"))
        .order_by()
        .values_list("item_id", "proposed_at")
    ),
    AGENCY,
)
_TO_PROPOSE = on_the_desk(
    lambda: (
        StageGate.objects.filter(
            _at(MANAGER, ""),
            ~Exists(
                StageGate.objects.filter(
                    project=OuterRef("project"), number__gt=OuterRef("number"), state__in=StageGate.CLOSED
                )
            ),
            ~Exists(StopProposal.objects.filter(item=OuterRef("pk"), state="proposed")),
            state__in=StageGate.CLOSED,
            result="stop",
            project__state__in=["active", "suspended"],
        )
        .order_by()
        .values_list("pk", "decided_at")
    ),
    MANAGER,
)


@asks
def stops_to_agree(desk: Desk) -> list[Task]:
    """Both halves of an honourable stop; the words do not name the project."""
    confirm = [
        Task(
            _("挑戦の上での中止の提案を確認する"),
            reverse("gate", args=[pk]),
            _("研究推進法人の担当だから"),
            None,
            15,
        )
        for pk, _since in desk.said(_TO_CONFIRM)
    ]
    propose = [
        Task(
            _("得られた知見をまとめ、挑戦の上での中止を提案する"),
            reverse("gate", args=[pk]),
            _("課題のPD・PO・PMだから"),
            None,
            60,
        )
        for pk, _since in desk.said(_TO_PROPOSE)
    ]
    return [*confirm, *propose]
