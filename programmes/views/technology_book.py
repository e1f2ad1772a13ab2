"""The card of a technology as the office keeps it: strategy in versions, public part, maturity, place in the order."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.verbs import offered, perform, verbs_of
from programmes import history, ranking, strategy
from programmes.forms.technology_book import (
    PlaceForm,
    ProfileForm,
    ReasonForm,
    SheetForm,
    StrategyForm,
    TrlForm,
)
from programmes.models import CriticalTechnology, StrategyVersion, TechnologyBook, TechnologySheet
from programmes.models.trl import TrlReading, record_trl, trl_readings
from programmes.rights import is_staff
from programmes.views.frame import acted, after_fresh_sign_in, confirm, form_page, posted
from programmes.views.technology import tabs_of, trail_of

SHEET_WORDS = {
    "publish_sheet": [
        gettext_lazy("公開する要旨と戦略上の目標を、どなたでも読めるようにします。戦略カードは公開しません。")
    ],
    "withdraw_sheet": [
        gettext_lazy("公開ページから取り下げ、直せるようにします。すでに読まれたものは取り消せません。")
    ],
}


def _frame(book: TechnologyBook, here: str) -> dict[str, Any]:
    found = book.technology
    return {"book": book, "technology": found, "trail": trail_of(found), "tabs": tabs_of(found, here)}


@doors.item(TechnologyBook, related=("technology", "technology__field"))
@require_safe
def technology_book(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    """The newest version of the card, the list of the earlier ones, the public part beside it (R10)."""
    versions = list(StrategyVersion.objects.filter(item=book).select_related("written_by"))
    sheet = TechnologySheet.objects.filter(technology_id=book.technology_id).first()
    context = _frame(book, "technology_book") | {
        "card": versions[0] if versions else None,
        "versions": versions,
        "sheet": sheet,
    }
    return render(request, "programmes/technology_book.html", context)


@doors.item(TechnologyBook, related=("technology", "technology__field"))
@require_safe
def strategy_version(request: HttpRequest, book: TechnologyBook, number: int) -> HttpResponse:
    """One version as it was saved."""
    card = get_object_or_404(StrategyVersion.objects.select_related("written_by"), item=book, number=number)
    return render(
        request, "programmes/strategy_version.html", _frame(book, "technology_book") | {"card": card}
    )


@doors.item(TechnologyBook, related=("technology",), allows=is_staff)
def strategy_edit(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    """A further version, begun from the newest."""
    last = StrategyVersion.objects.filter(item=book).first()
    form = StrategyForm(posted(request), initial=StrategyForm.values_of(last))
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: strategy.save_strategy(book, by=request.user, **form.cleaned_data),
            back=reverse("technology_book", args=[book.pk]),
            said=_("戦略カードの新しい版を保存しました。"),
        )
    return form_page(
        request, "programmes/strategy_form.html", _frame(book, "technology_book") | {"form": form}
    )


@doors.item(TechnologyBook, related=("technology",), allows=is_staff)
def profile_edit(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    initial = ProfileForm.values_of(book) | {"shown": history.seen(book)}
    form = ProfileForm(posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: strategy.save_profile(book, by=request.user, **form.cleaned_data),
            back=reverse("technology_book", args=[book.pk]),
            said=_("起点と期間を保存しました。"),
        )
    return form_page(
        request, "programmes/profile_form.html", _frame(book, "technology_book") | {"form": form}
    )


@doors.item(CriticalTechnology, allows=is_staff)
def sheet_edit(request: HttpRequest, found: CriticalTechnology) -> HttpResponse:
    """The public words; written here, published by an act of their own."""
    sheet = TechnologySheet.objects.filter(technology=found).first()
    initial = SheetForm.values_of(sheet) | {"shown": history.seen(sheet) if sheet else 0}
    form = SheetForm(posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: strategy.save_sheet(found, by=request.user, **form.cleaned_data),
            back=reverse("technology", args=[found.pk]),
            said=_("公開する要旨を保存しました。公開するまで、事業担当だけが見られます。"),
        )
    return form_page(
        request, "programmes/sheet_form.html", {"form": form, "technology": found, "trail": trail_of(found)}
    )


@doors.item(TechnologySheet, related=("technology",))
@require_safe
def technology_sheet(request: HttpRequest, sheet: TechnologySheet) -> HttpResponse:
    """The public part by itself, with its acts for the office."""
    verbs = [v for v in offered(sheet, request.user) if v.name in SHEET_WORDS]
    context = {
        "sheet": sheet,
        "technology": sheet.technology,
        "trail": trail_of(sheet.technology),
        "verbs": verbs,
    }
    context["may_edit"] = is_staff(sheet, request.user) and sheet.state == TechnologySheet.State.DRAFT
    return render(request, "programmes/technology_sheet.html", context)


@doors.item(TechnologySheet, related=("technology",), allows=is_staff)
def sheet_act(request: HttpRequest, sheet: TechnologySheet, verb: str) -> HttpResponse:
    if verb not in SHEET_WORDS:
        raise Http404
    page = after_fresh_sign_in(_sheet_act) if verb == "publish_sheet" else _sheet_act
    return page(request, sheet, verb)


def _sheet_act(request: HttpRequest, sheet: TechnologySheet, verb: str) -> HttpResponse:
    known = verbs_of(TechnologySheet)[verb]
    return confirm(
        request,
        lambda: perform(verb, sheet, by=request.user),
        heading=known.label,
        verb=known.label,
        back=reverse("technology_sheet", args=[sheet.pk]),
        words=SHEET_WORDS[verb],
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": known.label},
        trail=trail_of(sheet.technology),
        kind="danger" if verb == "withdraw_sheet" else "main",
    )


@doors.item(TechnologyBook, related=("technology",))
@require_safe
def technology_trl(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    """The readings as bars and as a table, the replaced ones too."""
    readings = trl_readings(book)
    context = _frame(book, "technology_trl") | {
        "readings": readings,
        "may_record": is_staff(book, request.user),
    }
    return render(request, "programmes/technology_trl.html", context)


@doors.item(TechnologyBook, related=("technology",), allows=is_staff)
def trl_new(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    form = TrlForm(posted(request), readings=trl_readings(book))
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: record_trl(book.technology, by=request.user, **form.cleaned_data),
            back=reverse("technology_trl", args=[book.pk]),
            said=_("技術成熟度の評価を記録しました。"),
        )
    context = _frame(book, "technology_trl") | {"form": form, "highest": TrlReading.HIGHEST}
    return form_page(request, "programmes/trl_form.html", context)


@doors.item(TechnologyBook, related=("technology",))
@require_safe
def technology_place(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    """Its place in the order and every step that led there (R9)."""
    dropped = book.technology.state == CriticalTechnology.State.DROPPED
    context = _frame(book, "technology_place") | {
        "steps": list(ranking.steps(book.technology)),
        "may_place": is_staff(book, request.user) and not dropped,
    }
    return render(request, "programmes/technology_place.html", context)


@doors.item(TechnologyBook, related=("technology",), allows=is_staff)
def place_set(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    return confirm(
        request,
        lambda position, reason: ranking.place(
            book.technology, by=request.user, position=position, reason=reason
        ),
        heading=_("順位を決める"),
        verb=_("順位を決める"),
        back=reverse("technology_place", args=[book.pk]),
        words=[_("この順位より後の技術は、一つずつ下がります。最後より後の順位を入れると、最後になります。")],
        form=PlaceForm(posted(request), initial={"position": book.rank}),
        said=_("順位を決めました。"),
        trail=trail_of(book.technology),
    )


@doors.item(TechnologyBook, related=("technology",), allows=is_staff)
def place_remove(request: HttpRequest, book: TechnologyBook) -> HttpResponse:
    return confirm(
        request,
        lambda reason: ranking.remove(book.technology, by=request.user, reason=reason),
        heading=_("順位から外す"),
        verb=_("順位から外す"),
        back=reverse("technology_place", args=[book.pk]),
        words=[_("この技術より後の技術は、一つずつ上がります。")],
        form=ReasonForm(posted(request)),
        said=_("順位から外しました。"),
        trail=trail_of(book.technology),
        kind="danger",
    )
