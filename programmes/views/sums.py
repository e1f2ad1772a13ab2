"""Sums two people stand behind: put in, allocated, moved; each entered by one and decided by another."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.fields import today
from accounts.japanese import fiscal_year
from confidentiality import doors, verbs
from programmes import funding
from programmes.forms.fund import AllocationForm, ContributionForm, NoteForm, TransferForm
from programmes.models import Allocation, Fund, FundContribution, RDConcept, Transfer
from programmes.standing import leads_or_runs, oversees_or_runs
from programmes.templatetags.sums import fiscal_year as year_in_words
from programmes.views.entry import Entry, entered
from programmes.views.frame import after_fresh_sign_in, posted, refuse, slice_of, sure_after_fresh_sign_in
from programmes.views.fund import Page, act_page, may_read_book, tabs_of, trail_to

NEXT = _("登録すると承認待ちになります。ほかの担当者が承認したときに、帳簿に記載されます。")
DECISIONS = {
    "approve": Page(
        (
            _(
                "承認すると、この時に帳簿に記載されます。記載は取り消せません。直すときは、反対の額を登録します。"
            ),
        ),
        forward=True,
    ),
    "reject": Page(
        (_("却下すると、帳簿には記載されません。理由は登録した方に表示されます。"),),
        form=NoteForm,
        kind="danger",
    ),
    "withdraw": Page((_("まだ決定されていない登録を取り下げます。"),), kind="danger"),
}


def told(sums: Any, person: Any, url_name: str, place: Any) -> list[dict[str, Any]]:
    """Each proposed sum with its buttons."""
    return [
        {
            "row": one,
            "verbs": [
                (v.label, reverse(url_name, args=[place.pk, one.pk, v.name]))
                for v in sorted(verbs.offered(one, person), key=lambda v: list(DECISIONS).index(v.name))
            ],
        }
        for one in sums
    ]


def newest(sums: Any) -> Any:
    """Proposed sums with who proposed and who decided, newest first."""
    return sums.select_related("proposed_by", "decided_by").order_by("-pk")


@doors.item(Fund)
def fund_sums(request: HttpRequest, fund: Fund) -> HttpResponse:
    """What was put in and moved, with who proposed and who decided."""
    if not may_read_book(fund):
        raise Http404
    person = request.user
    given, more_given = slice_of(
        request, newest(FundContribution.objects.filter(fund=fund).select_related("ministry", "agency"))
    )
    moved, more_moved = slice_of(
        request,
        newest(Transfer.objects.filter(fund=fund).select_related("from_concept", "to_concept")),
        name="moves",
    )
    context = {
        "fund": fund,
        "contributions": told(given, person, "contribution_act", fund),
        "transfers": told(moved, person, "transfer_act", fund),
        "more_given": more_given,
        "more_moved": more_moved,
        "may_propose": leads_or_runs(fund, person),
        "trail": trail_to(fund),
        "tabs": tabs_of(fund, "fund_sums"),
    }
    return render(request, "programmes/fund_sums.html", context)


@doors.item(Fund, allows=leads_or_runs)
@sure_after_fresh_sign_in
def contribution_new(request: HttpRequest, fund: Fund) -> HttpResponse:
    """A sum of a budget act, or a return to the treasury."""
    back = reverse("fund_sums", args=[fund.pk])
    entry = Entry(
        _("拠出を登録する"),
        _("登録する"),
        back,
        trail_to(fund),
        (NEXT,),
        (NEXT,),
        _("登録しました。承認を待っています。"),
    )
    return entered(
        request,
        ContributionForm(posted(request)),
        entry,
        lambda **data: funding.propose_contribution(fund, by=request.user, **data),
        where=lambda _made: back,
    )


@doors.item(Fund, allows=leads_or_runs)
@sure_after_fresh_sign_in
def transfer_new(request: HttpRequest, fund: Fund) -> HttpResponse:
    """Between years and concepts, with the reason (R29)."""
    back = reverse("fund_sums", args=[fund.pk])
    entry = Entry(
        _("年度・構想の間で移す"),
        _("登録する"),
        back,
        trail_to(fund),
        (NEXT,),
        (NEXT,),
        _("登録しました。承認を待っています。"),
    )
    concepts = RDConcept.kept().filter(fund=fund).order_by("title")
    wanted = request.GET.get("concept", "")
    from_ = next((c.pk for c in concepts if str(c.pk) == wanted), None) if wanted else None
    initial = {"to_year": fiscal_year(today())}
    if from_ is not None:
        initial |= {"from_concept": from_, "to_concept": from_, "from_year": request.GET.get("year", "")[:4]}
    return entered(
        request,
        TransferForm(posted(request), concepts=concepts, initial=initial),
        entry,
        lambda **data: funding.propose_transfer(fund, by=request.user, **data),
        where=lambda _made: back,
    )


@doors.item(RDConcept, allows=oversees_or_runs)
@sure_after_fresh_sign_in
def allocation_new(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    """Money of a fiscal year for the concept."""
    back = reverse("concept", args=[concept.pk])
    trail = [*trail_to(), (concept.title, back)]
    entry = Entry(
        _("配分を登録する"),
        _("登録する"),
        back,
        trail,
        (NEXT,),
        (NEXT,),
        _("登録しました。承認を待っています。"),
    )
    return entered(
        request,
        AllocationForm(posted(request)),
        entry,
        lambda **data: funding.propose_allocation(concept, by=request.user, **data),
        where=lambda _made: back,
    )


def _decide(request: HttpRequest, found: Any, verb: str, back: str, trail: list, more: list) -> HttpResponse:
    if found is None or verb not in DECISIONS:
        raise Http404
    method = getattr(found, verb)
    if not method.verb.allows(found, request.user):
        refuse(request, found, verb)
    return act_page(request, found, verb, DECISIONS, back=back, trail=trail, more=more)


@doors.item(Fund)
@after_fresh_sign_in
def contribution_act(request: HttpRequest, fund: Fund, number: int, verb: str) -> HttpResponse:
    found = FundContribution.objects.filter(fund=fund, pk=number).first()
    more = [_("%(act)s　%(sum)s円") % {"act": found.act, "sum": f"{found.amount:,}"}] if found else []
    return _decide(request, found, verb, reverse("fund_sums", args=[fund.pk]), trail_to(fund), more)


@doors.item(Fund)
@after_fresh_sign_in
def transfer_act(request: HttpRequest, fund: Fund, number: int, verb: str) -> HttpResponse:
    found = Transfer.objects.filter(fund=fund, pk=number).select_related("from_concept", "to_concept").first()
    more = []
    if found:
        words = {
            "source": found.from_concept.title,
            "source_year": found.from_year,
            "target": found.to_concept.title,
            "target_year": found.to_year,
            "sum": f"{found.amount:,}",
        }
        more = [
            _("%(source)s（%(source_year)s年度）から%(target)s（%(target_year)s年度）へ、%(sum)s円") % words,
            _("理由：%(reason)s") % {"reason": found.reason},
        ]
    return _decide(request, found, verb, reverse("fund_sums", args=[fund.pk]), trail_to(fund), more)


@doors.item(RDConcept)
@after_fresh_sign_in
def allocation_act(request: HttpRequest, concept: RDConcept, number: int, verb: str) -> HttpResponse:
    found = Allocation.objects.filter(item=concept, pk=number).first()
    more = []
    if found:
        words = {
            "concept": concept.title,
            "year": year_in_words(found.fiscal_year),
            "sum": f"{found.amount:,}",
        }
        more = [
            _("%(concept)sに、%(year)s %(sum)s円") % words,
            _("理由：%(reason)s") % {"reason": found.reason},
        ]
    back = reverse("concept", args=[concept.pk])
    return _decide(request, found, verb, back, [*trail_to(), (concept.title, back)], more)
