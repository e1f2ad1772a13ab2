"""Turns each model's guard into row-level security and grants; the only writer of policies."""

from typing import Any

from django.apps import apps as installed
from django.db import connections, models, transaction

from confidentiality.guards import CONTENT, Closed, Guard, Open

OURS = ("confidentiality", "councils", "programmes", "thinktank", "portal")
WEB = "banso_app"

# Framework tables the web needs; they carry no item. Everything not named here or guarded stays shut.
FRAMEWORK = {
    # accounts knows nothing of guards; its rows say who people are, never what they may see
    "accounts_person": "select, insert, update",
    "accounts_person_groups": "select",
    "accounts_person_user_permissions": "select",
    "accounts_organisation": "select, insert, update",
    "accounts_organisationalias": "select, insert, delete",
    "accounts_affiliation": "select, insert, update",
    "accounts_office": "select, insert, update",
    "accounts_invitation": "select, insert, update",
    "django_session": "select, insert, update, delete",
    "django_content_type": "select",
    "auth_permission": "select",
    "auth_group": "select",
    "account_emailaddress": "select, insert, update, delete",
    "account_emailconfirmation": "select, insert, update, delete",
    "mfa_authenticator": "select, insert, update, delete",
    "usersessions_usersession": "select, insert, update, delete",
    "django_migrations": "select",
}


# Who reads for being everybody (1, 2) or for watching over others' work (5, 6, 7: records, security, audit) writes nothing for it.
ONLY_READ = (1, 2, 5, 6, 7)


def visible(column: str, depth: int, table: str) -> str:
    """SQL: the reader's principals reach the item of this row at ``depth``, at the database's instant."""
    at_depth = " and a.depth = 2" if depth == CONTENT else ""
    return (
        f"exists (select 1 from item_acl a where a.item_id = {table}.{column}"
        f" and a.principal_id = any((select app.principals())::int[])"
        f" and a.valid_from <= app.at() and a.valid_until > app.at(){at_depth})"
    )


def condition(guard: Guard, table: str, depth: int, *, writes: bool = False) -> str:
    """SQL of one policy. ``writes`` asks for standing: nobody writes what they read as anybody, or as who watches (4.3)."""
    reach = visible(guard.column, depth, table)
    if writes:
        reach = reach.replace(
            "exists (select 1 from item_acl a where",
            f"exists (select 1 from item_acl a where a.principal_id not in {ONLY_READ} and",
        )
    for column in guard.also:
        reach += f" and ({table}.{column} is null or {visible(column, CONTENT, table)})"
    if guard.own:
        reach = f"({guard.own} = (select app.user_id())) or ({reach})"
    reach = f"({reach}) and ({guard.unless_private})" if guard.unless_private else reach
    return f"({reach}) or ({guard.besides})" if guard.besides and not writes else reach


def guard_of(model: type[models.Model]) -> Guard | Open | Closed | None:
    """The guard a model declares; a history row answers like the row whose history it is."""
    declared = model.__dict__.get("guard")
    tracked = getattr(model, "pgh_tracked_model", None)
    if declared is None and tracked is not None:
        declared = guard_of(tracked)
        if isinstance(declared, Guard):
            column = "item_ptr_id" if declared.column == "item_ptr_id" else declared.column
            return Guard(
                column=column,
                depth=declared.depth,
                also=declared.also,
                own=declared.own,
                writes="select, insert",
                unless_private=declared.unless_private,
                besides=declared.besides,
            )
        if isinstance(declared, Open):
            return Open(declared.reason, writes="select, insert")
    return declared


def our_models() -> list[type[models.Model]]:
    return [
        m
        for m in installed.get_models(include_auto_created=True)
        if m._meta.app_label in OURS and m._meta.managed and not m._meta.proxy
    ]


def statements(model: type[models.Model]) -> list[str]:
    table, guard = model._meta.db_table, guard_of(model)
    if guard is None and model._meta.auto_created:
        guard = guard_of(model._meta.auto_created)
    if guard is None:
        return [f"revoke all on {table} from {WEB}"]
    made = [f"revoke all on {table} from {WEB}"]
    if guard.writes:
        made.append(f"grant {guard.writes} on {table} to {WEB}")
    if isinstance(guard, Open):
        return [*made, f"alter table {table} disable row level security"]
    made += [
        f"alter table {table} enable row level security",
        f"alter table {table} force row level security",
    ]
    policies = [] if isinstance(guard, Guard) else list(guard.policies)
    if isinstance(guard, Guard):
        for command in ("select", "insert", "update", "delete"):
            if command in guard.writes:
                depth = guard.depth if command == "select" else guard.write_depth or guard.depth
                policies.append(
                    (f"may_{command}", command, condition(guard, table, depth, writes=command != "select"))
                )
    for name, command, reach in policies:
        using = "" if command == "insert" else f" using ({reach})"
        check = f" with check ({reach})" if command in ("insert", "update") else ""
        made.append(f"create policy {name} on {table} for {command} to {WEB}{using}{check}")
    return made


def seal_tables(sender: Any = None, using: str = "default", apps: Any = None, **kwargs: Any) -> None:
    """After each migration: drop all policies of our tables and make those the guards say.

    Runs as the owner; a table without a guard is reachable by no web login (fail closed).
    """
    if sender is not None and sender is not [c for c in installed.get_app_configs() if c.models_module][-1]:
        return  # once, when the last app is done
    connection = connections[using]
    present = set(connection.introspection.table_names())
    with (
        transaction.atomic(using=using),
        connection.cursor() as cursor,
    ):  # nobody sees a table between two policies
        cursor.execute(
            "select schemaname, tablename, policyname from pg_policies where schemaname = 'public'"
        )
        for schema, table, policy in cursor.fetchall():
            cursor.execute(f'drop policy "{policy}" on {schema}.{table}')
        for model in our_models():
            if model._meta.db_table in present:
                for statement in statements(model):
                    cursor.execute(statement)
        for table, writes in FRAMEWORK.items():
            if table in present:
                cursor.execute(f"revoke all on {table} from {WEB}")
                cursor.execute(f"grant {writes} on {table} to {WEB}")
        cursor.execute(
            f"alter table item_acl enable row level security; alter table item_acl force row level security;"
            f"create policy own_rows on item_acl for select to {WEB}"
            f" using (principal_id = any((select app.principals())::int[]));"
            f"grant select on item_acl to {WEB};"
            f"grant usage on schema app to {WEB}, banso_system; grant usage on all sequences in schema public to {WEB};"
            f"grant execute on all functions in schema app to {WEB}, banso_system;"
            f"revoke execute on function app.rebuild_item_acl, app.release_if_unanimous, app.admit_holders, app.hold,"
            f" app.seats_at, app.note, app.restrict_if_unanimous, app.clear_if_nobody_objects, app.note_disclosure,"
            f" app.disclosure_seats, app.part_stands, app.part_is_open, app.manuscript_text, app.closing_text,"
            f" app.missing_answers from {WEB};"
            # those that answer whoever asks say so by a comment of one word
            f"do $$ declare f regprocedure; begin for f in select p.oid::regprocedure from pg_proc p"
            f" where p.pronamespace = 'app'::regnamespace and obj_description(p.oid, 'pg_proc') = 'inner' loop"
            f" execute format('revoke execute on function %s from {WEB}', f); end loop; end $$;"
            # the worker's login has nothing by itself but the way in: the entering statement is read before it takes a role
            f"grant usage on schema app to banso_worker; grant execute on function app.begin_request to banso_worker;"
            f"grant select, insert, update, delete on all tables in schema public to banso_system;"
            f"grant usage on all sequences in schema public to banso_system"
        )
