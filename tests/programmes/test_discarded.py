"""A draft of a vision or a concept begun by mistake is given up while it is its makers' alone, kept, and out of every list."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.models import Item
from confidentiality.verbs import WrongState, perform
from programmes import calls, concepts, funding, visions
from programmes.models import ConceptMinistry, RDConcept, RDVision, ReasonedStep, VisionFile
from tests.councils.visitors import browser, status
from tests.programmes import call_stage as play
from tests.programmes import fund_stage, policy_cast


@pytest.fixture
def by(world):
    return policy_cast.officer(world)


def say(answer) -> str:
    return answer.content.decode()


def test_a_vision_begun_by_mistake_leaves_the_lists_and_frees_its_number(world, by):
    published = play.vision(world)
    made = play.vision(world, until="draft")
    assert (made.number, made.revision) == (2, 1)
    client, page = browser(by), reverse("vision_act", args=[made.pk, "discard_vision"])
    assert page in say(client.get(reverse("vision", args=[made.pk])))
    assert client.get(page).status_code == 200 and client.post(page, {}).status_code == 422
    with acting_as(world.kimura):
        assert Item.objects.filter(pk=made.pk).exists()  # that it exists, before
    assert client.post(page, {"reason": "まちがえた"}).status_code == 302
    assert client.post(page, {"reason": "まちがえた"}).status_code == 409
    shown = say(client.get(reverse("vision", args=[made.pk])))
    assert "取りやめ" in shown and "まちがえた" in shown
    assert reverse("vision_edit", args=[made.pk]) not in shown
    here = reverse("vision", args=[made.pk])
    assert here not in say(client.get(reverse("vision_list")))
    assert here in say(client.get(reverse("vision_list"), {"discarded": "1"}))
    for key in ("kimura", "watanabe", "sato", "nakamura"):
        assert status(world.people[key], "vision", made.pk) == 404
        assert here not in say(browser(world.people[key]).get(reverse("vision_list"), {"discarded": "1"}))
        with acting_as(world.people[key]):
            assert not Item.objects.filter(pk=made.pk).exists()
            assert not VisionFile.objects.filter(vision_id=made.pk).exists()
    with acting_as(by):
        again = visions.start_vision(by=by, title="改めた案", reason="趣旨")
        assert (again.number, again.revision) == (2, 1)
        with pytest.raises(WrongState):
            visions.edit_vision(made, by=by, shown=made.text_hash, needs="x")
    assert published.number == 1


def test_a_vision_others_have_seen_or_something_rests_on_is_not_thrown_away(world, by):
    made = play.vision(world, until="draft")
    with acting_as(by):
        made = perform("deliberate", made, by=by)
        with pytest.raises(WrongState):
            perform("discard_vision", made, by=by, reason="x")
        made = perform("back_to_draft", made, by=by, reason="直すため")
        with pytest.raises(WrongState, match="示されています"):
            perform("discard_vision", made, by=by, reason="x")
    with pytest.raises(DatabaseError, match="not given up"), transaction.atomic():
        RDVision.objects.filter(pk=made.pk).update(state="discarded")
    published = play.vision(world)
    with pytest.raises(DatabaseError, match="does not go"), transaction.atomic():
        RDVision.objects.filter(pk=published.pk).update(state="discarded")


def test_a_revision_given_up_leaves_the_way_free_for_another(world, by):
    published = play.vision(world)
    with acting_as(by):
        revised = visions.start_vision(by=by, title="改定", reason="趣旨", basis=published)
        perform("discard_vision", revised, by=by, reason="まちがい")
        again = visions.start_vision(by=by, title="改定", reason="趣旨", basis=published)
        assert (again.number, again.revision) == (published.number, 2)
    assert RDVision.objects.filter(pk=revised.pk, state="discarded").exists()


def test_a_concept_begun_by_mistake_is_given_up_and_nothing_is_begun_under_it(world, by):
    fund = fund_stage.make_fund(world)
    made = fund_stage.make_concept(world, fund, allocated=0, title="まちがえた構想")
    live = fund_stage.make_concept(world, fund, allocated=0, title="続く構想")
    client = browser(by, afresh=True)
    page = reverse("concept_act", args=[made.pk, "discard_concept"])
    assert page in say(client.get(reverse("concept_text", args=[made.pk])))
    assert browser(world.nakamura, afresh=True).post(page, {"reason": "x"}).status_code == 403
    assert client.post(page, {}).status_code == 422
    assert client.post(page, {"reason": "重ねて作った"}).status_code == 302
    assert client.post(page, {"reason": "重ねて作った"}).status_code == 409
    shown = say(client.get(reverse("fund", args=[fund.pk])))
    assert "続く構想" in shown and "取りやめた構想の案（1件）" in shown
    assert "まちがえた構想" not in say(client.get(reverse("fund_sums_csv", args=[fund.pk])))
    assert "まちがえた構想" not in say(client.get(reverse("transfer_new", args=[fund.pk])))
    text = say(client.get(reverse("concept_text", args=[made.pk])))
    assert "重ねて作った" in text and reverse("call_new", args=[made.pk]) not in text
    assert reverse("allocation_new", args=[made.pk]) not in say(
        client.get(reverse("concept", args=[made.pk]))
    )
    for key in ("kimura", "sato", "ito"):
        assert status(world.people[key], "concept_text", made.pk) == 404
    sum_ = {"fiscal_year": fund_stage.YEAR, "amount": 1, "reason": "x"}
    move = {"amount": 1, "reason": "x", "from_year": fund_stage.YEAR, "to_year": fund_stage.YEAR + 1}
    with acting_as(by):
        for begin in (
            lambda: funding.propose_allocation(made, by=by, **sum_),
            lambda: funding.propose_transfer(fund, by=by, from_concept=live, to_concept=made, **move),
            lambda: funding.assign(made, by=by, person=world.kato, part="manager"),
            lambda: concepts.name_ministry(
                made, by=by, organisation=world.organisations["ministry"], side="needs"
            ),
            lambda: calls.start_call(made, by=by, code="K-1", title="公募"),
            lambda: funding.register_project(
                made,
                by=by,
                representative=world.takahashi,
                code="T-8",
                title="課題",
                organisation=world.organisations["university"],
            ),
        ):
            with pytest.raises(WrongState):
                begin()
    with pytest.raises(DatabaseError, match="given up"), transaction.atomic():
        ConceptMinistry.objects.create(item=made, organisation=world.organisations["ministry"], side="needs")
    with pytest.raises(DatabaseError, match="given up"), transaction.atomic():
        RDConcept.objects.filter(pk=live.pk).update(concept_kind="theme", sharpens=made)


def test_a_concept_somebody_was_asked_about_stays(world, by):
    fund = fund_stage.make_fund(world)
    given = fund_stage.make_concept(world, fund)
    asked = fund_stage.make_concept(world, fund, allocated=0, title="求めた構想")
    with acting_as(by):
        concepts.name_ministry(asked, by=by, organisation=world.organisations["ministry"], side="responsible")
        with pytest.raises(WrongState, match="結び付いた"):
            perform("discard_concept", given, by=by, reason="x")
        with pytest.raises(WrongState, match="示されています"):
            perform("discard_concept", asked, by=by, reason="x")
    for one in (given, asked):
        with pytest.raises(DatabaseError, match="not given up"), transaction.atomic():
            RDConcept.objects.filter(pk=one.pk).update(state="discarded")


def test_why_a_draft_stays_is_told_to_nobody_else(world, by):
    asked = fund_stage.make_concept(world, fund_stage.make_fund(world), allocated=0)
    with acting_as(by):
        concepts.name_ministry(asked, by=by, organisation=world.organisations["ministry"], side="responsible")
    for person, told in ((by, "seen"), (world.nakamura, None), (world.sato, None)):
        with acting_as(person), connection.cursor() as cursor:
            cursor.execute("select app.draft_kept_here(%s)", [asked.pk])
            assert cursor.fetchone()[0] == told
    assert not ReasonedStep.objects.exists()
