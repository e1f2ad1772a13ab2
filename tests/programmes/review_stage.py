"""A call under review: 中村 runs it, 渡辺 is the other person, 高橋 and 加藤 propose, 一条 chairs, 二宮 and 三好 review."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import Affiliation, Organisation, Person
from confidentiality.acting import acting_as, acting_as_system, database_now
from confidentiality.verbs import perform
from programmes import conflicts, reviews, selection
from programmes.models import (
    CallReview,
    EvaluatorSeat,
    Proposal,
    ProposalDossier,
    Review,
)
from tests.cast import World
from tests.programmes import proposal_stage
from tests.programmes.gate_stage import JUDGES, newcomer
from tests.stages import played

COMMENT = "審査員だけのことば"
REASONS = {
    "applicant_reason": "計画が具体的である。",
    "internal_reason": "内々の理由",
    "public_reason": "波及が見込まれる。",
}


class Stage(proposal_stage.Stage):
    """The call, the proposal of 高橋, and a second one of 加藤."""

    def dossier(self, proposal: Proposal | None = None) -> ProposalDossier:
        return ProposalDossier.objects.get(proposal=proposal or self.proposal)

    def review(self) -> CallReview:
        return CallReview.objects.get(call=self.call)

    @property
    def both(self) -> tuple[Proposal, Proposal]:
        return self.proposal, self.__dict__["other"]


def act(verb: str, thing: Any, person: Person, **details: Any) -> Any:
    with acting_as(person):
        return perform(verb, thing, by=person, **details)


@played
def accepted(world: World, *, judges: str = "judge", **of: Any) -> Stage:
    """Two proposals found eligible after the closing; ``judges``: how the addresses of those who review begin."""
    made = proposal_stage.make_stage(world, sent=True, **{"min_reviews": 2, **of})
    stage = Stage(world, made.call, made.proposal)
    rival = proposal_stage.draft(world, made.call, by="kato")
    proposal_stage.write(rival, world.kato, members=proposal_stage.members("加藤　別"))
    stage.__dict__["other"] = proposal_stage.send(rival, world.kato)
    elsewhere, _new = Organisation.objects.get_or_create(name="無関係大学", kind="university")
    for key, name in zip(("one", "two", "three"), JUDGES, strict=True):
        stage.__dict__[key] = newcomer(f"{judges}-{key}", name, elsewhere)
    proposal_stage.close(made.call)
    for proposal in stage.both:
        act("accept_as_eligible", proposal, world.nakamura, reason="要件を満たす")
    return stage


@played
def opened(world: World, **of: Any) -> Stage:
    stage = accepted(world, **of)
    with acting_as(stage.nakamura):
        reviews.open_review(stage.call, by=stage.nakamura)
    return stage


def name(stage: Stage, person: Person, proposal: Proposal | None = None, **of: Any) -> EvaluatorSeat:
    with acting_as(stage.nakamura):
        return conflicts.name_evaluator(stage.dossier(proposal), by=stage.nakamura, person=person, **of)


def seat(stage: Stage, person: Person, proposal: Proposal | None = None, **of: Any) -> EvaluatorSeat:
    made = name(stage, person, proposal, **of)
    with acting_as(person):
        conflicts.declare(made, by=person, has_conflict=False)
    return made


def scores(n: int = 4) -> dict:
    return {str(c): {"score": n, "comment": f"{COMMENT}{c}"} for c in (1, 2)}


def write(stage: Stage, person: Person, proposal: Proposal | None = None, n: int = 4) -> Review:
    with acting_as(person):
        made = reviews.save_review(
            stage.dossier(proposal), by=person, scores=scores(n), recommendation="fund", comment="所見"
        )
        return perform("submit_review", made, by=person)


@played
def reviewed(world: World, **of: Any) -> Stage:
    """Both proposals have two reviews; the first is 一条's to chair."""
    stage = opened(world, **of)
    for proposal in stage.both:
        for person, n, chair in ((stage.one, 4, True), (stage.two, 2, False)):
            seat(stage, person, proposal, is_chair=chair)
            write(stage, person, proposal, n)
    return stage


@played
def discussed(world: World, **of: Any) -> Stage:
    stage = reviewed(world, **of)
    for proposal in stage.both:
        act("open_discussion", stage.dossier(proposal), stage.nakamura)
    return stage


@played
def ranked(world: World, **of: Any) -> Stage:
    stage = discussed(world, **of)
    with acting_as(stage.nakamura):
        lines = {stage.dossier(p).pk: (n, "順位の理由") for n, p in enumerate(stage.both, 1)}
        selection.save_ranking(stage.review(), by=stage.nakamura, lines=lines)
    act("propose_ranking", stage.review(), stage.nakamura)
    act("confirm_ranking", stage.review(), stage.watanabe)
    return stage


@played
def decided(world: World, **of: Any) -> Stage:
    """高橋's is selected by 渡辺 and checked by 中村; 加藤's is not."""
    stage = ranked(world, **of)
    act("select", stage.dossier(), stage.watanabe, **REASONS)
    act("not_select", stage.dossier(stage.both[1]), stage.watanabe, **REASONS)
    act("pass_security", stage.dossier(), stage.nakamura, reason="支障なし")
    return stage


@played
def planned(world: World, at: datetime | None = None, **of: Any) -> Stage:
    stage = decided(world, **of)
    when = at or database_now() + timedelta(hours=1)
    act("plan_release", stage.review(), stage.nakamura, release_at=when, public_text="講評の文")
    act("approve_release", stage.review(), stage.watanabe)
    return stage


def announce() -> int:
    from programmes.tasks import announce_results

    with acting_as_system("test"):
        pass
    return announce_results()


def affiliate(person: Person, organisation: Organisation, at: datetime | None = None) -> Affiliation:
    return Affiliation.objects.create(
        person=person, organisation=organisation, title="教授", valid_from=at or database_now()
    )
