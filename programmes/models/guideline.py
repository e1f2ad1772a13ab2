"""The basic guideline in versions: sections, opinions, comments, decision; exactly one text is in force (R1–R4)."""

import hashlib
import json
import uuid
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_fsm import FSMModelMixin

from confidentiality import audience, outbox
from confidentiality.acting import database_now
from confidentiality.asking import AT
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes.rights import MayBeLimited, is_staff

if TYPE_CHECKING:
    from programmes.models.comment import CommentRound

LAST_CALL = timedelta(minutes=1)  # so that what is called off was never seen, however long the act takes
USUAL_DAYS = 30  # a shorter time for comments needs a reason on record


class Guideline(MayBeLimited, FSMModelMixin, Item):
    """One version of 研究開発基本指針, or the framework document it grew from; staff's until it is published."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Document(models.TextChoices):
        FRAMEWORK = "framework", _("枠組みの文書")
        GUIDELINE = "guideline", _("基本指針")

    class State(models.TextChoices):
        DRAFT = "draft", _("案作成中")
        EXPERT_REVIEW = "expert_review", _("意見聴取中")
        PUBLIC_COMMENT = "public_comment", _("パブリックコメント中")
        DECIDED = "decided", _("決定済")
        SCHEDULED = "scheduled", _("公表の日時を設定済")
        PUBLISHED = "published", _("公表（現行）")
        SUPERSEDED = "superseded", _("旧版")
        WITHDRAWN = "withdrawn", _("取下げ済")

    document = models.CharField(_("文書の種別"), max_length=20, choices=Document, default=Document.GUIDELINE)
    number = models.PositiveIntegerField(_("版"), editable=False)
    title = models.CharField(_("表題"), max_length=200)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="revisions", editable=False
    )
    reason = models.TextField(_("改定の趣旨"), blank=True)
    decided_on = models.DateField(_("決定日"), null=True, blank=True)
    decided_by = models.CharField(_("決定の主体"), max_length=100, blank=True)
    # From when until when it is the text in force. Both may be ahead: then the clock moves it, and no job.
    published_at = models.DateTimeField(null=True, editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    stopped_at = models.DateTimeField(null=True, editable=False)  # when an agreement took its instant away
    closing_note = models.TextField(_("取下げの理由"), blank=True)
    source = models.CharField(_("出典"), max_length=300, blank=True)

    MAY_BE_LIMITED = (State.DRAFT, State.EXPERT_REVIEW, State.WITHDRAWN)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("基本指針")
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="guideline_numbered"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(state="published"), name="one_guideline_in_force"
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(state__in=["draft", "expert_review", "public_comment", "decided", "scheduled"]),
                name="one_guideline_in_preparation",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["decided", "scheduled", "published", "superseded"])
                | Q(document="framework")
                | (Q(decided_on__isnull=False) & ~Q(decided_by="")),
                name="guideline_decided_before_published",
            ),
        ]

    @classmethod
    def current(cls) -> models.QuerySet:
        """The basic guideline in force at this instant of the database's clock: one row, or none before the first."""
        return cls.objects.filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=AT),
            document=cls.Document.GUIDELINE,
            published_at__lte=AT,
        )

    @property
    def standing(self) -> "Guideline.State":
        """The state as the clock has it now; the row follows a moment later (``guidelines.settle``)."""
        State = self.State
        if self.document == self.Document.FRAMEWORK or self.state not in (State.SCHEDULED, State.PUBLISHED):
            return State(self.state)
        if self.state == State.PUBLISHED and self.superseded_at is None:
            return State.PUBLISHED
        now = database_now()
        if self.superseded_at is not None and self.superseded_at <= now:
            return State.SUPERSEDED
        return State.PUBLISHED if self.published_at <= now else State.SCHEDULED

    @property
    def text_hash(self) -> str:
        """SHA-256 of everything that is published: title and sections, in order."""
        return hashlib.sha256(
            json.dumps([self.title, self.outline()], ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()

    def outline(self) -> list[dict[str, Any]]:
        """The sections as plain data: what a round of comments shows and what a hash is made of."""
        fields = ("kind", "level", "heading", "text")
        return [dict(row) for row in self.sections.order_by("order").values(*fields)]

    @property
    def is_editable(self) -> bool:
        """While the text is put to the public nobody changes it; afterwards it takes up what was said."""
        if self.state in (self.State.DRAFT, self.State.EXPERT_REVIEW):
            return True
        last = self.last_round() if self.state == self.State.PUBLIC_COMMENT else None
        return last is not None and last.is_over(database_now())

    def last_round(self) -> "CommentRound | None":
        return self.rounds.order_by("-number").first()

    def missing_kinds(self) -> list[str]:
        """Kinds every guideline must speak of that have no words yet (R2)."""
        written = {kind for kind, text in self.sections.values_list("kind", "text") if text.strip()}
        return [kind for kind in GuidelineSection.MANDATORY if kind not in written]

    @verb(_("有識者の意見聴取へ進む"), allows=is_staff, source=State.DRAFT, target=State.EXPERT_REVIEW)
    def ask_experts(self, *, by: Any) -> dict:
        """Every section the scheme needs has words (3.1)."""
        self._require_whole()
        return {"hash": self.text_hash}

    @verb(_("意見の募集を始める"), allows=is_staff, source=State.EXPERT_REVIEW, target=State.PUBLIC_COMMENT)
    def open_comments(self, *, by: Any, shown: str, closes_at: datetime, short_reason: str = "") -> dict:
        """The text as it stands becomes public under a round of its own; the guideline itself stays inside."""
        from programmes import draft_readers

        self._require_shown(shown)
        self._require_whole()
        if not ExpertOpinion.objects.filter(guideline=self).exists():
            raise WrongState(_("有識者の意見を1件以上記録してから始めてください。"))
        if ExpertOpinion.objects.filter(guideline=self, response="").exists():
            raise WrongState(_("対応を書いていない有識者の意見があります。"))
        now = database_now()
        if closes_at <= now:
            raise WrongState(_("締切は、これからの日にしてください。"))
        if (closes_at - now).days < USUAL_DAYS and not short_reason.strip():
            raise WrongState(_("募集の期間が30日に満たない理由を書いてください。"))
        draft_readers.require_usual_readers(self)
        self._require_free(now)
        last = self.last_round()
        made = self.rounds.create(
            container=self,
            number=(last.number if last else 0) + 1,
            public_title=self.title[:200],
            custodian=by,
            title=self.title,
            text=self.outline(),
            text_hash=self.text_hash,
            opens_at=now,
            closes_at=closes_at,
            short_reason=short_reason,
        )
        audience.open_to(made, audience.office("programme_staff"), audience.EVERYBODY)
        Item.objects.filter(pk=made.pk).update(custodian=None)
        return {"round": str(made.pk), "hash": self.text_hash}

    @verb(_("意見と回答を公表する"), allows=is_staff, source=State.PUBLIC_COMMENT)
    def publish_results(self, *, by: Any) -> dict:
        """Every comment has its answer; until then nothing goes out and nothing is decided."""
        last = self._require_closed_round()
        if last.results_at is not None:
            raise WrongState(_("意見と回答は、すでに公表しています。"))
        if left := last.unanswered():
            raise WrongState(_("回答していない意見が%(n)s件あります。") % {"n": left})
        last.results = [
            {"heading": a.heading, "count": a.comments.count(), "summary": a.summary, "answer": a.answer}
            for a in last.answers.order_by("pk")
        ]
        last.results_at = database_now()
        last.save(update_fields=["results", "results_at"])
        return {"round": str(last.pk), "answers": len(last.results)}

    @verb(_("決定を記録する"), allows=is_staff, source=State.PUBLIC_COMMENT, target=State.DECIDED)
    def decide(self, *, by: Any, shown: str, decided_on: date, decided_by: str) -> dict:
        """The cabinet's decision, once the comments and their answers are out."""
        self._require_shown(shown)
        last = self._require_closed_round()
        if last.results_at is None:
            raise WrongState(_("意見と回答を公表してから、決定を記録してください。"))
        self._require_whole()
        self.decided_on, self.decided_by = decided_on, decided_by
        return {"hash": self.text_hash}

    @verb(_("公表する"), allows=is_staff, source=State.DECIDED, target=State.PUBLISHED)
    def publish_guideline(self, *, by: Any, shown: str) -> dict:
        """In force from this instant for everybody; the version before stays public as history.

        The database opens it, ends the one before at the same instant, and refuses what quotes something under agreement.
        """
        self._require_shown(shown)
        self._require_free(database_now())
        before = Guideline.current().first()
        self.published_at = database_now()
        outbox.enqueue("guideline.published", self)
        return {"hash": self.text_hash, "before": str(before.pk) if before else ""}

    @verb(_("公表の日時を設定する"), allows=is_staff, source=State.DECIDED, target=State.SCHEDULED)
    def schedule_publication(self, *, by: Any, shown: str, publish_at: datetime) -> dict:
        """Everybody's from ``publish_at`` on by the database's clock; the version before ends at the same instant."""
        self._require_shown(shown)
        if publish_at <= database_now() + LAST_CALL:
            raise WrongState(_("公表の日時は、これから先の時刻にしてください。"))
        self._require_free(publish_at)
        self.published_at, self.scheduled_by = publish_at, by
        outbox.enqueue("guideline.scheduled", self)
        return {"hash": self.text_hash, "at": publish_at.isoformat()}

    @verb(_("公表の日時を取り消す"), allows=is_staff, source=State.SCHEDULED, target=State.DECIDED)
    def call_off_publication(self, *, by: Any, reason: str) -> dict:
        """Before the instant only: nothing was ever seen, and the version in force stays in force."""
        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        was = self.published_at
        if was <= database_now() + LAST_CALL:
            raise WrongState(_("公表の時刻を過ぎたか、1分前を切ったため、取り消せません。"))
        outbox.enqueue("guideline.called_off", self)
        return {"set_for": was.isoformat(), "reason_length": len(reason)}

    def _require_free(self, at: datetime) -> None:
        """Nothing it quotes is under an agreement at ``at`` (the database asks again, with the quoted things held)."""
        if held := self.held_back(at):
            raise WrongState(
                ngettext(
                    "この案が引用する情報のうち%(n)s件は、守秘の合意の期間中か、同意の手続の途中です。終わるまで公表できません。",
                    "この案が引用する情報のうち%(n)s件は、守秘の合意の期間中か、同意の手続の途中です。終わるまで公表できません。",
                    len(held),
                )
                % {"n": len(held)}
            )

    def held_back(self, at: datetime) -> list[Any]:
        """What is quoted and still under an agreement at ``at``: ids of items, None where the reader may not know which."""
        with connection.cursor() as cursor:
            cursor.execute("select subject from app.quotes_under_agreement(%s, %s)", [self.pk, at])
            return [row[0] for row in cursor.fetchall()]

    @verb(
        _("案に戻す"),
        allows=is_staff,
        source=[State.EXPERT_REVIEW, State.PUBLIC_COMMENT],
        target=State.DRAFT,
    )
    def take_back(self, *, by: Any, reason: str) -> None:
        """A round that is running ends at this instant; what was public stays readable, with the reason."""
        last = self.last_round() if self.state == self.State.PUBLIC_COMMENT else None
        if last is not None:
            now = database_now()
            last.stopped_reason = reason
            last.closes_at = max(min(last.closes_at, now), last.opens_at)
            last.save(update_fields=["stopped_reason", "closes_at"])

    @verb(
        _("取り下げる"),
        allows=is_staff,
        source=[State.DRAFT, State.EXPERT_REVIEW],
        target=State.WITHDRAWN,
    )
    def withdraw_draft(self, *, by: Any, reason: str) -> None:
        self.closing_note = reason

    def _require_shown(self, shown: str) -> None:
        if shown != self.text_hash:
            raise WrongState(
                _("表示した後に本文が変わりました。新しい本文を読んでから、もう一度お願いします。")
            )

    def _require_whole(self) -> None:
        if missing := self.missing_kinds():
            names = "、".join(str(GuidelineSection.Kind(kind).label) for kind in missing)
            raise WrongState(_("本文のない項目があります（%(names)s）。") % {"names": names})

    def _require_closed_round(self) -> "CommentRound":
        last = self.last_round()
        if last is None or not last.is_over(database_now()):
            raise WrongState(_("意見の募集がまだ終わっていません。"))
        return last


class GuidelineSection(models.Model):
    """One typed part of a guideline; cloned ones remember where they came from, so that two versions can be compared."""

    class Kind(models.TextChoices):
        BASIC = "basic", _("基本的な考え方")
        INFORMATION = "information", _("情報の提供")
        FUNDING = "funding", _("資金の確保")
        PEOPLE = "people", _("人材の養成と資質の向上")
        TECHNOLOGY = "technology", _("対象とする技術")
        COUNCILS = "councils", _("協議会")
        HANDLING = "handling", _("情報の管理")
        DESIGNATED_FUND = "designated_fund", _("指定基金")
        STUDY = "study", _("調査研究")
        CONSIDERATIONS = "considerations", _("配慮する事項")
        HEADING = "heading", _("見出しだけ")

    MANDATORY = ("basic", "information", "funding", "people", "councils", "designated_fund", "study")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Guideline, models.CASCADE, related_name="sections", editable=False)
    order = models.PositiveIntegerField(editable=False)
    kind = models.CharField(_("項目"), max_length=20, choices=Kind)
    level = models.PositiveSmallIntegerField(_("見出しの段"), default=1)
    heading = models.CharField(_("見出し"), max_length=200)
    text = models.TextField(_("本文"), blank=True)
    origin = models.ForeignKey(
        "self", models.SET_NULL, null=True, related_name="+", editable=False, db_constraint=False
    )

    guard = Guard(writes="select, insert, update, delete")

    class Meta:
        ordering = ["item", "order"]
        verbose_name = _("指針の項目")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "order"],
                name="section_place_taken_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=3), name="section_level_known"),
        ]

    @property
    def text_hash(self) -> str:
        whole = json.dumps([self.kind, self.level, self.heading, self.text], ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()

    @property
    def paragraphs(self) -> list[str]:
        return [line for line in self.text.splitlines() if line.strip()]


class GuidelineFile(Item):
    """検討の記録: opinions and comments as they came in, with names; staff's for ever, also when the text is public."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    guideline = models.OneToOneField(Guideline, models.PROTECT, related_name="file")

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("検討の記録")


class ExpertOpinion(models.Model):
    """What an expert or a body of experts said about a draft, and what was done about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(GuidelineFile, models.PROTECT, related_name="opinions", editable=False)
    guideline = models.ForeignKey(Guideline, models.PROTECT, related_name="+", editable=False)
    given_by = models.CharField(_("有識者または会議の名称"), max_length=200)
    given_on = models.DateField(_("聴取した日"))
    text = models.TextField(_("意見"))
    response = models.TextField(_("対応"), blank=True)
    created = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert, update")

    class Meta:
        ordering = ["given_on", "created"]
        verbose_name = _("有識者の意見")
