"""A published result of a gate is corrected by a new edition with its reason; the old one stays, and names nobody either."""

import pytest
from django.db import Error, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.models import Entry
from confidentiality.verbs import Gone, Refused, WrongState, perform
from programmes.models import GateResult
from tests.councils.visitors import browser
from tests.programmes import gate_stage as play
from tests.programmes.test_comments import say


@pytest.fixture
def stage(world):
    return play.disclosed(play.make_gate_stage(world))


WORDS = {"text": "目標をおおむね達成しており、継続とした。", "reason": "達成度の記載の誤り"}


def correct(stage, by=None, **words):
    by = by or stage.nakamura
    with acting_as(by):
        return perform("correct_result", stage.gate, by=by, **{**WORDS, "shown": 1, **words})


def test_the_corrected_edition_counts_and_the_old_one_stays(stage):
    first = GateResult.objects.get()
    client = browser(stage.nakamura, afresh=True)
    address = reverse("gate_act", args=[stage.gate.pk, "correct_result"])
    assert address in say(client.get(reverse("gate", args=[stage.gate.pk])))
    assert "目標を達成しており、継続とした。" in say(client.get(address))
    assert client.post(address, {**WORDS, "shown": "1", "reason": ""}).status_code == 422
    stale = browser(stage.nakamura).post(address, {**WORDS, "shown": "1"})
    assert "reauthenticate" in stale["Location"]
    assert client.post(address, {**WORDS, "shown": "1"}).status_code == 302
    assert client.post(address, {**WORDS, "shown": "1"}).status_code == 409  # twice is once
    with acting_as(None):
        second = GateResult.objects.get(edition=2)
        assert GateResult.objects.count() == 2
        assert (second.result, second.decided_on) == (first.result, first.decided_on)
    page = say(browser().get(reverse("public_gate", args=[second.pk])))
    assert (
        "訂正版（第2版）" in page
        and WORDS["reason"] in page
        and reverse("public_gate", args=[first.pk]) in page
    )
    old = say(browser().get(reverse("public_gate", args=[first.pk])))
    assert "この版は訂正されています" in old and "目標を達成しており、継続とした。" in old
    listed = say(browser().get(reverse("public_gates")))
    assert (
        reverse("public_gate", args=[second.pk]) in listed
        and reverse("public_gate", args=[first.pk]) not in listed
    )
    assert "訂正版（第2版）" in say(client.get(reverse("gate", args=[stage.gate.pk])))
    assert Entry.objects.filter(verb="correct_gate_result").count() == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"text": "一条委員によれば誤り"}, "氏名"),
        ({"reason": "綾小路 客人の指摘"}, "氏名"),
        ({"reason": "二宮審査員の指摘"}, "氏名"),  # the words of respect of reviews count at gates too
        ({"text": "目標を達成しており、継続とした。"}, "同じ"),
        ({"shown": 3}, "ほかの方が訂正"),
        ({"reason": " "}, "理由"),
    ],
)
def test_a_correction_passes_the_same_check(stage, words, said):
    with pytest.raises(WrongState, match=said):
        correct(stage, **words)
    assert GateResult.objects.count() == 1


def test_only_who_runs_the_gate_corrects(stage):
    for who in (stage.takahashi, stage.yamamoto, stage.ito, stage.one):
        with pytest.raises((Refused, Gone)):
            correct(stage, by=who)
    assert GateResult.objects.count() == 1


def test_the_database_wants_a_reason_the_next_number_and_the_same_decision(stage):
    fields = {
        "gate": stage.gate,
        "custodian": stage.nakamura,
        "code": "T-1",
        "title": "x",
        "number": 1,
        "name": "x",
        "result": "continue",
        "text": "良",
        "decided_on": GateResult.objects.get().decided_on,
        "published_on": today(),
        "edition": 2,
        "correction_reason": "誤り",
    }
    for wrong, match in (
        ({"correction_reason": ""}, "with its reason"),
        ({"edition": 3}, "follow one another"),
        ({"edition": 1}, "follow one another"),
        ({"result": "stop"}, "decided"),
        ({"number": 2}, "same decision"),
        ({"correction_reason": "三好博士の指摘"}, "names somebody"),
    ):
        with acting_as(stage.nakamura), pytest.raises(Error, match=match), transaction.atomic():
            GateResult.objects.create(**{**fields, **wrong})
    with acting_as(stage.takahashi), pytest.raises(Error), transaction.atomic():
        GateResult.objects.create(**{**fields, "custodian": stage.takahashi})
    with acting_as(stage.nakamura), pytest.raises(Error), transaction.atomic():
        GateResult.objects.filter(edition=1).update(text="x")
