"""What happens to a published call: extensions, addenda, questions, and where its notice went; refuses to rewrite its text."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from confidentiality.models import Item
from programmes.models.call import Call


class CallExtension(models.Model):
    """The closing time moved to a later one, with the reason, for everybody to read; only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Call, models.PROTECT, related_name="extensions", editable=False)
    was = models.DateTimeField(editable=False)
    closes_at = models.DateTimeField(_("新しい受付終了"))
    reason = models.TextField(_("理由"))
    extended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    extended_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("受付期間の延長")
        ordering = ["extended_at"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("was")), name="extension_never_shortens")
        ]


class CallAddendum(models.Model):
    """A dated correction or notice added to a published call, whose own text stays as it was published."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("訂正")
        NOTICE = "notice", _("お知らせ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Call, models.PROTECT, related_name="addenda", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(_("種類"), max_length=12, choices=Kind, default=Kind.CORRECTION)
    title = models.CharField(_("見出し"), max_length=200)
    text = models.TextField(_("内容"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    published_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("訂正・お知らせ")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="addendum_numbered")]


class CallFile(Item):
    """公募の記録: questions as they came in, with names, and where the notice was sent; never public."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    call = models.OneToOneField(Call, models.PROTECT, related_name="file")

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("公募の記録")

    @property
    def places(self) -> tuple:
        return (self.call_id,)


class CallAnswer(models.Model):
    """A question in words fit for everybody and its answer, published under the call; only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Call, models.PROTECT, related_name="answers", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    question = models.TextField(_("公表する質問"))
    answer = models.TextField(_("回答"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    published_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("質問への回答")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="call_answer_numbered")]


class CallQuestion(models.Model):
    """A question about a call as it was received; who asked is never published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(CallFile, models.PROTECT, related_name="questions", editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    received_on = models.DateField(_("受け付けた日"))
    sender = models.CharField(_("質問した方（公表しません）"), max_length=200, blank=True)
    text = models.TextField(_("質問"))
    answer = models.ForeignKey(
        CallAnswer, models.PROTECT, null=True, related_name="questions", editable=False
    )
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    guard = Guard()

    class Meta:
        verbose_name = _("受け付けた質問")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="call_question_numbered")]


class NoticeDistribution(models.Model):
    """Through whom the plain notice of a call went out, how many it reached, and what is still to be done (R54)."""

    class Channel(models.TextChoices):
        CHAMBER = "chamber", _("商工会議所・商工会")
        ASSOCIATION = "association", _("工業会・業界団体")
        PUBLIC_BODY = "public_body", _("自治体・公設試験研究機関")
        OTHER = "other", _("その他")

    class Measure(models.TextChoices):
        RECIPIENTS = "recipients", _("送った先の数")
        VIEWS = "views", _("閲覧数")
        ATTENDEES = "attendees", _("説明会の参加者数")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(CallFile, models.PROTECT, related_name="distributions", editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="+", editable=False)
    channel = models.CharField(_("経路"), max_length=12, choices=Channel)
    body = models.CharField(_("団体の名称"), max_length=200)
    sent_on = models.DateField(_("周知した日"))
    measure = models.CharField(_("届いた数の数え方"), max_length=12, choices=Measure, blank=True)
    reach = models.PositiveIntegerField(_("届いた数（団体の報告）"), null=True, blank=True)
    reported_on = models.DateField(_("報告を受けた日"), null=True, blank=True)
    follow_up = models.TextField(_("これから行うこと"), blank=True)
    follow_up_due = models.DateField(_("行う期日"), null=True, blank=True)
    followed_up_on = models.DateField(_("行った日"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    guard = Guard()

    class Meta:
        verbose_name = _("周知の記録")
        ordering = ["sent_on", "body"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reach__isnull=True) | ~Q(measure=""), name="reach_says_what_it_counts"
            ),
            models.CheckConstraint(
                condition=Q(followed_up_on__isnull=True) | ~Q(follow_up=""), name="follow_up_says_what"
            ),
        ]
