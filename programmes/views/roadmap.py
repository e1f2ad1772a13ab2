"""The roadmap of a technology: its milestones, who answers for each, what moved and why (R14)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.verbs import offered, perform, verbs_of
from programmes import roadmaps
from programmes.forms.technology_book import (
    MilestoneEditForm,
    MilestoneForm,
    PostponeForm,
    ReachForm,
    WordsForm,
)
from programmes.models import MilestoneReport, RoadmapMilestone, TechnologyBook
from programmes.rights import is_staff
from programmes.views.frame import acted, confirm, form_page, posted
from programmes.views.technology import tabs_of, trail_of

FORMS: dict[str, Any] = {
    "start_milestone": WordsForm,
    "postpone_milestone": PostponeForm,
    "reach_milestone": ReachForm,
    "drop_milestone": WordsForm,
    "reopen_milestone": WordsForm,
}
WORDS = {
    "start_milestone": [gettext_lazy("取組を始めたことを記録します。")],
    "postpone_milestone": [gettext_lazy("前の期限と、改めた理由は、経過に残ります。")],
    "reach_milestone": [gettext_lazy("達成した日と、それを示すものを記録します。")],
    "drop_milestone": [gettext_lazy("この到達点を取りやめ、理由を残します。")],
    "reopen_milestone": [gettext_lazy("取組中に戻し、理由を残します。")],
}


@doors.item(TechnologyBook, related=("technology",))
@require_safe
def technology_roadmap(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    """The milestones by their day, with the last word on each; three queries."""
    milestones = list(RoadmapMilestone.objects.filter(item=book).select_related("responsible"))
    last: dict[Any, MilestoneReport] = {}
    for report in MilestoneReport.objects.filter(item=book).order_by("reported_at"):
        last[report.milestone_id] = report
    context = {
        "book": book,
        "technology": book.technology,
        "trail": trail_of(book.technology),
        "tabs": tabs_of(book.technology, "technology_roadmap"),
        "milestones": [(one, last.get(one.pk)) for one in milestones],
        "late": sum(one.is_late for one in milestones),
        "may_add": is_staff(book, request.user),
    }
    return render(request, "programmes/technology_roadmap.html", context)


def _trail(book: TechnologyBook) -> list[tuple[Any, str]]:
    return [*trail_of(book.technology), (_("ロードマップ"), reverse("technology_roadmap", args=[book.pk]))]


@doors.item(TechnologyBook, related=("technology",), allows=is_staff)
def milestone_new(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    form = MilestoneForm(posted(request))
    back = reverse("technology_roadmap", args=[book.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: roadmaps.add_milestone(book, by=request.user, **form.cleaned_data),
            back=back,
            said=_("到達点を加えました。"),
        )
    context = {"form": form, "heading": _("到達点を加える"), "back": back, "trail": _trail(book)}
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(RoadmapMilestone, related=("item__technology", "responsible"))
@require_safe
def roadmap_milestone(request: HttpRequest, found: RoadmapMilestone) -> HttpResponse:
    """One milestone with everything that was said about it."""
    context = {
        "milestone": found,
        "reports": list(MilestoneReport.objects.filter(milestone=found).select_related("reported_by")),
        "verbs": [v for v in offered(found, request.user) if v.name in WORDS],
        "may_edit": is_staff(found, request.user) and found.is_open,
        "trail": _trail(found.item),
    }
    return render(request, "programmes/roadmap_milestone.html", context)


@doors.item(RoadmapMilestone, related=("item__technology",), allows=is_staff)
def milestone_edit(request: HttpRequest, found: RoadmapMilestone) -> HttpResponse:
    form = MilestoneEditForm(posted(request), initial=MilestoneEditForm.values_of(found))
    back = reverse("roadmap_milestone", args=[found.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: roadmaps.edit_milestone(found, by=request.user, **form.cleaned_data),
            back=back,
            said=_("到達点を保存しました。"),
        )
    context = {"form": form, "heading": _("到達点を直す"), "back": back, "trail": _trail(found.item)}
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(RoadmapMilestone, related=("item__technology",), allows=is_staff)
def milestone_act(request: HttpRequest, found: RoadmapMilestone, verb: str) -> HttpResponse:
    if verb not in WORDS:
        raise Http404
    known = verbs_of(RoadmapMilestone)[verb]
    return confirm(
        request,
        lambda **given: perform(verb, found, by=request.user, **given),
        heading=known.label,
        verb=known.label,
        back=reverse("roadmap_milestone", args=[found.pk]),
        words=WORDS[verb],
        form=FORMS[verb](posted(request)),
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": known.label},
        trail=_trail(found.item),
        kind="danger" if verb == "drop_milestone" else "main",
    )
