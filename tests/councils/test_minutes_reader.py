"""Minutes in every spelling are read right, nothing is lost, and what is not minutes is refused."""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from councils.minutes_docx import write_docx
from councils.minutes_reader import NotMinutes, ReadMinutes, read_minutes
from councils.minutes_reader.characters import visible
from councils.minutes_reader.dates import read_period
from councils.minutes_reader.lines import decode
from councils.minutes_reader.numbering import written
from councils.minutes_reader.people import read_people
from councils.paper import PrintedMinutes

from .minutes_variants import Maker

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(
    path for path in (Path(__file__).parent / "data" / "minutes").iterdir() if path.suffix != ".json"
)
SOURCES = ROOT / "fixtures" / "published" / "source"
PUBLISHED = [SOURCES / "meeting1_minutes.txt", SOURCES / "meeting2_minutes.txt"]
# What a field may leave behind of its line: bullets, brackets, separators, numbers, and words that are form.
FORM = set(
    "○●◯〇・･-*•◆◇■□▼→◎△、，,：:；;（）()【】〔〕［］[]《》＜＞<>「」/／.．。|0123456789０１２３４５６７８９①②③④⑤各氏様QAア第イ議題"
)


def read(path: Path) -> ReadMinutes:
    return read_minutes(path.read_bytes(), filename=path.name)


def squeezed(text: str | None) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or ""))


def assert_nothing_is_lost(text: str, result: ReadMinutes) -> None:
    """Every visible character of the source stands once in the pieces, but for page numbers and Markdown signs."""
    source = Counter(visible(html.unescape(text)))
    parts = (result.as_text(), "".join(result.page_numbers), result.markup)
    assert source == Counter(visible(html.unescape("".join(parts))))


def assert_fields_hold_the_pieces(result: ReadMinutes) -> None:
    """What the pieces hold is in the fields, but for form; nothing is in the fields that is not in the pieces."""
    fields = {
        "title": [result.title],
        "date": [result.date_line],
        "place": [result.place],
        "label": [result.label],
        "end": [result.end],
        "correction": [result.correction],
        "attendee": [v for p in result.attendees for v in (p.name, p.affiliation)],
        "agenda": list(result.agenda),
        "handout": list(result.handouts),
        "paragraph": [text for section in result.sections for text in section.paragraphs],
        "unplaced": list(result.unplaced),
        "remark": [v for remark in result.remarks for v in (remark.text,)],
    }
    pieces = {role: Counter() for role in fields}
    for piece in result.pieces:
        role = "remark" if piece.role == "row" else piece.role
        if role in pieces:
            pieces[role] += Counter(visible(piece.written))
    for role, values in fields.items():
        held = Counter(visible("".join(values)))
        assert not held - pieces[role], role
        left = pieces[role] - held
        if role == "attendee":
            left -= Counter("".join(p.role + p.group for p in result.attendees) * 2)
        if role == "remark":
            left -= Counter(visible("".join(remark.speaker or "" for remark in result.remarks)))
        assert set(left) <= FORM, (role, left)


# -- samples -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_read_as_its_json_says(path: Path) -> None:
    assert read(path).as_json() == json.loads(path.with_suffix(".json").read_text())


def test_there_are_samples_enough_and_in_all_encodings() -> None:
    assert len(SAMPLES) >= 25
    encodings = {"utf-8": 0, "cp932": 0, "euc_jp": 0, "bom": 0}
    for path in SAMPLES:
        data = path.read_bytes()
        if data.startswith(b"\xef\xbb\xbf"):
            encodings["bom"] += 1
            continue
        for name in ("utf-8", "euc_jp", "cp932"):
            try:
                data.decode(name)
            except UnicodeDecodeError:
                continue
            encodings[name] += 1
            break
    assert all(encodings.values()), encodings


