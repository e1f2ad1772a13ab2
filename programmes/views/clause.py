"""The library of model clauses, a call's answer to one, and the coverage over all calls as page and sheet (R35)."""

import csv
import io
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.japanese import in_tokyo
from confidentiality import doors
from programmes import clauses
from programmes.forms.call import ClauseAnswerForm, ClauseForm
from programmes.models import Call, CallClause, Clause, Fund
from programmes.sheets import BOM, cell
from programmes.standing import is_staff, leads_or_runs
from programmes.views.call import trail_of
from programmes.views.frame import confirm, posted, slice_of
from programmes.views.words import saved

A_PAGE = 20  # columns of the page; the sheet has all


def _trail() -> list:
    return [*trail_of(), (_("ひな形の条項"), reverse("clause_list"))]


@doors.person
@require_safe
def clause_list(request: HttpRequest) -> HttpResponse:
    """The clauses in force, and the versions before; what the reader may not read is not there."""
    rows = list(Clause.objects.select_related("made_by"))
    current = clauses.in_force()
    have = {c.kind for c in current}
    context = {
        "current": current,
        "earlier": [c for c in rows if c.retired_at is not None],
        "lacking": [Clause.Kind(kind).label for kind in Clause.MANDATORY if kind not in have],
        "is_staff": is_staff(),
        "trail": trail_of(),
    }
    return render(request, "programmes/clause_list.html", context)


@doors.office("programme_staff")
def clause_new(request: HttpRequest) -> HttpResponse:
    return saved(
        request,
        ClauseForm(posted(request)),
        lambda **data: clauses.word_clause(by=request.user, **data),
        heading=_("ひな形の条項を加える"),
        verb=_("加える"),
        back=reverse("clause_list"),
        trail=_trail(),
        lead=(_("加えた条文は変更できません。改めるときは、新しい版を作ります。"),),
        said=_("条項を加えました。"),
    )


@doors.office("programme_staff")
def clause_renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new version; calls that adopted the old one keep its words."""
    old = get_object_or_404(Clause, pk=pk)
    form = ClauseForm(posted(request), initial={"kind": old.kind, "title": old.title, "text": old.text})
    del form.fields["kind"]
    return saved(
        request,
        form,
        lambda **data: clauses.word_clause(by=request.user, kind=old.kind, replaces=old, **data),
        heading=_("新しい版を作る"),
        verb=_("新しい版にする"),
        back=reverse("clause_list"),
        trail=_trail(),
        lead=(_("公表した公募の条文は変わりません。作成中の公募では、もう一度扱いを決めます。"),),
        said=_("新しい版を作りました。"),
    )


@doors.office("programme_staff")
def clause_retire(request: HttpRequest, pk: UUID) -> HttpResponse:
    old = get_object_or_404(Clause, pk=pk)
    return confirm(
        request,
        lambda: clauses.retire_clause(old, by=request.user),
        heading=_("条項を廃止する"),
        verb=_("廃止する"),
        back=reverse("clause_list"),
        words=[old.title, _("公表した公募の条文は変わりません。")],
        kind="danger",
        trail=_trail(),
        said=_("条項を廃止しました。"),
    )


@doors.item(Call, allows=leads_or_runs)
def clause_answer(request: HttpRequest, found: Call, clause: UUID) -> HttpResponse:
    """Adopt, reword or leave out one model clause in a draft call."""
    kept = get_object_or_404(Clause, pk=clause, retired_at=None)
    row = CallClause.objects.filter(item=found, family=kept.family).first()
    initial = (
        {"answer": row.answer, "text": row.text, "reason": row.reason}
        if row
        else {"answer": CallClause.Answer.ADOPTED, "text": kept.text}
    )
    return saved(
        request,
        ClauseAnswerForm(posted(request), clause=kept, initial=initial),
        lambda **data: clauses.answer_clause(found, kept, by=request.user, **data),
        heading=_("条項「%(title)s」の扱いを決める") % {"title": kept.title},
        back=reverse("call_clauses", args=[found.pk]),
        trail=[*trail_of(found), (_("条項の確認"), reverse("call_clauses", args=[found.pk]))],
        quoted=kept.text,
        quoted_heading=_("ひな形の条文"),
    )


@doors.item(Call, allows=leads_or_runs)
def clauses_adopt(request: HttpRequest, found: Call) -> HttpResponse:
    """Every clause not yet answered, word for word."""
    open_ = [line.clause for line in clauses.check_of(found) if line.answer is None or line.is_outdated]

    def adopt() -> None:
        for clause in open_:
            clauses.answer_clause(found, clause, by=request.user, answer=CallClause.Answer.ADOPTED)

    return confirm(
        request,
        adopt,
        heading=_("扱いを決めていない条項を、ひな形のとおり採用する"),
        verb=_("採用する"),
        back=reverse("call_clauses", args=[found.pk]),
        words=[c.title for c in open_] or [_("扱いを決めていない条項はありません。")],
        trail=trail_of(found),
        said=_("採用しました。"),
    )


def _calls(request: HttpRequest) -> tuple[QuerySet[Call], Fund | None]:
    """The calls the reader sees, those called off left out; of one fund when the address asks for it."""
    wanted = request.GET.get("fund", "")
    fund = None
    if wanted:
        fund = next((f for f in Fund.objects.all() if str(f.pk) == wanted), None)
        if fund is None:
            raise Http404
    rows = Call.objects.exclude(state=Call.State.CANCELLED)
    return rows.filter(fund_id=fund.pk) if fund else rows, fund


@doors.person
@require_safe
def clause_coverage(request: HttpRequest) -> HttpResponse:
    """Clauses and calls over all programmes (R35): the share of each clause over all, the matrix a page of calls at a time."""
    found, fund = _calls(request)
    every = list(found.order_by("-opens_at", "code", "pk").values_list("pk", "carries"))
    asked, pages = slice_of(request, [pk for pk, _carries in every], size=A_PAGE)
    known = Call.objects.in_bulk(asked)
    shown = [known[pk] for pk in asked]
    shares = clauses.shares([carries for _pk, carries in every])
    query = f"?fund={fund.pk}" if fund else ""
    context = {
        "calls": shown,
        "rows": [
            (
                row,
                shares.get(row.kind),
                [(call, WORDS[word], word) for call, word in zip(shown, row.cells, strict=True)],
            )
            for row in clauses.coverage(shown)
        ],
        "pages": pages,
        "funds": Fund.objects.order_by("name"),
        "fund": fund,
        "csv": reverse("clause_coverage_csv") + query,
        "trail": trail_of(),
    }
    return render(request, "programmes/clause_coverage.html", context)


WORDS = {
    "adopted": gettext_lazy("採用"),
    "changed": gettext_lazy("変更"),
    "exempted": gettext_lazy("不適用"),
    "": gettext_lazy("なし"),
}


@doors.person
@require_safe
def clause_coverage_csv(request: HttpRequest) -> HttpResponse:
    """The same matrix, one call a line, all calls the reader sees."""
    found = list(_calls(request)[0].order_by("fund_id", "opens_at", "code"))
    rows = clauses.coverage(found)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_("公募番号"), _("公募の名称"), _("受付開始"), *(str(row.label) for row in rows)])
    for n, call in enumerate(found):
        day = f"{in_tokyo(call.opens_at):%Y/%m/%d}" if call.opens_at else ""
        writer.writerow([cell(call.code), cell(call.title), day, *(str(WORDS[row.cells[n]]) for row in rows)])
    writer.writerow(
        [_("採用の割合（百分率）"), "", "", *("" if row.share is None else row.share for row in rows)]
    )
    response = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="clause-coverage.csv"'
    return response
