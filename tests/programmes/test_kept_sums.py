"""Sums of lists say what row security leaves of their rows, for everybody; what is kept is what its rows make."""

import random
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Sum

from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.guards import Guard
from programmes import issues, places, portfolio, technologies
from programmes.models import (
    CriticalTechnology,
    Disbursement,
    Issue,
    IssueTag,
    LedgerEntry,
    Project,
    Review,
    TechnologyBook,
)
from tests.programmes import fund_stage, policy_cast, technology_cast
from tests.programmes import review_stage as play

# {pair: (how many, yen)}, pairs without either left out.
Pairs = dict[tuple[str, str], tuple[int, int]]


def told(lines: list) -> Pairs:
    return {line.subject: (line.count, line.amount) for line in lines if line.count or line.amount}


def by_rows(live: bool) -> Pairs:
    """The same through row security, row by row: the ledger is the truth."""
    rows = Project.objects.filter(state__in=Project.LIVE) if live else Project.objects.all()
    paid = LedgerEntry.objects.filter(kind__in=("payment", "refund"), disbursement__isnull=False).order_by()
    if live:
        paid = paid.filter(disbursement__project__state__in=Project.LIVE)
    of = ("disbursement__project__origin", "disbursement__project__horizon")
    money = {(o, h): int(n) for o, h, n in paid.values_list(*of).annotate(n=Sum("amount"))}
    found = rows.order_by().values_list("origin", "horizon").annotate(n=Count("pk"))
    return {(o, h): (n, money.get((o, h), 0)) for o, h, n in found}


@pytest.fixture
def whole(world):
    """A project with money paid, one technology everybody reads and one the office alone reads."""
    fund_stage.paid(fund_stage.make_stage(world))
    by = policy_cast.officer(world)
    technology_cast.shown(by, technology_cast.whole(world, by, name="公開の技術", field="試験分野"))
    hidden = policy_cast.technology(by, name="非公開の技術", field="別の試験分野")
    with acting_as(by):
        issues.set_tags(hidden, by=by, issues=[Issue.objects.get(name="減災試験")])
    return world


def test_sums_are_of_what_each_reader_reads(whole):
    seen = {}
    for person in [*Person.objects.order_by("email"), None]:
        with acting_as(person):
            rows = CriticalTechnology.objects.order_by().values_list("field").annotate(n=Count("pk"))
            assert technologies.held_by_field() == dict(rows), person
            books = TechnologyBook.objects.filter(technology__state__in=CriticalTechnology.LIVE)
            pairs = books.order_by().values_list("origin", "horizon").annotate(n=Count("pk"))
            counted = {line.subject: line.count for line in portfolio.balance()[1] if line.count}
            assert counted == {(o, h): n for o, h, n in pairs}, person
            for live in (False, True):
                total, lines = portfolio.project_balance(live=live)
                assert told(lines) == by_rows(live), person
                assert total == sum(yen for _n, yen in by_rows(live).values())
            tags = {tag.pk for one in Issue.objects.all() for tag in issues.tags_of(one, 0, 50)}
            assert tags == set(IssueTag.objects.values_list("pk", flat=True)), person
            seen[getattr(person, "email", "")] = (
                sum(technologies.held_by_field().values()),
                told(portfolio.project_balance()[1]),
                len(tags),
            )
    # None of them says the same to all: who reads nothing is told of nothing, and somebody reads the money.
    assert seen[""][:2] == (1, {}) and seen[""][2] == 1
    assert len({repr(one) for one in seen.values()}) > 2
    assert any(yen for _n, pairs, _t in seen.values() for _c, yen in pairs.values())


def test_a_project_without_its_payments_counts_and_pays_nothing(whole):
    """What is summed is sealed by itself: who reads a project and no payment of it is told no yen."""
    project = Project.objects.get()
    with connection.cursor() as cursor:
        cursor.execute(
            "delete from item_acl where item_id = any(%s)",
            [list(Disbursement.objects.filter(project=project).values_list("pk", flat=True))],
        )
    with acting_as(whole.nakamura):
        assert Project.objects.filter(pk=project.pk).exists()
        total, lines = portfolio.project_balance()
        assert total == 0 and told(lines) == {(project.origin, project.horizon): (1, 0)}


