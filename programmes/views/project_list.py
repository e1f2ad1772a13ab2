"""All projects this reader may see: searched, paged, saved as a sheet; refuses to count what is hidden."""

import csv
import io
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation
from confidentiality import doors, journal
from confidentiality.models import Item
from programmes import project_marks
from programmes.forms.project import UNDECIDED, SearchForm
from programmes.models import Project
from programmes.sheets import BOM, cell
from programmes.views.fund import trail_to

A_PAGE = 50


def asked(request: HttpRequest) -> tuple[SearchForm, list[UUID], dict[str, str]]:
    """The form, the projects it asks for by their number, and the question as an address would repeat it."""
    # Sealed once: what is not the reader's is gone over here, and by none of the questions below.
    seen = list(Project.objects.order_by("code").values_list("pk", "fund_id", "organisation_id"))
    funds = Item.objects.filter(pk__in={f for _p, f, _o in seen}).order_by("public_title")
    houses = Organisation.objects.filter(pk__in={o for _p, _f, o in seen})
    form = SearchForm(
        request.GET or None,
        funds=[(str(f.pk), f.public_title) for f in funds],
        organisations=[(str(o.pk), o.name) for o in houses],
    )
    form.is_valid()
    words = {name: form.cleaned_data.get(name) or "" for name in form.fields} if form.is_bound else {}
    question = {name: value for name, value in words.items() if value}
    found = [pk for pk, _f, _o in seen]
    if question:
        found = list(_narrowed(Project.objects.filter(pk__in=found), words).values_list("pk", flat=True))
    return form, found, question


def _narrowed(rows: QuerySet, words: dict[str, str]) -> QuerySet:
    if text := words.get("q", "").strip():
        rows = rows.filter(
            Q(code__icontains=text) | Q(title__icontains=text) | Q(english_title__icontains=text)
        )
    for name, column in (("state", "state"), ("fund", "fund_id"), ("organisation", "organisation_id")):
        if words.get(name):
            rows = rows.filter(**{column: words[name]})
    for name in ("origin", "horizon"):
        if words.get(name):
            rows = rows.filter(**{name: "" if words[name] == UNDECIDED else words[name]})
    return rows.order_by("code")


def _rows(wanted: list[UUID], *more: str) -> list[Project]:
    rows = Project.objects.filter(pk__in=wanted).select_related("organisation", "representative", *more)
    return list(rows.order_by("code"))


@doors.person
@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    form, wanted, question = asked(request)
    page = Paginator(wanted, A_PAGE).get_page(request.GET.get("page"))
    page.object_list = _rows(page.object_list)
    where = lambda number: "?" + urlencode({**question, "page": number})  # noqa: E731
    context = {
        "form": form,
        "page": page,
        "question": question,
        "next": where(page.next_page_number()) if page.has_next() else "",
        "previous": where(page.previous_page_number()) if page.has_previous() else "",
        "csv": reverse("projects_csv") + ("?" + urlencode(question) if question else ""),
        "only_knows": project_marks.only_knows(),
        "trail": trail_to()[:1],
    }
    return render(request, "programmes/project_list.html", context)


@doors.person
@require_safe
def projects_csv(request: HttpRequest) -> HttpResponse:
    """The same rows as the list, all pages; what the reader may not see is neither there nor counted."""
    _form, wanted, _question = asked(request)
    found = _rows(wanted, "plan")
    funds = Item.objects.in_bulk({p.fund_id for p in found} | {p.concept_id for p in found})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_headings())
    for project in found:
        writer.writerow([cell(value) for value in _row(project, funds)])
    journal.record("export_projects", None, lines=len(found))
    response = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="projects.csv"'
    return response


def _headings() -> list[str]:
    return [
        _("課題番号"),
        _("課題名"),
        _("英語の課題名"),
        _("状態"),
        _("研究開発機関"),
        _("研究代表者"),
        _("研究開発構想"),
        _("基金"),
        _("開始"),
        _("終了"),
        _("起点"),
        _("見通す期間"),
    ]


def _row(project: Project, funds: dict[Any, Item]) -> list[Any]:
    plan = getattr(project, "plan", None)
    above = [funds[pk].public_title if pk in funds else "" for pk in (project.concept_id, project.fund_id)]
    days = [f"{d:%Y/%m/%d}" if d else "" for d in (plan and plan.starts_on, plan and plan.ends_on)]
    return [
        project.code,
        project.title,
        project.english_title,
        str(project.get_state_display()),
        project.organisation.name,
        project.representative.name,
        *above,
        *days,
        str(project.get_origin_display()),
        str(project.get_horizon_display()),
    ]
