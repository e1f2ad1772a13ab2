"""A request to change a project's terms half way along its fund's route of approval."""

from confidentiality.acting import acting_as
from programmes import funding
from tests.access_scenes.programmes_f import at_work
from tests.access_scenes.stage import Rows, scene
from tests.cast import World
from tests.programmes import approval_stage


@scene("課題：変更の承認の途中")
def change_on_its_way(world: World) -> Rows:
    """The manager has agreed, the agency is asked."""
    stage = at_work(world)
    with acting_as(world.nakamura):
        funding.assign(stage.project, by=world.nakamura, person=world.suzuki, part="manager")
    route = approval_stage.lay(stage, approval_stage.line())
    request = approval_stage.asked(stage)
    step = approval_stage.steps(request)[0]
    return [route, step, approval_stage.answer(step, world.suzuki)]
