"""Lists as people save them: any encoding and order, full-width digits; what reads two ways is refused by row and column."""

import csv
import io
from datetime import date

import pytest

from programmes.imports import LARGEST, Column, Unreadable, choice, day, digits, read, text, whole
from programmes.sheets import cell, csv_bytes, uncell

COLUMNS = (
    Column("code", "研究者番号", digits(8), required=True),
    Column("title", "課題名", text(10), required=True, also=("題名",)),
    Column("amount", "申請額（円）", whole(low=0)),
    Column("on", "受付日", day(latest=date(2026, 11, 28)), empty=None),
    Column("kind", "区分", choice({"person": "個人", "body": "法人・団体"})),
)
GOOD = "研究者番号,課題名,申請額（円）,受付日,区分\r\n00123456,量子の課題,１，２００,令和８年１１月２７日,個人\r\n"


def sheet_of(*cells: str):
    named = dict(zip(("研究者番号", "課題名", "申請額（円）", "受付日", "区分"), cells, strict=False))
    row = {"研究者番号": "00123456", "課題名": "課題", **{k: v for k, v in named.items() if v is not None}}
    return read(csv_bytes(list(row), [list(row.values())]), COLUMNS)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_every_way_of_saving_reads_alike(encoding, sign):
    words = GOOD.replace(",", sign)
    [row] = read(words.encode(encoding), COLUMNS).rows
    assert row.number == 2
    assert row.values == {
        "code": "00123456",
        "title": "量子の課題",
        "amount": 1200,
        "on": date(2026, 11, 27),
        "kind": "person",
    }


def test_columns_in_any_order_with_others_between_and_other_names():
    data = "備考,題 名,研究者番号\n自由な欄,課題,１２３４５６７８\n".encode()
    sheet = read(data, COLUMNS)
    assert not sheet.faults
    assert sheet.rows[0].values | {"on": 0} == {
        "code": "12345678",
        "title": "課題",
        "amount": "",
        "on": 0,
        "kind": "",
    }


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1200", 1200), ("1,200", 1200), ("１２００", 1200), ("１，２3４", 1234), ("０", 0), ("+5", 5)],
)
def test_whole_numbers_in_both_widths(typed, meant):
    assert sheet_of(None, None, typed).rows[0].values["amount"] == meant


@pytest.mark.parametrize("typed", ["1,20", "1.200", "１．５", "1 200", "12,34,567", "1.2E+07"])
def test_a_number_that_reads_two_ways_is_refused_by_name(typed):
    sheet = sheet_of(None, None, typed)
    [fault] = sheet.faults
    assert "2行目の「申請額（円）」" in str(fault) and "二通り" in str(fault)
    assert sheet.rows[0].values["amount"] is None


@pytest.mark.parametrize("typed", ["一千", "①②", "12人", "½", "O5", "0x1"])
def test_what_only_looks_like_a_number_is_none(typed):
    assert "整数として読めません" in str(sheet_of(None, None, typed).faults[0])


@pytest.mark.parametrize("typed", ["△5", "▲５", "－５", "−5", "-5"])
def test_every_minus_is_one(typed):
    assert "0以上" in str(sheet_of(None, None, typed).faults[0])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("123456", "先頭の0"),
        ("1.23E+07", "書き換えて"),
        ("123456789", "8桁まで"),
        ("1234567a", "読めません"),
        ("", "空欄"),
    ],
)
def test_a_number_that_is_a_name_keeps_every_digit(typed, says):
    assert says in str(sheet_of(typed).faults[0])


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("3/4/26", "順が分かりません"),
        ("11/27/2026", "順が分かりません"),
        ("2026/13/01", "読めません"),
        ("平成40年1月1日", "読めません"),
        ("2026-11-29", "今日まで"),
    ],
)
def test_a_day_that_reads_two_ways_is_refused(typed, says):
    assert says in str(sheet_of(None, None, None, typed).faults[0])


@pytest.mark.parametrize(
    "typed", ["2026-11-27", "2026/11/27", "２０２６／１１／２７", "R8.11.27", "2026/11/27 0:00"]
)
def test_days_as_people_and_spreadsheets_write_them(typed):
    assert sheet_of(None, None, None, typed).rows[0].values["on"] == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "何も"),
        (b" \r\n ", "何も"),
        (b"\xff\x00\x80\x81", "文字として"),
        (GOOD.encode() + b"\0", "文字として"),
        ("あれ,これ\n1,2\n".encode(), "1行目に見出し"),
        ("研究者番号,備考\n1,2\n".encode(), "列がありません：課題名"),
        ("研究者番号,課題名,題名\n1,2,3\n".encode(), "二つ"),
        ("研究者番号,課題名\n".encode(), "行がありません"),
        ('研究者番号,課題名\n"1,2\n'.encode(), "引用符"),
        (b"x" * (LARGEST + 1), "大きすぎ"),
    ],
)
def test_a_file_nobody_can_read_says_why(data, says):
    with pytest.raises(Unreadable, match=says):
        read(data, COLUMNS)


def test_too_many_rows_are_refused_whole():
    with pytest.raises(Unreadable, match="3行まで"):
        read(csv_bytes(["研究者番号", "課題名"], [["00000001", "a"]] * 4), COLUMNS, most=3)


def test_every_fault_is_told_and_blank_rows_keep_the_numbers_of_the_spreadsheet():
    data = "研究者番号,課題名\n1,ア\n,,\n00000002,長い題名は十文字を超える\n00000003,ウ,余り\n".encode()
    sheet = read(data, COLUMNS)
    assert [r.number for r in sheet.rows] == [2, 4, 5]
    sheet.blame(sheet.rows[0], "title", "同じものがあります。")
    assert [f.row for f in sheet.in_order()] == [2, 2, 4, 5]
    assert "5行目：" in str(sheet.in_order()[-1])


def test_the_corrected_file_is_the_same_with_what_is_wrong_and_comes_back():
    sheet = read('研究者番号,備考,課題名\n1,"二行の\n備考",=1+1\n00000002,,イ\n'.encode("cp932"), COLUMNS)
    back = sheet.corrected()
    rows = list(csv.reader(io.StringIO(back.decode("utf-8-sig"))))
    assert rows[0][0].startswith("エラー") and rows[0][1:] == ["研究者番号", "備考", "課題名"]
    assert "研究者番号：" in rows[1][0] and rows[1][2] == "二行の\n備考" and rows[1][3] == "'=1+1"
    assert rows[2][0] == ""
    again = read(back.replace(b",1,", b",00000001,"), COLUMNS)
    assert not again.faults
    assert [r.values["title"] for r in again.rows] == ["=1+1", "イ"]
    assert again.heading == ["研究者番号", "備考", "課題名"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_nothing_a_spreadsheet_would_run_goes_out(start):
    assert cell(f"{start}cmd") == f"'{start}cmd" and uncell(cell(f"{start}cmd")) == f"{start}cmd"
    assert cell(-5) == -5 and cell("'quoted'") == "'quoted'" == uncell("'quoted'")
