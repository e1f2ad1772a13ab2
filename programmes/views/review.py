"""The agency's pages of a call's review: overview, candidates and seats, ranking, release, sheet; names go to nobody else."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.fields import today
from accounts.models import Person
from confidentiality import doors, journal
from confidentiality.verbs import WrongState, offered
from programmes import reviews, selection
from programmes.conflicts import WHY
from programmes.forms.fund import ReasonForm
from programmes.forms.review import CandidateForm, OpenForm, ReleaseForm
from programmes.models import (
    Award,
    Call,
    CallResult,
    CallReview,
    Fund,
    Proposal,
    ProposalDossier,
    ReviewerCandidate,
)
from programmes.models.scout import keeps_for
from programmes.models.selection import runs_review
from programmes.reviews import runs_call
from programmes.sheets import csv_answer
from programmes.views.entry import Entry, entered
from programmes.views.frame import (
    after_fresh_sign_in,
    confirm,
    page_first,
    posted,
    too_late,
)
from programmes.views.fund import Page, act_page
from programmes.views.proposal_agency import trail_to

A_PAGE, A_TABLE = 100, 20
PAGES = {
    "propose_ranking": Page(
        (_("順位の案を確認に回します。別の方が確定するまで、順位は直せません。"),), forward=True
    ),
    "return_ranking": Page((_("順位を直せるように戻します。"),), form=ReasonForm, kind="danger"),
    "confirm_ranking": Page(
        (
            _("順位を確定します。順位を提案した方とは別の方が行います。"),
            _("審査員は、この時から審査の資料を見られなくなります。"),
        ),
        forward=True,
    ),
    "plan_release": Page(
        (
            _("通知の文を固定し、発表の日時を別の方の承認に回します。"),
            _("日時までは、提案者のだれにも、結果も、決まったことも表示しません。"),
        ),
        form=ReleaseForm,
        forward=True,
    ),
    "return_release": Page((_("通知と日時を直せるように戻します。"),), form=ReasonForm, kind="danger"),
    "approve_release": Page(
        (
            _("決めた日時に、提案者への通知と公開ページの選考結果が、いっせいに開きます。"),
            _("日時の前なら、止められます。"),
        ),
        forward=True,
    ),
    "stop_release": Page((_("発表を止めます。何も表示されません。"),), form=ReasonForm, kind="danger"),
}


def trail_of(call: Call, *, here: bool = False) -> list:
    """The crumbs above the review of a call."""
    above = trail_to(call)
    return above if here else [*above, (_("審査"), reverse("call_review", args=[call.pk]))]


@doors.item(Call, allows=runs_call)
@require_safe
def call_review(request: HttpRequest, call: Call) -> HttpResponse:
    """How far each proposal is, its spread, what is overdue; a fixed number of queries however many there are."""
    review, whole = reviews.review_of(call.pk), reviews.standing(call)
    wanted = request.GET.get("page", "1")
    page = max(int(wanted), 1) if wanted.isdecimal() and len(wanted) < 6 else 1
    rows = reviews.overview(call, (page - 1) * A_PAGE, A_PAGE)
    is_late = call.review_due is not None and call.review_due < today()
    for row in rows:
        row["is_overdue"] = is_late and row["state"] == "document_review"
    letters = dict(selection.letters_of([row["dossier"] for row in rows]))
    context = {
        "call": call,
        "review": review,
        "rows": [(row, letters.get(row["dossier"])) for row in rows],
        "count": whole["proposals"],
        "enough": whole["enough"],
        "overdue": whole["collecting"] if is_late else 0,
        "freed": whole["lost"],
        "waiting": whole["waiting"],
        "verbs": _steps(review, whole, request.user) if review else [],
        "for_another": selection.is_for_another(review, request.user) if review else False,
        "result": CallResult.objects.filter(call=call, release_at=review.release_at).first()
        if review and review.release_at
        else None,
        "next": f"?page={page + 1}" if whole["proposals"] > page * A_PAGE else "",
        "previous": f"?page={page - 1}" if page > 1 else "",
        "trail": trail_of(call, here=True),
    }
    return render(request, "programmes/review_overview.html", context)


def _steps(review: CallReview, whole: dict[str, int], person: Any) -> list[tuple[Any, str]]:
    """What can be done next; a ranking is proposed once every proposal has its place, and judged by another person."""
    left_out = set() if 0 < whole["proposals"] == whole["placed"] else {"propose_ranking"}
    if selection.is_for_another(review, person):
        left_out |= {"confirm_ranking", "approve_release"}
    return [(v, PAGES[v.name].kind) for v in offered(review, person) if v.name not in left_out]


@doors.item(CallReview)
@require_safe
def call_review_page(request: HttpRequest, review: CallReview) -> HttpResponse:
    """From the review to its page at the call."""
    return redirect("call_review", review.call_id)


@doors.item(Call, allows=runs_call)
def review_open(request: HttpRequest, call: Call) -> HttpResponse:
    """Begin the document review, or go on making dossiers."""
    n = reviews.waiting(call).count()
    is_new = reviews.review_of(call.pk) is None
    return confirm(
        request,
        lambda **given: reviews.open_review(call, by=request.user, **given),
        heading=_("書面審査を始める") if is_new else _("審査の資料を加える"),
        verb=_("始める") if is_new else _("加える"),
        back=reverse("call_review", args=[call.pk]),
        words=[
            ngettext(
                "要件を満たす提案%(n)s件について、審査員が読む写しを作ります。",
                "要件を満たす提案%(n)s件について、審査員が読む写しを作ります。",
                n,
            )
            % {"n": n},
            _("写しは後から変わりません。研究インテグリティの申告は、写しに含めません。"),
            _("一度に%(n)s件まで作ります。残りがあるときは、もう一度行ってください。")
            % {"n": reviews.AT_ONCE},
        ],
        form=OpenForm(posted(request)) if is_new else None,
        trail=trail_of(call),
        said=_("審査の資料を作りました。"),
    )


@doors.item(CallReview, allows=runs_review)
@after_fresh_sign_in
def call_review_act(request: HttpRequest, review: CallReview, verb: str) -> HttpResponse:
    """One step of ranking or release."""
    return act_page(
        request,
        review,
        verb,
        PAGES,
        back=reverse("call_review", args=[review.call_id]),
        trail=trail_of(review.call),
    )


@doors.item(CallReview, allows=runs_review)
def candidate_new(request: HttpRequest, review: CallReview) -> HttpResponse:
    """Put somebody on the agency's list."""
    back = reverse("review_matrix", args=[review.pk])
    after = (_("候補に加えるだけでは、本人に知らせず、何も開きません。"),)
    entry = Entry(
        _("審査員の候補を加える"),
        _("加える"),
        back,
        [*trail_of(review.call), (_("審査員の割当て"), back)],
        after,
        after,
        _("審査員の候補を加えました。"),
    )
    return entered(
        request,
        CandidateForm(posted(request)),
        entry,
        lambda **data: reviews.list_candidate(review, by=request.user, **data),
        where=lambda _made: back,
    )


