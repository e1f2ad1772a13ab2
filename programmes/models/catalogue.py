"""The small registers round the technologies, all alike: one kind of entry, its notes, its links, and budget lines."""

import uuid
from datetime import date
from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMModelMixin

from accounts.models import Dated, Organisation
from confidentiality import audience
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, lock, verb
from programmes.models.technology import CriticalTechnology
from programmes.rights import HISTORY, STAFF_ALONE, is_staff


@pghistory.track(
    context_field=None, attrs=HISTORY
)  # who and why stand in the journal; these rows say what changed
class CatalogueEntry(FSMModelMixin, Item):
    """One line of a register: a document, a topic, an ask, a directive, a base, a standard, a seed, a study or a scheme.

    Which columns a register uses, and its words, are said by ``programmes.policy_registers``.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Register(models.TextChoices):
        DOCUMENT = "document", _("政府文書")
        TOPIC = "topic", _("論点")
        ASK = "ask", _("政府への要望")
        DIRECTIVE = "directive", _("トップダウンの指示")
        BASE = "base", _("研究開発拠点・テストベッド")
        STANDARD = "standard", _("国際標準の目標")
        SEED = "seed", _("ディープテックの種")
        STUDY = "study", _("調査研究")
        SCHEME = "scheme", _("関連する制度・事業")

    class State(models.TextChoices):
        OPEN = "open", _("登録済")
        UNDERWAY = "underway", _("取組中")
        SETTLED = "settled", _("決着")
        DROPPED = "dropped", _("取りやめ")

    register = models.CharField(_("登録簿"), max_length=10, choices=Register, editable=False)
    number = models.PositiveSmallIntegerField(_("番号"), null=True, blank=True)
    title = models.CharField(_("件名"), max_length=200)
    text = models.TextField(_("内容"), blank=True)
    category = models.CharField(_("区分"), max_length=20, blank=True)
    technology = models.ForeignKey(
        CriticalTechnology,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("重要技術"),
        related_name="entries",
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("組織"), related_name="+"
    )
    counterpart = models.CharField(_("相手"), max_length=200, blank=True)
    on = models.DateField(_("日"), null=True, blank=True)
    url = models.URLField(_("ページのアドレス"), max_length=500, blank=True)
    source = models.CharField(_("出典"), max_length=300, blank=True)
    answer = models.TextField(_("回答または結果"), blank=True, editable=False)
    answered_on = models.DateField(_("回答または決着の日"), null=True, editable=False)
    is_public = models.BooleanField(_("公開している"), default=False, editable=False)
    state = StateField(_("状態"), default=State.OPEN, choices=State, protected=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("登録簿の記載")
        ordering = ["register", "number", "-on", "title"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(register__in=["standard", "study"]) | Q(technology__isnull=False),
                name="standards_and_studies_are_of_a_technology",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["settled", "dropped"])
                | (Q(answer__regex=r"\S") & Q(answered_on__isnull=False)),
                name="entry_settled_with_an_answer",
            ),
            models.UniqueConstraint(
                fields=["register", "number"], condition=Q(number__isnull=False), name="numbered_once"
            ),
        ]

    @verb(_("取り組む"), allows=is_staff, source=State.OPEN, target=State.UNDERWAY)
    def take_up_entry(self, *, by: Any, text: str) -> None:
        self.note(by, text)

    @verb(_("決着を記録する"), allows=is_staff, source=[State.OPEN, State.UNDERWAY], target=State.SETTLED)
    def settle_entry(self, *, by: Any, answer: str, answered_on: date, counterpart: str = "") -> None:
        """With the answer and its day; where somebody takes it over, with their name (R66)."""
        self._end(by, answer, answered_on)
        if counterpart:
            self.counterpart = counterpart

    @verb(_("取りやめる"), allows=is_staff, source=[State.OPEN, State.UNDERWAY], target=State.DROPPED)
    def drop_entry(self, *, by: Any, answer: str, answered_on: date) -> None:
        self._end(by, answer, answered_on)

    @verb(_("元に戻す"), allows=is_staff, source=[State.SETTLED, State.DROPPED], target=State.OPEN)
    def reopen_entry(self, *, by: Any, text: str) -> None:
        """The answer that was given stays in the notes."""
        self.note(by, text)
        self.answer, self.answered_on = "", None

    @verb(_("公開ページに掲載する"), allows=is_staff, source="*")
    def publish_entry(self, *, by: Any) -> None:
        """The entry, not its notes, to everybody; never beside a technology that is not public (the database agrees)."""
        if self.is_public:
            raise WrongState(_("すでに公開ページに掲載しています。"))
        if self.technology_id:
            lock(self.technology_id)
            if not CriticalTechnology.objects.filter(pk=self.technology_id, is_public_example=True).exists():
                raise WrongState(_("関係する重要技術を公開していないため、掲載できません。"))
        self.is_public = True
        audience.open_to(self, audience.EVERYBODY)

    @verb(_("掲載を取り下げる"), allows=is_staff, source="*")
    def withdraw_entry(self, *, by: Any) -> None:
        if not self.is_public:
            raise WrongState(_("公開ページに掲載していません。"))
        self.is_public = False
        audience.close_to(self, audience.EVERYBODY)

    def _end(self, by: Any, answer: str, answered_on: date) -> None:
        if not answer.strip():
            raise WrongState(_("回答または理由を記入してください。"))
        self.answer, self.answered_on = answer, answered_on
        self.note(by, answer)

    def note(self, by: Any, text: str) -> None:
        if not text.strip():
            raise WrongState(_("経過を記入してください。"))
        CatalogueNote.objects.create(item=self, text=text, written_by=by)


class CatalogueNote(models.Model):
    """What was done or said about an entry, one after the other; the office's even when the entry is public (R12)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="notes", editable=False)
    text = models.TextField(_("経過"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert", unless_private=STAFF_ALONE)

    class Meta:
        verbose_name = _("記載の経過")
        ordering = ["-written_at"]


class CatalogueLink(Dated):
    """What of the programme rests on an entry or was changed by it; read by who reads both (R15, R22)."""

    item = models.ForeignKey(CatalogueEntry, models.PROTECT, related_name="links", editable=False)
    subject = models.ForeignKey(Item, models.PROTECT, related_name="catalogue_links", editable=False)
    how = models.TextField(_("関係"), blank=True)
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    guard = Guard(also=("subject_id",))

    class Meta(Dated.Meta):
        verbose_name = _("記載と結び付くもの")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "subject"],
                condition=Q(valid_until__isnull=True),
                name="one_live_catalogue_link",
            ),
        ]


