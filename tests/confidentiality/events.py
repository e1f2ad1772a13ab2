"""What happens to the cast's world while a test looks on: the clock stands still, somebody joins."""

from datetime import datetime

from django.db import connection

from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from councils import founding
from councils.models import DutyText, Membership, Rules
from tests.cast import World


def at(instant: datetime) -> None:
    """Let the database's clock stand still at ``instant`` until the test's transaction is undone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "create or replace function app.at() returns timestamptz language sql stable parallel safe as"
            f" $$ select '{instant.isoformat()}'::timestamptz $$"
        )


def newcomer(world: World) -> Person:
    """松本, taken from candidate to member as it really happens."""
    person, seat = world.matsumoto, world.seats["matsumoto"]
    with acting_as(person):
        perform("acknowledge_briefing", seat, by=person)
        perform("accept", seat, by=person)
        rules = Rules.objects.get(council_id=world.quantum.pk)
        founding.accept_rules(rules, by=person, text_hash=rules.text_hash)
        perform(
            "sign_pledge",
            Membership.objects.get(pk=seat.pk),
            by=person,
            name=person.name,
            text_hash=DutyText.current("pledge").text_hash,
        )
        perform("activate", Membership.objects.get(pk=seat.pk), by=person)
    return person
