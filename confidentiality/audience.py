"""Names principals and opens or closes an item's base audience; refuses to answer who may see."""

from uuid import UUID

from django.db import connection
from django.db.models import Q

from confidentiality.acting import database_now, known
from confidentiality.guards import CONTENT
from confidentiality.models import BaseAudience, Item, Principal

EVERYBODY, SIGNED_IN = Principal.EVERYBODY, Principal.SIGNED_IN


def principal(kind: str, ref: UUID | str | None = None, part: str = "") -> int:
    """The number under which this reader or group is addressed; made on first use, asked once per context."""
    kept, key = known(), ("principal", kind, str(ref), part)
    if key not in kept:
        with connection.cursor() as cursor:
            cursor.execute("select app.principal(%s, %s::uuid, %s)", [kind, str(ref) if ref else None, part])
            kept[key] = cursor.fetchone()[0]
    return kept[key]


def person(ref: UUID) -> int:
    return principal("person", ref)


def organisation(ref: UUID) -> int:
    return principal("organisation", ref)


def council(ref: UUID) -> int:
    return principal("council", ref)


def capacity(council_ref: UUID, part: str) -> int:
    return principal("capacity", council_ref, part)


def membership(ref: UUID) -> int:
    return principal("membership", ref)


OFFICES = {
    "administrator": 3,
    "programme_staff": 4,
    "records_officer": 5,
    "security_officer": 6,
    "auditor": 7,
}


def office(kind: str) -> int:
    """Offices have fixed numbers, given by the first migration."""
    return OFFICES[kind]


def open_to(item: Item, *principals: int, depth: int = CONTENT) -> None:
    """Give these principals the item from this instant on; twice is once."""
    now = database_now()
    for who in principals:
        BaseAudience.objects.get_or_create(
            item_id=item.item_id,
            principal_id=who,
            valid_until=None,
            defaults={"depth": depth, "valid_from": now},
        )


def close_to(item: Item, *principals: int) -> None:
    """End the base audience of these principals at this instant; what they saw stays on record."""
    BaseAudience.objects.filter(
        Q(item_id=item.item_id), principal_id__in=principals, valid_until=None
    ).update(valid_until=database_now())


__all__ = [
    "EVERYBODY",
    "SIGNED_IN",
    "capacity",
    "close_to",
    "council",
    "membership",
    "office",
    "open_to",
    "organisation",
    "person",
    "principal",
]
