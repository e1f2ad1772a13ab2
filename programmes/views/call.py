"""Calls for those who write, check and run them: the list, the page, its words, sections and criteria (S10)."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Organisation
from confidentiality import doors
from confidentiality.acting import database_now
from programmes import calls, clauses, readings
from programmes.forms.call import CallFilterForm, CallForm, CriterionForm, ExtendForm, SectionForm
from programmes.forms.fund import ReasonForm
from programmes.models import (
    Call,
    CallCriterion,
    CallFile,
    CallSection,
    ConceptSheet,
    RDConcept,
)
from programmes.standing import checks_integrity, leads, leads_or_runs, runs
from programmes.views.frame import acted, after_fresh_sign_in, confirm, page_first, posted
from programmes.views.fund import Page
from programmes.views.vision import saved_to
from programmes.views.words import bound_act, offered, saved

State, Phase = Call.State, Call.Phase
A_PAGE = 50
PAGES = {
    "submit_for_check": Page(
        (_("条項と本文を、事務局の確認に回します。確認の間は直せません。"),), forward=True
    ),
    "schedule": Page(
        (
            _("公募要領をこの時から公表します。受付は、受付開始の時刻に自動で始まります。"),
            _("公表した後は、本文・項目・条項を変更できません。訂正は、日付を付けて加えます。"),
        ),
        forward=True,
    ),
    "extend_closing": Page((_("受付終了を後の時刻に延ばします。早めることはできません。"),), form=ExtendForm),
    "return_to_draft": Page((_("作成中に戻し、直せるようにします。"),), form=ReasonForm),
    "cancel_call": Page(
        (_("公募を取りやめます。公表した後の取りやめは、理由とともに公開したまま残ります。"),),
        form=ReasonForm,
        kind="danger",
    ),
}
BOUND = ("schedule",)
BEFORE_CLOSING = ("extend_closing", "cancel_call")


def trail_of(found: Call | None = None) -> list:
    trail = [
        (_("制度と基金"), reverse("programme_home")),
        (pgettext_lazy("list", "公募"), reverse("call_list")),
    ]
    return trail + ([(found.title, reverse("call", args=[found.pk]))] if found else [])


def narrowed(rows: QuerySet, form: CallFilterForm, now: Any) -> QuerySet:
    """The calls a filter asks for, by the database's hour."""
    if not form.is_valid():
        return rows
    asked = form.cleaned_data
    if asked.get("field"):
        rows = rows.filter(field=asked["field"])
    if asked.get("agency"):
        rows = rows.filter(agency=asked["agency"])
    decided = Q(state__in=[State.SCHEDULED, State.SELECTED])
    phases = {
        Phase.ANNOUNCED: decided & Q(opens_at__gt=now),
        Phase.OPEN: decided & Q(opens_at__lte=now, closes_at__gt=now),
        Phase.CLOSED: decided & Q(closes_at__lte=now),
    }
    phase = asked.get("phase")
    return rows.filter(phases.get(phase, Q(state=phase))) if phase else rows


def page_of(request: HttpRequest, rows: QuerySet) -> tuple[list[Call], str, str]:
    """(rows of the asked page, address of the next, of the previous); the filter stays in the addresses."""
    asked = request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    found = page_first(rows, (number - 1) * A_PAGE, number * A_PAGE + 1)
    query = request.GET.copy()

    def address(n: int) -> str:
        query["page"] = str(n)
        return f"?{query.urlencode()}"

    return (
        found[:A_PAGE],
        address(number + 1) if len(found) > A_PAGE else "",
        address(number - 1) if number > 1 else "",
    )


def agencies() -> QuerySet:
    return Organisation.objects.filter(kind="funding_agency").order_by("name")


@doors.person
@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """The calls this reader may read, those that open last first; a fixed number of queries."""
    now = database_now()
    form = CallFilterForm(request.GET, agencies=agencies())
    rows = narrowed(Call.objects.select_related("agency", "field"), form, now)
    found, after, before = page_of(request, rows.order_by("-opens_at", "-code"))
    context = {
        "form": form,
        "rows": [(call, call.phase(now)) for call in found],
        "next": after,
        "previous": before,
        "is_narrowed": any(request.GET.get(name) for name in ("phase", "field", "agency")),
        "trail": trail_of()[:1],
    }
    return render(request, "programmes/call_list.html", context)


