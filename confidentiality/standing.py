"""Where an agreement stands: its words, who was asked, who answered what, who holds; changes nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.dates import first_moment, last_moment
from accounts.phrasing import listed
from confidentiality import naming
from confidentiality.acting import principals
from confidentiality.differences import Piece, pieces
from confidentiality.lifecycle import LIVE, State
from confidentiality.models import Consent, Designation, DesignationVersion, Holder, ScopedPrincipal, Voter
from confidentiality.wording import VIEWPOINTS

Decision = Consent.Decision


@dataclass(frozen=True)
class Answer:
    """A voter of a round and their latest answer; ``decision`` is empty while there is none."""

    principal: int
    name: str
    role: str
    decision: str
    at: datetime | None
    is_mine: bool

    @property
    def words(self) -> str:
        if self.decision == Decision.AGREE:
            return pgettext("answer", "同意")
        if self.decision == Decision.REFUSE:
            return pgettext("answer", "同意しない")
        return _("質問中") if self.decision == Decision.ASK else _("未回答")

    @property
    def tone(self) -> str:
        return {Decision.AGREE: "done", Decision.REFUSE: "late", Decision.ASK: "soon"}.get(self.decision, "")


@dataclass(frozen=True)
class FieldChange:
    """One part of the wording that differs from the version before."""

    label: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


@dataclass
class Wording:
    """A version with what the page needs of it."""

    version: DesignationVersion
    text_hash: str
    holders: list[str]
    answers: list[Answer] = field(default_factory=list)
    changes: list[FieldChange] = field(default_factory=list)

    @property
    def agreed(self) -> int:
        return sum(a.decision == Decision.AGREE for a in self.answers)

    @property
    def missing(self) -> list[Answer]:
        return [a for a in self.answers if a.decision != Decision.AGREE]

    @property
    def rows(self) -> list[tuple[str, str]]:
        return text_rows(self.version, self.holders)

    @property
    def sentence(self) -> str:
        return agreement_sentence(self.version)

    @property
    def outcome(self) -> str:
        """What became of this wording, in a word or two."""
        if self.version.valid_from:
            return _("全員の同意で効力が生じました")
        if any(a.decision == Decision.REFUSE for a in self.answers):
            return _("同意しない構成員がいたため不成立")
        return "" if self.answers else _("同意を求めていません")


@dataclass(frozen=True)
class Holding:
    """A holder of the wording in force."""

    principal: int
    name: str
    since: datetime
    until: datetime | None
    is_mine: bool


@dataclass
class Standing:
    """Everything the page of one agreement shows."""

    designation: Designation
    wordings: list[Wording]
    holders: list[Holding]
    comments: list[Consent]

    def of(self, version: DesignationVersion | None) -> Wording | None:
        return next((w for w in self.wordings if version and w.version.pk == version.pk), None)


def standing(designation: Designation, seats: list[naming.Seat]) -> Standing:
    """Read it all in nine queries or so, however many versions and members there are; newest wording first."""
    versions = list(designation.versions.order_by("number"))
    hashes = _hashes(designation)
    scoped: dict[Any, list[int]] = defaultdict(list)
    for row in ScopedPrincipal.objects.filter(version__designation=designation):
        scoped[row.version_id].append(row.principal_id)
    names = naming.principal_names({p for group in scoped.values() for p in group})
    consents = list(
        Consent.objects.filter(version__designation=designation).select_related("person", "version")
    )
    voters = list(Voter.objects.filter(version__designation=designation).select_related("person"))
    roles, order = {s.person_id: s.role for s in seats}, {s.person_id: n for n, s in enumerate(seats)}
    mine = principals()
    wordings: list[Wording] = []
    for version in versions:
        last = {c.principal_id: c for c in consents if c.version_id == version.pk}
        answers = [
            Answer(
                v.principal_id,
                v.person.name,
                roles.get(v.person_id, ""),
                last[v.principal_id].decision if v.principal_id in last else "",
                last[v.principal_id].decided_at if v.principal_id in last else None,
                v.principal_id in mine,
            )
            for v in sorted(voters, key=lambda v: (order.get(v.person_id, 999), v.person.kana))
            if v.version_id == version.pk
        ]
        wording = Wording(
            version, hashes[version.pk], sorted(names.get(p, "") for p in scoped[version.pk]), answers
        )
        if wordings:
            wording.changes = field_changes(wordings[-1].rows, wording.rows)
        wordings.append(wording)
    people = {v.principal_id: v.person.name for v in voters} | {
        c.principal_id: c.person.name for c in consents
    }
    said = [c for c in consents if c.comment.strip()]
    return Standing(designation, wordings[::-1], _holdings(designation, people, mine), said)


def _hashes(designation: Designation) -> dict[Any, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, app.version_hash(id) from confidentiality_designationversion where designation_id = %s",
            [designation.pk],
        )
        return dict(cursor.fetchall())


def _holdings(designation: Designation, people: dict[int, str], mine: frozenset[int]) -> list[Holding]:
    if designation.in_force_id is None:
        return []
    rows = Holder.objects.filter(version_id=designation.in_force_id).order_by("valid_from", "id")
    return [
        Holding(
            h.principal_id,
            people.get(h.principal_id, _("構成員")),
            h.valid_from,
            h.valid_until,
            h.principal_id in mine,
        )
        for h in rows
    ]


def text_rows(version: DesignationVersion, holders: list[str]) -> list[tuple[str, str]]:
    """The wording as label and words, in the order of the form."""
    starts = first_moment(version.starts_at) if version.starts_at else _("全員の同意がそろった時")
    rows = [
        (_("件名"), version.title),
        (_("対象"), version.subject),
        (_("範囲"), version.extent),
        (_("情報の区分"), version.get_category_display()),
        (_("提供者の区分"), version.get_origin_display()),
        (_("保持者"), listed(holders)),
        (_("期間"), _("%(from)sから%(until)sまで") % {"from": starts, "until": last_moment(version.ends_at)}),
        (_("取扱い"), version.handling),
        (_("理由"), version.reason),
        (_("必要最小限度である理由"), version.minimality_reason),
    ]
    rows += [
        (str(label), version.viewpoints.get(name, ""))
        for name, label in VIEWPOINTS.items()
        if version.viewpoints.get(name)
    ]
    return [*rows, (_("終了したとき"), _("協議会の構成員の全員が内容を見られるようになる。公開はしない。"))]


def field_changes(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> list[FieldChange]:
    before, after = dict(old), dict(new)
    return [
        FieldChange(label, *pieces(before.get(label, ""), after.get(label, "")))
        for label in dict.fromkeys([*before, *after])
        if before.get(label) != after.get(label)
    ]


def agreement_sentence(version: DesignationVersion) -> str:
    """What a holder undertakes, in one sentence of ordinary Japanese."""
    return _(
        "私は、「%(title)s」の内容を、保持者以外の人に伝えません。取扱いは「%(handling)s」に従います。"
        "この義務は%(until)sまで続き、途中で退任しても変わりません。"
    ) % {
        "title": version.title,
        "handling": version.handling.rstrip("。"),
        "until": last_moment(version.ends_at),
    }


def assent_sentence(version: DesignationVersion) -> str:
    """What a voter says who will not see the content: everyone decides, only holders see."""
    return _(
        "私は、「%(title)s」が%(until)sまで、上の範囲と取扱いで守られることに同意します。私は内容を見ません。"
    ) % {"title": version.title, "until": last_moment(version.ends_at)}


def steps(state: str) -> list[tuple[str, str]]:
    """提案 → 協議 → 同意 → 有効 → 終了, with where this agreement is."""
    at = (
        0
        if state in (State.DRAFT, State.DESCRIBED)
        else 1
        if state in (State.DISCUSSING, State.REWORK)
        else 2
        if state == State.CONSENT_OPEN
        else 3
        if state in LIVE
        else 4
    )
    words = [_("提案"), _("協議"), _("同意"), _("有効"), pgettext("state", "終了")]
    if state in (State.LAPSED, State.WITHDRAWN):  # it ended before it ever held
        words.pop(3)
        at = 3
    return [(word, "done" if n < at else "now" if n == at else "") for n, word in enumerate(words)]


def tone(state: str) -> str:
    """How loud the word for the state is."""
    return {**dict.fromkeys(LIVE, "done"), State.CONSENT_OPEN: "soon", State.REWORK: "late"}.get(state, "")
