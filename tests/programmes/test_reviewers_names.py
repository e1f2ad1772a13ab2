"""Who reviews is told to no applicant: by no page, header, file, paper, letter, line of a journal, count or error, ever."""

import io
import logging
import re
from collections.abc import Iterator
from datetime import timedelta

import pikepdf
import pytest
from django.apps import apps
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Affiliation, Organisation, Person
from confidentiality import journal
from confidentiality.acting import acting_as, database_now
from confidentiality.models import Principal, PrintJob
from programmes import conflicts, review_papers, reviews
from programmes.models import EvaluatorSeat, ResultLetter, Review
from tests.canaries import readable
from tests.confidentiality.oracle import Facts, set_clock, stop_the_clock
from tests.councils.visitors import browser
from tests.programmes import review_stage as play
from tests.programmes.test_review_pages import deliver
from tests.test_walker import OF_PROGRAMMES, all_rows, paths_of, thinned

# Representative, co-applicant, their university's approver, and who competes with them.
APPLICANTS = ("takahashi", "tanaka", "suzuki", "kato")
SURNAMES = {"one": "不知火", "two": "東雲", "three": "小鳥遊"}
GIVEN, HOUSE, POST = "無名指", "烏有先生大学", "碩学教授"


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def named(world) -> None:
    """The reviewers have names, addresses and a university that stand nowhere else."""
    house = Organisation.objects.create(name=HOUSE, kind="university")
    for key, surname in SURNAMES.items():
        person = Person.objects.create_user(
            f"juror-{key}@uyu.example.jp", "x" * 12, family_name=surname, given_name=GIVEN
        )
        Affiliation.objects.create(person=person, organisation=house, title=POST)
        Person.objects.filter(pk=person.pk).update(email=f"judge-{key}@example.jp")


def marks() -> re.Pattern[str]:
    """Everything by which somebody could be told: words, addresses, and the ids of people, seats and reviews."""
    people = Person.objects.filter(given_name=GIVEN)
    ids = [
        *people.values_list("pk", flat=True),
        *EvaluatorSeat.objects.values_list("pk", flat=True),
        *Review.objects.values_list("pk", flat=True),
        *Organisation.objects.filter(name=HOUSE).values_list("pk", flat=True),
    ]
    words = [*SURNAMES.values(), GIVEN, HOUSE, POST, "judge-", "juror", play.COMMENT, "所見"]
    return re.compile("|".join([*map(re.escape, words), *map(str, ids), *(i.hex for i in ids)]))


def everything(person: Person | None, rows: dict, facts: Facts) -> Iterator[tuple[str, str]]:
    """Every page this reader can open, as words: body, headers, address; files and papers from inside."""
    client = browser(person, afresh=person is not None)
    for path in paths_of(rows, facts, person):
        if not OF_PROGRAMMES.match(path):
            continue
        answer = client.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        said = readable(body, answer.get("Content-Type", ""))
        # the register of organisations, to choose from, says of none of them what it does
        said = re.sub(rf"<option[^>]*>{HOUSE}</option>", "", said)
        yield path, said + str(answer.headers)


def assert_no_page_tells(world, people) -> int:
    found, facts = marks(), Facts.read()
    rows, opened = thinned(all_rows(), world, facts), 0
    for key in people:
        for path, said in everything(world.people[key] if key else None, rows, facts):
            met = found.search(said)
            assert met is None, (key, path, met and said[max(met.start() - 80, 0) : met.end() + 80])
            opened += 1
    return opened


def assert_no_row_tells(world, people) -> None:
    """Whatever the web's login can read of any table at all, tables of history among them; people are a register."""
    found = marks()
    for key in people:
        with acting_as(world.people[key]):
            for model in apps.get_models():
                register = model._meta.app_label in ("accounts", "sessions", "account", "mfa", "usersessions")
                if register or not model._meta.managed or model._meta.app_label == "pghistory":
                    continue
                if model is Principal:  # everybody and every organisation there is, whatever they do
                    continue
                try:
                    with transaction.atomic():
                        rows = str(list(model._base_manager.values()))
                except Exception as refused:  # not the web's to read at all
                    assert "permission denied" in str(refused), model
                    continue
                # one's own lines of the journal, of bindings and sessions name oneself alone
                met = found.search(rows)
                assert met is None, (key, model, met and rows[max(met.start() - 200, 0) : met.end() + 80])


