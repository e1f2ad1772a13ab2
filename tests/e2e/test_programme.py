"""Task 4: a programme from nothing to a settled payment, an honourable stop and a published outcome; and a call to its proposals.

Everybody comes by their own sign-in and does what their function allows: the secretariat's two officers, the agency's, the
representative, the ministry that needs the result, the PM, three evaluators. What is refused is refused in words.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest

from tests.e2e import steps
from tests.e2e.inspection import WINDOWS
from tests.e2e.portal import PATIENCE, until
from tests.e2e.visitor import Visitor

pytestmark = [pytest.mark.e2e, pytest.mark.long]

FUND, CONCEPT = "深海通信研究開発基金", "深海通信網の構築"
CODE, TITLE = "深海-001", "深海で届く小型通信機"
COUNCIL = "海洋量子センシング技術協議会（体験用）"
MINISTRY, AGENCY, NEEDS = "技術振興省（体験用）", "研究推進機構（体験用）", "海域保安庁（体験用）"
UNIVERSITY, NEWCOMER = "体験大学", "株式会社タイケンセンシング"
NO_COUNCIL = "この課題には、協議会が結び付けられていません。"
STOPPED = "「中止」と決定されているため、支払の確認も支払もできません。"
GATE = "２年目の評価"
CRITERIA = (("通信の距離", "60"), ("社会実装への道筋", "40"))
SAID = "水槽では届いたが、海では半分の距離で途切れた。"
LESSONS = "海中の雑音は想定の三倍あり、この方式では届かないことが分かった。次は低い周波数を選ぶ。"
RESULT = "深海の雑音の実測データ"
YEAR = steps.fiscal_year()
TELEPHONE = {"viewport": WINDOWS[-1][0], "color_scheme": WINDOWS[-1][1]}
EVALUATORS: dict[str, dict] = {"outside-analyst": {}, "outside-ministry": TELEPHONE, "startup": TELEPHONE}


def test_a_programme_goes_from_an_empty_fund_to_a_payment_a_stop_and_an_outcome(visit):
    """One long way, as money and people go it; each leg is a function below."""
    staff, second, agency, head = (visit(key) for key in ("secretariat", "secretariat2", "candidate", "researcher"))
    manager = visit("chair")
    fund = found(staff, second)
    concept = set_aside(staff, second, fund)
    project = register(agency)
    is_refused_money_without_a_council(head, project)
    prepare(agency, project)
    tie_the_council_and_start(agency, head, project)
    pay(head, staff, agency, second, concept, project)
    change_within_and_beyond_the_limits(agency, head, manager, project)
    waiting = ask_for_money(head, project, "2,000万円", "二度目の海域試験")
    outcome = record_an_outcome(head, project)
    gate, dossier = plan_a_gate(agency, head, project)
    evaluators = {key: visit(key, **window) for key, window in EVALUATORS.items()}
    name_evaluators(agency, dossier)
    report_and_freeze(head, agency, gate)
    declare_and_evaluate(evaluators, dossier)
    a_conflict_begins(head, manager, evaluators["startup"], agency, project, dossier)
    judge_and_decide(evaluators["outside-analyst"], agency, head, gate, dossier)
    is_refused_money_after_the_stop(staff, head, waiting)
    stop_honourably(agency, head, project)
    publish(head, visit("provider"), visit("needs"), outcome)
    anybody_finds_it(visit())


# --- money and people -----------------------------------------------------------------------------------


def sure(person: Visitor, verb: str) -> None:
    """What was typed is read back once before it is done."""
    person.press("内容を確かめる")
    person.reads("次のとおり読み取りました")
    person.press(verb)


def do(person: Visitor, verb: str) -> None:
    """The button on the page of the thing, then the same word on its check page."""
    person.follow(verb)
    person.press(verb)


def found(staff: Visitor, second: Visitor) -> str:
    """A fund, money put in by one and approved by another, who runs and who needs it."""
    staff.goto("/home/")
    staff.follow("制度と基金")
    staff.follow("基金", staff.main)
    staff.follow("基金を登録する")
    staff.fill().text("基金の名称", FUND).text(re.compile("^目的"), "深い海でも届く通信を、複数年度にわたって育てる。").choose("基金を管理する法人", AGENCY)
    sure(staff, "登録する")
    fund = staff.path
    staff.follow("拠出と移動")
    staff.follow("拠出を登録する")
    staff.fill().text("予算措置", "深海の補正予算").text(re.compile("^年度"), str(YEAR)).text("金額（円）", "10億円").choose(
        "府省庁", MINISTRY).choose("受け入れる法人", AGENCY)
    sure(staff, "登録する")
    staff.reads("承認を待っています")
    assert staff.main.get_by_role("link", name="承認する").count() == 0
    second.goto(f"{fund}sums/")
    do(second, "承認する")
    second.reads("1,000,000,000")
    second.goto(fund)
    do(second, "造成済とする")
    do(second, "公開ページに掲載する")
    for key, part in (("candidate", "研究推進法人"), ("needs", "ニーズ省庁担当")):
        assign(staff, f"{fund}people/", key, part)
    return fund


def assign(person: Visitor, people: str, key: str, part: str) -> None:
    person.goto(people)
    person.follow("担当者を加える")
    person.fill().text("メールアドレス", f"{key}@demo.example").tick(part)
    sure(person, "加える")
    person.reads("担当者を加えました。")


def set_aside(staff: Visitor, second: Visitor, fund: str) -> str:
    """A concept with its ceiling; money of a year for it, by two people."""
    staff.goto(fund)
    staff.follow("研究開発構想を登録する")
    staff.fill().text("研究開発構想の名称", CONCEPT).text("上限額（円）", "8億円").date("開始", f"{YEAR}-4-1").date(
        "終了", f"{YEAR + 4}-3-31").choose("所管する府省庁", MINISTRY).choose("研究推進法人", AGENCY)
    sure(staff, "登録する")
    concept = staff.path
    staff.follow("配分を登録する")
    staff.fill().text(re.compile("^年度"), str(YEAR)).text("金額（円）", "5億円").text("理由", "試作と海域での試験のため")
    sure(staff, "登録する")
    second.goto(concept)
    do(second, "承認する")
    second.reads("500,000,000")
    return concept


def register(agency: Visitor) -> str:
    """The agency's officer finds the concept by the fund, and registers what was awarded."""
    agency.goto("/programmes/funds/")
    agency.follow(FUND)
    agency.follow(CONCEPT)
    agency.follow("研究開発課題を登録する")
    agency.fill().text("課題番号", CODE).text(re.compile("^課題名"), TITLE).text("研究代表者のメールアドレス", "researcher@demo.example").choose(
        "研究開発機関", UNIVERSITY).tick("不確実性の高い、挑戦的な課題").text("国が資金を出す理由", "海での成否を、民間だけでは見通せないため。")
    sure(agency, "登録する")
    return agency.path


