"""Task 1: the secretariat sets a council up, holds its first meeting and publishes the summary with its PDF."""

from __future__ import annotations

import re

import pytest

from tests.e2e import steps
from tests.e2e.portal import until
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.e2e

NAME = "深海通信技術協議会"
MEMBERS = (("chair", "座長　正", "有識者"), ("researcher", "研究　代子", "研究代表者・研究参加者"))
MATERIAL = "１　目標\n３年後までに、深海で使える通信機の試作機をつくります。\n２　体制\n大学が素子を、企業が筐体を担当します。"
SAID = "波による揺れの条件を、計画に早く取り入れてほしい。"


def test_the_secretariat_takes_a_council_from_the_need_to_the_published_summary(visit_twice):
    """Every page on the way is inspected as it appears."""
    secretary, members = visit_twice("secretariat"), [visit_twice(key) for key, *_rest in MEMBERS]
    council = name_the_council_and_its_members(secretary)
    collect_consents_bound_to_the_text(secretary, members, council)
    adopt_rules_and_establish(secretary, members, council)
    meeting = plan_and_announce(secretary, members[0], council)
    hold_and_decide(secretary, council, meeting)
    record_until_the_chair_approves(secretary, members, meeting)
    publish_the_summary(secretary, members, meeting)
    everybody_reads_it(visit_twice())
    the_record_stays_inside(secretary, meeting)
    the_action_reaches_its_owner(members[1])


def name_the_council_and_its_members(secretary: Visitor) -> str:
    """The recorded need; then everybody who is to be asked, each by a letter."""
    secretary.goto("/councils/")
    secretary.follow("協議会の設置を検討する")
    secretary.fill().choose("設置する府省庁", "技術振興省（体験用）").text("協議会の名称", NAME).text(
        "伴走支援が必要と認めた理由", "利用する省庁の条件を早く共有する必要がある。"
    ).text("目的", "深海での通信の研究開発を、関係者が伴走して支援する。").text(
        "対象とする研究開発", "小型深海通信機の研究開発"
    ).text("根拠", "研究開発の促進に関する指針").text(
        "設置の趣旨", "１　守秘の対象は、全員が同意した資料に限ります。"
    )
    secretary.press("登録する")
    council = re.search(r"/councils/[0-9a-f-]+/", secretary.path)[0]
    for key, name, capacity in MEMBERS:
        secretary.goto(f"{council}members/")
        steps.nominate(
            secretary,
            f"{key}@demo.example",
            capacity=capacity,
            reason="専門の知見をもつため",
            chair=key == "chair",
        )
        secretary.reads(name)
    return council


def collect_consents_bound_to_the_text(secretary: Visitor, members: list[Visitor], council: str) -> None:
    """A changed word asks everybody again; one consent missing, and it goes no further."""
    secretary.goto(f"{council}founding/")
    secretary.follow("同意の取得を始める")
    secretary.press("同意の取得を始める")
    for member in members:
        member.goto(f"{council}prospectus/")
        member.fill().tick("同意する")
        member.press("回答する")
        member.reads("回答を受け付けました")
    secretary.goto(f"{council}founding/")
    secretary.reads("2名中2名が、いまの文面に同意しました")
    secretary.follow("内容と趣旨を直す")
    secretary.fill().text(
        "設置の趣旨", "１　守秘の対象は、全員が同意した資料に限ります。\n２　研究の成果は公開を基本とします。"
    )
    secretary.press("保存する")
    secretary.reads("同意した2名に、改めて回答をお願いすることになります")
    secretary.press("変更して保存する")
    secretary.reads("2名中0名が、いまの文面に同意しました")
    members[0].goto(f"{council}prospectus/")
    members[0].reads("文面が変わりました")
    members[0].fill().tick("同意する")
    members[0].press("回答する")
    secretary.goto(f"{council}founding/adopt_rules/")
    secretary.press("規約の協議へ進む")
    secretary.reads("できませんでした")
    members[1].goto(f"{council}prospectus/")
    members[1].fill().tick("同意する")
    members[1].press("回答する")
    for member, (_key, name, _capacity) in zip(members, MEMBERS, strict=True):
        member.goto("/councils/")
        member.follow(re.compile("参加|手続|回答"), member.main.get_by_role("listitem").filter(has_text=NAME))
        steps.read_and_accept(member)
        steps.sign(member, name)