@pytest.fixture
def planned(world):
    """Reviewed, discussed, one sent back, one who declared a conflict, ranked; the results are set for later."""
    stop_the_clock()
    named(world)
    at = database_now() + timedelta(hours=1)
    stage = play.planned(world, at)
    yield stage, at
    set_clock(None)


def test_no_page_and_no_row_tells_an_applicant_who_reviews_before_the_results(world, planned):
    assert_no_row_tells(world, APPLICANTS)
    assert assert_no_page_tells(world, ("takahashi", "tanaka", "kato", None)) > 100


def test_nor_after_them_and_after_the_award(world, planned):
    stage, at = planned
    set_clock(at)
    play.announce()
    play.act("award", stage.dossier(), stage.nakamura, code="K-1", amount=100)
    deliver()
    assert_no_row_tells(world, APPLICANTS)
    assert assert_no_page_tells(world, ("takahashi", "kato", None)) > 100


def test_no_letter_to_anybody_names_one_and_none_to_an_applicant_is_about_a_review(world, planned):
    """Subject, body, every header; letters to the desk and to the reviewers themselves name nobody either."""
    _stage, at = planned
    found = marks()
    deliver()
    set_clock(at)
    play.announce()
    early = list(mail.outbox)
    deliver()
    letters = early + mail.outbox
    applicants = {world.people[key].email for key in APPLICANTS}
    assert {one for letter in letters for one in letter.to} > applicants
    for letter in letters:
        [reader] = letter.to
        whole = str(letter.message()) + letter.subject + letter.body
        met = [m for m in found.findall(whole.replace(reader, "")) if m not in str(letter.to)]
        ids = {str(pk) for pk in EvaluatorSeat.objects.values_list("pk", flat=True)}
        if reader in applicants:
            assert not met, (letter.subject, met)
        else:  # a reviewer's letter leads to their own seat
            assert not set(met) - ids, (letter.subject, met)


def test_the_papers_name_nobody_in_text_or_metadata(world, planned):
    stage, at = planned
    set_clock(at)
    play.announce()
    found = marks()
    for key, letter in (
        ("takahashi", ResultLetter.objects.get(proposal=stage.proposal)),
        ("kato", ResultLetter.objects.get(proposal=stage.both[1])),
    ):
        with acting_as(world.people[key]):
            paper = review_papers.letter_pdf(letter)
            data = paper.make()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            inside = str(dict(pdf.docinfo)) + str(pdf.open_metadata()) + str(list(pdf.attachments))
        assert not found.search(readable(data, "application/pdf") + inside + paper.name)
        assert not PrintJob.objects.filter(requested_by__given_name=GIVEN).exists()


def test_one_reviewer_more_changes_no_byte_of_an_applicants_pages(world):
    """No count, no hour, no order, no state: asked, declared, related, written, sent back, resigned."""
    named(world)
    stage = play.opened(world)
    addresses = [
        reverse("home"),
        reverse("proposal_list"),
        reverse("proposal", args=[stage.proposal.pk]),
        reverse("proposal_sent", args=[stage.proposal.pk]),
        reverse("public_call", args=[stage.call.pk]),
        reverse("call", args=[stage.call.pk]),
        reverse("call_list"),
        reverse("my_evaluations"),
        reverse("item_access", args=[stage.proposal.pk]),
        reverse("item_reads", args=[stage.proposal.pk]),
        reverse("item_access", args=[stage.call.pk]),
        reverse("programme_home"),
        reverse("project_list"),
    ]
    clients = {key: browser(world.people[key], afresh=True) for key in APPLICANTS}

    def seen() -> dict:
        return {(key, a): still(client.get(a)) for key, client in clients.items() for a in addresses}

    before = seen()
    play.seat(stage, stage.one, is_chair=True)
    sent = play.write(stage, stage.one)
    play.act("reopen_review", sent, stage.nakamura, reason="書き直し")
    play.seat(stage, stage.two)
    play.write(stage, stage.two)
    related = play.name(stage, stage.three)
    with acting_as(stage.three):
        conflicts.declare(related, by=stage.three, has_conflict=True, detail="知り合い")
    with acting_as(stage.two):
        conflicts.end_seat(EvaluatorSeat.objects.get(person=stage.two), by=stage.two)
    deliver()
    after = seen()
    for key in before:
        assert before[key] == after[key], key