def test_pages_of_tags_follow_each_other(whole):
    with acting_as(policy_cast.officer(whole)):
        one = Issue.objects.get(name="減災試験")
        both = issues.tags_of(one, 0, 50)
        assert len(both) == 2 and [tag.pk for at in (0, 1) for tag in issues.tags_of(one, at, at + 1)] == [
            tag.pk for tag in both
        ]
        assert issues.tags_of(one, 2, 52) == []


def test_the_functions_repeat_no_guard_but_the_plain_one():
    """They seal by the item's content alone: a guard that asks more must be asked of there too."""
    for model in (CriticalTechnology, TechnologyBook, Project, Disbursement):
        assert model.guard == Guard("item_ptr_id"), model
    assert (LedgerEntry.guard.column, LedgerEntry.guard.also, LedgerEntry.guard.unless_private) == (
        "item_id",
        (),
        "",
    )
    assert (IssueTag.guard.column, IssueTag.guard.also, IssueTag.guard.unless_private) == ("item_id", (), "")


@pytest.mark.parametrize(
    "sql",
    (
        "select * from app.read_now",
        "select evaluation.total_of(gen_random_uuid(), '{}')",
    ),
)
def test_the_web_reads_none_of_it_by_itself(whole, sql):
    with acting_as(whole.nakamura), pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(sql)


# --- totals of reviews ---------------------------------------------------------------------------------
def made_of(review: Review) -> Decimal | None:
    """What the scores make, of 100."""
    if review.state != "submitted":
        return None
    criteria = review.item.body["criteria"]
    got = sum(Decimal(review.scores[str(c["number"])]["score"]) * c["weight"] for c in criteria)
    return got * 100 / sum(Decimal(c["max_score"]) * c["weight"] for c in criteria)


def totals_hold() -> list[Decimal | None]:
    found = []
    for review in Review.objects.select_related("item").order_by("pk"):
        made = made_of(review)
        assert (review.total is None) == (made is None), review.state
        assert made is None or abs(review.total - made) < Decimal("1e-9")
        found.append(review.total)
    return found


def test_a_total_is_what_its_scores_make_after_any_steps(world):
    stage, chance = play.opened(world), random.Random(32)
    for proposal in stage.both:
        for person, chair in ((stage.one, True), (stage.two, False)):
            play.seat(stage, person, proposal, is_chair=chair)
    assert totals_hold() == []
    for _step in range(14):
        person, proposal = chance.choice((stage.one, stage.two)), chance.choice(stage.both)
        own = Review.objects.filter(person=person, item=stage.dossier(proposal)).first()
        if own is None or own.state != "submitted":
            play.write(stage, person, proposal, chance.randint(1, 5))
        else:
            play.act("reopen_review", own, stage.nakamura, reason="補ってください")
        totals_hold()
        with acting_as(stage.nakamura):
            rows = {row["dossier"]: row for row in places.ranked(stage.review())}
        for pk, row in rows.items():
            sent = [r.total for r in Review.objects.filter(item=pk, state="submitted")]
            assert row["submitted"] == len(sent)
            assert row["mean"] == (round(sum(sent) / len(sent), 1) if sent else None)


def test_nobody_writes_a_total(world):
    stage = play.opened(world)
    play.seat(stage, stage.one, is_chair=True)
    review = play.write(stage, stage.one, n=3)
    right = Review.objects.get(pk=review.pk).total
    for person in (stage.one, stage.nakamura):
        with acting_as(person), pytest.raises(DatabaseError), transaction.atomic():
            if not Review.objects.filter(pk=review.pk).update(total=100):
                raise DatabaseError("no row of theirs")
    play.act("reopen_review", review, stage.nakamura, reason="補ってください")
    with acting_as(stage.one):
        Review.objects.filter(pk=review.pk).update(state="draft", total=100)
    assert Review.objects.get(pk=review.pk).total is None
    play.write(stage, stage.one, n=3)
    assert Review.objects.get(pk=review.pk).total == right
