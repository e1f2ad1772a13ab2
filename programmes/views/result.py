"""Results: the letter for a proposal's people, the page for everybody; nothing of either before the set instant."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from confidentiality import doors
from confidentiality.acting import acting_as, database_now
from confidentiality.orders import order
from programmes import review_papers, selection
from programmes.forms.review import LetterForm
from programmes.models import Call, CallResult, CallReview, Proposal, ProposalDossier, ResultLetter
from programmes.standing import represents
from programmes.views.frame import acted, form_page, in_language, posted, public_page
from programmes.views.proposal import trail_of
from programmes.views.review import trail_of as trail_of_review

WHY = "published results only, asked for as a signed-out reader"


@doors.item(ResultLetter, related=("proposal", "call"))
@require_safe
def result_letter(request: HttpRequest, letter: ResultLetter) -> HttpResponse:
    """採択通知／不採択通知: to read, to print, to answer; for the agency also while it is written."""
    proposal = Proposal.objects.filter(pk=letter.proposal_id).first()
    review = CallReview.objects.filter(call_id=letter.call_id).first()  # the agency's alone
    is_out = letter.release_at is not None and letter.release_at <= database_now()
    context = {
        "letter": letter,
        "call": letter.call,
        "proposal": proposal,
        "is_out": is_out,
        "is_desk": review is not None,
        "may_edit": review is not None and review.state == CallReview.State.RANKED,
        "may_decline": is_out
        and letter.is_selected
        and proposal is not None
        and represents(proposal, request.user)
        and proposal.state in (Proposal.State.ELIGIBLE, Proposal.State.SELECTED),
        "job": review_papers.made_for(letter) if is_out else None,
        "trail": trail_of_review(letter.call) if review else trail_of(proposal),
    }
    return render(request, "programmes/result_letter.html", context)


@doors.item(ResultLetter)
@require_POST
def result_letter_pdf(request: HttpRequest, letter: ResultLetter) -> HttpResponse:
    """Order the paper; it is made in the background."""
    try:
        paper = review_papers.letter_pdf(letter)
    except ResultLetter.DoesNotExist as early:
        raise Http404 from early
    return redirect("print_job", pk=order(paper, by=request.user).pk)


@doors.item(ResultLetter)
def result_letter_edit(request: HttpRequest, letter: ResultLetter) -> HttpResponse:
    """Words of one letter before the release is planned; 404 for whom the dossier is not there."""
    if not ProposalDossier.objects.filter(pk=letter.dossier_id).exists():
        raise Http404
    back = reverse("result_letter", args=[letter.pk])
    form = LetterForm(posted(request), initial={"text": letter.text, "feedback": letter.feedback})
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: selection.edit_letter(letter, by=request.user, **form.cleaned_data),
            back=back,
            said=_("通知を保存しました。"),
        )
    call = Call.objects.get(pk=letter.call_id)
    context = {
        "form": form,
        "heading": _("審査結果の通知を直す"),
        "back": back,
        "trail": [*trail_of_review(call), (letter.public_title, back)],
    }
    return form_page(request, "programmes/review_text_form.html", context)


@doors.open_to_all(WHY)
@require_safe
@in_language
def public_result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Numbers, selected proposals and reasons of one call, from the set instant on."""
    with acting_as(None):
        found = CallResult.objects.select_related("call").filter(pk=pk).first()
        if found is None:
            raise Http404
        context = {"result": found, "call": found.call, "lines": list(found.lines.all())}
    return public_page(request, "programmes/public_result.html", context)


@doors.open_to_all(WHY)
@require_safe
def public_call_result(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From a call to its result; missing and not yet there are one answer."""
    with acting_as(None):
        found = CallResult.objects.filter(call=pk).order_by("-release_at").first()
    if found is None:
        raise Http404
    return redirect("public_result", found.pk)
