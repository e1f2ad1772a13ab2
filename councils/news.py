"""What comes next in a reader's councils and what has changed lately; refuses to remember anybody's last visit."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from confidentiality.asked import any_of, one
from councils.addresses import address_of
from councils.models import Attendance, Decision, MaterialVersion, MinutesSummary
from councils.standing import LATELY, Standing, on_the_desk

SHOWN_CHANGES, SHOWN_MEETINGS = 10, 3


@dataclass(frozen=True)
class Coming:
    """One of the next meetings, with the reader's own answer and what is left to read."""

    url: str
    title: str
    council: str
    starts_at: datetime
    place: str
    reply: str
    unread: int
    read_url: str


_ANSWERS = on_the_desk(
    lambda: Attendance.objects.filter(
        membership__person=one("person"), item__ends_at__gt=one("now", "timestamptz")
    ).values_list("item_id", "reply")
)


def coming(standing: Standing) -> list[Coming]:
    """The next three meetings. Fixed number of queries."""
    rows = standing.ahead[:SHOWN_MEETINGS]
    own = dict(standing.said(_ANSWERS))
    return [
        Coming(
            address_of("meeting")(m["pk"]),
            m["public_title"],
            standing.name(m["council_id"]),
            m["starts_at"],
            m["place"],
            str(Attendance.Reply(own[m["pk"]]).label) if m["pk"] in own else "",
            len(standing.unread.get(m["pk"], ())),
            address_of("meeting_read")(m["pk"]),
        )
        for m in rows
    ]


@dataclass(frozen=True)
class Change:
    """Something new to the reader in their councils."""

    at: datetime
    what: str
    url: str
    kind: str


_VERSIONS = on_the_desk(
    lambda: (
        MaterialVersion.objects.filter(
            item__council__in=any_of("councils"), number__gt=1, created__gt=one("lately", "timestamptz")
        )
        .order_by("-created")
        .values_list("item_id", "item__title", "number", "created")[:SHOWN_CHANGES]
    )
)
_PUBLISHED = on_the_desk(
    lambda: (
        MinutesSummary.objects.filter(
            council__in=any_of("councils"), published_at__gt=one("lately", "timestamptz")
        )
        .order_by("-published_at")
        .values_list("meeting_id", "meeting__number", "council_id", "published_at")[:SHOWN_CHANGES]
    )
)
_DECIDED = on_the_desk(
    lambda: (
        Decision.objects.filter(council__in=any_of("councils"), decided_at__gt=one("lately", "timestamptz"))
        .order_by("-decided_at")
        .values_list("pk", "text", "council_id", "decided_at")[:SHOWN_CHANGES]
    )
)


def changes(standing: Standing) -> list[Change]:
    """New versions, published summaries, decisions of two weeks, and seats that ended. Fixed number of queries."""
    since = timezone.now() - LATELY
    to_material = address_of("material")
    found = [
        Change(
            at,
            _("%(title)s 第%(n)s版") % {"title": title, "n": number},
            to_material(pk),
            pgettext("news", "差し替え"),
        )
        for pk, title, number, at in standing.said(_VERSIONS)
    ]
    found += [
        Change(
            at,
            _("%(council)s 第%(n)s回 議事要旨") % {"council": standing.name(council), "n": number},
            address_of("minutes_summary")(meeting),
            pgettext("news", "公開"),
        )
        for meeting, number, council, at in standing.said(_PUBLISHED)
    ]
    found += [
        Change(at, text, f"{address_of('decisions')(council)}#decision-{pk}", pgettext("news", "決定"))
        for pk, text, council, at in standing.said(_DECIDED)
    ]
    found += [
        Change(
            p.seat.left_at,
            _("%(council)sの席が終わったため、資料と会合は見られなくなりました") % {"council": p.name},
            address_of("seat")(p.seat.pk),
            _("退任"),
        )
        for p in standing.places
        if p.is_over and p.seat.left_at and p.seat.left_at > since
    ]
    return sorted(found, key=lambda c: c.at, reverse=True)[:SHOWN_CHANGES]