def is_refused_money_without_a_council(head: Visitor, project: str) -> None:
    """No button before the start; whoever comes by the address is told what is missing, and nothing is kept."""
    head.goto("/programmes/projects/")
    head.follow(CODE)
    head.reads(NO_COUNCIL)
    assert head.main.get_by_role("link", name="支払を請求する").count() == 0
    head.goto(f"{project}payments/new/")
    head.fill().text("金額（円）", "1,000万円").text("使いみち", "早すぎる請求")
    sure(head, "請求する")
    head.reads("できませんでした")
    head.reads(NO_COUNCIL)
    head.goto(f"{project}money/")
    head.reads("見られる支払はありません")


def prepare(agency: Visitor, project: str) -> None:
    """The list of what the start asks for, one after the other."""
    agency.goto(project)
    agency.follow("計画")
    agency.follow("計画を書く")
    agency.fill().text(re.compile("^目的"), "深い海でも届く、小さな通信機をつくる。").text("研究開発の計画", "第一に試作し、第二に海で試す。").date(
        "実施期間の開始", f"{YEAR}-4-1").date("実施期間の終了", f"{YEAR + 3}-3-31").date("契約の日", steps.day(-1)).tick("補助")
    agency.press("保存する")
    agency.reads("計画を保存しました。")
    agency.follow("支払")
    agency.follow("年度ごとの金額を書く")
    agency.fill().text(f"令和{YEAR - 2018}年度", "3億円").text(f"令和{YEAR - 2017}年度", "2億円")
    sure(agency, "保存する")
    agency.follow("実装")
    agency.follow("社会実装の計画を書く")
    agency.fill().text("社会実装の目標", "５年後に、海の見守りで毎日使われている。").choose("ニーズを持つ組織", NEEDS).text(
        "ニーズ側の責任者のメールアドレス", "needs@demo.example")
    agency.press("保存する")
    agency.follow("保護と権利")
    agency.follow(re.compile("^技術流出対策 "))
    agency.fill().tick("人の管理").text(re.compile("^措置"), "海域の試験に立ち会う者を名簿で管理する。")
    agency.press("保存する")
    agency.follow("体制")
    agency.follow(re.compile("^参加機関 "))
    agency.fill().choose("種別", "大学").choose("組織", UNIVERSITY).text(re.compile("^分担 "), "設計と試作").text("分担の割合", "60").date("参加の開始", f"{YEAR}-4-1")
    agency.press("保存する")
    assign(agency, f"{project}people/", "chair", "PD・PO・PM")


