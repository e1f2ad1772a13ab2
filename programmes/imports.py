"""Lists people bring as CSV: read whole, every fault named by row and column; keeps nothing and writes to no table.

How it is used::

    COLUMNS = (
        Column("number", _("e-Rad 課題番号"), digits(8), required=True),
        Column("title", _("課題名"), text(200), required=True),
        Column("amount", _("申請額（円）"), whole(low=0)),
    )
    sheet = read(data, COLUMNS)              # Unreadable: a sentence for the reader; nothing else is raised
    for row in sheet.rows:                   # row.number is the row the spreadsheet shows; row.values["amount"] an int
        if known(row.values["number"]):
            sheet.blame(row, "number", _("すでに登録されています。"))
    if sheet.faults:
        ...                                  # show sheet.faults, offer sheet.corrected() as a file; write nothing
    else:
        ...                                  # write sheet.rows in one transaction

A file may be UTF-8 (with a mark or without), Shift_JIS as Windows writes it, or UTF-16 with a mark; its cells may be
parted by commas, tabs or semicolons; its columns may stand in any order. Columns nobody asked for are handed back but
not read. Full-width digits and signs are read as half-width ones. What can be read in two ways (1,20 / 1.234 / 3/4/26 /
1.2E+07) is refused, never guessed. The file of :meth:`Sheet.corrected` is the same file with one more column in front
that says what is wrong; brought back corrected, that column is left out of the reading.
"""

import csv
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.fields import to_ascii
from accounts.japanese import parse_date
from accounts.numbers import TwoWays, parse_code, parse_digits, parse_whole
from accounts.phrasing import listed, punctuation
from programmes.sheets import csv_bytes, uncell

LARGEST = 1_000_000  # bytes
MOST_ROWS = 2_000
_ERROR_MARK = "#"  # begins the column of a file we handed back, in every language
ERROR_HEADING = gettext_lazy("エラー（取り込むときは読みません）")
_DELIMITERS = (",", "\t", ";")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

CODE_TWO_WAYS = gettext_lazy(
    "「%(raw)s」は、英字（O・I・l）と数字（0・1）のどちらか分かりません。半角で入力し直してください。"
)

Reader = Callable[[str], Any]


class Unreadable(Exception):
    """The file as a whole cannot be read; the sentence says why and what to do."""


class Wrong(ValueError):
    """A cell cannot be read; the sentence says why and how to write it."""


@dataclass(frozen=True)
class Column:
    """One column asked for: ``name`` in the row's values, ``heading`` in the file (or one of ``also``), how it is read.

    An empty cell is ``empty``, unless ``required``. A column that is not ``required`` may be missing altogether.
    """

    name: str
    heading: Any
    read: Reader
    required: bool = False
    also: tuple[Any, ...] = ()
    empty: Any = ""

    def is_called(self, heading: str) -> bool:
        return heading in {_key(str(word)) for word in (self.heading, *self.also)}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell: the spreadsheet's row, the column's heading (empty: the row as a whole), a sentence."""

    row: int
    heading: str
    sentence: str

    def __str__(self) -> str:
        if not self.heading:
            return _("%(row)s行目：%(sentence)s") % {"row": self.row, "sentence": self.sentence}
        return _("%(row)s行目の「%(heading)s」：%(sentence)s") % {
            "row": self.row,
            "heading": self.heading,
            "sentence": self.sentence,
        }


@dataclass
class Row:
    """One row as read. ``values`` has every column's name; a cell that could not be read is ``None``."""

    number: int
    values: dict[str, Any]


@dataclass
class Sheet:
    """A file as read: its rows in their order, and every fault found; whole only without faults."""

    columns: Sequence[Column]
    heading: list[str]
    cells: list[list[str]]  # every row of the file below the heading, as it came
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def blame(self, row: Row, name: str, sentence: Any) -> None:
        """Add what only the caller can know of a cell; an empty ``name`` speaks of the whole row."""
        heading = next((str(c.heading) for c in self.columns if c.name == name), "")
        self.faults.append(Fault(row.number, heading, str(sentence)))

    def in_order(self) -> list[Fault]:
        return sorted(self.faults, key=lambda fault: fault.row)

    def corrected(self) -> bytes:
        """The file as it came with what is wrong in front of each row, ready to be put right and brought again."""
        said: dict[int, list[str]] = {}
        for fault in self.faults:
            words = f"{fault.heading}{punctuation('：')}{fault.sentence}" if fault.heading else fault.sentence
            said.setdefault(fault.row, []).append(words)
        return csv_bytes(
            [f"{_ERROR_MARK}{ERROR_HEADING}", *self.heading],
            (["\n".join(said.get(n, [])), *row] for n, row in enumerate(self.cells, 2)),
        )


