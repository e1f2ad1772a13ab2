"""Comments of the public: sent without signing in, brought as a list, handed out as a list; no name of a sender goes out."""

import base64
from uuid import UUID

from allauth.core import ratelimit
from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from confidentiality import doors
from confidentiality.acting import acting_as, database_now
from confidentiality.verbs import WrongState
from programmes import comments
from programmes.forms.comment import ListForm, PublicCommentForm, ReturnedListForm
from programmes.imports import Unreadable
from programmes.models import CommentRound
from programmes.rights import is_staff
from programmes.sheets import csv_answer, csv_bytes
from programmes.views.frame import form_page, in_language, posted, public_page, too_late
from programmes.views.opinions import trail_of_round

OPEN = "a comment of the public, sent and receipted as a signed-out reader"
SHOWN_FAULTS = 100
_SALT = "programmes.comment receipt"


def _round(pk: UUID) -> CommentRound:
    found = CommentRound.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@doors.open_to_all(OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_language
def public_comment_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The form, then the receipt. Sent too late, or too often from one address, it says so and keeps nothing."""
    with acting_as(None):
        round_, now = _round(pk), database_now()
    over = round_.is_over(now) or bool(round_.stopped_reason)
    form = PublicCommentForm(posted(request), round_=round_)
    page = {"round": round_, "form": form, "is_over": over}
    if over or not (form.is_bound and form.is_valid()):
        response = public_page(request, "programmes/public_comment_form.html", page)
        response.status_code = 409 if over and form.is_bound else 422 if form.is_bound else 200
        return response
    limited = ratelimit.consume_or_429(request, action="public_comment")
    if limited:
        return limited
    try:
        with acting_as(None):
            code = comments.submit(round_, **form.given())
    except WrongState:
        response = public_page(request, "programmes/public_comment_form.html", {**page, "is_over": True})
        response.status_code = 409
        return response
    receipt = signing.dumps([str(round_.pk), code, now.isoformat()], salt=_SALT)
    return redirect("public_comment_receipt", receipt)


@doors.open_to_all(OPEN)
@require_safe
@in_language
def public_comment_receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """The number to keep: signed by the portal, so that it holds without a look at what nobody outside may read."""
    try:
        pk, code, at = signing.loads(receipt, salt=_SALT)
    except signing.BadSignature as wrong:
        raise Http404 from wrong
    with acting_as(None):
        round_ = _round(UUID(pk))
    context = {"round": round_, "code": code, "at": parse_datetime(at)}
    return public_page(request, "programmes/public_comment_receipt.html", context)


# Lists ---------------------------------------------------------------------------------------------------
@doors.item(CommentRound, allows=is_staff)  # readers of the round may not know the draft: no join
def comment_list_new(request: HttpRequest, round_: CommentRound) -> HttpResponse:
    """Bring a list; with a single fault in it nothing is taken, and every fault is told."""
    data = request.POST if request.method == "POST" else None
    form = ListForm(data, request.FILES or None)
    page = {"form": form, "round": round_, "trail": trail_of_round(round_), "columns": comments.columns()}
    template = "programmes/comment_list_form.html"
    if not (form.is_bound and form.is_valid()):
        return form_page(request, template, page)
    given, back = form.cleaned_data["file"], reverse("comment_round", args=[round_.pk])
    try:
        number = comments.take_list(round_, by=request.user, data=given, key=form.cleaned_data["key"])
    except WrongState as wrong:
        return too_late(request, wrong, back)
    except Unreadable as wrong:
        form.add_error("file", str(wrong))
        return form_page(request, template, page)
    except comments.Faulty as wrong:
        faults = wrong.sheet.in_order()
        told = {
            "faults": faults[:SHOWN_FAULTS],
            "more": max(0, len(faults) - SHOWN_FAULTS),
            "all": len(faults),
        }
        sent = {"sent": base64.b64encode(given).decode()}
        return render(request, template, {**page, **told, **sent}, status=422)
    said = ngettext("意見%(n)s件を取り込みました。", "意見%(n)s件を取り込みました。", number) % {"n": number}
    messages.success(request, said)
    return redirect(back)


@doors.item(CommentRound, allows=is_staff)  # readers of the round may not know the draft: no join
@require_POST
def comment_list_corrected(request: HttpRequest, round_: CommentRound) -> HttpResponse:
    """The refused list back, with what is wrong in front of each row; nothing of it was kept in between."""
    form = ReturnedListForm(request.POST)
    if not form.is_valid():
        return redirect("comment_list_new", round_.pk)
    try:
        sheet = comments.look_at(round_, form.cleaned_data["data"])
    except Unreadable:
        return redirect("comment_list_new", round_.pk)
    response = HttpResponse(sheet.corrected(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="comments-corrected.csv"'
    return response


@doors.item(CommentRound, allows=is_staff)  # readers of the round may not know the draft: no join
@require_safe
def comment_list_blank(request: HttpRequest, round_: CommentRound) -> HttpResponse:
    """A list with nothing but its headings, to be filled in."""
    data = csv_bytes([column.heading for column in comments.columns()], [])
    response = HttpResponse(data, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="comments-blank.csv"'
    return response


@doors.item(CommentRound, allows=is_staff)  # readers of the round may not know the draft: no join
@require_safe
def comment_export(request: HttpRequest, round_: CommentRound) -> HttpResponse:
    """Every comment with its sender, for the office alone; that it was taken stands in the journal."""
    rows = comments.rows_for_export(round_, by=request.user)
    return csv_answer("comments.csv", comments.heading(), rows)
