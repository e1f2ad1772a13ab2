"""Several people decide about one publication at the same moment: it closes once, or opens, and nothing between."""

from confidentiality import disclosures
from confidentiality.acting import acting_as
from confidentiality.models import ClosingRequest, Disclosure, Entry, OutboxMessage, PublishedPart
from tests.programmes.outcome_stage import all_agree, ask_to_close, say, screened, state
from tests.programmes.test_money_at_once import at_once


def test_two_last_consents_at_once_close_once(own_database):
    world = own_database
    _stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito)
    all_agree(world, request, but=("tanaka", "watanabe"))
    answers = at_once(lambda: say(request, world.tanaka), lambda: say(request, world.watanabe))
    assert [type(a).__name__ for a in answers] == ["ClosingRequest"] * 2
    assert state(disclosure) == Disclosure.objects.get().state == "restricted"
    assert Entry.objects.filter(verb="restrict").count() == 1
    assert OutboxMessage.objects.filter(topic="disclosure.restricted").count() == 1


def test_a_refusal_and_the_last_consent_at_once_give_one_clear_result(own_database):
    world = own_database
    _stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito)
    all_agree(world, request, but=("tanaka", "watanabe"))
    at_once(lambda: say(request, world.tanaka, "refuse"), lambda: say(request, world.watanabe))
    assert ClosingRequest.objects.get().state == "refused"
    assert state(disclosure) == Disclosure.objects.get().state == "cleared_open"


def test_two_publications_at_once_publish_once(own_database):
    world = own_database
    _stage, disclosure = screened(world)
    say(ask_to_close(disclosure, world.ito), world.suzuki, "refuse")

    def publish():
        with acting_as(world.takahashi):
            return disclosures.publish(disclosure, by=world.takahashi)

    assert sorted(type(a).__name__ for a in at_once(publish, publish)) == ["WrongState", "list"]
    assert PublishedPart.objects.count() == 1


def test_two_requests_at_once_are_one(own_database):
    world = own_database
    _stage, disclosure = screened(world)
    answers = at_once(
        lambda: ask_to_close(disclosure, world.ito), lambda: ask_to_close(disclosure, world.tanaka)
    )
    assert sorted(type(a).__name__ for a in answers) == ["ClosingRequest", "WrongState"]
    assert ClosingRequest.objects.count() == 1
