"""A planned publication put to its councils; open unless everybody agrees to close, and never closed for having used an item."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from confidentiality.models.files import StoredFile
from confidentiality.models.item import Item
from confidentiality.states import StateField

_AUTHOR = "exists (select 1 from confidentiality_item i where i.id = item_id and i.custodian_id = (select app.user_id()))"
# The policy of items answers inside this question too: a council or an item nobody told the reader of stays unnamed.
_KNOWS_COUNCIL = f"{_AUTHOR} or exists (select 1 from confidentiality_item i where i.id = council_id)"
_KNOWS_TOUCHED = "exists (select 1 from confidentiality_item i where i.id = touched_id)"


class Disclosure(Item):
    """公開の確認: what its author means to publish, where and when; its councils look at it until a day (R112, R137).

    ``state`` is what the database's clock said when the row was last written; at any later instant ``app.disclosure_state``
    says it afresh. ``opened_at``, ``decide_by`` and ``cleared_at`` are the facts, and only the author's opening, a refusal
    or everybody's "no objection" write them.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        REGISTERED = "registered", _("登録")
        SCREENING = "screening", _("確認中")
        CLEARED_OPEN = "cleared_open", _("公開可")
        PUBLISHED = "published", _("公開済")
        EXCEPTION_REQUESTED = "exception_requested", _("非公開要請中")
        RESTRICTED = "restricted", _("限定（非公開）")
        PUBLISHED_PARTIAL = "published_partial", _("一部公開")

    class Form(models.TextChoices):
        PAPER = "paper", _("論文")
        TALK = "talk", _("発表・講演")
        PATENT = "patent", _("特許出願")
        DATA = "data", _("データ")
        SOFTWARE = "software", _("ソフトウェア")
        PROTOTYPE = "prototype", _("試作品")
        REPORT = "report", _("報告書")
        STANDARD = "standard", _("標準化への提案")
        OTHER = "other", _("その他")

    class ExportControl(models.TextChoices):
        UNKNOWN = "unknown", _("まだ確かめていない")
        NOT_SUBJECT = "not_subject", _("該当しない")
        PERMIT_NEEDED = "permit_needed", _("許可が必要")
        PERMIT_GRANTED = "permit_granted", _("許可を得た")
        BLOCKED = "blocked", _("法令により出せない")

    subject = models.ForeignKey(Item, models.PROTECT, related_name="disclosures", editable=False)
    form = models.CharField(_("公開の形"), max_length=12, choices=Form)
    title = models.CharField(_("公開するものの題名"), max_length=300)
    venue = models.CharField(_("公開する場所"), max_length=300)
    planned_on = models.DateField(_("公開の予定日"))
    abstract = models.TextField(_("概要"))
    is_basic_research = models.BooleanField(_("基礎研究に近い内容を含む"), default=False)
    export_control_result = models.CharField(
        _("輸出管理の確認結果"), max_length=16, choices=ExportControl, default=ExportControl.UNKNOWN
    )
    state = StateField(_("状態"), default=State.REGISTERED, choices=State, protected=True)
    opened_at = models.DateTimeField(null=True, editable=False)
    decide_by = models.DateTimeField(_("回答期限"), null=True, editable=False)
    cleared_at = models.DateTimeField(null=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("公開の確認")
        constraints = [
            models.UniqueConstraint(fields=["subject"], name="one_disclosure_per_item"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, decide_by__isnull=True, cleared_at__isnull=True)
                | Q(opened_at__isnull=False, decide_by__gt=models.F("opened_at")),
                name="disclosure_opened_with_a_deadline",
            ),
        ]


class DisclosureCouncil(models.Model):
    """A council whose members are asked; its name is for those who may know it."""

    item = models.ForeignKey(Disclosure, models.CASCADE, related_name="councils", editable=False)
    council = models.ForeignKey(Item, models.PROTECT, related_name="+")

    guard = Guard(writes="select, insert, delete", unless_private=_KNOWS_COUNCIL)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "council"], name="council_asked_once")]


class DisclosurePart(Item):
    """A part of the manuscript as it was put to the councils. One that repeats protected content stays its author's."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="manuscript", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    place = models.CharField(_("部分の名称"), max_length=120)
    text = models.TextField(_("本文"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", editable=False)

    guard = Guard("item_ptr_id", writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("原稿の部分")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["disclosure", "number"], name="one_part_per_number")]


class DisclosureTouch(models.Model):
    """The author's answer about one protected item they know of: not touched, only what is open, or a part repeats it."""

    class Answer(models.TextChoices):
        NOT_TOUCHED = "not_touched", _("触れていない")
        OPEN_ONLY = "open_only", _("公開されている内容だけに触れている")
        REPRODUCES = "reproduces", _("内容を再現している部分がある")

    item = models.ForeignKey(Disclosure, models.CASCADE, related_name="touches", editable=False)
    touched = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    part = models.ForeignKey(
        DisclosurePart, models.CASCADE, null=True, related_name="touches", editable=False
    )
    answer = models.CharField(_("回答"), max_length=12, choices=Answer)
    answered_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert, delete", unless_private=_KNOWS_TOUCHED)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "touched", "part"], name="one_answer_per_item_and_part", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(answer="reproduces", part__isnull=False)
                | (~Q(answer="reproduces") & Q(part__isnull=True)),
                name="what_repeats_names_its_part",
            ),
        ]


