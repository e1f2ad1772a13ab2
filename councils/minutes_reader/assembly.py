"""The parts met in one pass, put together as the result; decides title and place of leftovers, drops nothing."""

from __future__ import annotations

import re

from .body import split_mark
from .characters import fold, one_space, squeeze
from .dates import read_period
from .fields import split_enumeration
from .lines import Document
from .parts import Part
from .result import Piece, ReadMinutes, Remark, Section, Topic
from .speakers import split_speaker
from .titles import body_and_number, is_label, is_title_line, names_kind

_OPINIONS = re.compile(r"意見|質疑|発言|討議|討論|議論")
_HEADINGS = (
    "date_heading",
    "place_heading",
    "attendees_heading",
    "agenda_heading",
    "handouts_heading",
    "body_heading",
)


def assemble(
    parts: list[Part], document: Document, page_numbers: tuple[str, ...], known: frozenset[str] = frozenset()
) -> ReadMinutes:
    """Return the result for ``parts`` in their order; every part becomes a piece and, by its role, a value."""
    _settle_head(parts)
    _opinions_as_remarks(parts)
    for text in document.aside:
        parts.append(_aside(parts, text))
    title = one_space(" ".join(part.text for part in parts if part.role == "title"))
    name, number = body_and_number(title)
    date_line = _joined(parts, "date")
    period = read_period(date_line)
    sections, remarks = _sections(parts, known)
    doubts = list(period.doubts)
    if not title:
        doubts.append("会合の名称が見つかりません。")
    if not period.starts_at and not period.doubts:
        doubts.append("日時を読み取れません。")
    return ReadMinutes(
        title=title,
        body=name,
        number=number,
        starts_at=period.starts_at,
        ends_at=period.ends_at,
        place=_joined(parts, "place"),
        attendees=tuple(person for part in parts if part.role == "attendee" for person in part.people),
        remarks=remarks,
        agenda=tuple(item for part in parts if part.role == "agenda" for item in _items(part, "agenda")),
        handouts=tuple(item for part in parts if part.role == "handout" for item in _items(part, "handout")),
        unplaced=tuple(_written(part) for part in parts if part.role == "unplaced"),
        label=_joined(parts, "label"),
        correction=_joined(parts, "correction"),
        date_line=date_line,
        headings=tuple(
            (part.role.removesuffix("_heading"), part.text) for part in parts if part.role in _HEADINGS
        ),
        sections=sections,
        end=_joined(parts, "end"),
        doubts=tuple(doubts),
        pieces=tuple(Piece(part.role, part.text, part.mark) for part in parts),
        page_numbers=page_numbers,
        markup=document.markup,
    )


def _written(part: Part) -> str:
    return f"{part.mark} {part.text}".strip()


def _joined(parts: list[Part], role: str) -> str:
    return " ".join(_written(part) for part in parts if part.role == role)


def _settle_head(parts: list[Part]) -> None:
    """Give the lines before the first field their roles: title, date where no field has it, else unplaced."""
    heads = [part for part in parts if part.role == "head"]
    dated = any(part.role == "date" for part in parts)
    for part in parts:
        if part.role == "head_date":
            part.role = "unplaced" if dated else "date"
            dated = True
    titled = any(part.role == "title" for part in parts)
    candidates = [part for part in heads if is_title_line(part.text)]
    if candidates and not titled:
        chosen = _title_run(heads, candidates)
        for part in chosen:
            part.role = "title"
        titled = True
    for part in heads:
        if part.role == "head":
            part.role = "unplaced"
    for part in parts:
        if part.role == "attendee" and not part.people:
            part.role = "unplaced"


def _title_run(heads: list[Part], candidates: list[Part]) -> list[Part]:
    """Return the title: the line that names the paper with the title lines next to it, else the first run."""
    anchor = next((part for part in candidates if names_kind(part.text)), candidates[0])
    at = heads.index(anchor)
    first = last = at
    while first > 0 and heads[first - 1] in candidates:
        first -= 1
    complete = len(squeeze(" ".join(part.text for part in heads[first : last + 1]))) > 8
    while (
        last + 1 < len(heads)
        and heads[last + 1] in candidates
        and not (names_kind(heads[last].text) and complete)
    ):
        last += 1
    return heads[first : last + 1]


