"""Whoever writes a proposal hears that its call was put off, corrected, answered or called off; nobody learns who that is."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from confidentiality import outbox
from confidentiality.acting import acting_as, acting_as_system, database_now
from confidentiality.models import OutboxMessage
from confidentiality.verbs import perform
from programmes import calls
from programmes.models import Call
from tests.programmes import proposal_stage

PEOPLE = {"takahashi", "tanaka", "suzuki"}


def deliver() -> list:
    mail.outbox.clear()
    for _round in range(3):
        with acting_as_system("test"):
            for message in OutboxMessage.objects.filter(done_at__isnull=True).order_by("created"):
                for consumer in outbox.consumers(message.topic):
                    consumer(message)
                message.done_at = database_now()
                message.save(update_fields=["done_at"])
    return mail.outbox


def extend(call: Call, by) -> None:
    later = call.closes_at + timedelta(days=1)
    perform("extend_closing", call, by=by, closes_at=later, reason="障害のため")


ACTS = {
    "extended": extend,
    "corrected": lambda call, by: calls.add_addendum(call, by=by, kind="correction", title="訂正", text="文"),
    "answered": lambda call, by: calls.publish_answer(call, by=by, questions=[], question="問", answer="答"),
    "cancelled": lambda call, by: perform("cancel_call", call, by=by, reason="予算の事情"),
}


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("sent", [False, True])
def test_its_people_are_told_and_the_letter_names_nothing(world, name, sent):
    stage = proposal_stage.make_stage(world, sent=sent)
    deliver()
    with acting_as(world.nakamura):
        ACTS[name](Call.objects.get(pk=stage.call.pk), world.nakamura)
        before = OutboxMessage.objects.count()
    page = reverse("public_call", args=[stage.call.pk])
    letters = [m for m in deliver() if page in m.body]
    assert {m.to[0].split("@")[0] for m in letters} == PEOPLE
    for letter in letters:
        assert len(letter.to) == 1 and not (letter.cc or letter.bcc)
        for word in (stage.call.title, stage.proposal.title or "題", proposal_stage.CANARY, "高橋"):
            assert word not in letter.subject, word
        assert str(stage.proposal.pk) not in letter.body and proposal_stage.CANARY not in letter.body
    for key in ("nakamura", "watanabe", "yamamoto", "kato"):
        with acting_as(world.people[key]):
            seen = OutboxMessage.objects.all()
            assert not [m for m in seen if any(str(world.people[k].pk) in str(m.note) for k in PEOPLE)], key
    assert before >= 1


def test_nobody_who_left_a_draft_is_told(world):
    stage = proposal_stage.make_stage(world)
    deliver()
    from programmes.models import Assignment

    gone = Assignment.objects.get(item_id=stage.proposal.pk, person=world.tanaka)
    Assignment.objects.filter(pk=gone.pk).update(valid_until=database_now())
    with acting_as(world.nakamura):
        extend(Call.objects.get(pk=stage.call.pk), world.nakamura)
    page = reverse("public_call", args=[stage.call.pk])
    told = {m.to[0].split("@")[0] for m in deliver() if page in m.body}
    assert told == PEOPLE - {"tanaka"}
