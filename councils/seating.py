"""Fills and hands over the seats of a council; the acts that need several rows, each all or nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Affiliation, Organisation, Person
from confidentiality import doors, journal, verbs
from confidentiality.acting import database_now, renew
from confidentiality.verbs import Refused, WrongState, lock, perform
from councils import founding
from councils.models import Council, Membership, OrganisationInvitation, Rules
from councils.rights import manages

CIVIL_SERVICE = (Organisation.Kind.MINISTRY, Organisation.Kind.CABINET)


@dataclass(frozen=True)
class LiveScope:
    """What would bind a newcomer, by its content-free title; until when; how many hold it."""

    title: str
    ends_at: datetime
    holders: int


def live_scopes(council: UUID) -> list[LiveScope]:
    """Titles and ends of the secrecy in force in a council, for whoever has a seat there or is asked to take one (R74).

    The database answers nothing to anybody else.
    """
    with connection.cursor() as cursor:
        cursor.execute("select title, ends_at, holders from app.live_scopes(%s)", [council])
        return [LiveScope(*row) for row in cursor.fetchall()]


def ministries_of(person: Person) -> list[Organisation]:
    """The parts of government this person acts for now; the programme's own staff may act for every ministry."""
    if doors.holds_office(person, "programme_staff"):
        return list(Organisation.objects.filter(kind__in=CIVIL_SERVICE, is_active=True))
    own = Affiliation.objects.filter(Affiliation.valid_on(database_now()), person=person).values(
        "organisation_id"
    )
    return list(Organisation.objects.filter(pk__in=own, kind__in=CIVIL_SERVICE, is_active=True))


@transaction.atomic
def propose(*, by: Person, key: UUID, organisation: Organisation, **fields: Any) -> Council:
    """A ministry proposes a council (R68); the same ``key`` twice is one council. Refused to everybody else."""
    if organisation not in ministries_of(by):
        raise Refused("propose_council")
    found = Council.objects.filter(pk=key).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            # The code is ours, never typed: a typed one would tell whether a council of that name exists.
            return founding.propose_council(
                by=by,
                organisation=organisation,
                establishing_organisation=organisation,
                id=key,
                code=f"c-{key.hex[:12]}",
                **fields,
            )
    except IntegrityError as taken:
        raise WrongState(
            _("この画面からの登録はすでに終わっています。協議会の一覧を開き直してください。")
        ) from taken


@transaction.atomic
def nominate(
    council: Council,
    *,
    by: Person,
    email: str,
    name: dict[str, str],
    invite: bool,
    replaces: Membership | None = None,
    **fields: Any,
) -> Membership:
    """Name a candidate by e-mail address, known to the portal or new; with ``invite`` the letter follows at once (R73).

    A new person gets no password and no affiliation: the letter lets them in, and whom they act for is this
    seat's word only, so nobody gains an organisation's sight by being named.
    """
    if not manages(council, by):
        raise Refused("nominate")
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        person = _new_person(email, name)
        journal.record("register_person", None, person=str(person.pk))
    elif not person.is_active:
        raise WrongState(_("この方の利用者登録は停止されています。システム管理者に確認してください。"))
    seat = founding.nominate(council, by=by, person=person, replaces=replaces, **fields)
    if replaces is not None and replaces.state == Membership.State.ACTIVE:
        perform("start_leaving", replaces, by=by)
    return perform("invite", seat, by=by) if invite else seat


def _new_person(email: str, name: dict[str, str]) -> Person:
    try:
        with transaction.atomic():
            return Person.objects.create_user(email, None, **name)
    except IntegrityError:  # somebody else registered the same address a moment ago
        return Person.objects.get(email=email.lower())


@transaction.atomic
def establish(council: Council, *, by: Person) -> Council:
    """Set the council up, and seat everybody who has pledged and accepted its rules."""
    council = perform("establish", council, by=by)
    for seat in council.memberships.filter(state=Membership.State.PLEDGED):
        settle(seat, by=by)
    return council


def settle(seat: Membership, *, by: Person) -> Membership:
    """Take the seat as soon as nothing is missing any more; otherwise leave it as it is."""
    seat = Membership.objects.get(pk=seat.pk)
    if seat.state == Membership.State.PLEDGED and verbs.can("activate", seat, by):
        try:
            seat = perform("activate", seat, by=by)
        except WrongState:
            return seat
        renew()
    return seat


@transaction.atomic
def accept_rules(rules: Rules, *, by: Person, text_hash: str) -> Membership:
    """Accept this text; the last thing missing takes the seat. Returns the person's seat."""
    acceptance = founding.accept_rules(rules, by=by, text_hash=text_hash)
    return settle(acceptance.membership, by=by)


@transaction.atomic
def sign_pledge(seat: Membership, *, by: Person, name: str, text_hash: str) -> Membership:
    """Sign; the last thing missing takes the seat."""
    return settle(perform("sign_pledge", seat, by=by, name=name, text_hash=text_hash), by=by)


@transaction.atomic
def leave(seat: Membership, *, by: Person, returned_note: str, shown: str) -> Membership:
    """Step down in one go: start, confirm what was handed in, end. Raises WrongState like its two verbs."""
    if Membership.objects.filter(pk=seat.pk, state=Membership.State.ACTIVE).exists():
        seat = perform("start_leaving", seat, by=by)
    return perform("leave", seat, by=by, returned_note=returned_note, shown=shown)


@transaction.atomic
def invite_organisation(
    council: Council, *, by: Person, organisation: Organisation, note: str = ""
) -> OrganisationInvitation:
    """Record that a ministry or body was asked to take part (R70); twice is once."""
    if not manages(council, by):
        raise Refused("invite_organisation")
    lock(council.pk)
    found, made = OrganisationInvitation.objects.get_or_create(
        item_id=council.room.pk, organisation=organisation, defaults={"note": note}
    )
    if made:
        journal.record("invite_organisation", None, item=council.room.pk, organisation=str(organisation.pk))
    return found


@transaction.atomic
def record_organisation_answer(
    invitation: OrganisationInvitation, *, by: Person, state: str
) -> OrganisationInvitation:
    """Record what the body answered, and when (R70)."""
    room = invitation.item
    if not manages(room, by):
        raise Refused("record_organisation_answer")
    lock(room.pk)
    if invitation.state != state:
        invitation.state = state
        invitation.answered_at = None if state == OrganisationInvitation.State.INVITED else database_now()
        invitation.save(update_fields=["state", "answered_at"])
        journal.record(
            "record_organisation_answer",
            None,
            item=room.pk,
            organisation=str(invitation.organisation_id),
            answer=state,
        )
    return invitation
