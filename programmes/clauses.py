"""The library of model clauses and how calls answer to it: words, gaps, coverage (R35); refuses to excuse a mandatory one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal
from confidentiality.acting import database_now
from confidentiality.differences import Piece, pieces
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models.call import Call
from programmes.models.clause import CallClause, Clause
from programmes.standing import is_staff, leads_or_runs


def in_force() -> list[Clause]:
    """The clauses every new call answers to: the mandatory ones first, each kind in its order."""
    order = list(Clause.Kind.values)
    return sorted(
        Clause.objects.filter(retired_at__isnull=True), key=lambda c: (order.index(c.kind), c.made_at)
    )


def missing_in(call: Call) -> list[Any]:
    """What the clauses of this call lack, as sentences: mandatory kinds, unanswered ones, outdated wordings."""
    answered = {row.clause_id: row for row in call.clauses.all()}
    kinds = {row.kind for row in answered.values() if row.answer != CallClause.Answer.EXEMPTED}
    found = []
    if lacking := [kind for kind in Clause.MANDATORY if kind not in kinds]:
        names = "、".join(str(Clause.Kind(kind).label) for kind in lacking)
        found.append(_("必須の条項がありません（%(names)s）。") % {"names": names})
    now = in_force()
    open_ = [c.title for c in now if c.pk not in answered and c.kind not in lacking]
    if open_:
        found.append(_("扱いを決めていない条項があります（%(names)s）。") % {"names": "、".join(open_)})
    return found


@transaction.atomic
def word_clause(
    *, by: Person, kind: str, title: str, text: str, reason: str = "", replaces: Clause | None = None
) -> Clause:
    """A clause into the library, or a new version of one; the version before is kept and retired."""
    if not is_staff():
        raise Refused("word_clause")
    more: dict[str, Any] = {"version": 1}
    if replaces is not None:
        fresh = Clause.objects.select_for_update().get(pk=replaces.pk)
        if fresh.retired_at is not None:
            raise WrongState(_("この条項には、すでに新しい版があります。新しい版を改めてください。"))
        Clause.objects.filter(pk=fresh.pk).update(retired_at=database_now())
        more = {"version": fresh.version + 1, "family": fresh.family}
        kind = fresh.kind
    try:
        with transaction.atomic():
            made = Clause.objects.create(kind=kind, title=title, text=text, reason=reason, made_by=by, **more)
    except IntegrityError as taken:
        raise WrongState(
            _("この種類の必須の条項は、すでにあります。新しい版として改めてください。")
        ) from taken
    journal.record("word_clause", made, kind=kind, version=made.version)
    return made


@transaction.atomic
def retire_clause(clause: Clause, *, by: Person) -> None:
    """Take an optional clause out of the library; calls that adopted it keep its words."""
    if not is_staff():
        raise Refused("retire_clause")
    if clause.is_mandatory:
        raise WrongState(_("必須の条項は廃止できません。新しい版に改めてください。"))
    if not Clause.objects.filter(pk=clause.pk, retired_at__isnull=True).update(retired_at=database_now()):
        raise WrongState(_("この条項は、すでに廃止されています。"))
    journal.record("retire_clause", clause)


@transaction.atomic
def answer_clause(
    call: Call, clause: Clause, *, by: Person, answer: str, text: str = "", reason: str = ""
) -> CallClause:
    """How a draft call treats a clause in force; answered again, the answer is replaced."""
    if not leads_or_runs(call, by):
        raise Refused("answer_clause")
    lock(call.pk)
    if Call.objects.get(pk=call.pk).state != Call.State.DRAFT:
        raise WrongState(_("公募が作成中のときだけ変更できます。"))
    fresh = Clause.objects.get(pk=clause.pk)
    if fresh.retired_at is not None:
        raise WrongState(_("この条項は新しい版に替わりました。画面を開き直してください。"))
    if answer == CallClause.Answer.EXEMPTED and fresh.is_mandatory:
        raise WrongState(_("必須の条項は、適用しないことにできません。"))
    if answer != CallClause.Answer.ADOPTED and not reason.strip():
        raise WrongState(_("文言を変える理由、または適用しない理由を書いてください。"))
    if answer == CallClause.Answer.CHANGED and not text.strip():
        raise WrongState(_("この公募での条文を書いてください。"))
    CallClause.objects.filter(item=call, family=fresh.family).delete()
    made = CallClause.objects.create(
        item=call,
        clause=fresh,
        family=fresh.family,
        kind=fresh.kind,
        title=fresh.title,
        order=list(Clause.Kind.values).index(fresh.kind),
        answer=answer,
        text={CallClause.Answer.ADOPTED: fresh.text, CallClause.Answer.EXEMPTED: ""}.get(answer, text),
        reason="" if answer == CallClause.Answer.ADOPTED else reason,
        answered_by=by,
    )
    journal.record("answer_clause", made, item=call.pk, answer=answer, kind=fresh.kind)
    return made


@dataclass(frozen=True)
class Line:
    """One clause on the check page: in force, what the call says to it, and how far its words depart."""

    clause: Clause
    answer: CallClause | None
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()
    is_outdated: bool = False


def check_of(call: Call) -> list[Line]:
    """Every clause in force with this call's answer; one that was answered in an earlier version says so. Two queries."""
    answers = {row.family: row for row in call.clauses.select_related("clause")}
    found = []
    for clause in in_force():
        row = answers.get(clause.family)
        old: tuple[Piece, ...] = ()
        new: tuple[Piece, ...] = ()
        if row is not None and row.answer == CallClause.Answer.CHANGED:
            old, new = pieces(clause.text, row.text)
        found.append(Line(clause, row, old, new, row is not None and row.clause_id != clause.pk))
    return found


@dataclass(frozen=True)
class Coverage:
    """One kind of clause over the calls: a cell for each call, and the share of calls that carry it, in percent."""

    kind: str
    label: Any
    is_mandatory: bool
    cells: tuple[str, ...]
    share: int | None


def coverage(calls: list[Call]) -> list[Coverage]:
    """The matrix of clause kinds and calls (R35). A cell is adopted, changed, exempted or empty; one query."""
    told: dict[tuple[UUID, str], list[str]] = {}
    for call, kind, answer in CallClause.objects.filter(item__in=[c.pk for c in calls]).values_list(
        "item_id", "kind", "answer"
    ):
        told.setdefault((call, kind), []).append(answer)
    rows = []
    for kind, label in Clause.Kind.choices:
        cells = tuple(_strongest(told.get((call.pk, kind), [])) for call in calls)
        carried = sum(cell in ("adopted", "changed") for cell in cells)
        share = round(100 * carried / len(cells)) if cells else None
        rows.append(Coverage(kind, label, kind in Clause.MANDATORY, cells, share))
    return rows


def shares(carried: Sequence[Sequence[str]]) -> dict[str, int]:
    """{kind: share of calls that carry a clause of it, in percent}, by ``Call.carries`` of each; no query.

    A call carries a kind as ``coverage`` has it: an adopted or a reworded clause of it.
    """
    counts = Counter(kind for kinds in carried for kind in set(kinds))
    return {kind: round(100 * counts[kind] / len(carried)) for kind in Clause.Kind.values} if carried else {}


def _strongest(answers: list[str]) -> str:
    """Of several clauses of one kind, a departure is what the reader must hear of."""
    return next((word for word in ("changed", "adopted", "exempted") if word in answers), "")