def _opinions_as_remarks(parts: list[Part]) -> None:
    """Where nothing is led by a mark or a speaker, each paragraph under a heading of opinions is a remark."""
    for part in parts:
        if part.role == "paragraph" and split_speaker(part.text, marked=False)[0]:
            part.role = "remark"
    if any(part.role in ("remark", "row") for part in parts):
        return
    giving = False
    for part in parts:
        if part.role in ("body_heading", "section"):
            giving = bool(_OPINIONS.search(squeeze(part.text)))
        elif part.role == "paragraph" and giving:
            part.role = "remark"


def _aside(parts: list[Part], text: str) -> Part:
    labelled = any(part.role == "label" for part in parts)
    return Part("label" if is_label(text) and not labelled else "unplaced", text)


def _sections(parts: list[Part], known: frozenset[str]) -> tuple[tuple[Section, ...], tuple[Remark, ...]]:
    """Build sections in order; a paragraph after remarks, for which the form has no place, opens a further one."""
    sections: list[list] = []  # [heading, paragraphs, [[topic heading, remarks]]]
    heading, speaker = "", None
    everything: list[Remark] = []
    for part in parts:
        if part.role == "section":
            sections.append([part.text, [], []])
            heading, speaker = part.text, None
        elif part.role == "topic":
            _last(sections)[2].append([part.text, []])
            heading, speaker = part.text, None
        elif part.role == "paragraph":
            if _last(sections)[2]:
                sections.append(["", [], []])
            sections[-1][1].append(part.text)
            speaker = None
        elif part.role == "speaker":
            speaker = split_speaker(part.text, marked=True, known=known)[0] or part.text
        elif part.role in ("remark", "row"):
            remark = _remark(part, heading, speaker, known)
            topics = _last(sections)[2]
            if not topics:
                topics.append(["", []])
            topics[-1][1].append(remark)
            everything.append(remark)
    built = tuple(
        Section(name, tuple(paragraphs), tuple(Topic(topic, tuple(remarks)) for topic, remarks in topics))
        for name, paragraphs, topics in sections
    )
    return built, tuple(everything)


def _last(sections: list[list]) -> list:
    if not sections:
        sections.append(["", [], []])
    return sections[-1]


def _remark(part: Part, heading: str, speaker: str | None, known: frozenset[str]) -> Remark:
    if part.role == "row":
        who, _, said = part.text.partition("\t")
        return Remark(heading, one_space(who), said.strip())
    first, newline, rest = part.text.partition("\n")
    who, said = split_speaker(first, marked=bool(part.mark), known=known)
    if who is None and newline:
        who, tail = split_speaker(part.text.replace("\n", "\u2029"), marked=False, known=known)
        said, newline, rest = tail.partition("\u2029") if who else (said, newline, rest)
        rest = rest.replace("\u2029", "\n")
    text = f"{said}{newline}{rest}".strip()
    return Remark(heading, one_space(who) if who else speaker, text)


def _items(part: Part, role: str) -> list[str]:
    """Return the entries of one line of a list: mostly one, several where the line counts them itself."""
    counted = r"資料|参考資料" if role == "handout" else r"\(\d{1,2}\)|[①-⑳]|\d{1,2}[.]\D"
    cuts = [match.end() for match in re.finditer(rf"\S(?:[、,]\s*|\s+)(?={counted})", fold(part.text))]
    return [
        _item(part.text[start:end].rstrip("、, 　"), role)
        for start, end in zip([0, *cuts], [*cuts, None], strict=True)
    ]


def _item(text: str, role: str) -> str:
    """Return one entry without its bullet or number; a handout keeps 資料１, by which it is called."""
    mark, rest = split_mark(text)
    text = rest if mark else text
    if role == "agenda":
        number, rest = split_enumeration(text)
        text = rest if number and rest else text
        match = re.match(
            r"(?:議\s*題|議\s*案)\s*(?:\d{1,2}|[①-⑳]|[一二三四五六七八九十]{1,2})\s*[:.、]?\s*(?=\S)",
            fold(text),
        )
        text = text[match.end() :] if match and not re.match(r"(?:に|の)", text[match.end() :]) else text
    elif match := re.match(r"[・○]\s*", fold(text)):
        text = text[match.end() :]
    return one_space(text)