def tie_the_council_and_start(agency: Visitor, head: Visitor, project: str) -> None:
    """Everything else is there and it still does not start; with the council that stands, it does."""
    agency.goto(project)
    do(agency, "開始する")
    agency.reads(NO_COUNCIL)
    agency.goto(project)
    agency.follow("協議会を結び付ける")
    agency.fill().choose("協議会", COUNCIL)
    sure(agency, "結び付ける")
    do(agency, "開始する")
    agency.reads("実施中")
    head.goto(project)
    head.reads("実施中")


def ask_for_money(head: Visitor, project: str, amount: str, purpose: str) -> str:
    head.goto(project)
    head.follow("支払")
    head.follow("支払を請求する")
    head.fill().text("金額（円）", amount).text("使いみち", purpose)
    sure(head, "請求する")
    head.reads("請求しました。")
    return head.path


def pay(head: Visitor, staff: Visitor, agency: Visitor, second: Visitor, concept: str, project: str) -> None:
    """Asked, checked, paid, settled by four hands; the money of the concept says so to the yen."""
    payment = ask_for_money(head, project, "1億円", "試作機の製作")
    assert head.main.get_by_role("link", name="確認済とする").count() == 0
    staff.goto(payment)
    do(staff, "確認済とする")
    agency.goto("/home/")
    agency.reads("確認済みの支払を行う")
    agency.goto(payment)
    do(agency, "支払う")
    second.goto(payment)
    do(second, "精算済とする")
    second.reads("精算済")
    second.goto(concept)
    second.reads("400,000,000")
    head.goto(f"{project}money/")
    head.reads("精算済")


def change_within_and_beyond_the_limits(agency: Visitor, head: Visitor, manager: Visitor, project: str) -> None:
    """The PM moves up to a hundred million alone; what is more waits for the agency."""
    agency.goto(f"{project}team/")
    agency.follow("権限を委任する")
    agency.fill().choose("PD・PO・PM", "座長　正").tick("体制の変更を承認できる").text("動かせる予算の上限（円）", "1億円")
    sure(agency, "委任する")
    small = ask_to_move(head, project, "250,000,000", "250,000,000")
    manager.goto(small)
    do(manager, "承認する")
    manager.reads("委任された範囲で")
    large = ask_to_move(head, project, "1億円", "4億円")
    manager.goto(large)
    manager.reads("この申請を決定できるのは")
    assert manager.main.get_by_role("link", name="承認する").count() == 0
    agency.goto(large)
    do(agency, "承認する")
    agency.reads("研究推進法人または事務局として")
    agency.follow("第3版")


