"""A result goes out unless everybody agrees to keep it back; who is not asked learns nothing of it."""

from datetime import date, timedelta

import pytest
from django.db import Error, InternalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from confidentiality import agreements, audience, disclosure_facts, disclosures
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import (
    ClosingRequest,
    Disclosure,
    DisclosureAnswer,
    DisclosurePart,
    DisclosureTouch,
    DisclosureVoter,
    Entry,
    Item,
    OutboxMessage,
    PublishedPart,
    StoredFile,
)
from confidentiality.tasks import settle_disclosures
from confidentiality.verbs import Refused, WrongState, perform
from councils.models import Membership
from programmes import funding, outcomes
from programmes.models import Outcome, Project
from tests.cast import MEMBERS, PEOPLE, load_world, make_designation, make_material
from tests.confidentiality import oracle
from tests.confidentiality.disclosure_oracle import Closing, Facts, may_go_out
from tests.confidentiality.disclosure_oracle import state as told
from tests.confidentiality.oracle import stop_the_clock
from tests.programmes import fund_stage
from tests.programmes.outcome_stage import (
    ASKED,
    all_agree,
    ask_to_close,
    clear_by_refusal,
    closed,
    make_outcome,
    part,
    plan,
    published,
    put,
    say,
    screened,
    state,
)

State = Disclosure.State
US = timedelta(microseconds=1)


def readers(model, **of) -> set[str]:
    """Who of the cast gets a row."""
    found, world = set(), load_world()
    for key in PEOPLE:
        with acting_as(world.people[key]):
            if model.objects.filter(**of).exists():
                found.add(key)
    return found


def set_clock(now) -> None:
    """The database's instant, from here to the end of the test."""
    stop_the_clock()
    oracle.set_clock(now)


def everything_of(disclosure) -> dict[str, set[str]]:
    return {
        "plan": readers(Disclosure, pk=disclosure.pk),
        "manuscript": readers(DisclosurePart, disclosure=disclosure.pk),
        "requests": readers(ClosingRequest, item=disclosure.pk),
        "voters": readers(DisclosureVoter, item=disclosure.pk),
        "answers": readers(DisclosureAnswer, item=disclosure.pk),
        "title": readers(Item, pk=disclosure.pk),
    }


# --- who sees what ---------------------------------------------------------------------------------------


def test_before_it_is_put_to_anybody_it_is_its_authors_alone(world):
    stage = fund_stage.make_stage(world)
    disclosure = plan(make_outcome(stage), world.takahashi)
    part(disclosure, world.takahashi)
    assert everything_of(disclosure)["plan"] == everything_of(disclosure)["manuscript"] == {"takahashi"}
    assert everything_of(disclosure)["title"] == {"takahashi"}


def test_the_councils_read_it_and_nobody_else_knows_of_it(world):
    _stage, disclosure = screened(world)
    ask_to_close(disclosure, world.ito)
    seen = everything_of(disclosure)
    assert all(who == set(MEMBERS) for who in seen.values()), seen
    with acting_as(None):
        assert not Disclosure.objects.exists() and not DisclosurePart.objects.exists()


def test_programme_staff_the_agency_and_auditors_learn_of_the_result_and_of_no_word(world):
    stage, _disclosure = screened(world)
    outcome = Outcome.objects.get()
    for key in ("yamamoto", "kimura", "nakamura"):
        with acting_as(world.people[key]):
            assert Item.objects.get(pk=outcome.pk).public_title == "成果1（論文）"
            assert not Outcome.objects.exists() and not Disclosure.objects.exists()
            assert disclosures.standing_of([outcome.pk])[outcome.pk][0] == "screening"
    with acting_as(world.kato):
        assert not Item.objects.filter(pk=outcome.pk).exists()
        assert disclosures.standing_of([outcome.pk]) == {}
    assert stage.project.pk


def test_who_leaves_reads_no_more_and_who_comes_later_is_not_asked(world):
    _stage, disclosure = screened(world)
    leave(world, "tanaka")
    assert "tanaka" not in everything_of(disclosure)["manuscript"]
    assert not Membership.objects.filter(person=world.matsumoto, state="active").exists()
    assert not DisclosureVoter.objects.filter(person=world.matsumoto).exists()


