"""Where a planned publication stands for its reader: state by the clock, parts, who is asked; changes nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CharField, F, Func, QuerySet

from confidentiality import audience
from confidentiality.acting import database_now, principals
from confidentiality.asking import AT
from confidentiality.models import (
    ClosingRequest,
    Designation,
    Disclosure,
    DisclosureAnswer,
    DisclosurePart,
    DisclosureVoter,
    Item,
)


def with_state(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """``state_now``: the state at the database's instant, which the stored one may not have heard of yet."""
    return rows.annotate(
        state_now=Func(F("item_ptr_id"), function="app.disclosure_state_here", output_field=CharField())
    )


def state_of(disclosure: Disclosure) -> str:
    """The state at this instant."""
    with connection.cursor() as cursor:
        cursor.execute("select app.disclosure_state_here(%s)", [disclosure.pk])
        return cursor.fetchone()[0]


def manuscript_hash(disclosure: Disclosure) -> str:
    """What a "no objection" is bound to."""
    return _hash("manuscript", disclosure.pk)


def closing_hash(request: ClosingRequest) -> str:
    """What a consent to a closing is bound to: every word of the request, and the manuscript it is about."""
    return _hash("closing", request.pk)


def _hash(of: str, pk: UUID) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"select app.{of}_hash_here(%s)", [pk])
        return cursor.fetchone()[0]


def is_author(disclosure: Disclosure, person: Any) -> bool:
    return disclosure.custodian_id == person.pk


def sits(disclosure: Disclosure, person: Any = None) -> bool:
    """The reader sits, active and pledged, on a council that is asked."""
    asked = disclosure.councils.values_list("council_id", flat=True)
    return any(audience.council(council) in principals() for council in asked)


def touchable(author: Any) -> QuerySet[Designation]:
    """Agreements in force that this reader knows of: row security leaves out what is another's alone (R137)."""
    return (
        Designation.objects.filter(in_force__valid_from__lte=AT, in_force__valid_until__gt=AT)
        .select_related("item", "in_force")
        .order_by("in_force__valid_until", "pk")
    )


def unanswered(disclosure: Disclosure, author: Any) -> list[Designation]:
    """Those the author knows of and has not said anything about."""
    said = set(disclosure.touches.values_list("touched_id", flat=True))
    return [d for d in touchable(author) if d.item_id not in said]


def waits_for_look(disclosure: Disclosure, person: Any) -> bool:
    """Asked in this round, still sitting, and has not said so yet."""
    asked = DisclosureVoter.objects.filter(
        item=disclosure, request=None, person=person, asked_at=disclosure.opened_at, dropped_at=None
    ).exists()
    said = DisclosureAnswer.objects.filter(
        item=disclosure, request=None, person=person, decided_at__gte=disclosure.opened_at or database_now()
    ).exists()
    return asked and not said


def live_closing(disclosure: Disclosure) -> ClosingRequest | None:
    """The closing everybody agreed to that holds at this instant."""
    return (
        disclosure.closing_requests.filter(valid_from__lte=AT, valid_until__gt=AT)
        .order_by("-valid_until")
        .first()
    )


def may_end_closing(request: ClosingRequest) -> bool:
    """Whether the reader of this transaction may end it now: who asked, or the chair once they have left (3.7)."""
    with connection.cursor() as cursor:
        cursor.execute("select app.may_end_closing(%s)", [request.pk])
        return cursor.fetchone()[0]


def open_request(disclosure: Disclosure) -> ClosingRequest | None:
    """The request people are asked about now; one whose deadline has passed asks nobody."""
    return disclosure.closing_requests.filter(state=ClosingRequest.State.OPEN, decide_by__gt=AT).first()


class PartRow:
    """A part as its reader may know it, and what it waits for."""

    def __init__(self, item: Item, part: DisclosurePart | None, is_out: bool, waits: str, until: Any) -> None:
        self.item, self.part, self.is_out, self.waits_for, self.until = item, part, is_out, waits, until

    @property
    def pk(self) -> UUID:
        return self.item.pk

    @property
    def may_go_out(self) -> bool:
        return not self.is_out and not self.waits_for


def parts_of(disclosure: Disclosure) -> list[PartRow]:
    """Every part in order with what it waits for; ``part`` is None where the reader knows no more than the title."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select part_id, is_out, waits_for, until from app.disclosure_parts(%s)", [disclosure.pk]
        )
        rows = cursor.fetchall()
    items = Item.objects.in_bulk([pk for pk, *_rest in rows])
    parts = DisclosurePart.objects.select_related("file").in_bulk(list(items))
    return [PartRow(items[pk], parts.get(pk), *rest) for pk, *rest in rows if pk in items]


def standing_of(subjects: Iterable[UUID]) -> Mapping[UUID, tuple[str, datetime | None]]:
    """How the publication of these things stands, for whoever may know of them: {subject: (state, deadline)}."""
    with connection.cursor() as cursor:
        cursor.execute("select subject_id, state, decide_by from app.disclosures_of(%s)", [list(subjects)])
        return {subject: (state, due) for subject, state, due in cursor.fetchall()}


def due(rows: QuerySet[Disclosure]) -> QuerySet[Disclosure]:
    """Those whose stored state the clock has overtaken."""
    return with_state(rows).exclude(state_now=F("state"))
