"""Inventions of a project: deals about them, and where filings kept unpublished are held; never what they contain (R61, R63)."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from confidentiality.models import Item
from programmes.models.project import Project
from programmes.models.register import Register, filled, organisation


class FilingBook(Item):
    """The few who may know of unpublished filings: the representative and the agency; no office of the programme."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    project = models.OneToOneField(Project, models.PROTECT, related_name="filing_book", editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("公開しない特許出願の控え")


@pghistory.track(context_field=None)
class UnpublishedFiling(Register):
    """A pointer to a filing kept unpublished: its number and who keeps it. No title, no claim, no inventor (R63)."""

    class Standing(models.TextChoices):
        FILED = "filed", _("出願済")
        REVIEW = "review", _("保全審査中")
        KEPT = "kept", _("保全指定中")
        RELEASED = "released", _("公開へ移った")

    number = models.CharField(_("受付番号など、内容の分からない符号"), max_length=60)
    organisation = organisation(_("書類を保管する組織"), blank=False)
    filed_on = models.DateField(_("出願の日"))
    standing = models.CharField(_("状況"), max_length=10, choices=Standing, default=Standing.FILED)
    review_on = models.DateField(_("次に見直す日"), null=True, blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("公開しない特許出願")


@pghistory.track(context_field=None)
class IPDeal(Register):
    """An agreement about rights in results (R61); seen by those who see the project's money."""

    class Kind(models.TextChoices):
        PRIORITY = "priority", _("公開しない出願の先願の地位")
        THIRD_COUNTRY = "third_country", _("第三国への展開")
        LICENCE = "licence", _("実施許諾")
        JOINT = "joint", _("共有")
        TRANSFER = "transfer", _("譲渡")

    deal_kind = models.CharField(_("種別"), max_length=14, choices=Kind)
    partner = models.CharField(_("相手"), max_length=200)
    terms = models.TextField(_("取決めの内容"))
    country = models.CharField(
        _("対象の国・地域"),
        max_length=120,
        blank=True,
        help_text=_("第三国への展開では、必ず記入してください。"),
    )
    agreed_on = models.DateField(_("合意の日"), null=True, blank=True)

    guard = Guard()

    class Meta(Register.Meta):
        verbose_name = _("知的財産の取決め")
        constraints = [
            models.CheckConstraint(
                condition=~Q(deal_kind="third_country") | filled("country"),
                name="third_country_is_named",
                violation_error_message=_("第三国への展開では、対象の国・地域を記入してください。"),
            )
        ]
