"""What a ministry asks an agency to have done, and how the ministries agreed to it; refuses to move money (R33, R39, R67)."""

import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Organisation
from confidentiality import audience, outbox
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.fund import Fund
from programmes.models.vision import RDVision, kept_because
from programmes.standing import leads, oversees

LONGEST = 10  # years a concept may be supported


class RDConcept(FSMModelMixin, Item):
    """What a ministry asks an agency to have done with the fund: kind, ceiling, period (R33).

    Money may be set aside for a draft; a call is issued only from a concept that has been handed over.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Kind(models.TextChoices):
        PROJECT = "project", _("プロジェクト型")
        THEME = "theme", _("個別研究型")

    class State(models.TextChoices):
        DRAFT = "draft", _("作成中")
        AGREED = "agreed", _("関係府省合意済")
        HANDED_OVER = "handed_over", _("研究推進法人へ提示済")
        CLOSED = "closed", _("終了")
        DISCARDED = "discarded", _("取りやめ")

    # What the ministries agree to; the database makes ``text_hash`` of it.
    TEXT = (
        "title",
        "english_title",
        "concept_kind",
        "ceiling",
        "starts_on",
        "ends_on",
        "ministry",
        "agency",
        "vision",
        "needs",
        "summary",
        "council_plan",
        "is_high_risk",
        "risk_reason",
        "sharpens",
    )

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="concepts", editable=False)
    title = models.CharField(_("研究開発構想の名称"), max_length=160)
    english_title = models.CharField(_("英語の名称"), max_length=300, blank=True)
    concept_kind = models.CharField(_("種別"), max_length=10, choices=Kind, default=Kind.PROJECT)
    ceiling = models.BigIntegerField(_("上限額（円）"))
    starts_on = models.DateField(_("開始"))
    ends_on = models.DateField(_("終了"))
    ministry = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("所管する府省庁"), related_name="+"
    )
    agency = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("研究推進法人"), related_name="+")
    vision = models.ForeignKey(
        RDVision,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("研究開発ビジョン"),
        related_name="concepts",
    )
    needs = models.TextField(_("応える国のニーズ"), blank=True)
    summary = models.TextField(_("研究開発の内容"), blank=True)
    council_plan = models.TextField(_("協議会の予定"), blank=True)
    is_high_risk = models.BooleanField(_("不確実性の高い研究開発"), default=False)
    risk_reason = models.TextField(_("民間だけでは投資できず、国がリスクを取る理由"), blank=True)
    sharpens = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("先鋭化するプロジェクト型の構想"),
        related_name="themes",
    )
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    text_hash = models.CharField(max_length=64, blank=True, default="", editable=False)
    handed_over_at = models.DateTimeField(null=True, editable=False)
    state_reason = models.TextField(_("理由"), blank=True, editable=False)
    is_listed = models.BooleanField(_("公開ページに掲載している"), default=False, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("研究開発構想")
        constraints = [
            models.CheckConstraint(condition=Q(ceiling__gt=0), name="concept_has_a_ceiling"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="concept_ends_after_start"),
            models.CheckConstraint(
                condition=Q(is_high_risk=False) | Q(risk_reason__regex=r"\S"),
                name="concept_risk_is_explained",
            ),
            models.CheckConstraint(
                condition=Q(sharpens__isnull=True) | Q(concept_kind="theme"), name="only_a_theme_sharpens"
            ),
        ]

    @classmethod
    def kept(cls) -> models.QuerySet:
        """All but those that were given up as drafts: what lists, choices and sheets speak of."""
        return cls.objects.exclude(state=cls.State.DISCARDED)

    @classmethod
    def given_up(cls, fund: Fund) -> list["RDConcept"]:
        """The drafts of a fund that were given up, which are in no other list."""
        return list(cls.objects.filter(fund=fund, state=cls.State.DISCARDED).order_by("title"))

    @property
    def places(self) -> tuple:
        return (self.pk, self.fund_id)

    @property
    def concept_id(self) -> Any:
        return self.pk

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = self.title
        super().save(*args, **kwargs)

    def named(self) -> models.QuerySet:
        """The ministries asked, each with whether it has agreed to the text as it stands (``has_agreed``)."""
        agreed = ConceptAgreement.objects.filter(ministry=OuterRef("pk"), text_hash=self.text_hash)
        return (
            ConceptMinistry.objects.filter(item=self, dropped_at__isnull=True)
            .annotate(has_agreed=Exists(agreed))
            .select_related("organisation")
            .order_by("created")
        )

    def why_not_agreed(self) -> Any:
        """The first thing between this text and the ministries' agreement; empty when nothing is."""
        rows = list(self.named())
        if self.ministry_id not in {row.organisation_id for row in rows}:
            return _("所管する府省庁を、合意を求める府省庁に加えてください。")
        waiting = [row.organisation.name for row in rows if not row.has_agreed]
        if waiting:
            return _("いまの本文に合意していない府省庁があります（%(names)s）。") % {
                "names": "、".join(waiting)
            }
        return ""

    def why_not_handed_over(self) -> Any:
        """What 3.3 asks before an agency is handed a concept, as a sentence; empty when nothing is missing."""
        if (
            self.vision_id is None
            or not RDVision.objects.filter(pk=self.vision_id, state="published").exists()
        ):
            return _("公表された現行の研究開発ビジョンを選んでください。")
        if self.ends_on > years_later(self.starts_on, LONGEST):
            return _("期間は10年以内にしてください。")
        if not self.named().filter(side=ConceptMinistry.Side.NEEDS).exists():
            return _("ニーズ側の府省庁を1つ以上加えてください。")
        if not self.needs.strip():
            return _("応える国のニーズを書いてください。")
        if not self.summary.strip():
            return _("研究開発の内容を書いてください。")
        if not self.council_plan.strip():
            return _("協議会の予定を書いてください。")
        return ""

    @verb(_("関係府省の合意を確定する"), allows=leads, source=State.DRAFT, target=State.AGREED)
    def settle_agreement(self, *, by: Any, shown: str) -> dict:
        """Every ministry named has agreed to exactly this text."""
        if shown != self.text_hash:
            raise WrongState(
                _("表示した後に本文が変わりました。新しい本文を読んでから、もう一度お願いします。")
            )
        if why := self.why_not_agreed() or self.why_not_handed_over():
            raise WrongState(why)
        return {"hash": self.text_hash}

    @verb(_("案を取りやめる"), allows=leads, source=State.DRAFT, target=State.DISCARDED)
    def discard_concept(self, *, by: Any, reason: str) -> dict:
        """One begun by mistake, which no ministry was asked about and nothing rests on: kept, for the fund's own people."""
        if why := kept_because(self.pk):
            raise WrongState(why)
        audience.close_to(
            self,
            audience.principal("team", self.pk),
            audience.office("records_officer"),
            audience.office("auditor"),
        )
        audience.close_to(self.fund, audience.principal("team", self.pk))
        return self._because(reason)

    @verb(_("作成中に戻す"), allows=leads, source=State.AGREED, target=State.DRAFT)
    def reopen_concept(self, *, by: Any, reason: str) -> dict:
        """To change the text; a changed text needs every ministry's agreement anew."""
        return self._because(reason)

    @verb(_("研究推進法人へ提示する"), allows=leads, source=State.AGREED, target=State.HANDED_OVER)
    def hand_over(self, *, by: Any, shown: str) -> dict:
        if shown != self.text_hash:
            raise WrongState(
                _("表示した後に本文が変わりました。新しい本文を読んでから、もう一度お願いします。")
            )
        if why := self.why_not_agreed() or self.why_not_handed_over():
            raise WrongState(why)
        self.handed_over_at = database_now()
        outbox.enqueue("concept.handed_over", self)
        return {"hash": self.text_hash}

    @verb(_("構想を終了する"), allows=oversees, source=State.HANDED_OVER, target=State.CLOSED)
    def close_concept(self, *, by: Any, reason: str) -> dict:
        """No further call; what was awarded goes on."""
        from programmes.models.call import Call

        if Call.objects.filter(concept=self, state=Call.State.SCHEDULED).exists():
            raise WrongState(_("採択を決定していない公募があるため、終了できません。"))
        return self._because(reason)

    @verb(_("公開ページに掲載する"), allows=leads, source=[State.HANDED_OVER, State.CLOSED])
    def list_concept(self, *, by: Any) -> dict:
        """A sheet with the text, to everybody; sums and people stay with the concept."""
        if self.is_listed:
            raise WrongState(_("すでに公開ページに掲載しています。"))
        self.is_listed = True
        sheet, made = ConceptSheet.objects.get_or_create(
            concept=self,
            defaults={
                "container": self,
                "custodian": by,
                "public_title": self.title,
                "ministry": self.ministry,
                "agency": self.agency,
                "vision": self.vision,
                "sharpened": self.sharpens_id,
                **{name: getattr(self, name) for name in ConceptSheet.COPIED},
            },
        )
        if made:
            audience.open_to(sheet, audience.office("programme_staff"), audience.principal("team", self.pk))
            Item.objects.filter(pk=sheet.pk).update(custodian=None)
        audience.open_to(sheet, audience.EVERYBODY)
        return {"sheet": str(sheet.pk)}

    @verb(_("掲載を取り下げる"), allows=leads, source=[State.HANDED_OVER, State.CLOSED])
    def unlist_concept(self, *, by: Any) -> None:
        if not self.is_listed:
            raise WrongState(_("公開ページに掲載していません。"))
        self.is_listed = False
        for sheet in ConceptSheet.objects.filter(concept=self):
            audience.close_to(sheet, audience.EVERYBODY)

    def _because(self, reason: str) -> dict:
        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        self.state_reason = reason
        return {"reason_length": len(reason)}


