"""The choice among technologies: the five considerations, the panel, the decision; the office's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidentiality import doors
from confidentiality.verbs import WrongState, offered, perform, verbs_of
from programmes import technologies
from programmes.forms.technology import ChoiceForm, ConsiderationsForm
from programmes.forms.technology_book import OpinionForm, PanelForm
from programmes.models import NarrowingDecision
from programmes.rights import is_staff
from programmes.views.frame import confirm, form_page, posted, too_late
from programmes.views.technology import trail_of

FORMS: dict[str, Any] = {"put_to_panel": PanelForm, "record_panel": OpinionForm}
WORDS = {
    "complete_evidence": [gettext_lazy("五つの考慮事項を、有識者への諮問と決定のために固定します。")],
    "reopen_evidence": [gettext_lazy("考慮事項を直せるように戻します。有識者の意見の記録は、消えます。")],
    "put_to_panel": [gettext_lazy("諮った会議の意見を記録するまで、決定できません。")],
    "record_panel": [gettext_lazy("会議の意見を、この絞込みに記録します。")],
}


@doors.item(NarrowingDecision, related=("technology",), allows=is_staff)
def narrowing(request: HttpRequest, decision: NarrowingDecision) -> HttpResponse:
    """The five considerations: to fill in while it is open, to read afterwards."""
    is_open = decision.state == NarrowingDecision.State.OPEN
    form = ConsiderationsForm(posted(request), initial=ConsiderationsForm.values_of(decision))
    back = reverse("narrowing", args=[decision.pk])
    if form.is_bound and form.is_valid():
        try:
            technologies.consider(decision, by=request.user, **form.cleaned_data)
        except WrongState as wrong:
            return too_late(request, wrong, back)
        messages.success(request, _("考慮事項を保存しました。"))
        return redirect(back)
    context = {
        "form": form,
        "decision": decision,
        "is_open": is_open,
        "blank": decision.blank(),
        "verbs": [v for v in offered(decision, request.user) if v.name in WORDS],
        "may_close": decision.state == NarrowingDecision.State.PANEL and bool(decision.panel_opinion.strip()),
        "trail": trail_of(decision.technology),
    }
    return form_page(request, "programmes/narrowing.html", context)


@doors.item(NarrowingDecision, related=("technology",), allows=is_staff)
def narrowing_close(request: HttpRequest, decision: NarrowingDecision) -> HttpResponse:
    known = verbs_of(NarrowingDecision)["close_narrowing"]
    return confirm(
        request,
        lambda **given: perform("close_narrowing", decision, by=request.user, **given),
        heading=known.label,
        verb=known.label,
        back=reverse("narrowing", args=[decision.pk]),
        words=[
            _("決定した後は、考慮事項も決定も変更できません。"),
            _("前の決定は、この決定に改められたものとして残ります。"),
        ],
        form=ChoiceForm(posted(request)),
        said=_("絞込みを決定しました。"),
        trail=trail_of(decision.technology),
    )


@doors.item(NarrowingDecision, related=("technology",), allows=is_staff)
def narrowing_act(request: HttpRequest, decision: NarrowingDecision, verb: str) -> HttpResponse:
    """The check page of one step towards the decision."""
    if verb not in WORDS:
        raise Http404
    known, kind = verbs_of(NarrowingDecision)[verb], FORMS.get(verb)
    return confirm(
        request,
        lambda **given: perform(verb, decision, by=request.user, **given),
        heading=known.label,
        verb=known.label,
        back=reverse("narrowing", args=[decision.pk]),
        words=WORDS[verb],
        form=kind(posted(request)) if kind else None,
        said=_("「%(verb)s」を行いました。") % {"verb": known.label},
        trail=trail_of(decision.technology),
    )
