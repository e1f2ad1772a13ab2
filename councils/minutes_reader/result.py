"""What was read from a minutes file, with the order of its parts; holds text as written and refuses to interpret it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_NUMBERED_HEADING = re.compile(r"[0-9０-９]+[\s　]")
_NUMBERED_SECTION = re.compile(r"[(（][0-9０-９]+[)）]")
_TOPIC = re.compile(r"《")
_DRESS = re.compile(
    r"(?:[○●◯〇■□◆◇▼▽▶☆★・◎]|-\s|[①-⑳]|第?[0-9０-９]{1,2}[.．、)）\s　]|[(（][0-9０-９]{1,2}[)）]"
    r"|第[0-9０-９一二三四五六七八九十]{1,3}|[一二三四五六七八九十]{1,2}[、.．\s　])*\s*"
)


def _undressed(heading: str, official: re.Pattern[str]) -> str:
    """Return ``heading`` as it is if ``official`` matches, else without number, bullet, brackets and final colon."""
    if not heading or official.match(heading):
        return heading.rstrip("：:").rstrip()
    bare = heading[_DRESS.match(heading).end() :].strip().rstrip("：:").rstrip()
    for opening, closing in ("【】", "＜＞", "<>", "〈〉", "≪≫", "［］", "[]", "〔〕", "「」", "（）", "()"):
        if bare.startswith(opening) and bare.endswith(closing) and bare.count(opening) == 1:
            bare = bare[1:-1].strip()
    return re.sub(r"\s+", " ", bare) or heading


class NotMinutes(ValueError):
    """The file cannot be read as minutes; ``str(error)`` is one Japanese sentence for the person who chose it."""


@dataclass(frozen=True)
class Attendee:
    """One person of the list: ``name`` and ``affiliation`` with single spaces, ``group`` as printed without brackets.

    ``role`` is a mark or word set before the name (座長, ◎). ``printed`` is the line as it stood in the file.
    """

    name: str
    affiliation: str = ""
    group: str = ""
    role: str = ""
    printed: str = ""

    @property
    def is_absent(self) -> bool:
        """Whether the file lists this person among the absent (欠席)."""
        return "欠席" in self.group or "欠席" in self.affiliation


@dataclass(frozen=True)
class Remark:
    """One remark: nearest heading as printed, speaker as printed or ``None``, and the text without mark and speaker."""

    heading: str
    speaker: str | None
    text: str


@dataclass(frozen=True)
class Topic:
    """Remarks under one heading; the heading is empty where remarks stand under none."""

    heading: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Section:
    """One part of the body: heading as printed, then paragraphs of explanation, then topics."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class Piece:
    """One part of the file in its place: ``role`` is what it was read as, ``mark`` and ``text`` what is written."""

    role: str
    text: str
    mark: str = ""

    @property
    def written(self) -> str:
        """The characters of the file, mark first."""
        return f"{self.mark} {self.text}" if self.mark and self.text else self.mark + self.text


@dataclass(frozen=True)
class ReadMinutes:
    """Minutes as read from one file; see :meth:`as_json`, :meth:`as_printed` and :meth:`as_text`.

    ``pieces`` is the whole file in its order; nothing of it is missing but ``page_numbers`` and Markdown signs
    (``markup``). ``doubts`` are Japanese sentences about what a person should look at (a weekday that does not fit).
    """

    title: str
    body: str
    number: int | None
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    attendees: tuple[Attendee, ...]
    remarks: tuple[Remark, ...]
    agenda: tuple[str, ...]
    handouts: tuple[str, ...]
    unplaced: tuple[str, ...]
    label: str = ""
    correction: str = ""
    date_line: str = ""
    headings: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    end: str = ""
    doubts: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    page_numbers: tuple[str, ...] = ()
    markup: str = field(default="", repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return plain data for review and interchange; times are ISO 8601 with +09:00, absent ones ``None``."""
        return {
            "title": self.title,
            "body": self.body,
            "number": self.number,
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
            "place": self.place,
            "attendees": [
                {"name": person.name, "affiliation": person.affiliation, "group": person.group}
                for person in self.attendees
            ],
            "remarks": [
                {"heading": remark.heading, "speaker": remark.speaker, "text": remark.text}
                for remark in self.remarks
            ],
            "agenda": list(self.agenda),
            "handouts": list(self.handouts),
            "unplaced": list(self.unplaced),
        }

    def as_printed(self) -> dict[str, Any]:
        """Return the parts of the official form with the file's own wording, as ``councils.paper`` prints them.

        Headings dressed in that form stay to the character (１ 日時, （１）意見交換, 《…》); the form numbers and
        brackets the others, so 【日時】, 1.日時, ＜…＞ and ■ come without dress. Groups of attendees are no part of it.
        Speakers are left out on purpose: the printed summary is anonymous, and no path may carry a name into it.
        Absent persons are left out of the attendees for the same reason: the form lists who was there.
        """
        return {
            "title": self.title,
            "label": self.label,
            "correction": self.correction,
            "headings": self._main_headings(),
            "date_line": self.date_line,
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
            "place": self.place,
            "attendees": [
                {"name": person.name, "affiliation": person.affiliation}
                for person in self.attendees
                if not person.is_absent
            ],
            "sections": [
                {
                    "heading": _undressed(section.heading, _NUMBERED_SECTION),
                    "paragraphs": list(section.paragraphs),
                    "topics": [
                        {
                            "heading": _undressed(topic.heading, _TOPIC),
                            "remarks": [remark.text for remark in topic.remarks],
                        }
                        for topic in section.topics
                    ],
                }
                for section in self.sections
            ],
            "end": self.end,
        }

    def _main_headings(self) -> list[str]:
        """Return 日時, 場所, 出席者, 議事概要 as the file words them; the form's own word where it has none."""
        words = {"date": "日時", "place": "場所", "attendees": "出席者", "body": "議事概要"}
        for kind, heading in reversed(self.headings):
            if kind in words:
                words[kind] = _undressed(heading, _NUMBERED_HEADING)
        if "場所" in words["date"]:  # 日時・場所 in one: the form has a heading for each
            words |= {"date": "日時", "place": "場所"}
        return list(words.values())

    def as_text(self) -> str:
        """Return the file's text in its order, one part a line; page numbers and signs of Markdown are gone."""
        return "\n".join(piece.written for piece in self.pieces)
