"""Legs of the walk: from two proposals that meet the requirements to letters at one instant, and to a project."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.e2e import steps
from tests.e2e.portal import PATIENCE, until
from tests.e2e.programme_call import CRITERIA
from tests.e2e.programme_words import (
    CALL,
    CALL_CODE,
    CODE,
    PURPOSE,
    RIVAL,
    TITLE,
    UNIVERSITY,
    at,
    begins,
    do,
    evaluation_of,
    name_on_roster,
    say_no_conflict,
)
from tests.e2e.visitor import Visitor

REVIEWERS = ("evaluator", "evaluator2", "outside-ministry")
NAMES = ("査読　公子", "査読　平太", "省外　達也")
COPY = re.compile(f"^審査の資料 {CALL_CODE}")
RELATED = "外部　調"  # approved the rival's proposal
MARKS = {TITLE: (4, 5), RIVAL: (3, 2)}
GROUND, TOGETHER = "海での試験の計画が具体的である。", "計画の確かさについて、意見は一致した。"
FEEDBACK, INTERNAL, PUBLIC = (
    "目標が明確である。年度ごとの到達点を測りやすくされたい。",
    "順位と予算による。",
    "実現の見通しと波及が認められる。",
)
SORRY = "光の届く距離の見通しを、実測で補われたい。"
ACCEPTED = "応募の要件を満たしている。"


def to_review(agency: Visitor, *names: str | re.Pattern[str]) -> None:
    agency.through("公募", f"{CALL_CODE} {CALL}", "提案の一覧", "審査", *names)


def open_dossier(agency: Visitor, title: str) -> None:
    """From the table of all proposals under review, by its row."""
    to_review(agency)
    row = agency.main.get_by_role("row").filter(has_text=title)
    agency.arrive_by(row.get_by_role("link").first.click)


def find_them_eligible(agency: Visitor, head: Visitor) -> None:
    """The desk asks; the agency reads each, looks at what the portal found, and says that it meets the requirements."""
    agency.goto("/home/")
    agency.reads("提案が要件を満たすか確かめる")
    for title in (TITLE, RIVAL):
        agency.through("公募", f"{CALL_CODE} {CALL}", "提案の一覧")
        row = agency.main.get_by_role("row").filter(has_text=title)
        agency.arrive_by(row.get_by_role("link").first.click)
        agency.follow("要件を確かめる")
        agency.press("いま確かめる")
        agency.reads("さんが確かめました。")
        agency.follow("要件を満たすとする")
        agency.fill().text("理由", ACCEPTED)
        agency.press("要件を満たすとする")
    head.through("自分の提案", TITLE)
    head.reads(ACCEPTED)


def open_the_review(agency: Visitor) -> None:
    """A frozen copy of each proposal; candidates; whom a tie binds cannot be ticked; who chairs is named on the roster."""
    to_review(agency, "書面審査を始める")
    agency.press("始める")
    agency.follow("審査員の割当て")
    for key in (*REVIEWERS, "outside-analyst"):
        agency.follow("審査員の候補を加える")
        agency.fill().text("メールアドレス", f"{key}@demo.example")
        agency.press("内容を確かめる")
        agency.press("加える")
    agency.reads("利益相反：")
    agency.judge_by_day()
    rows = agency.main.get_by_role("row")
    free = rows.get_by_role("checkbox", name=begins(RELATED))
    assert free.count() == 0  # on one side in this call, they judge neither their own nor the competitor
    for name in NAMES[1:]:
        for box in rows.get_by_role("checkbox", name=begins(name)).all():
            box.check()
    agency.press("選んだ組合せを割り当てる")
    agency.reads("4件を割り当てました。")
    for title in (TITLE, RIVAL):
        open_dossier(agency, title)
        agency.follow("審査員の名簿")
        name_on_roster(agency, "evaluator", chair=True, called="審査員")
        agency.reads("主査")


def declare_and_write(reviewers: dict[str, Visitor], agency: Visitor) -> None:
    """Nothing opens before the declaration; then all but one send, and the one has only begun."""
    for key, one in reviewers.items():
        for _proposal in MARKS:
            say_no_conflict(one)
        for title, marks in MARKS.items():
            begin_review(one, title)
            for criterion, mark in zip(CRITERIA, marks, strict=True):
                one.fill().text(evaluation_of(criterion, "評点"), str(mark)).text(
                    f"{criterion}の根拠", GROUND
                )
            one.fill().choose("総合の意見", "採択すべき").text("総合所見", "挑戦する意義がある。")
            if key == "evaluator2":
                one.press("下書きを保存する")
                one.reads("まだ提出していません")
                continue
            one.press("保存して、提出の確認に進む")
            one.press("提出する")
            one.reads("評価を提出しました。")
            one.does_not_read(*(name for name, who in zip(NAMES, REVIEWERS, strict=True) if who != key))


def begin_review(one: Visitor, title: str) -> None:
    """By the number of the copy: each is opened until the one of this title is found."""
    one.through("あなたの評価")
    copies = one.main.get_by_role("link", name=COPY)
    for n in range(copies.count()):
        one.arrive_by(copies.nth(n).click)
        if one.main.get_by_role("heading", level=1, name=re.compile(title)).count():
            break
        one.through("あなたの評価")
    one.reads(PURPOSE if title == TITLE else "光の届く短い距離")
    one.follow("評価を書く")


def a_tie_begins(administrator: Visitor, reviewer: Visitor, agency: Visitor) -> None:
    """One reviewer takes a chair at the applicant's university: at that instant its copy is gone for them, and it alone."""
    reviewer.through("あなたの評価")
    copies = reviewer.main.get_by_role("link", name=COPY)
    begun = [link.get_attribute("href") for link in copies.all()]
    reviewer.follow(COPY)
    reviewer.follow("評価を続ける")
    administrator.goto("/home/")
    administrator.follow("管理")
    administrator.follow(begins(NAMES[1]), administrator.main)
    administrator.follow("所属を変える")
    administrator.fill().choose("組織", UNIVERSITY).text("役職", "教授")
    administrator.press("所属を変える")
    lost = [path for path in begun if reviewer.page.goto(reviewer.portal.address + path).status == 404]
    assert len(lost) == 1, "of two proposals, the university's alone is gone"
    reviewer.finds_nothing(f"{lost[0]}review/")
    reviewer.through("あなたの評価")
    reviewer.reads("終わった評価")
    reviewer.reads("所属が評価を受ける側と同じになるため")
    reviewer.judge_by_day()
    open_dossier(agency, TITLE)
    agency.reads("所属が評価を受ける側と同じになるため")
    agency.reads("提出された評価2件（必要な数2件）")


