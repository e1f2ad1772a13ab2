"""Two records of one meeting: the full record with speakers, and the anonymous summary; speakers are held apart."""

import hashlib
import json
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_fsm import FSMModelMixin

from confidentiality import audience
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item, StoredFile
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from councils.models.council import Council
from councils.models.meeting import AgendaItem, Attendance, Meeting
from councils.models.membership import Membership
from councils.rights import chairs, keeps_record, manages, manages_or_chairs


def attendees(meeting: Meeting) -> Any:
    """The attendances whose word the minutes need: members who were there, without the secretariat that writes them."""
    return meeting.attendances.filter(is_present=True, membership__isnull=False).exclude(
        membership__capacity=Membership.Capacity.SECRETARIAT
    )


class MinutesRecord(FSMModelMixin, Item):
    """議事の記録: date, place, attendees, agenda, speakers and what was said; immutable once approved (R86, R98)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFTING = "drafting", _("作成中")
        CONFIRMING = "confirming", _("発言者の確認中")
        APPROVED = "approved", _("承認済")
        ARCHIVED = "archived", _("保存済")

    council = models.ForeignKey(Council, models.PROTECT, related_name="+", editable=False)
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="record", editable=False)
    explanation = models.TextField(_("事務局説明等"), blank=True)
    state = StateField(_("状態"), default=State.DRAFTING, choices=State, protected=True)
    confirm_by = models.DateTimeField(_("確認の期限"), null=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("議事の記録")

    @verb(_("出席者の確認へ回す"), allows=keeps_record, source=State.DRAFTING, target=State.CONFIRMING)
    def send_for_confirmation(self, *, by: Any, confirm_by: Any) -> dict:
        """Attendees see the record until ``confirm_by``; silence is recorded as such, not as consent (R97)."""
        if not self.remarks.exists():
            raise WrongState(_("発言を1件以上記録してください。"))
        self.confirm_by = confirm_by
        audience.open_to(self, audience.council(self.council_id))
        return {"confirm_by": confirm_by.isoformat()}

    @verb(_("作成に戻す"), allows=keeps_record, source=State.CONFIRMING, target=State.DRAFTING)
    def take_back(self, *, by: Any) -> None:
        audience.close_to(self, audience.council(self.council_id))

    @verb(_("記録を承認する"), allows=chairs, source=State.CONFIRMING, target=State.APPROVED)
    def approve(self, *, by: Any) -> dict:
        """By the chair, once every attendee has confirmed or the deadline has passed."""
        if self.suggestions_open():
            raise WrongState(_("まだ採否を決めていない修正の申出があります。"))
        waiting = self.unconfirmed()
        if waiting and database_now() < self.confirm_by:
            raise WrongState(
                _("確認の期限前で、まだ確認していない出席者が%(n)s名います。") % {"n": len(waiting)}
            )
        self.approved_at, self.approved_by = database_now(), by
        return {"unconfirmed": len(waiting)}

    @verb(
        pgettext_lazy("for the archive", "保存する"),
        allows=manages,
        source=State.APPROVED,
        target=State.ARCHIVED,
    )
    def archive(self, *, by: Any) -> None:
        pass

    def unconfirmed(self) -> list:
        """Attendances still to confirm: no reply yet, or a remark of theirs changed afterwards. For readers of the sheet."""
        done = set(self.replies.values_list("membership_id", flat=True))
        changed = set(
            RemarkSpeaker.objects.filter(
                remark__item=self, confirmed_at=None, attendance__isnull=False
            ).values_list("attendance_id", flat=True)
        )
        return [a for a in attendees(self.meeting) if a.membership_id not in done or a.pk in changed]

    def suggestions_open(self) -> bool:
        return RemarkSuggestion.objects.filter(item__record=self, state=RemarkSuggestion.State.OPEN).exists()

    @property
    def is_editable(self) -> bool:
        return self.state == self.State.DRAFTING or self.state == self.State.CONFIRMING


class SpeakerSheet(Item):
    """Who said what: an item of its own that no export, search or summary reads; secretariat and chair.

    Records officers know that it exists and read who spoke (3.6), never a word of what was said.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    record = models.OneToOneField(MinutesRecord, models.PROTECT, related_name="speaker_sheet", editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="+", editable=False)

    guard = Guard("item_ptr_id")