def leave(world, key: str) -> None:
    with acting_as(world.people[key]):
        seat = perform("start_leaving", Membership.objects.get(pk=world.seats[key].pk), by=world.people[key])
        perform("leave", seat, by=world.people[key], returned_note="返却しました。")


def test_only_agreements_the_author_knows_of_are_listed(world):
    stage = fund_stage.make_stage(world)
    mine = make_designation(world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force")
    theirs = make_material(world.ocean, world.kato, sealed=True, public_title="CANARYocean")
    other = agreed_in_ocean(world, theirs)
    disclosure = plan(make_outcome(stage), world.takahashi)
    with acting_as(world.takahashi):
        assert [d.pk for d in disclosures.unanswered(disclosure, world.takahashi)] == [mine.pk]
        with pytest.raises(WrongState):
            disclosures.answer_touch(disclosure, by=world.takahashi, touched=theirs, answer="not_touched")
    with acting_as(world.kato):
        assert [d.pk for d in disclosures.touchable(world.kato)] == [other.pk]


def agreed_in_ocean(world, material):
    from tests.cast import terms

    with acting_as(world.kato):
        made = agreements.draft(
            material, by=world.kato, text=terms(), scoped=[audience.council(world.ocean.pk)]
        )
        agreements.describe(made, by=world.kato)
        agreements.open_discussion(made, by=world.kato)
    with acting_as(world.kobayashi):
        agreements.open_consent(made, by=world.kobayashi, answer_by=made.item.created + timedelta(days=7))
    for person in (world.kato, world.kobayashi):
        with acting_as(person):
            fresh = type(made).objects.select_related("candidate").get(pk=made.pk)
            if fresh.state == "consent_open":
                agreements.answer(
                    fresh, by=person, decision="agree", shown_hash=agreements.text_hash(fresh.candidate)
                )
    return type(made).objects.get(pk=made.pk)


def test_an_answer_about_anothers_agreement_is_told_to_those_who_know_of_it(world):
    """高橋 sits on 海洋 too and says something about its agreement: 量子 must not learn that there is one."""
    _stage, disclosure = screened(world)
    theirs = make_material(world.ocean, world.kato)
    with acting_as_system("a test"):
        DisclosureTouch.objects.create(item=disclosure, touched=theirs, answer="not_touched")
    for key in MEMBERS:
        with acting_as(world.people[key]):
            assert not DisclosureTouch.objects.exists()


# --- the clock -------------------------------------------------------------------------------------------


def test_a_part_that_waits_for_the_clock_says_until_when(world):
    _stage, disclosure = screened(world, days=30)
    with acting_as(world.takahashi):
        assert {(row.waits_for, row.until) for row in disclosure_facts.parts_of(disclosure)} == {
            ("clock", disclosure.decide_by)
        }


def test_silence_opens_at_the_very_instant_without_a_job(world):
    _stage, disclosure = screened(world, days=30)
    assert abs(disclosure.decide_by - disclosure.opened_at - timedelta(days=30)) < timedelta(seconds=5)
    assert state(disclosure, disclosure.decide_by - US) == "screening"
    assert (
        state(disclosure, disclosure.decide_by)
        == state(disclosure, disclosure.decide_by + US)
        == "cleared_open"
    )


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_publication_is_refused_until_the_deadline_and_taken_from_it(world, late):
    _stage, disclosure = screened(world, days=3)
    set_clock(disclosure.decide_by + late * US)
    with acting_as(world.takahashi):
        if late < 0:
            with pytest.raises(WrongState):
                disclosures.publish(disclosure, by=world.takahashi)
        else:
            assert len(disclosures.publish(disclosure, by=world.takahashi)) == 1
    with acting_as(None):
        assert Outcome.objects.exists() == (late >= 0)


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_the_last_consent_counts_until_the_deadline_and_not_from_it(world, late):
    _stage, disclosure = screened(world, days=3)
    request = ask_to_close(disclosure, world.ito)
    all_agree(world, request, but=("watanabe",))
    set_clock(disclosure.decide_by + late * US)
    if late < 0:
        assert say(request, world.watanabe).state == "agreed"
        assert state(disclosure) == "restricted"
    else:
        with pytest.raises(WrongState):
            say(request, world.watanabe)
        assert state(disclosure) == "cleared_open"


@pytest.mark.parametrize(("late", "now"), [(-1, "restricted"), (0, "cleared_open"), (1, "cleared_open")])
def test_a_closing_ends_by_itself(world, late, now):
    _stage, disclosure, request = closed(world)
    assert state(disclosure, request.valid_until + late * US) == now
    set_clock(request.valid_until + late * US)
    with acting_as(world.takahashi):
        assert disclosures.parts_of(disclosure)[0].may_go_out == (late >= 0)


def test_settling_is_said_once_and_changes_nothing_that_was_true(world):
    _stage, disclosure = screened(world, days=1)
    set_clock(disclosure.decide_by)
    with acting_as_system("a test"):
        assert disclosures.settle(disclosure) == "cleared_open"
        assert disclosures.settle(disclosure) == ""
    assert OutboxMessage.objects.filter(topic="disclosure.cleared").count() == 1
    assert Disclosure.objects.get().state == "cleared_open"
    assert settle_disclosures() == 0


@pytest.mark.parametrize("days", [0, 31, -1])
def test_the_time_to_decide_is_short(world, days):
    stage = fund_stage.make_stage(world)
    disclosure = plan(make_outcome(stage), world.takahashi)
    part(disclosure, world.takahashi)
    with pytest.raises(WrongState):
        put(disclosure, world.takahashi, days)


def test_when_nobody_objects_it_may_go_out_before_the_deadline(world):
    _stage, disclosure = screened(world)
    for key in ASKED:
        if key == "takahashi":
            continue
        assert state(disclosure) == "screening"
        with acting_as(world.people[key]):
            disclosures.no_objection(
                disclosure, by=world.people[key], shown=disclosures.manuscript_hash(disclosure)
            )
            with pytest.raises(Refused):
                disclosures.no_objection(disclosure, by=world.people[key], shown="")
    assert state(disclosure) == "cleared_open"


# --- the exception ---------------------------------------------------------------------------------------


def test_only_everybodys_consent_closes(world):
    _stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito)
    assert state(disclosure) == "exception_requested"
    assert {v.person_id for v in request.voters.all()} == {world.people[k].pk for k in ASKED}
    for key in ("suzuki", "takahashi", "tanaka"):
        assert say(request, world.people[key]).state == "open"
    assert say(request, world.watanabe).state == "agreed"
    assert state(disclosure) == Disclosure.objects.get().state == "restricted"
    assert Entry.objects.filter(verb="restrict").count() == 1


