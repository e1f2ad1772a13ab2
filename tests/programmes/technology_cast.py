"""A technology with its whole book, entries of the registers and budget lines, played through the acts; says nothing of who may see them."""

from datetime import timedelta
from typing import Any

from accounts.fields import today
from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import catalogue, issues, ranking, roadmaps, strategy
from programmes.models import BudgetLine, CatalogueEntry, CriticalTechnology, Issue, TechnologyBook
from programmes.models.trl import record_trl
from tests.cast import World
from tests.programmes import policy_cast as play

SECRET = "秘めた勝ち筋の文"


def book_of(by: Person, technology: CriticalTechnology) -> TechnologyBook:
    with acting_as(by):
        return TechnologyBook.objects.get(technology=technology)


def card(by: Person, book: TechnologyBook, *, after: int = 0, **of: Any) -> Any:
    with acting_as(by):
        return strategy.save_strategy(
            book,
            by=by,
            after=after,
            **{"why": "初めての版", "winning_path": SECRET, "goals": ["autonomy"], **of},
        )


def sheet(by: Person, technology: CriticalTechnology, **of: Any) -> Any:
    with acting_as(by):
        return strategy.save_sheet(
            technology, by=by, **{"summary": "だれもが読む要旨", "goals": ["advantage"], **of}
        )


def issue(by: Person, name: str = "減災試験") -> Issue:
    with acting_as(by):
        return issues.save_issue(by=by, name=name, sort="issue")


def whole(world: World, by: Person, **of: Any) -> CriticalTechnology:
    """Card, sheet, reading, milestone, place and tag."""
    made = play.technology(by, **of)
    book = book_of(by, made)
    card(by, book)
    sheet(by, made)
    tag = issue(by)
    with acting_as(by):
        record_trl(made, by=by, level=4, on=today(), evidence="試験の根拠")
        roadmaps.add_milestone(
            book,
            by=by,
            title="海域での実証",
            stage="applied",
            due=today() + timedelta(days=90),
            responsible=world.organisations["needs"],
        )
        ranking.place(made, by=by, position=1, reason="順位の理由")
        issues.set_tags(made, by=by, issues=[tag])
    return made


def shown(by: Person, technology: CriticalTechnology) -> None:
    """The technology and its public part to everybody."""
    with acting_as(by):
        perform("show_as_example", technology, by=by)
        perform("publish_sheet", technology.sheet, by=by)


def entry(by: Person, register: str = "document", **of: Any) -> CatalogueEntry:
    with acting_as(by):
        return catalogue.add_entry(register, by=by, **{"title": "登録簿の件名", "text": "記載の文", **of})


def budget(by: Person, **of: Any) -> BudgetLine:
    with acting_as(by):
        return catalogue.add_budget_line(
            by=by,
            **{
                "fiscal_year": 2026,
                "stage": "request",
                "act": "試験予算",
                "name": "試験事業",
                "amount": 1_200,
                "source": "試験の文書",
                **of,
            },
        )
