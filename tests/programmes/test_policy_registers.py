"""The small registers, budget lines, shares and tags: inside until published, corrected with every state kept, counted once."""

import csv
import io
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.fields import today
from accounts.models import Office
from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState, perform
from programmes import catalogue, issues, portfolio, registers, strategy
from programmes.models import (
    BudgetLine,
    CatalogueEntry,
    CatalogueLink,
    CatalogueNote,
    ConceptTechnology,
    Fund,
    IssueTag,
)
from programmes.policy_registers import MOVES, REGISTERS
from tests.access_scenes.stage import events
from tests.councils.visitors import browser, status
from tests.programmes import fund_stage
from tests.programmes import policy_cast as play
from tests.programmes import technology_cast as cast


@pytest.fixture
def by(world):
    return play.officer(world)


def say(answer) -> str:
    return answer.content.decode()


def day(name: str, on) -> dict[str, int]:
    return {f"{name}_year": on.year, f"{name}_month": on.month, f"{name}_day": on.day}


def test_every_register_knows_its_columns_and_words():
    columns = {f.name for f in CatalogueEntry._meta.get_fields()}
    assert list(REGISTERS) == CatalogueEntry.Register.values
    for register in REGISTERS.values():
        assert set(register.columns) <= columns and set(register.needed) <= set(register.columns)
        assert set(register.states) == set(CatalogueEntry.State) and set(register.verbs) == set(MOVES)
        assert set(register.links) <= set(catalogue.SUBJECTS)


@pytest.mark.parametrize("slug", REGISTERS)
def test_one_entry_of_each_register_from_its_form_to_its_end(world, by, slug):
    register, client = REGISTERS[slug], browser(by)
    made = play.technology(by)
    new = reverse("catalogue_new", args=[slug])
    assert client.post(new, {}).status_code == 422
    sent = {
        "title": "新しい件名",
        "text": "内容の文",
        "counterpart": "相手の名",
        "category": register.categories[0][0] if register.categories else "",
        "technology": str(made.pk),
        "organisation": str(world.organisations["university"].pk),
        "number": "７",
        "key": str(uuid4()),
        **day("on", today()),
    }
    first = client.post(new, sent)
    assert first.status_code == 302 and client.post(new, sent)["Location"] == first["Location"]
    entry = CatalogueEntry.objects.get()
    page = first["Location"]
    assert "新しい件名" in say(client.get(page))
    assert "新しい件名" in say(client.get(reverse("catalogue_list", args=[slug])))
    for verb, data, wanted in (
        ("take_up_entry", {}, 422),
        ("take_up_entry", {"text": "着手の文"}, 302),
        ("settle_entry", {"answer": "答え", "counterpart": "引取先", **day("answered_on", today())}, 302),
        ("settle_entry", {"answer": "答え", "counterpart": "引取先", **day("answered_on", today())}, 409),
        ("reopen_entry", {"text": "やり直し"}, 302),
        ("drop_entry", {"answer": "やめる理由", **day("answered_on", today())}, 302),
    ):
        address = reverse("catalogue_act", args=[entry.pk, verb])
        assert client.get(address).status_code == 200
        assert client.post(address, data).status_code == wanted, verb
    shown = say(client.get(page))
    assert all(word in shown for word in ("着手の文", "答え", "やり直し", "やめる理由"))
    assert status(world.sato, "catalogue_entry", entry.pk) == status(world.sato, "catalogue_new", slug) == 404
    assert "新しい件名" not in say(browser(world.sato).get(reverse("catalogue_list", args=[slug])))
    assert "新しい件名" not in say(browser().get(reverse("public_register", args=[slug])))


