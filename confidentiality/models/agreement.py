"""Secrecy as an agreement about one item: text, holders, end, and everyone's consent bound to that text."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality.guards import SITS_HERE, TITLE, Guard
from confidentiality.models.item import Item, Principal
from confidentiality.states import StateField

# An agreement is its provider's and its council's own business: a public item's readers learn nothing of how it
# was once guarded, by whom and with what words (R124).
_PROVIDER = "exists (select 1 from confidentiality_item i where i.id = item_id and i.custodian_id = (select app.user_id()))"
AMONG = f"{_PROVIDER} or {SITS_HERE}"


class Designation(FSMModelMixin, models.Model):
    """The life of one secrecy agreement, from the provider's first description to its end (R105–R108, R122–R124)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("作成中")
        DESCRIBED = "described", _("概要登録済")
        DISCUSSING = "discussing", _("協議中")
        CONSENT_OPEN = "consent_open", _("同意取得中")
        IN_FORCE = "in_force", _("有効")
        UNDER_REVIEW = "under_review", _("見直し中")
        CHANGE_OPEN = "change_open", _("変更の同意取得中")
        REWORK = "rework", _("再検討")
        LAPSED = "lapsed", _("不成立")
        WITHDRAWN = "withdrawn", _("取下げ")
        LIFTED = "lifted", _("解除")
        EXPIRED = "expired", _("期間満了")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="designations", editable=False)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    candidate = models.ForeignKey(
        "DesignationVersion", models.PROTECT, null=True, related_name="+", editable=False
    )
    in_force = models.ForeignKey(
        "DesignationVersion", models.PROTECT, null=True, related_name="+", editable=False
    )
    answer_by = models.DateTimeField(_("回答期限"), null=True, blank=True)
    review_on = models.DateField(_("見直し日"), null=True, blank=True)
    closing_note = models.TextField(_("終了の理由"), blank=True)
    reminded_at = models.DateTimeField(null=True, editable=False)
    is_breach_suspected = models.BooleanField(default=False)
    created = models.DateTimeField(db_default=Now(), editable=False)

    # a draft is its provider's alone
    guard = Guard(depth=TITLE, unless_private=f"{_PROVIDER} or (state <> 'draft' and {SITS_HERE})")

    class Meta:
        verbose_name = _("守秘の指定")
        constraints = [
            models.UniqueConstraint(
                fields=["item"],
                name="one_live_designation_per_item",
                condition=~Q(state__in=["lapsed", "withdrawn", "lifted", "expired"]),
            )
        ]


class DesignationVersion(models.Model):
    """One wording of a designation; consents are bound to its hash, and a wider one is a new version."""

    class Category(models.TextChoices):
        IMPLEMENTATION_IMAGE = "implementation_image", _("具体的な社会実装イメージ")
        PAST_RESEARCH = "past_research", _("政府が実施してきた研究の成果")
        SAMPLING_DATA = "sampling_data", _("サンプリングデータ")
        CYBER = "cyber", _("サイバーセキュリティのインシデント・脆弱性情報")
        CONTRACT = "contract", _("非公開とされた契約情報")
        POSTURE = "posture", _("政府機関の態勢に係る情報")
        NEEDS = "needs", _("ニーズ情報")
        OTHER = "other", _("その他の有用な情報")

    class Origin(models.TextChoices):
        GOVERNMENT = "government", _("政府機関")
        RESEARCHER = "researcher", _("研究者・大学等")
        COMPANY = "company", _("企業等")
        THINK_TANK = "think_tank", _("シンクタンク")

    class HolderScope(models.TextChoices):
        ALL = "all", _("構成員の全員")
        CAPACITIES = "capacities", _("立場を指定")
        NAMED = "named", _("構成員を個別に指定")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    designation = models.ForeignKey(Designation, models.PROTECT, related_name="versions", editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveIntegerField(editable=False)
    title = models.CharField(_("件名（内容に触れない）"), max_length=200)
    subject = models.TextField(_("対象"))
    extent = models.TextField(_("範囲"))
    category = models.CharField(_("情報の区分"), max_length=30, choices=Category)
    origin = models.CharField(_("提供者の区分"), max_length=20, choices=Origin)
    reason = models.TextField(_("理由"))
    handling = models.TextField(_("取扱いの方法"))
    viewpoints = models.JSONField(_("考慮した観点"), default=dict)
    minimality_reason = models.TextField(_("必要最小限度である理由"))
    holder_scope = models.CharField(
        _("保持者の範囲"), max_length=20, choices=HolderScope, default=HolderScope.ALL
    )
    starts_at = models.DateTimeField(_("開始"), null=True, blank=True)
    ends_at = models.DateTimeField(_("終了"))
    end_action = models.CharField(max_length=20, default="open_to_base", editable=False)
    valid_from = models.DateTimeField(null=True, editable=False)
    valid_until = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(
        depth=TITLE,
        unless_private="exists (select 1 from confidentiality_designation d where d.id = designation_id)",
    )

    class Meta:
        ordering = ["designation", "number"]
        verbose_name = _("指定の版")
        constraints = [
            models.UniqueConstraint(fields=["designation", "number"], name="one_version_per_number"),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="version_ends_after_start",
            ),
        ]


class ScopedPrincipal(models.Model):
    """A group or member named in a version as holder: part of the text that is agreed."""

    version = models.ForeignKey(DesignationVersion, models.CASCADE, related_name="scoped")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    principal = models.ForeignKey(Principal, models.PROTECT, related_name="+")

    guard = Guard(  # whom a draft names is its provider's alone, as the draft is
        depth=TITLE,
        writes="select, insert, delete",
        unless_private="exists (select 1 from confidentiality_designationversion v where v.id = version_id)",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "principal"], name="principal_scoped_once")]


class Voter(models.Model):
    """A membership whose answer a version needs, fixed when the round opens."""

    version = models.ForeignKey(DesignationVersion, models.PROTECT, related_name="voters")
    principal = models.ForeignKey(Principal, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")

    guard = Guard(depth=TITLE, writes="select", unless_private=AMONG)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "principal"], name="voter_once")]


class Consent(models.Model):
    """One member's answer to exactly one text; rows are only ever added (R108, R116)."""

    class Decision(models.TextChoices):
        AGREE = "agree", _("同意する")
        REFUSE = "refuse", _("同意しない")
        ASK = "ask", _("質問がある")

    version = models.ForeignKey(DesignationVersion, models.PROTECT, related_name="consents")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    principal = models.ForeignKey(Principal, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decision = models.CharField(_("回答"), max_length=10, choices=Decision)
    text_hash = models.CharField(max_length=64)
    comment = models.TextField(_("事務局への連絡"), blank=True)
    decided_at = models.DateTimeField(db_default=Now())

    guard = Guard(depth=TITLE, writes="select, insert", unless_private=AMONG)

    class Meta:
        ordering = ["decided_at", "id"]
        verbose_name = _("同意")


class Holder(models.Model):
    """A membership that has agreed and holds the content of the version in force; written by the database."""

    version = models.ForeignKey(DesignationVersion, models.PROTECT, related_name="holders")
    principal = models.ForeignKey(Principal, models.PROTECT, related_name="+")
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)

    item = models.ForeignKey(Item, models.PROTECT, related_name="+")

    guard = Guard(depth=TITLE, writes="select", unless_private=AMONG)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "principal"], condition=Q(valid_until__isnull=True), name="holder_once"
            )
        ]
