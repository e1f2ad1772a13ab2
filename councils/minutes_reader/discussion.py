"""The body of minutes, line by line: sections, topics, remarks and running text; speakers are told apart later."""

from __future__ import annotations

import re
from dataclasses import replace

from . import body, fields
from .characters import columns, ends_sentence, fold, glue, open_bracket
from .lines import Document, Line
from .parts import Part, Reading
from .speakers import is_speaker, leading_speaker, split_speaker

_NARRATION = re.compile(
    r"最後に|次に|続いて|その後|以上|次回|なお、(?:事務局|次回)"
    r"|(?:事務局|座長|議長|委員長|会長|大臣|各委員|内閣府|内閣官房)(?:から|より|が|は)"
)
_NO_HEADING = re.compile(
    r"[、，はがをに]\Z|。|\A[^ぁ-んァ-ヶ一-龠]*\Z|\A(?:※|[(（]注|(?!その他|まとめ|おわり|はじめ)[ぁ-ん])"
)
_WIDEST_BARE_HEADING = 60  # columns


class Discussion(Reading):
    """The part of a reading that understands the body."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.counted: dict[str, int] = {}
        self.bullets: set[str] = set()
        self.flush_left = self._is_flush_left()

    def _is_flush_left(self) -> bool | None:
        """Say whether wrapped lines begin at the margin, so that an indent opens a paragraph; ``None`` if unknown."""
        wrapped = [
            following
            for line, following in zip(self.lines, self.lines[1:], strict=False)
            if self.fills(line) and not ends_sentence(line.text) and not following.page_break
        ]
        return sum(line.indent == 0 for line in wrapped) > len(wrapped) / 2 if wrapped else None

    def unwrapped(self, index: int) -> tuple[Line, int]:
        """Return the line at ``index`` with the lines a hard break cut from it, and how many lines that is."""
        line, used = self.lines[index], 1
        texts = [line.text]
        while self.region == fields.BODY and self.document.measure and index + used < len(self.lines):
            last, following = self.lines[index + used - 1], self.lines[index + used]
            ended = ends_sentence(last.text)
            opens = (
                following.gap or following.page_break or (self.flush_left and following.indent >= 2 and ended)
            )
            if not self.fills(last) or opens or self._begins(following, ended):
                break
            texts += [glue(last.text, following.text), following.text]
            used += 1
        return (replace(line, text="".join(texts), cells=()) if used > 1 else line), used

    def _begins(self, line: Line, after_sentence: bool) -> bool:
        """Say whether ``line`` surely begins something new, whatever stands before it."""
        found = body.find(line, None, known=self.known)
        if found.kind == body.END or line.level or line.cells or line.label:
            return True
        if body.split_mark(line.text)[0] or fold(line.text)[:1] in "《【<≪〈":
            return True
        if found.kind != body.TEXT and (after_sentence or self._counts_on(line)):
            return True
        if found.kind in (body.REMARK, body.SPEAKER) and leading_speaker(
            line.text, marked=False, known=self.known
        ):
            return True
        heading = fields.field_heading(line)
        return bool(after_sentence and heading and self.closes_body(heading))

    def closes_body(self, heading: fields.Field) -> bool:
        """Say whether a field heading leaves the body; the walk, which knows the other headings, decides."""
        raise NotImplementedError

    def in_body(self, line: Line, following: Line | None) -> None:
        """Take one line of the body."""
        if len(line.cells) == 2 and is_speaker(line.cells[0], self.known) and line.cells[1]:
            self.current = self.add(
                "row", "\t".join(line.cells), line=line
            )  # a table of speakers and remarks
            return
        swallowed = self._unfinished() and not self._counts_on(line)
        used = frozenset(self.bullets)
        found = body.find(line, following, known=self.known, expects_text=swallowed, used=used)
        if found.kind == body.END:
            self._end(found.text)
        elif found.kind == body.TEXT and self._is_bare_heading(line, following):
            self.current = self.add("topic", found.text, line=line)
        elif found.kind == body.TEXT:
            self._text(line, found.text)
        elif found.kind in (body.SECTION, body.TOPIC):
            self.current = self.add(found.kind, found.text, line=line)
            style, number = _numbering(found.text)
            if number:
                self.counted[style] = number
        elif found.kind == body.SPEAKER and self._signs(found.text, following):
            self.current.grow(found.text)
        else:
            self.bullets.add(fold(found.mark))
            self.current = self.add(found.kind, found.text, found.mark, line)

    def _signs(self, text: str, following: Line | None) -> bool:
        """Say whether a speaker alone in brackets closes the remark before, which a line break cut from it."""
        current = self.current
        if current is None or current.role != "remark" or not current.mark or fold(text)[:1] not in "([":
            return False
        if split_speaker(current.begin, marked=True, known=self.known)[0]:
            return False
        return following is None or body.find(following, None, known=self.known).kind != body.TEXT

    def _end(self, text: str) -> None:
        if self.has("end"):
            self.add("unplaced", text)
            return
        self.add("end", text)
        self.region, self.current = "tail", None

    def _counts_on(self, line: Line) -> bool:
        """Say whether ``line`` has the number that comes next in a row of headings, which no broken line has."""
        style, number = _numbering(line.text)
        return bool(number and self.counted.get(style) == number - 1)

    def _unfinished(self) -> bool:
        current, last = self.current, self.last
        if (
            current is None
            or last is None
            or current.role not in ("remark", "paragraph")
            or ends_sentence(current.end)
        ):
            return False
        return (
            self.fills(last) or open_bracket(current.end) or fold(current.end[-1:]) in "、,はがをにのでとも"
        )

    def _is_bare_heading(self, line: Line, following: Line | None) -> bool:
        """Say whether an unmarked line heads the remarks under it: short, no sentence, a bullet or speaker next."""
        current = self.current
        if (
            following is None
            or ends_sentence(line.text)
            or columns(line.text) > _WIDEST_BARE_HEADING
            or line.soft
        ):
            return False
        below = f"{following.label} {following.text}".strip() if following.label else following.text
        mark = fold(body.split_mark(below)[0])
        if not (mark and mark not in "→⇒※■□◇▼") and not leading_speaker(
            below, marked=False, known=self.known
        ):
            return False
        if _NO_HEADING.search(line.text) or split_speaker(line.text, marked=False, known=self.known)[0]:
            return False
        if current is None or current.role in ("section", "topic"):
            return current is None or not open_bracket(current.end)
        if self._unfinished():
            return False
        return bool(
            line.gap
            or line.strong
            or ends_sentence(current.end)
            or line.text.endswith(("について", "に関して"))
        )

    def _text(self, line: Line, text: str) -> None:
        current = self.current
        if re.fullmatch(r"\d{1,3}", fold(text)):
            self.add("unplaced", text)  # perhaps a page number, perhaps not
        elif current is None:
            self.current = self.add("paragraph", text, line=line)
        elif current.role in ("section", "topic"):
            if open_bracket(current.end):
                current.grow(text)
            else:
                self.current = self.add("paragraph", text, line=line)
        elif current.role in ("speaker", "remark", "row"):
            self._more_of_remark(current, line, text)
        elif (line.soft and ends_sentence(current.end)) or text.startswith("※"):
            current.grow(text, new_line=True)
        elif self._new_paragraph(current, line):
            self.current = self.add("paragraph", text, line=line)
        else:
            current.grow(text)

    def _more_of_remark(self, current: Part, line: Line, text: str) -> None:
        if current.role == "speaker":
            current.role = "remark"
            current.grow(text, new_line=True)
        elif line.soft or text.startswith("※"):
            current.grow(text, new_line=ends_sentence(current.end) or text.startswith("※"))
        elif current.mark and ends_sentence(current.end) and self._narrates(current, line, text):
            self.current = self.add("paragraph", text, line=line)
        else:
            current.grow(text, new_line=self._new_paragraph(current, line))

    def _new_paragraph(self, current: Part, line: Line) -> bool:
        if not ends_sentence(current.end):
            return False
        if line.gap or line.whole or (self.document.measure and not self.fills(self.last)):
            return True
        return line.indent >= 2 and bool(self.flush_left or (self.flush_left is None and not current.mark))

    def _narrates(self, current: Part, line: Line, text: str) -> bool:
        """Say whether an unmarked paragraph after a marked remark is the writer's narration, not more of the remark."""
        if line.indent > current.indent or split_speaker(current.begin, marked=True, known=self.known)[0]:
            return False
        return bool(_NARRATION.match(fold(text)))


def _numbering(text: str) -> tuple[str, int | None]:
    """Return style and number of a numbered heading: ("(n)", 2) for （２）…, ("議", 1) for 議題１; else ``None``."""
    topic = body.topic_number(text)
    if topic:
        return topic
    mark, rest = fields.split_enumeration(text)
    return fields.enumeration_style(mark), fields.enumeration_number(mark) if mark and rest else None
