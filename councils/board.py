"""Acts on a council's board and its written consultations; a message is seen exactly by whoever sees its item."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal, outbox
from confidentiality.verbs import Refused, WrongState, lock, perform
from councils import followup
from councils.models import Consultation, ConsultationAnswer, Council, Membership, Post
from councils.rights import inside, manages_or_chairs


@transaction.atomic
def post(council: Council, *, by: Person, key: UUID, text: str, reply_to: Post | None = None) -> Post:
    """Put a message on the council's own board (R95); the same ``key`` twice is one message."""
    if not inside(council, by):
        raise Refused("post")
    made = _once(Post, key, author=by, item_id=council.room.pk, council=council, reply_to=reply_to, text=text)
    journal.record("post", made)
    return made


@transaction.atomic
def ask_in_writing(
    council: Council, *, by: Person, key: UUID, title: str, text: str, answer_by: datetime
) -> Consultation:
    """Put a question to all members between meetings (R103); secretariat or chair."""
    if not manages_or_chairs(council, by):
        raise Refused("ask_in_writing")
    lock(council.pk)
    if Council.objects.get(pk=council.pk).state != Council.State.ACTIVE:
        raise WrongState(_("協議会が設置済みではないため、書面協議を始められません。"))
    before = Consultation.objects.filter(pk=key).exists()
    made = _once(
        Consultation,
        key,
        asked_by=by,
        item_id=council.room.pk,
        council=council,
        title=title,
        text=text,
        answer_by=answer_by,
    )
    if not before:
        journal.record("ask_in_writing", made)
        outbox.enqueue("consultation.opened", made)
    return made


@transaction.atomic
def answer(consultation: Consultation, *, by: Person, answer: str, comment: str = "") -> ConsultationAnswer:
    """A voting member's answer; the latest counts, all are kept. Raises WrongState once the question is closed."""
    lock(consultation.item_id)
    fresh = Consultation.objects.get(pk=consultation.pk)
    seat = Membership.objects.filter(
        council_id=fresh.council_id, person=by, state__in=["active", "leaving"]
    ).first()
    if seat is None or not seat.is_voter or not inside(fresh, by):
        raise Refused("answer")
    last = fresh.answers.filter(membership=seat).order_by("answered_at", "id").last()
    if last is not None and (last.answer, last.comment) == (answer, comment):
        return last  # pressed twice
    if fresh.state != Consultation.State.OPEN:
        raise WrongState(_("この書面協議は、回答の受付を終えています。"))
    made = ConsultationAnswer.objects.create(
        item_id=fresh.item_id, consultation=fresh, membership=seat, person=by, answer=answer, comment=comment
    )
    journal.record("answer_in_writing", fresh, answer=answer)
    return made


@transaction.atomic
def conclude(consultation: Consultation, *, by: Person) -> Consultation:
    """Close the question; what everybody agreed to becomes a decision of the council (R77)."""
    done = perform("conclude", consultation, by=by)
    if done.state == Consultation.State.AGREED:
        followup.record_decision(done.council, by=by, text=done.title)
    return done


def _once(model: Any, key: UUID, **fields: Any) -> Any:
    """Create the row named by the form's key, or find it; the key of somebody else's row is worth nothing."""
    author = "author" if model is Post else "asked_by"
    try:
        with transaction.atomic():
            made, _made = model.objects.get_or_create(pk=key, defaults=fields)
    except IntegrityError as taken:
        raise WrongState(_("画面を開き直してから、もう一度お願いします。")) from taken
    if getattr(made, f"{author}_id") != fields[author].pk or made.council_id != fields["council"].pk:
        raise WrongState(_("画面を開き直してから、もう一度お願いします。"))
    return made
