"""The register of who may be asked to judge for a fund: reviewers, scouts, evaluators of gates (R37).

It seats nobody and opens no proposal. It is the agency's of the fund alone: an officer on the side of any proposal or
project of that fund, whatever its state, reads no line of it, although being in the register is no assignment to a call:
who might judge is worth knowing to who is going to be judged (stricter than ADR 0013, which asks of one call).
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.fields import today
from confidentiality.acting import database_now
from confidentiality.guards import Closed, Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.fund import Fund

OWN = "person_id = (select app.user_id())"
# SQL: registers the reader keeps; asked once a statement, however many rows there are.
KEEPS = "{column} in (select app.kept_scout_registers())"


def _ask(function: str, pk: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"select app.{function}(%s)", [pk])
        return cursor.fetchone()[0]


def keeps(subject: Any, person: models.Model) -> bool:
    """The agency of the fund, and nobody on the side of a proposal or project of it; of a register or another's line of it."""
    return getattr(subject, "person_id", None) != person.pk and _ask("keeps_scouts", subject.item_id)


def keeps_for(fund: Fund, person: models.Model) -> bool:
    """The same of a fund that may have no register yet."""
    return _ask("keeps_scouts_of", fund.pk)


def is_own(entry: "ScoutEntry", person: models.Model) -> bool:
    return entry.person_id == person.pk


