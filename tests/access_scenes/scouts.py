"""The register of reviewers and scouts: 中村 and 渡辺 keep it, 井上 is asked; 高橋 and 加藤 propose to a call of the fund."""

from confidentiality.acting import acting_as
from programmes import conflicts, scouts
from programmes.models import Fund, ScoutEntry, ScoutRegister
from tests.access_scenes.stage import Rows, scene
from tests.cast import World
from tests.programmes import fund_stage, review_stage


@scene("審査員・目利きの名簿：依頼した")
def scouts_asked(world: World) -> Rows:
    fund = fund_stage.make_fund(world)
    with acting_as(world.nakamura):
        scouts.enter(fund, by=world.nakamura, person=world.inoue, is_reviewer=True)
    return [ScoutRegister.objects.get(), ScoutEntry.objects.get()]


@scene("審査員・目利きの名簿：担当の一人が提案に加わっている")
def scouts_of_an_applicant(world: World) -> Rows:
    """渡辺 of the agency was written down on the side of a proposal; 加藤 judges nothing and proposes."""
    stage = review_stage.opened(world)
    with acting_as(world.nakamura):
        fund = Fund.objects.get(pk=stage.call.fund_id)
        scouts.enter(fund, by=world.nakamura, person=world.inoue, is_scout=True)
        conflicts.add_party(stage.dossier(), by=world.nakamura, ground="other", person=world.watanabe)
    return [ScoutRegister.objects.get(), ScoutEntry.objects.get()]
