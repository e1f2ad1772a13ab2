"""Budget requests and appropriations: the totals by ministry and year, the lines, one line, the sheet (R16)."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors, journal
from confidentiality.verbs import offered, perform, verbs_of
from programmes import budgets, catalogue, history
from programmes.forms.catalogue import BudgetForm
from programmes.forms.fund import YearForm
from programmes.models import BudgetLine
from programmes.rights import is_staff
from programmes.views.frame import acted, after_fresh_sign_in, confirm, form_page, posted, slice_of

WORDS = {
    "publish_budget_line": [gettext_lazy("この金額と出典を、どなたでも読めるように公開します。")],
    "withdraw_budget_line": [
        gettext_lazy("公開ページから取り下げ、直せるようにします。すでに読まれたものは取り消せません。")
    ],
}


def trail_of(line: BudgetLine | None = None) -> list[tuple[Any, str]]:
    trail = [(_("制度と基金"), reverse("programme_home")), (_("予算の要求と措置"), reverse("budget_list"))]
    return trail + ([(line.name, reverse("budget_line", args=[line.pk]))] if line else [])


def asked_for(request: HttpRequest) -> tuple[YearForm, QuerySet[BudgetLine]]:
    """The lines this reader may read, of one fiscal year or of all."""
    rows = BudgetLine.objects.select_related("ministry").order_by(
        "-fiscal_year", "stage", "ministry__kana", "ministry__name", "name", "pk"
    )
    years = tuple(rows.order_by("fiscal_year").values_list("fiscal_year", flat=True).distinct())
    form = YearForm(request.GET if "year" in request.GET else None, years=years)
    year = form.cleaned_data["year"] if form.is_bound and form.is_valid() else None
    return form, rows.filter(fiscal_year=year) if year else rows


@doors.person
@require_safe
def budget_list(request: HttpRequest) -> HttpResponse:
    form, rows = asked_for(request)
    shown, pages = slice_of(request, rows)
    year = form.cleaned_data.get("year") if form.is_bound and form.is_valid() else None
    context = {
        "form": form,
        "rows": shown,
        "pages": pages,
        "totals": budgets.totals(rows),
        "query": f"year={year}" if year else "",
        "trail": trail_of()[:1],
        "is_staff": is_staff(None, request.user),
    }
    return render(request, "programmes/budget_list.html", context)


@doors.person
@require_safe
def budget_csv(request: HttpRequest) -> HttpResponse:
    """The same lines as the page, in one file."""
    rows = list(asked_for(request)[1])
    journal.record("export_budget", lines=len(rows))
    return budgets.sheet(rows)


@doors.office("programme_staff")
def budget_new(request: HttpRequest) -> HttpResponse:
    form = BudgetForm(posted(request), is_new=True)
    if form.is_bound and form.is_valid():
        made = catalogue.add_budget_line(by=request.user, **form.cleaned_data)
        return redirect("budget_line", made.pk)
    context = {
        "form": form,
        "heading": _("予算の要求または措置を登録する"),
        "lead": _("公開するまで、事業担当だけが見られます。"),
        "back": reverse("budget_list"),
        "trail": trail_of(),
    }
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(BudgetLine, related=("ministry",))
@require_safe
def budget_line(request: HttpRequest, line: BudgetLine) -> HttpResponse:
    staff = is_staff(line, request.user)
    context = {
        "line": line,
        "versions": list(history.events_of(line)[1:21]) if staff else [],
        "verbs": [v for v in offered(line, request.user) if v.name in WORDS],
        "may_edit": staff and line.state == BudgetLine.State.DRAFT,
        "trail": trail_of(),
    }
    return render(request, "programmes/budget_line.html", context)


@doors.item(BudgetLine, allows=is_staff)
def budget_edit(request: HttpRequest, line: BudgetLine) -> HttpResponse:
    initial = BudgetForm.values_of(line) | {"shown": history.seen(line)}
    form = BudgetForm(posted(request), is_new=False, initial=initial)
    back = reverse("budget_line", args=[line.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: catalogue.edit_budget_line(line, by=request.user, **form.cleaned_data),
            back=back,
            said=_("記載を保存しました。"),
        )
    context = {"form": form, "heading": _("記載を直す"), "back": back, "trail": trail_of(line)}
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(BudgetLine, allows=is_staff)
def budget_act(request: HttpRequest, line: BudgetLine, verb: str) -> HttpResponse:
    if verb not in WORDS:
        raise Http404
    page = after_fresh_sign_in(_act) if verb == "publish_budget_line" else _act
    return page(request, line, verb)


def _act(request: HttpRequest, line: BudgetLine, verb: str) -> HttpResponse:
    known = verbs_of(BudgetLine)[verb]
    return confirm(
        request,
        lambda: perform(verb, line, by=request.user),
        heading=known.label,
        verb=known.label,
        back=reverse("budget_line", args=[line.pk]),
        words=WORDS[verb],
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": known.label},
        trail=trail_of(line),
        kind="danger" if verb == "withdraw_budget_line" else "main",
    )
