"""What a manager named as a call's reader reads of each of its proposals; opened and shut by the database alone (4.3)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import Closed
from programmes.models.assignment import Assignment
from programmes.models.call import Call
from programmes.models.dossier import RUNS
from programmes.models.proposal import Proposal
from programmes.models.review import ProposalDossier

LIVE_OWN = "person_id = (select app.user_id()) and (ended_at is null or ended_at > app.at())"


class CallReading(models.Model):
    """That a named reader of the call reads one proposal and its reviews, from the opening of its review on.

    It hangs off the reviewers' side, which the proposal's people never meet. ``ended_at`` may lie ahead: an affiliation
    that begins next month ends the reading at that instant. An end that has come stays, whatever is corrected later.
    """

    class End(models.TextChoices):
        PARTY = "party", _("提案する側に当たるため")
        ORGANISATION = "organisation", _("所属が提案する側と同じになるため")
        ASSIGNMENT = "assignment", _("提案に担当として関わるため")
        SHARED_PROJECT = "shared_project", _("研究代表者と同じ課題に携わったため")
        DECLARED = "declared", _("本人が利益相反を申告したため")
        FUNCTION = "function", _("閲覧の指定またはPD・PO・PMの担当が終わったため")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(ProposalDossier, models.PROTECT, related_name="readings", editable=False)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+", editable=False)
    call = models.ForeignKey(Call, models.PROTECT, related_name="+", editable=False)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_ground = models.CharField(max_length=20, choices=End, blank=True, editable=False)
    detail = models.TextField(_("利益相反の内容"), blank=True, editable=False)

    guard = Closed(
        "who reads which proposal: each for themselves while it lasts, and for who runs the review",
        writes="select",
        policies=(("read", "select", f"({LIVE_OWN}) or {RUNS}"),),
    )

    class Meta:
        verbose_name = _("提案の閲覧")
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "assignment"], name="one_reading_of_a_proposal"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_ground="")
                | (Q(ended_at__isnull=False) & ~Q(ended_ground="")),
                name="a_reading_ends_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("opened_at")),
                name="a_reading_ends_after_it_began",
            ),
        ]