def ask_to_move(head: Visitor, project: str, this_year: str, next_year: str) -> str:
    head.goto(f"{project}plan/")
    head.follow("予算の変更を申請する")
    head.fill().text(f"令和{YEAR - 2018}年度", this_year).text(f"令和{YEAR - 2017}年度", next_year).text("変更の理由", "傭船が翌年度になったため。")
    sure(head, "申請する")
    head.reads("申請中")
    return head.path


# --- the stage gate -------------------------------------------------------------------------------------


def plan_a_gate(agency: Visitor, head: Visitor, project: str) -> tuple[str, str]:
    """Dates, criteria of a hundred; the project's people see them, and nothing of who judges."""
    agency.goto(project)
    agency.follow("ステージゲートを見る")
    agency.follow("ステージゲートを計画する")
    fields = agency.fill().text("名称", GATE).date("自己評価の提出期限", steps.day(10)).date("書面評価の期限", steps.day(20)).date(
        "決定の予定日", steps.day(30)).text("必要な評価の数", "2")
    for n, (criterion, weight) in enumerate(CRITERIA, start=1):
        fields.text(re.compile(f"^評価項目{n}($| )"), criterion).text(f"評価項目{n}の重み", weight)
    agency.press("保存する")
    gate = agency.path
    do(agency, "自己評価を求める")
    agency.follow("評価の資料を開く")
    dossier = agency.path
    head.goto(gate)
    head.reads("通信の距離")
    assert head.main.get_by_role("link", name="評価の資料を開く").count() == 0
    head.finds_nothing(dossier)
    return gate, dossier


def name_evaluators(agency: Visitor, dossier: str) -> None:
    """Who is of the project's side is refused by name of the reason; three others are asked."""
    agency.goto(dossier)
    agency.follow("評価者の名簿")
    agency.follow("評価者を登録する")
    agency.fill().text("メールアドレス", "chair@demo.example")
    sure(agency, "登録する")
    agency.reads("評価者にできません。")
    for key in EVALUATORS:
        agency.goto(dossier)
        agency.follow("評価者の名簿")
        agency.follow("評価者を登録する")
        agency.fill().text("メールアドレス", f"{key}@demo.example")
        if key == "outside-analyst":
            agency.fill().tick("主査とする")
        sure(agency, "登録する")
        agency.reads("評価者を登録しました。")


def report_and_freeze(head: Visitor, agency: Visitor, gate: str) -> None:
    """The representative writes to every criterion and sends it; the agency freezes a copy for those who judge."""
    head.goto("/home/")
    head.follow(re.compile("自己評価"))  # the desk knows
    head.goto(gate)
    head.press("自己評価を書く")
    for criterion, _weight in CRITERIA:
        head.fill().text(re.compile(f"^{criterion}"), SAID)
    head.press("保存して、提出の確認に進む")
    head.press("提出する")
    head.reads("自己評価の控え")
    agency.goto(gate)
    do(agency, "受け付けて書面評価を始める")


