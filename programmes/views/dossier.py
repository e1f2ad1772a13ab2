"""The evaluators' pages of a gate: what they read, their evaluation, the discussion; and the desk's overview of all of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from confidentiality import doors, files, journal
from confidentiality.acting import database_now
from confidentiality.verbs import WrongState, perform
from programmes import conflicts, gates
from programmes.forms.gate import EvaluationForm, HearingForm, JudgementForm
from programmes.models import (
    DossierFile,
    EvaluatorSeat,
    GateDossier,
    GateEvaluation,
    GateJudgement,
    HearingAttendance,
    HearingRecord,
    StageGate,
)
from programmes.models.dossier import chairs, runs
from programmes.views.evaluation import trail_to_mine
from programmes.views.frame import acted, confirm, form_page, lacks, posted, too_late

State = GateDossier.State


def evaluates(dossier: GateDossier, person: Any) -> bool:
    return conflicts.evaluates(dossier, person)


def trail_of(dossier: GateDossier, *, own: bool = False) -> list:
    gate = StageGate.objects.filter(pk=dossier.gate_id).first()
    trail = trail_to_mine()
    if gate is not None:
        trail = [(_("制度と基金"), reverse("programme_home")), (gate.name, reverse("gate", args=[gate.pk]))]
    here = (dossier.public_title, reverse("gate_dossier", args=[dossier.pk]))
    return [*trail, here] if own else trail


@doors.item(GateDossier)
@require_safe
def gate_dossier(request: HttpRequest, dossier: GateDossier) -> HttpResponse:
    """Report, evidence, spread, discussion, hearing, judgement: each as far as the reader's standing goes."""
    standing = conflicts.standing_at(dossier)
    criteria = (dossier.frozen or {}).get("criteria", [])
    spread = gates.spread(dossier)
    context = {
        "dossier": dossier,
        "is_desk": standing == "desk",
        "is_chair": standing == "chair",
        "criteria": criteria,
        "evidence": dossier.evidence.select_related("file"),
        "spread": spread,
        "by_criterion": [(c, spread["criteria"].get(str(c["number"]))) for c in criteria],
        "opinions": [
            (label, spread["recommendations"].get(value, 0)) for value, label in StageGate.Result.choices
        ],
        "hearing": HearingRecord.objects.filter(item=dossier).first(),
        "judgement": GateJudgement.objects.filter(item=dossier).select_related("judged_by").first(),
        "trail": trail_of(dossier),
        "collecting": dossier.state == State.COLLECTING,
        "discussing": dossier.state == State.DISCUSSING,
        **(_for_desk(dossier) if standing == "desk" else _for_evaluator(dossier, request.user)),
    }
    return render(request, "programmes/dossier_page.html", context)


def _for_desk(dossier: GateDossier) -> dict[str, Any]:
    now = database_now()
    seats = list(EvaluatorSeat.objects.filter(item=dossier).select_related("person"))
    sent = {e.seat_id: e for e in GateEvaluation.objects.filter(item=dossier)}
    return {
        "seats": [(s, sent.get(s.pk), s.ended_at is not None and s.ended_at <= now) for s in seats],
        "attendance": HearingAttendance.objects.filter(item=dossier).first(),
        "evaluations": [(s, told(dossier, sent[s.pk].scores), sent[s.pk]) for s in seats if s.pk in sent],
    }


def told(dossier: GateDossier, scores: dict) -> list[tuple[str, Any, str]]:
    """(criterion, mark, comment) in the order of the criteria."""
    return [
        (
            c["title"],
            scores.get(str(c["number"]), {}).get("score"),
            scores.get(str(c["number"]), {}).get("comment"),
        )
        for c in (dossier.frozen or {}).get("criteria", [])
    ]


def _for_evaluator(dossier: GateDossier, person: Any) -> dict[str, Any]:
    mine = GateEvaluation.objects.filter(item=dossier, person=person).first()
    return {
        "mine": mine,
        "mine_told": told(dossier, mine.scores) if mine else [],
        "discussion": [{**one, "told": told(dossier, one["scores"])} for one in gates.discussion(dossier)],
    }


@doors.item(GateDossier)
@require_safe
def dossier_file(request: HttpRequest, dossier: GateDossier, number: int) -> HttpResponse:
    found = get_object_or_404(DossierFile.objects.select_related("file"), item=dossier, number=number)
    journal.record("take_copy", dossier, file=str(found.file_id))
    return files.send(files.read(found.file), found.file.name, found.file.content_type)


