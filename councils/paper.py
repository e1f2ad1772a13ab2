"""The public minutes (議事要旨) as they are printed; knows remarks and topics, and refuses to know who spoke."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from accounts.japanese import in_tokyo, to_fullwidth, wareki_date, wareki_range
from confidentiality.printing import Attachment, Variant, fill, paper_style, render_pdf

HEADINGS = ("日時", "場所", "出席者", "議事概要")
EXPLANATION = "事務局説明等"
END = "以上"
NAME_COLUMN = 5

_NUMBERED_HEADING = re.compile(r"[0-9０-９]+[\s　]")
_NUMBERED_SECTION = re.compile(r"[(（][0-9０-９]+[)）]")
_JAPANESE = re.compile("[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True)
class Attendee:
    """One line of 出席者: a name, as stored or as printed in a source, and affiliation with titles as one text.

    A blank in ``name`` separates family from given name. ``kana`` (せい めい) only serves :func:`in_kana_order`.
    """

    name: str
    affiliation: str
    kana: str = ""

    @classmethod
    def of(
        cls, family: str, given: str, affiliation: str, titles: Sequence[str] = (), *, kana: str = ""
    ) -> Attendee:
        """Make the line from the parts a membership stores; titles follow the affiliation, a blank between each."""
        return cls(
            name=" ".join(part for part in (family, given) if part),
            affiliation=" ".join(part for part in (affiliation, *titles) if part),
            kana=kana,
        )

    @property
    def set_name(self) -> str:
        """The name set to five characters: 青木　節子, 原　　一郎, 久貝　　卓, 松本洋一郎.

        The blank between family and given name takes what is left of five; a longer name has none and widens the
        column for all. A name that is not Japanese, or not of two parts, stays as it is.
        """
        parts = self.name.split()
        if len(parts) != 2 or not all(_JAPANESE.match(part) for part in parts):
            return self.name
        left = NAME_COLUMN - sum(_ems(part) for part in parts)
        return ("　" * max(left, 0)).join(parts)


@dataclass(frozen=True)
class Topic:
    """A theme of the discussion: its heading (brackets 《》 are added when missing; empty for none) and its remarks.

    A remark is one text without its bullet; no order of speech, no speaker.
    """

    heading: str
    remarks: tuple[str, ...] = ()

    @property
    def set_heading(self) -> str:
        """The heading as printed."""
        if not self.heading or self.heading.startswith("《"):
            return self.heading
        return f"《{self.heading}》"


@dataclass(frozen=True)
class Section:
    """A sub-section of 議事概要: （１）事務局説明等, （２）意見交換, …; paragraphs first, then topics.

    A heading that begins with a number in parentheses is printed as it stands, any other one is numbered by its place;
    an empty one prints no heading.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True)
