"""Legs of the walk: from an empty fund to a concept handed over, and of a project from its council to a settled payment."""

from __future__ import annotations

import re

from tests.e2e import steps
from tests.e2e.programme_words import (
    AGENCY,
    CODE,
    CONCEPT,
    COUNCIL,
    FUND,
    MINISTRY,
    NEEDS,
    UNIVERSITY,
    VISION,
    YEAR,
    assign,
    do,
    sure,
)
from tests.e2e.visitor import Visitor

NO_COUNCIL = "この課題には、協議会が結び付けられていません。"


def found(staff: Visitor, second: Visitor) -> None:
    """A fund, money put in by one and approved by another, who runs it and who needs its results."""
    staff.through("基金", "基金を登録する")
    staff.fill().text("基金の名称", FUND).text(
        re.compile("^目的"), "深い海でも届く通信を、複数年度にわたって育てる。"
    ).choose("基金を管理する法人", AGENCY)
    sure(staff, "登録する")
    staff.follow("拠出と移動")
    staff.follow("拠出を登録する")
    staff.fill().text("予算措置", "深海の補正予算").text(re.compile("^年度"), str(YEAR)).text(
        "金額（円）", "10億円"
    ).choose("府省庁", MINISTRY).choose("受け入れる法人", AGENCY)
    sure(staff, "登録する")
    staff.reads("承認を待っています")
    assert staff.main.get_by_role("link", name="承認する").count() == 0
    second.through("基金", FUND, "拠出と移動")
    do(second, "承認する")
    second.reads("1,000,000,000")
    second.through("基金", FUND)
    do(second, "造成済とする")
    do(second, "公開ページに掲載する")
    staff.through("基金", FUND, "担当者")
    for key, part in (
        ("candidate", "研究推進法人"),
        ("officer", "研究推進法人"),
        ("needs", "ニーズ省庁担当"),
    ):
        assign(staff, key, part)


def conceive(staff: Visitor) -> None:
    """A concept with its ceiling and its years."""
    staff.through("基金", FUND, "研究開発構想を登録する")
    staff.fill().text("研究開発構想の名称", CONCEPT).text("上限額（円）", "8億円").date(
        "開始", f"{YEAR}-4-1"
    ).date("終了", f"{YEAR + 4}-3-31").choose("所管する府省庁", MINISTRY).choose("研究推進法人", AGENCY)
    sure(staff, "登録する")


def set_aside(staff: Visitor, second: Visitor) -> None:
    """Money of a year for the concept, by two people."""
    staff.through("基金", FUND, CONCEPT, "配分を登録する")
    staff.fill().text(re.compile("^年度"), str(YEAR)).text("金額（円）", "5億円").text(
        "理由", "試作と海域での試験のため"
    )
    sure(staff, "登録する")
    second.through("基金", FUND, CONCEPT)
    do(second, "承認する")
    second.reads("500,000,000")


def agree_and_hand_over(staff: Visitor, second: Visitor, needs: Visitor) -> None:
    """Its words; both ministries agree to exactly these; another officer hands it to the agency."""
    staff.through("基金", FUND, CONCEPT, "本文と合意")
    staff.reads("研究推進法人へ提示するまでに必要なこと")
    staff.follow("本文を直す")
    staff.fill().choose("研究開発ビジョン", VISION).text(
        re.compile("^応える国のニーズ"), "広い海を少ない人手で見守ること。"
    ).text(re.compile("^研究開発の内容"), "深い海でも届く通信の方法を確立し、小さな装置にする。").text(
        re.compile("^協議会の予定"), "採択の後すみやかに協議会を置く。"
    )
    staff.press("保存する")
    for ministry, side in ((MINISTRY, "所管"), (NEEDS, "ニーズ")):
        staff.follow("府省庁を加える")
        staff.fill().choose("府省庁", ministry).tick(re.compile(f"^{side}"))
        staff.press("加える")
    agree(staff, "研究開発課長")
    needs.goto("/home/")
    needs.follow("研究開発構想への合意を記録する", needs.main)
    agree(needs, "装備技術課長")
    staff.again()
    do(staff, "関係府省の合意を確定する")
    second.through("基金", FUND, CONCEPT, "本文と合意")
    do(second, "研究推進法人へ提示する")
    second.reads("提示済")


def agree(person: Visitor, who: str) -> None:
    person.follow(re.compile("合意を記録する$"), person.main)
    person.fill().text(re.compile("^合意した方の職名"), who)
    person.press("合意を記録する")
    person.reads("合意済")


def is_refused_money_without_a_council(head: Visitor) -> None:
    """No button before the start; whoever comes by the address is told what is missing, and nothing is kept."""
    head.through("研究開発課題", CODE)
    project = head.path
    head.reads(NO_COUNCIL)
    assert head.main.get_by_role("link", name="支払を請求する").count() == 0
    head.goto(f"{project}payments/new/")  # an address somebody sent: no page leads there
    head.fill().text("金額（円）", "1,000万円").text("使いみち", "早すぎる請求")
    sure(head, "請求する")
    head.reads("できませんでした")
    head.reads(NO_COUNCIL)
    head.judge_by_day()
    head.through("研究開発課題", CODE, "支払")
    head.reads("見られる支払はありません")


