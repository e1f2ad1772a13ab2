"""How the measures stand, by pillar and by who carries them out, and which are late (R3); counts only what the reader sees."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.japanese import in_tokyo
from confidentiality.acting import database_now
from confidentiality.asking import AT
from programmes.measures import ORDER
from programmes.models import MeasureProgress, PolicyMeasure

State = PolicyMeasure.State
OPEN = (State.PLANNED, State.UNDERWAY)


def concrete() -> QuerySet:
    """Measures (not policies) the reader may see, each with its last report, in the order of the pillars."""
    last = MeasureProgress.objects.filter(item=OuterRef("pk")).order_by("-reported_at")
    return (
        PolicyMeasure.objects.filter(nature=PolicyMeasure.Nature.MEASURE)
        .select_related("owner", "section", "section__item")
        .annotate(
            last_report=Subquery(last.values("text")[:1]),
            reported_at=Subquery(last.values("reported_at")[:1]),
        )
        .order_by("pillar", "order", "pk")
    )


def is_late(measure: PolicyMeasure, day: date) -> bool:
    return measure.state in OPEN and measure.due is not None and measure.due < day


@dataclass
class Standing:
    """One body's measures under one pillar: how many in each state, how many late."""

    name: str
    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(State.values, 0))
    late: int = 0
    old: int = 0  # still open, under a section of an older version of the guideline

    @property
    def whole(self) -> int:
        return sum(self.states.values())

    @property
    def cells(self) -> list[tuple[Any, int]]:
        return [(State(value).label, count) for value, count in self.states.items()]

    @property
    def open(self) -> int:
        return sum(self.states[state] for state in OPEN)

    @property
    def done(self) -> int:
        return self.states[State.DONE]

    def add(self, state: str, count: int, late: int, old: int = 0) -> None:
        self.states[state] += count
        self.late += late
        self.old += old


def late_on(day: date) -> QuerySet:
    """Those of ``concrete`` whose end is before ``day`` and that are not over, the oldest end first."""
    return concrete().filter(state__in=OPEN, due__lt=day).order_by("due", "pillar", "order", "pk")


def by_pillar_and_owner(day: date) -> list[tuple[Any, list[Standing], Standing]]:
    """[(pillar, standings by body, the pillar's whole)], counted by the database in one query.

    What nobody carries out yet stands last, without a name.
    """
    found: dict[str, dict[UUID | None, Standing]] = defaultdict(dict)
    wholes = {pillar: Standing("") for pillar in ORDER}
    rows = PolicyMeasure.objects.filter(nature=PolicyMeasure.Nature.MEASURE).order_by()
    late = Count("pk", filter=Q(state__in=OPEN, due__lt=day))
    old = Count("pk", filter=Q(state__in=OPEN, section__item__superseded_at__lte=AT))
    of = ("pillar", "owner_id", "owner__name", "state")
    counted = rows.values_list(*of).annotate(n=Count("pk"), late=late, old=old)
    for pillar, owner, name, state, count, behind, left in counted:
        found[pillar].setdefault(owner, Standing(name or "")).add(state, count, behind, left)
        wholes[pillar].add(state, count, behind, left)
    return [
        (
            PolicyMeasure.Pillar(pillar).label,
            sorted(found[pillar].values(), key=lambda s: (not s.name, s.name)),
            wholes[pillar],
        )
        for pillar in ORDER
    ]


def by_purpose(day: date) -> list[tuple[str, Standing]]:
    """[(purpose's value, how its measures stand)] for every purpose, those without measures too; one query (R20)."""
    found = {value: Standing(str(label)) for value, label in PolicyMeasure.Purpose.choices}
    rows = PolicyMeasure.objects.filter(nature=PolicyMeasure.Nature.MEASURE).exclude(purpose="").order_by()
    late = Count("pk", filter=Q(state__in=OPEN, due__lt=day))
    for purpose, state, count, behind in rows.values_list("purpose", "state").annotate(
        n=Count("pk"), late=late
    ):
        found[purpose].add(state, count, behind)
    return list(found.items())


def heading() -> list[str]:
    return [
        _("柱"),
        _("内容"),
        _("状態"),
        _("担当する組織"),
        _("期限"),
        _("期限超過"),
        _("最後の報告の日"),
        _("最後の報告"),
        _("施策の目的"),
        _("基本指針の項目"),
        _("項目のある版"),
        _("旧版に結び付いたまま"),
        _("出典"),
    ]


def _is_over(section: Any, now: datetime) -> bool:
    """Its version is no longer in force at ``now``."""
    return section is not None and (section.item.superseded_at or now) < now


def sheet_rows(rows: Sequence[PolicyMeasure], day: date) -> Iterator[list[Any]]:
    now = database_now()
    for m in rows:
        yield [
            str(m.get_pillar_display()),
            m.text,
            str(m.get_state_display()),
            m.owner.name if m.owner else "",
            f"{m.due:%Y/%m/%d}" if m.due else "",
            _("超過") if is_late(m, day) else "",
            f"{in_tokyo(m.reported_at):%Y/%m/%d}" if m.reported_at else "",
            m.last_report or "",
            str(m.get_purpose_display()) if m.purpose else "",
            m.section.heading if m.section else "",
            m.section.item.title if m.section else "",
            _("旧版") if m.state in OPEN and _is_over(m.section, now) else "",
            m.source,
        ]
