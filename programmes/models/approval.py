"""Who has to agree before a change of frozen terms is approved: a fund's route, a request's steps, their answers (R41)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from programmes.models.fund import Fund, FundBook
from programmes.models.plan import ChangeRequest, ProjectTerms
from programmes.models.project import Project


class StepRole(models.TextChoices):
    """Functions that read a project's terms wherever they are held round it; who asks for the project is not among them."""

    MANAGER = "manager", _("PD・PO・PM")
    AGENCY = "agency", _("研究推進法人")
    MINISTRY = "ministry", _("所管省庁担当")
    LEAD = "lead", _("内閣府の事務局")


class StepPlace(models.TextChoices):
    """Where the function is held."""

    ANY = "any", _("課題・構想・基金のどこでも")
    PROJECT = "project", _("課題の担当")
    CONCEPT = "concept", _("構想の担当")
    FUND = "fund", _("基金の担当")


class ApprovalRoute(models.Model):
    """One version of a fund's approval route: whole, never edited, in force until the next one; no lines means none."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(FundBook, models.PROTECT, related_name="routes", editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="routes", editable=False)
    number = models.PositiveIntegerField(_("版"), editable=False)
    # [{"kind", "from_yen" or null, "also_delegated", "stages": [[{"role", "place", "person" or null, "label"}, …], …]}, …];
    # the database refuses any other shape.
    lines = models.JSONField(default=list, editable=False)
    reason = models.TextField(_("理由"), editable=False)
    laid_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    laid_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("承認経路")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["fund", "number"], name="route_numbered_once"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="route_has_a_reason"),
        ]


class ApprovalStep(models.Model):
    """Who agrees to one request, and when their turn is: frozen when it was asked; put in another's hands by a row of its own.

    Steps of one number are asked side by side, the next number only once all before have agreed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProjectTerms, models.PROTECT, related_name="steps", editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", editable=False)
    request = models.ForeignKey(ChangeRequest, models.PROTECT, related_name="steps", editable=False)
    route = models.ForeignKey(ApprovalRoute, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveSmallIntegerField(_("段階"), editable=False)
    place_in_row = models.PositiveSmallIntegerField(default=0, editable=False)
    role = models.CharField(_("役割"), max_length=20, choices=StepRole, editable=False)
    place = models.CharField(_("どこの担当か"), max_length=10, choices=StepPlace, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    label = models.CharField(_("添える言葉"), max_length=40, blank=True, editable=False)
    # Whether this request's route holds for a manager who decides within delegated limits too.
    also_delegated = models.BooleanField(default=False, editable=False)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", editable=False
    )
    reason = models.TextField(_("担当を替える理由"), blank=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("承認の段階")
        ordering = ["number", "place_in_row", "made_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | Q(reason__regex=r"\S"),
                name="step_replaced_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(replaces=F("id")), name="step_replaces_another"
            ),
        ]


class ApprovalAnswer(models.Model):
    """One person's answer to one step, bound to the hash of what was asked for; only ever added."""

    class Verdict(models.TextChoices):
        AGREED = "agreed", _("同意")
        REFUSED = "refused", _("不同意")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProjectTerms, models.PROTECT, related_name="answers", editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", editable=False)
    request = models.ForeignKey(ChangeRequest, models.PROTECT, related_name="answers", editable=False)
    step = models.OneToOneField(ApprovalStep, models.PROTECT, related_name="answer", editable=False)
    verdict = models.CharField(_("回答"), max_length=10, choices=Verdict)
    reason = models.TextField(_("回答の理由"), blank=True)
    text_hash = models.CharField(max_length=64, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("段階への回答")
        ordering = ["answered_at"]
        constraints = [
            models.UniqueConstraint(fields=["request", "answered_by"], name="one_answer_each_request"),
            models.CheckConstraint(
                condition=~Q(verdict="refused") | Q(reason__regex=r"\S"), name="refused_with_a_reason"
            ),
        ]
