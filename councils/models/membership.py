"""One person's seat in one council, from nomination to the duty that outlasts it; refuses proxies for pledges."""

import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Organisation
from confidentiality import audience, grants, outbox
from confidentiality.acting import database_now
from confidentiality.guards import TITLE, Guard, Open
from confidentiality.models import BaseAudience
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from councils.models.council import RUNS_THE_COUNCIL, Council, Room, Rules
from councils.rights import CHAIR, MANAGE, RECORD, is_own, manages, own_or_manages

LETTER_PAUSE = timedelta(minutes=10)  # between two letters to the same candidate
FOR_GOOD = datetime(9999, 12, 31, tzinfo=UTC)

# Who was considered, and why, is the secretariat's and their own until they sit; so is a seat that never was taken.
_SEATED_OR_OWN = (
    "valid_from is not null and state in ('active', 'leaving', 'former', 'removed')"
    f" or person_id = (select app.user_id()) or {RUNS_THE_COUNCIL}"
)


class DutyText(models.Model):
    """A wording people are shown before they bind themselves: duties, penalties; versions are only added (R74, R117)."""

    class Kind(models.TextChoices):
        PLEDGE = "pledge", _("誓約書")
        DUTY = "duty", _("守秘義務の説明")
        PENALTY = "penalty", _("罰則の説明")
        LEAVING = "leaving", _("退任後の義務の説明")

    kind = models.CharField(max_length=10, choices=Kind)
    number = models.PositiveIntegerField(_("版"))
    text = models.TextField(_("本文"))
    english = models.TextField(_("英訳"), blank=True)
    published_at = models.DateTimeField(db_default=Now())

    guard = Open("published wordings", writes="select, insert")

    class Meta:
        ordering = ["kind", "-number"]
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="duty_text_numbered")]

    @property
    def text_hash(self) -> str:
        return hashlib.sha256(f"banso {self.kind} {self.number}\n{self.text}".encode()).hexdigest()

    @classmethod
    def current(cls, kind: str) -> "DutyText":
        """The wording in use. Raises DoesNotExist when an installation has published none."""
        found = cls.objects.filter(kind=kind).order_by("-number").first()
        if found is None:
            raise cls.DoesNotExist(kind)
        return found


