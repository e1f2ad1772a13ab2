"""One proposal under review: what reviewers read, their review, the discussion; and for the desk every step after it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from confidentiality import doors, files, journal
from confidentiality.acting import database_now
from confidentiality.verbs import WrongState, offered, perform
from programmes import conflicts, reviews, selection
from programmes.forms.fund import ReasonForm
from programmes.forms.review import (
    AwardForm,
    ConsensusForm,
    DecisionReasonsForm,
    InterviewForm,
    ReviewForm,
)
from programmes.models import (
    Award,
    Call,
    ConsensusNote,
    DossierPaper,
    EvaluatorSeat,
    InterviewRecord,
    ProposalDossier,
    ResultLetter,
    Review,
    SecurityCheck,
    SelectionDecision,
)
from programmes.models.dossier import chairs, runs
from programmes.proposal_text import Budget
from programmes.views.evaluation import trail_to_mine
from programmes.views.frame import (
    acted,
    after_fresh_sign_in,
    confirm,
    form_page,
    lacks,
    posted,
    too_late,
)
from programmes.views.fund import Page, act_page
from programmes.views.review import trail_of

State = ProposalDossier.State
STAYS = _("この操作は、提案者には表示しません。")
PAGES = {
    "open_discussion": Page(
        (
            _("書面審査を締め切ります。この後は、評価を提出できません。"),
            _("評価を提出した審査員は、ほかの審査員の評価を氏名なしで読めるようになります。"),
            STAYS,
        ),
        forward=True,
    ),
    "start_interview": Page((_("面接審査に進め、面接の記録を書けるようにします。"), STAYS)),
    "select": Page(
        (_("採択候補とします。安全管理の確認は、別の方が行います。"), STAYS),
        form=DecisionReasonsForm,
        forward=True,
    ),
    "not_select": Page((_("不採択とします。"), STAYS), form=DecisionReasonsForm),
    "reconsider": Page(
        (_("選考の前に戻します。前の決定は記録に残ります。"), STAYS), form=ReasonForm, kind="danger"
    ),
    "pass_security": Page(
        (
            _("安全管理上の支障がないことを記録します。採択候補とした方とは別の方が行います。"),
            _("理由は、研究推進法人と所管省庁だけが読みます。"),
        ),
        form=ReasonForm,
        forward=True,
    ),
    "fail_security": Page(
        (
            _("採択しないこととします。理由は、研究推進法人と所管省庁だけが読みます。"),
            _("通知には、この理由を書きません。"),
        ),
        form=ReasonForm,
        kind="danger",
    ),
    "award": Page(
        (
            _("研究開発課題を準備中として登録し、研究代表者を担当とします。"),
            _("採択候補とした方とは別の方が行います。元には戻せません。"),
        ),
        form=AwardForm,
        forward=True,
    ),
}


def evaluates(dossier: ProposalDossier, person: Any) -> bool:
    return conflicts.evaluates(dossier, person)


def trail_here(dossier: ProposalDossier, *, own: bool = False, call: Call | None = None) -> list:
    call = call or Call.objects.get(pk=dossier.call_id)
    trail = trail_of(call) if reviews.runs_call(call, None) else trail_to_mine()
    here = (dossier.public_title, reverse("review_dossier", args=[dossier.pk]))
    return [*trail, here] if own else trail


@doors.item(ProposalDossier)
@require_safe
def review_dossier(request: HttpRequest, dossier: ProposalDossier) -> HttpResponse:
    """Copy, spread, discussion, interview, decision: each as far as the reader's standing goes."""
    standing = conflicts.standing_at(dossier)
    if standing == "desk":
        journal.record("read_dossier", dossier)
    spread = reviews.spread(dossier)
    criteria = dossier.body["criteria"]
    call = Call.objects.get(pk=dossier.call_id)
    context = {
        "call": call,
        "dossier": dossier,
        "body": dossier.body,
        "budget": Budget.of(dossier.body["budget"]),
        "papers": DossierPaper.objects.filter(item=dossier).select_related("file"),
        "is_desk": standing == "desk",
        "is_chair": standing == "chair",
        "spread": spread,
        "by_criterion": [(c, spread["criteria"].get(str(c["number"]))) for c in criteria],
        "opinions": [(label, spread["recommendations"].get(v, 0)) for v, label in Review.Opinion.choices],
        "consensus": ConsensusNote.objects.filter(item=dossier).first(),
        "interview": InterviewRecord.objects.filter(item=dossier).first(),
        "collecting": dossier.state == State.DOCUMENT_REVIEW,
        "talking": dossier.state in (State.DISCUSSING, State.INTERVIEW),
        "interviewing": dossier.state == State.INTERVIEW,
        "trail": trail_here(dossier, call=call),
        **(
            _for_desk(dossier, request.user, spread["n"])
            if standing == "desk"
            else _for_reviewer(dossier, request.user)
        ),
    }
    return render(request, "programmes/review_dossier.html", context)


