"""Steps that several journeys share, each as the person named does it; they assert only that the step was taken."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.e2e.visitor import Visitor

TOKYO = ZoneInfo("Asia/Tokyo")


def day(days: int) -> str:
    """So many days from today in Japan, as 2026-11-27."""
    return (datetime.now(TOKYO) + timedelta(days=days)).date().isoformat()


def nominate(secretary: Visitor, email: str, *, capacity: str, reason: str, chair: bool = False,
             newcomer: tuple[str, str, str, str] | None = None, organisation: str = "") -> None:
    """From the roll: the address first, then the seat; the letter goes out at once."""
    secretary.follow("候補者を登録する")
    secretary.fill().text("メールアドレス", email)
    secretary.press("次へ")
    fields = secretary.fill().choose("立場", capacity).text("選任の理由", reason)
    if newcomer:
        for label, value in zip(("姓", "名", "姓の読み", "名の読み"), newcomer, strict=True):
            fields.text(re.compile(f"^{label} "), value)
        fields.choose("所属する組織", organisation).text("役職", "研究員")
    if chair:
        fields.tick("座長")
    secretary.press("登録して招請する")
    secretary.reads("候補として登録し、招請の手紙を送ります。")


def read_and_accept(person: Visitor) -> None:
    """On the page of one's seat: read the duties, accept, sign the undertaking; what else is missing follows."""
    person.reads("あなたが同意した対象のほかに、守秘の義務を負うものはありません。")
    person.press("説明を確認した")
    person.press("参加を承諾する")
    person.follow("誓約書を読む")
    person.reads("誓約の文面")


def sign(person: Visitor, name: str) -> None:
    person.fill().text("署名（氏名）", name)
    person.press("誓約する")
    person.reads("誓約の控え")


def accept_rules(person: Visitor) -> None:
    person.press("この規約を承諾する")
    person.reads("この文面を承諾しています")


def agree(person: Visitor) -> None:
    """From the page of a designation to the receipt."""
    person.follow(re.compile("回答する"))
    person.fill().tick(re.compile("^同意する"))
    person.press("確認へ進む")
    person.press("同意する")
    person.reads("受付番号")
