"""What the office keeps about a technology, the small registers and budget lines: inside, and with their public parts."""

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import catalogue, portfolio
from programmes.models import (
    BudgetLine,
    CatalogueEntry,
    CatalogueLink,
    CatalogueNote,
    ConceptTechnology,
    Issue,
    IssueTag,
    MilestoneReport,
    RankingDecision,
    RoadmapMilestone,
    StrategyVersion,
    TechnologyBook,
    TechnologySheet,
    TrlReading,
)
from tests.access_scenes.programmes_f import at_work
from tests.access_scenes.programmes_p import told_by
from tests.access_scenes.stage import Rows, events, last, scene
from tests.cast import World
from tests.programmes import policy_cast as play
from tests.programmes import technology_cast as cast


def book_rows(world: World, *, is_shown: bool) -> Rows:
    made = cast.whole(world, world.hayashi)
    if is_shown:
        cast.shown(world.hayashi, made)
    book, sheet = TechnologyBook.objects.get(technology=made), TechnologySheet.objects.get(technology=made)
    return [
        *told_by(world, book, sheet),
        last(events(TechnologyBook), pgh_obj=book),
        last(events(TechnologySheet), pgh_obj=sheet),
        last(StrategyVersion, item=book),
        last(TrlReading, item=book),
        last(RoadmapMilestone, item=book),
        last(MilestoneReport, item=book),
        last(RankingDecision, item=book),
        last(IssueTag, item=made),
        last(Issue),
    ]


@scene("技術の検討記録：技術を公開していない")
def book_inside(world: World) -> Rows:
    return book_rows(world, is_shown=False)


@scene("技術の検討記録：技術と要旨を公開した")
def book_beside_public(world: World) -> Rows:
    return book_rows(world, is_shown=True)


@scene("構想の重要技術：割合を決めた")
def concept_shared(world: World) -> Rows:
    stage = at_work(world)
    technology = play.technology(world.hayashi)
    with acting_as(world.hayashi):
        portfolio.link_technology(stage.concept, by=world.hayashi, technology=technology, share=40)
    return [last(ConceptTechnology, item=stage.concept)]


def entry_rows(world: World, *, is_public: bool) -> Rows:
    by = world.hayashi
    made, line, subject = cast.entry(by), cast.budget(by), play.technology(by)
    with acting_as(by):
        catalogue.note_entry(made, by=by, text="内部の経過")
        catalogue.link_entry(made, by=by, subject=subject, how="関係")
        if is_public:
            perform("publish_entry", made, by=by)
            perform("publish_budget_line", line, by=by)
    return [
        *told_by(world, made, line),
        last(events(CatalogueEntry), pgh_obj=made),
        last(events(BudgetLine), pgh_obj=line),
        last(CatalogueNote, item=made),
        last(CatalogueLink, item=made),
    ]


@scene("登録簿：公開していない記載")
def entry_inside(world: World) -> Rows:
    return entry_rows(world, is_public=False)


@scene("登録簿：公開した記載（結び付くものは公開していない）")
def entry_public(world: World) -> Rows:
    return entry_rows(world, is_public=True)
