"""What the words of a secrecy agreement must say and may not say; refuses to know who asks or who agrees."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.dates import day_words

MAX_YEARS = 5  # a cap per agreement; longer needs a new one (R122, R136)
NEEDS_MAX_YEARS = 2

# The viewpoints of the framework's text, and the circumstances of the single theme (R109).
VIEWPOINTS = {
    "implementation": gettext_lazy("社会実装の方向性"),
    "leak_prevention": gettext_lazy("技術流出の防止"),
    "diversity": gettext_lazy("多様な知の交流等によるイノベーションの促進"),
    "incentive": gettext_lazy("研究参画へのインセンティブの付与"),
    "theme": gettext_lazy("個々の研究テーマの状況"),
}
REQUIRED_VIEWPOINTS = tuple(VIEWPOINTS)[:4]

# What a holder may do, and what happens to copies in the end (R120). The words are the agreed text: not translated.
USES = {"view": "閲覧", "print": "印刷", "carry": "持ち出し", "quote": "引用"}
ENDINGS = {"return": "返却", "destroy": "廃棄"}

_WHOLE = re.compile(
    r"会[合議]の?(全体|全て|すべて|全部)|(全|すべ)ての?(議事|議論|発言)|議[事論]の?(全体|全て|すべて|全部)"
    r"|話し合われた(こと|内容|事項)?の?(全て|すべて|全部)|第[0-9０-９一二三四五六七八九十]+回会[合議]の?(内容|議事|全)"
)


def handling_text(chosen: Iterable[str]) -> str:
    """The agreed sentence for a choice of ``USES`` and ``ENDINGS``: 閲覧：可、印刷：不可…。終了時：廃棄."""
    chosen = {"view", *chosen}
    uses = "、".join(f"{word}：{'可' if name in chosen else '不可'}" for name, word in USES.items())
    endings = "・".join(word for name, word in ENDINGS.items() if name in chosen)
    return f"{uses}。" + (f"終了時：{endings}" if endings else "終了時：定めなし")


def handling_choice(text: str) -> frozenset[str]:
    """The choice a handling sentence states. Words in any other form allow nothing but reading on the screen."""
    uses = {name for name, word in USES.items() if f"{word}：可" in text}
    ending = text.partition("終了時：")[2]
    return frozenset({"view"} | uses | {name for name, word in ENDINGS.items() if word in ending})


def may_leave(text: str) -> bool:
    """Whether a copy may leave the portal at all: printing or carrying is allowed."""
    return not handling_choice(text).isdisjoint({"print", "carry"})


def check_text(text: Mapping[str, Any], *, now: datetime) -> dict[str, str]:
    """Field → sentence for what the rules refuse (R106, R109, R119, R122, R136); empty when fine."""
    wrong = {}
    years = NEEDS_MAX_YEARS if text["category"] == "needs" else MAX_YEARS
    if text["ends_at"] <= now:
        wrong["ends_at"] = _("終了日は、今日以降の日にしてください。")
    elif text["ends_at"] > _years_on(now, years):
        wrong["ends_at"] = _(
            "期間は%(years)s年以内にしてください。続ける必要があるときは、終わる前に改めて全員の同意を求めます。"
        ) % {"years": years}
    if text.get("starts_at") and text["starts_at"] >= text["ends_at"]:
        wrong["starts_at"] = _("開始は、終了より前にしてください。")
    if any(not str(text["viewpoints"].get(name, "")).strip() for name in REQUIRED_VIEWPOINTS):
        wrong["viewpoints"] = _("4つの観点のすべてについて、考慮したことを記入してください。")
    for name, sentence in (
        ("title", _("件名を記入してください。")),
        ("subject", _("対象を記入してください。")),
        ("extent", _("範囲を記入してください。")),
        ("reason", _("理由を記入してください。")),
        ("minimality_reason", _("必要最小限度である理由を記入してください。")),
    ):
        if not str(text.get(name, "")).strip():
            wrong[name] = sentence
    for name in ("subject", "extent"):
        if _WHOLE.search(text[name].replace(" ", "").replace("　", "")):
            wrong[name] = _(
                "会合や議論の全体は対象にできません。守る必要がある情報を1つだけ特定してください。"
            )
    if text["category"] == "needs":
        chosen = handling_choice(text["handling"])
        if not chosen.isdisjoint({"print", "carry", "quote"}):
            wrong["handling"] = _(
                "ニーズ情報は、画面での閲覧だけにしてください（印刷・持ち出し・引用はできません）。"
            )
        elif "終了時：" in text["handling"] and chosen.isdisjoint(ENDINGS):
            wrong["handling"] = _("ニーズ情報は、終了時の返却または廃棄を定めてください。")
    return wrong


def _years_on(moment: datetime, years: int) -> datetime:
    # A day of grace: an end date means the whole of that day in Japan.
    try:
        return moment.replace(year=moment.year + years) + timedelta(days=1)
    except ValueError:  # 29 February
        return moment.replace(year=moment.year + years, day=28) + timedelta(days=2)


@dataclass(frozen=True)
class Narrower:
    """A narrower way that the proposer is asked about before the council is (R110): which, and in one sentence."""

    name: str
    sentence: str


def narrower_ways(text: Mapping[str, Any], *, now: datetime, holders: int) -> list[Narrower]:
    """The shorter, the fewer and the partial alternative to this text, as far as each makes sense."""
    ways = []
    days = (text["ends_at"] - now).days
    if days > 180:
        half = now + (text["ends_at"] - now) / 2
        ways.append(
            Narrower(
                "shorter",
                _("期間を半分の%(day)sまでにし、必要なら改めて同意を求める。") % {"day": day_words(half)},
            )
        )
    if holders > 2:
        ways.append(
            Narrower("fewer", _("保持者を%(n)s名全員ではなく、この情報を使う人だけにする。") % {"n": holders})
        )
    ways.append(Narrower("partial", _("守る必要がある部分だけを別の資料に分け、残りは守秘なしで共有する。")))
    return ways


# Words so common in papers of this kind that finding one in both title and content reveals nothing.
_COMMON = frozenset(
    [
        "資料",
        "研究",
        "開発",
        "研究開発",
        "計画",
        "結果",
        "報告",
        "報告書",
        "検討",
        "協議",
        "協議会",
        "情報",
        "技術",
        "概要",
        "事業",
        "試験",
        "条件",
        "装置",
        "実証",
        "調査",
        "方針",
        "今後",
        "対応",
        "課題",
        "成果",
        "評価",
        "体制",
        "目的",
        "内容",
        "分析",
        "参考",
        "案",
        "版",
        "令和",
        "年度",
        "第",
        "回",
        "会合",
        "会議",
        "議題",
        "関係",
        "状況",
        "取扱",
        "管理",
        "数値",
        "表",
        "図",
        "データ",
        "について",
    ]
)
_RUN = re.compile(
    r"[一-鿿々]{2,}|[ァ-ヴー]{3,}|[A-Za-zＡ-Ｚａ-ｚ][A-Za-z0-9Ａ-Ｚａ-ｚ０-９-]{2,}|[0-9０-９][0-9０-９.,．，]+"
)


def revealing_words(title: str, contents: Iterable[str], known: str = "") -> list[str]:
    """Words of ``title`` that also stand in the real title or text: they may tell what is secret (R107).

    ``known`` is wording everybody has already (the item's neutral title). A warning, not a proof: the
    proposer decides, because only they know what is secret.
    """
    body = "\n".join(contents)
    found = []
    for run in _RUN.findall(title):
        rest = run
        for word in sorted(_COMMON, key=len, reverse=True):
            rest = rest.replace(word, " ")
        found += [
            part
            for part in rest.split()
            if len(part) > 1 and part in body and part not in known and part not in found
        ]
    return found
