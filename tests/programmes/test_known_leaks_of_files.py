"""Leaks by what goes in and comes out as a file, and by acts nobody was let in to: tried on all of the programme at once."""

import contextlib
import io
import logging
import re
import socket
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from confidentiality import printing
from confidentiality.acting import acting_as, database_now
from confidentiality.checks import all_patterns
from confidentiality.models import Item, StoredFile
from programmes import (
    call_papers,
    conflicts,
    fund_paper,
    gates,
    papers,
    proposal_receipt,
    review_papers,
    sheets,
)
from programmes.models import (
    Call,
    CallSection,
    ConflictDeclaration,
    EvaluatorSeat,
    GuidelineSection,
    ProposalVersion,
    ResultLetter,
)
from tests.canaries import readable
from tests.confidentiality.oracle import Facts, set_clock, stop_the_clock
from tests.confidentiality.test_files import REFUSED, picture
from tests.councils.visitors import browser
from tests.programmes import (
    fund_stage,
    gate_stage,
    outcome_stage,
    policy_cast,
    proposal_stage,
    review_stage,
)
from tests.test_walker import addresses, all_rows, no_verb


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def write_over(row: Any, **words: str) -> None:
    """As the table's owner, past every rule: what a paper says however it came there."""
    table, key = row._meta.db_table, row._meta.pk
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute(f"alter table {table} disable trigger user")
        for name, value in words.items():
            cursor.execute(f'update {table} set "{name}" = %s where {key.column} = %s', [value, row.pk])
        cursor.execute(f"alter table {table} enable trigger user")