def told(dossier: ProposalDossier, scores: dict) -> list[tuple[str, Any, str]]:
    """(criterion, score, comment) in the order of the criteria."""
    return [
        (
            c["title"],
            scores.get(str(c["number"]), {}).get("score"),
            scores.get(str(c["number"]), {}).get("comment"),
        )
        for c in dossier.body["criteria"]
    ]


def _for_desk(dossier: ProposalDossier, person: Any, n: int) -> dict[str, Any]:
    """Seats, reviews, decisions, and what can be done next; ``n`` reviews count."""
    now = database_now()
    seats = list(EvaluatorSeat.objects.filter(item=dossier).select_related("person"))
    sent = {r.seat_id: r for r in Review.objects.filter(item=dossier)}
    others, why = selection.left_to_another(dossier, person)
    if n < dossier.min_reviews:
        others |= {"open_discussion"}
    return {
        "left_to_another": why,
        "seats": [(s, sent.get(s.pk), s.ended_at is not None and s.ended_at <= now) for s in seats],
        "written": [(s, told(dossier, sent[s.pk].scores), sent[s.pk]) for s in seats if s.pk in sent],
        "decisions": SelectionDecision.objects.filter(item=dossier).select_related("decided_by", "undone_by"),
        "checks": SecurityCheck.objects.filter(dossier=dossier).select_related("checked_by"),
        "letter": ResultLetter.objects.filter(dossier_id=dossier.pk).first(),
        "award": Award.objects.filter(proposal_id=dossier.proposal_id).select_related("item").first(),
        "verbs": [
            (v, PAGES[v.name].kind)
            for v in offered(dossier, person)
            if v.name not in others and (v.name != "start_interview" or dossier.call.has_interview)
        ],
    }


def _for_reviewer(dossier: ProposalDossier, person: Any) -> dict[str, Any]:
    mine = Review.objects.filter(item=dossier, person=person).first()
    return {
        "mine": mine,
        "mine_told": told(dossier, mine.scores) if mine else [],
        "talk": [{**one, "told": told(dossier, one["scores"])} for one in reviews.discussion(dossier)],
    }


@doors.item(ProposalDossier)
@require_safe
def review_paper(request: HttpRequest, dossier: ProposalDossier, number: int) -> HttpResponse:
    found = get_object_or_404(DossierPaper.objects.select_related("file"), item=dossier, number=number)
    journal.record("take_copy", dossier, file=str(found.file_id))
    return files.send(files.read(found.file), found.file.name, found.file.content_type)


@doors.item(ProposalDossier, allows=runs)
def review_paper_open(request: HttpRequest, dossier: ProposalDossier, number: int) -> HttpResponse:
    """In a blind review: after the agency has looked for names in it."""
    found = get_object_or_404(DossierPaper, item=dossier, number=number)
    return confirm(
        request,
        lambda: reviews.open_paper(found, by=request.user),
        heading=_("添付ファイルの写しを審査員に開く"),
        verb=_("開く"),
        back=reverse("review_dossier", args=[dossier.pk]),
        words=[
            _("ファイルの中に、提案者の氏名や所属がないことを確かめてから開いてください。"),
            _("元には戻せません。"),
        ],
        trail=trail_here(dossier, own=True),
        said=_("添付ファイルの写しを開きました。"),
    )


@doors.item(ProposalDossier, allows=runs)
@after_fresh_sign_in
def review_dossier_act(request: HttpRequest, dossier: ProposalDossier, verb: str) -> HttpResponse:
    """One step of a proposal's review, for the desk."""
    return act_page(
        request,
        dossier,
        verb,
        PAGES,
        back=reverse("review_dossier", args=[dossier.pk]),
        trail=trail_here(dossier, own=True),
        more=(dossier.public_title,),
    )


