"""A result of the project of 研究代表者 and its planned publication: before anybody is asked, asked about, closed, out."""

from confidentiality import disclosures
from confidentiality.acting import acting_as
from confidentiality.models import (
    ClosingRequest,
    Disclosure,
    DisclosureAnswer,
    DisclosureCouncil,
    DisclosurePart,
    DisclosureTouch,
    DisclosureVoter,
    PublishedPart,
)
from programmes import funding, outcomes
from programmes.models import Outcome, OutcomeUse
from tests.access_scenes.stage import Rows, last, scene
from tests.cast import World, make_designation, make_material
from tests.programmes import fund_stage
from tests.programmes.outcome_stage import (
    all_agree,
    ask_to_close,
    clear_by_refusal,
    make_outcome,
    part,
    plan,
    put,
)


def planned(world: World) -> Disclosure:
    """事務局 leads the fund besides: whoever leads is told who reads what belongs to nobody in person."""
    stage = fund_stage.make_stage(world)
    with acting_as(world.yamamoto):
        funding.assign(stage.fund, by=world.yamamoto, person=world.sato, part="lead")
    return plan(make_outcome(stage), world.takahashi)


@scene("成果：公開の確認を登録した")
def outcome_registered(world: World) -> Rows:
    disclosure = planned(world)
    part(disclosure, world.takahashi)
    return [Outcome.objects.get(), disclosure, last(DisclosurePart)]


@scene("成果：確認中（守秘の指定の内容を再現した部分がある）")
def outcome_screening(world: World) -> Rows:
    designation = make_designation(
        world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force"
    )
    disclosure = planned(world)
    part(disclosure, world.takahashi)
    repeats = part(disclosure, world.takahashi, "表2")
    with acting_as(world.takahashi):
        disclosures.answer_touch(
            disclosure, by=world.takahashi, touched=designation.item, answer="reproduces", parts=[repeats.pk]
        )
    put(disclosure, world.takahashi)
    with acting_as(world.takahashi):
        outcomes.report_use(
            Outcome.objects.get(),
            by=world.takahashi,
            sector="public",
            ministry=world.organisations["needs"],
            state="expected",
            note="試験",
            is_public=False,
        )
    return [DisclosurePart.objects.get(pk=repeats.pk), last(DisclosureTouch), last(OutcomeUse)]


@scene("成果：公開できることになった（公開の前）")
def outcome_cleared(world: World) -> Rows:
    disclosure = planned(world)
    part(disclosure, world.takahashi)
    clear_by_refusal(world, put(disclosure, world.takahashi))
    return [Outcome.objects.get()]


@scene("成果：限定（非公開）")
def outcome_restricted(world: World) -> Rows:
    disclosure = planned(world)
    part(disclosure, world.takahashi)
    disclosure = put(disclosure, world.takahashi)
    request = ask_to_close(disclosure, world.ito)
    all_agree(world, request)
    return [
        Outcome.objects.get(),
        disclosure,
        last(DisclosureCouncil),
        last(DisclosurePart),
        ClosingRequest.objects.get(pk=request.pk),
        last(DisclosureVoter),
        last(DisclosureAnswer),
    ]


@scene("成果：公開済")
def outcome_published(world: World) -> Rows:
    disclosure = planned(world)
    part(disclosure, world.takahashi)
    disclosure = put(disclosure, world.takahashi)
    clear_by_refusal(world, disclosure)
    with acting_as(world.takahashi):
        disclosures.publish(disclosure, by=world.takahashi)
    return [Outcome.objects.get(), disclosure, last(PublishedPart)]
