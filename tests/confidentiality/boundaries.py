"""Every instant at which sight begins or ends, built by hand one at a time; says what is right, asks nobody."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from accounts.models import Person
from confidentiality.models import (
    BaseAudience,
    Designation,
    DesignationVersion,
    Holder,
    Holding,
    Item,
)
from tests.confidentiality.oracle import CONTENT, MICROSECOND, NOTHING, T0, TITLE, bare_item


@dataclass(frozen=True)
class Boundary:
    """At ``at`` the depth at which ``person`` sees ``item`` turns from ``before`` into ``after``."""

    name: str
    person: Person
    item: Item
    at: datetime
    before: int
    after: int


def asked_at(boundaries: list[Boundary]) -> Iterator[tuple[str, Person, Item, datetime, int]]:
    """One microsecond before each boundary, on it, and one after: (name, person, item, instant, depth)."""
    for b in boundaries:
        yield f"{b.name}, 1 µs before", b.person, b.item, b.at - MICROSECOND, b.before
        yield b.name, b.person, b.item, b.at, b.after
        yield f"{b.name}, 1 µs after", b.person, b.item, b.at + MICROSECOND, b.after


def day(n: int) -> datetime:
    return T0 + timedelta(days=n)


def principal(kind: str) -> tuple[int, uuid.UUID]:
    """A new principal of this kind, and what it stands for."""
    ref = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute("select app.principal(%s, %s)", [kind, ref])
        return cursor.fetchone()[0], ref


def sit(name: str, *groups: int, **dates: datetime) -> tuple[Person, int]:
    """A person with one seat that answers to ``groups``: from the start of time and pledged, unless ``dates`` differ."""
    person = Person.objects.create_user(f"{name}@example.jp", family_name=name)
    seat, ref = principal("membership")
    Holding.objects.create(
        person=person,
        ground="membership",
        ground_id=ref,
        principals=[seat, *groups],
        **{"valid_from": T0, "pledged_at": T0, **dates},
    )
    return person, seat


def designate(item: Item, start: datetime, end: datetime) -> DesignationVersion:
    """A window in which the content is for holders."""
    designation = Designation.objects.create(item=item, state="in_force")
    version = DesignationVersion.objects.create(
        designation=designation,
        item=item,
        number=1,
        title="t",
        subject="s",
        extent="e",
        category="other",
        origin="company",
        reason="r",
        handling="印刷：可",
        minimality_reason="m",
        ends_at=end,
        valid_from=start,
        valid_until=end,
    )
    Designation.objects.filter(pk=designation.pk).update(in_force=version)
    return version


def make_boundaries(make_item: Callable[..., Item] = bare_item) -> list[Boundary]:
    """Standing, the base audience, a designation and what its holders hold: each with a beginning and an end."""
    group, _ref = principal("group")
    provider, _seat = sit("provider")
    return [
        *_standing(group, provider, make_item),
        *_base_audience(group, provider, make_item),
        *_designation(group, provider, make_item),
    ]


def _standing(group: int, provider: Person, make_item: Callable[..., Item]) -> list[Boundary]:
    shared = make_item(custodian=provider)
    BaseAudience.objects.create(item=shared, principal_id=group)
    early, _seat = sit("early", group, valid_from=day(10), valid_until=day(20))
    late, _seat = sit("late", group, pledged_at=day(12))
    never, _seat = sit("never", group, pledged_at=None)
    return [
        Boundary("a membership begins", early, shared, day(10), NOTHING, CONTENT),
        Boundary("a membership ends", early, shared, day(20), CONTENT, NOTHING),
        Boundary("a pledge is given", late, shared, day(12), NOTHING, CONTENT),
        Boundary("no pledge is given", never, shared, day(12), NOTHING, NOTHING),
    ]


def _base_audience(group: int, provider: Person, make_item: Callable[..., Item]) -> list[Boundary]:
    member, _seat = sit("reader", group)
    lent, named = make_item(custodian=provider), make_item(custodian=provider)
    opened = make_item(custodian=provider, is_born_sealed=True, unsealed_at=day(7))
    BaseAudience.objects.create(item=lent, principal_id=group, valid_from=day(5), valid_until=day(6))
    BaseAudience.objects.create(item=named, principal_id=group, depth=TITLE, valid_from=day(5))
    BaseAudience.objects.create(item=opened, principal_id=group)
    return [
        Boundary("sharing begins", member, lent, day(5), NOTHING, CONTENT),
        Boundary("sharing ends", member, lent, day(6), CONTENT, NOTHING),
        Boundary("a title is shared", member, named, day(5), NOTHING, TITLE),
        Boundary("a seal is opened without secrecy", member, opened, day(7), TITLE, CONTENT),
        Boundary("the provider has it before", provider, opened, day(7), CONTENT, CONTENT),
    ]


def _designation(group: int, provider: Person, make_item: Callable[..., Item]) -> list[Boundary]:
    start, consent, end = day(13), day(15), day(18)
    sealed = make_item(custodian=provider, is_born_sealed=True, unsealed_at=start)
    shared = make_item(custodian=provider)
    member, _seat = sit("member", group)
    holder, holder_seat = sit("holder", group)
    dropped, dropped_seat = sit("dropped", group)
    leaver, leaver_seat = sit("leaver", group, valid_until=day(17))
    guest, guest_seat = sit("guest")  # holds, but is not in the base audience
    for item in (sealed, shared):
        BaseAudience.objects.create(item=item, principal_id=group)
        version = designate(item, start, end)
        for seat, since, until in (
            (holder_seat, start, None),
            (dropped_seat, consent, day(16)),
            (leaver_seat, start, None),
            (guest_seat, consent, None),
        ):
            Holder.objects.create(
                version=version, item=item, principal_id=seat, valid_from=since, valid_until=until
            )
    return [
        Boundary("a designation begins for a holder", holder, sealed, start, TITLE, CONTENT),
        Boundary("a designation begins for a member", member, shared, start, CONTENT, TITLE),
        Boundary("a designation releases nothing to a member", member, sealed, start, TITLE, TITLE),
        Boundary("a member agrees later", dropped, sealed, consent, TITLE, CONTENT),
        Boundary("a guest agrees later", guest, sealed, consent, NOTHING, CONTENT),
        Boundary("a holder is dropped", dropped, shared, day(16), CONTENT, TITLE),
        Boundary("a holder leaves", leaver, sealed, day(17), CONTENT, NOTHING),
        Boundary("a designation ends for a member", member, sealed, end, TITLE, CONTENT),
        Boundary("a designation ends for a holder", holder, sealed, end, CONTENT, CONTENT),
        Boundary("a designation ends for a guest", guest, sealed, end, CONTENT, NOTHING),
        Boundary("the provider has it throughout", provider, shared, start, CONTENT, CONTENT),
        Boundary("the provider has it to the end and on", provider, sealed, end, CONTENT, CONTENT),
    ]