class Remark(models.Model):
    """One idea said at a meeting, under a topic; without its speaker. ``cover`` names a stricter item it reproduces."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(MinutesRecord, models.CASCADE, related_name="remarks", editable=False)
    cover = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("この発言に含まれる守秘の資料"),
    )
    agenda_item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("議題")
    )
    topic = models.CharField(_("論点の見出し"), max_length=200, blank=True)
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("発言の記録"))
    summary_text = models.TextField(_("議事要旨での表現"), blank=True)
    in_summary = models.BooleanField(_("議事要旨に載せる"), default=True)
    is_verified = models.BooleanField(default=True)
    updated_at = models.DateTimeField(db_default=Now(), editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    guard = Guard(also=("cover_id",), writes="select, insert, update, delete")

    class Meta:
        verbose_name = _("発言")
        ordering = ["order"]

    @property
    def council_id(self) -> Any:
        return self.item.council_id

    @property
    def council(self) -> Council:
        return self.item.council

    @property
    def version(self) -> str:
        """A mark of the wording, sent with each form: a save on top of another's change is noticed by it."""
        words = [
            self.text,
            self.summary_text,
            self.topic,
            str(self.in_summary),
            str(self.cover_id),
            str(self.agenda_item_id),
        ]
        return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]


class RemarkSpeaker(models.Model):
    """The speaker of one remark; reached only through the speaker sheet, or by the speaker."""

    item = models.ForeignKey(SpeakerSheet, models.CASCADE, related_name="speakers", editable=False)
    remark = models.OneToOneField(Remark, models.CASCADE, related_name="speaker")
    attendance = models.ForeignKey(
        Attendance, models.PROTECT, null=True, related_name="+", verbose_name=_("発言者")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    name = models.CharField(_("発言者の表記"), max_length=120, blank=True)
    confirmed_at = models.DateTimeField(
        null=True, editable=False
    )  # by the speaker; a changed wording waits again

    guard = Guard(
        own="person_id",
        writes="select, insert, update, delete",
        besides="(select app.principal('office', null, 'records_officer')) = any((select app.principals())::int[])",
    )


class RecordReply(models.Model):
    """An attendee's confirmation of their part of the record; rows are only added (R97)."""

    item = models.ForeignKey(MinutesRecord, models.PROTECT, related_name="replies")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(db_default=Now())

    guard = Guard(own="person_id", writes="select, insert")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "membership"], name="record_confirmed_once")]


