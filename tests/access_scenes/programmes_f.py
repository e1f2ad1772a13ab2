"""A fund at work: 事務局 leads it, two officers of the programme, an agency, one project of 研究代表者 with 提供者 taking part."""

from confidentiality.acting import acting_as
from programmes import funding, project_profile
from programmes.models import (
    Allocation,
    Assignment,
    Disbursement,
    FundContribution,
    LedgerEntry,
    ProjectCouncil,
)
from tests.access_scenes.stage import Rows, last, scene
from tests.cast import World
from tests.programmes import fund_stage
from tests.programmes.fund_stage import YEAR, Stage


def at_work(world: World) -> Stage:
    stage = fund_stage.make_stage(world)
    with acting_as(world.yamamoto):
        funding.assign(stage.fund, by=world.yamamoto, person=world.sato, part="lead")
        funding.assign(stage.project, by=world.yamamoto, person=world.tanaka, part="participant")
    return stage


@scene("基金：造成済（公開ページに掲載していない）")
def fund_at_work(world: World) -> Rows:
    stage = at_work(world)
    with acting_as(world.yamamoto):
        moved = funding.propose_transfer(
            stage.fund,
            by=world.yamamoto,
            amount=1,
            reason="試験",
            from_concept=stage.concept,
            from_year=YEAR,
            to_concept=stage.concept,
            to_year=YEAR + 1,
        )
        profile = project_profile.decide_profile(
            stage.project, by=world.yamamoto, origin="needs", horizon="long"
        )
    paid = fund_stage.paid(stage)
    return [
        stage.fund,
        stage.fund.book,
        last(FundContribution, fund=stage.fund),
        moved,
        stage.concept,
        last(Allocation, item=stage.concept),
        stage.project,
        last(ProjectCouncil, item=stage.project),
        profile,
        Assignment.objects.get(person=world.takahashi),
        Disbursement.objects.get(pk=paid.pk),
        last(LedgerEntry, disbursement=paid),
    ]


@scene("基金：公開ページに掲載した")
def fund_listed(world: World) -> Rows:
    stage = at_work(world)
    return [fund_stage.act("list_publicly", stage.fund, world.yamamoto)]
