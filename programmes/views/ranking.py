"""The agency's pages of a call's order: a page of it, the start by scores, one move, the order out and in as CSV; confirms nothing."""

import base64
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from confidentiality import doors, journal
from confidentiality.verbs import WrongState
from programmes import places, reviews
from programmes.forms.comment import ReturnedListForm
from programmes.forms.review import (
    ByScoreForm,
    DeclineRestForm,
    PlaceForm,
    RankingFilter,
    RankingListForm,
)
from programmes.imports import Unreadable
from programmes.models import CallReview, ProposalDossier
from programmes.models.dossier import runs
from programmes.models.selection import runs_review
from programmes.sheets import csv_answer
from programmes.views.frame import acted, confirm, form_page, posted, too_late
from programmes.views.review import trail_of

A_PAGE = 50
SHOWN = 100  # faults or changes a page names


def _trail(review: CallReview) -> list:
    return [*trail_of(review.call), (_("順位の案"), reverse("review_ranking", args=[review.pk]))]


@doors.item(CallReview, allows=runs_review)
@require_safe
def review_ranking(request: HttpRequest, review: CallReview) -> HttpResponse:
    """Places and reasons a page at a time, for who ranks and for who confirms; a fixed number of queries."""
    form = RankingFilter(request.GET or None)
    part, words = form.asked() if form.is_bound else ("", [])
    wanted = request.GET.get("page", "1")
    page = max(int(wanted), 1) if wanted.isdecimal() and len(wanted) < 6 else 1
    rows = places.ranked(review, part, words, (page - 1) * A_PAGE, A_PAGE)
    whole = reviews.standing(review.call)
    query = request.GET.copy()

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    context = {
        "review": review,
        "call": review.call,
        "form": form,
        "rows": rows,
        "count": rows[0]["of_all"] if rows else 0,
        "whole": whole,
        "is_open": review.state == CallReview.State.REVIEWING,
        "is_whole": 0 < whole["proposals"] == whole["placed"],
        "may_decline": review.state == CallReview.State.RANKED and review.proposed_by_id != request.user.pk,
        "is_narrowed": bool(part or words),
        "next": address(page + 1) if rows and rows[0]["of_all"] > page * A_PAGE else "",
        "previous": address(page - 1) if page > 1 else "",
        "trail": trail_of(review.call),
    }
    return render(request, "programmes/review_ranking.html", context)


@doors.item(CallReview, allows=runs_review)
def ranking_by_score(request: HttpRequest, review: CallReview) -> HttpResponse:
    """The starting order."""
    return confirm(
        request,
        lambda **given: places.order_by_score(review, by=request.user, **given),
        heading=_("評点の順に順位を付ける"),
        verb=_("順位を付ける"),
        back=reverse("review_ranking", args=[review.pk]),
        words=[
            _(
                "順位のない提案に、評点の平均の高い順に、いまの順位の後ろから順位を付けます。平均が同じときは、受付番号の順です。"
            ),
            _("理由には、平均と評価の件数を書き込みます。評価のない提案には、順位を付けません。"),
        ],
        form=ByScoreForm(posted(request)),
        trail=_trail(review),
        said=_("評点の順に順位を付けました。"),
    )


@doors.item(CallReview, allows=runs_review)
def ranking_rest(request: HttpRequest, review: CallReview) -> HttpResponse:
    """The tail of the order is not selected, by another person than who proposed it; one reason for all."""
    back = reverse("review_ranking", args=[review.pk])

    def act(**given: Any) -> None:
        done, left = places.decline_rest(review, by=request.user, **given)
        said = ngettext("提案%(n)s件を不採択としました。", "提案%(n)s件を不採択としました。", done) % {
            "n": done
        }
        more = ngettext("あと%(n)s件あります。", "あと%(n)s件あります。", left) % {"n": left} if left else ""
        messages.success(request, f"{said} {more}".strip())

    return confirm(
        request,
        act,
        heading=_("残りの提案を不採択とする"),
        verb=_("不採択とする"),
        back=back,
        words=[
            _("まだ選考していない提案のうち、入力した順位から後ろのものを、まとめて不採択とします。"),
            _("一度に%(n)s件まで行います。発表の日時を決めるまで、1件ずつやり直せます。")
            % {"n": places.AT_ONCE},
            _("発表の日時までは、提案者のだれにも表示しません。"),
        ],
        form=DeclineRestForm(posted(request)),
        kind="danger",
        trail=_trail(review),
    )