def talk_it_over(agency: Visitor, chair: Visitor, other: Visitor) -> None:
    """Without names; the chair writes what they hold together; the applicants are heard."""
    for title in MARKS:
        open_dossier(agency, title)
        do(agency, "合議に進む")
    for _proposal in MARKS:
        chair.goto("/home/")
        chair.follow("合議のまとめを書く", chair.main)
        chair.reads("合議のための評価（氏名なし）")
        chair.does_not_read(*NAMES[1:])
        chair.follow("まとめを書く")
        chair.fill().text("合議のまとめ", TOGETHER)
        chair.press("保存する")
        chair.reads(TOGETHER)
    other.through("あなたの評価")
    other.follow(COPY)
    other.reads(TOGETHER)
    other.does_not_read(NAMES[0], NAMES[1])
    for title in MARKS:
        open_dossier(agency, title)
        do(agency, "面接審査に進む")
        agency.follow("面接の記録を書く")
        agency.fill().date("開催日", steps.day(0)).text("場所", "第１会議室").text(
            "質疑の記録", "問　海での試験はいつか。\n答　二年目に行う。"
        )
        agency.press("保存する")


def rank(agency: Visitor, decider: Visitor, chair: Visitor) -> None:
    """From the order of scores, each with its reason; another confirms, and from then on no reviewer reads anything."""
    to_review(agency, "順位の案を書く")
    agency.follow("評点の順に順位を付ける")
    agency.press("順位を付ける")
    for place, title in enumerate(MARKS, start=1):
        agency.follow(re.compile("動かす$"), agency.main.get_by_role("row").filter(has_text=title))
        agency.fill().text("順位", str(place)).text("理由", PUBLIC)
        agency.press("保存する")
    do(agency, "順位を提案する")
    assert agency.main.get_by_role("link", name="順位を確定する").count() == 0
    decider.goto("/home/")
    decider.follow("順位の案を確かめる", decider.main)
    decider.reads("順位の確認待ち")
    do(decider, "順位を確定する")
    chair.through("あなたの評価")
    assert chair.main.get_by_role("link", name=COPY).count() == 0


