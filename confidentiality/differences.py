"""What changed between two texts: how many places, paragraph by paragraph, and the very words; refuses to guess why."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, ADDED, REMOVED, CHANGED = "same", "added", "removed", "changed"
_PIECE = re.compile(r"[一-鿿々]|[ぁ-ん]+|[ァ-ヴー]+|[A-Za-z0-9０-９Ａ-Ｚａ-ｚ.,]+|\s+|.", re.DOTALL)
LONGEST = 4000  # pieces of one paragraph beyond which words are not compared, only the whole


@dataclass(frozen=True)
class Piece:
    """A run of characters that stayed, came or went."""

    kind: str
    text: str


@dataclass(frozen=True)
class Change:
    """One paragraph (or table row): where it stands in the older and the newer text (from 1), and its pieces."""

    kind: str
    old_number: int | None
    new_number: int | None
    old: tuple[Piece, ...] = ()
    new: tuple[Piece, ...] = ()


def pieces(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The older and the newer wording with what went and what came marked."""
    a, b = _PIECE.findall(old), _PIECE.findall(new)
    if len(a) > LONGEST or len(b) > LONGEST:
        return (Piece(REMOVED, old),), (Piece(ADDED, new),)
    left, right = [], []
    for op, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if i != j:
            left.append(Piece(SAME if op == "equal" else REMOVED, "".join(a[i:j])))
        if k != m:
            right.append(Piece(SAME if op == "equal" else ADDED, "".join(b[k:m])))
    return tuple(left), tuple(right)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text: lines between blank lines, each line its own when there are no blank ones."""
    parts = (
        re.split(r"\n\s*\n", text.strip())
        if re.search(r"\n\s*\n", text.strip())
        else text.strip().split("\n")
    )
    return [part.strip() for part in parts if part.strip()]


def changes(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Every paragraph of both texts in the order of the newer one; unchanged ones without pieces."""
    found = []
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            found += [
                Change(SAME, i + n + 1, k + n + 1, (), (Piece(SAME, new[k + n]),)) for n in range(m - k)
            ]
            continue
        together = min(j - i, m - k)
        for n in range(together):
            left, right = pieces(old[i + n], new[k + n])
            found.append(Change(CHANGED, i + n + 1, k + n + 1, left, right))
        found += [Change(REMOVED, n + 1, None, (Piece(REMOVED, old[n]),)) for n in range(i + together, j)]
        found += [Change(ADDED, None, n + 1, (), (Piece(ADDED, new[n]),)) for n in range(k + together, m)]
    return found


def count(found: Sequence[Change]) -> int:
    """How many paragraphs differ."""
    return sum(change.kind != SAME for change in found)
