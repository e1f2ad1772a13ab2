"""A call under review at each step the matrix speaks of: reviewers are none of its roles, 高橋 田中 鈴木 apply, 中村 and 渡辺 are the agency."""

from datetime import timedelta

from accounts.fields import today
from confidentiality.acting import acting_as, database_now
from programmes import funding, readings, reviews, selection
from programmes.models import (
    Award,
    CallReading,
    CallResult,
    CallReview,
    ConsensusNote,
    DossierPaper,
    InterviewRecord,
    Proposal,
    ProposalDossier,
    RankingLine,
    ResultLetter,
    ResultLine,
    Review,
    ReviewerCandidate,
    SecurityCheck,
    SelectionDecision,
)
from tests.access_scenes.stage import Rows, scene
from tests.cast import World
from tests.confidentiality.oracle import set_clock, stop_the_clock
from tests.programmes import review_stage


@scene("応募の審査：合議中")
def review_discussed(world: World) -> Rows:
    stage = review_stage.discussed(world)
    review_stage.act("start_interview", stage.dossier(), stage.nakamura)
    with acting_as(stage.one):
        reviews.write_consensus(stage.dossier(), by=stage.one, text="まとめ")
    with acting_as(stage.nakamura):
        reviews.record_interview(stage.dossier(), by=stage.nakamura, held_on=today(), exchanges="問と答")
        reviews.list_candidate(stage.review(), by=stage.nakamura, person=stage.one)
        lines = {stage.dossier().pk: (1, "理由")}
        selection.save_ranking(stage.review(), by=stage.nakamura, lines=lines)
    dossier = stage.dossier()
    return [
        CallReview.objects.get(),
        dossier,
        DossierPaper.objects.get(item=dossier),
        Review.objects.filter(item=dossier).first(),
        ConsensusNote.objects.get(),
        InterviewRecord.objects.get(),
        ReviewerCandidate.objects.get(),
        RankingLine.objects.get(),
    ]


@scene("応募の審査：閲覧者がいる")
def review_read(world: World) -> Rows:
    """伊藤 manages the concept and is named as a reader of the call."""
    stage = review_stage.opened(world)
    with acting_as(stage.nakamura):
        funding.assign(stage.call.concept, by=stage.nakamura, person=stage.ito, part="manager")
        readings.name_reader(stage.call, by=stage.nakamura, person=stage.ito)
    return [Proposal.objects.get(pk=stage.proposal.pk), CallReading.objects.get(proposal=stage.proposal)]


@scene("応募の審査：発表の前")
def results_set(world: World) -> Rows:
    stage = review_stage.planned(world)
    return [
        SelectionDecision.objects.get(item=stage.dossier()),
        SecurityCheck.objects.get(),
        ResultLetter.objects.get(proposal=stage.proposal),
        CallResult.objects.get(),
        ResultLine.objects.get(),
    ]


@scene("応募の審査：採択済")
def results_out(world: World) -> Rows:
    stop_the_clock()
    at = database_now() + timedelta(minutes=1)
    stage = review_stage.planned(world, at)
    set_clock(at)
    review_stage.announce()
    review_stage.act("award", stage.dossier(), stage.nakamura, code="K-1", amount=100)
    return [
        ProposalDossier.objects.get(proposal=stage.proposal),
        ResultLetter.objects.get(proposal=stage.proposal),
        CallResult.objects.get(),
        ResultLine.objects.get(),
        Award.objects.get(),
    ]
