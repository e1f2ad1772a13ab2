"""The list of visible items against the unfiltered list and against django-guardian, at 10k, 100k and 1M items."""

import math
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from guardian.models import GroupObjectPermissionBase
from guardian.shortcuts import get_objects_for_user

from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.models import Item
from tests.bench.world import READERS

PAGE = 50
FLOOR = "select * from confidentiality_item order by created desc, id desc limit 50"
OWN = (
    "select i.*, k.depth from app.visible_page('9999-01-01', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 50) k"
    " join confidentiality_item i using (id) order by k.created desc, k.id desc"
)


class ItemGroupRight(GroupObjectPermissionBase):
    """Guardian's best form for lists: groups, with a direct foreign key."""

    content_object = models.ForeignKey(Item, models.CASCADE, db_constraint=False)

    class Meta(GroupObjectPermissionBase.Meta):
        app_label = "confidentiality"
        db_table = "bench_item_group_right"
        abstract = False


def prepare_guardian() -> None:
    """A group per council and per organisation; each item granted to the group that sees it now."""
    with connection.schema_editor() as editor:
        editor.create_model(ItemGroupRight)
    permission, _ = Permission.objects.get_or_create(
        codename="view_item", content_type=ContentType.objects.get_for_model(Item), defaults={"name": "view"}
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into auth_group (id, name) select id, kind || id from confidentiality_principal where kind in ('council', 'organisation', 'membership') or id = 1"
        )
        cursor.execute(
            "insert into accounts_person_groups (person_id, group_id) select distinct h.person_id, x from confidentiality_holding h, unnest(h.principals) x"
            " join auth_group g on g.id = x where h.pledged_at is not null and (h.valid_until is null or h.valid_until > now())"
            " union select id, 1 from accounts_person"
        )
        cursor.execute(
            f"insert into bench_item_group_right (group_id, permission_id, content_object_id) select distinct a.principal_id, {permission.pk}, a.item_id"
            " from item_acl a join auth_group g on g.id = a.principal_id where a.depth = 2 and a.valid_from <= now() and a.valid_until > now()"
        )
        cursor.execute("analyze bench_item_group_right; analyze accounts_person_groups")


def reader(name: str) -> Person:
    number = list(READERS).index(name) + 1
    return Person.objects.get(email=f"p{number}@example.jp")


@contextmanager
def as_reader(person: Person) -> Iterator[None]:
    with acting_as(person), connection.cursor() as cursor:
        cursor.execute("set local jit = off")
        yield


def timed(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return (time.perf_counter() - start) * 1000


def query(sql: str, prepare: bool) -> Callable[[], object]:
    def ask() -> object:
        return connection.connection.execute(sql, prepare=prepare).fetchall()

    return ask


def measure(name: str, rounds: int, prepare: bool) -> dict[str, float]:
    """Interleaved: floor, own, floor, own …; median and tenth percentile of each, in ms."""
    person, times = reader(name), {"floor": [], "own": []}
    for _ in range(rounds + 3):
        with transaction.atomic():
            times["floor"].append(timed(query(FLOOR, prepare)))
        with as_reader(person):
            times["own"].append(timed(query(OWN, prepare)))
    return {k: statistics.quantiles(v[3:], n=10)[0] for k, v in times.items()} | {
        f"{k} median": statistics.median(v[3:]) for k, v in times.items()
    }


def guardian(name: str, rounds: int = 5) -> float:
    person = reader(name)

    def ask() -> object:
        fresh = Person.objects.get(pk=person.pk)
        return list(
            get_objects_for_user(
                fresh, "confidentiality.view_item", Item, with_superuser=False, accept_global_perms=False
            ).order_by("-created", "-id")[:PAGE]
        )

    return statistics.median(timed(ask) for _ in range(rounds))


def report(results: dict[int, dict]) -> None:
    sizes = sorted(results)
    print(
        f"\n{'list of 50':<22}"
        + "".join(f"{n:>12,}" for n in sizes)
        + f"{'exponent':>10}{'guardian/own':>14}"
    )
    for name in READERS:
        for how in ("unprepared", "prepared"):
            rows = [results[n][name][how] for n in sizes]
            ratios = [r["own"] / r["floor"] for r in rows]
            exponent = (
                math.log(rows[-1]["own"] / rows[0]["own"]) / math.log(sizes[-1] / sizes[0])
                if len(sizes) > 1
                else 0
            )
            against = results[sizes[-1]][name]["guardian"] / rows[-1]["own median"]
            print(
                f"{name + ' ' + how:<22}"
                + "".join(f"{x:>11.1f}×" for x in ratios)
                + f"{exponent:>10.2f}{against:>13.1f}×"
            )


__all__ = ["guardian", "measure", "prepare_guardian", "report"]
