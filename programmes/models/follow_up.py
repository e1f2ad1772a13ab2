"""Whether what was called a priority got money and people (R50): figures as they stood, and what was thought of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.phrasing import in_japanese
from confidentiality import audience
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.rights import is_staff


class BudgetFollowUp(FSMModelMixin, Item):
    """One look back at some fiscal years: the office's while it is written; once recorded it never changes (R50)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("作成中")
        RECORDED = "recorded", _("記録済")
        WITHDRAWN = "withdrawn", _("取りやめ")

    title = models.CharField(_("表題"), max_length=120)
    from_year = models.PositiveSmallIntegerField(_("始めの年度"))
    to_year = models.PositiveSmallIntegerField(_("終わりの年度"))
    number = models.PositiveIntegerField(_("版"), editable=False)
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="revisions", editable=False, verbose_name=_("前の版")
    )
    evaluation = models.TextField(_("評価"), blank=True)
    public_text = models.TextField(_("公表する要旨"), blank=True)
    figures = models.JSONField(
        default=dict, editable=False
    )  # the form of followups.figures; empty in a draft
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(null=True, editable=False)
    closing_note = models.TextField(_("取りやめの理由"), blank=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("重点化のフォローアップ")
        ordering = ["-to_year", "-from_year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["from_year", "to_year", "number"], name="follow_up_numbered"),
            models.CheckConstraint(condition=Q(to_year__gte=F("from_year")), name="follow_up_years_in_order"),
            models.CheckConstraint(
                condition=~Q(state="recorded")
                | (~Q(evaluation="") & Q(recorded_at__isnull=False, recorded_by__isnull=False)),
                name="follow_up_recorded_with_words",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = self.public_title or in_japanese(_("重点化のフォローアップ"))
        super().save(*args, **kwargs)

    def published(self) -> "PublishedFollowUp | None":
        """What is public of it now."""
        return self.publications.filter(withdrawn_at=None).first()

    @verb(_("評価を記録する"), allows=is_staff, source=State.DRAFT, target=State.RECORDED)
    def record(self, *, by: Any, shown: str) -> dict:
        """Figures and words as they were ``shown`` become the record; auditors and the keepers of records read it."""
        from programmes import followups

        if not self.evaluation.strip():
            raise WrongState(_("評価を書いてから記録してください。"))
        found = followups.figures(self.from_year, self.to_year)
        if shown != followups.hash_of(self, found):
            raise WrongState(
                _(
                    "表示した後に、数字か文が変わりました。新しい内容を確かめてから、もう一度記録してください。"
                )
            )
        self.figures = found
        self.recorded_by, self.recorded_at = by, database_now()
        audience.open_to(self, audience.office("auditor"), audience.office("records_officer"))
        return {"hash": shown}

    @verb(_("取りやめる"), allows=is_staff, source=State.DRAFT, target=State.WITHDRAWN)
    def withdraw(self, *, by: Any, reason: str) -> None:
        """A draft nobody goes on with; the row stays."""
        self.closing_note = reason

    @verb(_("公表する"), allows=is_staff, source=State.RECORDED)
    def publish_follow_up(self, *, by: Any, shown: str) -> dict:
        """The words for everybody, and the figures a signed-out reader may have now; the evaluation stays inside.

        The figures are asked anew: a concept that was public when they were recorded may be none any more.
        """
        from programmes import followups

        if not self.public_text.strip():
            raise WrongState(
                _("公表する要旨が書かれていません。新しい版を作り、要旨を書いて記録してください。")
            )
        if self.published() is not None:
            raise WrongState(_("すでに公表しています。"))
        found = followups.public_figures(self.from_year, self.to_year)
        if shown != followups.hash_of(self, found):
            raise WrongState(
                _("表示した後に、数字が変わりました。新しい内容を確かめてから、もう一度公表してください。")
            )
        made = PublishedFollowUp.objects.create(
            follow_up=self,
            custodian=by,
            title=self.title,
            from_year=self.from_year,
            to_year=self.to_year,
            text=self.public_text,
            figures=found,
            published_at=database_now(),
        )
        audience.open_to(made, audience.office("programme_staff"), audience.EVERYBODY)
        Item.objects.filter(pk=made.pk).update(custodian=None)
        return {"published": str(made.pk)}

    @verb(_("掲載を取り下げる"), allows=is_staff, source=State.RECORDED)
    def take_off_follow_up(self, *, by: Any, reason: str) -> dict:
        """No more on the public page from this instant; the record keeps that it was, and why it went."""
        made = self.published()
        if made is None:
            raise WrongState(_("公開ページに掲載していません。"))
        made.withdrawn_at, made.withdrawn_reason = database_now(), reason
        made.save(update_fields=["withdrawn_at", "withdrawn_reason"])
        audience.close_to(made, audience.EVERYBODY)
        return {"published": str(made.pk)}


class PublishedFollowUp(Item):
    """What everybody may read of one follow-up: its words, and figures in which unlisted concepts are one sum."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    follow_up = models.ForeignKey(BudgetFollowUp, models.PROTECT, related_name="publications", editable=False)
    title = models.CharField(max_length=120, editable=False)
    from_year = models.PositiveSmallIntegerField(editable=False)
    to_year = models.PositiveSmallIntegerField(editable=False)
    text = models.TextField(editable=False)
    figures = models.JSONField(editable=False)
    published_at = models.DateTimeField(editable=False)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("公表したフォローアップ")
        ordering = ["-to_year", "-from_year", "-published_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up"], condition=Q(withdrawn_at=None), name="follow_up_published_once"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = self.public_title or in_japanese(_("重点化のフォローアップ"))
        super().save(*args, **kwargs)
