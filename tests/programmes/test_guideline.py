"""A guideline goes out only whole, discussed, answered and decided; one is in force; nobody outside meets a draft."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.models import Entry, Item, OutboxMessage, PrintJob
from confidentiality.tasks import deliver
from confidentiality.verbs import Refused, WrongState, perform
from councils import tasks
from programmes import comparison, guidelines, papers
from programmes.models import (
    CommentRound,
    ExpertOpinion,
    Guideline,
    GuidelineFile,
    GuidelineSection,
    PublicComment,
)
from tests import verapdf
from tests.councils.visitors import browser
from tests.programmes import policy_cast as play


@pytest.fixture
def by(world):
    return play.officer(world)


def say(answer) -> str:
    return answer.content.decode()


# The way to publication ------------------------------------------------------------------------------------


def test_a_guideline_with_an_empty_mandatory_section_goes_nowhere(by):
    made = play.draft(by, whole=False)
    with acting_as(by), pytest.raises(WrongState, match="指定基金"):
        perform("ask_experts", made, by=by)


def test_the_public_is_asked_only_after_experts_and_with_their_opinions_dealt_with(by):
    made = play.draft(by)
    until = timezone.now() + timedelta(days=40)
    with acting_as(by):
        made = perform("ask_experts", made, by=by)
        for sentence in ("1件以上", "対応を書いていない"):
            with pytest.raises(WrongState, match=sentence):
                perform("open_comments", made, by=by, shown=made.text_hash, closes_at=until)
            guidelines.record_opinion(made, by=by, given_by="甲", given_on=today(), text="意見")
        for opinion in ExpertOpinion.objects.filter(guideline=made):
            guidelines.record_opinion(made, by=by, opinion=opinion, response="直した")
        with pytest.raises(WrongState, match="変わりました"):
            perform("open_comments", made, by=by, shown="0" * 64, closes_at=until)
        with pytest.raises(WrongState, match="30日に満たない"):
            perform(
                "open_comments",
                made,
                by=by,
                shown=made.text_hash,
                closes_at=timezone.now() + timedelta(days=9),
            )
        assert (
            perform("open_comments", made, by=by, shown=made.text_hash, closes_at=until).state
            == "public_comment"
        )


def test_the_text_stands_still_while_the_public_reads_it_and_can_take_up_what_was_said(by):
    made = play.put_to_public(by)
    section = made.sections.first()
    change = {"kind": section.kind, "level": 1, "heading": "新しい見出し", "text": "直した本文"}
    with acting_as(by):
        with pytest.raises(WrongState, match="変更できません"):
            guidelines.edit_section(section, by=by, shown=section.text_hash, **change)
    play.over(made)
    with acting_as(by):
        guidelines.edit_section(section, by=by, shown=section.text_hash, **change)
        shown = CommentRound.objects.get(guideline=made)
        assert "直した本文" not in str(shown.text), "what was put to the public stays as it was put"
        assert shown.text_hash != made.text_hash


def test_nothing_is_decided_while_one_comment_is_unanswered(by):
    made = play.put_to_public(by)
    first, second = play.commented(by, made), play.commented(by, made, text="二つ目の意見")
    play.answered(by, made, first)
    with acting_as(by), pytest.raises(WrongState, match="まだ終わっていません"):
        perform("publish_results", made, by=by)
    play.over(made)
    decision = {"shown": made.text_hash, "decided_on": today(), "decided_by": "閣議決定"}
    with acting_as(by):
        with pytest.raises(WrongState, match="1件あります"):
            perform("publish_results", made, by=by)
        with pytest.raises(WrongState, match="公表してから"):
            perform("decide", made, by=by, **decision)
    with pytest.raises(DatabaseError, match="no answer yet"), transaction.atomic():
        Guideline.objects.filter(pk=made.pk).update(
            state="decided", decided_on=today(), decided_by="閣議決定"
        )
    play.answered(by, made, second)
    with acting_as(by):
        perform("publish_results", made, by=by)
        with pytest.raises(WrongState):
            perform("publish_results", made, by=by)
        with pytest.raises(WrongState, match="公表した後"):
            play.commented(by, made)
        assert perform("decide", made, by=by, **decision).state == "decided"
    results = CommentRound.objects.get(guideline=made).results
    assert [(r["heading"], r["count"]) for r in results] == [("論点", 1), ("論点", 1)]
    assert play.SECRET not in str(results)


def test_a_comment_has_one_answer_and_moves_to_the_one_that_names_it(by):
    made = play.put_to_public(by)
    first, second = play.commented(by, made), play.commented(by, made)
    answer = play.answered(by, made, first, second)
    with acting_as(by):
        guidelines.answer_comments(
            made.last_round(),
            by=by,
            comments=[first],
            heading="改",
            summary="改",
            answer="改",
            existing=answer,
        )
        assert made.last_round().unanswered() == 1
        assert list(answer.comments.values_list("number", flat=True)) == [1]


def test_one_guideline_is_in_force_and_the_one_before_stays_public(by):
    first = play.published(by)
    assert guidelines.in_force() == first
    second = play.decided(by, basis=first, title="改定指針")
    assert guidelines.in_force() == first, "a revision stands beside the text in force"
    with acting_as(by):
        second = perform("publish_guideline", second, by=by, shown=second.text_hash)
    first.refresh_from_db()
    assert (first.state, second.state) == ("superseded", "published") and first.superseded_at
    with acting_as(None):
        assert set(Guideline.objects.values_list("number", "state")) == {
            (1, "superseded"),
            (2, "published"),
        }
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_guideline disable trigger guard")
        cursor.execute("update programmes_guideline set state = 'published'")


def test_one_version_is_in_preparation_at_a_time(by):
    play.draft(by)
    with acting_as(by), pytest.raises(WrongState, match="作成中の版"):
        guidelines.start(by=by, title="別の案", reason="趣旨", basis=None)


def test_history_is_not_rewritten_by_any_path(by):
    made = play.published(by)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        made.sections.update(text="あとから")
    with pytest.raises(DatabaseError, match="only ever superseded"), transaction.atomic():
        Guideline.objects.filter(pk=made.pk).update(state="draft")
    with pytest.raises(DatabaseError, match="as it was put"), transaction.atomic():
        CommentRound.objects.filter(guideline=made).update(text=[])


def test_a_draft_taken_back_ends_the_round_and_says_why(by):
    made = play.put_to_public(by)
    with acting_as(by):
        made = perform("take_back", made, by=by, reason="誤りがあった")
        round_ = made.last_round()
        assert (made.state, round_.stopped_reason) == ("draft", "誤りがあった")
        with pytest.raises(WrongState, match="取りやめ"):
            play.commented(by, made)
    page = say(browser().get(reverse("public_comments", args=[round_.pk])))
    assert "誤りがあった" in page and "取りやめ" in page


def test_a_draft_is_withdrawn_for_a_reason_and_another_can_begin(by):
    made = play.draft(by)
    with acting_as(by):
        assert perform("withdraw_draft", made, by=by, reason="見送り").closing_note == "見送り"
    assert play.draft(by).number == 2


# Sections --------------------------------------------------------------------------------------------------


def test_two_who_write_the_same_section_do_not_overwrite_each_other_unseen(by):
    section = play.draft(by).sections.first()
    shown = section.text_hash
    fields = {"kind": section.kind, "level": "1", "heading": section.heading}
    page, client = reverse("section_edit", args=[section.pk]), browser(by)
    assert client.post(page, {**fields, "text": "一人目", "shown": shown}).status_code == 302
    answer = client.post(page, {**fields, "text": "二人目", "shown": shown})
    assert answer.status_code == 409 and "一人目" in say(answer) and "二人目" in say(answer)
    section.refresh_from_db()
    assert section.text == "一人目"
    again = client.post(page, {**fields, "text": "二人目", "shown": section.text_hash})
    assert again.status_code == 302


def test_sections_change_places_and_go(by):
    made = play.draft(by)
    before = list(made.sections.values_list("pk", flat=True))
    client = browser(by)
    client.post(reverse("section_move", args=[before[1], "up"]))
    assert list(made.sections.values_list("pk", flat=True)) == [before[1], before[0], *before[2:]]
    client.post(reverse("section_move", args=[before[1], "up"]))  # at the edge nothing happens
    assert client.post(reverse("section_move", args=[before[1], "x"])).status_code == 404
    assert client.post(reverse("section_remove", args=[before[0]])).status_code == 302
    assert list(made.sections.values_list("order", flat=True)) == list(range(1, len(before)))
    new = {"kind": "considerations", "level": "2", "heading": "配慮", "text": "文"}
    assert client.post(reverse("section_new", args=[made.pk]), new).status_code == 302
    assert made.sections.last().heading == "配慮"
    wrong = client.post(
        reverse("section_new", args=[made.pk]),
        {"kind": "heading", "level": "1", "heading": "見", "text": "文"},
    )
    assert wrong.status_code == 422 and "見出しだけ" in say(wrong)


def test_two_versions_are_compared_section_by_section(by):
    first = play.published(by)
    second = play.draft(by, basis=first)
    with acting_as(by):
        rows = list(second.sections.order_by("order"))
        guidelines.edit_section(
            rows[0],
            by=by,
            shown=rows[0].text_hash,
            kind="basic",
            level=1,
            heading=rows[0].heading,
            text="本文の三。",
        )
        guidelines.remove_section(rows[2], by=by)
        guidelines.add_section(second, by=by, kind="considerations", level=1, heading="新設の項目", text="文")
        found = comparison.compare(
            list(first.sections.order_by("order")), list(second.sections.order_by("order"))
        )
    assert [row.kind for row in found] == ["changed", "same", "removed", *["same"] * 4, "added"]
    assert comparison.count(found) == 3
    page = say(browser(by).get(reverse("guideline_changes", args=[second.pk])))
    assert "（新設）" in page and "（削る）" in page and "<ins>" in page and "<del>" in page
    assert browser(by).get(reverse("guideline_changes", args=[first.pk])).status_code == 404


# Who sees it -----------------------------------------------------------------------------------------------


def test_nobody_but_the_office_meets_a_draft_or_learns_that_there_is_one(world, by):
    made = play.discussed(by)
    items = [made.pk, made.file.pk]
    for who in ("sato", "yoshida", "kimura", "inoue", None):
        person = world.people[who] if who else None
        with acting_as(person):  # an auditor learns that there is one, by its content-free title
            assert list(Item.objects.filter(pk__in=items)) == ([made.item_ptr] if who == "kimura" else [])
            assert not Guideline.objects.filter(pk=made.pk).exists()
            assert not GuidelineSection.objects.filter(item=made).exists()
            assert not ExpertOpinion.objects.exists()
    client = browser(world.sato)
    for name in ("guideline", "guideline_changes", "section_new", "opinion_new"):
        assert client.get(reverse(name, args=[made.pk])).status_code == 404
    assert client.get(reverse("guideline_start")).status_code == 404
    assert "試験指針" not in say(client.get(reverse("guideline_list")))
    assert browser().get(reverse("public_guideline", args=[made.pk])).status_code == 404


def test_the_public_sees_what_is_put_to_it_and_never_who_commented(world, by):
    made = play.put_to_public(by)
    play.answered(by, made, play.commented(by, made, text="届いた意見の文"))
    round_ = made.last_round()
    page = say(browser().get(reverse("public_comments", args=[round_.pk])))
    assert "本文の一。" in page and "募集中" in page
    for words in (play.SECRET, "届いた意見の文", "考え方の文"):
        assert words not in page
    assert browser().get(reverse("public_guideline", args=[made.pk])).status_code == 404
    for who in (world.sato, None):
        with acting_as(who):
            assert CommentRound.objects.filter(pk=round_.pk).exists()
            assert not GuidelineFile.objects.exists() and not PublicComment.objects.exists()
            assert not Guideline.objects.filter(pk=made.pk).exists()
    for name in ("comment_round", "comment_new", "answer_new"):
        page = reverse(name, args=[round_.pk])
        assert browser(world.sato).get(page).status_code == 403, "the round is public, working on it is not"
    play.over(made)
    with acting_as(by):
        perform("publish_results", made, by=by)
    page = say(browser().get(reverse("public_comments", args=[round_.pk])))
    assert "考え方の文" in page and play.SECRET not in page and "届いた意見の文" not in page


def test_what_is_public_is_read_by_all_and_changed_by_the_office_alone(world, by):
    made = play.published(by)
    for client in (browser(), browser(world.sato)):
        page = say(client.get(reverse("public_guideline", args=[made.pk])))
        assert "本文の一。" in page and "閣議決定" in page
        assert made.title in say(client.get(reverse("public_programmes")))
    client = browser(world.sato)
    assert client.get(reverse("guideline", args=[made.pk])).status_code == 200
    for verb in ("take_back", "publish_guideline", "decide"):
        page = reverse("guideline_act", args=[made.pk, verb])
        assert client.get(page).status_code == client.post(page).status_code == 403
    with acting_as(world.sato), pytest.raises(Refused):
        perform("withdraw_draft", made, by=world.sato, reason="x")
    assert browser(by).get(reverse("guideline_act", args=[made.pk, "x"])).status_code == 404


def test_the_pages_lead_a_draft_to_its_publication(world, by):
    client = browser(by, afresh=True)
    answer = client.post(reverse("guideline_start"), {"title": "画面の指針", "reason": "趣旨"})
    made = Guideline.objects.get(title="画面の指針")
    assert answer["Location"] == reverse("guideline", args=[made.pk])
    assert "本文のない項目" in say(client.get(answer["Location"]))
    GuidelineSection.objects.filter(item=made).update(text="文")

    def act(verb: str, data: dict | None = None) -> int:
        page = reverse("guideline_act", args=[made.pk, verb])
        assert client.get(page).status_code == 200
        shown = Guideline.objects.get(pk=made.pk).text_hash
        return client.post(page, {"shown": shown, **(data or {})}).status_code

    assert act("ask_experts") == 302
    opinion = {"given_by": "甲", "text": "意見", "response": "対応"} | _day("given_on", today())
    assert client.post(reverse("opinion_new", args=[made.pk]), opinion).status_code == 302
    assert client.post(reverse("opinion_new", args=[made.pk]), {}).status_code == 422
    assert act("open_comments", {}) == 422
    assert act("open_comments", _day("closes_on", today() + timedelta(days=5))) == 422
    assert act("open_comments", _day("closes_on", today() + timedelta(days=45))) == 302
    round_ = CommentRound.objects.get(guideline=made)
    comment = {"sender_kind": "person", "sender": "丙", "text": "意見"} | _day("received_on", today())
    assert client.post(reverse("comment_new", args=[round_.pk]), comment).status_code == 302
    answer = {"comments": [str(round_.comments.get().pk)], "heading": "論", "summary": "概", "answer": "考"}
    assert client.post(reverse("answer_new", args=[round_.pk]), {}).status_code == 422
    assert client.post(reverse("answer_new", args=[round_.pk]), answer).status_code == 302
    edit = reverse("answer_edit", args=[round_.answers.get().pk])
    assert client.get(edit).status_code == 200 and client.post(edit, answer).status_code == 302
    assert act("publish_results") == 409
    play.over(made)
    assert act("publish_results") == 302
    assert act("decide", {"decided_by": "閣議決定"} | _day("decided_on", today() + timedelta(days=3))) == 422
    assert act("decide", {"decided_by": "閣議決定"} | _day("decided_on", today())) == 302
    assert act("publish_guideline", {"shown": "x"}) == 409
    assert act("publish_guideline") == 302
    assert act("publish_guideline") == 409
    assert guidelines.in_force() == Guideline.objects.get(pk=made.pk)
    said = list(Entry.objects.filter(item_id=made.pk).order_by("id").values_list("verb", flat=True))
    assert [v for v in said if v in ("open_comments", "publish_results", "decide", "publish_guideline")] == [
        "open_comments",
        "publish_results",
        "decide",
        "publish_guideline",
    ]


def test_what_goes_out_asks_for_the_password_again(by):
    made = play.decided(by)
    answer = browser(by).post(
        reverse("guideline_act", args=[made.pk, "publish_guideline"]), {"shown": made.text_hash}
    )
    assert answer.status_code == 302 and "reauthenticate" in answer["Location"]
    assert guidelines.in_force() is None


def _day(name: str, day) -> dict[str, str]:
    return {f"{name}_year": str(day.year), f"{name}_month": str(day.month), f"{name}_day": str(day.day)}


def test_lists_cost_the_same_with_few_rows_and_with_many(world, by, django_assert_num_queries):
    made = play.put_to_public(by)
    page, client = reverse("comment_round", args=[made.last_round().pk]), browser(by)
    play.answered(by, made, play.commented(by, made))
    client.get(page)
    with django_assert_num_queries(14):
        client.get(page)
    for _n in range(50):
        play.answered(by, made, play.commented(by, made))
    with django_assert_num_queries(14):
        client.get(page)


# The official paper ----------------------------------------------------------------------------------------


def test_the_comparison_is_printed_for_the_office_and_then_for_everybody(world, by):
    first = play.published(by)
    with acting_as(by):
        second = play.draft(by, basis=first, title="改定指針")
        section = second.sections.first()
        guidelines.edit_section(
            section,
            by=by,
            shown=section.text_hash,
            kind="basic",
            level=1,
            heading="新しい見出し",
            text="本文の三。",
        )
    client, page = browser(by, afresh=True), reverse("guideline_changes_pdf", args=[second.pk])
    assert browser(world.sato).get(page).status_code == 404
    published = reverse("guideline_changes_pdf", args=[first.pk])
    assert browser(world.sato).post(published).status_code == 403
    assert client.get(published).status_code == 404, "the first version has nothing before it"
    assert "reauthenticate" in browser(by).get(page)["Location"]
    assert "作成する" in say(client.get(page))
    assert client.post(page).status_code == 302
    job = PrintJob.objects.get()
    assert tasks.make_pdf(str(job.pk)) == "done"
    assert "ダウンロードする" in say(client.get(page))
    copy = b"".join(client.get(reverse("print_job_file", args=[job.pk])))
    assert copy.startswith(b"%PDF") and play.officer(world).family_name in _words(copy)
    for part in ("新しい見出し", "基本的な考え方", "本文の三。"):
        assert part in _words(copy)
    with acting_as(by):
        second = perform("withdraw_draft", second, by=by, reason="試験")
    third = play.decided(by, basis=first, title="次の改定")
    with acting_as(by):
        third = perform("publish_guideline", third, by=by, shown=third.text_hash)
    deliver(str(OutboxMessage.objects.get(topic="guideline.published", item_id=third.pk).pk))
    with acting_as(None):
        assert not PrintJob.objects.filter(pk=job.pk).exists(), "a draft's paper stays inside"
    assert browser().get(reverse("public_comparison_pdf", args=[third.pk])).status_code == 404
    assert tasks.make_pdf(str(PrintJob.objects.get(kind="comparison_pdf").pk)) == "done"
    official = browser().get(reverse("public_comparison_pdf", args=[third.pk]))
    assert official.status_code == 200 and b"".join(official).startswith(b"%PDF")
    assert "PDF" in say(browser().get(reverse("public_comparison", args=[third.pk])))


def _words(data: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).replace("\n", "")


def test_the_comparison_is_an_archival_and_accessible_pdf(by):
    second = play.draft(by, basis=play.published(by), title="改定指針")
    with acting_as(by):
        section = second.sections.first()
        guidelines.edit_section(
            section,
            by=by,
            shown=section.text_hash,
            kind="basic",
            level=1,
            heading="見出し",
            text="本文の三。",
        )
        data = papers.comparison_pdf(second).make()
    for flavour in ("3a", "ua1"):
        assert verapdf.failures(data, flavour) == {}, flavour