def read(data: bytes, columns: Sequence[Column], *, most: int = MOST_ROWS) -> Sheet:
    """Read a file against ``columns``. Raises Unreadable for the file as a whole; a cell's fault is in the sheet."""
    if len(data) > LARGEST:
        raise Unreadable(_("ファイルが大きすぎます。1MBまでのファイルに分けてください。"))
    if not next((data.removeprefix(mark) for mark, _name in _BOMS if data.startswith(mark)), data).strip():
        raise Unreadable(_("ファイルに何も書かれていません。"))
    heading, cells = _cells(data, columns)
    sheet = Sheet(columns, heading, cells)
    places = _places(heading, columns)
    filled = [(n, row) for n, row in enumerate(cells, 2) if any(c.strip() for c in row)]
    if not filled:
        raise Unreadable(_("見出しの行のほかに、行がありません。"))
    if len(filled) > most:
        raise Unreadable(_("一度に取り込めるのは%(n)s行までです。ファイルを分けてください。") % {"n": most})
    for number, row in filled:
        _read_row(sheet, number, row, places)
    return sheet


def _read_row(sheet: Sheet, number: int, row: list[str], places: dict[str, int]) -> None:
    made = Row(number, {})
    sheet.rows.append(made)
    if any(c.strip() for c in row[len(sheet.heading) :]):
        sheet.blame(made, "", _("見出しのない列に文字があります。"))
    for column in sheet.columns:
        place = places.get(column.name)
        raw = _plain(uncell(row[place])) if place is not None and place < len(row) else ""
        if not raw:
            made.values[column.name] = column.empty
            if column.required:
                sheet.blame(made, column.name, _("空欄です。入力してください。"))
            continue
        try:
            made.values[column.name] = column.read(raw)
        except Wrong as wrong:
            made.values[column.name] = None
            sheet.blame(made, column.name, wrong)


def _plain(cell: str) -> str:
    """A cell's words: without marks nobody sees, and out of ="00012345", by which spreadsheets are told to keep zeros."""
    told = re.fullmatch(r'="([^"]*)"', cell.strip())
    return (told[1] if told else cell).strip("\ufeff\u200b\u2060 \t\r\n\u3000\xa0")


def _cells(data: bytes, columns: Sequence[Column]) -> tuple[list[str], list[list[str]]]:
    """Heading and rows, by the encoding and the sign between cells under which most headings are known."""
    best: tuple[int, str, str] | None = None
    for words in _decoded(data):
        first = words.lstrip("\r\n").splitlines()[0] if words.strip() else ""
        for sign in _DELIMITERS:
            found = [_key(c) for c in next(csv.reader([first], delimiter=sign), [])]
            known = sum(any(column.is_called(h) for h in found) for column in columns)
            if best is None or known > best[0]:
                best = (known, words, sign)
    if best is None:
        raise Unreadable(
            _("文字として読めません。表計算ソフトで「CSV UTF-8」または「CSV」の形で保存してください。")
        )
    if not best[0]:
        raise Unreadable(
            _("1行目に見出しがありません。次の見出しを1行目に書いてください：%(names)s")
            % {"names": listed(str(c.heading) for c in columns)}
        )
    rows = _rows(best[1].lstrip("\r\n"), best[2])
    heading = rows[0]
    if heading and heading[0].strip().startswith(_ERROR_MARK):  # our own column, handed back
        heading, rows = heading[1:], [row[1:] for row in rows]
    return [uncell(h).strip() for h in heading], rows[1:]


def _decoded(data: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _tried(data, encoding)
    return [*_tried(data, "utf-8"), *_tried(data, "cp932")]


def _tried(data: bytes, encoding: str) -> list[str]:
    try:
        words = data.decode(encoding)
    except UnicodeDecodeError:
        return []
    return [] if "\0" in words else [words]


def _rows(words: str, sign: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(words, newline=""), delimiter=sign, strict=True))
    except csv.Error as wrong:
        raise Unreadable(
            _('%(row)s行目の引用符（"）が閉じていないか、欄が長すぎます。') % {"row": len(rows) + 1}
        ) from wrong
    return rows


def _places(heading: list[str], columns: Sequence[Column]) -> dict[str, int]:
    keys, places = [_key(h) for h in heading], {}
    for column in columns:
        at = [n for n, key in enumerate(keys) if column.is_called(key)]
        if len(at) > 1:
            raise Unreadable(
                _("見出し「%(name)s」の列が二つあります。一つにしてください。") % {"name": column.heading}
            )
        if at:
            places[column.name] = at[0]
    missing = [str(c.heading) for c in columns if c.required and c.name not in places]
    if missing:
        raise Unreadable(_("次の見出しの列がありません：%(names)s") % {"names": listed(missing)})
    return places