def test_one_refusal_opens_at_once_and_nobody_asks_again(world):
    _stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito)
    assert say(request, world.suzuki, "refuse").state == "refused"
    assert state(disclosure) == "cleared_open"
    with pytest.raises(WrongState):
        say(request, world.tanaka)
    with pytest.raises(WrongState):
        ask_to_close(disclosure, world.ito)


def test_the_author_alone_can_keep_it_open(world):
    _stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito)
    all_agree(world, request, but=("takahashi",))
    assert state(disclosure) == "exception_requested"
    say(request, world.takahashi, "refuse")
    assert state(disclosure) == "cleared_open"


@pytest.mark.parametrize("key", ["kobayashi", "kato", "yamamoto", "matsumoto", "saito", "inoue", "yoshida"])
def test_nobody_from_outside_objects_or_answers(world, key):
    _stage, disclosure = screened(world)
    with pytest.raises((Refused, Disclosure.DoesNotExist)):
        ask_to_close(disclosure, world.people[key])
    request = ask_to_close(disclosure, world.ito)
    with pytest.raises((Refused, ClosingRequest.DoesNotExist, Disclosure.DoesNotExist)):
        say(request, world.people[key])


@pytest.mark.parametrize("words", [{"reason": " "}, {"alternatives": ""}, {"review_by": ""}])
def test_a_request_says_why(world, words):
    _stage, disclosure = screened(world)
    with pytest.raises(Error), transaction.atomic():
        ask_to_close(disclosure, world.ito, **words)


@pytest.mark.parametrize("days", [-1, 0, 367, 4000])
def test_a_closing_always_has_an_end_that_is_near(world, days):
    from django.utils import timezone

    _stage, disclosure = screened(world)
    with pytest.raises(WrongState):
        ask_to_close(disclosure, world.ito, ends_on=timezone.now() + timedelta(days=days))


