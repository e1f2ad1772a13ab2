"""Projects for those who know of them and read none: the list and the page of one, with its money and the dates of its gates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.models import Item
from programmes import gate_marks, project_marks
from programmes.models import Disbursement, Fund, Project, RDConcept
from programmes.views.frame import slice_of
from programmes.views.fund import trail_to

HERE = _("課題の番号と状態")


def trail_here() -> list:
    return [
        *trail_to()[:1],
        (pgettext_lazy("list", "研究開発課題"), reverse("project_list")),
        (HERE, reverse("projects_known")),
    ]


@doors.person
@require_safe
def projects_known(request: HttpRequest) -> HttpResponse:
    """Every project the reader may know of, by number; what each is about is not here."""
    items, pages = slice_of(request, project_marks.known())
    context = {
        "heading": HERE,
        "rows": project_marks.told(items),
        "pages": pages,
        "trail": trail_here()[:-1],
    }
    return render(request, "programmes/projects_known.html", context)


@doors.item(Project, or_title=True)
@require_safe
def project_known(request: HttpRequest, project: Project | Item) -> HttpResponse:
    """How one project stands: its place, its period, the payments and the gates this reader may know of."""
    mark = project_marks.marks_of([project.pk]).get(project.pk)
    payments, pages = slice_of(
        request, Disbursement.objects.filter(project_id=project.pk).order_by("-requested_at", "-pk")
    )
    context = {
        "item": project,
        "mark": mark,
        "fund": Fund.objects.filter(pk=mark.fund_id).first() if mark else None,
        "concept": RDConcept.objects.filter(pk=mark.concept_id).first() if mark else None,
        "reads": isinstance(project, Project),
        "payments": payments,
        "pages": pages,
        "marks": gate_marks.marks_of(project),
        "trail": trail_here(),
    }
    return render(request, "programmes/project_known.html", context)