def test_a_correction_keeps_the_state_before_and_never_overwrites_another(world, by):
    entry, client = cast.entry(by), browser(by, afresh=True)
    edit = reverse("catalogue_edit", args=[entry.pk])
    shown = client.get(edit).context["form"]["shown"].value()
    sent = {"title": "直した件名", "shown": shown}
    assert client.post(edit, sent).status_code == 302
    assert client.post(edit, sent | {"title": "知らずに直す"}).status_code == 409
    assert "登録簿の件名" in say(client.get(reverse("catalogue_entry", args=[entry.pk])))  # the state before
    note = reverse("catalogue_note", args=[entry.pk])
    assert (
        client.post(note, {}).status_code == 422
        and client.post(note, {"text": "内部の話"}).status_code == 302
    )
    publish = reverse("catalogue_act", args=[entry.pk, "publish_entry"])
    assert "reauthenticate" in browser(by).post(publish)["Location"]
    assert client.post(publish).status_code == 302 and client.post(publish).status_code == 409
    assert client.post(edit, {"title": "公開中", "shown": ""}).status_code == 409
    public = say(browser().get(reverse("public_register", args=["document"])))
    inside = say(browser(world.sato).get(reverse("catalogue_entry", args=[entry.pk])))
    for page in (public, inside):
        assert "直した件名" in page and "内部の話" not in page and "登録簿の件名" not in page
    with acting_as(world.sato):
        assert not CatalogueNote.objects.exists() and not events(CatalogueEntry).objects.exists()
        with pytest.raises(Refused):
            catalogue.edit_entry(entry, by=world.sato, title="乗っ取り")
        assert CatalogueEntry.objects.update(title="乗っ取り") == 0
    assert status(world.sato, "catalogue_edit", entry.pk) == 403


def test_a_number_is_used_once(by):
    cast.entry(by, "topic", number=1)
    with acting_as(by), pytest.raises(WrongState, match="すでに使われて"):
        catalogue.add_entry("topic", by=by, title="別", number=1)
    sent = {"title": "別", "number": "1", "key": str(uuid4())}
    assert browser(by).post(reverse("catalogue_new", args=["topic"]), sent).status_code == 422


def test_a_link_is_seen_by_who_sees_both_ends(world, by):
    hidden, client = play.technology(by), browser(by)
    fund = fund_stage.make_fund(world)
    entry = cast.entry(by, "directive", counterpart="担当大臣", on=today())
    link = reverse("catalogue_link", args=[entry.pk, "technology"])
    assert client.get(link).status_code == 200 and client.post(link, {}).status_code == 422
    assert client.post(link, {"subject": str(hidden.pk), "how": "対象に加えた"}).status_code == 302
    assert client.post(link, {"subject": str(hidden.pk)}).status_code == 409
    with acting_as(by):
        catalogue.link_entry(entry, by=by, subject=fund, how="規模")
        perform("list_publicly", fund, by=by)
        perform("publish_entry", entry, by=by)
    assert "対象に加えた" in say(client.get(reverse("catalogue_entry", args=[entry.pk])))
    page = say(browser(world.sato).get(reverse("catalogue_entry", args=[entry.pk])))
    assert "試験基金" in page and hidden.name not in page and "対象に加えた" not in page
    assert "登録簿の件名" in say(client.get(reverse("fund", args=[fund.pk])))
    assert "登録簿の件名" in say(client.get(reverse("technology", args=[hidden.pk])))
    one = CatalogueLink.objects.get(subject_id=hidden.pk)
    end = reverse("catalogue_unlink", args=[entry.pk, one.pk])
    assert client.post(end).status_code == 302 and client.post(end).status_code == 409
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        CatalogueLink.objects.all().delete()
    assert client.get(reverse("catalogue_link", args=[entry.pk, "person"])).status_code == 404
    assert client.get(reverse("catalogue_list", args=["nothing"])).status_code == 404


def test_budget_lines_add_up_and_go_out_as_a_sheet(world, by):
    client = browser(by, afresh=True)
    new = reverse("budget_new")
    sent = {"fiscal_year": "令和8", "stage": "request", "act": "当初", "name": "=事業", "source": "文書"}
    assert client.post(new, sent).status_code == 422
    sent |= {"amount": "１億円", "ministry": str(world.organisations["ministry"].pk), "key": str(uuid4())}
    for _press in range(2):
        assert client.post(new, sent).status_code == 302
    line = BudgetLine.objects.get()
    assert line.amount == 100_000_000
    cast.budget(by, amount=300, stage="appropriation", fiscal_year=2025)
    page = say(client.get(reverse("budget_list")))
    assert page.count("100,000,000") == 3  # the line, its ministry, its year
    assert page.count('data-th="予算措置（円）">記載なし') == 2  # nobody has said that nothing was given
    sheet = client.get(reverse("budget_csv") + "?year=2026")
    rows = list(csv.reader(io.StringIO(sheet.content.decode("utf-8-sig"))))
    assert rows[1][0] == "2026" and rows[1][4] == "'=事業" and rows[1][5] == "100000000" and len(rows) == 2
    assert "=事業" not in browser(world.sato).get(reverse("budget_csv")).content.decode()
    publish = reverse("budget_act", args=[line.pk, "publish_budget_line"])
    assert client.post(publish).status_code == 302
    assert "=事業" in say(browser().get(reverse("public_budget")))
    assert client.post(reverse("budget_edit", args=[line.pk]), sent | {"shown": ""}).status_code == 409
    assert (
        status(world.sato, "budget_line", line.pk) == 200
        and status(world.sato, "budget_edit", line.pk) == 403
    )
    assert client.post(reverse("budget_act", args=[line.pk, "withdraw_budget_line"])).status_code == 302
    assert status(world.sato, "budget_line", line.pk) == 404


