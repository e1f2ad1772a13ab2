"""Nobody runs a call and applies in it: an officer would read what their competitors propose."""

import pytest
from django.db import DatabaseError, transaction

from confidentiality.acting import acting_as
from confidentiality.verbs import WrongState, perform
from programmes import funding, proposal_sending, proposals
from programmes.models import Assignment, Proposal
from tests.programmes import proposal_stage


@pytest.fixture
def stage(world):
    return proposal_stage.make_stage(world)


def places(stage):
    return stage.call, stage.call.concept, stage.call.fund


@pytest.mark.parametrize("part", ["agency", "integrity"])
def test_who_has_sent_a_proposal_runs_nothing_above_it(world, part):
    stage = proposal_stage.make_stage(world, sent=True)
    proposal_stage.close(stage.call)
    with acting_as(stage.yamamoto):
        for place in places(stage):
            for who in (stage.takahashi, stage.tanaka, stage.suzuki):
                with pytest.raises(WrongState, match="その公募を運営できません"):
                    funding.assign(place, by=stage.yamamoto, person=who, part=part)
                with pytest.raises(DatabaseError, match="both sides"), transaction.atomic():
                    Assignment.objects.create(
                        item_id=place.item_id, person=who, role=part, assigned_by=stage.yamamoto
                    )
        assert funding.assign(stage.call, by=stage.yamamoto, person=stage.sato, part=part)


def test_an_officer_neither_starts_a_proposal_nor_joins_one(stage):
    with acting_as(stage.yamamoto):
        funding.assign(stage.call.fund, by=stage.yamamoto, person=stage.sato, part="agency")
    with acting_as(stage.sato):
        at = stage.sato.affiliations.get().organisation
        with pytest.raises(WrongState, match="提案に加われません"):
            proposals.start(stage.call, by=stage.sato, organisation=at, title="題")
        assert not Proposal.objects.filter(representative=stage.sato).exists()
    late = proposal_stage.draft(stage.world, stage.call, by="kato")
    with acting_as(stage.kato), pytest.raises(WrongState, match="提案に加われません"):
        proposals.invite(late, by=stage.kato, person=stage.sato, part="co_applicant")


def test_a_draft_tells_nobody_and_is_not_sent_once_its_people_run_the_call(stage):
    draft = proposal_stage.draft(stage.world, stage.call, by="kato")
    with acting_as(stage.yamamoto):  # names the officer as if there were no draft
        funding.assign(stage.call, by=stage.yamamoto, person=stage.kato, part="integrity")
    with acting_as(stage.kato):
        said = proposal_sending.hindrances(draft)
        assert any(stage.kato.name in one and "外れてから" in one for one in said)
        with pytest.raises(WrongState, match="外れてから"):
            perform("submit", draft, by=stage.kato)


def test_who_checks_declarations_is_known_to_who_runs_the_call_and_to_themselves(stage):
    """The call is everybody's; who looks into what its applicants declare is not."""
    proposal_stage.checker(stage.world, stage.call)
    knows = {
        key
        for key in ("ito", "nakamura", "yamamoto", "takahashi", "tanaka", "kato", "kimura", "inoue")
        if _reads_checkers(stage.world.people[key], stage.call)
    }
    assert knows == {"ito", "nakamura", "yamamoto"}
    assert not _reads_checkers(None, stage.call)


def _reads_checkers(person, call) -> bool:
    with acting_as(person):
        return Assignment.objects.filter(item_id=call.pk, role="integrity").exists()
