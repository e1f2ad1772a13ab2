"""The order of a call's proposals (R38): a page of it, the start by scores, single moves, and the order as a list; confirms nothing.

Places are always 1, 2, 3 … without a gap among the proposals that have one. Every change is made under the review's lock.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import journal
from confidentiality.verbs import Refused, WrongState, lock, perform
from programmes import selection
from programmes.imports import Column, Row, Sheet, code, read, text, whole
from programmes.models import CallReview, ProposalDossier, RankingLine
from programmes.models.selection import runs_review

MOST = 2_000  # rows of one list
AT_ONCE = 50  # decisions of one press
BY_SCORE = gettext_lazy("評点の平均の順（平均%(mean)s点、評価%(n)s件）。")
CLOSED = gettext_lazy("順位の案は、すでに提案されています。")
NUMBER, PLACE, REASON = gettext_lazy("受付番号"), gettext_lazy("順位"), gettext_lazy("理由")


def ranked(
    review: CallReview, part: str = "", words: Sequence[str] = (), skipped: int = 0, most: int | None = None
) -> list[dict[str, Any]]:
    """Proposals in their order, those without a place last; nothing for who does not run the review. One query.

    ``part``: "unplaced" or "moved" (by a person); ``of_all`` of each row counts what the filter leaves.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select * from app.review_ranking(%s, %s, %s::text[], %s, %s)",
            [review.call_id, part, list(words), skipped, most],
        )
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [{**row, "words": str(ProposalDossier.State(row["state"]).label)} for row in found]


def _held(review: CallReview, by: Person, act: str) -> CallReview:
    """The review, nobody else's hand on it until the transaction ends."""
    lock(review.pk)
    if not runs_review(review, by):
        raise Refused(act)
    fresh = CallReview.objects.get(pk=review.pk)
    if fresh.state != CallReview.State.REVIEWING:
        raise WrongState(CLOSED)
    return fresh


def _write(review: CallReview, order: Sequence[UUID], said: Mapping[UUID, tuple[str, bool]]) -> int:
    """Give the dossiers of ``order`` the places 1, 2, 3 …; ``said``: reason and whether by score, where that changes."""
    kept = {line.dossier_id: line for line in RankingLine.objects.filter(item=review)}
    made, changed = [], []
    for place, pk in enumerate(order, 1):
        line = kept.get(pk)
        if line is None:
            reason, by_score = said[pk]
            made.append(
                RankingLine(item=review, dossier_id=pk, place=place, reason=reason, is_by_score=by_score)
            )
            continue
        wanted = (place, *said.get(pk, (line.reason, line.is_by_score)))
        if wanted != (line.place, line.reason, line.is_by_score):
            line.place, line.reason, line.is_by_score = wanted
            changed.append(line)
    RankingLine.objects.bulk_create(made)
    RankingLine.objects.bulk_update(changed, ["place", "reason", "is_by_score"])
    return len(made) + len(changed)


@transaction.atomic
def order_by_score(review: CallReview, *, by: Person, anew: bool = False) -> int:
    """Places in the order of the mean scores; returns how many proposals were given another place.

    Without ``anew`` only proposals that have none are put behind the others. A proposal nobody has reviewed yet gets
    none: nothing says where it belongs. At the same mean, the number decides.
    """
    fresh = _held(review, by, "order_by_score")
    rows = ranked(fresh)
    scored = sorted(
        (r for r in rows if r["submitted"] and (anew or r["place"] is None)),
        key=lambda r: (r["by_score"], r["number"]),
    )
    first = [] if anew else [r["dossier"] for r in rows if r["place"] is not None]
    behind = [r["dossier"] for r in rows if anew and r["place"] is not None and not r["submitted"]]
    said = {r["dossier"]: (in_japanese(BY_SCORE, mean=r["mean"], n=r["submitted"]), True) for r in scored}
    n = _write(fresh, [*first, *(r["dossier"] for r in scored), *behind], said)
    journal.record("order_by_score", fresh, n=n, anew=anew)
    return n


