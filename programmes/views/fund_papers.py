"""A fund to take away: sums as CSV and Excel, the overview as PDF, what stands from earlier years; knows no right of its own."""

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.fields import today
from accounts.japanese import fiscal_year
from confidentiality import doors, journal
from confidentiality.acting import acting_as
from confidentiality.models import PrintJob
from confidentiality.orders import order
from programmes import figures, fund_paper, fund_sheets, overview
from programmes.models import Fund, RDConcept
from programmes.sheets import csv_answer, workbook_answer
from programmes.standing import leads_or_runs
from programmes.views.frame import in_language
from programmes.views.fund import asked_lines, may_read_book, tabs_of, trail_to
from programmes.views.public_fund import WHY


def _year(request: HttpRequest) -> int | None:
    year = request.GET.get("year", "")
    return int(year) if year.isdecimal() and len(year) == 4 else None


@doors.item(Fund)
@require_safe
def fund_sums_csv(request: HttpRequest, fund: Fund) -> HttpResponse:
    """Every table of sums in one list, as this reader may have them; the taking stands in the journal."""
    journal.record("export_sums", fund, year=_year(request))
    heading, rows = fund_sheets.one_list(fund_sheets.sums_of(fund, _year(request)))
    return csv_answer("fund-sums.csv", heading, rows)


@doors.item(Fund)
@require_safe
def fund_workbook(request: HttpRequest, fund: Fund) -> HttpResponse:
    """The tables of sums, and for readers of the book the lines of the ledger, as one Excel file."""
    tables = fund_sheets.sums_of(fund, _year(request))
    if may_read_book(fund):
        asked = asked_lines(request, fund)
        rows = overview.tell(list(asked.rows.select_related("ministry").order_by("id")))
        tables.append(fund_sheets.lines_of(rows, asked))
    journal.record("export_sums", fund, year=_year(request))
    return workbook_answer("fund.xlsx", tables)


@doors.item(Fund)
@reauthentication_required
def fund_pdf(request: HttpRequest, fund: Fund) -> HttpResponse:
    """Order the overview as PDF after a fresh sign-in; a copy names its reader on every page."""
    if not may_read_book(fund):
        raise Http404
    paper = fund_paper.fund_pdf(fund)
    if request.method == "POST":
        return redirect("print_job", pk=order(paper, by=request.user).pk)
    made = PrintJob.objects.filter(item_id=paper.item_id, kind=paper.kind, text_hash=paper.text_hash)
    job = made.exclude(state=PrintJob.State.FAILED).first()
    context = {"trail": trail_to(fund), "fund": fund, "paper": paper, "job": job}
    return render(request, "programmes/fund_pdf.html", context)


@doors.item(Fund)
@require_safe
def fund_carried(request: HttpRequest, fund: Fund) -> HttpResponse:
    """What concepts still have from fiscal years that are over: it stays theirs, and can be moved (R29)."""
    if not may_read_book(fund):
        raise Http404
    now = fiscal_year(today())
    rows = carried(fund, now)
    context = {
        "fund": fund,
        "now": now,
        "rows": rows,
        "whole": sum(row["left"] for row in rows),
        "may_propose": leads_or_runs(fund, request.user)
        and fund.state not in (Fund.State.CLOSED, Fund.State.CLOSING),
        "trail": trail_to(fund),
        "tabs": tabs_of(fund, "fund_carried"),
    }
    return render(request, "programmes/fund_carried.html", context)


def carried(fund: Fund, now: int) -> list[dict[str, Any]]:
    """Per concept and earlier year: allocated, reserved, paid, left; concepts the reader may not read in one row a year."""
    names = {c.pk: c.title for c in RDConcept.objects.filter(fund=fund)}
    found = figures.places_of(fund.pk)
    rows = [
        {
            "concept": concept,
            "name": names.get(concept, ""),
            "year": year,
            "sums": sums,
            "left": sums.remaining,
            "move": f"{reverse('transfer_new', args=[fund.pk])}?concept={concept}&year={year}",
        }
        for (concept, year), sums in found.items()
        if year < now and sums.remaining
    ]
    return sorted(rows, key=lambda row: (row["year"], not row["name"], row["name"]))


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_fund_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The sums of a listed fund as data: what is not public is in them without a name, nothing is rounded."""
    with acting_as(None):
        fund = Fund.objects.filter(pk=pk, is_listed=True).first()
        if fund is None:
            raise Http404
        heading, rows = fund_sheets.one_list(fund_sheets.sums_of(fund))
    return csv_answer("fund-sums.csv", heading, rows)
