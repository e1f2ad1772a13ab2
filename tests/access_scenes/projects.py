"""A running project with a line in every register, a change that was decided, a delegation, and its public pages."""

from datetime import date
from typing import Any

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import changes, faces, funding, plans
from programmes.models import (
    PartnerAnswer,
    PartnerFit,
    ProjectFace,
    ProjectPlan,
    TermsVersion,
    YearAmount,
)
from programmes.registers import KINDS, add
from tests.access_scenes.programmes_f import at_work
from tests.access_scenes.stage import Rows, last, scene
from tests.cast import World
from tests.programmes.fund_stage import YEAR, Stage, scheme

DAY = date(2026, 6, 1)


def words(stage: Stage) -> dict[str, dict[str, Any]]:
    """A whole line of each register."""
    house = stage.organisations["company"]
    return {
        "members": {"name": "学生", "duty": "補助", "is_student": True, "agreement_signed_on": DAY},
        "work-packages": {
            "code": "WP1",
            "title": "作業",
            "organisation": house,
            "starts_on": DAY,
            "due_on": date(2026, 9, 1),
        },
        "milestones": {"title": "節目", "criterion": "基準", "organisation": house, "due_on": DAY},
        "leak-measures": {"measure_kind": "people", "measure": "措置"},
        "core-technologies": {"name": "核", "why": "理由", "protection": "方法"},
        "valley-risks": {"risk": "おそれ"},
        "use-cases": {"mode": "peace", "user": "港", "use": "見守り"},
        "prototypes": {"name": "試作", "begun_on": DAY},
        "demonstrations": {"demo_kind": "demo", "place": "港", "team": "チーム", "starts_on": DAY},
        "plan-links": {"plan": "計画", "how": "関わり"},
        "after-checks": {"subject": "使われ方", "organisation": house, "due_on": DAY},
        "continued-support": {"support_kind": "state", "organisation": house, "support": "支援"},
        "co-investments": {"investor": "投資会社", "amount": 5, "standing": "agreed", "on": DAY},
        "schemes": {"entry": scheme(stage.world), "title": "前身", "how": "引き継ぎ"},
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


def furnished(world: World) -> Stage:
    """The fund at work, its project with a manager and a line everywhere."""
    stage = at_work(world)
    by = world.nakamura
    with acting_as(by):
        funding.assign(stage.project, by=by, person=world.suzuki, part="manager")
    return stage


@scene("課題：実施中（記録と条件がある）")
def project_furnished(world: World) -> Rows:
    stage = furnished(world)
    by, project = world.nakamura, stage.project
    rows: Rows = []
    with acting_as(by):
        held = plans.managers_of(project).get(person=world.suzuki)
        given = plans.delegate(project, by=by, assignment=held, may_change_team=True)
    with acting_as(world.takahashi):
        after = changes.with_participant(
            changes.terms_now(project),
            "00000000-0000-4000-8000-000000000001",
            participant_kind="individual",
            organisation=None,
            name="技術者",
            part="加工",
            share=5,
            starts_on=DAY,
            ends_on=None,
        )
        asked = changes.ask(project, by=world.takahashi, change_kind="team", after=after, reason="理由")
    with acting_as(world.suzuki):
        changes.approve(asked, by=world.suzuki)
    with acting_as(by):
        house = KINDS["participants"].lines(project).get()
        for slug, kind in KINDS.items():
            more = {"participant": house} if slug == "members" else {}
            row = house if slug == "participants" else add(kind, project, by=by, **words(stage)[slug], **more)
            rows += [row, row.events.order_by("pgh_id").last()]
    plan = ProjectPlan.objects.get(item=project)
    return [
        plan,
        plan.events.order_by("pgh_id").last(),
        plans.terms_of(project),
        last(YearAmount, project=project, fiscal_year=YEAR),
        last(TermsVersion, project=project),
        type(asked).objects.get(pk=asked.pk),
        given,
        KINDS["unpublished-filings"].item_of(project),
        ProjectFace.objects.get(project=project),
        *_fit(world, project),
        *rows,
    ]


ENGLISH = dict.fromkeys(PartnerFit.SECTIONS, "Words.")


def _fit(world: World, project: Any) -> Rows:
    by = world.nakamura
    answers = dict.fromkeys(PartnerAnswer.Question.values, ("yes", ""))
    with acting_as(by):
        fit = faces.word_fit(project, by=by, answers=answers, **ENGLISH)
    return [fit, last(PartnerAnswer, item=fit)]


@scene("課題：公開ページに掲載した")
def project_listed(world: World) -> Rows:
    stage = furnished(world)
    by, project = world.nakamura, stage.project
    fit, answer = _fit(world, project)
    with acting_as(by):
        faces.word_face(project, by=by, purpose="公開する目的")
        face = perform("list_publicly", faces.face_of(project), by=by)
        fit = perform("publish_fit", fit, by=by)
    return [project, face, fit, answer]