class RecordAddendum(models.Model):
    """A dated correction of an approved record; the record itself never changes."""

    item = models.ForeignKey(MinutesRecord, models.PROTECT, related_name="addenda")
    text = models.TextField(_("追記"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created = models.DateTimeField(db_default=Now())

    guard = Guard(writes="select, insert")

    class Meta:
        ordering = ["created"]


class RemarkSuggestion(FSMModelMixin, models.Model):
    """A speaker's correction of a remark, with a reason; the minutes-taker takes it or leaves it.

    Without a text it is a question to the secretariat, and there is nothing to take.
    """

    class State(models.TextChoices):
        OPEN = "open", _("申出中")
        TAKEN = "taken", _("採用")
        LEFT = "left", _("不採用")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A suggestion names its speaker, so it hangs off the sheet of speakers, not off the record.
    item = models.ForeignKey(SpeakerSheet, models.PROTECT, related_name="suggestions")
    cover = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+")
    remark = models.ForeignKey(Remark, models.CASCADE, related_name="suggestions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    was = models.TextField(editable=False)
    text = models.TextField(_("修正案"))
    reason = models.CharField(_("理由"), max_length=300)
    state = StateField(default=State.OPEN, choices=State, protected=True)
    created = models.DateTimeField(db_default=Now())

    guard = Guard(also=("cover_id",), own="person_id")

    @property
    def council(self) -> Council:
        return self.item.council

    @property
    def council_id(self) -> Any:
        return self.item.council_id

    @verb(_("採る"), allows=keeps_record, source=State.OPEN, target=State.TAKEN)
    def take(self, *, by: Any) -> None:
        """The speaker's own words, so they count as confirmed."""
        if not self.text:
            raise WrongState(_("修正案のない相談です。発言を直すか、「採らない」を選んでください。"))
        now = database_now()
        Remark.objects.filter(pk=self.remark_id).update(
            text=self.text, summary_text="", updated_at=now, updated_by=by
        )
        RemarkSpeaker.objects.filter(remark_id=self.remark_id).update(confirmed_at=now)

    @verb(_("採らない"), allows=keeps_record, source=State.OPEN, target=State.LEFT)
    def leave(self, *, by: Any) -> None:
        pass


class MinutesSummary(FSMModelMixin, Item):
    """議事要旨: the anonymous public summary; published only after attendees, chair and disclosure check (R87, R97)."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        DRAFTING = "drafting", _("作成中")
        ATTENDEE_CHECK = "attendee_check", _("出席者の確認中")
        CHAIR_APPROVAL = "chair_approval", _("座長の承認待ち")
        DISCLOSURE_CHECK = "disclosure_check", _("公開前の点検中")
        APPROVED = "approved", _("公開の準備完了")
        PUBLISHED = "published", _("公開済")
        UNPUBLISHED = "unpublished", pgettext_lazy("state", "公開しない")

    council = models.ForeignKey(Council, models.PROTECT, related_name="+", editable=False)
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="summary", editable=False)
    number = models.PositiveIntegerField(editable=False)
    held_on = models.DateField(editable=False)
    printed = models.JSONField(
        default=dict, editable=False
    )  # the form of councils.paper.PrintedMinutes.from_dict
    label = models.CharField(_("資料番号の表示"), max_length=30, blank=True)
    state = StateField(_("状態"), default=State.DRAFTING, choices=State, protected=True)
    check_by = models.DateTimeField(_("確認の期限"), null=True, editable=False)
    findings = models.JSONField(default=list, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)
    reason = models.TextField(_("公開しない理由"), blank=True)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("議事要旨")
        ordering = ["-number"]

    @property
    def text_hash(self) -> str:
        return hashlib.sha256(
            json.dumps(self.printed, ensure_ascii=False, sort_keys=True).encode()
        ).hexdigest()

    @verb(_("出席者の確認へ回す"), allows=keeps_record, source=State.DRAFTING, target=State.ATTENDEE_CHECK)
    def send_to_attendees(self, *, by: Any, check_by: Any) -> dict:
        if not self.printed.get("sections"):
            raise WrongState(_("議事要旨の本文がありません。記録から作成してください。"))
        self.check_by = check_by
        audience.open_to(self, audience.council(self.council_id))
        return {"hash": self.text_hash}

    @verb(
        _("作成に戻す"),
        allows=keeps_record,
        source=[State.ATTENDEE_CHECK, State.CHAIR_APPROVAL, State.DISCLOSURE_CHECK],
        target=State.DRAFTING,
    )
    def take_back(self, *, by: Any) -> None:
        pass

    @verb(
        _("座長の承認へ進む"), allows=keeps_record, source=State.ATTENDEE_CHECK, target=State.CHAIR_APPROVAL
    )
    def submit_to_chair(self, *, by: Any) -> dict:
        waiting = self.unanswered()
        if waiting and database_now() < self.check_by:
            raise WrongState(
                _("確認の期限前で、まだ回答していない出席者が%(n)s名います。") % {"n": len(waiting)}
            )
        return {"unanswered": len(waiting), "hash": self.text_hash}

    @verb(_("要旨を承認する"), allows=chairs, source=State.CHAIR_APPROVAL, target=State.DISCLOSURE_CHECK)
    def approve(self, *, by: Any) -> dict:
        self.approved_by = by
        return {"hash": self.text_hash}

    @verb(
        _("公開してよいことを確認した"), allows=manages, source=State.DISCLOSURE_CHECK, target=State.APPROVED
    )
    def clear_for_disclosure(self, *, by: Any, findings: list) -> dict:
        """Automatic findings must be empty; the person who checks is not the one who approved."""
        if findings:
            raise WrongState(
                _("公開前の点検で指摘が%(n)s件あります。本文を直してください。") % {"n": len(findings)}
            )
        if by == self.approved_by:
            raise WrongState(_("承認した人とは別の人が確認してください。"))
        self.checked_by, self.findings = by, []
        return {"hash": self.text_hash}

    @verb(_("公開する"), allows=manages, source=State.APPROVED, target=State.PUBLISHED)
    def publish_summary(self, *, by: Any) -> dict:
        """Opens the summary to everybody from this instant; its council page lists it."""
        self.published_at = database_now()
        audience.open_to(self, audience.EVERYBODY)
        SummaryEdition.objects.create(
            item=self,
            number=1,
            printed=self.printed,
            text_hash=self.text_hash,
            published_at=self.published_at,
        )
        return {"hash": self.text_hash}

    @verb(_("訂正版を公開する"), allows=manages_or_chairs, source=State.PUBLISHED)
    def correct_summary(self, *, by: Any, printed: dict, reason: str) -> dict:
        """A dated correction; the earlier edition and its hash stay."""
        was = self.text_hash
        self.printed = printed
        last = self.editions.order_by("-number").first()
        SummaryEdition.objects.create(
            item=self,
            number=(last.number if last else 0) + 1,
            printed=printed,
            text_hash=self.text_hash,
            reason=reason,
            published_at=database_now(),
        )
        return {"was_hash": was, "hash": self.text_hash}

    @verb(
        _("公開しないこととする"),
        allows=chairs,
        source=[State.DRAFTING, State.ATTENDEE_CHECK, State.CHAIR_APPROVAL, State.DISCLOSURE_CHECK],
        target=State.UNPUBLISHED,
    )
    def withhold(self, *, by: Any, reason: str) -> None:
        if not reason.strip():
            raise WrongState(_("公開しない理由を記入してください。"))
        self.reason = reason

    def unanswered(self) -> list:
        done = set(self.replies.values_list("membership_id", flat=True))
        return [a for a in attendees(self.meeting) if a.membership_id not in done]


class SummaryEdition(models.Model):
    """What was published and when, with its hash; an earlier edition stays readable as such."""

    item = models.ForeignKey(MinutesSummary, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    printed = models.JSONField()
    text_hash = models.CharField(max_length=64)
    reason = models.CharField(_("訂正の理由"), max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField()

    guard = Guard(writes="select, insert, update")

    class Meta:
        ordering = ["-number"]


class SummaryReply(models.Model):
    """An attendee's answer to the draft summary: fine as it is, or a correction asked for."""

    class Answer(models.TextChoices):
        FINE = "fine", _("このままでよい")
        CORRECT = "correct", _("修正を求める")

    # The summary becomes public; who wished what about it does not, so it hangs off the sheet of speakers.
    item = models.ForeignKey(SpeakerSheet, models.PROTECT, related_name="+")
    summary = models.ForeignKey(MinutesSummary, models.PROTECT, related_name="replies")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer = models.CharField(_("回答"), max_length=10, choices=Answer)
    text = models.TextField(_("修正してほしい点"), blank=True)
    answered_at = models.DateTimeField(db_default=Now())

    guard = Guard(own="person_id", writes="select, insert")
