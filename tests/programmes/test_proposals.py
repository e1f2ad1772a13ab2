"""A proposal is its people's own until it is sent, and never anybody else's: hostile cases first, round Python too."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from confidentiality import audience
from confidentiality.acting import acting_as, database_now
from confidentiality.models import BaseAudience, Item, StoredFile
from confidentiality.verbs import Gone, Refused, WrongState, perform
from programmes import funding, proposal_consents, proposals
from programmes.models import (
    Assignment,
    EligibilityCheck,
    InstitutionApproval,
    Proposal,
    ProposalDeclaration,
    ProposalFile,
    ProposalMember,
    ProposalRoll,
    ProposalSection,
    ProposalVersion,
    SectionRight,
    SectionVersion,
    SelfCheck,
)
from programmes.proposal_text import text_of
from tests.confidentiality.events import at
from tests.programmes import proposal_stage as stage_of
from tests.programmes.proposal_stage import TOKENS, make_stage

OF_A_PROPOSAL = (
    Proposal,
    ProposalSection,
    SectionVersion,
    ProposalFile,
    SectionRight,
    ProposalDeclaration,
    InstitutionApproval,
    ProposalVersion,
    ProposalRoll,
    ProposalMember,
    EligibilityCheck,
    SelfCheck,
)


def seen(person) -> dict[str, int]:
    """How many rows of each table of a proposal this reader gets, and items and files of any kind of it."""
    with acting_as(person):
        found = {model.__name__: model.objects.count() for model in OF_A_PROPOSAL}
        found["Item"] = Item.objects.filter(kind__startswith="programmes.proposal").count()
        found["Item"] += Item.objects.filter(kind="programmes.eligibilitycheck").count()
        found["StoredFile"] = StoredFile.objects.filter(name__contains=TOKENS["ファイル名"]).count()
        found["Assignment"] = Assignment.objects.filter(role__in=["co_applicant", "institution"]).count()
    return {name: n for name, n in found.items() if n}


def outsiders(stage):
    """Everybody who has no part in a draft."""
    return [stage.kato, stage.nakamura, stage.yamamoto, stage.kimura, stage.yoshida, stage.inoue, None]


def raw(sql: str, *values) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.rowcount


def refused(person, sql: str, *values, says: str = "") -> None:
    """The database itself refuses, or finds nothing to do."""
    with acting_as(person):
        try:
            with transaction.atomic():
                assert raw(sql, *values) == 0, sql
        except DatabaseError as wrong:
            assert says in str(wrong)


def test_a_draft_does_not_exist_for_anybody_else(world):
    stage = make_stage(world)
    for person in outsiders(stage):
        assert seen(person) == {}, person
    rival = stage_of.draft(world, stage.call, by="kato", title="競う提案")
    stage_of.checker(world, stage.call)
    assert seen(world.kato) == {"Proposal": 1, "ProposalSection": 6, "Item": 7}
    assert seen(world.ito) == {}
    with acting_as(world.takahashi):
        assert not Proposal.objects.filter(pk=rival.pk).exists()
        assert Proposal.objects.count() == 1


def test_a_co_applicant_has_their_parts_and_nothing_else(world):
    stage = make_stage(world)
    with acting_as(world.tanaka):
        assert {s.key for s in ProposalSection.objects.all()} == {"plan", "purpose"}
        assert {s.key: s.may_edit for s in proposals.sections_of(stage.proposal)} == {
            "purpose": False,
            "plan": True,
        }
        assert ProposalDeclaration.objects.get().person_id == world.tanaka.pk
        assert StoredFile.objects.count() == 1
        with pytest.raises(Refused):
            section = ProposalSection.objects.get(key="purpose")
            proposals.save_section(section, by=world.tanaka, body={"text": "x"}, shown=section.revision)
    hidden = stage.section("team")
    with acting_as(world.tanaka), pytest.raises(Gone):
        proposals.save_section(hidden, by=world.tanaka, body={"text": "x"}, shown=1)
    refused(
        world.tanaka,
        "update programmes_proposalsection set body = '{}', revision = revision + 1, saved_by_id = %s where key = 'purpose'",
        world.tanaka.pk,
        says="not the reader's to write",
    )
    refused(world.tanaka, "update programmes_proposalsection set body = '{}' where key = 'team'")


def test_rights_end_at_once(world):
    stage = make_stage(world)
    tanaka = Assignment.objects.get(item_id=stage.proposal.pk, role="co_applicant")
    stage_of.rights(stage.proposal, tanaka, world.takahashi, plan="read", purpose="")
    with acting_as(world.tanaka):
        assert {s.key: s.may_edit for s in proposals.sections_of(stage.proposal)} == {"plan": False}
    with acting_as(world.takahashi):
        proposals.end(stage.proposal, tanaka, by=world.takahashi)
    assert seen(world.tanaka) == {"Assignment": 1}  # one's own function stays known to oneself
    with acting_as(world.tanaka):
        assert not Proposal.objects.exists()


def test_nobody_slips_in(world):
    """Not the agency, not the secretariat, not a co-applicant; at the proposal, at a part, by the verb or round it."""
    stage = make_stage(world)
    part = stage.section("plan")
    for person in (world.nakamura, world.yamamoto, world.tanaka, world.kato):
        with acting_as(person), pytest.raises((Refused, WrongState)):
            proposals.invite(stage.proposal, by=person, person=person, part="institution")
        for place in (stage.proposal.pk, part.pk):
            for name in ("agency", "lead", "co_applicant", "institution", "representative", "evaluator"):
                refused(
                    person,
                    "insert into programmes_assignment (id, item_id, person_id, role, assigned_by_id, valid_from)"
                    " values (gen_random_uuid(), %s, %s, %s, %s, now())",
                    place,
                    person.pk,
                    name,
                    person.pk,
                )
    for name in ("co_applicant", "agency", "evaluator"):
        with acting_as(world.nakamura), pytest.raises(DatabaseError), transaction.atomic():
            funding.assign(stage.proposal, by=world.nakamura, person=world.nakamura, part=name)
    assert seen(world.nakamura) == {}


def test_the_institution_is_the_representatives_own(world):
    stage = make_stage(world)
    with acting_as(world.takahashi), pytest.raises(WrongState):
        proposals.invite(stage.proposal, by=world.takahashi, person=world.kato, part="institution")
    refused(
        world.takahashi,
        "insert into programmes_assignment (id, item_id, person_id, role, assigned_by_id, valid_from)"
        " values (gen_random_uuid(), %s, %s, 'institution', %s, now())",
        stage.proposal.pk,
        world.kato.pk,
        world.takahashi.pk,
        says="the institution is the representative's own",
    )


def test_after_sending_each_reads_what_is_theirs(world):
    stage = make_stage(world, sent=True)
    stage_of.checker(world, stage.call)
    with acting_as(world.nakamura):  # the agency
        assert (
            Proposal.objects.count() == ProposalVersion.objects.count() == ProposalRoll.objects.count() == 1
        )
        assert EligibilityCheck.objects.count() == 1
        assert not ProposalSection.objects.exists() and not ProposalDeclaration.objects.exists()
        assert StoredFile.objects.filter(name__contains=CANARY_NAME).count() == 1  # the version's copy
        assert not SelfCheck.objects.exists() and not InstitutionApproval.objects.exists()
    with acting_as(world.ito):  # integrity
        assert ProposalDeclaration.objects.count() == 2
        assert ProposalRoll.objects.count() == 1 and not ProposalVersion.objects.exists()
        assert not EligibilityCheck.objects.exists()
    for person in (world.yamamoto, world.kimura):  # secretariat, auditor
        with acting_as(person):
            assert (
                Item.objects.get(kind="programmes.proposal").public_title == f"提案 {stage.proposal.number}"
            )
        assert seen(person) == {"Item": 1}
    for person in (world.kato, world.yoshida, world.inoue, world.saito, None):
        assert seen(person) == {}, person
    with acting_as(world.tanaka):
        assert {s.key: s.may_edit for s in proposals.sections_of(stage.proposal)} == {
            "purpose": False,
            "plan": False,
        }
        assert not ProposalVersion.objects.exists()


CANARY_NAME = TOKENS["ファイル名"]


def test_late_is_late_to_the_microsecond(world):
    stage = make_stage(world)
    closes = stage.call.closes_at
    at(closes)
    with acting_as(world.takahashi), pytest.raises(WrongState):
        perform("submit", stage.proposal, by=world.takahashi)
    at(closes - timedelta(microseconds=1))
    assert stage_of.send(stage.proposal, world.takahashi).submitted_at == closes - timedelta(microseconds=1)


def test_late_in_the_database_too(world):
    """Frozen in time, then the closing comes: the change of state itself is refused, whoever writes it."""
    stage = make_stage(world)
    closes = stage.call.closes_at
    at(closes - timedelta(microseconds=1))
    with acting_as(world.takahashi):
        from programmes import proposal_sending

        with transaction.atomic():
            proposal_sending.send(stage.proposal, by=world.takahashi, shown="")
        at_once = (
            "update programmes_proposal set state = 'submitted', number = 'C-1-X', sent_number = 1, amount = 130,"
            " submitted_at = now() where item_ptr_id = %s"
        )
        connection.cursor().execute("set local role none")
    at(closes)
    with acting_as(world.takahashi), pytest.raises(DatabaseError, match="late"), transaction.atomic():
        raw(at_once, stage.proposal.pk)
    at(closes - timedelta(microseconds=1))
    with acting_as(world.takahashi):
        assert raw(at_once, stage.proposal.pk) == 1


def test_nothing_is_written_after_the_closing(world):
    stage = make_stage(world)
    stage_of.close(stage.call)
    with acting_as(world.takahashi), pytest.raises(WrongState):
        section = stage.section("plan")
        proposals.save_section(section, by=world.takahashi, body={"text": "x"}, shown=section.revision)
    with pytest.raises(WrongState):
        stage_of.draft(world, stage.call, by="kato")
    with acting_as(world.takahashi):  # but who worked on it can still be sent away
        proposals.end(
            stage.proposal,
            Assignment.objects.get(item_id=stage.proposal.pk, role="co_applicant"),
            by=world.takahashi,
        )


def test_two_writers_never_overwrite_each_other(world):
    stage = make_stage(world)
    section = stage.section("plan")
    stage_of.save(stage.proposal, "plan", {"text": "一人目"}, world.tanaka)
    with acting_as(world.takahashi), pytest.raises(proposals.Clash) as clash:
        proposals.save_section(section, by=world.takahashi, body={"text": "二人目"}, shown=section.revision)
    assert clash.value.section.body == {"text": "一人目"} and clash.value.typed == {"text": "二人目"}
    with acting_as(world.takahashi), pytest.raises(DatabaseError, match="in between"), transaction.atomic():
        raw(
            'update programmes_proposalsection set body = \'{"text": "x"}\', saved_by_id = %s where item_ptr_id = %s',
            world.takahashi.pk,
            section.pk,
        )


def test_pauses_of_one_writer_are_one_version(world):
    stage = make_stage(world)
    before = SectionVersion.objects.filter(item__key="team").count()
    for n in range(3):
        stage_of.save(stage.proposal, "team", {"text": f"書きかけ{n}"}, world.takahashi, auto=True)
    stage_of.save(stage.proposal, "team", {"text": "できた"}, world.takahashi)
    found = SectionVersion.objects.filter(item__key="team")
    assert found.count() == before + 1 and found.first().body == {"text": "できた"}
    refused(
        world.takahashi,
        "update programmes_sectionversion set body = '{}' where not is_auto",
        says="a version is kept",
    )


def test_everything_missing_is_said_and_nothing_is_sent(world):
    call = stage_of.open_call(world, needs_institution_approval=True)
    proposal = stage_of.draft(world, call)
    with acting_as(world.takahashi), pytest.raises(WrongState) as wrong:
        perform("submit", proposal, by=world.takahashi)
    for part in ("申請額", "要旨", "研究の目的", "経費", "参加者", "申告", "承認", "居住"):
        assert part in str(wrong.value)
    assert not ProposalVersion.objects.exists() and Proposal.objects.get().state == "draft"


def test_the_budget_adds_up_in_the_database(world):
    stage = make_stage(world)
    stage_of.save(stage.proposal, "frame_budget", stage_of.budget(direct=101), world.takahashi)
    with acting_as(world.takahashi), pytest.raises(WrongState, match="一致していません"):
        perform("submit", stage.proposal, by=world.takahashi)
    stage_of.save(stage.proposal, "frame_budget", stage_of.budget(direct=99, indirect=31), world.takahashi)
    with acting_as(world.takahashi), pytest.raises(WrongState, match="30％"):
        perform("submit", stage.proposal, by=world.takahashi)
    with acting_as(world.takahashi), pytest.raises(DatabaseError, match="adds up"), transaction.atomic():
        ProposalVersion.objects.create(
            proposal=stage.proposal,
            container_id=stage.proposal.pk,
            custodian=world.takahashi,
            number=1,
            amount=131,
            text_hash="x",
            sent_by=world.takahashi,
            body={"amount": 131, "budget": {"lines": [{"amount": 130}]}},
        )


def test_the_institution_approves_one_exact_text(world):
    stage = make_stage(world, needs_institution_approval=True)
    with acting_as(world.takahashi), pytest.raises(WrongState, match="承認"):
        perform("submit", stage.proposal, by=world.takahashi)
    stage_of.approve(stage.proposal, world.takahashi, world.suzuki)
    stage_of.save(stage.proposal, "plan", {"text": "変えた"}, world.tanaka)
    with acting_as(world.takahashi), pytest.raises(WrongState, match="承認"):
        perform("submit", stage.proposal, by=world.takahashi)
    with acting_as(world.takahashi):
        asked = proposal_consents.ask_approval(stage.proposal, by=world.takahashi)
    for person in (world.takahashi, world.tanaka):
        with acting_as(person), pytest.raises(Refused):
            proposal_consents.answer_approval(asked, by=person, shown=asked.text_hash, is_approved=True)
    refused(
        world.takahashi,
        "update programmes_institutionapproval set is_approved = true, answered_by_id = %s, answered_at = now() where id = %s",
        world.takahashi.pk,
        asked.pk,
        says="the institution answers once",
    )
    stage_of.approve(stage.proposal, world.takahashi, world.suzuki)
    assert stage_of.send(stage.proposal, world.takahashi).state == "submitted"


def test_what_was_sent_is_frozen_and_replaced_only_as_a_whole(world):
    stage = make_stage(world, sent=True)
    first = ProposalVersion.objects.get()
    with acting_as(world.takahashi):
        assert first.text_hash == text_of(stage.proposal).text_hash
        with pytest.raises(WrongState):
            perform("submit", stage.proposal, by=world.takahashi)
        perform("reopen", stage.proposal, by=world.takahashi)
    stage_of.save(stage.proposal, "frame_basics", stage_of.basics(title="改めた題"), world.takahashi)
    with acting_as(world.nakamura):  # the agency still has what was sent, and does not see the work
        assert Proposal.objects.get().title == TOKENS["題"] and ProposalVersion.objects.get() == first
    number = stage.fresh().number
    stage_of.send(stage.proposal, world.takahashi)
    with acting_as(world.nakamura):
        assert Proposal.objects.get().title == "改めた題"
        assert Proposal.objects.get().number == number
        assert ProposalVersion.objects.get().number == 2
    for sql in (
        "update programmes_proposalversion set amount = 1",
        "delete from programmes_proposalversion",
        "update programmes_proposalmember set name = 'x'",
    ):
        refused(world.takahashi, sql)
    refused(world.takahashi, "update programmes_proposal set title = 'x'", says="never changes")


def test_taken_back_it_is_no_longer_read(world):
    stage = make_stage(world, sent=True)
    stage_of.checker(world, stage.call)
    with acting_as(world.takahashi):
        perform("withdraw_proposal", stage.proposal, by=world.takahashi)
    with acting_as(world.nakamura):
        assert Proposal.objects.get().state == "withdrawn"
        assert not ProposalVersion.objects.exists() and not ProposalRoll.objects.exists()
        assert not StoredFile.objects.filter(name__contains=CANARY_NAME).exists()
    with acting_as(world.ito):
        assert not ProposalDeclaration.objects.exists()


def test_sent_twice_is_sent_once(world):
    stage = make_stage(world, sent=True)
    with acting_as(world.takahashi), pytest.raises(WrongState):
        perform("submit", stage.proposal, by=world.takahashi)
    assert ProposalVersion.objects.count() == 1


def test_only_the_agency_judges_and_not_before_the_closing(world):
    stage = make_stage(world, sent=True)
    with acting_as(world.nakamura), pytest.raises(WrongState, match="終了後"):
        perform("accept_as_eligible", stage.proposal, by=world.nakamura, reason="理由")
    stage_of.close(stage.call)
    for person in (world.takahashi, world.tanaka):
        with acting_as(person), pytest.raises(Refused):
            perform("accept_as_eligible", stage.proposal, by=person, reason="理由")
    refused(
        world.takahashi,
        "update programmes_proposal set state = 'eligible', state_reason = 'x'",
        says="only the agency",
    )
    with acting_as(world.nakamura):
        with pytest.raises(WrongState):
            perform("refuse_as_ineligible", stage.proposal, by=world.nakamura, reason=" ")
        assert (
            perform("refuse_as_ineligible", stage.proposal, by=world.nakamura, reason="理由").state
            == "ineligible"
        )


def test_an_audience_is_not_widened_by_who_only_reads(world):
    """A reader of a part gives nobody else what was not theirs to give."""
    stage = make_stage(world)
    refused(
        world.kato,
        "insert into confidentiality_baseaudience (item_id, principal_id, depth) values (%s, %s, 2)",
        stage.section("plan").pk,
        audience.person(world.kato.pk),
    )
    assert BaseAudience.objects.filter(item_id=stage.section("plan").pk).count() == 3


def test_one_person_may_start_several_and_a_double_click_starts_one(world):
    call = stage_of.open_call(world)
    key = uuid4()
    one = stage_of.draft(world, call, key=key)
    assert stage_of.draft(world, call, key=key).pk == one.pk
    assert stage_of.draft(world, call).pk != one.pk
    with acting_as(world.inoue), pytest.raises(Refused):
        proposals.start(call, by=world.inoue, organisation=world.organisations["university"], title="題")


def test_a_receipt_number_counts_nobody(world):
    stage = make_stage(world, sent=True)
    assert stage.proposal.number.startswith("C-1-") and len(stage.proposal.number) == 12
    assert database_now() >= stage.proposal.submitted_at
