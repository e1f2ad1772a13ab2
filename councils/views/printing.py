"""Papers of the minutes: ordered by a form, followed on a page, handed out to those who may read them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from confidentiality import doors, files, journal, naming, orders
from confidentiality.marking import copy_number, seal_of, stamp_lines
from confidentiality.models import PrintJob
from confidentiality.printing import stamp
from councils import papers
from councils.models import Meeting, MinutesRecord, MinutesSummary, SpeakerSheet
from councils.views.frame import refuse
from councils.views.record import around_meeting

State = PrintJob.State
INTERNAL = ("record_pdf", "speakers_pdf", "draft_pdf", "draft_docx")
MARKED = (
    "record_pdf",
    "speakers_pdf",
    "draft_pdf",
)  # a copy of what is inside carries its reader's name on every page


@doors.item(MinutesSummary, related=("meeting", "council"))
def summary_pdf(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    """The summary as PDF: the official edition once it is published, a draft for readers of the record before."""
    if summary.published_at:
        return _paper_page(
            request,
            summary.meeting,
            papers.edition_pdf(summary.editions.select_related("item").first()),
            _("議事要旨のPDF"),
        )
    return _draft(request, summary, papers.draft_pdf, _("議事要旨（案）のPDF"))


@doors.item(MinutesSummary, related=("meeting", "council"))
def summary_docx(request: HttpRequest, summary: MinutesSummary) -> HttpResponse:
    if summary.published_at:
        return _paper_page(request, summary.meeting, papers.published_docx(summary), _("議事要旨のWord文書"))
    return _draft(request, summary, papers.draft_docx, _("議事要旨（案）のWord文書"))


def _draft(
    request: HttpRequest,
    summary: MinutesSummary,
    make: Callable[[MinutesSummary], papers.Paper],
    heading: str,
) -> HttpResponse:
    """The file of a draft belongs to the record: who does not read the record gets none."""
    if not summary.printed or not MinutesRecord.objects.filter(meeting_id=summary.meeting_id).exists():
        raise Http404
    return reauthentication_required(
        lambda request: _paper_page(request, summary.meeting, make(summary), heading)
    )(request)


@doors.item(MinutesRecord, related=("meeting", "council"))
@reauthentication_required
def record_pdf(request: HttpRequest, record: MinutesRecord) -> HttpResponse:
    """The full record without speakers, for all who read it."""
    return _paper_page(request, record.meeting, papers.record_pdf(record), _("議事の記録のPDF"))


@doors.item(MinutesRecord, related=("meeting", "council"))
@reauthentication_required
def record_speakers_pdf(request: HttpRequest, record: MinutesRecord) -> HttpResponse:
    """The full record with speakers, for readers of the sheet."""
    sheet = SpeakerSheet.objects.select_related("record", "record__meeting").filter(record=record).first()
    if sheet is None:
        refuse(request, record, "record_speakers_pdf")
    return _paper_page(
        request, record.meeting, papers.speakers_pdf(sheet), _("議事の記録（発言者入り）のPDF")
    )


def _paper_page(request: HttpRequest, meeting: Meeting, paper: papers.Paper, heading: str) -> HttpResponse:
    """GET: what will be made, or that it is there already. POST: order it and go where it can be followed."""
    if request.method == "POST":
        return redirect("print_job", pk=papers.order(paper, by=request.user).pk)
    made = (
        PrintJob.objects.filter(item_id=paper.item_id, kind=paper.kind, text_hash=paper.text_hash)
        .exclude(state=State.FAILED)
        .first()
    )
    here = "minutes_record" if "record" in paper.kind or "speakers" in paper.kind else "minutes_summary"
    return render(
        request,
        "councils/printjob_order.html",
        {
            **around_meeting(meeting, here),
            "paper": paper,
            "job": made,
            "heading": heading,
            "is_internal": paper.kind in INTERNAL,
        },
    )


@doors.item(PrintJob, related=("file",))
@require_safe
def print_job(request: HttpRequest, job: PrintJob) -> HttpResponse:
    """How far it is; htmx asks again every second while somebody waits, a link does the same without it."""
    context = {
        "job": job,
        "problem": _(job.problem) if job.problem else "",
        "is_waiting": job.state in (State.WAITING, State.RUNNING),
        "label": _("%(done)s／%(all)sまで進みました") % {"done": job.done_steps, "all": job.all_steps},
    }
    if request.htmx:
        response = render(request, "councils/printjob_part.html", context)
        if not context["is_waiting"]:
            response["HX-Trigger"] = json.dumps({"say": str(job.get_state_display())})
        return response
    meeting = _meeting_of(job)
    back = (
        reverse(
            "minutes_summary"
            if meeting and job.kind.split("_")[0] in ("draft", "published", "edition")
            else "minutes_record",
            args=[meeting.pk],
        )
        if meeting
        else naming.page_of(job.item) or reverse("home")
    )
    return render(request, "councils/printjob_page.html", {**context, "back": back, "meeting": meeting})


def _meeting_of(job: PrintJob) -> Meeting | None:
    """The meeting of a job's item, for the way back; None for a reader who does not know the meeting."""
    found: Any = (
        MinutesSummary.objects.filter(pk=job.item_id).values_list("meeting_id", flat=True).first()
        or MinutesRecord.objects.filter(pk=job.item_id).values_list("meeting_id", flat=True).first()
        or SpeakerSheet.objects.filter(pk=job.item_id).values_list("record__meeting_id", flat=True).first()
    )
    return Meeting.objects.select_related("council").filter(pk=found).first() if found else None


@doors.item(PrintJob, related=("file", "item"))
@require_safe
def print_job_file(request: HttpRequest, job: PrintJob) -> HttpResponse:
    """The finished file; who took it is in the journal before the first byte."""
    if job.state != State.DONE or job.file is None:
        raise Http404
    data, number = files.read(job.file), copy_number(job.item)
    journal.record("take_copy", job, kind=job.kind, hash=job.text_hash, copy=number)
    if job.kind in MARKED or orders.is_marked(job.kind):
        data = stamp(
            data, stamp_lines(job.item, seal_of(job.item), request.user, number), across=request.user.name
        )
    return files.send(data, job.file.name, job.file.content_type)