def test_a_consent_to_other_words_is_not_taken(world):
    _stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito)
    with acting_as(world.suzuki), pytest.raises(WrongState):
        disclosures.answer(request, by=world.suzuki, decision="agree", shown="0" * 64)


def test_who_leaves_is_not_waited_for_and_the_last_leaving_closes(world):
    _stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito)
    all_agree(world, request, but=("tanaka",))
    leave(world, "tanaka")
    assert ClosingRequest.objects.get(pk=request.pk).state == "agreed"
    assert state(disclosure) == "restricted"


def test_nobody_closes_by_removing_who_has_not_agreed(world):
    _stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito)
    all_agree(world, request, but=("tanaka",))
    with acting_as(world.sato):
        perform("remove", Membership.objects.get(pk=world.seats["tanaka"].pk), by=world.sato, reason="試験")
    assert state(disclosure) == "exception_requested"
    assert state(disclosure, disclosure.decide_by) == "cleared_open"


def test_the_requester_lifts_and_nobody_else(world):
    _stage, disclosure, request = closed(world)
    with acting_as(world.suzuki), pytest.raises(Refused):
        disclosures.end_closing(request, by=world.suzuki)
    with acting_as(world.ito):
        disclosures.end_closing(request, by=world.ito)
    assert state(disclosure) == "cleared_open"


def test_longer_is_everybodys_again_and_a_refusal_leaves_the_old_end(world):
    from django.utils import timezone

    _stage, disclosure, request = closed(world)
    later = timezone.now() + timedelta(days=120)
    longer = ask_to_close(disclosure, world.ito, ends_on=later)
    assert longer.is_extension and longer.decide_by == request.valid_until
    say(longer, world.suzuki, "refuse")
    assert state(disclosure, request.valid_until - US) == "restricted"
    assert state(disclosure, request.valid_until) == "cleared_open"
    again = ask_to_close(disclosure, world.ito, ends_on=later)
    all_agree(world, again)
    assert state(disclosure, request.valid_until) == "restricted"
    assert state(disclosure, later) == "cleared_open"


