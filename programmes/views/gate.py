"""Stage gates as the project's people and the agency see them: planned, moved, decided, listed; no evaluator appears here."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.japanese import in_tokyo
from confidentiality import doors, journal, verbs
from confidentiality.verbs import WrongState
from programmes import endings, gate_marks, gate_results, gates
from programmes.forms.fund import ReasonForm
from programmes.forms.gate import CorrectionForm, DecisionForm, GateFilterForm, GateForm, PublicationForm
from programmes.models import Fund, GateDossier, Project, RDConcept, SelfReport, StageGate, StopProposal
from programmes.models.gate import represents, runs_gate
from programmes.sheets import BOM, cell
from programmes.standing import runs
from programmes.views.frame import after_fresh_sign_in, form_page, page_first, posted, refuse, too_late
from programmes.views.fund import Page, act_page, trail_to
from programmes.views.project_frame import trail

A_PAGE = 50

PAGES = {
    "open_report": Page(
        (
            _("研究代表者に、自己評価の提出を求めます。評価項目と重みは、この後は変更できません。"),
            _("期限と評価項目は、課題の担当者の全員が見られます。"),
        ),
        forward=True,
    ),
    "start_review": Page(
        (
            _("提出された自己評価と根拠資料の写しを、評価の資料に固定します。この後は差し戻せません。"),
            _("利益相反の申告を終えた評価者が、写しを読めるようになります。"),
        ),
        forward=True,
    ),
    "open_hearing": Page(
        (
            _("書面評価を締め切ります。この後は、評価を提出できません。"),
            _("評価を提出した評価者は、ほかの評価者の評価を氏名なしで読めるようになります。"),
        ),
        forward=True,
    ),
    "cancel": Page(
        (_("このステージゲートを取りやめます。元には戻せません。"),), form=ReasonForm, kind="danger"
    ),
    "decide": Page(
        (
            _("結果と講評は、課題の担当者の全員が読みます。決定は変更できません。"),
            _("「中止」と決定すると、支払の確認も支払もできなくなります。"),
            _("評価者は、この時から評価の資料を見られなくなります。"),
        ),
        form=DecisionForm,
        forward=True,
    ),
    "disclose": Page(
        (_("課題番号、課題名、結果、決定日と、次の文をどなたでも読めるように公開します。取り消せません。"),),
        form=PublicationForm,
        forward=True,
    ),
    "correct_result": Page(
        (
            _("訂正版を公開します。いま公開している版も、旧版として訂正の理由とともに残ります。"),
            _("結果と決定日は変わりません。"),
        ),
        form=CorrectionForm,
    ),
}
FRESH = ("decide", "disclose", "correct_result")  # money and publication


def trail_of(project: Project, *, gates_too: bool = True) -> list:
    above = trail(project, inside=True)
    return (
        [*above, (_("ステージゲート"), reverse("project_gates", args=[project.pk]))] if gates_too else above
    )


def project_of(gate: StageGate) -> Project:
    found = Project.objects.filter(pk=gate.project_id).first()
    if found is None:
        raise Http404
    return found


@doors.item(Project)
@require_safe
def project_gates(request: HttpRequest, project: Project) -> HttpResponse:
    context = {
        "project": project,
        "gates": list(StageGate.objects.filter(project=project).order_by("-number")),
        "final": endings.final_evaluation(project),
        "may_evaluate": endings.records_evaluation(project, request.user) and project.started_at is not None,
        "may_plan": gates.plans_gates(project, request.user),
        "trail": trail_of(project, gates_too=False),
    }
    read = {one.pk for one in context["gates"]}
    context["marks"] = [mark for mark in gate_marks.marks_of(project) if mark.pk not in read]
    return render(request, "programmes/gates_of_project.html", context)


@doors.item(Project, allows=gates.plans_gates)
def gate_new(request: HttpRequest, project: Project) -> HttpResponse:
    form = GateForm(posted(request))
    context = {"form": form, "trail": trail_of(project), "back": reverse("project_gates", args=[project.pk])}
    if form.is_bound and form.is_valid():
        try:
            made = gates.plan_gate(
                project, by=request.user, key=form.cleaned_data["key"], **form.fields_of_gate()
            )
        except WrongState as wrong:
            return too_late(request, wrong, context["back"])
        messages.success(request, _("ステージゲートを計画しました。"))
        return redirect("gate", made.pk)
    return form_page(request, "programmes/gate_form.html", context)


@doors.item(StageGate, allows=runs_gate)
def gate_edit(request: HttpRequest, gate: StageGate) -> HttpResponse:
    dossier = GateDossier.objects.get(gate=gate)
    form = GateForm(posted(request), initial=GateForm.values_of(gate, dossier))
    context = {
        "form": form,
        "gate": gate,
        "trail": [*trail_of(project_of(gate)), (gate.name, reverse("gate", args=[gate.pk]))],
        "back": reverse("gate", args=[gate.pk]),
    }
    if form.is_bound and form.is_valid():
        try:
            gates.edit_gate(gate, by=request.user, **form.fields_of_gate())
        except WrongState as wrong:
            return too_late(request, wrong, context["back"])
        messages.success(request, _("計画を保存しました。"))
        return redirect("gate", gate.pk)
    return form_page(request, "programmes/gate_form.html", context)


# Who moves the gate on, by its state; nothing here says who judges, how many they are, or how far they have come.
NEXT = {
    StageGate.State.PLANNED: _("研究推進法人が、研究代表者に自己評価を求めます。"),
    StageGate.State.SELF_REPORT_DUE: _(
        "研究代表者が自己評価を提出し、研究推進法人が受け付けて書面評価を始めます。"
    ),
    StageGate.State.DOCUMENT_REVIEW: _("評価がそろうと、研究推進法人がヒアリングと合議に進めます。"),
    StageGate.State.HEARING: _("評価の主査が、総合判定をします。"),
    StageGate.State.JUDGED: _("研究推進法人の、判定に加わっていない方が決定します。"),
    StageGate.State.DECIDED: _("研究推進法人が、結果を公表します。"),
}


def steps_of(gate: StageGate) -> list[tuple[Any, str]]:
    order = list(StageGate.STEPS)
    at = order.index(gate.state) if gate.state in order else -1
    last = len(order) - 1
    return [
        (s.label, "done" if n < at or (n == at == last) else "now" if n == at else "")
        for n, s in enumerate(order)
    ]


def stop_context(gate: StageGate, person: Any) -> dict[str, Any]:
    """What a gate's page says of the stop: the proposals, and what this reader can do about them."""
    if gate.result != StageGate.Result.STOP:
        return {}
    rows = list(StopProposal.objects.filter(item=gate).select_related("proposed_by", "decided_by"))
    return {
        "stops": [(row, list(verbs.offered(row, person))) for row in rows],
        "may_propose_stop": endings.proposes_stop(gate, person) and endings.takes_proposal(gate),
    }


