"""Legs of the walk: a call from its clauses to its opening, and two proposals until the closing shuts the third sending out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from tests.e2e import steps
from tests.e2e.portal import PATIENCE, until
from tests.e2e.programme_words import (
    CALL,
    CALL_CODE,
    CONCEPT,
    FUND,
    INSTITUTE,
    OTHER_PURPOSE,
    PURPOSE,
    RIVAL,
    TITLE,
    UNIVERSITY,
    YEAR,
    at,
    do,
    sure,
)
from tests.e2e.visitor import Visitor

TOO_LATE = "受付を終了したため、提出できません。"
CRITERIA = ("新規性", "実現可能性")


def write_a_call(agency: Visitor) -> None:
    """From the concept that was handed over: words, sections, criteria, every clause of the model."""
    agency.through("基金", FUND, CONCEPT, "本文と合意", "公募の案を作る")
    agency.fill().text("公募番号", CALL_CODE).text("公募の名称", CALL)
    agency.press("作る")
    agency.reads("公募を決定するまでに必要なこと")
    for title, code in (("研究の目的", "purpose"), ("研究計画", "plan")):
        agency.follow("項目を加える")
        agency.fill().text("項目の名称", title).text("項目の符号", code).text(
            "書き方", "具体的に書いてください。"
        )
        agency.press("加える")
    for title in CRITERIA:
        agency.follow("評価項目を加える")
        agency.fill().text(re.compile("^評価項目"), title)
        agency.press("加える")
    agency.follow("条項の確認")
    agency.follow("残りをひな形のとおり採用する")
    agency.press("採用する")
    agency.reads("条項はそろっています")
    agency.follow("公募のページ")
    agency.follow("応募の条件")
    agency.fill().tick(re.compile("承認"))
    agency.press("保存する")


def decide_on_the_call(agency: Visitor, second: Visitor, opens_in: timedelta, lasts: timedelta) -> datetime:
    """The hours to the second; another person than who wrote it decides on exactly this text. Returns the closing."""
    agency.through("公募", f"{CALL_CODE} {CALL}", "本文を直す")
    opens = steps.now() + opens_in
    closes = opens + lasts
    agency.fill().date("受付開始の日", opens.date().isoformat()).text("受付開始の時刻", at(opens)).date(
        "受付終了の日", closes.date().isoformat()
    ).text("受付終了の時刻", at(closes)).text("公募の概要", "深海で届く小型の通信機を募集します。").text(
        "やさしい説明", "海の底と話せる小さな機械を、一緒に作りませんか。"
    ).text("応募の要件", "日本に研究の拠点があること。").text(
        "応募の方法", "このページの「応募を始める」から応募してください。"
    ).text("問い合わせ先", "研究推進機構の窓口").text("公募全体の予定額", "5億円").text(
        "1件当たりの上限額", "5億円"
    ).text("採択予定件数", "1").text("1件当たりの最少の審査員数", "2")
    agency.press("保存する")
    do(agency, "条項の確認へ進む")
    assert agency.main.get_by_role("link", name="公募を決定する").count() == 0
    second.through("公募", f"{CALL_CODE} {CALL}")
    do(second, "公募を決定する")
    second.reads("公募予告")
    return closes


def opens_by_itself(stranger: Visitor, head: Visitor) -> None:
    """Everybody reads the call before it opens; at its hour the button to apply is there."""
    stranger.goto("/public/programmes/")
    stranger.follow("公募", stranger.main)
    stranger.follow(re.compile(CALL))
    stranger.follow("公募要領")
    head.goto("/public/programmes/calls/")
    head.follow(re.compile(CALL))
    until(
        lambda: head.page.reload() and head.main.get_by_role("link", name="応募を始める").count(),
        "the call does not open",
    )


def begin(lead: Visitor, title: str) -> None:
    lead.follow("応募を始める")
    lead.fill().text("提案の名称", title)
    lead.press("作り始める")


def invite(lead: Visitor, key: str, part: str) -> None:
    lead.follow("参加する人を加える")
    lead.fill().text("メールアドレス", f"{key}@demo.example").tick(re.compile(f"^{part}"))
    sure(lead, "加える")


def begin_and_invite(head: Visitor) -> None:
    """The partner may write the plan and nothing else; the institution's approver sees nothing before they are asked."""
    begin(head, TITLE)
    invite(head, "approver", "所属機関の承認者")
    invite(head, "provider", "共同提案者")
    head.reads("権限を決める")
    head.fill(head.main.get_by_role("group", name="研究計画")).tick("読み書き")
    head.press("保存する")