@pghistory.track(context_field=None)  # who and why stand in the journal; these rows say what changed
class Membership(FSMModelMixin, models.Model):
    """A seat: who, for which organisation, in which capacity, since when; counts only while active and pledged.

    A trigger copies its dates, state and pledge into the person's holdings; nothing else does.
    """

    class Capacity(models.TextChoices):
        RESEARCH = "research", _("研究代表者・研究参加者")
        IMPLEMENTER = "implementer", _("社会実装の担い手")
        NEEDS_MINISTRY = "needs_ministry", _("ニーズ省庁")
        MINISTRY = "ministry", _("関係省庁")
        FUNDING_AGENCY = "funding_agency", _("研究推進法人")
        THINK_TANK = "think_tank", _("シンクタンク")
        EXPERT = "expert", _("有識者")
        OBSERVER = "observer", _("オブザーバー")
        SECRETARIAT = "secretariat", _("事務局")

    class State(models.TextChoices):
        NOMINATED = "nominated", _("候補")
        INVITED = "invited", _("招請中")
        ACCEPTED = "accepted", _("承諾")
        PLEDGED = "pledged", _("誓約済")
        ACTIVE = "active", _("在籍")
        LEAVING = "leaving", _("退任手続中")
        FORMER = "former", _("元構成員")
        DECLINED = "declined", _("辞退")
        REMOVED = "removed", _("解任")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Room, models.PROTECT, related_name="memberships", editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="memberships", editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("所属する組織"), related_name="+"
    )
    title = models.CharField(_("役職"), max_length=120, blank=True)
    capacity = models.CharField(_("立場"), max_length=20, choices=Capacity)
    is_chair = models.BooleanField(_("座長"), default=False)
    is_representative = models.BooleanField(_("研究代表者"), default=False)
    is_foreign = models.BooleanField(_("国外からの参加"), default=False)
    state = StateField(_("状態"), default=State.NOMINATED, choices=State, protected=True)
    valid_from = models.DateTimeField(_("任期の開始"), null=True, blank=True)
    valid_until = models.DateTimeField(_("任期の終了"), null=True, blank=True)
    invited_at = models.DateTimeField(null=True, editable=False)
    briefed_at = models.DateTimeField(null=True, editable=False)
    pledged_at = models.DateTimeField(null=True, editable=False)
    left_at = models.DateTimeField(null=True, editable=False)
    returned_note = models.TextField(_("返却・廃棄の確認"), blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("前任者")
    )

    guard = Guard(own="person_id", unless_private=_SEATED_OR_OWN)

    class Meta:
        verbose_name = _("構成員")
        constraints = [
            models.UniqueConstraint(
                fields=["council", "person"],
                name="one_live_seat_per_person",
                condition=~Q(state__in=["former", "declined", "removed"]),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="seat_ends_after_start",
            ),
        ]

    @property
    def is_voter(self) -> bool:
        """Those who decide; the same two capacities have no vote in the database's own count."""
        return self.capacity not in (self.Capacity.SECRETARIAT, self.Capacity.OBSERVER)

    @property
    def is_live(self) -> bool:
        return self.state not in (self.State.FORMER, self.State.DECLINED, self.State.REMOVED)

    @verb(_("招請する"), allows=manages, source=[State.NOMINATED, State.DECLINED], target=State.INVITED)
    def invite(self, *, by: Any) -> None:
        """The letter goes out through the outbox, which issues its secret when it is sent (R74)."""
        if (
            Membership.objects.filter(council_id=self.council_id, person_id=self.person_id)
            .exclude(pk=self.pk)
            .exclude(state__in=["former", "declined", "removed"])
            .exists()
        ):
            raise WrongState(_("この方は、すでに構成員または候補として登録されています。"))
        self.invited_at, self.briefed_at = database_now(), None
        self.let_read_founding_papers()
        outbox.enqueue("seat.invited", self)

    @verb(_("メールをもう一度送る"), allows=manages, source=State.INVITED)
    def send_letter_again(self, *, by: Any) -> None:
        """A new letter; the secret of the one before ends when this one is sent."""
        if self.invited_at and database_now() - self.invited_at < LETTER_PAUSE:
            raise WrongState(_("メールは送ったばかりです。10分ほどたってから、もう一度お試しください。"))
        self.invited_at = database_now()
        outbox.enqueue("seat.invited", self)

    @verb(_("説明を確認した"), allows=is_own, source=State.INVITED)
    def acknowledge_briefing(self, *, by: Any, shown: str = "") -> dict:
        """The candidate has read duties, penalties and the titles of what would bind them (R74).

        ``shown`` is the digest of the wordings on their screen; WrongState when these have changed since.
        """
        texts = {kind: DutyText.current(kind).text_hash for kind in ("duty", "penalty")}
        if shown and shown != "".join(texts.values()):
            raise WrongState(_("説明の文面が更新されました。新しい文面を読んでから、もう一度お願いします。"))
        self.briefed_at = database_now()
        return texts

    @verb(_("参加を承諾する"), allows=is_own, source=State.INVITED, target=State.ACCEPTED)
    def accept(self, *, by: Any) -> None:
        if self.briefed_at is None:
            raise WrongState(_("先に、守秘義務の説明を確認してください。"))

    @verb(_("辞退する"), allows=is_own, source=[State.INVITED, State.ACCEPTED], target=State.DECLINED)
    def decline(self, *, by: Any) -> None:
        """No reason is asked; what they were shown of the council closes again."""
        self._close_doors()

    @verb(_("誓約する"), allows=is_own, source=State.ACCEPTED, target=State.PLEDGED)
    def sign_pledge(self, *, by: Any, name: str, text_hash: str) -> dict:
        """Signed by the person, for exactly the text shown (R116). Raises WrongState when the text has changed."""
        text = DutyText.current(DutyText.Kind.PLEDGE)
        if text.text_hash != text_hash:
            raise WrongState(
                _("誓約書の文面が更新されました。新しい文面を読んでから、もう一度お願いします。")
            )
        if name.replace(" ", "").replace("　", "") != self.person.name.replace("　", ""):
            raise WrongState(_("署名の氏名が登録の氏名と一致しません。名簿と同じ表記で入力してください。"))
        self.pledged_at = database_now()
        Pledge.objects.create(
            item_id=self.item_id,
            membership=self,
            person_id=self.person_id,
            text=text,
            text_hash=text.text_hash,
            signed_name=name,
            signed_at=self.pledged_at,
        )
        return {"pledge": text.number, "hash": text.text_hash}

    @verb(_("在籍とする"), allows=own_or_manages, source=State.PLEDGED, target=State.ACTIVE)
    def activate(self, *, by: Any) -> None:
        """Active needs the pledge, the rules in force accepted, and a council that is set up (3.5).

        From here on the seat opens what a candidate was shown by name, so that a suspension closes it too.
        """
        if self.pledged_at is None:
            raise WrongState(_("誓約がまだありません。"))
        if self.council.state != Council.State.ACTIVE and not self._prepares_the_council():
            raise WrongState(_("協議会がまだ設置されていません。"))
        rules = self.council.rules.filter(state=Rules.State.IN_FORCE).first()
        if rules and not self.rules_acceptances.filter(rules=rules, text_hash=rules.text_hash).exists():
            raise WrongState(_("施行中の規約を承諾してから、在籍となります。"))
        self.valid_from = self.valid_from or database_now()
        self._close_doors()
        if self.is_chair:
            grants.give(CHAIR, self.council, self.person)
        if self.capacity == self.Capacity.SECRETARIAT:
            grants.give(MANAGE, self.council, self.person)
            grants.give(RECORD, self.council, self.person)

    @verb(_("座長にする"), allows=manages, source=State.ACTIVE)
    def appoint_chair(self, *, by: Any) -> None:
        """Twice is once; a council may have one chair only, so the one before has to be relieved first."""
        others = Membership.objects.filter(
            council_id=self.council_id, is_chair=True, state__in=["active", "leaving"]
        )
        if others.exclude(pk=self.pk).exists():
            raise WrongState(_("座長がすでにいます。先に、いまの座長の任を解いてください。"))
        self.is_chair = True
        grants.give(CHAIR, self.council, self.person)

    @verb(_("座長の任を解く"), allows=manages, source=[State.ACTIVE, State.LEAVING])
    def relieve_chair(self, *, by: Any) -> None:
        self.is_chair = False
        grants.take(self.council, self.person, CHAIR)

    @verb(_("退任の手続を始める"), allows=own_or_manages, source=State.ACTIVE, target=State.LEAVING)
    def start_leaving(self, *, by: Any) -> None:
        self._keep_a_secretary()
        if by.pk != self.person_id:
            outbox.enqueue("seat.leaving", self)

    @verb(_("退任する"), allows=own_or_manages, source=State.LEAVING, target=State.FORMER)
    def leave(self, *, by: Any, returned_note: str, shown: str = "") -> dict:
        """Ends sight at this instant; the duty goes on (R115, R134). Needs the return or destruction confirmed.

        ``shown`` is the digest of the notice of continuing duty on the screen; WrongState when it has changed.
        """
        if not returned_note.strip():
            raise WrongState(_("資料の返却または廃棄の状況を記入してください。"))
        notice = DutyText.objects.filter(kind=DutyText.Kind.LEAVING).order_by("-number").first()
        if shown and (notice is None or shown != notice.text_hash):
            raise WrongState(
                _("退任後の義務の説明が更新されました。新しい文面を読んでから、もう一度お願いします。")
            )
        self.returned_note = returned_note
        self._end()
        return {"notice": notice.text_hash if notice and shown else ""}

    @verb(
        _("解任する"),
        allows=manages,
        source=[State.NOMINATED, State.INVITED, State.ACCEPTED, State.PLEDGED, State.ACTIVE, State.LEAVING],
        target=State.REMOVED,
    )
    def remove(self, *, by: Any, reason: str = "") -> None:
        self._end()

    def let_read_founding_papers(self) -> None:
        """A candidate reads council, prospectus and rules before they are a member (R74); nothing else.

        Given by name, it lasts until they sit, decline or are let go; a suspended council still answers a candidate
        what it asked them, while its members, who have their seats, see its name alone.
        """
        who = audience.person(self.person_id)
        # The council too, listed or not: a listing may end, and whoever declines gives back what is theirs by name.
        for paper in (self.council.prospectus, self.council):
            audience.open_to(paper, who)

    def _prepares_the_council(self) -> bool:
        # A second secretary may help with the set-up; everybody else becomes a member of a council that exists.
        return self.capacity == self.Capacity.SECRETARIAT and self.council.state not in (
            Council.State.ABANDONED,
            Council.State.DISSOLVED,
        )

    def _keep_a_secretary(self) -> None:
        if self.capacity != self.Capacity.SECRETARIAT or self.council.state in (
            Council.State.ABANDONED,
            Council.State.DISSOLVED,
        ):
            return
        others = Membership.objects.filter(
            council_id=self.council_id, capacity=self.Capacity.SECRETARIAT, state="active"
        )
        if not others.exclude(pk=self.pk).exists():
            raise WrongState(_("ほかに事務局の方がいません。後任の方が在籍してから進めてください。"))

    def _end(self) -> None:
        if self.valid_from and self.state in (self.State.ACTIVE, self.State.LEAVING):
            self._keep_a_secretary()
        self.left_at = database_now()
        if self.valid_from:
            self.valid_until = min(self.valid_until, self.left_at) if self.valid_until else self.left_at
        grants.take(Council(pk=self.council_id), self.person)
        if Council.objects.filter(
            pk=self.council_id
        ).exists():  # closed already to who leaves a suspended one
            self._close_doors()

    def _close_doors(self) -> None:
        """What was open to this person by name closes; the council's name stays known to them, as it is in fact."""
        council, who = self.council, audience.person(self.person_id)
        if not BaseAudience.objects.filter(item_id=council.pk, principal_id=who, depth=TITLE).exists():
            BaseAudience.objects.create(
                item_id=council.pk,
                principal_id=who,
                depth=TITLE,
                valid_from=database_now(),
                valid_until=FOR_GOOD,
            )
        audience.close_to(council.prospectus, who)
        audience.close_to(council, who)


