"""Proposals of a call for its agency: list, CSV, eligibility, terms, lists from e-Rad. It shows what row security shows."""

import base64
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.japanese import in_tokyo
from confidentiality import doors, files, journal
from confidentiality.acting import database_now
from confidentiality.verbs import WrongState, offered, perform, verbs_of
from programmes import concentration, proposal_import, proposal_judging, reviews
from programmes.forms.comment import ReturnedListForm
from programmes.forms.proposal import CheckNoteForm, FilterForm, JudgeForm, TermsForm
from programmes.forms.proposal_list import ListForm
from programmes.imports import Unreadable
from programmes.models import (
    Call,
    EligibilityCheck,
    Proposal,
    ProposalDeclaration,
    ProposalImport,
    ProposalRoll,
    ProposalVersion,
)
from programmes.sheets import csv_answer
from programmes.standing import checks_integrity, leads_or_runs, runs
from programmes.views.frame import acted, confirm, form_page, page_first, posted, too_late
from programmes.views.proposal import trail_of

A_PAGE = 50
SHOWN_FAULTS = 100
HEADING = (
    _("受付番号"),
    _("e-Rad の応募番号"),
    _("提案の名称"),
    _("研究代表者"),
    _("所属機関"),
    _("申請額（円）"),
    _("状態"),
    _("提出日時"),
    _("届いた方法"),
)


def trail_to(call: Call, *, here: bool = False) -> list:
    """The crumbs above what the agency sees of a call's proposals."""
    above = [
        (_("制度と基金"), reverse("programme_home")),
        (pgettext_lazy("list", "公募"), reverse("call_list")),
        (call.title, reverse("call", args=[call.pk])),
    ]
    return above if here else [*above, (_("提案の一覧"), reverse("call_proposals", args=[call.pk]))]


def runs_or_checks(call: Any, person: Any) -> bool:
    return runs(call, person) or checks_integrity(call, person)


def sent_to(call: Call, form: FilterForm) -> QuerySet[Proposal]:
    """The proposals that were sent to a call, filtered; never a draft, not even one's own."""
    found = Proposal.objects.filter(call=call).exclude(state=Proposal.State.DRAFT)
    if form.is_valid():
        if state := form.cleaned_data["state"]:
            found = found.filter(state=state)
        for word in form.cleaned_data["q"].split():
            found = found.filter(
                Q(title__icontains=word)
                | Q(number__icontains=word)
                | Q(erad_id__icontains=word)
                | Q(printed_representative__icontains=word)
                | Q(representative__family_name__icontains=word)
                | Q(representative__given_name__icontains=word)
            )
    return found.select_related("representative", "organisation").order_by("submitted_at", "pk")


@doors.item(Call, allows=runs_or_checks)
@require_safe
def call_proposals(request: HttpRequest, call: Call) -> HttpResponse:
    """The list with its filters; a fixed number of queries however long it is."""
    form = FilterForm(request.GET or None)
    found = sent_to(call, form)
    wanted = request.GET.get("page", "1")
    page = max(int(wanted), 1) if wanted.isdecimal() and len(wanted) < 6 else 1
    rows = page_first(found, (page - 1) * A_PAGE, page * A_PAGE + 1)
    query = {k: v for k, v in request.GET.items() if k in ("state", "q") and v}
    context = {
        "call": call,
        "form": form,
        "rows": rows[:A_PAGE],
        "count": found.count(),
        "is_agency": runs(call, request.user),
        "runs_review": reviews.runs_call(call, request.user),
        "checks": dict(
            EligibilityCheck.objects.filter(proposal__in=rows).values_list("proposal_id", "checked_at")
        ),
        "next": f"?{urlencode({**query, 'page': page + 1})}" if len(rows) > A_PAGE else "",
        "previous": f"?{urlencode({**query, 'page': page - 1})}" if page > 1 else "",
        "csv": f"{reverse('call_proposals_csv', args=[call.pk])}?{urlencode(query)}",
        "trail": trail_to(call, here=True),
    }
    return render(request, "programmes/call_proposals.html", context)


