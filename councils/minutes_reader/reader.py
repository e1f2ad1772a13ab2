"""Minutes as ministries write them, read into parts in one pass; keeps what it cannot place and refuses what is not minutes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext_lazy as _

from . import body, fields, people
from .assembly import assemble
from .characters import columns, ends_sentence, fold, join_lines, one_space, open_bracket, squeeze
from .dates import has_date, has_time, is_date_line
from .docx import docx_document, is_zip
from .lines import Document, Line, decode, text_document, without_page_numbers
from .result import NotMinutes, ReadMinutes
from .speakers import is_speaker, split_speaker
from .titles import is_correction, is_label, is_title_line, split_label

_GROUPS = "委員|構成員|オブザーバー|事務局|座長|関係省庁|説明者|有識者|欠席"
_SURE = ("議事概要", "議事要旨", "議事内容", "議事の概要", "議事の要旨", "議事の内容", "議事録", "発言要旨", "会議の概要", "主な意見")
TEXT_NAMES = (".txt", ".text", ".md", ".markdown")


def read_minutes(source: bytes | str, *, filename: str) -> ReadMinutes:
    """Read one file of minutes: plain text in any Japanese encoding, Markdown, or a Word document (.docx).

    ``filename`` tells the kind by its ending; no other use is made of it. Raises :class:`NotMinutes`, with one Japanese
    sentence, for a file that is of another kind, unsafe to open, or not minutes.
    """
    document, numbers = without_page_numbers(_document(source, filename.lower()))
    if not document.lines:
        raise NotMinutes(_("ファイルに文字がありません。"))
    walk = Walk(document)
    walk.run()
    read = assemble(walk.parts, document, numbers)
    _refuse_other_papers(walk, read)
    return read


def _document(source: bytes | str, filename: str) -> Document:
    ending = filename[filename.rfind(".") :] if "." in filename else ""
    if isinstance(source, str):
        return text_document(source, markdown=ending in (".md", ".markdown"))
    if not source.strip(b" \t\r\n\x00"):
        raise NotMinutes(_("ファイルが空です。"))
    if ending == ".docx" or (ending in ("", *TEXT_NAMES) and is_zip(source)):
        return docx_document(source)
    if ending in (".doc", ".docm", ".dotm", ".dotx", ".rtf"):
        raise NotMinutes(_("この形式のWord文書は読み込めません。「Word文書（.docx）」として保存し直してください。"))
    if ending and ending not in TEXT_NAMES and re.fullmatch(r"\.[a-z0-9]{1,8}", ending):
        raise NotMinutes(_("読み込める形式は、テキスト（.txt・.md）とWord文書（.docx）です。"))
    return text_document(decode(source), markdown=ending in (".md", ".markdown"))


def _refuse_other_papers(walk: Walk, read: ReadMinutes) -> None:
    """Raise :class:`NotMinutes` for notices, agendas, reports and tables: there must be a meeting and what was said."""
    known = {kind for kind in (fields.DATE, fields.PLACE, fields.ATTENDEES, fields.BODY) if kind in walk.seen}
    named = bool(re.search(r"議事(?:要旨|概要|録|の記録|内容|要録)|会議録|結果概要|発言要旨|議事メモ", squeeze(read.title)))
    told = bool(read.remarks) or any(section.paragraphs for section in read.sections)
    if read.starts_at:
        known.add(fields.DATE)
    if not told or len(known) + named < 2 or not (fields.BODY in known or named):
        raise NotMinutes(_("議事要旨として読み取れません。日時、出席者、議事概要などの見出しのある文書を選んでください。"))
    if not (known & {fields.DATE, fields.PLACE, fields.ATTENDEES}):
        raise NotMinutes(_("会合の日時、場所、出席者のいずれも見つからないため、議事要旨として読み取れません。"))


@dataclass
class Part:
    """A piece while it grows: role, mark, text, and what the role needs (people, group, style)."""

    role: str
    text: str
    mark: str = ""
    line: Line | None = None
    people: list = field(default_factory=list)
    group: str = ""
    paragraphs: list[str] = field(default_factory=list)

    def grow(self, text: str) -> None:
        self.text = join_lines(self.text, text)


class Walk:
    """One pass over the lines; ``parts`` is the file in order and ``seen`` the kinds of field headings met."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = list(document.lines)
        self.parts: list[Part] = []
        self.seen: dict[str, fields.Field] = {}
        self.region = "head"
        self.group = ""
        self.heads: dict[int, str] | None = None
        self.signs: dict[str, str] = {}
        self.flush_left = self._is_flush_left()
        self.known: frozenset[str] = frozenset()
        self.main: fields.Field | None = None
        self.current: Part | None = None
        self.last: Line | None = None

    def run(self) -> None:
        index = 0
        while index < len(self.lines):
            line, used = self._logical(index)
            following = self.lines[index + used] if index + used < len(self.lines) else None
            self._take(line, following, index + used)
            self.last = self.lines[index + used - 1]
            index += used

    def add(self, role: str, text: str, mark: str = "", line: Line | None = None) -> Part:
        part = Part(role, text, mark, line)
        self.parts.append(part)
        return part

    def _is_flush_left(self) -> bool | None:
        """Say whether wrapped lines begin at the margin, so that an indent opens a paragraph; ``None`` if none shows it."""
        wrapped = [
            following
            for line, following in zip(self.lines, self.lines[1:], strict=False)
            if self.document.measure
            and columns(line.text) + line.indent >= self.document.measure - 8
            and not ends_sentence(line.text)
            and not following.page_break
        ]
        return sum(line.indent == 0 for line in wrapped) > len(wrapped) / 2 if wrapped else None

    # -- one line ------------------------------------------------------------------------------------------------

    def _logical(self, index: int) -> tuple[Line, int]:
        """Return the line at ``index`` with the lines a hard break cut from it, and how many lines that is."""
        line, used = self.lines[index], 1
        if self.region != "body" or not self.document.measure:
            return line, 1
        while index + used < len(self.lines):
            last, following = self.lines[index + used - 1], self.lines[index + used]
            full = columns(last.text) + last.indent >= self.document.measure - 8
            opens = self.flush_left and following.indent >= 2 and ends_sentence(line.text)
            if not full or following.gap or following.page_break or opens or self._begins(following, ends_sentence(line.text)):
                break
            line = Line(join_lines(line.text, following.text), line.label, line.indent, line.gap, line.page_break, line.level)
            used += 1
        return line, used

    def _begins(self, line: Line, after_sentence: bool) -> bool:
        """Say whether ``line`` surely begins something new, whatever stands before it."""
        found = body.find(line, None, known=self.known)
        if found.kind in (body.END,) or line.level or line.cells or line.label:
            return True
        if body.split_mark(line.text)[0] or fold(line.text)[:1] in "《【<≪〈":
            return True
        if found.kind != body.TEXT and after_sentence:
            return True
        heading = fields.field_heading(line)
        return bool(after_sentence and heading and self._closes_body(heading, line))

    def _take(self, line: Line, following: Line | None, after: int) -> None:
        if self._label(line):
            return
        heading = fields.field_heading(line)
        if heading and heading.name == "議事" and self._body_follows(heading, after):
            heading = replace(heading, kind=fields.AGENDA)
        if heading and self._accepts(heading, line, after):
            self._open(heading, line)
            return
        getattr(self, f"_in_{self.region}")(line, following)

    def _body_follows(self, heading: fields.Field, after: int) -> bool:
        """議事 heads the list of items where a further heading, set alike, opens the account of what was said."""
        others = (fields.field_heading(line) for line in self.lines[after:])
        return any(other and other.kind == fields.BODY and other.style == heading.style for other in others)

    def _label(self, line: Line) -> bool:
        """A lone 資料８ is the corner label of the paper, wherever the text extraction put it; it does not end a sentence."""
        if self.region == fields.HANDOUTS or not is_label(line.text) or any(part.role == "label" for part in self.parts):
            return False
        self.add("label", line.text)
        return True

    def _accepts(self, heading: fields.Field, line: Line, after: int) -> bool:
        bare = not heading.style and not heading.value and heading.printed == heading.printed.strip("：: ")
        if self.region == "head":
            if heading.kind == fields.BODY and bare and not self.seen:
                return False  # the second line of the title
            if heading.kind == fields.GROUP:
                return heading.name not in ("その他", "司会") and (bool(heading.value) or bool(heading.style) or bare)
            return True
        if self.region in ("body", "tail"):
            return self._closes_body(heading, line)
        if heading.kind == fields.GROUP:
            return self.region == fields.ATTENDEES or (heading.name != "その他" and self._same_style(heading))
        if self.region == fields.ATTENDEES and heading.style.startswith(("○", "・")) and not self._same_style(heading):
            return heading.kind in (fields.BODY, fields.AGENDA, fields.HANDOUTS)
        if self.region in (fields.AGENDA, fields.HANDOUTS):
            return bool(line.level) or heading.name in _SURE and fields.BODY not in self.seen or self._leaves_list(heading)
        return True

    def _same_style(self, heading: fields.Field) -> bool:
        return any(heading.style == other.style for other in self.seen.values())

    def _leaves_list(self, heading: fields.Field) -> bool:
        """Inside a list of items a heading counts only if it is set like the others: 「１．意見交換」 may be an item."""
        opened = self.seen.get(self.region)
        if opened is None or heading.style == opened.style:
            numbers = (heading.number, opened.number if opened else None)
            return None in numbers or numbers[0] > numbers[1]
        return self._same_style(heading) and heading.kind not in self.seen

    def _closes_body(self, heading: fields.Field, line: Line) -> bool:
        """Say whether a field heading inside the body leaves it: set like the body's own heading, and not a speaker."""
        main = self.main
        if main is None or heading.kind in (fields.BODY, fields.GROUP) and heading.style != main.style:
            return False
        if heading.kind in (fields.BODY, fields.GROUP):
            return bool(main.number and heading.number == main.number + self._sections_since() + 1 and heading.kind == fields.BODY)
        if heading.style != main.style:
            return False
        if heading.number is not None and main.number is not None:
            return heading.number > main.number
        if not heading.style:
            colon = ":" in fold(heading.printed)
            return (colon or not heading.value) and heading.kind not in self.seen and heading.name not in ("資料", "出席", "日程", "時間")
        return heading.kind not in self.seen

    def _sections_since(self) -> int:
        return sum(part.role == "section" and part.group == "main" for part in self.parts)

    def _open(self, heading: fields.Field, line: Line) -> None:
        kind = fields.ATTENDEES if heading.kind == fields.GROUP else heading.kind
        first = kind not in self.seen
        self.current = None
        if kind == fields.BODY and not first:
            part = self.add("section", heading.printed, line=line)
            part.group = "main"
            if heading.value:
                self._in_body(Line(heading.value), None)
            return
        if kind == fields.TITLE:
            self.add("title_heading", heading.printed)
            self.add("title" if heading.value else "unplaced", heading.value)
            return
        self.seen.setdefault(kind, heading)
        if kind == fields.ATTENDEES:
            self.signs |= people.legend(heading.printed)
        if heading.kind == fields.GROUP or (kind == fields.ATTENDEES and not first):
            self.group = fields.group_name(heading.name)
            self.add("attendees_heading" if first else "group", heading.printed, line=line)
        elif kind == fields.ATTENDEES:
            self.group = fields.group_name(heading.name)
            self.add("attendees_heading", heading.printed, line=line)
        else:
            self.add(f"{kind}_heading", heading.printed, line=line)
        self.region = kind
        self.heads = None
        if kind == fields.BODY:
            self.main = heading
            self._learn_names()
        if heading.value:
            cells = line.cells[1:] if line.cells and squeeze(line.cells[0]) == squeeze(heading.printed) else ()
            value = Line(heading.value, indent=line.indent, cells=cells, whole=line.whole)
            getattr(self, f"_in_{self.region}")(value, None)

    def _learn_names(self) -> None:
        names = set()
        for part in self.parts:
            for person in part.people:
                names.add(squeeze(person.name))
                if re.search(r"\s", person.name.strip()):
                    names.add(fold(person.name.split()[0]))
        self.known = frozenset(name for name in names if 1 < len(name) <= 12)

    # -- regions -------------------------------------------------------------------------------------------------

    def _in_head(self, line: Line, following: Line | None) -> None:
        label, rest = split_label(line.text)
        if label and not any(part.role == "label" for part in self.parts):
            self.add("label", label)
            line = Line(rest, line.label, line.indent, line.gap, line.page_break, line.level)
        if is_correction(line.text):
            self.add("correction", line.text)
        elif is_date_line(line.text) and (has_time(line.text) or fields.DATE not in self.seen):
            self.add("head_date", line.text)
        else:
            self.add("head", line.text, mark=line.label, line=line)

    def _in_date(self, line: Line, following: Line | None) -> None:
        if is_title_line(line.text) and not has_time(line.text) and not any(part.role == "title" for part in self.parts):
            self.add("title", line.text)
        elif has_date(line.text) or has_time(line.text) or not any(part.role == "date" for part in self.parts):
            self.add("date", line.text, mark=line.label)
        else:
            self.add("unplaced", line.text, mark=line.label)

    def _in_place(self, line: Line, following: Line | None) -> None:
        self.add("place", line.text, mark=line.label)

    def _in_attendees(self, line: Line, following: Line | None) -> None:
        heads = people.table_heads(line.cells) if line.cells else None
        if heads:
            self.heads = heads
            self.add("table_head", line.text)
            return
        if people.is_note(line.text):
            self.signs |= people.legend(line.text)
            self.add("attendee_note", line.text, mark=line.label)
            return
        inner = [match.end() for match in re.finditer(rf"\S\s+(?=[(【<](?:{_GROUPS})[)】>])", fold(line.text))]
        if inner:
            for start, end in zip([0, *inner], [*inner, None], strict=True):
                self._in_attendees(Line(line.text[start:end].strip(), indent=line.indent, whole=line.whole), None)
            return
        opened = people.group_heading(line.text) if not (self.heads and len(line.cells) > 1) else None
        if opened:
            self.group, rest = opened
            if not rest:
                self.add("group", line.text, mark=line.label)
                return
            part = self.add("attendee", line.text, mark=line.label, line=line)
            part.people = people.read_people(rest, self.group, signs=self.signs)
            part.group = self.group
            return
        before = self.parts[-1] if self.parts and self.parts[-1].role == "attendee" and self.parts[-1].people else None
        before_indent = before.line.indent if before and before.line else 0
        more = before and (open_bracket(before.text) or before.text.rstrip().endswith(("、", "，", ",")))
        if before and (more or (line.indent >= before_indent + 4 and people.is_more_of_affiliation(line.text))):
            before.text = f"{before.text} {line.text}"
            if more:
                before.people = people.read_people(before.text, before.group or self.group, signs=self.signs)
            else:
                last = before.people[-1]
                before.people[-1] = replace(last, affiliation=one_space(f"{last.affiliation} {line.text}"))
            return
        part = self.add("attendee", line.text, mark=line.label, line=line)
        part.group = self.group
        part.people = people.read_people(line.text, self.group, line.cells, self.heads, self.signs)

    def _in_agenda(self, line: Line, following: Line | None) -> None:
        self._item("agenda", line)

    def _in_handouts(self, line: Line, following: Line | None) -> None:
        self._item("handout", line)

    def _item(self, role: str, line: Line) -> None:
        if body.find(line, None).kind == body.END:
            self.add("end", line.text)
            self.region = "tail"
            return
        before = self.parts[-1] if self.parts and self.parts[-1].role == role else None
        starts = line.label or re.match(r"(?:参考|別添|別紙|机上|席上|当日)?\s*(?:配付|配布)?\s*(?:資料|参考|別紙|別添)", line.text)
        mark, _rest = body.split_mark(line.text)
        number, _rest = fields.split_enumeration(line.text)
        if before and before.line and not (starts or mark or number) and not line.whole and not line.gap:
            if line.indent > before.line.indent + 2 or open_bracket(before.text):
                before.grow(line.text)
                return
        self.add(role, line.text, mark=line.label, line=line)

    def _in_tail(self, line: Line, following: Line | None) -> None:
        self.add("unplaced", line.text, mark=line.label)

    def _in_body(self, line: Line, following: Line | None) -> None:
        if line.cells and len(line.cells) == 2 and self._row(line):
            return
        unfinished = self._unfinished(line)
        found = body.find(line, following, known=self.known, expects_text=unfinished)
        if found.kind == body.END:
            if any(part.role == "end" for part in self.parts):
                self.add("unplaced", found.text)
                return
            self.add("end", found.text)
            self.region, self.current = "tail", None
        elif found.kind == body.TEXT:
            self._text(line, found.text)
        elif found.kind in (body.SECTION, body.TOPIC):
            self.current = self.add(found.kind, found.text, line=line)
            self.current.group = found.style
        else:
            self.current = self.add(found.kind, found.text, found.mark, line)

    def _row(self, line: Line) -> bool:
        """A table row of speaker and remark."""
        if not is_speaker(line.cells[0], self.known) or not line.cells[1]:
            return False
        self.current = self.add("row", "\t".join(line.cells), line=line)
        return True

    def _unfinished(self, line: Line) -> bool:
        current, last = self.current, self.last
        if current is None or last is None or current.role not in ("remark", "paragraph") or ends_sentence(current.text):
            return False
        full = bool(self.document.measure) and columns(last.text) + last.indent >= self.document.measure - 8
        return full or open_bracket(current.text) or fold(current.text)[-1:] in "、,はがをにのでとも"

    def _text(self, line: Line, text: str) -> None:
        current = self.current
        if re.fullmatch(r"\d{1,3}", fold(text)):
            self.add("unplaced", text)  # perhaps a page number, perhaps not
            return
        if current is None or current.role in ("section", "topic"):
            if current is not None and open_bracket(current.text):
                current.grow(text)
                return
            self.current = self.add("paragraph", text, line=line)
        elif current.role in ("speaker", "remark", "row"):
            self._more_of_remark(current, line, text)
        elif line.soft and ends_sentence(current.text):
            current.text = f"{current.text}\n{text}"
        elif self._new_paragraph(current, line):
            self.current = self.add("paragraph", text, line=line)
        else:
            current.grow(text)

    def _more_of_remark(self, current: Part, line: Line, text: str) -> None:
        if current.role == "speaker":
            current.role = "remark"
            current.text = f"{current.text}\n{text}"
        elif line.soft:
            current.text = f"{current.text}\n{text}" if ends_sentence(current.text) else join_lines(current.text, text)
        elif current.mark and ends_sentence(current.text) and self._narrates(current, line, text):
            self.current = self.add("paragraph", text, line=line)
        elif not self._new_paragraph(current, line):
            current.grow(text)
        else:
            current.text = f"{current.text}\n{text}"

    def _new_paragraph(self, current: Part, line: Line) -> bool:
        if not ends_sentence(current.text):
            return False
        if line.gap or line.whole:
            return True
        last = self.last
        short = bool(last and self.document.measure) and columns(last.text) + last.indent < self.document.measure - 8
        indented = line.indent >= 2 and (self.flush_left or (self.flush_left is None and not current.mark))
        return short or indented

    def _narrates(self, current: Part, line: Line, text: str) -> bool:
        """Say whether an unmarked paragraph after a marked remark is the writer's narration and not more of the remark."""
        if current.line is not None and line.indent > current.line.indent:
            return False
        if split_speaker(current.text, marked=True, known=self.known)[0]:
            return False
        lead = r"最後に|次に|続いて|その後|以上|次回|なお、(?:事務局|次回)|(?:事務局|座長|議長|委員長|会長|大臣|各委員|内閣府|内閣官房)(?:から|より|が|は)"
        return bool(re.match(lead, fold(text)))
