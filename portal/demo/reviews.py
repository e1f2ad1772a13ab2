"""Plays the review of a closed call through the verbs its users press: three proposals, one conflict, places kept as a draft.

Nothing is decided: whoever tries the portal finds a review to write, a discussion to read and a ranking to propose.
"""

import time
from datetime import timedelta
from typing import Any

from accounts.fields import today
from accounts.models import Organisation, Person
from confidentiality.acting import acting_as, database_now
from confidentiality.verbs import perform
from portal.demo.people import described
from portal.demo.proposals import ProposalStory
from programmes import conflicts, reviews, scouts, selection
from programmes.models import Call, CallReview, Proposal, ProposalDossier, TechnologyField

LASTS = timedelta(seconds=8)  # of the call; three proposals take half of it on a small machine
LEAST = timedelta(seconds=4)  # that must be left when the next part of a proposal is written
# Title and abstract, as in proposals.py; the last of them is still reviewed on paper.
SENT = (
    (
        "浅い海でも途切れない音の通信（体験用）",
        "海面と海底で跳ね返る音を見分け、浅い海でも途切れない通信の方法を研究します。",
    ),
    (
        "海中のセンサーをつなぐ省電力の中継器（体験用）",
        "電池一つで一年働く中継器を作り、離れたセンサーの値を順に運ぶ方法を研究します。",
    ),
    (
        "音と光を使い分ける海中の通信機（体験用）",
        "近くは光、遠くは音と使い分け、速さと距離を両立させる通信機を研究します。",
    ),
)
# What each of three reviewers says of each criterion: score, ground.
SAID = (
    ((4, "従来の方法との違いが、実測で示されている。"), (4, "工程と体制が具体的である。"), (3, "使い手との調整はこれからである。")),
    ((5, "着眼が新しく、ほかに例がない。"), (3, "海での試験の日数に余裕がない。"), (4, "導入を望む現場が明らかである。")),
    ((3, "近い方法が公表されている。比較を加えられたい。"), (4, "試作の見通しが立っている。"), (4, "費用の見積りが現実的である。")),
)  # fmt: skip
OPINIONS = ("fund", "fund", "maybe")
REMARKS = (
    "目標が明確で、実施体制も整っている。",
    "挑戦的だが、成功したときの広がりが大きい。",
    "比較と費用の点を補えば、取り組む意義がある。",
)
TOGETHER = (
    "新規性について意見の開きがあったが、実測の値を確かめ、優位性があると一致した。",
    "省電力の効果は認める。社会実装への道筋を補うよう、講評で求めることとした。",
)
PLACES = (
    "新規性と実現の見通しがともに高く、使い手も明らかなため。",
    "効果は見込めるが、社会実装への道筋がまだ具体的でないため。",
)


class TimelyProposal(ProposalStory):
    """One proposal to a call that closes within seconds: on a slow machine its agency puts the closing off, as it may."""

    def __init__(self, call: Call, lead: Person, agent: Person) -> None:
        super().__init__(call, [lead], lead)
        self.agent = agent

    def begin(self, by: Person, title: str) -> Proposal:
        self.keep_open()
        return super().begin(by, title)

    def write(self, proposal: Proposal, by: Person, key: str, body: dict[str, Any]) -> None:
        self.keep_open()
        super().write(proposal, by, key, body)

    def finish(self, proposal: Proposal, by: Person) -> Proposal:
        self.keep_open()
        return super().finish(proposal, by)

    def keep_open(self) -> None:
        with acting_as(self.agent):
            if self.call.closes_at - database_now() < LEAST:
                later = self.call.closes_at + 2 * LASTS
                why = "提出が続いているため（体験用）"
                self.call = perform("extend_closing", self.call, by=self.agent, closes_at=later, reason=why)


