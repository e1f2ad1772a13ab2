"""The pages of the fund: entered, said back, decided by another; totals that reconcile; 404, 403, 409 and 422 as they should be."""

import csv
import io
from uuid import uuid4

import pytest
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.models import Entry
from confidentiality.verbs import perform
from programmes import funding
from programmes.models import (
    Allocation,
    Assignment,
    Disbursement,
    Fund,
    FundContribution,
    LedgerEntry,
    Project,
    ProjectCouncil,
    RDConcept,
    Transfer,
)
from tests.councils.visitors import browser, status
from tests.programmes.fund_stage import (
    YEAR,
    act,
    make_concept,
    make_fund,
    make_project,
    make_ready,
    make_stage,
    paid,
    request,
    staff,
)


@pytest.fixture
def stage(world):
    return make_stage(world)


def text(answer) -> str:
    return answer.content.decode()


def enter(client, address: str, data: dict, wanted: int = 302):
    """Send a form, look at what was understood, send it again."""
    data = {"key": str(uuid4()), **data}
    first = client.post(address, data)
    assert first.status_code == 200, text(first)
    assert "次のとおり読み取りました" in text(first)
    answer = client.post(address, {**data, "sure": "1"})
    assert answer.status_code == wanted, text(answer)
    return answer


def test_a_fund_is_registered_put_money_into_and_established_by_two_people(world):
    staff(world)
    one, two = browser(world.yamamoto, afresh=True), browser(world.kobayashi, afresh=True)
    world.organisations["tank"].kind = "funding_agency"
    world.organisations["tank"].save()
    agency = str(world.organisations["tank"].pk)
    assert "基金を登録する" in text(one.get(reverse("fund_list")))
    enter(one, reverse("fund_new"), {"name": "新しい基金", "purpose": "目的", "agency": agency})
    fund = Fund.objects.get(name="新しい基金")
    assert "まだ承認された拠出がありません" in text(one.get(reverse("fund", args=[fund.pk])))
    act_url = reverse("fund_act", args=[fund.pk, "establish"])
    assert one.post(act_url).status_code == 409
    data = {
        "act": "令和８年度当初予算",
        "fiscal_year": "令和８年度",
        "amount": "２億円",
        "ministry": str(world.organisations["ministry"].pk),
    }
    shown = one.post(reverse("contribution_new", args=[fund.pk]), {**data, "key": str(uuid4())})
    assert "200,000,000円" in text(shown) and "令和8年度（2026）" in text(shown)
    enter(one, reverse("contribution_new", args=[fund.pk]), data)
    given = FundContribution.objects.get()
    assert (given.amount, given.fiscal_year, given.state) == (200_000_000, 2026, "proposed")
    page = text(one.get(reverse("fund_sums", args=[fund.pk])))
    assert "承認する" not in page and "取り下げる" in page  # not one's own
    decide = reverse("contribution_act", args=[fund.pk, given.pk, "approve"])
    assert one.get(decide).status_code == 403 and one.post(decide).status_code == 403
    assert two.get(decide).status_code == 200 and two.post(decide).status_code == 302
    assert two.post(decide).status_code == 409  # twice is once
    assert LedgerEntry.objects.get().amount == 200_000_000
    assert one.post(act_url).status_code == 302
    page = text(one.get(reverse("fund", args=[fund.pk])))
    assert "200,000,000" in page and "2億円" in page and "造成済" in page


def test_wrong_input_is_kept_and_named(stage):
    client = browser(stage.yamamoto, afresh=True)
    for name, data, sentence in (
        ("contribution_new", {"act": "x", "fiscal_year": "昨年", "amount": "たくさん"}, "円単位の整数"),
        ("contribution_new", {"act": "x", "fiscal_year": "2026", "amount": "0"}, "1円以上"),
        ("contribution_new", {}, "か所を直してください"),
        ("transfer_new", {"amount": "△5"}, "円単位の整数"),
        ("concept_new", {"title": "x", "ceiling": "5"}, "か所を直してください"),
    ):
        answer = client.post(reverse(name, args=[stage.fund.pk]), data)
        assert answer.status_code == 422 and sentence in text(answer), name
    answer = client.post(
        reverse("transfer_new", args=[stage.fund.pk]),
        {
            "from_concept": str(stage.concept.pk),
            "to_concept": str(stage.concept.pk),
            "from_year": "2026",
            "to_year": "2026",
            "amount": "1",
            "reason": "x",
        },
    )
    assert answer.status_code == 422 and "移す元と移す先が同じ" in text(answer)