@doors.item(CallReview, allows=runs_review)
def review_matrix(request: HttpRequest, review: CallReview) -> HttpResponse:
    """Candidates by proposals: who has a seat, who must not, and how much each carries; ticks give seats."""
    call = review.call
    people = [c.person for c in ReviewerCandidate.objects.filter(item=review).select_related("person")]
    people.sort(key=lambda p: (p.family_kana, p.given_kana, p.family_name, str(p.pk)))
    wanted = request.GET.get("page", "1")
    page = max(int(wanted), 1) if wanted.isdecimal() and len(wanted) < 6 else 1
    rows = ProposalDossier.objects.filter(call=call).order_by("number")
    dossiers = page_first(rows, (page - 1) * A_TABLE, page * A_TABLE + 1)
    shown = dossiers[:A_TABLE]
    if request.method == "POST":
        pairs = _ticked(request, shown, people)
        back = f"{reverse('review_matrix', args=[review.pk])}?page={page}"
        try:
            n = reviews.assign(call, by=request.user, pairs=pairs)
        except WrongState as wrong:
            return too_late(request, wrong, back)
        messages.success(
            request,
            ngettext("%(n)s件を割り当てました。", "%(n)s件を割り当てました。", n) % {"n": n},
        )
        return redirect(back)
    context = {
        "review": review,
        "call": call,
        **_table(call, shown, people),
        "keeps_scouts": keeps_for(Fund(pk=review.fund_id), request.user),
        "next": f"?page={page + 1}" if len(dossiers) > A_TABLE else "",
        "previous": f"?page={page - 1}" if page > 1 else "",
        "trail": trail_of(call),
    }
    return render(request, "programmes/review_matrix.html", context)


def _ticked(request: HttpRequest, dossiers: list, people: list[Person]) -> list[tuple[Any, Person]]:
    wanted = set(request.POST.getlist("seat"))
    return [(d, p) for d in dossiers for p in people if f"{d.pk} {p.pk}" in wanted]


def _table(call: Call, dossiers: list, people: list[Person]) -> dict[str, Any]:
    table = reviews.matrix(call, [d.pk for d in dossiers])
    load = selection.loads(call)
    open_ones = [d.pk for d in dossiers if d.state == ProposalDossier.State.DOCUMENT_REVIEW]
    return {
        "may_assign": any(table.get((d, p.pk), ("", "")) == ("", "") for d in open_ones for p in people),
        "people": [(p, load.get(p.pk, 0)) for p in people],
        "rows": [
            (
                d,
                [
                    (p, seat, WHY.get(against, "") if against else "")
                    for p in people
                    for seat, against in [table.get((d.pk, p.pk), ("", ""))]
                ],
            )
            for d in dossiers
        ],
    }


HEADING = (
    _("受付番号"),
    _("提案の名称"),
    _("研究代表者"),
    _("所属機関"),
    _("状態"),
    _("順位"),
    _("評価の数"),
    _("平均"),
    _("最低"),
    _("最高"),
    _("標準偏差"),
    _("課題番号"),
    _("採択額（円）"),
)


@doors.item(Call, allows=runs_call)
@require_safe
def call_results_csv(request: HttpRequest, call: Call) -> HttpResponse:
    """Results of all proposals as a sheet; no reviewer is in it. That it was taken stands in the journal."""
    rows = reviews.overview(call)
    proposals = dict(ProposalDossier.objects.filter(call=call).values_list("pk", "proposal_id"))
    said = Proposal.objects.select_related("representative", "organisation").in_bulk(proposals.values())
    awards = {a.proposal_id: a for a in Award.objects.filter(proposal__call=call).select_related("item")}
    journal.record("export_results", call, rows=len(rows))
    return csv_answer("results.csv", HEADING, (_line(r, said[proposals[r["dossier"]]], awards) for r in rows))


def _line(row: dict[str, Any], proposal: Proposal, awards: dict) -> tuple:
    award = awards.get(proposal.pk)
    return (
        row["number"],
        proposal.title,
        proposal.head,
        proposal.home,
        row["words"],
        row["place"],
        row["submitted"],
        row["mean"],
        row["low"],
        row["high"],
        row["deviation"],
        award.item.code if award else "",
        award.amount if award else "",
    )