# 14 ---------------------------------------------------------------------------------------------------
def state_of_everything() -> dict[str, str]:
    """One fingerprint a table; lines of the journal and sign-ins are what a refusal may leave."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for model in apps.get_models():
            if model._meta.app_label in ("programmes", "confidentiality", "councils", "guardian") and (
                model._meta.model_name != "entry"
            ):
                table = model._meta.db_table
                cursor.execute(f"select md5(string_agg(t::text, '|' order by t::text)) from {table} t")
                found[table] = cursor.fetchone()[0]
    return found


def anything() -> dict[str, Any]:
    """What most forms would take."""
    return {
        "sure": "1",
        "reason": "理由",
        "text": "文",
        "title": "題",
        "name": "名",
        "amount": "1",
        "person": "kato@example.jp",
        "part": "agency",
        "verdict": "yes",
        "answer": "no",
        "decision": "agree",
        "number": "1",
        "key": str(uuid.uuid4()),
        "shown": "0" * 64,
        "file": SimpleUploadedFile("a.txt", b"text"),
    }


def test_14_acts_at_addresses_nobody_was_let_in_to(world):
    """Managing a series was open to whoever knew its address, at an event system: everything is posted to by everybody wrong."""
    stage = gate_stage.discussed(gate_stage.make_gate_stage(world))
    review_stage.discussed(world, code="R-1", judges="review")
    outcome_stage.put(_planned(stage), world.takahashi)
    fund_stage.make_project(
        world,
        stage.concept,
        active=False,
        code="T-2",
        representative=world.kato,
        organisation=world.organisations["company"],
    )
    rows, facts, before, sent = all_rows(), Facts.read(), state_of_everything(), 0
    for key in ("kato", "two", "yoshida", "kimura", "saito", None):
        person = getattr(stage, key) if key else None
        client = browser(person, afresh=True) if person else Client()
        for path in addresses(_hidden(rows, facts, person), no_verb):
            if not re.search("[0-9a-f]{8}-", path) or not re.match(
                "/(public/)?programmes|/disclosures|/items", path
            ):
                continue
            answer = client.post(path, anything())
            refused = (
                {404, 405} if person or path.startswith("/public/") else {302}
            )  # 405: takes no act from anybody
            assert answer.status_code in refused, (key, path, answer.status_code)
            sent += 1
        assert state_of_everything() == before, key
    assert sent > 600


def _planned(stage: Any) -> Any:
    made = outcome_stage.plan(outcome_stage.make_outcome(stage), stage.takahashi)
    outcome_stage.part(made, stage.takahashi, file=True)
    return made


def _hidden(rows: dict[str, list], facts: Facts, person: Any) -> dict[str, list]:
    """One of each kind that this reader may not even know of; kinds they know all of, and whatever has no door, are left."""
    found: dict[str, list] = {**{label: [] for label in rows}, "every uuid": [uuid.uuid4()]}
    with acting_as(person):
        for label, keys in rows.items():
            if label == "every uuid" or not label.startswith(("programmes.", "confidentiality.")):
                continue
            seen = set(Item.objects.values_list("pk", flat=True))
            with contextlib.suppress(DatabaseError), transaction.atomic():  # not the web's to read at all
                seen |= set(apps.get_model(label)._base_manager.values_list("pk", flat=True))
            found[label] = [key for key in keys if key not in seen][-1:]
    return found


def test_14_every_address_with_an_id_has_a_door_of_that_kind():
    """So that the attack above meets all of them: what takes an id and has no door answers from what is public."""
    without = {
        where
        for where, pattern in all_patterns()
        if where.startswith("/programmes/") and "<uuid:pk>" in where
        if not getattr(pattern.callback, "door", "").startswith(("item ", "office"))
    }
    assert without == {"/programmes/issues/<uuid:pk>/"}


# 23 ---------------------------------------------------------------------------------------------------
RUNS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    '=HYPERLINK("http://x")',
]


@pytest.mark.parametrize("word", RUNS)
def test_23_no_cell_begins_as_a_formula(word):
    """Sheets ran what an author had typed, at an event system: in headings and cells, in both kinds of file."""
    plain = sheets.csv_bytes([word], [[word, 1, -1, None]]).decode("utf-8-sig")
    for line in plain.split("\r\n"):
        assert not line.lstrip('"').startswith(sheets.DANGEROUS), line
    assert sheets.uncell(str(sheets.cell(word))) == word and sheets.cell(-5) == -5
    book = sheets.workbook([sheets.Table(word, [word], [[word]])])
    inside = readable(book, "")
    assert "<f>" not in inside and "<hyperlink" not in inside and "externalLink" not in inside


FETCHES = (
    '<img src="file:///etc/passwd">',
    '<img src="http://127.0.0.1:9/x">',
    '<link rel="attachment" href="file:///etc/passwd">',
    '<link rel="stylesheet" href="http://169.254.169.254/latest/">',
    "<style>@import url(file:///etc/passwd);</style>",
    '<object data="file:///etc/passwd"></object>',
    '<p style="background:url(//127.0.0.1/x)">a</p>',
    '<a rel="attachment" href="file:///etc/passwd">a</a>',
)


@pytest.mark.parametrize("markup", FETCHES)
def test_23_the_printer_fetches_nothing(markup):
    """An engine fetched addresses inside the house, at the same system: whatever slips past escaping is refused as a whole."""
    with pytest.raises(printing.ForeignResource):
        printing.render_pdf(
            f'<html lang="ja"><title>題</title>{markup}<p>文</p></html>',
            title="題",
            author="省",
            dated=timezone.now(),
        )


def test_23_nor_does_a_drawing_inside_a_page():
    """The engine leaves the picture out instead of stopping; what matters is that nobody asked for it."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/><text>図</text></svg>'
    )
    data = printing.render_pdf(
        f'<html lang="ja"><title>題</title>{drawing}<p>文</p></html>',
        title="題",
        author="省",
        dated=timezone.now(),
    )
    assert "root:" not in readable(data, "application/pdf") and b"/Subtype /Image" not in data


def test_23_every_paper_of_the_programme_prints_what_was_typed_as_words(world, monkeypatch):
    """Comparison, overview of a fund, guideline and notice of a call, receipt, result: the same words, and nothing fetched."""
    reached = []
    monkeypatch.setattr(socket, "create_connection", lambda address, *a, **k: reached.append(address))
    stop_the_clock()
    markup = "".join(FETCHES)
    at = database_now() + timedelta(hours=1)
    stage = review_stage.planned(world, at)
    set_clock(at)
    write_over(Call.objects.get(pk=stage.call.pk), summary=markup, contact=markup, title=markup[:150])
    for section in CallSection.objects.filter(item_id=stage.call.pk):
        write_over(section, title=markup[:100], guidance=markup)
    letter = ResultLetter.objects.get(proposal=stage.proposal)
    write_over(letter, text=markup, feedback=markup, number=markup[:50])
    write_over(stage.proposal, title=markup[:150])
    fund = stage.call.fund
    write_over(fund, name=markup[:100])
    first, second = _two_guidelines(world, markup)
    made = []
    with acting_as(world.takahashi):
        made.append(review_papers.letter_pdf(letter))
        made.append(
            proposal_receipt.receipt_pdf(ProposalVersion.objects.filter(proposal=stage.proposal).first())
        )
    with acting_as(world.nakamura):
        call = Call.objects.get(pk=stage.call.pk)
        made += [call_papers.paper_of(call, kind) for kind in (call_papers.GUIDELINE, call_papers.NOTICE)]
        made.append(fund_paper.fund_pdf(type(fund).objects.get(pk=fund.pk)))
    with acting_as(world.yamamoto):
        made.append(papers.comparison_pdf(second))
    assert first.pk != second.pk
    for paper in made:
        data = paper.make()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert not pdf.attachments, paper.kind
        said = readable(data, "application/pdf")
        assert "root:" not in said, paper.kind
        assert "etc/passwd" in re.sub(r"\s", "", said), paper.kind  # printed, as the words they are
    assert not reached
    set_clock(None)