@doors.item(StageGate, related=("decided_by",))
@require_safe
def gate(request: HttpRequest, gate: StageGate) -> HttpResponse:
    """State, dates, criteria, the report, the result; what the reader can do next."""
    project, person = project_of(gate), request.user
    dossier = GateDossier.objects.filter(gate=gate).first()
    waits = gate.state == StageGate.State.DOCUMENT_REVIEW and dossier and not gates.is_enough(dossier)
    offered = [
        v for v in verbs.offered(gate, person) if v.name in PAGES and not (waits and v.name == "open_hearing")
    ]
    reports = list(SelfReport.objects.filter(gate=gate).order_by("-number"))
    context = {
        "gate": gate,
        "project": project,
        "steps": steps_of(gate),
        "next_act": NEXT.get(gate.state, ""),
        "criteria": gate.criteria.all(),
        "reports": reports,
        "may_write": gate.state == StageGate.State.SELF_REPORT_DUE
        and represents(SelfReport(gate=gate), person)
        and (not reports or reports[0].state == SelfReport.State.RETURNED),
        "dossier": dossier,
        "published": gate_results.newest_result(gate),
        "verbs": [
            (
                v,
                "main"
                if PAGES[v.name].forward
                else PAGES[v.name].kind
                if PAGES[v.name].kind != "main"
                else "",
            )
            for v in offered
        ],
        "may_edit": gate.state == StageGate.State.PLANNED and runs_gate(gate, person),
        "trail": trail_of(project),
        "may_confirm_stop": runs(gate, person),
        **stop_context(gate, person),
    }
    return render(request, "programmes/gate_page.html", context)