@pytest.mark.parametrize("path", [*SAMPLES, *PUBLISHED], ids=lambda path: path.stem)
def test_no_character_of_a_file_is_lost(path: Path) -> None:
    result = read(path)
    assert_nothing_is_lost(decode(path.read_bytes()), result)
    assert_fields_hold_the_pieces(result)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_make_no_difference(encoding: str, ending: str) -> None:
    text = (SAMPLES[0]).read_text()
    data = text.replace("\n", ending).encode(encoding)
    assert read_minutes(data, filename="議事要旨.TXT").as_json() == read_minutes(text, filename="").as_json()


@pytest.mark.parametrize("path", [*SAMPLES, *PUBLISHED], ids=lambda path: path.stem)
def test_the_printed_form_is_accepted_and_names_no_speaker(path: Path) -> None:
    result = read(path)
    printed = PrintedMinutes.from_dict(result.as_printed())
    assert printed.title == result.title
    remarks = [text for section in printed.sections for topic in section.topics for text in topic.remarks]
    assert remarks == [remark.text for remark in result.remarks]


# -- the two published files -------------------------------------------------------------------------------------


def test_both_published_minutes_come_back_character_for_character() -> None:
    for path in PUBLISHED:
        source = path.read_text()
        plain = visible(re.sub(r"(?m)^\s*(?:#+\s|- )", "", source).replace("**", ""))
        text = visible(re.sub(r"(?m)^- ", "", read(path).as_text()))
        assert text == plain


def test_the_published_minutes_print_in_the_official_order() -> None:
    for path, moved in zip(PUBLISHED, ("", "資料８"), strict=True):
        printed = read(path).as_printed()
        assert printed["label"] == moved
        order = [printed["title"]]
        for heading, value in zip(
            printed["headings"][:2], (printed["date_line"], printed["place"]), strict=True
        ):
            order += [heading, value]
        order.append(printed["headings"][2])
        order += [text for person in printed["attendees"] for text in (person["name"], person["affiliation"])]
        order.append(printed["headings"][3])
        for section in printed["sections"]:
            order += [section["heading"], *section["paragraphs"]]
            for topic in section["topics"]:
                order += [topic["heading"], *topic["remarks"]]
        order.append(printed["end"])
        source = re.sub(r"(?m)^\s*(?:#+\s|- |○)", "", path.read_text()).replace("**", "")
        expected = visible(source).replace("資料８《", "《")
        title = visible(printed["title"])
        expected = title + expected.replace(title, "", 1)
        assert visible("".join(order)) == expected


def test_breaks_of_pages_inside_a_sentence_are_mended() -> None:
    first, second = (read(path) for path in PUBLISHED)
    texts = [remark.text for remark in (*first.remarks, *second.remarks)]
    assert any("必要な類のシーズである。日本の" in text for text in texts)
    assert any("若い時から才能ある人を" in text for text in texts)
    assert any("ラディカルなイノベーション" in text for text in texts)
    assert not any(re.search(r"[ぁ-ん一-龠] [ぁ-ん一-龠]", text) for text in texts)


