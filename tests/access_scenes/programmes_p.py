"""A guideline from its draft to its publication, measures, programmes abroad and technologies."""

from datetime import timedelta

from accounts.models import Office
from confidentiality.acting import acting_as, database_now
from confidentiality.models import Item
from confidentiality.verbs import perform
from programmes import benchmarks, draft_readers, funding, guidelines, portfolio, technologies
from programmes.models import (
    Assignment,
    CommentAnswer,
    CommentRound,
    ExpertOpinion,
    Guideline,
    GuidelineFile,
    GuidelineSection,
    MeasureProgress,
    MeasureTie,
    NarrowingDecision,
    OverseasBenchmark,
    PolicyMeasure,
    PublicComment,
    TechnologyField,
)
from tests.access_scenes.stage import Rows, last, scene
from tests.cast import World
from tests.programmes import fund_stage
from tests.programmes import policy_cast as play


def told_by(world: World, *rows: Item) -> list[Item]:
    """What belongs to an office tells nobody by name who reads it; for the matrix the officer provides it."""
    for row in rows:
        Item.objects.filter(pk=row.pk).update(custodian=world.hayashi)
    return [type(row).objects.get(pk=row.pk) for row in rows]


def guideline_rows(world: World, made: Guideline) -> Rows:
    items = told_by(world, Guideline.objects.get(pk=made.pk), GuidelineFile.objects.get(guideline=made))
    return [*items, last(GuidelineSection, item=made), last(ExpertOpinion, guideline=made)]


@scene("指針：案を作成中（基金の研究推進法人がいる）")
def guideline_drafted_beside_a_fund(world: World) -> Rows:
    fund_stage.make_stage(world)
    return guideline_rows(world, play.discussed(world.hayashi))[::2]


@scene("指針：案を作成中（閲覧者を限定した）")
def guideline_limited(world: World) -> Rows:
    """山本 of the office and 井上 of no house are named beside 林; 小林 of the office is not."""
    made = play.discussed(world.hayashi)
    for one in (world.yamamoto, world.kobayashi):
        Office.objects.create(person=one, kind="programme_staff")
    with acting_as(world.hayashi):
        draft_readers.narrow_readers(
            made, by=world.hayashi, people=[world.yamamoto, world.inoue], reason="公表の前に影響があるため"
        )
    return [*guideline_rows(world, made), last(Assignment, item=made)]


def comment_rows(world: World, made: Guideline) -> Rows:
    round_ = CommentRound.objects.get(guideline=made)
    return [*told_by(world, round_), last(PublicComment, round=round_), last(CommentAnswer, round=round_)]


@scene("指針：案を作成中")
def guideline_drafted(world: World) -> Rows:
    return guideline_rows(world, play.discussed(world.hayashi))


@scene("指針：意見を募集中（回答を作成中）")
def guideline_put_to_public(world: World) -> Rows:
    made = play.put_to_public(world.hayashi)
    play.answered(world.hayashi, made, play.commented(world.hayashi, made))
    return guideline_rows(world, made) + comment_rows(world, made)


@scene("指針：公表した")
def guideline_published(world: World) -> Rows:
    made = play.published(world.hayashi)
    return guideline_rows(world, made) + comment_rows(world, made)


@scene("指針：公表の日時を設定した")
def guideline_scheduled(world: World) -> Rows:
    """It quotes a technology, which the office alone has."""
    made, by = play.decided(world.hayashi), world.hayashi
    with acting_as(by):
        quote = guidelines.quote(made, by=by, subject=play.technology(by), place="第一章")
        at = database_now() + timedelta(days=2)
        perform("schedule_publication", made, by=by, shown=made.text_hash, publish_at=at)
    return [*guideline_rows(world, made), quote]


def measure_rows(world: World, made: PolicyMeasure) -> Rows:
    return [*told_by(world, made), last(MeasureProgress, item=made), last(MeasureTie, item=made)]


def moved_measure(world: World) -> PolicyMeasure:
    """Carried out by the ministry of needs, first under one section of the guideline, then under another."""
    made, sections = play.assigned(world.hayashi, world), play.published(world.hayashi).sections
    for kind in ("funding", "people"):
        made = play.put_under(world.hayashi, world, made, sections.get(kind=kind))
    return made


@scene("施策：ニーズ省庁が担当（公開していない）")
def measure_assigned(world: World) -> Rows:
    return measure_rows(world, moved_measure(world))


@scene("施策：公開した")
def measure_published(world: World) -> Rows:
    made = moved_measure(world)
    with acting_as(world.hayashi):
        perform("publish_measure", made, by=world.hayashi)
    return measure_rows(world, made)


def benchmark_of(world: World) -> OverseasBenchmark:
    by = world.hayashi
    with acting_as(by):
        return benchmarks.add(
            by=by, country="uk", name="試験局", source="試験の文書", amount=7, currency="JPY"
        )


@scene("主要国の施策：下書き")
def benchmark_drafted(world: World) -> Rows:
    return [*told_by(world, benchmark_of(world))]


@scene("主要国の施策：公開した")
def benchmark_published(world: World) -> Rows:
    made = benchmark_of(world)
    with acting_as(world.hayashi):
        perform("publish_benchmark", made, by=world.hayashi)
    return [*told_by(world, made)]


def technology_rows(world: World, *, is_shown: bool) -> Rows:
    by, made = world.hayashi, play.technology(world.hayashi)
    with acting_as(by):
        perform("open_narrowing", made, by=by)
        decision = NarrowingDecision.objects.get(technology=made)
        technologies.consider(decision, by=by, expert_view="見解")
        if is_shown:
            perform("show_as_example", made, by=by)
    return [*told_by(world, made, decision), TechnologyField.objects.get(pk=made.field_id)]


@scene("重要技術：候補（絞込みを検討中）")
def technology_candidate(world: World) -> Rows:
    return technology_rows(world, is_shown=False)


@scene("重要技術：構想が取り上げた（絞込みを検討中）")
def technology_taken_up(world: World) -> Rows:
    stage = fund_stage.make_stage(world)
    rows = technology_rows(world, is_shown=False)
    with acting_as(world.nakamura):
        funding.assign(stage.concept, by=world.nakamura, person=world.ito, part="manager")
    with acting_as(world.hayashi):
        portfolio.link_technology(stage.concept, by=world.hayashi, technology=rows[0], share=40)
    return rows[1:2]


@scene("重要技術：典型例として公開した")
def technology_shown(world: World) -> Rows:
    return technology_rows(world, is_shown=True)
