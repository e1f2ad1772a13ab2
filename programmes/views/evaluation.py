"""Pages of evaluators whatever they judge: their evaluations, their declaration, the roster of a place; opens no dossier."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import BooleanField, F, Func
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from confidentiality import doors, naming
from confidentiality.acting import database_now
from confidentiality.models import Item
from confidentiality.verbs import WrongState
from programmes import conflicts
from programmes.forms.gate import DeclarationForm, EvaluatorForm, PartyForm
from programmes.models import ConflictDeclaration, EvaluationPlace, EvaluatorSeat, GateDossier
from programmes.views.entry import Entry, entered
from programmes.views.frame import acted, confirm, form_page, posted, refuse, slice_of, too_late

HERE = (_("あなたの評価"), "my_evaluations")


@dataclass(frozen=True)
class Line:
    """One's own seat: what it is called as far as one may know, where it is done, how it stands."""

    seat: EvaluatorSeat
    title: str
    url: str
    is_over: bool


def trail_to_mine() -> list:
    return [(_("制度と基金"), reverse("programme_home")), (HERE[0], reverse(HERE[1]))]


@doors.person
@require_safe
def my_evaluations(request: HttpRequest) -> HttpResponse:
    """The seats one has or had, newest first, a page at a time; names of dossiers only while they are open to the reader."""
    now = database_now()
    mine = EvaluatorSeat.objects.filter(person=request.user).order_by("-named_at", "pk")
    seats, pages = slice_of(request, mine)
    items = Item.objects.in_bulk([s.item_id for s in seats])
    lines = [
        Line(
            s,
            items[s.item_id].public_title if s.item_id in items else "",
            naming.page_of(items[s.item_id]) if s.item_id in items else "",
            s.ended_at is not None and s.ended_at <= now,
        )
        for s in seats
    ]
    context = {"lines": lines, "pages": pages, "trail": trail_to_mine()[:1]}
    return render(request, "programmes/evaluation_mine.html", context)


def _own(request: HttpRequest, seat: EvaluatorSeat, act: str) -> None:
    if seat.person_id != request.user.pk:
        refuse(request, seat, act)


@doors.item(EvaluatorSeat)
def declare(request: HttpRequest, seat: EvaluatorSeat) -> HttpResponse:
    """Say whether one is related to the subject's side; the dossier opens behind it, or stays shut."""
    _own(request, seat, "declare_conflict")
    form = DeclarationForm(posted(request))
    context = {
        "form": form,
        "seat": seat,
        "is_live": conflicts.is_live(seat),
        "parties": conflicts.parties(seat.item_id),
        "said": ConflictDeclaration.objects.filter(seat=seat),
        "trail": trail_to_mine(),
    }
    if not (form.is_bound and form.is_valid()):
        return form_page(request, "programmes/evaluation_declare.html", context)
    related = form.cleaned_data["answer"] == "yes"
    try:
        conflicts.declare(
            seat, by=request.user, has_conflict=related, detail=form.cleaned_data["detail"] if related else ""
        )
    except WrongState as wrong:
        return too_late(request, wrong, reverse("my_evaluations"))
    messages.success(
        request,
        _("申告を受け付けました。この評価の担当は終わります。")
        if related
        else _("申告を受け付けました。資料を読めるようになりました。"),
    )
    return redirect("my_evaluations")


@doors.item(EvaluatorSeat)
def seat_end(request: HttpRequest, seat: EvaluatorSeat) -> HttpResponse:
    """Given up by oneself, or released by the desk."""
    own = seat.person_id == request.user.pk
    back = reverse("my_evaluations") if own else reverse("evaluation_roster", args=[seat.item_id])
    place = EvaluationPlace.objects.filter(pk=seat.item_id).first()  # for the desk alone
    heading = _("審査員の担当を終える") if place and place.is_review else _("評価者の担当を終える")
    return confirm(
        request,
        lambda: conflicts.end_seat(seat, by=request.user),
        heading=_("担当を辞退する") if own else heading,
        verb=_("辞退する") if own else _("終える"),
        back=back,
        words=[_("この時から、資料を見られなくなります。元には戻せません。")],
        kind="danger",
        trail=trail_to_mine() if own else trail_to_place(seat.item_id),
        said=_("担当を終えました。"),
    )


