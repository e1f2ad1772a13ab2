"""What the people of a proposal work on: its parts, who may do what with which, files, declarations, approval (R36)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Closed, Guard
from confidentiality.models import Item, StoredFile
from programmes.models.assignment import Assignment
from programmes.models.proposal import Proposal


class ProposalSection(Item):
    """One part of a proposal: an item of its own, so that each may be open to other people of it.

    ``body`` by part: text {"text"}; basics {title, english_title, abstract, erad_id, amount, four statements};
    budget {"lines": [{year, item, amount, note}]} in yen; people {"members": [{name, organisation, role, erad, effort}]}.
    The words of the call's form are copied in, so that nothing that happens to a call changes a text half written.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Part(models.TextChoices):
        BASICS = "basics", _("基本情報")
        TEXT = "text", _("本文")
        BUDGET = "budget", _("経費")
        PEOPLE = "people", _("参加者")

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="sections", editable=False)
    part = models.CharField(max_length=10, choices=Part, default=Part.TEXT, editable=False)
    key = models.CharField(max_length=40, editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(max_length=120, editable=False)
    guidance = models.TextField(blank=True, editable=False)
    is_required = models.BooleanField(default=True, editable=False)
    max_length = models.PositiveIntegerField(default=2000, editable=False)
    for_representative = models.BooleanField(default=False, editable=False)
    body = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("提案書の部分")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "key"], name="proposal_section_keyed"),
        ]

    @property
    def places(self) -> tuple:
        return (self.proposal_id,)


class SectionVersion(models.Model):
    """What a part said after one saving, who saved it and when; pauses of one writer within minutes are one version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProposalSection, models.PROTECT, related_name="versions", editable=False)
    number = models.PositiveIntegerField(editable=False)
    body = models.JSONField(default=dict)
    is_auto = models.BooleanField(default=False)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    saved_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard()

    class Meta:
        verbose_name = _("提案書の部分の版")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="section_version_numbered")]


class ProposalFile(models.Model):
    """A file handed in with one part; who may read the part may read the file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProposalSection, models.PROTECT, related_name="attached", editable=False)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", editable=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    guard = Guard()

    class Meta:
        verbose_name = _("提案書の添付ファイル")
        ordering = ["added_at"]


class SectionRight(models.Model):
    """What one co-applicant may do with one part; ends with their function, or before it."""

    class Level(models.TextChoices):
        READ = "read", _("読むだけ")
        EDIT = "edit", _("読み書き")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProposalSection, models.PROTECT, related_name="rights", editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+", editable=False)
    level = models.CharField(_("できること"), max_length=10, choices=Level)
    given_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True)

    guard = Guard()

    class Meta:
        verbose_name = _("部分ごとの権限")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "assignment"],
                condition=Q(ended_at__isnull=True),
                name="one_live_section_right",
            )
        ]


class ProposalDeclaration(Item):
    """研究インテグリティに係る申告 of one person: never for reviewers, nor for the others of the proposal."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="declarations", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    has_posts = models.BooleanField(_("所属機関の外の役職・兼業がある"), default=False)
    outside_posts = models.TextField(_("役職・兼業の内容"), blank=True)
    has_foreign = models.BooleanField(_("外国からの資金・物品・役務の受入れがある"), default=False)
    foreign_support = models.TextField(_("受入れの内容"), blank=True)
    declared_at = models.DateTimeField(null=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("研究インテグリティの申告")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "person"], name="one_declaration_per_person"),
            models.CheckConstraint(
                condition=(Q(has_posts=False) | Q(outside_posts__regex=r"\S"))
                & (Q(has_foreign=False) | Q(foreign_support__regex=r"\S")),
                name="declaration_says_what",
            ),
        ]


class DeclarationMark(models.Model):
    """That somebody has declared, without a word of what; so that the representative sees who is still missing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Proposal, models.PROTECT, related_name="declared", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard()

    class Meta:
        verbose_name = _("申告が済んだこと")
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_declaration_mark")]


class InstitutionApproval(models.Model):
    """The institution asked for its approval of one exact text, and its answer; another text needs another one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Proposal, models.PROTECT, related_name="approvals", editable=False)
    text_hash = models.CharField(max_length=64, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    is_approved = models.BooleanField(default=False)
    note = models.TextField(_("差し戻す理由"), blank=True)

    guard = Guard()

    class Meta:
        verbose_name = _("所属機関の承認")
        ordering = ["-asked_at"]


class SelfCheck(models.Model):
    """What the portal found among a representative's own proposals and projects before sending; theirs alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    result = models.JSONField(default=list)
    at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Closed(
        "the person whose proposals were compared",
        writes="select, insert",
        policies=(
            ("own", "select", "person_id = (select app.user_id())"),
            ("add", "insert", "person_id = (select app.user_id())"),
        ),
    )

    class Meta:
        verbose_name = _("重複・集中の自己点検")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="one_self_check_per_version")
        ]
