"""Legs of the walk: a stage gate with a conflict that begins in the middle, an honourable stop, and an outcome that goes out."""

from __future__ import annotations

import re

from tests.e2e import steps
from tests.e2e.programme_money import open_payment
from tests.e2e.programme_words import (
    CODE,
    FUND,
    GATE,
    RESULT,
    STARTUP,
    UNIVERSITY,
    YEAR,
    do,
    evaluation_of,
    name_on_roster,
    say_no_conflict,
)
from tests.e2e.visitor import Visitor

EVALUATORS = ("outside-analyst", "outside-ministry", "startup")
NAMES = ("外部　調", "省外　達也", "起業　新")
STOPPED = "「中止」と決定されているため、支払の確認も支払もできません。"
CRITERIA = (("通信の距離", "60"), ("社会実装への道筋", "40"))
SAID = "水槽では届いたが、海では半分の距離で途切れた。"
KEEP = "得られた知見を残してほしい。"
LESSONS = "海中の雑音は想定の三倍あり、この方式では届かないことが分かった。次は低い周波数を選ぶ。"
TIED = "所属が評価を受ける側と同じになるため"


def to_gate(person: Visitor, *names: str) -> None:
    person.through("研究開発課題", CODE, "ステージゲートを見る", re.compile(GATE), *names)


def plan_a_gate(agency: Visitor, head: Visitor) -> None:
    """Dates, criteria of a hundred; the project's people see them, and nothing of who judges."""
    agency.through("研究開発課題", CODE, "ステージゲートを見る", "ステージゲートを計画する")
    fields = (
        agency.fill()
        .text("名称", GATE)
        .date("自己評価の提出期限", steps.day(10))
        .date("書面評価の期限", steps.day(20))
        .date("決定の予定日", steps.day(30))
        .text("必要な評価の数", "2")
    )
    for n, (criterion, weight) in enumerate(CRITERIA, start=1):
        fields.text(re.compile(f"^評価項目{n}($| )"), criterion).text(f"評価項目{n}の重み", weight)
    agency.press("保存する")
    do(agency, "自己評価を求める")
    agency.follow("評価の資料を開く")
    to_gate(head)
    head.reads(CRITERIA[0][0])
    assert head.main.get_by_role("link", name="評価の資料を開く").count() == 0
    head.finds_nothing(agency.path)


def name_evaluators(agency: Visitor) -> None:
    """Who is of the project's side is refused by name of the reason; three others are asked."""
    agency.follow("評価者の名簿")
    roster = agency.path
    name_on_roster(agency, "chair")
    agency.reads("評価者にできません。")
    agency.judge_by_day()
    to_gate(agency, "評価の資料を開く", "評価者の名簿")
    assert agency.path == roster
    for key in EVALUATORS:
        name_on_roster(agency, key, chair=key == "outside-analyst")
        agency.reads("評価者を登録しました。")


def report_and_freeze(head: Visitor, agency: Visitor) -> None:
    """The representative writes to every criterion and sends it; the agency freezes a copy for those who judge."""
    head.goto("/home/")
    head.reads("自己評価")  # the desk knows
    to_gate(head)
    head.press("自己評価を書く")
    for criterion, _weight in CRITERIA:
        head.fill().text(re.compile(f"^{criterion}"), SAID)
    head.press("保存して、提出の確認に進む")
    head.press("提出する")
    head.reads("自己評価の控え")
    to_gate(agency)
    do(agency, "受け付けて書面評価を始める")


def declare_and_evaluate(evaluators: dict[str, Visitor]) -> None:
    """Nothing opens before the declaration; then two send their evaluation, and the third has only begun."""
    for key, one in evaluators.items():
        say_no_conflict(one)
        one.follow(re.compile(f"^評価の資料 {CODE}"))
        one.reads(SAID)
        one.follow("評価を書く")
        for criterion, _weight in CRITERIA:
            one.fill().choose(evaluation_of(criterion, "評点"), "2（やや不十分である）").text(
                re.compile(f"^{criterion}へのコメント"), "海での距離が足りない。"
            )
        one.fill().choose("結果についての意見", "中止").text(
            "総合所見", "挑戦には意味があった。この方式は閉じるべきである。"
        )
        if key == "startup":
            one.press("下書きを保存する")
            one.reads("まだ提出していません")
            continue
        one.press("保存して、提出の確認に進む")
        one.press("提出する")
        one.reads("評価を提出しました。")


def a_conflict_begins(head: Visitor, manager: Visitor, evaluator: Visitor, agency: Visitor) -> None:
    """The evaluator's own company joins the project: with the PM's word they find nothing there any more."""
    head.through("研究開発課題", CODE, "体制", "参加機関を加える申請をする")
    head.fill().choose("種別", "スタートアップ").choose("組織", STARTUP).text(
        re.compile("^分担 "), "小型化"
    ).text("分担の割合", "20").date("参加の開始", f"{YEAR}-4-1").text(
        "変更の理由", "小型化の技術が要るため。"
    )
    head.press("内容を確かめる")
    head.press("申請する")
    evaluation = evaluator.path
    manager.through("研究開発課題", CODE, "計画")
    row = manager.main.get_by_role("row").filter(has_text="申請中")
    manager.arrive_by(row.get_by_role("link").first.click)
    do(manager, "承認する")
    evaluator.finds_nothing(evaluation)
    evaluator.finds_nothing(evaluation.removesuffix("evaluation/"))
    evaluator.through("あなたの評価")
    evaluator.reads("終わった評価")
    evaluator.reads(TIED)
    evaluator.does_not_read(CODE)
    to_gate(agency, "評価の資料を開く")
    agency.reads(TIED)


