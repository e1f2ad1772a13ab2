"""A planned publication handed from its author to somebody else who works with the thing, when both want it (R137).

The database moves it (sql/0013_handover.sql); these acts ask, record and explain. For an author who has left see
``disclosures.take_over``.
"""

from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from confidentiality import disclosures, journal, outbox
from confidentiality.models import Disclosure, DisclosureOffer, DisclosureTouch, Item
from confidentiality.verbs import Refused, WrongState, lock

State = DisclosureOffer.State


def open_offer(subject: UUID) -> DisclosureOffer | None:
    """The offer that waits for its answer, for the two it is between."""
    rows = DisclosureOffer.objects.filter(item_id=subject, state=State.OFFERED)
    return rows.select_related("offered_by", "offered_to").first()


@transaction.atomic
def offer(subject: Item, *, by: Any, to: Any, reason: str, key: UUID | None = None) -> DisclosureOffer:
    """Ask another person who works with the thing to go on with its publication; ``key`` twice is one.

    Raises WrongState saying what has to be done first.
    """
    found = Disclosure.objects.filter(subject_id=subject.pk).first()
    if found is None or not disclosures.is_author(found, by):
        raise Refused("offer_disclosure")
    lock(subject.pk)
    lock(found.pk)
    if key is not None and (known := DisclosureOffer.objects.filter(pk=key).first()):
        return known
    found = Disclosure.objects.get(pk=found.pk)
    if why := why_not(found, by):
        raise WrongState(why)
    if open_offer(subject.pk) is not None:
        raise WrongState(_("すでに引渡しを申し出ています。返事を待つか、申出を取り下げてください。"))
    if not reason.strip():
        raise WrongState(_("引き渡す理由を記入してください。"))
    try:
        with transaction.atomic():
            made = DisclosureOffer.objects.create(
                item_id=subject.pk,
                disclosure=found,
                offered_by=by,
                offered_to=to,
                reason=reason,
                **({"id": key} if key else {}),
            )
    except DatabaseError as refused:
        if "works with the thing" not in str(refused):
            raise
        raise WrongState(
            _("この方は、この成果を担当していません。担当している方を選んでください。")
        ) from refused
    journal.record("offer_disclosure", found, to=str(to.pk), reason_length=len(reason))
    outbox.enqueue("disclosure.offered", made)
    return made


def why_not(disclosure: Disclosure, by: Any) -> str:
    """The sentence that stands against handing it over now; empty when nothing does."""
    if disclosures.state_of(disclosure) == Disclosure.State.PUBLISHED:
        return _("すでに公開されています。")
    if left := disclosures.unanswered(disclosure, by):
        return _("有効な守秘の指定%(n)s件との関係に、まだ答えていません。答えてから引き渡してください。") % {
            "n": len(left)
        }
    repeats = disclosure.touches.filter(answer=DisclosureTouch.Answer.REPRODUCES)
    if disclosure.opened_at is None and repeats.exists():
        return _("守秘の指定の内容を再現している部分は引き渡せません。先にその部分を原稿から外してください。")
    return ""


@transaction.atomic
def answer(offered: DisclosureOffer, *, by: Any, accepts: bool) -> DisclosureOffer:
    """Take it, or not. What repeats protected content does not come with it. Raises WrongState when it comes too late."""
    if offered.offered_to_id != by.pk:
        raise Refused("answer_offer")
    lock(offered.item_id)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select app.answer_disclosure_offer(%s, %s)", [offered.pk, accepts])
    except DatabaseError as refused:
        if "answered is answered" in str(refused):
            raise WrongState(_("この申出は、すでに終わっています。")) from refused
        if "nothing to hand over" in str(refused):
            raise WrongState(_("申し出た方の手続が変わったため、もう引き受けられません。")) from refused
        raise
    fresh = DisclosureOffer.objects.get(pk=offered.pk)
    if accepts:
        journal.record("accept_disclosure", Disclosure.objects.get(pk=fresh.disclosure_id))
    else:
        journal.record("decline_disclosure", fresh, item=fresh.disclosure_id)
    outbox.enqueue("disclosure.offer_answered", fresh)
    return fresh


@transaction.atomic
def withdraw(offered: DisclosureOffer, *, by: Any) -> None:
    """Whoever offered it keeps it after all, while nobody has answered."""
    if offered.offered_by_id != by.pk:
        raise Refused("withdraw_offer")
    with connection.cursor() as cursor:
        cursor.execute("select app.withdraw_disclosure_offer(%s)", [offered.pk])
        done = cursor.fetchone()[0]
    if not done:
        raise WrongState(_("この申出は、すでに終わっています。"))
    journal.record("withdraw_offer", offered, item=offered.disclosure_id)
