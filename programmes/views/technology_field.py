"""The tree of fields as the office keeps it: names, places, order, merging; no technology is ever lost by it (R5)."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from confidentiality import doors
from programmes import technologies
from programmes.forms.technology import FieldForm
from programmes.forms.technology_book import FieldEditForm, MergeForm
from programmes.models import TechnologyField
from programmes.views.frame import acted, confirm, form_page, posted
from programmes.views.technology import trail_of


@doors.office("programme_staff")
@require_safe
def field_list(request: HttpRequest) -> HttpResponse:
    """Every field in its place with how many technologies it holds; two queries."""
    fields, held = list(TechnologyField.objects.select_related("parent")), technologies.held_by_field()
    for field in fields:
        field.held = held.get(field.pk, 0)
    context = {"trail": trail_of(), "fields": technologies.in_tree_order(fields)}
    return render(request, "programmes/field_list.html", context)


@doors.office("programme_staff")
def field_new(request: HttpRequest) -> HttpResponse:
    form = FieldForm(posted(request))
    if form.is_bound and form.is_valid():
        technologies.add_field(by=request.user, **form.cleaned_data)
        messages.success(request, _("技術分野を加えました。"))
        return redirect("field_list")
    return form_page(request, "programmes/field_form.html", {"form": form, "trail": trail_of()})


def _others(field: TechnologyField) -> Q:
    return Q(pk__in=[f.pk for f in technologies.below(field)])


@doors.office("programme_staff")
def field_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    field = get_object_or_404(TechnologyField, pk=pk)
    form = FieldEditForm(
        posted(request),
        field=field,
        under=TechnologyField.objects.exclude(_others(field)),
        initial={"name": field.name, "parent": field.parent_id},
    )
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: technologies.edit_field(field, by=request.user, **form.cleaned_data),
            back=reverse("field_list"),
            said=_("技術分野を改めました。"),
        )
    context = {"form": form, "trail": _trail(), "field": field}
    return form_page(request, "programmes/field_edit.html", context)


def _trail() -> list:
    return [*trail_of(), (_("技術分野"), reverse("field_list"))]


@doors.office("programme_staff")
@require_POST
def field_move(request: HttpRequest, pk: UUID, step: str) -> HttpResponse:
    field = get_object_or_404(TechnologyField, pk=pk)
    return acted(
        request,
        lambda: technologies.move_field(field, by=request.user, step=step),
        back=reverse("field_list"),
        said=_("技術分野の順を変えました。"),
    )


@doors.office("programme_staff")
def field_merge(request: HttpRequest, pk: UUID) -> HttpResponse:
    field = get_object_or_404(TechnologyField, pk=pk)
    return confirm(
        request,
        lambda into: technologies.merge_field(field, by=request.user, into=into),
        heading=_("「%(name)s」をほかの分野に統合する") % {"name": field.name},
        verb=_("統合する"),
        back=reverse("field_list"),
        words=[
            _("この分野の重要技術と下の分野は、すべて統合する先に移ります。この分野の名称はなくなります。")
        ],
        form=MergeForm(posted(request), into=TechnologyField.objects.exclude(_others(field))),
        said=_("技術分野を統合しました。"),
        trail=_trail(),
        kind="danger",
    )


@doors.office("programme_staff")
def field_remove(request: HttpRequest, pk: UUID) -> HttpResponse:
    field = get_object_or_404(TechnologyField, pk=pk)
    return confirm(
        request,
        lambda: technologies.remove_field(field, by=request.user),
        heading=_("「%(name)s」を削除する") % {"name": field.name},
        verb=_("削除する"),
        back=reverse("field_list"),
        words=[_("重要技術も下の分野もない分野だけを削除できます。")],
        said=_("技術分野を削除しました。"),
        trail=_trail(),
        kind="danger",
    )