def judge_and_decide(chair: Visitor, agency: Visitor, head: Visitor) -> None:
    """Hearing, judgement of the chair, decision by another: to stop. No name reaches the project."""
    to_gate(agency)
    do(agency, "ヒアリングと合議に進む")
    to_gate(agency, "評価の資料を開く", "記録を書く")
    agency.fill().date("開催日", steps.day(0)).text("場所", "第１会議室").text(
        "質疑の記録", "問　海での距離はどうか。\n答　半分であった。"
    )
    agency.press("保存する")
    chair.through("あなたの評価", re.compile(f"^評価の資料 {CODE}"))
    dossier = chair.path
    chair.reads("合議のための評価（氏名なし）")
    chair.does_not_read(*NAMES[1:])
    chair.follow("総合判定をする")
    chair.fill().tick("中止").text("判定の理由", "海での距離が足りない。")
    chair.press("判定する")
    to_gate(agency, "決定する")
    agency.fill().tick("中止").text("課題への講評", f"水槽での成果は確かである。海では雑音に阻まれた。{KEEP}")
    agency.press("決定する")
    agency.reads("「中止」と決定されています")
    to_gate(head)
    head.reads(KEEP)
    head.judge_by_day()
    head.does_not_read(*NAMES)
    chair.finds_nothing(dossier)


# --- the end --------------------------------------------------------------------------------------------


def is_refused_money_after_the_stop(staff: Visitor, head: Visitor, waiting: str) -> None:
    """What was asked for before is not checked any more; who asked takes it back."""
    staff.through("研究開発課題", CODE, "支払")
    open_payment(staff, waiting)
    staff.reads("いまは、お金を動かせません")
    staff.reads(STOPPED)
    assert staff.main.get_by_role("link", name="確認済とする").count() == 0
    head.through("研究開発課題", CODE, "支払")
    open_payment(head, waiting)
    do(head, "請求を取り下げる")
    head.reads("取下げ")


def stop_honourably(agency: Visitor, manager: Visitor, head: Visitor) -> None:
    """Proposed by the manager with what was learned, confirmed by the agency."""
    to_gate(manager, "挑戦の上での中止を提案する")
    manager.fill().text("得られた知見", LESSONS)
    manager.press("内容を確かめる")
    manager.press("提案する")
    agency.through("研究開発課題", CODE, "挑戦の上で中止する")
    agency.reads(LESSONS)
    agency.press("挑戦の上で中止する")
    agency.reads("挑戦の上の中止")
    agency.judge_by_day()
    head.through("研究開発課題", CODE)
    head.reads(LESSONS)
    assert head.main.get_by_role("link", name="支払を請求する").count() == 0


def record_an_outcome(head: Visitor) -> None:
    """What was measured, in the words everybody will read; its publication is planned with the manuscript."""
    head.through("研究開発課題", CODE, "成果を見る", "成果を登録する")
    head.fill().choose("種別", "データ").text("成果の題名", RESULT).text("著者・発明者", "研究　代子").choose(
        "成果を出した機関", UNIVERSITY
    ).date("成果の日", steps.day(-2)).text(re.compile("^説明"), "深海の雑音を一年間測った値です。")
    head.press("内容を確かめる")
    head.press("登録する")
    head.follow("公開の確認を登録する")
    head.fill().text("公開する場所", "大学の公開データ庫").date("公開の予定日", steps.day(30)).text(
        "概要", "深海の雑音を一年間測った値と、測り方。"
    )
    head.press("内容を確かめる")
    head.press("保存する")
    head.follow("原稿を加える")
    head.fill().text("部分の名称", "本文").text("本文", "雑音は想定の三倍であった。")
    head.press("加える")
    unanswered = (
        head.main.get_by_role("region", name="有効な守秘の指定との関係").locator("li").get_by_role("link")
    )
    while head.main.get_by_text("まだ答えていない指定があります").count():
        head.arrive_by(unanswered.first.click)
        head.fill().tick("触れていない")
        head.press("保存する")


def to_screening(head: Visitor) -> None:
    head.through("研究開発課題", CODE, "成果を見る", RESULT, "公開の確認を見る")


def publish(head: Visitor, objector: Visitor, other: Visitor) -> None:
    """Put to the council; one member asks to close it, another does not agree: it may go out, and goes."""
    to_screening(head)
    do(head, "協議会の確認に出す")
    objector.through("公開の確認", RESULT, "非公開を要請する")
    objector.fill().tick("安全保障上の支障がある", "本文").text(
        re.compile("^理由"), "雑音の場所が分かるおそれがある。"
    ).text("ほかに試みた方法", "場所を粗く示す。").date("終了日", steps.day(60)).text(
        "見直しを決める方", "技術本部長"
    )
    objector.press("要請する")
    to_screening(head)
    assert head.main.get_by_role("link", name="公開する").count() == 0
    other.through("公開の確認", RESULT, "要請に回答する")
    other.fill().tick("同意しない")
    other.press("回答する")
    to_screening(head)
    do(head, "公開する")
    head.reads("公開しました。")
    head.judge_by_day()


def anybody_finds_it(stranger: Visitor) -> None:
    """Signed out: the result in the catalogue, the fund's totals, and nothing of payments or evaluators."""
    stranger.goto("/public/programmes/")
    stranger.follow("研究開発の成果", stranger.main)
    stranger.follow(RESULT)
    stranger.reads("深海の雑音を一年間測った値です。")
    stranger.does_not_read(*NAMES, "試作機の製作", "雑音の場所が分かるおそれ")
    stranger.goto("/public/programmes/")
    stranger.follow("基金の拠出と使われ方")
    stranger.follow(FUND)
    stranger.reads("1,000,000,000")
    stranger.does_not_read(CODE, "研究　代子")
