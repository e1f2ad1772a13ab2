"""The n-th meeting of a council: when, where, what about, who was there as papers print them."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from confidentiality import audience, outbox
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from councils.models.council import Council
from councils.models.membership import Membership
from councils.rights import manages


class Meeting(FSMModelMixin, Item):
    """A meeting that is planned, announced, held and recorded; numbers run without gaps in a council (R83).

    Until it is announced it is the secretariat's and the chair's draft; a cancelled one gives its number back.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        PLANNED = "planned", _("予定")
        ANNOUNCED = "announced", _("開催通知済")
        HELD = "held", _("開催済")
        RECORDED = "recorded", _("記録作成中")
        CLOSED = "closed", _("完結")
        CANCELLED = "cancelled", _("中止")

    council = models.ForeignKey(Council, models.PROTECT, related_name="meetings", editable=False)
    number = models.PositiveIntegerField(_("回"))
    starts_at = models.DateTimeField(_("開始"))
    ends_at = models.DateTimeField(_("終了"))
    place = models.CharField(_("場所"), max_length=200)
    is_online = models.BooleanField(_("オンライン併用"), default=False)
    joining_note = models.TextField(_("参加の方法"), blank=True)
    is_closed = models.BooleanField(_("非公開で開く"), default=True)
    closed_reason = models.CharField(_("非公開とする理由"), max_length=300, blank=True)
    state = StateField(_("状態"), default=State.PLANNED, choices=State, protected=True)
    announced_at = models.DateTimeField(null=True, editable=False)
    moved_from = models.DateTimeField(null=True, editable=False)
    cancelled_reason = models.CharField(_("中止の理由"), max_length=300, blank=True, editable=False)
    current_agenda = models.PositiveIntegerField(null=True, editable=False)
    as_printed = models.JSONField(default=dict, editable=False)  # lines a source document printed its own way

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("会合")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "number"], name="meeting_numbered", condition=~Q(state="cancelled")
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = f"第{self.number}回会合"  # stored, so not in the language of whoever saves it
        super().save(*args, **kwargs)

    @verb(_("開催を通知する"), allows=manages, source=State.PLANNED, target=State.ANNOUNCED)
    def announce(self, *, by: Any) -> None:
        """From now on every member reads it; letters follow (R104)."""
        if not self.agenda.exists():
            raise WrongState(_("議題を1件以上登録してから通知してください。"))
        self.announced_at = database_now()
        audience.open_to(self, audience.council(self.council_id))
        outbox.enqueue("meeting.announced", self)

    @verb(_("開催済みにする"), allows=manages, source=State.ANNOUNCED, target=State.HELD)
    def hold(self, *, by: Any) -> dict:
        """Freezes attendance with affiliation and title as of that day (R84)."""
        present = self.attendances.filter(is_present=True)
        if not present.exists():
            raise WrongState(_("出席者を1名以上記録してください。"))
        present.update(frozen_at=database_now())
        return {"present": present.count()}

    @verb(_("記録の作成を始める"), allows=manages, source=State.HELD, target=State.RECORDED)
    def start_record(self, *, by: Any) -> None:
        pass

    @verb(_("完結とする"), allows=manages, source=State.RECORDED, target=State.CLOSED)
    def close(self, *, by: Any) -> None:
        pass

    @verb(_("中止する"), allows=manages, source=[State.PLANNED, State.ANNOUNCED], target=State.CANCELLED)
    def cancel(self, *, by: Any, reason: str = "") -> None:
        """Members who were told of it are told of this too, with the reason."""
        self.cancelled_reason = reason[:300]
        if self.announced_at:
            outbox.enqueue("meeting.cancelled", self)

    @verb(_("日程を変更する"), allows=manages, source=[State.PLANNED, State.ANNOUNCED])
    def reschedule(self, *, by: Any, starts_at: Any, ends_at: Any, place: str) -> dict:
        """Answers given for another time say nothing about this one: they are asked again."""
        was = {"was_starts_at": self.starts_at.isoformat()}
        if starts_at != self.starts_at:
            self.attendances.update(reply=Attendance.Reply.NONE)
            self.moved_from = self.starts_at if self.announced_at else None
        self.starts_at, self.ends_at, self.place = starts_at, ends_at, place
        if self.announced_at:
            outbox.enqueue("meeting.rescheduled", self)
        return was


class AgendaItem(models.Model):
    """One point of a meeting's agenda, typed by the four statutory topics (R76)."""

    class Topic(models.IntegerChoices):
        INFORMATION = 1, _("①研究開発に有用な情報の収集等")
        PROMOTION = 2, _("②研究開発の効果的な促進方策")
        RESULTS = 3, _("③研究開発の内容及び成果の取扱い")
        MANAGEMENT = 4, _("④研究開発に関する情報の適正な管理")
        OTHER = 9, _("その他")

    class Kind(models.TextChoices):
        REPORT = "report", _("報告")
        DELIBERATION = "deliberation", _("審議")
        DISCUSSION = "discussion", _("意見交換")
        PROCEDURE = "procedure", _("議事運営")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda", editable=False)
    number = models.PositiveIntegerField(_("番号"))
    title = models.CharField(_("議題"), max_length=200)
    topic = models.PositiveSmallIntegerField(_("協議事項"), choices=Topic)
    kind = models.CharField(_("種類"), max_length=20, choices=Kind, default=Kind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(_("時間（分）"), default=20)
    presenter = models.CharField(_("説明者"), max_length=120, blank=True)
    is_closed = models.BooleanField(_("非公開の議題"), default=False)
    carried_action = models.ForeignKey(
        "councils.ActionItem", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    guard = Guard(writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("議題")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="agenda_numbered", deferrable=models.Deferrable.DEFERRED
            )
        ]

    @property
    def council_id(self) -> Any:
        return self.item.council_id

    @property
    def council(self) -> Council:
        return self.item.council


class Attendance(models.Model):
    """A person expected or present at a meeting, printed with the affiliation and title of that day."""

    class Reply(models.TextChoices):
        NONE = "none", _("未回答")
        VENUE = "venue", _("会場で出席")
        ONLINE = "online", _("オンラインで出席")
        ABSENT = "absent", _("欠席")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", editable=False)
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="attendances", editable=False
    )
    name = models.CharField(_("氏名"), max_length=120)
    kana = models.CharField(_("読み"), max_length=120, blank=True)
    affiliation = models.CharField(_("所属"), max_length=200, blank=True)
    title = models.CharField(_("役職"), max_length=200, blank=True)
    group = models.CharField(_("区分"), max_length=60, blank=True)
    reply = models.CharField(_("出欠の回答"), max_length=10, choices=Reply, default=Reply.NONE)
    is_present = models.BooleanField(_("出席"), default=False)
    print_order = models.PositiveIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True, editable=False)

    guard = Guard(writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("出席者")
        ordering = ["print_order", "kana", "name"]
        constraints = [models.UniqueConstraint(fields=["item", "membership"], name="attends_once")]

    @property
    def council_id(self) -> Any:
        return self.item.council_id

    @property
    def council(self) -> Council:
        return self.item.council
