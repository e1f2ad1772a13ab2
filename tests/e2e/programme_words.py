"""What the walk of a programme is about, and the three moves everybody in it makes; walks nowhere itself."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta

from tests.e2e import steps
from tests.e2e.inspection import WINDOWS
from tests.e2e.visitor import Visitor

YEAR = steps.fiscal_year()
TELEPHONE = {"viewport": WINDOWS[-1][0], "color_scheme": WINDOWS[-1][1]}
MINISTRY, AGENCY, NEEDS = "技術振興省（体験用）", "研究推進機構（体験用）", "海域保安庁（体験用）"
UNIVERSITY, INSTITUTE, STARTUP = "体験大学", "体験総合研究所", "株式会社タイケンセンシング"
COUNCIL = "海洋量子センシング技術協議会（体験用）"
VISION = "研究開発ビジョン（体験用）"

FUND, CONCEPT = "深海通信研究開発基金", "深海通信網の構築"
CALL_CODE, CALL = "深海-公募1", "小さな深海通信機の研究開発"
TITLE, RIVAL = "深海で届く小型通信機", "光で話す深海の中継器"
PURPOSE, OTHER_PURPOSE = (
    "深い海でも届く通信を、小さな機械で実現する。",
    "深い海で、光の届く短い距離を速くつなぐ。",
)
CODE = "深海-001"
RESULT = "深海の雑音の実測データ"
GATE = "２年目の評価"


def sure(person: Visitor, verb: str) -> None:
    """What was typed is read back once before it is done."""
    person.press("内容を確かめる")
    person.reads("次のとおり読み取りました")
    person.press(verb)


def do(person: Visitor, verb: str) -> None:
    """The button on the page of the thing, then the same word on its check page."""
    person.follow(verb)
    person.press(verb)


def assign(person: Visitor, key: str, part: str) -> None:
    """On the page of the people of a fund or a project."""
    person.follow("担当者を加える")
    person.fill().text("メールアドレス", f"{key}@demo.example").tick(part)
    sure(person, "加える")
    person.reads("担当者を加えました。")


def name_on_roster(agency: Visitor, key: str, *, chair: bool = False, called: str = "評価者") -> None:
    """On the page of a dossier's evaluators, or of a proposal's reviewers."""
    agency.follow(f"{called}を登録する")
    agency.fill().text("メールアドレス", f"{key}@demo.example")
    if chair:
        agency.fill().tick("主査とする")
    sure(agency, "登録する")


def say_no_conflict(one: Visitor) -> None:
    """From the request to the dossier's door: nothing of it is named before."""
    one.through("あなたの評価")
    one.does_not_read(TITLE)
    one.follow("評価の依頼")
    one.fill().tick("関係はない")
    one.press("申告する")
    one.reads("資料を読めるようになりました")


def at(when: datetime) -> str:
    return f"{when:%H:%M:%S}"


def begins(name: str) -> re.Pattern[str]:
    """What is read out first, whichever blank stands in the name."""
    return re.compile("^" + name.replace("　", r"\s"))


class Pace:
    """How long one page takes on this machine today, so that hours are set as near as can be and never too near."""

    def __init__(self, *visitors: Visitor) -> None:
        """Who does what follows, and nothing else, until somebody else has a part in it."""
        self.began, self.visitors, self.taken = time.monotonic(), visitors, 0.0

    def ahead(self, pages: int) -> timedelta:
        """Twice what so many pages take."""
        if not self.taken:
            self.taken = (time.monotonic() - self.began) / sum(one.opened for one in self.visitors)
        return timedelta(seconds=5 + 2 * pages * self.taken)


def evaluation_of(criterion: str, part: str) -> re.Pattern[str]:
    return re.compile(f"^{criterion}.*{part}")