@transaction.atomic
def move(
    review: CallReview, dossier: ProposalDossier, *, by: Person, place: int, reason: str, seen: int | None
) -> bool:
    """Put one proposal at ``place`` with the reason; the others close up and make room. False: it already was so.

    ``seen``: the place its page showed. When somebody else has moved it since, nothing is done (WrongState).
    """
    fresh = _held(review, by, "move_proposal")
    if dossier.call_id != fresh.call_id:
        raise Refused("move_proposal")
    if not reason.strip():
        raise WrongState(_("理由を記入してください。"))
    lines = list(RankingLine.objects.filter(item=fresh).order_by("place"))
    order = [line.dossier_id for line in lines]
    own = next((line for line in lines if line.dossier_id == dossier.pk), None)
    was = own.place if own else None
    last = len(order) + (own is None)
    if place > last:
        raise WrongState(
            _("順位は、1から%(last)sまでです。順位の付いた提案の次までに入れられます。") % {"last": last}
        )
    if own and (own.place, own.reason, own.is_by_score) == (place, reason, False):
        return False
    if was != seen:
        raise WrongState(
            _("この提案の順位は、画面を開いた後に変わりました（いま%(place)s）。画面を開き直してください。")
            % {"place": was or _("順位なし")}
        )
    if own:
        order.remove(dossier.pk)
    order.insert(place - 1, dossier.pk)
    _write(fresh, order, {dossier.pk: (reason, False)})
    journal.record("move_proposal", fresh, item=fresh.pk, was=was, now=place)
    return True


def decline_rest(
    review: CallReview, *, by: Person, place: int, applicant_reason: str, internal_reason: str
) -> tuple[int, int]:
    """不採択 for every undecided proposal from ``place`` on, with one reason, all or none, ``AT_ONCE`` a time.

    Returns (how many, how many are left). Each is decided by its own verb: right, two persons and letter are the same.
    """
    left = ProposalDossier.objects.filter(
        call_id=review.call_id, state=ProposalDossier.State.RANKED, line__place__gte=place
    ).order_by("line__place")
    found = list(left[: AT_ONCE + 1])
    if not found:
        raise WrongState(_("この順位から後ろに、選考の済んでいない提案はありません。"))
    n = left.count()
    for dossier in found[:AT_ONCE]:
        perform(
            "not_select",
            dossier,
            by=by,
            applicant_reason=applicant_reason,
            internal_reason=internal_reason,
            public_reason="",
        )
    done = min(n, AT_ONCE)
    return done, n - done


