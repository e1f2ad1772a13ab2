"""The pages of approval routes and of a request's steps, as each role meets them: by clicking alone, from the fund to the decision."""

from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import approvals, desk, funding
from programmes.models import ApprovalAnswer, ApprovalRoute, ChangeRequest, TermsVersion
from tests.councils.test_notices import relay
from tests.councils.visitors import browser, status
from tests.programmes.approval_stage import BOTH, ONE, answer, approve, asked, lay, line, manned, steps
from tests.programmes.fund_stage import Stage
from tests.programmes.test_project_pages import enter, text


@pytest.fixture
def stage(world) -> Stage:
    return manned(world)


def fields(**more: str) -> dict[str, str]:
    """A line with the manager and the agency side by side, then the ministry."""
    return {
        "change_kind": "budget",
        "from_yen": "1億円",
        "base": "0",
        "reason": "大きな移動には関係者の同意が要るため",
        "s1_role": "manager",
        "s1_place": "any",
        "s2_when": "with",
        "s2_role": "agency",
        "s2_label": "経理",
        "s3_when": "then",
        "s3_role": "ministry",
        **more,
    }


IN_WORDS = "①PD・PO・PM と 研究推進法人（経理）（並行） → ②所管省庁担当"


def test_a_route_is_laid_down_replaced_and_taken_away_by_the_pages_alone(stage):
    client, fund = browser(stage.nakamura, afresh=True), stage.fund.pk
    page = text(client.get(reverse("fund", args=[fund])))
    assert reverse("fund_route", args=[fund]) in page
    empty = text(client.get(reverse("fund_route", args=[fund])))
    assert "承認経路は定められていません" in empty and "行を加える" in empty
    new = reverse("route_line_new", args=[fund])
    key = str(uuid4())
    check = text(client.post(new, fields(key=key)))
    assert (
        IN_WORDS in check and "予算の変更で、動く額が1億円以上のとき" in check and "段階を待たずに" in check
    )
    enter(client, new, fields())
    twice = {**fields(key=str(ApprovalRoute.objects.get().pk)), "sure": "1"}
    assert client.post(new, twice).status_code == 302 and ApprovalRoute.objects.count() == 1
    late = fields(key=str(uuid4()), change_kind="plan", from_yen="")
    again = client.post(new, {**late, "sure": "1"})
    assert again.status_code == 409 and "先に承認経路を定め直しています" in text(again)  # another came first
    page = text(client.get(reverse("fund_route", args=[fund])))
    assert IN_WORDS in page and "第1版" in page
    edit = reverse("route_line_edit", args=[fund, 1, 1])
    assert "経理" in text(client.get(edit)) and "100,000,000" in text(client.get(edit))
    enter(client, edit, fields(from_yen="2億円", base="1", s3_role=""))
    assert [one["from_yen"] for one in ApprovalRoute.objects.get(number=2).lines] == [200_000_000]
    end = reverse("route_line_end", args=[fund, 2, 1])
    assert "動く額が2億円以上のとき" in text(client.get(end))
    assert client.post(end, {"key": str(uuid4())}).status_code == 422
    assert client.post(end, {"key": str(uuid4()), "reason": "不要になったため"}).status_code == 302
    assert client.post(end, {"key": str(uuid4()), "reason": "不要になったため"}).status_code == 409
    assert ApprovalRoute.objects.get(number=3).lines == []
    history = text(client.get(reverse("fund_routes", args=[fund])))
    assert all(word in history for word in ("第1版", "第2版", "第3版", IN_WORDS, "不要になったため"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"s1_role": ""}, "入力"),
        ({"change_kind": "team"}, "予算の変更にだけ"),
        ({"from_yen": "たくさん"}, "金額を円単位"),
        ({"s4_label": "だれか"}, "だれの同意かを選んで"),
        ({"s1_person": "nobody@example.jp"}, "登録されていません"),
        ({"s1_person": "kato@"}, "メールアドレス"),
        ({"reason": " "}, "定める理由"),
    ],
)
def test_a_line_that_says_too_little_is_returned_with_the_sentence(stage, wrong, sentence):
    client = browser(stage.nakamura, afresh=True)
    answer_ = client.post(reverse("route_line_new", args=[stage.fund.pk]), fields(key=str(uuid4()), **wrong))
    assert answer_.status_code == 422 and sentence in text(answer_)
    assert not ApprovalRoute.objects.exists()


def test_a_named_person_holds_the_function_and_no_line_comes_twice(stage):
    client, new = browser(stage.nakamura, afresh=True), reverse("route_line_new", args=[stage.fund.pk])
    no = client.post(new, fields(key=str(uuid4()), s1_person=stage.kato.email))
    assert no.status_code == 422 and "その役割の担当者ではありません" in text(no)
    enter(client, new, fields(s1_person=stage.suzuki.email))
    assert "鈴木　座長（PD・PO・PM）" in text(client.get(reverse("fund_route", args=[stage.fund.pk])))
    twice = client.post(new, fields(key=str(uuid4()), base="1"))
    assert twice.status_code == 422 and "すでにあります" in text(twice)


