"""Places where something is judged by named people: who evaluates, for whom they must not, and what they declared.

It refuses to know what is judged: a stage gate or a proposal hangs its dossier here (see ``programmes/conflicts.py``).
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Dated, Organisation
from confidentiality.guards import Closed
from confidentiality.models import Item

# SQL of who runs an evaluation: the agency of the place, and nobody of the subject's side.
DESK = "(select app.manages_evaluation({column}))"
OWN = "person_id = (select app.user_id())"


def desk_only(reason: str, *, writes: str = "select, insert, update", own: bool = False) -> Closed:
    """Rows for who runs the evaluation; with ``own`` the person in ``person_id`` reads theirs besides."""
    desk = DESK.format(column="item_id")
    reads = f"{OWN} or {desk}" if own else desk  # in this order: asked row by row, one's own costs nothing
    policies = [("read", "select", reads)]
    policies += [(f"may_{command}", command, desk) for command in ("insert", "update") if command in writes]
    return Closed(reason, writes=writes, policies=tuple(policies))


class EvaluationPlace(models.Model):
    """What is judged in a dossier: ``item`` is the dossier, ``subject`` the project or proposal it is about (R37)."""

    class Kind(models.TextChoices):
        GATE = "gate", _("ステージゲート")
        PROPOSAL = "proposal", _("応募の審査")

    item = models.OneToOneField(
        Item, models.PROTECT, primary_key=True, related_name="evaluation_place", editable=False
    )
    kind = models.CharField(_("種別"), max_length=10, choices=Kind, editable=False)
    subject = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    years = models.PositiveSmallIntegerField(_("過去の関係をみる年数"), default=3)
    closed_at = models.DateTimeField(null=True, editable=False)

    guard = desk_only("which dossier judges what: for who runs the evaluation")

    class Meta:
        verbose_name = _("評価の場")


class EvaluationParty(Dated):
    """An organisation or a person on the subject's side, written down because nothing else in the portal says so.

    What assignments at the subject and the project's own columns say is derived, never copied here.
    """

    class Ground(models.TextChoices):
        ORGANISATION = "organisation", _("機関")
        REPRESENTATIVE = "representative", _("研究代表者")
        PARTICIPANT = "participant", _("研究参加者")
        OTHER = "other", _("その他の関係者")

    item = models.ForeignKey(Item, models.PROTECT, related_name="evaluation_parties", editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("機関"), related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    ground = models.CharField(_("立場"), max_length=20, choices=Ground)

    guard = desk_only("who is on the subject's side: for who runs the evaluation")

    class Meta(Dated.Meta):
        verbose_name = _("評価を受ける側")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, person__isnull=False)
                | Q(organisation__isnull=False, person__isnull=True),
                name="party_is_one_or_the_other",
            ),
        ]


class EvaluatorSeat(models.Model):
    """One person's place as an evaluator of one dossier; the database opens the dossier by it and shuts it again.

    ``ended_at`` may lie ahead: an affiliation that begins next month ends the seat at that instant.
    """

    class End(models.TextChoices):
        PARTY = "party", _("評価を受ける側に当たるため")
        ORGANISATION = "organisation", _("所属が評価を受ける側と同じになるため")
        ASSIGNMENT = "assignment", _("評価の対象に担当として関わるため")
        DESK = "desk", _("評価の事務を担当するため")
        SHARED_PROJECT = "shared_project", _("研究代表者と同じ課題に携わったため")
        DECLARED = "declared", _("本人が利益相反を申告したため")
        RELEASED = "released", _("事務局が担当を終えたため")
        RESIGNED = "resigned", _("本人が辞退したため")
        FINISHED = "finished", _("評価が終わったため")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="evaluator_seats", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="evaluator_seats")
    is_chair = models.BooleanField(_("主査"), default=False)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(db_default=Now(), editable=False)
    declared_at = models.DateTimeField(null=True, editable=False)
    is_clear = models.BooleanField(default=False, editable=False)
    # Of the evaluation written from this seat, by trigger; empty while it is owed, and again once it was sent back.
    handed_in_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_ground = models.CharField(max_length=20, choices=End, blank=True, editable=False)

    guard = desk_only(
        "who evaluates: for who runs the evaluation, and each for themselves",
        writes="select, insert",
        own=True,
    )

    class Meta:
        verbose_name = _("評価者")
        ordering = ["named_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="one_seat_per_evaluator"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_ground="")
                | (Q(ended_at__isnull=False) & ~Q(ended_ground="")),
                name="a_seat_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("named_at")),
                name="a_seat_ends_after_it_began",
            ),
        ]


class ConflictDeclaration(models.Model):
    """What an evaluator said of their own relations before anything was opened to them; said once, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    seat = models.ForeignKey(EvaluatorSeat, models.PROTECT, related_name="declarations", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    has_conflict = models.BooleanField(_("利益相反がある"))
    detail = models.TextField(_("内容"), blank=True)
    shown = models.JSONField(default=dict, editable=False)
    declared_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Closed(
        "each evaluator's own, and for who runs the evaluation",
        writes="select, insert",
        policies=(
            ("read", "select", f"{OWN} or {DESK.format(column='item_id')}"),
            ("declare", "insert", OWN),
        ),
    )

    class Meta:
        verbose_name = _("利益相反の申告")
        ordering = ["declared_at", "id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.person_id = self.person_id or self.seat.person_id
        super().save(*args, **kwargs)
