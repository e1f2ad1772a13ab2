"""The demonstration's vision, concept and call are told through the verbs and end with a published call."""

from confidentiality.acting import acting_as, acting_as_system
from portal.demo import people
from portal.demo.calls import CallStory
from portal.demo.fund import FundStory
from portal.published import load_duty_texts
from programmes.models import Call, ConceptSheet, RDVision


def test_the_story_ends_with_a_call_everybody_reads(db, settings):
    settings.DEMO = True
    with acting_as_system("demonstration data"):
        load_duty_texts()
        everyone = people.make_people()
    fund = FundStory(everyone, None)
    fund.fund = fund.found()
    call = CallStory(everyone, fund.plan()).tell()
    with acting_as(None):
        assert Call.objects.get().pk == call.pk and call.state == Call.State.SCHEDULED
        assert RDVision.objects.get().state == RDVision.State.PUBLISHED and ConceptSheet.objects.exists()
