"""Whose turn a step of a route is: on their desk and by letter; and the words of these acts. Names nobody whom the reader may not."""

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from confidentiality import naming, notices
from confidentiality.acting import database_now
from confidentiality.asked import any_of, one
from confidentiality.desk import Task
from programmes.approvals import asked_of_the_database
from programmes.desk import OF_A_PROJECT, Desk, asks, held, on_the_desk
from programmes.models import ApprovalStep, Assignment, ChangeRequest, StepRole
from programmes.standing import AGENCY, LEAD

naming.acts(
    {
        "lay_route": gettext_lazy("承認経路を定めました"),
        "agree_step": gettext_lazy("変更の申請の段階に同意しました"),
        "disagree_step": gettext_lazy("変更の申請の段階に同意しませんでした"),
        "hand_on_step": gettext_lazy("変更の申請の段階の担当を替えました"),
    }
)


def _places() -> Q:
    """Steps of projects where the reader holds the step's function, or in what contains them."""
    found = Q()
    for name in StepRole.values:
        places = any_of(name)
        found |= Q(role=name) & (
            Q(project__in=places) | Q(project__concept__in=places) | Q(project__fund__in=places)
        )
    return found


_TURNS = on_the_desk(
    lambda: (
        ApprovalStep.objects.filter(
            _places(), request__state=ChangeRequest.State.REQUESTED, answer__isnull=True
        )
        .annotate(turn=asked_of_the_database("step_turn"))
        .filter(turn=True)
        .order_by("request__requested_at", "number")
        .values_list("request_id", "project__code")[:50]
    ),
    *StepRole.values,
)


@asks
def steps_to_answer(desk: Desk) -> Iterable[Task]:
    for request, code in dict.fromkeys(desk.said(_TURNS)):
        why = _("承認経路の段階の担当だから：%(code)s") % {"code": code}
        yield Task(_("変更の申請に同意するか回答する"), reverse("change", args=[request]), why, None, 10)


# A step that is asked now and that nobody can answer waits for who may hand it on: no letter goes to anybody else.
_VACANT = on_the_desk(
    lambda: (
        ApprovalStep.objects.filter(
            held((AGENCY, LEAD), *OF_A_PROJECT),
            request__state=ChangeRequest.State.REQUESTED,
            answer__isnull=True,
            replaced_by__isnull=True,
        )
        .exclude(request__requested_by=one("person"))
        .annotate(**{name: asked_of_the_database(name) for name in ("step_is_open", "step_is_vacant")})
        .filter(step_is_open=True, step_is_vacant=True)
        .order_by("request__requested_at", "number")
        .values_list("request_id", "project__code")[:50]
    ),
    AGENCY,
    LEAD,
)


@asks
def steps_to_hand_on(desk: Desk) -> Iterable[Task]:
    for request, code in dict.fromkeys(desk.said(_VACANT)):
        why = _("課題の運営を担当しているから：%(code)s") % {"code": code}
        yield Task(
            _("回答できる方がいない段階の担当を替える"), reverse("change", args=[request]), why, None, 10
        )


def asked_of(step: ApprovalStep) -> Iterable[Person]:
    """Who may be asked: those who hold the step's function; the letter goes only to whose turn it is then."""
    where = {"any": step.project.places, "project": [step.project_id]}.get(
        step.place, [step.project.concept_id if step.place == "concept" else step.project.fund_id]
    )
    held = Assignment.objects.filter(Assignment.valid_on(database_now()), item_id__in=where, role=step.role)
    if step.person_id:
        held = held.filter(person_id=step.person_id)
    return Person.objects.filter(pk__in=held.values("person_id"))


def _turn(step: ApprovalStep, person: Person) -> bool:
    return (
        ApprovalStep.objects.filter(pk=step.pk)
        .annotate(turn=asked_of_the_database("step_turn"))
        .filter(turn=True)
        .exists()
    )


notices.register(
    {
        "approval.turn": notices.Notice(
            ApprovalStep, "change", asked_of, still=_turn, asks=True, of=("request_id",)
        )
    }
)
