"""The demonstration's proposals can be told to any open call: two sent, one still a draft."""

from confidentiality.acting import acting_as
from portal.demo.proposals import ProposalStory
from programmes.models import Proposal
from tests.programmes import proposal_stage


def test_the_story_is_told_through_the_verbs(world):
    call = proposal_stage.open_call(world)
    ProposalStory(call, [world.takahashi, world.kato], world.tanaka).tell()
    with acting_as(world.nakamura):
        assert Proposal.objects.filter(state="submitted").count() == Proposal.objects.count() == 2
    with acting_as(world.takahashi):
        assert sorted(Proposal.objects.values_list("state", flat=True)) == ["draft", "submitted"]
