"""A person's dated function at one fund, concept or project; ending one row ends what it opened."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Dated, Organisation
from confidentiality.guards import Guard
from confidentiality.models import Item
from programmes.rights import STAFF_ALONE

# SQL: a call is everybody's once it is decided; who reads its proposals is their own and its agency's to know, and so is
# who checks what applicants declare. Who reads a limited draft knows who else does; afterwards that is the office's.
APART = (
    "role not in ('reader', 'integrity', 'draft_writer', 'draft_reader') or person_id = (select app.user_id())"
    " or (role = 'reader' and (select app.runs_call_review(item_id)))"
    " or (role = 'integrity' and (select app.may_assign(item_id)))"
    f" or (role in ('draft_writer', 'draft_reader') and (valid_until is null or {STAFF_ALONE}))"
)


class Assignment(Dated):
    """Who does what at a container since when (4.1); a trigger copies it into the person's holdings, nothing else does."""

    class Role(models.TextChoices):
        LEAD = "lead", _("内閣府の事務局")
        MINISTRY = "ministry", _("所管省庁担当")
        AGENCY = "agency", _("研究推進法人")
        MANAGER = "manager", _("PD・PO・PM")
        REPRESENTATIVE = "representative", _("研究代表者")
        PARTICIPANT = "participant", _("研究参加者")
        NEEDS = "needs", _("ニーズ省庁担当")
        CO_APPLICANT = "co_applicant", _("共同提案者")
        INSTITUTION = "institution", _("所属機関の承認者")
        EVALUATOR = "evaluator", _("評価者")
        INTEGRITY = "integrity", _("研究インテグリティの確認者")
        READER = "reader", _("公募の閲覧者")
        DRAFT_WRITER = "draft_writer", _("案の担当者")
        DRAFT_READER = "draft_reader", _("案の閲覧者")

    # A reader is named at a call alone, by its agency; who reads a draft, at the draft.
    ELSEWHERE = (Role.READER, Role.DRAFT_WRITER, Role.DRAFT_READER)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="assignments", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments")
    role = models.CharField(_("役割"), max_length=20, choices=Role)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("所属する組織"), related_name="+"
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    guard = Guard(own="person_id", unless_private=APART)

    class Meta(Dated.Meta):
        verbose_name = _("担当")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "person", "role"],
                condition=Q(valid_until__isnull=True),
                name="one_live_assignment",
            ),
        ]