def adopt_rules_and_establish(secretary: Visitor, members: list[Visitor], council: str) -> None:
    """Rules from the published model, accepted by everybody in this wording; then the council exists."""
    secretary.goto(f"{council}founding/adopt_rules/")
    secretary.press("規約の協議へ進む")
    secretary.goto(f"{council}rules/")
    secretary.follow("規約の案を作る")
    secretary.press("案を保存する")
    secretary.follow("第1版")
    secretary.follow("承諾の取得を始める")
    secretary.press("承諾の取得を始める")
    for member in (*members, secretary):
        member.goto(f"{council}rules/1/")
        steps.accept_rules(member)
    secretary.follow("施行する")
    secretary.press("施行する")
    secretary.goto(f"{council}founding/")
    secretary.follow("設置する")
    secretary.press("設置する")
    secretary.goto(f"{council}members/")
    for _key, name, _capacity in MEMBERS:
        secretary.reads(name)
    secretary.goto(f"{council}founding/")
    secretary.follow("公開ページに掲載する")
    secretary.press("公開ページに掲載する")


def plan_and_announce(secretary: Visitor, chair: Visitor, council: str) -> str:
    """Place, agenda, materials; then everybody is told, and the chair says how they come."""
    secretary.goto(f"{council}meetings/")
    secretary.follow(re.compile("会合を登録する|会合の登録"))
    secretary.fill().date("開催日", steps.day(-1)).text("開始時刻", "14:00").text("終了時刻", "16:00").text(
        "場所", "第２会議室"
    )
    secretary.press("登録して議題へ")
    for title in ("研究開発計画の概要", "情報の管理の進め方"):
        secretary.fill().text(re.compile("^議題 "), title).tick(re.compile("^②")).text("時間（分）", "40")
        secretary.press("加える")
    meeting = re.search(r"/meetings/[0-9a-f-]+/", secretary.path)[0]
    secretary.goto(meeting)
    secretary.follow("資料を加える")
    secretary.fill().text("文字で読む本文", MATERIAL).text("資料の名称", "研究開発計画の概要").text(
        "件名（内容に触れない）", "研究開発計画の概要"
    ).tick(re.compile("^協議会限り")).choose("議題", "1　研究開発計画の概要")
    secretary.press("登録して配付する")
    secretary.goto(meeting)
    secretary.follow("資料を加える")
    secretary.page.get_by_label("ファイル").set_input_files(
        {"name": "工程.txt", "mimeType": "text/plain", "buffer": MATERIAL.encode()}
    )
    secretary.fill().text("資料の名称", "工程の案").text("件名（内容に触れない）", "工程の案")
    secretary.press("登録して配付する")
    secretary.goto(meeting)
    secretary.reads("資料２")
    secretary.follow("開催を通知する")
    secretary.press("開催を通知する")
    chair.goto(meeting)
    chair.fill().tick("会場で出席")
    chair.press("回答する")
    return meeting


def hold_and_decide(secretary: Visitor, council: str, meeting: str) -> None:
    """Who was there; what was decided, and who does it by when."""
    steps.mark_present(secretary, meeting, [name for _key, name, _capacity in MEMBERS])
    secretary.goto(meeting)
    secretary.follow("決定事項を記録する")
    secretary.fill().text("決定した事項", "次回までに実証の海域を選ぶ。")
    secretary.press("記録する")
    secretary.follow(
        re.compile("^対応事項を登録する"),
        secretary.page.get_by_role("listitem").filter(has_text="実証の海域"),
    )
    secretary.fill().text("対応すること", "海域の候補をまとめる。").choose(
        "担当", "研究　代子（体験大学）"
    ).date("期限", steps.day(30))
    secretary.press("登録する")
    secretary.reads("海域の候補をまとめる。")