class PrintedMinutes:
    """One issue of the public minutes, complete: what is not here is not printed.

    ``headings`` are the four main headings, in order. One that begins with a number is printed as it stands, any other
    is numbered (１ 日時). ``label`` is the corner label (資料８) of this distribution, ``correction`` the line under the
    title of a corrected issue. ``starts_at`` and ``ends_at`` are for the data attached to the PDF and do not appear.
    """

    title: str
    date_line: str
    place: str
    attendees: tuple[Attendee, ...]
    sections: tuple[Section, ...]
    label: str = ""
    correction: str = ""
    headings: tuple[str, ...] = HEADINGS
    end: str = END
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def __post_init__(self) -> None:
        if len(self.headings) != len(HEADINGS):
            raise ValueError("minutes have exactly four main headings")

    @classmethod
    def of_meeting(
        cls,
        *,
        body: str,
        number: int,
        starts_at: datetime,
        ends_at: datetime,
        place: str,
        attendees: Sequence[Attendee],
        sections: Sequence[Section],
        label: str = "",
        corrected_on: date | None = None,
    ) -> PrintedMinutes:
        """Make the minutes of a meeting in the fixed form; moments need a time zone and are printed on Japan's clock.

        Attendees are printed in the order given; see :func:`in_kana_order`.
        """
        correction = f"（訂正版：{wareki_date(corrected_on, weekday=False)}）" if corrected_on else ""
        return cls(
            title=title_line(body, number),
            date_line=wareki_range(starts_at, ends_at),
            place=place,
            attendees=tuple(attendees),
            sections=tuple(sections),
            label=label,
            correction=correction,
            starts_at=in_tokyo(starts_at),
            ends_at=in_tokyo(ends_at),
        )

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> PrintedMinutes:
        """Make the minutes from plain data, as a reader of published minutes produces it. Every text may be verbatim.

        Keys; those with ``*`` are required::

            title*      "官民技術協力に関する検討会合（第２回）議事要旨"
            date_line*  "令和４年１月１１日（火）午後７時００分から午後７時５０分までの間"
            place*      "オンライン"
            attendees*  [{"name": "青木 節子", "affiliation": "慶應義塾大学大学院法務研究科 教授"}, …]
            sections*   [{"heading": "（１）意見交換", "paragraphs": ["…"],
                          "topics": [{"heading": "《…》", "remarks": ["…", …]}]}]
            explanation paragraphs of the secretariat's explanation; when there are any, they become a first section
            explanation_heading  "(1) 事務局説明等"; default 事務局説明等, numbered
            headings    the four main headings, or None for １ 日時, ２ 場所, ３ 出席者, ４ 議事概要
            label, correction, end   texts or None; ``end`` defaults to 以上, and "" prints none
            starts_at, ends_at       ISO 8601 with offset, or None

        Headings that carry their number are printed as they stand; the others are numbered. A bullet (○) before a
        remark is dropped, since print adds it. Raises ``ValueError`` for a key it does not know or a missing one, and
        above all for any key naming a speaker, at any depth: the public minutes have none.
        """
        _refuse_speakers(data)
        _check_keys(data, _REQUIRED, _OPTIONAL, "minutes")
        sections = [_section(entry) for entry in data["sections"]]
        if data.get("explanation"):
            heading = data.get("explanation_heading") or EXPLANATION
            sections.insert(0, Section(heading, tuple(data["explanation"])))
        end = data.get("end")
        return cls(
            title=data["title"],
            date_line=data["date_line"],
            place=data["place"],
            attendees=tuple(_attendee(entry) for entry in data["attendees"]),
            sections=tuple(sections),
            label=data.get("label") or "",
            correction=data.get("correction") or "",
            headings=tuple(data.get("headings") or HEADINGS),
            end=END if end is None else end,
            starts_at=_moment(data.get("starts_at")),
            ends_at=_moment(data.get("ends_at")),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the plain data that :meth:`from_dict` reads back to equal minutes; all of it is public."""
        return {
            "title": self.title,
            "label": self.label or None,
            "correction": self.correction or None,
            "headings": list(self.headings),
            "date_line": self.date_line,
            "starts_at": self.starts_at.isoformat() if self.starts_at else None,
            "ends_at": self.ends_at.isoformat() if self.ends_at else None,
            "place": self.place,
            "attendees": [
                {"name": person.name, "affiliation": person.affiliation} for person in self.attendees
            ],
            "sections": [
                {
                    "heading": section.heading,
                    "paragraphs": list(section.paragraphs),
                    "topics": [
                        {"heading": topic.heading, "remarks": list(topic.remarks)} for topic in section.topics
                    ],
                }
                for section in self.sections
            ],
            "end": self.end,
        }

    @property
    def printed_headings(self) -> list[str]:
        """The four main headings with their numbers."""
        return [
            heading if _NUMBERED_HEADING.match(heading) else f"{to_fullwidth(place)} {heading}"
            for place, heading in enumerate(self.headings, start=1)
        ]

    @property
    def printed_sections(self) -> list[dict[str, Any]]:
        """The sub-sections with their numbers: what is absent takes none, so numbers follow what exists."""
        printed: list[dict[str, Any]] = []
        place = 0
        for section in self.sections:
            heading = section.heading
            if heading:
                place += 1
                if not _NUMBERED_SECTION.match(heading):
                    heading = f"（{to_fullwidth(place)}）{heading}"
            topics = [{"heading": topic.set_heading, "remarks": topic.remarks} for topic in section.topics]
            printed.append({"heading": heading, "paragraphs": section.paragraphs, "topics": topics})
        return printed


_REQUIRED = {"title", "date_line", "place", "attendees", "sections"}
_OPTIONAL = {
    "explanation",
    "explanation_heading",
    "headings",
    "label",
    "correction",
    "end",
    "starts_at",
    "ends_at",
}


def title_line(body: str, number: int) -> str:
    """Return 官民技術協力に関する検討会合（第２回）議事要旨: one line, full-width digits, no date."""
    return f"{body}（第{to_fullwidth(number)}回）議事要旨"


def in_kana_order(attendees: Sequence[Attendee]) -> list[Attendee]:
    """Return the attendees from あ to わ by their kana, then by name; those without kana come last, as given."""
    return sorted(
        attendees,
        key=lambda person: (not person.kana, _kana_key(person.kana), person.name if person.kana else ""),
    )


def file_name(code: str, number: int, day: date) -> str:
    """Return ``{code}-{number}-gijiyoshi-{yyyymmdd}.pdf``; ``day`` is the day of the meeting, in Japan when a moment.

    ``code`` is an opaque code of the body (lower-case letters, digits, hyphens): a name would say what is discussed.
    Anything else raises ``ValueError``.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", code):
        raise ValueError("the code of a body in file names is lower-case letters, digits and hyphens")
    day = in_tokyo(day).date() if isinstance(day, datetime) else day
    return f"{code}-{number}-gijiyoshi-{day:%Y%m%d}.pdf"


def minutes_html(minutes: PrintedMinutes) -> str:
    """Return the page of the minutes, ready for the printing engine with its paper style."""
    return fill(
        "minutes.html",
        {
            "title": minutes.title,
            "minutes": minutes,
            "headings": minutes.printed_headings,
            "sections": minutes.printed_sections,
        },
    )


def minutes_data(minutes: PrintedMinutes) -> bytes:
    """Return the minutes as JSON (UTF-8), the public data attached to the PDF as its source."""
    data = minutes.to_dict()
    _refuse_speakers(data)
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def print_minutes(
    minutes: PrintedMinutes, *, author: str, dated: datetime, variant: Variant = "a3a+ua1"
) -> bytes:
    """Return the official PDF of the minutes, with its data attached; equal arguments give equal bytes.

    ``author`` is the name of the body, ``dated`` the moment of issue with a time zone. Raises what the printing engine
    raises: a character without a glyph, fonts that are not installed.
    """
    return render_pdf(
        minutes_html(minutes),
        title=minutes.title,
        author=author,
        dated=dated,
        stylesheets=[paper_style()],
        attachments=[Attachment("minutes.json", minutes_data(minutes), "議事要旨の構造化データ", "Source")],
        variant=variant,
    )


def _ems(text: str) -> int:
    """Return the width of Japanese text in full-width characters; marks joined to a character take none."""
    return sum(
        1
        for character in text
        if not unicodedata.combining(character) and character.isprintable() and not _is_selector(character)
    )


def _is_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _kana_key(kana: str) -> str:
    """Return hiragana without voicing first, so that か and が sort together, then the exact kana."""
    hiragana = "".join(
        chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in unicodedata.normalize("NFKC", kana)
    )
    plain = "".join(c for c in unicodedata.normalize("NFD", hiragana) if not unicodedata.combining(c))
    return f"{plain}\0{hiragana}"


def _section(data: Mapping[str, Any]) -> Section:
    _check_keys(data, {"heading"}, {"paragraphs", "topics"}, "a section")
    topics = []
    for entry in data.get("topics") or ():
        _check_keys(entry, {"heading", "remarks"}, set(), "a topic")
        remarks = tuple(re.sub(r"^○[\s　]*", "", remark) for remark in entry["remarks"])
        topics.append(Topic(entry["heading"] or "", remarks))
    return Section(data["heading"] or "", tuple(data.get("paragraphs") or ()), tuple(topics))


def _attendee(data: Mapping[str, Any]) -> Attendee:
    _check_keys(data, {"name", "affiliation"}, {"kana"}, "an attendee")
    return Attendee(data["name"], data["affiliation"], data.get("kana") or "")


def _moment(text: str | None) -> datetime | None:
    return in_tokyo(datetime.fromisoformat(text)) if text else None


def _check_keys(data: Mapping[str, Any], required: set[str], optional: set[str], what: str) -> None:
    if missing := required - data.keys():
        raise ValueError(f"{what} needs {', '.join(sorted(missing))}")
    if unknown := data.keys() - required - optional:
        raise ValueError(f"{what} has no {', '.join(sorted(map(str, unknown)))}")


def _refuse_speakers(data: Any) -> None:
    if isinstance(data, Mapping):
        for key, value in data.items():
            if "speaker" in str(key).lower() or "発言者" in str(key):
                raise ValueError("the public minutes name no speaker")
            _refuse_speakers(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            _refuse_speakers(value)