@doors.item(RDConcept, allows=leads_or_runs)
def call_new(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    made: list[Call] = []
    return saved_to(
        saved(
            request,
            CallForm(posted(request)),
            lambda **data: made.append(calls.start_call(concept, by=request.user, **data)),
            heading=_("公募の案を作る"),
            verb=_("作る"),
            back=reverse("concept_text", args=[concept.pk]),
            trail=[*trail_of(), (concept.title, reverse("concept_text", args=[concept.pk]))],
            lead=(_("番号と名称だけで作れます。ほかの欄は、後から書けます。"),),
            said=_("公募の案を作りました。"),
        ),
        made,
        "call",
    )


@doors.item(Call, related=("agency", "field", "guideline"))
@require_safe
def call(request: HttpRequest, found: Call) -> HttpResponse:
    """Everything the reader may read of a call: who works on it sees what is missing and what to do."""
    person, now = request.user, database_now()
    works = leads_or_runs(found, person)
    is_draft, phase = found.state == State.DRAFT, found.phase(now)
    context = {
        "call": found,
        "phase": phase,
        "sections": list(found.sections.all()),
        "criteria": list(found.criteria.all()),
        "clauses": list(found.clauses.all()),
        "extensions": list(found.extensions.all()),
        "addenda": list(found.addenda.all()),
        "answers": list(found.answers.all()),
        "concept": RDConcept.objects.filter(pk=found.concept_id).first(),
        "sheet": ConceptSheet.objects.filter(concept=found.concept_id).first(),
        "missing": found.missing() if works and found.state in (State.DRAFT, State.CLAUSE_CHECK) else [],
        "reads_file": CallFile.objects.filter(call=found).exists(),
        "is_agency": runs(found, request.user) or checks_integrity(found, request.user),
        "is_reader": readings.reads_call(found, person),
        "may_edit": is_draft and works,
        "may_add": works and found.state in calls.PUBLIC,
        "may_lead": leads(found, person),
        "is_public": found.scheduled_at is not None,
        "verbs": offered(found, person, PAGES, without=BEFORE_CLOSING if phase == Phase.CLOSED else ()),
        "trail": trail_of(),
    }
    return render(request, "programmes/call_page.html", context)


@doors.item(Call, allows=leads_or_runs)
def call_edit(request: HttpRequest, found: Call) -> HttpResponse:
    form = CallForm(posted(request), initial=CallForm.values_of(found))
    del form.fields["key"]
    return saved(
        request,
        form,
        lambda **data: calls.edit_call(found, by=request.user, **data),
        heading=_("公募の本文を直す"),
        back=reverse("call", args=[found.pk]),
        trail=trail_of(found),
        shown=found.text_hash,
    )


PARTS: dict[str, tuple] = {
    "section": (CallSection, SectionForm, calls.save_section, _("提案書の項目")),
    "criterion": (CallCriterion, CriterionForm, calls.save_criterion, _("評価項目")),
}


@doors.item(Call, allows=leads_or_runs)
def call_part(request: HttpRequest, found: Call, kind: str, part: UUID | None = None) -> HttpResponse:
    """A section of the application form or a criterion: added, or corrected."""
    if kind not in PARTS:
        raise Http404
    model, form_class, save, name = PARTS[kind]
    row = get_object_or_404(model, item=found, pk=part) if part else None
    form = form_class(posted(request), **({"initial": form_class.values_of(row)} if row else {}))
    return saved(
        request,
        form,
        lambda **data: save(found, by=request.user, **{kind: row}, **data),
        heading=_("%(name)sを直す") % {"name": name} if row else _("%(name)sを加える") % {"name": name},
        verb=_("保存する") if row else _("加える"),
        back=reverse("call", args=[found.pk]),
        trail=trail_of(found),
    )


@doors.item(Call, allows=leads_or_runs)
def call_part_drop(request: HttpRequest, found: Call, kind: str, part: UUID) -> HttpResponse:
    if kind not in PARTS:
        raise Http404
    row = get_object_or_404(PARTS[kind][0], item=found, pk=part)
    return confirm(
        request,
        lambda: calls.drop_part(row, by=request.user),
        heading=_("%(name)sを削除する") % {"name": PARTS[kind][3]},
        verb=_("削除する"),
        back=reverse("call", args=[found.pk]),
        words=[row.title],
        kind="danger",
        trail=trail_of(found),
        said=_("削除しました。"),
    )


@doors.item(Call, allows=leads_or_runs)
@require_POST
def call_part_move(request: HttpRequest, found: Call, kind: str, part: UUID, step: str) -> HttpResponse:
    if kind not in PARTS or step not in ("up", "down"):
        raise Http404
    row = get_object_or_404(PARTS[kind][0], item=found, pk=part)
    return acted(
        request,
        lambda: calls.move_part(row, by=request.user, step=-1 if step == "up" else 1),
        back=reverse("call", args=[found.pk]),
    )


@doors.item(Call, allows=leads_or_runs)
@after_fresh_sign_in
def call_act(request: HttpRequest, found: Call, verb: str) -> HttpResponse:
    more: list = []
    if verb == "schedule":
        more = [
            _("適用しない条項：%(title)s（理由：%(reason)s）") % {"title": row.title, "reason": row.reason}
            for row in found.clauses.filter(answer="exempted")
        ]
        more += [
            _("文言を変えた条項：%(title)s（理由：%(reason)s）") % {"title": row.title, "reason": row.reason}
            for row in found.clauses.filter(answer="changed")
        ]
    back = reverse("call", args=[found.pk])
    return bound_act(request, found, verb, PAGES, bound=BOUND, back=back, trail=trail_of(found), more=more)


@doors.item(Call)
@require_safe
def call_clauses(request: HttpRequest, found: Call) -> HttpResponse:
    """The clause check: every model clause in force beside what this call says to it; 404 for who reads no library."""
    if not CallFile.objects.filter(call=found).exists():
        raise Http404
    context = {
        "call": found,
        "lines": clauses.check_of(found),
        "missing": clauses.missing_in(found),
        "may_edit": found.state == State.DRAFT and leads_or_runs(found, request.user),
        "trail": trail_of(found),
    }
    return render(request, "programmes/call_clauses.html", context)
