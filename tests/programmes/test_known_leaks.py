"""Leaks other systems of this kind have had, each tried on the programme; what leaked, at whom, in one line."""

import base64
import contextlib
import csv
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from confidentiality import disclosures
from confidentiality.acting import acting_as, database_now
from confidentiality.checks import all_patterns
from confidentiality.models import BaseAudience, ClosingRequest, Entry
from confidentiality.verbs import Refused, WrongState
from programmes import conflicts, gates, issues, proposals, reviews, selection
from programmes.models import (
    Assignment,
    EvaluatorSeat,
    GateEvaluation,
    Issue,
    IssueTag,
    LedgerEntry,
    Project,
    Proposal,
    ProposalSection,
    RankingLine,
    SectionRight,
)
from programmes.views import project_list
from tests.cast import World
from tests.councils.visitors import browser
from tests.programmes import (
    call_stage,
    fund_stage,
    gate_stage,
    outcome_stage,
    policy_cast,
    proposal_stage,
    review_stage,
    technology_cast,
)
from tests.programmes.gate_stage import JUDGES, SECRET_COMMENT

STRANGERS = ("kato", "inoue", "yoshida")
NUMBER = r'<td class="num" data-th="印の付いたもの（見られる範囲）">(\d+)</td>'


@pytest.fixture
def gated(world: World) -> fund_stage.Stage:
    return gate_stage.discussed(gate_stage.make_gate_stage(world))


@pytest.fixture
def proposed(world: World) -> proposal_stage.Stage:
    return proposal_stage.make_stage(world)