# -- made-up variants --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("hundred", range(5))
def test_made_up_minutes_in_a_hundred_spellings_are_read_right(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        text, truth = Maker(seed).make()
        result = read_minutes(text, filename="a.md" if "## " in text else "a.txt")
        assert (result.body, result.number, result.label) == (truth.body, truth.number, truth.label), seed
        assert (result.starts_at, result.ends_at) == (truth.starts_at, truth.ends_at), (
            seed,
            result.date_line,
        )
        assert squeezed(result.place) == squeezed(truth.place), seed
        people = [(squeezed(p.name), squeezed(p.affiliation), p.group) for p in result.attendees]
        assert people == [(squeezed(n), squeezed(a), g) for n, a, g in truth.attendees], seed
        assert [squeezed(item) for item in result.agenda] == [squeezed(item) for item in truth.agenda], seed
        assert [squeezed(item) for item in result.handouts] == [squeezed(item) for item in truth.handouts], (
            seed
        )
        remarks = [(squeezed(r.heading), squeezed(r.speaker), squeezed(r.text)) for r in result.remarks]
        assert remarks == [(squeezed(h), squeezed(s), squeezed(t)) for h, s, t in truth.remarks], seed
        assert result.unplaced == (), seed
        assert_nothing_is_lost(text, result)


TEXTS = [decode(path.read_bytes()) for path in [*SAMPLES, *PUBLISHED]]
ALL_LINES = sorted({line for text in TEXTS for line in text.split("\n")})
ODD = [
    "",
    "１",
    "- 3 -",
    "2/5",
    "\f",
    "以上",
    "※注",
    "【",
    "《",
    "○",
    "・",
    "**",
    "|a|b|",
    "# ",
    "（",
    "資料３",
    "：",
    "日時：",
    "a\tb",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_is_done_to_the_lines_nothing_is_lost(data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(TEXTS)).split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, max(0, len(lines) - 1)))
        change = data.draw(st.sampled_from(["insert", "remove", "shuffle", "cut", "odd", "indent"]))
        if change == "insert":
            lines.insert(at, data.draw(st.sampled_from(ALL_LINES)))
        elif change == "remove" and len(lines) > 1:
            del lines[at]
        elif change == "shuffle":
            lines = data.draw(st.permutations(lines))
        elif change == "cut":
            place = data.draw(st.integers(0, len(lines[at])))
            lines[at : at + 1] = [lines[at][:place], lines[at][place:]]
        elif change == "odd":
            lines.insert(at, data.draw(st.sampled_from(ODD)))
        else:
            lines[at] = "　" * data.draw(st.integers(0, 5)) + lines[at]
    text = "\n".join(lines)
    try:
        result = read_minutes(text, filename="a.txt")
    except NotMinutes:
        return
    assert_nothing_is_lost(text, result)


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="日時場所出席者議事概要第１回（）：○・《》【】以上令和8年11月27 \n\t　.-|#*、。",
        max_size=300,
    )
)
def test_any_text_is_read_or_refused_and_nothing_else(text: str) -> None:
    try:
        assert_nothing_is_lost(text, read_minutes(text, filename="a.txt"))
    except NotMinutes as refusal:
        assert str(refusal).endswith("。")


# -- dates and names ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        (
            "令和 3 年 1 2 月 9 日（木）午後 5 時 1 5 分から午後 6 時 4 0 分までの間",
            "2021-12-09T17:15",
            "2021-12-09T18:40",
        ),
        (
            "令和４年１月１１日（火）午後７時００分から午後７時５０分までの間",
            "2022-01-11T19:00",
            "2022-01-11T19:50",
        ),
        ("R8.11.27 13:30～15:00", "2026-11-27T13:30", "2026-11-27T15:00"),
        ("2026年11月27日（金）１３：３０−１５：００", "2026-11-27T13:30", "2026-11-27T15:00"),
        ("令和元年5月7日 10時〜12時", "2019-05-07T10:00", "2019-05-07T12:00"),
        ("平成31年4月30日（火）午前10時から正午まで", "2019-04-30T10:00", "2019-04-30T12:00"),
        ("昭和63年12月1日（木）午後1時半～3時", "1988-12-01T13:30", "1988-12-01T15:00"),
        ("令和八年十一月二十七日（金）午後一時三十分", "2026-11-27T13:30", None),
        ("令和8年11月27日（金）午後10時から翌28日午前1時30分まで", "2026-11-27T22:00", "2026-11-28T01:30"),
        ("令和8年11月27日（金）22:00～25:30", "2026-11-27T22:00", "2026-11-28T01:30"),
        ("令和8年12月28日 10:00～1月4日 12:00", "2026-12-28T10:00", "2027-01-04T12:00"),
        ("2026.11.27(Fri) 1:30 PM - 3:00 PM", "2026-11-27T13:30", "2026-11-27T15:00"),
        ("2026-11-27T13:30", "2026-11-27T13:30", None),
        ("㋿8年11月27日 13時30分開会 15時閉会", "2026-11-27T13:30", "2026-11-27T15:00"),
        ("令和8年（2026年）11月27日(金)午前0時～午後0時", "2026-11-27T00:00", "2026-11-27T12:00"),
    ],
)
def test_dates_are_read_in_every_spelling(text: str, starts: str, ends: str | None) -> None:
    period = read_period(text)
    assert period.starts_at is not None
    assert period.starts_at.isoformat() == f"{starts}:00+09:00"
    assert (period.ends_at.isoformat() if period.ends_at else None) == (f"{ends}:00+09:00" if ends else None)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("令和8年11月27日（木）13:30～15:00", "曜日が日付と合いません"),
        ("令和8年13月1日 10:00", "暦にない日付です"),
        ("令和8年11月27日（金）", "開始時刻の記載がありません"),
        ("令和8年11月27日（金）15:00～13:00", "終了時刻が開始時刻より前です"),
        ("令和8年11月27日（金）13:75～15:00", "時計にない時刻です"),
        ("令和8年11月27日（金）午後12時～午後2時", "読み方が分かれます"),
    ],
)
def test_a_doubtful_date_says_what_to_check(text: str, doubt: str) -> None:
    assert any(doubt in each for each in read_period(text).doubts)


