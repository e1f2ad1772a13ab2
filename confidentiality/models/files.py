"""A file that belongs to an item; kept outside any served folder and handed out only through a door."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from confidentiality.models.item import Item


class StoredFile(models.Model):
    """Bytes checked by content, with their digest; the storage key is random and says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="files", editable=False)
    name = models.CharField(_("ファイル名"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=100, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("ファイル")


class PrintJob(models.Model):
    """One official paper being made in the background; the finished file is reused while its text is the same."""

    class State(models.TextChoices):
        WAITING = "waiting", _("順番を待っています")
        RUNNING = "running", _("作成しています")
        DONE = "done", _("できました")
        FAILED = "failed", _("作成できませんでした")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="+", editable=False)
    kind = models.CharField(max_length=40)
    text_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done_steps = models.PositiveSmallIntegerField(default=0)
    all_steps = models.PositiveSmallIntegerField(default=3)
    problem = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert, update")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "kind", "text_hash"],
                condition=~models.Q(state="failed"),
                name="printed_once_per_text",
            )
        ]
