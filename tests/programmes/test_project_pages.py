"""The pages of projects as each role meets them: tabs, forms, changes, the list and its sheet, the pages for everybody."""

import csv
import io
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Organisation
from confidentiality.acting import acting_as
from confidentiality.models import Entry
from confidentiality.verbs import Refused, WrongState, perform
from programmes import changes, faces, funding
from programmes.models import (
    ChangeRequest,
    Delegation,
    LeakMeasure,
    Participant,
    PartnerAnswer,
    PartnerFit,
    Project,
    ProjectFace,
    ProjectPlan,
    TermsVersion,
    UnpublishedFiling,
)
from programmes.registers import KINDS, add
from tests.confidentiality import browsing
from tests.councils.visitors import browser, status
from tests.programmes.fund_stage import YEAR, act, make_concept, make_fund, make_project, make_stage
from tests.programmes.test_project_registers import SLUGS, filled

TABS = (
    "project",
    "project_plan",
    "project_team",
    "project_money",
    "project_use",
    "project_protection",
    "project_face",
)


@pytest.fixture
def stage(world):
    made = make_stage(world)
    with acting_as(world.nakamura):
        funding.assign(made.project, by=world.nakamura, person=world.suzuki, part="manager")
        funding.assign(made.project, by=world.nakamura, person=world.tanaka, part="participant")
    return made


def text(answer) -> str:
    return answer.content.decode()


def enter(client, address: str, data: dict, wanted: int = 302):
    data = {"key": str(uuid4()), **data}
    first = client.post(address, data)
    assert first.status_code == 200 and "次のとおり読み取りました" in text(first), text(first)
    answer = client.post(address, {**data, "sure": "1"})
    assert answer.status_code == wanted, text(answer)
    return answer


def everything(stage):
    with acting_as(stage.nakamura):
        for slug in SLUGS:
            add(KINDS[slug], stage.project, by=stage.nakamura, **filled(stage, slug))


@pytest.mark.parametrize("name", TABS)
def test_each_tab_opens_for_its_people_and_for_nobody_else(stage, name):
    everything(stage)
    for key in ("nakamura", "takahashi", "suzuki", "tanaka", "yamamoto"):
        assert status(stage.people[key], name, stage.project.pk) == 200, key
    for key in ("inoue", "sato", "kato", "yoshida", "kimura"):
        assert status(stage.people[key], name, stage.project.pk) == 404, key
    assert browser().get(reverse(name, args=[stage.project.pk])).status_code == 302


def test_what_a_participant_may_not_know_is_not_on_their_pages(stage):
    everything(stage)
    secrets = ("第7号", "投資会社", "相手</th>", "先願の地位")
    manager, head, member = (browser(stage.people[k]) for k in ("suzuki", "takahashi", "tanaka"))
    pages = lambda client: "".join(text(client.get(reverse(n, args=[stage.project.pk]))) for n in TABS)  # noqa: E731
    of_member, of_manager, of_head = pages(member), pages(manager), pages(head)
    assert not [s for s in secrets if s in of_member] and "公開しない特許出願" not in of_member
    assert "お金は、関係する担当者だけが見られます" in of_member and "固定した条件の版" not in of_member
    assert "投資会社" in of_manager and "第7号" not in of_manager and "公開しない特許出願" not in of_manager
    assert all(s in of_head for s in ("第7号", "投資会社", "固定した条件の版"))
    assert "</span>加える" not in of_member and "</span>加える" in of_manager
    filing = UnpublishedFiling.objects.get()
    for client in (manager, member):
        for where in ("line_new", "lines_ended"):
            answer = client.get(reverse(where, args=[stage.project.pk, "unpublished-filings"]))
            assert answer.status_code == (403 if client is member and where == "line_new" else 404)
        address = reverse("line_history", args=[stage.project.pk, "unpublished-filings", filing.pk])
        assert client.get(address).status_code == 404
    assert member.get(reverse("terms_version", args=[stage.project.pk, 1])).status_code == 404
    assert head.get(reverse("terms_version", args=[stage.project.pk, 1])).status_code == 200
    for name in (
        "use_edit",
        "face_edit",
        "fit_edit",
        "change_plan",
        "change_team",
        "delegation_new",
        "plan_edit",
    ):
        assert status(stage.tanaka, name, stage.project.pk) == 403, name
        assert status(stage.inoue, name, stage.project.pk) == 404, name


