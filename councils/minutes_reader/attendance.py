"""The attendee list, line by line: groups, notes, table rows and lines that run on; names are read in ``people``."""

from __future__ import annotations

import re
from dataclasses import replace

from . import people
from .characters import fold, one_space, open_bracket
from .lines import Document, Line
from .parts import Reading

_GROUPS = "委員|構成員|オブザーバー|事務局|座長|関係省庁|説明者|有識者|欠席|欠席者|参考人"
_INNER_GROUP = re.compile(rf"\S\s+(?=[(【<\[〔](?:{_GROUPS})[)】>\]〕])")
# The list is in another paper, or only counted: 別紙のとおり, 委員１０名（うち代理２名）.
_NO_NAMES = re.compile(
    r"(?:別紙|別添|別表|名簿|資料\s*\d*)(?:名簿)?の?(?:とおり|通り|参照)|\A[^、。\s]{0,14}\d+\s*名(?:\(|\Z|、)"
)
_LONGEST = 300  # characters of one entry over several lines


class Attendance(Reading):
    """The part of a reading that understands who was there."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.group = ""
        self.heads: dict[int, str] | None = None
        self.signs: dict[str, str] = {}

    def in_attendees(self, line: Line, following: Line | None) -> None:
        """Take one line of the list."""
        heads = people.table_heads(line.cells) if line.cells else None
        if heads:
            self.heads = heads
            self.add("table_head", line.text)
        elif _NO_NAMES.search(fold(line.text)):
            self.add("unplaced", line.text, mark=line.label)
        elif people.is_note(line.text):
            self.signs |= people.legend(line.text)
            self.add("attendee_note", line.text, mark=line.label)
        elif inner := [match.end() for match in _INNER_GROUP.finditer(fold(line.text))]:
            for start, end in zip([0, *inner], [*inner, None], strict=True):
                self.in_attendees(replace(line, text=line.text[start:end].strip(), cells=()), None)
        elif not self._opens_group(line) and not self._runs_on(line):
            part = self.add("attendee", line.text, mark=line.label, line=line)
            part.group = self.group
            part.people = people.read_people(line.text, self.group, line.cells, self.heads, self.signs)

    def _opens_group(self, line: Line) -> bool:
        """【委員】, （事務局）山田太郎, 座長：山田太郎."""
        opened = None if self.heads and len(line.cells) > 1 else people.group_heading(line.text)
        if not opened:
            return False
        self.group, rest = opened
        if not rest:
            self.add("group", line.text, mark=line.label)
            return True
        part = self.add("attendee", line.text, mark=line.label, line=line)
        part.people = people.read_people(rest, self.group, signs=self.signs)
        part.group = self.group
        return True

    def _runs_on(self, line: Line) -> bool:
        """A line that carries on the entry before: an open bracket or comma, or only titles set further in."""
        before = self.parts[-1] if self.parts else None
        if before is None or before.role != "attendee" or not before.people or len(before.text) > _LONGEST:
            return False
        opened = people.group_heading(before.begin)
        if open_bracket(before.end) or before.end.rstrip().endswith(("、", "，", ",")):
            before.grow(line.text, by=" ")
            whole = opened[1] + before.text[len(before.begin) :] if opened and opened[1] else before.text
            before.people = people.read_people(whole, before.group or self.group, signs=self.signs)
            return True
        if line.indent >= before.indent + 4 and people.is_more_of_affiliation(line.text):
            before.grow(line.text, by=" ")
            last = before.people[-1]
            before.people[-1] = replace(last, affiliation=one_space(f"{last.affiliation} {line.text}"))
            return True
        return False
