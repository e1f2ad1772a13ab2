"""Task 2: somebody new is asked by letter, joins, reads for the meeting, agrees to a scope, confirms what they said, and leaves."""

from __future__ import annotations

import re

import pytest

from tests.e2e import steps
from tests.e2e.visitor import Filler, Visitor

pytestmark = pytest.mark.e2e

COUNCIL = "海洋量子センシング技術協議会（体験用）"
EMAIL, PASSWORD = "newcomer@journey.example", "umi-no-mieru-madobe-2026"
NAME = ("新任", "海人", "しんにん", "かいと")
FULL = "新任　海人"
SAID = "試作機の電源は、海域の条件に合わせて選びたい。"


def test_a_participant_goes_from_the_letter_to_the_confirmed_remark(visit_twice):
    secretary, newcomer = visit_twice("secretariat"), visit_twice()
    council = steps.council_of(secretary, COUNCIL)
    secretary.goto(f"{council}members/")
    steps.nominate(
        secretary,
        EMAIL,
        capacity="社会実装の担い手",
        reason="電源の設計に詳しいため",
        newcomer=NAME,
        organisation="体験電機株式会社",
    )
    enter_by_the_letter(newcomer)
    join(newcomer)
    read_the_pack(newcomer)
    agree_to_a_scope(secretary, newcomer)
    meeting = confirm_what_was_said(secretary, newcomer, council)
    leave(newcomer, meeting)


def enter_by_the_letter(newcomer: Visitor) -> None:
    """The link opens one page, once; nothing of the council is in the letter."""
    link = newcomer.portal.link_in_letter(EMAIL, "/invitation/")
    assert not [body for body in newcomer.portal.letters_to(EMAIL) if "量子" in body]
    newcomer.goto(link)
    newcomer.fill().text(re.compile("^パスワード ※"), PASSWORD).text("パスワード（もう一度）", PASSWORD)
    newcomer.password = PASSWORD
    newcomer.press("設定してサインインする")
    newcomer.reads(COUNCIL)


def join(newcomer: Visitor) -> None:
    """Duties and the content-free titles of what is in force first; then yes, the undertaking, the rules."""
    newcomer.reads("海域での利用の条件に関する資料")
    newcomer.does_not_read("海域での運用条件", "連続運転")
    steps.read_and_accept(newcomer)
    steps.sign(newcomer, FULL)
    newcomer.follow("次は、規約を読んで承諾してください")
    steps.accept_rules(newcomer)
    newcomer.reads("これで手続が済み、在籍となりました。")


def read_the_pack(newcomer: Visitor) -> None:
    """One paper after the other, on the reading page of the coming meeting."""
    newcomer.goto("/home/")
    newcomer.follow(re.compile("^第3回会合の資料を読む"))
    while newcomer.main.get_by_role("button", name="読み終えた").count():
        newcomer.follow("読む")
        newcomer.page.go_back()
        newcomer.press("読み終えた")
    newcomer.reads("準備ができました。")


def agree_to_a_scope(secretary: Visitor, newcomer: Visitor) -> None:
    """The secretariat asks everybody; the newcomer comes by the letter's link and agrees to exactly this text."""
    secretary.goto("/scopes/?tab=open")
    secretary.follow("電源の設計に関する資料")
    secretary.follow("全員に同意を求める")
    secretary.fill().date("回答期限", steps.day(14))
    secretary.press("全員に同意を求める")
    newcomer.goto("/scopes/")
    newcomer.follow("電源の設計に関する資料")
    newcomer.does_not_read("回路の構成の概要")
    steps.agree(newcomer)
    newcomer.goto("/me/records/")
    newcomer.reads("電源の設計に関する資料")


def confirm_what_was_said(secretary: Visitor, newcomer: Visitor, council: str) -> str:
    """From the desk to the own remark, another wording for one, yes to the other."""
    meeting = steps.hold_a_meeting(secretary, council, [FULL])
    steps.take_the_record(
        secretary,
        meeting,
        [(FULL.replace("　", " "), SAID), (FULL.replace("　", " "), "規格の案を次回までに示す。")],
    )
    newcomer.goto("/home/")
    newcomer.follow("第4回の議事の記録を確認する")
    newcomer.reads(SAID)
    second = newcomer.page.get_by_role("region", name=re.compile("^発言2"))
    second.locator("summary", has_text="直す").click()
    Filler(second).text("修正案", "規格の案を次回の会合までに示す。").text("理由", "期限を明確にするため")
    newcomer.press("修正案を送る")
    newcomer.press(re.compile("^確認した"))
    secretary.goto(f"{meeting}record/")
    secretary.reads("期限を明確にするため")
    secretary.press("採る")
    secretary.reads("修正案を採りました。")
    newcomer.page.reload()
    newcomer.reads("確認は済んでいます。")
    return meeting


def leave(newcomer: Visitor, meeting: str) -> None:
    """What goes on is said first; from the next request on nothing inside the council is there any more."""
    newcomer.goto("/councils/")
    newcomer.follow(COUNCIL)
    newcomer.follow("参加の手続と、守っていただく義務を見る")
    newcomer.follow("退任の手続へ")
    newcomer.fill().text("資料の返却または廃棄の状況", "なし").tick("退任後も続く義務の説明を読みました")
    newcomer.press("退任する")
    newcomer.finds_nothing(meeting)
