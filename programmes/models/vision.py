"""R&D visions in versions: national needs, technologies to support, what was heard; refuses to choose technologies (R31, R32)."""

import hashlib
import json
import uuid
from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality import audience, outbox
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, lock, verb
from programmes.models.guideline import Guideline
from programmes.models.technology import CriticalTechnology, NarrowingDecision
from programmes.rights import MayBeLimited, is_staff


class RDVision(MayBeLimited, FSMModelMixin, Item):
    """One version of one 研究開発ビジョン; staff's until published, the public's for ever after (R31).

    Visions of different numbers are in force side by side, the second adds to the first; only a revision of the same
    number supersedes.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFT = "draft", _("案作成中")
        DELIBERATING = "deliberating", _("プログラム会議で審議中")
        DECIDED = "decided", _("決定済")
        PUBLISHED = "published", _("公表（現行）")
        SUPERSEDED = "superseded", _("旧版")
        DISCARDED = "discarded", _("取りやめ")

    number = models.PositiveSmallIntegerField(_("何次のビジョンか"), editable=False)
    revision = models.PositiveSmallIntegerField(_("版"), editable=False)
    title = models.CharField(_("表題"), max_length=200)
    english_title = models.CharField(_("英語の表題"), max_length=300, blank=True)
    needs = models.TextField(_("国のニーズ"), blank=True)
    english_summary = models.TextField(_("英語の要約"), blank=True)
    policy_documents = models.TextField(_("よりどころとする政府文書"), blank=True)
    guideline = models.ForeignKey(
        Guideline,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("よりどころとする基本指針"),
        related_name="+",
    )
    no_inputs_reason = models.TextField(_("シンクタンクの知見を使わなかった理由"), blank=True)
    revises = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="revisions", editable=False
    )
    reason = models.TextField(_("策定または改定の趣旨"), blank=True)
    state = StateField(_("状態"), default=State.DRAFT, choices=State, protected=True)
    decided_on = models.DateField(_("決定日"), null=True, blank=True, editable=False)
    decided_by = models.CharField(_("決定の主体"), max_length=100, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)

    MAY_BE_LIMITED = (State.DRAFT, State.DELIBERATING, State.DISCARDED)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("研究開発ビジョン")
        ordering = ["number", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "revision"], condition=~Q(state="discarded"), name="vision_numbered"
            ),
            models.UniqueConstraint(
                fields=["number"], condition=Q(state="published"), name="one_vision_in_force_per_number"
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(state__in=["draft", "deliberating", "decided"]),
                name="one_vision_in_preparation_per_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "deliberating", "discarded"])
                | (Q(decided_on__isnull=False) & ~Q(decided_by="") & Q(needs__regex=r"\S")),
                name="vision_decided_before_published",
            ),
        ]

    @classmethod
    def kept(cls) -> models.QuerySet:
        """All but the drafts that were given up; a number one of those had is free."""
        return cls.objects.exclude(state=cls.State.DISCARDED)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # What the programme deliberates on is no secret; what it says is, until it is published.
        self.public_title = str(_("第%(n)s次研究開発ビジョン")) % {"n": self.number}
        super().save(*args, **kwargs)

    @property
    def text_hash(self) -> str:
        """SHA-256 of everything that is published, in order."""
        whole = [
            self.title,
            self.english_title,
            self.needs,
            self.english_summary,
            self.policy_documents,
            str(self.guideline_id or ""),
            self.no_inputs_reason,
            list(self.supported.order_by("order").values_list("name", "statement")),
            # A finding without an address is told as it was before addresses were kept: hashes once recorded stay right.
            [
                [*said, link] if link else said
                for *said, link in self.inputs.order_by("order").values_list(
                    "body", "title", "used_for", "link"
                )
            ],
        ]
        return hashlib.sha256(json.dumps(whole, ensure_ascii=False).encode()).hexdigest()

    @verb(_("プログラム会議の審議へ進む"), allows=is_staff, source=State.DRAFT, target=State.DELIBERATING)
    def deliberate(self, *, by: Any) -> dict:
        if why := self.why_not_deliberated():
            raise WrongState(why)
        return {"hash": self.text_hash}

    def why_not_deliberated(self) -> Any:
        """What is missing before プログラム会議 is asked, as a sentence; empty when nothing is."""
        return "" if self.needs.strip() else _("国のニーズを書いてから進めてください。")

    @verb(_("案を取りやめる"), allows=is_staff, source=State.DRAFT, target=State.DISCARDED)
    def discard_vision(self, *, by: Any, reason: str) -> dict:
        """One begun by mistake, which nobody was asked about and nothing rests on: kept, and the office's alone.

        Its number is free again. The database asks the same.
        """
        from programmes.standing import any_agency

        if why := kept_because(self.pk):
            raise WrongState(why)
        note = self._because(by, "discard_vision", reason)
        others = (audience.office("records_officer"), audience.office("auditor"))
        for item in (self, self.file):
            audience.close_to(item, *others)
        audience.close_to(self, any_agency())
        return note

    @verb(_("案に戻す"), allows=is_staff, source=State.DELIBERATING, target=State.DRAFT)
    def back_to_draft(self, *, by: Any, reason: str) -> dict:
        return self._because(by, "back_to_draft", reason)

    @verb(_("決定を取り消す"), allows=is_staff, source=State.DECIDED, target=State.DELIBERATING)
    def reopen_vision(self, *, by: Any, reason: str) -> dict:
        """A decision written down in error, before anything of it is public; the text can be corrected again."""
        note = self._because(by, "reopen_vision", reason)
        self.decided_on, self.decided_by = None, ""
        return note

    def _because(self, by: Any, step: str, reason: str) -> dict:
        from programmes.models.step import ReasonedStep

        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        ReasonedStep.objects.create(item=self.file, verb=step, reason=reason, taken_by=by)
        return {"reason_length": len(reason)}

    @verb(_("決定を記録する"), allows=is_staff, source=State.DELIBERATING, target=State.DECIDED)
    def decide_vision(self, *, by: Any, shown: str, decided_on: date, decided_by: str) -> dict:
        """Technologies named, each after a closed choice (R8); think-tank findings linked or their absence explained (R32)."""
        self._require_shown(shown)
        if why := self.why_not_decided():
            raise WrongState(why)
        self.decided_on, self.decided_by = decided_on, decided_by
        return {"hash": self.text_hash}

    def lacking(self) -> Any:
        """What is missing before the next step forward of a draft, as a sentence; empty when that step is open."""
        if self.state == self.State.DRAFT:
            return self.why_not_deliberated()
        return self.why_not_decided() if self.state == self.State.DELIBERATING else ""

    def why_not_decided(self) -> Any:
        """The first thing that is missing before a decision, as a sentence; empty when nothing is."""
        from programmes import draft_readers

        rows = list(self.supported.select_related("decision"))
        if not rows:
            return _("支援対象とする技術を、1件以上加えてください。")
        still = [row.name for row in rows if row.decision.state != NarrowingDecision.State.CLOSED]
        if still:
            return _("絞込みを決定していない技術があります（%(names)s）。") % {"names": "、".join(still)}
        if not self.inputs.exists() and not self.no_inputs_reason.strip():
            return _("シンクタンクの知見を結び付けるか、使わなかった理由を書いてください。")
        if not self.file.deliberations.exists():
            return _("プログラム会議の審議を、1回以上記録してください。")
        if draft_readers.is_narrowed(self):
            return _("閲覧者を限定しています。先に、限定を解いてください。")
        return ""

    @verb(_("公表する"), allows=is_staff, source=State.DECIDED, target=State.PUBLISHED)
    def publish_vision(self, *, by: Any, shown: str) -> dict:
        """In force from this instant; the version of the same number before it stays public as history."""
        self._require_shown(shown)
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_advisory_xact_lock(hashtext('programmes.vision ' || %s))", [self.number]
            )
        before = RDVision.objects.filter(number=self.number, state=self.State.PUBLISHED).first()
        self.published_at = database_now()
        if before is not None:
            lock(before.pk)
            RDVision.objects.filter(pk=before.pk).update(
                state=self.State.SUPERSEDED, superseded_at=self.published_at
            )
        audience.open_to(self, audience.EVERYBODY)
        outbox.enqueue("vision.published", self)
        return {"hash": self.text_hash, "before": str(before.pk) if before else ""}

    def _require_shown(self, shown: str) -> None:
        if shown != self.text_hash:
            raise WrongState(
                _("表示した後に本文が変わりました。新しい本文を読んでから、もう一度お願いします。")
            )


# Why a draft is no longer its makers' alone, by the database's word (``app.draft_kept``).
KEPT = {
    "seen": _(
        "この案は、ほかの方に示されています（審議、合意の求め、または担当者の指名）。取りやめられません。"
    ),
    "hangs": _("この案に結び付いたもの（構想、配分、公募、課題など）があるため、取りやめられません。"),
}


def kept_because(draft: Any) -> Any:
    """Why the draft of a vision or concept cannot be thrown away, as a sentence; empty when it can (R31)."""
    with connection.cursor() as cursor:
        cursor.execute("select app.draft_kept_here(%s)", [draft])
        return KEPT.get(cursor.fetchone()[0], "")


class VisionTechnology(models.Model):
    """A technology the vision supports, in the vision's own words; which choice it rests on is named, not shown (R8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(RDVision, models.PROTECT, related_name="supported", editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    technology = models.ForeignKey(CriticalTechnology, models.PROTECT, related_name="+", editable=False)
    decision = models.ForeignKey(NarrowingDecision, models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("公表する技術の名称"), max_length=200)
    statement = models.TextField(_("支援する内容"), blank=True)

    guard = Guard(writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("支援対象の技術")
        ordering = ["item", "order"]
        constraints = [
            models.UniqueConstraint(fields=["item", "technology"], name="technology_supported_once"),
        ]


class VisionInput(models.Model):
    """A finding of a think tank the vision made use of: whose, which report, for what (R32, R158)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(RDVision, models.PROTECT, related_name="inputs", editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    body = models.CharField(_("調査研究を行った機関"), max_length=200)
    title = models.CharField(_("報告書の名称"), max_length=300)
    link = models.URLField(_("報告書のアドレス"), max_length=500, blank=True)
    used_for = models.TextField(_("何に使ったか"))

    guard = Guard(writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("シンクタンクの知見")
        ordering = ["item", "order"]


class VisionFile(Item):
    """審議の記録 of a vision; staff's for ever, also when the text is public."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    vision = models.OneToOneField(RDVision, models.PROTECT, related_name="file")

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("審議の記録")


class VisionDeliberation(models.Model):
    """One sitting of プログラム会議 on a draft: what was said and what was done about it; only ever added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(VisionFile, models.PROTECT, related_name="deliberations", editable=False)
    held_on = models.DateField(_("開催日"))
    body = models.CharField(_("会議の名称"), max_length=200)
    text = models.TextField(_("主な意見"))
    response = models.TextField(_("対応"), blank=True)
    text_hash = models.CharField(max_length=64, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    created = models.DateTimeField(db_default=Now(), editable=False)

    guard = Guard(writes="select, insert")

    class Meta:
        verbose_name = _("プログラム会議の審議")
        ordering = ["held_on", "created"]
