"""What a project brought forth: open by default, free to use, with the public and civil use it is meant for (R44, R111–R113)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from accounts.phrasing import in_japanese
from confidentiality.guards import Guard
from confidentiality.models import Item
from programmes.models.project import Project
from programmes.models.technology import TechnologyField

# SQL: the project's people and the programme's. A council reads a cleared result (4.3), and no use of it kept back.
_AMONG = (
    "exists (select 1 from item_acl a where a.item_id = programmes_outcomeuse.item_id and a.principal_id > 2"
    " and a.valid_from <= (select app.at()) and a.valid_until > (select app.at())"
    " and not exists (select 1 from confidentiality_principal c where c.id = a.principal_id and c.kind = 'council'))"
)


class Outcome(Item):
    """One result of a project. Before it is published its project reads it, and the programme knows that it exists."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Kind(models.TextChoices):
        PAPER = "paper", _("論文")
        TALK = "talk", _("発表・講演")
        DATA = "data", _("データ")
        PROTOTYPE = "prototype", _("試作品")
        PATENT = "patent", _("特許")
        SOFTWARE = "software", _("ソフトウェア")
        STANDARD = "standard", _("標準化への提案")
        REPORT = "report", _("報告書")
        OTHER = "other", _("その他")

    project = models.ForeignKey(Project, models.PROTECT, related_name="outcomes", editable=False)
    number = models.PositiveIntegerField(editable=False)
    outcome_kind = models.CharField(_("種別"), max_length=12, choices=Kind)
    title = models.CharField(_("成果の題名"), max_length=300)
    english_title = models.CharField(_("英語の題名"), max_length=400, blank=True)
    authors = models.CharField(_("著者・発明者（掲載どおり）"), max_length=500)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("成果を出した機関"), related_name="+"
    )
    field = models.ForeignKey(
        TechnologyField, models.PROTECT, null=True, blank=True, verbose_name=_("技術分野"), related_name="+"
    )
    produced_on = models.DateField(_("成果の日"))
    description = models.TextField(_("説明"))
    english_description = models.TextField(_("英語の説明"), blank=True)
    is_basic_research = models.BooleanField(_("基礎研究に近い内容を含む"), default=False)
    restriction = models.TextField(_("利用の制限"), blank=True)
    doi = models.CharField("DOI", max_length=200, blank=True)
    link = models.URLField(_("掲載先のアドレス"), max_length=500, blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("成果")
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="outcome_numbered_once"),
            models.CheckConstraint(
                condition=Q(title__regex=r"\S") & Q(description__regex=r"\S") & Q(authors__regex=r"\S"),
                name="outcome_says_what_it_is",
            ),
        ]

    @property
    def places(self) -> tuple:
        return (self.project_id,)

    @property
    def doi_address(self) -> str:
        return f"https://doi.org/{self.doi}" if self.doi else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = in_japanese(
            _("成果%(n)s（%(kind)s）"), n=self.number, kind=in_japanese(self.Kind(self.outcome_kind).label)
        )
        super().save(*args, **kwargs)


class OutcomeUse(models.Model):
    """How far a use has come, as somebody reported it; rows are only ever added and make the history (R44)."""

    class Sector(models.TextChoices):
        CIVIL = "civil", _("民生利用")
        PUBLIC = "public", _("公的利用")

    class State(models.TextChoices):
        EXPECTED = "expected", _("見込み")
        TRIED = "tried", _("試行中")
        IN_USE = "in_use", _("利用中")
        ENDED = "ended", _("利用終了")

    item = models.ForeignKey(Outcome, models.PROTECT, related_name="uses", editable=False)
    sector = models.CharField(_("利用の区分"), max_length=8, choices=Sector)
    ministry = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("利用が見込まれる府省庁"),
        related_name="+",
    )
    state = models.CharField(_("利用の状況"), max_length=10, choices=State)
    note = models.TextField(_("内容"))
    is_public = models.BooleanField(_("公開ページに載せる"), default=False)
    reported_at = models.DateTimeField(db_default=Now(), editable=False)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )

    guard = Guard(
        writes="select, insert",
        unless_private=f"is_public or {_AMONG}",
        besides=(
            "exists (select 1 from confidentiality_principal p where p.kind = 'organisation'"
            " and p.ref = ministry_id and p.id = any((select app.principals())::int[]))"
        ),
    )

    class Meta:
        verbose_name = _("成果の利用")
        ordering = ["-reported_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sector="civil") | Q(ministry__isnull=False), name="public_use_names_its_ministry"
            )
        ]
