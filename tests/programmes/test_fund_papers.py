"""What of a fund is taken away adds up as its page does, tells no hidden concept, and runs nothing; no year cuts money off."""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.db import connection
from django.urls import reverse
from lxml import etree
from pypdf import PdfReader

from accounts import fields
from accounts.japanese import fiscal_year
from confidentiality import audience
from confidentiality.acting import acting_as
from confidentiality.models import Entry, PrintJob
from confidentiality.verbs import perform
from councils import tasks
from programmes import fund_paper, funding, sheets
from programmes.models import LedgerEntry
from programmes.views import fund_papers
from tests.councils.visitors import browser, status
from tests.programmes import fund_stage
from tests.programmes.fund_stage import YEAR
from tests.programmes.test_comments import Counter, say

SECRET = "名を伏せる構想"


@pytest.fixture
def stage(world):
    made = fund_stage.make_stage(world)
    fund_stage.paid(made, 100)
    return made


@pytest.fixture
def hidden(stage):
    return fund_stage.make_concept(stage.world, stage.fund, title=SECRET, allocated=300)


def sheet(answer) -> list[list[str]]:
    assert answer.status_code == 200
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def address(name: str, stage) -> str:
    return reverse(name, args=[stage.fund.pk])


def cells(data: bytes) -> str:
    """Every word and number of a workbook."""
    book = zipfile.ZipFile(io.BytesIO(data))
    assert book.testzip() is None
    parts = [n for n in book.namelist() if n.startswith("xl/worksheets/") or n == "xl/sharedStrings.xml"]
    return " ".join(t for part in parts for t in etree.fromstring(book.read(part)).itertext())


# Files ---------------------------------------------------------------------------------------------------
def test_the_sums_as_csv_are_those_of_the_page(stage, hidden):
    rows = sheet(browser(stage.yamamoto).get(address("fund_sums_csv", stage)))
    by_name = {tuple(row[:2]): row[2:] for row in rows}
    assert by_name["構想ごと", "試験構想"][:4] == ["600", "0", "100", "500"]
    assert by_name["構想ごと", SECRET][0] == "300"
    assert by_name["構想ごと", "合計"][:4] == ["900", "0", "100", "800"]
    assert by_name["年度ごと", "合計"][:4] == ["1000", "900", "0", "100"]
    assert by_name["府省庁ごと", "合計"][0] == by_name["全体", "拠出"][0] == "1000"
    assert Entry.objects.filter(verb="export_sums", actor=stage.yamamoto).count() == 1


def test_a_reader_of_totals_gets_them_without_a_name(stage, hidden):
    with acting_as(stage.yamamoto):
        perform("list_publicly", stage.fund, by=stage.yamamoto)
        audience.open_to(stage.concept, audience.EVERYBODY)
    for answer in (
        browser(stage.sato).get(address("fund_sums_csv", stage)),
        browser().get(address("public_fund_csv", stage)),
    ):
        rows = sheet(answer)
        assert SECRET not in str(rows)
        by_name = {tuple(row[:2]): row[2:] for row in rows}
        assert by_name["構想ごと", "名前を出さない構想の合計"][0] == "300"
        assert by_name["構想ごと", "合計"][0] == "900"
    book = browser(stage.sato).get(address("fund_workbook", stage)).content
    assert (
        SECRET not in cells(book)
        and "帳簿" not in zipfile.ZipFile(io.BytesIO(book)).read("xl/workbook.xml").decode()
    )


def test_who_has_no_part_in_it_finds_no_file(stage):
    for name in ("fund_sums_csv", "fund_workbook", "fund_pdf", "fund_carried"):
        assert status(stage.inoue, name, stage.fund.pk) == 404
        assert status(None, name, stage.fund.pk) == 302
    assert browser().get(address("public_fund_csv", stage)).status_code == 404


def test_the_workbook_has_every_table_and_the_ledger_and_keeps_words_words(stage):
    with acting_as(stage.yamamoto):
        funding.edit_fund(stage.fund, by=stage.yamamoto, name="=HYPERLINK(1)")
    answer = browser(stage.yamamoto).get(address("fund_workbook", stage))
    assert answer["Content-Type"] == sheets.XLSX and 'filename="fund.xlsx"' in answer["Content-Disposition"]
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    names = book.read("xl/workbook.xml").decode()
    for words in ("全体", "構想ごと", "年度ごと", "府省庁ごと", "予算措置", "帳簿"):
        assert words in names
    for part in book.namelist():
        if part.startswith("xl/worksheets/"):
            page = book.read(part).decode()
            assert "<f>" not in page and "hyperlink" not in page
    assert "=HYPERLINK(1)" in cells(answer.content)
    assert "山本" not in book.read("docProps/core.xml").decode()


def test_sums_stay_exact_in_a_workbook_or_are_refused():
    table = sheets.Table("[x]:*?/\\" + "長" * 40, ["a"], [[999_999_999_999_999], [-3], ["00123"], [""]])
    assert "999999999999999" in cells(sheets.workbook([table, table]))
    with pytest.raises(ValueError, match="15"):
        sheets.workbook([sheets.Table("x", ["a"], [[10**15]])])


