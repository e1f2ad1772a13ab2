"""Tells everything of the programme round the invented fund, in an order in which a call opens while the rest is told."""

import time
from datetime import timedelta

from accounts.models import Person
from confidentiality.acting import acting_as, database_now
from portal.demo.calls import CallStory
from portal.demo.fund import FundStory
from portal.demo.gates import GateStory
from portal.demo.outcomes import OutcomeStory
from portal.demo.policy import PolicyStory
from portal.demo.proposals import ProposalStory
from portal.demo.technologies import TechnologyStory
from programmes.models import Call

SOON = timedelta(seconds=20)  # long enough to publish the call before it opens; the other stories fill it


def tell(people: dict[str, Person], fund: FundStory) -> None:
    """Everything through the verbs. Takes ``SOON`` at least: no call takes proposals before its own opening."""
    TechnologyStory(people, fund.concept).tell()
    call = CallStory(people, fund.concept, opens_in=SOON).tell()
    GateStory(people, fund.project).tell()
    OutcomeStory(people, fund.project).tell()
    PolicyStory(people).tell()
    await_opening(call)
    leads = [people["researcher"], people["provider"]]
    ProposalStory(call, leads, people["startup"], people["approver"]).tell()


def await_opening(call: Call) -> None:
    """By the database's clock, the one that judges a sending."""
    now = call.opens_at - SOON
    while now < call.opens_at:
        time.sleep(0.2)
        with acting_as(None):
            now = database_now()
