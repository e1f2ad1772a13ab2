"""How a project ends, as its manager and its agency meet it: the proposal of a stop, final evaluations; ends nothing itself."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors, verbs
from programmes import endings
from programmes.forms.ending import FinalEvaluationForm, StopForm
from programmes.forms.fund import ReasonForm
from programmes.models import FinalEvaluation, Project, StageGate, StopProposal
from programmes.views.entry import Entry, entered
from programmes.views.frame import posted, refuse
from programmes.views.fund import Page, act_page
from programmes.views.gate import project_of, trail_of

PAGES = {
    "withdraw": Page((gettext_lazy("提案を取り下げます。あらためて提案できます。"),), kind="danger"),
    "send_back": Page(
        (gettext_lazy("提案した方に、理由とともに差し戻します。課題はまだ終わりません。"),),
        form=ReasonForm,
        kind="danger",
    ),
}


@doors.item(StageGate, allows=endings.proposes_stop)
def stop_propose(request: HttpRequest, gate: StageGate) -> HttpResponse:
    """The manager's half: what was learned, said back once before it is put to the agency."""
    back = reverse("gate", args=[gate.pk])
    after = (
        _("研究推進法人の別の方が確認すると、課題は「挑戦の上の中止」として終わります。"),
        _("責めを負うものではありません。確認されるまでは、提案を取り下げられます。"),
    )
    last = StopProposal.objects.filter(item=gate).first()  # what was returned or taken back is gone on with
    entry = Entry(
        _("挑戦の上での中止を提案する"),
        _("提案する"),
        back,
        [*trail_of(project_of(gate)), (gate.name, back)],
        after,
        after,
        _("挑戦の上での中止を提案しました。研究推進法人の確認を待ちます。"),
    )
    return entered(
        request,
        StopForm(posted(request), initial={"lessons": last.lessons if last else ""}),
        entry,
        lambda **data: endings.propose_stop(gate, by=request.user, **data),
        where=lambda _made: back,
    )


@doors.item(StageGate)
def stop_act(request: HttpRequest, gate: StageGate, row: UUID, verb: str) -> HttpResponse:
    """Taken back by who proposed it, sent back by the agency."""
    found = get_object_or_404(StopProposal, item=gate, pk=row)
    if verb not in PAGES:
        raise Http404
    if not verbs.verbs_of(StopProposal)[verb].allows(found, request.user):
        refuse(request, gate, verb)
    back = reverse("gate", args=[gate.pk])
    trail = [*trail_of(project_of(gate)), (gate.name, back)]
    return act_page(request, found, verb, PAGES, back=back, trail=trail)


@doors.item(Project, allows=endings.records_evaluation)
def final_evaluation_new(request: HttpRequest, project: Project) -> HttpResponse:
    """What an evaluation at the end found; over an earlier edition a correction, which stays beside it."""
    last, back = endings.final_evaluation(project), reverse("project_gates", args=[project.pk])
    names = ("evaluated_on", "evaluated_by", "overall", "finding", "link")
    initial = {n: getattr(last, n) for n in names} | {"shown": last.edition} if last else None
    # What was sent says over which edition it was written: the same sending twice is answered the same way.
    corrects = request.POST.get("shown") != "0" if request.method == "POST" else last is not None
    after = (
        _("課題・構想・基金の担当者が読みます。記録した内容は書き換えられず、訂正は新しい版になります。"),
        _("課題の完了は、記録した方とは別の方が行います。"),
    )
    entry = Entry(
        _("終了評価を訂正する") if last else _("終了評価を記録する"),
        _("記録する"),
        back,
        trail_of(project),
        after,
        after,
        _("終了評価を記録しました。"),
    )
    return entered(
        request,
        FinalEvaluationForm(posted(request), initial=initial, corrects=corrects),
        entry,
        lambda **data: endings.record_evaluation(project, by=request.user, **data),
        where=lambda made: reverse("final_evaluation", args=[made.pk]),
    )


@doors.item(FinalEvaluation, related=("recorded_by",))
@require_safe
def final_evaluation(request: HttpRequest, found: FinalEvaluation) -> HttpResponse:
    """One edition, and the others beside it."""
    project = Project.objects.filter(pk=found.project_id).first()
    if project is None:
        raise Http404
    editions = list(endings.editions(project))
    context = {
        "found": found,
        "project": project,
        "others": [one for one in editions if one.pk != found.pk],
        "is_newest": editions[0].pk == found.pk,
        "may_correct": endings.records_evaluation(project, request.user),
        "trail": trail_of(project),
    }
    return render(request, "programmes/final_evaluation.html", context)
