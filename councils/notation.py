"""The body of the minutes as text people edit, in the signs of papers (（１）, 《》, ○); knows no speaker.

A section begins with （１）…, a topic with 《…》, a remark with ○; other lines are paragraphs of explanation, or go on
with the remark above when no blank line parts them. A line that begins with a blank is never a heading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from accounts.japanese import to_fullwidth

_OFFICIAL = re.compile(r"（[0-9０-９]+）[\s　]*")
_OTHER = re.compile(r"[(（][0-9０-９]+[)）]")
_BULLET = re.compile(r"[○〇◯][\s　]*")
_TOPIC = re.compile(r"《.*》\Z")


def write_body(sections: Sequence[Mapping[str, Any]]) -> str:
    """Return ``sections`` (the shape of ``councils.paper``) as text; sections numbered by place show that number."""
    blocks, place = [], 0
    for section in sections:
        heading = section["heading"]
        if heading:
            place += 1
            blocks.append(heading if _OTHER.match(heading) else f"（{to_fullwidth(place)}）{heading}")
        blocks += [
            _lines("", paragraph, first_is_free=False) for paragraph in section.get("paragraphs") or ()
        ]
        for topic in section.get("topics") or ():
            if topic["heading"]:
                blocks.append(
                    topic["heading"] if _TOPIC.match(topic["heading"]) else f"《{topic['heading']}》"
                )
            blocks += [_lines("○ ", remark, first_is_free=True) for remark in topic["remarks"]]
    return "\n\n".join(blocks) + ("\n" if blocks else "")


def _lines(mark: str, text: str, *, first_is_free: bool) -> str:
    """A text of several lines as one block: lines that look like a heading are moved in by a blank."""
    lines = [line.strip(" \t\r　") for line in text.split("\n")]
    lines = [line for line in lines if line]
    kept = [
        line if (first_is_free and place == 0) or not _heads(line) else f"　{line}"
        for place, line in enumerate(lines)
    ]
    return mark + "\n".join(kept)


def _heads(line: str) -> bool:
    return bool(_OTHER.match(line) or line.startswith("《") or _BULLET.match(line))


def read_body(text: str) -> list[dict[str, Any]]:
    """Return the sections of ``text``. Official numbers （１） are taken off: print sets them. Never raises."""
    sections: list[dict[str, Any]] = []
    kind = ""  # what an unmarked line goes on with
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = raw.strip(" \t　")
        if not line:
            kind = ""
        elif raw[0] in " \t　" or not _heads(line):
            kind = _go_on(sections, kind, line)
        elif _OTHER.match(line):
            sections.append(
                {"heading": _OFFICIAL.sub("", line, count=1) or line, "paragraphs": [], "topics": []}
            )
            kind = ""
        elif line.startswith("《"):
            _last(sections)["topics"].append(
                {"heading": line if _TOPIC.match(line) else f"{line}》", "remarks": []}
            )
            kind = ""
        else:
            topics = _last(sections)["topics"]
            if not topics:
                topics.append({"heading": "", "remarks": []})
            topics[-1]["remarks"].append(_BULLET.sub("", line, count=1))
            kind = "remark"
    return _settled(sections)


def _go_on(sections: list[dict[str, Any]], kind: str, line: str) -> str:
    if kind == "remark":
        remarks = sections[-1]["topics"][-1]["remarks"]
        remarks[-1] = f"{remarks[-1]}\n{line}".strip("\n")
        return kind
    if kind == "paragraph":
        sections[-1]["paragraphs"][-1] += f"\n{line}"
        return kind
    if _last(sections)["topics"]:  # the form has no place after remarks: a further section without heading
        sections.append({"heading": "", "paragraphs": [], "topics": []})
    sections[-1]["paragraphs"].append(line)
    return "paragraph"


def _last(sections: list[dict[str, Any]]) -> dict[str, Any]:
    if not sections:
        sections.append({"heading": "", "paragraphs": [], "topics": []})
    return sections[-1]


def _settled(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without empty remarks and topics that hold nothing."""
    for section in sections:
        for topic in section["topics"]:
            topic["remarks"] = [remark for remark in topic["remarks"] if remark]
        section["topics"] = [topic for topic in section["topics"] if topic["heading"] or topic["remarks"]]
    return sections


def renumbered(sections: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The same sections with official numbers taken off their headings, so that print numbers what exists (R88)."""
    return [
        {**section, "heading": _OFFICIAL.sub("", section["heading"], count=1) or section["heading"]}
        for section in sections
    ]
