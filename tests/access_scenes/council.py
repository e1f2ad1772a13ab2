"""A council being set up, at work, stopped and dissolved, and the seats in it."""

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from councils import founding
from councils.models import CouncilRight, EstablishmentConsent, Membership, OrganisationInvitation, Pledge
from tests.access_scenes.stage import Rows, events, last, scene
from tests.cast import World


def council_papers(world: World) -> Rows:
    """The council with what its setting-up left behind; rows about one person are 田中's."""
    council, seat = world.quantum, world.seats["tanaka"]
    return [
        council,
        council.room,
        council.prospectus,
        council.rules.get(),
        last(CouncilRight, content_object=council),
        EstablishmentConsent.objects.get(membership=seat),
        seat.rules_acceptances.get(),
        seat,
        last(events(Membership), pgh_obj=seat),
        Pledge.objects.get(membership=seat),
        OrganisationInvitation.objects.create(item=council.room, organisation=world.organisations["needs"]),
    ]


@scene("協議会：設置済（公開ページに掲載していない）")
def council_active(world: World) -> Rows:
    return council_papers(world)


@scene("協議会：公開ページに掲載した")
def council_listed(world: World) -> Rows:
    with acting_as(world.sato):
        perform("list_publicly", world.quantum, by=world.sato)
    return council_papers(world)


@scene("協議会：停止中")
def council_suspended(world: World) -> Rows:
    rows = council_papers(world)
    with acting_as(world.sato):
        perform("suspend", world.quantum, by=world.sato, reason="")
    return rows


@scene("協議会：解散した")
def council_dissolved(world: World) -> Rows:
    rows = council_papers(world)
    with acting_as(world.sato):
        for verb in ("start_dissolving", "dissolve"):
            perform(verb, world.quantum, by=world.sato)
    return rows


@scene("協議会：設置検討中（提供者を候補にした）")
def council_proposed(world: World) -> Rows:
    with acting_as(world.sato):
        council = founding.propose_council(
            by=world.sato,
            organisation=world.organisations["ministry"],
            prospectus="設置の趣旨",
            code="new",
            name="新しい協議会",
            purpose="目的",
            scope="対象",
            need_note="必要",
            establishing_organisation=world.organisations["ministry"],
        )
        seat = founding.nominate(
            council,
            by=world.sato,
            person=world.tanaka,
            organisation=world.organisations["company"],
            capacity="implementer",
            selection_reason="試験",
        )
    return [council, council.room, council.prospectus, seat]


@scene("構成員の席：招請中の候補者（本人は誓約前）")
def seat_invited(world: World) -> Rows:
    return [Membership.objects.get(pk=world.seats["matsumoto"].pk)]


@scene("構成員の席：退任した元構成員")
def seat_former(world: World) -> Rows:
    return [world.seats["saito"], Pledge.objects.get(membership=world.seats["saito"])]
