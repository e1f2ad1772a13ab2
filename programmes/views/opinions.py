"""Opinions of experts and comments of the public, registered and answered one by one; no name of a sender goes out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.acting import database_now
from programmes import guidelines
from programmes.forms.guideline import AnswerForm, CommentForm, OpinionForm
from programmes.models import CommentAnswer, CommentRound, ExpertOpinion, Guideline, PublicComment
from programmes.rights import is_staff
from programmes.views.frame import acted, form_page, posted
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


def _trail(round_: CommentRound) -> list[tuple[Any, str]]:
    return [
        *trail_of(round_.guideline),
        (_("意見の募集"), reverse("comment_round", args=[round_.pk])),
    ]


@doors.item(CommentRound, allows=is_staff)  # readers of the round may not know the draft: no join
@require_safe
def comment_round(request: HttpRequest, round_: CommentRound) -> HttpResponse:
    """Every comment of the round with its answer; what is still open stands first."""
    comments = list(PublicComment.objects.filter(round=round_).select_related("answer").order_by("number"))
    answers = list(CommentAnswer.objects.filter(round=round_))
    numbers: dict[Any, list[int]] = {}
    for comment in comments:
        numbers.setdefault(comment.answer_id, []).append(comment.number)
    now = database_now()
    return render(
        request,
        "programmes/comment_round.html",
        {
            "trail": trail_of(round_.guideline),
            "round": round_,
            "guideline": round_.guideline,
            "comments": comments,
            "open": [c for c in comments if c.answer is None or not c.answer.answer],
            "answers": [(a, numbers.get(a.pk, [])) for a in answers],
            "is_over": round_.is_over(now),
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
            {"form": form, "round": round_, "trail": _trail(round_)},
        )
    return acted(
        request,
        lambda: guidelines.register_comment(round_, by=request.user, **form.cleaned_data),
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
            {"form": form, "round": round_, "existing": existing, "trail": _trail(round_)},
        )
    return acted(
        request,
        lambda: guidelines.answer_comments(round_, by=request.user, existing=existing, **form.cleaned_data),
        back=reverse("comment_round", args=[round_.pk]),
        said=_("回答を保存しました。"),
    )