def decide(agency: Visitor, decider: Visitor, head: Visitor, chosen: str = TITLE) -> None:
    """By the second officer; the security check by the first; nobody outside learns that anything was decided."""
    for title in MARKS:
        open_dossier(decider, title)
        verb = "採択候補とする" if title == chosen else "不採択とする"
        decider.follow(verb)
        decider.fill().text("提案者への講評", FEEDBACK if title == chosen else SORRY).text(
            "公表する理由", PUBLIC
        ).text("内部の理由", INTERNAL)
        decider.press(verb)
    agency.goto("/home/")
    agency.follow("安全管理の確認をする", agency.main)
    agency.follow("安全管理の確認を済ませる")
    agency.fill().text("理由", "支障は認められない。")
    agency.press("安全管理の確認を済ませる")
    agency.judge_by_day()
    head.through("自分の提案", TITLE)
    head.does_not_read("審査結果", "採択", FEEDBACK)


def set_the_hour(agency: Visitor, decider: Visitor, stays: timedelta) -> None:
    """Letters and public result wait for one instant, set by one officer and approved by the other."""
    agency.goto("/home/")
    agency.follow("審査結果の通知を整え、発表の日時を決める", agency.main)
    agency.follow("発表の日時を決める")
    when = steps.now() + stays
    agency.fill().date("発表の日", when.date().isoformat()).text("発表の時刻", at(when)).text(
        "公表する講評", "二件の応募から一件を選んだ。"
    )
    agency.press("発表の日時を決める")
    decider.goto("/home/")
    decider.follow("発表の案を確かめる", decider.main)
    do(decider, "発表を承認する")
    decider.reads("発表予定")


def at_the_hour(head: Visitor, rival: Visitor, stranger: Visitor) -> None:
    """At the instant, by the clock alone: each reads their own letter, everybody who was selected, nobody who reviewed."""
    head.through("自分の提案", TITLE)
    until(
        lambda: head.page.reload() and head.main.get_by_role("link", name="審査結果の通知を読む").count(),
        "no result comes",
        3 * PATIENCE,
    )
    head.follow("審査結果の通知を読む")
    head.reads("採択通知")
    head.reads(FEEDBACK)
    head.judge_by_day()
    rival.through("自分の提案", RIVAL, "審査結果の通知を読む")
    rival.reads("不採択通知")
    rival.reads(SORRY)
    stranger.goto("/public/programmes/calls/")
    stranger.follow(re.compile(CALL))
    stranger.follow("選考結果")
    stranger.reads(TITLE)
    stranger.judge_by_day()
    stranger.does_not_read(RIVAL, SORRY)
    for one in (head, rival, stranger):
        one.does_not_read(*NAMES, INTERNAL)


def award(agency: Visitor, head: Visitor) -> None:
    """The project is in preparation, with the representative of the proposal; they find it from their own."""
    open_dossier(agency, TITLE)
    agency.follow("採択する")
    agency.fill().text("課題番号", CODE).text("採択額", "500,000,000")
    agency.press("採択する")
    agency.reads(f"研究開発課題：{CODE}")
    head.through("自分の提案", TITLE, CODE)
    head.reads("準備中")
