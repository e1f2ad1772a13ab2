"""A manager named as a call's reader reads its proposals and reviews, runs nothing, and is shut out by a relation at once."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organisation
from confidentiality.acting import acting_as, database_now
from confidentiality.models import Entry, Item
from confidentiality.verbs import Refused, WrongState
from programmes import conflicts, funding, proposals, readings, reviews
from programmes.models import (
    Assignment,
    CallReading,
    CallReview,
    DossierPaper,
    EvaluationParty,
    EvaluatorSeat,
    Proposal,
    ProposalDossier,
    ProposalRoll,
    ProposalVersion,
    Review,
)
from tests.confidentiality.oracle import set_clock, stop_the_clock
from tests.councils.visitors import browser, status
from tests.programmes import proposal_stage
from tests.programmes import review_stage as play
from tests.programmes.gate_stage import JUDGES

DAY = timedelta(days=1)


def managed(stage, person, place=None):
    """They become a manager of the concept."""
    with acting_as(stage.nakamura):
        funding.assign(place or stage.call.concept, by=stage.nakamura, person=person, part="manager")


def named(stage, person) -> Assignment:
    managed(stage, person)
    with acting_as(stage.nakamura):
        return readings.name_reader(stage.call, by=stage.nakamura, person=person)


def sees(person, proposal) -> bool:
    """The proposal, its text, its people and its reviews: all of them or none."""
    with acting_as(person):
        found = {
            Item.objects.filter(pk=proposal.pk).exists(),
            Proposal.objects.filter(pk=proposal.pk).exists(),
            ProposalVersion.objects.filter(proposal=proposal).exists(),
            ProposalRoll.objects.filter(version__proposal=proposal).exists(),
            readings.reads(proposal, person),
            bool(readings.reviews_of(proposal)),
        }
    assert len(found) == 1, found
    return found.pop()


def text(answer) -> str:
    return answer.content.decode()


def test_only_the_agency_names_and_only_a_manager_who_neither_applies_nor_judges(world):
    stage = play.opened(world)
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="PD・PO・PMではありません"):
        readings.name_reader(stage.call, by=stage.nakamura, person=stage.ito)
    managed(stage, stage.ito)
    for who in (stage.yamamoto, stage.ito, stage.takahashi, stage.kato, stage.kimura):
        with acting_as(who):
            with pytest.raises(Refused):
                readings.name_reader(stage.call, by=who, person=stage.ito)
            with pytest.raises(DatabaseError), transaction.atomic():
                Assignment.objects.create(
                    item_id=stage.call.pk, person=stage.ito, role="reader", assigned_by=who
                )
    for who in (stage.takahashi, stage.kato):
        managed(stage, who)
        with acting_as(stage.nakamura), pytest.raises(WrongState, match="この公募に提案しています"):
            readings.name_reader(stage.call, by=stage.nakamura, person=who)
    play.seat(stage, stage.one)
    managed(stage, stage.one)
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="この公募の審査員です"):
        readings.name_reader(stage.call, by=stage.nakamura, person=stage.one)
    managed(stage, stage.watanabe)
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="すでに見られます"):
        readings.name_reader(stage.call, by=stage.nakamura, person=stage.watanabe)
    with acting_as(stage.nakamura):  # nor at a concept or a fund, where it would open every call
        for place in (stage.call.concept, stage.call.fund):
            with pytest.raises(DatabaseError, match="reader: of a call"), transaction.atomic():
                Assignment.objects.create(
                    item_id=place.pk, person=stage.ito, role="reader", assigned_by=stage.nakamura
                )
        readings.name_reader(stage.call, by=stage.nakamura, person=stage.ito)
        with pytest.raises(WrongState, match="すでに見られます"):
            readings.name_reader(stage.call, by=stage.nakamura, person=stage.ito)


def test_a_reader_reads_what_is_under_review_and_nothing_else(world):
    stage = play.accepted(world)
    before = named(stage, stage.ito)
    for proposal in stage.both:
        assert not sees(stage.ito, proposal)  # its review has not begun
    with acting_as(stage.nakamura):
        reviews.open_review(stage.call, by=stage.nakamura)
    for proposal in stage.both:
        assert sees(stage.ito, proposal)
    managed(stage, stage.inoue)
    for proposal in stage.both:
        assert not sees(stage.inoue, proposal)  # a manager who was not named
    with acting_as(stage.ito):
        assert not reviews.runs_call(stage.call, stage.ito)
        for hidden in (CallReview, ProposalDossier, DossierPaper, Review, EvaluatorSeat, EvaluationParty):
            assert not hidden.objects.exists(), hidden
        assert conflicts.parties(stage_dossier(stage)) == []
        assert {r.proposal_id for r in CallReading.objects.all()} == {p.pk for p in stage.both}
    with acting_as(stage.nakamura):
        readings.end_reader(stage.call, before, by=stage.nakamura)
    for proposal in stage.both:
        assert not sees(stage.ito, proposal)
    with acting_as(stage.ito):
        assert not CallReading.objects.exists()


def stage_dossier(stage):
    with acting_as(stage.nakamura):
        return stage.dossier().pk


def test_the_reader_runs_and_writes_nothing(world):
    stage = play.reviewed(world)
    named(stage, stage.ito)
    dossier, review = stage.dossier(), stage.review()
    with acting_as(stage.ito):
        for act in (
            lambda: reviews.save_review(dossier, by=stage.ito, scores=play.scores()),
            lambda: reviews.list_candidate(review, by=stage.ito, person=stage.three),
            lambda: conflicts.name_evaluator(dossier, by=stage.ito, person=stage.three),
            lambda: reviews.open_review(stage.call, by=stage.ito),
            lambda: readings.name_reader(stage.call, by=stage.ito, person=stage.inoue),
        ):
            with pytest.raises((Refused, DatabaseError)), transaction.atomic():
                act()
        with pytest.raises(ProgrammingError), transaction.atomic():
            CallReading.objects.update(ended_at=None)
        with pytest.raises(DatabaseError), transaction.atomic():
            Proposal.objects.filter(pk=stage.proposal.pk).update(title="別")


def test_reviews_are_read_without_names_and_only_when_sent(world):
    stage = play.opened(world)
    named(stage, stage.ito)
    play.seat(stage, stage.one)
    play.seat(stage, stage.two)
    with acting_as(stage.ito):
        assert readings.reviews_of(stage.proposal)["reviews"] == []
    with acting_as(stage.one):
        reviews.save_review(stage.dossier(), by=stage.one, scores=play.scores(), comment="下書き")
    with acting_as(stage.ito):
        assert readings.reviews_of(stage.proposal)["reviews"] == []
    play.write(stage, stage.two)
    with acting_as(stage.ito):
        found = readings.reviews_of(stage.proposal)
        assert [one["comment"] for one in found["reviews"]] == ["所見"] and found["spread"]["n"] == 1
    page = browser(stage.ito).get(reverse("proposal_reviews", args=[stage.proposal.pk]))
    assert page.status_code == 200 and play.COMMENT in text(page)
    for name in JUDGES:
        assert name not in text(page)
    for key in ("takahashi", "tanaka", "suzuki", "kato", "one", "yamamoto", "kimura", "inoue"):
        with acting_as(stage.__dict__.get(key) or stage.people[key]):
            assert readings.reviews_of(stage.proposal) == {}, key


def test_who_is_related_from_the_beginning_reads_none_of_it(world):
    """斎藤 is of the company of 加藤 and of 田中, who applies with 高橋."""
    stage = play.opened(world)
    named(stage, stage.saito)
    with acting_as(stage.nakamura):
        assert set(CallReading.objects.values_list("ended_ground", flat=True)) == {"organisation"}
    assert not any(sees(stage.saito, one) for one in stage.both)
    with acting_as(stage.saito):
        assert readings.readable(stage.call, 0, 50) == []


def partner(stage) -> Organisation:
    """A house on the side of 高橋's proposal alone."""
    made = Organisation.objects.create(name="協力試験所", kind="company")
    with acting_as(stage.nakamura):
        conflicts.add_party(stage.dossier(), by=stage.nakamura, ground="organisation", organisation=made)
    return made


