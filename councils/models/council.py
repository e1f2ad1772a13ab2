"""A council and its founding papers: need, prospectus, consents, rules; its members sit in membership.py."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Organisation
from accounts.phrasing import in_japanese
from confidentiality import audience, outbox
from confidentiality.acting import database_now
from confidentiality.grants import Right
from confidentiality.guards import SITS_HERE, Guard, Open
from confidentiality.models import Designation, Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from councils.rights import manages

# Proposals of secrecy that nobody has decided yet.
UNDECIDED = ("draft", "described", "discussing", "consent_open", "change_open", "rework")
RUNS_THE_COUNCIL = (
    "exists (select 1 from confidentiality_principal c where c.kind = 'capacity' and c.part = 'secretariat'"
    " and c.ref = council_id and c.id = any((select app.principals())::int[]))"
)
OWN_OR_SITS_HERE = f"person_id = (select app.user_id()) or {SITS_HERE}"


class Council(FSMModelMixin, Item):
    """The body of government, researchers and industry that accompanies one or more R&D efforts (R68–R72, R100).

    Its content is what the public may read once it is published; what members share hangs off its ``Room``.
    """

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class Kind(models.TextChoices):
        DESIGNATED_FUND = "designated_fund", _("指定基金協議会（必置）")
        GENERAL = "general", _("任意の協議会")
        PANEL = "panel", _("検討会合")

    class State(models.TextChoices):
        PROPOSED = "proposed", _("設置検討中")
        CONSENT_COLLECTING = "consent_collecting", _("同意取得中")
        STALLED = "stalled", _("同意未了")
        RULES_ADOPTING = "rules_adopting", _("規約協議中")
        ACTIVE = "active", _("設置済")
        SUSPENDED = "suspended", _("停止中")
        DISSOLVING = "dissolving", _("解散手続中")
        DISSOLVED = "dissolved", _("解散")
        ABANDONED = "abandoned", _("取りやめ")

    code = models.SlugField(
        _("略号"),
        max_length=40,
        unique=True,
        allow_unicode=False,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("半角の英小文字・数字・ハイフンで入力してください。"))],
    )
    name = models.CharField(_("協議会の名称"), max_length=120)
    english_name = models.CharField(_("英語の名称"), max_length=200, blank=True)
    council_kind = models.CharField(_("種別"), max_length=20, choices=Kind, default=Kind.GENERAL)
    purpose = models.TextField(_("目的"))
    english_purpose = models.TextField(_("英語の説明"), blank=True)
    scope = models.TextField(_("対象とする研究開発"))
    need_note = models.TextField(_("伴走支援が必要と認めた理由"), blank=True)
    establishing_organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("設置する府省庁"), related_name="+"
    )
    legal_basis = models.CharField(_("根拠"), max_length=200, blank=True)
    state = StateField(_("状態"), default=State.PROPOSED, choices=State, protected=True)
    is_listed = models.BooleanField(_("公開ページに掲載する"), default=False)
    established_at = models.DateTimeField(null=True, editable=False)
    consent_days = models.PositiveSmallIntegerField(_("同意の回答日数"), default=14)
    confirm_days = models.PositiveSmallIntegerField(_("議事の確認日数"), default=7)
    is_demo = models.BooleanField(default=False, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("協議会")
        default_permissions = ()
        permissions = [("manage", "manage"), ("chair", "chair"), ("record", "record")]

    @property
    def council(self) -> "Council":
        return self

    @property
    def council_id(self) -> Any:
        return self.pk

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = self.name
        super().save(*args, **kwargs)

    @verb(
        _("同意の取得を始める"),
        allows=manages,
        source=[State.PROPOSED, State.STALLED],
        target=State.CONSENT_COLLECTING,
    )
    def collect_consents(self, *, by: Any) -> dict:
        """Ask the representative and every nominee about the prospectus as it stands (R69).

        After a refusal the terms, or the person asked, must have changed before anybody is asked again (3.4).
        """
        if not self.need_note.strip():
            raise WrongState(_("伴走支援が必要と認めた理由を記録してから始めてください。"))
        if not self.asked().exists():
            raise WrongState(_("構成員の候補を1名以上登録してください。"))
        self._require_representative()
        if self.refusals():
            raise WrongState(
                _("いまの文面に同意しない方がいます。趣旨を改めるか、候補を見直してから始めてください。")
            )
        outbox.enqueue("council.consent_asked", self)
        return {"prospectus": str(self.prospectus.pk), "hash": self.prospectus.text_hash}

    @verb(_("同意未了として止める"), allows=manages, source=State.CONSENT_COLLECTING, target=State.STALLED)
    def stall(self, *, by: Any) -> None:
        """A required person has refused: terms must change before asking again (3.4)."""

    @verb(_("規約の協議へ進む"), allows=manages, source=State.CONSENT_COLLECTING, target=State.RULES_ADOPTING)
    def adopt_rules(self, *, by: Any) -> None:
        self._require_representative()
        missing = self.missing_consents()
        if missing:
            raise WrongState(_("まだ同意していない候補者が%(n)s名います。") % {"n": len(missing)})

    @verb(_("設置する"), allows=manages, source=State.RULES_ADOPTING, target=State.ACTIVE)
    def establish(self, *, by: Any) -> dict:
        """Active only once one version of the rules is accepted by everyone who consented (R72)."""
        rules = self.rules.filter(state=Rules.State.IN_FORCE).first()
        if rules is None:
            raise WrongState(_("全員が承諾した規約がありません。"))
        if self.missing_consents():
            raise WrongState(_("設置の同意がそろっていません。"))
        self.established_at = database_now()
        return {"rules": str(rules.pk)}

    @verb(_("公開ページに掲載する"), allows=manages, source=[State.ACTIVE, State.DISSOLVED])
    def list_publicly(self, *, by: Any) -> None:
        """Name, purpose and scope to everybody from this instant; twice is once."""
        self.is_listed = True
        audience.open_to(self, audience.EVERYBODY)

    @verb(
        _("掲載を取り下げる"),
        allows=manages,
        source=[State.ACTIVE, State.SUSPENDED, State.DISSOLVING, State.DISSOLVED],
    )
    def take_off_public(self, *, by: Any) -> None:
        """Members and candidates keep what they had; twice is once."""
        self.is_listed = False
        audience.close_to(self, audience.EVERYBODY)

    @verb(_("活動を停止する"), allows=manages, source=State.ACTIVE, target=State.SUSPENDED)
    def suspend(self, *, by: Any, reason: str = "") -> dict:
        """Members lose sight at once, their council's name apart (a trigger ends their standing); the secretariat keeps
        it to repair. What each did stays their own: seat, pledge, consents, the duties that go on (R100, R115).

        The reason stays on the room's board, where members find it when the council goes on.
        """
        if reason.strip():
            self._tell_room(by, in_japanese("活動を停止しました。理由：%(reason)s", reason=reason.strip()))
        return {"reason_length": len(reason)}

    @verb(_("活動を再開する"), allows=manages, source=State.SUSPENDED, target=State.ACTIVE)
    def resume(self, *, by: Any) -> None:
        pass

    @verb(
        _("解散の手続を始める"),
        allows=manages,
        source=[State.ACTIVE, State.SUSPENDED],
        target=State.DISSOLVING,
    )
    def start_dissolving(self, *, by: Any, reason: str = "") -> None:
        """The purpose has ended; members go on seeing what they hold while loose ends are tied."""
        if reason.strip():
            self._tell_room(
                by, in_japanese("解散の手続を始めました。理由：%(reason)s", reason=reason.strip())
            )

    @verb(_("解散する"), allows=manages, source=State.DISSOLVING, target=State.DISSOLVED)
    def dissolve(self, *, by: Any) -> None:
        """Duties and records survive with their own ends; nothing may be half decided (R100, 3.4)."""
        from councils.models.followup import ActionItem

        if ActionItem.objects.filter(council=self).exclude(state__in=["done", "dropped"]).exists():
            raise WrongState(
                _("終わっていない対応事項があります。完了または引継ぎをしてから解散してください。")
            )
        if self.consultations.filter(state="open").exists():
            raise WrongState(
                _("回答を受け付けている書面協議があります。締め切るか取り下げてから解散してください。")
            )
        if Designation.objects.filter(item__container_id=self.pk, state__in=UNDECIDED).exists():
            raise WrongState(_("協議中の守秘の指定があります。有効とするか取り下げてから解散してください。"))

    @verb(
        _("設置を取りやめる"),
        allows=manages,
        source=[State.PROPOSED, State.CONSENT_COLLECTING, State.STALLED],
        target=State.ABANDONED,
    )
    def abandon(self, *, by: Any) -> None:
        if self.council_kind == self.Kind.DESIGNATED_FUND:
            raise WrongState(_("基金の研究開発課題には協議会が必要なため、取りやめられません。"))

    def asked(self) -> models.QuerySet:
        """The seats whose consent the set-up needs: everybody named, the secretariat apart."""
        return self.memberships.exclude(capacity="secretariat").exclude(
            state__in=["declined", "removed", "former"]
        )

    def latest_consents(self) -> "dict[Any, EstablishmentConsent]":
        """Each seat's last answer, to whatever text: {membership id: consent}."""
        return {c.membership_id: c for c in self.prospectus.consents.order_by("decided_at", "id")}

    def missing_consents(self) -> list:
        """Seats whose latest answer is not consent to the text as it stands."""
        text, last = self.prospectus.text_hash, self.latest_consents()
        return [m for m in self.asked() if not (m.pk in last and last[m.pk].agrees_to(text))]

    def refusals(self) -> list:
        """Seats that have refused the text as it stands."""
        text, last = self.prospectus.text_hash, self.latest_consents()
        return [
            m
            for m in self.asked()
            if m.pk in last and last[m.pk].text_hash == text and not last[m.pk].agrees_to(text)
        ]

    def _require_representative(self) -> None:
        if (
            self.council_kind == self.Kind.DESIGNATED_FUND
            and not self.asked().filter(is_representative=True).exists()
        ):
            raise WrongState(_("研究代表者を構成員の候補に登録してください。"))

    def _tell_room(self, by: Any, text: str) -> None:
        from councils.models.board import Post

        Post.objects.create(item_id=self.room.pk, council=self, author=by, text=text)


