"""Lines inside the body of minutes: which is a heading, a remark, an end mark or running text; holds no state."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .characters import columns, ends_sentence, fold, squeeze, to_number
from .fields import BODY_WORDS, enumeration_style, split_enumeration
from .lines import Line
from .speakers import is_bare_speaker, is_speaker, leading_speaker, split_speaker

SECTION, TOPIC, REMARK, END, SPEAKER, TEXT = "section", "topic", "remark", "end", "speaker", "text"

_BULLETS = "○●・‣▪▫◦•*-➢➤✓✔◆→⇒"
_OTHER_MARKS = "◎△▲■□◇▼▽☆★▶※◉"
_CLOSED = {"《": "》", "<": ">", "〈": "〉", "≪": "≫", "【": "】", "[": "]", "〔": "〕", "「": "」", "«": "»"}
_ALWAYS_TOPIC = frozenset("《<〈≪«")
_END = re.compile(r"[(「\[-]*\s*(?:以\s*上|了)\s*[)」\]-]*\s*[。]?\Z")
_TOPIC_WORD = re.compile(
    r"(?:論\s?点|議\s?題|議\s?案|テーマ|議\s?事|案\s?件)\s*(?P<number>[①-⑳]|\d{1,2}(?=-\d)|\d{1,2}|[一二三四五六七八九十]{1,2})(?:-\d)?\s*(?P<rest>.*)\Z"
)
_LEADS_IN = re.compile(
    r"(?:以下|次)の(?:よう|とおり|意見|通り|点).{0,30}。\Z|(?:意見|御意見|ご意見)が(?:あった|出された|示された)。\Z"
)
_PREDICATE = re.compile(
    r"(?:必要|重要|べき|大事|課題|不可欠|有効|適当|ない|たい|しい|した|する|ある|いる|れる|なる|考える|思う)\Z"
)
_LONGEST_HEADING = 150  # columns


@dataclass(frozen=True)
class Found:
    """What one line is: kind, mark as written, the rest, and for headings the style they are set in."""

    kind: str
    mark: str
    text: str
    style: str = ""


def split_mark(text: str) -> tuple[str, str]:
    """Return the bullet at the head of ``text`` (``""`` if none) and the rest, both as written.

    Two rings are a name kept out (○○委員), one or three are a bullet; a dash or star needs white space after it.
    """
    folded = fold(text)
    first = folded[:1]
    if not first or first not in _BULLETS + _OTHER_MARKS:
        return "", text
    run = len(folded) - len(folded.lstrip(first))
    if run == len(folded):
        return "", text
    if (
        first in "-*"
        and not re.match(r"[-*]\s", folded)
        and (text[0] in "-*‐–" or not re.match(r".[^\d\s*-]", folded))
    ):
        return "", text  # －意見 and ＊意見 are set without a space, -5% is a number
    if run == 2 or run > 3 or (run == 3 and first != "○"):
        return "", text
    return text[:1], text[1:].strip()


def find(
    line: Line,
    following: Line | None,
    *,
    known: frozenset[str] = frozenset(),
    expects_text: bool = False,
    used: frozenset[str] = frozenset(),
) -> Found:
    """Say what ``line`` is, with the line after it as a hint; ``expects_text``: an unfinished sentence stands before.

    ``known`` are names of attendees, ``used`` the bullets that led remarks before (folded).

    Headings end without a full stop and are short, except in 《…》 and after 論点①. A line led by a bullet is a heading
    only if it is short, has no full stop, led no remark before, and lines with another bullet follow it.
    """
    text = f"{line.label} {line.text}".strip() if line.label else line.text
    folded = fold(text)
    if _END.match(folded):
        return Found(END, "", text)
    if (bracketed := _bracketed(line, text, folded, known)) is not None:
        return bracketed
    mark, rest = split_mark(text)
    if mark:
        return _marked(line, following, mark, rest, text, known, used)
    if line.level and not split_speaker(text, marked=True, known=known)[0]:
        number, _ = split_enumeration(text)
        return Found(SECTION, "", text, enumeration_style(number) or f"#{line.level}")
    if (
        line.strong
        and columns(text) <= 80
        and not ends_sentence(text)
        and not leading_speaker(text, marked=True, known=known)
    ):
        return Found(TOPIC, "", text, "bold")
    if (asked := re.match(r"(?:[QA]|問|答)\s*\d{0,2}\s*[.:]\s*(?=\S)", folded)) is not None:
        return Found(REMARK, text[: asked.end()].strip(), text[asked.end() :])
    if (topic := _TOPIC_WORD.match(folded)) is not None and _is_topic(topic["rest"], folded):
        return Found(TOPIC if folded.startswith("論") else SECTION, "", text, folded[0])
    if squeeze(text) in BODY_WORDS and not expects_text:
        return Found(SECTION, "", text, "word")
    number, rest = split_enumeration(text)
    if number and rest and not expects_text:
        return _numbered(number, rest, text, known, following)
    if (lead := leading_speaker(text, marked=False, known=known)) is not None:
        return Found(REMARK if lead[1] else SPEAKER, "", text)
    if is_bare_speaker(text, known) and not expects_text and following is not None:
        return Found(SPEAKER, "", text)
    return Found(TEXT, "", text)


def _bracketed(line: Line, text: str, folded: str, known: frozenset[str]) -> Found | None:
    """A line wholly in brackets, or one opened by 《 and not closed yet, is a heading unless it names a speaker."""
    opening = folded[:1]
    closing = _CLOSED.get(opening)
    if closing is None or (opening == "「" and not line.level):
        return None
    inside = folded[1:].rstrip()
    if (inside.endswith(closing) and inside.find(closing) == len(inside) - 1) or (
        opening == "《" and inside.endswith(closing)
    ):
        if is_speaker(inside[:-1], known):
            return Found(SPEAKER, "", text)
        return Found(TOPIC if opening in _ALWAYS_TOPIC else SECTION, "", text, opening)
    if opening in "《≪" and closing not in inside:
        return Found(TOPIC, "", text, opening)
    return None


def _marked(
    line: Line,
    following: Line | None,
    mark: str,
    rest: str,
    text: str,
    known: frozenset[str],
    used: frozenset[str],
) -> Found:
    sign = fold(mark)
    speaker, said = split_speaker(rest, marked=True, known=known)
    if speaker is not None:
        return Found(REMARK if said else SPEAKER, mark, rest)
    inner = fold(rest)[:1]
    short = not ends_sentence(rest) and columns(rest) <= 80
    if inner in _CLOSED and inner not in "「[" and fold(rest).endswith(_CLOSED[inner]):
        return Found(TOPIC, "", text, sign + inner)
    if sign in "■□◇▼▽☆★▶" and short:
        return Found(TOPIC if sign == "◇" else SECTION, "", text, sign)
    if short and following is not None and sign not in "-→⇒※":
        below = f"{following.label} {following.text}".strip() if following.label else following.text
        under = fold(split_mark(below)[0])
        deeper = under == sign and following.indent >= line.indent + 2
        other = (
            under and under != sign and under not in "→⇒※■□◇▼▽☆★▶" and not (sign == "・" and under in "○◎")
        )
        if (deeper and not _PREDICATE.search(rest)) or (other and sign not in used):
            return Found(TOPIC, "", text, sign)
    if (
        following is not None
        and sign not in used
        and _LEADS_IN.search(rest)
        and fold(split_mark(following.text)[0]) not in ("", sign)
    ):
        return Found(TOPIC, "", text, sign)
    if sign == "※":
        return Found(TEXT, "", text)
    return Found(REMARK, mark, rest)


def topic_number(text: str) -> tuple[str, int] | None:
    """Return (word, number) if ``text`` begins like 論点１ or 議題２, else ``None``."""
    match = _TOPIC_WORD.match(fold(text))
    number = to_number(match["number"]) if match else None
    return (match[0][0], number) if match and number else None


def _is_topic(rest: str, folded: str) -> bool:
    rest = rest.strip()
    if re.match(r"[のとにはがをも]|から|まで|及び|、", rest):
        return not ends_sentence(rest) and rest.endswith("について")
    if ends_sentence(rest) and re.search(r"(した|する|あった|いた|なった|行った|れた)。\Z", rest):
        return False
    return columns(folded) <= _LONGEST_HEADING


def _numbered(number: str, rest: str, text: str, known: frozenset[str], following: Line | None) -> Found:
    style = enumeration_style(number)
    speaker, said = split_speaker(rest, marked=True, known=known)
    if speaker is not None and said:
        return Found(REMARK, number, rest)
    if ends_sentence(rest) or columns(rest) > _LONGEST_HEADING:
        # A number before a whole sentence counts remarks; inside a wrapped line it is part of the sentence.
        return Found(REMARK, number, rest, style)
    headed = following is not None and bool(split_mark(f"{following.label} {following.text}".strip())[0])
    spoken = following is not None and leading_speaker(following.text, marked=False, known=known)
    if _PREDICATE.search(rest) and not headed and not spoken:
        return Found(REMARK, number, rest, style)
    return Found(TOPIC if style in ("①", "ア") else SECTION, "", text, style)
