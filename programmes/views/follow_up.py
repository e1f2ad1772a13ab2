"""Follow-ups of money and people (R50): the list, one with its figures, its words, its acts, and what everybody may read."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from accounts.phrasing import listed
from confidentiality import doors, journal
from confidentiality.acting import acting_as
from confidentiality.verbs import WrongState, offered, perform, verbs_of
from programmes import followups
from programmes.forms.follow_up import BeginForm, WriteForm
from programmes.forms.guideline import ReasonForm
from programmes.models import BudgetFollowUp, PublishedFollowUp
from programmes.rights import is_staff
from programmes.sheets import csv_answer
from programmes.views.frame import (
    acted,
    after_fresh_sign_in,
    confirm,
    form_page,
    in_language,
    posted,
    public_page,
    refuse,
    slice_of,
    too_late,
)

State = BudgetFollowUp.State
WIDTH = 1000  # units of a bar's drawing
WHY = "published follow-ups only, asked for as a signed-out reader"
WORDS = {
    "record": [
        gettext_lazy("いまの数字と文を、このまま記録します。記録した後は変更できません。"),
        gettext_lazy("記録すると、監査と文書管理の担当も読めるようになります。"),
    ],
    "withdraw": [gettext_lazy("このフォローアップを取りやめます。理由は履歴に残ります。")],
    "publish_follow_up": [
        gettext_lazy(
            "公表する要旨と、公開してよい数字を、どなたでも読めるようにします。評価の本文は公表しません。"
        ),
        gettext_lazy("公開していない構想は、名前を出さずに一つの合計とします。"),
    ],
    "take_off_follow_up": [gettext_lazy("公開ページから外します。すでに読まれたものは取り消せません。")],
}
FORMS = {"withdraw": ReasonForm, "take_off_follow_up": ReasonForm}


def trail_of(found: BudgetFollowUp | None = None) -> list[tuple[Any, str]]:
    above = [
        (_("制度と基金"), reverse("programme_home")),
        (_("重点化のフォローアップ"), reverse("follow_up_list")),
    ]
    return above + ([(found.title, reverse("follow_up", args=[found.pk]))] if found else [])


@doors.person
@require_safe
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """Those this reader may read, the newest years first, a page at a time; versions of the same years together."""
    rows, pages = slice_of(
        request,
        BudgetFollowUp.objects.defer("figures", "evaluation", "public_text").order_by(
            "-to_year", "-from_year", "-number"
        ),
    )
    context = {
        "trail": trail_of()[:1],
        "rows": rows,
        "pages": pages,
        "is_staff": is_staff(None, request.user),
    }
    return render(request, "programmes/follow_up_list.html", context)


@doors.office("programme_staff")
def follow_up_new(request: HttpRequest) -> HttpResponse:
    form = BeginForm(posted(request))
    if not (form.is_bound and form.is_valid()):
        context = {"form": form, "trail": trail_of()}
        return form_page(request, "programmes/follow_up_new.html", context)
    try:
        made = followups.begin(by=request.user, **form.cleaned_data)
    except WrongState as wrong:
        return too_late(request, wrong, reverse("follow_up_list"))
    return redirect("follow_up", made.pk)


def told(found: dict[str, Any]) -> dict[str, Any]:
    """Figures as the page needs them: bars on one linear scale, the share of each row."""
    rows = [{**row, "words": row["name"]} for row in found["concepts"]]
    if found["unnamed"]:
        rows.append({**found["unnamed"], "name": "", "fund": "", "people": None, "words": ""})
    longest = max([row["allocated"] for row in rows] + [1])
    whole = found["total"]["allocated"]
    for row in rows:
        row["width"] = max(0, row["allocated"] * WIDTH // longest)
        row["share"] = (row["allocated"] * 200 + whole) // (2 * whole) if whole > 0 else None
    return {"figures": found, "rows": rows, "width": WIDTH}


@doors.item(BudgetFollowUp, related=("revises", "recorded_by"))
@require_safe
def follow_up(request: HttpRequest, found: BudgetFollowUp) -> HttpResponse:
    """A draft shows the figures of this moment, a record those it was made of."""
    is_draft = found.state == State.DRAFT
    numbers = followups.figures(found.from_year, found.to_year) if is_draft else found.figures
    public = found.published() if found.state == State.RECORDED else None
    hidden = "publish_follow_up" if public else "take_off_follow_up"
    context = {
        "trail": trail_of(),
        "found": found,
        "is_live": is_draft,
        "public": public,
        "verbs": [v for v in offered(found, request.user) if v.name != hidden],
        "may_write": is_draft and is_staff(found, request.user),
        "may_revise": found.state == State.RECORDED and is_staff(found, request.user),
        "versions": BudgetFollowUp.objects.filter(from_year=found.from_year, to_year=found.to_year).order_by(
            "-number"
        ),
        **(told(numbers) if numbers else {}),
    }
    return render(request, "programmes/follow_up_page.html", context)


@doors.item(BudgetFollowUp, allows=is_staff)
def follow_up_edit(request: HttpRequest, found: BudgetFollowUp) -> HttpResponse:
    form = WriteForm(posted(request), initial=WriteForm.values_of(found, followups.words_hash(found)))
    if not (form.is_bound and form.is_valid()):
        context = {"form": form, "found": found, "trail": trail_of(found)}
        return form_page(request, "programmes/follow_up_form.html", context)
    return acted(
        request,
        lambda: followups.write(found, by=request.user, **form.cleaned_data),
        back=reverse("follow_up", args=[found.pk]),
        said=_("フォローアップを保存しました。"),
    )


@doors.item(BudgetFollowUp, allows=is_staff)
def follow_up_revise(request: HttpRequest, found: BudgetFollowUp) -> HttpResponse:
    """A new version of the same years, begun with the words of this one."""

    def act() -> None:
        nonlocal made
        made = followups.begin(
            by=request.user,
            title=found.title,
            from_year=found.from_year,
            to_year=found.to_year,
            revises=found,
        )

    made: BudgetFollowUp | None = None
    response = confirm(
        request,
        act,
        heading=_("新しい版を作る"),
        verb=_("新しい版を作る"),
        back=reverse("follow_up", args=[found.pk]),
        words=[_("同じ年度の新しい版を、この版の文から始めます。この版はそのまま残ります。")],
        trail=trail_of(found),
    )
    return redirect("follow_up", made.pk) if made is not None else response


@doors.item(BudgetFollowUp)
def follow_up_act(request: HttpRequest, found: BudgetFollowUp, verb: str) -> HttpResponse:
    """The check page of one act; recording and publishing say exactly which figures they are about."""
    if verb not in WORDS:
        raise Http404
    if not verbs_of(BudgetFollowUp)[verb].allows(found, request.user):
        refuse(request, found, verb)
    page = after_fresh_sign_in(_act) if verb in ("record", "publish_follow_up") else _act
    return page(request, found, verb)


def _act(request: HttpRequest, found: BudgetFollowUp, verb: str) -> HttpResponse:
    known, shown, words = verbs_of(BudgetFollowUp)[verb], "", [*WORDS[verb]]
    if verb in ("record", "publish_follow_up"):
        asked = followups.figures if verb == "record" else followups.public_figures
        numbers = asked(found.from_year, found.to_year)
        shown = followups.hash_of(found, numbers)
        words += summary(numbers)
    if verb == "publish_follow_up":
        words.append(_("公表する要旨：%(text)s") % {"text": found.public_text})
    return confirm(
        request,
        lambda **given: perform(verb, found, by=request.user, **given),
        heading=known.label,
        verb=known.label,
        back=reverse("follow_up", args=[found.pk]),
        words=words,
        form=FORMS[verb](posted(request)) if verb in FORMS else None,
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": known.label},
        trail=trail_of(found),
        kind="danger" if verb in FORMS else "main",
        shown=shown,
    )


def summary(found: dict[str, Any]) -> list[str]:
    """The figures in two sentences."""
    names = listed(row["name"] for row in found["concepts"])
    return [
        _("拠出%(a)s円、配分%(b)s円、支払%(c)s円、担当した人%(n)s名。")
        % {
            "a": f"{found['contributed']:,}",
            "b": f"{found['total']['allocated']:,}",
            "c": f"{found['total']['paid']:,}",
            "n": f"{found['people']:,}",
        },
        _("名前の出る構想：%(names)s") % {"names": names or _("なし")},
    ]


@doors.item(BudgetFollowUp)
@require_safe
def follow_up_csv(request: HttpRequest, found: BudgetFollowUp) -> HttpResponse:
    """The table of the page as a sheet; the taking stands in the journal."""
    is_draft = found.state == State.DRAFT
    numbers = followups.figures(found.from_year, found.to_year) if is_draft else found.figures
    if not numbers:
        raise Http404
    journal.record("export_follow_up", found)
    return csv_answer("follow-up.csv", heading(), sheet_rows(numbers))


def heading() -> list[str]:
    return [
        _("研究開発構想"),
        pgettext("list", "基金"),
        _("配分（円）"),
        _("支払予定（円）"),
        _("支払（円）"),
        _("担当した人（名）"),
    ]


def sheet_rows(found: dict[str, Any]) -> Iterable[list[Any]]:
    for row in found["concepts"]:
        yield [row["name"], row["fund"], row["allocated"], row["committed"], row["paid"], row["people"]]
    if found["unnamed"]:
        rest = found["unnamed"]
        yield [_("名前を出さない構想の合計"), "", rest["allocated"], rest["committed"], rest["paid"], ""]
    whole = found["total"]
    yield [_("合計"), "", whole["allocated"], whole["committed"], whole["paid"], found["people"]]


# For everybody -------------------------------------------------------------------------------------------
@doors.open_to_all(WHY)
@require_safe
@in_language
def public_follow_ups(request: HttpRequest) -> HttpResponse:
    with acting_as(None):
        found = PublishedFollowUp.objects.filter(withdrawn_at=None).defer("figures", "text")
        rows, pages = slice_of(request, found.order_by("-to_year", "-from_year", "-published_at", "pk"))
    return public_page(request, "programmes/public_follow_ups.html", {"rows": rows, "pages": pages})


def _published(pk: UUID) -> PublishedFollowUp:
    with acting_as(None):
        found = PublishedFollowUp.objects.filter(pk=pk, withdrawn_at=None).first()
    if found is None:
        raise Http404
    return found


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_follow_up(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _published(pk)
    context = {"found": found, **told(found.figures)}
    return public_page(request, "programmes/public_follow_up.html", context)


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_follow_up_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same table as data."""
    return csv_answer("follow-up.csv", heading(), sheet_rows(_published(pk).figures))
