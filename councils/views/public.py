"""The public pages: asked for as somebody signed out, whoever reads; hidden and missing are the same answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from confidentiality import doors, files
from confidentiality.acting import acting_as
from councils import published, reading, twin
from councils.models import Council, Material, MaterialVersion, MinutesSummary, SummaryEdition

A_PAGE = 20
PUBLISHED = MinutesSummary.State.PUBLISHED


def _in_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """``?lang=en`` shows the frame in English: an address of its own for search engines and letters."""

    @wraps(view)
    def inner(request: HttpRequest, **rest: Any) -> HttpResponse:
        wanted = request.GET.get("lang")
        if wanted in dict(settings.LANGUAGES):
            translation.activate(wanted)
            request.LANGUAGE_CODE = wanted
        return view(request, **rest)

    return inner


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    address = request.build_absolute_uri(request.path)
    return render(
        request,
        template,
        {
            **context,
            "languages": [("ja", f"{address}?lang=ja"), ("en", f"{address}?lang=en"), ("x-default", address)],
        },
    )


@doors.open_to_all("published records only, asked for as a signed-out reader")
@require_safe
@_in_language
def public_home(request: HttpRequest) -> HttpResponse:
    """Listed councils and the newest summaries."""
    with acting_as(None):
        counts = dict(
            MinutesSummary.objects.filter(state=PUBLISHED)
            .values_list("council_id")
            .annotate(n=Count("pk"))
            .order_by()
        )
        councils = [
            {"council": c, "count": counts.get(c.pk, 0)}
            for c in Council.objects.filter(is_listed=True).order_by("name")
        ]
        newest = list(_summaries()[:A_PAGE])
    return _page(request, "councils/public_home.html", {"councils": councils, "newest": newest})


def _summaries() -> Any:
    return (
        MinutesSummary.objects.filter(state=PUBLISHED)
        .order_by("-published_at", "pk")
        .values("pk", "number", "held_on", "published_at", "printed__title", "council_id")
    )


@doors.open_to_all("published records only, asked for as a signed-out reader")
@require_safe
@_in_language
def public_council(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What a council is for, and its published summaries."""
    with acting_as(None):
        council = (
            Council.objects.select_related("establishing_organisation").filter(pk=pk, is_listed=True).first()
        )
        if council is None:
            raise Http404
        rows = _summaries().filter(council_id=pk).order_by("-number")
        before = request.GET.get("before", "")
        if before.isdecimal():
            rows = rows.filter(number__lt=int(before))
        found = list(rows[: A_PAGE + 1])
        page = (
            int(request.GET["papers"])
            if re.fullmatch("[1-9][0-9]{0,3}", request.GET.get("papers", ""))
            else 1
        )
        papers, more_papers = published.of_council(pk, page)
    more = f"?before={found[A_PAGE - 1]['number']}" if len(found) > A_PAGE else ""
    return _page(
        request,
        "councils/public_council.html",
        {
            "council": council,
            "summaries": found[:A_PAGE],
            "next": more,
            "previous": reverse("public_council", args=[pk]) if before else "",
            "papers": papers,
            "next_papers": f"?papers={page + 1}" if more_papers else "",
            "previous_papers": f"?papers={page - 1}" if page > 1 else "",
        },
    )


@doors.open_to_all("published records only, asked for as a signed-out reader")
@require_safe
@_in_language
def public_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _edition_page(request, pk, None)


@doors.open_to_all("published records only, asked for as a signed-out reader")
@require_safe
@_in_language
def public_edition(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """An earlier edition stays readable, and says that a later one replaced it."""
    return _edition_page(request, pk, number)


def _edition_page(request: HttpRequest, pk: UUID, number: int | None) -> HttpResponse:
    with acting_as(None):
        summary, editions = _published(pk)
        council = Council.objects.filter(pk=summary.council_id, is_listed=True).first()
        papers = published.of_summary(pk)
    shown = _chosen(editions, number)
    paper = twin.page(shown.printed)
    if paper is None:
        raise Http404
    return _page(
        request,
        "councils/public_summary.html",
        {
            "summary": summary,
            "council": council,
            "editions": editions,
            "edition": shown,
            "paper": paper,
            "is_last": shown is editions[0],
            "papers": papers,
        },
    )


def _published(pk: UUID) -> tuple[MinutesSummary, list[SummaryEdition]]:
    """Raises Http404 unless everybody may see it."""
    summary = MinutesSummary.objects.filter(pk=pk, state=PUBLISHED).first()
    editions = (
        list(SummaryEdition.objects.filter(item_id=pk).select_related("file").order_by("-number"))
        if summary
        else []
    )
    if not editions:
        raise Http404
    return summary, editions


def _chosen(editions: list[SummaryEdition], number: int | None) -> SummaryEdition:
    found = editions[0] if number is None else next((e for e in editions if e.number == number), None)
    if found is None:
        raise Http404
    return found


@doors.open_to_all("published records only, asked for as a signed-out reader")
@require_safe
def public_summary_pdf(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The official PDF of the last edition; the address stays the same."""
    return _edition_file(pk, None)


@doors.open_to_all("published records only, asked for as a signed-out reader")
@require_safe
def public_edition_pdf(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    return _edition_file(pk, number)


def _edition_file(pk: UUID, number: int | None) -> HttpResponse:
    with acting_as(None):
        _summary, editions = _published(pk)
        edition = _chosen(editions, number)
        if edition.file is None:
            raise Http404
        data = files.read(edition.file)
    return files.send(data, edition.file.name, edition.file.content_type)


@doors.open_to_all("published papers only, asked for as a signed-out reader")
@require_safe
@_in_language
def public_material(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A paper its council has published: the newest text, where it was handed out, its file; no talk and no reader."""
    with acting_as(None):
        material, version = _open_paper(pk)
        council = Council.objects.filter(pk=material.council_id, is_listed=True).first()
        places = published.places(pk)[pk]
    parts = reading.sections(version)
    return _page(
        request,
        "councils/public_material.html",
        {
            "material": material,
            "version": version,
            "council": council,
            "places": places,
            "sections": parts,
            "contents": [s for s in parts if s.heading],
            "kind": PurePath(version.file.name).suffix.lstrip(".").upper() if version.file else "",
        },
    )


@doors.open_to_all("published papers only, asked for as a signed-out reader")
@require_safe
def public_material_file(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file of the newest version as it was brought in: a public paper carries nobody's name as its reader."""
    with acting_as(None):
        material, version = _open_paper(pk)
        if version.file is None:
            raise Http404
        data = files.read(version.file)
    return files.send(data, published.file_name(material, version.file), version.file.content_type)


def _open_paper(pk: UUID) -> tuple[Material, MaterialVersion]:
    """Raises Http404 unless everybody may read it."""
    material = published.published(pk)
    version = published.newest(material) if material else None
    if version is None:
        raise Http404
    return material, version