class CouncilRight(Right):
    """A right of one person to act in one council; worth something only while they sit on it."""

    content_object = models.ForeignKey(Council, models.CASCADE, related_name="rights")

    guard = Open("rights to act; who may act is no content", writes="select, insert, delete")


class Room(Item):
    """What the members of a council share among themselves: the roll, the rules, decisions, the board."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    council = models.OneToOneField(Council, models.PROTECT, related_name="room")

    guard = Guard("item_ptr_id")


class Prospectus(Item):
    """The terms everyone is asked to consent to before a council exists; a changed word voids earlier consents."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    council = models.OneToOneField(Council, models.PROTECT, related_name="prospectus")
    text = models.TextField(_("設置の趣旨"))
    revised_at = models.DateTimeField(db_default=Now())

    guard = Guard("item_ptr_id")

    @property
    def full_text(self) -> str:
        """Name, purpose, scope and terms in one text: what a consent is bound to."""
        c = self.council
        return "\n".join(
            [
                "banso prospectus 1",
                c.name,
                in_japanese(Council.Kind(c.council_kind).label),
                c.purpose,
                c.scope,
                self.text,
            ]
        )

    @property
    def text_hash(self) -> str:
        return hashlib.sha256(self.full_text.encode()).hexdigest()


class EstablishmentConsent(models.Model):
    """One person's answer to setting the council up, with the very text they read; rows are only added (R69)."""

    class Decision(models.TextChoices):
        AGREE = "agree", _("同意する")
        REFUSE = "refuse", _("同意しない")

    item = models.ForeignKey(Prospectus, models.PROTECT, related_name="consents")
    membership = models.ForeignKey(
        "councils.Membership", models.PROTECT, related_name="establishment_consents"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decision = models.CharField(_("回答"), max_length=10, choices=Decision)
    comment = models.TextField(_("事務局への連絡"), blank=True)
    text = models.TextField(editable=False)
    text_hash = models.CharField(max_length=64, editable=False)
    decided_at = models.DateTimeField(db_default=Now())

    # candidates read the prospectus, not one another's answers and comments
    guard = Guard(own="person_id", writes="select, insert", unless_private=OWN_OR_SITS_HERE)

    class Meta:
        ordering = ["decided_at", "id"]

    def agrees_to(self, text_hash: str) -> bool:
        return self.decision == self.Decision.AGREE and self.text_hash == text_hash


class OrganisationInvitation(models.Model):
    """A ministry or body asked to take part, and its answer (R70)."""

    class State(models.TextChoices):
        INVITED = "invited", _("依頼中")
        ACCEPTED = "accepted", _("参加")
        DECLINED = "declined", _("不参加")

    item = models.ForeignKey(Room, models.CASCADE, related_name="organisation_invitations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("組織"), related_name="+")
    state = models.CharField(_("回答"), max_length=10, choices=State, default=State.INVITED)
    note = models.CharField(_("備考"), max_length=200, blank=True)
    invited_at = models.DateTimeField(db_default=Now())
    answered_at = models.DateTimeField(null=True)

    guard = Guard(writes="select, insert, update")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "organisation"], name="organisation_invited_once")
        ]


