"""Minutes in and out: the published ones come back to the character, odd ones are shown before they are saved."""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import Item
from confidentiality.printing import FontsUnavailable
from councils import imported, minutes
from councils.minutes_reader import read_minutes
from councils.models import (
    Attendance,
    Council,
    Meeting,
    Membership,
    MinutesRecord,
    MinutesSummary,
    RemarkSpeaker,
    SpeakerSheet,
)
from tests.councils.minutes_cast import signed_in

SOURCES = Path(__file__).resolve().parents[2] / "fixtures" / "published" / "source"
GOLDEN = ("meeting1_minutes.txt", "meeting2_minutes.txt")
WITH_SPEAKERS = """試作協議会（第３回）議事要旨

１ 日時
令和８年２月３日（火）午後１時００分から午後２時３０分までの間
２ 場所
会議室
３ 出席者
田中 企業  試験工業 部長
渡辺 調査  試験研究所 研究員
４ 議事概要
（１）意見交換
《論点》
○（田中委員）守る範囲を明確にしてほしい。
○（渡辺委員）成果は公開すべき。
以上
"""


def run(command: str, *args: Any, **options: Any) -> tuple[str, str, int]:
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(command, *map(str, args), stdout=out, stderr=err, **options)
    except SystemExit as stopped:
        return out.getvalue(), err.getvalue(), int(stopped.code)
    return out.getvalue(), err.getvalue(), 0


def characters(text: str) -> str:
    """As the golden comparison asks: no white space, page numbers, Markdown signs, bullets or corner label."""
    text = text.replace("資料８", "").replace("**", "").replace("\f", "\n")
    text = re.sub(r"^\s*-?\s?\d+\s?-?\s*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\s*(?:#+|-|○)\s*", "", text, flags=re.MULTILINE)
    return re.sub(r"[\s○]+", "", text)


@pytest.mark.parametrize("name", GOLDEN)
def test_published_minutes_come_back_character_for_character(world, tmp_path, name):
    answer = json.loads(run("import_minutes", SOURCES / name)[0])
    pdf = tmp_path / "out.pdf"
    try:
        assert run("export_minutes", answer["council"], answer["number"], out=pdf, docx=True)[2] == 0
    except FontsUnavailable:
        pytest.skip("the fonts of official papers are not on this host: python -m confidentiality.fonts")
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert characters(text) == characters((SOURCES / name).read_text(encoding="utf-8"))
    again = read_minutes(pdf.with_suffix(".docx").read_bytes(), filename="out.docx").as_json()
    same = {key: answer[key] for key in ("starts_at", "ends_at", "place", "attendees")}
    assert {key: again[key] for key in same} == same and len(again["remarks"]) == len(answer["remarks"])


def test_a_dry_run_prints_one_object_and_saves_nothing(world):
    before = Council.objects.count()
    out, err, code = run("import_minutes", SOURCES / GOLDEN[1], dry_run=True, json=True)
    answer = json.loads(out)
    assert list(answer) == [
        "title",
        "body",
        "number",
        "starts_at",
        "ends_at",
        "place",
        "attendees",
        "remarks",
        "agenda",
        "handouts",
        "unplaced",
    ]
    assert set(answer["attendees"][0]) == {"name", "affiliation", "group"} and set(answer["remarks"][0]) == {
        "heading",
        "speaker",
        "text",
    }
    assert (
        (err, code) == ("", 0)
        and Council.objects.count() == before
        and not Meeting.objects.filter(as_printed__isnull=False).exists()
    )


def test_saving_makes_a_closed_meeting_of_a_panel_with_both_records_and_publishes_nothing(world):
    code = json.loads(run("import_minutes", SOURCES / GOLDEN[1])[0])["council"]
    council = Council.objects.get(code=code)
    assert (
        council.council_kind == "panel"
        and council.name == "官民技術協力に関する検討会合"
        and not council.is_listed
        and council.room
    )
    meeting = Meeting.objects.get(council=council)
    assert meeting.is_closed and meeting.number == 2 and meeting.as_printed["label"] == "資料８"
    record, summary = MinutesRecord.objects.get(meeting=meeting), MinutesSummary.objects.get(meeting=meeting)
    assert (
        record.remarks.count() == 17
        and summary.state == "drafting"
        and SpeakerSheet.objects.get(record=record).speakers.count() == 0
    )
    for person in (None, world.sato, world.inoue, world.yoshida):
        with acting_as(person):
            assert not MinutesSummary.objects.filter(pk=summary.pk).exists()
    assert json.loads(run("import_minutes", SOURCES / GOLDEN[1])[0])["council"] == code
    assert Meeting.objects.filter(council=council).count() == 1  # the same minutes twice are saved once


def test_both_meetings_of_one_body_go_to_one_council(world):
    codes = {json.loads(run("import_minutes", SOURCES / name)[0])["council"] for name in GOLDEN}
    assert len(codes) == 1 and sorted(
        Meeting.objects.filter(council__code=codes.pop()).values_list("number", flat=True)
    ) == [1, 2]