def test_a_project_is_made_ready_and_started_by_the_pages_alone(world):
    fund = make_fund(world)
    concept = make_concept(world, fund)
    project = make_project(world, concept, council=world.quantum, active=False)
    client = browser(world.nakamura, afresh=True)
    at = lambda name, *more: reverse(name, args=[project.pk, *more])  # noqa: E731
    page = text(client.get(at("project")))
    assert "開始までに必要なこと" in page and "契約の日が、記録されていません" in page
    assert at("project_act", "activate") not in page
    assert client.get(at("plan_amounts")).status_code == 409  # the period comes first
    agreed = {
        "title": "試験課題",
        "purpose": "目的",
        "plan_text": "計画",
        "contract_form": "flexible",
        "starts_on_year": "令和8年4月1日",
        "ends_on_year": "2029-3-31",
        "contract_on_year": "2026-4-1",
    }
    wrong = client.post(at("plan_edit"), {**agreed, "ends_on_year": "2026-3-31"})
    assert wrong.status_code == 422 and "開始の日より後" in text(wrong)
    assert (
        client.post(at("plan_edit"), {**agreed, "shown": "x" * 48}).status_code == 409
    )  # written over meanwhile
    assert client.post(at("plan_edit"), agreed).status_code == 302
    assert client.post(at("plan_amounts"), {f"y{YEAR}": "たくさん"}).status_code == 422
    assert "少なくとも一つの年度" in text(client.post(at("plan_amounts"), {}))
    enter(client, at("plan_amounts"), {f"y{YEAR}": "５００", f"y{YEAR + 1}": "3億"})
    use = {"goal": "目標", "needs_person": "ito@example.jp"}
    half = client.post(at("use_edit"), use)
    assert half.status_code == 422 and "両方を記入" in text(half)
    personal = {**use, "needs_organisation": str(world.organisations["needs"].pk), "uses_personal_data": "on"}
    assert "根拠と守る措置の両方" in text(client.post(at("use_edit"), personal))
    words = {"personal_data_basis": "本人の同意", "personal_data_safeguards": "仮名化"}
    assert client.post(at("use_edit"), {**personal, **words}).status_code == 302
    assert client.post(at("project_act", "activate")).status_code == 409
    new = at("line_new", "leak-measures")
    assert client.post(new, {"measure_kind": "people"}).status_code == 422
    key = str(uuid4())
    for _time in (1, 2):
        sent = client.post(new, {"measure_kind": "people", "measure": "名簿", "key": key})
        assert sent.status_code == 302
    assert LeakMeasure.objects.count() == 1
    assert "まだ" not in text(client.get(at("project"))).split("</section>")[0].split("checks-h")[-1]
    assert at("project_act", "activate") in text(client.get(at("project")))
    assert client.post(at("project_act", "activate")).status_code == 302
    assert TermsVersion.objects.get().content["amounts"] == {str(YEAR): 500, str(YEAR + 1): 300_000_000}
    assert client.get(at("plan_edit")).status_code == 409
    assert "本人の同意" in text(client.get(at("project_protection")))
    assert "目標" in text(client.get(at("use_history")))


