"""What a guideline quotes of things that may be under an agreement; decides nothing of the agreement."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Dated
from confidentiality.guards import Guard
from confidentiality.models import Item
from programmes.models.guideline import Guideline
from programmes.rights import STAFF_ALONE


class GuidelineQuote(Dated):
    """That the text quotes or uses a named item; while an agreement about it holds, the text does not go out (R105).

    The office's own, and of it those who have the quoted item too. Ended with a reason, never rewritten.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Guideline, models.PROTECT, related_name="quotes", editable=False)
    subject = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    place = models.CharField(_("引用した箇所"), max_length=200)
    quoted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    end_reason = models.TextField(_("外した理由"), blank=True, editable=False)

    guard = Guard(also=("subject_id",), unless_private=STAFF_ALONE)

    class Meta(Dated.Meta):
        verbose_name = _("指針が引用する情報")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "subject"], condition=Q(valid_until__isnull=True), name="quoted_once"
            ),
            models.CheckConstraint(condition=Q(place__regex=r"\S"), name="quote_names_its_place"),
        ]
