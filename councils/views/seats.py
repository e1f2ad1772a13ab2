"""One person's way into a council and out of it, and the roll as members and secretariat see it."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from accounts.models import Person
from confidentiality import doors, verbs
from confidentiality.acting import database_now, renew
from confidentiality.models import Item
from confidentiality.verbs import WrongState, perform
from confidentiality.views.records import Bond, bonds
from councils import seating
from councils.forms.council import OrganisationAnswerForm, OrganisationForm
from councils.forms.seats import AddressForm, HandedInForm, LeavingForm, NominationForm, PledgeForm
from councils.models import (
    Council,
    DutyText,
    EstablishmentConsent,
    Membership,
    OrganisationInvitation,
    Pledge,
    Rules,
)
from councils.rights import inside, is_own, manages
from councils.views.answers import acted, too_late
from councils.views.frame import after_fresh_sign_in, around, confirm

Seat = Membership.State
ENDED = (Seat.FORMER, Seat.DECLINED, Seat.REMOVED)
BY_READING = ("person__family_kana", "person__given_kana", "person__family_name")


@doors.item(Council, allows=inside)
def council_members(request: HttpRequest, council: Council) -> HttpResponse:
    """The roll. Members see who sits here; candidates, letters and the history are the secretariat's."""
    is_manager = manages(council, request.user)
    seats = Membership.objects.filter(council=council).select_related("person", "organisation")
    sitting = seats.filter(state__in=[Seat.ACTIVE, Seat.LEAVING])
    invitations = (
        OrganisationInvitation.objects.filter(item=council.room)
        .select_related("organisation")
        .order_by("organisation__kana")
    )
    context = around(council, request.user, "council_members") | {
        "members": sitting.exclude(capacity="secretariat").order_by("-is_chair", *BY_READING),
        "secretaries": sitting.filter(capacity="secretariat").order_by(*BY_READING),
        "candidates": seats.exclude(state__in=[*ENDED, Seat.ACTIVE, Seat.LEAVING]).order_by(*BY_READING)
        if is_manager
        else [],
        "ended": seats.filter(state__in=ENDED).order_by("-left_at", *BY_READING) if is_manager else [],
        "invitations": invitations,
        "manages": is_manager,
        "answers": OrganisationInvitation.State.choices,
    }
    return render(request, "councils/seat_roll.html", context)


@doors.item(Council, allows=manages)
def member_nominate(request: HttpRequest, council: Council) -> HttpResponse:
    """Name a candidate: first the exact address, then the seat."""
    return _nominate(request, council, None)


@doors.item(Membership, allows=manages, related=("person", "organisation"))
def seat_replace(request: HttpRequest, seat: Membership) -> HttpResponse:
    """Another person of the same body takes over: a new seat, and the one before starts to leave (R99)."""
    if seat.state not in (Seat.ACTIVE, Seat.LEAVING):
        raise Http404
    return _nominate(request, seat.council, seat)


def _nominate(request: HttpRequest, council: Council, replaces: Membership | None) -> HttpResponse:
    step = request.POST.get("step", "")
    address = AddressForm(request.POST or None)
    context = around(council, request.user, "council_members") | {"form": address, "replaces": replaces}
    if not (address.is_bound and address.is_valid()):
        return render(
            request, "councils/seat_nominate.html", context, status=422 if address.is_bound else 200
        )
    email = address.cleaned_data["email"]
    person, words = Person.objects.filter(email=email).first(), request.POST.get("words", "").strip()
    if step in ("save", "invite"):
        form = NominationForm(request.POST, person=person, words=words)
        if form.is_valid():
            return _named(request, council, replaces, form, invite=step == "invite")
    else:
        given = (
            {k: v for k, v in request.POST.items() if k not in ("email", "step", "words")}
            if step == "narrow"
            else {}
        )
        form = NominationForm(
            initial={**_suggested(person, replaces), **given, "email": email}, person=person, words=words
        )
    return render(
        request,
        "councils/seat_nominate.html",
        context | {"form": form, "person": person, "words": words},
        status=422 if form.is_bound else 200,
    )


