"""A publication outlives its author and its project: handed over with a reason, never with anothers' protected words."""

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from confidentiality import disclosures
from confidentiality.acting import acting_as
from confidentiality.models import Disclosure, DisclosurePart, DisclosureSuccession, Entry
from confidentiality.verbs import Refused, WrongState
from programmes import funding, outcomes
from programmes.models import Assignment, Outcome
from tests.cast import make_designation, make_material
from tests.councils.visitors import browser
from tests.programmes import gate_stage
from tests.programmes import outcome_stage as play
from tests.programmes.fund_stage import act, make_stage
from tests.programmes.test_comments import say


@pytest.fixture
def stage(world):
    """The project of 量子 with 田中 and 井上 on it; 井上 sits on no council."""
    made = make_stage(world)
    with acting_as(made.nakamura):
        for who in (made.tanaka, made.inoue):
            funding.assign(made.project, by=made.nakamura, person=who, part="participant")
    return made


def outcome_of(stage, by) -> Outcome:
    with acting_as(by):
        return outcomes.register(
            stage.project,
            by=by,
            outcome_kind="paper",
            title="題",
            authors="田中",
            organisation=stage.world.organisations["university"],
            field=None,
            produced_on=play.date(2026, 11, 1),
            description="説明",
        )


def leave(stage, person) -> None:
    with acting_as(stage.nakamura):
        for one in Assignment.objects.filter(item_id=stage.project.pk, person=person, valid_until=None):
            funding.end_assignment(stage.project, one, by=stage.nakamura)


NEW = {
    "form": "paper",
    "title": "あらためた題",
    "venue": "学会",
    "planned_on": play.date(2027, 2, 1),
    "abstract": "あらためた概要",
    "is_basic_research": False,
}


def test_nothing_is_taken_from_an_author_who_is_there(stage):
    made = outcome_of(stage, stage.tanaka)
    play.plan(made, stage.tanaka)
    with acting_as(stage.inoue):
        assert not disclosures.orphaned(made.pk)
        with pytest.raises(WrongState, match="いまもこの成果を担当"):
            disclosures.take_over(made, by=stage.inoue, reason="急ぐ", **NEW)
        with pytest.raises(Error, match="still there"), transaction.atomic():
            connection.cursor().execute("select app.take_over_disclosure(%s, 'x', '{}'::jsonb)", [made.pk])


def test_a_draft_is_planned_anew_and_the_old_words_stay_unread(stage):
    made = outcome_of(stage, stage.tanaka)
    drafted = play.plan(made, stage.tanaka)
    play.part(drafted, stage.tanaka)
    leave(stage, stage.tanaka)
    client = browser(stage.inoue, afresh=True)
    assert reverse("outcome_take_over", args=[made.pk]) in say(client.get(reverse("outcome", args=[made.pk])))
    address = reverse("outcome_take_over", args=[made.pk])
    assert "CANARY" not in say(client.get(address))
    data = {
        **{name: value for name, value in NEW.items() if name not in ("planned_on", "is_basic_research")},
        "planned_on_year": "2027",
        "planned_on_month": "2",
        "planned_on_day": "1",
        "reason": "田中が異動したため",
        "key": "31111111-1111-4111-8111-111111111111",
    }
    assert client.post(address, {**data, "reason": ""}).status_code == 422
    assert client.post(address, {**data, "sure": "1"}).status_code == 302
    with acting_as(stage.inoue):
        found = Disclosure.objects.get()
        assert (found.title, found.custodian_id, found.state) == (
            "あらためた題",
            stage.inoue.pk,
            "registered",
        )
        assert not DisclosurePart.objects.exists()
        assert DisclosureSuccession.objects.get().was_author_id == stage.tanaka.pk
        assert Entry.objects.filter(verb="take_over_disclosure", item_id=found.pk).exists()
    with acting_as(stage.tanaka):
        assert not Disclosure.objects.exists()
    assert client.post(address, {**data, "sure": "1"}).status_code == 409
    play.part(found, stage.inoue)
    assert play.put(found, stage.inoue).state == "screening"


