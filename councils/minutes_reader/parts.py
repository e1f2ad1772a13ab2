"""A part of the file while it is being read, and the state of one reading; neither interprets anything."""

from __future__ import annotations

from .characters import columns, glue
from .lines import Document, Line
from .result import Attendee

_ENDING = 400  # characters of the end that decide how a text goes on
_SLACK = 8  # half-width columns that a full line may be short of the measure: punctuation and Latin words do not break


class Part:
    """One piece in the making: its role, mark and text, and what the role needs (people, group).

    The text is kept in chunks, so that a very long statement costs no more than its length.
    """

    def __init__(self, role: str, text: str, mark: str = "", line: Line | None = None) -> None:
        self.role, self.mark, self.line = role, mark, line
        self.people: list[Attendee] = []
        self.group = ""
        self._chunks = [text]
        self.begin = text[:_ENDING]
        self.end = text[-_ENDING:]

    @property
    def text(self) -> str:
        """The whole text so far."""
        if len(self._chunks) > 1:
            self._chunks = ["".join(self._chunks)]
        return self._chunks[0]

    @property
    def indent(self) -> int:
        """The indent of the line the part began with, in half-width columns."""
        return self.line.indent if self.line else 0

    def grow(self, text: str, *, new_line: bool = False, by: str | None = None) -> None:
        """Add ``text``: on a new line, with ``by`` between, or joined as the halves of a broken line."""
        between = "\n" if new_line else glue(self.end, text) if by is None else by
        self._chunks += [between, text]
        self.end = f"{self.end}{between}{text}"[-_ENDING:]


class Reading:
    """The state of one pass over a document: the parts so far, the one that may still grow, and the line before."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = list(document.lines)
        self.parts: list[Part] = []
        self.region = "head"
        self.current: Part | None = None
        self.last: Line | None = None
        self.known: frozenset[str] = frozenset()

    def add(self, role: str, text: str, mark: str = "", line: Line | None = None) -> Part:
        """Append a part and return it."""
        part = Part(role, text, mark, line)
        self.parts.append(part)
        return part

    def has(self, role: str) -> bool:
        """Say whether a part of this role was met."""
        return any(part.role == role for part in self.parts)

    def fills(self, line: Line | None) -> bool:
        """Say whether ``line`` reaches the measure of a text wrapped by hand, so that its sentence may run on."""
        measure = self.document.measure
        return bool(line and measure) and columns(line.text) + line.indent >= measure - _SLACK
