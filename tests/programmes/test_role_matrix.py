"""Roles of the matrix (4.3) that reach further than the office: drafts, choices of technology, projects, cleared results."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.models import Office, Person
from confidentiality import disclosures
from confidentiality.acting import acting_as, database_now
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, perform
from programmes import funding, guidelines, outcomes, portfolio, project_marks, technologies, visions
from programmes.models import (
    Assignment,
    Disbursement,
    GuidelineFile,
    GuidelineSection,
    LedgerEntry,
    NarrowingDecision,
    Outcome,
    OutcomeUse,
    ProjectPlan,
    ProjectTerms,
    RDConcept,
)
from tests.cast import make_designation, make_material
from tests.confidentiality.oracle import set_clock, stop_the_clock
from tests.councils.visitors import browser, status
from tests.programmes import fund_stage, outcome_stage, policy_cast, proposal_stage
from tests.programmes.fund_stage import make_concept, make_stage

SECOND = timedelta(microseconds=1)


def text(answer) -> str:
    return answer.content.decode()


def officers(world) -> None:
    """A records officer and a security officer; the auditor is 木村."""
    for key, kind in (("morita", "records_officer"), ("hoshino", "security_officer")):
        world.people[key] = Person.objects.create_user(
            f"{key}@example.jp", family_name=key, given_name="担当"
        )
        Office.objects.create(person=world.people[key], kind=kind)


def depth(person, item) -> int:
    """0 nothing, 1 that it exists, 2 all of it."""
    with acting_as(person):
        known = Item.objects.filter(pk=item.pk).exists()
        return known + type(item).objects.filter(pk=item.pk).exists()


# Draft guidelines -----------------------------------------------------------------------------------------
def test_a_draft_guideline_is_read_by_the_agency_of_a_fund_and_by_no_other_function(world):
    officers(world)
    stage = make_stage(world)
    with acting_as(world.nakamura):  # functions below a fund, and others at it, are not "any agency"
        funding.assign(stage.project, by=world.nakamura, person=world.inoue, part="agency")
        funding.assign(stage.concept, by=world.nakamura, person=world.saito, part="agency")
        funding.assign(stage.fund, by=world.nakamura, person=world.ito, part="manager")
    made = policy_cast.draft(world.yamamoto)
    read = {"yamamoto": 2, "morita": 2, "nakamura": 2, "watanabe": 2, "kimura": 1}
    for key in ("inoue", "saito", "ito", "takahashi", "hoshino", "sato", *read):
        assert depth(world.people[key], made) == read.get(key, 0), key
    with acting_as(world.nakamura):
        assert GuidelineSection.objects.filter(item=made).exists()
        assert not GuidelineFile.objects.exists()  # who said what stays the office's
        with pytest.raises(Refused):
            guidelines.add_section(made, by=world.nakamura, kind="basic", heading="題")
        with pytest.raises(Refused):
            perform("ask_experts", made, by=world.nakamura)
    assert status(world.nakamura, "guideline", made.pk) == 200
    assert str(made.pk) in text(browser(world.nakamura).get(reverse("guideline_list")))
    held = Assignment.objects.get(person=world.nakamura, item_id=stage.fund.pk)
    with acting_as(world.yamamoto):
        funding.end_assignment(stage.fund, held, by=world.yamamoto)
    assert depth(world.nakamura, made) == 0 and depth(world.watanabe, made) == 2


# Choices of technology ------------------------------------------------------------------------------------
def chosen(world) -> NarrowingDecision:
    technology = policy_cast.technology(world.yamamoto)
    with acting_as(world.yamamoto):
        perform("open_narrowing", technology, by=world.yamamoto)
        decision = NarrowingDecision.objects.get(technology=technology)
        return technologies.consider(decision, by=world.yamamoto, expert_view="見解")


def link(world, concept, technology):
    with acting_as(world.yamamoto):
        return portfolio.link_technology(concept, by=world.yamamoto, technology=technology, share=40)


def test_a_choice_is_read_by_agency_and_manager_of_what_takes_its_technology_up(world):
    officers(world)
    stage = make_stage(world)
    other = make_concept(world, stage.fund, title="別の構想", allocated=0)
    with acting_as(world.nakamura):
        funding.assign(stage.concept, by=world.nakamura, person=world.ito, part="manager")
        funding.assign(stage.project, by=world.nakamura, person=world.tanaka, part="manager")
        funding.assign(other, by=world.nakamura, person=world.saito, part="manager")
    with acting_as(world.yamamoto):
        funding.assign(stage.concept, by=world.yamamoto, person=world.kato, part="ministry")
    decision = chosen(world)
    always = {"yamamoto": 2, "morita": 2, "kimura": 1}
    everybody = ("ito", "tanaka", "saito", "kato", "nakamura", "takahashi", "hoshino", "inoue", *always)
    for key in everybody:
        assert depth(world.people[key], decision) == always.get(key, 0), key
    with acting_as(world.yamamoto):
        technology = decision.technology
    link(world, stage.concept, technology)
    taken = {**always, "ito": 2, "nakamura": 2}
    for key in everybody:
        assert depth(world.people[key], decision) == taken.get(key, 0), key
    again = chosen_again(world, technology, decision)
    assert depth(world.ito, again) == 2  # a later choice about it, too
    with acting_as(world.yamamoto):
        portfolio.unlink_technology(
            stage.concept, by=world.yamamoto, link=stage.concept.technology_links.get(valid_until=None)
        )
    for key in everybody:
        assert depth(world.people[key], decision) == always.get(key, 0), key


def chosen_again(world, technology, before) -> NarrowingDecision:
    """The first is decided, a second begun."""
    by = world.yamamoto
    with acting_as(by):
        technologies.consider(before, by=by, **dict.fromkeys(NarrowingDecision.CONSIDERATIONS, "書いた"))
        perform("complete_evidence", NarrowingDecision.objects.get(pk=before.pk), by=by)
        perform("put_to_panel", NarrowingDecision.objects.get(pk=before.pk), by=by, panel_name="会議")
        day = database_now().date() - timedelta(days=2)
        found = NarrowingDecision.objects.get(pk=before.pk)
        perform("record_panel", found, by=by, panel_on=day, panel_opinion="意見")
        found = NarrowingDecision.objects.get(pk=before.pk)
        perform("close_narrowing", found, by=by, outcome="selected", reason="理由", decided_on=day)
        technology = type(technology).objects.get(pk=technology.pk)
        perform("open_narrowing", technology, by=by)
        return NarrowingDecision.objects.exclude(pk=before.pk).get(technology=technology)


def test_a_choice_is_read_by_way_of_the_vision_a_concept_answers_to(world):
    stage = make_stage(world)
    decision = chosen(world)
    with acting_as(world.yamamoto):
        technology, by = decision.technology, world.yamamoto
        vision = visions.start_vision(by=by, title="ビジョン", reason="趣旨")
        part = visions.support(vision, by=by, technology=technology, name="公表する名", statement="")
        assert depth(world.nakamura, decision) == 0
        RDConcept.objects.filter(pk=stage.concept.pk).update(vision=vision)
    assert depth(world.nakamura, decision) == 2
    with acting_as(world.yamamoto):
        visions.drop_part(part, by=by)
    assert depth(world.nakamura, decision) == 0


def test_readers_of_a_choice_read_its_page_and_write_nothing(world):
    officers(world)
    stage = make_stage(world)
    decision = chosen(world)
    with acting_as(world.yamamoto):
        technology, name = decision.technology, decision.technology.name
    link(world, stage.concept, technology)
    listed = reverse("narrowing_list")
    for who in (world.nakamura, world.morita, world.yamamoto):
        page = browser(who).get(reverse("narrowing", args=[decision.pk]))
        assert page.status_code == 200 and "見解" in text(page)
        assert (name in text(page)) is (who is world.yamamoto)  # the technology itself is the office's
        assert str(decision.pk) in text(browser(who).get(listed))
    client = browser(world.nakamura)
    assert (
        client.post(reverse("narrowing", args=[decision.pk]), {"expert_view": "書き換え"}).status_code == 403
    )
    assert status(world.nakamura, "narrowing_close", decision.pk) == 403
    assert status(world.kimura, "narrowing", decision.pk) == 404
    shown = text(browser(world.kimura).get(listed))
    assert name not in shown and str(decision.pk) not in shown and "技術の絞込み" in shown
    for who in (world.takahashi, world.inoue):
        assert "技術の絞込み" not in text(browser(who).get(listed))
    with acting_as(world.nakamura):
        assert technologies.names_of([decision.pk]) == {}
        with pytest.raises(Refused):
            technologies.consider(decision, by=world.nakamura, expert_view="書き換え")
    for who in (world.kimura, world.takahashi):
        with acting_as(who):
            assert technologies.names_of([decision.pk]) == {}


# Projects -------------------------------------------------------------------------------------------------
@pytest.fixture
def stage(world):
    officers(world)
    return make_stage(world)


def test_auditor_and_security_officer_know_of_a_project_and_read_none_of_it(world, stage):
    for who in (world.kimura, world.hoshino):
        assert depth(who, stage.project) == 1
        with acting_as(who):
            for inside in (ProjectPlan, ProjectTerms):
                assert not inside.objects.exists(), inside
            assert not Assignment.objects.filter(item_id=stage.project.pk).exists()
            [mark] = project_marks.marks_of([stage.project.pk]).values()
            assert (mark.code, mark.title, mark.state) == ("T-1", "試験課題", "active")
        for name in ("project", "project_plan", "project_team", "project_money", "project_use"):
            assert status(who, name, stage.project.pk) == 404
        page = text(browser(who).get(reverse("project_known", args=[stage.project.pk])))
        assert (
            "T-1" in page
            and "試験課題" in page
            and "計画の文" not in page
            and world.takahashi.name not in page
        )
        assert "T-1" in text(browser(who).get(reverse("projects_known")))
    for who in (world.inoue, world.kato):
        with acting_as(who):
            assert project_marks.marks_of([stage.project.pk]) == {}
        assert status(who, "project_known", stage.project.pk) == 404
        assert "T-1" not in text(browser(who).get(reverse("projects_known")))
    assert status(world.takahashi, "project_known", stage.project.pk) == 200


def test_the_auditor_follows_every_yen_to_a_named_project(world, stage):
    paid = fund_stage.paid(stage)
    with acting_as(world.kimura):
        assert Disbursement.objects.filter(pk=paid.pk).exists()
        assert LedgerEntry.objects.filter(disbursement=paid).exists()
    client = browser(world.kimura)
    page = text(client.get(reverse("payment", args=[paid.pk])))
    assert "T-1" in page and "試験課題" in page and reverse("project_known", args=[stage.project.pk]) in page
    assert "T-1" in text(client.get(reverse("fund_lines", args=[stage.fund.pk])))
    assert "T-1" in text(client.get(reverse("fund_lines_csv", args=[stage.fund.pk])))
    concept = text(client.get(reverse("concept", args=[stage.concept.pk])))
    assert reverse("project_known", args=[stage.project.pk]) in concept
    known = text(client.get(reverse("project_known", args=[stage.project.pk])))
    assert reverse("payment", args=[paid.pk]) in known
    for who in (world.hoshino, world.inoue):  # who may know of the project has none of its money
        assert status(who, "payment", paid.pk) == 404


def test_a_project_under_an_agreement_is_its_number_to_who_knows_of_it(world, stage):
    item = Item.objects.get(pk=stage.project.pk)
    with connection.cursor() as cursor:  # as the window of an agreement would leave it
        cursor.execute(
            "update confidentiality_item set is_born_sealed = true, unsealed_at = null where id = %s",
            [item.pk],
        )
    with acting_as(world.kimura):
        assert Item.objects.filter(pk=item.pk).exists()
        assert project_marks.marks_of([item.pk]) == {}
    page = text(browser(world.kimura).get(reverse("project_known", args=[item.pk])))
    assert "T-1" in page and "試験課題" not in page


# Results that may be published ----------------------------------------------------------------------------
COUNCIL = ("sato", "suzuki", "tanaka", "ito", "watanabe")
PROGRAMME = ("yamamoto", "nakamura", "morita")


def cleared_for(world, outcome) -> set[str]:
    return {
        key
        for key in (*COUNCIL, *PROGRAMME, "kimura", "hoshino", "kato", "saito", "inoue", "matsumoto")
        if depth(world.people[key], outcome) == 2
    }


def test_a_cleared_result_is_read_by_its_councils_and_the_programme_before_it_is_out(world, stage):
    _stage, disclosure = outcome_stage.screened(world, stage=stage)
    outcome = Outcome.objects.get()
    assert cleared_for(world, outcome) == set()
    outcome_stage.clear_by_refusal(world, disclosure)
    assert cleared_for(world, outcome) == {*COUNCIL, *PROGRAMME}
    assert depth(world.kimura, outcome) == 1 and depth(world.saito, outcome) == 0
    with acting_as(world.takahashi):
        disclosures.take_back(disclosure, by=world.takahashi)
    assert cleared_for(world, outcome) == set()
    assert depth(world.nakamura, outcome) == 1  # and knows of it as before


def test_who_reads_a_cleared_result_works_with_none_of_it(world, stage):
    """The author leaves the project and keeps a seat in the council: the publication is still the project's to take over."""
    with acting_as(world.nakamura):
        funding.assign(stage.project, by=world.nakamura, person=world.tanaka, part="participant")
    _stage, disclosure = outcome_stage.screened(world, stage=stage)
    outcome = Outcome.objects.get()
    outcome_stage.clear_by_refusal(world, disclosure)
    for key in ("ito", "sato", "nakamura", "yamamoto"):
        with acting_as(world.people[key]):
            assert Outcome.objects.filter(pk=outcome.pk).exists()
            with pytest.raises(Refused):
                outcomes.say_where(outcome, by=world.people[key], doi="10.1/x", link="", restriction="")
            with pytest.raises(DatabaseError, match="its project's"), transaction.atomic():
                Outcome.objects.filter(pk=outcome.pk).update(doi="10.1/x")
            with pytest.raises(DatabaseError, match="its project's"), transaction.atomic():
                OutcomeUse.objects.create(
                    item=outcome, sector="civil", state="expected", note="x", reported_by=world.people[key]
                )
    with connection.cursor() as cursor:
        for key, works in (("takahashi", True), ("tanaka", True), ("ito", False), ("nakamura", False)):
            cursor.execute(
                "select app.works_with(%s, app.principals_of(%s, app.at()))",
                [outcome.pk, world.people[key].pk],
            )
            assert cursor.fetchone()[0] is works, key
    with acting_as(world.takahashi):
        outcomes.say_where(outcome, by=world.takahashi, doi="10.1/x", link="", restriction="")


