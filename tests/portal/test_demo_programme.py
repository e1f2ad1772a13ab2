"""The demonstration's programme is told whole through the verbs: what stands where in the end, and nothing of it without the mode."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import Person
from confidentiality.acting import acting_as
from programmes.models import (
    BudgetFollowUp,
    Call,
    CallReview,
    CommentRound,
    Fund,
    GateDossier,
    GateResult,
    Outcome,
    PolicyMeasure,
    Proposal,
    ProposalDossier,
    PublicComment,
    PublishedFollowUp,
    RankingLine,
    Review,
    StageGate,
)
from tests.councils.visitors import browser


def of(key: str) -> Person:
    return Person.objects.get(email=f"{key}@demo.example")


def states(model, person, order="created"):
    with acting_as(person):
        return list(model.objects.order_by(order).values_list("state", flat=True))


def test_the_programme_is_told_whole_once(db, settings):
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    call_command("load_demo", verbosity=0)
    assert Fund.objects.filter(is_demo=True).count() == 1

    agency, evaluator, staff, head = of("candidate"), of("evaluator"), of("secretariat"), of("researcher")
    assert states(StageGate, agency) == ["disclosed", "document_review"]
    assert states(GateDossier, evaluator) == [
        "collecting"
    ]  # of the gate that is decided no evaluator keeps sight
    assert states(Proposal, head) == ["eligible", "submitted", "draft"]
    assert states(ProposalDossier, agency, "proposal__submitted_at") == [
        "interview",
        "interview",
        "document_review",
    ]
    assert states(Review, agency, "submitted_at") == ["submitted"] * 7
    assert sorted(states(ProposalDossier, of("evaluator2"))) == ["document_review", "interview", "interview"]
    # Whose institute turned out to be on an applicant's side keeps the two others.
    assert states(ProposalDossier, of("outside-analyst")) == ["interview", "interview"]
    for reader in (head, staff, None):
        assert states(ProposalDossier, reader) == states(CallReview, reader) == []
    with acting_as(agency):
        assert list(RankingLine.objects.values_list("place", "dossier__state")) == [
            (1, "interview"),
            (2, "interview"),
        ]
    with acting_as(staff):
        assert PolicyMeasure.objects.filter(state="underway", source="体験用の政府文書").exists()
        assert PublicComment.objects.count() == 3
        assert BudgetFollowUp.objects.get().state == "recorded"
    with acting_as(None):
        assert GateResult.objects.get().result == "continue"
        assert [call.state for call in Call.objects.all()] == ["scheduled"] * 2
        assert CommentRound.objects.get().results_at is None
        assert PublishedFollowUp.objects.count() == 1
        assert Outcome.objects.count() == 1
        assert not Proposal.objects.exists() and not StageGate.objects.exists()
    with acting_as(head):
        assert Outcome.objects.count() == 2

    for key in ("candidate", "officer", "evaluator", "evaluator2", "researcher", "secretariat"):
        assert browser(of(key), afresh=True).get(reverse("home")).status_code == 200, key


def test_nothing_of_it_in_real_mode(db, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("load_demo")
    assert not Fund.objects.exists() and not Person.objects.filter(is_demo=True).exists()
