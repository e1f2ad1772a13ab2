"""The members of a council read the project it accompanies while it does, and neither its money nor a right over it (R78)."""

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, perform
from programmes import funding, registers
from programmes.models import (
    Disbursement,
    FilingBook,
    LeakMeasure,
    Project,
    ProjectCouncil,
    ProjectPlan,
    ProjectTerms,
)
from tests.cast import PEOPLE
from tests.councils.visitors import browser
from tests.programmes.fund_stage import make_stage, request
from tests.programmes.test_comments import say

MONEY = (ProjectTerms, FilingBook, Disbursement)


@pytest.fixture
def stage(world):
    """Linked by the agency itself, who gets sight of the council for it."""
    made = make_stage(world)
    request(made)
    before = seen_by(made)
    with acting_as(made.sato):
        perform("list_publicly", made.quantum, by=made.sato)
    with acting_as(made.nakamura):
        link = ProjectCouncil.objects.get(item=made.project)
        funding.unlink_council(made.project, link, by=made.nakamura)
        funding.link_council(made.project, by=made.nakamura, council=made.quantum)
        perform("resume", Project.objects.get(pk=made.project.pk), by=made.nakamura)
    made.__dict__["before"] = before
    return made


def seen_by(stage) -> set[str]:
    found = set()
    for key in PEOPLE:
        with acting_as(stage.world.people[key]):
            if Project.objects.filter(pk=stage.project.pk).exists():
                found.add(key)
    return found


def test_exactly_the_sitting_members_come_to_read_it(stage):
    members = {"suzuki", "tanaka", "ito", "sato"}
    assert members <= seen_by(stage) - stage.before | (members & stage.before)
    for key in ("inoue", "matsumoto", "saito", "kato"):
        assert key not in seen_by(stage) - stage.before, key
    with acting_as(None):
        assert not Project.objects.exists()


def test_its_money_and_its_unpublished_filings_stay_shut(stage):
    for who in (stage.suzuki, stage.tanaka):
        with acting_as(who):
            assert ProjectPlan.objects.get(item=stage.project).purpose == "目的の文"
            for model in MONEY:
                assert not model.objects.exists(), model
        page = say(browser(who).get(reverse("project", args=[stage.project.pk])))
        assert "試験課題" in page
        money = say(browser(who).get(reverse("project_money", args=[stage.project.pk])))
        assert "関係する担当者だけが見られます" in money and ">500<" not in money


def test_sight_is_no_right(stage):
    client = browser(stage.suzuki, afresh=True)
    for name in ("plan_amounts", "use_edit", "payment_new", "council_link", "gate_new"):
        assert client.get(reverse(name, args=[stage.project.pk])).status_code in (403, 404), name
    with acting_as(stage.suzuki):
        with pytest.raises(Refused):
            perform("suspend", stage.project, by=stage.suzuki, reason="x")
        with pytest.raises((Error, Refused)), transaction.atomic():
            registers.add(
                registers.KINDS["leak-measures"],
                stage.project,
                by=stage.suzuki,
                measure_kind="people",
                measure="x",
            )
        with pytest.raises(Error, match="register"), transaction.atomic():
            LeakMeasure.objects.create(
                item_id=stage.project.pk,
                project=stage.project,
                created_by=stage.suzuki,
                measure_kind="people",
                measure="x",
            )
        with (
            pytest.raises(Error, match="no right over it"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(
                "update programmes_project set state = 'suspended' where item_ptr_id = %s", [stage.project.pk]
            )


def test_it_ends_with_the_link_and_with_the_council(stage):
    with acting_as(stage.sato):
        perform("suspend", stage.quantum, by=stage.sato, reason="")
    with acting_as(stage.suzuki):
        assert not Project.objects.exists()
    with acting_as(stage.sato):
        perform("resume", stage.quantum, by=stage.sato)
    with acting_as(stage.suzuki):
        assert Project.objects.exists()
    link = ProjectCouncil.objects.filter(item=stage.project, valid_until=None).get()
    with acting_as(stage.nakamura):
        funding.unlink_council(stage.project, link, by=stage.nakamura)
    with acting_as(stage.suzuki):
        assert not Project.objects.exists()
    assert browser(stage.suzuki).get(reverse("project", args=[stage.project.pk])).status_code == 404
