"""A project has an origin and a horizon of its own: offered, decided, changed with a reason, counted beside the technologies."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState
from programmes import portfolio, project_profile, strategy
from programmes.models import Project, ProjectProfile
from tests.councils.visitors import browser, status
from tests.programmes import fund_stage
from tests.programmes import policy_cast as play
from tests.programmes import technology_cast as cast


@pytest.fixture
def by(world):
    return play.officer(world)


@pytest.fixture
def stage(world, by):
    return fund_stage.make_stage(world)


def say(answer) -> str:
    return answer.content.decode()


def test_it_is_decided_once_and_changed_with_a_reason(world, stage):
    page, client = reverse("profile_decide", args=[stage.project.pk]), browser(world.nakamura)
    assert "まだ決めていません" in say(client.get(reverse("project", args=[stage.project.pk])))
    shown = client.get(page).context["shown"]
    needs = {"origin": "needs", "horizon": "long", "shown": shown}
    assert client.post(page, {**needs, "origin": "x"}).status_code == 422
    assert client.post(page, needs).status_code == 302
    assert client.post(page, needs).status_code == 422  # a later one says why, and this one says nothing
    assert (
        client.post(page, {**needs, "reason": "もう一度"}).status_code == 409
    )  # shown before it was decided
    seeds = {"origin": "seeds", "horizon": "long", "reason": "実証の結果", "shown": "needs/long"}
    assert client.post(page, seeds).status_code == 302
    project = Project.objects.get(pk=stage.project.pk)
    assert (project.origin, project.horizon) == ("seeds", "long")
    assert [p.origin for p in ProjectProfile.objects.filter(item=project)] == ["seeds", "needs"]
    shown = say(client.get(reverse("project", args=[project.pk])))
    assert "シーズ主導・長期" in shown and "実証の結果" in shown and "ニーズ主導・長期" in shown
    # Its own people read it and do not decide it; strangers know nothing of it.
    assert "シーズ主導・長期" in say(browser(world.takahashi).get(reverse("project", args=[project.pk])))
    assert browser(world.takahashi).get(page).status_code == 403
    assert status(world.ito, "profile_decide", project.pk) == 404
    with acting_as(world.ito):
        assert not ProjectProfile.objects.exists()
    with acting_as(world.takahashi), pytest.raises(Refused):
        project_profile.decide_profile(project, by=world.takahashi, origin="", horizon="", reason="x")
    with acting_as(world.nakamura), pytest.raises(WrongState, match="理由"):
        project_profile.decide_profile(project, by=world.nakamura, origin="", horizon="")


def test_the_technology_is_offered_to_who_reads_it_and_to_nobody_else(world, by, stage):
    technology = play.technology(by)
    with acting_as(by):
        strategy.save_profile(cast.book_of(by, technology), by=by, origin="seeds", horizon="long")
        portfolio.link_technology(stage.concept, by=by, technology=technology, share=30)
        assert project_profile.offered(stage.concept) == {"origin": "seeds", "horizon": "long"}
    page = reverse("profile_decide", args=[stage.project.pk])
    assert browser(by).get(page).context["form"].initial == {"origin": "seeds", "horizon": "long"}
    assert browser(world.nakamura).get(page).context["form"].initial == {"origin": "", "horizon": ""}
    new = reverse("project_new", args=[stage.concept.pk])
    assert browser(by).get(new).context["form"].initial == {"origin": "seeds", "horizon": "long"}
    told = say(browser(world.nakamura).get(new))
    assert browser(world.nakamura).get(new).context["form"].initial == {"origin": "", "horizon": ""}
    assert technology.name not in told
    other = play.technology(by, name="乙")
    with acting_as(by):
        strategy.save_profile(cast.book_of(by, other), by=by, origin="needs", horizon="long")
        portfolio.link_technology(stage.concept, by=by, technology=other, share=30)
        assert project_profile.offered(stage.concept) == {"origin": "", "horizon": "long"}
    made = fund_stage.make_project(world, stage.concept, code="T-9", active=False, horizon="short")
    assert Project.objects.get(pk=made.pk).horizon == "short" and made.profiles.count() == 1


def test_the_database_takes_it_from_a_decision_alone(world, stage):
    with pytest.raises(DatabaseError, match="decided, not set"), transaction.atomic():
        Project.objects.filter(pk=stage.project.pk).update(origin="needs")
    with acting_as(world.nakamura):
        made = project_profile.decide_profile(stage.project, by=world.nakamura, origin="needs", horizon="")
        with pytest.raises(DatabaseError, match="has a reason"), transaction.atomic():
            ProjectProfile.objects.create(item=stage.project, origin="seeds", decided_by=world.nakamura)
        with pytest.raises(DatabaseError, match="another name"), transaction.atomic():
            ProjectProfile.objects.create(
                item=stage.project, origin="seeds", reason="x", decided_by=world.takahashi
            )
    for person in (world.takahashi, world.kimura):
        with acting_as(person), pytest.raises(DatabaseError), transaction.atomic():
            ProjectProfile.objects.create(item=stage.project, origin="seeds", reason="x", decided_by=person)
    for change in (
        lambda: ProjectProfile.objects.filter(pk=made.pk).update(reason="x"),
        lambda: ProjectProfile.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_technologies_and_projects_stand_side_by_side(world, by, stage):
    fund_stage.paid(stage)
    with acting_as(by):
        strategy.save_profile(cast.book_of(by, play.technology(by)), by=by, origin="seeds", horizon="long")
        cast.book_of(by, play.technology(by, name="起点を決めていない技術"))
        project_profile.decide_profile(stage.project, by=by, origin="needs", horizon="short")
        paid, lines = portfolio.project_balance()
        found = {line.subject: line for line in lines}["needs", "short"]
        assert found.count == 1 and found.amount == paid > 0
        assert portfolio.project_balance(live=True)[0] == paid
        # Charts and table in one order: what is decided by origin, then what is not.
        order = [name for name, *_rest in portfolio.side_by_side()["rows"]]
        charts = [[line.name for line in of] for of in (lines, portfolio.balance()[1])]
        assert all(names == [name for name in order if name in names] for names in charts)
        assert order[-1] == "未設定・未設定" == charts[1][-1] and order[0] == "シーズ主導・短期"
    page, client = reverse("technology_balance"), browser(by)
    shown = say(client.get(page))
    assert "ニーズ主導・短期" in shown and f"{paid:,}" in shown and "origin=needs&amp;horizon=short" in shown
    assert "ニーズ主導・短期,0,0,1" in say(client.get(reverse("technology_balance_csv")))
    assert client.get(page, {"projects": "live"}).status_code == 200
    for person in (world.nakamura, world.takahashi):
        assert status(person, "technology_balance_csv") == 404


def test_the_list_of_projects_is_narrowed_by_them(world, by, stage):
    client, page = browser(world.nakamura), reverse("project_list")
    assert "T-1" in say(client.get(page, {"origin": "none"}))
    with acting_as(world.nakamura):
        project_profile.decide_profile(stage.project, by=world.nakamura, origin="needs", horizon="short")
    assert "T-1" in say(client.get(page, {"origin": "needs", "horizon": "short"}))
    assert "T-1" not in say(client.get(page, {"origin": "none"}))
    assert "T-1" not in say(client.get(page, {"horizon": "long"}))
    assert "T-1" in say(client.get(page, {"horizon": "x"}))
    assert "ニーズ主導,短期" in say(client.get(reverse("projects_csv"), {"origin": "needs"}))