def trail_to_place(item_id: Any) -> list:
    item = Item.objects.filter(pk=item_id).first()
    page = naming.page_of(item) if item else ""
    trail = [(_("制度と基金"), reverse("programme_home"))]
    return [*trail, (item.public_title, page)] if item and page else trail


def _roster_of(place: EvaluationPlace) -> Any:
    return _("審査員の名簿") if place.is_review else _("評価者の名簿")


@doors.item(EvaluationPlace)
@require_safe
def roster(request: HttpRequest, place: EvaluationPlace) -> HttpResponse:
    """Who evaluates, who dropped out and why, whom it is about; for who runs the evaluation."""
    now = database_now()
    seats = list(EvaluatorSeat.objects.filter(item_id=place.pk).select_related("person"))
    said = {d.seat_id: d for d in ConflictDeclaration.objects.filter(item_id=place.pk)}
    context = {
        "place": place,
        "heading": _roster_of(place),
        "rows": [(s, said.get(s.pk), s.ended_at is not None and s.ended_at <= now) for s in seats],
        "parties": conflicts.parties(place.pk),
        "keeps_scouts": keeps_scouts(place, request.user),
        "trail": trail_to_place(place.pk),
    }
    return render(request, "programmes/evaluation_roster.html", context)


def keeps_scouts(place: EvaluationPlace, person: Any) -> bool:
    """Evaluators of a gate can be chosen from the register of its fund by who keeps it."""
    if place.is_review:
        return False
    asked = Func(F("fund_id"), function="app.keeps_scouts_of", output_field=BooleanField())
    return GateDossier.objects.filter(pk=place.pk).values_list(asked, flat=True).first() is True


@doors.item(EvaluationPlace)
def evaluator_new(request: HttpRequest, place: EvaluationPlace) -> HttpResponse:
    """Name an evaluator; a conflict there is now is said at once."""
    back = reverse("evaluation_roster", args=[place.pk])
    told = _("本人に知らせます。利益相反がないと本人が申告するまで、資料は開きません。")
    heading, kept, said = (
        (
            _("審査員を登録する"),
            _("審査員の氏名は、審査の事務局のほかには、だれにも表示しません。"),
            _("審査員を登録しました。"),
        )
        if place.is_review
        else (
            _("評価者を登録する"),
            _("評価者の氏名は、評価の事務局のほかには、だれにも表示しません。"),
            _("評価者を登録しました。"),
        )
    )
    trail = [*trail_to_place(place.pk), (_roster_of(place), back)]
    entry = Entry(heading, _("登録する"), back, trail, (told, kept), (told, kept), said)
    dossier = Item.objects.get(pk=place.pk)
    return entered(
        request,
        EvaluatorForm(posted(request)),
        entry,
        lambda **data: conflicts.name_evaluator(dossier, by=request.user, **data),
        where=lambda _made: back,
    )


@doors.item(EvaluationPlace)
def party_new(request: HttpRequest, place: EvaluationPlace) -> HttpResponse:
    """An organisation or person of the subject's side that nothing else says."""
    back = reverse("evaluation_roster", args=[place.pk])
    form = PartyForm(posted(request))
    context = {
        "form": form,
        "back": back,
        "trail": [*trail_to_place(place.pk), (_roster_of(place), back)],
    }
    if not (form.is_bound and form.is_valid()):
        return form_page(request, "programmes/evaluation_party_form.html", context)
    dossier = get_object_or_404(Item, pk=place.pk)
    return acted(
        request,
        lambda: conflicts.add_party(dossier, by=request.user, **form.cleaned_data),
        back=back,
        said=_("評価を受ける側の機関・人を登録しました。"),
    )
