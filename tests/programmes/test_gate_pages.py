"""Every page of a gate as each who may and may not: no page, file, sheet, error or count of the project's side names a judge."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Affiliation
from confidentiality import outbox
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import OutboxMessage
from programmes import conflicts, funding, gates
from programmes.desk import tasks
from programmes.models import (
    EvaluatorSeat,
    GateJudgement,
    GateResult,
    HearingRecord,
    SelfReport,
    StageGate,
)
from tests.councils.visitors import browser, status
from tests.programmes import gate_stage as play
from tests.programmes.fund_stage import act
from tests.programmes.gate_stage import JUDGES, SECRET_COMMENT


@pytest.fixture
def stage(world):
    return play.make_gate_stage(world)


def text(answer) -> str:
    return answer.content.decode()


def day(n: int, name: str) -> dict:
    return {f"{name}_year": "2026", f"{name}_month": "12", f"{name}_day": str(n)}


def plan(**changes) -> dict:
    return {
        "key": str(uuid4()),
        "name": "最終評価",
        **day(1, "report_due"),
        **day(10, "evaluation_due"),
        **day(20, "decision_due"),
        "min_evaluators": "１",
        "title_1": "達成度",
        "weight_1": "６０",
        "title_2": "見通し",
        "description_2": "実装",
        "weight_2": "40",
        **changes,
    }


def send(person, name: str, *args, data: dict | None = None, wanted: int = 302, afresh: bool = False):
    answer = browser(person, afresh=afresh).post(reverse(name, args=args), data or {})
    assert answer.status_code == wanted, text(answer)
    return answer


PROJECT_SIDE = ("takahashi", "tanaka", "ito", "yamamoto", "kimura")


def test_no_page_of_the_projects_side_names_a_judge_or_tells_how_many(stage):
    play.disclosed(stage)
    gate, report = stage.gate.pk, SelfReport.objects.get().pk
    dossier, seat = play.dossier_of(stage).pk, EvaluatorSeat.objects.first().pk
    with acting_as(stage.yamamoto):  # the PM is an officer of the agency besides
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.ito, part="agency")
    open_pages = [
        reverse("project", args=[stage.project.pk]),
        reverse("project_people", args=[stage.project.pk]),
        reverse("project_gates", args=[stage.project.pk]),
        reverse("gate", args=[gate]),
        reverse("self_report", args=[report]),
        reverse("item_access", args=[gate]),
        reverse("item_access", args=[report]),
        reverse("item_access", args=[stage.project.pk]),
        reverse("public_gate", args=[GateResult.objects.get().pk]),
        reverse("public_gates"),
        reverse("my_evaluations"),
        reverse("programme_home"),
    ]
    shut = [
        reverse("gate_dossier", args=[dossier]),
        reverse("dossier_file", args=[dossier, 1]),
        reverse("gate_evaluation", args=[dossier]),
        reverse("gate_hearing", args=[dossier]),
        reverse("gate_judge", args=[dossier]),
        reverse("evaluation_roster", args=[dossier]),
        reverse("evaluator_new", args=[dossier]),
        reverse("evaluation_declare", args=[seat]),
        reverse("evaluation_seat_end", args=[seat]),
    ]
    for key in PROJECT_SIDE:
        person = stage.world.people[key]
        client = browser(person)
        nowhere = text(client.get(reverse("gate_dossier", args=[uuid4()])))
        for address in (*open_pages, reverse("concept_gates", args=[stage.concept.pk])):
            answer = client.get(address)
            body = text(answer)
            assert answer.status_code in (200, 404), (key, address)
            for hidden in (*JUDGES, "審美", SECRET_COMMENT, "綾小路", "良好である"):
                assert hidden not in body, (key, address, hidden)
        for address in shut:
            answer = client.get(address)
            assert answer.status_code == 404 and text(answer) == nowhere, (key, address)
            assert client.post(address).status_code == 404, (key, address)


def test_a_sheet_of_results_has_no_column_of_judges(stage):
    play.decided(stage)
    answer = browser(stage.nakamura).get(reverse("fund_gates_csv", args=[stage.fund.pk]))
    body = text(answer)
    assert (
        "T-1,試験課題,1,中間評価,決定済,継続" in body
        and 'filename="gates.csv"' in answer["Content-Disposition"]
    )
    assert not [name for name in JUDGES if name in body] and stage.watanabe.family_name not in body
    assert status(stage.takahashi, "fund_gates_csv", stage.fund.pk) == 404


def test_a_gate_is_planned_corrected_and_shown(stage):
    act("cancel", stage.gate, stage.nakamura, reason="誤り")
    address = reverse("gate_new", args=[stage.project.pk])
    assert status(stage.takahashi, "gate_new", stage.project.pk) == 403
    client = browser(stage.nakamura)
    wrong = client.post(address, plan(weight_2="30"))
    assert wrong.status_code == 422 and "いまは90" in text(wrong)
    wrong = client.post(address, plan(**day(1, "decision_due")))
    assert wrong.status_code == 422 and "順になるように" in text(wrong)
    data = plan()
    for _n in (1, 2):  # a double click
        assert client.post(address, data).status_code == 302
    gate = StageGate.objects.get(number=2)
    assert client.post(address, plan()).status_code == 409
    assert client.post(reverse("gate_edit", args=[gate.pk]), plan(name="節目の評価")).status_code == 302
    shown = text(browser(stage.takahashi).get(reverse("gate", args=[gate.pk])))
    assert "節目の評価" in shown and "見通し" in shown and "評価の資料" not in shown


def test_the_report_is_kept_sent_with_a_receipt_and_sent_back(stage):
    act("open_report", stage.gate, stage.nakamura)
    send(stage.nakamura, "report_start", stage.gate.pk, wanted=403)
    send(stage.takahashi, "report_start", stage.gate.pk)
    report = SelfReport.objects.get()
    first, second = (f"c_{c.pk}" for c in stage.gate.criteria.order_by("number"))
    send(stage.takahashi, "self_report", report.pk, data={first: "書いた", "keep": "1"})
    answer = send(stage.takahashi, "report_submit", report.pk, wanted=409)
    assert "実装の見通し" in text(answer)
    file = SimpleUploadedFile("結果.txt", "値".encode(), content_type="text/plain")
    send(stage.takahashi, "evidence_new", report.pk, data={"label": "測定", "file": file})
    bad = SimpleUploadedFile("x.exe", b"MZ")
    send(stage.takahashi, "evidence_new", report.pk, data={"label": "悪", "file": bad}, wanted=422)
    one = report.evidence.get()
    assert status(stage.nakamura, "self_report", report.pk) == 404
    assert status(stage.nakamura, "evidence_file", report.pk, one.pk) == 404
    send(stage.takahashi, "self_report", report.pk, data={first: "書いた", second: "これも", "submit": "1"})
    send(stage.takahashi, "report_submit", report.pk)
    send(stage.takahashi, "report_submit", report.pk, wanted=409)  # a double click
    assert "T-1-SG1-1" in text(browser(stage.takahashi).get(reverse("self_report", args=[report.pk])))
    assert status(stage.nakamura, "evidence_file", report.pk, one.pk) == 200
    assert status(stage.tanaka, "report_return", report.pk) == 403
    send(stage.nakamura, "report_return", report.pk, data={"reason": ""}, wanted=422)
    send(stage.nakamura, "report_return", report.pk, data={"reason": "表が読めない"})
    assert "表が読めない" in text(browser(stage.takahashi).get(reverse("self_report", args=[report.pk])))
    send(stage.takahashi, "report_start", stage.gate.pk)
    assert SelfReport.objects.count() == 2


def test_who_cannot_evaluate_is_refused_with_what_to_do_instead_and_with_nobodys_name(stage):
    dossier = play.dossier_of(stage)
    desk, address = browser(stage.nakamura), reverse("evaluator_new", args=[dossier.pk])

    def said(person, **more: str) -> str:
        answer = desk.post(address, {"person": person.email, "sure": "1", **more})
        assert answer.status_code == 409
        page = text(answer)
        assert "高橋" not in page and "試験大学" not in page  # whose side it is, is not said
        return page

    for person in (stage.suzuki, stage.nakamura):
        assert "別の方を登録してください" in said(person)
    assert desk.post(address, {"person": stage.one.email, "sure": "1"}).status_code == 302
    page = said(stage.one, is_chair="on")
    assert "すでに登録されています" in page and "担当を終えた方" not in page
    assert desk.post(address, {"person": stage.two.email, "is_chair": "on", "sure": "1"}).status_code == 302
    assert "「主査とする」の印を外して" in said(stage.three, is_chair="on")
    with acting_as(stage.nakamura):
        conflicts.end_seat(EvaluatorSeat.objects.get(person=stage.one), by=stage.nakamura)
    assert "別の方を登録してください" in said(stage.one)


def test_an_evaluator_declares_evaluates_and_the_chair_judges(stage):
    dossier = play.dossier_of(stage)
    desk = browser(stage.nakamura)
    address = reverse("evaluator_new", args=[dossier.pk])
    related = desk.post(address, {"person": stage.suzuki.email, "sure": "1"})
    assert related.status_code == 409 and "同じ組織" in text(related)
    for _n in (1, 2):
        asked = desk.post(address, {"person": stage.one.email, "is_chair": "on", "sure": "1"})
        assert asked.status_code == 302
    seat = EvaluatorSeat.objects.get()
    mine = browser(stage.one)
    assert status(stage.one, "gate_dossier", dossier.pk) == 404
    assert "評価の依頼" in text(mine.get(reverse("my_evaluations")))
    with acting_as(stage.one):
        assert [t.what for t in tasks(stage.one)] == ["利益相反を申告する"]
    page = text(mine.get(reverse("evaluation_declare", args=[seat.pk])))
    assert "試験大学" in page and "高橋" in page and "試験課題" not in page
    declare = reverse("evaluation_declare", args=[seat.pk])
    assert mine.post(declare, {"answer": "yes"}).status_code == 422
    for _n in (1, 2):
        assert mine.post(declare, {"answer": "no"}).status_code == 302
    assert "まだ届いていません" in text(mine.get(reverse("gate_dossier", args=[dossier.pk])))
    play.seat(stage, stage.two)
    play.report(stage)
    with acting_as(stage.nakamura):
        assert "自己評価を受け付ける" in [t.what for t in tasks(stage.nakamura)]
    send(stage.nakamura, "gate_act", stage.gate.pk, "start_review")
    page = text(mine.get(reverse("gate_dossier", args=[dossier.pk])))
    assert "達成度について述べる" in page and "二宮" not in page and "高橋" not in page
    assert mine.get(reverse("dossier_file", args=[dossier.pk, 1])).status_code == 200
    form = reverse("gate_evaluation", args=[dossier.pk])
    assert mine.post(form, {"score_1": "9", "keep": "1"}).status_code == 422
    assert mine.post(form, {"score_1": "3", "keep": "1"}).status_code == 302
    lacking = mine.post(form, {"score_1": "3", "submit": "1"})
    assert lacking.status_code == 422 and "評点とコメントをそろえてください" in text(lacking)
    assert mine.post(reverse("gate_evaluation_submit", args=[dossier.pk])).status_code == 409
    whole = {f"score_{n}": "4" for n in (1, 2)} | {f"comment_{n}": "良" for n in (1, 2)}
    assert mine.post(form, {**whole, "recommendation": "continue", "submit": "1"}).status_code == 302
    assert mine.post(reverse("gate_evaluation_submit", args=[dossier.pk])).status_code == 302
    assert mine.post(form, whole).status_code == 409
    here, onward = (
        reverse("gate", args=[stage.gate.pk]),
        reverse("gate_act", args=[stage.gate.pk, "open_hearing"]),
    )
    send(stage.nakamura, "gate_act", stage.gate.pk, "open_hearing", wanted=409)
    waiting = text(browser(stage.nakamura).get(here))
    assert onward not in waiting and "評価がそろうと" in waiting
    play.evaluate(stage, stage.two, 2)
    assert onward in text(browser(stage.nakamura).get(here))
    assert SECRET_COMMENT not in text(mine.get(reverse("gate_dossier", args=[dossier.pk])))
    send(stage.nakamura, "gate_act", stage.gate.pk, "open_hearing")
    page = text(mine.get(reverse("gate_dossier", args=[dossier.pk])))
    assert SECRET_COMMENT in page and "二宮" not in page
    hearing = reverse("gate_hearing", args=[dossier.pk])
    assert desk.post(hearing, {"place": "会議室"}).status_code == 422
    assert desk.post(hearing, {"waived_reason": "書面で足りるため"}).status_code == 302
    assert status(stage.one, "gate_hearing", dossier.pk) == 403
    assert status(stage.two, "gate_judge", dossier.pk) == 403
    with acting_as(stage.one):
        assert "総合判定をする" in [t.what for t in tasks(stage.one)]
    judge = reverse("gate_judge", args=[dossier.pk])
    assert mine.post(judge, {"result": "stop", "reason": ""}).status_code == 422
    assert mine.post(judge, {"result": "stop", "reason": "届かない"}).status_code == 302
    assert mine.post(judge, {"result": "continue", "reason": "x"}).status_code == 409
    assert GateJudgement.objects.get().result == "stop" and HearingRecord.objects.count() == 1
    page = text(desk.get(reverse("gate_dossier", args=[dossier.pk])))
    assert "二宮" in page and "届かない" in page


def test_the_decision_and_the_publication_ask_for_the_password_and_check_the_text(stage):
    play.judged(stage)
    with acting_as(stage.watanabe):
        assert "ステージゲートを決定する" in [t.what for t in tasks(stage.watanabe)]
    decide = reverse("gate_act", args=[stage.gate.pk, "decide"])
    data = {"result": "continue_changed", "result_text": "続ける", "change_text": "縮小する"}
    stale = browser(stage.watanabe).post(decide, data)
    assert "reauthenticate" in stale["Location"]
    client = browser(stage.watanabe, afresh=True)
    assert client.post(decide, {**data, "change_text": ""}).status_code == 422
    named = client.post(decide, {**data, "result_text": "一条委員によれば"})
    assert named.status_code == 409 and "氏名" in text(named)
    assert client.post(decide, data).status_code == 302
    assert client.post(decide, data).status_code in (403, 409)
    assert "縮小する" in text(browser(stage.takahashi).get(reverse("gate", args=[stage.gate.pk])))
    assert (
        browser(stage.one).get(reverse("gate_dossier", args=[play.dossier_of(stage).pk])).status_code == 404
    )
    assert "評価が終わったため" in text(browser(stage.one).get(reverse("my_evaluations")))
    publish = reverse("gate_act", args=[stage.gate.pk, "disclose"])
    assert client.post(publish, {"text": "綾小路　客人が出席"}).status_code == 409
    assert client.post(publish, {"text": "計画を改めて続ける。"}).status_code == 302
    found = GateResult.objects.get()
    page = text(browser().get(reverse("public_gate", args=[found.pk]) + "?lang=en"))
    assert "計画を改めて続ける。" in page and "縮小する" not in page and "続ける</dd>" not in page
    assert "試験課題" in text(browser().get(reverse("public_gates")))


def test_a_related_evaluators_next_page_is_gone_and_the_desk_reads_why(stage):
    play.reviewed(stage)
    dossier = play.dossier_of(stage)
    client = browser(stage.two)
    assert client.get(reverse("gate_dossier", args=[dossier.pk])).status_code == 200
    Affiliation.objects.create(person=stage.two, organisation=stage.organisations["university"])
    for name in ("gate_dossier", "gate_evaluation", "gate_judge"):
        assert client.get(reverse(name, args=[dossier.pk])).status_code == 404
    assert client.get(reverse("dossier_file", args=[dossier.pk, 1])).status_code == 404
    page = text(browser(stage.nakamura).get(reverse("evaluation_roster", args=[dossier.pk])))
    assert "所属が評価を受ける側と同じになるため" in page
    assert "所属が評価を受ける側と同じになるため" in text(client.get(reverse("my_evaluations")))


def test_lists_cost_the_same_with_many_rows(stage, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost(address: str) -> int:
        client = browser(stage.nakamura)
        client.get(address)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    addresses = [
        reverse("project_gates", args=[stage.project.pk]),
        reverse("fund_gates", args=[stage.fund.pk]),
    ]
    before = [cost(a) for a in addresses]
    for n in range(2, 8):
        with acting_as(stage.nakamura):
            gate = StageGate.objects.order_by("-number").first()
        act("cancel", gate, stage.nakamura, reason="誤り")
        with acting_as(stage.nakamura):
            gates.plan_gate(
                stage.project,
                by=stage.nakamura,
                name=f"第{n}",
                report_due=stage.gate.report_due,
                evaluation_due=stage.gate.report_due,
                decision_due=stage.gate.report_due,
                min_evaluators=1,
                criteria=play.CRITERIA,
            )
    assert [cost(a) for a in addresses] == before
    assert "取りやめ" in text(
        browser(stage.nakamura).get(reverse("fund_gates", args=[stage.fund.pk]) + "?state=cancelled")
    )


def relayed() -> list[Any]:
    """Every letter the waiting messages become, as the worker sends them."""
    mail.outbox.clear()
    for _round in (1, 2):
        for message in OutboxMessage.objects.filter(done_at__isnull=True).order_by("created"):
            with acting_as_system("relay"):
                for consumer in outbox.consumers(message.topic):
                    consumer(message)
                OutboxMessage.objects.filter(pk=message.pk).update(done_at=message.created)
    return list(mail.outbox)


def test_letters_go_to_whom_it_concerns_and_say_nothing(stage):
    relayed()
    act("open_report", stage.gate, stage.nakamura)
    assert [m.to for m in relayed()] == [[stage.takahashi.email]]
    with acting_as(stage.nakamura):
        seat = conflicts.name_evaluator(play.dossier_of(stage), by=stage.nakamura, person=stage.one)
    letters = relayed()
    assert [m.to for m in letters] == [[stage.one.email]]
    assert reverse("evaluation_declare", args=[seat.pk]) in letters[0].body.replace("%2F", "/")
    with acting_as(stage.one):
        conflicts.declare(seat, by=stage.one, has_conflict=True, detail="親族")
    assert relayed() == []
    for letter in letters:
        whole = letter.subject + letter.body
        for hidden in ("試験課題", "T-1", "中間評価", "高橋", "評価", "審美"):
            assert hidden not in whole.replace(stage.one.name, ""), hidden


def test_letters_of_the_evaluation_reach_no_project(stage):
    play.discussed(stage)
    relayed()
    act("judge", play.dossier_of(stage), stage.one, result="continue", reason="良好")
    assert {m.to[0] for m in relayed()} == {stage.nakamura.email, stage.watanabe.email}
    act("decide", stage.gate, stage.watanabe, result="continue", result_text="進める")
    assert {m.to[0] for m in relayed()} == {stage.takahashi.email, stage.tanaka.email, stage.ito.email}