def _two_guidelines(world: Any, markup: str) -> tuple[Any, Any]:
    by = policy_cast.officer(world)
    first = policy_cast.published(by)
    second = policy_cast.draft(by, basis=first, whole=False)
    part = GuidelineSection.objects.filter(item=second).exclude(kind="heading").first()
    write_over(part, text=markup)
    return first, second


# 24 ---------------------------------------------------------------------------------------------------
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
DISGUISED = {
    "page as text": REFUSED["html called txt"][:2],
    "page as pdf": REFUSED["html called pdf"][:2],
    "page": ("a.html", b"<!doctype html><script>alert(1)</script>"),
    "drawing": ("a.svg", SVG),
    "drawing as picture": ("a.png", SVG),
    "drawing as text": ("a.txt", SVG),
    "declared drawing as text": ("a.txt", b"<?xml version='1.0'?>" + SVG),
    "page behind a mark": ("a.txt", b"\xef\xbb\xbf \n<html><body onload=alert(1)>"),
    "page with a picture's beginning": ("a.html", picture("PNG") + b"<script>alert(1)</script>"),
    "script in pdf": REFUSED["pdf with a script on opening"][:2],
}


def test_24_no_place_of_the_programme_takes_a_script_for_a_file(world):
    """Scripts came in as pictures and papers, at an event system: proposals, reports of gates, manuscripts."""
    stage = gate_stage.make_gate_stage(world)
    draft = _report_draft(stage)
    proposal = proposal_stage.make_stage(world)
    planned = outcome_stage.plan(outcome_stage.make_outcome(stage), world.takahashi)
    places = {
        reverse("section_file_new", args=[proposal.section("plan").pk]): {},
        reverse("evidence_new", args=[draft.pk]): {"label": "根拠"},
        reverse("disclosure_part_new", args=[planned.pk]): {"place": "本文"},
    }
    client = browser(world.takahashi, afresh=True)
    for address, more in places.items():
        kept = StoredFile.objects.count()
        for name, (title, data) in DISGUISED.items():
            for declared in ("text/plain", "application/pdf", "image/png"):
                answer = client.post(address, {**more, "file": SimpleUploadedFile(title, data, declared)})
                assert answer.status_code == 422, (address, name, declared)
                assert b"<script>alert" not in answer.content
        assert StoredFile.objects.count() == kept, address
        good = client.post(address, {**more, "file": SimpleUploadedFile("a.txt", "文".encode())})
        assert good.status_code == 302 and StoredFile.objects.count() == kept + 1, address


def _report_draft(stage: Any) -> Any:
    gate_stage.act("open_report", stage.gate, stage.nakamura)
    with acting_as(stage.takahashi):
        return gates.draft_of(gate_stage.gate_of(stage), by=stage.takahashi)


