"""Copies of one thing and all below it, by set-wise SQL; the ACL is derived by its own statement triggers.

One exemplar is played through the verbs; each copy has the same rows with other identifiers. It knows no model: what is below a thing
is found through the identifiers in the tables themselves.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

BELOW = "^(programmes_|confidentiality_(item|storedfile|disclosure|closingrequest|publishedpart|baseaudience|holding)$|confidentiality_disclosure)"
DERIVED = ("confidentiality_item", "confidentiality_baseaudience", "confidentiality_holding")
PEOPLE = "accounts_person"


def rows(sql: str, *parameters: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return cursor.fetchall() if cursor.description else []


def tables() -> dict[str, dict[str, tuple[str, bool, bool]]]:
    """{table: {column: (type, is filled by the database, is part of a unique index)}}, items first."""
    found: dict[str, dict[str, tuple[str, bool, bool]]] = {}
    for table, column, kind, filled, unique in rows(
        "select c.relname, a.attname, format_type(a.atttypid, null), a.attidentity <> '' or a.attgenerated <> '',"
        " exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisunique and a.attnum = any(i.indkey))"
        " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
        " where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname ~ %s and c.relname !~ 'event$' order by c.relname, a.attnum",
        BELOW,
    ):
        found.setdefault(table, {})[column] = (kind, filled, unique)
    return dict(sorted(found.items(), key=lambda t: (t[0] not in DERIVED, t[0])))


@contextmanager
def guards_at_rest() -> Iterator[None]:
    """The guards of single steps rest, as they would refuse a row that was never a draft; what derives the ACL stays awake."""
    guarded = [table for table in tables() if table not in DERIVED]
    for what in ("disable", "enable"):
        with connection.cursor() as cursor:
            if connection.in_atomic_block:  # a table with checks still to do may not be altered
                cursor.execute("set constraints all immediate")
            for table in guarded:
                cursor.execute(f"alter table {table} {what} trigger user")
            if connection.in_atomic_block:
                cursor.execute("set constraints all deferred")
        if what == "disable":
            yield


def below(root: Any) -> set[Any]:
    """Every identifier of a row that hangs on the root, directly or not."""
    known, fresh = {root}, {root}
    all_tables = tables()
    while fresh:
        found = set()
        for table, columns in all_tables.items():
            uuids = [c for c, (kind, _f, _u) in columns.items() if kind == "uuid"]
            own = next((c for c in ("id", "item_ptr_id") if columns.get(c, ("",))[0] == "uuid"), None)
            if own is None:
                continue
            where = " or ".join(f'"{c}" = any(%s)' for c in uuids)
            found |= {
                r[0] for r in rows(f'select "{own}" from {table} where {where}', *[list(fresh)] * len(uuids))
            }
        fresh = found - known
        known |= fresh
    for table, columns in all_tables.items():  # a file is one row's alone
        if "file_id" in columns:
            where = " or ".join(f'"{c}" = any(%s)' for c, (kind, _f, _u) in columns.items() if kind == "uuid")
            values = [list(known)] * where.count("%s")
            known |= {
                r[0]
                for r in rows(f"select file_id from {table} where file_id is not null and ({where})", *values)
            }
    return known


def copy(
    root: Any, times: int, *, people: Iterable[Any] = (), each: int = 5, tag: str, **said: dict[str, str]
) -> int:
    """``times`` copies of what hangs on the root. ``people`` are others in every ``each``-th copy; ``said`` names columns' new values by table."""
    if times < 1:
        return 0
    ids, people = list(below(root)), list(people)
    with connection.cursor() as cursor:
        cursor.execute(
            "create temp table if not exists bench_ids (id uuid primary key, is_person boolean) on commit preserve rows"
        )
        cursor.execute("truncate bench_ids")
        cursor.execute(
            "select set_config('bench.each', %s, false), set_config('bench.tag', %s, false)", [str(each), tag]
        )
        cursor.execute("insert into bench_ids select unnest(%s::uuid[]), false", [ids])
        cursor.execute(
            "insert into bench_ids select unnest(%s::uuid[]), true on conflict do nothing", [people]
        )
        cursor.execute(
            "create or replace function pg_temp.other(u uuid, g int) returns uuid language sql stable as $$"
            " select coalesce((select case when is_person then md5(u::text || '-' || (g / current_setting('bench.each')::int))::uuid"
            " else md5(u::text || current_setting('bench.tag') || g)::uuid end from bench_ids where id = u), u) $$",
        )
        cursor.execute(
            "insert into accounts_person select (jsonb_populate_record(null::accounts_person, to_jsonb(p) || jsonb_build_object("
            "'id', pg_temp.other(p.id, g), 'email', 'copy' || g || '-' || p.email))).*"
            " from accounts_person p, generate_series(0, %s::int, %s::int) g where p.id = any(%s) on conflict do nothing",
            [times, each, people],
        ) if people else None
        cursor.execute(
            "insert into confidentiality_principal (kind, ref, part) select distinct p.kind, pg_temp.other(p.ref, g), p.part"
            " from confidentiality_principal p join bench_ids b on b.id = p.ref, generate_series(1, %s) g on conflict do nothing",
            [times],
        )
        cursor.execute("drop table if exists bench_principal; analyze confidentiality_principal, bench_ids")
        cursor.execute(
            "create temp table bench_principal as with wanted as materialized ("
            " select p.id old, g, p.kind, p.part, pg_temp.other(p.ref, g) ref"
            " from confidentiality_principal p join bench_ids b on b.id = p.ref cross join generate_series(1, %s) g)"
            " select w.old, w.g, q.id new from wanted w join confidentiality_principal q using (kind, part, ref)",
            [times],
        )
        cursor.execute("create index on bench_principal (old, g); analyze bench_principal")
    count = 0
    for table, columns in tables().items():
        made = _copy_rows(table, columns, ids, times, said.get(table, {}))
        if (
            made and table in DERIVED
        ):  # what the triggers of the next table ask is planned by what is there now
            rows(f"analyze {table}, item_acl")
        count += made
    return count


def _copy_rows(table: str, columns: dict, ids: list, times: int, said: dict[str, str]) -> int:
    uuids = [c for c, (kind, _f, _u) in columns.items() if kind == "uuid"]
    if not uuids:
        return 0
    names, values = [], []
    for name, (kind, filled, _unique) in columns.items():
        if (name == "id" and kind != "uuid") or filled:
            continue
        names.append(f'"{name}"')
        if name in said:
            values.append(said[name])
        elif kind == "uuid":
            values.append(f'pg_temp.other(t."{name}", g)')
        elif name == "principal_id":
            values.append(
                f'coalesce((select new from bench_principal b where b.old = t."{name}" and b.g = s.g), t."{name}")'
            )
        elif name == "principals":
            values.append(
                'array(select coalesce((select new from bench_principal b where b.old = x and b.g = s.g), x) from unnest(t."principals") x)'
            )
        else:
            values.append(f't."{name}"')
    values = [v.replace(", g)", ", s.g)") for v in values]
    where = " or ".join(f't."{c}" = any(%s)' for c in uuids if not c.endswith("person_id"))
    with connection.cursor() as cursor:
        cursor.execute(
            f"insert into {table} ({', '.join(names)}) select {', '.join(values)} from {table} t, generate_series(1, {times}) s(g) where {where}",
            [ids] * where.count("%s"),
        )
        return cursor.rowcount


__all__ = ["copy", "guards_at_rest"]
