"""A page opened before another's change takes nothing of it back: it is told so, and its words are still there to copy (R41, R37)."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from confidentiality.acting import acting_as
from programmes import changes
from programmes.models import ChangeRequest, Fund, Participant, ScoutEntry
from tests.councils.visitors import browser
from tests.programmes import fund_stage
from tests.programmes.approval_stage import approve, manned
from tests.programmes.fund_stage import YEAR, Stage
from tests.programmes.test_project_pages import text
from tests.programmes.test_scouts import agreed


@pytest.fixture
def stage(world) -> Stage:
    return manned(world)


def opened(client: Any, page: str) -> dict[str, str]:
    """The hidden fields of a form as its page shows them now."""
    html = text(client.get(page))
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', html))
    return {name: value for name, value in found.items() if name not in ("csrfmiddlewaretoken", "next")}


def changed(stage: Stage, **words: Any) -> None:
    """Another's change of the plan in between, asked for and approved."""
    with acting_as(stage.nakamura):
        after = changes.with_plan(changes.terms_now(stage.project), **words)
        made = changes.ask(stage.project, by=stage.nakamura, change_kind="plan", after=after, reason="理由")
    approve(made, stage.yamamoto)


def taken(stage: Stage, page: str, typed: dict[str, str]) -> tuple[int, int]:
    """A form opened before another's change and sent after it, then one opened after it: the two answers."""
    client = browser(stage.takahashi, afresh=True)
    before = opened(client, page)
    changed(stage, english_title="Another title")
    late = client.post(page, {**before, **typed, "reason": "申請の理由の文", "sure": "1"})
    assert "画面を開いた後に、条件が変わりました" in text(late) and "申請の理由の文" in text(late)
    assert not ChangeRequest.objects.filter(state="requested").exists()
    fresh = client.post(page, {**opened(client, page), **typed, "reason": "申請の理由の文", "sure": "1"})
    return late.status_code, fresh.status_code


def test_a_budget_form_opened_before_another_change(stage):
    page = reverse("change_budget", args=[stage.project.pk])
    assert taken(stage, page, {f"y{YEAR}": "400", f"y{YEAR + 1}": "400"}) == (409, 302)


def test_a_plan_form_opened_before_another_change(stage):
    page = reverse("change_plan", args=[stage.project.pk])
    typed = {
        "title": "別の課題名",
        "purpose": "目的の文",
        "plan": "計画の文",
        "starts_on_year": "2026-4-1",
        "ends_on_year": "2029-3-31",
    }
    assert taken(stage, page, typed) == (409, 302)


def test_a_participants_form_opened_before_another_change(stage):
    with acting_as(stage.takahashi):
        now = changes.terms_now(stage.project)
        row = uuid4()
        words = {
            "participant_kind": "individual",
            "organisation": None,
            "name": "共同研究先",
            "part": "測定",
            "share": None,
            "starts_on": date(2026, 10, 1),
            "ends_on": None,
        }
        after = changes.with_participant(now, row, **words)
        made = changes.ask(stage.project, by=stage.takahashi, change_kind="team", after=after, reason="参加")
    approve(made, stage.nakamura)
    kind = Participant.objects.get(pk=row).participant_kind
    page = reverse("change_participant", args=[stage.project.pk, row])
    typed = {
        "participant_kind": kind,
        "name": "共同研究先",
        "part": "別の分担",
        "starts_on_year": "2026-10-1",
    }
    assert taken(stage, page, typed) == (409, 302)


def test_the_agency_takes_back_no_correction_that_the_person_made(world):
    fund = fund_stage.make_fund(world)
    entry = agreed(fund, world.inoue, by=world.nakamura)
    office, own = browser(world.nakamura), browser(world.inoue)
    page, mine = (reverse(name, args=[entry.pk]) for name in ("scout_edit", "scout_own"))
    before, also = opened(office, page), opened(own, mine)
    assert own.post(mine, {**also, "languages": "英語", "sure": "1"}).status_code == 302
    typed = {"is_reviewer": "on", "note": "備考の文", "languages": "", "sure": "1"}
    late = office.post(page, {**before, **typed})
    assert late.status_code == 409 and "備考の文" in text(late)
    assert ScoutEntry.objects.get().languages == "英語"
    assert own.post(mine, {**also, "languages": "仏語", "sure": "1"}).status_code == 409  # two of one's own
    assert office.post(page, {**opened(office, page), **typed, "languages": "英語"}).status_code == 302
    assert ScoutEntry.objects.get().note == "備考の文"


def test_two_of_the_office_at_the_words_of_one_fund(stage):
    page = reverse("fund_edit", args=[stage.fund.pk])
    one, two = browser(stage.yamamoto, afresh=True), browser(stage.kobayashi, afresh=True)
    before, also = opened(one, page), opened(two, page)
    words = {"name": "試験基金", "sure": "1"}
    assert one.post(page, {**before, **words, "purpose": "一人目の目的"}).status_code == 302
    late = two.post(page, {**also, **words, "purpose": "二人目の目的"})
    assert late.status_code == 409 and "二人目の目的" in text(late)
    assert Fund.objects.get(pk=stage.fund.pk).purpose == "一人目の目的"
