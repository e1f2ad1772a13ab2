"""Plays the review of a closed call through the verbs its users press, from eligible proposals to the award; not told yet.

The call is closed by the clock: whoever tells this gives one whose closing has passed. A second officer of the agency
takes every step that needs another person; reviewers are people without any tie to the proposals.
"""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from accounts.fields import today
from accounts.models import Person
from confidentiality.acting import acting_as, database_now
from confidentiality.verbs import perform
from programmes import conflicts, reviews, selection
from programmes.models import Call, CallReview, Project, Proposal, ProposalDossier

FEEDBACK = (
    "目標と工程が明確で、成果の使い手との連携も具体的である。年度ごとの到達点を、より測りやすくされたい。"
)
PUBLIC = "需要のある技術であり、実現の見通しと波及が認められる。"
CHAIR_SAYS = "新規性と実現可能性について、意見はおおむね一致した。"
OPINION = "計画は現実的で、体制も整っている。"


class ReviewStory:
    """One telling of one call: ``agent`` and ``second`` are officers of its agency, ``reviewers`` at least three people."""

    def __init__(self, call: Call, *, agent: Person, second: Person, reviewers: Sequence[Person]) -> None:
        self.call, self.agent, self.second = call, agent, second
        self.reviewers = list(reviewers)[: max(call.min_reviews, 3)]

    def tell(self, chosen: Proposal, *, code: str, after: timedelta = timedelta(seconds=2)) -> Project:
        """From submitted proposals to the project of ``chosen``; everybody else's is not selected.

        ``after``: how long after its planning the release is; it is waited for.
        """
        self.check()
        self.review()
        self.rank(chosen)
        self.decide(chosen)
        self.release(database_now() + after)
        return self.award(chosen, code)

    def act(self, verb: str, thing: Any, person: Person, **details: Any) -> Any:
        with acting_as(person):
            return perform(verb, thing, by=person, **details)

    def dossiers(self) -> list[ProposalDossier]:
        with acting_as(self.agent):
            return list(ProposalDossier.objects.filter(call=self.call).order_by("number"))

    def overall(self) -> CallReview:
        with acting_as(self.agent):
            return CallReview.objects.get(call=self.call)

    def check(self) -> None:
        with acting_as(self.agent):
            sent = list(Proposal.objects.filter(call=self.call, state=Proposal.State.SUBMITTED))
        for proposal in sent:
            self.act("accept_as_eligible", proposal, self.agent, reason="応募の要件を満たしている。")

    def review(self) -> None:
        with acting_as(self.agent):
            overall = reviews.open_review(self.call, by=self.agent)
            for person in self.reviewers:
                reviews.list_candidate(overall, by=self.agent, person=person)
        for dossier in self.dossiers():
            for n, person in enumerate(self.reviewers):
                self._seat(dossier, person, is_chair=n == 0)
                self._write(dossier, person, n)
            self.act("open_discussion", dossier, self.agent)
            with acting_as(self.reviewers[0]):
                reviews.write_consensus(dossier, by=self.reviewers[0], text=CHAIR_SAYS)
            if self.call.has_interview:
                self.act("start_interview", dossier, self.agent)
                with acting_as(self.agent):
                    reviews.record_interview(
                        dossier,
                        by=self.agent,
                        held_on=today(),
                        place="会議室",
                        exchanges="問：使い手との調整は。\n答：計画の初年度から行う。",
                    )

    def _seat(self, dossier: ProposalDossier, person: Person, *, is_chair: bool) -> None:
        with acting_as(self.agent):
            seat = conflicts.name_evaluator(dossier, by=self.agent, person=person, is_chair=is_chair)
        with acting_as(person):
            conflicts.declare(seat, by=person, has_conflict=False)

    def _write(self, dossier: ProposalDossier, person: Person, n: int) -> None:
        scores = {
            str(c["number"]): {"score": max(c["max_score"] - n, 0), "comment": OPINION}
            for c in dossier.body["criteria"]
        }
        with acting_as(person):
            made = reviews.save_review(
                dossier, by=person, scores=scores, recommendation="fund", comment=OPINION
            )
            perform("submit_review", made, by=person)

    def rank(self, chosen: Proposal) -> None:
        found = sorted(self.dossiers(), key=lambda d: d.proposal_id != chosen.pk)
        with acting_as(self.agent):
            selection.save_ranking(
                self.overall(), by=self.agent, lines={d.pk: (n, PUBLIC) for n, d in enumerate(found, 1)}
            )
        self.act("propose_ranking", self.overall(), self.agent)
        self.act("confirm_ranking", self.overall(), self.second)

    def decide(self, chosen: Proposal) -> None:
        said = {
            "applicant_reason": FEEDBACK,
            "public_reason": PUBLIC,
            "internal_reason": "順位と予算の範囲による。",
        }
        for dossier in self.dossiers():
            is_chosen = dossier.proposal_id == chosen.pk
            self.act("select" if is_chosen else "not_select", dossier, self.second, **said)
            if is_chosen:
                self.act("pass_security", dossier, self.agent, reason="確認の結果、支障は認められない。")

    def release(self, at: datetime) -> None:
        """Set, approved by the second officer, and waited for: nothing but the clock brings it."""
        self.act("plan_release", self.overall(), self.agent, release_at=at, public_text=PUBLIC)
        self.act("approve_release", self.overall(), self.second)
        time.sleep(max(0.0, (at - database_now()).total_seconds()) + 0.1)

    def award(self, chosen: Proposal, code: str) -> Project:
        dossier = next(d for d in self.dossiers() if d.proposal_id == chosen.pk)
        self.act("award", dossier, self.agent, code=code, amount=chosen.amount)
        with acting_as(self.agent):
            return Project.objects.get(code=code)