def test_24_no_browser_runs_what_is_handed_out(world):
    """Every file of the programme comes as an attachment that nothing guesses about, whatever is in it and it is called."""
    stage = gate_stage.reviewed(gate_stage.make_gate_stage(world))
    reviewed = review_stage.opened(world, code="R-1", judges="review")
    review_stage.seat(reviewed, reviewed.two)
    planned = outcome_stage.put(_planned(stage), world.takahashi)
    for stored in StoredFile.objects.all():
        write_over(stored, name='"><script>alert(1)</script>\r\nX-Evil: 1.txt')
    version = ProposalVersion.objects.filter(proposal=reviewed.proposal).first()
    section = reviewed.section("plan")
    report = stage.gate.reports.first()
    asked = [
        (world.takahashi, "section_file", section.pk, section.attached.get().pk),
        (world.takahashi, "proposal_version_file", version.pk, version.files.get().pk),
        (reviewed.two, "review_paper", reviewed.dossier().pk, 1),
        (stage.two, "dossier_file", gate_stage.dossier_of(stage).pk, 1),
        (world.takahashi, "evidence_file", report.pk, report.evidence.get().pk),
        (world.tanaka, "disclosure_part_file", planned.pk, 1),
    ]
    for person, name, *args in asked:
        client = browser(person)
        answer = client.get(reverse(name, args=args))
        if answer.status_code == 405:
            answer = client.post(reverse(name, args=args))
        assert answer.status_code == 200, name
        assert (
            answer["Content-Disposition"].startswith("attachment")
            and answer["X-Content-Type-Options"] == "nosniff"
        )
        assert "sandbox" in answer["Content-Security-Policy"] and "X-Evil" not in answer.headers, name
        assert "<script" not in str(answer.headers) and not answer["Content-Type"].startswith(
            ("text/html", "image/svg")
        )


SCRIPT = "</p><script>alert(1)</script><img src=x onerror=alert(1)>\"'"
RAW = (b"<script>alert", b"<img src=x")


def harmless(answer: Any, *, status: int = 200) -> None:
    assert answer.status_code == status, answer.content[:300]
    assert not [raw for raw in RAW if raw in answer.content]
    assert b"alert(1)" in answer.content  # it is there, as words
    assert (
        "script-src 'self'" in answer["Content-Security-Policy"]
        and "unsafe" not in answer["Content-Security-Policy"]
    )


def test_24_what_is_said_of_a_conflict_stays_words(world):
    """A conflict's dialog ran what had been typed, at an event system: declarations, reasons, clashes of two writers."""
    stage = review_stage.opened(world)
    seat = review_stage.name(stage, stage.two)
    client = browser(stage.two, afresh=True)
    said = client.post(reverse("evaluation_declare", args=[seat.pk]), {"answer": "yes", "detail": SCRIPT})
    assert said.status_code == 302 and ConflictDeclaration.objects.get().detail == SCRIPT
    shown = client.get(reverse("evaluation_declare", args=[seat.pk]))
    assert shown.status_code == 200 and not [raw for raw in RAW if raw in shown.content]
    desk = browser(stage.nakamura, afresh=True)
    harmless(desk.get(reverse("evaluation_roster", args=[stage.dossier().pk])))
    write_over(stage.three, family_name=SCRIPT[:40])
    review_stage.seat(stage, stage.three)
    sent = review_stage.write(stage, stage.three)
    named = desk.get(reverse("evaluation_roster", args=[stage.dossier().pk]))
    assert not [raw for raw in RAW if raw in named.content]
    review_stage.act("reopen_review", sent, stage.nakamura, reason=SCRIPT)
    harmless(browser(stage.three).get(reverse("review_dossier", args=[stage.dossier().pk])))
    over = EvaluatorSeat.objects.get(person=stage.three)
    for page in (reverse("evaluation_seat_end", args=[over.pk]), reverse("review_reopen", args=[sent.pk])):
        shown = desk.get(page)
        assert shown.status_code == 200 and not [raw for raw in RAW if raw in shown.content]
        again = desk.post(page, {"reason": SCRIPT})
        assert not [raw for raw in RAW if raw in again.content]
    with acting_as(stage.nakamura):
        assert not conflicts.live_seats(stage.dossier()).filter(person=stage.three).exists()


def test_24_two_writers_who_clash_see_words(world):
    """The page that shows one's own text beside somebody else's."""
    stage = proposal_stage.make_stage(world)
    section = stage.section("plan")
    ours, theirs = browser(world.takahashi), browser(world.tanaka)
    page = reverse("proposal_section", args=[section.pk])
    first = theirs.post(page, {"text": SCRIPT, "shown": str(section.revision)})
    assert first.status_code in (200, 302)
    harmless(ours.post(page, {"text": "私の文" + SCRIPT, "shown": str(section.revision)}), status=409)
    part = ours.post(
        page, {"text": "私の文" + SCRIPT, "shown": str(section.revision)}, headers={"HX-Request": "true"}
    )
    assert part.status_code == 409 and not [raw for raw in RAW if raw in part.content]
    harmless(ours.get(reverse("section_history", args=[section.pk])))
