"""Choosing from the register: candidates of a call, evaluators of a gate; for who runs it and keeps the register."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from confidentiality import doors
from confidentiality.verbs import WrongState
from programmes import scouts
from programmes.forms.scout import PickFilter
from programmes.models import (
    CallReview,
    EvaluationPlace,
    EvaluatorSeat,
    Fund,
    GateDossier,
    ProposalDossier,
    ReviewerCandidate,
    ScoutEntry,
)
from programmes.models.scout import keeps_for
from programmes.models.selection import runs_review
from programmes.views.evaluation import keeps_scouts, trail_to_place
from programmes.views.frame import slice_of, too_late
from programmes.views.review import trail_of

A_PAGE = 20  # every person of a page is compared with every proposal of the call


def _runs_and_keeps(review: CallReview, person: Any) -> bool:
    return runs_review(review, person) and keeps_for(Fund(pk=review.fund_id), person)


def _ticked(request: HttpRequest) -> list[UUID]:
    """Numbers of lines; what is no number is nothing."""
    found = []
    for one in request.POST.getlist("scout")[:A_PAGE]:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def _narrowed(form: PickFilter, rows: QuerySet[ScoutEntry], own: list[UUID]) -> QuerySet[ScoutEntry]:
    wanted, words = "", ""
    if form.is_bound and form.is_valid():
        wanted, words = form.cleaned_data["field"], form.cleaned_data["q"]
    fields = own if not wanted else [] if wanted == "all" else [UUID(wanted)]
    if fields:
        rows = rows.filter(fields__overlap=scouts.near(fields))
    return scouts.in_order(scouts.named(scouts.usable(rows), words))


def _page(
    request: HttpRequest,
    rows: QuerySet[ScoutEntry],
    *,
    own: list[UUID],
    places: list[UUID],
    taken: set[UUID],
    take: Callable[[list[UUID]], int],
    context: dict[str, Any],
) -> HttpResponse:
    if request.method == "POST":
        try:
            n = take(_ticked(request))
        except WrongState as wrong:
            return too_late(request, wrong, request.path)
        messages.success(request, ngettext("%(n)s名を加えました。", "%(n)s名を加えました。", n) % {"n": n})
        return redirect(context["back"])
    form = PickFilter(request.GET or None, has_own=bool(own))
    shown, pages = slice_of(request, _narrowed(form, rows, own), size=A_PAGE)
    found = scouts.known(shown, places, taken)
    context |= {
        "form": form,
        "rows": found,
        "pages": pages,
        "may_take": any(not one.taken for one in found),
        "is_narrowed": bool(request.GET) or bool(own),
    }
    return render(request, "programmes/scout_pick.html", context)


@doors.item(CallReview, allows=_runs_and_keeps)
def review_scouts(request: HttpRequest, review: CallReview) -> HttpResponse:
    """Candidates of a call from the register, first those of its fields; several in one act."""
    call, back = review.call, reverse("review_matrix", args=[review.pk])
    return _page(
        request,
        ScoutEntry.objects.filter(Q(is_reviewer=True) | Q(is_scout=True), item__fund=review.fund_id),
        own=scouts.fields_of(call),
        places=list(ProposalDossier.objects.filter(call=call).values_list("pk", flat=True)),
        taken=set(ReviewerCandidate.objects.filter(item=review).values_list("person_id", flat=True)),
        take=lambda entries: scouts.take_over(review, by=request.user, entries=entries),
        context={
            "heading": _("名簿から候補を選ぶ"),
            "lead": _("候補に加えるだけでは、本人に知らせず、何も開きません。"),
            "is_review": True,
            "verb": _("選んだ方を候補に加える"),
            "register": reverse("scout_list", args=[review.fund_id]),
            "back": back,
            "trail": [*trail_of(call), (_("審査員の割当て"), back)],
        },
    )


@doors.item(EvaluationPlace, allows=keeps_scouts)
def evaluation_scouts(request: HttpRequest, place: EvaluationPlace) -> HttpResponse:
    """Evaluators of a gate from the register; each is told, and the dossier opens by their declaration alone."""
    dossier = get_object_or_404(GateDossier, pk=place.pk)
    back = reverse("evaluation_roster", args=[place.pk])
    return _page(
        request,
        ScoutEntry.objects.filter(is_evaluator=True, item__fund=dossier.fund_id),
        own=[],
        places=[place.pk],
        taken=set(EvaluatorSeat.objects.filter(item_id=place.pk).values_list("person_id", flat=True)),
        take=lambda entries: scouts.name_from(place, dossier.fund_id, by=request.user, entries=entries),
        context={
            "heading": _("名簿から評価者を選ぶ"),
            "lead": _("本人に知らせます。利益相反がないと本人が申告するまで、資料は開きません。"),
            "is_review": False,
            "verb": _("選んだ方を評価者に登録する"),
            "register": reverse("scout_list", args=[dossier.fund_id]),
            "back": back,
            "trail": [*trail_to_place(place.pk), (_("評価者の名簿"), back)],
        },
    )
