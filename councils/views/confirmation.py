"""An attendee's own page: their remarks first, confirmed or corrected in two minutes; shows nobody else's name."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from confidentiality import doors
from confidentiality.verbs import WrongState
from councils import minutes
from councils.forms.record import QuestionForm, SuggestionForm
from councils.models import MinutesRecord, RecordReply, Remark, RemarkSuggestion
from councils.views.answers import too_late
from councils.views.record import around_meeting


def attends(record: MinutesRecord, person: Any) -> bool:
    """This person was at the meeting the record is of."""
    return minutes.own_attendance(record.meeting_id, person) is not None


@doors.item(MinutesRecord, related=("meeting", "council"), allows=attends)
def record_confirm(request: HttpRequest, record: MinutesRecord) -> HttpResponse:
    """D8: 確認した for one or all, another wording with a reason, or a question; all plain forms.

    Remarks are named in the body of the form, never in the address: an address next to a name would say who spoke.
    """
    asked = request.POST.get("ask", "")
    if request.method == "POST" and asked == "confirm":
        return _confirm(request, record)
    lines = minutes.own_lines(record, request.user)
    chosen = next((line.remark for line in lines if str(line.remark_id) == request.POST.get("remark")), None)
    form = None
    if request.method == "POST" and chosen is not None and asked in ("suggest", "question"):
        form = (SuggestionForm if asked == "suggest" else QuestionForm)(request.POST, remark=chosen)
        if form.is_valid():
            return _suggest(request, record, chosen, form)
    context = {
        **around_meeting(record.meeting, "minutes_record"),
        **_context(request, record, lines, chosen, form),
        "bad_form": form,
    }
    return render(
        request, "councils/confirmation_page.html", context, status=422 if form is not None else 200
    )


def _here(record: MinutesRecord) -> str:
    return reverse("record_confirm", args=[record.pk])


def _context(
    request: HttpRequest, record: MinutesRecord, lines: list, chosen: Remark | None, form: Any
) -> dict[str, Any]:
    sent = {
        s.remark_id: s
        for s in RemarkSuggestion.objects.filter(remark__item=record, person=request.user).order_by("created")
    }
    mine = [
        {
            "line": line,
            "remark": line.remark,
            "sent": sent.get(line.remark_id),
            **_forms(line.remark, chosen, form),
        }
        for line in lines
    ]
    own = {line.remark_id for line in lines}
    return {
        "record": record,
        "mine": mine,
        "others": [r for r in Remark.objects.filter(item=record).order_by("order", "pk") if r.pk not in own],
        "left": [
            m
            for m in mine
            if m["line"].confirmed_at is None and not (m["sent"] and m["sent"].state == "open")
        ],
        "is_open": record.state == MinutesRecord.State.CONFIRMING,
        "has_replied": RecordReply.objects.filter(item=record, person=request.user).exists(),
    }


def _forms(remark: Remark, chosen: Remark | None, form: Any) -> dict[str, Any]:
    sent_back = form if chosen is not None and remark.pk == chosen.pk else None
    return {
        "suggestion": sent_back if isinstance(sent_back, SuggestionForm) else SuggestionForm(remark=remark),
        "question": sent_back if isinstance(sent_back, QuestionForm) else QuestionForm(remark=remark),
        "is_suggesting": isinstance(sent_back, SuggestionForm),
        "is_asking": isinstance(sent_back, QuestionForm),
    }


def _confirm(request: HttpRequest, record: MinutesRecord) -> HttpResponse:
    """``remark`` carries id:version of each remark as it was shown."""
    shown = dict(pair.split(":", 1) for pair in request.POST.getlist("remark") if ":" in pair)
    try:
        is_done = minutes.confirm_remarks(
            record,
            by=request.user,
            shown={
                line.remark_id: shown[str(line.remark_id)]
                for line in minutes.own_lines(record, request.user)
                if str(line.remark_id) in shown
            },
        )
    except WrongState as wrong:
        return too_late(request, wrong, _here(record))
    messages.success(
        request, _("確認が終わりました。ありがとうございました。") if is_done else _("確認しました。")
    )
    return redirect(_here(record))


def _suggest(request: HttpRequest, record: MinutesRecord, remark: Remark, form: Any) -> HttpResponse:
    try:
        minutes.suggest(
            remark,
            by=request.user,
            reason=form.cleaned_data["reason"],
            text=form.cleaned_data.get("text", ""),
        )
    except WrongState as wrong:
        return too_late(request, wrong, _here(record))
    messages.success(
        request,
        _("修正案を事務局へ送りました。")
        if isinstance(form, SuggestionForm)
        else _("相談を事務局へ送りました。"),
    )
    return redirect(_here(record))
