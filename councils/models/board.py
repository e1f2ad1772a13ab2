"""Talk between meetings, inside the rules of the item it is about (R95)."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import RETURN_VALUE, FSMModelMixin

from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from councils.models.council import Council
from councils.rights import manages


class Post(models.Model):
    """A message on an item: on the council's room, or on a material; for members who see that item's content.

    A material may become public; what members said about it does not.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="posts", editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="+", editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, related_name="replies", editable=False)
    text = models.TextField(_("本文"))
    created = models.DateTimeField(db_default=Now())

    guard = Guard(
        writes="select, insert",
        unless_private="exists (select 1 from councils_room r where r.council_id = councils_post.council_id)",
    )

    class Meta:
        ordering = ["created"]
        verbose_name = _("連絡")


class Consultation(FSMModelMixin, models.Model):
    """A question put to all members in writing, between meetings (書面・持ち回り, R103)."""

    class State(models.TextChoices):
        OPEN = "open", _("回答受付中")
        AGREED = "agreed", _("全員が賛成")
        NOT_AGREED = "not_agreed", _("全員の賛成に至らず")
        WITHDRAWN = "withdrawn", _("取下げ")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="consultations", editable=False)
    title = models.CharField(_("件名"), max_length=200)
    text = models.TextField(_("諮る内容"))
    answer_by = models.DateTimeField(_("回答期限"))
    state = StateField(_("状態"), default=State.OPEN, choices=State, protected=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created = models.DateTimeField(db_default=Now())

    guard = Guard()

    class Meta:
        ordering = ["-created"]

    def latest_answers(self) -> dict:
        """Each member's last answer: {membership id: Answer}."""
        return {a.membership_id: a.answer for a in self.answers.order_by("answered_at", "id")}

    @verb(
        _("締め切る"), allows=manages, source=State.OPEN, target=RETURN_VALUE(State.AGREED, State.NOT_AGREED)
    )
    def conclude(self, *, by: Any) -> str:
        """Agreed only when every voting member answered yes; silence is not consent."""
        answers = self.latest_answers()
        voters = [m for m in self.council.memberships.filter(state__in=["active", "leaving"]) if m.is_voter]
        missing = [m for m in voters if m.pk not in answers]
        if missing and database_now() < self.answer_by:
            raise WrongState(
                _("回答期限前で、まだ回答していない構成員が%(n)s名います。") % {"n": len(missing)}
            )
        everyone = voters and all(answers.get(m.pk) == "yes" for m in voters)
        return self.State.AGREED if everyone else self.State.NOT_AGREED

    @verb(_("取り下げる"), allows=manages, source=State.OPEN, target=State.WITHDRAWN)
    def withdraw(self, *, by: Any) -> None:
        pass


class ConsultationAnswer(models.Model):
    """One member's answer to a written question; a later answer replaces an earlier one, both stay."""

    class Answer(models.TextChoices):
        YES = "yes", _("賛成")
        NO = "no", _("反対")
        ASK = "ask", _("質問がある")

    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="answers")
    membership = models.ForeignKey("councils.Membership", models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(_("回答"), max_length=10, choices=Answer)
    comment = models.TextField(_("意見"), blank=True)
    answered_at = models.DateTimeField(db_default=Now())

    guard = Guard(own="person_id", writes="select, insert")
