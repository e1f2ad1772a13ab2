"""The programme's public pages: asked for as somebody signed out, whoever reads; hidden and missing are the same answer."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from confidentiality import doors, files
from confidentiality.acting import acting_as, database_now
from programmes import benchmarks, comparison, guidelines, measure_ties, measures, papers, technologies
from programmes.models import (
    CommentRound,
    CriticalTechnology,
    Guideline,
    MeasureProgress,
    OverseasBenchmark,
    PolicyMeasure,
    TechnologyField,
)
from programmes.views.frame import in_language, public_page, slice_of

# Before its instant the database answers nobody here for a text that is set to go out.
SHOWN = (Guideline.State.SCHEDULED, Guideline.State.PUBLISHED, Guideline.State.SUPERSEDED)


def for_everybody(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The door, the method and the language of every page here."""
    return doors.open_to_all("published records only, asked for as a signed-out reader")(
        require_safe(in_language(view))
    )


@for_everybody
def public_programmes(request: HttpRequest) -> HttpResponse:
    """What is in force, what the public is asked about now, and the ways on."""
    with acting_as(None):
        now = timezone.now()
        context = {
            "in_force": guidelines.in_force(),
            "framework": guidelines.framework(),
            "versions": list(
                Guideline.objects.filter(document=Guideline.Document.GUIDELINE, state__in=SHOWN).order_by(
                    "-number"
                )
            ),
            "rounds": list(CommentRound.objects.order_by("-opens_at")[:20]),
            "measures": PolicyMeasure.objects.count(),
            "benchmarks": OverseasBenchmark.objects.count(),
            "now": now,
        }
    return public_page(request, "programmes/public_home.html", context)


def _published(pk: UUID) -> Guideline:
    found = Guideline.objects.filter(pk=pk, state__in=SHOWN).select_related("revises").first()
    if found is None:
        raise Http404
    return found


@for_everybody
def public_guideline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One version whole, with its history."""
    with acting_as(None):
        found = _published(pk)
        context = {
            "guideline": found,
            "sections": list(found.sections.order_by("order")),
            "versions": list(
                Guideline.objects.filter(document=found.document, state__in=SHOWN).order_by("-number")
            ),
            "rounds": list(CommentRound.objects.filter(guideline=found).order_by("number")),
        }
    return public_page(request, "programmes/public_guideline.html", context)


@for_everybody
def public_comparison(request: HttpRequest, pk: UUID) -> HttpResponse:
    """新旧対照表 with the version before, when everybody may read that too."""
    with acting_as(None):
        found = _published(pk)
        basis = Guideline.objects.filter(pk=found.revises_id, state__in=SHOWN).first()
        if basis is None:
            raise Http404
        paper = papers.official(found)
        rows = comparison.compare(
            list(basis.sections.order_by("order")), list(found.sections.order_by("order"))
        )
    return public_page(
        request,
        "programmes/public_comparison.html",
        {
            "guideline": found,
            "basis": basis,
            "rows": rows,
            "places": comparison.count(rows),
            "paper": paper,
        },
    )


@for_everybody
def public_comparison_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The official paper; the address stays the same."""
    with acting_as(None):
        paper = papers.official(_published(pk))
        if paper is None or paper.file is None:
            raise Http404
        data = files.read(paper.file)
    return files.send(data, paper.file.name, paper.file.content_type)


@for_everybody
def public_comments(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One round of comments: the text as it was put to the public, until when, and the answers once they are out."""
    with acting_as(None):
        found = CommentRound.objects.filter(pk=pk).first()
        if found is None:
            raise Http404
        is_over = found.is_over(database_now())
    return public_page(request, "programmes/public_comments.html", {"round": found, "is_over": is_over})


@for_everybody
def public_measures(request: HttpRequest) -> HttpResponse:
    """Every published policy and measure under its pillar; ``?purpose=`` narrows to those with one purpose (R20)."""
    wanted = request.GET.get("purpose", "")
    wanted = wanted if wanted in PolicyMeasure.Purpose.values else ""
    with acting_as(None):
        found = PolicyMeasure.objects.filter(is_public=True).select_related("owner")
        if wanted:
            found = found.filter(purpose=wanted)
        rows, pages = slice_of(request, found.order_by("pillar", "nature", "order", "pk"))
    context = {
        "pillars": measures.by_pillar(rows),
        "pages": pages,
        "is_empty": not rows,
        "sources": _sources(rows),
        "purposes": measures.purpose_tabs(
            lambda one: f"{request.path}?purpose={one}" if one else request.path, wanted
        ),
        "wanted": wanted,
    }
    return public_page(request, "programmes/public_measures.html", context)


def _sources(rows: list[Any]) -> list[str]:
    return sorted({row.source for row in rows if row.source})


@for_everybody
def public_measure(request: HttpRequest, pk: UUID) -> HttpResponse:
    with acting_as(None):
        found = (
            PolicyMeasure.objects.filter(pk=pk, is_public=True)
            .select_related("owner", "section", "section__item")
            .first()
        )
        if found is None:
            raise Http404
        reports = list(MeasureProgress.objects.filter(item=found))
        context = {"measure": found, "reports": reports, "ties": measure_ties.history(found)}
    return public_page(request, "programmes/public_measure.html", context)


@for_everybody
def public_benchmarks(request: HttpRequest) -> HttpResponse:
    with acting_as(None):
        found = OverseasBenchmark.objects.filter(state=OverseasBenchmark.State.PUBLISHED)
        rows, pages = slice_of(request, benchmarks.in_order(found))
        context = {**benchmarks.chart(found), "rows": rows, "pages": pages, "sources": _sources(rows)}
    return public_page(request, "programmes/public_benchmarks.html", context)


@for_everybody
def public_technologies(request: HttpRequest) -> HttpResponse:
    """The fields with the typical examples under them, a page at a time; the first page has the fields without any too."""
    with acting_as(None):
        shown = CriticalTechnology.objects.filter(is_public_example=True)
        fields = list(
            TechnologyField.objects.select_related("parent").annotate(
                is_filled=Exists(shown.filter(field=OuterRef("pk")))
            )
        )
        in_order = [field for _depth, field in technologies.in_tree_order(fields)]
        examples, pages = slice_of(request, technologies.placed(shown, in_order))
    tree = [
        (depth, field, held)
        for depth, field, held in technologies.tree(fields, examples)
        if held or not (field.is_filled or pages["previous"])
    ]
    context = {"tree": tree, "pages": pages, "sources": _sources(fields)}
    return public_page(request, "programmes/public_technologies.html", context)