@pytest.mark.parametrize(
    ("line", "people"),
    [
        (
            "青木　節子　　慶應義塾大学大学院法務研究科　教授",
            [("青木 節子", "慶應義塾大学大学院法務研究科 教授", "")],
        ),
        ("原　一郎　日本経済団体連合会　常務理事", [("原 一郎", "日本経済団体連合会 常務理事", "")]),
        (
            "渡部 俊也 東京大学未来ビジョン研究センター 教授",
            [("渡部 俊也", "東京大学未来ビジョン研究センター 教授", "")],
        ),
        ("松本洋一郎 東京大学 名誉教授", [("松本洋一郎", "東京大学 名誉教授", "")]),
        ("久貝卓 経団連 常務理事", [("久貝卓", "経団連 常務理事", "")]),
        ("山田太郎（東京大学教授）", [("山田太郎", "東京大学教授", "")]),
        ("山田 太郎（座長）（北都大学 教授）", [("山田 太郎", "北都大学 教授", "座長")]),
        ("山田　太郎　委員（北都大学教授）", [("山田 太郎", "北都大学教授", "委員")]),
        ("山田、鈴木、佐藤各委員", [("山田", "", "委員"), ("鈴木", "", "委員"), ("佐藤", "", "委員")]),
        ("○○座長、△△委員", [("○○", "", "座長"), ("△△", "", "委員")]),
        (
            "山田座長，鈴木委員,佐藤委員（オンライン）",
            [("山田", "", "座長"), ("鈴木", "", "委員"), ("佐藤", "オンライン", "委員")],
        ),
        ("山田／鈴木／佐藤", [("山田", "", ""), ("鈴木", "", ""), ("佐藤", "", "")]),
        ("◎山田　太郎　東京大学　教授", [("山田 太郎", "東京大学 教授", "座長")]),
        ("座　長　　山田　太郎　　北都大学教授", [("山田 太郎", "北都大学教授", "座長")]),
        ("東京大学 教授 山田 太郎", [("山田 太郎", "東京大学 教授", "")]),
        (
            "内閣府　佐藤参事官、経済産業省　鈴木課長",
            [("佐藤", "内閣府 参事官", ""), ("鈴木", "経済産業省 課長", "")],
        ),
        ("山田 太郎 東京大学教授、株式会社計測顧問", [("山田 太郎", "東京大学教授、株式会社計測顧問", "")]),
        ("ジョン・スミス　オックスフォード大学　教授", [("ジョン・スミス", "オックスフォード大学 教授", "")]),
        (
            "John Smith  University of Oxford, Professor",
            [("John Smith", "University of Oxford, Professor", "")],
        ),
        ("内閣府、経済産業省、気象庁", [("内閣府", "", ""), ("経済産業省", "", ""), ("気象庁", "", "")]),
        ("山田太郎 様", [("山田太郎", "", "")]),
        ("髙橋　はるみ　参議院議員", [("髙橋 はるみ", "参議院議員", "")]),
    ],
)
def test_names_and_affiliations_are_told_apart(line: str, people: list[tuple[str, str, str]]) -> None:
    assert [(person.name, person.affiliation, person.group) for person in read_people(line)] == people


