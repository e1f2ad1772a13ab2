"""One's own record: what I opened, what I agreed to, what binds me and until when; shows nobody else's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from confidentiality import doors, naming
from confidentiality.acting import database_now
from confidentiality.models import Entry, Item
from confidentiality.views.access import _page


@dataclass(frozen=True)
class Bond:
    """One agreement that binds, or bound, the reader; also after they left."""

    designation_id: UUID
    item_id: UUID
    place: str
    version_id: UUID
    number: int
    title: str
    subject: str
    extent: str
    handling: str
    held_from: datetime
    held_until: datetime | None
    bound_until: datetime
    agreed_at: datetime
    text_hash: str
    is_provider: bool


def bonds() -> list[Bond]:
    """Every wording in force this reader agreed to and held, the longest-lasting first."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.binding_me()")
        return sorted((Bond(*row) for row in cursor.fetchall()), key=lambda b: b.bound_until, reverse=True)


@doors.person
def my_records(request: HttpRequest) -> HttpResponse:
    """What I did and opened, newest first; a thing I may not see any more has no name here."""
    mine = Entry.objects.filter(actor=request.user)
    rows, before = _page(mine, request)
    titles = dict(
        Item.objects.filter(pk__in={e.item_id for e in rows if e.item_id}).values_list("pk", "public_title")
    )
    for entry in rows:
        entry.title = titles.get(entry.item_id, "")
    context = {
        "rows": rows,
        "next": f"{reverse('my_records')}?before={before}" if before else "",
        "first": mine.order_by("pk").values_list("at", flat=True).first(),
    }
    return render(request, "confidentiality/my_records.html", context)


@doors.person
def binding_me(request: HttpRequest) -> HttpResponse:
    """Everything that binds me: agreements with their ends, and pledges without one."""
    now = database_now()
    found = [b for b in bonds() if not b.is_provider]
    visible = set(Item.objects.filter(pk__in=[b.item_id for b in found]).values_list("pk", flat=True))
    context: dict[str, Any] = {
        "live": [(b, b.item_id in visible) for b in found if b.bound_until > now],
        "over": [(b, b.item_id in visible) for b in found if b.bound_until <= now],
        "pledges": naming.own_undertakings(request.user),
        "places": _places(),
    }
    return render(request, "confidentiality/binding_me.html", context)


def _places() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("select title from app.containers_of_mine() order by title")
        return [row[0] for row in cursor.fetchall()]