def test_the_deadline_clears_by_the_clock_to_the_microsecond(world):
    stop_the_clock()
    officers(world)
    _stage, disclosure = outcome_stage.screened(world)
    outcome = Outcome.objects.get()
    at = disclosure.decide_by
    set_clock(at - SECOND)
    assert cleared_for(world, outcome) == set() and depth(world.nakamura, outcome) == 1
    set_clock(at)
    assert cleared_for(world, outcome) == {*COUNCIL, *PROGRAMME}


def test_a_closed_result_stays_closed_until_its_end_and_opens_when_it_is_lifted(world):
    stop_the_clock()
    officers(world)
    _stage, disclosure, request = outcome_stage.closed(world)
    outcome, due = Outcome.objects.get(), disclosure.decide_by
    set_clock(due + timedelta(hours=1))
    assert cleared_for(world, outcome) == set()
    set_clock(request.valid_until - SECOND)
    assert cleared_for(world, outcome) == set()
    set_clock(request.valid_until)
    assert cleared_for(world, outcome) == {*COUNCIL, *PROGRAMME}


def test_a_result_that_only_repeats_what_is_under_an_agreement_is_read_by_nobody_more(world, stage):
    designation = make_designation(
        world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force"
    )
    disclosure = outcome_stage.plan(outcome_stage.make_outcome(stage), world.takahashi)
    part = outcome_stage.part(disclosure, world.takahashi)
    with acting_as(world.takahashi):
        disclosures.answer_touch(
            disclosure, by=world.takahashi, touched=designation.item, answer="reproduces", parts=[part.pk]
        )
    disclosure = outcome_stage.put(disclosure, world.takahashi)
    outcome_stage.clear_by_refusal(world, disclosure)
    assert cleared_for(world, Outcome.objects.get()) == set()


