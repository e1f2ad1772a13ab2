"""What can be shown, to whom it can be shown and on which ground; refuses to decide anything in Python."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from confidentiality.guards import CONTENT, TITLE, Closed, Guard, Open


class Principal(models.Model):
    """Whoever can be addressed: everybody, an organisation, a council, one membership, one person."""

    EVERYBODY, SIGNED_IN = 1, 2

    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=20)
    ref = models.UUIDField(null=True)
    part = models.CharField(max_length=40, default="", blank=True)

    guard = Open("numbers for kinds of readers; no names, no items", writes="select")


class Holding(models.Model):
    """A dated ground (membership, affiliation, office) on which a person answers to principals.

    Counts only from the pledge on; leaving changes ``valid_until`` of this one row.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="holdings")
    ground = models.CharField(max_length=20)
    ground_id = models.UUIDField()
    principals = ArrayField(models.IntegerField())
    votes = models.BooleanField(default=False)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    pledged_at = models.DateTimeField(null=True)

    guard = Closed(
        "written by triggers on memberships, affiliations and offices",
        writes="select",
        policies=(("own", "select", "person_id = (select app.user_id())"),),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ground", "ground_id"], name="one_holding_per_ground")]
        # Who can see this: asked for by principal on every protected page.
        indexes = [GinIndex(fields=["principals"], name="holders_by_principal")]


class Item(models.Model):
    """Anything with content somebody may or may not see; every document-like model extends it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40, editable=False)
    public_title = models.CharField(_("件名（内容に触れない）"), max_length=200)
    created = models.DateTimeField(db_default=Now(), editable=False)
    custodian = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    container = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts", editable=False)
    is_born_sealed = models.BooleanField(default=False, editable=False)
    unsealed_at = models.DateTimeField(null=True, editable=False)

    guard = Guard("id", depth=TITLE, write_depth=CONTENT, own="custodian_id")

    class Meta:
        indexes = [models.Index(fields=["container", "kind"]), models.Index(fields=["-created", "-id"])]

    def __str__(self) -> str:
        return self.public_title

    def save(self, *args, **kwargs) -> None:
        if not self.kind:
            self.kind = self._meta.label_lower
        super().save(*args, **kwargs)

    @property
    def item_id(self) -> uuid.UUID:
        return self.pk

    @property
    def is_sealed(self) -> bool:
        """Content is the custodian's alone: no agreement has released it yet."""
        return self.is_born_sealed and self.unsealed_at is None


class BaseAudience(models.Model):
    """Who has an item's content while no designation is in force, and its title always."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="base_audience")
    principal = models.ForeignKey(Principal, models.PROTECT, related_name="+")
    depth = models.SmallIntegerField(default=CONTENT, choices=[(TITLE, "title"), (CONTENT, "content")])
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)

    guard = Guard(depth=TITLE, write_depth=CONTENT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "principal"],
                condition=Q(valid_until__isnull=True),
                name="one_open_base_audience",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="base_audience_ends_after_start",
            ),
        ]


class ItemAcl(models.Model):
    """The derived timeline of who sees what; written by the database alone."""

    pk = models.CompositePrimaryKey("principal_id", "item_id", "depth", "valid_from")
    principal_id = models.IntegerField()
    item_id = models.UUIDField()
    depth = models.SmallIntegerField()
    container_id = models.UUIDField(null=True)
    created = models.DateTimeField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "item_acl"