@pghistory.track(context_field=None, attrs=HISTORY)
class BudgetLine(FSMModelMixin, Item):
    """A sum asked for, or given, by one budget act: ministry, fiscal year, whole yen, source (R16)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Stage(models.TextChoices):
        REQUEST = "request", _("要求")
        APPROPRIATION = "appropriation", pgettext_lazy("budget line", "予算措置")

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        PUBLISHED = "published", _("公開済")

    fiscal_year = models.PositiveSmallIntegerField(_("年度"))
    stage = models.CharField(_("要求か予算措置か"), max_length=15, choices=Stage)
    act = models.CharField(_("予算"), max_length=120)
    ministry = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("府省庁"), related_name="+"
    )
    name = models.CharField(_("事業の名称"), max_length=200)
    amount = models.BigIntegerField(_("金額（円）"))
    source = models.CharField(_("出典"), max_length=300)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("予算の要求と措置")
        ordering = ["-fiscal_year", "stage", "ministry", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="budget_line_of_something"),
            models.CheckConstraint(condition=Q(source__regex=r"\S"), name="budget_line_has_a_source"),
        ]

    @verb(_("公開ページに掲載する"), allows=is_staff, source=State.DRAFT, target=State.PUBLISHED)
    def publish_budget_line(self, *, by: Any) -> None:
        audience.open_to(self, audience.EVERYBODY)

    @verb(_("掲載を取り下げる"), allows=is_staff, source=State.PUBLISHED, target=State.DRAFT)
    def withdraw_budget_line(self, *, by: Any) -> None:
        """Off the public pages, to be corrected."""
        audience.close_to(self, audience.EVERYBODY)
