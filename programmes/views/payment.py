"""One payment: asked for, checked by another, paid by a third hand, settled or given back; each step on a check page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidentiality import doors, verbs
from programmes import figures, funding, project_marks
from programmes.forms.fund import NoteForm, PaymentForm, RefundForm
from programmes.models import Disbursement, Fund, LedgerEntry, Project
from programmes.standing import asks_for_money, oversees
from programmes.templatetags.sums import fiscal_year as year_in_words
from programmes.views.entry import Entry, entered
from programmes.views.frame import after_fresh_sign_in, posted, refuse, sure_after_fresh_sign_in
from programmes.views.fund import Page, act_page, trail_to
from programmes.views.project_frame import trail

PAGES = {
    "verify": Page(
        (
            _("確認すると、この金額が支払予定として確保されます。請求した方とは別の方が確認します。"),
            _("協議会が活動し、研究代表者が在籍していることを、この時に確かめます。"),
        ),
        forward=True,
    ),
    "pay": Page(
        (
            _("支払った事実を帳簿に記載します。取り消せません。戻すときは、返還を求めます。"),
            _("協議会が活動し、研究代表者が在籍していることを、もう一度確かめます。"),
        ),
        forward=True,
    ),
    "settle": Page((_("全額が請求のとおりに使われたことを確かめ、精算済とします。"),), forward=True),
    "receive_refund": Page((_("返還額は、この構想の同じ年度の残りに戻ります。"),), forward=True),
    "claim_refund": Page(
        (_("使われなかった額、または返還すべき額の返還を求めます。"),), form=RefundForm, kind="danger"
    ),
    "reject": Page(
        (_("却下すると、この請求では支払えません。理由は請求した方に表示されます。"),),
        form=NoteForm,
        kind="danger",
    ),
    "release": Page((_("確保した金額を戻し、この請求を却下とします。"),), form=NoteForm, kind="danger"),
    "withdraw": Page((_("まだ確認されていない請求を取り下げます。"),), kind="danger"),
}
MOVES = ("verify", "pay")  # not offered while something stands against the money


@doors.item(Project, allows=asks_for_money)
@sure_after_fresh_sign_in
def payment_new(request: HttpRequest, project: Project) -> HttpResponse:
    """A request for money; it reserves nothing until another person has checked it."""
    back = reverse("project", args=[project.pk])
    after = (_("請求すると、所管省庁の担当者に確認を求めます。確認されるまで、金額は確保されません。"),)
    entry = Entry(
        _("支払を請求する"),
        _("請求する"),
        back,
        trail(project, inside=True),
        after,
        after,
        _("請求しました。確認を待っています。"),
    )
    return entered(
        request,
        PaymentForm(posted(request), project=project),
        entry,
        lambda **data: funding.request_payment(project, by=request.user, **data),
        where=lambda made: reverse("payment", args=[made.pk]),
    )


@doors.item(Disbursement, related=("requested_by", "checked_by", "paid_by", "closed_by"))
def payment(request: HttpRequest, payment: Disbursement) -> HttpResponse:
    """What was asked, who did which step when, and the lines it made."""
    project = Project.objects.filter(pk=payment.project_id).first()
    if project is None:  # the auditor's: the money in full, of the project which one it is
        named, gap = project_marks.marks_of([payment.project_id]).get(payment.project_id), ""
    else:
        payment.project = named = project
        gap = payment.hindrance()
    offered = {v.name: v for v in verbs.offered(payment, request.user) if not (gap and v.name in MOVES)}
    steps = [
        (_("請求"), payment.requested_at, payment.requested_by),
        (_("確認"), payment.checked_at, payment.checked_by),
        (_("支払"), payment.paid_at, payment.paid_by),
        (_("終わり"), payment.closed_at, payment.closed_by),
    ]
    context = {
        "payment": payment,
        "project": named,
        "gap": gap,
        "steps": [step for step in steps if step[1]],
        "lines": LedgerEntry.objects.filter(disbursement=payment).order_by("id"),
        "left": left_for(payment) if oversees(payment, request.user) else None,
        "verbs": [
            (offered[name], "main" if page.forward else page.kind.replace("main", ""))
            for name, page in PAGES.items()
            if name in offered
        ],
        "trail": _above(project, named),
    }
    return render(request, "programmes/payment_page.html", context)


def _above(project: Project | None, named: Any) -> list:
    """The crumbs: to the project's page for who reads it, to the page of what is known of it for who does not."""
    if project is not None:
        return trail(project, inside=True)
    return [*trail_to(), *([(named.title, named.url)] if named else [])]


def left_for(payment: Disbursement) -> int | None:
    """What the concept has left in this year, for those who read the fund."""
    if not Fund.objects.filter(pk=payment.fund_id).exists():
        return None
    found = figures.figures_of(payment.fund_id, payment.fiscal_year)
    return found.by_concept.get(payment.concept_id, figures.Sums()).remaining


def _may_act(payment: Disbursement, person: Any) -> bool:
    """Somebody with any step of this payment to take, now or at another moment."""
    return any(v.allows(payment, person) for v in verbs.verbs_of(Disbursement).values())


@doors.item(Disbursement, allows=_may_act, related=("project",))
@after_fresh_sign_in
def payment_act(request: HttpRequest, payment: Disbursement, verb: str) -> HttpResponse:
    if verb in PAGES and not verbs.verbs_of(Disbursement)[verb].allows(payment, request.user):
        refuse(request, payment, verb)
    back = reverse("payment", args=[payment.pk])
    more = [
        _("%(code)s　%(year)s　%(sum)s円")
        % {
            "code": payment.project.code,
            "year": year_in_words(payment.fiscal_year),
            "sum": f"{payment.amount:,}",
        }
    ]
    crumbs = [*trail(payment.project, inside=True), (_("支払"), back)]
    amount = {"amount": payment.amount}
    return act_page(request, payment, verb, PAGES, back=back, trail=crumbs, more=more, initial=amount)