def write_together(head: Visitor, partner: Visitor) -> None:
    """The partner writes the part that was opened to them, and sees no other; each declares for themselves."""
    partner.through("自分の提案", TITLE)
    partner.does_not_read("研究の目的")
    partner.follow("研究計画")
    partner.fill().text("研究計画", "一年目に試作し、二年目に海で試す。")
    partner.press("保存して戻る")
    declare(partner)
    head.again()
    head.reads("提出までに残っていること")
    declare(head)
    write(head, {"研究の目的": PURPOSE}, "研究　代子", UNIVERSITY)


def declare(one: Visitor) -> None:
    one.follow("研究インテグリティの申告をする")
    one.fill().tick("申告の内容に、誤りや記載漏れはありません")
    one.press("申告する")


def write(lead: Visitor, texts: dict[str, str], name: str, home: str) -> None:
    """Every part of the form that its representative has to write."""
    for title, text in texts.items():
        lead.follow(title)
        lead.fill().text(title, text)
        lead.press("保存して戻る")
    lead.follow("基本情報")
    lead.fill().text("要旨", "深い海でも届く小型の通信機を研究します。").text("申請額（円）", "500,000,000")
    for box in lead.main.get_by_role("checkbox").all():
        box.check()
    lead.press("保存して戻る")
    lead.follow("経費")
    lead.fill().text("1行目の年度", str(YEAR + 1)).choose("1行目の費目", "物品費").text(
        "1行目の金額", "500,000,000"
    )
    lead.press("保存して戻る")
    lead.follow("参加者")
    lead.fill().text("1行目の氏名", name).text("1行目の所属機関", home).text("1行目のエフォート", "30")
    lead.press("保存して戻る")


def be_approved(head: Visitor, approver: Visitor, title: str, purpose: str) -> None:
    """The institution reads all of it, and approves exactly this text."""
    head.follow("承認を依頼する")
    head.press("依頼する")
    approver.through("自分の提案", title, "提案書の全体を読む")
    approver.reads(purpose)
    approver.press("承認する")


def submit(head: Visitor, agency: Visitor) -> None:
    """Until it is sent the agency does not even count it; sent, it has a number and a receipt."""
    agency.through("公募", f"{CALL_CODE} {CALL}", "提案の一覧")
    agency.reads("提案0件")
    head.through("自分の提案", TITLE)
    agency.finds_nothing(head.path)
    do(head, "提出する")
    head.through("自分の提案", TITLE, "受領書")
    head.reads("提案書の受領書")


def compete(rival: Visitor, approver: Visitor) -> None:
    """Somebody else's proposal to the same call, approved by their own institute's; neither learns of the other's."""
    rival.goto("/public/programmes/calls/")
    rival.follow(re.compile(CALL))
    begin(rival, RIVAL)
    invite(rival, "approver", "所属機関の承認者")
    rival.reads("研究代表者と同じ機関に所属している必要があります")
    rival.judge_by_day()
    rival.press("入力を直す")
    rival.fill().text("メールアドレス", "outside-analyst@demo.example")
    sure(rival, "加える")
    declare(rival)
    write(
        rival,
        {"研究の目的": OTHER_PURPOSE, "研究計画": "一年目に光を、二年目に海を試す。"},
        "分析　明",
        INSTITUTE,
    )
    be_approved(rival, approver, RIVAL, OTHER_PURPOSE)
    rival.through("自分の提案", RIVAL)
    rival.does_not_read(TITLE)
    do(rival, "提出する")


def too_late_for_more(head: Visitor, closes: datetime) -> None:
    """Opened again before the end and not sent in time: refused in words, and what was sent before stands."""
    head.through("自分の提案", TITLE)
    do(head, "内容を変更する")
    head.reads("前に提出したものが有効です")
    head.follow("提出し直す")
    until(
        lambda: steps.now() > closes,
        "the call does not close",
        (closes - steps.now()).total_seconds() + PATIENCE,
    )
    head.press("提出する")
    head.reads(TOO_LATE)
    head.judge_by_day()
    head.through("自分の提案", TITLE)
    head.reads("提出したもの")
    assert head.main.get_by_role("link", name="提出し直す").count() == 0
