"""The choice among technologies: the five considerations, the panel, the decision; written by the office, read by more (4.3)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.models import Item
from confidentiality.verbs import WrongState, offered, perform, verbs_of
from programmes import technologies
from programmes.forms.technology import ChoiceForm, ConsiderationsForm
from programmes.forms.technology_book import OpinionForm, PanelForm
from programmes.models import NarrowingDecision
from programmes.rights import is_staff
from programmes.views.frame import confirm, form_page, posted, refuse, slice_of, too_late
from programmes.views.technology import trail_of

LISTED = (gettext_lazy("絞込みの検討"), reverse_lazy("narrowing_list"))
FORMS: dict[str, Any] = {"put_to_panel": PanelForm, "record_panel": OpinionForm}
WORDS = {
    "complete_evidence": [gettext_lazy("五つの考慮事項を、有識者への諮問と決定のために固定します。")],
    "reopen_evidence": [gettext_lazy("考慮事項を直せるように戻します。有識者の意見の記録は、消えます。")],
    "put_to_panel": [gettext_lazy("諮った会議の意見を記録するまで、決定できません。")],
    "record_panel": [gettext_lazy("会議の意見を、この絞込みに記録します。")],
}


A_PAGE = 50


@doors.person
@require_safe
def narrowing_list(request: HttpRequest) -> HttpResponse:
    """The choices this reader may know of, newest first; what each is about for who reads the technology too. Four statements at most."""
    known = Item.objects.filter(kind="programmes.narrowingdecision").order_by("-created", "-pk")
    items, pages = slice_of(request, known, size=A_PAGE)
    read = NarrowingDecision.objects.in_bulk([item.pk for item in items])
    names = technologies.names_of(read)
    context = {
        "rows": [(item, read.get(item.pk), names.get(item.pk) or item.public_title) for item in items],
        "pages": pages,
        "trail": trail_of(),
    }
    return render(request, "programmes/narrowing_list.html", context)


@doors.item(NarrowingDecision)
def narrowing(request: HttpRequest, decision: NarrowingDecision) -> HttpResponse:
    """The five considerations: for the office to fill in while it is open, for its readers to read."""
    staff = is_staff(decision, request.user)
    if request.method != "GET" and not staff:
        refuse(request, decision, "consider")
    is_open = decision.state == NarrowingDecision.State.OPEN and staff
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
        "is_staff": staff,
        "name": technologies.names_of([decision.pk]).get(decision.pk, ""),
        "trail": trail_of(decision.technology) if staff else [*trail_of(), LISTED],
    }
    return form_page(request, "programmes/narrowing.html", context)


@doors.item(NarrowingDecision, allows=is_staff)
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


@doors.item(NarrowingDecision, allows=is_staff)
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
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": known.label},
        trail=trail_of(decision.technology),
    )