def declare_and_evaluate(evaluators: dict[str, Visitor], dossier: str) -> None:
    """Nothing opens before the declaration; then two send their evaluation, and the third has only begun."""
    for key, one in evaluators.items():
        one.finds_nothing(dossier)
        one.goto("/programmes/evaluations/")
        one.does_not_read(TITLE)
        one.follow("評価の依頼")
        one.reads(UNIVERSITY)
        one.fill().tick("関係はない")
        one.press("申告する")
        one.reads("評価の資料を読めるようになりました")
        one.follow(re.compile(f"^評価の資料 {CODE}"))
        one.reads(SAID)
        one.follow("評価を書く")
        for criterion, _weight in CRITERIA:
            one.fill().choose(re.compile(f"^{criterion}.*評点"), "2（やや不十分である）").text(re.compile(f"^{criterion}へのコメント"), "海での距離が足りない。")
        one.fill().choose("結果についての意見", "中止").text("総合所見", "挑戦には意味があった。この方式は閉じるべきである。")
        if key == "startup":
            one.press("下書きを保存する")
            one.reads("まだ提出していません")
            continue
        one.press("保存して、提出の確認に進む")
        one.press("提出する")
        one.reads("評価を提出しました。")


def a_conflict_begins(head: Visitor, manager: Visitor, evaluator: Visitor, agency: Visitor, project: str, dossier: str) -> None:
    """The evaluator's own company joins the project: with the PM's word they find nothing there any more."""
    head.goto(f"{project}team/")
    head.follow("参加機関を加える申請をする")
    head.fill().choose("種別", "スタートアップ").choose("組織", NEWCOMER).text(re.compile("^分担 "), "小型化").text("分担の割合", "20").date(
        "参加の開始", f"{YEAR}-4-1").text("変更の理由", "小型化の技術が要るため。")
    sure(head, "申請する")
    change = head.path
    evaluator.goto(dossier)
    evaluator.follow("評価を続ける")
    manager.goto(change)
    do(manager, "承認する")
    evaluator.finds_nothing(dossier)
    evaluator.finds_nothing(f"{dossier}evaluation/")
    evaluator.goto("/programmes/evaluations/")
    evaluator.reads("終わった評価")
    evaluator.reads("所属が評価を受ける側と同じになるため")
    evaluator.does_not_read(CODE, TITLE)
    agency.goto(dossier)
    agency.reads("所属が評価を受ける側と同じになるため")


def judge_and_decide(chair: Visitor, agency: Visitor, head: Visitor, gate: str, dossier: str) -> None:
    """Hearing, judgement of the chair, decision by another: to stop. No name reaches the project."""
    agency.goto(gate)
    do(agency, "ヒアリングと合議に進む")
    agency.goto(dossier)
    agency.follow("記録を書く")
    agency.fill().date("開催日", steps.day(0)).text("場所", "第１会議室").text("質疑の記録", "問　海での距離はどうか。\n答　半分であった。")
    agency.press("保存する")
    chair.goto(dossier)
    chair.reads("合議のための評価（氏名なし）")
    chair.follow("総合判定をする")
    chair.fill().tick("中止").text("判定の理由", "海での距離が足りない。")
    chair.press("判定する")
    agency.goto(gate)
    agency.follow("決定する")
    agency.fill().tick("中止").text("課題への講評", "水槽での成果は確かである。海では雑音に阻まれた。得られた知見を残してほしい。")
    agency.press("決定する")
    agency.reads("「中止」と決定されています")
    head.goto(gate)
    head.reads("得られた知見を残してほしい。")
    head.does_not_read("外部　調", "省外　達也", "起業　新")
    chair.finds_nothing(dossier)


# --- the end --------------------------------------------------------------------------------------------


def is_refused_money_after_the_stop(staff: Visitor, head: Visitor, waiting: str) -> None:
    """What was asked for before is not checked any more; who asked takes it back."""
    staff.goto(waiting)
    do(staff, "確認済とする")
    staff.reads("できませんでした")
    staff.reads(STOPPED)
    head.goto(waiting)
    do(head, "請求を取り下げる")
    head.reads("取下げ")


def stop_honourably(agency: Visitor, head: Visitor, project: str) -> None:
    agency.goto(project)
    agency.follow("挑戦の上で中止する")
    agency.fill().text("得られた知見", LESSONS)
    agency.press("挑戦の上で中止する")
    agency.reads("挑戦の上の中止")
    head.goto(project)
    head.reads(LESSONS)
    assert head.main.get_by_role("link", name="支払を請求する").count() == 0


