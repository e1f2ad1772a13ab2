"""Why somebody was chosen, and rules that are still a draft: the secretariat's alone, in the database as on the page (R72, R73)."""

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from councils import founding
from councils.models import Membership, Rules, SelectionReason
from tests.cast import PEOPLE
from tests.councils.visitors import browser

SECRET = "CANARY選んだ理由"


@pytest.fixture
def chosen(world) -> Membership:
    """木村 is nominated to 量子 with a reason."""
    with acting_as(world.sato):
        return founding.nominate(
            world.quantum,
            by=world.sato,
            person=world.inoue,
            organisation=world.organisations["university"],
            capacity="expert",
            selection_reason=SECRET,
        )


def readers(model, world, **of) -> set[str]:
    found = set()
    for key in PEOPLE:
        with acting_as(world.people[key]):
            if model.objects.filter(**of).exists():
                found.add(key)
    with acting_as(None):
        assert not model.objects.filter(**of).exists()
    return found


def test_the_reason_is_read_by_the_secretariat_and_not_even_by_the_seat_itself(world, chosen):
    assert readers(SelectionReason, world, membership=chosen) == {"sato"}
    with acting_as(world.inoue):
        assert Membership.objects.filter(pk=chosen.pk).exists()
    assert "selection_reason" not in {f.name for f in Membership._meta.get_fields()}
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.columns where column_name = 'selection_reason' and table_schema = 'public'"
        )
        assert cursor.fetchall() == [], "no history keeps it either"


def test_its_page_shows_it_to_the_secretariat_alone(world, chosen):
    assert SECRET in browser(world.sato).get(reverse("seat_manage", args=[chosen.pk])).content.decode()
    with acting_as(world.sato):
        perform("invite", chosen, by=world.sato)
    for who in (world.inoue, world.suzuki, world.tanaka):
        page = browser(who).get(reverse("seat", args=[chosen.pk]))
        assert SECRET not in page.content.decode()


def test_nobody_else_writes_one_and_nobody_rewrites_it(world, chosen):
    with acting_as(world.suzuki), pytest.raises(Error), transaction.atomic():
        SelectionReason.objects.create(
            item_id=chosen.item_id,
            council=world.quantum,
            membership=world.seats.get("suzuki", chosen),
            text="x",
        )
    with acting_as(world.sato), pytest.raises(Error), transaction.atomic():
        SelectionReason.objects.update(text="x")
    with acting_as(world.sato), pytest.raises(Error), transaction.atomic():
        SelectionReason.objects.create(
            item_id=chosen.item_id, council=world.quantum, membership=chosen, text=" "
        )


def test_a_draft_of_the_rules_is_the_secretariats_until_it_is_put_to_the_members(world):
    with acting_as(world.sato):
        draft = founding.draft_rules(world.quantum, by=world.sato, text="CANARY規約の案")
    assert readers(Rules, world, pk=draft.pk) == {"sato"}
    address = reverse("rules_version", args=[world.quantum.pk, draft.number])
    assert browser(world.suzuki).get(address).status_code == 404
    with acting_as(world.sato):
        perform("propose", draft, by=world.sato)
    assert {"suzuki", "tanaka"} <= readers(Rules, world, pk=draft.pk)
    assert browser(world.suzuki).get(address).status_code in (200, 302)
    with acting_as(world.sato):
        perform("take_back", Rules.objects.get(pk=draft.pk), by=world.sato)
    assert readers(Rules, world, pk=draft.pk) == {"sato"}