# -- refusals ----------------------------------------------------------------------------------------------------

NOTICE = (
    "第３回海洋技術協議会の開催について\n１ 日時\n令和８年１１月２７日（金）13:30～15:00\n２ 場所\nオンライン\n"
    "３ 議題\n（１）情報の範囲について\n"
)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"


@pytest.mark.parametrize("name", ["framework.txt", "meeting1_slides.txt", "interim_summary.txt"])
def test_published_papers_that_are_not_minutes_are_refused(name: str) -> None:
    with pytest.raises(NotMinutes, match=r"読み取れません。|選んでください。"):
        read(SOURCES / name)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.txt"),
        (b" \n\n\t", "a.txt"),
        ("　\n　".encode(), "a.txt"),
        (b"\x00" * 50, "a.txt"),
        (PNG, "a.png"),
        (PNG, "a.txt"),
        (b"%PDF-1.7\n", "a.pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.docx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.doc"),
        ("氏名,所属\n山田太郎,北都大学\n".encode(), "a.csv"),
        ("日時,場所,出席者,議事概要\n2026-11-27 13:30,オンライン,山田,意見\n".encode(), "a.txt"),
        ("日時\t場所\t出席者\t議事概要\n2026-11-27\tオンライン\t山田\t意見\n".encode(), "a.txt"),
        ("ふつうの文章である。会議のことは何も書いていない。".encode(), "a.txt"),
        (NOTICE.encode(), "a.txt"),
        (b"PK\x03\x04broken", "a.docx"),
        ("議事要旨\n日時：令和8年11月27日\n".encode(), "a.docx"),
        (b"\xff\xfe\xfd\xfc" * 20, "a.txt"),
    ],
)
def test_what_is_not_minutes_is_refused_in_one_japanese_sentence(data: bytes, name: str) -> None:
    with pytest.raises(NotMinutes) as refusal:
        read_minutes(data, filename=name)
    assert re.fullmatch(r"[^\n]*[ぁ-ん][^\n]*。", str(refusal.value))


def packed(members: dict[str, bytes], source: bytes | None = None) -> bytes:
    """Return a .docx with further or changed members."""
    source = source or write_docx(read(SAMPLES[0]).as_printed())
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, data in members.items():
            new.writestr(name, data)
    return result.getvalue()


@pytest.mark.parametrize(
    "members",
    [
        {"word/vbaProject.bin": b"macro"},
        {"word/activeX/activeX1.bin": b"control"},
        {"word/media/image1.bmp": b"\x00" * 30_000_000},
        {"word/media/a.bin": b"\x00" * 60_000_000},
        {f"word/media/{index}.txt": b"x" for index in range(1001)},
        {"word/document.xml": b"<broken"},
        {"word/document.xml": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
        {"[Content_Types].xml": b"<Types/>"},
    ],
    ids=["macro", "control", "steep", "large", "many", "broken", "entities", "types"],
)
def test_an_unsafe_or_broken_word_file_is_refused(members: dict[str, bytes]) -> None:
    with pytest.raises(NotMinutes) as refusal:
        read_minutes(packed(members), filename="a.docx")
    assert str(refusal.value).endswith("。")


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10_000), change=st.binary(min_size=1, max_size=8))
def test_a_damaged_word_file_is_read_or_refused_and_nothing_else(at: int, change: bytes) -> None:
    data = bytearray(write_docx(read(SAMPLES[0]).as_printed()))
    at %= len(data)
    data[at : at + len(change)] = change
    try:
        read_minutes(bytes(data), filename="a.docx")
    except NotMinutes as refusal:
        assert str(refusal).endswith("。")


