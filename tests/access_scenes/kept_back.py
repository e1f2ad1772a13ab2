"""What the secretariat alone keeps of a council, and a planned publication somebody took over."""

from confidentiality import disclosure_handover, disclosures
from confidentiality.acting import acting_as
from confidentiality.models import Disclosure, DisclosureSuccession
from councils import founding
from councils.models import SelectionReason
from programmes import funding
from programmes.models import Assignment
from tests.access_scenes.stage import Rows, last, scene
from tests.cast import World
from tests.programmes import fund_stage
from tests.programmes.outcome_stage import make_outcome, part, plan, put


@scene("構成員の席：選任の理由")
def reason_kept(world: World) -> Rows:
    return [SelectionReason.objects.get(membership=world.seats["tanaka"])]


@scene("規約：案")
def rules_drafted(world: World) -> Rows:
    with acting_as(world.sato):
        return [founding.draft_rules(world.quantum, by=world.sato, text="改める案")]


@scene("成果：登録した方が離れ、引き継がれた")
def outcome_taken_over(world: World) -> Rows:
    """田中 registered and left the project; 研究代表者 goes on."""
    stage = fund_stage.make_stage(world)
    with acting_as(world.nakamura):
        funding.assign(stage.project, by=world.nakamura, person=world.tanaka, part="participant")
    outcome = make_outcome(stage)
    planned = plan(outcome, world.tanaka)
    part(planned, world.tanaka)
    put(planned, world.tanaka)
    with acting_as(world.nakamura):
        held = Assignment.objects.get(item_id=stage.project.pk, person=world.tanaka, valid_until=None)
        funding.end_assignment(stage.project, held, by=world.nakamura)
    with acting_as(world.takahashi):
        disclosures.take_over(outcome, by=world.takahashi, reason="異動のため")
    return [Disclosure.objects.get(), last(DisclosureSuccession)]


@scene("成果：公開の手続の引渡しを申し出た")
def outcome_offered(world: World) -> Rows:
    """研究代表者 offers it to 提供者, who takes part; both read the outcome."""
    stage = fund_stage.make_stage(world)
    with acting_as(world.nakamura):
        funding.assign(stage.project, by=world.nakamura, person=world.tanaka, part="participant")
    outcome = make_outcome(stage)
    plan(outcome, world.takahashi)
    with acting_as(world.takahashi):
        return [disclosure_handover.offer(outcome, by=world.takahashi, to=world.tanaka, reason="分担の変更")]