@doors.item(GateDossier, allows=evaluates)
def gate_evaluation(request: HttpRequest, dossier: GateDossier) -> HttpResponse:
    """Marks and comments, kept as a draft until they are sent."""
    back = reverse("gate_dossier", args=[dossier.pk])
    mine = GateEvaluation.objects.filter(item=dossier, person=request.user).first()
    if dossier.state != State.COLLECTING or (mine and mine.state == GateEvaluation.State.SUBMITTED):
        return too_late(request, WrongState(_("評価は提出済みか、受付が終わっています。")), back)
    form = EvaluationForm(
        posted(request), criteria=dossier.frozen["criteria"], initial=EvaluationForm.values_of(mine)
    )
    context = {"form": form, "dossier": dossier, "back": back, "trail": trail_of(dossier, own=True)}
    if not (form.is_bound and form.is_valid()):
        return form_page(request, "programmes/evaluation_form.html", context)
    try:
        made = gates.save_evaluation(dossier, by=request.user, **form.said())
    except WrongState as wrong:
        return too_late(request, wrong, back)
    if "submit" in request.POST and not lacks(form, gates.require_whole, made):
        return redirect("gate_evaluation_submit", dossier.pk)
    messages.success(request, _("下書きを保存しました。まだ提出していません。"))
    if form.errors:
        return form_page(request, "programmes/evaluation_form.html", context)
    return redirect("gate_evaluation", dossier.pk)


@doors.item(GateDossier, allows=evaluates)
def gate_evaluation_submit(request: HttpRequest, dossier: GateDossier) -> HttpResponse:
    mine = GateEvaluation.objects.filter(item=dossier, person=request.user).first()
    if mine is None:
        raise Http404
    return confirm(
        request,
        lambda: perform("submit_evaluation", mine, by=request.user),
        heading=_("評価を提出する"),
        verb=_("提出する"),
        back=reverse("gate_dossier", args=[dossier.pk]),
        words=[
            _("提出した評価は変更できません。"),
            _(
                "評価の事務局は氏名とともに、ほかの評価者は合議の時に氏名なしで読みます。課題の側には伝わりません。"
            ),
        ],
        trail=trail_of(dossier, own=True),
        said=_("評価を提出しました。"),
    )


@doors.item(GateDossier, allows=runs)
def gate_hearing(request: HttpRequest, dossier: GateDossier) -> HttpResponse:
    """Write down or correct the hearing."""
    back = reverse("gate_dossier", args=[dossier.pk])
    if dossier.state != State.DISCUSSING:
        return too_late(request, WrongState(_("ヒアリングの記録は、合議の間だけ書けます。")), back)
    record = HearingRecord.objects.filter(item=dossier).first()
    there = HearingAttendance.objects.filter(item=dossier).first()
    initial = {"names": there.names if there else ""}
    if record:
        initial |= {n: getattr(record, n) for n in ("held_on", "place", "exchanges", "waived_reason")}
    form = HearingForm(posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: gates.record_hearing(dossier, by=request.user, **form.cleaned_data),
            back=back,
            said=_("ヒアリングの記録を保存しました。"),
        )
    context = {"form": form, "back": back, "trail": trail_of(dossier, own=True)}
    return form_page(request, "programmes/hearing_form.html", context)


@doors.item(GateDossier, allows=chairs)
def gate_judge(request: HttpRequest, dossier: GateDossier) -> HttpResponse:
    """The chair's overall judgement, with the spread it rests on before their eyes."""
    total = gates.spread(dossier).get("total") or {}
    words = [_("判定は変更できません。決定は、判定した方とは別の方が行います。")]
    if total.get("mean") is not None:
        words.append(_("評価の総合点（100点満点）：平均%(mean)s、最低%(min)s、最高%(max)s") % total)
    return confirm(
        request,
        lambda **given: perform("judge", dossier, by=request.user, **given),
        heading=_("総合判定をする"),
        verb=_("判定する"),
        back=reverse("gate_dossier", args=[dossier.pk]),
        words=words,
        form=JudgementForm(posted(request)),
        trail=trail_of(dossier, own=True),
        said=_("総合判定をしました。"),
    )
