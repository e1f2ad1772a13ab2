"""Minutes brought as a file: read, shown for correction, and saved only when somebody says so; keeps no upload."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from confidentiality import doors
from councils import imported
from councils.forms.importing import Preview, UploadForm
from councils.minutes_reader import NotMinutes, read_minutes
from councils.models import Council
from councils.rights import manages
from councils.views.frame import around


@doors.item(Council, allows=manages)
def minutes_import(request: HttpRequest, council: Council) -> HttpResponse:
    """GET: choose a file. POST with a file: what it says. POST of that page: save."""
    context = around(council, request.user, "meeting_list")
    if request.POST.get("step") == "save":
        return _save(request, council, context)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return _choose(request, context, form)
    upload = form.cleaned_data["file"]
    try:
        read = read_minutes(upload.read(), filename=upload.name)
    except NotMinutes as refused:
        form.add_error("file", str(refused))
        return _choose(request, context, form)
    return render(
        request,
        "councils/importing_preview.html",
        {
            **context,
            "preview": Preview.of(read),
            "doubts": read.doubts,
            "unplaced": len(read.unplaced),
            "remarks": len(read.remarks),
        },
    )


def _choose(request: HttpRequest, context: dict[str, Any], form: UploadForm) -> HttpResponse:
    return render(
        request,
        "councils/importing_choose.html",
        {**context, "form": form},
        status=422 if form.is_bound and form.errors else 200,
    )


def _save(request: HttpRequest, council: Council, context: dict[str, Any]) -> HttpResponse:
    preview, problem = Preview(request.POST), ""
    if preview.is_valid():
        try:
            meeting = imported.save(preview.source(), council=council, by=request.user)
        except imported.NotSaved as refused:
            problem = str(refused)
        else:
            messages.success(request, _("議事要旨を取り込みました。まだ公開していません。"))
            return redirect(reverse("minutes_summary", args=[meeting.pk]))
    return render(
        request,
        "councils/importing_preview.html",
        {**context, "preview": preview, "problem": problem},
        status=422,
    )
