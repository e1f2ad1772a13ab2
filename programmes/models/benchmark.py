"""Programmes of other countries, comparable in yen; a converted amount always says at which rate and of which day (R18)."""

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality import audience
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import verb
from programmes.rights import is_staff


class OverseasBenchmark(FSMModelMixin, Item):
    """One programme as a document describes it: country, year, budget, features, maturity of what it pays for."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Country(models.TextChoices):
        US = "us", _("米国")
        UK = "uk", _("英国")
        GERMANY = "de", _("ドイツ")
        CHINA = "cn", _("中国")
        JAPAN = "jp", _("日本")
        FRANCE = "fr", _("フランス")
        KOREA = "kr", _("韓国")
        EU = "eu", _("欧州連合")
        OTHER = "other", _("その他")

    class Band(models.TextChoices):
        BASIC = "basic", _("基礎研究から応用研究")
        IMPLEMENTATION = "implementation", _("社会実装")
        INDUSTRY = "industry", _("技術移転・産業育成")
        UNKNOWN = "unknown", _("記載なし")

    class Precision(models.TextChoices):
        EXACT = "exact", _("ちょうど")
        ABOUT = "about", _("約")
        AT_LEAST = "at_least", _("以上")

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        PUBLISHED = "published", _("公開済")

    country = models.CharField(_("国・地域"), max_length=10, choices=Country)
    name = models.CharField(_("名称"), max_length=200)
    abbreviation = models.CharField(_("略称"), max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(_("開始または発表の年（西暦）"), null=True, blank=True)
    status = models.CharField(_("段階"), max_length=60, blank=True)
    band = models.CharField(_("技術成熟度の帯"), max_length=20, choices=Band, default=Band.UNKNOWN)
    amount = models.BigIntegerField(_("予算の額"), null=True, blank=True)
    currency = models.CharField(
        _("通貨"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}$", _("英大文字3字で入力してください（例：GBP）。"))],
    )
    precision = models.CharField(_("額の書き方"), max_length=10, choices=Precision, default=Precision.EXACT)
    years = models.PositiveSmallIntegerField(_("額が及ぶ年数"), null=True, blank=True)
    printed_yen = models.BigIntegerField(_("資料に書かれた円の額"), null=True, blank=True)
    rate = models.DecimalField(
        _("換算率（1単位あたりの円）"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    rate_on = models.DateField(_("換算率の日"), null=True, blank=True)
    rate_source = models.CharField(_("換算率の出典"), max_length=200, blank=True)
    features = ArrayField(models.CharField(max_length=300), verbose_name=_("特徴"), default=list, blank=True)
    source = models.CharField(_("出典（文書とページ）"), max_length=300)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("主要国の施策")
        ordering = ["country", "-year", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__isnull=True, printed_yen__isnull=True)
                | Q(amount__isnull=True, printed_yen__gt=0)
                | (Q(amount__gt=0) & ~Q(currency="")),
                name="benchmark_amount_has_currency",
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True)
                | Q(currency="JPY")
                | Q(printed_yen__isnull=False)
                | Q(rate__gt=0, rate_on__isnull=False),
                name="benchmark_converted_by_a_dated_rate",
            ),
        ]

    @property
    def yen(self) -> int | None:
        """The amount in whole yen: as the document prints it, else converted at the stated rate."""
        if self.printed_yen is not None:
            return self.printed_yen
        if self.amount is None:
            return None
        if self.currency == "JPY":
            return self.amount
        return int((Decimal(self.amount) * self.rate).to_integral_value()) if self.rate else None

    @property
    def yen_a_year(self) -> int | None:
        return self.yen // self.years if self.yen is not None and self.years else None

    @verb(_("公開ページに掲載する"), allows=is_staff, source=State.DRAFT, target=State.PUBLISHED)
    def publish_benchmark(self, *, by: Any) -> None:
        audience.open_to(self, audience.EVERYBODY)

    @verb(_("掲載を取り下げる"), allows=is_staff, source=State.PUBLISHED, target=State.DRAFT)
    def unpublish_benchmark(self, *, by: Any) -> None:
        """Off the public pages, to be corrected."""
        audience.close_to(self, audience.EVERYBODY)
