"""Who sees an item and why, who did, what would change; shows names only to those who may see the item themselves."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.models import Person
from confidentiality import doors, explaining, naming
from confidentiality.forms import DayForm, NameForm
from confidentiality.lifecycle import manages_container
from confidentiality.marking import seal_of
from confidentiality.models import Designation, Entry, Item

PAGE = 50


@doors.item(Item, related=("custodian",))
def item_access(request: HttpRequest, item: Item) -> HttpResponse:
    """Why can I see this, until when, who else can, is this person allowed, who could on that day."""
    asked = request.POST.get("ask", "")
    name_form = NameForm(request.POST if asked == "name" else None, prefix="who")
    day_form = DayForm(request.POST if asked == "day" else None, prefix="when")
    looks_back = item.custodian_id == request.user.pk or manages_container(
        Designation(item=item), request.user
    )
    if asked == "day" and not looks_back:
        request.refusal = {"item": item.pk, "act": "item_access_then"}
        raise PermissionDenied("item_access_then")
    context = {
        "item": item,
        "why": explaining.why(item, request.user),
        "readers": explaining.readers(item),
        "seal": seal_of(item),
        "page": naming.page_of(item),
        "kind": naming.kind_word(item.kind),
        "name_form": name_form,
        "looks_back": looks_back,
        "day_form": day_form if looks_back else None,
        "reads_log": item.custodian_id == request.user.pk,
        "designations": Designation.objects.filter(item_id=item.pk)
        .select_related("candidate", "in_force")
        .order_by("-created"),
    }
    if name_form.is_bound and name_form.is_valid():
        context["judged"] = explaining.judge(item, name_form.cleaned_data["name"])
    if looks_back and day_form.is_bound and day_form.is_valid():
        context |= {
            "then": explaining.readers(item, at=day_form.instant),
            "day": day_form.cleaned_data["day"],
        }
    wrong = any(f.is_bound and not f.is_valid() for f in (name_form, day_form))
    return render(request, "confidentiality/item_access.html", context, status=422 if wrong else 200)


@doors.person
def item_reads(request: HttpRequest, pk: Any) -> HttpResponse:
    """Who opened, took a copy or was refused: for the provider with names, for an auditor by number alone (R125)."""
    item = Item.objects.filter(pk=pk).first()
    is_auditor = doors.holds_office(request.user, "auditor")
    if item is not None and item.custodian_id != request.user.pk and not is_auditor:
        request.refusal = {"item": item.pk, "act": "item_reads"}
        raise PermissionDenied("item_reads")
    entries = Entry.objects.filter(item_id=pk)
    if item is None and not (is_auditor and entries.exists()):
        raise Http404
    rows, before = _page(entries, request, unnamed=pk if is_auditor else None)
    people = Person.objects.in_bulk({e.actor_id for e in rows if e.actor_id})
    for entry in rows:
        entry.person = people.get(entry.actor_id)
    address = reverse("item_reads", args=[pk])
    context = {
        "item": item,
        "number": pk,
        "rows": rows,
        "next": f"{address}?before={before}" if before else "",
        "first": entries.order_by("pk").values_list("at", flat=True).first(),
    }
    return render(request, "confidentiality/item_reads.html", context)


def _page(
    entries: QuerySet[Entry], request: HttpRequest, unnamed: Any = None
) -> tuple[list[Entry], int | None]:
    """Newest first, fifty at a time; the second value is where the next page starts, if there is one.

    ``unnamed``: the item whose lines without a name stand among them, as an auditor reads them.
    """
    before = request.GET.get("before", "")
    last = int(before) if before.isdecimal() and len(before) < 19 else None
    if last is not None:
        entries = entries.filter(pk__lt=last)
    rows = list(entries.order_by("-pk")[: PAGE + 1])
    if unnamed is not None:
        hidden = Entry.objects.raw("select * from app.unnamed_lines(%s, %s, %s)", [unnamed, last, PAGE + 1])
        for line in hidden:
            line.is_unnamed = True
            rows.append(line)
        rows = sorted(rows, key=lambda line: -line.pk)[: PAGE + 1]
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None
