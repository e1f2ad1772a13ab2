"""Projects for everybody: what the agency has listed, and the English page for partners abroad; asked for as signed out."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.acting import acting_as
from programmes.models import PartnerFit, ProjectFace
from programmes.views.frame import PagesFirst, in_language, public_page
from programmes.views.project_face import answers_of

WHY = "listed projects only, asked for as a signed-out reader"
A_PAGE = 50


def _listed() -> object:
    return ProjectFace.objects.filter(state=ProjectFace.State.LISTED).select_related("organisation")


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_projects(request: HttpRequest) -> HttpResponse:
    """Number, title, organisation and state of what is listed."""
    with acting_as(None):
        page = PagesFirst(_listed().order_by("code"), A_PAGE).get_page(request.GET.get("page"))
        found = list(page)
    context = {
        "projects": found,
        "next": f"?page={page.next_page_number()}" if page.has_next() else "",
        "previous": f"?page={page.previous_page_number()}" if page.has_previous() else "",
    }
    return public_page(request, "programmes/public_projects.html", context)


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_project(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name, organisation, purpose, period, state; nothing internal."""
    with acting_as(None):
        face = _listed().filter(project_id=pk).first()
        if face is None:
            raise Http404
        fit = PartnerFit.objects.filter(project_id=pk, state=PartnerFit.State.PUBLISHED).exists()
    return public_page(request, "programmes/public_project.html", {"face": face, "has_fit": fit})


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_partners(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Could you join under these terms? In English, with a check-list (R52)."""
    with acting_as(None):
        face = _listed().filter(project_id=pk).first()
        fit = PartnerFit.objects.filter(project_id=pk, state=PartnerFit.State.PUBLISHED).first()
        if face is None or fit is None:
            raise Http404
        answers = answers_of(fit)
    return public_page(
        request, "programmes/public_partners.html", {"face": face, "fit": fit, "answers": answers}
    )