@pytest.mark.parametrize("name", ["framework.txt", "interim_summary.txt", "meeting1_slides.txt"])
def test_a_file_that_is_not_minutes_is_one_sentence_and_exit_code_two(world, name):
    out, err, code = run("import_minutes", SOURCES / name)
    assert out == "" and code == 2 and err.strip().count("\n") == 0 and err.strip().endswith("。")


def test_a_missing_file_an_unknown_code_and_another_text_under_the_same_number_are_refused(world, tmp_path):
    assert run("import_minutes", tmp_path / "nothing.txt")[2] == 2
    source = tmp_path / "minutes.txt"
    source.write_text(WITH_SPEAKERS, encoding="utf-8")
    assert run("import_minutes", source, council="no-such")[2] == 2
    assert run("import_minutes", source, council="quantum")[2] == 0
    source.write_text(WITH_SPEAKERS.replace("会議室", "別の部屋"), encoding="utf-8")
    _out, err, code = run("import_minutes", source, council="quantum")
    assert code == 2 and "すでに登録されています" in err
    assert run("export_minutes", "quantum", 9, out=tmp_path / "x.pdf")[2] == 2


def test_speakers_of_a_file_go_to_the_sheet_and_members_are_recognised(world, tmp_path):
    source = tmp_path / "minutes.txt"
    source.write_text(WITH_SPEAKERS, encoding="utf-8")
    run("import_minutes", source, council="quantum")
    meeting = Meeting.objects.get(council=world.quantum, number=3)
    assert {
        a.membership.person for a in Attendance.objects.filter(item=meeting, membership__isnull=False)
    } == {world.tanaka, world.watanabe}
    assert set(RemarkSpeaker.objects.values_list("name", "person__email")) == {
        ("田中委員", "tanaka@example.jp"),
        ("渡辺委員", "watanabe@example.jp"),
    }
    summary = MinutesSummary.objects.get(meeting=meeting)
    body = json.dumps(summary.printed["sections"], ensure_ascii=False)
    assert "田中" not in body and "渡辺" not in body
    with acting_as(world.tanaka):
        assert [
            line.remark.text for line in RemarkSpeaker.objects.filter(remark__item__meeting=meeting)
        ] == []  # not before the record is opened
    with acting_as(world.sato):
        assert (
            minutes.compose(MinutesRecord.objects.get(meeting=meeting)).title
            == "試作協議会（第３回）議事要旨"
        )


def test_a_panel_can_get_its_secretariat_with_the_import(world, tmp_path):
    source = tmp_path / "minutes.txt"
    source.write_text(WITH_SPEAKERS, encoding="utf-8")
    code = json.loads(run("import_minutes", source, by="yamamoto@example.jp")[0])["council"]
    with acting_as(world.yamamoto):
        assert Council.objects.get(code=code).establishing_organisation.name == "試験省"
        assert MinutesSummary.objects.get(council__code=code).number == 3
    with acting_as(world.sato):
        assert not Council.objects.filter(code=code).exists()


# The page -------------------------------------------------------------------------------------------


def upload(client: Client, council: Council, text: str, name: str = "minutes.txt") -> Any:
    file = io.BytesIO(text.encode())
    file.name = name
    return client.post(reverse("minutes_import", args=[council.pk]), {"file": file})


def sent(preview: Any) -> dict[str, Any]:
    """What a browser sends back of the preview as it stands."""
    data: dict[str, Any] = {"step": "save"}
    for formset in (preview.people, preview.blocks):
        data |= {
            f"{formset.prefix}-{name}": formset.management_form[name].value()
            for name in ("TOTAL_FORMS", "INITIAL_FORMS")
        }
        for form in formset.forms:
            data |= {form[name].html_name: form[name].value() or "" for name in form.fields}
    for name in preview.meeting.fields:
        bound = preview.meeting[name]
        value = (
            bound.field.prepare_value(bound.value())
            if hasattr(bound.field, "prepare_value")
            else bound.value()
        )
        if name == "day" and value:
            data |= {
                widget["name"]: widget["value"]
                for widget in bound.field.widget.get_context("day", value, {})["widget"]["subwidgets"]
            }
        else:
            data[name] = value if value is not None else ""
    return data