@doors.item(ProposalDossier, allows=runs)
def review_place(request: HttpRequest, dossier: ProposalDossier) -> HttpResponse:
    """One proposal to another place, with the reason."""
    review = reviews.review_of(dossier.call_id)
    back = reverse("review_ranking", args=[review.pk])
    if review.state != CallReview.State.REVIEWING:
        return too_late(request, WrongState(places.CLOSED), back)
    row = next(iter(places.ranked(review, "", [dossier.number])), None)
    was = row["place"] if row else None
    initial = {"place": was, "seen": was, "reason": row["reason"] if row and row["is_moved"] else ""}
    form = PlaceForm(posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: places.move(review, dossier, by=request.user, **form.cleaned_data),
            back=back,
            said=_("%(number)sの順位を保存しました。") % {"number": dossier.number},
        )
    context = {"form": form, "dossier": dossier, "row": row, "back": back, "trail": _trail(review)}
    return form_page(request, "programmes/review_place.html", context)


@doors.item(CallReview, allows=runs_review)
@require_safe
def ranking_csv(request: HttpRequest, review: CallReview) -> HttpResponse:
    """The whole order as a sheet, to be put right and brought back; that it was taken stands in the journal."""
    rows = places.ranked(review)
    journal.record("export_ranking", review, rows=len(rows))
    return csv_answer("ranking.csv", places.HEADING, places.as_rows(rows))


@doors.item(CallReview, allows=runs_review)
def ranking_list_new(request: HttpRequest, review: CallReview) -> HttpResponse:
    """Bring the order back as a list: read, its changes shown, then taken as a whole; with one fault nothing is taken."""
    back = reverse("review_ranking", args=[review.pk])
    if review.state != CallReview.State.REVIEWING:
        return too_late(request, WrongState(places.CLOSED), back)
    form = RankingListForm(posted(request), request.FILES or None)
    page = {
        "form": form,
        "review": review,
        "columns": places.columns(),
        "back": back,
        "trail": _trail(review),
    }
    template = "programmes/ranking_list_form.html"
    if not (form.is_bound and form.is_valid()):
        return form_page(request, template, page)
    data, _name = form.given()
    page["sent"] = base64.b64encode(data).decode()
    try:
        found = places.look_at(review, data)
        if found.sheet.faults:
            raise places.Faulty(found.sheet)
        if "sure" not in request.POST:
            changes = {"changes": found.changes[:SHOWN], "more": max(0, len(found.changes) - SHOWN)}
            return render(request, template, {**page, "found": found, **changes})
        n = places.take(review, by=request.user, data=data, mark=form.cleaned_data["mark"])
    except WrongState as wrong:
        return too_late(request, wrong, back)
    except Unreadable as wrong:
        form.add_error(None if form.cleaned_data.get("data") else "file", str(wrong))
        return form_page(request, template, page)
    except places.Faulty as wrong:
        faults = wrong.sheet.in_order()
        told = {"faults": faults[:SHOWN], "all": len(faults), "more": max(0, len(faults) - SHOWN)}
        return render(request, template, {**page, **told}, status=422)
    said = ngettext("提案%(n)s件の順位と理由を改めました。", "提案%(n)s件の順位と理由を改めました。", n)
    messages.success(request, said % {"n": n})
    return redirect(back)


@doors.item(CallReview, allows=runs_review)
@require_POST
def ranking_list_corrected(request: HttpRequest, review: CallReview) -> HttpResponse:
    """The refused list back, with what is wrong in front of each row; nothing of it was kept in between."""
    form = ReturnedListForm(request.POST)
    try:
        if not form.is_valid():
            return redirect("ranking_list_new", review.pk)
        found = places.look_at(review, form.cleaned_data["data"])
    except Unreadable:
        return redirect("ranking_list_new", review.pk)
    response = HttpResponse(found.sheet.corrected(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="ranking-corrected.csv"'
    return response
