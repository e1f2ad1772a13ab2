"""An application to a call (R36): its people's own until it is sent, its call's afterwards; knows no reviewer."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Organisation
from accounts.phrasing import in_japanese
from confidentiality import outbox
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.call import Call
from programmes.models.fund import Fund
from programmes.standing import represents, runs


class Proposal(FSMModelMixin, Item):
    """What one representative proposes with others (3.3); words and sums here are those of the version that was sent.

    A proposal of the portal begins as its people's draft. One brought by a list (``imported``) has no reader but the
    agency: its representative is kept as printed there, and nobody gets a function from what somebody else typed.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("作成中")
        SUBMITTED = "submitted", _("提出済")
        WITHDRAWN = "withdrawn", _("取下げ")
        INELIGIBLE = "ineligible", _("要件を満たさない")
        ELIGIBLE = "eligible", _("要件確認済")
        SELECTED = "selected", _("採択内定")
        NOT_SELECTED = "not_selected", _("不採択")
        AWARDED = "awarded", _("採択")
        DECLINED = "declined", _("辞退")

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    concept = models.ForeignKey("programmes.RDConcept", models.PROTECT, related_name="+", editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="proposals", editable=False)
    number = models.CharField(_("受付番号"), max_length=60, blank=True, editable=False)
    erad_id = models.CharField(_("e-Rad の応募番号"), max_length=40, blank=True)
    title = models.CharField(_("提案の名称"), max_length=200)
    english_title = models.CharField(_("英語の名称"), max_length=300, blank=True)
    representative = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("研究代表者"), related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, verbose_name=_("研究代表者の所属機関"), related_name="+"
    )
    printed_representative = models.CharField(_("研究代表者（記載のまま）"), max_length=120, blank=True)
    printed_organisation = models.CharField(_("所属機関（記載のまま）"), max_length=200, blank=True)
    printed_erad = models.CharField(_("e-Rad の研究者番号"), max_length=8, blank=True, editable=False)
    printed_effort = models.PositiveSmallIntegerField(_("エフォート（％）"), null=True, editable=False)
    imported = models.ForeignKey(
        "programmes.ProposalImport", models.PROTECT, null=True, related_name="proposals", editable=False
    )
    amount = models.BigIntegerField(_("申請額（円）"), null=True, blank=True)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    sent_number = models.PositiveSmallIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    state_reason = models.TextField(_("理由"), blank=True, editable=False)

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
            models.CheckConstraint(
                condition=Q(imported__isnull=True, representative__isnull=False, organisation__isnull=False)
                | Q(imported__isnull=False, printed_representative__regex=r"\S"),
                name="proposal_has_a_representative",
            ),
        ]

    @property
    def places(self) -> tuple:
        return (self.pk, self.call_id, self.concept_id, self.fund_id)

    @property
    def head(self) -> str:
        """Who represents it, as registered or as printed."""
        return self.representative.name if self.representative else self.printed_representative

    @property
    def home(self) -> str:
        return self.organisation.name if self.organisation else self.printed_organisation

    @property
    def is_out(self) -> bool:
        return self.state != self.State.DRAFT

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = (
            in_japanese(_("提案 %(number)s"), number=self.number)
            if self.number
            else in_japanese(_("作成中の提案"))
        )
        super().save(*args, **kwargs)

    @verb(_("提出する"), allows=represents, source=[State.DRAFT, State.SUBMITTED], target=State.SUBMITTED)
    def submit(self, *, by: Any, shown: str = "") -> dict:
        """Freeze the whole text and hand it over, in this instant; until the closing it may be replaced by another."""
        from programmes import proposal_sending

        return proposal_sending.send(self, by=by, shown=shown)

    @verb(_("内容を変更する"), allows=represents, source=State.SUBMITTED)
    def reopen(self, *, by: Any) -> None:
        """Work on the text again before the closing; what was sent stays valid until something else is sent."""
        from programmes import proposal_sending

        proposal_sending.reopen(self)

    @verb(_("提案を取り下げる"), allows=represents, source=State.SUBMITTED, target=State.WITHDRAWN)
    def withdraw_proposal(self, *, by: Any) -> None:
        """From this instant the agency has its number and title page, and no text any more."""
        from programmes import proposal_sending

        proposal_sending.take_back(self)

    @verb(_("要件を満たすとする"), allows=runs, source=State.SUBMITTED, target=State.ELIGIBLE)
    def accept_as_eligible(self, *, by: Any, reason: str) -> dict:
        return self._judged(reason)

    @verb(_("要件を満たさないとする"), allows=runs, source=State.SUBMITTED, target=State.INELIGIBLE)
    def refuse_as_ineligible(self, *, by: Any, reason: str) -> dict:
        """The reason is for the representative to read."""
        return self._judged(reason)

    def _judged(self, reason: str) -> dict:
        """After the closing only: before it, the text may still be replaced. Takes the instant from the database."""
        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        if database_now() < self.call.closes_at:
            raise WrongState(
                _("受付終了までは、提案が差し替えられることがあります。終了後に確かめてください。")
            )
        self.state_reason = reason
        outbox.enqueue("proposal.judged", self)
        return {"reason_length": len(reason)}

    @verb(
        _("採択を辞退する"),
        allows=represents,
        source=[State.ELIGIBLE, State.SELECTED],
        target=State.DECLINED,
    )
    def decline_award(self, *, by: Any, reason: str) -> dict:
        """Once the result is out, before the project is made; the database asks for the letter and its instant."""
        from programmes import selection

        letter = selection.letter_for(self)
        if letter is None or not letter.is_selected:
            raise WrongState(_("いまは、できません。"))
        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        self.state_reason = reason
        return {"reason_length": len(reason)}
