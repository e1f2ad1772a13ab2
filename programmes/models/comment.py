"""A round of public comments on a guideline, what was received and how it was answered; decides nothing of the text itself (R2)."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from confidentiality.models import Item
from programmes.models.guideline import Guideline, GuidelineFile


class CommentRound(Item):
    """One round of public comments: the text as it was put to the public, its time, the answers once they are out."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    guideline = models.ForeignKey(Guideline, models.PROTECT, related_name="rounds", editable=False)
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(max_length=200, editable=False)
    text = models.JSONField(editable=False)  # the form of Guideline.outline
    text_hash = models.CharField(max_length=64, editable=False)
    opens_at = models.DateTimeField(editable=False)
    closes_at = models.DateTimeField(editable=False)
    short_reason = models.TextField(blank=True, editable=False)
    stopped_reason = models.TextField(blank=True, editable=False)
    results = models.JSONField(default=list, editable=False)
    results_at = models.DateTimeField(null=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("意見の募集")
        constraints = [
            models.UniqueConstraint(fields=["guideline", "number"], name="comment_round_numbered"),
            models.CheckConstraint(
                condition=Q(closes_at__gte=F("opens_at")), name="comment_round_ends_after_start"
            ),
        ]

    def is_over(self, now: datetime) -> bool:
        return self.closes_at <= now

    def unanswered(self) -> int:
        """Comments without an answer, also when an answer was begun and has no words."""
        return PublicComment.objects.filter(round=self).filter(Q(answer=None) | Q(answer__answer="")).count()


class CommentAnswer(models.Model):
    """One answer to the comments that say the same; public with the results, until then staff's."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(GuidelineFile, models.PROTECT, related_name="+", editable=False)
    round = models.ForeignKey(CommentRound, models.PROTECT, related_name="answers", editable=False)
    heading = models.CharField(_("見出し"), max_length=200)
    summary = models.TextField(_("意見の概要"))
    answer = models.TextField(_("意見に対する考え方"))
    created = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert, update")

    class Meta:
        ordering = ["created"]
        verbose_name = _("意見への回答")


class PublicComment(models.Model):
    """One comment as it was received, by the public page or by hand; who sent it is never published."""

    class Came(models.TextChoices):
        FORM = "form", _("このポータルのフォーム")
        DESK = "desk", _("事業担当が登録")
        FILE = "file", _("CSVから取込み")

    class Sender(models.TextChoices):
        PERSON = "person", _("個人")
        BODY = "body", _("法人・団体")
        UNKNOWN = "unknown", _("記載なし")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(GuidelineFile, models.PROTECT, related_name="comments", editable=False)
    round = models.ForeignKey(CommentRound, models.PROTECT, related_name="comments", editable=False)
    number = models.PositiveIntegerField(editable=False)
    sender_kind = models.CharField(_("提出者"), max_length=10, choices=Sender)
    sender = models.CharField(_("提出者の氏名・名称（公表しません）"), max_length=200, blank=True)
    organisation = models.CharField(_("所属"), max_length=200, blank=True, editable=False)
    contact = models.CharField(_("連絡先"), max_length=200, blank=True, editable=False)
    part = models.CharField(_("意見の対象"), max_length=300, blank=True, editable=False)
    received_on = models.DateField(_("受け付けた日"))
    received_at = models.DateTimeField(
        null=True, editable=False
    )  # to the second, where the portal itself received it
    came_by = models.CharField(
        _("受付の方法"), max_length=10, choices=Came, default=Came.DESK, editable=False
    )
    key = models.UUIDField(null=True, editable=False)  # the same sending twice is one comment
    receipt = models.CharField(_("受付番号"), max_length=20, blank=True, editable=False)
    text = models.TextField(_("意見"))
    answer = models.ForeignKey(CommentAnswer, models.PROTECT, null=True, related_name="comments")
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    guard = Guard(writes="select, insert, update")

    class Meta:
        ordering = ["number"]
        verbose_name = _("提出された意見")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="comment_numbered"),
            models.UniqueConstraint(fields=["round", "key"], name="comment_sent_once"),
            models.CheckConstraint(
                condition=Q(came_by="form", registered_by__isnull=True, received_at__isnull=False)
                | (~Q(came_by="form") & Q(registered_by__isnull=False)),
                name="comment_has_an_origin",
            ),
        ]
