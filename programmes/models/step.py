"""Why a step back was taken, or a draft limited to named people: kept with who and what they had before them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from confidentiality.models import Item


class ReasonedStep(models.Model):
    """One step back with its reason, in the fund's book or a draft's file; only ever added, and never public (3.2, 3.3)."""

    class Verb(models.TextChoices):
        REVOKE = "revoke_designation", _("指定を取り消す")
        BACK = "back_to_draft", _("案に戻す")
        REOPEN = "reopen_vision", _("決定を取り消す")
        DISCARD = "discard_vision", _("案を取りやめる")
        NARROW = "narrow_readers", _("閲覧者を限定する")
        WIDEN = "widen_readers", _("閲覧者の限定を解く")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="reasoned_steps", editable=False)
    verb = models.CharField(_("手続"), max_length=24, choices=Verb, editable=False)
    reason = models.TextField(_("理由"))
    # What was read and acknowledged with it, as it was then: [code, title] of each running project.
    acknowledged = models.JSONField(default=list, editable=False)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    taken_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("理由を添えた手続")
        ordering = ["-taken_at"]
        constraints = [models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="step_has_a_reason")]