def _key(heading: str) -> str:
    """Headings are the same whatever the width of their signs and the spaces between."""
    return re.sub(r"\s", "", to_ascii(uncell(heading.strip()))).casefold()


# How cells are read ------------------------------------------------------------------------------------


def text(most: int) -> Reader:
    """Words as typed, of at most so many characters."""

    def read_text(raw: str) -> str:
        if len(raw) > most:
            raise Wrong(_("%(n)s文字までにしてください（いま%(now)s文字）。") % {"n": most, "now": len(raw)})
        return raw

    return read_text


def code(most: int) -> Reader:
    """A number that is a name, of letters and digits, kept in half-width; 2O26 is refused."""
    read_text = text(most)

    def read_code(raw: str) -> str:
        try:
            return read_text(parse_code(raw))
        except TwoWays as wrong:
            raise Wrong(CODE_TWO_WAYS % {"raw": raw}) from wrong

    return read_code


def whole(*, low: int | None = None, high: int | None = None) -> Reader:
    """A whole number: 1200, 1,200, １，２００, △1,200. What could also be a fraction is refused."""

    def read_whole(raw: str) -> int:
        try:
            number = parse_whole(raw)
        except TwoWays as wrong:
            raise Wrong(
                _("「%(raw)s」は、二通りに読めます。桁区切りのない整数で入力してください。") % {"raw": raw}
            ) from wrong
        except ValueError as wrong:
            raise Wrong(_("「%(raw)s」は、整数として読めません（例：1200）。") % {"raw": raw}) from wrong
        if low is not None and number < low:
            raise Wrong(_("%(n)s以上の数を入力してください。") % {"n": f"{low:,}"})
        if high is not None and number > high:
            raise Wrong(_("%(n)s以下の数を入力してください。") % {"n": f"{high:,}"})
        return number

    return read_whole


def digits(length: int) -> Reader:
    """A number that is a name (研究者番号, 法人番号): exactly so many digits, kept as text with its leading zeros."""

    def read_digits(raw: str) -> str:
        plain = parse_digits(raw)
        if re.fullmatch(r"[0-9.]+E\+?\d+", plain, re.IGNORECASE):
            raise Wrong(
                _("表計算ソフトが「%(raw)s」と書き換えています。列を文字列の書式にして入力し直してください。")
                % {"raw": raw}
            )
        if re.fullmatch(r"[0-9OoIl]+", plain) and re.search("[OoIl]", plain):
            raise Wrong(CODE_TWO_WAYS % {"raw": raw})
        if not re.fullmatch(r"[0-9]+", plain):
            raise Wrong(_("「%(raw)s」は、%(n)s桁の数字として読めません。") % {"raw": raw, "n": length})
        if len(plain) < length:
            raise Wrong(
                _("%(n)s桁必要です（いま%(now)s桁）。先頭の0が落ちていないか確かめてください。")
                % {"n": length, "now": len(plain)}
            )
        if len(plain) > length:
            raise Wrong(_("%(n)s桁までです（いま%(now)s桁）。") % {"n": length, "now": len(plain)})
        return plain

    return read_digits


def day(*, latest: date | None = None) -> Reader:
    """A date as 2026-11-27, 2026/11/27, R8.11.27 or 令和８年１１月２７日; 3/4/26 could be several days and is refused."""

    def read_day(raw: str) -> date:
        plain = to_ascii(raw)
        known = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?", plain)
        try:
            found = date(*map(int, known.groups())) if known else parse_date(plain)
        except (ValueError, OverflowError) as wrong:
            if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}", plain):
                raise Wrong(
                    _("「%(raw)s」は、年・月・日の順が分かりません。2026/11/27 のように入力してください。")
                    % {"raw": raw}
                ) from wrong
            raise Wrong(
                _("「%(raw)s」は、日付として読めません。2026/11/27 のように入力してください。") % {"raw": raw}
            ) from wrong
        if latest is not None and found > latest:
            raise Wrong(_("今日までの日を入力してください。"))
        return found

    return read_day


def choice(words: Mapping[Any, Any]) -> Reader:
    """One of ``words`` (value → word), by its word or by its value; width and case of the signs do not matter."""

    def read_choice(raw: str) -> Any:
        wanted = _key(raw)
        for value, word in words.items():
            if wanted in (_key(str(word)), _key(str(value))):
                return value
        raise Wrong(
            _("「%(raw)s」は選べません。次のどれかを入力してください：%(words)s")
            % {"raw": raw, "words": listed(str(word) for word in words.values())}
        )

    return read_choice
