"""Whoever edits, deletes, swaps or cuts the journal is found, by the chain or by the checkpoint kept elsewhere."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from confidentiality import journal, sealing
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import Entry


@pytest.fixture
def sealed(own_database):
    """Committed entries, all of them sealed."""
    for _n in range(12):
        with acting_as(own_database.tanaka):
            journal.record("test_read", own_database.quantum)
    with acting_as_system("test"):
        assert sealing.seal() >= 12
        assert sealing.unsealed() == 0
    return own_database


def tamper(*statements: str) -> None:
    """As the owner of the tables, who can switch off what forbids it: what a database administrator can do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select conname from pg_constraint where conrelid = 'confidentiality_link'::regclass and contype = 'f'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'alter table confidentiality_link drop constraint "{name}"')
        for table in ("confidentiality_entry", "confidentiality_link"):
            cursor.execute(f"alter table {table} disable trigger user")
        for statement in statements:
            cursor.execute(statement)


def ids() -> list[int]:
    return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def found(kept=None):
    with acting_as_system("test"):
        return sealing.verify(kept)


def test_an_untouched_journal_verifies(sealed):
    assert found() is None
    with acting_as_system("test"):
        kept = sealing.checkpoint()
    assert found(kept) is None
    assert kept["entries"] == len(ids())


@pytest.mark.parametrize(
    "column, value",
    [
        ("at", "at + interval '1 microsecond'"),
        ("actor_id", "null"),
        ("role", "'system'"),
        ("verb", "'other'"),
        ("item_id", "gen_random_uuid()"),
        ("subject", "'x'"),
        ("subject_id", "gen_random_uuid()"),
        ("note", "'{\"a\": 1}'"),
    ],
)
def test_an_edit_of_any_column_is_found_at_its_row(sealed, column, value):
    row = ids()[5]
    tamper(f"update confidentiality_entry set {column} = {value} where id = {row}")
    assert found().entry == row


def test_a_row_taken_out_of_the_middle_is_found(sealed):
    row, after = ids()[5:7]
    tamper(
        f"delete from confidentiality_link where entry_id = {row}",
        f"delete from confidentiality_entry where id = {row}",
    )
    assert found().entry == after


def test_the_first_row_taken_out_is_found(sealed):
    row, after = ids()[:2]
    tamper(
        f"delete from confidentiality_link where entry_id = {row}",
        f"delete from confidentiality_entry where id = {row}",
    )
    assert found().entry == after


def test_an_entry_lost_under_its_seal_is_found_even_at_the_end(sealed):
    row = ids()[-1]
    tamper(f"delete from confidentiality_entry where id = {row}")
    assert found().entry == row
    assert "行がありません" in found().sentence


def test_two_entries_swapped_are_found(sealed):
    a, b = ids()[4], ids()[8]
    tamper(
        f"update confidentiality_entry set id = -1 where id = {a}",
        f"update confidentiality_entry set id = {a} where id = {b}",
        f"update confidentiality_entry set id = {b} where id = -1",
    )
    assert found().entry == a


def test_a_row_slipped_in_is_found(sealed):
    last = ids()[-1]
    tamper(
        "insert into confidentiality_entry (id, at, role, verb, subject, note)"
        " values (-5, now(), 'person', 'x', '', '{}')",
        "insert into confidentiality_link (position, entry_id, digest, sealed_at)"
        f" select -5, -5, digest, now() from confidentiality_link where entry_id = {last}",
    )
    assert found().entry == -5


def test_a_tail_cut_off_is_found_with_the_checkpoint_only(sealed):
    with acting_as_system("test"):
        kept = sealing.checkpoint()
    row = ids()[-1]
    tamper(
        f"delete from confidentiality_link where entry_id = {row}",
        f"delete from confidentiality_entry where id = {row}",
    )
    assert found() is None  # the chain alone cannot know
    assert "切り取られて" in found(kept).sentence


def test_a_chain_rebuilt_from_the_start_is_found_with_the_checkpoint(sealed):
    with acting_as_system("test"):
        kept = sealing.checkpoint()
    tamper(
        f"update confidentiality_entry set verb = 'other' where id = {ids()[3]}",
        "delete from confidentiality_link",
        "select setval('confidentiality_link_position_seq', 1, false)",
    )
    with acting_as_system("test"):
        sealing.seal()
    assert found() is None
    assert found(kept) is not None


def test_the_portal_itself_can_neither_edit_nor_delete(world):
    for who in (acting_as(world.tanaka), acting_as(world.kimura), acting_as_system("test")):
        with who:
            for statement in (
                "update confidentiality_entry set verb = 'x'",
                "delete from confidentiality_entry",
                "delete from confidentiality_link",
                "truncate confidentiality_entry cascade",
            ):
                with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)


def test_nobody_writes_a_line_in_another_name(world):
    with acting_as(world.tanaka), pytest.raises(Error), transaction.atomic():
        Entry.objects.create(actor=world.ito, verb="read_material")


def test_entries_of_a_running_transaction_wait_for_their_seal(sealed):
    with acting_as(sealed.tanaka):
        journal.record("test_read", sealed.quantum)
        with acting_as_system("test"):
            assert sealing.seal() == 0
    with acting_as_system("test"):
        assert sealing.seal() == 1


def test_the_command_says_so_and_keeps_checkpoints(sealed, tmp_path):
    out, kept = StringIO(), tmp_path / "checkpoint.json"
    call_command("verify_journal", write_checkpoint=kept, stdout=out)
    assert "すべて元のまま" in out.getvalue()
    assert json.loads(kept.read_text())["entries"] == len(ids())
    call_command("verify_journal", checkpoint=kept, stdout=out)
    assert "一致します" in out.getvalue()
    row = ids()[5]
    tamper(f"update confidentiality_entry set verb = 'other' where id = {row}")
    with pytest.raises(CommandError, match=str(row)):
        call_command("verify_journal", stdout=out)
    kept.write_text("{}")
    with pytest.raises(CommandError, match="控えを読めません"):
        call_command("verify_journal", checkpoint=kept, stdout=out)
