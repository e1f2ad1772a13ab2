"""Who reads a fund, a concept or a project, for whatever office or function, writes none of it round the Python (4.3)."""

from typing import Any

import pytest
from django.db import Error, connection, transaction

from accounts.models import Office
from confidentiality import audience
from confidentiality.acting import acting_as
from programmes import funding
from programmes.models import Disbursement, FilingBook, ProjectTerms
from tests.programmes.approval_stage import manned
from tests.programmes.fund_stage import YEAR, Stage, paid

Statement = tuple[str, tuple]


@pytest.fixture
def stage(world) -> Stage:
    made = manned(world)
    Office.objects.create(person=made.matsumoto, kind="records_officer")
    Office.objects.create(person=made.saito, kind="security_officer")
    with acting_as(made.nakamura):
        funding.assign(made.concept, by=made.nakamura, person=made.inoue, part="manager")
    return made


def outcome(person: Any, statement: str, values: tuple) -> int | str:
    """Rows written, or what the database said against it; nothing stays."""
    try:
        with transaction.atomic():
            with acting_as(person), connection.cursor() as cursor:
                cursor.execute(statement, values)
                written = cursor.rowcount
            transaction.set_rollback(True)
            return written
    except Error as refused:
        return str(refused)


SUM = "(item_id, fund_id, fiscal_year, amount, reason, state, proposed_by_id, decision_note"


def proposals(stage: Stage, person: Any) -> dict[str, Statement]:
    concept, fund, book = stage.concept.pk, stage.fund.pk, stage.fund.book.pk
    return {
        "allocation": (
            f"insert into programmes_allocation {SUM}) values (%s, %s, {YEAR}, 5, '', 'proposed', %s, '')",
            (concept, fund, person.pk),
        ),
        "contribution": (
            f"insert into programmes_fundcontribution {SUM}, act, source)"
            f" values (%s, %s, {YEAR}, 5, '', 'proposed', %s, '', 'x', '')",
            (book, fund, person.pk),
        ),
    }


def words(stage: Stage) -> dict[str, Statement]:
    concept, fund = stage.concept.pk, stage.fund.pk
    return {
        "fund": ("update programmes_fund set purpose = 'x' where item_ptr_id = %s", (fund,)),
        "holder": ("update programmes_fund set agency_id = null where item_ptr_id = %s", (fund,)),
        "listed": ("update programmes_fund set is_listed = true where item_ptr_id = %s", (fund,)),
        "concept": ("update programmes_rdconcept set title = 'x' where item_ptr_id = %s", (concept,)),
        "ceiling": ("update programmes_rdconcept set ceiling = 700 where item_ptr_id = %s", (concept,)),
    }


def test_who_watches_writes_nothing_and_opens_nothing(stage):
    everybody = "insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from) values (%s, 1, 2, app.at())"
    for person in (stage.kimura, stage.matsumoto, stage.saito, stage.kato):
        tried = words(stage) | proposals(stage, person)
        for place in (stage.fund, stage.fund.book, stage.concept, stage.project):
            tried[f"open {place.pk}"] = (everybody, (place.pk,))
        for name, (statement, values) in tried.items():
            found = outcome(person, statement, values)
            said = ("row-level security", "no right over it", "no right to open it", "to everybody")
            assert found == 0 or any(words in str(found) for words in said), (person, name, found)


def test_words_of_a_fund_and_a_concept_are_their_leaders(stage):
    for name, (statement, values) in words(stage).items():
        for person in (stage.nakamura, stage.ito, stage.inoue, stage.suzuki, stage.takahashi):
            found = outcome(person, statement, values)
            assert found == 0 or "no right over it" in str(found), (person, name, found)
        assert outcome(stage.yamamoto, statement, values) == 1, name


def test_sums_are_proposed_by_who_leads_or_runs_the_fund(stage):
    for person in (stage.inoue, stage.suzuki, stage.takahashi):
        for name, (statement, values) in proposals(stage, person).items():
            assert isinstance(outcome(person, statement, values), str), (person, name)
    for person, may in ((stage.nakamura, {"allocation", "contribution"}), (stage.ito, {"allocation"})):
        tried = proposals(stage, person)
        assert {name for name, (s, v) in tried.items() if outcome(person, s, v) == 1} == may


