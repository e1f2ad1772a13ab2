"""How far notices of calls went, over all calls whose record the reader keeps: by fiscal year and channel (R54).

Recipients, views and people at a briefing are counted apart and never added to one another.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, QuerySet, Sum, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from programmes.models import NoticeDistribution

Channel, Measure = NoticeDistribution.Channel, NoticeDistribution.Measure


@dataclass
class Reach:
    """Notices sent, how many of them a body reported on, and what it reported, each kind of number apart."""

    sent: int = 0
    reported: int = 0
    told: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Measure.values, 0))

    def add(self, measure: str, sent: int, reported: int, reach: int | None) -> None:
        self.sent += sent
        self.reported += reported
        if measure:
            self.told[measure] += reach or 0

    @property
    def cells(self) -> list[tuple[Any, int]]:
        return [(Measure(value).label, n) for value, n in self.told.items()]


@dataclass
class Year:
    """One fiscal year: its channels in their order, those through which nothing went left out, and the year's whole."""

    year: int
    channels: list[tuple[Any, Reach]]
    whole: Reach


def _rows(channel: str = "") -> QuerySet:
    """The fiscal year of Japan begins in April; it is the year in which it begins."""
    began = ExtractYear("sent_on")
    rows = NoticeDistribution.objects.order_by().annotate(
        fiscal_year=Case(When(sent_on__month__gte=4, then=began), default=began - 1)
    )
    return rows.filter(channel=channel) if channel else rows


def by_year(channel: str = "") -> tuple[list[Year], Reach]:
    """([each fiscal year, the newest first], the whole of them); one query, of what the reader may read alone.

    ``channel`` narrows to one.
    """
    found: dict[int, dict[str, Reach]] = defaultdict(lambda: defaultdict(Reach))
    wholes: dict[int, Reach] = defaultdict(Reach)
    all_ = Reach()
    counted = _rows(channel).values_list("fiscal_year", "channel", "measure")
    for year, way, measure, sent, reported, reach in counted.annotate(
        sent=Count("pk"), reported=Count("reach"), told=Sum(F("reach"))
    ):
        for sums in (found[year][way], wholes[year], all_):
            sums.add(measure, sent, reported, reach)
    years = [
        Year(
            year,
            [(Channel(way).label, found[year][way]) for way in Channel.values if way in found[year]],
            wholes[year],
        )
        for year in sorted(found, reverse=True)
    ]
    return years, all_


def heading() -> list[str]:
    return [
        _("年度"),
        _("経路"),
        _("周知の件数"),
        _("報告を受けた件数"),
        *(str(label) for label in Measure.labels),
    ]


def sheet_rows(years: list[Year]) -> Iterator[list[Any]]:
    """A line for each year and channel; whole numbers, and no line of totals to be added twice."""
    for one in years:
        for label, sums in one.channels:
            yield [one.year, str(label), sums.sent, sums.reported, *sums.told.values()]