def record_an_outcome(head: Visitor, project: str) -> str:
    """What was measured, in the words everybody will read; its publication is planned with the manuscript."""
    head.goto(project)
    head.follow("成果を見る")
    head.follow("成果を登録する")
    head.fill().choose("種別", "データ").text("成果の題名", RESULT).text("著者・発明者", "研究　代子").choose("成果を出した機関", UNIVERSITY).date(
        "成果の日", steps.day(-2)).text(re.compile("^説明"), "深海の雑音を一年間測った値です。")
    sure(head, "登録する")
    outcome = head.path
    head.follow("公開の確認を登録する")
    head.fill().text("公開する場所", "大学の公開データ庫").date("公開の予定日", steps.day(30)).text("概要", "深海の雑音を一年間測った値と、測り方。")
    sure(head, "保存する")
    head.follow("原稿を加える")
    head.fill().text("部分の名称", "本文").text("本文", "雑音は想定の三倍であった。")
    head.press("加える")
    unanswered = head.main.get_by_role("region", name="有効な守秘の指定との関係").locator("li").get_by_role("link")
    while head.main.get_by_text("まだ答えていない指定があります").count():
        head.arrive_by(unanswered.first.click)
        head.fill().tick("触れていない")
        head.press("保存する")
    return outcome


def publish(head: Visitor, objector: Visitor, other: Visitor, outcome: str) -> None:
    """Put to the council; one member asks to close it, another does not agree: it may go out, and goes."""
    head.goto(outcome)
    head.follow("公開の確認を見る")
    screening = head.path
    do(head, "協議会の確認に出す")
    objector.goto("/disclosures/")
    objector.follow(RESULT)
    objector.follow("非公開を要請する")
    objector.fill().tick("安全保障上の支障がある", "本文").text(re.compile("^理由"), "雑音の場所が分かるおそれがある。").text(
        "ほかに試みた方法", "場所を粗く示す。").date("終了日", steps.day(60)).text("見直しを決める方", "技術本部長")
    objector.press("要請する")
    head.goto(screening)
    assert head.main.get_by_role("link", name="公開する").count() == 0
    other.goto(screening)
    other.follow("要請に回答する")
    other.fill().tick("同意しない")
    other.press("回答する")
    head.goto(screening)
    do(head, "公開する")
    head.reads("公開しました。")


def anybody_finds_it(stranger: Visitor) -> None:
    """Signed out: the result in the catalogue, the fund's totals, and nothing of payments or evaluators."""
    stranger.goto("/public/programmes/outcomes/")
    stranger.follow(RESULT)
    stranger.reads("深海の雑音を一年間測った値です。")
    stranger.does_not_read("外部　調", "試作機の製作", "雑音の場所が分かるおそれ")
    stranger.goto("/public/programmes/funds/")
    stranger.follow(FUND)
    stranger.reads("1,000,000,000")
    stranger.does_not_read(CODE, "研究　代子")


# --- a call ---------------------------------------------------------------------------------------------

CALL, CALL_CODE, PROPOSAL = "小さな深海通信機の研究開発", "深海-公募1", "音で届く小型通信機"
OPEN_FOR = 90  # seconds between the opening and the closing of the walk's call
TOO_LATE = "受付を終了したため、提出できません。"


def test_a_call_goes_from_its_clauses_to_a_proposal_that_meets_the_requirements(visit):
    """The clauses, and a concept handed over by its ministries, are the demonstration's; this way ends where the review begins.

    What the project of the other walk starts from is registered by the agency instead of awarded here.
    """
    second, agency, head = (visit(key) for key in ("secretariat2", "candidate", "researcher"))
    call = write_a_call(agency)
    closes = decide_on_the_call(agency, second, call)
    public = opens_by_itself(visit(), head)
    proposal = begin_and_invite(head, public)
    write_together(head, visit("provider"), proposal)
    be_approved(head, visit("chair", **TELEPHONE), proposal)
    submit(head, agency, call, proposal)
    too_late_for_more(head, proposal, closes)
    find_it_eligible(agency, call, head, proposal)