def test_what_was_understood_can_be_corrected(stage):
    client = browser(stage.yamamoto, afresh=True)
    address = reverse("allocation_new", args=[stage.concept.pk])
    data = {"fiscal_year": "2026", "amount": "１０", "reason": "追加"}
    answer = client.post(address, {**data, "change": "1"})
    assert answer.status_code == 200 and "１０" in text(answer)
    enter(client, address, data)
    assert Allocation.objects.filter(state="proposed", amount=10).count() == 1


def test_concept_project_council_start_payment_by_the_pages_alone(world):
    fund = make_fund(world)
    world.organisations["tank"].kind = "funding_agency"
    world.organisations["tank"].save()
    lead, second = browser(world.yamamoto, afresh=True), browser(world.kobayashi, afresh=True)
    agency = browser(world.nakamura, afresh=True)
    ministry, tank, uni = (str(world.organisations[k].pk) for k in ("ministry", "tank", "university"))
    days = {"starts_on_year": "2026-4-1", "ends_on_year": "2030-3-31"}
    enter(
        lead,
        reverse("concept_new", args=[fund.pk]),
        {
            "title": "構想Ａ",
            "concept_kind": "project",
            "ceiling": "900",
            "ministry": ministry,
            "agency": tank,
            **days,
        },
    )
    concept = RDConcept.objects.get(title="構想Ａ")
    enter(
        lead,
        reverse("allocation_new", args=[concept.pk]),
        {"fiscal_year": "2026", "amount": "500", "reason": "初年度"},
    )
    assert (
        second.post(
            reverse("allocation_act", args=[concept.pk, Allocation.objects.get().pk, "approve"])
        ).status_code
        == 302
    )
    assert "500" in text(lead.get(reverse("concept", args=[concept.pk])))
    enter(
        agency,
        reverse("project_new", args=[concept.pk]),
        {"code": "A-1", "title": "課題Ａ", "representative": "takahashi@example.jp", "organisation": uni},
    )
    project = Project.objects.get(code="A-1")
    page = reverse("project", args=[project.pk])
    assert text(agency.get(page)).count("協議会を必ず置きます") == 1
    assert agency.post(reverse("project_act", args=[project.pk, "activate"])).status_code == 409
    # The agency's officer sees no council until it is listed publicly.
    assert "量子試験協議会" not in text(agency.get(reverse("council_link", args=[project.pk])))
    with acting_as(world.sato):
        perform("list_publicly", world.quantum, by=world.sato)
    enter(agency, reverse("council_link", args=[project.pk]), {"council": str(world.quantum.pk)})
    assert agency.post(reverse("project_act", args=[project.pk, "activate"])).status_code == 409
    make_ready(world, project)
    assert agency.post(reverse("project_act", args=[project.pk, "activate"])).status_code == 302
    head = browser(world.takahashi, afresh=True)
    assert "量子試験協議会" in text(head.get(page)) and "支払を請求する" in text(head.get(page))
    enter(
        head,
        reverse("payment_new", args=[project.pk]),
        {"fiscal_year": "2026", "amount": "200", "purpose": "装置"},
    )
    one = Disbursement.objects.get()
    here = reverse("payment", args=[one.pk])
    step = lambda verb: reverse("payment_act", args=[one.pk, verb])  # noqa: E731
    assert head.post(step("verify")).status_code == 403
    assert agency.post(step("pay")).status_code == 409
    assert lead.get(step("verify")).status_code == 200 and lead.post(step("verify")).status_code == 302
    assert lead.post(step("pay")).status_code == 403
    assert agency.post(step("pay")).status_code == 302
    assert agency.post(step("pay")).status_code == 409
    assert lead.post(step("claim_refund"), {}).status_code == 422
    assert lead.post(step("claim_refund"), {"refund": "201", "note": "x"}).status_code == 422
    assert lead.post(step("claim_refund"), {"refund": "50", "note": "未使用"}).status_code == 302
    assert agency.post(step("receive_refund")).status_code == 302
    page = text(head.get(here))
    assert "返還済" in page and "△" in page
    assert "150" in text(lead.get(reverse("fund", args=[fund.pk])))