def test_money_is_divided_once_and_the_columns_add_up(world, by):
    stage = fund_stage.make_stage(world)
    a, b = play.technology(by), play.technology(by, name="乙")
    client = browser(by)
    new = reverse("share_new", args=[stage.concept.pk])
    assert client.post(new, {"technology": str(a.pk), "share": "101"}).status_code == 422
    assert client.post(new, {"technology": str(a.pk), "share": "３３"}).status_code == 302
    assert client.post(new, {"technology": str(a.pk), "share": "1"}).status_code == 409
    assert client.post(new, {"technology": str(b.pk), "share": "68"}).status_code == 409
    assert client.post(new, {"technology": str(b.pk), "share": "67"}).status_code == 302
    with pytest.raises(DatabaseError, match="whole of a concept"), transaction.atomic():
        ConceptTechnology.objects.create(
            item=stage.concept, technology=play.technology(by, name="丙"), share=1
        )
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        ConceptTechnology.objects.update(share=1)
    with acting_as(by):
        strategy.save_profile(cast.book_of(by, a), by=by, origin="seeds", horizon="long")
        found = portfolio.concentration()
        assert (found.total, found.rest) == (600, 0)
        assert [(line.name, line.amount) for line in found.technologies] == [("乙", 402), ("試験技術", 198)]
        total, lines = portfolio.balance()
        assert total == 600 and sum(line.amount for line in lines) == 600
        assert {line.subject: line.count for line in lines}["seeds", "long"] == 1
    assert "402" in say(client.get(reverse("technology_money")))
    assert "シーズ主導・長期" in say(client.get(reverse("technology_balance")))
    hub = say(client.get(reverse("technology", args=[a.pk])))
    assert "試験構想" in hub and "配分の33％" in hub and "T-1" in hub
    agent = browser(world.nakamura)
    assert agent.get(reverse("concept", args=[stage.concept.pk])).status_code == 200
    assert agent.get(reverse("concept_technologies", args=[stage.concept.pk])).status_code == 403
    with acting_as(world.nakamura):
        assert not ConceptTechnology.objects.exists()
    for name in ("technology_money", "technology_balance"):
        assert status(world.nakamura, name) == 404
    link = ConceptTechnology.objects.get(technology=a)
    end = reverse("share_end", args=[stage.concept.pk, link.pk])
    assert client.post(end).status_code == 302 and client.post(end).status_code == 409
    with acting_as(by):
        assert portfolio.concentration().rest == 198


