"""The printed minutes as a page of the same order, with an anchor on every passage; adds and leaves out nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from councils.disclosure import Finding
from councils.paper import PrintedMinutes


def page(printed: Mapping[str, Any], findings: Iterable[Finding] = ()) -> dict[str, Any] | None:
    """What the template of the minutes shows, or None for an incomplete text. Passages come as (words, is_marked)."""
    try:
        minutes = PrintedMinutes.from_dict(printed)
    except (ValueError, KeyError, TypeError):
        return None
    marks: dict[str, list[tuple[int, int]]] = {}
    for finding in findings:
        marks.setdefault(finding.place, []).append((finding.start, finding.end))
    sections = [
        {
            "id": f"s{n}",
            "heading": _cut(section["heading"], ()),
            "paragraphs": [
                {"id": f"s{n}p{m}", "pieces": _cut(text, marks.get(f"s{n}p{m}", ()))}
                for m, text in enumerate(section["paragraphs"])
            ],
            "topics": [_topic(f"s{n}t{m}", topic, marks) for m, topic in enumerate(section["topics"])],
        }
        for n, section in enumerate(minutes.printed_sections)
    ]
    return {
        "title": minutes.title,
        "label": minutes.label,
        "correction": minutes.correction,
        "headings": minutes.printed_headings,
        "date_line": minutes.date_line,
        "place": minutes.place,
        "end": minutes.end,
        "sections": sections,
        "attendees": [{"name": a.name, "affiliation": a.affiliation} for a in minutes.attendees],
    }


def _topic(
    place: str, topic: Mapping[str, Any], marks: Mapping[str, list[tuple[int, int]]]
) -> dict[str, Any]:
    return {
        "id": place,
        "heading": topic["heading"],
        "remarks": [
            {"id": f"{place}r{k}", "pieces": _cut(text, marks.get(f"{place}r{k}", ()))}
            for k, text in enumerate(topic["remarks"])
        ],
    }


def _cut(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """``text`` cut at the spans; overlapping ones run together, empty ones mark the whole."""
    spans = sorted(spans)
    if any(start == end for start, end in spans):
        return [(text, True)]
    pieces, at = [], 0
    for start, end in spans:
        if end <= at:
            continue
        start = max(start, at)
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