# The order as a list ------------------------------------------------------------------------------------
class Faulty(Exception):
    """A list that cannot be taken as it is; ``sheet`` knows every fault."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self.sheet = sheet


@dataclass
class Read:
    """A list as read against the order there is now: what it would change, and a mark of the order it was read against."""

    sheet: Sheet
    changes: list[dict[str, Any]]
    mark: str


def columns() -> tuple[Column, ...]:
    """The columns that are read; further ones of our own sheet are for the eye."""
    return (
        Column("number", NUMBER, code(60), required=True),
        Column("place", PLACE, whole(low=1, high=MOST), empty=None),
        Column("reason", REASON, text(2_000)),
    )


HEADING = (
    NUMBER,
    gettext_lazy("提案の名称"),
    gettext_lazy("評価の数"),
    gettext_lazy("平均"),
    gettext_lazy("標準偏差"),
    gettext_lazy("評点の順"),
    PLACE,
    REASON,
)


def as_rows(rows: Sequence[Mapping[str, Any]]) -> list[tuple]:
    names = ("number", "title", "submitted", "mean", "deviation", "by_score", "place", "reason")
    return [tuple(row[name] for name in names) for row in rows]


def mark_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """What the order is now, so that a list is taken only against the order it was shown with."""
    now = sorted((str(r["dossier"]), r["place"], r["reason"]) for r in rows if r["place"] is not None)
    return hashlib.sha256(repr(now).encode()).hexdigest()


def look_at(review: CallReview, data: bytes) -> Read:
    """Read a list and name every fault. Raises ``imports.Unreadable`` for the file as a whole.

    Rows without place and reason are left as they are; a proposal that is not in the list keeps its place.
    """
    rows = ranked(review)
    known = {row["number"]: row for row in rows}
    sheet = read(data, columns(), most=MOST)
    met: dict[str, int] = {}
    at: dict[int, int] = {}
    for row in sheet.rows:
        _judge(sheet, row, known, met, at)
    kept = {r["place"]: r["number"] for r in rows if r["place"] is not None and r["number"] not in met}
    _judge_whole(sheet, known, kept, met)
    told = [r for r in sheet.rows if r.values["place"] and r.values["number"] in known]
    changes = [
        {**known[r.values["number"]], "now": r.values["place"], "why": r.values["reason"]}
        for r in told
        if (known[r.values["number"]]["place"], known[r.values["number"]]["reason"])
        != (r.values["place"], r.values["reason"])
    ]
    return Read(sheet, sorted(changes, key=lambda c: c["now"]), mark_of(rows))


def _judge(sheet: Sheet, row: Row, known: Mapping[str, Any], met: dict[str, int], at: dict[int, int]) -> None:
    number, place, reason = (row.values[name] for name in ("number", "place", "reason"))
    if number and number not in known:
        sheet.blame(row, "number", _("この公募で審査している提案の受付番号ではありません。"))
    elif number and number in met:
        sheet.blame(row, "number", _("%(row)s行目と同じ番号です。") % {"row": met[number]})
    elif number:
        met[number] = row.number
    if place and place in at:
        sheet.blame(row, "place", _("%(row)s行目と同じ順位です。") % {"row": at[place]})
    elif place:
        at[place] = row.number
    blamed = any(f.row == row.number and f.heading == str(PLACE) for f in sheet.faults)
    has_place = bool(number and number in known and known[number]["place"] is not None)
    if place is None and not blamed and (reason or has_place):
        sheet.blame(row, "place", _("空欄です。入力してください。"))
    if place and not reason:
        sheet.blame(row, "reason", _("空欄です。入力してください。"))


def _judge_whole(
    sheet: Sheet, known: Mapping[str, Any], kept: Mapping[int, str], met: Mapping[str, int]
) -> None:
    """Against the proposals that are not in the list, and for places beyond the last one."""
    placed = [row for row in sheet.rows if row.values["place"]]
    last = len(kept) + len(placed)
    for row in placed:
        place = row.values["place"]
        if place in kept:
            sheet.blame(
                row,
                "place",
                _("一覧にない提案%(number)sが、この順位です。") % {"number": kept[place]},
            )
        elif place > last:
            sheet.blame(
                row,
                "place",
                ngettext(
                    "順位を付ける提案は%(n)s件です。順位は1から%(n)sまで、続けて付けてください。",
                    "順位を付ける提案は%(n)s件です。順位は1から%(n)sまで、続けて付けてください。",
                    last,
                )
                % {"n": last},
            )
    if not sheet.faults and any(place > last for place in kept):
        sheet.blame(
            sheet.rows[0],
            "place",
            _(
                "一覧にない提案の順位と合わせて、1から続く順位になりません。すべての提案を一覧に入れてください。"
            ),
        )


@transaction.atomic
def take(review: CallReview, *, by: Person, data: bytes, mark: str) -> int:
    """The places and reasons of a list, all or none; returns how many changed. Raises Faulty, Unreadable, WrongState.

    ``mark``: the order the list was shown against. A list that was taken already changes nothing and returns 0.
    """
    fresh = _held(review, by, "import_ranking")
    found = look_at(fresh, data)
    if found.sheet.faults:
        raise Faulty(found.sheet)
    if not found.changes:
        return 0
    if found.mark != mark:
        raise WrongState(
            _(
                "一覧を確かめている間に、順位が変わりました。何も取り込んでいません。一覧を受け取り直してください。"
            )
        )
    selection.save_ranking(fresh, by=by, lines={c["dossier"]: (c["now"], c["why"]) for c in found.changes})
    return len(found.changes)
