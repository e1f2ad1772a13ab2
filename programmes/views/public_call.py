"""Visions, concepts and calls for everybody, signed in or not: asked for as a signed-out reader; missing and hidden are one answer."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

from confidentiality import files
from confidentiality.acting import acting_as, database_now
from programmes import call_papers, catalogue, visions
from programmes.forms.call import CallFilterForm
from programmes.models import Call, CallClause, CallResult, ConceptSheet, RDVision
from programmes.views.call import agencies, narrowed, page_of
from programmes.views.frame import public_page, slice_of
from programmes.views.public import for_everybody

SHOWN = (RDVision.State.PUBLISHED, RDVision.State.SUPERSEDED)


@for_everybody
def public_visions(request: HttpRequest) -> HttpResponse:
    """The visions in force, one of each number, the versions before, and the concepts listed, each a page at a time."""
    with acting_as(None):
        context = {}
        for name, rows in (
            ("in_force", visions.in_force()),
            (
                "earlier",
                RDVision.objects.filter(state=RDVision.State.SUPERSEDED).order_by("number", "-revision"),
            ),
            ("sheets", ConceptSheet.objects.select_related("ministry", "agency").order_by("title", "pk")),
        ):
            context[name], context[f"{name}_pages"] = slice_of(request, rows, name=name)
    return public_page(request, "programmes/public_visions.html", context)


def _vision(pk: UUID) -> RDVision:
    found = RDVision.objects.filter(pk=pk, state__in=SHOWN).select_related("guideline").first()
    if found is None:
        raise Http404
    return found


@for_everybody
def public_vision(request: HttpRequest, pk: UUID) -> HttpResponse:
    with acting_as(None):
        found = _vision(pk)
        context = {
            "vision": found,
            "supported": list(found.supported.all()),
            "inputs": list(found.inputs.all()),
            "versions": list(
                RDVision.objects.filter(number=found.number, state__in=SHOWN).order_by("-revision")
            ),
            "basis": RDVision.objects.filter(pk=found.revises_id).first(),
            "sheets": list(ConceptSheet.objects.filter(vision=found).order_by("title")),
            "documents": [e for e in catalogue.entries_linked_to(found) if e.register == "document"],
        }
    return public_page(request, "programmes/public_vision.html", context)


@for_everybody
def public_vision_changes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The version beside the one it revises, when everybody may read that too."""
    with acting_as(None):
        found = _vision(pk)
        basis = RDVision.objects.filter(pk=found.revises_id, state__in=SHOWN).first()
        if basis is None:
            raise Http404
        rows = visions.compare(basis, found)
    context = {"vision": found, "basis": basis, "rows": rows, "frame": "programmes/public_frame.html"}
    return public_page(request, "programmes/vision_changes.html", context)


@for_everybody
def public_concept(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A concept that is listed: its text, and the calls issued from it."""
    with acting_as(None):
        sheet = ConceptSheet.objects.select_related("ministry", "agency", "vision").filter(pk=pk).first()
        if sheet is None:
            raise Http404
        now = database_now()
        rows = Call.objects.filter(concept=sheet.concept_id).order_by("-opens_at")
        # Of what is listed alone: a concept that is not public is named by neither side (R33).
        sharp = ConceptSheet.objects.filter(concept_id=sheet.sharpened).first() if sheet.sharpened else None
        themes = ConceptSheet.objects.filter(sharpened=sheet.concept_id).order_by("title")
        context = {
            "sheet": sheet,
            "calls": [(call, call.phase(now)) for call in rows],
            "sharpens": _told(sharp) if sharp else None,
            "themes": [_told(one) for one in themes],
        }
    return public_page(request, "programmes/public_concept.html", context)


def _told(sheet: ConceptSheet) -> tuple[str, str]:
    return sheet.title, reverse("public_concept", args=[sheet.pk])


@for_everybody
def public_calls(request: HttpRequest) -> HttpResponse:
    """Published calls, those open now first to be found by their phase; a fixed number of queries."""
    with acting_as(None):
        now = database_now()
        form = CallFilterForm(request.GET, agencies=agencies(), public=True)
        rows = narrowed(Call.objects.select_related("agency", "field"), form, now)
        found, after, before = page_of(request, rows.order_by("-opens_at", "-code"))
    context = {
        "form": form,
        "rows": [(call, call.phase(now)) for call in found],
        "next": after,
        "previous": before,
        "is_narrowed": any(request.GET.get(name) for name in ("phase", "field", "agency")),
    }
    return public_page(request, "programmes/public_calls.html", context)


def _call(pk: UUID) -> Call:
    found = Call.objects.select_related("agency", "field", "guideline").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _read(pk: UUID) -> dict:
    found = _call(pk)
    now = database_now()
    clauses = list(found.clauses.all())
    extensions, addenda, answers = (
        list(rows.all()) for rows in (found.extensions, found.addenda, found.answers)
    )
    said = [
        found.scheduled_at,
        *(e.extended_at for e in extensions),
        *(a.published_at for a in (*addenda, *answers)),
    ]
    since = max((at for at in said if at), default=None)
    return {
        "call": found,
        "phase": found.phase(now),
        "sections": list(found.sections.all()),
        "criteria": list(found.criteria.all()),
        "clauses": [c for c in clauses if c.answer != CallClause.Answer.EXEMPTED],
        "left_out": [c for c in clauses if c.answer == CallClause.Answer.EXEMPTED],
        "extensions": extensions,
        "addenda": addenda,
        "answers": answers,
        "sheet": ConceptSheet.objects.filter(concept=found.concept_id).first(),
        "guideline_pdf": call_papers.finished(found, call_papers.GUIDELINE, since),
        "notice_pdf": call_papers.finished(found, call_papers.NOTICE, since),
    }


@for_everybody
def public_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One call: in plain words first, the hours, how to apply, what is asked and by what it is judged."""
    with acting_as(None):
        context = _read(pk)
        context["result"] = CallResult.objects.filter(call=pk).order_by("-release_at").first()
    return public_page(request, "programmes/public_call.html", context | {"apply": _apply(pk)})


def _apply(pk: UUID) -> str:
    """Where a proposal is begun; empty while that page is not there."""
    try:
        return reverse("proposal_start", args=[pk])
    except NoReverseMatch:
        return ""


@for_everybody
def public_call_guideline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """公募要領 whole, as a page."""
    with acting_as(None):
        context = _read(pk)
    return public_page(request, "programmes/public_call_guideline.html", context)


@for_everybody
def public_call_notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page in plain words, to be handed on by chambers and associations (R54)."""
    with acting_as(None):
        context = _read(pk)
    return public_page(request, "programmes/public_call_notice.html", context)


@for_everybody
def public_call_pdf(request: HttpRequest, pk: UUID, kind: str) -> HttpResponse:
    """The finished paper; the address stays the same."""
    wanted = {"guideline": call_papers.GUIDELINE, "notice": call_papers.NOTICE}.get(kind)
    with acting_as(None):
        paper = call_papers.finished(_call(pk), wanted, None) if wanted else None
        if paper is None or paper.file is None:
            raise Http404
        data = files.read(paper.file)
    return files.send(data, paper.file.name, paper.file.content_type)
