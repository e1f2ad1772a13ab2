"""The worker's own errands: hand over the outbox, seal the journal. Arguments are ids only."""

from datetime import timedelta

from celery import shared_task
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from confidentiality import disclosures, outbox, sealing
from confidentiality.acting import acting_as_system
from confidentiality.models import Disclosure, OutboxMessage

BATCH, AGAIN_AFTER, GIVE_UP_AFTER = 100, timedelta(seconds=60), 50


@shared_task
def relay_outbox() -> int:
    """Hand waiting messages to the workers; a message whose worker died is handed again after a minute."""
    with acting_as_system("relay"):
        late = timezone.now() - AGAIN_AFTER
        waiting = list(
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(
                Q(handed_at__isnull=True) | Q(handed_at__lt=late),
                done_at__isnull=True,
                attempts__lt=GIVE_UP_AFTER,
            )
            .order_by("created")[:BATCH]
        )
        OutboxMessage.objects.filter(pk__in=[m.pk for m in waiting]).update(
            handed_at=Now(), attempts=F("attempts") + 1
        )
    for message in waiting:
        deliver.delay(str(message.pk))
    return len(waiting)


@shared_task
def deliver(message_id: str) -> None:
    """Run the consumers of one message; twice does it once."""
    with acting_as_system("deliver"):
        message = (
            OutboxMessage.objects.select_for_update(skip_locked=True)
            .filter(pk=message_id, done_at__isnull=True)
            .first()
        )
        if message is None:
            return
        for consumer in outbox.consumers(message.topic):
            consumer(message)
        message.done_at = timezone.now()
        message.save(update_fields=["done_at"])


@shared_task
def seal_journal() -> int:
    """Chain the entries that no running transaction can precede."""
    with acting_as_system("seal"):
        return sealing.seal()


@shared_task
def settle_disclosures() -> int:
    """Write what the clock has decided about planned publications; what is open at an instant waits for no run of this."""
    with acting_as_system("settle_disclosures"):
        waiting = list(disclosures.due(Disclosure.objects.all()).order_by("pk").values_list("pk", flat=True))
    done = 0
    for pk in waiting:
        with acting_as_system("settle_disclosures"):
            done += bool(disclosures.settle(Disclosure.objects.get(pk=pk)))
    return done