def test_money_and_publication_ask_for_the_password_again(stage):
    one = request(stage)
    client = browser(stage.yamamoto)
    for address in (
        reverse("payment_act", args=[one.pk, "verify"]),
        reverse("fund_act", args=[stage.fund.pk, "list_publicly"]),
        reverse("contribution_new", args=[stage.fund.pk]),
    ):
        answer = client.post(address, {"sure": "1"})
        assert answer.status_code == 302 and "reauthenticate" in answer["Location"], address
    # Not for a form that is still to be filled or to be read back: nothing happens by it.
    head, address = browser(stage.takahashi), reverse("payment_new", args=[stage.project.pk])
    words = {"fiscal_year": str(YEAR), "amount": "200", "purpose": "装置", "key": str(uuid4())}
    assert head.post(address, {}).status_code == 422
    assert head.post(address, {**words, "amount": "なし"}).status_code == 422
    assert "次のとおり読み取りました" in text(head.post(address, words))
    answer = head.post(address, {**words, "sure": "1"})
    assert answer.status_code == 302 and "reauthenticate" in answer["Location"]
    assert Disbursement.objects.count() == 1
    assert Disbursement.objects.get(pk=one.pk).state == "requested"


def test_each_number_leads_to_lines_that_make_it(stage):
    paid(stage, 120)
    client = browser(stage.yamamoto)
    page = text(client.get(reverse("fund", args=[stage.fund.pk])))
    for figure, total in (("contributed", 1000), ("allocated", 600), ("paid", 120)):
        address = f"{reverse('fund_lines', args=[stage.fund.pk])}?figure={figure}"
        assert address in page
        lines = text(client.get(address))
        assert f"<dd>{total:,}円</dd>" in lines and "見られない行" not in lines
    narrow = (
        f"{reverse('fund_lines', args=[stage.fund.pk])}?figure=paid&year={YEAR}&concept={stage.concept.pk}"
    )
    assert "<dd>120円</dd>" in text(client.get(narrow))
    assert client.get(f"{reverse('fund_lines', args=[stage.fund.pk])}?concept=x").status_code == 404
    assert (
        client.get(f"{reverse('fund_lines', args=[stage.fund.pk])}?year=x&figure=y&before=z").status_code
        == 200
    )


def test_the_sheet_adds_up_and_runs_nothing(stage):
    with acting_as(stage.yamamoto):
        RDConcept.objects.filter(pk=stage.concept.pk).update(title="=1+1")
    paid(stage, 120)
    answer = browser(stage.yamamoto).get(reverse("fund_lines_csv", args=[stage.fund.pk]))
    assert answer["Content-Type"].startswith("text/csv") and answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert sum(int(r[-1]) for r in rows[1:-1]) == int(rows[-1][-1])
    assert "'=1+1" in {cell for r in rows for cell in r} and "=1+1" not in {cell for r in rows for cell in r}
    assert Entry.objects.filter(verb="export_ledger", item_id=stage.fund.pk).count() == 1


