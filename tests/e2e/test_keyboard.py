"""Agreeing and confirming with Tab, Space and Enter alone; wherever the focus stops, it can be seen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator

from tests.e2e.portal import PASSWORD
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.e2e

FARTHEST = 150  # stops; whoever needs more than that has been trapped
# The focused thing is drawn with a ring, lies in the window, and nothing covers it entirely (WCAG 2.4.7, 2.4.11).
_SEEN = """() => {
  const el = document.activeElement, style = getComputedStyle(el), box = el.getBoundingClientRect();
  if (el === document.body) return "nothing";
  const name = `${el.localName} “${(el.innerText || el.value || el.name || "").trim().slice(0, 20)}”`;
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `${name} without a ring`;
  const inside = (x, y) => { const top = document.elementFromPoint(x, y); return top && (el.contains(top) || top.contains(el)); };
  const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth), above = Math.max(box.top, 0), below = Math.min(box.bottom, innerHeight);
  const points = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + (right - left) * x, above + (below - above) * y]));
  return right > left && below > above && points.some(([x, y]) => inside(x, y)) ? "" : `${name} is covered or outside`;
}"""


@pytest.fixture
def unseen() -> list[str]:
    """Where the focus was and could not be seen; empty at the end of a test."""
    return []


def tab_to(visitor: Visitor, target: Locator, unseen: list[str]) -> None:
    """Press Tab until the target has the focus."""
    for _stop in range(FARTHEST):
        visitor.page.keyboard.press("Tab")
        if unclear := visitor.page.evaluate(_SEEN):
            unseen.append(f"{visitor.path}: {unclear}")
        if target.evaluate("el => el === document.activeElement"):
            return
    raise AssertionError(f"Tab does not lead to {target} on {visitor.path}")


def enter(visitor: Visitor, target: Locator, unseen: list[str]) -> None:
    """Go to the link or button and press Enter; arrive."""
    tab_to(visitor, target, unseen)
    visitor.arrive_by(lambda: visitor.page.keyboard.press("Enter"))


def sign_in(visitor: Visitor, role: str, unseen: list[str]) -> None:
    visitor.goto("/accounts/login/")
    tab_to(visitor, visitor.page.get_by_label("メールアドレス"), unseen)
    visitor.page.keyboard.type(f"{role}@demo.example")
    tab_to(visitor, visitor.page.get_by_label("パスワード").first, unseen)
    visitor.page.keyboard.type(PASSWORD)
    visitor.arrive_by(lambda: visitor.page.keyboard.press("Enter"))
    assert visitor.path == "/home/"


def test_the_first_stop_skips_to_the_content(visit):
    visitor = visit("needs")
    visitor.goto("/home/")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.innerText") == "本文へ移動"
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_member_agrees_by_keyboard_alone(visit, unseen):
    """From the sign-in page to the receipt."""
    member = visit()
    sign_in(member, "needs", unseen)
    enter(
        member,
        member.main.get_by_role("link", name=re.compile("守秘の指定に同意するかどうか回答する")).first,
        unseen,
    )
    if not member.path.endswith("/answer/"):
        enter(member, member.main.get_by_role("link", name="文面を読んで回答する"), unseen)
    tab_to(member, member.main.get_by_label("同意する", exact=True), unseen)
    member.page.keyboard.press("Space")
    enter(member, member.main.get_by_role("button", name="確認へ進む"), unseen)
    enter(member, member.main.get_by_role("button", name="同意する"), unseen)
    member.reads("受付番号")
    assert unseen == []


def test_a_speaker_confirms_by_keyboard_alone_in_the_smallest_window(visit, unseen):
    """320 by 256 is a desktop window at 400 percent; the bar of the protected page must not cover what has the focus."""
    speaker = visit("startup", viewport={"width": 320, "height": 256})
    speaker.goto("/home/")
    enter(speaker, speaker.main.get_by_role("link", name=re.compile("^第2回の議事の記録を確認する")), unseen)
    if not speaker.path.endswith("/confirm/"):
        enter(speaker, speaker.main.get_by_role("link", name="確認のページを開く"), unseen)
    enter(
        speaker,
        speaker.main.get_by_role("button", name=re.compile("^確認した|このとおり確認した")).first,
        unseen,
    )
    speaker.reads("確認が終わりました")
    assert unseen == []
