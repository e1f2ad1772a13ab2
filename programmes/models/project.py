"""The money allocated to a concept, its projects and the councils that accompany them."""

from typing import Any

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMModelMixin

from accounts.models import Dated, Organisation
from accounts.phrasing import in_japanese
from confidentiality import outbox
from confidentiality.acting import database_now
from confidentiality.guards import Guard
from confidentiality.models import Item
from confidentiality.states import StateField
from confidentiality.verbs import WrongState, verb
from programmes import figures, hindrances
from programmes.models.concept import RDConcept
from programmes.models.fund import Fund
from programmes.models.proposed_sum import ProposedSum
from programmes.models.technology_book import TechnologyBook
from programmes.standing import leads_or_runs, oversees_or_runs, runs


class Allocation(ProposedSum):
    """Money of the fund given to a concept for a fiscal year; with a minus sign taken back (3.2)."""

    item = models.ForeignKey(RDConcept, models.PROTECT, related_name="allocations", editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="+", editable=False)
    fiscal_year = models.PositiveSmallIntegerField(_("年度"))

    guard = Guard()

    class Meta(ProposedSum.Meta):
        verbose_name = _("配分")
        constraints = [*ProposedSum.Meta.constraints]

    @property
    def places(self) -> tuple:
        return (self.item_id, self.fund_id)

    def why_not(self) -> str:
        free = figures.unallocated(self.fund_id)
        if wrong := Fund.objects.get(pk=self.fund_id).why_no_line(gives_back=self.amount < 0):
            return wrong
        if self.amount > free:
            return _("基金でまだ割り当てていないのは%(free)s円です。") % {"free": f"{free:,}"}
        room = self.item.ceiling - figures.allocated(self.fund_id, self.item_id)
        if self.amount > room:
            return _("構想の上限まで、残り%(room)s円です。") % {"room": f"{room:,}"}
        left = figures.remaining(self.fund_id, self.item_id, self.fiscal_year)
        if -self.amount > left:
            return _("この年度で戻せるのは、使っていない%(left)s円までです。") % {"left": f"{left:,}"}
        return ""


# What stands between a fund project and its money, by the database's word for it (R30, R71).
GAPS = {
    "no_council": _(
        "この課題には、協議会が結び付けられていません。基金の課題には協議会を必ず置きます。"
        "課題・構想・基金の研究推進法人の担当者、または内閣府の事務局の担当者が、課題の「概要」のページの「協議会を結び付ける」で結び付けてください。"
    ),
    "council_not_active": _(
        "結び付けた協議会が、まだ設置されていないか、活動していません。その協議会の事務局に、設置または再開の手続を依頼してください。"
        "研究代表者が設置に同意した別の協議会が活動しているときは、研究推進法人または内閣府の事務局の担当者が、課題の「概要」のページの「協議会を結び付ける」で結び付けることもできます。"
    ),
    "no_consent": _(
        "研究代表者が、協議会の設置に同意した記録がありません。設置の同意は、協議会が設置される前に受け付けます。"
        "研究代表者が設置に同意した協議会を、研究推進法人または内閣府の事務局の担当者が、課題の「概要」のページの「協議会を結び付ける」で結び付けてください。"
    ),
    "not_a_member": _(
        "研究代表者が、協議会の構成員として在籍していません。その協議会の事務局に、研究代表者の招請を依頼してください。"
    ),
}


# What else stands between a project and its start (3.3), by the database's word for it.
PLAN_GAPS = {
    "no_contract": _("契約の日が、記録されていません。"),
    "no_plan": _("目的、研究開発の計画、実施期間が、そろっていません。"),
    "no_amounts": _("年度ごとの金額が、記録されていません。"),
    "no_goal": _("社会実装の目標が、記録されていません。"),
    "no_needs_owner": _("ニーズを持つ組織と、その責任者が、記録されていません。"),
    "no_leak_measure": _("技術流出対策が、一つも記録されていません。"),
    "no_core_technology": _("年10億円以上の課題ですが、コア重要技術等が特定されていません。"),
    "student_agreement": _(
        "雇用関係のない学生との、発明の帰属に関する取決めが、期限を過ぎても結ばれていません。"
    ),
}


