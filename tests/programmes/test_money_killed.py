"""The process that pays is killed as nothing can refuse (SIGKILL): nothing is half-paid, nothing is paid twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from confidentiality.models import Entry
from confidentiality.verbs import WrongState
from portal.embedded.places import REPOSITORY
from programmes.models import Disbursement, LedgerEntry
from tests.programmes.fund_stage import act, make_stage, request
from tests.programmes.test_money_at_once import nothing_is_broken

# A process of its own, as a web worker is: it pays one payment after another and says each step.
PAYS = """
import sys, time
import django
django.setup()
from django.db import connection
connection.settings_dict["NAME"] = sys.argv[1]
from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes.models import Disbursement
person, waits = Person.objects.get(pk=sys.argv[2]), sys.argv[3] == "wait"
for key in sys.argv[4:]:
    with acting_as(person):
        perform("pay", Disbursement.objects.get(pk=key), by=person)
        print("written", flush=True)
        if waits:
            time.sleep(120)
    print("paid", flush=True)
"""


@contextmanager
def paying(person: Any, payments: list[Disbursement], *, waits: bool) -> Iterator[subprocess.Popen[str]]:
    """A process that pays; killed with -9 at the end of the block, wherever it stands."""
    words = [connection.settings_dict["NAME"], str(person.pk), "wait" if waits else "go"]
    process = subprocess.Popen(
        [sys.executable, "-c", PAYS, *words, *(str(p.pk) for p in payments)],
        cwd=REPOSITORY,
        env=os.environ.copy(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        assert process.wait(timeout=20) in (-signal.SIGKILL, 0)
        process.stdout.close()


def said(process: subprocess.Popen[str], word: str) -> None:
    assert any(line.strip() == word for line in process.stdout), "it ended without a word"


def backends_are_gone() -> None:
    """The database notices a dead client by its closed line; the next act waits for nobody."""
    for _attempt in range(100):
        with connection.cursor() as cursor:
            cursor.execute(
                "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
            )
            if not cursor.fetchone()[0]:
                return
        time.sleep(0.1)
    pytest.fail("the killed process still holds its transaction")


def verified(stage: Any, n: int) -> list[Disbursement]:
    made = [request(stage, 10) for _ in range(n)]
    for one in made:
        act("verify", one, stage.yamamoto)
    return made


def lines_of(one: Disbursement) -> int:
    return LedgerEntry.objects.filter(disbursement=one, kind="payment").count()


def test_killed_before_the_commit_nothing_was_paid(own_database):
    stage = make_stage(own_database)
    [one] = verified(stage, 1)
    before, told = LedgerEntry.objects.count(), Entry.objects.count()
    with paying(stage.nakamura, [one], waits=True) as process:
        said(process, "written")
    backends_are_gone()
    assert Disbursement.objects.get(pk=one.pk).state == "checked"
    assert (LedgerEntry.objects.count(), Entry.objects.count()) == (before, told)
    nothing_is_broken()
    assert act("pay", one, stage.nakamura).state == "paid"
    assert lines_of(one) == 1


def test_killed_after_the_commit_it_is_not_paid_again(own_database):
    stage = make_stage(own_database)
    one, two = verified(stage, 2)
    with paying(stage.nakamura, [one, two], waits=False) as process:
        said(process, "paid")
    backends_are_gone()
    assert Disbursement.objects.get(pk=one.pk).state == "paid"
    nothing_is_broken()
    with pytest.raises(WrongState):
        act("pay", one, stage.watanabe)
    assert lines_of(one) == 1


def test_killed_again_and_again_every_payment_is_made_once(own_database):
    """At whichever step the process dies, whoever goes on pays what is still to be paid, and all of it adds up."""
    stage = make_stage(own_database)
    made = verified(stage, 8)
    for steps in (("written",), ("paid", "written"), ("paid", "paid")):
        open_ = list(Disbursement.objects.filter(pk__in=[m.pk for m in made], state="checked"))
        with paying(stage.nakamura, open_, waits=False) as process:
            for word in steps:
                said(process, word)
        backends_are_gone()
        for one in Disbursement.objects.filter(pk__in=[m.pk for m in made]):
            assert lines_of(one) == (one.state == "paid")
        nothing_is_broken()
    for one in Disbursement.objects.filter(pk__in=[m.pk for m in made], state="checked"):
        act("pay", one, stage.watanabe)
    assert [lines_of(one) for one in made] == [1] * len(made)
    nothing_is_broken()
