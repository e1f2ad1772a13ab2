"""What waits for one person in their councils, computed from state; stores no to-do list and names no item."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality.asked import Question, any_of, ask, one
from confidentiality.models import Consent, Designation, Item
from councils.models import (
    Consultation,
    ConsultationAnswer,
    Council,
    EstablishmentConsent,
    Membership,
    Prospectus,
    Rules,
    RulesAcceptance,
)

State, Seat = Council.State, Membership.State
ENDED = (Seat.FORMER, Seat.DECLINED, Seat.REMOVED)


@dataclass(frozen=True)
class Step:
    """One thing to do: a sentence, the name of its page and whose page it is; by when, if there is a day."""

    words: str
    page: str
    pk: Any
    due: datetime | None = None


@dataclass
class Place:
    """A person's seat in a council, as far as they may know it; ``council`` is None once it is closed to them."""

    seat: Membership
    council: Council | None
    name: str
    steps: list[Step]
    links: list[tuple[Step, str]] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        return self.seat.state in ENDED


def places(person: Person, council: Council | None = None) -> list[Place]:
    """The reader's seats (in one council, if given), live ones first, each with what waits there.

    A fixed number of queries, however many seats.
    """
    seats = list(
        Membership.objects.filter(person=person, **({"council_id": council.pk} if council else {}))
        .select_related("organisation")
        .order_by("-valid_from", "pk")
    )
    ids = {s.council_id for s in seats}
    councils = Council.objects.in_bulk(ids)
    names = dict(Item.objects.filter(pk__in=ids).values_list("pk", "public_title"))
    steps = _steps(person, seats, councils)
    found = [Place(s, councils.get(s.council_id), names.get(s.council_id, ""), steps[s.pk]) for s in seats]
    return sorted(found, key=lambda p: (p.is_over, not p.steps, p.name))


def _steps(person: Person, seats: list[Membership], councils: dict[UUID, Council]) -> dict[UUID, list[Step]]:
    live = [s for s in seats if s.state not in ENDED and s.council_id in councils]
    ids = {s.council_id for s in live}
    said = ask(_STEPS, person=person.pk, councils=list(ids))
    agreed, papers, accepted, questions, answers, rounds, consented = (said[question] for question in _STEPS)
    asked = _unanswered_prospectuses([councils[pk] for pk in ids], agreed)
    rules = {  # an answer to an earlier text is none
        council
        for pk, number, text, council in papers
        if (pk, Rules(number=number, text=text).text_hash) not in accepted
    }
    written = _by_council(
        (council, Step(_("書面協議に回答する"), "consultation", pk, until))
        for council, pk, until in questions
        if (pk,) not in answers
    )
    consents = _by_council(
        (council, Step(_("守秘の指定に同意するかどうか回答する"), "designation", pk, until))
        for version, council, pk, until in rounds
        if (version,) not in consented
    )
    made: dict[UUID, list[Step]] = defaultdict(list)
    for seat in live:
        council = councils[seat.council_id]
        steps = made[seat.pk]
        if seat.capacity != Membership.Capacity.SECRETARIAT and council.pk in asked:
            steps.append(Step(_("設置の趣旨を読み、同意するかどうか回答する"), "prospectus", council.pk))
        if seat.state == Seat.INVITED:
            steps.append(Step(_("参加の説明を読み、承諾するかどうか決める"), "seat", seat.pk))
        elif seat.state == Seat.ACCEPTED:
            steps.append(Step(_("誓約書を読み、署名する"), "seat_pledge", seat.pk))
        elif seat.state == Seat.LEAVING:
            steps.append(Step(_("退任の手続を終える"), "seat_leave", seat.pk))
        if (
            council.pk in rules
            and seat.state not in (Seat.NOMINATED, Seat.INVITED)
            and seat.capacity != Membership.Capacity.SECRETARIAT
        ):
            steps.append(Step(_("規約を読み、承諾する"), "council_rules", council.pk))
        if seat.state in (Seat.ACTIVE, Seat.LEAVING):
            steps += consents.get(council.pk, [])
            if seat.is_voter:
                steps += written.get(council.pk, [])
            elif seat.capacity == Membership.Capacity.SECRETARIAT:
                steps += _for_secretariat(council)
    return made


def _for_secretariat(council: Council) -> list[Step]:
    words = {
        State.PROPOSED: _("候補を登録し、設置の同意の取得を始める")
        if council.need_note.strip()
        else _("伴走支援が必要と認めた理由を記録する"),
        State.CONSENT_COLLECTING: _("設置の同意の回答を確かめる"),
        State.STALLED: _("設置の趣旨または候補を見直す"),
        State.RULES_ADOPTING: _("規約を定めて設置する"),
        State.SUSPENDED: _("活動の停止の原因を確かめる"),
        State.DISSOLVING: _("解散の手続を終える"),
    }.get(council.state)
    return [Step(words, "council_founding", council.pk)] if words else []


_agreed_prospectuses = Question(
    lambda: EstablishmentConsent.objects.filter(
        person=one("person"), item__council__in=any_of("councils")
    ).values_list("item_id", "text_hash")
)
_open_rules = Question(
    lambda: Rules.objects.filter(
        council__in=any_of("councils"), state__in=[Rules.State.ADOPTING, Rules.State.IN_FORCE]
    ).values_list("pk", "number", "text", "council_id")
)
_accepted_rules = Question(
    lambda: RulesAcceptance.objects.filter(
        person=one("person"), rules__council__in=any_of("councils")
    ).values_list("rules_id", "text_hash")
)
_open_consultations = Question(
    lambda: Consultation.objects.filter(
        council__in=any_of("councils"), state=Consultation.State.OPEN
    ).values_list("council_id", "pk", "answer_by")
)
_answered_consultations = Question(
    lambda: ConsultationAnswer.objects.filter(
        person=one("person"), consultation__council__in=any_of("councils")
    ).values_list("consultation_id")
)
_open_designations = Question(
    lambda: Designation.objects.filter(
        item__container__in=any_of("councils"),
        state__in=[Designation.State.CONSENT_OPEN, Designation.State.CHANGE_OPEN],
        candidate__voters__person=one("person"),
    ).values_list("candidate_id", "item__container_id", "pk", "answer_by")
)
_answered_designations = Question(
    lambda: (
        Consent.objects.filter(
            person=one("person"), version__designation__item__container__in=any_of("councils")
        )
        .exclude(decision=Consent.Decision.ASK)
        .values_list("version_id")
    )
)
_STEPS = (
    _agreed_prospectuses,
    _open_rules,
    _accepted_rules,
    _open_consultations,
    _answered_consultations,
    _open_designations,
    _answered_designations,
)


def _unanswered_prospectuses(councils: Iterable[Council], agreed: list[tuple[Any, ...]]) -> set[UUID]:
    """Councils that ask for consent and have no answer from this person to the text as it stands."""
    asking = [council.pk for council in councils if council.state == State.CONSENT_COLLECTING]
    open_ = Prospectus.objects.filter(council__in=asking).select_related("council") if asking else ()
    return {p.council_id for p in open_ if (p.pk, p.text_hash) not in agreed}


def _by_council(pairs: Iterable[tuple[UUID, Step]]) -> dict[UUID, list[Step]]:
    found: dict[UUID, list[Step]] = defaultdict(list)
    for council, step in pairs:
        found[council].append(step)
    return found
