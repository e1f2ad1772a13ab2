"""A publication goes from one of the project to another when both want it, and no secret goes with it."""

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from confidentiality import disclosure_handover as handover
from confidentiality import disclosures
from confidentiality.acting import acting_as
from confidentiality.models import (
    Disclosure,
    DisclosureOffer,
    DisclosurePart,
    DisclosureSuccession,
    Entry,
    OutboxMessage,
)
from confidentiality.verbs import Refused, WrongState, perform
from programmes import desk, funding
from tests.cast import make_designation, make_material
from tests.councils.visitors import browser
from tests.programmes import outcome_stage as play
from tests.programmes.fund_stage import make_stage
from tests.programmes.test_comments import say
from tests.programmes.test_outcome_succession import _clear, leave, outcome_of


@pytest.fixture
def stage(world):
    """The project of 量子 with 田中 and 井上 on it; 井上 sits on no council."""
    made = make_stage(world)
    with acting_as(made.nakamura):
        for who in (made.tanaka, made.inoue):
            funding.assign(made.project, by=made.nakamura, person=who, part="participant")
    return made


def offered(stage, made, to=None) -> DisclosureOffer:
    with acting_as(stage.tanaka):
        return handover.offer(made, by=stage.tanaka, to=to or stage.inoue, reason="分担の変更")


def accept(one, who):
    with acting_as(who):
        return handover.answer(one, by=who, accepts=True)


def test_by_clicking_a_draft_goes_over_with_its_text_and_the_author_lets_go(stage):
    made = outcome_of(stage, stage.tanaka)
    planned = play.plan(made, stage.tanaka)
    play.part(planned, stage.tanaka)
    author, other = browser(stage.tanaka, afresh=True), browser(stage.inoue, afresh=True)
    page, offer = reverse("outcome", args=[made.pk]), reverse("outcome_offer", args=[made.pk])
    answer = reverse("outcome_offer_answer", args=[made.pk])
    assert offer in say(author.get(page)) and offer not in say(other.get(page))
    assert other.get(offer).status_code == 403 and other.get(answer).status_code == 404
    data = {"to": str(stage.inoue.pk), "reason": "分担", "key": "81111111-1111-4111-8111-111111111111"}
    assert author.post(offer, {**data, "reason": ""}).status_code == 422
    assert author.post(offer, {**data, "to": str(stage.suzuki.pk)}).status_code == 422
    for _n in range(2):
        assert author.post(offer, {**data, "sure": "1"}).status_code == 302
    assert DisclosureOffer.objects.count() == 1
    with acting_as(stage.inoue):
        assert "引渡しの申出に返事をする" in repr(desk.tasks(stage.inoue))
        assert not Disclosure.objects.exists()  # nothing of it before the answer
    assert "CANARY" not in say(other.get(answer)).replace(made.title, "")
    assert other.post(answer, {}).status_code == 422
    assert other.post(answer, {"answer": "accept"}).status_code == 302
    with acting_as(stage.inoue):
        assert Disclosure.objects.get().custodian_id == stage.inoue.pk
        assert [p.text for p in DisclosurePart.objects.all()] == [play.MANUSCRIPT]
        assert DisclosureSuccession.objects.get().was_author_id == stage.tanaka.pk
    with acting_as(stage.tanaka):
        assert not Disclosure.objects.exists() and not DisclosurePart.objects.exists()
    assert other.post(answer, {"answer": "accept"}).status_code == 404
    assert Entry.objects.filter(verb="accept_disclosure", item_id=planned.pk).exists()
    topics = set(OutboxMessage.objects.values_list("topic", flat=True))
    assert {"disclosure.offered", "disclosure.offer_answered"} <= topics
    assert play.put(Disclosure.objects.get(), stage.inoue).state == "screening"


def test_declined_or_taken_back_nothing_moves(stage):
    made = outcome_of(stage, stage.tanaka)
    play.plan(made, stage.tanaka)
    one = offered(stage, made)
    with acting_as(stage.inoue):
        assert handover.answer(one, by=stage.inoue, accepts=False).state == "declined"
        with pytest.raises(WrongState, match="すでに終わって"):
            handover.answer(one, by=stage.inoue, accepts=True)
    two = offered(stage, made)
    assert browser(stage.inoue).get(reverse("outcome_offer_withdraw", args=[made.pk])).status_code == 404
    client = browser(stage.tanaka, afresh=True)
    assert client.post(reverse("outcome_offer_withdraw", args=[made.pk])).status_code == 302
    with pytest.raises(WrongState, match="すでに終わって"):
        accept(two, stage.inoue)
    with acting_as(stage.tanaka):
        assert Disclosure.objects.get().custodian_id == stage.tanaka.pk
    assert not DisclosureSuccession.objects.exists()


