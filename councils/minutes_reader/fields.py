"""The headings of the fields every minutes has (日時, 場所, 出席者 …), in their many dresses; refuses to read what stands under them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .characters import fold, squeeze, to_number
from .dates import has_date, has_time
from .lines import Line

DATE, PLACE, ATTENDEES, AGENDA, HANDOUTS, BODY = "date", "place", "attendees", "agenda", "handouts", "body"
GROUP = "group"
TITLE = "title"

_WORDS = {
    TITLE: "会議名 会議の名称 会合名 名称 件名 会議名称 会議等名",
    DATE: "日時 開催日時 会議日時 開催年月日 開催日 開催期日 年月日 開催日及び時間 日にち 時間 開催時間 会議時間 実施日時 日程",
    PLACE: "場所 開催場所 会場 会議場所 開催方法 開催形式 開催会場 実施場所 開催方式",
    ATTENDEES: "出席者 出席者名 出席者名簿 出席者一覧 参加者 出席状況 出席メンバー 出席者等 参加者一覧 会議出席者 出席 参加委員",
    GROUP: (
        "出席委員 出席構成員 構成員 委員 オブザーバー オブザーバ 事務局 欠席 欠席者 欠席委員 欠席構成員 有識者 関係省庁 "
        "関係府省 関係府省庁 関係行政機関 説明者 参考人 傍聴者 傍聴 陪席 陪席者 座長 議長 委員長 会長 副座長 座長代理 政府側 政府側出席者 "
        "政府出席者 専門委員 臨時委員 幹事 発表者 アドバイザー 随行 随行者 ゲスト 専門家 研究代表者 研究者 参与 "
        "外部有識者 有識者委員 民間構成員 行政構成員 府省庁 府省 省庁 その他出席者 その他 出席府省 司会"
    ),
    AGENDA: "議題 議事次第 次第 議事項目 議案 協議事項 審議事項 検討事項 会議次第 議題等 本日の議題",
    HANDOUTS: "配付資料 配布資料 資料一覧 資料 会議資料 配付資料一覧 配布資料一覧 提出資料 使用資料 配付資料等 添付資料 資料等",
    BODY: (
        "議事概要 議事要旨 議事内容 議事 主な意見 意見交換 概要 会議の概要 議事の概要 議事録 主な発言 発言要旨 議論の概要 審議内容 "
        "議事経過 会議内容 会議の内容 主な議論 意見交換の概要 主な御意見 主なご意見 委員からの主な意見 質疑応答 議事の要旨 議事結果 審議概要 "
        "会議概要 会議要旨 議事の経過 議事の内容 意見交換等 主な意見等 議事要録 議事及び概要 主な質疑 主な発言内容 議論の内容 主な議論の内容 "
        "意見概要 意見の概要 発言内容 主な意見交換 会議結果 開催概要 議論の要旨 自由討議 討議内容 主な論点"
    ),
}
_KIND = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_KIND_BY_NAME = {squeeze(word): kind for word, kind in _KIND.items()}
# What stands alone as a heading inside the body as well.
BODY_WORDS = frozenset(_WORDS[BODY].split()) | {
    "事務局説明", "開会", "閉会", "事務局説明等", "開会挨拶", "閉会挨拶", "挨拶", "その他", "報告", "討議", "質疑", "説明", "今後の予定", "次回の予定",
    "次回", "決定事項", "報告事項", "まとめ", "事務局からの説明", "資料説明", "主な質疑応答", "今後の進め方", "今後の対応", "対応事項", "結論",
    "次回予定", "次回開催", "総括", "連絡事項", "確認事項", "合意事項", "開会のあいさつ", "閉会のあいさつ", "議事進行",
}  # fmt: skip

_ENUMERATION = (
    r"第?\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:\s*[.)、,:]\s*|\s+|(?=[【\[〔<「《(]))|第?\d{1,2}(?=[^\d\s.,:~/年月時人名回件つか所)-])"
    r"|\((?:\d{1,2}|[一二三四五六七八九十]{1,2})\)\s*|[①-⑳]\s*|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]\s*[.,]?\s*|[IVX]{1,4}[.]?\s+|[ア-コ]\s*[.、)]?\s+"
)
_BULLET = r"[○●■□◆◇・▼▽▶◎☆★*▪•]\s*"
_PAIRS = {"【": "】", "〔": "〕", "[": "]", "<": ">", "《": "》", "「": "」", "(": ")", "〈": "〉", "『": "』", "≪": "≫"}
_NAMES = "|".join(
    r"\s*".join(map(re.escape, fold(word))) for word in sorted(_KIND | dict.fromkeys(BODY_WORDS), key=len, reverse=True)
)
_NOTE = r"(?:\s*\((?!(?:委員|構成員|事務局|座長|オブザーバー|有識者|関係省庁|府省)\))[^()]{1,40}\)(?=[\s:/】〕\]>》」)〉』≫]|\Z))?"
_FIELD = re.compile(
    rf"(?P<mark>{_ENUMERATION}|{_BULLET})?(?P<open>[【〔\[<《「(〈『≪])?\s*(?P<name>{_NAMES})(?P<note>{_NOTE})\s*"
    rf"(?P<close>[】〕\]>》」)〉』≫])?(?P<note2>{_NOTE})(?P<sep>\s*[:/])?\s*(?P<value>.*)\Z"
)


@dataclass(frozen=True)
class Field:
    """One heading found: its kind, the part of the line that is heading, the rest, and the style it is set in."""

    kind: str
    printed: str
    value: str
    style: str
    name: str
    number: int | None = None


def enumeration_style(mark: str) -> str:
    """Return a name for the way ``mark`` numbers things, so that headings of one rank can be told from another's."""
    bare = squeeze(mark)
    if not bare:
        return ""
    if bare.startswith("第"):
        return "第n"
    if re.match(r"\(", bare):
        return "(n)" if re.search(r"\d", bare) else "(漢)"
    if re.match(r"\d", bare):
        return "n" + re.sub(r"\d", "", bare)
    if re.match(r"[一二三四五六七八九十]", bare):
        return "漢" + re.sub(r"[一二三四五六七八九十]", "", bare)
    if re.match(r"[①-⑳]", mark.strip()):
        return "①"
    if re.match(r"[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]", bare):
        return "Ⅰ"
    if re.match(r"[ア-コ]", bare):
        return "ア"
    return bare[0]


