"""The demonstration's proposals can be told to any open call: two sent, one still a draft."""

from confidentiality.acting import acting_as, database_now
from portal.demo import reviews
from portal.demo.proposals import ProposalStory
from programmes.models import CallExtension, Proposal
from tests.programmes import proposal_stage


def test_the_story_is_told_through_the_verbs(world):
    call = proposal_stage.open_call(world)
    ProposalStory(call, [world.takahashi, world.kato], world.tanaka).tell()
    with acting_as(world.nakamura):
        assert Proposal.objects.filter(state="submitted").count() == Proposal.objects.count() == 2
    with acting_as(world.takahashi):
        assert sorted(Proposal.objects.values_list("state", flat=True)) == ["draft", "submitted"]


def test_a_closing_that_comes_too_soon_is_put_off_by_the_agency(world, monkeypatch):
    """As on a machine that takes longer for a proposal than the demonstration's call lasts."""
    call = proposal_stage.open_call(world)
    with acting_as(world.nakamura):
        left = call.closes_at - database_now()
    monkeypatch.setattr(reviews, "LEAST", left + reviews.LASTS)
    story = reviews.TimelyProposal(call, world.takahashi, world.nakamura)
    assert story.send(world.takahashi, "遅れて届く提案", "要旨").state == Proposal.State.SUBMITTED
    with acting_as(None):
        (extension,) = CallExtension.objects.filter(item=call)
    assert story.call.closes_at == extension.closes_at == call.closes_at + 2 * reviews.LASTS
