"""Opinions of experts and comments of the public, registered and answered one by one; no name of a sender goes out."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.acting import database_now
from programmes import comments, guidelines
from programmes.forms.guideline import AnswerForm, CommentForm, OpinionForm
from programmes.models import CommentAnswer, CommentRound, ExpertOpinion, Guideline, PublicComment
from programmes.rights import is_staff
from programmes.views.frame import acted, form_page, pages_of, posted, slice_of
from programmes.views.guideline import trail_of


@doors.item(Guideline, allows=is_staff)
def opinion_new(request: HttpRequest, found: Guideline) -> HttpResponse:
    return _opinion(request, found, None)


@doors.item(ExpertOpinion, related=("guideline",), allows=is_staff)
def opinion_edit(request: HttpRequest, opinion: ExpertOpinion) -> HttpResponse:
    return _opinion(request, opinion.guideline, opinion)


def _opinion(request: HttpRequest, found: Guideline, opinion: ExpertOpinion | None) -> HttpResponse:
    names = ("given_by", "given_on", "text", "response")
    form = OpinionForm(
        posted(request), initial={name: getattr(opinion, name) for name in names} if opinion else None
    )
    if not (form.is_bound and form.is_valid()):
        return form_page(
            request,
            "programmes/opinion_form.html",
            {"form": form, "guideline": found, "opinion": opinion, "trail": trail_of(found)},
        )
    return acted(
        request,
        lambda: guidelines.record_opinion(found, by=request.user, opinion=opinion, **form.cleaned_data),
        back=reverse("guideline", args=[found.pk]),
        said=_("有識者の意見を保存しました。"),
    )


def trail_of_round(round_: CommentRound) -> list[tuple[Any, str]]:
    return [
        *trail_of(round_.guideline),
        (_("意見の募集"), reverse("comment_round", args=[round_.pk])),
    ]


@doors.item(CommentRound, allows=is_staff)  # readers of the round may not know the draft: no join
@require_safe
def comment_round(request: HttpRequest, round_: CommentRound) -> HttpResponse:
    """The comments of the round with their answers, a page at a time; ``?open=1`` shows those without one."""
    rows = PublicComment.objects.filter(round=round_).select_related("answer").order_by("number")
    open_ = Q(answer=None) | Q(answer__answer="")
    counts = rows.aggregate(all=Count("pk"), open=Count("pk", filter=open_))
    only_open = request.GET.get("open") == "1"
    shown, pages = pages_of(request, rows.filter(open_) if only_open else rows, key="number")
    answers, answer_pages = slice_of(
        request, CommentAnswer.objects.filter(round=round_).order_by("created", "pk"), name="answers"
    )
    numbers: dict[Any, list[int]] = {}
    for answer, number in rows.filter(answer__in=answers).values_list("answer_id", "number"):
        numbers.setdefault(answer, []).append(number)
    address = reverse("comment_round", args=[round_.pk])
    return render(
        request,
        "programmes/comment_round.html",
        {
            "trail": trail_of(round_.guideline),
            "round": round_,
            "guideline": round_.guideline,
            "comments": shown,
            "pages": pages,
            "counts": counts,
            "tabs": [
                (_("すべて（%(n)s）") % {"n": counts["all"]}, address, not only_open),
                (_("回答がまだ（%(n)s）") % {"n": counts["open"]}, f"{address}?open=1", only_open),
            ],
            "answers": [(a, numbers.get(a.pk, [])) for a in answers],
            "answer_pages": answer_pages,
            "is_over": round_.is_over(database_now()),
            "may_work": round_.results_at is None
            and not round_.stopped_reason
            and round_.guideline.state == Guideline.State.PUBLIC_COMMENT,
        },
    )


@doors.item(CommentRound, allows=is_staff)  # readers of the round may not know the draft: no join
def comment_new(request: HttpRequest, round_: CommentRound) -> HttpResponse:
    form = CommentForm(posted(request))
    if not (form.is_bound and form.is_valid()):
        return form_page(
            request,
            "programmes/comment_form.html",
            {"form": form, "round": round_, "trail": trail_of_round(round_)},
        )
    return acted(
        request,
        lambda: comments.register(round_, by=request.user, **form.cleaned_data),
        back=reverse("comment_round", args=[round_.pk]),
        said=_("意見を登録しました。"),
    )


@doors.item(CommentRound, allows=is_staff)  # readers of the round may not know the draft: no join
def answer_new(request: HttpRequest, round_: CommentRound) -> HttpResponse:
    return _answer(request, round_, None)


@doors.item(CommentAnswer, related=("round", "round__guideline"), allows=is_staff)
def answer_edit(request: HttpRequest, answer: CommentAnswer) -> HttpResponse:
    return _answer(request, answer.round, answer)


def _answer(request: HttpRequest, round_: CommentRound, existing: CommentAnswer | None) -> HttpResponse:
    form = AnswerForm(posted(request), round_=round_, existing=existing)
    if not (form.is_bound and form.is_valid()):
        return form_page(
            request,
            "programmes/answer_form.html",
            {"form": form, "round": round_, "existing": existing, "trail": trail_of_round(round_)},
        )
    return acted(
        request,
        lambda: guidelines.answer_comments(round_, by=request.user, existing=existing, **form.cleaned_data),
        back=reverse("comment_round", args=[round_.pk]),
        said=_("回答を保存しました。"),
    )
