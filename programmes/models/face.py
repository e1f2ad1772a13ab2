"""What the public may read of a project, and the English page for partners abroad (R39, R52, R67); each opened by a verb."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Organisation
from confidentiality import audience
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.models.project import Project
from programmes.standing import leads_or_runs


class ProjectFace(FSMModelMixin, Item):
    """The project as everybody may know it once listed; name, organisation, period and state are kept by the database."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        HIDDEN = "hidden", _("掲載していない")
        LISTED = "listed", _("公開ページに掲載中")

    project = models.OneToOneField(Project, models.PROTECT, related_name="face", editable=False)
    code = models.CharField(_("課題番号"), max_length=40, blank=True, editable=False)
    title = models.CharField(_("課題名"), max_length=200, blank=True, editable=False)
    english_title = models.CharField(_("英語の課題名"), max_length=300, blank=True, editable=False)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("研究開発機関"),
    )
    project_state = models.CharField(
        _("状態"), max_length=20, choices=Project.State, default=Project.State.PREPARING, editable=False
    )
    starts_on = models.DateField(null=True, editable=False)
    ends_on = models.DateField(null=True, editable=False)
    purpose = models.TextField(_("公開する目的"), blank=True)
    why_public = models.TextField(_("民間の資金ではなく国が担う理由（公開）"), blank=True)
    english_summary = models.TextField(_("英語の説明"), blank=True)
    state = StateField(_("掲載"), default=State.HIDDEN, choices=State, protected=True)
    listed_at = models.DateTimeField(null=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("課題の公開ページ")

    @property
    def places(self) -> tuple:
        return self.project.places

    @property
    def public_state(self) -> Any:
        return Project.State(self.project_state).label

    @verb(_("公開ページに掲載する"), allows=leads_or_runs, source=State.HIDDEN, target=State.LISTED)
    def list_publicly(self, *, by: Any) -> None:
        """Name, organisation, purpose, period and state, to everybody from this instant."""
        if not self.purpose.strip():
            raise WrongState(_("公開する目的を記入してから掲載してください。"))
        self.listed_at = database_now()
        audience.open_to(self, audience.EVERYBODY)

    @verb(_("掲載を取り下げる"), allows=leads_or_runs, source=State.LISTED, target=State.HIDDEN)
    def take_off_public(self, *, by: Any) -> None:
        if PartnerFit.objects.filter(project_id=self.project_id, state=PartnerFit.State.PUBLISHED).exists():
            raise WrongState(_("先に、海外の相手先向けのページを取り下げてください。"))
        audience.close_to(self, audience.EVERYBODY)


class PartnerFit(FSMModelMixin, Item):
    """Could a leading university abroad join under these terms? In English, published by the agency (R52)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("準備中")
        PUBLISHED = "published", _("公開中")

    SECTIONS = ("summary", "openness", "publication", "secrecy", "rights", "people", "funding", "contact")

    project = models.OneToOneField(Project, models.PROTECT, related_name="partner_fit", editable=False)
    summary = models.TextField(_("研究の概要（英語）"), blank=True)
    openness = models.TextField(_("成果の公開の原則（英語）"), blank=True)
    publication = models.TextField(_("論文の発表（英語）"), blank=True)
    secrecy = models.TextField(_("秘密とするもの（英語、合意した個別の項目に限る）"), blank=True)
    rights = models.TextField(_("知的財産（英語）"), blank=True)
    people = models.TextField(_("研究者・学生の受入れ（英語）"), blank=True)
    funding = models.TextField(_("資金（英語）"), blank=True)
    contact = models.TextField(_("問合せ先（英語）"), blank=True)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    published_at = models.DateTimeField(null=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("海外の相手先向けのページ")

    @property
    def places(self) -> tuple:
        return self.project.places

    @verb(_("海外の相手先向けに公開する"), allows=leads_or_runs, source=State.DRAFT, target=State.PUBLISHED)
    def publish_fit(self, *, by: Any) -> None:
        """Whole or not at all; the project itself is listed first."""
        if not ProjectFace.objects.filter(
            project_id=self.project_id, state=ProjectFace.State.LISTED
        ).exists():
            raise WrongState(_("先に、課題を公開ページに掲載してください。"))
        blank = [
            str(self._meta.get_field(n).verbose_name) for n in self.SECTIONS if not getattr(self, n).strip()
        ]
        if blank:
            raise WrongState(_("書いていない項目があります（%(names)s）。") % {"names": "、".join(blank)})
        answered = set(PartnerAnswer.objects.filter(item_id=self.pk).values_list("question", flat=True))
        if answered != set(PartnerAnswer.Question.values):
            raise WrongState(_("確認の質問に、答えていないものがあります。"))
        self.published_at = database_now()
        audience.open_to(self, audience.EVERYBODY)

    @verb(
        _("海外の相手先向けのページを取り下げる"),
        allows=leads_or_runs,
        source=State.PUBLISHED,
        target=State.DRAFT,
    )
    def withdraw_fit(self, *, by: Any) -> None:
        audience.close_to(self, audience.EVERYBODY)


class PartnerAnswer(models.Model):
    """One question a partner abroad would ask of the terms, answered with a sentence (R52)."""

    class Question(models.TextChoices):
        PUBLISH = "publish", _("論文を、事前の許可なく発表できるか")
        NAMED_SECRECY = "named_secrecy", _("秘密は、本人が合意した個別の項目に限られるか")
        NATIONALITY = "nationality", _("国籍を理由に、研究者や学生の参加が制限されないか")
        OWN_RESULTS = "own_results", _("自分の成果の権利を、自分で持てるか")
        STUDENTS = "students", _("学生が、成果を学位論文に使えるか")
        FUNDING = "funding", _("国外の機関が、資金を受け取れるか")
        LEAVE = "leave", _("不利益なく、途中で離れられるか")
        LAW = "law", _("準拠法と、争いの解決の方法が定まっているか")

    class Answer(models.TextChoices):
        YES = "yes", _("はい")
        PARTLY = "partly", _("条件付きで、はい")
        NO = "no", _("いいえ")

    item = models.ForeignKey(PartnerFit, models.PROTECT, related_name="answers", editable=False)
    question = models.CharField(_("質問"), max_length=20, choices=Question)
    answer = models.CharField(_("答え"), max_length=10, choices=Answer)
    note = models.CharField(_("説明（英語）"), max_length=400, blank=True)

    guard = Guard()

    class Meta:
        verbose_name = _("確認の質問への答え")
        constraints = [
            models.UniqueConstraint(fields=["item", "question"], name="one_answer_a_question"),
            models.CheckConstraint(
                condition=Q(answer="yes") | Q(note__regex=r"\S"), name="partner_answer_is_explained"
            ),
        ]
