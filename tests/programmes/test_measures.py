"""Measures have an owner and an end before they run, evidence before they are done; reports are only ever added."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState, perform
from programmes import measures
from programmes.models import GuidelineSection, MeasureProgress, PolicyMeasure
from tests.councils.visitors import browser, status
from tests.programmes import policy_cast as play


@pytest.fixture
def by(world):
    return play.officer(world)


def say(answer) -> str:
    return answer.content.decode()


def test_a_measure_is_carried_out_by_the_people_of_its_owner(world, by):
    made = play.assigned(by, world)
    for person, sees in ((world.ito, True), (world.sato, False), (world.tanaka, False), (None, False)):
        with acting_as(person):
            assert PolicyMeasure.objects.filter(pk=made.pk).exists() is sees
    with acting_as(world.ito):
        made = perform("start", made, by=world.ito, text="着手した")
        made = perform("report_progress", made, by=world.ito, text="半ばまで", evidence="資料")
        with pytest.raises(WrongState, match="示すもの"):
            perform("complete", made, by=world.ito, text="終わった", evidence=" ")
        with pytest.raises(Refused):
            perform("drop", made, by=world.ito, text="やめる")
        made = perform("complete", made, by=world.ito, text="終わった", evidence="公表したページ")
        assert made.state == "done"
        assert [r.state for r in made.reports.order_by("reported_at")] == [
            "planned",
            "underway",
            "underway",
            "done",
        ]
    with acting_as(by):
        assert perform("take_up_again", made, by=by, text="続きがある").state == "underway"


def test_a_change_of_hands_ends_the_sight_of_the_former_owner(world, by):
    made = play.assigned(by, world)
    with acting_as(by):
        perform(
            "assign",
            made,
            by=by,
            owner=world.organisations["tank"],
            due=today() + timedelta(days=9),
            section=None,
        )
    for person, sees in ((world.ito, False), (world.nakamura, True)):
        with acting_as(person):
            assert PolicyMeasure.objects.filter(pk=made.pk).exists() is sees
            assert MeasureProgress.objects.filter(item=made.pk).exists() is sees


def test_a_basic_policy_is_no_task(by, world):
    made = play.measure(by, nature="policy")
    with acting_as(by), pytest.raises(WrongState, match="基本的な方針"):
        perform("assign", made, by=by, owner=world.organisations["needs"], due=today(), section=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyMeasure.objects.filter(pk=made.pk).update(
            state="planned", owner=world.organisations["needs"], due=today()
        )
    assert reverse("measure_act", args=[made.pk, "assign"]) not in say(
        browser(by).get(reverse("measure", args=[made.pk]))
    )


def test_nothing_runs_without_owner_and_end_and_no_report_is_changed(by, world):
    made = play.measure(by)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyMeasure.objects.filter(pk=made.pk).update(state="underway")
    play.assigned(by, world)
    for change in (
        lambda: MeasureProgress.objects.update(text="x"),
        lambda: MeasureProgress.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_public_reads_published_measures_and_learns_of_no_other(world, by):
    made, other = play.assigned(by, world, text="公開する施策の文"), play.measure(by, text="内部の施策の文")
    assert "公開する施策の文" not in say(browser().get(reverse("public_measures")))
    client = browser(by, afresh=True)
    page = reverse("measure_act", args=[made.pk, "publish_measure"])
    assert client.get(page).status_code == 200 and client.post(page).status_code == 302
    assert client.post(page).status_code == 409
    shown = say(browser().get(reverse("public_measures")))
    assert "公開する施策の文" in shown and "内部の施策の文" not in shown
    one = say(browser().get(reverse("public_measure", args=[made.pk])))
    assert "試験庁" in one and "担当と期限を決めました。" in one and by.family_name not in one
    assert browser().get(reverse("public_measure", args=[other.pk])).status_code == 404
    back = reverse("measure_act", args=[made.pk, "unpublish_measure"])
    assert client.post(back).status_code == 302 and client.post(back).status_code == 409
    assert browser().get(reverse("public_measure", args=[made.pk])).status_code == 404
    assert browser(by).post(page)["Location"].startswith("/accounts/reauthenticate")


def test_the_pages_take_a_measure_from_its_words_to_its_end(world, by):
    client, new = browser(by), reverse("measure_new")
    assert client.post(new, {}).status_code == 422
    words = {"pillar": "grow", "nature": "measure", "text": "育てる施策", "source": ""}
    made = PolicyMeasure.objects.get(pk=client.post(new, words)["Location"].split("/")[-2])
    edit = reverse("measure_edit", args=[made.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, words | {"pillar": "use", "text": "生かす施策"}).status_code == 302
    due = today() + timedelta(days=20)
    when = {"due_year": str(due.year), "due_month": str(due.month), "due_day": str(due.day)}
    assign = reverse("measure_act", args=[made.pk, "assign"])
    assert client.get(assign).status_code == 200 and client.post(assign, {}).status_code == 422
    assert client.post(assign, {"owner": str(world.organisations["needs"].pk), **when}).status_code == 302
    assert client.post(edit, words).status_code == 409
    owner = browser(world.ito)
    for verb, data in (
        ("start", {"text": "着手"}),
        ("report_progress", {"text": "途中", "evidence": "資料"}),
        ("complete", {"text": "終わり", "evidence": "公表"}),
    ):
        page = reverse("measure_act", args=[made.pk, verb])
        assert owner.get(page).status_code == 200
        assert owner.post(page, {}).status_code == 422
        assert owner.post(page, data).status_code == 302
    assert owner.get(reverse("measure_act", args=[made.pk, "drop"])).status_code == 403
    assert owner.get(reverse("measure_act", args=[made.pk, "x"])).status_code == 404
    assert owner.get(edit).status_code == 403
    shown = say(owner.get(reverse("measure", args=[made.pk])))
    assert "途中" in shown and "公表" in shown and "伊藤" in shown
    assert "生かす施策" in say(owner.get(reverse("measure_list"), {"state": "done"}))
    assert "生かす施策" not in say(owner.get(reverse("measure_list"), {"state": "planned"}))
    assert status(world.sato, "measure", made.pk) == 404 and status(world.sato, "measure_new") == 404


def test_a_measure_belongs_to_a_part_of_a_published_guideline(world, by):
    guideline = play.published(by)
    section = guideline.sections.get(kind="people")
    made = play.measure(by)
    with acting_as(by):
        made = perform(
            "assign", made, by=by, owner=world.organisations["needs"], due=today(), section=section
        )
        perform("publish_measure", made, by=by)
    assert section.heading in say(browser().get(reverse("public_measure", args=[made.pk])))
    page = say(browser(by).get(reverse("measure_act", args=[made.pk, "assign"])))
    assert section.heading in page
    draft = play.draft(by, basis=guideline)
    assert str(GuidelineSection.objects.filter(item=draft).first().pk) not in say(
        browser(by).get(reverse("measure_act", args=[made.pk, "assign"]))
    )


@pytest.mark.parametrize("name", ["measure_list", "public_measures"])
def test_lists_cost_the_same_with_few_rows_and_with_many(world, by, django_assert_num_queries, name):
    cost = {"measure_list": 9, "public_measures": 13}[name]
    client, page = browser(by), reverse(name)
    play.assigned(by, world)
    client.get(page)
    with django_assert_num_queries(cost):
        client.get(page)
    for n in range(50):
        made = play.assigned(by, world, text=f"施策{n}")
        with acting_as(by):
            perform("publish_measure", made, by=by)
    with django_assert_num_queries(cost):
        assert "施策48" in say(client.get(page))  # the fifty-first stands on the second page


def test_pillars_stand_in_their_order():
    labels = [label for label, _policies, _measures in measures.by_pillar([])]
    assert labels == ["知る", "育てる", "生かす", "守る"]