def still(answer) -> tuple[int, str]:
    """An answer without what every answer has anew: tokens of forms, nonces, the hour."""
    words = re.sub(
        r'(csrfmiddlewaretoken" value|nonce|X-CSRFToken"?)\W+[\w+/=-]+', "", answer.content.decode()
    )
    return answer.status_code, re.sub(r"\d{1,2}[:時]\d{2}分?", "", words)


@pytest.mark.parametrize("key", APPLICANTS)
def test_no_applicant_finds_a_reviewer_by_asking(world, key):
    """Guesses: naming them, inviting them, writing them into a text; the answer is the same as for anybody else."""
    named(world)
    stage = play.reviewed(world)
    person, dossiers = world.people[key], [stage.dossier(), stage.dossier(stage.both[1])]
    with acting_as(person):
        for judge, other in ((stage.one, world.inoue), (stage.two, world.saito)):
            for dossier in (dossiers[0].pk, dossiers[1].pk, stage.proposal.pk):
                with connection.cursor() as cursor:
                    said = []
                    for who in (judge, other):
                        cursor.execute("select * from app.conflicts_here(%s, %s)", [dossier, who.pk])
                        rows = cursor.fetchall()
                        cursor.execute("select app.names_reviewer(%s, %s)", [stage.call.pk, [who.name]])
                        said.append((rows, cursor.fetchone()))
                    assert said[0] == said[1]
        with connection.cursor() as cursor:
            for ask in (
                "app.parties_here(%s)",
                "app.who_can_see(%s, 2::smallint)",
                "app.review_discussion(%s)",
            ):
                cursor.execute(f"select * from {ask}", [dossiers[0].pk])
                told = str(cursor.fetchall())
                assert not marks_of(stage).search(told), ask
            for ask in ("app.review_overview(%s)", "app.review_loads(%s)"):
                cursor.execute(f"select * from {ask}", [stage.call.pk])
                assert cursor.fetchall() == [], ask
            cursor.execute("select app.review_spread(%s)", [dossiers[0].pk])
            assert cursor.fetchone() == (None,)
        assert reviews.discussion(dossiers[0]) == []


def marks_of(stage) -> re.Pattern[str]:
    return re.compile("|".join(str(stage.__dict__[key].pk) for key in SURNAMES))


def test_errors_of_applicants_name_nobody(world):
    """Posting at what is hidden, and bad input at what is one's own."""
    named(world)
    stage = play.reviewed(world)
    found = marks()
    client = browser(stage.takahashi, afresh=True)
    seat, review = EvaluatorSeat.objects.first(), Review.objects.first()
    for address in (
        reverse("evaluation_declare", args=[seat.pk]),
        reverse("evaluation_seat_end", args=[seat.pk]),
        reverse("review_reopen", args=[review.pk]),
        reverse("evaluation_roster", args=[stage.dossier().pk]),
        reverse("evaluator_new", args=[stage.dossier().pk]),
        reverse("review_write", args=[stage.dossier().pk]),
    ):
        answer = client.post(address, {"person": stage.one.email, "reason": "x", "has_conflict": "no"})
        assert answer.status_code == 404, address
        assert not found.search(answer.content.decode().replace(address, "")), address
    answers = []
    for who in (stage.one, world.inoue):
        form = {"person": who.email, "part": "co_applicant"}
        answer = client.post(reverse("proposal_invite", args=[stage.proposal.pk]), form)
        answers.append((answer.status_code, still(answer)[1].replace(who.email, "").replace(who.name, "")))
    assert answers[0] == answers[1]


def test_a_journal_of_applicants_holds_only_their_own_lines_of_a_review(world, planned):
    stage, _at = planned
    found = marks()
    for key in APPLICANTS:
        client = browser(world.people[key])
        with acting_as(world.people[key]):
            journal.record("refused", item=stage.proposal.pk)
        for address in (
            reverse("my_records"),
            reverse("api_journal"),
            reverse("item_reads", args=[stage.proposal.pk]),
        ):
            assert not found.search(client.get(address).content.decode()), (key, address)
    assert Client().get(reverse("my_records")).status_code == 302
