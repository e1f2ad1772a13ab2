"""What the office keeps about one technology: its profile, its strategy in versions, its place in the order."""

import uuid
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality import audience
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, lock, verb
from programmes.models.technology import CriticalTechnology
from programmes.rights import HISTORY, is_staff


@pghistory.track(
    context_field=None, attrs=HISTORY
)  # who and why stand in the journal; these rows say what changed
class TechnologyBook(Item):
    """The office's own book about a technology; it stays inside when the technology becomes a public example."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Origin(models.TextChoices):
        UNKNOWN = "", _("未設定")
        SEEDS = "seeds", _("シーズ主導")
        NEEDS = "needs", _("ニーズ主導")

    class Horizon(models.TextChoices):
        UNKNOWN = "", _("未設定")
        SHORT = "short", _("短期")
        LONG = "long", _("長期")

    technology = models.OneToOneField(CriticalTechnology, models.PROTECT, related_name="book", editable=False)
    origin = models.CharField(_("起点"), max_length=10, choices=Origin, blank=True, default="")
    horizon = models.CharField(_("見通す期間"), max_length=10, choices=Horizon, blank=True, default="")
    is_platform = models.BooleanField(_("社会を大きく変える基盤技術"), default=False)
    rank = models.PositiveIntegerField(_("順位"), null=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("技術の検討記録")
        constraints = [
            models.UniqueConstraint(
                fields=["rank"], name="one_technology_per_rank", deferrable=Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(rank__isnull=True) | Q(rank__gt=0), name="rank_from_one"),
        ]


class StrategyVersion(models.Model):
    """One saved state of a technology's strategy card (R10); a correction is a further version."""

    class Goal(models.TextChoices):
        ADVANTAGE = "advantage", _("優位性")
        INDISPENSABILITY = "indispensability", _("不可欠性")
        AUTONOMY = "autonomy", _("自律性")

    class Lever(models.TextChoices):
        PATENTS = "patents", _("特許")
        STANDARDS = "standards", _("標準")
        KNOW_HOW = "know_how", _("ノウハウ")

    class Cooperation(models.TextChoices):
        UNDECIDED = "", _("未定")
        PARTNER = "partner", _("国際連携")
        ALONE = "alone", _("独自")
        MIXED = "mixed", _("部分ごとに使い分け")

    class Sourcing(models.TextChoices):
        UNDECIDED = "", _("未定")
        MAKE = "make", _("自ら育てる（オーガニック）")
        PARTNER = "partner", _("他者と組む")
        INVEST = "invest", _("投資で手に入れる（インオーガニック）")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(TechnologyBook, models.PROTECT, related_name="strategies", editable=False)
    number = models.PositiveIntegerField(_("版"), editable=False)
    goals = ArrayField(
        models.CharField(max_length=20), verbose_name=_("戦略上の目標"), default=list, blank=True
    )
    winning_path = models.TextField(_("勝ち筋"), blank=True)
    levers = ArrayField(
        models.CharField(max_length=20), verbose_name=_("競争力の鍵"), default=list, blank=True
    )
    lever_note = models.TextField(_("競争力の鍵の説明"), blank=True)
    cooperation = models.CharField(
        _("国際連携か独自か"), max_length=10, choices=Cooperation, blank=True, default=""
    )
    cooperation_note = models.TextField(_("連携の相手と条件"), blank=True)
    leaders_abroad = models.TextField(_("海外で先行する国・機関"), blank=True)
    competitors = models.TextField(_("競争の状況と、主導権を握り得る者"), blank=True)
    position_industry = models.TextField(_("世界の中の我が国の産業界"), blank=True)
    position_academia = models.TextField(_("世界の中の我が国の学界"), blank=True)
    position_government = models.TextField(_("世界の中の我が国の政府・公的機関"), blank=True)
    sourcing = models.CharField(_("獲得の方法"), max_length=10, choices=Sourcing, blank=True, default="")
    make_note = models.TextField(_("自ら育てる部分"), blank=True)
    partner_note = models.TextField(_("他者と組む部分"), blank=True)
    invest_note = models.TextField(_("投資で手に入れる部分"), blank=True)
    track_build = models.TextField(_("基盤技術：つくる取組"), blank=True)
    track_use = models.TextField(_("基盤技術：使う取組"), blank=True)
    why = models.CharField(_("この版で改めた理由"), max_length=300)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    written_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("戦略カードの版")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="strategy_versions_are_numbered"),
            models.CheckConstraint(condition=Q(why__regex=r"\S"), name="strategy_version_has_a_reason"),
        ]

    def goal_names(self) -> list[Any]:
        return [self.Goal(value).label for value in self.goals]

    def lever_names(self) -> list[Any]:
        return [self.Lever(value).label for value in self.levers]


class RankingDecision(models.Model):
    """One step in the order of technologies: placed, taken out, dropped or taken up again, and why (R9)."""

    class Kind(models.TextChoices):
        PLACED = "placed", _("順位を決めた")
        REMOVED = "removed", _("順位から外した")
        DROPPED = "dropped", _("検討の対象から外した")
        TAKEN_UP = "taken_up", _("再び検討の対象とした")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(TechnologyBook, models.PROTECT, related_name="rankings", editable=False)
    step = models.CharField(_("決定"), max_length=10, choices=Kind)
    was = models.PositiveIntegerField(_("前の順位"), null=True, editable=False)
    now = models.PositiveIntegerField(_("後の順位"), null=True, editable=False)
    reason = models.TextField(_("理由"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("順位の決定")
        ordering = ["-decided_at"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="ranking_has_a_reason"),
            models.CheckConstraint(
                condition=Q(step="placed", now__isnull=False) | (~Q(step="placed") & Q(now__isnull=True)),
                name="ranking_says_where",
            ),
        ]


@pghistory.track(context_field=None, attrs=HISTORY)
class TechnologySheet(FSMModelMixin, Item):
    """The public part of a strategy: what everybody may read about a typical example, written for that (R10)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        PUBLISHED = "published", _("公開済")

    technology = models.OneToOneField(
        CriticalTechnology, models.PROTECT, related_name="sheet", editable=False
    )
    goals = ArrayField(
        models.CharField(max_length=20), verbose_name=_("戦略上の目標"), default=list, blank=True
    )
    summary = models.TextField(_("公開する要旨"))
    english_summary = models.TextField(_("英語の要旨"), blank=True)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("公開する要旨")

    def goal_names(self) -> list[Any]:
        return [StrategyVersion.Goal(value).label for value in self.goals]

    @verb(_("要旨を公開する"), allows=is_staff, source=State.DRAFT, target=State.PUBLISHED)
    def publish_sheet(self, *, by: Any) -> None:
        """Only beside a technology that is public itself; the database holds to that too."""
        lock(self.technology_id)
        if not CriticalTechnology.objects.filter(pk=self.technology_id, is_public_example=True).exists():
            raise WrongState(_("先に、技術を典型例として公開してください。"))
        audience.open_to(self, audience.EVERYBODY)

    @verb(_("要旨の公開を取り下げる"), allows=is_staff, source=State.PUBLISHED, target=State.DRAFT)
    def withdraw_sheet(self, *, by: Any) -> None:
        audience.close_to(self, audience.EVERYBODY)