def test_nobody_offers_or_takes_what_is_not_theirs(stage):
    made = outcome_of(stage, stage.tanaka)
    planned = play.plan(made, stage.tanaka)
    for who in (stage.inoue, stage.takahashi, stage.nakamura):
        with acting_as(who), pytest.raises(Refused):
            handover.offer(made, by=who, to=stage.inoue, reason="x")
        with acting_as(who), pytest.raises(Error), transaction.atomic():
            DisclosureOffer.objects.create(
                item_id=made.pk, disclosure_id=planned.pk, offered_by=who, offered_to=stage.ito, reason="x"
            )
    with acting_as(stage.tanaka):
        with pytest.raises(WrongState, match="担当していません"):
            handover.offer(made, by=stage.tanaka, to=stage.suzuki, reason="x")
        with pytest.raises(Error), transaction.atomic():  # in another's name
            DisclosureOffer.objects.create(
                item_id=made.pk,
                disclosure_id=planned.pk,
                offered_by=stage.inoue,
                offered_to=stage.takahashi,
                reason="x",
            )
    one = offered(stage, made)
    for who in (stage.takahashi, stage.tanaka, stage.suzuki, stage.nakamura):
        with acting_as(who):
            with pytest.raises(Refused):
                handover.answer(one, by=who, accepts=True)
            with pytest.raises(Error, match="only who was offered"), transaction.atomic():
                connection.cursor().execute("select app.answer_disclosure_offer(%s, true)", [one.pk])
            with pytest.raises(Error), transaction.atomic():
                cursor = connection.cursor()
                cursor.execute("update confidentiality_disclosureoffer set state = 'accepted'")
            assert DisclosureOffer.objects.exists() == (who == stage.tanaka)
    with acting_as(stage.inoue), pytest.raises(Error, match="only who offered"), transaction.atomic():
        connection.cursor().execute("select app.withdraw_disclosure_offer(%s)", [one.pk])


def test_what_comes_too_late(stage):
    made = outcome_of(stage, stage.tanaka)
    play.plan(made, stage.tanaka)
    one = offered(stage, made)
    leave(stage, stage.inoue)
    with pytest.raises((WrongState, Error)):
        accept(one, stage.inoue)
    leave(stage, stage.tanaka)
    with acting_as(stage.takahashi):
        found = disclosures.take_over(
            made,
            by=stage.takahashi,
            reason="異動",
            form="paper",
            title="題",
            venue="学会",
            planned_on=play.date(2027, 2, 1),
            abstract="概要",
            is_basic_research=False,
        )
    with acting_as(stage.nakamura):
        for who in (stage.inoue, stage.tanaka):
            funding.assign(stage.project, by=stage.nakamura, person=who, part="participant")
    with pytest.raises(WrongState, match="もう引き受けられません"):
        accept(one, stage.inoue)
    with acting_as(stage.takahashi):  # the old offer stands in nobody's way
        two = handover.offer(made, by=stage.takahashi, to=stage.inoue, reason="分担")
    assert accept(two, stage.inoue).state == "accepted"
    with acting_as(stage.inoue):
        assert Disclosure.objects.get(pk=found.pk).custodian_id == stage.inoue.pk


def test_no_protected_content_goes_with_it(stage, world):
    protected = make_designation(
        world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force"
    )
    made = outcome_of(stage, stage.tanaka)
    planned = play.plan(made, stage.tanaka)
    play.part(planned, stage.tanaka, place="本文")
    secret = play.part(planned, stage.tanaka, place="数値", text=play.SECRET)
    with acting_as(stage.tanaka):
        with pytest.raises(WrongState, match="まだ答えていません"):
            handover.offer(made, by=stage.tanaka, to=stage.inoue, reason="x")
        with pytest.raises(Error, match="said first"), transaction.atomic():
            DisclosureOffer.objects.create(
                item_id=made.pk,
                disclosure_id=planned.pk,
                offered_by=stage.tanaka,
                offered_to=stage.inoue,
                reason="x",
            )
        disclosures.answer_touch(
            planned, by=stage.tanaka, touched=protected.item, answer="reproduces", parts=[secret.pk]
        )
        with pytest.raises(WrongState, match="引き渡せません"):
            handover.offer(made, by=stage.tanaka, to=stage.inoue, reason="x")
        with pytest.raises(Error, match="stays its author"), transaction.atomic():
            DisclosureOffer.objects.create(
                item_id=made.pk,
                disclosure_id=planned.pk,
                offered_by=stage.tanaka,
                offered_to=stage.inoue,
                reason="x",
            )
    play.put(planned, stage.tanaka)
    accept(offered(stage, made), stage.inoue)
    with acting_as(stage.inoue):
        found = Disclosure.objects.get()
        assert [p.place for p in found.manuscript.all()] == ["本文"]
        rows = disclosures.parts_of(found)
        assert len(rows) == 2 and rows[1].part is None
    page = say(browser(stage.inoue).get(reverse("disclosure", args=[planned.pk])))
    assert play.SECRET not in page and "引き継ぎました" in page
    assert "分担の変更" in say(browser(stage.ito).get(reverse("disclosure", args=[planned.pk])))
    _clear(world, found)
    with acting_as(stage.inoue):
        assert [p.place for p in disclosures.publish(found, by=stage.inoue)] == ["本文"]


# A closing whose requester has left -----------------------------------------------------------------------
def test_the_chair_lets_go_of_a_closing_once_its_requester_has_left_and_nobody_else(world):
    _stage, found, asked = play.closed(world)
    end = reverse("disclosure_end", args=[found.pk, asked.pk])
    chair = browser(world.suzuki, afresh=True)
    assert chair.get(end).status_code == 403  # while who asked sits there it is theirs
    with acting_as(world.suzuki), pytest.raises(Error, match="only who asked"), transaction.atomic():
        connection.cursor().execute("select app.end_closing(%s)", [asked.pk])
    with acting_as(world.ito):
        perform("start_leaving", world.seats["ito"], by=world.ito)
        perform("leave", world.seats["ito"], by=world.ito, returned_note="返却した")
    for who in (world.sato, world.tanaka, world.watanabe):
        with acting_as(who), pytest.raises(Refused):
            disclosures.end_closing(asked, by=who)
    assert end in say(chair.get(reverse("disclosure", args=[found.pk])))
    assert chair.post(end).status_code == 302
    assert play.state(found) == "cleared_open"
    assert Entry.objects.filter(verb="end_closing", item_id=found.pk, actor=world.suzuki).exists()