# The overview as PDF -------------------------------------------------------------------------------------
def test_the_overview_is_printed_with_the_sums_of_the_page(stage, hidden):
    client = browser(stage.yamamoto, afresh=True)
    page = address("fund_pdf", stage)
    assert "reauthenticate" in browser(stage.yamamoto).get(page)["Location"]
    assert "作成する" in say(client.get(page))
    assert client.post(page).status_code == 302
    job = PrintJob.objects.get(kind="fund_overview_pdf")
    assert tasks.make_pdf(str(job.pk)) == "done"
    assert "ダウンロードする" in say(client.get(page))
    data = b"".join(client.get(reverse("print_job_file", args=[job.pk])))
    words = "".join(p.extract_text() for p in PdfReader(io.BytesIO(data)).pages).replace("\n", "")
    for part in ("試験構想", SECRET, "1,000", "900", "800", "基金の関係者限り", stage.yamamoto.family_name):
        assert part in words
    for who, sees in ((stage.nakamura, True), (stage.kimura, True), (stage.takahashi, False), (None, False)):
        with acting_as(who):
            assert PrintJob.objects.filter(pk=job.pk).exists() is sees
    fund_stage.paid(stage, 50)
    assert "作成する" in say(client.get(page)), "another sum is another paper"


def test_a_paper_of_the_book_names_no_concept_that_a_reader_of_the_book_may_not_know(stage, hidden):
    with acting_as(stage.yamamoto):
        audience.close_to(hidden, audience.office("auditor"))
        data = fund_paper._data(stage.fund, stage.fund.book, stage.fund.created)
    names = [row["words"] for row in data["concepts"]]
    assert names == ["試験構想", "名前を載せない構想の合計"]
    assert data["concepts"][1]["cells"][0] == "300" and data["whole"]["cells"][0] == "900"


def test_an_older_order_is_not_printed_with_newer_sums(stage):
    client = browser(stage.yamamoto, afresh=True)
    client.post(address("fund_pdf", stage))
    fund_stage.paid(stage, 50)
    assert tasks.make_pdf(str(PrintJob.objects.get().pk)) == "failed"


# No year cuts money off ----------------------------------------------------------------------------------
def test_what_is_left_of_earlier_years_stays_and_can_be_moved(stage, monkeypatch):
    monkeypatch.setattr(fund_papers, "today", lambda: date(YEAR + 1, 4, 1))
    client = browser(stage.yamamoto, afresh=True)
    page = say(client.get(address("fund_carried", stage)))
    assert "試験構想" in page and ">500<" in page and f"year={YEAR}" in page
    form = say(client.get(f"{address('transfer_new', stage)}?concept={stage.concept.pk}&year={YEAR}"))
    assert f'value="{YEAR}"' in form and f'value="{fiscal_year(fields.today())}"' in form
    with acting_as(stage.yamamoto):
        asked = funding.propose_transfer(
            stage.fund,
            by=stage.yamamoto,
            from_concept=stage.concept,
            from_year=YEAR,
            to_concept=stage.concept,
            to_year=YEAR + 1,
            amount=500,
            reason="翌年度に使う",
        )
    assert ">500<" in say(client.get(address("fund_carried", stage))), "nothing moves before it is approved"
    fund_stage.act("approve", asked, stage.kobayashi)
    assert "過年度の残りはありません" in say(client.get(address("fund_carried", stage)))
    whole = [line.amount for line in LedgerEntry.objects.filter(kind="transfer").order_by("id")]
    assert whole == [-500, 500]
    fund_stage.agree_on(stage, {YEAR: 300, YEAR + 1: 500})
    with acting_as(stage.takahashi):
        later = funding.request_payment(
            stage.project, by=stage.takahashi, amount=500, fiscal_year=YEAR + 1, purpose="翌年度の支払"
        )
    fund_stage.act("verify", later, stage.yamamoto)
    assert fund_stage.act("pay", later, stage.nakamura).state == "paid"


def test_a_foreign_concept_in_the_address_fills_in_nothing(stage, world):
    client = browser(stage.yamamoto, afresh=True)
    for wanted in ("x", "11111111-1111-4111-8111-111111111111"):
        page = client.get(f"{address('transfer_new', stage)}?concept={wanted}&year=2020")
        assert page.status_code == 200 and 'value="2020"' not in say(page)


# Cost ----------------------------------------------------------------------------------------------------
def test_lists_of_the_fund_cost_the_same_with_one_row_and_with_fifty(stage):
    pages = [
        address(name, stage)
        for name in ("fund", "fund_sums", "fund_carried", "fund_lines", "fund_sums_csv", "fund_workbook")
    ]
    pages += [
        reverse("concept", args=[stage.concept.pk]),
        reverse("project", args=[stage.project.pk]),
        reverse("project_money", args=[stage.project.pk]),
    ]
    pages += [reverse("fund_list")]
    client = browser(stage.yamamoto)

    def add(numbers: range) -> None:
        with acting_as(stage.yamamoto):
            for n in numbers:
                funding.propose_contribution(
                    stage.fund, by=stage.yamamoto, act=f"予算{n}", fiscal_year=2030 + n, amount=1
                )
                funding.propose_allocation(stage.concept, by=stage.yamamoto, fiscal_year=YEAR, amount=1)
                funding.propose_transfer(
                    stage.fund,
                    by=stage.yamamoto,
                    from_concept=stage.concept,
                    from_year=YEAR,
                    to_concept=stage.concept,
                    to_year=YEAR + 1,
                    amount=1,
                    reason="試験",
                )
        for _n in numbers:
            fund_stage.request(stage, 1)

    def cost() -> list[int]:
        found = []
        for page in pages:
            with connection.execute_wrapper(counter := Counter()):
                assert client.get(page).status_code == 200, page
            found.append(counter.n)
        return found

    add(range(1))
    cost()
    before = cost()
    add(range(1, 51))
    assert dict(zip(pages, cost(), strict=True)) == dict(zip(pages, before, strict=True))
    for name in ("fund_sums", "project_money"):
        where = stage.project.pk if name == "project_money" else stage.fund.pk
        assert 'rel="next"' in say(client.get(reverse(name, args=[where])))
    assert 'rel="prev"' in say(client.get(f"{address('fund_sums', stage)}?page=2"))