# -- Word --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*SAMPLES, *PUBLISHED], ids=lambda path: path.stem)
def test_minutes_written_for_word_read_back_equal(path: Path) -> None:
    data = read(path).as_printed()
    written_file = write_docx(data)
    first, second = (
        PrintedMinutes.from_dict(data),
        PrintedMinutes.from_dict(read_minutes(written_file, filename="a.docx").as_printed()),
    )
    assert second.printed_headings == first.printed_headings
    assert second.printed_sections == first.printed_sections
    assert [(p.set_name, p.affiliation) for p in second.attendees] == [
        (p.set_name, p.affiliation) for p in first.attendees
    ]
    for name in ("title", "label", "correction", "date_line", "place", "end", "starts_at", "ends_at"):
        assert getattr(second, name) == getattr(first, name), name


def test_the_word_file_is_the_same_each_time_and_says_nothing_of_its_maker() -> None:
    data = read(PUBLISHED[1]).as_printed()
    one = write_docx(data)
    assert one == write_docx(data)
    with zipfile.ZipFile(io.BytesIO(one)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        everything = b"".join(package.read(name) for name in package.namelist()).decode("utf-8", "replace")
        core = package.read("docProps/core.xml").decode()
        assert "docProps/app.xml" not in package.namelist()
    assert re.sub(r"<[^>]+>", " ", core).split() == [
        "官民技術協力に関する検討会合（第２回）議事要旨",
        "ja-JP",
    ]
    assert not re.search(r"python-docx|Macintosh|/home|/root|creator|lastModifiedBy|2013-12", everything)
    opened = Document(io.BytesIO(one))
    fonts = opened.styles["Normal"].element.rPr.rFonts
    assert fonts.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}eastAsia") == "ＭＳ 明朝"
    assert [p.text for p in opened.paragraphs][:2] == [
        "資料８",
        "官民技術協力に関する検討会合（第２回）議事要旨",
    ]


def test_the_word_file_refuses_speakers_and_control_characters() -> None:
    data = read(SAMPLES[0]).as_printed()
    with pytest.raises(ValueError, match="speaker"):
        write_docx({**data, "speaker": "山田委員"})
    with pytest.raises(ValueError, match="control"):
        write_docx({**data, "place": "オン\x0bライン"})