def test_using_a_protected_item_never_closes(world):
    stage = fund_stage.make_stage(world)
    make_designation(world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force")
    disclosure = plan(make_outcome(stage), world.takahashi)
    part(disclosure, world.takahashi)
    with acting_as(world.takahashi):
        [one] = disclosures.unanswered(disclosure, world.takahashi)
        disclosures.answer_touch(disclosure, by=world.takahashi, touched=one.item, answer="open_only")
    disclosure = put(disclosure, world.takahashi)
    assert state(disclosure, disclosure.decide_by) == "cleared_open"


# --- what repeats protected content ----------------------------------------------------------------------


def masked(world):
    """Two parts, the second of which repeats 田中's agreement."""
    stage = fund_stage.make_stage(world)
    designation = make_designation(
        world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force"
    )
    disclosure = plan(make_outcome(stage), world.takahashi)
    part(disclosure, world.takahashi, "本文")
    repeats = part(disclosure, world.takahashi, "表2", "CANARYrepeats", file=True)
    with acting_as(world.takahashi):
        disclosures.answer_touch(
            disclosure, by=world.takahashi, touched=designation.item, answer="reproduces", parts=[repeats.pk]
        )
    return stage, designation, put(disclosure, world.takahashi), repeats


def test_what_repeats_protected_content_is_read_by_its_author_alone(world):
    _stage, _designation, _disclosure, repeats = masked(world)
    assert readers(DisclosurePart, pk=repeats.pk) == {"takahashi"}
    assert readers(StoredFile, item=repeats.pk) == {"takahashi"}
    assert readers(Item, pk=repeats.pk) == set(MEMBERS)
    with acting_as(world.takahashi), pytest.raises(Error), transaction.atomic():
        audience.close_to(repeats, audience.council(world.quantum.pk))
        audience.open_to(repeats, audience.council(world.quantum.pk))


def test_the_rest_goes_out_and_the_masked_part_when_the_agreement_ends(world):
    _stage, designation, disclosure, repeats = masked(world)
    clear_by_refusal(world, disclosure)
    with acting_as(world.takahashi):
        sent = disclosures.publish(disclosure, by=world.takahashi)
    assert [p.place for p in sent] == ["本文"]
    assert state(disclosure) == "published_partial"
    with acting_as(None):
        assert [p.place for p in PublishedPart.objects.all()] == ["本文"]
        assert not StoredFile.objects.exists()
    with acting_as(world.takahashi), pytest.raises(WrongState):
        disclosures.publish(disclosure, by=world.takahashi)
    with acting_as(world.tanaka):
        agreements.lift(designation, by=world.tanaka, note="公表済み")
    with acting_as(world.takahashi):
        assert [p.place for p in disclosures.publish(disclosure, by=world.takahashi)] == ["表2"]
    assert state(disclosure) == Disclosure.objects.get().state == "published"
    assert repeats.pk


@pytest.mark.parametrize(("late", "waits"), [(-1, "designation"), (0, ""), (1, "")])
def test_the_mask_falls_at_the_agreements_end(world, late, waits):
    _stage, designation, disclosure, repeats = masked(world)
    clear_by_refusal(world, disclosure)
    designation.refresh_from_db()
    with connection.cursor() as cursor:
        cursor.execute(
            "select waits_for from app.part_stands(%s, %s)",
            [repeats.pk, designation.in_force.valid_until + late * US],
        )
        assert cursor.fetchone()[0] == waits


def test_the_database_refuses_a_masked_part_whatever_the_python_says(world):
    _stage, _designation, disclosure, repeats = masked(world)
    clear_by_refusal(world, disclosure)
    with (
        acting_as(world.takahashi),
        pytest.raises(Error, match="may not be published"),
        transaction.atomic(),
    ):
        PublishedPart.objects.create(
            item_id=disclosure.subject_id,
            part=repeats,
            number=2,
            place="表2",
            text="CANARYrepeats",
            published_by=world.takahashi,
        )


def test_a_part_that_repeats_after_all_goes_back_to_its_author(world):
    _stage, disclosure = screened(world)
    designation = make_designation(
        world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force"
    )
    one = DisclosurePart.objects.get()
    assert readers(DisclosurePart, pk=one.pk) == set(MEMBERS)
    with acting_as(world.takahashi):
        disclosures.answer_touch(
            disclosure, by=world.takahashi, touched=designation.item, answer="reproduces", parts=[one.pk]
        )
    assert readers(DisclosurePart, pk=one.pk) == {"takahashi"}
    clear_by_refusal(world, disclosure)
    with acting_as(world.takahashi), pytest.raises(WrongState):
        disclosures.publish(disclosure, by=world.takahashi)


def test_a_new_agreement_must_be_answered_before_anything_goes_out(world):
    _stage, disclosure = screened(world)
    clear_by_refusal(world, disclosure)
    make_designation(world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force")
    with acting_as(world.takahashi), pytest.raises(WrongState, match="1件"):
        disclosures.publish(disclosure, by=world.takahashi)


# --- round the Python ------------------------------------------------------------------------------------


ROUND = {
    "the state is nobody's to say": "update confidentiality_disclosure set cleared_at = now()",
    "nor the deadline": "update confidentiality_disclosure set decide_by = decide_by + interval '1 day'",
    "nor the words": "update confidentiality_disclosure set abstract = 'x'",
    "nor the manuscript": "update confidentiality_disclosurepart set text = 'x'",
    "a request is not agreed by hand": "update confidentiality_closingrequest set state = 'agreed', valid_from = now(), valid_until = now() + interval '1 day'",
    "nobody is dropped by hand": "update confidentiality_disclosurevoter set dropped_at = now()",
    "answers stay": "delete from confidentiality_disclosureanswer",
    "nothing closes by a call": "select app.restrict_if_unanimous(id) from confidentiality_closingrequest",
    "nothing clears by a call": "select app.clear_if_nobody_objects(item_ptr_id) from confidentiality_disclosure",
    "the text is not read by its number": "select app.manuscript_text(item_ptr_id) from confidentiality_disclosure",
    "the manuscript is nobody else's": "insert into confidentiality_baseaudience (item_id, principal_id, depth) select item_ptr_id, 1, 2 from confidentiality_disclosure",
    "an outcome opens through its disclosure": "insert into confidentiality_baseaudience (item_id, principal_id, depth) select item_ptr_id, 1, 2 from programmes_outcome",
    "nor is it marked": "update programmes_outcome set published_at = now()",
    "its words stand": "update programmes_outcome set description = 'x'",
    "it stays": "delete from programmes_outcome",
}


@pytest.mark.parametrize("what", ROUND)
@pytest.mark.parametrize("key", ["takahashi", "ito", "yamamoto"])
def test_the_web_cannot_go_round_the_rules(world, what, key):
    _stage, disclosure = screened(world)
    ask_to_close(disclosure, world.ito)
    with (
        acting_as(world.people[key]),
        pytest.raises(Error),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(ROUND[what])
        if cursor.rowcount == 0:
            raise InternalError("no row in reach")
    assert Disclosure.objects.get().state == "exception_requested"


def test_a_written_state_says_nothing(world):
    _stage, disclosure = screened(world)
    with acting_as(world.takahashi):
        Disclosure.objects.filter(pk=disclosure.pk).update(state="published")
    assert Disclosure.objects.get().state == state(disclosure) == "screening"


# --- publication and its project -------------------------------------------------------------------------


def test_the_record_and_the_published_version_go_out_and_the_manuscript_stays(world):
    _stage, disclosure = published(world)
    with acting_as(None):
        [sent] = PublishedPart.objects.select_related("file")
        assert sent.file.item_id == disclosure.subject_id
        assert Outcome.objects.get().published_at is not None
        assert not Disclosure.objects.exists() and not DisclosurePart.objects.exists()
        assert not ClosingRequest.objects.exists() and not DisclosureAnswer.objects.exists()
        assert StoredFile.objects.count() == 1
    with acting_as(world.yamamoto):
        assert not DisclosurePart.objects.exists()


def test_a_project_completes_once_every_result_is_decided(world):
    stage = fund_stage.make_stage(world)
    fund_stage.evaluated(stage)
    outcome = make_outcome(stage)
    for _n in range(2):
        with acting_as(world.nakamura), pytest.raises(WrongState, match="1件"):
            perform("complete", stage.project, by=world.nakamura)
    disclosure = plan(outcome, world.takahashi)
    part(disclosure, world.takahashi)
    disclosure = put(disclosure, world.takahashi)
    with acting_as(world.nakamura), pytest.raises(Error, match="every outcome"), transaction.atomic():
        Project.objects.filter(pk=stage.project.pk).update(state="completed")
    clear_by_refusal(world, disclosure)
    with acting_as(world.nakamura):
        assert perform("complete", stage.project, by=world.nakamura).state == "completed"
    later = make_outcome(stage, outcome_kind="talk")  # what appears after the end is registered too
    assert later.number == 2


def test_only_the_projects_own_people_register_and_twice_is_once(world):
    stage = fund_stage.make_stage(world)
    for key in ("nakamura", "yamamoto", "tanaka"):
        with acting_as(world.people[key]), pytest.raises((Refused, Project.DoesNotExist)):
            outcomes.register(stage.project, by=world.people[key], outcome_kind="talk")
    with acting_as(world.yamamoto):
        funding.assign(stage.project, by=world.yamamoto, person=world.tanaka, part="participant")
    outcome = make_outcome(stage)
    with acting_as(world.tanaka):
        assert Outcome.objects.filter(pk=outcome.pk).exists()
        with pytest.raises(WrongState):
            plan(outcome, world.takahashi) and plan(outcome, world.tanaka)


def test_uses_are_the_projects_and_the_ministrys_until_they_are_put_on_the_public_page(world):
    stage, _disclosure = published(world)
    outcome = Outcome.objects.get()
    with acting_as(stage.takahashi):
        outcomes.report_use(
            outcome,
            by=world.takahashi,
            sector="public",
            ministry=world.organisations["needs"],
            state="expected",
            note="CANARYuse",
            is_public=False,
        )
        with pytest.raises(WrongState):
            outcomes.report_use(
                outcome,
                by=world.takahashi,
                sector="public",
                ministry=None,
                state="expected",
                note="x",
                is_public=True,
            )
    from programmes.models import OutcomeUse

    assert readers(OutcomeUse) == {
        "takahashi",
        "ito",
        "yamamoto",
        "kimura",
        "kobayashi",
        "nakamura",
        "watanabe",
    }
    with acting_as(None):
        assert not OutcomeUse.objects.exists()
    with acting_as(world.takahashi), pytest.raises(Error), transaction.atomic():
        OutcomeUse.objects.update(note="x")


# --- the readable rule against the database --------------------------------------------------------------


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_database_says_what_the_readable_rule_says(world, data):
    """Random facts written past the triggers, asked at random instants and at every boundary."""
    with transaction.atomic():
        facts, disclosure, ids, instants = _facts(world, data)
        for now in instants:
            assert state(disclosure, now) == told(facts, now), (facts, now)
            with connection.cursor() as cursor:
                for n, pk in enumerate(ids):
                    cursor.execute("select app.part_is_open(%s, %s)", [pk, now])
                    assert cursor.fetchone()[0] == may_go_out(facts, n, now), (facts, n, now)
        transaction.set_rollback(True)


def _facts(world, data):
    from django.utils import timezone

    t0 = timezone.now().replace(microsecond=0)
    hour = st.integers(-40, 40).map(lambda h: t0 + timedelta(hours=h))
    item = make_material(world.quantum, world.takahashi)
    protected_item = make_material(world.quantum, world.tanaka)
    disclosure = Disclosure(
        subject_id=item.pk,
        custodian=world.takahashi,
        public_title="x",
        form="paper",
        title="t",
        venue="v",
        planned_on=date(2027, 1, 1),
        abstract="a",
    )
    with connection.cursor() as cursor:
        for model in (Disclosure, DisclosurePart, ClosingRequest, DisclosureTouch, PublishedPart):
            cursor.execute(f"alter table {model._meta.db_table} disable trigger user")
    disclosure.save()
    n = data.draw(st.integers(1, 3))
    parts = [
        DisclosurePart.objects.create(disclosure=disclosure, number=k, place="p", text="t", public_title="x")
        for k in range(n)
    ]
    opened = data.draw(st.none() | hour)
    due = opened + timedelta(hours=data.draw(st.integers(1, 30))) if opened else None
    cleared = data.draw(st.none() | hour) if opened else None
    Disclosure.objects.filter(pk=disclosure.pk).update(opened_at=opened, decide_by=due, cleared_at=cleared)
    closings, instants = [], [t0]
    for k in range(data.draw(st.integers(0, 2)) if opened else 0):
        chosen = data.draw(st.sets(st.integers(0, n - 1), min_size=1))
        since = data.draw(st.none() | hour) if k == 0 else data.draw(hour)
        until = since + timedelta(hours=data.draw(st.integers(1, 30))) if since else None
        closings.append(Closing(frozenset(chosen), since, until))
        instants += [since, until] if since else []
        ClosingRequest.objects.create(
            item=disclosure,
            requester=world.ito,
            ground="legal",
            reason="r",
            alternatives="a",
            review_by="w",
            parts=[parts[x].pk for x in chosen],
            ends_at=until or t0,
            decide_by=due,
            state="agreed" if since else "open",
            valid_from=since,
            valid_until=until,
        )
    protected = {}
    if data.draw(st.booleans()):
        k = data.draw(st.integers(0, n - 1))
        since = data.draw(hour)
        window = since, since + timedelta(hours=data.draw(st.integers(1, 30)))
        protected[k] = window
        instants += window
        DisclosureTouch.objects.create(
            item=disclosure, touched=protected_item, part=parts[k], answer="reproduces"
        )
        from confidentiality.models import Designation, DesignationVersion

        made = Designation.objects.create(item_id=protected_item.pk, state="in_force")
        DesignationVersion.objects.create(
            designation=made,
            item_id=protected_item.pk,
            number=1,
            ends_at=window[1],
            valid_from=window[0],
            valid_until=window[1],
        )
    out = data.draw(st.sets(st.integers(0, n - 1))) if opened else set()
    for k in out:
        PublishedPart.objects.create(
            item_id=item.pk, part=parts[k], number=k, place="p", text="t", published_by=world.takahashi
        )
    instants += [x for x in (opened, due, cleared) if x]
    instants = [i + d for i in instants for d in (-US, timedelta(0), US)] + [data.draw(hour)]
    facts = Facts(n, opened, due, cleared, closings, frozenset(out), protected)
    return facts, disclosure, [p.pk for p in parts], instants
