"""Whether a project comes from seeds or needs and how far it looks, decision by decision (R13)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Guard
from programmes.models.project import Project
from programmes.models.technology_book import TechnologyBook


class ProjectProfile(models.Model):
    """One decision on a project's origin and horizon; rows are only added, and the newest is what the project has.

    The database writes it to the project itself. After the first a decision has a reason.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Project, models.PROTECT, related_name="profiles", editable=False)
    origin = models.CharField(_("起点"), max_length=10, choices=TechnologyBook.Origin, blank=True, default="")
    horizon = models.CharField(
        _("見通す期間"), max_length=10, choices=TechnologyBook.Horizon, blank=True, default=""
    )
    reason = models.TextField(_("理由"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("課題の起点と期間の決定")
        ordering = ["-decided_at"]