@doors.item(StageGate)
def gate_act(request: HttpRequest, gate: StageGate, verb: str) -> HttpResponse:
    if verb not in PAGES:
        raise Http404
    return (after_fresh_sign_in(_act) if verb in FRESH else _act)(request, gate, verb)


def _act(request: HttpRequest, gate: StageGate, verb: str) -> HttpResponse:
    if not verbs.verbs_of(StageGate)[verb].allows(gate, request.user):
        refuse(request, gate, verb)
    back = reverse("gate", args=[gate.pk])
    return act_page(
        request,
        gate,
        verb,
        PAGES,
        back=back,
        trail=[*trail_of(project_of(gate)), (gate.name, back)],
        more=_more(gate, verb),
        initial=_published_words(gate) if verb == "correct_result" else None,
    )


def _published_words(gate: StageGate) -> dict[str, Any]:
    last = gate_results.newest_result(gate)
    return {"text": last.text, "english_text": last.english_text, "shown": last.edition} if last else {}


def _more(gate: StageGate, verb: str) -> list:
    """What the check page tells of the matter itself."""
    if verb != "disclose":
        return []
    project = project_of(gate)
    return [
        _("課題：%(code)s %(title)s") % {"code": project.code, "title": project.title},
        _("結果：%(result)s") % {"result": gate.get_result_display()},
        _("課題への講評は公開しません。"),
    ]


def _listed(request: HttpRequest, **of: Any) -> tuple[GateFilterForm, Any]:
    form = GateFilterForm(request.GET or None)
    rows = StageGate.objects.filter(**of).select_related("project").order_by("-decision_due", "-pk")
    if form.is_bound and form.is_valid():
        rows = rows.filter(**{name: value for name, value in form.cleaned_data.items() if value})
    return form, rows


def _list_page(request: HttpRequest, place: Any, page: str, sheet: str, **of: Any) -> HttpResponse:
    form, rows = _listed(request, **of)
    number = request.GET.get("page", "1")
    at = max(1, int(number)) if number.isdecimal() and len(number) < 6 else 1
    found = page_first(rows, (at - 1) * A_PAGE, at * A_PAGE + 1)
    query = request.GET.copy()
    query.pop("page", None)

    def address(n: int) -> str:
        query["page"] = str(n)
        return f"{reverse(page, args=[place.pk])}?{query.urlencode()}"

    context = {
        "place": place,
        "form": form,
        "rows": found[:A_PAGE],
        "next": address(at + 1) if len(found) > A_PAGE else "",
        "previous": address(at - 1) if at > 1 else "",
        "sheet": f"{reverse(sheet, args=[place.pk])}?{request.GET.urlencode()}",
        "trail": [*trail_to(), (place.public_title, reverse(page.removesuffix("_gates"), args=[place.pk]))],
    }
    return render(request, "programmes/gate_list.html", context)


def _sheet(request: HttpRequest, place: Any, **of: Any) -> HttpResponse:
    """Results for spreadsheets: what the list shows, no evaluator, no mark."""
    _form, rows = _listed(request, **of)
    journal.record("export_gates", place)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [_("課題番号"), _("課題名"), _("回"), _("名称"), _("状態"), _("結果"), _("決定日"), _("決定の予定日")]
    )
    for one in rows.iterator(chunk_size=500):
        writer.writerow(
            cell(v)
            for v in (
                one.project.code,
                one.project.title,
                one.number,
                one.name,
                str(one.get_state_display()),
                str(one.get_result_display()),
                f"{in_tokyo(one.decided_at):%Y/%m/%d}" if one.decided_at else "",
                f"{one.decision_due:%Y/%m/%d}",
            )
        )
    response = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gates.csv"'
    return response


@doors.item(Fund)
@require_safe
def fund_gates(request: HttpRequest, fund: Fund) -> HttpResponse:
    return _list_page(request, fund, "fund_gates", "fund_gates_csv", fund=fund)


@doors.item(Fund)
@require_safe
def fund_gates_csv(request: HttpRequest, fund: Fund) -> HttpResponse:
    return _sheet(request, fund, fund=fund)


@doors.item(RDConcept)
@require_safe
def concept_gates(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    return _list_page(request, concept, "concept_gates", "concept_gates_csv", concept=concept)


@doors.item(RDConcept)
@require_safe
def concept_gates_csv(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    return _sheet(request, concept, concept=concept)