def write_a_call(agency: Visitor) -> str:
    """From a concept that was handed over: words, sections, criteria, every clause of the model."""
    agency.goto("/programmes/funds/")
    agency.follow("海中センシング研究開発基金（体験用）")
    agency.follow("小型の海中センサー網の構築")
    agency.follow("本文と合意")
    agency.follow("公募の案を作る")
    agency.fill().text("公募番号", CALL_CODE).text("公募の名称", CALL)
    agency.press("作る")
    call = agency.path
    agency.reads("公募を決定するまでに必要なこと")
    for title, code in (("研究の目的", "purpose"), ("研究計画", "plan")):
        agency.follow("項目を加える")
        agency.fill().text("項目の名称", title).text("項目の符号", code).text("書き方", "具体的に書いてください。")
        agency.press("加える")
    agency.follow("評価項目を加える")
    agency.fill().text(re.compile("^評価項目"), "実現可能性")
    agency.press("加える")
    agency.follow("応募の条件")
    agency.fill().tick(re.compile("承認"))
    agency.press("保存する")
    agency.goto(call)
    agency.follow("条項の確認")
    agency.follow("残りをひな形のとおり採用する")
    agency.press("採用する")
    agency.reads("条項はそろっています")
    return call


def decide_on_the_call(agency: Visitor, second: Visitor, call: str) -> datetime:
    """The hours to the second; another person than who wrote it decides on exactly this text."""
    opens = steps.now() + timedelta(seconds=30)
    closes = opens + timedelta(seconds=OPEN_FOR)
    agency.goto(call)
    agency.follow("本文を直す")
    agency.fill().date("受付開始の日", opens.date().isoformat()).text("受付開始の時刻", f"{opens:%H:%M:%S}").date(
        "受付終了の日", closes.date().isoformat()).text("受付終了の時刻", f"{closes:%H:%M:%S}").text("公募の概要", "深海で届く小型の通信機を募集します。").text(
        "やさしい説明", "海の底と話せる小さな機械を、一緒に作りませんか。").text("応募の要件", "日本に研究の拠点があること。").text(
        "応募の方法", "このページの「応募を始める」から応募してください。").text("問い合わせ先", "研究推進機構の窓口").text("公募全体の予定額", "3億円").text(
        "1件当たりの上限額", "1億円").text("採択予定件数", "2")
    agency.press("保存する")
    do(agency, "条項の確認へ進む")
    assert agency.main.get_by_role("link", name="公募を決定する").count() == 0
    second.goto(call)
    do(second, "公募を決定する")
    second.reads("公募予告")
    return closes


def opens_by_itself(stranger: Visitor, head: Visitor) -> str:
    """Everybody reads the call before it opens; at its hour the button to apply is there."""
    stranger.goto("/public/programmes/calls/")
    stranger.follow(re.compile(CALL))
    public = stranger.path
    stranger.follow("公募要領")
    stranger.goto(public)
    head.goto(public)
    until(lambda: head.page.reload() and head.main.get_by_role("link", name="応募を始める").count(), "the call does not open")
    return public


def begin_and_invite(head: Visitor, public: str) -> str:
    head.goto(public)
    head.follow("応募を始める")
    head.fill().text("提案の名称", PROPOSAL)
    head.press("作り始める")
    proposal = head.path
    for key, part in (("provider", "共同提案者"), ("chair", "所属機関の承認者")):
        head.follow("参加する人を加える")
        head.fill().text("メールアドレス", f"{key}@demo.example").tick(re.compile(f"^{part}"))
        sure(head, "加える")
        head.goto(proposal)
    head.follow(re.compile("権限を決める$"))
    head.fill(head.main.get_by_role("group", name="研究計画")).tick("読み書き")
    head.press("保存する")
    return proposal


