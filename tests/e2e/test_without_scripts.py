"""Signing in, agreeing, answering and confirming in a browser that runs no script at all."""

from __future__ import annotations

import re

import pytest

from tests.e2e import steps

pytestmark = pytest.mark.e2e


def test_a_member_does_everything_that_waits_for_them_without_scripts(visit):
    member = visit(java_script_enabled=False, inspects=False)
    member.sign_in("analyst@demo.example")

    member.goto("/scopes/")
    member.follow("製造の条件に関する資料")
    steps.agree(member)

    member.goto("/councils/")
    member.follow("海洋量子センシング技術協議会（体験用）")
    member.follow("会合")
    member.follow(re.compile("第3回"))
    member.fill().tick("欠席")
    member.press("回答する")
    member.reads("出欠を回答しました。")
    member.reads("あなたの回答：欠席")

    member.goto("/home/")
    member.follow(re.compile("^第2回の議事の記録を確認する"))
    if not member.path.endswith("/confirm/"):
        member.follow("確認のページを開く")
    member.press(re.compile("^確認した|このとおり確認した"))
    member.reads("確認が終わりました")
