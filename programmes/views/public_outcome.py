"""Published outcomes for everybody: searched, counted, read and saved as a signed-out reader; hidden and missing are alike."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from confidentiality import disclosures, files
from confidentiality.acting import acting_as
from confidentiality.models import Disclosure, PublishedPart
from programmes import outcomes
from programmes.forms.outcome import CatalogueForm
from programmes.models import Outcome, OutcomeUse
from programmes.outcome_csv import sheet
from programmes.views.frame import page_first, public_page
from programmes.views.public import for_everybody

A_PAGE, MOST = 30, 5_000


def looked_for(request: HttpRequest) -> tuple[QuerySet[Outcome], dict[str, Any], CatalogueForm]:
    """Those everybody may read that fit; a field that cannot be read narrows nothing and says so."""
    form = CatalogueForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and (form.is_valid() or True) else {}
    rows = Outcome.objects.filter(published_at__isnull=False).select_related("organisation", "field")
    for word in (asked.get("q") or "").split()[:5]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(english_title__icontains=word)
            | Q(authors__icontains=word)
            | Q(description__icontains=word)
            | Q(english_description__icontains=word)
        )
    if asked.get("kind"):
        rows = rows.filter(outcome_kind=asked["kind"])
    if asked.get("field"):
        rows = rows.filter(Q(field=asked["field"]) | Q(field__parent=asked["field"]))
    if asked.get("year"):
        rows = rows.filter(produced_on__year=asked["year"])
    given = {k: getattr(v, "pk", v) for k, v in asked.items() if v}
    return rows.order_by("-produced_on", "-pk"), given, form


@for_everybody
def public_outcomes(request: HttpRequest) -> HttpResponse:
    """The catalogue; its counts are of what everybody may read, and of nothing else."""
    number = request.GET.get("page", "")
    page = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    with acting_as(None):
        rows, given, form = looked_for(request)
        count = rows.count()
        found = page_first(rows, (page - 1) * A_PAGE, page * A_PAGE)
        str(form)  # its fields of technology are asked for here, as the same reader
        context = {
            "form": form,
            "count": count,
            "rows": found,
            "is_asked": bool(given),
            "query": urlencode(given),
            "fields": [field.as_field_group() for field in form],
        }
    address = reverse("public_outcomes") + "?" + urlencode({**given, "page": ""})
    context["next"] = f"{address}{page + 1}" if count > page * A_PAGE else ""
    context["previous"] = f"{address}{page - 1}" if page > 1 else ""
    return public_page(request, "programmes/public_outcomes.html", context)


@for_everybody
def public_outcomes_csv(request: HttpRequest) -> HttpResponse:
    """What the page lists, all pages at once; at most ``MOST`` lines."""
    with acting_as(None):
        return sheet(list(looked_for(request)[0][:MOST]))


@for_everybody
def public_outcome(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One outcome with what of it was published; what is masked is not told of beyond that there is more to come."""
    with acting_as(None):
        found = (
            Outcome.objects.select_related("organisation", "field")
            .filter(pk=pk, published_at__isnull=False)
            .first()
        )
        if found is None:
            raise Http404
        state = disclosures.standing_of([pk]).get(pk, ("", None))[0]
        context = {
            "outcome": found,
            "parts": list(PublishedPart.objects.filter(item=found).select_related("file")),
            "uses": outcomes.uses_now(
                OutcomeUse.objects.filter(item=found, is_public=True).select_related("ministry")
            ),
            "is_partial": state == Disclosure.State.PUBLISHED_PARTIAL,
        }
    return public_page(request, "programmes/public_outcome.html", context)


@for_everybody
def public_outcome_file(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The file of one published part."""
    with acting_as(None):
        part = PublishedPart.objects.select_related("file").filter(item_id=pk, number=number).first()
        if part is None or part.file is None:
            raise Http404
        data = files.read(part.file)
    return files.send(data, part.file.name, part.file.content_type)
