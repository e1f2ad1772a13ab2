"""What a council agreed and what came of it: decisions, action items with owner and date, support (R77, R80, R82)."""

import uuid
from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Organisation
from confidentiality import outbox
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from councils.models.council import Council
from councils.models.meeting import Meeting
from councils.models.membership import Membership
from councils.rights import inside, manages


class Decision(models.Model):
    """An agreed outcome that members act on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="decisions", editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="decisions", editable=False)
    remark_id = models.UUIDField(null=True, editable=False)
    number = models.PositiveIntegerField(editable=False)
    text = models.TextField(_("決定した事項"))
    decided_at = models.DateTimeField(db_default=Now())

    guard = Guard()

    class Meta:
        ordering = ["-decided_at"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decision_numbered")]


def is_owner(subject: "ActionItem", person: Any) -> bool:
    return inside(subject, person) and subject.owner.person_id == person.pk


def owner_or_manager(subject: "ActionItem", person: Any) -> bool:
    return is_owner(subject, person) or manages(subject, person)


@pghistory.track(context_field=None)  # who and why stand in the journal; these rows say what changed
class ActionItem(FSMModelMixin, models.Model):
    """A member's follow-up with owner and due date; reappears on the next agenda until done."""

    class State(models.TextChoices):
        OPEN = "open", _("未着手")
        DOING = "doing", _("対応中")
        RETURNED = "returned", _("担当から返却")
        DONE = "done", _("完了")
        DROPPED = "dropped", _("取りやめ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="actions", editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="actions", editable=False)
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="actions", editable=False)
    remark_id = models.UUIDField(null=True, editable=False)
    text = models.TextField(_("対応すること"))
    owner = models.ForeignKey(Membership, models.PROTECT, related_name="actions", verbose_name=_("担当"))
    due_on = models.DateField(_("期限"))
    is_lead = models.BooleanField(_("社会実装を牽引する"), default=False)
    state = StateField(_("状態"), default=State.OPEN, choices=State, protected=True)
    created = models.DateTimeField(db_default=Now())

    guard = Guard()

    class Meta:
        ordering = ["due_on"]

    @verb(_("着手する"), allows=owner_or_manager, source=[State.OPEN, State.RETURNED], target=State.DOING)
    def start(self, *, by: Any) -> None:
        pass

    @verb(
        _("完了を報告する"),
        allows=owner_or_manager,
        source=[State.OPEN, State.DOING, State.RETURNED],
        target=State.DONE,
    )
    def report_done(self, *, by: Any, note: str) -> None:
        if not note.strip():
            raise WrongState(_("行ったことを1文以上で書いてください。"))
        self._report(by, note)

    @verb(
        _("対応できないと申し出る"), allows=is_owner, source=[State.OPEN, State.DOING], target=State.RETURNED
    )
    def hand_back(self, *, by: Any, note: str) -> None:
        """The secretariat finds another owner or date; until then the action stays open."""
        if not note.strip():
            raise WrongState(_("理由を書いてください。"))
        self._report(by, note)
        outbox.enqueue("action.returned", self)

    @verb(
        _("担当と期限を決め直す"),
        allows=manages,
        source=[State.OPEN, State.DOING, State.RETURNED],
        target=State.OPEN,
    )
    def reassign(self, *, by: Any, owner: Membership, due_on: Any) -> dict:
        was = {"was_owner": str(self.owner_id), "was_due_on": self.due_on.isoformat()}
        self.owner, self.due_on = owner, due_on
        outbox.enqueue("action.assigned", self)
        return was

    @verb(
        _("取りやめる"),
        allows=manages,
        source=[State.OPEN, State.DOING, State.RETURNED],
        target=State.DROPPED,
    )
    def drop(self, *, by: Any, note: str) -> None:
        if not note.strip():
            raise WrongState(_("取りやめる理由を書いてください。"))
        self._report(by, note)

    def _report(self, by: Any, text: str) -> None:
        ActionReport.objects.create(item_id=self.item_id, action=self, person=by, text=text)


class ActionReport(models.Model):
    """What the owner of an action reported, and when."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    action = models.ForeignKey(ActionItem, models.PROTECT, related_name="reports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("報告"))
    created = models.DateTimeField(db_default=Now())

    guard = Guard(writes="select, insert")

    class Meta:
        ordering = ["created"]


def answers_support(subject: "SupportAction", person: Any) -> bool:
    """The secretariat, or a member who sits for the body that was asked."""
    return manages(subject, person) or (
        inside(subject, person)
        and Membership.objects.filter(
            council_id=subject.council_id,
            person=person,
            organisation_id=subject.provider_id,
            state__in=["active", "leaving"],
        ).exists()
    )


@pghistory.track(context_field=None)  # who and why stand in the journal; these rows say what changed
class SupportAction(FSMModelMixin, models.Model):
    """Accompanying support by a ministry or body: information, standards, staff, facilities, contracts and more."""

    class Kind(models.TextChoices):
        INFORMATION = "information", _("情報の提供")
        DEREGULATION = "deregulation", _("規制緩和の検討")
        STANDARDS = "standards", _("国際標準化の支援")
        STAFF = "staff", _("職員の派遣")
        FACILITIES = "facilities", _("施設の供与")
        CONTRACTS = "contracts", _("契約・調達")
        INFRASTRUCTURE = "infrastructure", _("インフラ整備")
        NEGOTIATION = "negotiation", _("国際交渉")

    class State(models.TextChoices):
        REQUESTED = "requested", _("依頼中")
        ACCEPTED = "accepted", _("受入れ")
        DOING = "doing", _("実施中")
        DONE = "done", _("実施済")
        NOT_POSSIBLE = "not_possible", _("実施できない")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="support_actions", editable=False)
    support_kind = models.CharField(_("支援の種類"), max_length=20, choices=Kind)
    text = models.TextField(_("求める支援"))
    provider = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("支援する組織"), related_name="+"
    )
    due_on = models.DateField(_("希望する時期"), null=True, blank=True)
    answer = models.TextField(_("回答"), blank=True)
    state = StateField(_("状態"), default=State.REQUESTED, choices=State, protected=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    created = models.DateTimeField(db_default=Now())

    guard = Guard()

    class Meta:
        ordering = ["-created"]

    @verb(_("受け入れる"), allows=answers_support, source=State.REQUESTED, target=State.ACCEPTED)
    def accept(self, *, by: Any, answer: str = "") -> None:
        self.answer = answer or self.answer

    @verb(_("実施を始める"), allows=answers_support, source=State.ACCEPTED, target=State.DOING)
    def start(self, *, by: Any, answer: str = "") -> None:
        self.answer = answer or self.answer

    @verb(
        _("実施済みにする"), allows=answers_support, source=[State.ACCEPTED, State.DOING], target=State.DONE
    )
    def finish(self, *, by: Any, answer: str = "") -> None:
        self.answer = answer or self.answer

    @verb(
        _("実施できないと回答する"),
        allows=answers_support,
        source=[State.REQUESTED, State.ACCEPTED, State.DOING],
        target=State.NOT_POSSIBLE,
    )
    def refuse(self, *, by: Any, answer: str) -> None:
        if not answer.strip():
            raise WrongState(_("実施できない理由を書いてください。"))
        self.answer = answer
        outbox.enqueue("support.refused", self)
