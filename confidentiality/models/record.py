"""What was done and read, append-only and chained; what must follow, in an outbox of the same transaction."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from confidentiality.guards import Closed
from confidentiality.models.item import Item


class Entry(models.Model):
    """One line of the journal: who did or read what, when; ids and words of ours only, never content (R190)."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(db_default=Now())
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    role = models.CharField(max_length=20, default="person")
    verb = models.CharField(max_length=40)
    item_id = models.UUIDField(null=True, db_index=True)
    subject = models.CharField(max_length=60, blank=True)
    subject_id = models.UUIDField(null=True)
    note = models.JSONField(default=dict)

    guard = Closed(
        "readers: the actor, the custodian of the item, auditors but for lines without a name; everybody may add",
        writes="select, insert",
        policies=(
            ("insert_own", "insert", "actor_id is not distinct from (select app.user_id())"),
            (
                "read",
                "select",
                "actor_id = (select app.user_id())"
                " or exists (select 1 from confidentiality_item i where i.id = confidentiality_entry.item_id"
                " and i.custodian_id = (select app.user_id()))"
                " or ((select app.principal('office', null, 'auditor')) = any((select app.principals())::int[])"
                " and not app.is_unnamed(id))",
            ),
        ),
    )


class Link(models.Model):
    """The seal of one entry: its digest chained to the one before; written by the sealing worker alone."""

    position = models.BigAutoField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="link")
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now())

    guard = Closed("the sealing worker and the verifier")


class OutboxMessage(models.Model):
    """Something that must follow a committed act (a letter, a file); consumers are idempotent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    topic = models.CharField(max_length=60)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.JSONField(default=dict)
    created = models.DateTimeField(db_default=Now())
    handed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)

    guard = Closed(
        "added in the act's own transaction, read by the relay",
        writes="select, insert",
        policies=(
            ("add", "insert", "actor_id is not distinct from (select app.user_id())"),
            ("own", "select", "actor_id = (select app.user_id())"),
        ),
    )

    class Meta:
        indexes = [
            models.Index(fields=["created"], condition=models.Q(done_at__isnull=True), name="outbox_waiting")
        ]


class Effect(models.Model):
    """A mark that one consequence of one message has happened; makes a second delivery harmless."""

    message = models.ForeignKey(OutboxMessage, models.CASCADE, related_name="effects")
    kind = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())

    guard = Closed("consumers only")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "kind"], name="effect_once")]