# An officer who once applied ------------------------------------------------------------------------------
def test_who_applied_runs_every_other_call_but_nothing_above_their_own(world):
    """Bound to the call they applied in: an officer of its concept or fund would read what their rivals proposed there."""
    stage = proposal_stage.make_stage(world, sent=True)
    by, fund = stage.yamamoto, stage.call.fund
    elsewhere = make_concept(world, fund, title="別の構想", allocated=0)
    with acting_as(by):
        for who in (stage.takahashi, stage.tanaka):
            assert funding.assign(elsewhere, by=by, person=who, part="agency")
            for place in (stage.call, stage.call.concept, fund):
                with pytest.raises(WrongState, match="その公募を運営できません"):
                    funding.assign(place, by=by, person=who, part="agency")
    with acting_as(stage.takahashi):
        perform(
            "withdraw_proposal", proposal_stage.Proposal.objects.get(pk=stage.proposal.pk), by=stage.takahashi
        )
    proposal_stage.close(stage.call)
    with acting_as(by):  # withdrawn or over: its rivals' proposals are there as before
        with pytest.raises(WrongState, match="その公募を運営できません"):
            funding.assign(fund, by=by, person=stage.takahashi, part="agency")


# What was there before -------------------------------------------------------------------------------------
def _data_statements() -> list[str]:
    """What the migration does to rows, without the functions it makes."""
    text = (Path(settings.ROOT) / "programmes" / "sql" / "0031_rights.sql").read_text(encoding="utf-8")
    text = re.sub(r"(?s)\$\$.*?\$\$", "", re.sub(r"(?m)--.*$", "", text))
    found = [one.strip() for one in text.split(";")]
    return [
        one for one in found if one.startswith(("update confidentiality", "insert into conf", "select eval"))
    ]