def years_later(day: date, years: int) -> date:
    """The same day so many years on; from 29 February the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


class ConceptMinistry(models.Model):
    """A ministry whose agreement the concept needs, and on which side it stands; one no longer asked is dropped."""

    class Side(models.TextChoices):
        RESPONSIBLE = "responsible", _("所管")
        NEEDS = "needs", _("ニーズ側")
        RELATED = "related", _("関係")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(RDConcept, models.PROTECT, related_name="ministries", editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("府省庁"), related_name="+")
    side = models.CharField(_("立場"), max_length=12, choices=Side)
    dropped_at = models.DateTimeField(null=True, editable=False)
    created = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard()

    class Meta:
        verbose_name = _("合意を求める府省庁")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "organisation"],
                condition=Q(dropped_at__isnull=True),
                name="ministry_named_once",
            )
        ]


class ConceptAgreement(models.Model):
    """One ministry's agreement to one text of the concept; another text needs another one. Only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(RDConcept, models.PROTECT, related_name="agreements", editable=False)
    ministry = models.ForeignKey(ConceptMinistry, models.PROTECT, related_name="agreements", editable=False)
    text_hash = models.CharField(max_length=64, editable=False)
    given_by = models.CharField(_("合意した方の職名と氏名"), max_length=200)
    reference = models.CharField(_("文書番号"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    agreed_at = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("府省庁の合意")
        ordering = ["agreed_at"]
        constraints = [
            models.UniqueConstraint(fields=["ministry", "text_hash"], name="ministry_agrees_once_to_a_text")
        ]


class ConceptSheet(Item):
    """What the public reads of a concept once it is listed: its text as handed over, without sums set aside or people."""

    COPIED = (
        "title",
        "english_title",
        "concept_kind",
        "ceiling",
        "starts_on",
        "ends_on",
        "needs",
        "summary",
        "council_plan",
        "is_high_risk",
        "risk_reason",
    )

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    concept = models.OneToOneField(RDConcept, models.PROTECT, related_name="sheet", editable=False)
    title = models.CharField(max_length=160, editable=False)
    english_title = models.CharField(max_length=300, blank=True, editable=False)
    concept_kind = models.CharField(max_length=10, choices=RDConcept.Kind, editable=False)
    ceiling = models.BigIntegerField(editable=False)
    starts_on = models.DateField(editable=False)
    ends_on = models.DateField(editable=False)
    ministry = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    agency = models.ForeignKey(Organisation, models.PROTECT, related_name="+", editable=False)
    vision = models.ForeignKey(RDVision, models.PROTECT, related_name="sheets", null=True, editable=False)
    sharpened = models.UUIDField(
        null=True, editable=False
    )  # no key: the public reads no concept, only sheets
    needs = models.TextField(editable=False)
    summary = models.TextField(editable=False)
    council_plan = models.TextField(editable=False)
    is_high_risk = models.BooleanField(editable=False)
    risk_reason = models.TextField(blank=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("公開した研究開発構想")
