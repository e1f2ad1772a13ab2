"""A follow-up of money and people: while it is written, once it is recorded, and what everybody may read of it."""

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import followups
from programmes.models import BudgetFollowUp, PublishedFollowUp
from tests.access_scenes.programmes_p import told_by
from tests.access_scenes.stage import Rows, scene
from tests.cast import World

YEAR = 2026


def written(world: World) -> BudgetFollowUp:
    by = world.hayashi
    with acting_as(by):
        made = followups.begin(by=by, title="試験の振り返り", from_year=YEAR, to_year=YEAR)
        words = {"title": made.title, "evaluation": "評価の文", "public_text": "要旨の文"}
        return followups.write(made, by=by, shown=followups.words_hash(made), **words)


def recorded(world: World) -> BudgetFollowUp:
    made, by = written(world), world.hayashi
    with acting_as(by):
        shown = followups.hash_of(made, followups.figures(YEAR, YEAR))
        return perform("record", made, by=by, shown=shown)


@scene("フォローアップ：作成中")
def follow_up_written(world: World) -> Rows:
    return [*told_by(world, written(world))]


@scene("フォローアップ：記録済")
def follow_up_recorded(world: World) -> Rows:
    return [*told_by(world, recorded(world))]


@scene("フォローアップ：公表した")
def follow_up_published(world: World) -> Rows:
    made, by = recorded(world), world.hayashi
    with acting_as(by):
        shown = followups.hash_of(made, followups.public_figures(YEAR, YEAR))
        perform("publish_follow_up", made, by=by, shown=shown)
    return [*told_by(world, made, PublishedFollowUp.objects.get())]
