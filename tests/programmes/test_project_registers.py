"""Registers of a project: added, corrected with history, ended; by who runs it alone, and never where they do not belong."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState
from programmes import desk, funding, project_desk, registers
from programmes.forms.register import LineForm
from programmes.models import (
    FilingBook,
    IPDeal,
    LeakMeasure,
    Milestone,
    Project,
    TeamMember,
    UnpublishedFiling,
    WorkPackage,
)
from programmes.registers import KINDS, add, correct, end
from tests.councils.visitors import browser
from tests.programmes.fund_stage import (
    Stage,
    act,
    evaluated,
    make_concept,
    make_project,
    make_stage,
    scheme,
)
from tests.programmes.test_comments import say

DAY = date(2026, 6, 1)
QUESTIONS = 2  # which functions, and all that is asked of them


@pytest.fixture
def stage(world) -> Stage:
    made = make_stage(world)
    with acting_as(world.nakamura):
        funding.assign(made.project, by=world.nakamura, person=world.suzuki, part="manager")
        funding.assign(made.project, by=world.nakamura, person=world.tanaka, part="participant")
    return made


def filled(stage: Stage, slug: str) -> dict[str, Any]:
    """A whole line of each register."""
    if slug == "schemes":
        return {"entry": scheme(stage.world), "title": "前身", "how": "引き継ぎ"}
    house = stage.organisations["company"]
    words: dict[str, dict[str, Any]] = {
        "work-packages": {
            "code": "WP1",
            "title": "作業",
            "organisation": house,
            "starts_on": DAY,
            "due_on": DAY + timedelta(days=90),
        },
        "milestones": {"title": "節目", "criterion": "基準", "organisation": house, "due_on": DAY},
        "leak-measures": {"measure_kind": "people", "measure": "措置"},
        "core-technologies": {"name": "核", "why": "理由", "protection": "方法"},
        "valley-risks": {"risk": "おそれ"},
        "use-cases": {"mode": "peace", "user": "港", "use": "見守り"},
        "prototypes": {"name": "試作", "begun_on": DAY, "used_on": DAY + timedelta(days=30)},
        "demonstrations": {"demo_kind": "demo", "place": "港", "team": "チーム", "starts_on": DAY},
        "plan-links": {"plan": "国土強靱化基本計画", "how": "関わり"},
        "after-checks": {"subject": "使われ方", "organisation": house, "due_on": DAY},
        "continued-support": {"support_kind": "state", "organisation": house, "support": "支援"},
        "co-investments": {"investor": "投資会社", "amount": 5, "standing": "agreed", "on": DAY},
        "international-partners": {
            "organisation": house,
            "country": "国",
            "our_gain": "利益",
            "their_gain": "利益",
            "terms": "条件",
            "starts_on": DAY,
        },
        "provisions": {"provision_kind": "staff", "organisation": house, "what": "技術者"},
        "ip-deals": {"deal_kind": "priority", "partner": "相手", "terms": "内容"},
        "unpublished-filings": {"number": "第7号", "organisation": house, "filed_on": DAY},
    }
    return words[slug]


SLUGS = [slug for slug in KINDS if slug not in ("participants", "members")]


def refused(statement: str, *parameters: Any, match: str) -> None:
    with pytest.raises(Error, match=match), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement, parameters)


@pytest.mark.parametrize("slug", SLUGS)
def test_every_register_adds_corrects_ends_and_remembers(stage, slug):
    kind, by = KINDS[slug], stage.nakamura
    words = filled(stage, slug)
    with acting_as(by):
        made = add(kind, stage.project, by=by, **words)
        assert kind.lines(stage.project).filter(pk=made.pk).exists()
        name = next(
            f.name
            for f in kind.fields
            if f.name
            in (
                "note",
                "title",
                "measure",
                "subject",
                "name",
                "use",
                "number",
                "risk",
                "place",
                "plan",
                "support",
                "terms",
                "what",
            )
        )
        correct(kind, made, by=by, **{name: "直した言葉"})
        assert getattr(kind.model.objects.get(pk=made.pk), name) == "直した言葉"
        before = [getattr(event, name) for event in made.events.order_by("pgh_id")]
        assert before == [words.get(name, ""), "直した言葉"]
        with pytest.raises(WrongState, match="理由"):
            end(kind, made, by=by, reason=" ")
        end(kind, made, by=by, reason="終わった")
        assert not kind.lines(stage.project).filter(pk=made.pk).exists()
        assert kind.ended(stage.project).get(pk=made.pk).end_reason == "終わった"
        with pytest.raises(WrongState, match="すでに一覧から外されて"):
            correct(kind, made, by=by, **{name: "x"})
        with pytest.raises(WrongState, match="すでに一覧から外されて"):
            end(kind, made, by=by, reason="もう一度")
        table = kind.model._meta.db_table
        refused(f"update {table} set end_reason = 'y' where id = %s", made.pk, match="has ended")
        refused(f"delete from {table} where id = %s", made.pk, match="never deleted|permission")


@pytest.mark.parametrize("slug", SLUGS)
def test_only_who_runs_the_project_writes(stage, slug):
    kind, words = KINDS[slug], filled(stage, slug)
    for who in (stage.tanaka, stage.kimura, stage.inoue):
        with acting_as(who), pytest.raises(Refused):
            add(kind, stage.project, by=who, **words)
    with acting_as(
        stage.tanaka
    ):  # a participant reads the project, and writes nothing, whatever goes round the act
        with pytest.raises(Error, match="only who runs"), transaction.atomic():
            kind.model.objects.create(
                project=stage.project, item_id=stage.project.pk, created_by=stage.tanaka, **words
            )
    with acting_as(stage.nakamura):
        with pytest.raises(Error, match="another name"), transaction.atomic():
            kind.model.objects.create(
                project=stage.project, item_id=stage.project.pk, created_by=stage.suzuki, **words
            )


def test_the_same_key_twice_is_one_line(stage):
    by, key = stage.nakamura, "11111111-1111-4111-8111-111111111111"
    with acting_as(by):
        for _time in (1, 2):
            add(KINDS["valley-risks"], stage.project, by=by, key=key, risk="おそれ")
        assert KINDS["valley-risks"].lines(stage.project).count() == 1


def test_a_correction_of_what_another_has_corrected_comes_too_late(stage):
    by, kind = stage.nakamura, KINDS["valley-risks"]
    with acting_as(by):
        made = add(kind, stage.project, by=by, risk="おそれ")
        names = ["risk", "counter_measure", "standing", "organisation"]
        shown = registers.seen(made, names)
        same = {"counter_measure": "対策", "standing": "treated", "organisation": None}
        correct(kind, made, by=by, shown=shown, risk="一人目", **same)
        with pytest.raises(WrongState, match="ほかの方が先に"):
            correct(kind, made, by=by, shown=shown, risk="二人目", **same)


def test_a_line_never_belongs_to_another_project_than_what_it_names(stage):
    by = stage.nakamura
    other = make_project(stage.world, stage.concept, active=False, code="T-2")
    with acting_as(by):
        package = add(KINDS["work-packages"], other, by=by, **filled(stage, "work-packages"))
        with pytest.raises(Error, match="another project"), transaction.atomic():
            add(
                KINDS["milestones"],
                stage.project,
                by=by,
                work_package=package,
                **filled(stage, "milestones"),
            )
    refused(
        "update programmes_workpackage set project_id = %s where id = %s",
        stage.project.pk,
        package.pk,
        match="stays where it was made",
    )


def test_a_date_moves_with_a_reason_once_the_project_runs(stage):
    by, kind = stage.nakamura, KINDS["milestones"]
    with acting_as(by):
        made = add(kind, stage.project, by=by, **filled(stage, "milestones"))
        refused(
            "update programmes_milestone set due_on = due_on + 30 where id = %s",
            made.pk,
            match="with a reason",
        )
        correct(kind, made, by=by, due_on=DAY + timedelta(days=30), delay_reason="部材が遅れたため")
        refused(
            "update programmes_milestone set due_on = due_on + 30 where id = %s",
            made.pk,
            match="with a reason",
        )
        with pytest.raises(Error, match="milestone_late"), transaction.atomic():
            late = add(kind, stage.project, by=by, **filled(stage, "milestones"))
            correct(kind, late, by=by, done_on=DAY + timedelta(days=1), evidence="報告書")


def test_the_form_says_what_the_constraints_would(stage):
    package = {"code": "1", "title": "作業", "organisation": str(stage.organisations["company"].pk)}
    days = lambda **given: {f"{n}_0": d for n, d in given.items()}  # noqa: E731
    with acting_as(stage.nakamura):
        for slug, data, field, sentence in (
            (
                "work-packages",
                {**package, **days(starts_on="2026-6-1", due_on="2026-5-1")},
                "due_on",
                "開始以後",
            ),
            (
                "work-packages",
                {**package, **days(starts_on="2026-4-1", due_on="2026-5-1", done_on="2026-6-1")},
                "delay_reason",
                "遅れた理由",
            ),
            ("valley-risks", {"risk": "x", "standing": "treated"}, "counter_measure", "対策を記入"),
            ("ip-deals", {"deal_kind": "third_country", "partner": "x", "terms": "y"}, "country", "国・地域"),
            (
                "participants",
                {"participant_kind": "sme", "name": "x", "part": "y", **days(starts_on="2026-4-1")},
                "organisation",
                "組織を選んで",
            ),
        ):
            form = LineForm(_dates(data), kind=KINDS[slug], project=stage.project)
            assert not form.is_valid() and sentence in str(form.errors[field]), (slug, form.errors)


def _dates(data: dict[str, str]) -> dict[str, str]:
    """The date boxes are named by their part."""
    return {(f"{k[:-2]}_year" if k.endswith("_0") else k): v for k, v in data.items()}


def test_shares_do_not_exceed_the_whole(world):
    stage = make_stage(world)
    project = make_project(world, stage.concept, active=False, code="T-2")
    by, kind = world.nakamura, KINDS["participants"]
    common = {"participant_kind": "individual", "part": "加工", "starts_on": DAY}
    with acting_as(by):
        add(kind, project, by=by, name="一人目", share=70, **common)
        data = {"participant_kind": "individual", "name": "二人目", "part": "x", "share": "３１"}
        form = LineForm(_dates({**data, "starts_on_0": "2026-4-1"}), kind=kind, project=project)
        assert not form.is_valid() and "残りは30％" in str(form.errors["share"])


def test_an_unpublished_filing_is_known_to_the_fewest(stage):
    with acting_as(stage.nakamura):
        made = add(
            KINDS["unpublished-filings"],
            stage.project,
            by=stage.nakamura,
            **filled(stage, "unpublished-filings"),
        )
    book = FilingBook.objects.get(project=stage.project)
    assert made.item_id == book.pk
    for who in (stage.nakamura, stage.watanabe, stage.takahashi):
        with acting_as(who):
            assert UnpublishedFiling.objects.filter(pk=made.pk).exists(), who
    for key in ("yamamoto", "kobayashi", "suzuki", "tanaka", "kimura", "sato", "yoshida", "inoue"):
        with acting_as(stage.people[key]):
            assert not UnpublishedFiling.objects.exists() and not made.events.exists(), key
            assert not Item.objects.filter(pk=book.pk).exists(), key
    with acting_as(stage.suzuki), pytest.raises(Refused):  # the manager edits the project, not this book
        add(
            KINDS["unpublished-filings"],
            stage.project,
            by=stage.suzuki,
            **filled(stage, "unpublished-filings"),
        )
    names = {f.name for f in UnpublishedFiling._meta.get_fields()}
    assert not names & {"title", "name", "claims", "inventor", "content", "text"}


def test_deals_and_private_money_stand_with_the_projects_money(stage):
    with acting_as(stage.nakamura):
        for slug in ("ip-deals", "co-investments"):
            add(KINDS[slug], stage.project, by=stage.nakamura, **filled(stage, slug))
    with acting_as(stage.tanaka):
        assert Project.objects.exists() and not IPDeal.objects.exists()
        assert not KINDS["co-investments"].model.objects.exists()
    with acting_as(stage.takahashi):
        assert IPDeal.objects.count() == 1


def test_everybody_of_another_project_sees_none_of_it(stage):
    concept = make_concept(stage.world, stage.fund, allocated=0, title="別の構想")
    other = make_project(
        stage.world, concept, active=False, code="T-9", representative=stage.kato, title="別の課題"
    )
    with acting_as(stage.nakamura):
        for slug in SLUGS:
            add(KINDS[slug], stage.project, by=stage.nakamura, **filled(stage, slug))
    with acting_as(stage.kato):
        assert list(Project.objects.all()) == [other]
        for slug, kind in KINDS.items():
            assert not kind.model.objects.exists(), slug
            assert not kind.model._meta.get_field("events").related_model.objects.exists(), slug


def test_what_is_late_stands_on_the_desk_of_who_runs_it(stage):
    by = stage.nakamura
    with acting_as(by):
        add(KINDS["milestones"], stage.project, by=by, **filled(stage, "milestones"))
        add(KINDS["work-packages"], stage.project, by=by, **filled(stage, "work-packages"))
    for who, n in ((by, 2), (stage.takahashi, 2), (stage.suzuki, 2), (stage.tanaka, 0), (stage.inoue, 0)):
        with acting_as(who):
            found = desk.tasks(who)
            assert len(found) == n, who
            assert all("T-1" in task.why and stage.project.title not in task.what for task in found)
    with acting_as(by):
        assert [words for words, _day in project_desk.overdue_of(stage.project, today())] == ["節目", "作業"]
        row = Milestone.objects.get()
        correct(
            KINDS["milestones"], row, by=by, done_on=today(), evidence="報告書", delay_reason="部材の遅れ"
        )
        assert len(desk.tasks(by)) == 1
    assert WorkPackage.objects.get().due_on < today()


def test_the_desk_asks_as_often_for_fifty_lines_as_for_one(stage, django_assert_num_queries):
    by = stage.nakamura
    with acting_as(by):
        with django_assert_num_queries(QUESTIONS):
            desk.tasks(by)
    with acting_as(by):
        for n in range(20):
            add(
                KINDS["milestones"],
                stage.project,
                by=by,
                **{**filled(stage, "milestones"), "title": f"節目{n}"},
            )
    with acting_as(by):
        with django_assert_num_queries(QUESTIONS):
            assert len(desk.tasks(by)) == 20


def test_a_students_agreement_is_asked_for_in_time(world):
    stage = make_stage(world)
    project = make_project(world, stage.concept, active=False, code="T-2")
    by = world.nakamura
    with acting_as(by):
        house = add(
            KINDS["participants"],
            project,
            by=by,
            participant_kind="individual",
            name="技術者",
            part="加工",
            starts_on=DAY,
        )
        common = {"participant": house, "name": "学生", "duty": "補助", "is_student": True}
        with pytest.raises(Error, match="student_with_an_agreement"), transaction.atomic():
            add(KINDS["members"], project, by=by, **common)
        add(KINDS["members"], project, by=by, agreement_due_on=today() + timedelta(days=3), **common)
        assert [t.what for t in desk.tasks(by)] == ["学生との、発明の帰属に関する取決めを記録する"]
        assert TeamMember.objects.get().agreement_signed_on is None
    assert LeakMeasure.objects.count() == 1


def test_what_became_of_results_is_looked_at_after_the_end_too(stage):
    kind = registers.KINDS["after-checks"]
    house = stage.organisations["company"]
    with acting_as(stage.nakamura):
        row = registers.add(
            kind,
            stage.project,
            by=stage.nakamura,
            subject="港での使われ方",
            organisation=house,
            due_on=today() + timedelta(days=3),
        )
    evaluated(stage)
    act("complete", stage.project, stage.nakamura)
    with acting_as(stage.takahashi):
        assert "成果がどう使われているかを確かめる" in [t.what for t in desk.tasks(stage.takahashi)]
        with pytest.raises(Error, match="after_check_done_with_words"), transaction.atomic():
            registers.correct(kind, row, by=stage.takahashi, done_on=today())
        with pytest.raises(Error, match="moves with a reason"), transaction.atomic():
            registers.correct(kind, row, by=stage.takahashi, due_on=today() + timedelta(days=90))
        registers.correct(kind, row, by=stage.takahashi, done_on=today(), found="一つの港で使われている")
        assert "成果がどう使われているかを確かめる" not in [t.what for t in desk.tasks(stage.takahashi)]
    page = say(browser(stage.takahashi).get(reverse("project_use", args=[stage.project.pk])))
    assert "一つの港で使われている" in page