def test_a_relation_that_begins_later_shuts_that_proposal_at_its_instant(world):
    stage = play.opened(world)
    named(stage, stage.ito)
    other, house = stage.both[1], partner(stage)
    play.affiliate(stage.ito, house)
    assert not sees(stage.ito, stage.proposal) and sees(stage.ito, other)
    with acting_as(stage.nakamura):
        row = CallReading.objects.get(proposal=stage.proposal)
        assert row.ended_ground == "organisation"
    # what has ended does not come back: not by leaving that house, and not by being named anew
    stage.ito.affiliations.filter(organisation=house).update(valid_until=database_now())
    assert not sees(stage.ito, stage.proposal)
    with acting_as(stage.nakamura):
        held = Assignment.objects.get(role="reader")
        readings.end_reader(stage.call, held, by=stage.nakamura)
        readings.name_reader(stage.call, by=stage.nakamura, person=stage.ito)
    assert not sees(stage.ito, stage.proposal) and sees(stage.ito, other)


def test_a_relation_known_ahead_shuts_at_exactly_its_instant(world):
    stop_the_clock()
    stage = play.opened(world)
    named(stage, stage.ito)
    at = database_now() + DAY
    play.affiliate(stage.ito, partner(stage), at)
    assert sees(stage.ito, stage.proposal)
    set_clock(at - timedelta(microseconds=1))
    assert sees(stage.ito, stage.proposal)
    set_clock(at)
    assert not sees(stage.ito, stage.proposal) and sees(stage.ito, stage.both[1])