@doors.item(ProposalDossier, allows=evaluates)
def review_write(request: HttpRequest, dossier: ProposalDossier) -> HttpResponse:
    """Scores and comments, kept as a draft until they are sent."""
    back = reverse("review_dossier", args=[dossier.pk])
    mine = Review.objects.filter(item=dossier, person=request.user).first()
    if dossier.state != State.DOCUMENT_REVIEW or (mine and mine.state == Review.State.SUBMITTED):
        return too_late(request, WrongState(_("評価は提出済みか、受付が終わっています。")), back)
    form = ReviewForm(posted(request), criteria=dossier.body["criteria"], initial=ReviewForm.values_of(mine))
    context = {"form": form, "dossier": dossier, "mine": mine, "trail": trail_here(dossier, own=True)}
    if not (form.is_bound and form.is_valid()):
        return form_page(request, "programmes/review_form.html", context)
    try:
        made = reviews.save_review(dossier, by=request.user, **form.said())
    except WrongState as wrong:
        return too_late(request, wrong, back)
    if "submit" in request.POST and not lacks(form, reviews.require_whole, made):
        return redirect("review_submit", dossier.pk)
    messages.success(request, _("下書きを保存しました。まだ提出していません。"))
    if form.errors:
        return form_page(request, "programmes/review_form.html", context)
    return redirect("review_write", dossier.pk)


@doors.item(ProposalDossier, allows=evaluates)
def review_submit(request: HttpRequest, dossier: ProposalDossier) -> HttpResponse:
    mine = Review.objects.filter(item=dossier, person=request.user).first()
    if mine is None:
        raise Http404
    return confirm(
        request,
        lambda: perform("submit_review", mine, by=request.user),
        heading=_("評価を提出する"),
        verb=_("提出する"),
        back=reverse("review_dossier", args=[dossier.pk]),
        words=[
            _("提出した評価は、事務局が差し戻さない限り、変更できません。"),
            _(
                "事務局は氏名とともに、ほかの審査員は合議の時に氏名なしで読みます。提案者には、氏名も評点も伝わりません。"
            ),
        ],
        trail=trail_here(dossier, own=True),
        said=_("評価を提出しました。受領番号は、審査の資料のページにあります。"),
    )


@doors.item(Review, allows=runs)
def review_reopen(request: HttpRequest, review: Review) -> HttpResponse:
    """Back to its reviewer, with a reason."""
    dossier = ProposalDossier.objects.get(pk=review.item_id)
    return confirm(
        request,
        lambda **given: perform("reopen_review", review, by=request.user, **given),
        heading=_("評価を差し戻す"),
        verb=_("差し戻す"),
        back=reverse("review_dossier", args=[dossier.pk]),
        words=[_("理由を審査員に知らせ、書き直せるようにします。提出し直すまで、数に入りません。")],
        form=ReasonForm(posted(request)),
        kind="danger",
        trail=trail_here(dossier, own=True),
        said=_("評価を差し戻しました。"),
    )


@doors.item(ProposalDossier, allows=chairs)
def review_consensus(request: HttpRequest, dossier: ProposalDossier) -> HttpResponse:
    """The chair's words for all."""
    back = reverse("review_dossier", args=[dossier.pk])
    note = ConsensusNote.objects.filter(item=dossier).first()
    form = ConsensusForm(posted(request), initial={"text": note.text if note else ""})
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: reviews.write_consensus(dossier, by=request.user, **form.cleaned_data),
            back=back,
            said=_("合議のまとめを保存しました。"),
        )
    context = {
        "form": form,
        "heading": _("合議のまとめを書く"),
        "back": back,
        "trail": trail_here(dossier, own=True),
    }
    return form_page(request, "programmes/review_text_form.html", context)


@doors.item(ProposalDossier, allows=runs)
def review_interview(request: HttpRequest, dossier: ProposalDossier) -> HttpResponse:
    """Write down or correct the interview."""
    back = reverse("review_dossier", args=[dossier.pk])
    record = InterviewRecord.objects.filter(item=dossier).first()
    initial = {n: getattr(record, n) for n in ("held_on", "place", "exchanges")} if record else {}
    form = InterviewForm(posted(request), initial=initial)
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: reviews.record_interview(dossier, by=request.user, **form.cleaned_data),
            back=back,
            said=_("面接の記録を保存しました。"),
        )
    context = {
        "form": form,
        "heading": _("面接の記録を書く"),
        "back": back,
        "trail": trail_here(dossier, own=True),
    }
    return form_page(request, "programmes/review_text_form.html", context)


@doors.item(SecurityCheck, related=("checked_by",))
@require_safe
def security_check(request: HttpRequest, check: SecurityCheck) -> HttpResponse:
    """For the agency and the ministry in charge."""
    context = {"check": check, "trail": [(_("制度と基金"), reverse("programme_home"))]}
    return render(request, "programmes/security_check.html", context)