def test_tags_are_seen_with_what_they_are_on(world, by):
    measure, hidden, client = play.measure(by), play.technology(by), browser(by)
    tag = cast.issue(by, "投資の魅力")
    with acting_as(by):
        perform("publish_measure", measure, by=by)
    for kind, thing in (("measure", measure), ("technology", hidden)):
        address = reverse("issue_tags", args=[kind, thing.pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {"issues": [str(tag.pk)]}).status_code == 302
        assert status(world.sato, "issue_tags", kind, thing.pk) == (403 if kind == "measure" else 404)
    page = reverse("issue", args=[tag.pk])
    assert "施策の文" in say(client.get(page)) and hidden.name in say(client.get(page))
    other = say(browser(world.sato).get(page))
    assert "施策の文" in other and hidden.name not in other
    assert "施策の文" in say(client.get(reverse("technology", args=[hidden.pk])))
    with acting_as(world.sato):
        assert IssueTag.objects.count() == 1
        with pytest.raises(Refused):
            issues.set_tags(measure, by=world.sato, issues=[])
        assert IssueTag.objects.all().delete()[0] == 0
    assert client.get(reverse("issue_tags", args=["fund", measure.pk])).status_code == 404
    assert client.post(reverse("issue_new"), {"name": "投資の魅力", "sort": "issue"}).status_code == 422
    edit = reverse("issue_edit", args=[tag.pk])
    assert (
        client.post(edit, {"name": "投資先の魅力", "sort": "viewpoint", "is_current": "on"}).status_code
        == 302
    )
    assert "投資先の魅力" in say(client.get(reverse("issue_list")))


@pytest.mark.parametrize(
    ("name", "arguments", "cost"),
    [("catalogue_list", ["document"], 10), ("budget_list", [], 10), ("public_register", ["document"], 15)],
)
def test_lists_cost_the_same_with_one_row_and_with_forty(
    by, django_assert_num_queries, name, arguments, cost
):
    def more(n: int) -> None:
        made, line = cast.entry(by, title=f"件名{n}"), cast.budget(by, name=f"事業{n}")
        with acting_as(by):
            perform("publish_entry", made, by=by)
            perform("publish_budget_line", line, by=by)

    more(0)
    client, page = browser(by), reverse(name, args=arguments)
    client.get(page)
    with django_assert_num_queries(cost):
        client.get(page)
    for n in range(1, 40):
        more(n)
    with django_assert_num_queries(cost):
        assert client.get(page).status_code == 200


def test_the_published_documents_bring_documents_topics_and_budgets(world):
    for _twice in range(2):
        call_command("load_published", verbosity=0)
    Office.objects.get_or_create(person=world.inoue, kind="programme_staff")
    with acting_as(None):
        topics = list(CatalogueEntry.objects.filter(register="topic").order_by("number"))
        assert [t.number for t in topics] == [1, 2, 3]
        assert CatalogueEntry.objects.filter(register="document").count() == 5
        assert sum(b.amount for b in BudgetLine.objects.filter(stage="request")) == 250_000_000_000
        assert CatalogueLink.objects.filter(subject_id=Fund.objects.get().pk).count() == 2
    fund = say(browser(world.inoue).get(reverse("fund", args=[Fund.objects.get().pk])))
    assert "経済財政運営と改革の基本方針2021" in fund


def test_a_scheme_with_another_purpose_carries_the_viewpoint_of_economic_security(world, by):
    """R48 and R49: registered once, tied to the project that grew out of it, tagged, and public only when published."""
    stage = fund_stage.make_stage(world)
    made = cast.entry(by, "scheme", title="ムーンショット型研究開発制度", category="other", text="前身の制度")
    with acting_as(by):
        view = issues.save_issue(by=by, name="経済安全保障の観点", sort="viewpoint")
        issues.set_tags(made, by=by, issues=[view])
        with pytest.raises(WrongState, match="課題のページ"):
            catalogue.link_entry(made, by=by, subject=stage.project, how="前身")
        registers.add(registers.KINDS["schemes"], stage.project, by=by, entry=made, how="前身")
    with pytest.raises(DatabaseError, match="own register"), transaction.atomic():
        CatalogueLink.objects.create(item=made, subject_id=stage.project.pk)
    page = reverse("catalogue_entry", args=[made.pk])
    said = say(browser(by).get(page))
    assert "経済安全保障の観点" in said and "安全保障を目的としない" in said and stage.project.title in said
    assert "ムーンショット型研究開発制度" in say(browser(by).get(reverse("issue", args=[view.pk])))
    public, outsider = reverse("public_register", args=["scheme"]), browser(world.sato)
    assert outsider.get(page).status_code == 404
    for client in (browser(), outsider):
        assert "ムーンショット型研究開発制度" not in say(client.get(public))
    assert "ムーンショット型研究開発制度" not in say(outsider.get(reverse("issue", args=[view.pk])))
    with acting_as(by):
        perform("publish_entry", made, by=by)
    for client in (browser(), outsider):
        found = say(client.get(public))
        assert "ムーンショット型研究開発制度" in found and stage.project.title not in found
    assert public in say(browser().get(reverse("public_programmes")))
