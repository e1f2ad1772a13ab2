"""Tells everything of the programme round the invented fund, in an order in which calls open while the rest is told."""

import time
from datetime import timedelta

from accounts.models import Person
from confidentiality.acting import acting_as, database_now
from portal.demo.calls import CLOSED, CallStory
from portal.demo.fund import FundStory
from portal.demo.gates import GateStory
from portal.demo.outcomes import OutcomeStory
from portal.demo.policy import PolicyStory
from portal.demo.proposals import ProposalStory
from portal.demo.reviews import LASTS, ReviewStory
from portal.demo.technologies import TechnologyStory
from programmes.models import Call

SOON = timedelta(seconds=8)  # long enough to publish a call before it opens; the other stories fill it


def tell(people: dict[str, Person], fund: FundStory) -> None:
    """Everything through the verbs. Takes ``SOON`` and ``LASTS`` at least: no call opens or closes before its own hour."""
    TechnologyStory(people, fund.concept).tell()
    calls = CallStory(people, fund.concept, opens_in=SOON)
    call = calls.tell()
    review = ReviewStory(people, calls.invite(CLOSED, LASTS))
    GateStory(people, fund.project).tell()
    OutcomeStory(people, fund.project).tell()
    PolicyStory(people).tell()
    await_opening(review.call)
    review.receive()
    leads = [people["researcher"], people["provider"]]
    ProposalStory(call, leads, people["startup"], people["approver"]).tell()
    review.tell()


def await_opening(call: Call) -> None:
    """By the database's clock, the one that judges a sending."""
    now = call.opens_at - SOON
    while now < call.opens_at:
        time.sleep(0.2)
        with acting_as(None):
            now = database_now()
