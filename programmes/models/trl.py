"""How mature a technology or a project is: readings on the scale from 1 to 9, each with its day and evidence (R11)."""

import uuid
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.fields import today
from confidentiality import journal
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.standing import is_staff, leads_or_runs


class TrlReading(models.Model):
    """One reading; never changed. A mistaken one is replaced by another that names it."""

    class Band(models.TextChoices):
        BASIC = "basic", _("基礎研究")
        APPLIED = "applied", _("応用研究")
        IMPLEMENTATION = "implementation", _("社会実装")

    HIGHEST = 9
    is_replaced = False  # a later reading names it; told by ``trl_readings``

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="trl_readings", editable=False)
    level = models.PositiveSmallIntegerField(_("技術成熟度（TRL）"))
    on = models.DateField(_("評価した日"))
    evidence = models.TextField(_("根拠となるもの"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", editable=False
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("技術成熟度の評価")
        ordering = ["on", "recorded_at"]
        indexes = [models.Index(fields=["item", "on"], name="trl_of_one_item")]
        constraints = [
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=9), name="trl_from_one_to_nine"),
            models.CheckConstraint(condition=Q(evidence__regex=r"\S"), name="trl_has_evidence"),
        ]

    @property
    def band(self) -> Any:
        """Thirds of the scale: basic research, applied research, use in society."""
        return list(self.Band)[(self.level - 1) // 3]

    @property
    def band_name(self) -> Any:
        return self.band.label


def may_record_trl(subject: Any, person: Any) -> bool:
    """Of a project whoever leads or runs it; of a technology the office."""
    return leads_or_runs(subject, person) if hasattr(subject, "places") else is_staff()


@transaction.atomic
def record_trl(
    subject: Any,
    *,
    by: Any,
    level: int,
    on: date,
    evidence: str,
    replaces: TrlReading | None = None,
    key: UUID | None = None,
) -> TrlReading:
    """Write down how mature a technology or project was on a day (R11); the same ``key`` twice is one reading.

    ``level``: 1 to 9. ``replaces``: an earlier reading that was mistaken. Raises Refused, or WrongState for a reading
    that is replaced already, a level off the scale or a day to come.
    """
    if not may_record_trl(subject, by):
        raise Refused("record_trl")
    place = trl_place(subject)
    if place is None:
        raise Refused("record_trl")
    if key is not None and (found := TrlReading.objects.filter(pk=key, item_id=place).first()):
        return found
    lock(place)
    if not 1 <= level <= TrlReading.HIGHEST:
        raise WrongState(_("技術成熟度は1から9までの数で記入してください。"))
    if on > today():
        raise WrongState(_("評価した日は、今日までの日にしてください。"))
    if not evidence.strip():
        raise WrongState(_("根拠となるものを記入してください。"))
    if replaces is not None and TrlReading.objects.filter(replaces=replaces).exists():
        raise WrongState(_("この評価は、すでに改められています。"))
    made = TrlReading.objects.create(
        item_id=place,
        level=level,
        on=on,
        evidence=evidence,
        replaces=replaces,
        recorded_by=by,
        **({"id": key} if key else {}),
    )
    journal.record("record_trl", made, item=place, level=level)
    return made


def trl_history(subject: Any) -> list[TrlReading]:
    """Readings that stand, oldest first; one query, two for a technology. Empty for who may not read them."""
    return [one for one in trl_readings(subject) if not one.is_replaced]


def trl_readings(subject: Any) -> list[TrlReading]:
    """All readings, those replaced too (``is_replaced``), oldest first, with who wrote them."""
    place = trl_place(subject)
    if place is None:
        return []
    found = list(TrlReading.objects.filter(item_id=place).select_related("recorded_by"))
    gone = {one.replaces_id for one in found}
    for one in found:
        one.is_replaced = one.pk in gone
    return found


def trl_place(subject: Any) -> UUID | None:
    """The item that carries the readings: of a technology its book, which stays inside; else the thing itself."""
    from programmes.models.technology import CriticalTechnology
    from programmes.models.technology_book import TechnologyBook

    if isinstance(subject, CriticalTechnology):
        return TechnologyBook.objects.filter(technology_id=subject.pk).values_list("pk", flat=True).first()
    return subject.item_id
