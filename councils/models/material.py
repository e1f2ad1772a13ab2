"""Papers a council works with: each an item of its own, in versions, numbered per meeting (R85)."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.japanese import to_fullwidth
from confidentiality.guards import TITLE, Closed, Guard
from confidentiality.models import Item, StoredFile
from councils.models.council import Council
from councils.models.meeting import AgendaItem, Meeting


class Material(Item):
    """A paper provided by a member; its custodian is the provider, and a designation attaches to it alone."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Disclosure(models.TextChoices):
        PUBLIC = "public", _("公開")
        COUNCIL = "council", _("協議会限り")
        SECRETARIAT = "secretariat", _("事務局限り")
        SEALED = "sealed", _("個別の守秘（同意がそろうまで提供者のみ）")

    council = models.ForeignKey(Council, models.PROTECT, related_name="materials", editable=False)
    title = models.CharField(_("資料の名称"), max_length=200)
    source_body = models.CharField(_("作成者"), max_length=200, blank=True)
    disclosure = models.CharField(
        _("公開の区分"), max_length=12, choices=Disclosure, default=Disclosure.COUNCIL
    )
    is_basic_research = models.BooleanField(_("基礎研究に近い内容"), default=False)
    is_oral = models.BooleanField(_("口頭での提供"), default=False)

    guard = Guard("item_ptr_id")

    SHORT = {
        Disclosure.SEALED: _("個別の守秘")
    }  # beside a title; what holds for it now, its designation says

    class Meta:
        verbose_name = _("資料")

    @classmethod
    def classes(cls) -> dict[str, Any]:
        """{class: the short words for lists}."""
        return dict(cls.Disclosure.choices) | cls.SHORT

    @property
    def latest(self) -> "MaterialVersion | None":
        return self.versions.order_by("-number").first()


class MaterialVersion(models.Model):
    """One state of a material: a text readable as a page, a file, or both; earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Material, models.CASCADE, related_name="versions", editable=False)
    number = models.PositiveIntegerField(_("版"))
    change_note = models.TextField(_("前の版からの変更点"), blank=True)
    text = models.TextField(_("文字で読む本文"), blank=True)
    outline = models.JSONField(
        default=list, editable=False
    )  # [{level, heading, paragraphs[]}] when the text has structure
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    pages = models.PositiveIntegerField(_("頁数"), null=True, editable=False)
    characters = models.PositiveIntegerField(_("文字数"), default=0, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("資料の版")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["item", "number"], name="material_version_numbered")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.characters = len("".join(self.text.split()))
        super().save(*args, **kwargs)


class Reading(models.Model):
    """A reader's own mark that they have finished a version; nobody else sees it, not even who provided the paper."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="+", editable=False)
    version = models.ForeignKey(MaterialVersion, models.CASCADE, related_name="+", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    finished_at = models.DateTimeField(db_default=Now())

    guard = Closed(
        "private to the reader",
        writes="select, insert, delete",
        policies=tuple(
            (f"own_{command}", command, "person_id = (select app.user_id())")
            for command in ("select", "insert", "delete")
        ),
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "version"], name="finished_once")]


class Handout(models.Model):
    """A material's place in a meeting: 資料１, 資料２ …; every member knows the number and the content-free title.

    Numbers from ``APART`` are papers for the secretariat alone, from ``PENDING`` papers not numbered yet: neither
    leaves a gap in what all members count.
    """

    APART, PENDING = 1001, 1_000_000

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="placings", editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="handouts", editable=False)
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="handouts", verbose_name=_("議題")
    )
    number = models.PositiveIntegerField(_("資料番号"))
    label = models.CharField(_("資料番号の表記"), max_length=30, blank=True)

    guard = Guard(depth=TITLE, also=("meeting_id",), writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("配付資料")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="handout_numbered", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=["meeting", "item"], name="handed_out_once"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.label = self.label or self.usual_label(self.number)
        super().save(*args, **kwargs)

    @classmethod
    def usual_label(cls, number: int) -> str:
        """資料１; 事務局限り１ for a paper kept apart; 番号未定 while the secretariat has given no number."""
        if number >= cls.PENDING:
            return "番号未定"
        return (
            f"事務局限り{to_fullwidth(number - cls.APART + 1)}"
            if number >= cls.APART
            else f"資料{to_fullwidth(number)}"
        )

    @property
    def council_id(self) -> Any:
        return self.meeting.council_id

    @property
    def council(self) -> Council:
        return self.meeting.council
