"""新旧対照表: two versions of a guideline side by side, section by section; refuses to guess what replaced what."""

from collections.abc import Sequence
from dataclasses import dataclass

from confidentiality.differences import ADDED, CHANGED, REMOVED, SAME, Piece, pieces
from programmes.models import GuidelineSection


@dataclass(frozen=True)
class Row:
    """One section in both versions: what its heading and its words were and are, cut into what stayed, went and came."""

    kind: str
    old: GuidelineSection | None
    new: GuidelineSection | None
    old_heading: tuple[Piece, ...] = ()
    new_heading: tuple[Piece, ...] = ()
    old_text: tuple[Piece, ...] = ()
    new_text: tuple[Piece, ...] = ()


def compare(old: Sequence[GuidelineSection], new: Sequence[GuidelineSection]) -> list[Row]:
    """Every section of both in the order of the newer version; a section is known again by where it was cloned from.

    A section that was dropped stands before the next one that stayed, where it stood.
    """
    places = {section.pk: n for n, section in enumerate(old)}
    kept = {section.origin_id for section in new}
    rows: list[Row] = []
    told = 0
    for section in new:
        place = places.get(section.origin_id)
        if place is not None:
            rows += [_removed(gone) for gone in old[told:place] if gone.pk not in kept]
            told = max(told, place + 1)
        rows.append(_both(old[place], section) if place is not None else _added(section))
    return rows + [_removed(gone) for gone in old[told:] if gone.pk not in kept]


def _both(old: GuidelineSection, new: GuidelineSection) -> Row:
    same = (old.heading, old.text) == (new.heading, new.text)
    if same:
        return Row(SAME, old, new, (), (Piece(SAME, new.heading),), (), (Piece(SAME, new.text),))
    heading, text = pieces(old.heading, new.heading), pieces(old.text, new.text)
    return Row(CHANGED, old, new, heading[0], heading[1], text[0], text[1])


def _added(new: GuidelineSection) -> Row:
    return Row(ADDED, None, new, (), (Piece(ADDED, new.heading),), (), (Piece(ADDED, new.text),))


def _removed(old: GuidelineSection) -> Row:
    return Row(REMOVED, old, None, (Piece(REMOVED, old.heading),), (), (Piece(REMOVED, old.text),), ())


def count(rows: Sequence[Row]) -> int:
    """How many sections differ."""
    return sum(row.kind != SAME for row in rows)