def test_who_reads_the_route_and_who_lays_it_down(stage):
    lay(stage, line())
    fund = stage.fund.pk
    for name, args in (("fund_route", [fund]), ("fund_routes", [fund])):
        for key in ("nakamura", "watanabe", "yamamoto", "kimura"):
            assert status(stage.people[key], name, *args) == 200, (name, key)
        for key in ("suzuki", "takahashi", "ito", "tanaka", "kato", "inoue"):
            assert status(stage.people[key], name, *args) == 404, (name, key)
        assert browser().get(reverse(name, args=args)).status_code == 302
    for name, args in (
        ("route_line_new", [fund]),
        ("route_line_edit", [fund, 1, 1]),
        ("route_line_end", [fund, 1, 1]),
    ):
        assert status(stage.nakamura, name, *args) == 200 and status(stage.kimura, name, *args) == 403
        assert status(stage.takahashi, name, *args) == 404 and status(stage.kato, name, *args) == 404
    for name in ("route_line_edit", "route_line_end"):
        assert (
            status(stage.nakamura, name, fund, 1, 2) == 404
            and status(stage.nakamura, name, fund, 2, 1) == 404
        )


def click(person, name: str, step, **data: str):
    client, address = browser(person, afresh=True), reverse(name, args=[step.pk])
    page = text(client.get(address))
    found = page.split('name="shown" value="')[1].split('"')[0] if 'name="shown"' in page else ""
    return client.post(address, {"key": str(uuid4()), "shown": found, **data})


def shown(person, request) -> str:
    return text(browser(person).get(reverse("change", args=[request.pk])))


def test_a_request_walks_its_steps_by_clicking_and_everybody_sees_how_far_it_is(stage):
    lay(stage, line())
    request = asked(stage)
    manager, agency, ministry = steps(request)
    page = shown(stage.takahashi, request)
    assert (
        "承認の進み方" in page and "並行して回答" in page and "いまの段階" in page and "前の段階の後" in page
    )
    assert "同意する</a>" not in page and "すべての同意の後" in page
    agreeing, deciding = "同意する</", reverse("change_act", args=[request.pk, "approve"])
    assert agreeing in shown(stage.suzuki, request) and agreeing not in shown(stage.ito, request)
    assert deciding not in shown(stage.nakamura, request)
    assert deciding.replace("approve", "reject") in shown(stage.nakamura, request)
    assert click(stage.suzuki, "step_agree", manager, reason="よい").status_code == 302
    page = shown(stage.takahashi, request)
    assert "鈴木　座長" in page and "よい" in page and page.count("回答待ち") == 1
    early = browser(stage.ito, afresh=True).get(reverse("step_agree", args=[ministry.pk]))
    assert early.status_code == 409 and "前の段階" in text(early)
    assert click(stage.watanabe, "step_agree", agency).status_code == 302
    assert deciding not in shown(stage.watanabe, request)
    assert click(stage.ito, "step_agree", ministry).status_code == 302
    assert deciding in shown(stage.nakamura, request) and "決定待ち" in shown(stage.takahashi, request)
    done = browser(stage.nakamura, afresh=True).post(deciding, {"note": ""})
    assert done.status_code == 302 and ChangeRequest.objects.get(pk=request.pk).state == "approved"
    assert TermsVersion.objects.filter(request=request).exists()
    page = shown(stage.takahashi, request)
    assert "同意は無効" not in page and "承認済" in page


def test_a_refusal_needs_its_reason_and_ends_the_request(stage):
    lay(stage, line())
    request = asked(stage)
    manager, agency, ministry = steps(request)
    no = click(stage.suzuki, "step_refuse", manager, reason="  ")
    assert no.status_code == 422 and not ApprovalAnswer.objects.exists()
    assert click(stage.suzuki, "step_refuse", manager, reason="時期が合わない").status_code == 302
    page = shown(stage.takahashi, request)
    assert "時期が合わない" in page and "却下" in page and "回答しないまま終わりました" in page
    assert "承認経路の段階の担当として" in page
    late = click(stage.watanabe, "step_agree", agency)
    assert late.status_code == 409 and ApprovalAnswer.objects.count() == 1
    del ministry


def test_too_late_is_409_and_another_wording_too(stage):
    lay(stage, line())
    request = asked(stage)
    _manager, agency, _ministry = steps(request)
    assert click(stage.watanabe, "step_agree", agency, shown="0" * 64).status_code == 409
    answer(agency, stage.watanabe)
    late = click(stage.nakamura, "step_agree", agency)
    assert late.status_code == 409 and "すでに回答されています" in text(late)
    get = browser(stage.nakamura, afresh=True).get(reverse("step_agree", args=[agency.pk]))
    assert get.status_code == 409