def enumeration_number(mark: str) -> int | None:
    """Return the number in an enumerating mark, or ``None`` for a bullet."""
    bare = re.sub(r"[第().、,:)\s]", "", fold(mark))
    roman = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".find(bare) if len(bare) == 1 else -1
    return roman + 1 if roman >= 0 else to_number(bare) if bare and not re.match("[○・]", bare) else None


def split_enumeration(text: str) -> tuple[str, str]:
    """Return the enumerating mark at the head of ``text`` (``""`` if none) and the rest, both as written."""
    match = re.match(rf"(?:{_ENUMERATION})", fold(text))
    return (text[: match.end()].strip(), text[match.end() :].strip()) if match else ("", text)


def field_heading(line: Line) -> Field | None:
    """Return the field heading that ``line`` is or begins with, or ``None``; widths and inner gaps do not matter."""
    text = f"{line.label} {line.text}".strip() if line.label else line.text
    folded = fold(text)
    if len(folded) > 400:
        return None
    match = _FIELD.match(folded)
    if match is None:
        return None
    opening, closing = match["open"], match["close"]
    if (opening or closing) and _PAIRS.get(opening or "") != closing:
        return None
    value = match["value"].strip()
    if value and not opening and not match["sep"] and not folded[match.start("value") - 1].isspace():
        return None  # 委員会, 概要版: only the beginning of another word
    name = squeeze(match["name"])
    kind = _KIND_BY_NAME.get(name)
    if kind is None or value and not _fits(kind, name, value, loose=not opening and not match["sep"]):
        return None
    mark = text[: match.end("mark")] if match["mark"] else ""
    cut = match.start("value") if value else len(text)
    style = enumeration_style(mark) + (opening or "") + (f"#{line.level}" if line.level else "")
    return Field(kind, text[:cut].strip(), text[cut:].strip(), style, name, enumeration_number(mark) if mark else None)


def _fits(kind: str, name: str, value: str, *, loose: bool) -> bool:
    """Say whether ``value``, in the same line, is what such a heading has; ``loose``: only a space lies between."""
    if kind == DATE:
        return has_date(value) or has_time(value) or not loose
    if kind == BODY and loose:
        return False
    if kind in (AGENDA, HANDOUTS) and loose:
        return not re.match(r"[はがをにのでとも]", value) and name != "資料"
    if kind == PLACE and loose:
        return not re.match(r"[はがをにのでとも]", value) and not value.endswith("。")
    return not loose or not re.search(r"[。]|[はがをに]\s", value)


def group_name(name: str) -> str:
    """Return the group an attendee heading names: 委員 for 出席委員, nothing for 出席者, else the word itself."""
    bare = re.sub(r"[【】〔〕\[\]<>＜＞《》「」（）()〈〉：:■□◆◇●○・\s]", "", fold(name))
    if _KIND.get(bare) == ATTENDEES:
        return ""
    return re.sub(r"\A出席(?=委員|構成員|府省)", "", bare)
