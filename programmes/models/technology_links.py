"""What ties technologies to money and to issues: a concept's share for each, and tags on anything of the programme (R9, R20, R25, R49)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Dated
from confidentiality.guards import Closed, Guard
from confidentiality.models import Item
from programmes.models.project import RDConcept
from programmes.models.technology import CriticalTechnology
from programmes.rights import STAFF_ALONE


class ConceptTechnology(Dated):
    """How much of a concept's money is for which technology, in percent; read by who reads both (R9)."""

    item = models.ForeignKey(RDConcept, models.PROTECT, related_name="technology_links", editable=False)
    technology = models.ForeignKey(
        CriticalTechnology, models.PROTECT, verbose_name=_("重要技術"), related_name="concept_links"
    )
    share = models.PositiveSmallIntegerField(_("配分に占める割合（％）"))
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    guard = Guard(also=("technology_id",))

    class Meta(Dated.Meta):
        verbose_name = _("構想の重要技術")
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(share__gte=1, share__lte=100), name="share_is_a_percentage"),
            models.UniqueConstraint(
                fields=["item", "technology"],
                condition=Q(valid_until__isnull=True),
                name="one_live_share_of_a_technology",
            ),
        ]


class Issue(models.Model):
    """An issue or a viewpoint to which work may be tagged: a list of words, kept by the office."""

    class Kind(models.TextChoices):
        ISSUE = "issue", _("課題")
        VIEWPOINT = "viewpoint", _("観点")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("名称"), max_length=100, unique=True)
    sort = models.CharField(_("区分"), max_length=10, choices=Kind, default=Kind.ISSUE)
    text = models.TextField(_("説明"), blank=True)
    source = models.CharField(_("出典"), max_length=300, blank=True)
    is_current = models.BooleanField(_("新しい印に使う"), default=True)

    guard = Closed(
        "names of issues and viewpoints, read by all; the office keeps the list",
        writes="select, insert, update",
        policies=(
            ("read", "select", "true"),
            ("add", "insert", STAFF_ALONE),
            ("correct", "update", STAFF_ALONE),
        ),
    )

    class Meta:
        verbose_name = _("課題・観点")
        ordering = ["sort", "name"]

    def __str__(self) -> str:
        return self.name


class IssueTag(models.Model):
    """That something of the programme serves an issue; whoever reads the thing reads its tags (R25)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="issue_tags", editable=False)
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="tags")
    tagged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    tagged_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert, delete")

    class Meta:
        verbose_name = _("課題・観点の印")
        ordering = ["issue"]
        constraints = [models.UniqueConstraint(fields=["item", "issue"], name="tagged_once_with_an_issue")]
