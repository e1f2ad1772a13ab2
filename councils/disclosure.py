"""Looks through a summary for what must not become public: names, guarded materials, hidden traces; decides nothing.

It sees what its reader sees, and of what is under seal to them learns only that a passage touches it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from confidentiality.disclosure import (
    ENDED,
    HONORIFICS,
    LEAST_TITLE,
    TRACES,
    folded,
    guarded_phrases,
    name_patterns,
    phrases_in,
    plain,
)
from confidentiality.models import Designation
from councils.models import Attendance, Handout, Material, Meeting, RemarkSpeaker
from councils.paper import PrintedMinutes

SENTENCES = {
    "name": _("出席者または発言者の氏名と同じ語があります。"),
    "address": _("発言者を示す書き方になっています。"),
    "designation": _("守秘の指定の件名または対象と同じ語があります。"),
    "keyword": _("守秘の指定の説明にある語と同じ語があります。"),
    "material": _("公開されていない資料の名称と同じ語があります。"),
    "handout": _("公開されていない資料の番号を挙げています。"),
    "sealed": _("守秘の対象の資料に書かれている文と同じ箇所があります。資料の提供者に確かめてください。"),
    "trace": _("見えない文字、連絡先、または内部の所在を示す文字列があります。"),
}

_ADDRESS = re.compile(
    rf"^[(（【]?[\w々　 ]{{1,12}}(?:{HONORIFICS})[)）】]?[:：]|^[(（【][\w々　 ]{{1,12}}(?:{HONORIFICS})[)）】]"
)
_HANDOUT = re.compile(r"資料(\d+)")


@dataclass(frozen=True)
class Finding:
    """One place to look at: ``place`` is the passage's anchor, ``start`` and ``end`` cut the words out of its text."""

    kind: str
    place: str
    text: str
    start: int
    end: int

    @property
    def is_certain(self) -> bool:
        """Whether it stands against publication whatever the reader thinks; the others are for a person to judge."""
        return self.kind in ("designation", "sealed", "trace", "address")

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.place}-{self.start}-{self.end}"

    @property
    def sentence(self) -> Any:
        return SENTENCES[self.kind]

    @property
    def around(self) -> tuple[str, str, str]:
        """What stands before, the words, what stands after: some 20 characters on each side."""
        before, after = self.text[max(0, self.start - 20) : self.start], self.text[self.end : self.end + 20]
        return before, self.text[self.start : self.end], after

    def as_json(self) -> dict[str, Any]:
        """Place and kind, without any word."""
        return {"kind": self.kind, "place": self.place, "start": self.start, "end": self.end}


def passages(printed: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of the body with the anchor of its place: s0, s0p1, s1t0, s1t0r2."""
    for n, section in enumerate(printed.get("sections") or ()):
        yield f"s{n}", section["heading"]
        for m, paragraph in enumerate(section.get("paragraphs") or ()):
            yield f"s{n}p{m}", paragraph
        for m, topic in enumerate(section.get("topics") or ()):
            yield f"s{n}t{m}", topic["heading"]
            for k, remark in enumerate(topic["remarks"]):
                yield f"s{n}t{m}r{k}", remark


def check(printed: Mapping[str, Any], meeting: Meeting) -> list[Finding]:
    """All findings in the order of the text. Raises ValueError when ``printed`` is not the anonymous form.

    Six queries (seven with handouts), whatever the length.
    """
    PrintedMinutes.from_dict(printed)
    texts = list(passages(printed))
    frame = [("frame", str(printed.get(name) or "")) for name in ("title", "date_line", "place", "label")]
    phrases = {
        "name": _names(meeting),
        **_guarded_phrases(meeting),
        "material": {plain(title) for title in _closed_titles(meeting)},
    }
    closed_handouts = _closed_handouts(meeting)
    found: list[Finding] = []
    for place, text in texts:
        found += _phrases_in(place, text, phrases)
        found += [Finding("handout", place, text, *span) for span in _handouts_in(text, closed_handouts)]
        if address := _ADDRESS.match(text):
            found.append(Finding("address", place, text, *address.span()))
    for place, text in [*frame, *texts]:
        found += [Finding("trace", place, text, *match.span()) for match in TRACES.finditer(text)]
    found += [
        Finding("sealed", texts[n - 1][0], texts[n - 1][1], 0, 0)
        for n in _under_seal(meeting, [text for _place, text in texts])
    ]
    order = {place: n for n, (place, _text) in enumerate([("frame", ""), *texts])}
    return sorted(_without_repeats(found), key=lambda f: (order[f.place], f.start, f.kind))


def _without_repeats(found: list[Finding]) -> list[Finding]:
    """One finding per words: the certain one, or the first."""
    best: dict[tuple[str, int, int], Finding] = {}
    for finding in found:
        place = (finding.place, finding.start, finding.end)
        if place not in best or (finding.is_certain and not best[place].is_certain):
            best[place] = finding
    return list(best.values())


def _phrases_in(place: str, text: str, phrases: Mapping[str, set[str]]) -> Iterator[Finding]:
    for kind, start, end in phrases_in(text, phrases):
        yield Finding(kind, place, text, start, end)


def _names(meeting: Meeting) -> set[str]:
    """Patterns of everybody who attended or spoke."""
    names = set(Attendance.objects.filter(item_id=meeting.pk).values_list("name", flat=True))
    names |= set(RemarkSpeaker.objects.filter(remark__item__meeting=meeting).values_list("name", flat=True))
    return name_patterns(names)


def _guarded_phrases(meeting: Meeting) -> dict[str, set[str]]:
    """Titles and subjects of this council's agreements."""
    live = (
        Designation.objects.filter(item__container_id=meeting.council_id)
        .exclude(state__in=ENDED)
        .select_related("in_force", "candidate")
    )
    return guarded_phrases(live)


def _closed_titles(meeting: Meeting) -> list[str]:
    closed = Material.objects.filter(council_id=meeting.council_id).exclude(
        disclosure=Material.Disclosure.PUBLIC
    )
    return [title for title in closed.values_list("title", flat=True) if len(plain(title)) >= LEAST_TITLE]


def _closed_handouts(meeting: Meeting) -> set[int]:
    """Numbers of this meeting's papers that are not public, by everything this reader sees of them."""
    numbers = dict(Handout.objects.filter(meeting_id=meeting.pk).values_list("item_id", "number"))
    public = set(
        Material.objects.filter(Q(disclosure=Material.Disclosure.PUBLIC), pk__in=numbers).values_list(
            "pk", flat=True
        )
    )
    return {number for item, number in numbers.items() if item not in public}


def _handouts_in(text: str, closed: set[int]) -> Iterator[tuple[int, int]]:
    letters, places = folded(text)
    for match in _HANDOUT.finditer(letters):
        if int(match[1]) in closed:
            yield places[match.start()], places[match.end() - 1] + 1


def _under_seal(meeting: Meeting, texts: list[str]) -> list[int]:
    """Which of ``texts`` (from 1) repeat a title or a sentence of material under seal; the database looks, not we."""
    with connection.cursor() as cursor:
        cursor.execute("select app.passages_under_seal(%s, %s)", [meeting.council_id, texts])
        return cursor.fetchone()[0] or []


__all__ = ["Finding", "check", "passages"]
