"""A proposal for its people: the list of one's own, its page with everything that is missing, sending, the receipt."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from confidentiality import doors, files, journal
from confidentiality.acting import database_now
from confidentiality.models import PrintJob
from confidentiality.orders import order
from confidentiality.verbs import WrongState, perform, verbs_of
from programmes import (
    concentration,
    proposal_consents,
    proposal_receipt,
    proposal_sending,
    proposals,
    selection,
)
from programmes.forms.fund import ReasonForm
from programmes.forms.proposal import StartForm, homes_of
from programmes.models import (
    Assignment,
    Award,
    Call,
    InstitutionApproval,
    Proposal,
    ProposalVersion,
    SelfCheck,
)
from programmes.proposal_text import Budget, text_of
from programmes.standing import (
    CO_APPLICANT,
    INSTITUTION,
    READER,
    REPRESENTATIVE,
    checks_integrity,
    functions,
    represents,
    runs,
)
from programmes.views.frame import after_fresh_sign_in, confirm, form_page, page_first, posted, too_late

State = Proposal.State
A_PAGE, SOONEST = 50, 20


def trail_of(proposal: Proposal | None = None) -> list:
    """The crumbs above a page of a proposal; the list is one's own, whoever reads."""
    above = [(_("制度と基金"), reverse("programme_home")), (_("自分の提案"), reverse("proposal_list"))]
    return [*above, (proposal.public_title, reverse("proposal", args=[proposal.pk]))] if proposal else above


@doors.person
@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """自分の提案: those in which the reader has a function now, and the calls that are open. Fixed number of queries."""
    now = database_now()
    mine = Assignment.objects.filter(
        Assignment.valid_on(now),
        person=request.user,
        role__in=[REPRESENTATIVE, CO_APPLICANT, INSTITUTION],
    )
    parts = {a.item_id: a.get_role_display() for a in mine}
    found = Proposal.objects.filter(pk__in=parts).select_related("call").order_by("-created")
    page = max(int(request.GET.get("page", "1")) if request.GET.get("page", "1").isdecimal() else 1, 1)
    rows = page_first(found, (page - 1) * A_PAGE, page * A_PAGE + 1)
    letters = selection.letters_for(rows)
    open_ = Call.objects.filter(state=Call.State.SCHEDULED, opens_at__lte=now, closes_at__gt=now)
    open_calls = list(open_.order_by("closes_at", "pk")[: SOONEST + 1])
    context = {
        "rows": [
            (one, parts[one.pk], one.call.phase(now), selection.seen_state(one, letters.get(one.pk)))
            for one in rows[:A_PAGE]
        ],
        "open_calls": open_calls[:SOONEST],
        "has_more_calls": len(open_calls) > SOONEST,
        "may_start": bool(homes_of(request.user, now)),
        "next": f"?page={page + 1}" if len(rows) > A_PAGE else "",
        "previous": f"?page={page - 1}" if page > 1 else "",
        "trail": trail_of()[:1],
    }
    return render(request, "programmes/proposal_list.html", context)


@doors.item(Call)
def proposal_start(request: HttpRequest, call: Call) -> HttpResponse:
    """Begin a draft for an open call; anybody with an institution may."""
    homes = homes_of(request.user, database_now())
    form = StartForm(posted(request), homes=homes)
    is_open = proposals.takes_proposals(call)
    context = {
        "form": form,
        "call": call,
        "is_open": is_open,
        "has_home": bool(homes),
        "trail": trail_of(),
    }
    if form.is_bound and form.is_valid():
        try:
            made = proposals.start(call, by=request.user, **form.cleaned_data)
        except WrongState as wrong:
            return too_late(request, wrong, reverse("proposal_list"))
        messages.success(request, _("提案書を作り始めました。あなたと、あなたが招く方のほかには見えません。"))
        return redirect("proposal", made.pk)
    return form_page(request, "programmes/proposal_start.html", context)


