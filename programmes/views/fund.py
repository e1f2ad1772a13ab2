"""The fund as its people see it: the list, the overview with every number, its lines, its life (S9)."""

from dataclasses import dataclass
from typing import Any

from django.forms import CharField, Form, HiddenInput
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from confidentiality import doors, journal, verbs
from confidentiality.acting import database_now
from confidentiality.verbs import perform
from programmes import catalogue, figures, funding, issues, overview
from programmes.forms.fund import DesignationDayForm, FundForm, RevokeForm, YearForm
from programmes.ledger_csv import sheet
from programmes.models import Assignment, Fund, FundBook, Project, RDConcept, ReasonedStep
from programmes.models.fund import marked
from programmes.models.scout import keeps_for
from programmes.standing import is_staff, leads, runs
from programmes.views.entry import Entry, entered
from programmes.views.frame import after_fresh_sign_in, confirm, posted

A_PAGE = 50


def trail_to(fund: Fund | None = None) -> list:
    """The crumbs above a page of the fund."""
    above = [
        (_("制度と基金"), reverse("programme_home")),
        (pgettext_lazy("list", "基金"), reverse("fund_list")),
    ]
    return above + ([(fund.public_title, reverse("fund", args=[fund.pk]))] if fund else [])


def tabs_of(fund: Fund, here: str) -> list:
    words = (
        ("fund", _("概要")),
        ("fund_sums", _("拠出と移動")),
        ("fund_lines", _("帳簿")),
        ("fund_carried", _("過年度の残り")),
        ("fund_people", _("担当者")),
        ("fund_route", _("承認経路")),
    )
    return [(label, reverse(name, args=[fund.pk]), name == here) for name, label in words]


@doors.person
def fund_list(request: HttpRequest) -> HttpResponse:
    """The funds this reader works with, and their own projects."""
    mine = Project.objects.filter(assignments__in=own_functions(request.user)).order_by("code").distinct()
    context = {
        "funds": Fund.objects.order_by("name"),
        "projects": mine[:A_PAGE],
        "may_register": is_staff(),
    }
    return render(request, "programmes/fund_list.html", context)


def own_functions(person: Any) -> Any:
    return Assignment.objects.filter(Assignment.valid_on(database_now()), person=person)


@doors.person
def fund_new(request: HttpRequest) -> HttpResponse:
    """For the programme's secretariat; to everybody else this page does not exist."""
    if not is_staff():
        raise Http404
    entry = Entry(
        _("基金を登録する"), _("登録する"), reverse("fund_list"), trail_to(), said=_("基金を登録しました。")
    )
    return entered(
        request,
        FundForm(posted(request)),
        entry,
        lambda **data: funding.register_fund(by=request.user, **data),
        where=lambda fund: reverse("fund", args=[fund.pk]),
    )


@doors.item(Fund, related=("agency",))
def fund(request: HttpRequest, fund: Fund) -> HttpResponse:
    """Figures, bars and the tables they are drawn from; each number leads to its lines."""
    years = figures.figures_of(fund.pk).years
    form = YearForm(request.GET or None, years=years)
    year = form.cleaned_data["year"] if form.is_bound and form.is_valid() else None
    found = figures.figures_of(fund.pk, year)
    given = [c for c in figures.contributions_of(fund.pk) if year in (None, c.fiscal_year)]
    stated, reads = sum(c.amount for c in given), may_read_book(fund)
    context = {
        "fund": fund,
        "form": form,
        "year": year,
        "sums": found.total,
        "bars": overview.bars(found.total, fund.pk if reads else None, year),
        "width": overview.WIDTH,
        "concepts": overview.by_concept(fund.pk, found, year, linked=reads),
        "given_up": RDConcept.given_up(fund) if reads else [],
        "years": overview.by_year(fund.pk, found, linked=reads),
        "ministries": overview.by_ministry(found),
        "stated": stated,
        "differs": found.total.contributed - stated,
        "now": database_now(),
        "verbs": buttons(fund, request.user),
        "may_lead": leads(fund, request.user),
        "may_begin": fund.takes_concepts and leads(fund, request.user),
        "keeps_scouts": runs(fund, request.user) and keeps_for(fund, request.user),
        "trail": trail_to(),
        "tabs": tabs_of(fund, "fund") if reads else [],
        "reads": reads,
        "steps": ReasonedStep.objects.filter(item__in=FundBook.objects.filter(fund=fund)).select_related(
            "taken_by"
        )
        if reads
        else [],
        "issues": issues.issues_of(fund),
        "entries": catalogue.entries_linked_to(fund),
        "is_staff": is_staff(),
    }
    return render(request, "programmes/fund_overview.html", context)


@doors.item(Fund, allows=leads)
def fund_edit(request: HttpRequest, fund: Fund) -> HttpResponse:
    """Its words; what it holds is changed by contributions alone."""
    initial = {n: getattr(fund, n) for n in funding.FUND_WORDS} | {"agency": fund.agency_id}
    form = FundForm(posted(request), initial={**initial, "shown": funding.seen_fund(fund)})
    del form.fields["key"]
    form.fields["shown"] = CharField(widget=HiddenInput, required=False)
    back = reverse("fund", args=[fund.pk])
    entry = Entry(_("基金の記載を改める"), _("保存する"), back, trail_to(fund), said=_("保存しました。"))
    return entered(
        request,
        form,
        entry,
        lambda **data: funding.edit_fund(fund, by=request.user, **data),
        where=lambda _made: back,
    )


