"""Who works on a proposal and with which parts, what each declares, what the institution answers; the agency has no part in it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidentiality import doors, journal
from confidentiality.verbs import WrongState
from programmes import proposal_consents, proposals
from programmes.forms.proposal import DeclarationForm, InviteForm, ReturnForm, RightsForm
from programmes.models import (
    Assignment,
    InstitutionApproval,
    Proposal,
    ProposalDeclaration,
    SectionRight,
)
from programmes.proposal_lines import plain
from programmes.proposal_text import text_of
from programmes.standing import CO_APPLICANT, INSTITUTION, REPRESENTATIVE, functions, represents
from programmes.views.entry import Entry, entered
from programmes.views.frame import acted, confirm, form_page, posted, refuse, too_late
from programmes.views.proposal import trail_of


@doors.item(Proposal, allows=represents)
def proposal_invite(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Name a co-applicant or the institution's approver by the address of an account."""
    back = reverse("proposal", args=[proposal.pk])
    after = (
        _(
            "招かれた方は、この時から、この提案があることを知ります。共同提案者が読み書きできる部分は、次の画面で決めます。"
        ),
    )
    entry = Entry(
        _("参加する人を加える"), _("加える"), back, trail_of(proposal), after, after, _("加えました。")
    )

    def where(made: Assignment) -> str:
        if made.role == CO_APPLICANT:
            return reverse("proposal_rights", args=[proposal.pk, made.pk])
        return back

    return entered(
        request,
        InviteForm(posted(request)),
        entry,
        lambda person, part: proposals.invite(proposal, by=request.user, person=person, part=part),
        where=where,
    )


@doors.item(Proposal, allows=represents)
def proposal_rights(request: HttpRequest, proposal: Proposal, assignment: Any) -> HttpResponse:
    """What a co-applicant may read and write, part by part."""
    found = get_object_or_404(
        Assignment.objects.select_related("person"), pk=assignment, item_id=proposal.pk, role=CO_APPLICANT
    )
    live = SectionRight.objects.filter(assignment=found, ended_at__isnull=True)
    form = RightsForm(
        posted(request),
        sections=list(proposals.sections_of(proposal)),
        levels=dict(live.values_list("item_id", "level")),
    )
    back = reverse("proposal", args=[proposal.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: proposals.set_rights(proposal, found, by=request.user, levels=form.levels()),
            back=back,
            said=_("権限を決めました。この時から、そのとおりになります。"),
        )
    context = {"form": form, "one": found, "proposal": proposal, "back": back, "trail": trail_of(proposal)}
    return form_page(request, "programmes/proposal_rights.html", context)


@doors.item(Proposal)
def proposal_end(request: HttpRequest, proposal: Proposal, assignment: Any) -> HttpResponse:
    """End a function: the representative's to end, or one's own to give up."""
    found = get_object_or_404(Assignment.objects.select_related("person"), pk=assignment, item_id=proposal.pk)
    own = found.person_id == request.user.pk
    if not own and not represents(proposal, request.user):
        refuse(request, proposal, "end_at_proposal")
    back = reverse("proposal", args=[proposal.pk])
    return confirm(
        request,
        lambda: proposals.end(proposal, found, by=request.user),
        heading=_("担当を終える"),
        verb=_("終える"),
        back=reverse("proposal_list") if own else back,
        words=[
            _("%(name)sさんの「%(role)s」を終えます。この時から、この提案は見えなくなります。")
            % {"name": found.person.name, "role": found.get_role_display()}
        ],
        kind="danger",
        trail=trail_of(proposal),
        said=_("担当を終えました。"),
    )


@doors.item(Proposal)
def proposal_declare(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """One's own declaration; who has no function to declare in is refused."""
    if not {(proposal.pk, part) for part in (REPRESENTATIVE, CO_APPLICANT)} & functions():
        refuse(request, proposal, "declare")
    found = ProposalDeclaration.objects.filter(proposal=proposal, person=request.user).first()
    initial = {n: getattr(found, n) for n in DeclarationForm.base_fields if n != "is_true"} if found else None
    form = DeclarationForm(posted(request), initial=initial)
    back = reverse("proposal", args=[proposal.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: proposal_consents.declare(proposal, by=request.user, **form.words()),
            back=back,
            said=_("申告しました。"),
        )
    context = {"form": form, "proposal": proposal, "found": found, "trail": trail_of(proposal), "back": back}
    return form_page(request, "programmes/proposal_declare.html", context)


@doors.item(ProposalDeclaration, related=("person",), reads="read_declaration")
def declaration(request: HttpRequest, declaration: ProposalDeclaration) -> HttpResponse:
    """What one person declared: for themselves and, once it was sent, for the checkers of integrity."""
    found = Proposal.objects.filter(pk=declaration.proposal_id).first()
    context = {"declaration": declaration, "proposal": found, "trail": trail_of(found)}
    return render(request, "programmes/proposal_declaration.html", context)


@doors.item(Proposal, allows=represents)
def proposal_ask_approval(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Ask the institution for exactly the text as it is now."""
    return confirm(
        request,
        lambda: proposal_consents.ask_approval(proposal, by=request.user),
        heading=_("所属機関に承認を依頼する"),
        verb=_("依頼する"),
        back=reverse("proposal", args=[proposal.pk]),
        words=[
            _("いまの提案書の全体（本文・経費・参加者・ファイル）に対する承認を依頼します。"),
            _("承認の後に1文字でも変えると、承認をもう一度受けます。"),
        ],
        trail=trail_of(proposal),
        said=_("承認を依頼しました。"),
    )


def _is_approver(proposal: Proposal) -> bool:
    return (proposal.pk, INSTITUTION) in functions()


@doors.item(Proposal)
def proposal_approval(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """The whole text for the institution, with its hash: to approve exactly this, or to send it back."""
    if not _is_approver(proposal):
        refuse(request, proposal, "answer_approval")
    asked = InstitutionApproval.objects.filter(item=proposal, answered_at__isnull=True).first()
    if asked is None and request.method == "POST":
        raise Http404
    text = text_of(proposal)
    form = ReturnForm(request.POST if "return" in request.POST else None)
    back = reverse("proposal", args=[proposal.pk])
    if request.method == "POST" and ("return" not in request.POST or form.is_valid()):
        try:
            proposal_consents.answer_approval(
                asked,
                by=request.user,
                shown=request.POST.get("shown", ""),
                is_approved="return" not in request.POST,
                note=form.cleaned_data["note"] if "return" in request.POST else "",
            )
        except WrongState as wrong:
            return too_late(request, wrong, back)
        messages.success(request, _("回答しました。"))
        return redirect(back)
    context = {
        "proposal": proposal,
        "asked": asked,
        "form": form,
        "hash": text.text_hash,
        "has_changed": asked is not None and asked.text_hash != text.text_hash,
        "parts": [
            (s, plain(s.part, s.body), [f for f in text.files if f.item_id == s.pk]) for s in text.sections
        ],
        "trail": trail_of(proposal),
    }
    journal.record("read_proposal", proposal)
    return form_page(request, "programmes/proposal_approval.html", context)
