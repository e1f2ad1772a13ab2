"""The readable definition of who may see what, from the source tables alone; the database is judged by it."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import connection

from accounts.models import Person
from confidentiality.models import (
    BaseAudience,
    Designation,
    DesignationVersion,
    Holder,
    Holding,
    Item,
    Principal,
)

FAR_PAST = datetime.min.replace(tzinfo=UTC)
FAR_FUTURE = datetime.max.replace(tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
NOTHING, TITLE, CONTENT = 0, 1, 2


def within(start: datetime | None, end: datetime | None, t: datetime) -> bool:
    """Half-open: from the start on, until before the end."""
    return (start or FAR_PAST) <= t < (end or FAR_FUTURE)


@dataclass
class Facts:
    """Everything the answer depends on, read once."""

    active: set = field(default_factory=set)
    holdings: dict = field(default_factory=dict)
    own_principal: dict = field(default_factory=dict)
    items: dict = field(default_factory=dict)
    audiences: dict = field(default_factory=dict)
    versions: dict = field(default_factory=dict)
    holders: dict = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Facts":
        facts = cls()
        facts.active = set(Person.objects.filter(is_active=True).values_list("pk", flat=True))
        facts.own_principal = dict(Principal.objects.filter(kind="person").values_list("ref", "id"))
        for h in Holding.objects.all():
            facts.holdings.setdefault(h.person_id, []).append(h)
        facts.items = {i.pk: i for i in Item.objects.all()}
        for b in BaseAudience.objects.all():
            facts.audiences.setdefault(b.item_id, []).append(b)
        for v in DesignationVersion.objects.filter(valid_from__isnull=False):
            facts.versions.setdefault(v.item_id, []).append(v)
        for h in Holder.objects.all():
            facts.holders.setdefault(h.version_id, []).append(h)
        return facts

    def principals(self, person: uuid.UUID | None, t: datetime) -> set[int]:
        if person not in self.active:
            return {1}
        found = {1, 2, self.own_principal.get(person)}
        for h in self.holdings.get(person, ()):
            if within(h.valid_from, h.valid_until, t) and h.pledged_at is not None and h.pledged_at <= t:
                found |= set(h.principals)
        return found - {None}

    def depth(self, person: uuid.UUID | None, item_id: uuid.UUID, t: datetime) -> int:
        item, mine = self.items[item_id], self.principals(person, t)
        if person in self.active and item.custodian_id == person:
            return CONTENT
        closed = item.is_born_sealed and within(None, item.unsealed_at, t)
        best = NOTHING
        for version in self.versions.get(item_id, ()):
            if within(version.valid_from, version.valid_until, t):
                closed = True
                if any(
                    h.principal_id in mine and within(h.valid_from, h.valid_until, t)
                    for h in self.holders.get(version.pk, ())
                ):
                    best = CONTENT
        for audience in self.audiences.get(item_id, ()):
            if audience.principal_id in mine and within(audience.valid_from, audience.valid_until, t):
                best = max(best, TITLE if closed or audience.depth == TITLE else CONTENT)
        return best

    def instants(self) -> list[datetime]:
        """Every boundary there is: starts, ends, pledges, releases, unsealings."""
        found = []
        for rows in (
            *self.holdings.values(),
            *self.audiences.values(),
            *self.versions.values(),
            *self.holders.values(),
        ):
            for row in rows:
                found += [row.valid_from, row.valid_until, getattr(row, "pledged_at", None)]
        found += [i.unsealed_at for i in self.items.values()]
        return sorted({f for f in found if f is not None})


T0 = datetime(2026, 6, 1, tzinfo=UTC)


def bare_item(**fields: object) -> Item:
    """Something that can be shown, with nothing in it."""
    return Item.objects.create(kind="test", public_title="t", **fields)


def make_random_world(
    seed: int, persons: int = 30, items: int = 160, make_item: Callable[..., Item] = bare_item
) -> None:
    """Persons, holdings, items, audiences, windows and holders at random; written as the owner, triggers do the rest."""
    r = random.Random(seed)

    def some_time() -> datetime:
        return T0 + timedelta(seconds=r.randint(0, 300 * 86400), microseconds=r.randint(0, 999_999))

    people = [
        Person(id=uuid.uuid4(), email=f"r{n}@example.jp", family_name=str(n), is_active=r.random() > 0.05)
        for n in range(persons)
    ]
    Person.objects.bulk_create(people)
    groups = [_principal("group", uuid.uuid4()) for _ in range(8)]
    seats = []
    for person in people:
        for _ in range(r.randint(0, 4)):
            ground, start = uuid.uuid4(), some_time()
            seat = _principal("membership", ground)
            seats.append(seat)
            Holding.objects.create(
                person=person,
                ground="membership",
                ground_id=ground,
                principals=[seat, *r.sample(groups, r.randint(1, 3))],
                votes=True,
                valid_from=start,
                valid_until=start + timedelta(days=r.randint(1, 200)) if r.random() < 0.6 else None,
                pledged_at=None if r.random() < 0.15 else start + timedelta(days=r.choice([-3, 0, 0, 5, 20])),
            )
    for _ in range(items):
        sealed = r.random() < 0.4
        item = make_item(custodian=r.choice(people), is_born_sealed=sealed)
        for group in r.sample([1, 2, *groups], r.randint(0, 2)):
            start = some_time() if r.random() < 0.3 else None
            BaseAudience.objects.create(
                item=item,
                principal_id=group,
                depth=r.choice([1, 2, 2, 2]),
                valid_from=start,
                valid_until=(start or T0) + timedelta(days=r.randint(1, 250)) if r.random() < 0.3 else None,
            )
        end = T0
        for _ in range(r.choice([0, 0, 1, 1, 2, 3])):
            start = end + timedelta(days=r.randint(0, 40), seconds=r.randint(0, 999))
            end = start + timedelta(days=r.randint(1, 60))
            designation = Designation.objects.create(item=item, state="expired")
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
            for seat in r.sample(seats, min(len(seats), r.randint(0, 6))):
                begin = start + timedelta(days=r.choice([-1, 0, 0, 2]))
                Holder.objects.create(
                    version=version,
                    item=item,
                    principal_id=seat,
                    valid_from=begin,
                    valid_until=begin + timedelta(days=r.randint(1, 9)) if r.random() < 0.2 else None,
                )
            if sealed and item.unsealed_at is None:
                item.unsealed_at = start
                item.save()


def _principal(kind: str, ref: uuid.UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select app.principal(%s, %s)", [kind, ref])
        return cursor.fetchone()[0]


def stop_the_clock() -> None:
    """Let app.at() read an instant the test sets; only the owner can, and only in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function app.at() returns timestamptz language sql stable parallel safe as"
            " $$ select coalesce(nullif(current_setting('test.at', true), '')::timestamptz, statement_timestamp()) $$"
        )


def set_clock(t: datetime | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('test.at', %s, true)", [t.isoformat() if t else ""])


def by_sql(person: uuid.UUID | None, t: datetime) -> dict[uuid.UUID, int]:
    """What the derived table says, without any policy."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select item_id, max(depth) from item_acl where principal_id = any(app.principals_of(%s, %s))"
            " and valid_from <= %s and valid_until > %s group by 1",
            [person, t, t, t],
        )
        return dict(cursor.fetchall())


def by_policy(person: uuid.UUID | None, t: datetime) -> dict[uuid.UUID, int]:
    """What the web's login gets from the tables themselves at that instant: Item rows, and rows that answer to content."""
    from confidentiality.acting import acting_as

    set_clock(t)
    try:
        with acting_as(person), connection.cursor() as cursor:
            cursor.execute("select id from confidentiality_item")
            found = {row[0]: TITLE for row in cursor.fetchall()}
            cursor.execute("select item_id from confidentiality_storedfile")
            found.update({row[0]: CONTENT for row in cursor.fetchall()})
            return found
    finally:
        set_clock(None)