class ReviewStory:
    """One telling: the agency's officer runs it, two from a college and one analyst review, the first of them in the chair."""

    def __init__(self, people: dict[str, Person], call: Call) -> None:
        self.call, self.agent = call, people["candidate"]
        self.leads = [people[key] for key in ("researcher", "provider", "startup")]
        self.reviewers = [people[key] for key in ("evaluator", "evaluator2", "outside_analyst")]
        self.waiting = people["analyst"]

    def act(self, verb: str, thing: Any, person: Person, **details: Any) -> Any:
        with acting_as(person):
            return perform(verb, thing, by=person, **details)

    def receive(self) -> None:
        """While the call is open: three proposals, nobody helping."""
        for lead, (title, abstract) in zip(self.leads, SENT, strict=True):
            story = TimelyProposal(self.call, lead, self.agent)
            story.send(lead, title, abstract)
            self.call = story.call

    def tell(self) -> CallReview:
        """After the closing, which it waits for: nothing but the clock brings it."""
        with acting_as(self.agent):
            left = self.call.closes_at - database_now()
        time.sleep(max(0.0, left.total_seconds()) + 0.1)
        self.check()
        review = self.open()
        *talked, written = self.dossiers()
        for n, dossier in enumerate(talked):
            self.judge(dossier, less=n)
            self.discuss(dossier, TOGETHER[n])
        self.meet_a_conflict(written)
        with acting_as(self.agent):
            places = {d.pk: (n, PLACES[n - 1]) for n, d in enumerate(talked, 1)}
            selection.save_ranking(review, by=self.agent, lines=places)
        return review

    def check(self) -> None:
        with acting_as(self.agent):
            sent = list(Proposal.objects.filter(call=self.call, state=Proposal.State.SUBMITTED))
        for proposal in sent:
            self.act(
                "accept_as_eligible", proposal, self.agent, reason="応募の要件を満たしている（体験用）。"
            )

    def open(self) -> CallReview:
        with acting_as(self.agent):
            review = reviews.open_review(self.call, by=self.agent, shares_scores=True)
        self.keep_a_register()
        with acting_as(self.agent):
            for person in self.reviewers:
                reviews.list_candidate(review, by=self.agent, person=person)
        return review

    def keep_a_register(self) -> None:
        """The fund's own: who reviews here has agreed to be asked; one more, asked to scout, has not answered yet."""
        with acting_as(self.agent):
            fund, fields = (
                self.call.fund,
                list(TechnologyField.objects.filter(name__contains="海洋").values_list("pk", flat=True)[:1]),
            )
            asked = [
                scouts.enter(
                    fund, by=self.agent, person=person, is_reviewer=True, is_evaluator=n == 1, fields=fields
                )
                for n, person in enumerate(self.reviewers)
            ]
            scouts.enter(fund, by=self.agent, person=self.waiting, is_scout=True, fields=fields)
        for entry, person in zip(asked, self.reviewers, strict=True):
            self.act("agree_to_judge", entry, person, shown=entry.mark)

    def dossiers(self) -> list[ProposalDossier]:
        """As their proposals were sent: numbers are drawn by chance."""
        with acting_as(self.agent):
            return list(ProposalDossier.objects.filter(call=self.call).order_by("proposal__submitted_at"))

    def judge(self, dossier: ProposalDossier, *, less: int) -> None:
        """All three declare and send; ``less`` points for what is new in it."""
        for n in range(len(self.reviewers)):
            self.seat(dossier, n)
            self.write(dossier, n, less=less)

    def seat(self, dossier: ProposalDossier, n: int) -> None:
        person = self.reviewers[n]
        with acting_as(self.agent):
            seat = conflicts.name_evaluator(dossier, by=self.agent, person=person, is_chair=n == 0)
        with acting_as(person):
            conflicts.declare(seat, by=person, has_conflict=False)

    def write(self, dossier: ProposalDossier, n: int, *, less: int = 0, sends: bool = True) -> None:
        person = self.reviewers[n]
        scores = {str(k): {"score": score, "comment": why} for k, (score, why) in enumerate(SAID[n], 1)}
        scores["1"]["score"] -= less
        with acting_as(person):
            made = reviews.save_review(
                dossier, by=person, scores=scores, recommendation=OPINIONS[n], comment=REMARKS[n]
            )
            if sends:
                perform("submit_review", made, by=person)

    def discuss(self, dossier: ProposalDossier, together: str) -> None:
        """The chair's words for all; then the interview."""
        self.act("open_discussion", dossier, self.agent)
        with acting_as(self.reviewers[0]):
            reviews.write_consensus(dossier, by=self.reviewers[0], text=together)
        dossier = self.act("start_interview", dossier, self.agent)
        with acting_as(self.agent):
            reviews.record_interview(
                dossier,
                by=self.agent,
                held_on=today(),
                place="体験用の会議室",
                exchanges="問：使い手との調整はいつ始めるか。\n答：初年度から、港湾の管理者と始める。",
            )

    def meet_a_conflict(self, dossier: ProposalDossier) -> None:
        """One has sent, one has only begun; of the third the agency learns that their institute is to work for the applicant."""
        for n in range(len(self.reviewers)):
            self.seat(dossier, n)
        self.write(dossier, 0)
        self.write(dossier, 1, sends=False)
        tank = next(o["name"] for o in described()["organisations"] if o["key"] == "tank")
        with acting_as(self.agent):
            body = Organisation.objects.get(name=tank)
            conflicts.add_party(dossier, by=self.agent, ground="organisation", organisation=body)
