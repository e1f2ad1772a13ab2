"""One pass over the lines: which field each stands under; the fields themselves are understood elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from . import body, fields, people
from .attendance import Attendance
from .characters import columns, ends_sentence, fold, open_bracket, squeeze
from .dates import cut_after_times, has_date, has_time, is_date_line
from .discussion import Discussion
from .lines import Document, Line
from .titles import is_correction, is_label, is_title_line, names_kind, split_label

# Headings of the body that are never the item of a list.
_SURE = frozenset(
    [
        "議事概要",
        "議事要旨",
        "議事内容",
        "議事の概要",
        "議事の要旨",
        "議事の内容",
        "議事録",
        "発言要旨",
        "会議の概要",
        "主な意見",
    ]
)
_NOT_ALONE = frozenset(
    ["資料", "出席", "日程", "時間"]
)  # too common in running text to end the body without a number
_HANDOUT = re.compile(r"(?:参考|別添|別紙|机上|席上|当日)?\s*(?:配付|配布)?\s*(?:資料|参考|別紙|別添)")
_ACCOUNT = re.compile(r"概要|要旨|意見|議論|質疑|発言|議事|審議|指摘|討議|結果|経過")
_WIDEST_HEADING = 40  # columns
_BEFORE = (fields.DATE, fields.PLACE, fields.ATTENDEES)  # where the extraction of a page may put the title
_SHORTEST_SPEECH = 24  # columns


class Walk(Discussion, Attendance):
    """The walk through one document; ``parts`` is the file in order and ``seen`` the kinds of field headings met."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self.seen: dict[str, fields.Field] = {}
        self.main: fields.Field | None = None
        self.accounts: dict[str, int] | None = None  # where the last heading of a body stands, by style
        self.titled = False
        self.further = 0  # further main headings inside the body
        self.reached = 0  # the number of the last heading of a field
        self.headed = False  # whether the line before was such a heading

    def run(self) -> None:
        """Read every line into ``parts``."""
        index = 0
        while index < len(self.lines):
            line, used = self.unwrapped(index)
            following = self.lines[index + used] if index + used < len(self.lines) else None
            self._take(line, following, index + used)
            self.last = self.lines[index + used - 1]
            index += used

    def _take(self, line: Line, following: Line | None, after: int) -> None:
        # A lone 資料８ is the corner label of the paper, wherever the extraction of the text put it.
        if self.region != fields.HANDOUTS and is_label(line.text) and not self.has("label"):
            self.add("label", line.text)
            return
        heading = fields.field_heading(line)
        if heading and heading.name == "議事" and self._account_follows(heading, after):
            heading = replace(heading, kind=fields.AGENDA)
        if heading and self._accepts(heading, line):
            self._open(heading, line)
            self.reached, self.headed = heading.number or self.reached, True
            return
        if not heading and self._opens_unknown(line, after):
            return
        self.headed = False
        if self.region in _BEFORE and not self.titled and names_kind(line.text) and is_title_line(line.text):
            self.add("title", line.text)
            self.titled = True
            return
        if self.region not in ("head", "other", fields.BODY, "tail") and self._is_speech(line):
            self.region, self.current = fields.BODY, None
            self._learn_names()
        getattr(self, f"in_{self.region}")(line, following)

    def _opens_unknown(self, line: Line, after: int) -> bool:
        """Take a heading of no known field, set like the others and next in number (５ 傍聴者数, ６ 審議の結果).

        It opens the body if its words say so or no heading of the body follows; else its lines are kept unplaced.
        """
        mark, rest = fields.split_enumeration(line.text)
        number = fields.enumeration_number(mark) if mark else None
        style = fields.enumeration_style(mark)
        if (
            not number
            or number != self.reached + 1
            or not any(each.style == style for each in self.seen.values())
        ):
            return False
        if self.region in ("head", "tail", fields.BODY) or fields.BODY in self.seen:
            return False
        before = fields.split_enumeration(self.last.text)[0] if self.last and not self.headed else ""
        if (
            before
            and fields.enumeration_style(before) == style
            and fields.enumeration_number(before) == number - 1
        ):
            return False  # one more item of a list counted in the same way
        if not rest or ends_sentence(rest) or columns(rest) > _WIDEST_HEADING or is_date_line(rest):
            return False
        self.reached, self.headed = number, True
        heading = fields.Field(fields.BODY, line.text, "", style, rest, number)
        if _ACCOUNT.search(squeeze(rest)):
            self._open(heading, line)
        elif any(self._heads_account(other, style) for other in self.lines[after:]):
            self.add("unplaced", line.text)
            self.region = "other"
        else:
            self.main, self.region, self.current = (
                heading,
                fields.BODY,
                self.add("section", line.text, line=line),
            )
            self._learn_names()
        return True

    def _heads_account(self, line: Line, style: str) -> bool:
        heading = fields.field_heading(line)
        mark, rest = fields.split_enumeration(line.text)
        worded = (
            fields.enumeration_style(mark) == style
            and columns(rest) <= _WIDEST_HEADING
            and not ends_sentence(rest)
        )
        return bool((heading and heading.kind == fields.BODY) or (worded and _ACCOUNT.search(squeeze(rest))))

    def in_other(self, line: Line, following: Line | None) -> None:
        """Take a line under a heading of no known field."""
        self.add("unplaced", line.text, mark=line.label)

    def _account_follows(self, heading: fields.Field, after: int) -> bool:
        """議事 heads the list of items where a further heading, set alike, opens the account of what was said."""
        if self.accounts is None:
            found = ((at, fields.field_heading(line)) for at, line in enumerate(self.lines))
            self.accounts = {other.style: at for at, other in found if other and other.kind == fields.BODY}
        return self.accounts.get(heading.style, -1) >= after

    def _is_speech(self, line: Line) -> bool:
        """Say whether a line in a list is what somebody said: the body has begun without a heading of its own."""
        if (
            fields.BODY in self.seen
            or people.is_note(line.text)
            or line.text.startswith(("※", "（", "(", "注"))
        ):
            return fold(line.text)[:1] == "《" and fields.BODY not in self.seen
        said = (
            ends_sentence(line.text)
            and columns(line.text) >= _SHORTEST_SPEECH
            and "のとおり" not in line.text
        )
        return said or fold(line.text)[:1] == "《"

    # -- which headings count where ------------------------------------------------------------------------------

    def _accepts(self, heading: fields.Field, line: Line) -> bool:
        if self.region == "head":
            return self._begins_fields(heading)
        if self.region == "other":
            return self._same_style(heading)
        if self.region in (fields.BODY, "tail"):
            return self.closes_body(heading)
        if heading.kind == fields.GROUP:
            return self.region == fields.ATTENDEES or (heading.name != "その他" and self._same_style(heading))
        if (
            self.region == fields.ATTENDEES
            and heading.style.startswith(("○", "・"))
            and not self._same_style(heading)
        ):
            return heading.kind in (fields.BODY, fields.AGENDA, fields.HANDOUTS)
        if self.region in (fields.AGENDA, fields.HANDOUTS):
            sure = heading.name in _SURE and fields.BODY not in self.seen
            return bool(line.level) or sure or self._leaves_list(heading)
        return True

    def _begins_fields(self, heading: fields.Field) -> bool:
        bare = not heading.style and not heading.value and heading.printed == heading.printed.strip("：: ")
        if heading.kind == fields.BODY and bare and not self.seen:
            return False  # the second line of the title
        return heading.kind != fields.GROUP or heading.name not in ("その他", "司会")

    def _same_style(self, heading: fields.Field) -> bool:
        return any(heading.style == other.style for other in self.seen.values())

    def _leaves_list(self, heading: fields.Field) -> bool:
        """Inside a list of items a heading counts only if set like the others: 「１．意見交換」 may be an item."""
        opened = self.seen.get(self.region)
        if opened is None or heading.style == opened.style:
            if heading.number is None or opened is None or opened.number is None:
                return True
            return heading.number > opened.number
        return self._same_style(heading) and heading.kind not in self.seen

    def closes_body(self, heading: fields.Field) -> bool:
        """Say whether a field heading leaves the body: set like the body's own heading, and not a speaker."""
        main = self.main
        if main is None or heading.style != main.style or heading.kind == fields.GROUP:
            return False
        if heading.kind == fields.BODY:
            return bool(main.number and heading.number == main.number + self.further + 1)
        if heading.number is not None and main.number is not None:
            return heading.number > main.number
        if heading.style:
            return heading.kind not in self.seen
        alone = ":" in fold(heading.printed) or not heading.value
        return alone and heading.kind not in self.seen and heading.name not in _NOT_ALONE

    # -- opening a field -----------------------------------------------------------------------------------------

    def _open(self, heading: fields.Field, line: Line) -> None:
        kind = fields.ATTENDEES if heading.kind == fields.GROUP else heading.kind
        first = kind not in self.seen
        self.current = None
        if kind == fields.TITLE:
            self.add("title_heading", heading.printed)
            if heading.value:
                self.add("title", heading.value)
                self.titled = True
            return
        self.seen.setdefault(kind, heading)
        self.region, self.heads = kind, None
        if kind == fields.ATTENDEES:
            self.signs |= people.legend(heading.printed)
            self.group = fields.group_name(heading.name)
            self.add("attendees_heading" if first else "group", heading.printed, line=line)
        elif kind == fields.BODY and not first:
            self.add("section", heading.printed, line=line)
            self.further += 1
        else:
            self.add(f"{kind}_heading", heading.printed, line=line)
        if kind == fields.BODY and first:
            self.main = heading
            self._learn_names()
        if heading.value:
            cells = (
                line.cells[1:] if line.cells and squeeze(line.cells[0]) == squeeze(heading.printed) else ()
            )
            value = replace(line, text=heading.value, label="", level=0, cells=cells)
            getattr(self, f"in_{self.region}")(value, None)

    def _learn_names(self) -> None:
        names = set()
        for part in self.parts:
            for person in part.people:
                names.add(squeeze(person.name))
                if re.search(r"\s", person.name.strip()):
                    names.add(fold(person.name.split()[0]))
                elif 3 <= len(name := squeeze(person.name)) <= 6:
                    names |= {name[:2], name[:3]}  # 山田太郎 speaks as 山田
        self.known = frozenset(name for name in names if 1 < len(name) <= 12)

    # -- the plain fields ----------------------------------------------------------------------------------------

    def in_head(self, line: Line, following: Line | None) -> None:
        """Take a line before the first field."""
        label, rest = split_label(line.text)
        if label and not self.has("label"):
            self.add("label", label)
            line = replace(line, text=rest)
        if is_correction(line.text):
            self.add("correction", line.text)
        elif is_date_line(line.text) and (has_time(line.text) or fields.DATE not in self.seen):
            self.add("head_date", line.text, mark=line.label)
        else:
            self.add("head", line.text, mark=line.label, line=line)
            self.titled = self.titled or is_title_line(line.text)

    def in_date(self, line: Line, following: Line | None) -> None:
        """Take a line under 日時; under 日時・場所 what follows the times is the place."""
        text = line.text
        with_place = "場所" in self.seen[fields.DATE].name
        if not (has_date(text) or has_time(text) or not self.has("date")):
            self.add("place" if with_place else "unplaced", text, mark=line.label)
            return
        cut = cut_after_times(text) if with_place else len(text)
        self.add("date", text[:cut].strip(), mark=line.label)
        if text[cut:].strip():
            self.add("place", text[cut:].strip())

    def in_place(self, line: Line, following: Line | None) -> None:
        """Take a line under 場所."""
        self.add("place", line.text, mark=line.label)

    def in_agenda(self, line: Line, following: Line | None) -> None:
        """Take a line under 議題."""
        self._item("agenda", line)

    def in_handouts(self, line: Line, following: Line | None) -> None:
        """Take a line under 配付資料."""
        self._item("handout", line)

    def _item(self, role: str, line: Line) -> None:
        if body.find(line, None).kind == body.END:
            self.add("end" if not self.has("end") else "unplaced", line.text)
            self.region = "tail"
            return
        before = self.parts[-1] if self.parts and self.parts[-1].role == role else None
        counted = body.split_mark(line.text)[0] or fields.split_enumeration(line.text)[0]
        if before and not (line.label or _HANDOUT.match(line.text) or counted or line.whole or line.gap):
            runs_on = line.indent > before.indent + 2 or open_bracket(before.end) or self.fills(self.last)
            if runs_on:
                before.grow(line.text)
                return
        self.add(role, line.text, mark=line.label, line=line)

    def in_tail(self, line: Line, following: Line | None) -> None:
        """Take a line after 以上."""
        self.add("unplaced", line.text, mark=line.label)