def prepare(agency: Visitor) -> None:
    """The list of what the start asks for, one after the other."""
    agency.through("研究開発課題", CODE, "計画", "計画を書く")
    agency.fill().text(re.compile("^目的"), "深い海でも届く、小さな通信機をつくる。").text(
        "研究開発の計画", "第一に試作し、第二に海で試す。"
    ).date("実施期間の開始", f"{YEAR}-4-1").date("実施期間の終了", f"{YEAR + 3}-3-31").date(
        "契約の日", steps.day(-1)
    ).tick("補助")
    agency.press("保存する")
    agency.reads("計画を保存しました。")
    agency.follow("支払")
    agency.follow("年度ごとの金額を書く")
    agency.fill().text(f"令和{YEAR - 2018}年度", "3億円").text(f"令和{YEAR - 2017}年度", "2億円")
    sure(agency, "保存する")
    agency.follow("実装")
    agency.follow("社会実装の計画を書く")
    agency.fill().text("社会実装の目標", "５年後に、海の見守りで毎日使われている。").choose(
        "ニーズを持つ組織", NEEDS
    ).text("ニーズ側の責任者のメールアドレス", "needs@demo.example")
    agency.press("保存する")
    agency.follow("保護と権利")
    agency.follow(re.compile("^技術流出対策 "))
    agency.fill().tick("人の管理").text(re.compile("^措置"), "海域の試験に立ち会う者を名簿で管理する。")
    agency.press("保存する")
    agency.follow("体制")
    agency.follow(re.compile("^参加機関 "))
    agency.fill().choose("種別", "大学").choose("組織", UNIVERSITY).text(
        re.compile("^分担 "), "設計と試作"
    ).text("分担の割合", "60").date("参加の開始", f"{YEAR}-4-1")
    agency.press("保存する")
    agency.through("研究開発課題", CODE, "担当者を見る")
    assign(agency, "chair", "PD・PO・PM")


def tie_the_council_and_start(agency: Visitor, head: Visitor) -> None:
    """Everything else is there and its start is still not offered; with the council that stands, it is."""
    agency.through("研究開発課題", CODE)
    agency.reads(NO_COUNCIL)
    assert agency.main.get_by_role("link", name="開始する").count() == 0
    agency.through("研究開発課題", CODE, "協議会を結び付ける")
    agency.fill().choose("協議会", COUNCIL)
    sure(agency, "結び付ける")
    do(agency, "開始する")
    agency.reads("実施中")
    head.through("研究開発課題", CODE)
    head.reads("実施中")


def ask_for_money(head: Visitor, amount: str, purpose: str) -> None:
    head.through("研究開発課題", CODE, "支払", "支払を請求する")
    head.fill().text("金額（円）", amount).text("使いみち", purpose)
    sure(head, "請求する")
    head.reads("請求しました。")


def pay(head: Visitor, staff: Visitor, agency: Visitor, second: Visitor) -> None:
    """Asked, checked, paid, settled by four hands; the money of the concept says so to the yen."""
    ask_for_money(head, "1億円", "試作機の製作")
    assert head.main.get_by_role("link", name="確認済とする").count() == 0
    staff.through("研究開発課題", CODE, "支払")
    open_payment(staff, "試作機の製作")
    do(staff, "確認済とする")
    agency.goto("/home/")
    agency.reads("確認済みの支払を行う")
    agency.through("研究開発課題", CODE, "支払")
    open_payment(agency, "試作機の製作")
    do(agency, "支払う")
    second.through("研究開発課題", CODE, "支払")
    open_payment(second, "試作機の製作")
    do(second, "精算済とする")
    second.reads("精算済")
    second.judge_by_day()
    second.through("基金", FUND, CONCEPT)
    second.reads("400,000,000")
    head.again()
    head.reads("精算済")


def open_payment(person: Visitor, purpose: str) -> None:
    """By the row of its purpose in the project's list."""
    row = person.main.get_by_role("row").filter(has_text=purpose)
    person.arrive_by(row.get_by_role("link").first.click)


def change_within_and_beyond_the_limits(agency: Visitor, head: Visitor, manager: Visitor) -> None:
    """The PM moves up to a hundred million alone; what is more waits for the agency."""
    agency.through("研究開発課題", CODE, "体制", "権限を委任する")
    agency.fill().choose("PD・PO・PM", "座長　正").tick("体制の変更を承認できる").text(
        "動かせる予算の上限（円）", "1億円"
    )
    sure(agency, "委任する")
    ask_to_move(head, "250,000,000", "250,000,000")
    open_change(manager)
    do(manager, "承認する")
    manager.reads("委任された範囲で")
    ask_to_move(head, "120,000,000", "380,000,000")
    open_change(manager)
    manager.reads("この申請を決定できるのは")
    assert manager.main.get_by_role("link", name="承認する").count() == 0
    open_change(agency)
    do(agency, "承認する")
    agency.reads("研究推進法人または事務局として")
    agency.follow("第3版")
    agency.judge_by_day()


def ask_to_move(head: Visitor, this_year: str, next_year: str) -> None:
    head.through("研究開発課題", CODE, "計画", "予算の変更を申請する")
    head.fill().text(f"令和{YEAR - 2018}年度", this_year).text(f"令和{YEAR - 2017}年度", next_year).text(
        "変更の理由", "傭船が翌年度になったため。"
    )
    sure(head, "申請する")
    head.reads("申請中")


def open_change(person: Visitor) -> None:
    """The one that is asked for now."""
    person.through("研究開発課題", CODE, "計画")
    row = person.main.get_by_role("row").filter(has_text="申請中")
    person.arrive_by(row.get_by_role("link").first.click)
