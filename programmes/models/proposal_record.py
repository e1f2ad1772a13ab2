"""What is kept of a proposal once it was sent: frozen versions, its people, the agency's check, imported lists (R36)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from confidentiality.models import Item, StoredFile
from programmes.models.call import Call
from programmes.models.proposal import Proposal


class ProposalVersion(Item):
    """The whole text as it was sent at one instant, by its SHA-256; without the names, which are in the roll.

    ``body``: title, english_title, abstract, erad_id, amount, statements, sections [{key, title, text}],
    budget {lines, years, items, direct, indirect, total}, files [{section, name, sha256, file}].
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="versions", editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    body = models.JSONField(default=dict, editable=False)
    amount = models.BigIntegerField(editable=False)
    text_hash = models.CharField(max_length=64, editable=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    sent_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard("item_ptr_id", writes="select, insert")

    class Meta:
        verbose_name = _("提出した提案書")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="proposal_version_numbered")
        ]


class ProposalRoll(Item):
    """参加者の一覧 of a version, kept apart from its text so that it can be reviewed without names."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    version = models.OneToOneField(ProposalVersion, models.PROTECT, related_name="roll", editable=False)

    guard = Guard("item_ptr_id", writes="select, insert")

    class Meta:
        verbose_name = _("提出した参加者の一覧")


class ProposalMember(models.Model):
    """One person of a proposal as printed there, with the share of their time in percent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProposalRoll, models.PROTECT, related_name="members", editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    name = models.CharField(_("氏名"), max_length=120)
    organisation = models.CharField(_("所属機関"), max_length=200)
    part = models.CharField(_("役割"), max_length=200, blank=True)
    erad = models.CharField(_("e-Rad の研究者番号"), max_length=8, blank=True)
    effort = models.PositiveSmallIntegerField(_("エフォート（％）"), null=True)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("提出した参加者")
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                condition=Q(effort__isnull=True) | Q(effort__lte=100), name="effort_is_a_share"
            )
        ]


class EligibilityCheck(Item):
    """要件・重複確認の記録: what the agency compared within its own sight, and its note; never for applicants."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    proposal = models.OneToOneField(
        Proposal, models.PROTECT, related_name="eligibility_check", editable=False
    )
    report = models.JSONField(default=list, editable=False)
    note = models.TextField(_("確認のメモ"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    checked_at = models.DateTimeField(null=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("要件・重複確認の記録")

    @property
    def places(self) -> tuple:
        return self.proposal.places


class ProposalImport(Item):
    """One list of proposals as it came from e-Rad, byte for byte, and who brought it in."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    call = models.ForeignKey(Call, models.PROTECT, related_name="+", editable=False)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    rows = models.PositiveIntegerField(editable=False)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    imported_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("e-Rad からの取込み")
        constraints = [
            models.UniqueConstraint(fields=["call", "sha256"], name="one_import_per_file"),
        ]
