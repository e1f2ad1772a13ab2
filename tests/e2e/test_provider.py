"""Task 3: a provider shares what is confidential — described without content, agreed by everybody, opened to its holders alone."""

from __future__ import annotations

import re

import pytest

from tests.e2e import steps
from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.e2e

COUNCIL = "海洋量子センシング技術協議会（体験用）"
TITLE = "耐圧容器の肉厚の実測値"
PUBLIC_TITLE = "容器の設計に関する資料"
SECRET = "肉厚は３１．４ミリ"
MEMBERS = ("chair", "researcher", "startup", "needs", "analyst")
LATE = ("outside-analyst", "外部　調")


def test_a_confidential_material_opens_to_its_holders_when_everybody_has_agreed(visit_twice):
    """Before: the provider alone. In force: those in the scope who agreed. After its end: the council."""
    provider, secretary = visit_twice("provider"), visit_twice("secretariat")
    council = steps.council_of(provider, COUNCIL)
    material, designation = bring_in_and_describe(provider, council)
    members = {key: visit_twice(key) for key in MEMBERS}
    nobody_else_reads(material, secretary, *members.values())
    discuss(provider, members["needs"], designation)
    everybody_agrees(provider, members, material, designation)
    for holder in ("researcher", "startup"):
        assert reads(members[holder], material)
    nobody_else_reads(material, secretary, members["chair"], members["needs"], members["analyst"])
    late = visit_twice(LATE[0])
    a_late_member_agrees_first(secretary, late, council, material, designation)
    stranger = visit_twice("outside-ministry")
    stranger.finds_nothing(material)
    end(provider, designation)
    for member in (*members.values(), secretary):
        assert reads(member, material)
    stranger.finds_nothing(material)


def bring_in_and_describe(provider: Visitor, council: str) -> tuple[str, str]:
    """Sealed from its first moment; the description says nothing of what is in it."""
    provider.goto(f"{council}materials/new/")
    provider.fill().text("文字で読む本文", f"表１　容器の実測値\n{SECRET}").text("資料の名称", TITLE).text(
        "件名（内容に触れない）", PUBLIC_TITLE
    ).tick(re.compile("^個別の守秘"))
    provider.press("登録する")
    material = re.search(r"/materials/[0-9a-f-]+/", provider.path)[0]
    fields = provider.fill()
    fields.text("件名（内容に触れない）", PUBLIC_TITLE).text(
        re.compile("^対象 "), "容器の製造で得た実測値"
    ).text(re.compile("^範囲 "), "表１に限る")
    fields.choose("情報の区分", "サンプリングデータ").tick("企業等").tick("立場を指定").tick(
        "社会実装の担い手"
    ).tick("研究代表者・研究参加者").date("終了日", steps.day(90))
    fields.text(re.compile("^理由 "), "公表していない製造上の数値であるため").text(
        "必要最小限度である理由", "表１のほかは共有しているため"
    )
    for viewpoint in ("社会実装の方向性", "技術流出の防止", "多様な知の交流", "研究参画へのインセンティブ"):
        fields.text(re.compile(f"^{viewpoint}"), "検討しました。")
    provider.press("確認へ進む")
    provider.reads("同意を求める人")
    provider.fill().tick("上の方法では目的を達せられないことを確かめました")
    provider.press("概要を登録する")
    return material, re.search(r"/scopes/[0-9a-f-]+/", provider.path)[0]


def reads(visitor: Visitor, material: str) -> bool:
    """Whether the page of the material shows its content to this person; its title-only page answers 403 or says what is missing."""
    visitor.page.goto(visitor.portal.address + material)
    visitor.inspect()
    visitor.reads(re.compile(f"{PUBLIC_TITLE}|{TITLE}"))
    return SECRET in visitor.page.content()


def nobody_else_reads(material: str, *visitors: Visitor) -> None:
    """They know that it exists, by its content-free title, and nothing of what is in it."""
    for visitor in visitors:
        assert not reads(visitor, material)
        visitor.does_not_read(TITLE, SECRET)


def discuss(provider: Visitor, member: Visitor, designation: str) -> None:
    provider.goto(designation)
    provider.follow("協議を始める")
    provider.press("協議を始める")
    member.goto(designation)
    member.follow("意見を書く")
    member.fill().text("意見", "期間は３か月で足りますか。")
    member.press("意見を書く")
    provider.goto(designation)
    provider.reads("期間は３か月で足りますか。")


def everybody_agrees(provider: Visitor, members: dict[str, Visitor], material: str, designation: str) -> None:
    """One after the other; until the last one nothing opens, with the last one it opens at once."""
    provider.goto(designation)
    provider.follow("全員に同意を求める")
    provider.fill().date("回答期限", steps.day(7))
    provider.press("全員に同意を求める")
    provider.goto(designation)
    steps.agree(provider)
    for key in ("chair", "researcher", "needs", "analyst"):
        members[key].goto(designation)
        steps.agree(members[key])
        assert not reads(members[key], material)
    members["startup"].goto(designation)
    members["startup"].reads("あなたの回答で全員がそろいます。")
    steps.agree(members["startup"])
    members["startup"].reads("効力が生じています")


def a_late_member_agrees_first(
    secretary: Visitor, late: Visitor, council: str, material: str, designation: str
) -> None:
    """Inside the scope by capacity, and still outside until they have read the terms and said yes."""
    secretary.goto(f"{council}members/")
    steps.nominate(
        secretary, f"{LATE[0]}@demo.example", capacity="社会実装の担い手", reason="途中から加わるため"
    )
    late.goto("/councils/")
    late.follow(re.compile("参加|手続"), late.main.get_by_role("listitem").filter(has_text=COUNCIL))
    late.reads(PUBLIC_TITLE)
    steps.read_and_accept(late)
    steps.sign(late, LATE[1])
    late.goto(f"{council}rules/1/")
    steps.accept_rules(late)
    nobody_else_reads(material, late)
    late.goto(designation)
    steps.agree(late)
    assert reads(late, material)


def end(provider: Visitor, designation: str) -> None:
    """Lifted by the provider, at once and without asking."""
    provider.goto(designation)
    provider.follow("解除する")
    provider.fill().text("理由", "製品の発表で公表するため")
    provider.press("解除する")
    provider.reads("指定を解除しました。")
