"""Routes of approval: laid down for a fund, frozen with a request, answered step by step (R41); never decides the change itself."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import BooleanField, F, Func, QuerySet
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import bracketed, listed
from confidentiality import journal, outbox
from confidentiality.verbs import Gone, Refused, WrongState, lock, perform
from programmes.models import (
    ApprovalAnswer,
    ApprovalRoute,
    ApprovalStep,
    ChangeRequest,
    Fund,
    FundBook,
    Project,
    StepPlace,
    StepRole,
)
from programmes.money import yen_words
from programmes.standing import leads_or_runs

KINDS = tuple(ChangeRequest.Kind.values)
AGREED, REFUSED = ApprovalAnswer.Verdict.AGREED, ApprovalAnswer.Verdict.REFUSED


# --- routes ------------------------------------------------------------------------------------------


def route_of(fund: Fund) -> ApprovalRoute | None:
    """The version in force, for who reads the fund's book."""
    return ApprovalRoute.objects.filter(fund=fund).select_related("laid_by").first()


def in_order(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """By kind, then from the lower sum upward."""
    return sorted(lines, key=lambda line: (KINDS.index(line["kind"]), line["from_yen"] or 0))


@transaction.atomic
def lay_down(
    fund: Fund, *, by: Person, base: int, lines: list[dict[str, Any]], reason: str, key: UUID | None = None
) -> ApprovalRoute:
    """The whole route anew, in force for requests from now on (R41); ``base``: the version it was written from, 0 for none.

    The same ``key`` twice is one version. Raises WrongState when another version came first, or nothing is different.
    """
    book = FundBook.objects.filter(fund=fund).first()
    if book is None or not leads_or_runs(fund, by):
        raise Refused("lay_route")
    lock(book.pk)
    if key is not None and (found := ApprovalRoute.objects.filter(pk=key).first()):
        return found
    now = route_of(fund)
    if (now.number if now else 0) != base:
        raise WrongState(_("ほかの方が、先に承認経路を定め直しています。いまの経路を確かめてください。"))
    if Fund.objects.get(pk=fund.pk).state == Fund.State.CLOSED:
        raise WrongState(_("終了した基金の承認経路は、変えられません。"))
    lines = in_order(lines)
    if lines == (now.lines if now else []):
        raise WrongState(_("いまの承認経路と同じです。変えるところを直してください。"))
    made = ApprovalRoute.objects.create(
        item=book,
        fund=fund,
        number=base + 1,
        lines=lines,
        reason=reason,
        laid_by=by,
        **({"id": key} if key else {}),
    )
    journal.record("lay_route", made, number=made.number, lines=len(lines))
    return made


def with_line(route: ApprovalRoute | None, line: dict[str, Any], instead: int | None = None) -> list:
    """The lines of a route with one more, or with one in place of the ``instead``-th (from 1)."""
    lines = list(route.lines) if route else []
    return [*lines[: instead - 1], *lines[instead:], line] if instead else [*lines, line]


def without_line(route: ApprovalRoute, number: int) -> list:
    return [*route.lines[: number - 1], *route.lines[number:]]


def people_of(lines: Iterable[dict[str, Any]]) -> dict[str, Person]:
    """Everybody whom these lines name, in one query."""
    named = {one["person"] for line in lines for stage in line["stages"] for one in stage if one["person"]}
    return {str(pk): person for pk, person in Person.objects.in_bulk(named).items()} if named else {}


# --- in words ----------------------------------------------------------------------------------------


def mark(number: int) -> str:
    """① in Japanese, (1) elsewhere."""
    return chr(0x245F + number) if get_language() == "ja" else f"({number})"


def whom(role: str, place: str, person: Person | None, label: str) -> str:
    """Who agrees at a step, as a page says it."""
    remarks = [StepRole(role).label] if person else []
    remarks += [label] if label else []
    remarks += [StepPlace(place).label] if place != StepPlace.ANY else []
    return bracketed(person.name if person else StepRole(role).label, listed(remarks))


def when(line: dict[str, Any]) -> str:
    """Which changes a line is for."""
    kind = ChangeRequest.Kind(line["kind"]).label
    if line["from_yen"]:
        return _("%(kind)sで、動く額が%(sum)s以上のとき") % {
            "kind": kind,
            "sum": yen_words(line["from_yen"]),
        }
    return _("%(kind)sのとき") % {"kind": kind}


def way(line: dict[str, Any], people: dict[str, Person]) -> str:
    """①PD・PO・PM と 研究推進法人（並行） → ②所管省庁担当"""
    found, beside = [], _("（並行）")
    for number, stage in enumerate(line["stages"], 1):
        names = [whom(o["role"], o["place"], people.get(o["person"] or ""), o["label"]) for o in stage]
        together = pgettext("between those who are asked side by side", " と ").join(names)
        found.append(f"{mark(number)}{together}{beside if len(names) > 1 else ''}")
    return " → ".join(found)


# --- small changes added up --------------------------------------------------------------------------


@dataclass(frozen=True)
class Ahead:
    """What a change would meet, in yen: what it moves, where its line begins, what earlier ones of the year add.

    ``alone``: the line by its own sum; ``so_far``: what counts already towards the highest line.
    """

    moved: int
    reach: int | None
    earlier: int
    alone: int | None
    so_far: int


def ahead(project: Project, kind: str, after: dict[str, Any]) -> Ahead | None:
    """As the database counts it now; None for who may not ask for a change, and where the fund has no route."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from app.route_ahead(%s, %s, %s::jsonb)", [project.pk, kind, json.dumps(after)]
        )
        found = cursor.fetchone()
    return Ahead(*found) if found else None


def so_far_words(found: Ahead | None, year: str) -> str:
    """Before a sum is typed: what counts already; empty when nothing does."""
    if found is None or not found.so_far:
        return ""
    return _(
        "この課題では、%(year)sにすでに%(sum)sを動かす変更が承認されています。どの承認経路になるかは、その額と今回の額を合わせて決まります。"
    ) % {"year": year, "sum": yen_words(found.so_far)}


def added_up_words(found: Ahead | ChangeRequest, year: str) -> str:
    """Why the larger route is needed though the sum alone would not need it; empty when its own sum does."""
    if not found.reach or found.moved >= found.reach:
        return ""
    return _(
        "この申請で動く額は%(moved)sですが、%(year)sにそれまでに承認された変更の%(earlier)sと合わせて%(sum)sになるため、%(reach)s以上のときの承認経路が必要です。"
    ) % {
        "year": year,
        "moved": yen_words(found.moved),
        "earlier": yen_words(found.earlier),
        "sum": yen_words(found.moved + found.earlier),
        "reach": yen_words(found.reach),
    }


# --- the steps of one request ------------------------------------------------------------------------


def change_hash(request: ChangeRequest) -> str:
    """What an answer given now is bound to; the database composes it."""
    with connection.cursor() as cursor:
        cursor.execute("select app.change_hash(%s)", [request.pk])
        return cursor.fetchone()[0] or ""


def asked_of_the_database(question: str) -> Func:
    """A question about a step, answered in the statement that reads it."""
    return Func(F("id"), function=f"app.{question}", output_field=BooleanField())


def steps_of(request: ChangeRequest) -> QuerySet:
    """With what the database says of each: whether it is asked now, whether of this reader, whether nobody can answer."""
    return (
        ApprovalStep.objects.filter(request=request)
        .select_related("person", "made_by", "answer__answered_by", "replaced_by__made_by")
        .annotate(
            is_open=asked_of_the_database("step_is_open"),
            turn=asked_of_the_database("step_turn"),
            vacant=asked_of_the_database("step_is_vacant"),
        )
    )


@dataclass
class Shown:
    """One step as the page of its request shows it."""

    step: ApprovalStep
    words: str
    answer: ApprovalAnswer | None
    is_void: bool
    before: list[tuple[str, ApprovalStep]]  # whose it was, and the step that took its place
    turn: bool = False
    is_open: bool = False
    may_hand_on: bool = False
    vacant: bool = False


@dataclass
class Stage:
    """Steps that are asked side by side."""

    number: int
    steps: list[Shown]

    @property
    def mark(self) -> str:
        return mark(self.number)

    @property
    def is_through(self) -> bool:
        return all(s.answer and s.answer.verdict == AGREED and not s.is_void for s in self.steps)

    @property
    def is_now(self) -> bool:
        return any(s.is_open for s in self.steps)


def step_words(step: ApprovalStep) -> str:
    return whom(step.role, step.place, step.person, step.label)


def picture(request: ChangeRequest, person: Person) -> list[Stage]:
    """What comes next and from whom: a fixed number of queries, whatever the steps."""
    rows = list(steps_of(request))
    if not rows:
        return []
    waiting = request.state == ChangeRequest.State.REQUESTED
    current = change_hash(request) if waiting else ""
    runs = waiting and leads_or_runs(request.project, person) and request.requested_by_id != person.pk
    former = {row.replaced_by.pk: row for row in rows if hasattr(row, "replaced_by")}
    live = [row for row in rows if not hasattr(row, "replaced_by")]
    shown = [_shown(row, former, current, runs) for row in live]
    return [Stage(number, list(found)) for number, found in groupby(shown, key=lambda one: one.step.number)]


def _shown(row: Any, former: dict[UUID, Any], current: str, runs: bool) -> Shown:
    answer, before, at = getattr(row, "answer", None), [], row
    while at.pk in former:
        before.append((step_words(former[at.pk]), at))
        at = former[at.pk]
    return Shown(
        row,
        step_words(row),
        answer,
        bool(answer and current and answer.text_hash != current),
        before[::-1],
        row.turn,
        row.is_open,
        runs and answer is None and row.vacant,
        row.vacant,
    )


def is_mine(step: ApprovalStep, person: Person) -> bool:
    """The reader holds the step's function now, and neither asked for the change nor handed the step on."""
    with connection.cursor() as cursor:
        cursor.execute("select app.step_is_mine(%s)", [step.pk])
        return bool(cursor.fetchone()[0])


def hands_on(step: ApprovalStep, person: Person) -> bool:
    """The agency, or the secretariat; never who asked for the change."""
    return step.request.requested_by_id != person.pk and leads_or_runs(step.project, person)


def _over(step: ApprovalStep) -> str:
    """Why a step takes nothing any more, whoever comes; empty while it does."""
    if step.request.state != ChangeRequest.State.REQUESTED:
        return _("この申請は、すでに決定または取下げがされています。")
    if not step.request.may_still_change():
        return ChangeRequest.OVER
    if ApprovalStep.objects.filter(replaces=step).exists():
        return _("この段階は、別の担当に替わりました。進み方を確かめてください。")
    if ApprovalAnswer.objects.filter(step=step).exists():
        return _("この段階は、すでに回答されています。進み方を確かめてください。")
    return ""


def why_not(step: ApprovalStep, person: Person) -> str:
    """The sentence that stands against this person's answer now; empty when nothing does."""
    if over := _over(step):
        return over
    if ApprovalAnswer.objects.filter(request_id=step.request_id, answered_by=person).exists():
        return _(
            "この申請の別の段階で、すでに回答しています。一つの申請では、一人が一つの段階だけ回答できます。"
        )
    if (
        not ApprovalStep.objects.filter(pk=step.pk)
        .annotate(is_open=asked_of_the_database("step_is_open"))
        .get()
        .is_open
    ):
        return _("前の段階の同意がそろっていないため、まだ回答できません。")
    return ""


def why_not_handed(step: ApprovalStep) -> str:
    """The sentence that stands against putting a step in another's hands; empty when nobody can answer it."""
    if over := _over(step):
        return over
    if (
        not ApprovalStep.objects.filter(pk=step.pk)
        .annotate(vacant=asked_of_the_database("step_is_vacant"))
        .get()
        .vacant
    ):
        return _(
            "この段階には、回答できる担当者がいます。担当を替えられるのは、回答できる方がいないときだけです。"
        )
    return ""


def _held(step: ApprovalStep) -> ApprovalStep:
    """The step read afresh, its project and its terms held until the transaction ends. Raises Gone for who reads it no more."""
    lock(step.project_id)
    lock(step.item_id)
    fresh = ApprovalStep.objects.select_related("request", "project").filter(pk=step.pk).first()
    if fresh is None:
        raise Gone
    return fresh


@transaction.atomic
def answer(
    step: ApprovalStep, *, by: Person, verdict: str, shown: str, reason: str = "", key: UUID | None = None
) -> ApprovalAnswer:
    """Agree, or refuse with a reason, to exactly the text whose hash is ``shown`` (R41); the same ``key`` twice is once.

    What opens next is told to its people. A refusal ends the request as rejected in the same transaction.
    """
    step = _held(step)
    if key is not None and (found := ApprovalAnswer.objects.filter(pk=key, answered_by=by).first()):
        return found
    if not is_mine(step, by):
        raise Refused("answer_step")
    if why := why_not(step, by):
        raise WrongState(why)
    if verdict == REFUSED and not reason.strip():
        raise WrongState(_("同意しない理由を記入してください。"))
    if shown != change_hash(step.request):
        raise WrongState(
            _("表示した後に、申請または条件が変わりました。開き直して、内容を確かめてください。")
        )
    made = ApprovalAnswer.objects.create(
        item_id=step.item_id,
        project_id=step.project_id,
        request_id=step.request_id,
        step=step,
        verdict=verdict,
        reason=reason,
        text_hash=shown,
        answered_by=by,
        **({"id": key} if key else {}),
    )
    journal.record("agree_step" if verdict == AGREED else "disagree_step", made, step=step.number)
    if verdict == REFUSED:
        perform("refuse_step", step.request, by=by, note=reason)
    else:
        _tell_next(step)
    return made


def _tell_next(step: ApprovalStep) -> None:
    """Whoever is asked because of this agreement; at the end, whoever decides."""
    rows = list(steps_of(step.request).filter(replaced_by__isnull=True))
    if any(row.number == step.number and not hasattr(row, "answer") for row in rows):
        return
    tell(row for row in rows if row.is_open)
    if not any(row.number > step.number for row in rows):
        outbox.enqueue("change.ready", step.request)


def tell(steps: Iterable[ApprovalStep]) -> None:
    """Those whose turn it is, by letter, once this transaction is through."""
    for step in steps:
        outbox.enqueue("approval.turn", step)


def tell_first(request: ChangeRequest) -> None:
    """Whoever is asked first; nobody where no route applies."""
    tell(steps_of(request).filter(is_open=True))


@transaction.atomic
def hand_on(
    step: ApprovalStep,
    *,
    by: Person,
    role: str,
    place: str,
    reason: str,
    person: Person | None = None,
    label: str = "",
    key: UUID | None = None,
) -> ApprovalStep:
    """Put a step that nobody can answer in another's hands, with the reason (R41); never a step that somebody can answer."""
    step = _held(step)
    if key is not None and (found := ApprovalStep.objects.filter(pk=key).first()):
        return found
    if not hands_on(step, by):
        raise Refused("hand_on_step")
    if why := why_not_handed(step):
        raise WrongState(why)
    try:
        with transaction.atomic():
            made = ApprovalStep.objects.create(
                item_id=step.item_id,
                project_id=step.project_id,
                request_id=step.request_id,
                route_id=step.route_id,
                number=step.number,
                role=role,
                place=place,
                person=person,
                label=label,
                replaces=step,
                reason=reason,
                made_by=by,
                **({"id": key} if key else {}),
            )
    except DatabaseError as refused:
        if "somebody who can answer" not in str(refused):
            raise
        raise WrongState(
            _(
                "その担当には、いま回答できる方がいません。申請した方・担当を替える方・別の段階で回答した方は、回答できません。"
            )
        ) from refused
    journal.record("hand_on_step", made, step=step.number)
    tell(steps_of(step.request).filter(pk=made.pk, is_open=True))
    return made