def test_a_file_is_shown_before_anything_is_saved_and_saved_as_corrected(world):
    client = signed_in(Client(), world.sato)
    text = WITH_SPEAKERS.replace("以上\n", "以上\n（文責：事務局）\n")
    page = upload(client, world.quantum, text)
    preview = page.context["preview"]
    assert page.status_code == 200 and not Meeting.objects.exists() and "未配置" in page.content.decode()
    data = sent(preview)
    data = {
        k: ("守る範囲と期間を明確にしてほしい。" if v == "守る範囲を明確にしてほしい。" else v)
        for k, v in data.items()
    }
    saved = client.post(reverse("minutes_import", args=[world.quantum.pk]), data)
    assert saved.status_code == 302
    meeting = Meeting.objects.get(council=world.quantum)
    record = MinutesRecord.objects.get(meeting=meeting)
    assert [r.text for r in record.remarks.all()] == [
        "守る範囲と期間を明確にしてほしい。",
        "成果は公開すべき。",
    ]
    assert RemarkSpeaker.objects.count() == 2 and "文責" in str(meeting.as_printed["unplaced"])
    printed = MinutesSummary.objects.get(meeting=meeting).printed
    assert printed["title"] == "試作協議会（第３回）議事要旨" and printed["sections"][0]["topics"][0][
        "remarks"
    ][0].startswith("守る範囲と期間")
    assert "文責" not in json.dumps(printed, ensure_ascii=False)
    assert client.get(saved.url).status_code == 200


def test_the_preview_of_a_published_paper_saves_the_same_text_as_the_command(world):
    client = signed_in(Client(), world.sato)
    for name in GOLDEN:
        read = read_minutes((SOURCES / name).read_bytes(), filename=name)
        page = upload(client, world.quantum, (SOURCES / name).read_text(encoding="utf-8"), name)
        assert (
            client.post(
                reverse("minutes_import", args=[world.quantum.pk]), sent(page.context["preview"])
            ).status_code
            == 302
        )
        kept = MinutesSummary.objects.get(council=world.quantum, number=read.number)
        assert kept.printed == imported.Source.of(read).printed


def test_what_is_wrong_in_the_preview_is_said_and_nothing_is_lost(world):
    client = signed_in(Client(), world.sato)
    data = sent(upload(client, world.quantum, WITH_SPEAKERS).context["preview"])
    wrong = client.post(
        reverse("minutes_import", args=[world.quantum.pk]), {**data, "number": "", "starts": "25:99"}
    )
    body = wrong.content.decode()
    assert (
        wrong.status_code == 422
        and "2か所を直してください" in body
        and "守る範囲を明確にしてほしい。" in body
        and not Meeting.objects.exists()
    )


@pytest.mark.parametrize("text", ["これは買い物の一覧です。\nりんご\nみかん\n", ""])
def test_a_file_that_is_not_minutes_is_a_sentence_beside_the_field(world, text):
    page = upload(signed_in(Client(), world.sato), world.quantum, text)
    assert page.status_code == 422 and page.context["form"].errors["file"]


def test_only_the_secretariat_imports(world):
    for key, code in (
        ("sato", 200),
        ("suzuki", 403),
        ("tanaka", 403),
        ("kobayashi", 404),
        ("inoue", 404),
        ("yoshida", 404),
    ):
        assert (
            signed_in(Client(), world.people[key])
            .get(reverse("minutes_import", args=[world.quantum.pk]))
            .status_code
            == code
        ), key


def test_the_system_saves_what_a_file_of_any_kind_says_or_says_why_not(world):
    """Every sample of the reader's tests is either saved and printed back or refused with a sentence."""
    samples = sorted(
        p
        for p in (Path(__file__).parent / "data" / "minutes").glob("*.*")
        if p.suffix in (".txt", ".md", ".docx")
    )
    with acting_as_system("test"):
        for sample in samples:
            source = imported.Source.of(read_minutes(sample.read_bytes(), filename=sample.name))
            council = imported.council_named(source.body or "無題の会合")
            try:
                meeting = imported.save(source, council=council, by=None)
            except imported.NotSaved as refused:
                assert str(refused).endswith("。")
                continue
            kept = MinutesSummary.objects.get(meeting=meeting)
            assert kept.printed == dict(source.printed)
            assert (
                sum(len(t["remarks"]) for s in kept.printed["sections"] for t in s["topics"])
                == meeting.record.remarks.count()
            ), sample.name
    assert len(samples) > 25


def test_what_is_imported_belongs_to_the_council_and_to_nobody(world):
    """Whoever brought the file keeps no sight of it when they leave: standing opens it, and ends with it."""
    source = imported.Source.of(read_minutes(WITH_SPEAKERS.encode(), filename="3.txt"))
    with acting_as(world.sato):
        meeting = imported.save(source, council=world.quantum, by=world.sato)
    with acting_as_system("test"):
        panel = imported.council_named("新しい検討会合", by=world.yamamoto)
        kept = Item.objects.filter(custodian__isnull=False).filter(
            Q(pk__in=[meeting.pk, panel.pk]) | Q(container__in=[meeting.pk, panel.pk, world.quantum.pk])
        )
        assert not kept.exists(), list(kept.values_list("kind", flat=True))
    with acting_as(world.yamamoto):
        assert Council.objects.filter(pk=panel.pk).exists()
    Membership.objects.filter(person=world.yamamoto).update(state="removed", valid_until=timezone.now())
    with acting_as(world.yamamoto):
        assert not Council.objects.filter(pk=panel.pk).exists()