class ScoutRegister(Item):
    """The register of one fund. Its readers are the fund's agency, save who is on a judged side there."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    fund = models.OneToOneField(Fund, models.PROTECT, related_name="+", editable=False)

    guard = Guard(
        "item_ptr_id", writes="select, insert", unless_private="(select app.keeps_scouts_of(fund_id))"
    )

    class Meta:
        verbose_name = _("審査員・目利きの名簿")

    @property
    def places(self) -> tuple:
        return (self.pk, self.fund_id)


class ScoutEntry(FSMModelMixin, models.Model):
    """One person of the register, with what they agreed to; usable only while they agree and it lasts.

    ``fund_name`` is kept from when they were asked: they need not be readers of the fund. ``until`` is the last day.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("回答待ち")
        AGREED = "agreed", _("承諾済")
        PAUSED = "paused", _("休止中")
        DECLINED = "declined", _("辞退")
        REMOVED = "removed", _("名簿から外した")

    WORDS = ("is_reviewer", "is_scout", "is_evaluator", "fields", "languages", "until", "note")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ScoutRegister, models.PROTECT, related_name="entries", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    fund_name = models.CharField(max_length=120, editable=False)
    is_reviewer = models.BooleanField(_("審査員"), default=False)
    is_scout = models.BooleanField(_("目利き"), default=False)
    is_evaluator = models.BooleanField(_("評価者"), default=False)
    # Numbers of fields of technology; a field that is merged or removed is followed by a trigger.
    fields = ArrayField(models.UUIDField(), verbose_name=_("専門の技術分野"), default=list)
    languages = models.CharField(_("審査できる言語"), max_length=100, blank=True)
    until = models.DateField(_("期限"), null=True, blank=True)
    note = models.TextField(_("備考"), blank=True)
    state = StateField(_("状態"), default=State.ASKED, choices=State, protected=True)
    reason = models.TextField(_("理由"), blank=True, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    agreed_at = models.DateTimeField(null=True, editable=False)

    guard = Closed(
        "each person's own, and for who keeps the register of the fund",
        writes="select, insert, update",
        policies=(
            ("read", "select", f"{OWN} or {KEEPS.format(column='item_id')}"),
            ("enter", "insert", KEEPS.format(column="item_id")),
            ("change", "update", f"{OWN} or {KEEPS.format(column='item_id')}"),
        ),
    )

    class Meta:
        verbose_name = _("名簿の登録")
        constraints = [
            models.UniqueConstraint(fields=["item", "person"], name="one_line_of_a_scout"),
            models.CheckConstraint(
                condition=Q(is_reviewer=True) | Q(is_scout=True) | Q(is_evaluator=True),
                name="a_scout_has_a_function",
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False), name="a_scout_agreed_at_an_instant"
            ),
            models.CheckConstraint(
                condition=~Q(state="removed") | ~Q(reason=""), name="a_scout_is_removed_for_a_reason"
            ),
        ]

    @property
    def functions(self) -> list[str]:
        """The words of what they may be asked for."""
        names = ("is_reviewer", "is_scout", "is_evaluator")
        return [str(self._meta.get_field(n).verbose_name) for n in names if getattr(self, n)]

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < today()

    @property
    def is_usable(self) -> bool:
        return self.state == self.State.AGREED and not self.is_over and self.person.is_active

    @property
    def mark(self) -> str:
        """Of what the person is shown and agrees to."""
        said = [self.fund_name, *(str(getattr(self, name)) for name in self.WORDS)]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    def widens(self, said: Mapping[str, Any]) -> bool:
        """Whether these words ask for more than now: another function, or a later day."""
        more = any(said.get(n) and not getattr(self, n) for n in ("is_reviewer", "is_scout", "is_evaluator"))
        until: date | None = said.get("until", self.until)
        return more or (self.until is not None and (until is None or until > self.until))

    @verb(_("承諾する"), allows=is_own, source=State.ASKED, target=State.AGREED)
    def agree_to_judge(self, *, by: Any, shown: str) -> dict:
        """To exactly the words that were shown."""
        if shown != self.mark:
            raise WrongState(
                _("表示した後に、依頼の内容が変わりました。画面を開き直して、確かめてください。")
            )
        if self.is_over:
            raise WrongState(_("依頼の期限を過ぎています。"))
        self.agreed_at, self.reason = database_now(), ""
        return {"hash": shown}

    @verb(_("休止する"), allows=is_own, source=State.AGREED, target=State.PAUSED)
    def pause_judging(self, *, by: Any) -> None:
        """Nobody asks them until they resume; seats they hold go on."""

    @verb(_("再開する"), allows=is_own, source=State.PAUSED, target=State.AGREED)
    def resume_judging(self, *, by: Any) -> None:
        """What they agreed to still stands."""

    @verb(
        _("辞退する"),
        allows=is_own,
        source=[State.ASKED, State.AGREED, State.PAUSED],
        target=State.DECLINED,
    )
    def decline_to_judge(self, *, by: Any, reason: str = "") -> dict:
        """With or without a reason; seats they hold are given up one by one."""
        self.agreed_at, self.reason = None, reason
        return {"reason_length": len(reason)}

    @verb(
        _("名簿から外す"),
        allows=keeps,
        source=[State.ASKED, State.AGREED, State.PAUSED],
        target=State.REMOVED,
    )
    def remove_scout(self, *, by: Any, reason: str) -> dict:
        """With a reason the person reads; the line is kept."""
        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        self.agreed_at, self.reason = None, reason
        return {"reason_length": len(reason)}

    @verb(_("もう一度依頼する"), allows=keeps, source="*", target=State.ASKED)
    def ask_scout_again(self, *, by: Any, **said: Any) -> None:
        """For more than was agreed to, or after a no: nothing is usable until they answer. Asking twice is refused."""
        if self.state == self.State.ASKED or (
            not said and self.state in (self.State.AGREED, self.State.PAUSED)
        ):
            raise WrongState(
                _("この操作は、いまの状態（%(state)s）ではできません。画面を開き直してください。")
                % {"state": self.get_state_display()}
            )
        for name, value in said.items():
            setattr(self, name, value)
        self.asked_by, self.asked_at, self.agreed_at, self.reason = by, database_now(), None, ""
        from programmes import scouts

        scouts.tell(self)


__all__ = ["ScoutEntry", "ScoutRegister", "is_own", "keeps", "keeps_for"]