def text(person, *address: object) -> tuple[int, str]:
    answer = browser(person).get(reverse(address[0], args=address[1:]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, body.decode(errors="ignore") + str(answer.headers)


def test_1_a_file_by_a_weaker_rule_than_its_page(proposed):
    """An attachment was served to whom its page was refused, at a funding portal and at a publishing one."""
    section = proposed.section("plan")
    file = section.attached.get()
    status, body = text(proposed.takahashi, "section_file", section.pk, file.pk)
    assert status == 200 and proposal_stage.CANARY in body
    for key in (*STRANGERS, "nakamura"):
        status, body = text(getattr(proposed, key), "section_file", section.pk, file.pk)
        assert status == 404 and proposal_stage.CANARY not in body


def test_3_an_address_made_by_hand(gated):
    """An administrator reached an embargoed thing by its address, at a freedom-of-information portal."""
    for name in ("gate_dossier", "gate_hearing", "evaluation_roster"):
        for key in (*STRANGERS, "takahashi", "tanaka"):
            assert text(getattr(gated, key), name, gate_stage.dossier_of(gated).pk)[0] == 404, (name, key)


def test_4_a_private_part_under_a_public_whole(world):
    """A private child was listed on its public parent's page, at a participation platform."""
    call = call_stage.open_call(world)
    proposal = proposal_stage.draft(world, call)
    for person in (None, world.kato, world.nakamura):
        answer = (browser(person) if person else Client()).get(reverse("public_call", args=[call.pk]))
        assert answer.status_code == 200
        assert (
            proposal_stage.CANARY not in answer.content.decode()
            and str(proposal.pk) not in answer.content.decode()
        )


def test_5_a_name_of_something_related(gated):
    """An allowed object named a related one that was not, at a network inventory: an evaluator by the gate's page."""
    for key in ("takahashi", "tanaka", "ito"):
        status, body = text(getattr(gated, key), "gate", gated.gate.pk)
        assert status == 200
        assert not [name for name in JUDGES if name in body] and SECRET_COMMENT not in body


def test_7_a_count_that_counts_what_is_hidden(world):
    """Summaries counted hidden objects, at a network inventory: drafts in the agency's list of a call."""
    stage = proposal_stage.make_stage(world)
    status, body = text(world.nakamura, "call_proposals", stage.call.pk)
    assert status == 200 and proposal_stage.CANARY not in body
    with acting_as(world.nakamura):
        assert Proposal.objects.count() == 0


def test_8_a_search_without_rights(world):
    """A search over everything asked nobody's rights, at a network inventory."""
    stage = fund_stage.make_stage(world)
    for key in STRANGERS:
        answer = browser(world.people[key]).get(reverse("project_list"), {"q": stage.project.title})
        assert answer.status_code == 200 and str(stage.project.pk) not in answer.content.decode()


def test_9_a_history_that_says_who_judged(gated):
    """A dashboard's history named anonymous reviewers, at a conference system: the journal to the project's side."""
    for key in ("takahashi", "tanaka", "ito"):
        with acting_as(getattr(gated, key)):
            judges = [gated.one.pk, gated.two.pk, gated.three.pk]
            assert not Entry.objects.filter(actor_id__in=judges).exists()
            assert not Entry.objects.filter(verb="name_evaluator").exists()


def test_10_a_score_before_its_time(world):
    """Scores were shown in the blind phase, at a conference system: nothing of others before the discussion."""
    stage = gate_stage.reviewed(gate_stage.make_gate_stage(world))
    gate_stage.evaluate(stage, stage.one)
    dossier = gate_stage.dossier_of(stage)
    for person in (stage.two, stage.takahashi, stage.yamamoto, stage.kimura):
        with acting_as(person):
            assert GateEvaluation.objects.count() == 0
            assert gates.spread(dossier)["n"] == 0 and gates.discussion(dossier) == []


def test_11_an_empty_row_that_betrays_a_person(gated):
    """A line with nothing in it told that somebody was a reviewer, at a review platform."""
    for key in ("takahashi", "tanaka", "ito", "yamamoto", "kimura"):
        with acting_as(getattr(gated, key)):
            assert EvaluatorSeat.objects.count() == 0
    with acting_as(gated.two):
        assert EvaluatorSeat.objects.get().person_id == gated.two.pk


def test_12_choices_of_a_filter_with_hidden_values(world):
    """Facets listed values of hidden records, at a data portal: funds and bodies of the project search."""
    stage = fund_stage.make_stage(world)
    for key in STRANGERS:
        body = browser(world.people[key]).get(reverse("project_list")).content.decode()
        assert str(stage.fund.pk) not in body and str(stage.project.organisation_id) not in body


def test_15_a_sheet_that_ignores_the_limits_of_its_page(world):
    """A spreadsheet held rows its page did not show, at an event system."""
    stage = fund_stage.make_stage(world)
    for key in STRANGERS:
        body = browser(world.people[key]).get(reverse("projects_csv")).content.decode()
        assert stage.project.code not in body
        assert (
            browser(world.people[key]).get(reverse("fund_sums_csv", args=[stage.fund.pk])).status_code == 404
        )
        assert (
            browser(world.people[key]).get(reverse("fund_lines_csv", args=[stage.fund.pk])).status_code == 404
        )


def test_16_a_log_for_the_wrong_readers(gated):
    """Logs were readable by people of the event, at an event system: the office and the project read no evaluator's line."""
    dossier = gate_stage.dossier_of(gated).pk
    for key in ("yamamoto", "takahashi", "yoshida"):
        with acting_as(getattr(gated, key)):
            assert not Entry.objects.filter(item_id=dossier).exists()


def test_18_reading_that_writes(world):
    """Looking at a thing changed it, at a project system: a GET of an act changes no state."""
    stage = fund_stage.make_stage(world)
    before = LedgerEntry.objects.count()
    for verb in ("suspend", "complete"):
        browser(world.nakamura, afresh=True).get(reverse("project_act", args=[stage.project.pk, verb]))
    assert (
        Project.objects.get(pk=stage.project.pk).state == "active" and LedgerEntry.objects.count() == before
    )


def test_20_nobody_named_is_not_everybody(world):
    """An empty list of groups was read as everybody, at a meeting system: no audience, no reader."""
    stage = fund_stage.make_stage(world)
    made = outcome_stage.make_outcome(stage)
    BaseAudience.objects.filter(item_id=made.pk).delete()
    for person in (*(world.people[k] for k in STRANGERS), None):
        with acting_as(person):
            assert not type(made).objects.exists()


def test_22_a_right_that_outlives_its_end(gated):
    """A cache answered for a right that had ended, at a permission service: an evaluator's seat, at its last instant."""
    client = browser(gated.two)
    address = reverse("gate_dossier", args=[gate_stage.dossier_of(gated).pk])
    assert client.get(address).status_code == 200
    with acting_as(gated.nakamura):
        conflicts.end_seat(EvaluatorSeat.objects.get(person=gated.two), by=gated.nakamura)
    assert client.get(address).status_code == 404


def test_2_a_word_in_the_address_that_opens(world):
    """A preview token was looked at before the limit, at a publishing portal: no word, header or cookie opens anything."""
    stage = review_stage.discussed(world)
    page = reverse("review_dossier", args=[stage.dossier().pk])
    keys = ("preview", "token", "key", "auth_bypass_id", "share", "as", "user", "receipt", "next", "_method")
    words = {key: str(stage.nakamura.pk) for key in keys}
    headers = {"X-Forwarded-User": stage.nakamura.email, "X-Remote-User": stage.nakamura.email}
    for person in (stage.takahashi, stage.kato, stage.three, stage.yoshida):
        client = browser(person)
        plain = client.get(page)
        asked = client.get(page, words, headers={**headers, "Authorization": "Token " + words["token"]})
        assert (plain.status_code, plain.content) == (asked.status_code, asked.content) and (
            plain.status_code == 404
        )
    assert Client().get(page, words, headers=headers).status_code == 302


def test_2_no_address_of_the_programme_takes_a_token(db):
    """Ids and plain words alone; one receipt is signed, and it says nothing but its own number and hour."""
    taken = {
        where
        for where, pattern in all_patterns()
        if "/programmes/" in where
        for name, converter in pattern.pattern.converters.items()
        if type(converter).__name__ not in ("UUIDConverter", "IntConverter", "SlugConverter")
    }
    assert taken == {"/public/programmes/comment-receipts/<str:receipt>/"}
    for forged in ("x", "W10:1:2", signing.dumps(["1", "2", "3"], salt="another")):
        assert Client().get(reverse("public_comment_receipt", args=[forged])).status_code == 404


def test_6_a_list_by_tag_that_asks_nobody(world):
    """A tag's page listed what its reader could not open, at a network inventory; nor does the tag count it."""
    by = policy_cast.officer(world)
    hidden = technology_cast.whole(world, by, name="隠れた技術")
    shown = policy_cast.technology(by, name="見せた技術")
    tag = Issue.objects.get()
    with acting_as(by):
        issues.set_tags(shown, by=by, issues=[tag])
    technology_cast.sheet(by, shown)
    technology_cast.shown(by, shown)
    for key in (*STRANGERS, "takahashi", "nakamura"):
        client = browser(world.people[key])
        body = client.get(reverse("issue", args=[tag.pk])).content.decode()
        assert "見せた技術" in body and "隠れた技術" not in body and str(hidden.pk) not in body
        listed = client.get(reverse("issue_list")).content.decode()
        assert re.search(NUMBER, listed)[1] == "1"
        with acting_as(world.people[key]):
            assert IssueTag.objects.count() == 1
            with pytest.raises(Refused):
                issues.set_tags(shown, by=world.people[key], issues=[])
        forced = client.post(reverse("issue_tags", args=["technology", hidden.pk]), {"issues": [str(tag.pk)]})
        assert forced.status_code == 404
    # so that the count above says something
    assert re.search(NUMBER, browser(by).get(reverse("issue_list")).content.decode())[1] == "2"


def test_13_no_calendar_and_no_feed(world):
    """A calendar asked nobody's rights, at an event system: here there is none, by any address or any kind of answer."""
    stage = gate_stage.make_gate_stage(world)
    feeds = [
        where
        for where, _p in all_patterns()
        if re.search(r"ical|\.ics|calendar|feed|rss|atom|sitemap", where)
    ]
    assert feeds == []
    for person in (None, stage.kato, stage.nakamura):
        client = browser(person) if person else Client()
        for page in (reverse("gate", args=[stage.gate.pk]), reverse("public_calls"), reverse("call_list")):
            answer = client.get(page, headers={"Accept": "text/calendar, application/atom+xml"})
            assert not re.search("calendar|xml", answer.get("Content-Type", "text/html"))
            assert b"text/calendar" not in answer.content and b"application/rss" not in answer.content
            for more in (".ics", "calendar.ics", "feed/", "ical/"):
                assert client.get(page.rstrip("/") + more).status_code == 404
                assert client.get(page + more).status_code == 404


def test_17_many_at_once_past_the_check(world):
    """An act on everything marked, over several pages, left the check out, at an archive: foreign ids among the marked."""
    ours = review_stage.opened(world, code="C-1")
    theirs = review_stage.opened(world, code="C-2")
    foreign = theirs.dossier()
    client = browser(world.nakamura, afresh=True)
    with acting_as(world.nakamura):
        reviews.list_candidate(ours.review(), by=world.nakamura, person=ours.one)
    listed = f"受付番号,順位,理由\r\n{foreign.number},1,理由\r\n".encode()
    page = reverse("ranking_list_new", args=[ours.review().pk])
    answer = client.post(page, {"data": base64.b64encode(listed).decode(), "sure": "1"})
    assert answer.status_code == 422 and "受付番号ではありません" in answer.content.decode()
    client.post(reverse("review_matrix", args=[ours.review().pk]), {"seat": [f"{foreign.pk} {ours.one.pk}"]})
    with acting_as(world.nakamura):
        selection.save_ranking(ours.review(), by=world.nakamura, lines={foreign.pk: (1, "理由")})
        assert not RankingLine.objects.exists() and not EvaluatorSeat.objects.exists()
    own, rival = ours.both
    rivals = list(ProposalSection.objects.filter(proposal=rival).values_list("pk", flat=True))
    before = BaseAudience.objects.filter(item_id__in=rivals).count()
    proposal_stage.close(ours.call, database_now() + timedelta(days=1))
    with acting_as(world.takahashi):
        mine = Assignment.objects.get(item_id=own.pk, role="co_applicant")
        with contextlib.suppress(WrongState):  # sent already: not even one's own parts are given any more
            proposals.set_rights(own, mine, by=world.takahashi, levels=dict.fromkeys(rivals, "read"))
    assert BaseAudience.objects.filter(item_id__in=rivals).count() == before
    assert not SectionRight.objects.filter(item_id__in=rivals).exists()


def test_17_a_closing_of_parts_of_something_else(world):
    """The same with a list of parts: those of another publication close nothing, together with one's own or alone."""
    stage, ours = outcome_stage.screened(world)
    _stage, theirs = outcome_stage.screened(world, stage=stage)
    with acting_as(world.ito):
        own = [p.pk for p in disclosures.parts_of(ours)]
        foreign = [p.pk for p in disclosures.parts_of(theirs)]
    for chosen in (foreign, own + foreign):
        with pytest.raises(WrongState, match="選び直"):
            outcome_stage.ask_to_close(ours, world.ito, parts=chosen)
    assert not ClosingRequest.objects.exists()


def test_17_pages_take_lists_of_marks_in_one_place_only():
    """Where marks of several rows are read at all; another place needs its own attack: above, or for the register of
    reviewers in test_scouts, with people of another fund among the marked."""
    folder = Path(__file__).resolve().parents[2] / "programmes" / "views"
    found = {f.name for f in folder.glob("*.py") if re.search(r"POST\.getlist\(\"", f.read_text())}
    assert found == {"review.py", "scout_pick.py"}


def test_19_lists_and_things_say_the_same(world):
    """A right to see a list overrode a grant to see one thing, at an assembly system: neither opens more than the other."""
    stage = gate_stage.discussed(gate_stage.make_gate_stage(world))
    with acting_as(stage.nakamura):
        other = fund_stage.make_concept(world, stage.fund, allocated=0, title="別の構想")
    secret = fund_stage.make_project(
        world,
        other,
        active=False,
        code="T-2",
        representative=world.kato,
        organisation=world.organisations["company"],
    )
    lists = [
        "/" + where.lstrip("/")
        for where, pattern in all_patterns()
        if where.startswith("/programmes/") and not pattern.pattern.converters and "csv" not in where
    ]
    assert len(lists) > 20
    for key in ("kobayashi", "kimura", "yoshida", "watanabe", "tanaka", "kato", "two", "saito"):
        person = getattr(stage, key)
        client, linked = browser(person), set()
        for address in lists:
            answer = client.get(address)
            if answer.status_code == 200:
                linked |= set(
                    re.findall(r'href="(/programmes/[^"?#]*[0-9a-f-]{36}/)"', answer.content.decode())
                )
        for address in linked:
            assert client.get(address).status_code in (200, 302), (key, address)
        with acting_as(person):
            open_ = {str(pk) for pk in Project.objects.values_list("pk", flat=True)}
        listed = set(
            re.findall(
                r"/programmes/projects/([0-9a-f-]{36})/", client.get(reverse("project_list")).content.decode()
            )
        )
        assert listed == open_, key
        assert (str(secret.pk) in open_) == (key in ("kobayashi", "watanabe", "kato")), (key, open_)


@pytest.mark.parametrize("size", [1, 3, 5])
def test_21_a_part_of_a_list_given_for_the_whole(world, monkeypatch, size):
    """A limit cut lists off without a word, at a permission service: pages of odd sizes and the sheet give everything once."""
    monkeypatch.setattr(project_list, "A_PAGE", size)
    stage = fund_stage.make_stage(world)
    for n in range(2, 8):
        fund_stage.make_project(world, stage.concept, active=False, code=f"T-{n}")
    client, found, address = browser(stage.nakamura), [], reverse("project_list")
    while address:
        body = client.get(address).content.decode()
        found += re.findall(r'<a href="/programmes/projects/([0-9a-f-]{36})/"', body)
        onward = re.search(r'href="(\?page=\d+)"[^>]*>[^<]*次', body) or re.search(
            r'href="(\?page=\d+)" rel="next"', body
        )
        address = reverse("project_list") + onward[1] if onward else ""
    with acting_as(stage.nakamura):
        wanted = {str(pk) for pk in Project.objects.values_list("pk", flat=True)}
    assert len(wanted) == 7 and len(found) == 7 and set(found) == wanted
    sheet = client.get(reverse("projects_csv")).content.decode("utf-8-sig")
    assert {row[0] for row in list(csv.reader(io.StringIO(sheet)))[1:]} == {f"T-{n}" for n in range(1, 8)}


def test_22_nothing_kept_by_a_browser_answers_for_a_right_that_ended(world):
    """The same, of a reviewer who turns out to be related: neither a condition nor a range brings back what was shown."""
    stage = review_stage.opened(world)
    review_stage.seat(stage, stage.two)
    client = browser(stage.two)
    pages = [
        reverse("review_dossier", args=[stage.dossier().pk]),
        reverse("review_paper", args=[stage.dossier().pk, 1]),
    ]
    kept = [client.get(page) for page in pages]
    for answer in kept:
        assert answer.status_code == 200 and {"no-store", "private"} & set(
            re.split(r"[, ]+", answer["Cache-Control"])
        )
    review_stage.affiliate(stage.two, stage.takahashi.affiliations.get().organisation)
    for page, answer in zip(pages, kept, strict=True):
        tags = {
            "If-None-Match": answer.get("ETag", "*"),
            "If-Modified-Since": answer.get("Last-Modified", ""),
        }
        for headers in ({}, tags, {"Range": "bytes=0-10"}):
            after = client.get(page, headers={k: v for k, v in headers.items() if v})
            assert after.status_code == 404 and proposal_stage.CANARY not in after.content.decode()
    assert str(stage.dossier().pk) not in client.get(reverse("my_evaluations")).content.decode()
    assert client.get(reverse("evaluation_roster", args=[stage.dossier().pk])).status_code == 404
