"""Published results of stage gates, for everybody; asked for as a signed-out reader."""

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.acting import acting_as
from programmes.models import GateResult
from programmes.views.frame import in_language, page_first, public_page

WHY = "published results only, asked for as a signed-out reader"
A_PAGE = 50


def newest() -> QuerySet[GateResult]:
    """One edition of each result: the one that counts."""
    later = GateResult.objects.filter(gate=OuterRef("gate"), edition__gt=OuterRef("edition"))
    return GateResult.objects.filter(~Exists(later))


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_gates(request: HttpRequest) -> HttpResponse:
    """All published results, newest decision first."""
    number = request.GET.get("page", "1")
    at = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    with acting_as(None):
        rows = newest().order_by("-decided_on", "code", "-number", "pk")
        found = page_first(rows, (at - 1) * A_PAGE, at * A_PAGE + 1)
    address = reverse("public_gates")
    context = {
        "results": found[:A_PAGE],
        "next": f"{address}?page={at + 1}" if len(found) > A_PAGE else "",
        "previous": f"{address}?page={at - 1}" if at > 1 else "",
    }
    return public_page(request, "programmes/public_gates.html", context)


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_gate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One edition, and the ways to the others: a corrected one says at its head that it no longer counts."""
    with acting_as(None):
        found = GateResult.objects.filter(pk=pk).first()
        if found is None:
            raise Http404
        editions = list(GateResult.objects.filter(gate=found.gate_id).order_by("-edition"))
    context = {
        "result": found,
        "newest": editions[0] if editions[0].pk != found.pk else None,
        "editions": editions if len(editions) > 1 else [],
    }
    return public_page(request, "programmes/public_gate.html", context)