def test_lines_are_corrected_ended_and_read_again(stage):
    client = browser(stage.takahashi)
    at = lambda name, *more: reverse(name, args=[stage.project.pk, "milestones", *more])  # noqa: E731
    house = str(stage.organisations["company"].pk)
    data = {
        "title": "節目",
        "criterion": "基準",
        "organisation": house,
        "due_on_year": "2026-6-1",
        "key": str(uuid4()),
    }
    assert client.post(at("line_new"), data).status_code == 302
    row = KINDS["milestones"].lines(stage.project).get()
    assert "期限を過ぎています" in text(client.get(reverse("project_plan", args=[stage.project.pk])))
    edit = at("line_edit", row.pk)
    assert 'value="2026"' in text(client.get(edit))
    moved = client.post(edit, {**data, "due_on_year": "2026-9-1"})
    assert moved.status_code == 422 and "今回の理由" in text(moved)
    assert client.post(edit, {**data, "due_on_year": "2026-9-1", "delay_reason": "部材"}).status_code == 302
    assert client.post(edit, {**data, "due_on_year": "2026-9-1", "shown": "0" * 24}).status_code == 409
    assert "一覧から外す" in text(client.get(reverse("project_plan", args=[stage.project.pk])))
    asked = text(client.get(at("line_end", row.pk)))
    assert asked.count("一覧から外す") >= 3 and "済んだ日を記録" in asked
    assert client.post(at("line_end", row.pk), {"reason": ""}).status_code == 422
    assert client.post(at("line_end", row.pk), {"reason": "取りやめ"}).status_code == 302
    assert client.post(at("line_end", row.pk), {"reason": "取りやめ"}).status_code == 409
    assert "取りやめ" in text(client.get(at("lines_ended")))
    page = text(client.get(at("line_history", row.pk)))
    assert page.count("<h2>") == 3 and "部材" in page and "外した理由" in page
    for name in ("line_edit", "line_end", "line_history"):
        assert client.get(at(name, uuid4())).status_code == 404
    assert client.get(reverse("line_new", args=[stage.project.pk, "nothing"])).status_code == 404


def test_a_line_is_given_to_an_organisation_the_project_concerns(stage):
    """Not one of all there are; what stands in a line stays in its form whatever became of the organisation (R42)."""
    at = lambda name, *more: reverse(name, args=[stage.project.pk, *more])  # noqa: E731
    stranger = Organisation.objects.create(name="どの課題にも関わらない組織", kind="company")
    client = browser(stage.takahashi)
    new = at("line_new", "milestones")
    page = text(client.get(new))
    assert stage.project.organisation.name in page and stranger.name not in page
    day = {"due_on_year": "2027-6-1", "title": "節目", "criterion": "基準"}
    assert client.post(new, {**day, "organisation": stranger.pk}).status_code == 422
    ProjectPlan.objects.filter(item=stage.project).update(industry_organisation=stranger)
    assert stranger.name in text(client.get(new))
    assert client.post(new, {**day, "organisation": stranger.pk}).status_code == 302
    row = KINDS["milestones"].lines(stage.project).get()
    ProjectPlan.objects.filter(item=stage.project).update(industry_organisation=None)
    Organisation.objects.filter(pk=stranger.pk).update(is_active=False)
    assert stranger.name not in text(client.get(new))
    edit = text(client.get(at("line_edit", "milestones", row.pk)))
    assert f'value="{stranger.pk}" selected' in edit
    # Who supports the project afterwards need not have had to do with it.
    Organisation.objects.filter(pk=stranger.pk).update(is_active=True)
    assert stranger.name in text(client.get(at("line_new", "continued-support")))