def test_somebody_of_one_concept_has_its_lines_and_no_others(stage):
    make_concept(stage.world, stage.fund, allocated=150, title="秘めた構想")
    with acting_as(stage.yamamoto):
        funding.assign(stage.concept, by=stage.yamamoto, person=stage.inoue, part="manager")
    client = browser(stage.inoue)
    page = text(client.get(reverse("concept", args=[stage.concept.pk])))
    assert "600" in page and "秘めた構想" not in page
    assert client.get(reverse("fund", args=[stage.fund.pk])).status_code == 404
    assert client.get(reverse("fund_lines", args=[stage.fund.pk])).status_code == 404


def test_who_has_no_part_in_it_finds_nothing(stage):
    one = request(stage)
    pages = [
        ("fund", stage.fund.pk),
        ("fund_lines", stage.fund.pk),
        ("fund_lines_csv", stage.fund.pk),
        ("fund_sums", stage.fund.pk),
        ("fund_people", stage.fund.pk),
        ("concept", stage.concept.pk),
        ("project", stage.project.pk),
        ("payment", one.pk),
    ]
    for name, pk in pages:
        assert status(stage.inoue, name, pk) == 404, name
        assert status(stage.yamamoto, name, pk) == 200, name
        assert status(None, name, pk) == 302, name
    assert status(stage.takahashi, "project", stage.project.pk) == 200
    assert status(stage.takahashi, "payment", one.pk) == 200
    for name, pk in pages[:6]:
        assert status(stage.takahashi, name, pk) == 404, name
    assert status(stage.inoue, "fund_new") == 404
    assert "見られる基金はありません" in text(browser(stage.inoue).get(reverse("fund_list")))
    assert "試験課題" in text(browser(stage.takahashi).get(reverse("fund_list")))


