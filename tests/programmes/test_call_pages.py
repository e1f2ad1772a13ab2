"""The pages of calls: written by the agency, checked by the secretariat, read by everybody; each refused to whom it is not for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.fields import today
from confidentiality import outbox
from confidentiality.acting import acting_as, database_now
from confidentiality.models import OutboxMessage, PrintJob
from confidentiality.verbs import perform
from programmes import call_papers, calls, clauses, desk
from programmes.models import (
    Call,
    CallAddendum,
    CallAnswer,
    CallClause,
    CallFile,
    CallQuestion,
    Clause,
    NoticeDistribution,
)
from tests.councils.visitors import browser, status
from tests.programmes import call_stage as play


def say(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def concept(world):
    return play.handed_over(world)


def date_of(name: str, day) -> dict[str, str]:
    return {f"{name}_year": str(day.year), f"{name}_month": str(day.month), f"{name}_day": str(day.day)}


def test_the_agency_writes_a_call_from_page_to_page(world, concept):
    play.library(world)
    agency = browser(world.nakamura, afresh=True)
    sent = {"code": "K-1", "title": "頁の公募", "min_reviews": "３"}
    assert agency.post(reverse("call_new", args=[concept.pk]), {"title": "番号なし"}).status_code == 422
    page = agency.post(reverse("call_new", args=[concept.pk]), sent)["Location"]
    call = Call.objects.get(code="K-1")
    assert page == reverse("call", args=[call.pk]) and "公募を決定するまでに必要なこと" in say(
        agency.get(page)
    )
    assert agency.post(reverse("call_new", args=[concept.pk]), sent).status_code == 409
    opens, closes = today() + timedelta(days=2), today() + timedelta(days=40)
    words = {
        **sent,
        "shown": call.text_hash,
        **dict.fromkeys(("summary", "plain_summary", "eligibility", "how_to_apply", "contact"), "文"),
        **date_of("opens_on", opens),
        "opens_time": "10:00:01",
        **date_of("closes_on", closes),
        "closes_time": "１７時００分",
        "max_amount": "3億円",
    }
    edit = reverse("call_edit", args=[call.pk])
    assert agency.post(edit, words | {"opens_time": "25:00"}).status_code == 422
    assert agency.post(edit, words | date_of("closes_on", today())).status_code == 422
    assert agency.post(edit, words).status_code == 302
    assert agency.post(edit, words).status_code == 409  # what was shown has changed
    call.refresh_from_db()
    assert timezone.localtime(call.opens_at, call.opens_at.tzinfo) and call.opens_at.second == 1
    section = reverse("call_part_new", args=[call.pk, "section"])
    for key in ("a_plan", "b_team"):
        made = agency.post(
            section, {"title": key, "key": key, "max_length": "500", "editors": "team", "is_required": "on"}
        )
        assert made.status_code == 302
    assert (
        agency.post(
            section, {"title": "x", "key": "a_plan", "max_length": "5", "editors": "team"}
        ).status_code
        == 409
    )
    first, second = call.sections.order_by("order")
    assert (
        agency.post(reverse("call_part_move", args=[call.pk, "section", second.pk, "up"])).status_code == 302
    )
    assert call.sections.order_by("order").first() == second
    assert agency.post(reverse("call_part_drop", args=[call.pk, "section", first.pk])).status_code == 302
    criterion = reverse("call_part_new", args=[call.pk, "criterion"])
    assert agency.post(criterion, {"title": "新規性", "weight": "2", "max_score": "5"}).status_code == 302
    check = reverse("call_clauses", args=[call.pk])
    assert "必須の条項がありません" in say(agency.get(check))
    costs = next(c for c in clauses_of(world) if c.kind == "costs")
    answer = reverse("clause_answer", args=[call.pk, costs.pk])
    assert agency.post(answer, {"answer": "exempted"}).status_code == 422
    assert agency.post(answer, {"answer": "exempted", "reason": "経費を支払わないため"}).status_code == 302
    must = next(c for c in clauses_of(world) if c.kind == "council")
    assert (
        agency.post(
            reverse("clause_answer", args=[call.pk, must.pk]), {"answer": "exempted", "reason": "x"}
        ).status_code
        == 422
    )
    assert agency.post(reverse("clauses_adopt", args=[call.pk])).status_code == 302
    assert "条項はそろっています" in say(agency.get(check))
    assert agency.post(reverse("call_act", args=[call.pk, "submit_for_check"])).status_code == 302
    assert agency.post(reverse("call_act", args=[call.pk, "submit_for_check"])).status_code == 409
    staff = browser(world.yamamoto, afresh=True)
    call.refresh_from_db()
    act = reverse("call_act", args=[call.pk, "schedule"])
    assert "経費を支払わないため" in say(staff.get(act))
    assert agency.post(act, {"shown": call.text_hash}).status_code == 403
    assert staff.post(act, {"shown": call.text_hash}).status_code == 302
    public = say(browser().get(reverse("public_call", args=[call.pk])))
    assert "公募予告" in public and "10:00:01" in public and "まだ受け付けていません" in public
    assert "経費を支払わないため" in say(browser().get(reverse("public_call_guideline", args=[call.pk])))
    # The concept's page says of a call what the lists of calls say.
    for address in (reverse("concept_text", args=[concept.pk]), reverse("call_list")):
        page = say(agency.get(address))
        assert call.title in page and "公募予告" in page and "公募決定" not in page
    for name in ("public_calls", "public_visions"):
        assert browser().get(reverse(name)).status_code == 200
    english = say(browser().get(reverse("public_calls") + "?lang=en&phase=announced"))
    assert 'lang="en"' in english and "K-1" in english


def clauses_of(world) -> list[Clause]:
    with acting_as(world.yamamoto):
        return clauses.in_force()


def test_a_draft_call_is_nobodys_but_its_peoples(world, concept):
    call = play.draft_call(world, concept)
    for who in (world.sato, world.takahashi, world.inoue, world.yoshida):
        with acting_as(who):
            assert (
                not Call.objects.exists() and not CallClause.objects.exists() and not Clause.objects.exists()
            )
        for name in ("call", "call_edit", "call_clauses", "call_record"):
            assert status(who, name, call.pk) == 404
        assert call.title not in say(browser(who).get(reverse("call_list")))
        assert call.code not in say(browser(who).get(reverse("clause_coverage")))
        assert call.code not in say(browser(who).get(reverse("clause_coverage_csv")))
    with acting_as(None):
        assert not Call.objects.exists()
    for name in ("public_call", "public_call_guideline", "public_call_notice"):
        assert browser().get(reverse(name, args=[call.pk])).status_code == 404
    assert call.title not in say(browser().get(reverse("public_calls")))
    assert status(world.kimura, "call", call.pk) == 200 and status(world.kimura, "call_edit", call.pk) == 403
    assert status(world.nakamura, "clause_new") == 404


def test_what_is_added_is_public_and_who_asked_is_not(world, concept):
    call = play.open_call(world, concept)
    agency = browser(world.nakamura, afresh=True)
    asked = {**date_of("received_on", today()), "sender": "ひみつの会社", "text": "ひみつの質問"}
    assert agency.post(reverse("question_new", args=[call.pk]), asked).status_code == 302
    question = CallQuestion.objects.get()
    key = "0190f0a0-0000-7000-8000-000000000001"
    told = {"questions": str(question.pk), "question": "締切は。", "answer": "お答えします。", "key": key}
    page = reverse("public_answer_new", args=[call.pk])
    assert agency.post(page, {"question": "x"}).status_code == 422
    assert agency.post(page, told).status_code == 302
    assert agency.post(page, {k: v for k, v in told.items() if k != "questions"}).status_code == 302
    assert CallAnswer.objects.count() == 1 and CallQuestion.objects.get().answer is not None
    fix = {"kind": "correction", "title": "誤りの訂正", "text": "正しくは。"}
    assert agency.post(reverse("addendum_new", args=[call.pk]), fix).status_code == 302
    public = say(browser().get(reverse("public_call", args=[call.pk])))
    assert "お答えします。" in public and "誤りの訂正" in public and "公募中" in public
    for client in (browser(), browser(world.sato), browser(world.takahashi)):
        assert "ひみつ" not in say(client.get(reverse("public_call", args=[call.pk])))
    with acting_as(world.sato):
        assert Call.objects.exists() and not CallFile.objects.exists() and not CallQuestion.objects.exists()
    assert status(world.sato, "call_record", call.pk) == 404
    assert status(world.sato, "addendum_new", call.pk) == 403
    assert CallAddendum.objects.get().number == 1


def test_where_the_notice_went_and_what_is_left_to_do(world, concept):
    call = play.open_call(world, concept)
    agency = browser(world.nakamura)
    sent = {"channel": "chamber", "body": "試験商工会議所", **date_of("sent_on", today())}
    new = reverse("distribution_new", args=[call.pk])
    assert agency.post(new, sent | {"reach": "10"}).status_code == 422
    assert (
        agency.post(new, sent | {"follow_up": "説明会", **date_of("follow_up_due", today())}).status_code
        == 302
    )
    row = NoticeDistribution.objects.get()
    assert "説明会" in say(agency.get(reverse("notice_follow_ups")))
    with acting_as(world.nakamura):
        names = [str(task.what) for task in desk.tasks(world.nakamura)]
    assert "公募の周知の後を確かめる" in names
    done = sent | {
        "measure": "recipients",
        "reach": "１２０",
        "follow_up": "説明会",
        **date_of("followed_up_on", today()),
    }
    assert agency.post(reverse("distribution", args=[call.pk, row.pk]), done).status_code == 302
    assert "説明会" not in say(agency.get(reverse("notice_follow_ups")))
    assert "120" in say(agency.get(reverse("call_record", args=[call.pk])))
    assert "説明会" not in say(browser(world.sato).get(reverse("notice_follow_ups")))


def test_the_closing_is_put_off_on_the_page(world, concept):
    call = play.open_call(world, concept)
    agency = browser(world.nakamura, afresh=True)
    act = reverse("call_act", args=[call.pk, "extend_closing"])
    later = today() + timedelta(days=90)
    assert agency.post(act, {"reason": "障害"}).status_code == 422
    early = {**date_of("closes_on", today()), "closes_time": "23:59:59", "reason": "障害"}
    assert agency.post(act, early).status_code == 409
    good = {**date_of("closes_on", later), "closes_time": "17:00:30", "reason": "障害のため"}
    assert agency.post(act, good).status_code == 302 and agency.post(act, good).status_code == 409
    assert "障害のため" in say(browser().get(reverse("public_call", args=[call.pk])))
    assert browser(world.kimura, afresh=True).post(act, good).status_code == 403


def test_the_papers_are_printed_of_what_is_published(world, concept):
    call = play.scheduled_call(world, concept)
    message = OutboxMessage.objects.filter(topic="call.scheduled").get()
    for consumer in outbox.consumers("call.scheduled"):
        consumer(message)
    assert set(PrintJob.objects.values_list("kind", flat=True)) == {call_papers.GUIDELINE, call_papers.NOTICE}
    with acting_as(None):
        for kind in (call_papers.GUIDELINE, call_papers.NOTICE):
            assert call_papers.paper_of(Call.objects.get(pk=call.pk), kind).make()[:5] == b"%PDF-"
    draft = play.draft_call(world, concept, code="C-9")
    with acting_as(world.nakamura), pytest.raises(Call.DoesNotExist):
        call_papers.paper_of(draft, call_papers.NOTICE)
    assert browser().get(reverse("public_call_pdf", args=[call.pk, "notice"])).status_code == 404


def test_the_desk_asks_for_the_check_and_warns_of_the_hours(world, concept):
    call = play.checked_call(world, concept)

    def asked(person) -> list[str]:
        with acting_as(person):
            return [str(task.what) for task in desk.tasks(person)]

    assert "公募の条項を確認する" in asked(world.yamamoto)
    assert "公募の条項を確認する" not in asked(world.nakamura)
    with acting_as(world.yamamoto):
        perform("schedule", call, by=world.yamamoto, shown=call.text_hash)
    assert "公募の受付開始に備える" in asked(world.nakamura)
    now = database_now()
    play.shift(call, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=3))
    assert "公募の受付終了に備える" in asked(world.nakamura)
    assert not asked(world.inoue)


def test_coverage_counts_every_call_it_shows(world, concept):
    play.scheduled_call(world, concept)
    bare = play.draft_call(world, concept, code="C-2", answered=False)
    with acting_as(world.yamamoto):
        rows = {row.kind: row for row in clauses.coverage(list(Call.objects.order_by("code")))}
    assert rows["council"].cells == ("adopted", "") and rows["council"].share == 50
    sheet = say(browser(world.yamamoto).get(reverse("clause_coverage_csv")))
    assert bare.code in sheet and sheet.count("採用") >= 6
    assert "50%" in say(browser(world.yamamoto).get(reverse("clause_coverage")))
    with acting_as(world.yamamoto):
        old = clauses.in_force()[0]
        new = clauses.word_clause(
            by=world.yamamoto, kind=old.kind, title=old.title, text="改めた条文", replaces=old
        )
        assert new.version == 2
    with acting_as(world.nakamura):
        assert next(line.is_outdated for line in clauses.check_of(Call.objects.get(code="C-1")))


def test_a_list_costs_the_same_with_two_calls_and_with_sixty(world, concept, django_assert_num_queries):
    whole = play.draft_call(world, concept)
    play.draft_call(world, concept, code="C-2")
    client = browser(world.nakamura)
    client.get(reverse("call_list"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(reverse("call_list"))
    with acting_as(world.nakamura):
        for n in range(60):
            calls.start_call(
                concept, by=world.nakamura, code=f"M-{n:02}", title="多数", opens_at=whole.opens_at
            )
    with CaptureQueriesContext(connection) as many:
        page = say(client.get(reverse("call_list")))
    assert len(few) == len(many) and "?page=2" in page
    assert "?page=1" in say(client.get(reverse("call_list") + "?page=2"))
    assert "この条件に当たる公募はありません" in say(client.get(reverse("call_list") + "?phase=open"))
