"""How a project's results reach use and stay protected on the way: risks, trials, links, partners (R46–R58, R64, R188)."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from programmes.models.catalogue import CatalogueEntry
from programmes.models.register import Register, filled, in_order, organisation


@pghistory.track(context_field=None)
class LeakMeasure(Register):
    """What keeps the project's information from leaking; no project starts without one (R188)."""

    class Kind(models.TextChoices):
        PEOPLE = "people", _("人の管理")
        ACCESS = "access", _("情報への接近の管理")
        NETWORK = "network", _("情報システムの防護")
        EXPORT = "export", _("輸出管理")
        PARTNER = "partner", _("相手先の確認")
        OTHER = "other", _("その他")

    measure_kind = models.CharField(_("種別"), max_length=10, choices=Kind)
    measure = models.TextField(_("措置"))
    organisation = organisation(_("責任を持つ組織"))
    checked_on = models.DateField(_("最後に点検した日"), null=True, blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("技術流出対策")


@pghistory.track(context_field=None)
class CoreTechnology(Register):
    """A core part of the project to be protected; needed before the start of one of a thousand million yen a year."""

    name = models.CharField(_("コア重要技術等の呼び名"), max_length=200)
    why = models.TextField(_("守る理由"))
    protection = models.TextField(_("守る方法"))

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("コア重要技術等")


@pghistory.track(context_field=None)
class ValleyRisk(Register):
    """What could keep a result from ever being used (死の谷), and what is done about it."""

    class Standing(models.TextChoices):
        OPEN = "open", _("対策前")
        TREATED = "treated", _("対策中")
        OVERCOME = "overcome", _("解消")
        HAPPENED = "happened", _("現実になった")

    risk = models.TextField(_("実装を妨げるおそれ"))
    counter_measure = models.TextField(_("対策"), blank=True)
    standing = models.CharField(_("状況"), max_length=10, choices=Standing, default=Standing.OPEN)
    organisation = organisation(_("対策を担う組織"))

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("死の谷のおそれ")
        constraints = [
            models.CheckConstraint(
                condition=Q(standing="open") | filled("counter_measure"),
                name="valley_treated_with_words",
                violation_error_message=_("対策前のほかは、対策を記入してください。"),
            )
        ]


@pghistory.track(context_field=None)
class UseCase(Register):
    """Who would use the result, in ordinary times or in an emergency (R53)."""

    class Mode(models.TextChoices):
        PEACE = "peace", _("平常時")
        EMERGENCY = "emergency", _("緊急時")

    mode = models.CharField(_("場面"), max_length=10, choices=Mode)
    user = models.CharField(_("使う人・組織"), max_length=200)
    use = models.TextField(_("使い方"))

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("使われる場面")


@pghistory.track(context_field=None)
class Prototype(Register):
    """A rapid prototype and the days from its beginning to its use (R55)."""

    name = models.CharField(_("試作したもの"), max_length=200)
    begun_on = models.DateField(_("開発の開始"))
    made_on = models.DateField(_("試作の完成"), null=True, blank=True)
    used_on = models.DateField(_("使用の開始"), null=True, blank=True)
    learned = models.TextField(_("分かったこと"), blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("試作")
        constraints = [
            in_order(
                "begun_on",
                "made_on",
                "prototype_made_after_begun",
                _("試作の完成は、開発の開始以後の日にしてください。"),
            ),
            in_order(
                "begun_on",
                "used_on",
                "prototype_used_after_begun",
                _("使用の開始は、開発の開始以後の日にしてください。"),
            ),
        ]

    @property
    def days(self) -> int | None:
        """From the beginning of development to use."""
        return (self.used_on - self.begun_on).days if self.used_on else None


@pghistory.track(context_field=None)
class FieldDemo(Register):
    """A demonstration on a real site, or a team sent out in an emergency (R56)."""

    class Kind(models.TextChoices):
        DEMO = "demo", _("現場での実証")
        EMERGENCY = "emergency", _("緊急時の現場チーム")

    demo_kind = models.CharField(_("種別"), max_length=10, choices=Kind)
    place = models.CharField(_("場所"), max_length=200)
    team = models.TextField(_("参加した技術者・組織"))
    starts_on = models.DateField(_("開始"))
    ends_on = models.DateField(_("終了"), null=True, blank=True)
    result = models.TextField(_("結果"), blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("現場での実証")
        constraints = [
            in_order(
                "starts_on", "ends_on", "demo_ends_after_start", _("終了は、開始以後の日にしてください。")
            )
        ]


@pghistory.track(context_field=None)
class PlanLink(Register):
    """Another government plan the implementation rests on (R57)."""

    plan = models.CharField(_("政府の計画"), max_length=200)
    part = models.CharField(_("該当する箇所"), max_length=200, blank=True)
    how = models.TextField(_("関わり"))

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("ほかの政府計画")


@pghistory.track(context_field=None)
class ContinuedSupport(Register):
    """What the State or a municipality goes on doing after a demonstration became a business (R58)."""

    class Kind(models.TextChoices):
        STATE = "state", _("国による継続支援")
        LOCAL = "local", _("地方公共団体による継続支援")
        REVIEW = "review", _("調達制度の見直し")
        PURCHASE = "purchase", _("調達と継続使用")

    support_kind = models.CharField(_("種別"), max_length=10, choices=Kind)
    organisation = organisation(_("行う組織"), blank=False)
    support = models.TextField(_("内容"))
    demo = models.ForeignKey(
        FieldDemo, models.PROTECT, null=True, blank=True, verbose_name=_("もとになった実証"), related_name="+"
    )
    starts_on = models.DateField(_("開始"), null=True, blank=True)
    ends_on = models.DateField(_("終了"), null=True, blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("実証の後の支援と調達")
        constraints = [
            in_order(
                "starts_on", "ends_on", "support_ends_after_start", _("終了は、開始以後の日にしてください。")
            )
        ]


@pghistory.track(context_field=None)
class CoInvestment(Register):
    """Private money put beside the public money (R47); seen by those who see the project's money."""

    class Standing(models.TextChoices):
        TALKING = "talking", _("協議中")
        AGREED = "agreed", _("合意済")
        PAID = "paid", _("払込済")
        FAILED = "failed", _("不成立")

    investor = models.CharField(_("投資する者"), max_length=200)
    amount = models.BigIntegerField(_("金額（円）"))
    standing = models.CharField(_("状況"), max_length=10, choices=Standing, default=Standing.TALKING)
    on = models.DateField(_("その状況になった日"))
    note = models.TextField(_("備考"), blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("民間の資金")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="co_investment_of_something")]


@pghistory.track(context_field=None)
class SchemeLink(Register):
    """Another scheme of the register the project grew out of, runs beside, or leads to; read by who reads both (R48)."""

    entry = models.ForeignKey(
        CatalogueEntry,
        models.PROTECT,
        verbose_name=_("制度・事業"),
        help_text=_(
            "登録簿「関連する制度・事業」から選びます。見当たらないときは、府省庁の事業担当に登録と公開を依頼してください。"
        ),
        related_name="+",
        limit_choices_to={"register": "scheme"},
    )
    title = models.CharField(_("その制度での課題・事業の名称"), max_length=200, blank=True)
    how = models.TextField(_("関わり"), help_text=_("前身、並行、引き継ぎ先、重複しないことの確認など"))

    guard = Guard(also=("entry_id",))

    class Meta(Register.Meta):
        verbose_name = _("関連する制度")


@pghistory.track(context_field=None)
class InternationalPartner(Register):
    """A partner abroad: what each side gains, and under which terms (R51)."""

    organisation = organisation(_("相手先"), blank=False)
    country = models.CharField(_("国・地域"), max_length=80)
    our_gain = models.TextField(_("我が国の利益"))
    their_gain = models.TextField(_("相手の利益"))
    terms = models.TextField(_("条件（成果の帰属、公開、輸出管理の確認）"))
    starts_on = models.DateField(_("開始"))
    ends_on = models.DateField(_("終了"), null=True, blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("国際共同研究の相手先")
        constraints = [
            in_order(
                "starts_on", "ends_on", "partner_ends_after_start", _("終了は、開始以後の日にしてください。")
            )
        ]


@pghistory.track(context_field=None)
class Provision(Register):
    """What is brought in besides money under a flexible contract: people, equipment, information, technology (R64)."""

    class Kind(models.TextChoices):
        STAFF = "staff", _("人員")
        EQUIPMENT = "equipment", _("設備")
        INFORMATION = "information", _("情報")
        TECHNOLOGY = "technology", _("技術")

    provision_kind = models.CharField(_("種別"), max_length=12, choices=Kind)
    organisation = organisation(_("提供する組織"), blank=False)
    what = models.TextField(_("提供するもの"))
    returned_on = models.DateField(_("返す日・終わる日"), null=True, blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("資金のほかの提供")