def test_who_reads_may_not_act(stage):
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.ito, part="manager")
    client = browser(stage.ito, afresh=True)
    assert client.get(reverse("fund", args=[stage.fund.pk])).status_code == 200
    for name, args in (
        ("fund_edit", [stage.fund.pk]),
        ("contribution_new", [stage.fund.pk]),
        ("transfer_new", [stage.fund.pk]),
        ("concept_new", [stage.fund.pk]),
        ("fund_person_new", [stage.fund.pk]),
        ("fund_act", [stage.fund.pk, "list_publicly"]),
        ("allocation_new", [stage.concept.pk]),
        ("project_new", [stage.concept.pk]),
        ("project_act", [stage.project.pk, "suspend"]),
        ("council_link", [stage.project.pk]),
        ("payment_new", [stage.project.pk]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 403, name
        assert client.post(reverse(name, args=args), {"sure": "1"}).status_code == 403, name


def test_people_are_named_by_address_and_leave_in_one_step(stage):
    lead = browser(stage.yamamoto)
    new = reverse("project_person_new", args=[stage.project.pk])
    assert lead.post(new, {"person": "nobody@example.jp", "part": "participant"}).status_code == 422
    enter(lead, new, {"person": "tanaka@example.jp", "part": "participant"})
    enter(lead, new, {"person": "tanaka@example.jp", "part": "participant"}, wanted=409)
    assert status(stage.tanaka, "project", stage.project.pk) == 200
    made = Assignment.objects.get(person=stage.tanaka)
    people = reverse("project_people", args=[stage.project.pk])
    assert "田中" in text(lead.get(people)) and "participant" not in text(lead.get(people))
    end = reverse("project_person_end", args=[stage.project.pk, made.pk])
    assert browser(stage.ito).post(end).status_code == 404
    own = browser(stage.tanaka)
    assert own.get(end).status_code == 200 and own.post(end).status_code == 302
    assert status(stage.tanaka, "project", stage.project.pk) == 404
    head = Assignment.objects.get(person=stage.takahashi)
    assert lead.post(reverse("project_person_end", args=[stage.project.pk, head.pk])).status_code == 409


def test_a_council_the_reader_may_not_see_is_not_named(stage):
    page = text(browser(stage.nakamura).get(reverse("project", args=[stage.project.pk])))
    assert "量子試験協議会" not in page and "構成員だけが見られます" in page
    assert "量子試験協議会" in text(browser(stage.takahashi).get(reverse("project", args=[stage.project.pk])))


def test_unlinking_the_last_council_stops_the_project_and_the_page_says_so(stage):
    client = browser(stage.nakamura)
    tied = ProjectCouncil.objects.get(item=stage.project)
    end = reverse("council_unlink", args=[stage.project.pk, tied.pk])
    assert "停止します" in text(client.get(end))
    assert client.post(end).status_code == 302
    page = text(client.get(reverse("project", args=[stage.project.pk])))
    assert "協議会が活動しなくなったため、停止しました" in page
    assert client.post(end).status_code == 409


def test_moves_between_years_are_entered_and_decided_on_pages(stage):
    lead, second = browser(stage.yamamoto, afresh=True), browser(stage.kobayashi, afresh=True)
    data = {
        "from_concept": str(stage.concept.pk),
        "from_year": "2026",
        "to_concept": str(stage.concept.pk),
        "to_year": "2027",
        "amount": "100",
        "reason": "繰越し",
    }
    enter(lead, reverse("transfer_new", args=[stage.fund.pk]), data)
    decide = reverse("transfer_act", args=[stage.fund.pk, Transfer.objects.get().pk, "approve"])
    assert "繰越し" in text(second.get(decide)) and second.post(decide).status_code == 302
    page = text(lead.get(f"{reverse('fund', args=[stage.fund.pk])}?year=2027"))
    assert "令和9年度" in page and "100" in page
    reject = reverse("transfer_act", args=[stage.fund.pk, Transfer.objects.get().pk, "reject"])
    assert second.post(reject, {"note": "x"}).status_code == 409


def test_the_public_reads_totals_that_reconcile_and_no_line(stage):
    paid(stage, 120)
    address = reverse("public_fund", args=[stage.fund.pk])
    nobody = browser()
    assert nobody.get(address).status_code == 404
    assert browser(stage.yamamoto).get(address).status_code == 404
    assert (
        browser(stage.yamamoto, afresh=True)
        .post(reverse("fund_act", args=[stage.fund.pk, "list_publicly"]))
        .status_code
        == 302
    )
    page = text(nobody.get(address))
    assert "試験予算" in page and "1,000" in page and "600" in page and "120" in page
    for hidden in ("試験構想", "試験課題", "T-1", "高橋", "山本", "試薬", "承認"):
        assert hidden not in page, hidden
    assert "試験基金" in text(nobody.get(reverse("public_funds")))
    assert "¥" in text(nobody.get(f"{address}?lang=en"))
    inside = text(browser(stage.inoue).get(reverse("fund", args=[stage.fund.pk])))
    assert "合計だけを表示しています" in inside and "試験構想" not in inside
    assert status(stage.inoue, "fund_lines", stage.fund.pk) == 404
    act("take_off_public", Fund.objects.get(pk=stage.fund.pk), stage.yamamoto)
    assert nobody.get(address).status_code == 404


@pytest.mark.parametrize("many", [1, 50])
def test_a_page_of_lines_costs_the_same_with_one_row_and_with_fifty(world, many, django_assert_num_queries):
    stage = make_stage(world)
    for _n in range(many):
        paid(stage, 1)
    client = browser(stage.yamamoto)
    address = f"{reverse('fund_lines', args=[stage.fund.pk])}?figure=paid"
    client.get(address)
    with django_assert_num_queries(15):
        client.get(address)


def test_a_second_project_of_the_same_code_is_refused(stage):
    agency = browser(stage.nakamura)
    data = {
        "code": "T-1",
        "title": "x",
        "representative": "takahashi@example.jp",
        "organisation": str(stage.organisations["university"].pk),
    }
    answer = enter(agency, reverse("project_new", args=[stage.concept.pk]), data, wanted=409)
    assert "すでに使われています" in text(answer)
    assert f"{stage.takahashi.name}（takahashi@example.jp）" in text(answer), (
        "whom the address names is said back"
    )
    assert make_project(stage.world, stage.concept, active=False, code="T-2").state == "preparing"
