"""Who takes part in a project, by organisation and by person (R42), and whose inventions need an agreement (R62)."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from programmes.models.register import Register, in_order, organisation

_PERCENT = [MinValueValidator(0), MaxValueValidator(100)]


@pghistory.track(context_field=None)
class Participant(Register):
    """An organisation or an individual engineer that takes part; part of the frozen terms."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("大学")
        INSTITUTE = "institute", _("国立研究開発法人")
        LARGE = "large", _("大企業")
        SME = "sme", _("中小企業")
        STARTUP = "startup", _("スタートアップ")
        FOREIGN = "foreign", _("国外の機関")
        INDIVIDUAL = "individual", _("個人の技術者")
        PUBLIC = "public", _("府省庁・地方公共団体")
        OTHER = "other", _("その他")

    participant_kind = models.CharField(_("種別"), max_length=12, choices=Kind)
    organisation = organisation(_("組織"))
    name = models.CharField(
        _("名称または氏名"),
        max_length=200,
        blank=True,
        help_text=_("組織を選んだときは、空けておくと組織の名称を記録します。"),
    )
    part = models.CharField(_("分担"), max_length=300)
    share = models.PositiveSmallIntegerField(
        _("分担の割合（％）"), null=True, blank=True, validators=_PERCENT
    )
    starts_on = models.DateField(_("参加の開始"))
    ends_on = models.DateField(_("参加の終了"), null=True, blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("参加機関")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | (Q(participant_kind="individual")),
                name="participant_is_somebody",
                violation_error_message=_("個人の技術者のほかは、組織を選んでください。"),
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__lte=100), name="participant_share_is_a_part"
            ),
            in_order(
                "starts_on",
                "ends_on",
                "participant_leaves_after_joining",
                _("参加の終了は、開始以後の日にしてください。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track(context_field=None)
class TeamMember(Register):
    """A person in a participant; a student without employment only with the agreement signed or due on a day (R62)."""

    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name=_("参加機関"), related_name="members"
    )
    name = models.CharField(_("氏名"), max_length=120)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("利用者のメールアドレス"),
        related_name="+",
    )
    duty = models.CharField(_("担うこと"), max_length=200)
    is_student = models.BooleanField(_("雇用関係のない学生"), default=False)
    agreement_signed_on = models.DateField(_("発明の帰属に関する取決めを結んだ日"), null=True, blank=True)
    agreement_due_on = models.DateField(
        _("取決めを結ぶ期限"),
        null=True,
        blank=True,
        help_text=_("まだ結んでいないときに記入してください。期限を過ぎると、課題を開始できません。"),
    )

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("参加者")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_student=False)
                | Q(agreement_signed_on__isnull=False)
                | Q(agreement_due_on__isnull=False),
                name="student_with_an_agreement",
                violation_error_message=_(
                    "雇用関係のない学生については、取決めを結んだ日か、結ぶ期限を記入してください。"
                ),
            ),
        ]
