"""A member's own answer: text, notice of penalties, check, receipt; nobody answers for another."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from confidentiality import agreements, asking, doors, naming
from confidentiality.forms import AnswerForm
from confidentiality.lifecycle import ACTS, is_provider
from confidentiality.models import Consent, Designation
from confidentiality.standing import (
    Standing,
    Wording,
    agreement_sentence,
    assent_sentence,
    field_changes,
    standing,
    text_rows,
)
from confidentiality.verbs import WrongState


def _is_final(request: HttpRequest) -> bool:
    return request.method == "POST" and request.POST.get("step") == "answer"


@doors.item(Designation, allows=ACTS["answer"].allows, related=("item", "candidate", "in_force"))
@reauthentication_required(enabled=_is_final)
def designation_answer(request: HttpRequest, designation: Designation) -> HttpResponse:
    """Read, choose, check, answer. The hash says to which words; when they have changed, a 409 shows how."""
    seat = agreements.own_seat(designation, request.user)
    try:
        if seat is None:
            raise Http404
        version, joining = agreements.asked_about(designation, seat)
    except WrongState as wrong:
        return _too_late(request, designation, wrong)
    where = standing(designation, agreements.seats_of(designation.item.container_id, []))
    wording = where.of(version)
    context = _context(designation, where, wording, joining, seat.pk)
    form = AnswerForm(request.POST or None, initial={"shown_hash": wording.text_hash})
    context["form"] = form
    if not form.is_bound or request.POST.get("step") == "edit":
        return render(request, "confidentiality/designation_answer.html", context)
    if not form.is_valid():
        return render(request, "confidentiality/designation_answer.html", context, status=422)
    if form.cleaned_data["shown_hash"] != wording.text_hash:
        context |= {
            "form": AnswerForm(initial={"shown_hash": wording.text_hash}),
            "changed": _what_changed(where, form, wording),
        }
        return render(request, "confidentiality/designation_answer.html", context, status=409)
    if not _is_final(request):
        return render(request, "confidentiality/designation_answer_check.html", context)
    try:
        agreements.answer(designation, by=request.user, **form.cleaned_data)
    except WrongState as wrong:
        return _too_late(request, designation, wrong)
    return redirect("designation_receipt", designation.pk)


def _too_late(request: HttpRequest, designation: Designation, wrong: WrongState) -> HttpResponse:
    context = {"problem": str(wrong), "designation": designation}
    return render(request, "confidentiality/too_late.html", context, status=409)


def _context(
    designation: Designation, where: Standing, wording: Wording, joining: bool, seat: int
) -> dict[str, Any]:
    mine = next((a for a in wording.answers if a.is_mine), None)
    scoped = [
        s
        for s in agreements.seats_of(
            designation.item.container_id, list(wording.version.scoped.values_list("principal_id", flat=True))
        )
        if s.scoped
    ]
    would_hold = seat in {s.principal for s in scoped}
    last = bool(mine and not joining and [a.principal for a in wording.missing] == [mine.principal])
    return {
        "designation": designation,
        "item": designation.item,
        "wording": wording,
        "joining": joining,
        "mine": mine,
        "would_hold": would_hold,
        "scoped": scoped,
        "completes": last,
        "sentence": agreement_sentence(wording.version) if would_hold else assent_sentence(wording.version),
        "penalty": naming.penalty_notice(),
        "changes": wording.changes,
    }


def _what_changed(where: Standing, form: AnswerForm, wording: Wording) -> list:
    """From the text the member had before them to the one that is asked about now."""
    shown = next((w for w in where.wordings if w.text_hash == form.cleaned_data["shown_hash"]), None)
    return field_changes(shown.rows, wording.rows) if shown else wording.changes


@doors.item(Designation, related=("item", "candidate", "in_force"))
def designation_receipt(request: HttpRequest, designation: Designation) -> HttpResponse:
    """My latest answer, with its number, its instant and the text it was given to; made for printing."""
    consent = (
        Consent.objects.filter(version__designation=designation, person=request.user)
        .exclude(text_hash="")
        .select_related("version")
        .order_by("-decided_at", "-pk")
        .first()
    )
    if consent is None:
        raise Http404
    scoped = naming.principal_names(consent.version.scoped.values_list("principal_id", flat=True))
    is_in_force = designation.in_force_id == consent.version_id
    context = {
        "designation": designation,
        "consent": consent,
        "number": receipt_number(consent),
        "is_in_force": is_in_force,
        "rows": text_rows(consent.version, sorted(scoped.values())),
        "sentence": _sentence(designation, consent),
        "canonical": asking.canonical_text(consent.version),
        "page": naming.page_of(designation.item),
        "holds": is_in_force
        and (
            is_provider(designation, request.user)
            or asking.holding(request.user).filter(pk=designation.pk).exists()
        ),
        "back": reverse("designation", args=[designation.pk]),
    }
    return render(request, "confidentiality/designation_receipt.html", context)


def _sentence(designation: Designation, consent: Consent) -> str:
    groups = list(consent.version.scoped.values_list("principal_id", flat=True))
    seats = agreements.seats_of(designation.item.container_id, groups)
    holds = any(s.scoped and s.principal == consent.principal_id for s in seats)
    return agreement_sentence(consent.version) if holds else assent_sentence(consent.version)


def receipt_number(consent: Consent) -> str:
    """A number to read out over the telephone: the day, the version, and the head of the text's hash."""
    return f"{consent.decided_at.astimezone():%Y%m%d}-{consent.version.number}-{consent.text_hash[:8]}"
