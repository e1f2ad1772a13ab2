"""Turns what the database answered into the API's rows; a fixed number of queries, however many rows.

What may be done is asked by right: one or two queries for each council that appears, never for each row.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse

from accounts.fields import today
from accounts.models import Person
from confidentiality import verbs
from confidentiality.api.frame import Row, known_items, offer
from confidentiality.models import Item
from councils.meetings import OPEN_ACTIONS
from councils.models import (
    ActionItem,
    Attendance,
    Council,
    Decision,
    Meeting,
    Membership,
    MinutesRecord,
    MinutesSummary,
    RecordReply,
)
from councils.rights import inside

Offers = dict[Any, list[Row]]


def of_items(
    kind: str,
    found: Sequence[Item],
    contents: dict[UUID, Any],
    words: Callable[[Any], Row],
    offers: Offers,
) -> list[Row]:
    """A line for each item: its content-free title, and ``words`` of it where its content is the reader's."""
    councils = known_items(item.container_id for item in found)
    made = []
    for item in found:
        place = item.container_id if kind != "council" else item.pk
        row = {
            "id": item.pk,
            "url": reverse(f"api_{kind}", args=[item.pk]),
            "council": place if kind == "council" or place in councils else None,
            "title": item.public_title,
            "has_content": item.pk in contents,
            "created": item.created,
            "offered": offers.get(item.pk, []),
        }
        if item.pk in contents:
            row |= words(contents[item.pk])
        made.append(row)
    return made


def pick(subject: models.Model, *names: str) -> Row:
    return {name: getattr(subject, name) for name in names}


def council_words(council: Council) -> Row:
    return {
        "title": council.name,
        **pick(council, "state", "council_kind", "is_listed", "established_at"),
    }


def meeting_words(meeting: Meeting) -> Row:
    return pick(meeting, "number", "state", "starts_at", "ends_at", "place")


def meeting_offers(found: Iterable[Meeting], person: Person) -> Offers:
    """An answer is asked of those expected at an announced meeting."""
    open_ones = [m for m in found if m.state == Meeting.State.ANNOUNCED and inside(m, person)]
    expected = set(
        Attendance.objects.filter(item__in=open_ones, membership__person=person).values_list(
            "item_id", flat=True
        )
    )
    label = Attendance._meta.get_field("reply").verbose_name
    return {pk: offer("meeting", pk, [("reply", label)]) for pk in expected}


def record_words(person: Person, found: Iterable[MinutesRecord]) -> Callable[[MinutesRecord], Row]:
    rows = list(found)
    meetings = known_items(record.meeting_id for record in rows)
    done = set(RecordReply.objects.filter(item__in=rows, person=person).values_list("item_id", flat=True))

    def words(record: MinutesRecord) -> Row:
        return {
            **pick(record, "state", "confirm_by", "approved_at"),
            "meeting": record.meeting_id if record.meeting_id in meetings else None,
            "has_confirmed": record.pk in done,
        }

    return words


def record_offers(found: Iterable[MinutesRecord], person: Person, label: Any) -> Offers:
    """Those who were there confirm, while the record is with them."""
    meetings = {r.meeting_id: r.pk for r in found if r.state == MinutesRecord.State.CONFIRMING}
    there = Attendance.objects.filter(item__in=list(meetings), membership__person=person, is_present=True)
    return {
        meetings[meeting]: offer("record", meetings[meeting], [("confirm", label)])
        for meeting in there.values_list("item_id", flat=True)
    }


def summary_words(found: Iterable[MinutesSummary]) -> Callable[[MinutesSummary], Row]:
    meetings = known_items(summary.meeting_id for summary in found)

    def words(summary: MinutesSummary) -> Row:
        return {
            **pick(summary, "number", "held_on", "state", "published_at"),
            "meeting": summary.meeting_id if summary.meeting_id in meetings else None,
        }

    return words


def summary_offers(found: Iterable[MinutesSummary], person: Person) -> Offers:
    verb = MinutesSummary.publish_summary.verb
    return {
        s.pk: offer("summary", s.pk, [("publish", verb.label)])
        for s in found
        if verbs.can("publish_summary", s, person)
    }


def decision_rows(found: Sequence[Decision]) -> list[Row]:
    known = known_items([pk for d in found for pk in (d.council_id, d.meeting_id)])
    return [
        {
            **pick(d, "id", "number", "text", "decided_at"),
            "url": reverse("api_decision", args=[d.pk]),
            "council": d.council_id if d.council_id in known else None,
            "meeting": d.meeting_id if d.meeting_id in known else None,
            "offered": [],
        }
        for d in found
    ]


def action_rows(found: Sequence[ActionItem], person: Person) -> list[Row]:
    """With the owner's name for those who see the members; four queries and one for each council's rights."""
    known = known_items([pk for a in found for pk in (a.council_id, a.meeting_id)])
    decisions = set(
        Decision.objects.filter(pk__in={a.decision_id for a in found}).values_list("pk", flat=True)
    )
    seats = Membership.objects.select_related("person", "organisation").in_bulk({a.owner_id for a in found})
    day, made = today(), []
    for a in found:
        seat = seats.get(a.owner_id)
        offered = []
        if seat is not None:
            a.owner = seat
            offered = offer("action", a.pk, [(v.name, v.label) for v in verbs.offered(a, person)])
        made.append(
            {
                **pick(a, "id", "text", "due_on", "state", "is_lead"),
                "url": reverse("api_action", args=[a.pk]),
                "council": a.council_id if a.council_id in known else None,
                "meeting": a.meeting_id if a.meeting_id in known else None,
                "decision": a.decision_id if a.decision_id in decisions else None,
                "is_late": a.state in OPEN_ACTIONS and a.due_on < day,
                "is_mine": seat is not None and seat.person_id == person.pk,
                "owner": _owner(seat) if seat else None,
                "offered": offered,
            }
        )
    return made


def _owner(seat: Membership) -> Row:
    return {"seat": seat.pk, "name": seat.person.name, "organisation": seat.organisation.name}
