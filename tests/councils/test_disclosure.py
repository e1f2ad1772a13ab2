"""The look before publication: what it finds, what it leaves alone, and that it tells nobody what is under seal."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from confidentiality.acting import acting_as
from confidentiality.verbs import WrongState
from councils import disclosure, minutes, notation
from councils.models import Handout, MaterialVersion, MinutesSummary
from tests.cast import make_designation, make_material
from tests.councils import minutes_cast as cast


@pytest.fixture
def meeting(world):
    return cast.held_meeting(world)


def printed(*remarks: str, **more: Any) -> dict[str, Any]:
    return {
        "title": "量子試験協議会（第１回）議事要旨",
        "date_line": "令和８年１月１３日（火）",
        "place": "会議室A",
        "attendees": [{"name": "鈴木 座長", "affiliation": "試験大学"}],
        "sections": [
            {
                "heading": "意見交換",
                "paragraphs": [],
                "topics": [{"heading": "論点", "remarks": list(remarks)}],
            }
        ],
        **more,
    }


def found(world, meeting, *remarks: str, who: str = "sato", **more: Any) -> list[tuple[str, str]]:
    with acting_as(world.people[who]):
        return [(f.kind, f.place) for f in disclosure.check(printed(*remarks, **more), meeting)]


def test_a_clean_text_has_no_finding(world, meeting):
    assert found(world, meeting, "基礎研究を支援すべき。", "企業の関与が重要ではないか。") == []


@pytest.mark.parametrize(
    "text",
    [
        "鈴木座長から指摘があった。",
        "鈴木　座長 の意見に賛成。",
        "高橋委員の発言のとおり。",
        "先ほどの田中さんの話。",
        "ｽｽﾞｷ",
    ],
)
def test_names_of_attendees_are_found_with_and_without_blanks(world, meeting, text):
    assert found(world, meeting, text) == ([("name", "s0t0r0")] if text != "ｽｽﾞｷ" else [])


def test_a_family_name_that_is_a_word_is_left_alone(world, meeting):
    from councils.models import Attendance

    with acting_as(world.sato):
        Attendance.objects.create(item=meeting, name="原 一郎", is_present=True)
    assert found(world, meeting, "原則として公開する。原因を調べる。") == []
    assert found(world, meeting, "原委員の指摘。", "原一郎の指摘。") == [
        ("name", "s0t0r0"),
        ("name", "s0t0r1"),
    ]


def test_a_speaker_who_is_on_no_list_is_found_by_the_sheet(world, meeting):
    with acting_as(world.sato):
        record = minutes.open_record(meeting, by=world.sato)
        minutes.add_remark(record, by=world.sato, text="発言", topic="", speaker_name="臨時説明者")
    assert found(world, meeting, "臨時説明者によれば可能である。") == [("name", "s0t0r0")]


def test_a_remark_that_opens_with_its_speaker_is_certain(world, meeting):
    with acting_as(world.sato):
        (finding,) = disclosure.check(printed("（大和田委員）賛成である。"), meeting)
    assert finding.kind == "address" and finding.is_certain


def test_titles_subjects_and_rare_words_of_live_agreements_are_found_and_ended_ones_are_not(world, meeting):
    material = make_material(world.quantum, world.tanaka, sealed=True, title="極低温装置の内部名称")
    designation = make_designation(
        world,
        material,
        until="described",
        title="冷却条件に関する資料",
        subject="「零点調整」の数値",
        extent="QX-7の表に限る",
    )
    assert found(world, meeting, "冷却条件に 関する資料を見た。") == [("designation", "s0t0r0")]
    assert found(world, meeting, "零点調整を行う。", "ｑｘ－７を使う。") == [
        ("keyword", "s0t0r0"),
        ("keyword", "s0t0r1"),
    ]
    from confidentiality import agreements

    with acting_as(world.tanaka):
        agreements.withdraw(designation, by=world.tanaka, note="取下げ")
    assert found(world, meeting, "冷却条件に関する資料を見た。", "零点調整を行う。") == []


def test_names_of_papers_that_are_not_public_and_their_numbers_are_found(world, meeting):
    closed = make_material(world.quantum, world.tanaka, title="光学系の改良計画")
    opened = make_material(world.quantum, world.tanaka, title="公表済みの概要資料")
    with acting_as(world.tanaka):
        opened.disclosure = "public"
        opened.save()
    with acting_as(world.sato):
        Handout.objects.create(meeting=meeting, item_id=closed.pk, number=3)
        Handout.objects.create(meeting=meeting, item_id=opened.pk, number=4)
    assert found(
        world, meeting, "光学系の改良計画について。", "資料３のとおり。", "資料４と公表済みの概要資料。"
    ) == [("material", "s0t0r0"), ("handout", "s0t0r1")]


def test_traces_are_found_in_every_line_of_the_paper(world, meeting):
    assert found(
        world,
        meeting,
        "見えない\u200b文字。",
        "連絡は taro@example.jp まで。",
        r"C:\Users\taro\議事.docx にある。",
    ) == [("trace", "s0t0r0"), ("trace", "s0t0r1"), ("trace", "s0t0r2")]
    assert found(world, meeting, "本文。", place="会議室\u202eA") == [("trace", "frame")]


def test_what_is_under_seal_is_found_without_being_shown(world, meeting):
    """The secretary does not hold the material; the database answers with the place and no word."""
    material = make_material(
        world.quantum, world.tanaka, sealed=True, title="第三工程の加圧手順", public_title="試験条件"
    )
    with acting_as(world.tanaka):
        MaterialVersion.objects.create(
            item=material, number=2, text="加圧は三段階で行い、各段の保持時間を十二分とする。\n別の行。"
        )
    make_designation(world, material, until="described", title="ある資料", subject="数値")
    with acting_as(world.sato):
        from councils.models import Material

        assert not Material.objects.filter(pk=material.pk).exists()
    text = ("第三 工程の加圧手順は有効。", "加圧は三段階で行い、各段の 保持時間を十二分とする。", "別の行。")
    assert found(world, meeting, *text) == [("sealed", "s0t0r0"), ("sealed", "s0t0r1")]
    with acting_as(world.sato):
        assert all(
            (f.start, f.end) == (0, 0) and f.is_certain for f in disclosure.check(printed(*text), meeting)
        )
    for key in ("ito", "kobayashi", "inoue"):  # no oracle for anybody else
        with acting_as(world.people[key]), connection.cursor() as cursor:
            cursor.execute("select app.passages_under_seal(%s, %s)", [world.quantum.pk, list(text)])
            assert cursor.fetchone()[0] == [], key


def test_a_material_nobody_has_described_yet_is_nobodys_business(world, meeting):
    make_material(world.quantum, world.tanaka, sealed=True, title="まだ誰も知らない材料")
    assert found(world, meeting, "まだ誰も知らない材料が要る。") == []


def test_a_certain_finding_stops_publication_and_an_uncertain_one_is_for_a_person_to_judge(world, meeting):
    summary = cast.summary_in(
        world, meeting, "drafting", said=[("論点", "suzuki", "鈴木さんという名の会社もある。")]
    )
    with acting_as(world.sato):
        (finding,) = disclosure.check(summary.printed, meeting)
    MinutesSummary.objects.filter(pk=summary.pk).update(state="disclosure_check", approved_by=world.suzuki)
    summary = MinutesSummary.objects.get(pk=summary.pk)
    with acting_as(world.sato):
        with pytest.raises(WrongState):
            minutes.clear_summary(summary, by=world.sato, shown=summary.text_hash)
        assert (
            minutes.clear_summary(
                summary, by=world.sato, shown=summary.text_hash, looked_at=[finding.key]
            ).state
            == "approved"
        )
        assert MinutesSummary.objects.get(pk=summary.pk).findings == []


def test_a_title_agreed_after_the_check_still_stops_publication(world, meeting):
    summary = cast.summary_in(
        world, meeting, "approved", said=[("論点", "suzuki", "新しい合金の配合比について。")]
    )
    material = make_material(world.quantum, world.tanaka, sealed=True)
    make_designation(world, material, until="described", title="新しい合金の配合比")
    with acting_as(world.sato), pytest.raises(WrongState):
        minutes.publish_summary(summary, by=world.sato, shown=summary.text_hash)


def test_the_check_asks_the_database_a_fixed_number_of_times(world, meeting, django_assert_num_queries):
    with acting_as(world.sato):
        for remarks in (["短い。"], [f"{n}番目の長い発言である。" for n in range(60)]):
            with django_assert_num_queries(6):
                disclosure.check(printed(*remarks), meeting)


def test_the_check_refuses_a_text_that_is_not_the_anonymous_form(world, meeting):
    with acting_as(world.sato), pytest.raises(ValueError, match="speaker"):
        disclosure.check({**printed("本文"), "speakers": ["誰か"]}, meeting)


# The notation of the body ---------------------------------------------------------------------------

_line = (
    st.text(alphabet="発言の要旨○《》（）１2議 論。", min_size=1, max_size=20)
    .map(lambda t: t.strip(" 　"))
    .filter(bool)
)
_paragraph = st.lists(_line, min_size=1, max_size=2).map("\n".join)
_topic = st.fixed_dictionaries(
    {
        "heading": _line.map(lambda t: "論" + t),
        "remarks": st.lists(_paragraph.map(lambda t: "発" + t), min_size=1, max_size=3),
    }
)
_section = st.fixed_dictionaries(
    {
        "heading": _line.map(lambda t: "節" + t),
        "paragraphs": st.lists(_paragraph.map(lambda t: "説" + t), max_size=2),
        "topics": st.lists(_topic, max_size=3),
    }
)


@given(st.lists(_section, max_size=4))
@settings(deadline=None, max_examples=200)
def test_the_body_people_edit_reads_back_as_it_was(sections):
    again = notation.read_body(notation.write_body(sections))
    for section in again:
        for topic in section["topics"]:
            assert topic["heading"].startswith("《") and topic["heading"].endswith("》")
            topic["heading"] = topic["heading"][1:-1]
    assert again == sections
    assert notation.write_body(again) == notation.write_body(sections)


def test_official_numbers_follow_what_exists_and_other_numbers_stay():
    text = (
        "（１）事務局説明等\n\n事務局から説明。\n\n（２）意見交換\n\n《論点》\n\n○ 一つ目\n続き\n\n○ 二つ目"
    )
    sections = notation.read_body(text)
    assert [s["heading"] for s in sections] == ["事務局説明等", "意見交換"] and sections[1]["topics"][0][
        "remarks"
    ] == ["一つ目\n続き", "二つ目"]
    assert notation.write_body(sections[1:]).startswith("（１）意見交換")
    assert notation.read_body("(2) 意見交換")[0]["heading"] == "(2) 意見交換"
    assert (
        notation.write_body([{"heading": "", "paragraphs": ["（１）から始まる段落"], "topics": []}])
        == "　（１）から始まる段落\n"
    )


@pytest.mark.parametrize("text", ["", "\n\n", "○", "《", "（１）", "　", "（１）\n○\n《》", "\r\n○ a\r\n b"])
def test_any_text_reads_without_complaint(text):
    notation.write_body(notation.read_body(text))
