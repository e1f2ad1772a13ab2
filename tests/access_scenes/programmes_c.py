"""Visions, concepts' agreements and calls before and after they are public; 事務局 leads the fund, an agency runs it."""

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import calls, funding
from programmes.models import (
    CallClause,
    CallCriterion,
    CallExtension,
    CallFile,
    CallSection,
    Clause,
    ConceptAgreement,
    ConceptMinistry,
    ConceptSheet,
    RDConcept,
    RDVision,
    ReasonedStep,
    VisionDeliberation,
    VisionFile,
    VisionInput,
    VisionTechnology,
)
from tests.access_scenes.programmes_p import told_by
from tests.access_scenes.stage import Rows, last, scene
from tests.cast import World
from tests.programmes import call_stage as play
from tests.programmes.fund_stage import act, make_concept, make_fund


def _vision(world: World, until: str) -> Rows:
    made = play.vision(world, until=until)
    file = VisionFile.objects.get(vision=made)
    parts = [last(model, item=made) for model in (VisionTechnology, VisionInput)]
    return [*told_by(world, made, file), *parts, last(VisionDeliberation, item=file)]


@scene("研究開発ビジョン：審議中")
def vision_deliberating(world: World) -> Rows:
    rows = _vision(world, "deliberating")
    act("back_to_draft", RDVision.objects.get(), world.yamamoto, reason="試験")
    act("deliberate", RDVision.objects.get(), world.yamamoto)
    return [*rows, ReasonedStep.objects.get()]


@scene("研究開発ビジョン：取りやめた")
def vision_discarded(world: World) -> Rows:
    made = play.vision(world, until="draft")
    act("discard_vision", made, world.yamamoto, reason="試験")
    file = VisionFile.objects.get(vision=made)
    parts = [last(model, item=made) for model in (VisionTechnology, VisionInput)]
    return [*told_by(world, made, file), *parts, ReasonedStep.objects.get()]


@scene("研究開発構想：取りやめた")
def concept_discarded(world: World) -> Rows:
    made = make_concept(world, make_fund(world), allocated=0)
    return [act("discard_concept", made, world.yamamoto, reason="試験")]


@scene("研究開発ビジョン：公表した")
def vision_published(world: World) -> Rows:
    return _vision(world, "published")


def _led(world: World) -> RDConcept:
    fund = make_fund(world)
    with acting_as(world.yamamoto):
        funding.assign(fund, by=world.yamamoto, person=world.sato, part="lead")
    return play.handed_over(world, fund)


@scene("研究開発構想：提示し、公開ページに掲載した")
def concept_listed(world: World) -> Rows:
    concept = _led(world)
    with acting_as(world.yamamoto):
        perform("list_concept", concept, by=world.yamamoto)
    return [
        last(ConceptMinistry, item=concept),
        last(ConceptAgreement, item=concept),
        ConceptSheet.objects.get(concept=concept),
    ]


@scene("公募：作成中")
def call_draft(world: World) -> Rows:
    call = play.draft_call(world, _led(world))
    return [
        call,
        *(last(model, item=call) for model in (CallSection, CallCriterion, CallClause)),
        CallFile.objects.get(call=call),
        last(Clause),
    ]


@scene("公募：公募中")
def call_open(world: World) -> Rows:
    call = play.open_call(world, _led(world))
    by = world.nakamura
    with acting_as(by):
        later = call.closes_at.replace(microsecond=0) + (call.closes_at - call.opens_at)
        perform("extend_closing", call, by=by, closes_at=later, reason="延長の理由")
        fix = calls.add_addendum(call, by=by, kind="correction", title="訂正", text="訂正の文")
        asked = calls.register_question(call, by=by, received_on=call.opens_at.date(), text="質問の文")
        answer = calls.publish_answer(call, by=by, questions=[asked], question="問い", answer="答え")
        sent = calls.record_distribution(
            call, by=by, channel="chamber", body="会議所", sent_on=call.opens_at.date()
        )
    return [
        call,
        *(last(model, item=call) for model in (CallSection, CallCriterion, CallClause, CallExtension)),
        fix,
        answer,
        CallFile.objects.get(call=call),
        asked,
        sent,
    ]