class SelectionReason(models.Model):
    """Why somebody was chosen for a seat (R73): the secretariat's, then and later; not even the seat's own."""

    item = models.ForeignKey(Room, models.PROTECT, related_name="+", editable=False)
    council = models.ForeignKey(Council, models.PROTECT, related_name="+", editable=False)
    membership = models.OneToOneField(
        Membership, models.PROTECT, related_name="chosen_because", editable=False
    )
    text = models.TextField(_("選任の理由"))

    guard = Guard(writes="select, insert", unless_private=RUNS_THE_COUNCIL)

    class Meta:
        verbose_name = _("選任の理由")
        constraints = [models.CheckConstraint(condition=Q(text__regex=r"\S"), name="selection_has_a_reason")]

    @classmethod
    def keep(cls, seat: Membership, text: str) -> "SelectionReason":
        """Written once, by whoever runs the council."""
        return cls.objects.create(
            item_id=seat.item_id, council_id=seat.council_id, membership=seat, text=text
        )


class Pledge(models.Model):
    """A signed undertaking: name, text hash, instant; never updated, never by proxy (R116)."""

    item = models.ForeignKey(Room, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="pledges")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.ForeignKey(DutyText, models.PROTECT, related_name="+", null=True)
    text_hash = models.CharField(max_length=64)
    signed_name = models.CharField(_("署名"), max_length=120)
    is_statutory = models.BooleanField(_("国家公務員法の守秘義務による"), default=False)
    signed_at = models.DateTimeField()

    guard = Guard(own="person_id", writes="select, insert")