def record_until_the_chair_approves(secretary: Visitor, members: list[Visitor], meeting: str) -> None:
    """Remark by remark with its speaker; each speaker confirms their own; approved, it never changes again."""
    steps.take_the_record(
        secretary, meeting, [("研究 代子", SAID), ("座長 正", "守秘の対象と期間を明確にして進めたい。")]
    )
    for member, own in zip(members, ("守秘の対象と期間を明確に", SAID), strict=True):
        member.goto(f"{meeting}record/")
        member.follow("確認のページを開く")
        member.reads(own)
        member.press(re.compile("^確認した"))
        member.reads("確認が終わりました")
    members[0].goto(f"{meeting}record/")
    members[0].follow("記録を承認する")
    members[0].press("記録を承認する")
    secretary.goto(f"{meeting}record/")
    secretary.reads("承認：")


def publish_the_summary(secretary: Visitor, members: list[Visitor], meeting: str) -> None:
    """Made of the record without names, checked by those who were there, approved, looked through by another, published."""
    secretary.goto(f"{meeting}summary/")
    secretary.press("記録から作る")
    secretary.follow("出席者の確認へ回す")
    secretary.press("確認へ回す")
    for member in members:
        member.goto(f"{meeting}summary/")
        member.fill().tick("このままでよい")
        member.press("回答する")
    secretary.goto(f"{meeting}summary/")
    secretary.follow("座長の承認へ進む")
    secretary.press("座長の承認へ進む")
    members[0].goto(f"{meeting}summary/")
    members[0].follow("要旨を承認する")
    members[0].press("このとおり承認する")
    secretary.goto(f"{meeting}summary/")
    secretary.follow("公開前の点検をする")
    for box in secretary.main.get_by_role("checkbox").all():
        box.check()
    secretary.press("公開してよいことを確認した")
    secretary.follow("公開する")
    secretary.press("公開する")
    secretary.reads("議事要旨を公開しました")


def everybody_reads_it(stranger: Visitor) -> None:
    """Signed out: the page and its PDF, and nobody's name beside what they said."""
    stranger.goto("/public/")
    stranger.follow(NAME)
    stranger.follow(f"{NAME}（第１回）議事要旨")
    stranger.reads(SAID)
    stranger.does_not_read(*(f"{name}：" for _key, name, _capacity in MEMBERS))
    until(
        lambda: stranger.page.reload() and "作成中" not in stranger.main.inner_text(),
        "no PDF of the published summary",
    )
    text = steps.download(stranger, re.compile("^公式のPDF"))
    assert "議事要旨" in text and SAID[:10] in text


def the_record_stays_inside(secretary: Visitor, meeting: str) -> None:
    """Its PDF with speakers is made in the background, for those who may read them."""
    secretary.goto(f"{meeting}record/")
    secretary.follow("発言者入りのPDF")
    secretary.press("作成する")
    secretary.main.get_by_role("link", name="ダウンロードする").wait_for(timeout=60_000)
    secretary.inspect()
    text = steps.download(secretary, "ダウンロードする")
    assert SAID[:10] in text and "研究" in text


def the_action_reaches_its_owner(owner: Visitor) -> None:
    """It waits on the owner's desk until they report that it is done."""
    owner.goto("/home/")
    owner.follow("担当の対応事項を進めて、報告する", owner.main.get_by_role("listitem").filter(has_text=NAME))
    owner.reads("海域の候補をまとめる。")
    owner.follow("完了を報告する")
    owner.fill().text("行ったこと", "候補を３か所にまとめました。")
    owner.press("完了を報告する")
    owner.reads("候補を３か所にまとめました。")
