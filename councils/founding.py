"""Starts a council and fills its first seats; the acts that make several rows at once, each all or nothing."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, grants, journal, outbox
from confidentiality.acting import database_now, renew
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from councils.models import (
    Council,
    DutyText,
    EstablishmentConsent,
    Membership,
    Pledge,
    Prospectus,
    Room,
    Rules,
    RulesAcceptance,
    SelectionReason,
)
from councils.rights import MANAGE, RECORD, manages

ENDED = ("former", "declined", "removed")


@transaction.atomic
def propose_council(*, by: Person, organisation: Any, prospectus: str, **fields: Any) -> Council:
    """Record a proposed council with its room and prospectus; the proposer becomes its secretariat (R68).

    A national civil servant is already bound by law: the seat's pledge is recorded as statutory.
    """
    council = Council.objects.create(custodian=by, **fields)
    room = Room.objects.create(
        council=council, container=council, custodian=by, public_title=in_japanese("構成員の部屋")
    )
    terms = Prospectus.objects.create(
        council=council,
        container=council,
        custodian=by,
        public_title=in_japanese("設置の趣旨"),
        text=prospectus,
    )
    now = database_now()
    seat = Membership.objects.create(
        item=room,
        council=council,
        person=by,
        organisation=organisation,
        capacity=Membership.Capacity.SECRETARIAT,
        valid_from=now,
        pledged_at=now,
        state=Membership.State.ACTIVE,
    )
    Pledge.objects.create(
        item=room,
        membership=seat,
        person=by,
        text_hash="",
        signed_name=by.name,
        is_statutory=True,
        signed_at=now,
    )
    renew()
    SelectionReason.keep(seat, in_japanese("設置を担当する府省庁の職員"))
    grants.give(MANAGE, council, by)
    grants.give(RECORD, council, by)
    inner = audience.council(council.pk)
    for item in (council, room, terms):
        audience.open_to(item, inner)
    # These belong to the council, not to whoever typed them: their standing opens them, and ends with it.
    Item.objects.filter(pk__in=[council.pk, room.pk, terms.pk]).update(custodian=None)
    journal.record("propose_council", council)
    return council


@transaction.atomic
def nominate(
    council: Council, *, by: Person, person: Person, organisation: Any, selection_reason: str, **fields: Any
) -> Membership:
    """Add a candidate; they may read the prospectus and their own seat, nothing else (R73, R74)."""
    if not manages(council, by):
        raise Refused("nominate")
    lock(council.pk)
    if Membership.objects.filter(council=council, person=person).exclude(state__in=ENDED).exists():
        raise WrongState(_("この方は、すでに構成員または候補として登録されています。"))
    seat = Membership.objects.create(
        item=council.room, council=council, person=person, organisation=organisation, **fields
    )
    SelectionReason.keep(seat, selection_reason)
    seat.let_read_founding_papers()
    journal.record("nominate", seat)
    return seat


@transaction.atomic
def revise_prospectus(prospectus: Prospectus, *, by: Person, text: str, **changes: Any) -> Prospectus:
    """Change the terms; every consent given to the earlier text stops counting (3.4)."""
    council = prospectus.council
    if not manages(council, by):
        raise Refused("revise_prospectus")
    lock(prospectus.pk)
    if council.state not in (Council.State.PROPOSED, Council.State.STALLED, Council.State.CONSENT_COLLECTING):
        raise WrongState(_("設置の手続が進んでいるため、趣旨はもう変更できません。"))
    was = prospectus.text_hash
    for name, value in changes.items():
        setattr(council, name, value)
    council.save()
    prospectus.text, prospectus.revised_at = text, database_now()
    prospectus.save()
    journal.record("revise_prospectus", prospectus, was=was, now=prospectus.text_hash)
    if council.state == Council.State.CONSENT_COLLECTING and prospectus.text_hash != was:
        outbox.enqueue("council.consent_asked", council)
    return prospectus


@transaction.atomic
def answer_prospectus(
    prospectus: Prospectus, *, by: Person, decision: str, text_hash: str, comment: str = ""
) -> EstablishmentConsent:
    """A nominee's own answer, bound to the text on their screen (R69). A refusal stalls the council.

    Raises WrongState when the text has changed since it was shown, or the round is not open.
    """
    lock(prospectus.council_id)
    lock(prospectus.pk)
    prospectus = Prospectus.objects.select_related("council").get(pk=prospectus.pk)
    council = prospectus.council
    seat = Membership.objects.filter(council=council, person=by).exclude(state__in=ENDED).first()
    if seat is None or seat.capacity == Membership.Capacity.SECRETARIAT:
        raise Refused("answer_prospectus")
    last = prospectus.consents.filter(membership=seat).order_by("decided_at", "id").last()
    if (
        last is not None
        and (last.decision, last.text_hash) == (decision, text_hash)
        and text_hash == prospectus.text_hash
    ):
        return last  # pressed twice
    if council.state != Council.State.CONSENT_COLLECTING:
        raise WrongState(_("いまは設置の同意を受け付けていません。"))
    if prospectus.text_hash != text_hash:
        raise WrongState(_("設置の趣旨が更新されました。新しい文面を読んでから、もう一度回答してください。"))
    consent = EstablishmentConsent.objects.create(
        item=prospectus,
        membership=seat,
        person=by,
        decision=decision,
        comment=comment,
        text=prospectus.full_text,
        text_hash=prospectus.text_hash,
    )
    journal.record("answer_prospectus", prospectus, decision=decision, hash=text_hash)
    if decision == EstablishmentConsent.Decision.REFUSE:
        Council.objects.filter(pk=council.pk).update(state=Council.State.STALLED)
        journal.record("stall", council, was=council.state, now=Council.State.STALLED)
        outbox.enqueue("council.stalled", council)
    return consent


@transaction.atomic
def accept_rules(rules: Rules, *, by: Person, text_hash: str) -> RulesAcceptance:
    """A member's acceptance of exactly this text; twice is once."""
    lock(rules.item_id)
    rules = Rules.objects.get(pk=rules.pk)
    seat = (
        Membership.objects.filter(council_id=rules.council_id, person=by)
        .exclude(state__in=[*ENDED, "nominated"])
        .first()
    )
    if seat is None:
        raise Refused("accept_rules")
    if rules.text_hash != text_hash:
        raise WrongState(_("規約の文面が更新されました。新しい文面を読んでから、もう一度承諾してください。"))
    if rules.state not in (Rules.State.ADOPTING, Rules.State.IN_FORCE):
        raise WrongState(_("この規約は、いま承諾を受け付けていません。"))
    found, made = RulesAcceptance.objects.get_or_create(
        rules=rules, membership=seat, text_hash=text_hash, defaults={"item_id": rules.item_id, "person": by}
    )
    if made:
        journal.record("accept_rules", rules, item=rules.item_id, hash=text_hash)
    return found


