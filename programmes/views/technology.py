"""Critical technologies: the list, the hub of one, the acts on it; the office's, but for published examples."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.verbs import offered, perform, verbs_of
from programmes import hub, technologies
from programmes.forms.technology import TechnologyForm
from programmes.forms.technology_book import FilterForm, ReasonForm
from programmes.models import (
    CriticalTechnology,
    NarrowingDecision,
    TechnologyBook,
    TechnologyField,
    TechnologySheet,
)
from programmes.rights import is_staff
from programmes.views.frame import PagesFirst, acted, after_fresh_sign_in, confirm, form_page, posted

WORDS = {
    "show_as_example": [
        gettext_lazy("名称、説明と二つのおそれを、典型例としてどなたでも読めるように公開します。"),
        gettext_lazy("絞込みの検討と決定の理由、戦略カード、成熟度、ロードマップは公開しません。"),
        gettext_lazy("課題・観点の印は、技術とともに公開されます。"),
    ],
    "hide_example": [
        gettext_lazy("公開ページから取り下げます。すでに読まれたものは取り消せません。"),
        gettext_lazy("公開した要旨と、この技術に関する登録簿の公開した記載も、ともに取り下げます。"),
    ],
    "open_narrowing": [gettext_lazy("五つの考慮事項を記録する検討を始めます。")],
    "drop_technology": [
        gettext_lazy("順位から外し、絞込みの検討も始められなくします。理由は残ります。"),
    ],
    "take_up_technology": [gettext_lazy("候補に戻し、順位と絞込みの検討の対象とします。")],
}
REASONED = ("drop_technology", "take_up_technology")
A_PAGE = 100


def trail_of(found: CriticalTechnology | None = None) -> list[tuple[Any, str]]:
    trail = [(_("制度と基金"), reverse("programme_home")), (_("重要技術"), reverse("technology_list"))]
    if found is not None:
        trail.append((found.name, reverse("technology", args=[found.pk])))
    return trail


def tabs_of(found: CriticalTechnology, here: str) -> list[tuple[Any, str, bool]]:
    """The pages of one technology that the office has; each is about its book, but for the first."""
    book = TechnologyBook.objects.filter(technology_id=found.pk).first()
    tabs = [(_("つながり"), reverse("technology", args=[found.pk]), here == "technology")]
    if book is None:
        return tabs
    return tabs + [
        (label, reverse(name, args=[book.pk]), here == name)
        for name, label in (
            ("technology_book", _("戦略カード")),
            ("technology_trl", _("技術成熟度")),
            ("technology_roadmap", _("ロードマップ")),
            ("technology_place", _("順位")),
        )
    ]


@doors.person
@require_safe
def technology_list(request: HttpRequest) -> HttpResponse:
    """The fields, and the technologies this reader may read under them, a page at a time."""
    staff = is_staff(None, request.user)
    form = FilterForm(request.GET or None, is_staff=staff)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    fields = technologies.in_tree_order(list(TechnologyField.objects.select_related("parent")))
    rows = technologies.listed(**{k: v for k, v in asked.items() if v})
    in_order = [field for _depth, field in fields]
    page = PagesFirst(technologies.placed(rows, in_order), A_PAGE).get_page(request.GET.get("page"))
    known = {field.pk: field for field in in_order}
    for row in page.object_list:
        row.field = known[row.field_id]
    asked_again = request.GET.copy()
    asked_again.pop("page", None)
    return render(
        request,
        "programmes/technology_list.html",
        {
            "trail": trail_of()[:1],
            "form": form,
            "fields": fields,
            "page": page,
            "total": page.paginator.count,
            "query": asked_again.urlencode(),
            "is_staff": staff,
        },
    )


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
    """The hub: what the technology is, and everything that belongs to it in this reader's sight (R23)."""
    staff = is_staff(found, request.user)
    hidden = "show_as_example" if found.is_public_example else "hide_example"
    decisions = list(NarrowingDecision.objects.filter(technology=found))
    verbs = [v for v in offered(found, request.user) if v.name in WORDS and v.name != hidden]
    if any(d.state in NarrowingDecision.UNDER_WAY for d in decisions):
        verbs = [v for v in verbs if v.name not in ("open_narrowing", "drop_technology")]
    return render(
        request,
        "programmes/technology_page.html",
        {
            "trail": trail_of(),
            "technology": found,
            "tabs": tabs_of(found, "technology") if staff else [],
            "decisions": decisions,
            "sheet": TechnologySheet.objects.filter(technology=found).first(),
            "around": hub.around(found),
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
        lambda **given: perform(verb, found, by=request.user, **given),
        heading=known.label,
        verb=known.label,
        back=reverse("technology", args=[found.pk]),
        words=WORDS[verb],
        form=ReasonForm(posted(request)) if verb in REASONED else None,
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": known.label},
        trail=trail_of(found),
        kind="danger" if verb in ("hide_example", "drop_technology") else "main",
    )