@doors.item(Call, allows=runs)
@require_safe
def call_proposals_csv(request: HttpRequest, call: Call) -> HttpResponse:
    """The same rows as a sheet; that it was taken, and how many rows, stands in the journal."""
    rows = list(sent_to(call, FilterForm(request.GET or None)))
    journal.record("export_proposals", call, rows=len(rows))
    return csv_answer(
        "proposals.csv",
        HEADING,
        (
            (
                p.number,
                p.erad_id,
                p.title,
                p.head,
                p.home,
                p.amount,
                str(p.get_state_display()),
                f"{in_tokyo(p.submitted_at):%Y/%m/%d %H:%M:%S}",
                str(_("e-Rad からの取込み") if p.imported_id else _("提出")),
            )
            for p in rows
        ),
    )


@doors.item(EligibilityCheck, related=("proposal", "proposal__call", "checked_by"), allows=runs)
def eligibility(request: HttpRequest, check: EligibilityCheck) -> HttpResponse:
    """要件の確認: what was sent, what the comparison found, a note, and the two verbs."""
    form = CheckNoteForm(posted(request), initial={"note": check.note})
    back = reverse("eligibility", args=[check.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: proposal_judging.note(check, by=request.user, note=form.cleaned_data["note"]),
            back=back,
            said=_("確認のメモを保存しました。"),
        )
    proposal = check.proposal
    early = proposal.state == Proposal.State.SUBMITTED and database_now() < proposal.call.closes_at
    context = {
        "check": check,
        "proposal": proposal,
        "findings": concentration.said(check.report),
        "form": form,
        "early": early,
        "verbs": [] if early else [v for v in offered(proposal, request.user) if v.name in JUDGING],
        "trail": [
            *trail_to(proposal.call),
            (proposal.public_title, reverse("proposal", args=[proposal.pk])),
        ],
    }
    return form_page(request, "programmes/eligibility.html", context)


@doors.item(Proposal, allows=runs)
@require_safe
def proposal_eligibility(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """From a proposal to the record of its check."""
    found = EligibilityCheck.objects.filter(proposal=proposal).first()
    if found is None:
        raise Http404
    return redirect("eligibility", found.pk)


@doors.item(EligibilityCheck, allows=runs)
@require_POST
def eligibility_compare(request: HttpRequest, check: EligibilityCheck) -> HttpResponse:
    """Compare with everything the agency may read of the same fund, and keep what was found."""
    return acted(
        request,
        lambda: proposal_judging.compare(check, by=request.user),
        back=reverse("eligibility", args=[check.pk]),
        said=_("重複・集中を確かめました。"),
    )


JUDGING = {
    "accept_as_eligible": _("審査に進めます。研究代表者に知らせます。"),
    "refuse_as_ineligible": _("審査に進めません。理由を研究代表者に知らせます。元には戻せません。"),
}


@doors.item(Proposal, allows=runs, related=("call",))
def proposal_judge(request: HttpRequest, proposal: Proposal, verb: str) -> HttpResponse:
    """Whether a proposal meets the call's terms, with the reason its representative will read."""
    if verb not in JUDGING:
        raise Http404
    label = verbs_of(Proposal)[verb].label
    return confirm(
        request,
        lambda **given: perform(verb, proposal, by=request.user, **given),
        heading=label,
        verb=label,
        back=reverse("proposal_eligibility", args=[proposal.pk]),
        words=[proposal.public_title, JUDGING[verb]],
        form=JudgeForm(posted(request)),
        kind="danger" if verb == "refuse_as_ineligible" else "main",
        trail=trail_to(proposal.call),
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
    )


@doors.item(Proposal, allows=checks_integrity, related=("call",))
@require_safe
def proposal_declarations(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """The declarations of a sent proposal's people, for the checkers of integrity."""
    found = ProposalDeclaration.objects.filter(proposal=proposal).select_related("person").order_by("pk")
    context = {"proposal": proposal, "rows": list(found), "trail": trail_to(proposal.call)}
    return render(request, "programmes/proposal_declarations.html", context)


@doors.item(ProposalRoll)  # its readers may not read the text: no join
@require_safe
def proposal_roll(request: HttpRequest, roll: ProposalRoll) -> HttpResponse:
    """The people of a sent version, for who reads names without the text."""
    journal.record("read_proposal", roll)
    version = ProposalVersion.objects.filter(pk=roll.version_id).first()
    context = {"roll": roll, "members": roll.members.all(), "version": version, "trail": trail_of()[:1]}
    return render(request, "programmes/proposal_roll.html", context)


@doors.item(Call, allows=leads_or_runs)
def call_terms(request: HttpRequest, call: Call) -> HttpResponse:
    """Whether an institution approves first, and how indirect costs are bounded; fixed with the call."""
    form = TermsForm(posted(request), instance=call)
    context = {
        "form": form,
        "call": call,
        "trail": trail_to(call, here=True),
        "is_fixed": call.state != Call.State.DRAFT,
    }
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: proposal_judging.set_terms(call, by=request.user, **form.cleaned_data),
            back=reverse("call_terms", args=[call.pk]),
            said=_("応募の条件を保存しました。"),
        )
    return form_page(request, "programmes/call_terms.html", context)


@doors.item(Call, allows=runs)
def proposal_list_new(request: HttpRequest, call: Call) -> HttpResponse:
    """Bring a list of e-Rad: read, shown, then taken as a whole; with one fault in it nothing is taken."""
    form = ListForm(posted(request), request.FILES or None)
    page = {
        "form": form,
        "call": call,
        "columns": proposal_import.columns(),
        "trail": trail_to(call),
    }
    template = "programmes/proposal_list_form.html"
    if not (form.is_bound and form.is_valid()):
        return form_page(request, template, page)
    data, name = form.given()
    page["sent"], page["name"] = base64.b64encode(data).decode(), name
    try:
        sheet = proposal_import.look_at(call, data)
        if sheet.faults:
            raise proposal_import.Faulty(sheet)
        if "sure" not in request.POST:
            return render(request, template, {**page, "sheet": sheet})
        made = proposal_import.take_list(call, by=request.user, name=name, data=data)
    except WrongState as wrong:
        return too_late(request, wrong, reverse("call_proposals", args=[call.pk]))
    except Unreadable as wrong:
        form.add_error(None if form.cleaned_data.get("data") else "file", str(wrong))
        return form_page(request, template, page)
    except proposal_import.Faulty as wrong:
        faults = wrong.sheet.in_order()
        told = {
            "faults": faults[:SHOWN_FAULTS],
            "all": len(faults),
            "more": max(0, len(faults) - SHOWN_FAULTS),
        }
        return render(request, template, {**page, **told}, status=422)
    said = ngettext("提案%(n)s件を取り込みました。", "提案%(n)s件を取り込みました。", made.rows) % {
        "n": made.rows
    }
    messages.success(request, said)
    return redirect("call_proposals", call.pk)


@doors.item(Call, allows=runs)
@require_POST
def proposal_list_corrected(request: HttpRequest, call: Call) -> HttpResponse:
    """The refused list back, with what is wrong in front of each row; nothing of it was kept in between."""
    form = ReturnedListForm(request.POST)
    try:
        if not form.is_valid():
            return redirect("proposal_list_new", call.pk)
        sheet = proposal_import.look_at(call, form.cleaned_data["data"])
    except Unreadable:
        return redirect("proposal_list_new", call.pk)
    response = HttpResponse(sheet.corrected(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="proposals-corrected.csv"'
    return response


@doors.item(Call, allows=runs)
@require_safe
def proposal_list_blank(request: HttpRequest, call: Call) -> HttpResponse:
    """A list with nothing but its headings."""
    return csv_answer("proposals-blank.csv", [c.heading for c in proposal_import.columns()], [])


@doors.item(ProposalImport, related=("imported_by", "file"))
@require_safe
def proposal_import_page(request: HttpRequest, made: ProposalImport) -> HttpResponse:
    """One list as it was taken: who, when, its hash, the file itself."""
    call = Call.objects.filter(pk=made.call_id).first()
    context = {"made": made, "call": call, "trail": trail_to(call) if call else []}
    return render(request, "programmes/proposal_import.html", context)


@doors.item(ProposalImport, related=("file",))
@require_safe
def proposal_import_file(request: HttpRequest, made: ProposalImport) -> HttpResponse:
    data = files.read(made.file)
    journal.record("take_proposal_file", made, file=str(made.file_id))
    return files.send(data, made.file.name, made.file.content_type)
