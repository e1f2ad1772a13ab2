"""The states of a secrecy agreement and which act leads from which to which; refuses to perform any of them.

``ACTS`` is read by the acts' own checks, by the buttons and by the diagram in the documentation: one table.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from confidentiality import audience, grants
from confidentiality.acting import database_now, principals
from confidentiality.models import Designation, DesignationVersion, Item
from confidentiality.verbs import Refused, WrongState

State = Designation.State

BEFORE = (State.DRAFT, State.DESCRIBED, State.DISCUSSING, State.CONSENT_OPEN, State.REWORK)
LIVE = (State.IN_FORCE, State.UNDER_REVIEW, State.CHANGE_OPEN)
ENDED = (State.LAPSED, State.WITHDRAWN, State.LIFTED, State.EXPIRED)

Allows = Callable[[Designation, Any], bool]


def is_provider(designation: Designation, person: Any) -> bool:
    """The custodian of the item. Taking back and ending is theirs for ever; changing only while they sit here."""
    return designation.item.custodian_id == person.pk


def ends(designation: Designation, person: Any) -> bool:
    """The provider, also after leaving; for a government's item then a member of the body that brought it (3.8)."""
    if is_provider(designation, person):
        return True
    live = designation.in_force
    if (
        live is None
        or live.origin != DesignationVersion.Origin.GOVERNMENT
        or not is_member(designation, person)
    ):
        return False
    with connection.cursor() as cursor:
        cursor.execute("select app.may_end(%s)", [designation.pk])
        return cursor.fetchone()[0]


def is_member(designation: Designation, person: Any) -> bool:
    """The reader sits, active and pledged, on the council this item belongs to."""
    return (
        designation.item.container_id is not None
        and audience.council(designation.item.container_id) in principals()
    )


def is_sitting_provider(designation: Designation, person: Any) -> bool:
    return is_provider(designation, person) and is_member(designation, person)


def manages_container(designation: Designation, person: Any) -> bool:
    """Holds the right to manage the container; asked through the container's own rights."""
    return _holds(designation, person, "manage")


def leads_container(designation: Designation, person: Any) -> bool:
    """The chair or the secretariat."""
    return _holds(designation, person, "manage", "chair")


def _holds(designation: Designation, person: Any, *rights: str) -> bool:
    if not is_member(designation, person):
        return False
    base = Item.objects.get(pk=designation.item.container_id)
    held = grants.rights_of(apps.get_model(base.kind), base.pk, person)
    return not held.isdisjoint(rights)


def _either(*rules: Allows) -> Allows:
    return lambda designation, person: any(rule(designation, person) for rule in rules)


@dataclass(frozen=True)
class Act:
    """One way from state to state: its name, its button, where it starts and ends, and whose it is.

    ``moves`` says for each state where it starts which state follows; ``who`` are words for the diagram.
    """

    name: str
    label: Any
    moves: dict[str, str]
    allows: Allows
    who: str

    def applies_to(self, designation: Designation, state: str) -> bool:
        return state in self.moves


def _nobody(designation: Designation, person: Any) -> bool:
    return False


def _from(*states: str, to: str = "") -> dict[str, str]:
    """The same end from each of these states; without one the state stays."""
    return {state: to or state for state in states}


