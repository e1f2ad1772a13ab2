"""What the programme asks of one person now, computed from state alone; refuses to ask anything of who has no part in it.

A kind of task is a question (``on_the_desk``) and a reading of its answer (``asks``); all questions are asked in one
statement, however many kinds there are. Words are neutral, so that a mail can repeat them.

    _DUE = on_the_desk(lambda: Disbursement.objects.filter(state="requested", concept__in=any_of("ministry"))
                       .values_list("pk", "requested_at"))

    @asks
    def payments_to_check(desk: Desk) -> list[Task]:
        return [Task(_("支払の請求を確認する"), reverse("payment", args=[pk]), _("所管省庁の担当だから")) for pk, at in desk.said(_DUE)]

Blanks: ``any_of("lead")`` … one list of places (funds, concepts, calls, proposals, projects, dossiers) for each role the
reader may hold there (``ROLES``); ``one("person")``; ``any_of("principals", "int")``; ``any_of("bodies")`` organisations;
``one("staff", "boolean")``; ``one("now", "timestamptz")``; ``one("soon", "date")`` thirty days ahead.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.fields import today
from accounts.models import Person
from confidentiality.acting import principals
from confidentiality.asked import Question, any_of, ask
from confidentiality.desk import Task, in_order
from confidentiality.models import Principal
from programmes.models import Assignment
from programmes.standing import is_staff

ROLES = tuple(Assignment.Role.values)
SOON = timedelta(days=30)
# Where a function counts for a line of a project: there, or in what contains the project.
OF_A_PROJECT = ("project", "project__concept", "project__fund")
_QUESTIONS: list[Question] = []
_KINDS: list[Callable[["Desk"], Iterable[Task]]] = []


def on_the_desk(rows: Callable[[], QuerySet], *needs: str) -> Question:
    """A question of desks; the module says what may be left blank in it. ``needs``: asked of who holds one of these only."""
    _QUESTIONS.append(Question(rows, needs))
    return _QUESTIONS[-1]


def held(roles: tuple[str, ...], *places: str) -> Q:
    """One of these functions held at one of the places a row names."""
    found = Q()
    for role in roles:
        for place in places:
            found |= Q(**{f"{place}__in": any_of(role)})
    return found


def asks(kind: Callable[["Desk"], Iterable[Task]]) -> Callable[["Desk"], Iterable[Task]]:
    """Register one kind of task."""
    _KINDS.append(kind)
    return kind


@dataclass
class Desk:
    """Which functions the reader holds where, and what was answered for them."""

    person: Person

    @cached_property
    def _addressed(self) -> list[tuple[str, UUID, str]]:
        return list(
            Principal.objects.filter(pk__in=principals(), kind__in=["role", "organisation"]).values_list(
                "kind", "ref", "part"
            )
        )

    @cached_property
    def places(self) -> dict[str, list[UUID]]:
        """{role: places where the reader holds it}."""
        found: dict[str, list[UUID]] = defaultdict(list)
        for kind, ref, part in self._addressed:
            if kind == "role":
                found[part].append(ref)
        return found

    @cached_property
    def bodies(self) -> list[UUID]:
        """Organisations the reader belongs to."""
        return [ref for kind, ref, _part in self._addressed if kind == "organisation"]

    def said(self, question: Question) -> list[tuple[Any, ...]]:
        """The rows of one question; the first that is wanted asks all of the desk in one query."""
        return self._answers[question]

    @cached_property
    def _answers(self) -> dict[Question, list[tuple[Any, ...]]]:
        return ask(
            _QUESTIONS,
            person=self.person.pk,
            principals=list(principals()),
            staff=is_staff(),
            bodies=self.bodies,
            now=timezone.now(),
            soon=today() + SOON,
            **{role: self.places.get(role, []) for role in ROLES},
        )


def tasks(person: Person) -> list[Task]:
    """Everything of the programme the reader can act on, by date. Two statements, none of them for who has no part."""
    desk = Desk(person)
    if not _KINDS or not (desk._addressed or is_staff()):
        return []
    return in_order([task for kind in _KINDS for task in kind(desk)])