W = nsdecls("w")
NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="50"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/>
<w:lvlText w:val="%1"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimalFullWidth"/>
<w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="51"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF06D;"/></w:lvl>
</w:abstractNum>
<w:num w:numId="60"><w:abstractNumId w:val="50"/></w:num><w:num w:numId="61"><w:abstractNumId w:val="51"/></w:num>
</w:numbering>"""


def paragraph(runs: str, number: int = 0, level: int = 0, more: str = "") -> str:
    counted = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return f"<w:p><w:pPr>{more}{counted}</w:pPr>{runs}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word_file(body: list[str], header: str = "", footer: str = "") -> bytes:
    """Return a .docx with the paragraphs and tables given as XML, own numbering, header and footer."""
    document = Document()
    root = document.part.numbering_part.element
    for child in list(parse_xml(NUMBERING)):
        root.append(child)
    for xml in reversed(body):
        outer = parse_xml(
            f'<w:body {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
            ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
            f' xmlns:v="urn:schemas-microsoft-com:vml">{xml}</w:body>'
        )
        document.element.body.insert(0, outer[0])
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


BOX = """<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>
<w:p><w:r><w:t>資料８</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:textbox><w:txbxContent><w:p><w:r><w:t>資料８</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback>
</mc:AlternateContent></w:r><w:r><w:t>海洋技術協議会（第３回）議事要旨</w:t></w:r></w:p>"""
RUBY = """<w:r><w:ruby><w:rt><w:r><w:t>ようこう</w:t></w:r></w:rt>
<w:rubyBase><w:r><w:t>揚鉱</w:t></w:r></w:rubyBase></w:ruby></w:r>"""


CHANGED = f"""<w:ins w:id="1" w:author="x">{run("オンライン")}</w:ins>
<w:del w:id="2" w:author="x"><w:r><w:delText>第１会議室</w:delText></w:r></w:del>"""


def odd_word_file() -> bytes:
    table = (
        "<w:tbl><w:tr><w:tc>"
        + paragraph(run("氏　名"))
        + "</w:tc><w:tc>"
        + paragraph(run("所属・役職"))
        + "</w:tc></w:tr>"
        "<w:tr><w:tc>"
        + paragraph(run("青　木　節　子").replace("　", ""))
        + "</w:tc><w:tc>"
        + paragraph(run("北都大学　教授"))
        + "</w:tc></w:tr>"
        "<w:tr><w:tc>"
        + paragraph(run("原　一郎"))
        + "</w:tc><w:tc>"
        + paragraph(run("計測協会"))
        + paragraph(run("常務理事"))
        + "</w:tc></w:tr></w:tbl>"
    )
    return word_file(
        [
            BOX,
            paragraph(run("日　　時", '<w:fitText w:val="960"/>'), 60, more='<w:jc w:val="distribute"/>'),
            paragraph(run("令和８年１１月２７日（金）") + run("\u3000") + run("13:30～15:00")),
            paragraph(run("場所"), 60),
            paragraph(CHANGED),
            paragraph(run("出席者"), 60),
            table,
            paragraph(run("議事概要"), 60),
            paragraph(run("事務局説明"), 60, 1),
            paragraph(run("事務局から、資料の内容を説明。")),
            paragraph(run("意見交換"), 60, 1),
            f"<w:sdt><w:sdtContent>{paragraph(run('《観測の方法》'))}</w:sdtContent></w:sdt>",
            paragraph(RUBY + run("の実証は、環境への影響の測定と併せて"), 61),
            paragraph(run("行うべき。") + run("内密の覚え書き", "<w:vanish/>"), more='<w:pageBreakBefore/>'),
            paragraph(run("結果は公開を基本とすべき。") + "<w:r><w:br/></w:r>" + run("ただし、座標は除く。"), 61),
            paragraph(run("以上"), more='<w:jc w:val="right"/>'),
        ],
        header="取扱注意",
        footer="- 1 -",
    )  # fmt: skip


def test_word_numbering_boxes_changes_ruby_and_tables_are_read() -> None:
    result = read_minutes(odd_word_file(), filename="議事要旨.docx")
    assert result.label == "資料８"
    assert result.title == "海洋技術協議会（第３回）議事要旨"
    assert [text for _, text in result.headings] == ["１ 日　　時", "２ 場所", "３ 出席者", "４ 議事概要"]
    assert result.place == "オンライン"
    assert [(p.name, p.affiliation) for p in result.attendees] == [
        ("青木節子", "北都大学 教授"),
        ("原 一郎", "計測協会 常務理事"),
    ]
    assert [section.heading for section in result.sections] == ["（１） 事務局説明", "（２） 意見交換"]
    assert result.sections[0].paragraphs == ("事務局から、資料の内容を説明。",)
    assert [(remark.heading, remark.text) for remark in result.remarks] == [
        ("《観測の方法》", "揚鉱の実証は、環境への影響の測定と併せて行うべき。"),
        ("《観測の方法》", "結果は公開を基本とすべき。\nただし、座標は除く。"),
    ]
    assert result.unplaced == ("内密の覚え書き", "取扱注意")
    assert "第１会議室" not in result.as_text()
    assert "ようこう" not in result.as_text()


def test_fields_in_a_word_table_are_read() -> None:
    def row(*cells: list[str]) -> str:
        return (
            "<w:tr>"
            + "".join(f"<w:tc>{''.join(paragraph(run(text)) for text in cell)}</w:tc>" for cell in cells)
            + "</w:tr>"
        )

    rows = [
        row(["会議名"], ["第３回海洋技術協議会　議事要旨"]),
        row(["日時"], ["令和８年１１月２７日（金）13:30～15:00"]),
        row(["場所"], ["オンライン"]),
        row(["出席者"], ["（委員）", "青木　節子　　北都大学　教授", "（事務局）", "内閣府"]),
        row(["議事概要"], ["・公開を基本とすべき。（青木委員）", "・期間は三年が適当。"]),
    ]
    result = read_minutes(word_file([f"<w:tbl>{''.join(rows)}</w:tbl>"]), filename="a.docx")
    assert (result.body, result.number, result.place) == ("海洋技術協議会", 3, "オンライン")
    assert [(p.name, p.group) for p in result.attendees] == [("青木 節子", "委員"), ("内閣府", "事務局")]
    assert [(r.speaker, r.text) for r in result.remarks] == [
        ("青木委員", "公開を基本とすべき。"),
        (None, "期間は三年が適当。"),
    ]


def test_a_word_table_of_speakers_and_remarks_is_read() -> None:
    lines = [
        paragraph(run(text))
        for text in (
            "海洋技術協議会（第３回）議事録",
            "日時：令和８年１１月２７日（金）13:30～15:00",
            "場所：オンライン",
            "出席者：青木委員、原委員",
            "議事内容",
        )
    ]
    rows = "".join(
        f"<w:tr><w:tc>{paragraph(run(who))}</w:tc><w:tc>{paragraph(run(what))}</w:tc></w:tr>"
        for who, what in (("青木委員", "公開を基本とすべき。"), ("原委員", "賛成する。"))
    )
    result = read_minutes(word_file([*lines, f"<w:tbl>{rows}</w:tbl>"]), filename="a.docx")
    assert [(r.speaker, r.text) for r in result.remarks] == [
        ("青木委員", "公開を基本とすべき。"),
        ("原委員", "賛成する。"),
    ]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (3, "decimal", "3"),
        (12, "decimalFullWidth", "１２"),
        (2, "decimalEnclosedCircle", "②"),
        (1, "aiueoFullWidth", "ア"),
        (2, "irohaFullWidth", "ロ"),
        (11, "japaneseCounting", "十一"),
        (20, "ideographDigital", "二十"),
        (4, "lowerRoman", "iv"),
        (14, "upperRoman", "XIV"),
        (2, "lowerLetter", "b"),
        (5, "none", ""),
    ],
)
def test_word_number_formats_are_written_as_word_draws_them(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


# -- page numbers ------------------------------------------------------------------------------------------------


def with_line(extra: str, after: str = "行うべき。") -> ReadMinutes:
    text = next(path for path in SAMPLES if path.stem.startswith("18_")).read_text().replace("\n17\n", "\n")
    return read_minutes(text.replace(after, f"{after}\n{extra}"), filename="a.txt")


@pytest.mark.parametrize("line", ["- 1 -", "－２－", "― 3 ―", "p.4", "5ページ", "\f6"])
def test_clear_page_numbers_are_dropped(line: str) -> None:
    result = with_line(line)
    assert len(result.page_numbers) == 1
    assert line.strip() not in result.unplaced


@pytest.mark.parametrize("line", ["17", "２０２６", "3/7"])
def test_a_lone_number_that_may_be_more_is_kept_for_a_person(line: str) -> None:
    result = with_line(line)
    assert result.page_numbers == ()
    assert line in result.unplaced or any(line in remark.text for remark in result.remarks)