def asked_lines(request: HttpRequest, fund: Fund) -> overview.Lines:
    """The lines an address asks for; what it asks wrongly is left out."""
    year, concept = request.GET.get("year", ""), None
    if wanted := request.GET.get("concept"):
        concept = next((c for c in RDConcept.objects.filter(fund_id=fund.pk) if str(c.pk) == wanted), None)
        if concept is None:
            raise Http404
    return overview.lines_of(
        fund,
        figure=request.GET.get("figure", ""),
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        concept=concept,
    )


@doors.item(Fund)
def fund_lines(request: HttpRequest, fund: Fund) -> HttpResponse:
    """The lines of one number, newest first, and the sum of those this reader may not see."""
    if not may_read_book(fund):
        raise Http404
    asked = asked_lines(request, fund)
    rows = asked.rows.select_related("ministry", "actor").order_by("-id")
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(id__lt=int(before))
    found = list(rows[: A_PAGE + 1])
    query = request.GET.copy()
    query.pop("before", None)
    first = f"?{query.urlencode()}"
    if len(found) > A_PAGE:
        query["before"] = found[A_PAGE - 1].pk
    context = {
        "fund": fund,
        "asked": asked,
        "words": overview.WORDS.get(asked.figure),
        "rows": overview.tell(found[:A_PAGE]),
        "next": f"?{query.urlencode()}" if len(found) > A_PAGE else "",
        "previous": first if before else "",
        "csv": f"{reverse('fund_lines_csv', args=[fund.pk])}{first}",
        "trail": trail_to(fund),
        "tabs": tabs_of(fund, "fund_lines"),
    }
    return render(request, "programmes/fund_lines.html", context)


def may_read_book(fund: Fund) -> bool:
    """Its team and the offices that read all money; who only reads what is published gets the totals."""
    return FundBook.objects.filter(fund_id=fund.pk).exists()


@doors.item(Fund)
def fund_lines_csv(request: HttpRequest, fund: Fund) -> HttpResponse:
    """The same lines as a sheet, the unseen ones as one sum; the taking stands in the journal."""
    if not may_read_book(fund):
        raise Http404
    asked = asked_lines(request, fund)
    journal.record("export_ledger", fund, figure=asked.figure, year=asked.year)
    rows = overview.tell(list(asked.rows.select_related("ministry").order_by("id")))
    return sheet(rows, asked)


@dataclass(frozen=True)
class Page:
    """What the check page of one verb says; ``form`` asks for what the verb needs."""

    words: tuple
    form: type[Form] | None = None
    kind: str = "main"
    forward: bool = False


PAGES = {
    "establish": Page((_("最初の拠出と、基金を管理する法人を確かめて、造成済とします。"),), forward=True),
    "designate": Page(
        (_("法律に基づく指定基金とします。目的と、現行の基本指針を確かめます。"),),
        form=DesignationDayForm,
        forward=True,
    ),
    "revoke_designation": Page(
        (
            _("指定を取り消し、造成済に戻します。実施中の課題はそのまま続きます。"),
            _("理由と、続いている課題を確かめたことは、基金の帳簿に残ります。"),
        ),
        form=RevokeForm,
        kind="danger",
    ),
    "start_closing": Page(
        (_("新しい配分と支払を止めます。終わっていない課題があると始められません。"),), kind="danger"
    ),
    "close": Page((_("残高が0円であることを確かめて終了します。元には戻せません。"),), kind="danger"),
    "list_publicly": Page(
        (
            _("名称・目的・拠出と、年度ごとの合計を、だれでも読めるようにします。"),
            _("構想・課題・支払の一つ一つと、担当者の氏名は公開されません。"),
        )
    ),
    "take_off_public": Page(
        (_("公開ページから外します。担当者は、これまでどおり見られます。"),), kind="danger"
    ),
}


def buttons(fund: Fund, person: Any) -> list:
    """What may be pressed now, the step forward first and solid, what ends something last."""
    offered = {v.name: v for v in verbs.offered(fund, person)}
    offered.pop("list_publicly" if fund.is_listed else "take_off_public", None)
    found = [
        (offered[name], "main" if page.forward else page.kind.replace("main", ""))
        for name, page in PAGES.items()
        if name in offered
    ]
    return sorted(found, key=lambda one: (one[1] != "main", one[1] == "danger"))


@doors.item(Fund, allows=leads)
@after_fresh_sign_in
def fund_act(request: HttpRequest, fund: Fund, verb: str) -> HttpResponse:
    """The check page of one verb of the fund."""
    return act_page(
        request,
        fund,
        verb,
        PAGES,
        back=reverse("fund", args=[fund.pk]),
        trail=trail_to(fund),
        **_more(fund, verb),
    )


def _more(fund: Fund, verb: str) -> dict[str, Any]:
    """Which projects go on, to be acknowledged as they stand on this page."""
    if verb != "revoke_designation":
        return {}
    live = fund.live_projects()
    told = [_("続いている課題：%(code)s %(title)s") % {"code": p.code, "title": p.title} for p in live]
    return {
        "more": told or [_("続いている課題はありません。")],
        "initial": {"seen": marked(live), "acknowledged": None if live else True},
    }


def act_page(
    request: HttpRequest,
    subject: Any,
    verb: str,
    pages: dict[str, Page],
    *,
    back: str,
    trail: list,
    more: Any = (),
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """The check page of one verb: words, what it asks for, then ``perform``. 404 for a verb that is none here."""
    page = pages.get(verb)
    if page is None:
        raise Http404
    label = verbs.verbs_of(type(subject))[verb].label

    def act(**details: Any) -> None:
        perform(verb, subject, by=request.user, **details)

    return confirm(
        request,
        act,
        heading=label,
        verb=label,
        back=back,
        words=[*page.words, *more],
        form=page.form(posted(request), initial=initial) if page.form else None,
        kind=page.kind,
        trail=trail,
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
    )