@doors.item(Proposal, related=("call", "representative", "organisation"))
@require_safe
def proposal(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """One page for all its readers, each with what the database gives them."""
    is_own = bool({(proposal.pk, part) for part in (REPRESENTATIVE, CO_APPLICANT, INSTITUTION)} & functions())
    if not is_own:
        return _for_officials(request, proposal)
    head, sections = represents(proposal, request.user), list(proposals.sections_of(proposal))
    takes = proposals.takes_text(proposal)
    is_open = takes and (proposal.state == State.DRAFT or any(s.is_open for s in sections))
    text = text_of(proposal) if head or (proposal.pk, INSTITUTION) in functions() else None
    latest = InstitutionApproval.objects.filter(item=proposal).select_related("answered_by").first()
    letter = selection.letter_for(proposal)
    context = {
        "proposal": proposal,
        "call": proposal.call,
        "letter": letter,
        "state_words": selection.seen_state(proposal, letter),
        "award": Award.objects.filter(proposal=proposal).select_related("item").first(),
        "is_head": head,
        "is_open": is_open,
        "is_reopened": proposal.is_out and is_open,
        "sections": sections,
        "people": proposals.people_of(proposal),
        "declared": set(proposal.declared.values_list("person_id", flat=True)),
        "owes": _owes(proposal),
        "hindrances": proposal_sending.hindrances(proposal, text) if head and is_open else [],
        "latest": latest,
        "is_approver": (proposal.pk, INSTITUTION) in functions(),
        "approval": proposal_consents.approval_of(proposal, text.text_hash) if text else None,
        "versions": ProposalVersion.objects.filter(proposal=proposal).order_by("-number"),
        "own_check": _own_check(proposal),
        "may_withdraw": head and proposal.state == State.SUBMITTED,
        "may_reopen": head
        and proposal.state == State.SUBMITTED
        and not is_open
        and proposals.takes_proposals(proposal.call),
        "trail": trail_of(),
    }
    return render(request, "programmes/proposal_page.html", context)


def _owes(proposal: Proposal) -> bool:
    """Whether this reader declares their own posts and funding here."""
    return bool({(proposal.pk, part) for part in (REPRESENTATIVE, CO_APPLICANT)} & functions())


def _own_check(proposal: Proposal) -> list:
    """The self check of the newest version, for the one whose proposals were compared."""
    found = SelfCheck.objects.filter(proposal=proposal).order_by("-number").first()
    return concentration.said(found.result) if found else []


def _for_officials(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """What was sent, for those whom the sending opened it to."""
    journal.record("read_proposal", proposal)
    is_reader = (proposal.call_id, READER) in functions()
    above = [(_("提案の一覧"), reverse("call_proposals", args=[proposal.call_id]))]
    if not runs(proposal, request.user):
        above = [(_("見られる提案"), reverse("call_reading", args=[proposal.call_id]))] if is_reader else []
    newest = ProposalVersion.objects.filter(proposal=proposal).order_by("-number").first()
    context = {
        "proposal": proposal,
        "call": proposal.call,
        "version": newest,
        "shown": shown(newest),
        "is_agency": runs(proposal, request.user),
        "is_checker": checks_integrity(proposal, request.user),
        "is_reader": is_reader,
        "trail": [(_("制度と基金"), reverse("programme_home")), *above],
    }
    return render(request, "programmes/proposal_read.html", context)


def shown(version: ProposalVersion | None) -> dict[str, Any]:
    """A version for a page: its document, table of costs, files and, for who may read them, its people."""
    if version is None:
        return {}
    roll = getattr(version, "roll", None) if _reads_roll(version) else None
    stored = {(f.name, f.sha256): f for f in version.files.all()}
    return {
        "body": version.body,
        "budget": Budget.of(version.body["budget"]),
        "members": list(roll.members.all()) if roll else [],
        "has_roll": roll is not None,
        "files": [(one, stored.get((one["name"], one["sha256"]))) for one in version.body.get("files", [])],
    }


def _reads_roll(version: ProposalVersion) -> bool:
    return type(version)._meta.get_field("roll").related_model.objects.filter(version=version).exists()


@doors.item(ProposalVersion, related=("proposal", "sent_by"))
@require_safe
def proposal_version(request: HttpRequest, version: ProposalVersion) -> HttpResponse:
    """One version exactly as it was sent, to read and print."""
    journal.record("read_proposal", version)
    context = {"version": version, "shown": shown(version), "trail": _trail_of_version(version)}
    return render(request, "programmes/proposal_version.html", context)


def _trail_of_version(version: ProposalVersion) -> list:
    found = Proposal.objects.filter(pk=version.proposal_id).first()
    return trail_of(found) if found else trail_of()


@doors.item(ProposalVersion)
@require_safe
def proposal_version_file(request: HttpRequest, version: ProposalVersion, file: Any) -> HttpResponse:
    """A file as it was sent; who took it is in the journal before the first byte."""
    found = version.files.filter(pk=file).first()
    if found is None:
        raise Http404
    data = files.read(found)
    journal.record("take_proposal_file", version, file=str(found.pk))
    return files.send(data, found.name, found.content_type)


@doors.item(ProposalVersion, related=("proposal",))
def proposal_receipt_page(request: HttpRequest, version: ProposalVersion) -> HttpResponse:
    """The receipt to print and keep; as PDF it is made in the background. For those who sent it."""
    found = Proposal.objects.filter(pk=version.proposal_id).select_related("call").first()
    if found is None or not ({(found.pk, REPRESENTATIVE), (found.pk, INSTITUTION)} & functions()):
        raise Http404
    paper = proposal_receipt.receipt_pdf(version)
    if request.method == "POST":
        return redirect("print_job", pk=order(paper, by=request.user).pk)
    made = PrintJob.objects.filter(item_id=paper.item_id, kind=paper.kind, text_hash=paper.text_hash)
    context = {
        "version": version,
        "proposal": found,
        "call": found.call,
        "own_check": _own_check(found),
        "job": made.exclude(state=PrintJob.State.FAILED).first(),
        "trail": trail_of(found),
    }
    return render(request, "programmes/proposal_receipt.html", context)


WORDS: dict[str, tuple] = {
    "submit": (
        _("この時の提案書の全体を固定し、受付番号を付けて、研究推進法人に渡します。"),
        _("受付終了までは、内容を変更して提出し直せます。提出し直すまで、いま提出したものが有効です。"),
    ),
    "reopen": (
        _("提出した提案書は、提出し直すまで有効なままです。"),
        _("所属機関の承認が必要な公募では、内容を変えると、承認をもう一度受けます。"),
    ),
    "decline_award": (_("採択を辞退します。公開ページの選考結果に、辞退と表示します。元には戻せません。"),),
    "withdraw_proposal": (
        _("取り下げると、この時から、研究推進法人は提案書の本文を読めなくなります。元には戻せません。"),
    ),
}


@doors.item(Proposal, related=("call",), allows=represents)
@after_fresh_sign_in
def proposal_act(request: HttpRequest, proposal: Proposal, verb: str) -> HttpResponse:
    """The check page of sending, opening again, taking back; the representative's alone."""
    if verb not in WORDS:
        raise Http404
    label, back = verbs_of(Proposal)[verb].label, reverse("proposal", args=[proposal.pk])
    text = text_of(proposal)
    asks = verb == "submit" and request.method != "POST"
    if asks and (found := proposal_sending.hindrances(proposal, text)):
        return too_late(request, WrongState(" ".join(found)), back)
    details = {"shown": text.text_hash} if verb == "submit" else {}
    return confirm(
        request,
        lambda **given: perform(verb, proposal, by=request.user, **given),
        heading=label,
        verb=label,
        back=_after(proposal, verb),
        words=[*WORDS[verb], *_also(proposal, text, verb, request.user)],
        form=ReasonForm(posted(request)) if verb == "decline_award" else None,
        kind="danger" if verb in ("withdraw_proposal", "decline_award") else "main",
        trail=trail_of(proposal),
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
        **details,
    )


def _also(proposal: Proposal, text: Any, verb: str, person: Any) -> list[str]:
    """What the check page of the sending adds: the sum, and the self check on one's own proposals."""
    if verb != "submit":
        return []
    found = concentration.said(concentration.own_findings(proposal, text, person))
    return [
        str(_("申請額：%(sum)s円")) % {"sum": f"{text.basics.get('amount') or 0:,}"},
        *(str(_("自己点検：%(words)s")) % {"words": words} for words, _numbers in found),
    ]


def _after(proposal: Proposal, verb: str) -> str:
    """Where the act leads: the sending to the way to its receipt."""
    return reverse("proposal_sent" if verb == "submit" else "proposal", args=[proposal.pk])


@doors.item(Proposal, allows=represents)
@require_safe
def proposal_sent(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """To the newest receipt, or back to a draft that was never sent."""
    newest = ProposalVersion.objects.filter(proposal=proposal).order_by("-number").first()
    if newest is None:
        return redirect("proposal", proposal.pk)
    return redirect("proposal_receipt", newest.pk)