def test_what_the_reader_declares_shuts_it_for_good_and_is_told_to_the_desk_alone(world):
    stage = play.reviewed(world)
    named(stage, stage.ito)
    words = "共同で特許を出願した"
    with acting_as(stage.ito), pytest.raises(WrongState, match="内容"):
        readings.declare_conflict(stage.proposal, by=stage.ito, detail="　")
    page = browser(stage.ito)
    address = reverse("proposal_related", args=[stage.proposal.pk])
    assert page.get(address).status_code == 200
    assert page.post(address, {"detail": ""}).status_code == 422
    assert sees(stage.ito, stage.proposal)
    assert page.post(address, {"detail": words}).status_code == 302
    assert page.post(address, {"detail": words}).status_code == 404
    assert not sees(stage.ito, stage.proposal) and sees(stage.ito, stage.both[1])
    with acting_as(stage.nakamura):
        assert CallReading.objects.get(proposal=stage.proposal).detail == words
        assert words in text(browser(stage.nakamura).get(reverse("call_readers", args=[stage.call.pk])))
        held = Assignment.objects.get(role="reader")
        readings.end_reader(stage.call, held, by=stage.nakamura)
        readings.name_reader(stage.call, by=stage.nakamura, person=stage.ito)
    assert not sees(stage.ito, stage.proposal)
    for who in (stage.takahashi, stage.tanaka, stage.kato):
        with acting_as(who):
            assert not CallReading.objects.exists()
            assert not Entry.objects.filter(
                verb__in=["declare_reading", "read_reviews", "name_reader"]
            ).exists()


def test_a_manager_no_more_or_a_party_of_any_proposal_reads_nothing(world):
    stage = play.opened(world)
    named(stage, stage.ito)
    with acting_as(stage.nakamura):
        held = Assignment.objects.get(role="manager", person=stage.ito)
        funding.end_assignment(stage.call.concept, held, by=stage.nakamura)
    assert not any(sees(stage.ito, one) for one in stage.both)
    named(stage, stage.inoue)
    assert all(sees(stage.inoue, one) for one in stage.both)
    with acting_as(
        stage.nakamura
    ):  # written down on the side of one: a stranger to the whole call from here on
        conflicts.add_party(stage.dossier(), by=stage.nakamura, ground="other", person=stage.inoue)
    assert not any(sees(stage.inoue, one) for one in stage.both)


def test_a_reader_neither_starts_a_proposal_in_the_call_nor_joins_one(world):
    made = proposal_stage.make_stage(world)
    stage = play.Stage(world, made.call, made.proposal)
    named(stage, stage.saito)
    with acting_as(stage.saito):
        at = stage.saito.affiliations.get().organisation
        with pytest.raises(WrongState, match="提案に加われません"):
            proposals.start(stage.call, by=stage.saito, organisation=at, title="題")
    late = proposal_stage.draft(world, stage.call, by="kato")
    with acting_as(stage.kato), pytest.raises(WrongState, match="提案に加われません"):
        proposals.invite(late, by=stage.kato, person=stage.saito, part="co_applicant")


