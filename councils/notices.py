"""What the councils tell by letter: of each act, whom it concerns and where it leads; refuses to write or send one."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from accounts.models import Person
from confidentiality.models import Consent, Designation
from confidentiality.notices import Notice, Who, in_state, register
from councils.models import (
    ActionItem,
    Consultation,
    Council,
    Material,
    Meeting,
    Membership,
    MinutesRecord,
    MinutesSummary,
    Rules,
    SupportAction,
)


# Whom it concerns (asked as the system: these see every row) -------------------------------------------------
def _sitting(council_id: UUID, **more: Any) -> list[Person]:
    seats = Membership.objects.filter(council_id=council_id, state__in=["active", "leaving"], **more)
    return list(Person.objects.filter(pk__in=seats.values("person_id")))


def _members(subject: Any) -> list[Person]:
    return _sitting(subject.council_id)


def _secretariat(subject: Any) -> list[Person]:
    return _sitting(subject.council_id, capacity="secretariat")


def _chair(subject: Any) -> list[Person]:
    return _sitting(subject.council_id, is_chair=True)


def _seat_holder(seat: Membership) -> list[Person]:
    return [seat.person]


def _people(seats: Iterable[Membership]) -> list[Person]:
    return list(Person.objects.filter(pk__in=[s.person_id for s in seats]))


def _unconsented(council: Council) -> list[Person]:
    return _people(council.missing_consents())


def _unaccepted(rules: Rules) -> list[Person]:
    return _people(rules.missing())


def _unanswered(consultation: Consultation) -> list[Person]:
    answered = consultation.latest_answers()
    return _people(
        s
        for s in consultation.council.memberships.filter(state__in=["active", "leaving"])
        if s.is_voter and s.pk not in answered
    )


def _attendees(persons_left: Callable[[Any], list]) -> Who:
    return lambda subject: list(
        Person.objects.filter(memberships__pk__in=[a.membership_id for a in persons_left(subject)])
    )


def _provider(designation: Designation) -> list[Person]:
    return [p for p in [designation.item.custodian] if p is not None]


def _around(designation: Designation) -> list[Person]:
    """Everybody who sits where the item belongs, and its provider."""
    return [*_sitting(designation.item.container_id), *_provider(designation)]


def _leaders(designation: Designation) -> list[Person]:
    return [*_sitting(designation.item.container_id, capacity="secretariat"), *_provider(designation)]


def _voters(designation: Designation) -> list[Person]:
    return (
        list(Person.objects.filter(pk__in=designation.candidate.voters.values("person_id")))
        if designation.candidate
        else []
    )


def _owner(action: ActionItem) -> list[Person]:
    return [action.owner.person]


def _asked_for_support(support: SupportAction) -> list[Person]:
    return [*_sitting(support.council_id, organisation_id=support.provider_id), *_secretariat(support)]


# Whether it still waits (asked as the person) ---------------------------------------------------------------
def _no_answer_yet(designation: Designation, person: Person) -> bool:
    final = [Consent.Decision.AGREE, Consent.Decision.REFUSE]
    return (
        designation.state in ("consent_open", "change_open")
        and not Consent.objects.filter(
            version_id=designation.candidate_id, person=person, decision__in=final
        ).exists()
    )


def _no_consent_yet(council: Council, person: Person) -> bool:
    text = council.prospectus.text_hash
    return (
        council.state == Council.State.CONSENT_COLLECTING
        and not council.prospectus.consents.filter(person=person, text_hash=text).exists()
    )


def _no_acceptance_yet(rules: Rules, person: Person) -> bool:
    return (
        rules.state == Rules.State.ADOPTING
        and not rules.acceptances.filter(person=person, text_hash=rules.text_hash).exists()
    )


def _no_written_answer_yet(consultation: Consultation, person: Person) -> bool:
    return (
        consultation.state == Consultation.State.OPEN
        and not consultation.answers.filter(person=person).exists()
    )


NOTICES = {
    "seat.invited": Notice(Membership, "seat", _seat_holder, in_state("invited"), asks=True, invites=True),
    "seat.leaving": Notice(Membership, "seat_leave", _seat_holder, in_state("leaving"), asks=True),
    "council.consent_asked": Notice(Council, "prospectus", _unconsented, _no_consent_yet, asks=True),
    "council.stalled": Notice(Council, "council_founding", _secretariat, in_state("stalled")),
    "rules.proposed": Notice(
        Rules, "rules_version", _unaccepted, _no_acceptance_yet, asks=True, of=("council_id", "number")
    ),
    "consultation.opened": Notice(
        Consultation, "consultation", _unanswered, _no_written_answer_yet, asks=True
    ),
    "material.handed_out": Notice(Meeting, "meeting", _members, in_state("announced", "held")),
    "material.replaced": Notice(Material, "material", _members),
    "action.assigned": Notice(ActionItem, "action", _owner, in_state("open", "doing"), asks=True),
    "action.returned": Notice(ActionItem, "action", _secretariat, in_state("returned"), asks=True),
    "support.requested": Notice(
        SupportAction, "support", _asked_for_support, in_state("requested"), asks=True
    ),
    "support.refused": Notice(SupportAction, "support", _secretariat),
}
for _what in (
    "described",
    "discussing",
    "reworded",
    "in_force",
    "lapsed",
    "lifted",
    "narrowed",
    "expired",
    "withdrawn",
    "change_withdrawn",
    "kept",
):
    NOTICES[f"designation.{_what}"] = Notice(Designation, "designation", _around)
for _what in ("refused", "commented", "joined", "review_asked", "review_due"):
    NOTICES[f"designation.{_what}"] = Notice(Designation, "designation", _leaders)
for _what in ("consent_open", "remind"):
    NOTICES[f"designation.{_what}"] = Notice(Designation, "designation", _voters, _no_answer_yet, asks=True)
for _what in ("announced", "changed", "rescheduled", "cancelled"):
    NOTICES[f"meeting.{_what}"] = Notice(Meeting, "meeting", _members)
_OF_MEETING = {"minutes_record": ("meeting_id",), "minutes_summary": ("meeting_id",)}
for _what, _page, _who, _states in (
    ("confirming", "record_confirm", _attendees(lambda record: record.unconfirmed()), ("confirming",)),
    ("suggested", "minutes_record", _secretariat, ("confirming",)),
    ("approved", "minutes_record", _members, ("approved", "archived")),
):
    NOTICES[f"record.{_what}"] = Notice(
        MinutesRecord,
        _page,
        _who,
        in_state(*_states),
        asks=_what != "approved",
        of=_OF_MEETING.get(_page, ("pk",)),
    )
for _what, _page, _who, _states in (
    (
        "attendee_check",
        "minutes_summary",
        _attendees(lambda summary: summary.unanswered()),
        ("attendee_check",),
    ),
    ("correction_asked", "minutes_summary", _secretariat, ("attendee_check",)),
    ("chair_approval", "summary_approve", _chair, ("chair_approval",)),
    ("disclosure_check", "summary_disclosure", _secretariat, ("disclosure_check",)),
    ("published", "minutes_summary", _members, ("published",)),
    ("corrected", "minutes_summary", _members, ("published",)),
):
    NOTICES[f"summary.{_what}"] = Notice(
        MinutesSummary,
        _page,
        _who,
        in_state(*_states),
        asks=_what in _states,
        of=_OF_MEETING.get(_page, ("pk",)),
    )

register(NOTICES)
