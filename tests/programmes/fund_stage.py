"""A small fund with the cast round it: 山本 and 小林 of the secretariat, 中村 and 渡辺 of the agency, 高橋 represents."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.fields import today
from accounts.models import Office
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import catalogue, changes, endings, funding, plans, registers
from programmes.models import CatalogueEntry, Disbursement, Fund, Project, RDConcept
from tests.cast import World
from tests.stages import played

YEAR = 2026


@dataclass
class Stage:
    """The world with its fund; people by what they do."""

    world: World
    fund: Fund
    concept: RDConcept
    project: Project

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["world"], name)


def staff(world: World) -> None:
    for key in ("yamamoto", "kobayashi"):
        if not Office.objects.filter(person=world.people[key], kind="programme_staff").exists():
            Office.objects.create(person=world.people[key], kind="programme_staff")


def make_fund(world: World, *, contributed: int = 1_000, **fields: Any) -> Fund:
    """Established, with one approved sum."""
    staff(world)
    with acting_as(world.yamamoto):
        fund = funding.register_fund(
            by=world.yamamoto,
            **{"name": "試験基金", "purpose": "目的の文", "agency": world.organisations["tank"], **fields},
        )
        sum_in = funding.propose_contribution(
            fund,
            by=world.yamamoto,
            act="試験予算",
            fiscal_year=YEAR,
            amount=contributed,
            ministry=world.organisations["ministry"],
        )
        for key in ("nakamura", "watanabe"):
            funding.assign(fund, by=world.yamamoto, person=world.people[key], part="agency")
    with acting_as(world.kobayashi):
        perform("approve", sum_in, by=world.kobayashi)
        return perform("establish", fund, by=world.kobayashi)


def make_concept(world: World, fund: Fund, *, allocated: int = 600, **fields: Any) -> RDConcept:
    with acting_as(world.yamamoto):
        concept = funding.register_concept(
            fund,
            by=world.yamamoto,
            **{
                "title": "試験構想",
                "ceiling": 800,
                "starts_on": date(2026, 4, 1),
                "ends_on": date(2030, 3, 31),
                "ministry": world.organisations["ministry"],
                "agency": world.organisations["tank"],
                **fields,
            },
        )
        if allocated:
            asked = funding.propose_allocation(concept, by=world.yamamoto, fiscal_year=YEAR, amount=allocated)
    if allocated:
        with acting_as(world.kobayashi):
            perform("approve", asked, by=world.kobayashi)
    return concept


def make_project(
    world: World, concept: RDConcept, *, council: Any = None, active: bool = True, **fields: Any
) -> Project:
    with acting_as(world.nakamura):
        project = funding.register_project(
            concept,
            by=world.nakamura,
            **{
                "code": "T-1",
                "title": "試験課題",
                "representative": world.takahashi,
                "organisation": world.organisations["university"],
                **fields,
            },
        )
    if council is not None:
        link(project, council)
    if active:
        make_ready(world, project)
        with acting_as(world.nakamura):
            project = perform("activate", project, by=world.nakamura)
    return project


def scheme(world: World, *, title: str = "前身の制度", public: bool = True) -> CatalogueEntry:
    """A scheme of the register, made once; the office's alone unless ``public``."""
    if found := CatalogueEntry.objects.filter(register="scheme", title=title).first():
        return found
    staff(world)
    with acting_as(world.yamamoto):
        made = catalogue.add_entry(
            "scheme", by=world.yamamoto, title=title, category="other", text="制度の内容"
        )
        return perform("publish_entry", made, by=world.yamamoto) if public else made


def make_ready(world: World, project: Project) -> None:
    """Everything the start asks for besides the council: plan, sums, needs owner, a measure against leaks."""
    by = world.nakamura
    with acting_as(by):
        plans.agree(
            project,
            by=by,
            purpose="目的の文",
            plan_text="計画の文",
            contract_on=date(2026, 4, 1),
            starts_on=date(2026, 4, 1),
            ends_on=date(2029, 3, 31),
        )
        plans.set_amounts(project, by=by, amounts={YEAR: 500, YEAR + 1: 300})
        plans.plan_use(
            project,
            by=by,
            goal="実装の目標",
            needs_organisation=world.organisations["needs"],
            needs_person=world.ito,
        )
        registers.add(
            registers.KINDS["leak-measures"], project, by=by, measure_kind="people", measure="入退室の記録"
        )


def link(project: Project, council: Any) -> None:
    """As the system's own errand: the agency of the cast sits in no council."""
    from programmes.models import ProjectCouncil

    ProjectCouncil.objects.create(item=project, council_id=council.pk)


@played
def make_stage(world: World) -> Stage:
    """A running project of 量子 with 600 of 1,000 yen for its concept."""
    fund = make_fund(world)
    concept = make_concept(world, fund)
    return Stage(world, fund, concept, make_project(world, concept, council=world.quantum))


def request(stage: Stage, amount: int = 100, by: str = "takahashi") -> Disbursement:
    person = stage.world.people[by]
    with acting_as(person):
        return funding.request_payment(
            stage.project, by=person, amount=amount, fiscal_year=YEAR, purpose="試薬"
        )


def act(verb: str, thing: Any, person: Any, **details: Any) -> Any:
    with acting_as(person):
        return perform(verb, thing, by=person, **details)


def paid(stage: Stage, amount: int = 100) -> Disbursement:
    one = request(stage, amount)
    act("verify", one, stage.yamamoto)
    return act("pay", one, stage.nakamura)


def evaluated(stage: Stage, **words: Any) -> Any:
    """渡辺 of the agency records the evaluation at the end, so that 中村 can complete."""
    with acting_as(stage.watanabe):
        return endings.record_evaluation(
            stage.project,
            by=stage.watanabe,
            **{
                "evaluated_on": today(),
                "evaluated_by": "終了評価委員会",
                "overall": "mostly",
                "finding": "おおむね達成した。",
                **words,
            },
        )


def agree_on(stage: Stage, amounts: dict[int, int]) -> None:
    """Other sums by year, asked for by the representative and approved by the agency."""
    with acting_as(stage.takahashi):
        after = changes.with_amounts(changes.terms_now(stage.project), amounts)
        asked = changes.ask(
            stage.project, by=stage.takahashi, change_kind="budget", after=after, reason="金額の見直し"
        )
    with acting_as(stage.nakamura):
        changes.approve(asked, by=stage.nakamura)
