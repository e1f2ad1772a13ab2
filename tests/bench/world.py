"""Fills a database with a world of 2,000 councils and N items, by set-wise SQL; the triggers rest while it does."""

import random
import time

from django.db import connection

COUNCILS, PEOPLE, ORGANISATIONS = 2000, 5000, 50
READERS = {"typical": 6, "heavy": 40, "narrow": 1, "guest": 0}  # councils each of them sits on


def say(what: str, since: float) -> None:
    print(f"    {what}: {time.time() - since:.1f} s", flush=True)


def run(sql: str, *parameters: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


def fill(items: int) -> None:
    """People, seats, items, audiences, designation windows and holders; then the derived timeline in one statement."""
    start = time.time()
    with connection.cursor() as cursor:
        for table in (
            "confidentiality_item",
            "confidentiality_baseaudience",
            "confidentiality_designationversion",
            "confidentiality_holder",
            "accounts_person",
            "confidentiality_designation",
        ):
            cursor.execute(f"alter table {table} disable trigger user")
    _people()
    say("people and seats", start)
    _items(items)
    say(f"{items:,} items", start)
    run("analyze")  # the timeline is joined of tables filled a moment ago
    run(
        "insert into item_acl select principal_id, item_id, depth, container_id, created, valid_from, valid_until from app.item_acl_source"
    )
    with connection.cursor() as cursor:
        for table in (
            "confidentiality_item",
            "confidentiality_baseaudience",
            "confidentiality_designationversion",
            "confidentiality_holder",
            "accounts_person",
            "confidentiality_designation",
        ):
            cursor.execute(f"alter table {table} enable trigger user")
    say("timeline", start)
    run("vacuum analyze")
    say("vacuum analyze", start)


def _people() -> None:
    r = random.Random(42)
    run("select setseed(0.42)")
    run(
        "insert into accounts_person (id, email, family_name, given_name, family_kana, given_kana, english_name, language, theme, uses_keys,"
        " is_active, is_demo, password, is_superuser, created) select md5('p' || g)::uuid, 'p' || g || '@example.jp', 'p', '', '', '', '', 'ja', 'auto',"
        " false, true, false, '!', false, now() from generate_series(1, %s) g",
        PEOPLE,
    )
    run(
        "insert into confidentiality_principal (kind, ref, part) select 'person', md5('p' || g)::uuid, '' from generate_series(1, %s) g",
        PEOPLE,
    )
    run(
        "insert into confidentiality_principal (kind, ref, part) select 'council', md5('c' || g)::uuid, '' from generate_series(1, %s) g",
        COUNCILS,
    )
    run(
        "insert into confidentiality_principal (kind, ref, part) select 'capacity', md5('c' || g)::uuid, p from generate_series(1, %s) g,"
        " unnest(array['member', 'research', 'ministry', 'implementer']) p",
        COUNCILS,
    )
    run(
        "insert into confidentiality_principal (kind, ref, part) select 'organisation', md5('o' || g)::uuid, '' from generate_series(1, %s) g",
        ORGANISATIONS,
    )
    weights = [1 / k**1.1 for k in range(1, 41)]
    counts = r.choices(range(1, 41), weights, k=PEOPLE)
    counts[:4] = READERS.values()
    seats = []
    for person, count in enumerate(counts, 1):
        # the seed makes the large council one of the heavy reader's
        chosen = {min(COUNCILS, 1 + int(COUNCILS * r.random() ** 1.3)) for _ in range(count * 3)}
        chosen = set(list(chosen)[:count])
        if person == 2:
            chosen = {1, *list(chosen)[: count - 1]}
        seats += [(person, c) for c in chosen]
    with connection.cursor() as cursor:
        cursor.execute("create unlogged table bench_seat (id uuid, person int, council int)")
        with cursor.copy("copy bench_seat from stdin") as copy:
            import uuid

            for person, council in seats:
                copy.write_row((str(uuid.UUID(int=r.getrandbits(128))), person, council))
    run("insert into confidentiality_principal (kind, ref, part) select 'membership', id, '' from bench_seat")
    run(
        "insert into confidentiality_holding (id, person_id, ground, ground_id, principals, votes, valid_from, valid_until, pledged_at)"
        " select gen_random_uuid(), md5('p' || s.person)::uuid, 'membership', s.id, array[m.id, c.id, v.id], true, now() - interval '900 days',"
        " case when s.person > 4 and random() < 0.1 then now() - interval '10 days' end,"
        " case when s.person > 4 and random() < 0.05 then null else now() - interval '900 days' end"
        " from bench_seat s join confidentiality_principal m on m.kind = 'membership' and m.ref = s.id"
        " join confidentiality_principal c on c.kind = 'council' and c.ref = md5('c' || s.council)::uuid"
        " join confidentiality_principal v on v.kind = 'capacity' and v.ref = c.ref and v.part = 'member'"
    )
    run(
        "insert into confidentiality_holding (id, person_id, ground, ground_id, principals, votes, valid_from, pledged_at)"
        " select gen_random_uuid(), md5('p' || g)::uuid, 'affiliation', gen_random_uuid(), array[o.id], false, now() - interval '900 days', now() - interval '900 days'"
        " from generate_series(1, %s) g join confidentiality_principal o on o.kind = 'organisation' and o.ref = md5('o' || (1 + g %% %s))::uuid"
        " where g <> 4",
        PEOPLE,
        ORGANISATIONS,
    )
    run(
        "create unlogged table bench_council as select s.council, array_agg(s.id) seats, array_agg(s.person) people from bench_seat s group by 1"
    )
    run("create unique index on bench_council (council)")
    run("analyze")


def _items(items: int) -> None:
    run(
        "create unlogged table bench_item as select md5('i' || g)::uuid id, g,"
        " now() - (1.0 - g / %s::float8) * 1825 * interval '1 day' - interval '1 minute' created,"
        " case when random() < 0.01 then 1 else 1 + floor(%s * power(random(), 1.3))::int end council,"
        " random() kind, random() ra, random() rb, random() rd, random() rc from generate_series(1, %s) g",
        items,
        COUNCILS,
        items,
    )
    run(
        "insert into confidentiality_item (id, kind, public_title, created, custodian_id, container_id, is_born_sealed, unsealed_at)"
        " select md5('c' || g)::uuid, 'council', 'c', now() - interval '2000 days', null, null, false, null from generate_series(1, %s) g",
        COUNCILS,
    )
    run(
        "insert into confidentiality_item (id, kind, public_title, created, custodian_id, container_id, is_born_sealed, unsealed_at)"
        " select i.id, 'item', 'Item ' || g, created, md5('p' || c.people[1 + floor(rc * cardinality(c.people))::int])::uuid, md5('c' || i.council)::uuid, false, null"
        " from bench_item i join bench_council c using (council) order by g"
    )
    run(
        "insert into confidentiality_baseaudience (item_id, principal_id, depth) select i.id, case when rb < 0.92 then c.id when rb < 0.995 then o.id else 1 end, 2"
        " from bench_item i join bench_council b using (council)"
        " join confidentiality_principal c on c.kind = 'council' and c.ref = md5('c' || i.council)::uuid"
        " join confidentiality_principal o on o.kind = 'organisation' and o.ref = md5('o' || (1 + i.council %% %s))::uuid",
        ORGANISATIONS,
    )
    # 60 % never designated, 30 % one agreement in force, 10 % two to four one after another
    run(
        "create unlogged table bench_window as select gen_random_uuid() id, x.* from ("
        " select i.id item, council, greatest(created, now() - rd * 600 * interval '1 day') f, now() + (0.001 + ra * ra * 700) * interval '1 day' u"
        "  from bench_item i join bench_council using (council) where kind >= 0.6 and kind < 0.9"
        " union all select i.id, council, created + k * 120 * interval '1 day', created + (k * 120 + 60 + random() * 55) * interval '1 day'"
        "  from bench_item i join bench_council using (council), generate_series(0, 1 + floor(ra * 3)::int) k where kind >= 0.9) x"
    )
    run(
        "insert into confidentiality_designation (id, item_id, state, closing_note, is_breach_suspected, created) select id, item, 'expired', '', false, f from bench_window"
    )
    run(
        "insert into confidentiality_designationversion (id, designation_id, item_id, number, title, subject, extent, category, origin, reason, handling,"
        " viewpoints, minimality_reason, holder_scope, ends_at, end_action, valid_from, valid_until, created)"
        " select id, id, item, 1, 't', 's', 'e', 'other', 'company', 'r', 'h', '{}', 'm', 'named', u, 'open_to_base', f, u, f from bench_window"
    )
    run(
        "insert into confidentiality_holder (version_id, item_id, principal_id, valid_from) select distinct w.id, w.item, p.id, w.f from bench_window w"
        " join bench_council c using (council) cross join lateral (select c.seats[1 + floor(random() * cardinality(c.seats))::int] seat"
        " from generate_series(1, 2 + floor(random() * 5)::int) where w.id is not null) s join confidentiality_principal p on p.kind = 'membership' and p.ref = s.seat"
    )