def test_steps_open_to_nobody_but_their_people_and_need_a_fresh_sign_in(stage):
    lay(stage, line())
    [manager, *_rest] = steps(asked(stage))
    for name in ("step_agree", "step_refuse"):
        assert status(stage.suzuki, name, manager.pk) == 200
        for key in ("takahashi", "watanabe", "ito", "yamamoto"):
            assert status(stage.people[key], name, manager.pk) == 403, key
        for key in ("tanaka", "kato", "inoue", "kimura"):
            assert status(stage.people[key], name, manager.pk) == 404, key
        assert browser().get(reverse(name, args=[manager.pk])).status_code == 302
        stale = browser(stage.suzuki).post(
            reverse(name, args=[manager.pk]), {"reason": "x", "key": str(uuid4())}
        )
        assert stale.status_code == 302 and "reauthenticate" in stale["Location"]
    assert not ApprovalAnswer.objects.exists()


def test_a_step_nobody_can_answer_is_handed_on_by_the_agency_with_a_reason(stage):
    lay(stage, line(ONE))
    request = asked(stage)
    [step] = steps(request)
    hand = reverse("step_hand_on", args=[step.pk])
    client = browser(stage.nakamura, afresh=True)
    assert client.get(hand).status_code == 409 and hand not in shown(stage.nakamura, request)
    with acting_as(stage.yamamoto):
        held = funding.live_assignments(stage.concept)[0]
        funding.end_assignment(stage.concept, held, by=stage.yamamoto)
    assert "回答できる担当者がいません" in shown(stage.takahashi, request)
    assert hand in shown(stage.nakamura, request) and hand not in shown(stage.takahashi, request)
    assert status(stage.takahashi, "step_hand_on", step.pk) == 403
    words = {"role": "manager", "place": "project", "reason": "後任が決まるまで"}
    assert client.post(hand, {**words, "reason": "", "key": str(uuid4())}).status_code == 422
    enter(client, hand, {**words, "role": "lead"}, wanted=409)  # nobody holds that
    enter(client, hand, words)
    page = shown(stage.takahashi, request)
    assert "「所管省庁担当」から替わりました" in page and "後任が決まるまで" in page
    [made] = steps(request)
    assert click(stage.suzuki, "step_agree", made).status_code == 302
    approve(request, stage.nakamura)


# --- desk, letters, cost -----------------------------------------------------------------------------


def tasks(person) -> list[str]:
    with acting_as(person):
        return [str(task.what) for task in desk.tasks(person)]


ANSWERS, DECIDES = "変更の申請に同意するか回答する", "変更の申請を決定する"


def test_desk_and_letters_follow_whose_turn_it_is(stage):
    lay(stage, line())
    relay()
    request = asked(stage)
    manager, agency, ministry = steps(request)

    def told() -> set[str]:
        mail.outbox.clear()
        relay()
        return {to for letter in mail.outbox for to in letter.to}

    assert told() == {stage.suzuki.email, stage.nakamura.email, stage.watanabe.email}
    assert ANSWERS in tasks(stage.suzuki) and ANSWERS in tasks(stage.nakamura)
    assert ANSWERS not in tasks(stage.ito) and ANSWERS not in tasks(stage.takahashi)
    assert DECIDES not in tasks(stage.nakamura)
    answer(agency, stage.watanabe)
    assert told() == set() and ANSWERS not in tasks(stage.nakamura)
    answer(manager, stage.suzuki)
    assert (
        told() == {stage.ito.email} and ANSWERS in tasks(stage.ito) and DECIDES not in tasks(stage.nakamura)
    )
    answer(ministry, stage.ito)
    assert stage.nakamura.email in told() and DECIDES in tasks(stage.nakamura)
    assert DECIDES not in tasks(stage.watanabe) and ANSWERS not in tasks(stage.ito)
    for letter in mail.outbox:
        assert "申請の理由" not in letter.body and "申請の理由" not in letter.subject
    approve(request, stage.nakamura)
    assert told() == {stage.takahashi.email}


def queries(person, name: str, *args) -> int:
    client = browser(person)
    client.get(reverse(name, args=args))
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(reverse(name, args=args)).status_code == 200
    return len([q for q in found if "SAVEPOINT" not in q["sql"]])


def test_the_pages_cost_the_same_whatever_stands_on_them(stage):
    one = [[{"role": "manager", "place": "any", "person": str(stage.suzuki.pk), "label": ""}]]
    many = [*BOTH, *one, *ONE]
    lay(stage, line(one))
    before = {name: queries(stage.nakamura, name, stage.fund.pk) for name in ("fund_route", "fund_routes")}
    first = asked(stage)
    of_one = queries(stage.nakamura, "change", first.pk)
    with acting_as(stage.takahashi):
        perform("withdraw", first, by=stage.takahashi)
    for n in range(1, 13):
        lay(stage, line(many, from_yen=n), line(many), line(many, kind="plan"), line(one, kind="team"))
    after = {name: queries(stage.nakamura, name, stage.fund.pk) for name in ("fund_route", "fund_routes")}
    assert after == before
    assert queries(stage.nakamura, "change", asked(stage).pk) == of_one
    with acting_as(stage.nakamura):
        assert approvals.route_of(stage.fund).number == 13