class ClosingRequest(models.Model):
    """非公開の要請: the exception to openness, for a part, with a ground and an end; holds once everybody agreed (R114)."""

    class Ground(models.TextChoices):
        LEGAL = "legal", _("法令による")
        SECURITY = "security", _("安全保障上の支障がある")

    class State(models.TextChoices):
        OPEN = "open", _("同意取得中")
        AGREED = "agreed", _("全員が同意")
        REFUSED = "refused", _("不同意により終了")
        WITHDRAWN = "withdrawn", _("取下げ")
        LIFTED = "lifted", _("解除")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Disclosure, models.PROTECT, related_name="closing_requests", editable=False)
    requester = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("要請した方"),
    )
    ground = models.CharField(_("根拠"), max_length=10, choices=Ground)
    reason = models.TextField(_("理由"))
    alternatives = models.TextField(_("ほかに試みた方法"))
    review_by = models.CharField(_("見直しを決める方"), max_length=200)
    parts = ArrayField(models.UUIDField(), verbose_name=_("対象の部分"))
    ends_at = models.DateTimeField(_("終了"))
    is_extension = models.BooleanField(default=False, editable=False)
    decide_by = models.DateTimeField(_("回答期限"), editable=False)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.OPEN, editable=False)
    valid_from = models.DateTimeField(null=True, editable=False)
    valid_until = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("非公開の要請")
        ordering = ["created", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="open"), name="one_open_closing_request"
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S") & Q(alternatives__regex=r"\S") & Q(review_by__regex=r"\S"),
                name="closing_request_says_why",
            ),
        ]


class DisclosureVoter(models.Model):
    """Somebody asked in one round, fixed when it opened: about a request, or (without one) whether they object at all."""

    item = models.ForeignKey(Disclosure, models.PROTECT, related_name="voters", editable=False)
    request = models.ForeignKey(
        ClosingRequest, models.PROTECT, null=True, related_name="voters", editable=False
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(editable=False)
    dropped_at = models.DateTimeField(null=True, editable=False)

    guard = Guard(writes="select")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "request", "person", "asked_at"], name="asked_once", nulls_distinct=False
            )
        ]


class DisclosureAnswer(models.Model):
    """One person's answer to exactly one text; rows are only ever added."""

    class Decision(models.TextChoices):
        NO_OBJECTION = "no_objection", _("支障なし")
        AGREE = "agree", _("同意する")
        REFUSE = "refuse", _("同意しない")

    item = models.ForeignKey(Disclosure, models.PROTECT, related_name="answers", editable=False)
    request = models.ForeignKey(
        ClosingRequest, models.PROTECT, null=True, related_name="answers", editable=False
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    decision = models.CharField(_("回答"), max_length=12, choices=Decision)
    text_hash = models.CharField(max_length=64)
    comment = models.TextField(_("理由"), blank=True)
    decided_at = models.DateTimeField(db_default=Now())

    guard = Guard(writes="select, insert")

    class Meta:
        ordering = ["decided_at", "id"]
        verbose_name = _("公開の確認への回答")
        constraints = [
            models.CheckConstraint(
                condition=Q(request__isnull=True, decision="no_objection")
                | Q(request__isnull=False, decision__in=["agree", "refuse"]),
                name="answer_fits_its_question",
            )
        ]


class PublishedPart(models.Model):
    """What went out, word for word as it was put to the councils; hangs off the thing published, not off the manuscript."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="published_parts", editable=False)
    part = models.OneToOneField(DisclosurePart, models.PROTECT, related_name="published", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    place = models.CharField(_("部分の名称"), max_length=120)
    text = models.TextField(_("本文"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", editable=False)
    published_at = models.DateTimeField(db_default=Now(), editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("公開した部分")
        ordering = ["number"]


class DisclosureSuccession(models.Model):
    """Who took a planned publication over from an author who had left, and why; the database alone writes it."""

    item = models.ForeignKey(Disclosure, models.PROTECT, related_name="successions", editable=False)
    was_author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    reason = models.TextField(_("引き継いだ理由"))
    at = models.DateTimeField(editable=False)

    guard = Guard(writes="select")

    class Meta:
        verbose_name = _("公開の手続の引継ぎ")
        ordering = ["at", "id"]


_BETWEEN_THE_TWO = "(select app.user_id()) in (offered_by_id, offered_to_id)"


class DisclosureOffer(models.Model):
    """Its author offers to hand a planned publication to somebody else who works with the thing; theirs once accepted.

    It hangs off the thing, which both read; between the two until the hand-over, which the councils then read of.
    """

    class State(models.TextChoices):
        OFFERED = "offered", _("返事待ち")
        ACCEPTED = "accepted", _("引き受けた")
        DECLINED = "declined", _("断った")
        WITHDRAWN = "withdrawn", _("取下げ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="disclosure_offers", editable=False)
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="offers", editable=False)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    offered_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("引き渡す相手")
    )
    reason = models.TextField(_("引き渡す理由"))
    offered_at = models.DateTimeField(db_default=Now(), editable=False)
    state = models.CharField(_("状態"), max_length=10, choices=State, default=State.OFFERED, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)

    guard = Guard(writes="select, insert", unless_private=_BETWEEN_THE_TWO)

    class Meta:
        verbose_name = _("公開の手続の引渡しの申出")
        ordering = ["-offered_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="disclosure_offered_with_a_reason"),
            models.CheckConstraint(
                condition=~Q(offered_by=models.F("offered_to")), name="disclosure_offered_to_another"
            ),
            models.UniqueConstraint(
                fields=["disclosure"], condition=Q(state="offered"), name="one_open_disclosure_offer"
            ),
        ]
