"""Steps that several journeys share, each as the person named does it; they assert only that the step was taken."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pypdf import PdfReader

from tests.e2e.visitor import Visitor

TOKYO = ZoneInfo("Asia/Tokyo")


def day(days: int) -> str:
    """So many days from today in Japan, as 2026-11-27."""
    return (datetime.now(TOKYO) + timedelta(days=days)).date().isoformat()


def fiscal_year() -> int:
    """The year in which Japan's present fiscal year began."""
    return now().year - (now().month < 4)


def now() -> datetime:
    """This instant by the clocks of Japan."""
    return datetime.now(TOKYO)


def nominate(
    secretary: Visitor,
    email: str,
    *,
    capacity: str,
    reason: str,
    chair: bool = False,
    newcomer: tuple[str, str, str, str] | None = None,
    organisation: str = "",
) -> None:
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
    secretary.reads("候補として登録し、招請のメールを送ります。")


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
    person.reads("規約を承諾しました。")


def agree(person: Visitor) -> None:
    """From the page of a designation, or from the text one is asked about, to the receipt."""
    if not person.path.endswith("/answer/"):
        person.follow("文面を読んで回答する")
    person.fill().tick(re.compile("^同意する"))
    person.press("確認へ進む")
    person.press("同意する")
    person.reads("受付番号")


def download(person: Visitor, link: str | re.Pattern[str]) -> str:
    """Click a link to a PDF; its text, in one line."""
    with person.page.expect_download() as arriving:
        person.main.get_by_role("link", name=link).first.click()
    return "".join(page.extract_text() for page in PdfReader(arriving.value.path()).pages).replace("\n", "")


def council_of(person: Visitor, name: str) -> str:
    """The address of a council on the person's own list."""
    person.goto("/councils/")
    person.follow(name)
    return person.path


def hold_a_meeting(
    secretary: Visitor, council: str, present: list[str], *, agenda: str = "研究開発計画の概要"
) -> str:
    """A meeting of yesterday, announced and held, with these people present; its address."""
    secretary.goto(f"{council}meetings/new/")
    secretary.fill().date("開催日", day(-1)).text("開始時刻", "14:00").text("終了時刻", "16:00").text(
        "場所", "第２会議室"
    )
    secretary.press("登録して議題へ")
    secretary.fill().text(re.compile("^議題 "), agenda).tick(re.compile("^②"))
    secretary.press("加える")
    meeting = re.search(r"/meetings/[0-9a-f-]+/", secretary.path)[0]
    secretary.goto(f"{meeting}announce/")
    secretary.press("開催を通知する")
    mark_present(secretary, meeting, present)
    return meeting


def mark_present(secretary: Visitor, meeting: str, present: list[str]) -> None:
    secretary.goto(f"{meeting}attendance/")
    for name in present:
        secretary.fill().tick(f"{name}：出席")
    secretary.press("開催済みにする")
    secretary.press("開催済みにする")


def take_the_record(
    secretary: Visitor, meeting: str, said: list[tuple[str, str]], *, topic: str = "《研究開発計画の概要》"
) -> None:
    """Every remark with its speaker; then the speakers are asked to confirm."""
    secretary.goto(meeting)
    secretary.follow("記録の作成を始める")
    secretary.press("記録の作成を始める")
    for speaker, text in said:
        new = secretary.page.get_by_role("region", name="発言を足す")
        secretary.fill(new).text("発言者", speaker).text("論点の見出し", topic).text("発言の記録", text)
        secretary.press("足す")
    secretary.follow("出席者の確認へ回す")
    secretary.press("確認へ回す")