def test_a_change_goes_its_way_through_the_pages(stage):
    head, agent = browser(stage.takahashi, afresh=True), browser(stage.nakamura, afresh=True)
    manager = browser(stage.suzuki, afresh=True)
    at = lambda name, *more: reverse(name, args=[stage.project.pk, *more])  # noqa: E731
    plan = {
        "title": "改めた題",
        "purpose": "目的の文",
        "plan": "改めた計画",
        "starts_on_year": "2026-4-1",
        "ends_on_year": "2029-3-31",
    }
    assert head.post(at("change_plan"), plan).status_code == 422  # why
    enter(head, at("change_plan"), {**plan, "reason": "試験の結果を受けて"})
    asked = ChangeRequest.objects.get()
    page = text(head.get(reverse("change", args=[asked.pk])))
    assert (
        "試験の結果を受けて" in page and "取り下げる" in page and "承認する" not in page and "<ins>" in page
    )
    approve = reverse("change_act", args=[asked.pk, "approve"])
    assert head.post(approve).status_code == 403 and manager.post(approve).status_code == 403
    assert browser(stage.tanaka).get(reverse("change", args=[asked.pk])).status_code == 404
    assert "変更の申請を決定する" in text(agent.get(reverse("home")))
    assert "変更の申請を決定する" not in text(head.get(reverse("home")))
    assert agent.get(approve).status_code == 200 and agent.post(approve, {"note": ""}).status_code == 302
    assert agent.post(approve).status_code == 409
    assert Project.objects.get().title == "改めた題" and TermsVersion.objects.count() == 2
    page = text(head.get(at("terms_version", 2)))
    assert "改めた" in page and "<del>" in page and "変更あり" in page
    # A manager who was given the right decides the next one.
    held = stage.project.assignments.get(person=stage.suzuki)
    nothing = agent.post(at("delegation_new"), {"assignment": str(held.pk)})
    assert nothing.status_code == 422
    enter(
        agent,
        at("delegation_new"),
        {"assignment": str(held.pk), "may_change_team": "on", "budget_yen": "100"},
    )
    assert "100" in text(head.get(at("project_team")))
    member = {
        "participant_kind": "individual",
        "name": "技術者",
        "part": "加工",
        "starts_on_year": "2026-10-1",
    }
    enter(head, at("change_team"), {**member, "share": "20", "reason": "加工のため"})
    joined = ChangeRequest.objects.filter(state="requested").get()
    assert (
        manager.post(reverse("change_act", args=[joined.pk, "approve"]), {"note": "よい"}).status_code == 302
    )
    row = Participant.objects.get()
    assert (row.name, row.share) == ("技術者", 20)
    enter(head, at("change_participant", row.pk), {**member, "share": "30", "reason": "増えるため"})
    wider = ChangeRequest.objects.filter(state="requested").get()
    assert head.post(reverse("change_act", args=[wider.pk, "withdraw"])).status_code == 302
    enter(head, at("change_leave", row.pk), {"reason": "終わったため"})
    left = ChangeRequest.objects.filter(state="requested").get()
    assert manager.post(reverse("change_act", args=[left.pk, "reject"]), {"note": ""}).status_code == 409
    assert manager.post(reverse("change_act", args=[left.pk, "approve"])).status_code == 302
    assert not KINDS["participants"].lines(stage.project).exists()
    enter(head, at("change_budget"), {f"y{YEAR}": "400", f"y{YEAR + 1}": "400", "reason": "翌年度へ"})
    assert "100円" in text(head.get(reverse("change", args=[ChangeRequest.objects.first().pk])))
    given = Delegation.objects.get()
    assert agent.post(at("delegation_end", given.pk)).status_code == 302
    assert agent.post(at("delegation_end", given.pk)).status_code == 409


def test_a_change_asked_twice_at_once_is_one(stage):
    key, client = str(uuid4()), browser(stage.takahashi)
    address = reverse("change_budget", args=[stage.project.pk])
    data = {f"y{YEAR}": "400", f"y{YEAR + 1}": "400", "reason": "翌年度へ", "key": key, "sure": "1"}
    first, second = client.post(address, data), client.post(address, data)
    assert first["Location"] == second["Location"] and ChangeRequest.objects.count() == 1


# --- the list ----------------------------------------------------------------------------------------


def test_the_list_shows_and_counts_what_one_may_see(stage):
    concept = make_concept(stage.world, stage.fund, allocated=0, title="別の構想")
    make_project(
        stage.world, concept, active=False, code="S-9", title="秘密の課題", representative=stage.kato
    )
    address = reverse("project_list")
    everyone = text(browser(stage.yamamoto).get(address))
    assert "秘密の課題" in everyone and "見られる課題は2件です" in everyone
    own = text(browser(stage.takahashi).get(address))
    assert "試験課題" in own and "秘密の課題" not in own and "見られる課題は1件です" in own
    assert "試験大学" in own and "別の構想" not in own
    none = text(browser(stage.inoue).get(address))
    assert "あなたが見られる課題はありません" in none and "試験基金" not in none
    for question, hit in (
        ({"q": "秘密"}, True),
        ({"q": "S-9"}, True),
        ({"state": "active"}, False),
        ({"state": "preparing"}, True),
        ({"fund": str(stage.fund.pk)}, True),
        ({"q": "なし"}, False),
        ({"state": "どこにもない"}, True),
    ):
        assert ("秘密の課題" in text(browser(stage.yamamoto).get(address, question))) is hit, question
    assert "秘密の課題" not in text(browser(stage.takahashi).get(address, {"q": "秘密"}))
    assert browser().get(address).status_code == 302


