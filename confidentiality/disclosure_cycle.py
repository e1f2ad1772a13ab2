"""The states of a planned publication and which act leads from which to which (3.7); refuses to perform any of them.

``STEPS`` is read by the acts' own checks, by the check pages and by the diagram in the documentation: one table. What the
clock, a refusal or the last answer does by itself stands there too, so that the diagram leaves nothing out; those steps
are the database's (sql/0008_disclosure.sql), and no act of anybody.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from confidentiality.models import Disclosure

State = Disclosure.State
Moves = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Step:
    """One way from state to state: its name, its button, where it starts and where it may end, and whose it is.

    ``who`` are words for the diagram; an act that only adds something ends where it starts.
    """

    name: str
    label: Any
    moves: Moves
    who: str

    @property
    def starts(self) -> tuple[str, ...]:
        return tuple(self.moves)


def _stays(*states: str) -> Moves:
    return {state: (state,) for state in states}


_OPEN = (State.SCREENING, State.EXCEPTION_REQUESTED)
_OUT = (State.PUBLISHED, State.PUBLISHED_PARTIAL)

STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step("edit_disclosure", _("公開の計画を改める"), _stays(State.REGISTERED), "登録した方"),
        Step("add_part", _("原稿を加える"), _stays(State.REGISTERED), "登録した方"),
        Step("remove_part", _("原稿を外す"), _stays(State.REGISTERED), "登録した方"),
        Step(
            "open_screening",
            _("協議会の確認に出す"),
            {State.REGISTERED: (State.SCREENING,)},
            "登録した方",
        ),
        Step(
            "take_back",
            _("手直しに戻す"),
            dict.fromkeys((*_OPEN, State.CLEARED_OPEN), (State.REGISTERED,)),
            "登録した方",
        ),
        Step("no_objection", _("支障がないと答える"), _stays(State.SCREENING), "協議会の構成員"),
        Step(
            "clear",
            _("公開できることになる"),
            dict.fromkeys(_OPEN, (State.CLEARED_OPEN,)),
            "全員の「支障なし」・不同意・期限（自動）",
        ),
        Step(
            "object_to",
            _("非公開を要請する"),
            {State.SCREENING: (State.EXCEPTION_REQUESTED,)},
            "協議会の構成員",
        ),
        Step(
            "ask_longer",
            _("非公開の延長を要請する"),
            _stays(State.RESTRICTED, State.PUBLISHED_PARTIAL),
            "協議会の構成員",
        ),
        Step(
            "answer_closing",
            _("要請に回答する"),
            _stays(State.EXCEPTION_REQUESTED, State.RESTRICTED, State.PUBLISHED_PARTIAL),
            "求められた全員",
        ),
        Step(
            "restrict",
            _("非公開になる・延長される"),
            {
                State.EXCEPTION_REQUESTED: (State.RESTRICTED,),
                **_stays(State.RESTRICTED, State.PUBLISHED_PARTIAL),
            },
            "全員の同意（自動）",
        ),
        Step(
            "withdraw_closing",
            _("要請を取り下げる"),
            {
                State.EXCEPTION_REQUESTED: (State.SCREENING,),
                **_stays(State.RESTRICTED, State.PUBLISHED_PARTIAL),
            },
            "要請した方",
        ),
        Step(
            "lift_closing",
            _("非公開を解除する"),
            {State.RESTRICTED: (State.CLEARED_OPEN,), **_stays(State.PUBLISHED_PARTIAL)},
            "要請した方（離れた後は座長）",
        ),
        Step(
            "end_of_closing",
            _("非公開の期間が終わる"),
            {State.RESTRICTED: (State.CLEARED_OPEN,), **_stays(State.PUBLISHED_PARTIAL)},
            "終了日（自動）",
        ),
        Step(
            "publish",
            _("公開する"),
            {
                State.CLEARED_OPEN: _OUT,
                State.RESTRICTED: (State.PUBLISHED_PARTIAL,),
                State.PUBLISHED_PARTIAL: _OUT,
            },
            "登録した方",
        ),
    )
}