def write_together(head: Visitor, partner: Visitor, proposal: str) -> None:
    """The partner writes the part that was opened to them, and sees no other; each declares for themselves."""
    partner.goto("/programmes/proposals/")
    partner.follow(PROPOSAL)
    partner.does_not_read("研究の目的")
    partner.follow("研究計画")
    partner.fill().text("研究計画", "一年目に試作し、二年目に海で試す。")
    partner.press("保存して戻る")
    for one in (partner, head):
        one.goto(proposal)
        one.follow("研究インテグリティの申告をする")
        one.fill().tick("申告の内容に、誤りや記載漏れはありません")
        one.press("申告する")
    head.goto(proposal)
    head.reads("提出までに残っていること")
    head.follow("研究の目的")
    head.fill().text("研究の目的", "深い海でも届く通信を、小さな機械で実現する。")
    head.press("保存して戻る")
    head.follow("基本情報")
    head.fill().text("要旨", "音を使い、深い海でも届く小型の通信機を研究します。").text("申請額（円）", "50,000,000")
    for box in head.main.get_by_role("checkbox").all():
        box.check()
    head.press("保存して戻る")
    head.follow("経費")
    head.fill().text("1行目の年度", str(YEAR + 1)).choose("1行目の費目", "物品費").text("1行目の金額", "50,000,000")
    head.press("保存して戻る")
    head.follow("参加者")
    head.fill().text("1行目の氏名", "研究　代子").text("1行目の所属機関", UNIVERSITY).text("1行目のエフォート", "30")
    head.press("保存して戻る")


def be_approved(head: Visitor, approver: Visitor, proposal: str) -> None:
    """The institution reads all of it, and approves exactly this text."""
    head.goto(proposal)
    head.follow("承認を依頼する")
    head.press("依頼する")
    approver.goto("/programmes/proposals/")
    approver.follow(PROPOSAL)
    approver.follow("提案書の全体を読む")
    approver.reads("深い海でも届く通信を")
    approver.press("承認する")


def submit(head: Visitor, agency: Visitor, call: str, proposal: str) -> None:
    """Until it is sent the agency does not even count it; sent, it has a number and a receipt."""
    agency.goto(f"{call}proposals/")
    agency.reads("提案0件")
    agency.finds_nothing(proposal)
    head.goto(proposal)
    do(head, "提出する")
    head.goto(proposal)
    head.follow("受領書")
    head.reads("提案書の受領書")


def too_late_for_more(head: Visitor, proposal: str, closes: datetime) -> None:
    """Opened again before the end and not sent in time: refused in words, and what was sent before stands."""
    head.goto(proposal)
    do(head, "内容を変更する")
    head.reads("前に提出したものが有効です")
    head.follow("提出し直す")
    until(lambda: steps.now() > closes, "the call does not close", OPEN_FOR + PATIENCE)
    head.press("提出する")
    head.reads(TOO_LATE)
    head.goto(proposal)
    head.reads("提出したもの")
    assert head.main.get_by_role("link", name="提出し直す").count() == 0


def find_it_eligible(agency: Visitor, call: str, head: Visitor, proposal: str) -> None:
    """The agency reads it, looks at what the portal found, and says that it meets the requirements."""
    agency.goto(call)
    agency.follow("提案の一覧")
    agency.reads("提案1件")
    agency.follow(re.compile(CALL_CODE))
    agency.reads("深い海でも届く通信を")
    agency.follow("要件を確かめる")
    agency.follow("要件を満たすとする")
    agency.fill().text("理由", "応募の要件を満たしている。")
    agency.press("要件を満たすとする")
    head.goto(proposal)
    head.reads("応募の要件を満たしている。")