def test_the_sheet_holds_what_the_list_does(stage):
    concept = make_concept(stage.world, stage.fund, allocated=0, title="別の構想")
    make_project(
        stage.world, concept, active=False, code="=S-9", title="秘密の課題", representative=stage.kato
    )
    sheet = lambda person, **q: list(  # noqa: E731
        csv.reader(io.StringIO(text(browser(person).get(reverse("projects_csv"), q)).lstrip("\ufeff")))
    )
    rows = sheet(stage.yamamoto)
    assert len(rows) == 3 and rows[1][0] == "'=S-9" and rows[2][6] == "試験構想"
    assert [r[1] for r in sheet(stage.takahashi)[1:]] == ["試験課題"]
    assert len(sheet(stage.inoue)) == 1 and len(sheet(stage.yamamoto, q="秘密")) == 2
    assert Entry.objects.filter(verb="export_projects").count() == 4


def test_the_list_and_the_page_ask_a_fixed_number_of_questions(stage, django_assert_num_queries):
    client = browser(stage.yamamoto)
    with acting_as(stage.nakamura):
        made = [
            funding.register_project(
                stage.concept,
                by=stage.nakamura,
                code=f"N-{n:03}",
                title=f"課題{n}",
                representative=stage.takahashi,
                organisation=stage.organisations["university"],
            )
            for n in range(3)
        ]
    client.get(reverse("project_list"))  # what a process asks once
    with django_capture() as few:
        client.get(reverse("project_list"))
    with acting_as(stage.nakamura):
        for n in range(3, 60):
            funding.register_project(
                stage.concept,
                by=stage.nakamura,
                code=f"N-{n:03}",
                title=f"課題{n}",
                representative=stage.takahashi,
                organisation=stage.organisations["company"],
            )
    with django_assert_num_queries(len(few)):
        page = text(client.get(reverse("project_list")))
    assert "次のページ" in page and page.count("<tr>") == 51
    assert "N-055" in text(client.get(reverse("project_list"), {"page": 2}))
    for name in TABS:
        with django_capture() as empty:
            client.get(reverse(name, args=[made[0].pk]))
        with acting_as(stage.nakamura):
            for slug in SLUGS:
                for _n in range(3):
                    add(KINDS[slug], made[0], by=stage.nakamura, **filled(stage, slug))
        with django_capture() as whole:
            client.get(reverse(name, args=[made[0].pk]))
        assert len(whole) == len(empty) or name == "project_plan", name


def django_capture():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)


# --- the pages for everybody -------------------------------------------------------------------------


def listed(stage) -> ProjectFace:
    by = stage.nakamura
    with acting_as(by):
        faces.word_face(stage.project, by=by, purpose="公開する目的の文", english_summary="A summary.")
        return perform("list_publicly", faces.face_of(stage.project), by=by)


def test_a_project_is_public_only_once_listed_and_says_nothing_internal(stage):
    everything(stage)
    nobody, address = browser(), reverse("public_project", args=[stage.project.pk])
    assert nobody.get(address).status_code == 404 and "試験課題" not in text(
        nobody.get(reverse("public_projects"))
    )
    agent = browser(stage.nakamura, afresh=True)
    lists = reverse("face_act", args=[stage.project.pk, "list_publicly"])
    assert agent.post(lists).status_code == 409  # no purpose for the public yet
    edit = reverse("face_edit", args=[stage.project.pk])
    assert agent.post(edit, {"purpose": ""}).status_code == 422
    assert agent.post(edit, {"purpose": "公開する目的の文"}).status_code == 302
    for key, wanted in (("takahashi", 403), ("suzuki", 403), ("tanaka", 403), ("inoue", 404)):
        assert browser(stage.people[key], afresh=True).post(lists).status_code == wanted, key
    assert agent.get(lists).status_code == 200 and agent.post(lists).status_code == 302
    assert agent.post(lists).status_code == 409
    answer = nobody.get(address)
    page, shown = text(answer), browsing.text(answer)
    assert all(w in shown for w in ("試験課題", "T-1", "試験大学", "公開する目的の文", "実施中", "2029"))
    for secret in (
        "計画の文",
        "目的の文</dd><dt>研究",
        "実装の目標",
        "高橋",
        "量子試験協議会",
        "第7号",
        "港",
        "投資会社",
    ):
        assert secret not in page, secret
    assert "500" not in shown  # an address may well hold these digits
    assert "試験課題" in text(nobody.get(reverse("public_projects")))
    assert nobody.get(reverse("project", args=[stage.project.pk])).status_code == 302
    act("suspend", stage.project, stage.yamamoto, reason="内部の事情の文")
    page = text(nobody.get(address))
    assert "停止中" in page and "内部の事情の文" not in page
    off = reverse("face_act", args=[stage.project.pk, "take_off_public"])
    assert agent.post(off).status_code == 302 and nobody.get(address).status_code == 404
    with acting_as(None):
        assert not ProjectFace.objects.exists()


