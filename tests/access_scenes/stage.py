"""Who plays, and what several scenes begin with; each scene is entered here under the state it shows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from accounts.models import Office, Person
from confidentiality import audience
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from councils import meetings
from councils.models import AgendaItem
from tests.cast import World

Rows = list[models.Model]
SCENES: dict[str, Callable[[World], Rows]] = {}
REAL_TITLE = "まことの題"

# Who stands for whom; the matrix speaks of the left side only.
PEOPLE_OF = {
    "事務局": "sato",
    "座長": "suzuki",
    "研究代表者": "takahashi",
    "提供者（企業の構成員）": "tanaka",
    "ニーズ省庁の構成員": "ito",
    "シンクタンクの構成員": "watanabe",
    "誓約前の候補者": "matsumoto",
    "退任した元構成員": "saito",
    "別の協議会の事務局": "kobayashi",
    "別の協議会の構成員": "kato",
    "協議会の外の府省職員": "yamamoto",
    "協議会の外の分析者": "nakamura",
    "府省庁の事業担当": "hayashi",
    "管理者": "yoshida",
    "監査人": "kimura",
    "文書管理担当": "morita",
    "情報管理責任者": "hoshino",
    "所属も役割もない利用者": "inoue",
    "サインインしていない人": None,
}


def scene(name: str) -> Callable:
    def register(play: Callable[[World], Rows]) -> Callable[[World], Rows]:
        SCENES[name] = play
        return play

    return register


def complete(world: World) -> World:
    """The cast has no records officer, no security officer and no staff of the programme: they join for the matrix."""
    world.people["morita"] = Person.objects.create_user(
        "morita@example.jp", family_name="森田", given_name="文書"
    )
    Office.objects.create(person=world.morita, kind="records_officer")
    world.people["hoshino"] = Person.objects.create_user(
        "hoshino@example.jp", family_name="星野", given_name="情報"
    )
    Office.objects.create(person=world.hoshino, kind="security_officer")
    world.people["hayashi"] = Person.objects.create_user(
        "hayashi@example.jp", family_name="林", given_name="事業"
    )
    Office.objects.create(person=world.hayashi, kind="programme_staff")
    return world


def last(model: type[models.Model], **of: Any) -> models.Model:
    return model._default_manager.filter(**of).order_by("pk").last()


def events(model: type[models.Model]) -> type[models.Model]:
    """The history of a tracked model."""
    return model._meta.get_field("events").related_model


def planned_meeting(world: World) -> models.Model:
    start = timezone.now() + timedelta(days=3)
    meeting = meetings.plan_meeting(
        world.quantum, by=world.sato, starts_at=start, ends_at=start + timedelta(hours=2), place="会議室"
    )
    AgendaItem.objects.create(item=meeting, number=1, title="議題", topic=1)
    return meeting


def told_meeting(world: World) -> models.Model:
    """An announced meeting to which papers can be handed out."""
    with acting_as(world.sato):
        meeting = planned_meeting(world)
        return perform("announce", meeting, by=world.sato)


def named(world: World, *keys: str) -> list[int]:
    return [audience.membership(world.seats[key].pk) for key in keys]
