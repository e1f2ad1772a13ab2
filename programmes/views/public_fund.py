"""Funds for everybody: purpose, sums put in with their source, totals by year; asked for as a signed-out reader."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from confidentiality import doors
from confidentiality.acting import acting_as
from programmes import figures, overview
from programmes.models import Fund
from programmes.views.frame import in_language, public_page

WHY = "published funds only, asked for as a signed-out reader"


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_funds(request: HttpRequest) -> HttpResponse:
    """Listed funds with what was put in and what has been paid."""
    with acting_as(None):
        found = [
            (fund, figures.figures_of(fund.pk).total)
            for fund in Fund.objects.filter(is_listed=True).order_by("name")
        ]
    return public_page(request, "programmes/public_funds.html", {"funds": found})


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_fund(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One fund: its words, the budget acts, and totals of all lines, the confidential ones included."""
    with acting_as(None):
        fund = Fund.objects.select_related("agency").filter(pk=pk, is_listed=True).first()
        if fund is None:
            raise Http404
        found, given = figures.figures_of(fund.pk), figures.contributions_of(fund.pk)
        names = Organisation.objects.in_bulk(
            {i for c in given for i in (c.ministry_id, c.agency_id) if i is not None}
        )
    context = {
        "fund": fund,
        "sums": found.total,
        "bars": overview.bars(found.total),
        "width": overview.WIDTH,
        "years": [(year, found.by_year[year]) for year in found.years],
        "given": [(c, names.get(c.ministry_id), names.get(c.agency_id)) for c in given],
        "differs": found.total.contributed - sum(c.amount for c in given),
    }
    return public_page(request, "programmes/public_fund.html", context)