def test_rows_of_before_are_read_as_those_made_now(world, stage):
    """As they stood: the draft and the choice the office's, the project the auditor's, the cleared result the project's."""
    draft, decision = policy_cast.draft(world.yamamoto), chosen(world)
    with acting_as(world.yamamoto):
        technology = decision.technology
    link(world, stage.concept, technology)
    _stage, disclosure = outcome_stage.screened(world, stage=stage)
    outcome = Outcome.objects.get()
    outcome_stage.clear_by_refusal(world, disclosure)
    with connection.cursor() as cursor:
        kept = "delete from confidentiality_baseaudience where item_id = %s and not principal_id in (4)"
        for item in (draft, decision):
            cursor.execute(kept, [item.pk])
        cursor.execute(
            "delete from confidentiality_baseaudience where item_id = %s and depth = 2"
            " and principal_id in (4, 5) or item_id = %s and principal_id in (6, 7)",
            [outcome.pk, stage.project.pk],
        )
        cursor.execute(
            "delete from confidentiality_baseaudience b using confidentiality_principal p where p.id = b.principal_id"
            " and b.item_id = %s and (p.kind = 'council' or p.kind = 'team' and p.ref <> %s)",
            [outcome.pk, stage.project.pk],
        )
        cursor.execute(
            "insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from)"
            " values (%s, 7, 2, now() - interval '1 day')",
            [stage.project.pk],
        )
        cursor.execute(
            "update confidentiality_holding set principals = array_remove(principals, app.principal('function', null, 'agency'))"
        )
    assert depth(world.kimura, stage.project) == 2 and depth(world.nakamura, draft) == 0
    assert cleared_for(world, outcome) == set() and depth(world.nakamura, decision) == 0
    statements = _data_statements()
    assert len(statements) == 7
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)
    assert depth(world.kimura, stage.project) == depth(world.hoshino, stage.project) == 1
    assert depth(world.nakamura, draft) == 2 and depth(world.takahashi, draft) == 0
    assert [depth(world.people[k], decision) for k in ("nakamura", "morita", "kimura", "takahashi")] == [
        2,
        2,
        1,
        0,
    ]
    assert cleared_for(world, outcome) == {*COUNCIL, *PROGRAMME}
