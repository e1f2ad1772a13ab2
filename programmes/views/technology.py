"""Fields, critical technologies and the choice among them; the office's, but for fields and published examples."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.verbs import WrongState, offered, perform, verbs_of
from programmes import technologies
from programmes.forms.technology import ChoiceForm, ConsiderationsForm, FieldForm, TechnologyForm
from programmes.models import CriticalTechnology, NarrowingDecision, TechnologyField
from programmes.rights import is_staff
from programmes.views.frame import acted, after_fresh_sign_in, confirm, form_page, posted, too_late

WORDS = {
    "show_as_example": [
        gettext_lazy("名称、説明と二つのおそれを、典型例としてどなたでも読めるように公開します。"),
        gettext_lazy("絞込みの検討と決定の理由は公開しません。"),
    ],
    "hide_example": [gettext_lazy("公開ページから取り下げます。すでに読まれたものは取り消せません。")],
    "open_narrowing": [gettext_lazy("五つの考慮事項を記録する検討を始めます。")],
}


def trail_of(found: CriticalTechnology | None = None) -> list[tuple[Any, str]]:
    trail = [(_("制度と基金"), reverse("programme_home")), (_("重要技術"), reverse("technology_list"))]
    if found is not None:
        trail.append((found.name, reverse("technology", args=[found.pk])))
    return trail


@doors.person
@require_safe
def technology_list(request: HttpRequest) -> HttpResponse:
    """The tree of fields, with the technologies this reader may read."""
    return render(
        request,
        "programmes/technology_list.html",
        {
            "trail": trail_of()[:1],
            "tree": technologies.tree(
                list(TechnologyField.objects.select_related("parent")), list(CriticalTechnology.objects.all())
            ),
            "is_staff": is_staff(None, request.user),
        },
    )


@doors.office("programme_staff")
def field_new(request: HttpRequest) -> HttpResponse:
    form = FieldForm(posted(request))
    if form.is_bound and form.is_valid():
        technologies.add_field(by=request.user, **form.cleaned_data)
        messages.success(request, _("技術分野を加えました。"))
        return redirect("technology_list")
    return form_page(request, "programmes/field_form.html", {"form": form, "trail": trail_of()})


@doors.office("programme_staff")
def technology_new(request: HttpRequest) -> HttpResponse:
    form = TechnologyForm(posted(request))
    if form.is_bound and form.is_valid():
        made = technologies.save_technology(by=request.user, **form.cleaned_data)
        messages.success(request, _("重要技術を登録しました。"))
        return redirect("technology", made.pk)
    return form_page(request, "programmes/technology_form.html", {"form": form, "trail": trail_of()})


@doors.item(CriticalTechnology, related=("field",))
@require_safe
def technology(request: HttpRequest, found: CriticalTechnology) -> HttpResponse:
    staff = is_staff(found, request.user)
    hidden = "show_as_example" if found.is_public_example else "hide_example"
    decisions = list(NarrowingDecision.objects.filter(technology=found))
    verbs = [v for v in offered(found, request.user) if v.name in WORDS and v.name != hidden]
    if any(d.state == NarrowingDecision.State.OPEN for d in decisions):
        verbs = [v for v in verbs if v.name != "open_narrowing"]
    return render(
        request,
        "programmes/technology_page.html",
        {
            "trail": trail_of(),
            "technology": found,
            "decisions": decisions,
            "verbs": verbs,
            "is_staff": staff,
            "may_edit": staff and not found.is_public_example,
        },
    )


@doors.item(CriticalTechnology, allows=is_staff)
def technology_edit(request: HttpRequest, found: CriticalTechnology) -> HttpResponse:
    form = TechnologyForm(posted(request), initial=TechnologyForm.values_of(found))
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: technologies.save_technology(technology=found, by=request.user, **form.cleaned_data),
            back=reverse("technology", args=[found.pk]),
            said=_("重要技術を保存しました。"),
        )
    context = {"form": form, "technology": found, "trail": trail_of(found)}
    return form_page(request, "programmes/technology_form.html", context)


@doors.item(CriticalTechnology, allows=is_staff)
def technology_act(request: HttpRequest, found: CriticalTechnology, verb: str) -> HttpResponse:
    if verb not in WORDS:
        raise Http404
    page = after_fresh_sign_in(_act) if verb == "show_as_example" else _act
    return page(request, found, verb)


def _act(request: HttpRequest, found: CriticalTechnology, verb: str) -> HttpResponse:
    known = verbs_of(CriticalTechnology)[verb]
    return confirm(
        request,
        lambda: perform(verb, found, by=request.user),
        heading=known.label,
        verb=known.label,
        back=reverse("technology", args=[found.pk]),
        words=WORDS[verb],
        said=_("「%(verb)s」を行いました。") % {"verb": known.label},
        trail=trail_of(found),
        kind="danger" if verb == "hide_example" else "main",
    )


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
        "blank": [words for words, text in decision.considerations() if not text.strip()],
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
        words=[_("決定した後は、考慮事項も決定も変更できません。")],
        form=ChoiceForm(posted(request)),
        said=_("絞込みを決定しました。"),
        trail=trail_of(decision.technology),
    )
