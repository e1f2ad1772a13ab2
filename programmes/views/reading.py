"""Pages of a call's readers: whom the agency has named, what each reads, and the way to say that one is related."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors, journal
from programmes import readings
from programmes.forms.review import CandidateForm, RelationForm
from programmes.models import Assignment, Call, Proposal, Review
from programmes.reviews import runs_call
from programmes.standing import READER
from programmes.views.entry import Entry, entered
from programmes.views.frame import confirm, posted, refuse
from programmes.views.proposal_agency import trail_to

A_PAGE = 50


@doors.item(Call, allows=runs_call)
@require_safe
def call_readers(request: HttpRequest, call: Call) -> HttpResponse:
    """Whom the agency has named, how much each reads, and what a relation has shut."""
    context = {"call": call, "rows": readings.readers_of(call), "trail": trail_to(call)}
    return render(request, "programmes/call_readers.html", context)


@doors.item(Call, allows=runs_call)
def call_reader_new(request: HttpRequest, call: Call) -> HttpResponse:
    back = reverse("call_readers", args=[call.pk])
    words = (
        _("審査を始めた提案と、提出された評価（氏名なし）を見られるようになります。運営と評価はできません。"),
        _("提案者と同じ組織に所属する方などの提案は、自動的に見られなくなります。"),
    )
    entry = Entry(
        _("閲覧者を加える"),
        _("加える"),
        back,
        [*trail_to(call), (_("公募の閲覧者"), back)],
        words,
        words,
        _("閲覧者を加えました。"),
    )
    return entered(
        request,
        CandidateForm(posted(request)),
        entry,
        lambda person: readings.name_reader(call, by=request.user, person=person),
        where=lambda _made: back,
    )


@doors.item(Call)
def call_reader_end(request: HttpRequest, call: Call, assignment: Any) -> HttpResponse:
    """By the agency, or by the reader."""
    runs = runs_call(call, request.user)
    if not (runs or readings.reads_call(call, request.user)):
        raise Http404
    rows = Assignment.objects.select_related("person")
    found = get_object_or_404(rows, pk=assignment, item_id=call.pk, role=READER)
    own = found.person_id == request.user.pk
    if not (own or runs):
        refuse(request, call, "end_reader")
    back = reverse("call" if own else "call_readers", args=[call.pk])
    return confirm(
        request,
        lambda: readings.end_reader(call, found, by=request.user),
        heading=_("閲覧者の指定を終える"),
        verb=_("終える"),
        back=back,
        words=[
            _("%(name)sさんは、この時から、この公募の提案と評価を見られなくなります。")
            % {"name": found.person.name}
        ],
        kind="danger",
        trail=[*trail_to(call, here=True), (_("公募の閲覧者"), back)] if runs else trail_to(call, here=True),
        said=_("閲覧者の指定を終えました。"),
    )


@doors.item(Call, allows=readings.reads_call)
@require_safe
def call_reading(request: HttpRequest, call: Call) -> HttpResponse:
    """The proposals a named reader reads, with how their reviews stand; what is shut is neither there nor counted."""
    wanted = request.GET.get("page", "1")
    page = max(int(wanted), 1) if wanted.isdecimal() and len(wanted) < 6 else 1
    rows = readings.readable(call, (page - 1) * A_PAGE, A_PAGE + 1)
    mine = Assignment.objects.filter(item_id=call.pk, role=READER, person=request.user)
    context = {
        "call": call,
        "rows": rows[:A_PAGE],
        "own": mine.filter(valid_until__isnull=True).first(),
        "next": f"?page={page + 1}" if len(rows) > A_PAGE else "",
        "previous": f"?page={page - 1}" if page > 1 else "",
        "trail": trail_to(call, here=True),
    }
    return render(request, "programmes/call_reading.html", context)


def trail_of(proposal: Proposal) -> list:
    """Crumbs of a page about one proposal: the call and the reader's list of it."""
    return [
        (_("制度と基金"), reverse("programme_home")),
        (pgettext_lazy("list", "公募"), reverse("call_list")),
        (_("見られる提案"), reverse("call_reading", args=[proposal.call_id])),
        (proposal.public_title, reverse("proposal", args=[proposal.pk])),
    ]


@doors.item(Proposal, allows=readings.reads)
@require_safe
def proposal_reviews(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Spread and sent reviews of one proposal, without names; that they were read is in the journal of the reviewers' side."""
    found = readings.reviews_of(proposal)
    if not found:
        raise Http404
    journal.record("read_reviews", None, item=found["dossier"])
    by_criterion = [(c, found["spread"]["criteria"].get(str(c["number"]))) for c in found["criteria"]]
    opinions = found["spread"]["recommendations"]
    context = {
        **found,
        "proposal": proposal,
        "by_criterion": by_criterion,
        "opinions": [(label, opinions.get(v, 0)) for v, label in Review.Opinion.choices],
        "trail": trail_of(proposal),
    }
    return render(request, "programmes/proposal_reviews.html", context)


@doors.item(Proposal, allows=readings.reads)
def proposal_related(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Saying that one is related to the proposal's side."""
    label = _("利益相反を申告する")
    return confirm(
        request,
        lambda detail: readings.declare_conflict(proposal, by=request.user, detail=detail),
        heading=label,
        verb=_("申告する"),
        back=reverse("call_reading", args=[proposal.call_id]),
        words=[
            _("申告すると、この時から、この提案と評価を見られなくなります。元には戻せません。"),
            _("申告の内容は、審査の事務局だけが読みます。提案者には知らせません。"),
        ],
        form=RelationForm(posted(request)),
        kind="danger",
        trail=trail_of(proposal),
        said=_("利益相反を申告しました。この提案は、見られなくなりました。"),
    )
