"""An application to a call (R36): its authors' own until it is sent, its call's afterwards; knows no reviewer."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Organisation
from accounts.phrasing import in_japanese
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from programmes.models.call import Call
from programmes.models.fund import Fund
from programmes.models.project import RDConcept


class Proposal(FSMModelMixin, Item):
    """What one representative proposes with others, in one version when it is sent (3.3)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("作成中")
        SUBMITTED = "submitted", _("提出済")
        WITHDRAWN = "withdrawn", _("取下げ")
        INELIGIBLE = "ineligible", _("要件を満たさない")
        ELIGIBLE = "eligible", _("要件確認済")
        DOCUMENT_REVIEW = "document_review", _("書面審査中")
        INTERVIEW = "interview", _("面接審査中")
        RANKED = "ranked", _("順位決定済")
        SELECTED = "selected", _("採択候補")
        NOT_SELECTED = "not_selected", _("不採択")
        SECURITY_CHECKED = "security_checked", _("安全管理の確認済")
        AWARDED = "awarded", _("採択")
        DECLINED = "declined", _("辞退")

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    concept = models.ForeignKey(RDConcept, models.PROTECT, related_name="+", editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals", editable=False)
    number = models.CharField(_("受付番号"), max_length=60, blank=True, editable=False)
    erad_id = models.CharField(_("e-Rad の応募番号"), max_length=40, blank=True)
    title = models.CharField(_("提案の名称"), max_length=200)
    english_title = models.CharField(_("英語の名称"), max_length=300, blank=True)
    representative = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("研究代表者"), related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("研究代表者の所属機関"), related_name="+"
    )
    amount = models.BigIntegerField(_("申請額（円）"), null=True, blank=True)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    submitted_at = models.DateTimeField(null=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("提案")
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="one_proposal_per_number"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="proposal_asks_for_something"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(number="") & Q(submitted_at__isnull=False),
                name="proposal_is_numbered_when_sent",
            ),
        ]

    @property
    def places(self) -> tuple:
        return (self.pk, self.call_id, self.concept_id, self.fund_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = (
            in_japanese(_("提案 %(number)s"), number=self.number)
            if self.number
            else in_japanese(_("作成中の提案"))
        )
        super().save(*args, **kwargs)
