"""The project's own report at a gate: begun, kept, sent with a receipt, sent back; readers of the gate read what was sent."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from confidentiality import doors, files, journal
from confidentiality.verbs import WrongState, perform
from programmes import gates
from programmes.forms.fund import ReasonForm
from programmes.forms.gate import EvidenceForm, ReportForm
from programmes.models import SelfReport, SelfReportFile, StageGate
from programmes.models.gate import represents, runs_gate
from programmes.views.frame import acted, confirm, form_page, posted, too_late
from programmes.views.gate import project_of, trail_of


def trail_to_report(report: SelfReport, *, own: bool = False) -> list:
    gate = report.gate
    trail = [*trail_of(project_of(gate)), (gate.name, reverse("gate", args=[gate.pk]))]
    return [*trail, (_("自己評価"), reverse("self_report", args=[report.pk]))] if own else trail


@doors.item(StageGate)
@require_POST
def report_start(request: HttpRequest, gate: StageGate) -> HttpResponse:
    """Begin, or go on with, the project's draft."""
    try:
        report = gates.draft_of(gate, by=request.user)
    except WrongState as wrong:
        return too_late(request, wrong, reverse("gate", args=[gate.pk]))
    return redirect("self_report", report.pk)


@doors.item(SelfReport, related=("submitted_by",))
def self_report(request: HttpRequest, report: SelfReport) -> HttpResponse:
    """To write in while it is the representative's draft; to read for everybody else who may."""
    is_draft = report.state == SelfReport.State.DRAFT
    context = {
        "report": report,
        "gate": report.gate,
        "evidence": report.evidence.select_related("file"),
        "trail": trail_to_report(report),
        "may_return": report.state == SelfReport.State.SUBMITTED
        and report.gate.state == StageGate.State.SELF_REPORT_DUE
        and runs_gate(report, request.user),
    }
    if not (is_draft and represents(report, request.user)):
        context["answers"] = report.answers.select_related("criterion").order_by("criterion__number")
        return render(request, "programmes/self_report_page.html", context)
    context["form"] = form = ReportForm(posted(request), report=report)
    if form.is_bound and form.is_valid():
        return _kept(request, report, form)
    return form_page(request, "programmes/self_report_form.html", context)


def _kept(request: HttpRequest, report: SelfReport, form: ReportForm) -> HttpResponse:
    back = reverse("self_report", args=[report.pk])
    try:
        gates.save_report(report, by=request.user, texts=form.texts())
    except WrongState as wrong:
        return too_late(request, wrong, back)
    messages.success(request, _("下書きを保存しました。まだ提出していません。"))
    return redirect("report_submit" if "submit" in request.POST else "self_report", report.pk)


@doors.item(SelfReport, allows=represents)
def report_submit(request: HttpRequest, report: SelfReport) -> HttpResponse:
    return confirm(
        request,
        lambda: perform("submit", report, by=request.user),
        heading=_("自己評価を提出する"),
        verb=_("提出する"),
        back=reverse("self_report", args=[report.pk]),
        words=[
            _("提出すると、研究推進法人と、課題・構想・基金の担当者が読めるようになります。"),
            _("提出した後は、研究推進法人が差し戻さない限り変更できません。"),
            _("根拠資料：%(n)s件") % {"n": report.evidence.count()},
        ],
        trail=trail_to_report(report, own=True),
        said=_("自己評価を提出しました。"),
    )


@doors.item(SelfReport, allows=runs_gate)
def report_return(request: HttpRequest, report: SelfReport) -> HttpResponse:
    return confirm(
        request,
        lambda reason: perform("send_back", report, by=request.user, reason=reason),
        heading=_("自己評価を差し戻す"),
        verb=_("差し戻す"),
        back=reverse("self_report", args=[report.pk]),
        words=[_("研究代表者が、写しを直して提出し直せるようになります。理由は課題の側に表示します。")],
        form=ReasonForm(posted(request)),
        kind="danger",
        trail=trail_to_report(report, own=True),
        said=_("自己評価を差し戻しました。"),
    )


@doors.item(SelfReport, allows=represents)
def evidence_new(request: HttpRequest, report: SelfReport) -> HttpResponse:
    back = reverse("self_report", args=[report.pk])
    form = EvidenceForm(posted(request), request.FILES or None)
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: gates.add_evidence(report, by=request.user, **form.cleaned_data),
            back=back,
            said=_("根拠資料を加えました。"),
        )
    context = {"form": form, "back": back, "trail": trail_to_report(report, own=True)}
    return form_page(request, "programmes/evidence_form.html", context)


@doors.item(SelfReport, allows=represents)
def evidence_remove(request: HttpRequest, report: SelfReport, one: Any) -> HttpResponse:
    found = get_object_or_404(SelfReportFile, pk=one, item=report)
    return confirm(
        request,
        lambda: gates.remove_evidence(report, found, by=request.user),
        heading=_("根拠資料を外す"),
        verb=_("外す"),
        back=reverse("self_report", args=[report.pk]),
        words=[_("「%(label)s」を外します。") % {"label": found.label}],
        kind="danger",
        trail=trail_to_report(report, own=True),
        said=_("根拠資料を外しました。"),
    )


@doors.item(SelfReport)
@require_safe
def evidence_file(request: HttpRequest, report: SelfReport, one: Any) -> HttpResponse:
    found = get_object_or_404(SelfReportFile.objects.select_related("file"), pk=one, item=report)
    journal.record("take_copy", report, file=str(found.file_id))
    return files.send(files.read(found.file), found.file.name, found.file.content_type)