ENGLISH = {name: f"Words about {name}." for name in PartnerFit.SECTIONS}


def test_the_page_for_partners_abroad_is_whole_english_and_the_agencys(stage):
    nobody, agent = browser(), browser(stage.nakamura, afresh=True)
    head = browser(stage.takahashi, afresh=True)
    edit = reverse("fit_edit", args=[stage.project.pk])
    publish = reverse("face_act", args=[stage.project.pk, "publish_fit"])
    address = reverse("public_partners", args=[stage.project.pk])
    assert agent.post(publish).status_code == 409  # the project is not listed
    listed(stage)
    assert "書いていない項目" in text(agent.post(publish))
    wrong = head.post(edit, {**ENGLISH, "summary": "日本語の文"})
    assert wrong.status_code == 422 and "英語で記入" in text(wrong)
    unexplained = head.post(edit, {**ENGLISH, "a_publish": "partly"})
    assert unexplained.status_code == 422 and "英語の説明" in text(unexplained)
    assert head.post(edit, ENGLISH).status_code == 302
    assert "答えていないもの" in text(agent.post(publish))
    answers = {f"a_{q}": "yes" for q in PartnerAnswer.Question.values}
    partly = {"a_funding": "partly", "n_funding": "Through a Japanese partner."}
    assert head.post(edit, {**ENGLISH, **answers, **partly}).status_code == 302
    assert head.post(publish).status_code == 403 and nobody.get(address).status_code == 404
    assert agent.post(publish).status_code == 302
    page = text(nobody.get(address, {"lang": "en"}))
    assert "Words about secrecy." in page and "Through a Japanese partner." in page
    assert head.post(edit, {**ENGLISH, **answers, "summary": "Other."}).status_code == 409
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="海外の相手先"):
        perform("take_off_public", faces.face_of(stage.project), by=stage.nakamura)
    with acting_as(stage.takahashi), pytest.raises(Refused):
        perform("withdraw_fit", faces.fit_of(stage.project), by=stage.takahashi)
    act("withdraw_fit", faces.fit_of(stage.project), stage.nakamura)
    assert nobody.get(address).status_code == 404
    with acting_as(None):
        assert not PartnerAnswer.objects.exists() and not PartnerFit.objects.exists()


def test_pages_nobody_may_guess(stage):
    for name in ("public_project", "public_partners"):
        missing = browser().get(reverse(name, args=[uuid4()]))
        hidden = browser().get(reverse(name, args=[stage.project.pk]))
        assert missing.status_code == hidden.status_code == 404 and missing.content == hidden.content
    agent = browser(stage.nakamura, afresh=True)
    assert agent.get(reverse("face_act", args=[stage.project.pk, "delete"])).status_code == 404
    with acting_as(stage.takahashi):
        asked = changes.ask(
            stage.project,
            by=stage.takahashi,
            change_kind="plan",
            after=changes.with_plan(changes.terms_now(stage.project), title="別の題"),
            reason="理由",
        )
    assert agent.get(reverse("change_act", args=[asked.pk, "delete"])).status_code == 404
    assert ProjectPlan.objects.get().purpose == "目的の文"
