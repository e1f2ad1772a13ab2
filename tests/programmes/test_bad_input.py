"""What people type and bring in either width: one reading is taken, two are refused by place and with the way to write it."""

import csv
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from accounts import fields
from accounts.numbers import TwoWays, half_width, parse_yen
from programmes import comments, proposal_import
from programmes.forms.call import SecondField
from programmes.forms.fund import FiscalYearField, YenField
from programmes.forms.outcome import DoiField
from programmes.imports import LARGEST
from programmes.models import CommentRound, Proposal, PublicComment
from programmes.money import yen_words
from tests.councils.visitors import browser
from tests.programmes import policy_cast, proposal_stage

# --- fields ------------------------------------------------------------------------------------------------

whole, yen, year = fields.FullWidthIntegerField(), YenField(), FiscalYearField()
signed, rate, day = YenField(signed=True), fields.FullWidthDecimalField(), fields.JapaneseDateField()
at, second, code = fields.JapaneseTimeField(), SecondField(), fields.CodeField()
mail, link, doi = fields.EmailField(), fields.LinkField(), DoiField(r"^10\.\d{4,9}/\S+$")
currency, eight = fields.SignsField(r"^[A-Z]{3}$"), fields.DigitsField(8)

TAKEN = [
    *(
        (whole, typed, 1200)
        for typed in ("1200", "１２００", "1,200", "１，２００", "1，２00", "1、200", "　1200　")
    ),
    (whole, "\ufeff12\u200b", 12),
    (whole, "０", 0),
    *(
        (yen, typed, 1200)
        for typed in ("1,200", "１，２００円", "¥1,200", "￥１２００", "1200　円", "1.2千円")
    ),
    *(
        (yen, typed, 150_000_000)
        for typed in (
            "1.5億",
            "１．５億円",
            "1.50億円",
            "1億5,000万円",
            "１億５０００万円",
            "150百万円",
            "150,000千円",
        )
    ),
    (yen, "1.7兆円", 1_700_000_000_000),
    (yen, "0.125億円", 12_500_000),
    (yen, "567億5,000万円", 56_750_000_000),
    (signed, "△１，２００", -1200),
    (signed, "▲3億円", -300_000_000),
    (signed, "−1200", -1200),
    *((rate, typed, Decimal("1234.5")) for typed in ("1234.5", "１２３４．５", "1,234.5", "1，234.5")),
    *(
        (year, typed, 2026)
        for typed in ("2026", "２０２６年度", "令和8", "令和８年度", "R8", "Ｒ８", "FY2026", "西暦2026年")
    ),
    *((year, typed, 2019) for typed in ("平成31年度", "令和元年度", "H31", "R1", "2019")),
    *(
        (day, boxes, date(2026, 11, 27))
        for boxes in (
            ["２０２６", "１１", "２７"],
            ["令和８", "11", "２7"],
            ["2026年", "11月", "27日"],
            ["２０２６．１１．２７", "", ""],
            ["Ｒ８／１１／２７", "", ""],
        )
    ),
    (at, "１３：３０", time(13, 30)),
    (at, "12:00", time(12)),
    (at, "午後０時", time(12)),
    (second, "１７：００：０５", time(17, 0, 5)),
    (code, "　ＫＰ－００１　", "KP-001"),
    (code, "KP‐2026-O", "KP-2026-O"),
    (code, "OIST-7", "OIST-7"),
    (eight, "０１２３−４５６７", "01234567"),
    (mail, "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "taro@example.jp"),
    (mail, "\ufefftaro@example.jp　", "taro@example.jp"),
    (link, "ｈｔｔｐｓ：／／example.jp/あ", "https://example.jp/あ"),
    (link, "example.jp", "https://example.jp"),
    (currency, "ＧＢＰ", "GBP"),
    *(
        (doi, typed, "10.1234/abcd")
        for typed in (
            "10.1234/abcd",
            "１０．１２３４／ａｂｃｄ",
            "https://doi.org/10.1234/abcd",
            "doi:10.1234/abcd",
        )
    ),
]
REFUSED = [
    *(
        (whole, typed, "二通り")
        for typed in ("1,20", "1.200", "1.0", "1 200", "12,34,567", "1.2E+07", "１．５", "1，234.5")
    ),
    *(
        (whole, typed, "整数として読めません")
        for typed in ("①", "½", "O5", "1O", "千二百", "12人", "Ⅳ", "-", "１－２")
    ),
    *(
        (yen, typed, "二通り")
        for typed in (
            "1,20円",
            "1.200円",
            "1.500億円",
            "1 200円",
            "1,5億円",
            "1億20000万円",
            "1万3億円",
            "1.5",
        )
    ),
    *(
        (yen, typed, "整数で入力")
        for typed in ("三億円", "1.23456789012億円", "12ドル", "△1200", "億円", "1億X円", "①億")
    ),
    *((rate, typed, "二通り") for typed in ("1,5", "1.234,5", "12,34.5", "1.2E+3", "1.2.3")),
    (rate, "約百", "数として読めません"),
    *((year, typed, "西暦か和暦か") for typed in ("8", "２６", "08年度")),
    *((year, typed, "年度として読めません") for typed in ("平成40年度", "明治8", "1999", "20266", "来年")),
    *((day, [typed, "", ""], "順が分かりません") for typed in ("3/4/26", "11/27/2026", "８．１１．２７")),
    (day, ["8", "11", "27"], "西暦か和暦か"),
    (day, ["２６年", "11", "27"], "西暦か和暦か"),
    *(
        (day, boxes, "日付として読めません")
        for boxes in (["平成40", "1", "1"], ["2026", "2", "30"], ["2O26", "1", "1"])
    ),
    *((at, typed, "二通り") for typed in ("午前12時", "午後１２時３０分")),
    *((at, typed, "時刻として読めません") for typed in ("25:00", "1時半半", "13.30")),
    *((code, typed, "英字") for typed in ("KP-0O1", "2O26-1", "l0", "I1", "ＫＰ－０Ｏ１")),
    *((eight, typed, "8桁") for typed in ("1234567", "123456789", "0123456O", "①2345678")),
    *((mail, typed, "") for typed in ("taro", "taro＠＠example.jp", "太郎 taro@example.jp")),
    (currency, "ポンド", ""),
    (doi, "11.1/x", ""),
]


@pytest.mark.parametrize(
    ("field", "typed", "meant"), TAKEN, ids=lambda v: str(v)[:24] if isinstance(v, str | list) else ""
)
def test_what_has_one_reading_is_taken(field, typed, meant):
    assert field.clean(typed) == meant


@pytest.mark.parametrize(
    ("field", "typed", "says"), REFUSED, ids=lambda v: str(v)[:24] if isinstance(v, str | list) else ""
)
def test_what_has_two_readings_or_none_is_refused_with_the_way_to_write_it(field, typed, says):
    with pytest.raises(ValidationError) as refused:
        field.clean(typed)
    assert says in " ".join(refused.value.messages)


@pytest.mark.parametrize(
    "amount", [1, 9999, 10**4, 10**8, 150_000_000, 56_750_000_000, 17 * 10**11, 12345 * 10**4]
)
def test_every_amount_we_print_we_read(amount):
    assert parse_yen(yen_words(amount)) == amount == parse_yen(f"{amount:,}円")


def test_only_the_width_changes_and_a_sign_that_looks_like_a_digit_stays():
    assert half_width("ＡＢｃ－１２　３①Ⅳ½ア") == "ABc-12 3①Ⅳ½ア"
    with pytest.raises(TwoWays):
        parse_yen("1.500億")


def every_form() -> Iterator[tuple[str, type[forms.BaseForm]]]:
    root = Path(__file__).resolve().parent.parent.parent
    for file in (
        sorted(root.glob("*/forms/*.py"))
        + sorted(root.glob("*/*forms.py"))
        + [root / "portal/administration/forms.py"]
    ):
        module = import_module(".".join(file.relative_to(root).with_suffix("").parts))
        for name, kind in vars(module).items():
            if (
                isinstance(kind, type)
                and issubclass(kind, forms.BaseForm)
                and kind.__module__ == module.__name__
            ):
                yield f"{module.__name__}.{name}", kind


def test_no_form_has_a_field_that_reads_one_width_alone():
    """Numbers, dates, addresses and patterns of every form are of the kinds tested here; hidden ones nobody types."""
    narrow = (
        forms.IntegerField,
        forms.DateField,
        forms.DateTimeField,
        forms.TimeField,
        forms.EmailField,
        forms.URLField,
        forms.RegexField,
    )
    ours = (fields.HalfWidth, fields._Numbers)
    met = list(every_form())
    found = [
        f"{name}.{label}"
        for name, kind in met
        for label, field in kind.base_fields.items()
        if isinstance(field, narrow) and not isinstance(field, ours) and not field.widget.is_hidden
    ]
    assert len(met) > 100 and not found


# --- lists -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class List:
    """One import: its addresses, its headings, a good row, what it registers, and how a cell of it goes wrong."""

    page: str
    corrected: str
    blank: str
    heading: tuple[str, ...]
    good: tuple[str, ...]
    model: Any
    most: int
    wrong: tuple[tuple[int, str, str], ...]


LISTS = {
    "comments": List(
        "comment_list_new", "comment_list_corrected", "comment_list_blank",
        ("受け付けた日", "提出者", "氏名・名称", "意見"), ("2026/11/1", "個人", "乙野{n}", "意見の文{n}"), PublicComment, 2_000,
        ((0, "3/4/26", "順が分かりません"), (0, "2O26/1/1", "日付として読めません"), (0, "", "空欄"), (1, "役所", "選べません"), (3, "", "空欄"), (2, "長" * 201, "200文字まで")),
    ),
    "proposals": List(
        "proposal_list_new", "proposal_list_corrected", "proposal_list_blank",
        ("応募番号", "研究開発課題名", "研究代表者氏名", "所属研究機関名", "研究者番号", "申請額（円）", "エフォート（％）"),
        ("26-{n}", "題{n}", "名{n}", "大学", "01234567", "１００", "40"), Proposal, 500,
        ((0, "26-0O1", "英字"), (0, "", "空欄"), (4, "1234567", "先頭の0"), (4, "O1234567", "英字"), (4, "1.23E+07", "書き換えて"), (5, "1,20", "二通り"),
         (5, "1，234.5", "二通り"), (5, "1.000", "二通り"), (5, "①", "整数として"), (5, "1億円", "整数として"), (6, "101", "以下"), (6, "半分", "整数として")),
    ),
}  # fmt: skip


class Bringing:
    """Somebody who may bring a list, at its page."""

    def __init__(self, kind: str, world: Any) -> None:
        self.list = LISTS[kind]
        if kind == "comments":
            by = policy_cast.officer(world)
            self.to: Any = policy_cast.put_to_public(by).last_round()
            self.client = browser(by)
        else:
            self.to = proposal_stage.open_call(world)
            self.client = browser(world.nakamura)

    def rows(self, count: int = 2) -> list[list[str]]:
        return [[cell.format(n=n) for cell in self.list.good] for n in range(1, count + 1)]

    def send(self, data: bytes) -> Any:
        file = SimpleUploadedFile("list.csv", data)
        answer = self.client.post(self.address(self.list.page), {"file": file, "key": str(uuid.uuid4())})
        if answer.status_code == 200:  # read back first
            again = {"data": answer.context["sent"], "name": "list.csv", "sure": "1"}
            answer = self.client.post(self.address(self.list.page), again)
        return answer

    def back(self, refused: Any) -> list[list[str]]:
        sent = self.client.post(self.address(self.list.corrected), {"data": refused.context["sent"]})
        assert sent.status_code == 200 and sent.content.startswith(b"\xef\xbb\xbf")
        return list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig"))))

    def address(self, name: str) -> str:
        return reverse(name, args=[self.to.pk])

    def taken(self) -> int:
        return self.list.model.objects.count()


@pytest.fixture(params=LISTS)
def bringing(request, world) -> Bringing:
    return Bringing(request.param, world)


def sheet(heading: Any, rows: Any, sign: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator=end).writerows([heading, *rows])
    return out.getvalue()


def counts() -> dict[str, int]:
    """How many rows every table has, those nobody may see included; but for the sessions of who asks."""
    tables = {m._meta.db_table for m in apps.get_models(include_auto_created=True)} - {"django_session"}
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('role')")
        before = cursor.fetchone()[0]
        cursor.execute("set local role banso_owner")
        present = set(connection.introspection.table_names(cursor)) & tables
        asked = " union all ".join(f"select '{t}', count(*) from \"{t}\"" for t in sorted(present))
        cursor.execute(asked)
        found = dict(cursor.fetchall())
        cursor.execute("select set_config('role', %s, true)", [before])
    assert len(found) > 150
    return found


@pytest.mark.parametrize(
    ("encoding", "sign", "end"),
    [("utf-8", ",", "\r\n"), ("utf-8-sig", ",", "\r\n"), ("cp932", ",", "\r\n"), ("cp932", "\t", "\n"), ("utf-16", "\t", "\r\n"), ("utf-8", ";", "\r")],
)  # fmt: skip
def test_every_way_of_saving_is_taken(bringing, encoding, sign, end):
    words = sheet(bringing.list.heading, bringing.rows(), sign, end)
    assert bringing.send(words.encode(encoding)).status_code == 302
    assert bringing.taken() == 2


def test_reordered_and_further_columns_are_taken_and_every_width_of_a_heading(bringing):
    heading = [
        "備考",
        *(h.translate({ord("（"): "(", ord("）"): ")"}) for h in reversed(bringing.list.heading)),
    ]
    rows = [["自由", *reversed(row)] for row in bringing.rows()]
    assert bringing.send(sheet(heading, rows).encode()).status_code == 302
    assert bringing.taken() == 2


def test_every_fault_is_told_by_row_and_column_nothing_is_written_and_the_file_comes_back(bringing):
    """Each way a cell can be wrong, in one file; put right in the returned file it is taken."""
    wrong, rows = bringing.list.wrong, bringing.rows(len(bringing.list.wrong) + 1)
    right = [list(row) for row in rows]
    for n, (column, typed, _says) in enumerate(wrong, 1):
        rows[n][column] = typed
    before = counts()
    refused = bringing.send(sheet(bringing.list.heading, rows).encode("cp932", "replace"))
    assert refused.status_code == 422 and counts() == before
    body = refused.content.decode()
    told = {(f.row, f.heading): f.sentence for f in refused.context["faults"]}
    back = bringing.back(refused)
    assert counts() == before
    for n, (column, _typed, says) in enumerate(wrong, 1):
        sentence = told[n + 2, bringing.list.heading[column]]
        assert says in sentence and says in back[n + 1][0] and bringing.list.heading[column] in body
    assert back[1][0] == "" and [row[1:] for row in back[1:]] != right
    for line, row in zip(back[1:], right, strict=True):
        line[1:] = row
    assert bringing.send(sheet(back[0], back[1:]).encode("utf-8-sig")).status_code == 302
    assert bringing.taken() == len(right)


def test_a_line_twice_is_refused_and_so_is_a_list_that_was_taken(bringing):
    one = bringing.rows(1)
    before = counts()
    refused = bringing.send(sheet(bringing.list.heading, one * 2).encode())
    assert refused.status_code == 422 and counts() == before
    assert "2行目と同じ" in str(refused.context["faults"][0]) and refused.context["faults"][0].row == 3
    assert bringing.send(sheet(bringing.list.heading, one).encode()).status_code == 302
    again = bringing.send(sheet(bringing.list.heading, one).encode())
    assert again.status_code == 422 and "すでに登録されています" in str(again.context["faults"][0])
    assert bringing.taken() == 1


def of_file(name: str, it: Bringing) -> bytes:
    heading, rows = list(it.list.heading), it.rows()
    return {
        "empty": b"",
        "mark alone": b"\xef\xbb\xbf",
        "blank lines": b"\r\n \r\n",
        "headings alone": sheet(heading, []).encode(),
        "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "workbook": b"PK\x03\x04\x14\0\x06\0" + bytes(200),
        "no headings": sheet(rows[0], rows[1:]).encode(),
        "a column less": sheet(heading[1:], [row[1:] for row in rows]).encode(),
        "a column twice": sheet([*heading, heading[0]], [[*row, row[0]] for row in rows]).encode(),
        "open quote": (sheet(heading, rows) + '"open').encode(),
        "too many": sheet(heading, it.rows(10_001)).encode()[:LARGEST],
        "too large": b"x" * (LARGEST + 1),
    }[name]


FILES = {
    "empty": "何も",
    "mark alone": "何も",
    "blank lines": "何も",
    "headings alone": "行がありません",
    "picture": "文字として読めません",
    "workbook": "文字として読めません",
    "no headings": "1行目に見出し",
    "a column less": "列がありません",
    "a column twice": "二つ",
    "open quote": "4行目の引用符",
    "too many": "行までです",
    "too large": "大きすぎ",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_nobody_can_read_is_told_in_a_sentence_and_writes_nothing(bringing, name):
    before = counts()
    refused = bringing.send(of_file(name, bringing))
    assert refused.status_code == 422 and counts() == before
    assert (
        FILES[name] in refused.content.decode()
        and bringing.address(bringing.list.blank) in refused.content.decode()
    )


def test_a_cell_too_many_is_told_and_a_row_too_short_is_read_as_empty(bringing):
    rows = bringing.rows(3)
    rows[0].append("余り")
    rows[1] = rows[1][:-1]
    refused = bringing.send(sheet(bringing.list.heading, rows).encode())
    told = [str(f) for f in refused.context["faults"]]
    assert "見出しのない列" in told[0] and refused.context["faults"][0].row == 2
    assert bringing.taken() == 0 and not any(f.row == 4 for f in refused.context["faults"])


def test_cells_as_spreadsheets_save_them_are_read(bringing):
    """Quotes, lines within a cell, ="…" that keeps zeros, signs nobody sees, full-width digits."""
    rows = bringing.rows()
    if bringing.list.model is Proposal:
        rows[0][1], rows[0][4], rows[0][5] = '二行の\n"題"', '="01234567"', "２００"
        rows[1][0], rows[1][5] = "２６－９９\u200b", "\ufeff300"
    else:
        rows[0][0], rows[0][3] = "令和８年１１月１日（日）", '二行の\n"意見"'
        rows[1][0] = "２０２６／１１／２"
    assert bringing.send(sheet(bringing.list.heading, rows).encode("utf-8-sig")).status_code == 302
    assert bringing.taken() == 2
    if bringing.list.model is Proposal:
        one = Proposal.objects.get(erad_id="26-1")
        assert (one.title, one.printed_erad, one.amount) == ('二行の\n"題"', "01234567", 200)
        assert Proposal.objects.get(erad_id="26-99").amount == 300
    else:
        assert [c.received_on.day for c in PublicComment.objects.order_by("number")] == [1, 2]


def test_these_are_all_the_lists_there_are():
    """Whoever adds an import adds it here: every address that gives a blank list stands above."""
    from confidentiality.checks import all_patterns

    blanks = {p.name for _where, p in all_patterns() if (p.name or "").endswith("_blank")}
    assert blanks == {one.blank for one in LISTS.values()}
    corrected = {p.name for _where, p in all_patterns() if (p.name or "").endswith("_corrected")}
    # the order of a call changes rows that are there: its faults stand in test_places; people are asked in test_scouts
    elsewhere = {"ranking_list_corrected", "scout_list_corrected"}
    assert corrected == {one.corrected for one in LISTS.values()} | elsewhere
    assert comments.columns() and proposal_import.columns() and CommentRound