def test_a_reader_is_no_reviewer_of_the_call(world):
    stage = play.opened(world)
    named(stage, stage.ito)
    with acting_as(stage.nakamura):
        for proposal in stage.both:
            with pytest.raises(WrongState, match="審査員にできません"):
                conflicts.name_evaluator(stage.dossier(proposal), by=stage.nakamura, person=stage.ito)


def test_the_pages_of_readers_as_each_who_may_and_may_not(world):
    stage = play.reviewed(world)
    held = named(stage, stage.ito)
    call, proposal = stage.call.pk, stage.proposal.pk
    agency = ("call_readers", "call_reader_new")
    for key in ("takahashi", "kato", "yamamoto", "kimura", "ito", "inoue"):
        for name in agency:
            assert status(stage.people[key], name, call) == 403, (key, name)
    for name in agency:
        assert status(stage.nakamura, name, call) == 200
    assert status(stage.ito, "call_reading", call) == 200
    for key in ("takahashi", "kato", "yamamoto", "kimura", "nakamura", "inoue"):
        assert status(stage.people[key], "call_reading", call) == 403, key
    for name in ("proposal_reviews", "proposal_related"):
        assert status(stage.ito, name, proposal) == 200
        for key, said in (("takahashi", 403), ("nakamura", 403), ("kato", 404), ("yamamoto", 404)):
            assert status(stage.people[key], name, proposal) == said, (key, name)
    page = text(browser(stage.ito).get(reverse("call_reading", args=[call])))
    assert all(one.number in page for one in stage.both) and "60.0" in page
    assert reverse("call_reading", args=[call]) in text(browser(stage.ito).get(reverse("call", args=[call])))
    shown = text(browser(stage.ito).get(reverse("proposal", args=[proposal])))
    assert reverse("proposal_reviews", args=[proposal]) in shown
    for name in ("call_review", "call_results_csv", "call_proposals", "call_proposals_csv"):
        assert status(stage.ito, name, call) == 403
    for name in ("review_dossier", "evaluation_roster"):
        assert status(stage.ito, name, stage_dossier(stage)) == 404
    client = browser(stage.nakamura)
    assert client.post(reverse("call_reader_end", args=[call, held.pk])).status_code == 302
    assert client.post(reverse("call_reader_end", args=[call, held.pk])).status_code == 409
    assert status(stage.ito, "call_reading", call) == 403


def test_naming_by_page_is_said_back_once_and_wrong_input_names_its_field(world):
    stage = play.opened(world)
    client, address = browser(stage.nakamura), reverse("call_reader_new", args=[stage.call.pk])
    assert client.post(address, {"person": "nobody@example.jp"}).status_code == 422
    assert client.post(address, {"person": stage.ito.email, "sure": "1"}).status_code == 409
    managed(stage, stage.ito)
    assert "次のとおり読み取りました" in text(client.post(address, {"person": stage.ito.email}))
    assert client.post(address, {"person": stage.ito.email, "sure": "1"}).status_code == 302
    assert client.post(address, {"person": stage.ito.email, "sure": "1"}).status_code == 409
    assert sees(stage.ito, stage.proposal)


def test_the_list_asks_no_more_for_many_proposals(world):
    stage = play.opened(world)
    named(stage, stage.ito)
    client, address = browser(stage.ito), reverse("call_reading", args=[stage.call.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as both:
        client.get(address)
    with acting_as(stage.ito):
        readings.declare_conflict(stage.proposal, by=stage.ito, detail="関係")
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    assert len(both) == len(one)


def test_no_applicant_learns_who_reads(world):
    stage = play.reviewed(world)
    named(stage, stage.ito)
    for who in (stage.takahashi, stage.tanaka, stage.kato):
        with acting_as(who), connection.cursor() as cursor:
            for depth in (1, 2):
                cursor.execute(
                    "select person_id from app.who_can_see(%s, %s::smallint)", [stage.proposal.pk, depth]
                )
                assert stage.ito.pk not in {row[0] for row in cursor.fetchall()}
            assert not Assignment.objects.filter(role="reader").exists()
