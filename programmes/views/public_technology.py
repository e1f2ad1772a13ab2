"""Typical examples, public entries of the small registers and public budget lines: asked for as somebody signed out, whoever reads."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse

from confidentiality.acting import acting_as
from programmes import budgets, hub
from programmes.models import BudgetLine, CatalogueEntry, CriticalTechnology, TechnologySheet
from programmes.policy_registers import REGISTERS
from programmes.views.catalogue import A_PAGE, columns_of, register_of, told
from programmes.views.frame import PagesFirst, public_page, slice_of
from programmes.views.public import for_everybody


@for_everybody
def public_technology(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One typical example with what is public about it."""
    with acting_as(None):
        found = (
            CriticalTechnology.objects.filter(pk=pk, is_public_example=True).select_related("field").first()
        )
        if found is None:
            raise Http404
        context = {
            "technology": found,
            "sheet": TechnologySheet.objects.filter(technology=found, state="published").first(),
            "around": hub.around(found),
        }
    return public_page(request, "programmes/public_technology.html", context)


@for_everybody
def public_register(request: HttpRequest, register: str) -> HttpResponse:
    """The public entries of one register, a page at a time; the ways to the other registers that have some."""
    found = register_of(register)
    with acting_as(None):
        rows = CatalogueEntry.objects.filter(register=found.slug, is_public=True)
        page = PagesFirst(
            rows.select_related("organisation").order_by("number", "-on", "title", "pk"), A_PAGE
        ).get_page(request.GET.get("page"))
        shown = [{**row, "columns": columns_of(found, row)} for row in told(found, list(page.object_list))]
        filled = set(
            CatalogueEntry.objects.filter(is_public=True).order_by().values_list("register", flat=True)
        )
    context = {
        "register": found,
        "rows": shown,
        "page": page,
        "others": [r for slug, r in REGISTERS.items() if slug in filled and slug != found.slug],
    }
    return public_page(request, "programmes/public_register.html", context)


@for_everybody
def public_budget(request: HttpRequest) -> HttpResponse:
    """The public lines, a page at a time, under the sums of all of them."""
    with acting_as(None):
        found = BudgetLine.objects.filter(state=BudgetLine.State.PUBLISHED).select_related("ministry")
        order = ("-fiscal_year", "stage", "ministry__kana", "ministry__name", "name", "pk")
        rows, pages = slice_of(request, found.order_by(*order))
        context = {"rows": rows, "pages": pages, "totals": budgets.totals(found)}
    return public_page(request, "programmes/public_budget.html", context)