class RulesTemplate(models.Model):
    """A published model of by-laws from which councils start; data, not code (R72)."""

    name = models.CharField(_("名称"), max_length=120, unique=True)
    text = models.TextField(_("本文"))
    source = models.CharField(_("出典"), max_length=300, blank=True)

    guard = Open("published model texts", writes="select")


class Rules(FSMModelMixin, models.Model):
    """One version of a council's by-laws; in force once everyone accepted exactly this text."""

    class State(models.TextChoices):
        DRAFT = "draft", _("案")
        ADOPTING = "adopting", _("承諾を取得中")
        IN_FORCE = "in_force", _("施行中")
        SUPERSEDED = "superseded", _("旧規約")

    item = models.ForeignKey(
        Prospectus, models.PROTECT, related_name="+"
    )  # candidates read it before they are members
    council = models.ForeignKey(Council, models.PROTECT, related_name="rules")
    number = models.PositiveIntegerField(_("版"))
    text = models.TextField(_("規約の本文"))
    state = StateField(default=State.DRAFT, choices=State, protected=True)
    adopted_at = models.DateTimeField(null=True)

    # A draft is the secretariat's until it is put to the members, in the database as on the page.
    guard = Guard(unless_private=f"state <> 'draft' or {RUNS_THE_COUNCIL}")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="rules_numbered"),
            models.UniqueConstraint(
                fields=["council"], condition=models.Q(state="in_force"), name="one_rules_in_force"
            ),
        ]

    @property
    def text_hash(self) -> str:
        return hashlib.sha256(f"banso rules 1\n{self.number}\n{self.text}".encode()).hexdigest()

    @verb(_("承諾の取得を始める"), allows=manages, source=State.DRAFT, target=State.ADOPTING)
    def propose(self, *, by: Any) -> dict:
        """Ask every member to accept exactly this text (R72)."""
        if not self.text.strip():
            raise WrongState(_("規約の本文がありません。"))
        outbox.enqueue("rules.proposed", self)
        return {"hash": self.text_hash}

    @verb(_("案に戻す"), allows=manages, source=State.ADOPTING, target=State.DRAFT)
    def take_back(self, *, by: Any) -> None:
        """To change the wording; acceptances already given count only for the very same text."""

    @verb(_("施行する"), allows=manages, source=State.ADOPTING, target=State.IN_FORCE)
    def bring_into_force(self, *, by: Any) -> dict:
        missing = self.missing()
        if missing:
            raise WrongState(_("まだ承諾していない構成員が%(n)s名います。") % {"n": len(missing)})
        Rules.objects.filter(council=self.council, state=self.State.IN_FORCE).update(
            state=self.State.SUPERSEDED
        )
        self.adopted_at = database_now()
        return {"hash": self.text_hash}

    def asked(self) -> models.QuerySet:
        """Whose acceptance this version needs: during set-up everybody invited, later the members who sit."""
        seats = self.council.memberships.exclude(capacity="secretariat")
        if self.council.established_at is None:
            return seats.exclude(state__in=["nominated", "declined", "removed", "former"])
        return seats.filter(state="active")

    def missing(self) -> list:
        accepted = set(
            self.acceptances.filter(text_hash=self.text_hash).values_list("membership_id", flat=True)
        )
        return [m for m in self.asked() if m.pk not in accepted]


class RulesAcceptance(models.Model):
    """A member's acceptance of exactly one text of the rules; rows are only added."""

    item = models.ForeignKey(Prospectus, models.PROTECT, related_name="+")
    rules = models.ForeignKey(Rules, models.PROTECT, related_name="acceptances")
    membership = models.ForeignKey("councils.Membership", models.PROTECT, related_name="rules_acceptances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text_hash = models.CharField(max_length=64)
    accepted_at = models.DateTimeField(db_default=Now())

    guard = Guard(own="person_id", writes="select, insert", unless_private=OWN_OR_SITS_HERE)