ACTS: dict[str, Act] = {
    act.name: act
    for act in (
        Act(
            "describe",
            _("概要を登録する"),
            _from(State.DRAFT, to=State.DESCRIBED),
            is_sitting_provider,
            "提供者",
        ),
        Act(
            "open_discussion",
            _("協議を始める"),
            _from(State.DESCRIBED, to=State.DISCUSSING),
            _either(is_sitting_provider, leads_container),
            "提供者・座長・事務局",
        ),
        Act(
            "comment",
            _("意見を書く"),
            _from(State.DESCRIBED, State.DISCUSSING, State.REWORK),
            is_member,
            "構成員",
        ),
        Act(
            "open_consent",
            _("全員に同意を求める"),
            _from(State.DESCRIBED, State.DISCUSSING, to=State.CONSENT_OPEN)
            | _from(State.IN_FORCE, to=State.CHANGE_OPEN),
            _either(is_sitting_provider, manages_container),
            "事務局・提供者",
        ),
        Act(
            "remind",
            _("未回答の方に知らせる"),
            _from(State.CONSENT_OPEN, State.CHANGE_OPEN),
            _either(is_sitting_provider, manages_container),
            "事務局・提供者",
        ),
        Act(
            "answer",
            _("回答する"),
            {  # where a refusal leads; an agreement or a question moves nothing, the last agreement releases
                State.CONSENT_OPEN: State.REWORK,
                State.CHANGE_OPEN: State.IN_FORCE,
                State.IN_FORCE: State.IN_FORCE,
                State.UNDER_REVIEW: State.UNDER_REVIEW,
            },
            is_member,
            "構成員",
        ),
        Act(
            "release",
            _("効力が生じる"),
            _from(State.CONSENT_OPEN, State.CHANGE_OPEN, to=State.IN_FORCE),
            _nobody,
            "全員の同意（自動）",
        ),
        Act(
            "reword",
            _("文面を改める"),
            _from(State.DRAFT, State.DESCRIBED, State.DISCUSSING, State.IN_FORCE)
            | _from(State.REWORK, State.CONSENT_OPEN, to=State.DISCUSSING)
            | _from(State.UNDER_REVIEW, to=State.IN_FORCE),
            is_sitting_provider,
            "提供者",
        ),
        Act(
            "withdraw_change",
            _("変更の提案を取り下げる"),
            _from(State.CHANGE_OPEN, State.IN_FORCE, to=State.IN_FORCE),
            is_provider,
            "提供者",
        ),
        Act("withdraw", _("提案を取り下げる"), _from(*BEFORE, to=State.WITHDRAWN), is_provider, "提供者"),
        Act(
            "lapse",
            _("不成立とする"),
            {State.CONSENT_OPEN: State.LAPSED, State.CHANGE_OPEN: State.IN_FORCE},
            _nobody,
            "期限（自動）",
        ),
        Act("shorten", _("終了日を早める"), _from(*LIVE), is_sitting_provider, "提供者"),
        Act("drop_holder", _("保持者を減らす"), _from(*LIVE), is_sitting_provider, "提供者"),
        Act("lift", _("解除する"), _from(*LIVE, to=State.LIFTED), ends, "提供者（退任後も）"),
        Act(
            "ask_for_review",
            _("見直しを求める"),
            _from(State.IN_FORCE, to=State.UNDER_REVIEW),
            is_member,
            "構成員",
        ),
        Act(
            "start_review",
            _("見直しの時期が来る"),
            _from(State.IN_FORCE, to=State.UNDER_REVIEW),
            _nobody,
            "見直し日（自動）",
        ),
        Act(
            "keep",
            _("このまま続ける"),
            _from(State.UNDER_REVIEW, to=State.IN_FORCE),
            _either(is_sitting_provider, manages_container),
            "提供者・事務局",
        ),
        Act(
            "break_round",
            _("同意の取得を止める"),
            _from(State.CONSENT_OPEN, to=State.REWORK) | _from(State.CHANGE_OPEN, to=State.IN_FORCE),
            _nobody,
            "未回答の構成員が外れたとき（自動）",
        ),
        Act("expire", _("期間が満了する"), _from(*LIVE, to=State.EXPIRED), _nobody, "終了日（自動）"),
    )
}


def state_at(designation: Designation, now: datetime) -> str:
    """The state as it truly is at ``now``, also when the clock's own act (lapse, expire) has not been written yet."""
    live = designation.in_force
    if designation.state in LIVE and live.valid_until <= now:
        return State.EXPIRED
    if designation.answer_by and designation.answer_by <= now:
        return {State.CONSENT_OPEN: State.LAPSED, State.CHANGE_OPEN: State.IN_FORCE}.get(
            designation.state, designation.state
        )
    return designation.state


def require(name: str, designation: Designation, by: Any) -> None:
    """Raise Refused when the act is not this person's, WrongState when the agreement is not at that point."""
    act, state = ACTS[name], state_at(designation, database_now())
    if not act.allows(designation, by):
        raise Refused(name)
    if not act.applies_to(designation, state):
        raise WrongState(
            gettext("この操作は、いまの状態（%(state)s）ではできません。画面を開き直してください。")
            % {"state": State(state).label}
        )


def offered(designation: Designation, person: Any, now: datetime) -> list[Act]:
    """The acts this person can do now, in the order of the life cycle: for buttons."""
    state = state_at(designation, now)
    acts = [a for a in ACTS.values() if a.applies_to(designation, state) and a.allows(designation, person)]
    if designation.candidate_id is None:
        acts = [a for a in acts if a.name not in ("open_consent", "withdraw_change")]
    return [a for a in acts if not (state == State.IN_FORCE and a.name == "answer")]