def test_what_was_put_to_the_councils_goes_on_without_what_repeats_anothers_secret(stage, world):
    protected = make_designation(
        world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force"
    )
    made = outcome_of(stage, stage.tanaka)
    plan = play.plan(made, stage.tanaka)
    play.part(plan, stage.tanaka, place="本文")
    secret = play.part(plan, stage.tanaka, place="数値", text=play.SECRET)
    with acting_as(stage.tanaka):
        disclosures.answer_touch(
            plan, by=stage.tanaka, touched=protected.item, answer="reproduces", parts=[secret.pk]
        )
    play.put(plan, stage.tanaka)
    leave(stage, stage.tanaka)
    with acting_as(stage.inoue):
        assert not Disclosure.objects.exists()
        found = disclosures.take_over(made, by=stage.inoue, reason="異動")
        assert [p.place for p in found.manuscript.all()] == ["本文"]
        rows = disclosures.parts_of(found)
        assert len(rows) == 2 and rows[1].part is None
    page = say(browser(stage.inoue).get(reverse("disclosure", args=[plan.pk])))
    assert play.SECRET not in page and "引き継ぎました" in page and "異動" in page
    assert "引き継ぎました" in say(browser(stage.ito).get(reverse("disclosure", args=[plan.pk])))
    _clear(world, found)
    with acting_as(stage.inoue):
        sent = disclosures.publish(found, by=stage.inoue)
        assert [p.place for p in sent] == ["本文"]
    with acting_as(None):
        assert Outcome.objects.get().pk == made.pk


def _clear(world, found) -> None:
    with acting_as(world.ito):
        ids = [row.pk for row in disclosures.parts_of(found) if row.part]
    play.say(play.ask_to_close(found, world.ito, parts=ids), world.suzuki, "refuse")


def test_nobody_else_takes_it_over(stage):
    made = outcome_of(stage, stage.tanaka)
    play.plan(made, stage.tanaka)
    leave(stage, stage.tanaka)
    for who in (stage.sato, stage.kimura, stage.tanaka, stage.ito):
        client = browser(who, afresh=True)
        assert client.get(reverse("outcome_take_over", args=[made.pk])).status_code == 404
        with acting_as(who):
            assert not disclosures.orphaned(made.pk)
            with pytest.raises((WrongState, Refused, Error)), transaction.atomic():
                disclosures.take_over(made, by=who, reason="x", **NEW)
    assert not DisclosureSuccession.objects.exists()
    with acting_as(stage.inoue), pytest.raises(Error), transaction.atomic():
        DisclosureSuccession.objects.create(
            item_id=Disclosure.objects.values_list("pk", flat=True).first() or made.pk,
            author=stage.inoue,
            reason="x",
            at="2026-01-01T00:00Z",
        )


@pytest.fixture
def stopped(world):
    """A gate decided to stop, and the project ended with its lessons."""
    stage = gate_stage.make_gate_stage(world)
    gate_stage.stopped(stage)
    return stage


def test_an_honourable_stop_still_has_results_to_publish(stopped, world):
    stage = stopped
    made = outcome_of(stage, stage.takahashi)
    client = browser(stage.takahashi)
    assert reverse("outcome_new", args=[stage.project.pk]) in say(
        client.get(reverse("project_outcomes", args=[stage.project.pk]))
    )
    plan = play.plan(made, stage.takahashi)
    play.part(plan, stage.takahashi)
    found = play.put(plan, stage.takahashi)
    play.clear_by_refusal(world, found)
    with acting_as(stage.takahashi):
        disclosures.publish(found, by=stage.takahashi)
    with acting_as(None):
        assert Outcome.objects.get().pk == made.pk


def test_without_any_council_left_the_last_ones_are_asked_and_the_deadline_decides(stopped, world):
    stage = stopped
    from programmes.models import ProjectCouncil

    link = ProjectCouncil.objects.get(item=stage.project)
    with acting_as(stage.nakamura):
        funding.unlink_council(stage.project, link, by=stage.nakamura)
    made = outcome_of(stage, stage.takahashi)
    with acting_as(stage.takahashi):
        assert outcomes.councils_of(made.pk) == [world.quantum.pk]


def test_a_project_called_off_before_it_ran_has_no_results(world):
    from tests.programmes.fund_stage import Stage, make_concept, make_fund, make_project

    fund = make_fund(world)
    concept = make_concept(world, fund)
    made = Stage(world, fund, concept, make_project(world, concept, active=False))
    act("terminate", made.project, made.nakamura, reason="取りやめ")
    with pytest.raises(WrongState, match="始まる前に打ち切った"):
        play.make_outcome(made)
    with acting_as(made.takahashi), pytest.raises(Error, match="never ran"), transaction.atomic():
        Outcome.objects.create(
            project=made.project,
            number=1,
            custodian=made.takahashi,
            outcome_kind="paper",
            title="x",
            authors="x",
            organisation=world.organisations["university"],
            produced_on=play.date(2026, 1, 1),
            description="x",
        )