class Project(FSMModelMixin, Item):
    """An awarded R&D of the fund (R39, R40, R71): it runs only while a council accompanies it."""

    item_ptr = models.OneToOneField(
        Item, models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )

    class State(models.TextChoices):
        PREPARING = "preparing", _("準備中")
        ACTIVE = "active", _("実施中")
        SUSPENDED = "suspended", _("停止中")
        COMPLETED = "completed", _("完了")
        TERMINATED = "terminated", _("打切り")
        HONOURABLE_STOP = "honourable_stop", _("挑戦の上の中止")

    LIVE = (State.PREPARING, State.ACTIVE, State.SUSPENDED)

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="projects", editable=False)
    concept = models.ForeignKey(RDConcept, models.PROTECT, related_name="projects", editable=False)
    code = models.CharField(_("課題番号"), max_length=40, unique=True)
    title = models.CharField(_("課題名"), max_length=200)
    english_title = models.CharField(_("英語の課題名"), max_length=300, blank=True)
    representative = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("研究代表者"), related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("研究開発機関"), related_name="+"
    )
    is_high_risk = models.BooleanField(_("不確実性の高い、挑戦的な課題"), default=False)
    risk_reason = models.TextField(_("国が資金を出す理由"), blank=True)
    # What the newest decision says (``ProjectProfile``); blank until somebody has decided.
    origin = models.CharField(
        _("起点"), max_length=10, choices=TechnologyBook.Origin, blank=True, default="", editable=False
    )
    horizon = models.CharField(
        _("見通す期間"),
        max_length=10,
        choices=TechnologyBook.Horizon,
        blank=True,
        default="",
        editable=False,
    )
    state = StateField(_("状態"), default=State.PREPARING, choices=State, protected=True)
    started_at = models.DateTimeField(null=True, editable=False)
    ended_at = models.DateTimeField(null=True, editable=False)
    state_reason = models.TextField(_("理由"), blank=True, editable=False)
    lessons = models.TextField(_("得られた知見"), blank=True, editable=False)

    guard = Guard("item_ptr_id")

    class Meta:
        verbose_name = _("研究開発課題")

    @property
    def places(self) -> tuple:
        return (self.pk, self.concept_id, self.fund_id)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.public_title = in_japanese(_("研究開発課題 %(code)s"), code=self.code)
        super().save(*args, **kwargs)

    def gap(self, *, for_money: bool = False) -> str:
        """Why the statutory bond does not hold now, as a sentence; empty when it does."""
        return _gap("app.bond_gap_here", self.pk, for_money)

    def gap_held(self, *, for_money: bool = False) -> str:
        """The same, with the councils held as they are until the transaction ends."""
        return _gap("app.hold_bond_here", self.pk, for_money)

    def plan_gaps(self) -> list[str]:
        """What is still missing for the start besides the council, as the database's words (keys of PLAN_GAPS)."""
        with connection.cursor() as cursor:
            cursor.execute("select app.plan_gaps_here(%s)", [self.pk])
            return cursor.fetchone()[0]

    @verb(_("開始する"), allows=leads_or_runs, source=State.PREPARING, target=State.ACTIVE)
    def activate(self, *, by: Any) -> None:
        """Refused by the database too while no council accompanies it or its plan has gaps; freezes the terms."""
        from programmes.models.plan import TermsVersion

        self._require_bond()
        for word in self.plan_gaps():
            raise WrongState(PLAN_GAPS[word])
        self._require("activate")
        self.started_at = database_now()
        TermsVersion.objects.create(item_id=self.terms.pk, project=self, number=1)

    @verb(_("停止する"), allows=oversees_or_runs, source=State.ACTIVE, target=State.SUSPENDED)
    def suspend(self, *, by: Any, reason: str) -> dict:
        """An incident, misconduct, or the council lost; no money moves until it goes on."""
        return self._because(reason)

    @verb(_("再開する"), allows=leads_or_runs, source=State.SUSPENDED, target=State.ACTIVE)
    def resume(self, *, by: Any) -> None:
        self._require_bond()
        self.state_reason = ""

    @verb(_("完了とする"), allows=leads_or_runs, source=State.ACTIVE, target=State.COMPLETED)
    def complete(self, *, by: Any) -> None:
        """Nothing unsettled, and nothing that other parts of the programme still ask for (``hindrances``)."""
        self._require_settled()
        self._require("complete")
        self.ended_at = database_now()

    @verb(
        _("挑戦の上で中止する"),
        allows=runs,
        source=[State.ACTIVE, State.SUSPENDED],
        target=State.HONOURABLE_STOP,
    )
    def stop_honourably(self, *, by: Any, shown: Any) -> dict:
        """Failure without fault is a permitted end once a gate has decided it (R40): proposed by the manager with what was
        learned, confirmed here by another person of the agency. ``shown``: the proposal the page showed."""
        from programmes import endings

        self._require("stop_honourably")
        agreed = endings.agreed_stop(self, by=by, shown=shown)
        self._require_settled()
        self.lessons, self.ended_at = agreed.lessons, database_now()
        outbox.enqueue("project.stopped", self)
        return {"proposal": str(agreed.pk), "lessons_length": len(agreed.lessons)}

    @verb(_("打ち切る"), allows=oversees_or_runs, source=list(LIVE), target=State.TERMINATED)
    def terminate(self, *, by: Any, reason: str) -> dict:
        """Breach, fraud, or never begun; what was paid can still be claimed back."""
        note = self._because(reason)
        self.ended_at = database_now()
        return note

    def _require(self, act: str) -> None:
        """Nothing another part of the programme holds against this act."""
        sentence = hindrances.first(act, self)
        if sentence:
            raise WrongState(sentence)

    def _require_bond(self) -> None:
        gap = self.gap_held()
        if gap:
            raise WrongState(gap)

    def _require_settled(self) -> None:
        from programmes.models.disbursement import Disbursement

        n = Disbursement.objects.filter(project_id=self.pk, state__in=Disbursement.OPEN).count()
        if n:
            raise WrongState(_("精算の終わっていない支払が%(n)s件あります。") % {"n": n})

    def _because(self, reason: str) -> dict:
        if not reason.strip():
            raise WrongState(_("理由を記入してください。"))
        self.state_reason = reason
        return {"reason_length": len(reason)}


def _gap(function: str, project: Any, for_money: bool) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"select {function}(%s, %s)", [project, for_money])
        word = cursor.fetchone()[0]
    return str(GAPS[word]) if word else ""


class ProjectCouncil(Dated):
    """Which council accompanies which project since when; many to many (R71). Losing the last one suspends."""

    item = models.ForeignKey(Project, models.PROTECT, related_name="council_links", editable=False)
    council = models.ForeignKey(
        "councils.Council", models.PROTECT, verbose_name=_("協議会"), related_name="+"
    )
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    guard = Guard()

    class Meta(Dated.Meta):
        verbose_name = _("課題の協議会")
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["item", "council"],
                condition=Q(valid_until__isnull=True),
                name="one_live_council_link",
            ),
        ]
