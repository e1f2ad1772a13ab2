"""The pattern of a project's registers: a line is added, corrected with its history kept, and ended; never deleted."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from confidentiality.models import Item
from programmes.models.project import Project


def organisation(label: object, *, blank: bool = True) -> models.ForeignKey:
    return models.ForeignKey(
        Organisation, models.PROTECT, null=blank, blank=blank, verbose_name=label, related_name="+"
    )


def filled(name: str) -> Q:
    return Q(**{f"{name}__regex": r"\S"})


def in_order(first: str, last: str, name: str, words: object) -> models.CheckConstraint:
    """The one day is not before the other, where both are known."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{last}__gte": models.F(first)}),
        name=name,
        violation_error_message=words,
    )


class Register(models.Model):
    """One line of a register. The database decides by the table which item guards it, and who may write it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    end_reason = models.TextField(_("終えた理由"), blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["created_at", "id"]
