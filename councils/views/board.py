"""Talk and written consultations between meetings, inside the council's own rules (R95, R103)."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidentiality import doors, verbs
from confidentiality.verbs import WrongState, perform
from councils import board
from councils.forms.board import AnswerForm, ConsultationForm, PostForm, ReplyForm
from councils.models import Consultation, Council, Membership, Post
from councils.rights import inside, manages, manages_or_chairs
from councils.views.answers import acted, too_late
from councils.views.frame import around, confirm, own_seat, refuse

THREADS = 20


@doors.item(Council, allows=inside)
def council_board(request: HttpRequest, council: Council) -> HttpResponse:
    """Threads, newest first, and the written consultations; a new message is posted here."""
    form = PostForm(request.POST or None)
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: board.post(council, by=request.user, **form.cleaned_data),
            back=reverse("council_board", args=[council.pk]),
            said=_("連絡を載せました。"),
        )
    threads = (
        Post.objects.filter(item_id=council.room.pk, reply_to=None)
        .select_related("author")
        .prefetch_related(Prefetch("replies", Post.objects.select_related("author")))
        .order_by("-created", "-pk")
    )
    page = Paginator(threads, THREADS).get_page(request.GET.get("page"))
    context = around(council, request.user, "council_board") | {
        "page": page,
        "form": form,
        "may_ask": manages_or_chairs(council, request.user),
        "consultations": list(Consultation.objects.filter(council=council).order_by("-created")),
    }
    return render(request, "councils/board_threads.html", context, status=422 if form.is_bound else 200)


@doors.item(Council, allows=inside)
def board_thread(request: HttpRequest, council: Council, post: UUID) -> HttpResponse:
    """One message with its replies, and the form to reply."""
    found = Post.objects.filter(item_id=council.room.pk, reply_to=None).select_related("author")
    first = get_object_or_404(
        found.prefetch_related(Prefetch("replies", Post.objects.select_related("author"))), pk=post
    )
    form = ReplyForm(request.POST or None)
    back = reverse("board_thread", args=[council.pk, first.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: board.post(council, by=request.user, reply_to=first, **form.cleaned_data),
            back=back,
            said=_("返信を載せました。"),
        )
    context = around(council, request.user, "council_board") | {"post": first, "form": form}
    return render(request, "councils/board_thread.html", context, status=422 if form.is_bound else 200)


@doors.item(Council, allows=manages_or_chairs)
def consultation_new(request: HttpRequest, council: Council) -> HttpResponse:
    """Ask all members in writing."""
    form = ConsultationForm(request.POST or None)
    if not (form.is_bound and form.is_valid()):
        context = around(council, request.user, "council_board") | {"form": form}
        return render(
            request, "councils/consultation_form.html", context, status=422 if form.is_bound else 200
        )
    try:
        made = board.ask_in_writing(council, by=request.user, **form.cleaned_data)
    except WrongState as wrong:
        return too_late(request, wrong, reverse("council_board", args=[council.pk]))
    return redirect("consultation", made.pk)


@doors.item(Consultation, allows=inside, related=("council", "asked_by"))
def consultation(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """The question, my answer, how far the answers have come; the result by name once it is closed."""
    person, council = request.user, consultation.council
    seat = own_seat(council, person)
    may_answer = consultation.state == Consultation.State.OPEN and seat is not None and seat.is_voter
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and (seat is None or not seat.is_voter):
        refuse(request, consultation, "answer")
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: board.answer(consultation, by=person, **form.cleaned_data),
            back=reverse("consultation", args=[consultation.pk]),
            said=_("回答を受け付けました。"),
        )
    rows = _answers(consultation)
    is_closed = consultation.state != Consultation.State.OPEN
    context = around(council, person, "council_board") | {
        "consultation": consultation,
        "form": form,
        "may_answer": may_answer,
        "is_closed": is_closed,
        "mine": next((given for one, given in rows if seat and one.pk == seat.pk), None),
        "asked": len(rows),
        "answered": sum(1 for _seat, given in rows if given),
        "rows": rows if is_closed or manages(council, person) else [],
        "verbs": [v for v in verbs.offered(consultation, person) if v.name in PRESSED],
    }
    return render(request, "councils/consultation_page.html", context, status=422 if form.is_bound else 200)


def _answers(consultation: Consultation) -> list[tuple[Membership, Any]]:
    """Every voting member with their last answer, or None; members who have left keep theirs on record."""
    last = {a.membership_id: a for a in consultation.answers.order_by("answered_at", "id")}
    seats = (
        Membership.objects.filter(council_id=consultation.council_id)
        .select_related("person", "organisation")
        .order_by("person__family_kana", "person__given_kana")
    )
    return [
        (s, last.get(s.pk))
        for s in seats
        if s.is_voter and (s.state in ("active", "leaving") or s.pk in last)
    ]


PRESSED = {
    "conclude": (
        (
            _(
                "回答の受付を終え、結果を構成員の全員に示します。全員が賛成していれば、決定事項として記録します。"
            ),
            _("一人でも賛成でない方や未回答の方がいれば、「全員の賛成に至らず」となります。"),
        ),
        "main",
    ),
    "withdraw": ((_("この書面協議を取り下げます。それまでの回答は残ります。"),), "danger"),
}


@doors.item(Consultation, allows=inside, related=("council",))
def consultation_verb(request: HttpRequest, consultation: Consultation, verb: str) -> HttpResponse:
    """The check page of closing or withdrawing a question."""
    if verb not in PRESSED:
        raise Http404
    offered = verbs.verbs_of(Consultation)[verb]
    if not offered.allows(consultation, request.user):
        refuse(request, consultation, verb)
    words, kind = PRESSED[verb]

    def act() -> None:
        if verb == "conclude":
            board.conclude(consultation, by=request.user)
        else:
            perform(verb, consultation, by=request.user)

    return confirm(
        request,
        consultation,
        act,
        heading=offered.label,
        verb=offered.label,
        words=list(words),
        kind=kind,
        council=consultation.council,
        back=reverse("consultation", args=[consultation.pk]),
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": offered.label},
    )