def _named(
    request: HttpRequest, council: Council, replaces: Membership | None, form: NominationForm, *, invite: bool
) -> HttpResponse:
    back = reverse("council_members", args=[council.pk])
    said = _("候補として登録し、招請のメールを送ります。") if invite else _("候補として登録しました。")
    return acted(
        request,
        lambda: seating.nominate(
            council,
            by=request.user,
            email=form.cleaned_data["email"],
            name=form.name,
            invite=invite,
            replaces=replaces,
            **form.seat,
        ),
        back=back,
        said=said,
    )


def _suggested(person: Person | None, replaces: Membership | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if person is not None:
        place = person.affiliations.filter(is_main=True, valid_until=None).first()
        found = {"organisation": place.organisation_id, "title": place.title} if place else {}
    if replaces is not None:
        found |= {
            "organisation": replaces.organisation_id,
            "capacity": replaces.capacity,
            "is_chair": replaces.is_chair,
            "is_representative": replaces.is_representative,
        }
    return found


@doors.item(Council, allows=manages)
def organisation_invite(request: HttpRequest, council: Council) -> HttpResponse:
    """Record that a ministry or body was asked to take part (R70)."""
    form = OrganisationForm(request.POST or None)
    if form.is_bound and form.is_valid():
        seating.invite_organisation(council, by=request.user, **form.cleaned_data)
        messages.success(request, _("依頼を記録しました。"))
        return redirect("council_members", council.pk)
    context = around(council, request.user, "council_members") | {"form": form}
    return render(request, "councils/seat_organisation.html", context, status=422 if form.is_bound else 200)


@doors.item(Council, allows=manages)
@require_POST
def organisation_answer(request: HttpRequest, council: Council, organisation: Any) -> HttpResponse:
    """Record what the body answered."""
    invitation = (
        OrganisationInvitation.objects.filter(item=council.room, organisation_id=organisation)
        .select_related("item")
        .first()
    )
    form = OrganisationAnswerForm(request.POST)
    if invitation is None or not form.is_valid():
        raise Http404
    seating.record_organisation_answer(invitation, by=request.user, state=form.cleaned_data["state"])
    messages.success(request, _("回答を記録しました。"))
    return redirect("council_members", council.pk)


@doors.item(Membership, allows=manages, related=("person", "organisation"))
def seat_manage(request: HttpRequest, seat: Membership) -> HttpResponse:
    """The secretariat's page of one seat: what has happened, what can be done."""
    council = seat.council
    context = around(council, request.user, "council_members") | {
        "seat": seat,
        "verbs": _buttons(seat, request.user),
        "may_replace": seat.state in (Seat.ACTIVE, Seat.LEAVING),
        "has_signed_in": seat.person.has_usable_password(),
        "before": Membership.objects.filter(pk=seat.replaces_id).select_related("person").first(),
        "after": Membership.objects.filter(replaces=seat).select_related("person").first(),
    }
    return render(request, "councils/seat_manage.html", context)


MANAGED = {
    "invite": (_("候補者に、参加の説明と手続のページへのリンクをメールで送ります。"),),
    "send_letter_again": (_("新しいメールを送ります。前のメールのリンクは使えなくなります。"),),
    "activate": (_("誓約と規約の承諾が済んでいることを確かめ、この時から構成員とします。"),),
    "appoint_chair": (_("この方を座長とします。"),),
    "relieve_chair": (_("この方の座長の任を解きます。構成員のままです。"),),
    "start_leaving": (
        _("退任の手続を始め、本人にメールで知らせます。手続が終わるまで、これまでどおり見られます。"),
    ),
    "leave": (
        _("この時から、資料も会合も見られなくなります。守秘の義務は、それぞれの指定の終了日まで続きます。"),
    ),
    "remove": (_("この時から、資料も会合も見られなくなります。守秘の義務は続きます。元には戻せません。"),),
}
GRAVE = ("leave", "remove", "start_leaving", "relieve_chair")


def _buttons(seat: Membership, person: Person) -> list[tuple[verbs.Verb, str]]:
    """What the secretariat may press on this seat now, what ends something last and marked."""
    offered = {v.name: v for v in verbs.offered(seat, person)}
    offered.pop("appoint_chair" if seat.is_chair else "relieve_chair", None)
    return [(offered[name], "danger" if name in GRAVE else "") for name in MANAGED if name in offered]


@doors.item(Membership, allows=manages, related=("person",))
def seat_verb(request: HttpRequest, seat: Membership, verb: str) -> HttpResponse:
    """The check page of what the secretariat does with a seat."""
    if verb not in MANAGED:
        raise Http404
    label = verbs.verbs_of(Membership)[verb].label
    form = HandedInForm(request.POST or None) if verb == "leave" else None
    words = [_("対象：%(name)s さん") % {"name": seat.person.name}, *MANAGED[verb]]
    return confirm(
        request,
        seat,
        lambda **details: perform(verb, seat, by=request.user, **details),
        heading=label,
        verb=label,
        words=words,
        form=form,
        kind="danger" if verb in GRAVE else "main",
        council=seat.council,
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
        back=reverse("council_members", args=[seat.council_id]),
    )


@doors.item(Membership, allows=is_own, related=("organisation",))
def seat(request: HttpRequest, seat: Membership) -> HttpResponse:
    """My way in: what I would be bound by, acceptance, pledge, rules, membership (R74, R75, R118)."""
    return render(request, "councils/seat_way.html", _way(seat, request.user))


def _way(seat: Membership, person: Person) -> dict[str, Any]:
    """Where this person stands on the way in. The council itself may be closed to them (declined, former)."""
    council = Council.objects.filter(pk=seat.council_id).select_related("establishing_organisation").first()
    title = Item.objects.filter(pk=seat.council_id).values_list("public_title", flat=True).first() or ""
    rules = _rules_for(seat, council)
    stage = {
        Seat.NOMINATED: 0,
        Seat.INVITED: 1 if seat.briefed_at else 0,
        Seat.ACCEPTED: 2,
        Seat.PLEDGED: 4 if rules["accepted"] else 3,
    }.get(seat.state, 5)
    words = (_("説明"), pgettext("step", "承諾"), _("誓約"), _("規約"), _("在籍"))
    steps = [
        (w, "done" if i < stage or (i == 3 and rules["accepted"]) else "now" if i == stage else "")
        for i, w in enumerate(words)
    ]
    texts = DutyText.objects.filter(kind__in=["duty", "penalty"])
    newest = {t.kind: t for t in sorted(texts, key=lambda t: t.number)}
    return {
        "seat": seat,
        "council": council,
        "bindings": reverse("binding_me"),
        "title": title,
        "steps": steps if seat.state not in ENDED else [],
        "rules": rules,
        "duty": newest.get("duty"),
        "penalty": newest.get("penalty"),
        "shown": "".join(newest[k].text_hash for k in ("duty", "penalty") if k in newest),
        "scopes": seating.live_scopes(seat.council_id),
        "asked_to_consent": _is_asked(seat, council, person),
        "pledge": Pledge.objects.filter(membership=seat)
        .select_related("text")
        .order_by("-signed_at")
        .first(),
    }


def _rules_for(seat: Membership, council: Council | None) -> dict[str, Any]:
    if council is None:
        return {"version": None, "accepted": False}
    found = (
        Rules.objects.filter(council=council, state__in=[Rules.State.ADOPTING, Rules.State.IN_FORCE])
        .order_by("-number")
        .first()
    )
    accepted = (
        found is not None and found.acceptances.filter(membership=seat, text_hash=found.text_hash).exists()
    )
    return {"version": found, "accepted": accepted}


def _is_asked(seat: Membership, council: Council | None, person: Person) -> bool:
    if council is None or council.state != Council.State.CONSENT_COLLECTING or seat.capacity == "secretariat":
        return False
    last = (
        EstablishmentConsent.objects.filter(person=person, item__council=council)
        .order_by("decided_at", "id")
        .last()
    )
    return last is None or last.text_hash != council.prospectus.text_hash


@doors.item(Membership, allows=is_own, related=("organisation",))
@require_POST
def seat_briefed(request: HttpRequest, seat: Membership) -> HttpResponse:
    """I have read the duties, the penalties and the titles."""
    return acted(
        request,
        lambda: perform("acknowledge_briefing", seat, by=request.user, shown=request.POST.get("shown", "-")),
        back=reverse("seat", args=[seat.pk]),
    )


@doors.item(Membership, allows=is_own, related=("organisation",))
@require_POST
def seat_accept(request: HttpRequest, seat: Membership) -> HttpResponse:
    return acted(
        request,
        lambda: perform("accept", seat, by=request.user),
        back=reverse("seat", args=[seat.pk]),
        said=_("参加の承諾を受け付けました。次は誓約です。"),
    )


@doors.item(Membership, allows=is_own, related=("organisation",))
def seat_decline(request: HttpRequest, seat: Membership) -> HttpResponse:
    """No, thank you; no reason is asked."""
    words = [
        _("参加を辞退します。理由の記入は不要です。"),
        _("この協議会について見られたものは、この時から見られなくなります。義務は何も残りません。"),
    ]
    return confirm(
        request,
        seat,
        lambda: perform("decline", seat, by=request.user),
        heading=_("参加を辞退する"),
        verb=_("辞退する"),
        words=words,
        back=reverse("seat", args=[seat.pk]),
        kind="danger",
        said=_("辞退を受け付けました。"),
    )


@doors.item(Membership, allows=is_own, related=("organisation",))
@after_fresh_sign_in
def seat_pledge(request: HttpRequest, seat: Membership) -> HttpResponse:
    """Read the undertaking and sign exactly this text, with a fresh sign-in (R116, R117)."""
    if seat.state != Seat.ACCEPTED and request.method != "POST":
        return redirect("seat", seat.pk)
    context = _way(seat, request.user) | {"text": DutyText.current("pledge")}
    form = PledgeForm(request.POST or None, initial={"text_hash": context["text"].text_hash})
    if not (form.is_bound and form.is_valid()):
        return render(
            request,
            "councils/seat_pledge.html",
            context | {"form": form},
            status=422 if form.is_bound else 200,
        )
    try:
        seat = seating.sign_pledge(seat, by=request.user, **form.cleaned_data)
    except WrongState as wrong:
        again = PledgeForm(
            initial={"text_hash": context["text"].text_hash, "name": form.cleaned_data["name"]}
        )
        return render(
            request, "councils/seat_pledge.html", context | {"form": again, "problem": str(wrong)}, status=409
        )
    return redirect("seat_receipt", seat.pk)


@doors.item(Membership, allows=is_own, related=("organisation",))
def seat_receipt(request: HttpRequest, seat: Membership) -> HttpResponse:
    """What I signed: the text, when, its digest."""
    context = _way(seat, request.user)
    if context["pledge"] is None:
        raise Http404
    return render(request, "councils/seat_receipt.html", context)


@doors.item(Membership, allows=is_own, related=("organisation",))
@after_fresh_sign_in
def seat_leave(request: HttpRequest, seat: Membership) -> HttpResponse:
    """Step down: the duty that goes on, what I still hold, how I returned or destroyed it (R99, R115, R134)."""
    if seat.state not in (Seat.ACTIVE, Seat.LEAVING):
        return redirect("seat", seat.pk)
    notice = DutyText.objects.filter(kind=DutyText.Kind.LEAVING).order_by("-number").first()
    form = LeavingForm(request.POST or None, initial={"shown": notice.text_hash if notice else ""})
    context = _way(seat, request.user) | {
        "notice": notice,
        "form": form,
        "actions": _open_actions(seat),
        "held": _held(seat),
    }
    if not (form.is_bound and form.is_valid()):
        return render(request, "councils/seat_leave.html", context, status=422 if form.is_bound else 200)
    try:
        seating.leave(
            seat,
            by=request.user,
            returned_note=form.cleaned_data["returned_note"],
            shown=form.cleaned_data["shown"],
        )
    except WrongState as wrong:
        return too_late(request, wrong, reverse("seat", args=[seat.pk]))
    renew()
    return redirect("seat", seat.pk)


def _held(seat: Membership) -> list[Bond]:
    """What this person has agreed to keep in this council and is bound by now."""
    mine = [bond for bond in bonds() if bond.bound_until > database_now()]
    here = set(
        Item.objects.filter(pk__in=[b.item_id for b in mine], container_id=seat.council_id).values_list(
            "pk", flat=True
        )
    )
    return [bond for bond in mine if bond.item_id in here]


def _open_actions(seat: Membership) -> Any:
    return seat.actions.filter(Q(state="open") | Q(state="doing") | Q(state="returned")).order_by("due_on")
