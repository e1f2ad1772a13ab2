"""Every page of a review as each who may and may not: no page, sheet, mail, paper or error of an applicant names a reviewer."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from confidentiality import outbox
from confidentiality.acting import acting_as, acting_as_system, database_now
from confidentiality.models import OutboxMessage, PrintJob
from programmes import review_papers, reviews, selection
from programmes.desk import tasks
from programmes.models import (
    CallResult,
    CallReview,
    EvaluatorSeat,
    ProposalDossier,
    RankingLine,
    ResultLetter,
    Review,
    SecurityCheck,
)
from tests.confidentiality.oracle import set_clock, stop_the_clock
from tests.councils.visitors import browser, status
from tests.programmes import proposal_stage
from tests.programmes import review_stage as play
from tests.programmes.gate_stage import JUDGES

APPLICANTS = ("takahashi", "tanaka", "suzuki", "kato")
OTHERS = ("ito", "yamamoto", "kimura", "saito")


def text(answer) -> str:
    return answer.content.decode()


def deliver() -> list:
    mail.outbox.clear()
    for _round in range(4):
        with acting_as_system("test"):
            for message in OutboxMessage.objects.filter(done_at__isnull=True).order_by("created"):
                for consumer in outbox.consumers(message.topic):
                    consumer(message)
                message.done_at = database_now()
                message.save(update_fields=["done_at"])
    return mail.outbox


def pages_of(stage) -> list[str]:
    dossier, review = stage.dossier().pk, stage.review().pk
    found = [
        reverse("call_review", args=[stage.call.pk]),
        reverse("review_open", args=[stage.call.pk]),
        reverse("call_results_csv", args=[stage.call.pk]),
        reverse("call_review_page", args=[review]),
        reverse("call_review_act", args=[review, "propose_ranking"]),
        reverse("review_candidate_new", args=[review]),
        reverse("review_matrix", args=[review]),
        reverse("review_ranking", args=[review]),
        reverse("ranking_csv", args=[review]),
        reverse("ranking_by_score", args=[review]),
        reverse("ranking_rest", args=[review]),
        reverse("ranking_list_new", args=[review]),
        reverse("ranking_list_corrected", args=[review]),
        reverse("review_place", args=[dossier]),
        reverse("review_dossier", args=[dossier]),
        reverse("review_paper", args=[dossier, 1]),
        reverse("review_paper_open", args=[dossier, 1]),
        reverse("review_dossier_act", args=[dossier, "select"]),
        reverse("review_write", args=[dossier]),
        reverse("review_submit", args=[dossier]),
        reverse("review_consensus", args=[dossier]),
        reverse("review_interview", args=[dossier]),
        reverse("evaluation_roster", args=[dossier]),
    ]
    found += [reverse("review_reopen", args=[r.pk]) for r in Review.objects.all()]
    found += [reverse("evaluation_declare", args=[s.pk]) for s in EvaluatorSeat.objects.all()]
    found += [reverse("security_check", args=[c.pk]) for c in SecurityCheck.objects.all()]
    found += [reverse("result_letter", args=[one.pk]) for one in ResultLetter.objects.all()]
    found += [reverse("result_letter_edit", args=[one.pk]) for one in ResultLetter.objects.all()]
    found += [reverse("public_result", args=[one.pk]) for one in CallResult.objects.all()]
    return [*found, reverse("public_call_result", args=[stage.call.pk])]


def test_no_page_of_a_planned_release_answers_an_applicant_or_a_bystander(world):
    stage = play.planned(world)
    pages = pages_of(stage)
    missing = text(browser(stage.takahashi).get(reverse("review_dossier", args=[stage.call.pk])))
    for key in (*APPLICANTS, *OTHERS):
        client = browser(world.people[key])
        for page in pages:
            answer = client.get(page)
            if page.startswith(f"/programmes/calls/{stage.call.pk}/review"):
                assert answer.status_code == 403, (key, page)  # the call itself is everybody's
                continue
            assert answer.status_code == 404, (key, page, answer.status_code)
            if key == "takahashi" and not page.startswith("/public"):
                assert text(answer) == missing, page
    with acting_as(stage.takahashi):
        own = reverse("proposal", args=[stage.proposal.pk])
    for page in (
        own,
        reverse("proposal_list"),
        reverse("public_call", args=[stage.call.pk]),
        reverse("my_evaluations"),
    ):
        said = text(browser(stage.takahashi).get(page))
        for word in (*JUDGES, "採択内定", "採択候補", "順位", "選考結果", "審査の結果", "合議"):
            assert word not in said, (page, word)
    with acting_as(stage.takahashi):
        assert not [t for t in tasks(stage.takahashi) if "審査" in t.what]


def test_the_same_pages_at_the_instant_of_release(world):
    stop_the_clock()
    at = database_now() + timedelta(hours=1)
    stage = play.planned(world, at)
    letter = ResultLetter.objects.get(proposal=stage.proposal)
    other = ResultLetter.objects.get(proposal=stage.both[1])
    result = CallResult.objects.get()
    for when, wanted in ((at - timedelta(microseconds=1), 404), (at, 200)):
        set_clock(when)
        assert status(stage.takahashi, "result_letter", letter.pk) == wanted
        assert status(stage.tanaka, "result_letter", letter.pk) == wanted
        assert status(stage.kato, "result_letter", letter.pk) == 404
        assert status(stage.kato, "result_letter", other.pk) == wanted
        assert browser().get(reverse("public_result", args=[result.pk])).status_code == wanted
        assert status(stage.one, "result_letter", letter.pk) == 404
    page = text(browser(stage.takahashi).get(reverse("result_letter", args=[letter.pk])))
    assert "採択通知" in page and "計画が具体的である" in page and "内々の理由" not in page
    for word in (*JUDGES, play.COMMENT, "所見"):
        assert word not in page
    assert "採択内定" in text(browser(stage.takahashi).get(reverse("proposal", args=[stage.proposal.pk])))
    assert "不採択" in text(browser(stage.kato).get(reverse("proposal_list")))
    public = text(browser().get(reverse("public_result", args=[result.pk])))
    assert stage.proposal.title in public and "波及が見込まれる" in public and "講評の文" in public
    assert "加藤" not in public and stage.both[1].number not in public
    assert browser().get(reverse("public_call_result", args=[stage.call.pk])).status_code == 302
    assert status(stage.takahashi, "result_letter_edit", letter.pk) == 404
    assert (
        browser(stage.takahashi, afresh=True)
        .post(reverse("proposal_act", args=[stage.proposal.pk, "decline_award"]), {"reason": "辞退の理由"})
        .status_code
        == 302
    )
    assert "辞退" in text(browser().get(reverse("public_result", args=[result.pk])))
    set_clock(None)


def test_letters_go_out_with_the_release_and_name_nothing(world):
    stop_the_clock()
    at = database_now() + timedelta(hours=1)
    stage = play.planned(world, at)
    sent = deliver()
    people = {world.people[k].email for k in APPLICANTS}
    assert not [m for m in sent if set(m.to) & people and "審査" in m.subject + m.body]
    set_clock(at)
    assert play.announce() == 1
    sent = deliver()
    assert people <= {one for m in sent for one in m.to}
    for m in sent:
        for word in (*JUDGES, "採択", stage.proposal.title, stage.proposal.number, stage.call.title):
            assert word not in m.subject + m.body, word
    with acting_as(stage.takahashi):
        job = PrintJob.objects.get(kind="result_letter_pdf")
        assert [t.url for t in tasks(stage.takahashi) if "審査の結果" in t.what]
        paper = review_papers.letter_pdf(ResultLetter.objects.get())
        data = paper.make()
    assert data.startswith(b"%PDF") and paper.name == "kekka-tsuchi.pdf"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = str(dict(pdf.docinfo)) + str(pdf.open_metadata())
    for word in (*JUDGES, "中村", "渡辺", stage.proposal.title):
        assert word not in said, word
    assert status(stage.kato, "print_job", job.pk) == 404
    set_clock(None)


def test_a_reviewer_walks_from_the_request_to_the_receipt(world):
    stage = play.opened(world)
    seat = play.name(stage, stage.one)
    client, dossier = browser(stage.one), stage.dossier().pk
    assert client.get(reverse("review_dossier", args=[dossier])).status_code == 404
    assert client.post(reverse("evaluation_declare", args=[seat.pk]), {"answer": "no"}).status_code == 302
    page = text(client.get(reverse("review_dossier", args=[dossier])))
    assert "提案の写し" in page and "ひみつ本文秘" in page
    assert reverse("review_dossier", args=[dossier]) in text(client.get(reverse("my_evaluations")))
    assert client.get(reverse("review_paper", args=[dossier, 1])).status_code == 200
    write = reverse("review_write", args=[dossier])
    assert client.get(write).status_code == 200
    assert client.post(write, {"score_1": "9"}).status_code == 422
    assert client.post(write, {"score_1": "３", "keep": "1"}).status_code == 302
    lacking = client.post(write, {"score_1": "３", "submit": "1"})
    assert lacking.status_code == 422 and "評点とコメントをそろえてください" in text(lacking)
    assert client.post(reverse("review_submit", args=[dossier])).status_code == 409
    full = {
        "score_1": "3",
        "comment_1": "根拠",
        "score_2": "4",
        "comment_2": "根拠",
        "recommendation": "fund",
    }
    assert client.post(write, {**full, "submit": "1"}).status_code == 302
    assert client.post(reverse("review_submit", args=[dossier])).status_code == 302
    assert client.post(reverse("review_submit", args=[dossier])).status_code == 409
    assert Review.objects.get().receipt in text(client.get(reverse("review_dossier", args=[dossier])))
    other = stage.dossier(stage.both[1]).pk
    assert client.get(reverse("review_dossier", args=[other])).status_code == 404
    assert client.get(reverse("review_interview", args=[dossier])).status_code == 403
    assert client.get(reverse("call_review", args=[stage.call.pk])).status_code == 403
    play.affiliate(stage.one, stage.takahashi.affiliations.get().organisation)
    for name in ("review_dossier", "review_write", "review_submit"):
        assert client.get(reverse(name, args=[dossier])).status_code == 404
    assert client.get(reverse("review_paper", args=[dossier, 1])).status_code == 404


def test_the_agency_walks_from_opening_to_award(world):
    stop_the_clock()
    stage = play.accepted(world)
    desk, second = browser(stage.nakamura, afresh=True), browser(stage.watanabe, afresh=True)
    assert "まだ始まっていません" in text(desk.get(reverse("call_review", args=[stage.call.pk])))
    for _twice in range(2):
        assert desk.post(reverse("review_open", args=[stage.call.pk])).status_code == 302
    assert ProposalDossier.objects.count() == 2
    review = stage.review().pk
    for who in (stage.one, stage.two):
        assert (
            desk.post(
                reverse("review_candidate_new", args=[review]), {"person": who.email, "sure": "1"}
            ).status_code
            == 302
        )
    matrix = reverse("review_matrix", args=[review])
    assert JUDGES[0] in text(desk.get(matrix))
    pairs = [f"{d.pk} {p.pk}" for d in ProposalDossier.objects.all() for p in (stage.one, stage.two)]
    assert desk.post(matrix, {"seat": pairs}).status_code == 302
    assert desk.post(matrix, {"seat": pairs}).status_code == 302
    assert EvaluatorSeat.objects.count() == 4
    for seat in EvaluatorSeat.objects.all():
        assert (
            browser(seat.person)
            .post(reverse("evaluation_declare", args=[seat.pk]), {"answer": "no"})
            .status_code
            == 302
        )
    for proposal in stage.both:
        for who in (stage.one, stage.two):
            play.write(stage, who, proposal)
        dossier = stage.dossier(proposal).pk
        assert desk.post(reverse("review_dossier_act", args=[dossier, "open_discussion"])).status_code == 302
        assert desk.post(reverse("review_dossier_act", args=[dossier, "open_discussion"])).status_code == 409
    first, other = (stage.dossier(p).pk for p in stage.both)
    page = text(desk.get(reverse("review_dossier", args=[first])))
    assert JUDGES[0] in page and "標準偏差" in page
    assert desk.post(reverse("review_dossier_act", args=[first, "start_interview"])).status_code == 302
    assert (
        desk.post(
            reverse("review_interview", args=[first]),
            {"held_on_year": "2026", "held_on_month": "1", "held_on_day": "5", "exchanges": "問と答"},
        ).status_code
        == 302
    )
    ranking = reverse("review_ranking", args=[review])
    assert desk.get(ranking).status_code == 200 and desk.post(ranking).status_code == 405
    propose = reverse("call_review_act", args=[review, "propose_ranking"])
    assert propose not in text(desk.get(ranking))
    assert desk.post(reverse("ranking_by_score", args=[review])).status_code == 302
    assert propose in text(desk.get(ranking))
    place = reverse("review_place", args=[first])
    assert desk.post(place, {"place": "1"}).status_code == 422
    assert desk.post(place, {"place": "１", "reason": "理由", "seen": "9"}).status_code == 409
    seen = str(RankingLine.objects.get(dossier=first).place)
    for _twice in range(2):
        assert desk.post(place, {"place": "１", "reason": "理由", "seen": seen}).status_code == 302
    assert [line.dossier_id for line in RankingLine.objects.order_by("place")] == [first, other]

    def step(client, verb: str, wanted: int = 302, **data: str) -> None:
        answer = client.post(reverse("call_review_act", args=[review, verb]), data)
        assert answer.status_code == wanted, (verb, text(answer))

    def decide(client, pk, verb: str, wanted: int = 302, **data: str) -> None:
        answer = client.post(reverse("review_dossier_act", args=[pk, verb]), data)
        assert answer.status_code == wanted, (verb, text(answer))

    step(desk, "propose_ranking")
    step(desk, "confirm_ranking", 409)
    step(second, "confirm_ranking")
    decide(second, first, "select", 422, internal_reason="x")
    decide(second, first, "select", **play.REASONS)
    decide(second, other, "not_select", **play.REASONS)
    decide(second, first, "pass_security", 409, reason="可")
    decide(desk, first, "pass_security", reason="支障なし")
    assert desk.get(reverse("security_check", args=[SecurityCheck.objects.get().pk])).status_code == 200
    letter = ResultLetter.objects.get(proposal=stage.proposal)
    assert desk.get(reverse("result_letter", args=[letter.pk])).status_code == 200
    assert (
        desk.post(
            reverse("result_letter_edit", args=[letter.pk]), {"text": "通知の文", "feedback": "二宮委員の評"}
        ).status_code
        == 409
    )
    assert (
        desk.post(
            reverse("result_letter_edit", args=[letter.pk]), {"text": "通知の文", "feedback": "よい"}
        ).status_code
        == 302
    )
    when = database_now() + timedelta(days=2)
    local = when + timedelta(hours=9)
    release = {
        "release_on_year": str(local.year),
        "release_on_month": str(local.month),
        "release_on_day": str(local.day),
        "release_time": "10:00:00",
        "public_text": "講評",
    }
    step(desk, "plan_release", 422, public_text="講評")
    step(desk, "plan_release", **release)
    step(desk, "approve_release", 409)
    step(second, "approve_release")
    sheet = desk.get(reverse("call_results_csv", args=[stage.call.pk]))
    assert sheet.status_code == 200 and JUDGES[0] not in text(sheet)
    decide(desk, first, "award", 409, code="K-1", amount="100")
    set_clock(CallReview.objects.get().release_at)
    play.announce()
    decide(second, first, "award", 409, code="K-1", amount="100")
    decide(desk, first, "award", code="K-1", amount="100")
    assert "K-1" in text(desk.get(reverse("review_dossier", args=[first])))
    assert "K-1" in text(browser(stage.takahashi).get(reverse("proposal", args=[stage.proposal.pk])))
    set_clock(None)


def test_the_overview_and_the_matrix_cost_the_same_for_one_and_for_many(world, monkeypatch):
    monkeypatch.setattr(reviews, "AT_ONCE", 1)
    stage, costs = play.accepted(world), []
    for n in (1, 2):
        with acting_as(stage.nakamura):
            reviews.open_review(stage.call, by=stage.nakamura)
            for who in (stage.one, stage.two, stage.three)[: n + 1]:
                reviews.list_candidate(stage.review(), by=stage.nakamura, person=who)
        assert ProposalDossier.objects.count() == n
        pages = [
            reverse("call_review", args=[stage.call.pk]),
            reverse("review_matrix", args=[stage.review().pk]),
        ]
        client = browser(stage.nakamura)
        for page in pages:
            client.get(page)
        costs.append([])
        for page in pages:
            with CaptureQueriesContext(connection) as asked:
                assert client.get(page).status_code == 200
            costs[-1].append(len(asked))
    assert costs[0] == costs[1]


@pytest.mark.parametrize("name", ["call_review", "review_open", "call_results_csv"])
def test_pages_of_the_call_are_refused_to_whoever_does_not_run_it(world, name):
    stage = play.opened(world)
    assert status(stage.one, name, stage.call.pk) == 403
    assert browser().get(reverse(name, args=[stage.call.pk])).status_code == 302


def test_a_step_that_needs_another_person_is_offered_to_that_one_alone(world):
    """Who put it forward is told whom it waits for, instead of a button that only refuses."""
    stage = play.discussed(world)
    one, other, home = stage.nakamura, stage.watanabe, reverse("call_review", args=[stage.call.pk])

    def check(first, page: str, subject: str, pk, verbs: tuple[str, ...], why: str) -> None:
        for person in (one, other):
            said = text(browser(person).get(page))
            assert (why in said) == (person == first), person.name
            for verb in verbs:
                assert (reverse(subject, args=[pk, verb]) in said) == (person != first), (person.name, verb)

    with acting_as(one):
        lines = {stage.dossier(p).pk: (n, "順位の理由") for n, p in enumerate(stage.both, 1)}
        selection.save_ranking(stage.review(), by=one, lines=lines)
    play.act("propose_ranking", stage.review(), one)
    review, why = stage.review().pk, "順位の案は、出した方とは別の方が確定します。"
    check(one, home, "call_review_act", review, ("confirm_ranking",), why)
    play.act("confirm_ranking", stage.review(), other)
    first = stage.dossier().pk
    dossier, step = reverse("review_dossier", args=[first]), "review_dossier_act"
    why = "選考は、順位を提案した方とは別の方が行います。"
    check(one, dossier, step, first, ("select", "not_select"), why)
    play.act("select", stage.dossier(), other, **play.REASONS)
    play.act("not_select", stage.dossier(stage.both[1]), other, **play.REASONS)
    why = "安全管理の確認は、採択候補とした方とは別の方が行います。"
    check(other, dossier, step, first, ("pass_security", "fail_security"), why)
    play.act("pass_security", stage.dossier(), one, reason="支障なし")
    why = "採択は、採択候補とした方とは別の方が行います。"
    check(other, dossier, step, first, ("award",), why)
    at = database_now() + timedelta(hours=1)
    play.act("plan_release", stage.review(), one, release_at=at, public_text="講評の文")
    why = "発表の案は、出した方とは別の方が承認します。"
    check(one, home, "call_review_act", review, ("approve_release",), why)


def test_what_a_closed_call_would_only_refuse_is_not_offered(world):
    """A closed call is neither put off nor cancelled."""
    stage = proposal_stage.make_stage(world)
    desk, call = browser(stage.nakamura), reverse("call", args=[stage.call.pk])
    acts = [reverse("call_act", args=[stage.call.pk, verb]) for verb in ("extend_closing", "cancel_call")]
    assert all(act in text(desk.get(call)) for act in acts)
    proposal_stage.close(stage.call)
    assert not any(act in text(desk.get(call)) for act in acts)


def test_the_discussion_is_offered_with_the_last_review_it_needs(world):
    stage = play.opened(world)
    desk, dossier = browser(stage.nakamura), stage.dossier().pk
    page, step = (
        reverse("review_dossier", args=[dossier]),
        reverse("review_dossier_act", args=[dossier, "open_discussion"]),
    )
    matrix = reverse("review_matrix", args=[stage.review().pk])
    with acting_as(stage.nakamura):
        for person in (stage.one, stage.two):
            reviews.list_candidate(stage.review(), by=stage.nakamura, person=person)
    for person, is_enough in ((stage.one, False), (stage.two, True)):
        assert "選んだ組合せを割り当てる" in text(desk.get(matrix))
        for proposal in stage.both:
            play.seat(stage, person, proposal, is_chair=not is_enough)
            play.write(stage, person, proposal)
        assert (step in text(desk.get(page))) == is_enough
    assert "選んだ組合せを割り当てる" not in text(desk.get(matrix))
