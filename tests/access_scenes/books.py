"""Talk and follow-up among the members, and the books the portal keeps for itself."""

import uuid
from datetime import timedelta

from django.utils import timezone

from confidentiality.acting import acting_as
from confidentiality.models import Effect, Entry, Holding, Link, OutboxMessage, Principal
from confidentiality.verbs import perform
from councils import board, followup
from councils.models import ActionItem, DutyText, RulesTemplate
from tests.access_scenes.papers import paper
from tests.access_scenes.stage import Rows, events, last, named, scene
from tests.cast import World, make_designation


@scene("連絡と対応：協議会の全員に向けたもの")
def follow_up(world: World) -> Rows:
    council = world.quantum
    with acting_as(world.sato):
        post = board.post(council, by=world.sato, key=uuid.uuid4(), text="連絡")
        asked = board.ask_in_writing(
            council,
            by=world.sato,
            key=uuid.uuid4(),
            title="件",
            text="文",
            answer_by=timezone.now() + timedelta(days=3),
        )
        decision = followup.record_decision(council, by=world.sato, text="決めた事の本文")
        action = followup.assign_action(
            council,
            by=world.sato,
            text="対応",
            owner=world.seats["tanaka"],
            due_on=timezone.localdate(),
            decision=decision,
        )
        support = followup.request_support(
            council, by=world.sato, support_kind="staff", text="支援", provider=world.organisations["needs"]
        )
    with acting_as(world.tanaka):
        answer = board.answer(asked, by=world.tanaka, answer="yes")
        perform("report_done", action, by=world.tanaka, note="行った。")
    action = ActionItem.objects.get(pk=action.pk)
    return [
        post,
        asked,
        answer,
        decision,
        action,
        action.reports.get(),
        last(events(ActionItem), pgh_obj=action),
        support,
        last(events(type(support)), pgh_obj=support),
    ]


@scene("連絡と対応：守秘の資料についてのもの（保持者はニーズ省庁だけ）")
def follow_up_about_a_secret(world: World) -> Rows:
    material = paper(world, "council")
    with acting_as(world.sato):
        decision = followup.record_decision(
            world.quantum, by=world.sato, text="決めた事の本文", about=material
        )
        action = followup.assign_action(
            world.quantum,
            by=world.sato,
            text="対応",
            owner=world.seats["ito"],
            due_on=timezone.localdate(),
            decision=decision,
        )
    make_designation(world, material, until="in_force", scoped=named(world, "ito"))
    return [decision, action]


@scene("帳簿：提供者がした操作の記録")
def books(world: World) -> Rows:
    material = paper(world)
    make_designation(world, material, until="described")
    entry = Entry.objects.filter(item_id=material.pk, verb="describe").get()
    message = OutboxMessage.objects.filter(item=material).order_by("created").last()
    return [
        entry,
        Link.objects.create(entry=entry, digest="0" * 64),
        message,
        Effect.objects.create(message=message, kind="test"),
        Holding.objects.get(ground_id=world.seats["tanaka"].pk),
    ]


@scene("共通の文面と番号")
def common(world: World) -> Rows:
    return [
        Principal.objects.get(pk=1),
        DutyText.objects.first(),
        RulesTemplate.objects.create(name="ひな形", text="本文"),
    ]