def test_money_is_asked_for_by_who_represents_the_project_or_runs_it(stage):
    def ask(person: Any) -> str:
        try:
            with transaction.atomic():
                with acting_as(person):
                    Disbursement.objects.create(
                        project_id=stage.project.pk,
                        concept_id=stage.concept.pk,
                        fund_id=stage.fund.pk,
                        container_id=stage.project.pk,
                        custodian=person,
                        requested_by=person,
                        amount=5,
                        fiscal_year=YEAR,
                        purpose="試薬",
                    )
                transaction.set_rollback(True)
                return ""
        except Error as refused:
            return str(refused)

    assert ask(stage.takahashi) == ask(stage.nakamura) == ""
    for person in (stage.suzuki, stage.ito, stage.inoue, stage.kimura, stage.kato, stage.yamamoto):
        assert "asks for no money" in ask(person), person


def test_who_represents_or_manages_a_project_neither_stops_nor_ends_it(stage):
    move = "update programmes_project set state = %s, state_reason = 'x' where item_ptr_id = %s"
    for state in ("suspended", "terminated"):
        for person in (stage.takahashi, stage.suzuki, stage.inoue):
            assert "no right over it" in str(outcome(person, move, (state, stage.project.pk))), person
        for person in (stage.nakamura, stage.ito, stage.yamamoto):
            assert outcome(person, move, (state, stage.project.pk)) == 1, person


@pytest.mark.parametrize("kind", ["programme_staff", "auditor", "administrator"])
def test_nobody_gives_themselves_an_office(stage, kind):
    give = "insert into accounts_office (id, person_id, kind, valid_from) values (gen_random_uuid(), %s, %s, now())"
    for person in (stage.suzuki, stage.yamamoto, stage.kimura, stage.kato):
        assert "administrator" in str(outcome(person, give, (person.pk, kind))), person
        more = "update accounts_office set kind = %s where person_id = %s"
        assert outcome(person, more, (kind, person.pk)) == 0 or "administrator" in str(
            outcome(person, more, (kind, person.pk))
        )
    assert outcome(stage.yoshida, give, (stage.suzuki.pk, kind)) == 1


OPEN = "insert into confidentiality_baseaudience (item_id, principal_id, depth, valid_from) values (%s, %s, 2, app.at())"
SHUT = "update confidentiality_baseaudience set valid_until = app.at() where item_id = %s and valid_until is null"


def test_who_reads_money_or_a_project_opens_it_to_nobody_else_and_shuts_it_to_nobody(stage):
    """A member of the council, a manager, the ministry and the representative read it; one insert would publish it."""
    with acting_as(stage.yamamoto):
        audience.open_to(stage.project, audience.council(stage.quantum.pk))
    terms = ProjectTerms.objects.get(project=stage.project)
    filings = FilingBook.objects.get(project=stage.project)
    payment = paid(stage)
    stranger = audience.principal("person", stage.kato.pk)
    for place in (stage.project, terms, filings, payment, stage.concept, stage.fund, stage.fund.book):
        for person in (stage.takahashi, stage.suzuki, stage.ito, stage.inoue, stage.sato):
            for who in (1, 2, stranger):
                said = str(outcome(person, OPEN, (place.pk, who)))
                assert "no right to open it" in said or "to everybody" in said or "row-level" in said, place
            assert outcome(person, SHUT, (place.pk,)) == 0 or "no right" in str(
                outcome(person, SHUT, (place.pk,))
            )
    for place in (terms, filings, payment, stage.fund.book):
        for person in (stage.nakamura, stage.yamamoto):
            said = str(outcome(person, OPEN, (place.pk, 1)))
            assert "to everybody" in said or "row-level" in said, (place, person)
    assert outcome(stage.nakamura, OPEN, (stage.project.pk, stranger)) == 1
