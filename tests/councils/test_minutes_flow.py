"""Minutes from the first remark to the public edition: who does what, in which order, and what stays where."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.fields import TOKYO
from confidentiality.acting import acting_as
from confidentiality.models import Entry, Item, OutboxMessage
from confidentiality.verbs import Refused, WrongState, perform
from councils import minutes
from councils.models import (
    MinutesRecord,
    MinutesSummary,
    RecordReply,
    Remark,
    RemarkSpeaker,
    RemarkSuggestion,
    SpeakerSheet,
    SummaryEdition,
    SummaryReply,
)
from tests.councils import minutes_cast as cast


@pytest.fixture
def meeting(world):
    return cast.held_meeting(world)


def test_the_record_and_its_sheet_belong_to_secretariat_and_chair_and_end_with_their_seats(world, meeting):
    with acting_as(world.sato):
        record = minutes.open_record(meeting, by=world.sato)
        again = minutes.open_record(meeting, by=world.sato)
    assert again.pk == record.pk
    assert Item.objects.get(pk=record.pk).custodian_id is None and SpeakerSheet.objects.get(
        record=record
    ).pk == minutes.sheet_id(meeting.pk)
    for key, sees in (
        ("sato", True),
        ("suzuki", True),
        ("tanaka", False),
        ("ito", False),
        ("kobayashi", False),
        ("yoshida", False),
    ):
        with acting_as(world.people[key]):
            assert MinutesRecord.objects.filter(pk=record.pk).exists() is sees, key
            assert SpeakerSheet.objects.filter(record=record).exists() is sees, key


def test_only_the_secretariat_opens_a_record_and_only_of_a_held_meeting(world):
    early = cast.held_meeting(world, number=2, state="announced")
    with acting_as(world.sato), pytest.raises(WrongState):
        minutes.open_record(early, by=world.sato)
    held = cast.held_meeting(world, number=3)
    with acting_as(world.tanaka), pytest.raises(Refused):
        minutes.open_record(held, by=world.tanaka)


def test_a_speaker_is_written_to_the_sheet_and_nowhere_else(world, meeting):
    record = cast.written_record(world, meeting)
    with acting_as(world.sato):
        assert RemarkSpeaker.objects.filter(remark__item=record).count() == 3
        assert not {f.name for f in Remark._meta.fields} & {"speaker", "attendance", "person", "name"}
    with acting_as(world.suzuki):
        assert RemarkSpeaker.objects.filter(remark__item=record).count() == 3
    with acting_as(world.tanaka):
        assert RemarkSpeaker.objects.count() == 1  # their own line, by their own name


def test_two_people_editing_one_remark_lose_no_words(world, meeting):
    record = cast.written_record(world, meeting)
    with acting_as(world.sato):
        remark = record.remarks.first()
        shown = remark.version
        minutes.edit_remark(remark, by=world.sato, shown=shown, text="先に保存した文。", topic=remark.topic)
        with pytest.raises(minutes.Conflict) as conflict:
            minutes.edit_remark(
                remark, by=world.sato, shown=shown, text="後から保存した文。", topic=remark.topic
            )
        assert conflict.value.current.text == "先に保存した文。"
        minutes.edit_remark(
            remark, by=world.sato, shown=shown, text="先に保存した文。", topic=remark.topic
        )  # the same words: no conflict


def test_remarks_move_and_go_while_the_record_is_made(world, meeting):
    record = cast.written_record(world, meeting)
    with acting_as(world.sato):
        first, second, third = record.remarks.all()
        minutes.move_remark(third, by=world.sato, up=True)
        minutes.move_remark(first, by=world.sato, up=True)  # at the top already
        assert [r.pk for r in record.remarks.all()] == [first.pk, third.pk, second.pk]
        minutes.delete_remark(second, by=world.sato)
        assert record.remarks.count() == 2 and RemarkSpeaker.objects.filter(remark__item=record).count() == 2


def test_attendees_confirm_their_own_remarks_and_the_last_one_counts_as_their_reply(world, meeting):
    record = cast.confirming(world, meeting)
    with acting_as(world.tanaka):
        (line,) = minutes.own_lines(record, world.tanaka)
        assert line.remark.text == "守る範囲を明確にしてほしい。"
        with pytest.raises(WrongState):
            minutes.confirm_remarks(record, by=world.tanaka, shown={line.remark_id: "something older"})
        assert minutes.confirm_remarks(record, by=world.tanaka, shown={line.remark_id: line.remark.version})
        assert minutes.confirm_remarks(
            record, by=world.tanaka, shown={line.remark_id: line.remark.version}
        )  # twice is once
    assert RecordReply.objects.filter(item=record).count() == 1
    with acting_as(world.ito), pytest.raises(Refused):  # a member who was not there
        minutes.confirm_remarks(record, by=world.ito, shown={})
    with acting_as(world.suzuki):
        assert {a.membership.person for a in MinutesRecord.objects.get(pk=record.pk).unconfirmed()} == {
            world.suzuki,
            world.takahashi,
        }


def test_a_correction_is_taken_or_left_and_a_question_has_nothing_to_take(world, meeting):
    record = cast.confirming(world, meeting)
    with acting_as(world.tanaka):
        (line,) = minutes.own_lines(record, world.tanaka)
        minutes.suggest(
            line.remark, by=world.tanaka, text="守る範囲と期間を明確にしてほしい。", reason="言い間違い"
        )
        with pytest.raises(WrongState):
            minutes.suggest(line.remark, by=world.tanaka, text="もう一つの案", reason="別の案")
    with acting_as(world.takahashi):
        others = Remark.objects.exclude(pk=minutes.own_lines(record, world.takahashi)[0].remark_id).first()
        with pytest.raises(Refused):
            minutes.suggest(others, by=world.takahashi, text="人の発言を直す", reason="理由")
        assert not RemarkSuggestion.objects.exists()
    with acting_as(world.suzuki), pytest.raises(WrongState):
        minutes.approve_record(record, by=world.suzuki)
    with acting_as(world.sato):
        minutes.decide_suggestion(RemarkSuggestion.objects.get(), by=world.sato, take=True)
        assert Remark.objects.get(pk=line.remark_id).text == "守る範囲と期間を明確にしてほしい。"
        assert RemarkSpeaker.objects.get(remark=line.remark_id).confirmed_at is not None
    with acting_as(world.suzuki):
        mine = minutes.own_lines(record, world.suzuki)[0]
        minutes.suggest(mine.remark, by=world.suzuki, reason="この表現でよいか相談したい")
    with acting_as(world.sato):
        question = RemarkSuggestion.objects.get(state="open")
        assert question.text == ""
        with pytest.raises(WrongState):
            minutes.decide_suggestion(question, by=world.sato, take=True)
        minutes.decide_suggestion(question, by=world.sato, take=False)


def test_a_wording_changed_after_confirmation_waits_for_its_speaker_again(world, meeting):
    record = cast.confirming(world, meeting)
    cast.confirm_all(world, record)
    with acting_as(world.sato):
        remark = Remark.objects.get(text="守る範囲を明確にしてほしい。")
        minutes.edit_remark(
            remark,
            by=world.sato,
            shown=remark.version,
            text="守る範囲を明確にすべき。",
            topic=remark.topic,
            speaker=cast.attendance(meeting, world.tanaka),
        )
    with acting_as(world.suzuki):
        assert [a.membership.person for a in MinutesRecord.objects.get(pk=record.pk).unconfirmed()] == [
            world.tanaka
        ]
        with pytest.raises(WrongState):
            minutes.approve_record(record, by=world.suzuki)


def test_silence_is_silence_until_the_deadline_and_recorded_after_it(world, meeting):
    record = cast.confirming(world, meeting)
    with acting_as(world.suzuki), pytest.raises(WrongState):
        minutes.approve_record(record, by=world.suzuki)
    MinutesRecord.objects.filter(pk=record.pk).update(confirm_by=timezone.now() - timedelta(seconds=1))
    with acting_as(world.suzuki):
        minutes.approve_record(record, by=world.suzuki)
    assert Entry.objects.get(verb="approve", subject="councils.minutesrecord").note["unconfirmed"] == 3


def test_an_approved_record_never_changes_and_takes_addenda(world, meeting):
    record = cast.approved(world, meeting)
    with acting_as(world.sato):
        remark = record.remarks.first()
        with pytest.raises(WrongState):
            minutes.edit_remark(remark, by=world.sato, shown=remark.version, text="変える", topic="")
        with pytest.raises(WrongState):
            minutes.add_remark(record, by=world.sato, text="足す", topic="")
        with pytest.raises(DatabaseError), transaction.atomic():
            Remark.objects.filter(pk=remark.pk).update(text="裏から変える")
        minutes.add_addendum(
            MinutesRecord.objects.get(pk=record.pk), by=world.sato, text="出席者の役職に誤りがあった。"
        )
    with acting_as(world.tanaka), pytest.raises(Refused):
        minutes.add_addendum(MinutesRecord.objects.get(pk=record.pk), by=world.tanaka, text="だれでも書ける")


def test_the_summary_takes_what_exists_and_numbers_follow(world, meeting):
    record = cast.written_record(world, meeting)
    with acting_as(world.sato):
        bare = minutes.compose(record)
        assert [s["heading"] for s in bare.printed_sections] == ["（１）意見交換"]
        record = minutes.explain(record, by=world.sato, text="事務局から、資料の内容について説明。")
        full = minutes.compose(record)
    assert [s["heading"] for s in full.printed_sections] == ["（１）事務局説明等", "（２）意見交換"]
    assert (
        full.title == "量子試験協議会（第１回）議事要旨"
        and full.date_line == "令和８年１月１３日（火）午後７時００分から午後７時５０分までの間"
    )
    assert [t.heading for t in full.sections[1].topics] == ["枠組み", "体制"]


def test_only_those_who_were_there_are_printed_and_never_the_secretariat(world, meeting):
    from councils.models import Attendance

    with acting_as(world.sato):
        Attendance.objects.create(
            item=meeting, membership=world.seats["sato"], name=world.sato.name, is_present=True
        )
        Attendance.objects.create(
            item=meeting, name="客員 一郎", kana="あ", affiliation="客員研究所", is_present=True
        )
        record = minutes.open_record(meeting, by=world.sato)
        names = [a.name for a in minutes.compose(record).attendees]
    assert names == [
        "鈴木 座長",
        "高橋 代表",
        "田中 企業",
        "客員 一郎",
    ]  # the cast's readings are Latin: suzuki, takahashi, tanaka, あ


def test_bullets_do_not_follow_the_order_of_speaking_unless_asked(world, meeting):
    said = [("論点", who, f"{n}番目の発言。") for n, who in enumerate(["suzuki", "takahashi", "tanaka"] * 4)]
    record = cast.written_record(world, meeting, said)
    with acting_as(world.sato):
        spoken = minutes.compose(record, in_order_of_speaking=True).sections[0].topics[0].remarks
        mixed, again = (minutes.compose(record).sections[0].topics[0].remarks for _ in range(2))
    assert spoken == tuple(text for _topic, _who, text in said)
    assert mixed != spoken and sorted(mixed) == sorted(spoken) and mixed == again


def test_remarks_left_out_or_under_a_guarded_material_are_not_composed(world, meeting):
    from tests.cast import make_material

    material = make_material(world.quantum, world.sato, title="装置の図面")
    record = cast.written_record(world, meeting)
    with acting_as(world.sato):
        minutes.add_remark(record, by=world.sato, text="載せない発言。", topic="体制", in_summary=False)
        minutes.add_remark(
            record,
            by=world.sato,
            text="図面の中身に触れた発言。",
            topic="体制",
            cover=Item.objects.get(pk=material.pk),
        )
        minutes.add_remark(
            record, by=world.sato, text="長い発言の全文。", topic="体制", summary_text="短くした発言。"
        )
        text = str(minutes.compose(record).to_dict())
    assert (
        "載せない" not in text
        and "図面の中身" not in text
        and "全文" not in text
        and "短くした発言。" in text
    )


def test_the_text_is_edited_while_drafted_and_checked_and_two_editors_are_told(world, meeting):
    summary = cast.summary_in(world, meeting, "attendee_check")
    with acting_as(world.sato):
        changed = minutes.save_printed(summary, by=world.sato, shown=summary.text_hash, place="会議室B")
        with pytest.raises(minutes.Conflict):
            minutes.save_printed(summary, by=world.sato, shown=summary.text_hash, place="会議室C")
        with pytest.raises(ValueError):
            minutes.save_printed(
                changed, by=world.sato, shown=changed.text_hash, sections=[{"heading": "", "speaker": "誰か"}]
            )
    with acting_as(world.tanaka), pytest.raises(Refused):
        minutes.save_printed(changed, by=world.tanaka, shown=changed.text_hash, place="会議室D")


def test_answers_to_the_draft_stay_off_the_summary(world, meeting):
    summary = cast.summary_in(world, meeting, "attendee_check")
    with acting_as(world.tanaka):
        minutes.reply_to_summary(summary, by=world.tanaka, answer="correct", text="二つ目の○を直してほしい")
    with acting_as(world.ito), pytest.raises(Refused):
        minutes.reply_to_summary(summary, by=world.ito, answer="fine")
    for key, n in (("sato", 1), ("suzuki", 1), ("tanaka", 1), ("takahashi", 0), ("ito", 0), ("inoue", 0)):
        with acting_as(world.people[key]):
            assert SummaryReply.objects.filter(summary=summary).count() == n, key
    with acting_as(world.sato), pytest.raises(WrongState):
        minutes.submit_to_chair(summary, by=world.sato)  # two have not answered and the deadline is ahead


def test_the_chair_approves_the_text_on_the_screen_and_another_person_clears_it(world, meeting):
    summary = cast.summary_in(world, meeting, "chair_approval")
    with acting_as(world.suzuki):
        with pytest.raises(minutes.Conflict):
            minutes.approve_summary(summary, by=world.suzuki, shown="another text")
        summary = minutes.approve_summary(summary, by=world.suzuki, shown=summary.text_hash)
        with pytest.raises(Refused):  # the chair who approved is not the one who checks
            minutes.clear_summary(summary, by=world.suzuki, shown=summary.text_hash)
    with acting_as(world.sato), pytest.raises(WrongState):
        minutes.save_printed(summary, by=world.sato, shown=summary.text_hash, place="後から")


def test_publication_opens_the_summary_and_nothing_beside_it(world, meeting):
    summary = cast.summary_in(world, meeting, "published")
    with acting_as(None):
        assert MinutesSummary.objects.get(pk=summary.pk).state == "published"
        assert SummaryEdition.objects.get(item=summary).text_hash == summary.text_hash
        for model in (
            MinutesRecord,
            SpeakerSheet,
            Remark,
            RemarkSpeaker,
            RemarkSuggestion,
            RecordReply,
            SummaryReply,
        ):
            assert not model.objects.exists(), model
    assert OutboxMessage.objects.filter(topic="summary.published", item_id=summary.pk).count() == 1


def test_a_correction_is_a_dated_edition_and_the_first_stays(world, meeting):
    summary = cast.summary_in(world, meeting, "published")
    first = summary.text_hash
    with acting_as(world.sato):
        with pytest.raises(WrongState):
            minutes.correct_summary(
                summary, by=world.sato, shown=first, reason="誤記", on=datetime(2026, 2, 1).date()
            )
        summary = minutes.correct_summary(
            summary,
            by=world.sato,
            shown=first,
            reason="場所の誤記",
            on=datetime(2026, 2, 1).date(),
            place="会議室Z",
        )
    with acting_as(None):
        editions = list(SummaryEdition.objects.filter(item=summary))
    assert (
        [e.number for e in editions] == [2, 1]
        and editions[1].text_hash == first
        and editions[0].text_hash == summary.text_hash
    )
    assert (
        summary.printed["correction"] == "（訂正版：令和８年２月１日）"
        and summary.printed["place"] == "会議室Z"
    )


def test_withholding_needs_the_chair_and_a_reason(world, meeting):
    summary = cast.summary_in(world, meeting, "drafting")
    with acting_as(world.sato), pytest.raises(Refused):
        perform("withhold", summary, by=world.sato, reason="理由")
    with acting_as(world.suzuki):
        with pytest.raises(WrongState):
            perform("withhold", summary, by=world.suzuki, reason="　")
        assert (
            perform("withhold", summary, by=world.suzuki, reason="全員が守秘の対象と決めたため").state
            == "unpublished"
        )


def test_no_trace_of_a_speaker_in_journal_outbox_or_summary(world, meeting):
    """Hostile: every text the acts leave behind is searched for who spoke."""
    canary = "カナリヤ小次郎"
    with acting_as(world.sato):
        record = minutes.open_record(meeting, by=world.sato)
        remark = minutes.add_remark(
            record, by=world.sato, text="発言の中身。", topic="論点", speaker_name=canary
        )
        minutes.edit_remark(
            remark,
            by=world.sato,
            shown=remark.version,
            text="発言の中身を直した。",
            topic="論点",
            speaker_name=canary,
        )
        minutes.add_remark(
            record,
            by=world.sato,
            text="田中の発言。",
            topic="論点",
            speaker=cast.attendance(meeting, world.tanaka),
        )
        minutes.send_for_confirmation(
            record, by=world.sato, confirm_by=datetime.now(TOKYO) + timedelta(days=1)
        )
    with acting_as(world.tanaka):
        line = minutes.own_lines(record, world.tanaka)[0]
        minutes.suggest(line.remark, by=world.tanaka, reason="相談")
        minutes.confirm_remarks(record, by=world.tanaka, shown={line.remark_id: line.remark.version})
    with acting_as(world.sato):
        summary = minutes.compose_summary(record, by=world.sato)
    said = {str(pk) for pk in Remark.objects.values_list("pk", flat=True)}
    for entry in Entry.objects.all():
        assert canary not in str(entry.note)
        if entry.actor_id == world.tanaka.pk:  # an act of a speaker never names the remark
            assert str(entry.subject_id) not in said and not said & set(map(str, entry.note.values()))
    assert not any(
        canary in str(m.note) or said & set(map(str, m.note.values()))
        for m in OutboxMessage.objects.all()
        if m.topic.startswith("record")
    )
    assert canary not in str(summary.printed) and "speaker" not in str(summary.printed)
