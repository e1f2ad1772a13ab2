"""Issues and viewpoints: the list, what carries one, and the tags of one thing (R20, R25, R49)."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.models import Item
from programmes import catalogue, issues
from programmes.forms.catalogue import IssueForm, TagForm
from programmes.models import Issue, IssueTag
from programmes.rights import is_staff
from programmes.views.frame import acted, form_page, posted, slice_of


def trail_of(issue: Issue | None = None) -> list[tuple[Any, str]]:
    trail = [(_("制度と基金"), reverse("programme_home")), (_("課題・観点"), reverse("issue_list"))]
    return trail + ([(issue.name, reverse("issue", args=[issue.pk]))] if issue else [])


@doors.person
@require_safe
def issue_list(request: HttpRequest) -> HttpResponse:
    """The words of the list, a page at a time, each with how many things in this reader's sight carry it."""
    shown, pages = slice_of(request, Issue.objects.all())
    tags = IssueTag.objects.filter(issue__in=shown).order_by()
    counts = dict(tags.values_list("issue_id").annotate(n=Count("pk")))
    context = {
        "issues": [(one, counts.get(one.pk, 0)) for one in shown],
        "pages": pages,
        "trail": trail_of()[:1],
        "is_staff": is_staff(None, request.user),
    }
    return render(request, "programmes/issue_list.html", context)


@doors.person
@require_safe
def issue(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What serves it, as far as this reader may read that, a page at a time."""
    found = get_object_or_404(Issue, pk=pk)
    tags, pages = slice_of(request, partial(issues.tags_of, found))
    rows = [
        (
            issues.TAGGED[word][0]._meta.verbose_name,
            reverse(issues.TAGGED[word][1], args=[one.pk]),
            catalogue.name_of(one),
        )
        for word, one in issues.tagged(tags)
    ]
    context = {
        "issue": found,
        "rows": rows,
        "pages": pages,
        "trail": trail_of(),
        "is_staff": is_staff(None, request.user),
    }
    return render(request, "programmes/issue_page.html", context)


@doors.office("programme_staff")
def issue_new(request: HttpRequest) -> HttpResponse:
    form = IssueForm(posted(request))
    return _saved(request, form, None, _("課題・観点を加える"), reverse("issue_list"))


@doors.office("programme_staff")
def issue_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Issue, pk=pk)
    form = IssueForm(posted(request), issue=found, initial=IssueForm.values_of(found))
    return _saved(request, form, found, _("課題・観点を直す"), reverse("issue", args=[found.pk]))


def _saved(
    request: HttpRequest, form: IssueForm, found: Issue | None, heading: Any, back: str
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        issues.save_issue(by=request.user, issue=found, **form.cleaned_data)
        messages.success(request, _("課題・観点を保存しました。"))
        return redirect("issue_list")
    context = {
        "form": form,
        "heading": heading,
        "lead": _("課題・観点の名称と説明は、どなたでも読めます。"),
        "back": back,
        "trail": trail_of(),
    }
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(Item, allows=is_staff)
def issue_tags(request: HttpRequest, item: Item, kind: str) -> HttpResponse:
    """The tags of one thing; who reads the thing reads its tags."""
    if kind not in issues.TAGGED:
        raise Http404
    model, page = issues.TAGGED[kind]
    subject = get_object_or_404(model, pk=item.pk)
    form = TagForm(
        posted(request),
        issues=Issue.objects.filter(Q(is_current=True) | Q(tags__item_id=item.pk)).distinct(),
        initial={"issues": issues.issues_of(subject)},
    )
    back = reverse(page, args=[subject.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: issues.set_tags(subject, by=request.user, issues=list(form.cleaned_data["issues"])),
            back=back,
            said=_("課題・観点の印を保存しました。"),
        )
    context = {
        "form": form,
        "heading": _("課題・観点の印を付ける"),
        "lead": _("この印は、対象を見られる方が見られます。公開しているものに付けると、印も公開されます。"),
        "back": back,
        "trail": [(_("制度と基金"), reverse("programme_home")), (catalogue.name_of(subject), back)],
    }
    return form_page(request, "programmes/plain_form.html", context)