@transaction.atomic
def draft_rules(council: Council, *, by: Person, text: str) -> Rules:
    """A new version of the by-laws as a draft (R72); one at a time, so that everybody speaks of the same text."""
    if not manages(council, by):
        raise Refused("draft_rules")
    lock(council.prospectus.pk)
    if council.rules.filter(state__in=[Rules.State.DRAFT, Rules.State.ADOPTING]).exists():
        raise WrongState(_("まだ決まっていない規約の案があります。先に、その案を施行するか直してください。"))
    number = (council.rules.aggregate(n=Max("number"))["n"] or 0) + 1
    rules = Rules.objects.create(item=council.prospectus, council=council, number=number, text=text)
    journal.record("draft_rules", rules, number=number, hash=rules.text_hash)
    return rules


@transaction.atomic
def reword_rules(rules: Rules, *, by: Person, text: str) -> Rules:
    """Change a draft. A text that has been put to the members is taken back first; acceptances count for their own text."""
    if not manages(rules, by):
        raise Refused("reword_rules")
    lock(rules.item_id)
    fresh = Rules.objects.get(pk=rules.pk)
    if fresh.state != Rules.State.DRAFT:
        raise WrongState(_("承諾を取得している文面は変更できません。先に、案に戻してください。"))
    was, fresh.text = fresh.text_hash, text
    fresh.save()
    journal.record("reword_rules", fresh, was=was, now=fresh.text_hash)
    return fresh


def duty_texts() -> dict[str, DutyText]:
    """The wordings a candidate reads before binding themselves (R74, R117)."""
    return {kind: DutyText.current(kind) for kind in ("duty", "penalty", "pledge")}
