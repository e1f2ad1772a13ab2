"""A material through every state of its agreement, with all that hangs off it."""

import uuid
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from confidentiality import agreements, audience, files
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import (
    BaseAudience,
    Consent,
    Designation,
    DesignationVersion,
    Holder,
    Item,
    ScopedPrincipal,
    StoredFile,
    Voter,
)
from confidentiality.verbs import perform
from councils import handouts, reading
from councils.models import Material, MaterialVersion, Reading
from tests.access_scenes.stage import REAL_TITLE, Rows, named, scene, told_meeting
from tests.cast import VOTERS, World, agree, make_designation, terms
from tests.confidentiality.events import at, newcomer

MICROSECOND = timedelta(microseconds=1)


def paper(world: World, disclosure: str = "sealed") -> Material:
    """田中's material with a file, as a member brings one in."""
    checked = files.check(SimpleUploadedFile("a.txt", b"words"))
    with acting_as(world.tanaka):
        return handouts.add_material(
            world.quantum,
            by=world.tanaka,
            text="本文",
            checked=checked,
            title=REAL_TITLE,
            public_title="件名だけ",
            disclosure=disclosure,
        )


def paper_rows(world: World, material: Material) -> Rows:
    """A material with all that hangs off it, the agreement about it included."""
    with acting_as(world.tanaka):
        handouts.finish_reading(material, by=world.tanaka)
        post = reading.comment(material, by=world.tanaka, key=uuid.uuid4(), text="意見")
    meeting = told_meeting(world)
    with acting_as(world.tanaka):
        handout = handouts.hand_out(meeting, material, by=world.tanaka)
    rows = [
        Item.objects.get(pk=material.pk),
        material,
        MaterialVersion.objects.get(item=material),
        StoredFile.objects.get(item=material),
        BaseAudience.objects.filter(item=material).first(),
        post,
        Reading.objects.get(item=material),
        handout,
    ]
    for model in (Designation, DesignationVersion, ScopedPrincipal, Voter, Consent, Holder):
        rows.append(model.objects.filter(item=material).order_by("pk").first())
    return [row for row in rows if row is not None]


@scene("資料：協議会限り")
def paper_shared(world: World) -> Rows:
    return paper_rows(world, paper(world, "council"))


@scene("資料：事務局限り")
def paper_for_secretariat(world: World) -> Rows:
    return paper_rows(world, paper(world, "secretariat"))


@scene("資料：公開した")
def paper_public(world: World) -> Rows:
    material = paper(world, "public")
    rows = paper_rows(world, material)
    with acting_as(world.sato):
        handouts.publish_material(material, by=world.sato)
    return rows


@scene("資料：封をしたまま（指定の手続はない）")
def paper_sealed(world: World) -> Rows:
    return paper_rows(world, paper(world))


@scene("資料：守秘なしで共有した")
def paper_opened(world: World) -> Rows:
    material = paper(world)
    with acting_as(world.tanaka):
        agreements.open_without_secrecy(material, by=world.tanaka)
    return paper_rows(world, material)


@scene("共有済みの資料：指定を作成中")
def shared_paper_draft(world: World) -> Rows:
    material = paper(world, "council")
    make_designation(world, material, until="draft")
    return paper_rows(world, material)


@scene("共有済みの資料：指定が有効（保持者はニーズ省庁の構成員だけ）")
def shared_paper_in_force(world: World) -> Rows:
    material = paper(world, "council")
    make_designation(world, material, until="in_force", scoped=named(world, "ito"))
    return paper_rows(world, material)


def designated(world: World, until: str, scoped: list[int] | None = None) -> tuple[Material, Designation]:
    material = paper(world)
    return material, make_designation(world, material, until=until, scoped=scoped)


for _until, _words in (
    ("draft", "作成中"),
    ("described", "概要登録済"),
    ("discussing", "協議中"),
    ("consent_open", "同意取得中（1人も回答していない）"),
    ("in_force", "有効（保持者は構成員の全員）"),
):
    scene(f"指定：{_words}")(lambda world, until=_until: paper_rows(world, designated(world, until)[0]))


@scene("指定：同意取得中（1人を除いて全員が同意した）")
def one_missing(world: World) -> Rows:
    material, designation = designated(world, "consent_open")
    for key in VOTERS[:-1]:
        agree(world.people[key], designation)
    return paper_rows(world, material)


@scene("指定：再検討（1人が同意しなかった）")
def refused(world: World) -> Rows:
    material, designation = designated(world, "consent_open")
    agree(world.ito, designation, "refuse")
    return paper_rows(world, material)


@scene("指定：不成立（期限までに同意がそろわなかった）")
def lapsed(world: World) -> Rows:
    material, designation = designated(world, "consent_open")
    agree(world.suzuki, designation)
    rows = paper_rows(world, material)
    at(designation.answer_by)
    with acting_as_system("test"):
        agreements.lapse(designation)
    return rows


@scene("指定：取下げ")
def withdrawn(world: World) -> Rows:
    material, designation = designated(world, "discussing")
    with acting_as(world.tanaka):
        agreements.withdraw(designation, by=world.tanaka, note="理由")
    return paper_rows(world, material)


def narrow(world: World) -> tuple[Material, Designation]:
    return designated(world, "in_force", named(world, "ito", "takahashi", "tanaka"))


@scene("指定：有効（保持者はニーズ省庁・研究代表者・提供者）")
def in_force_narrow(world: World) -> Rows:
    return paper_rows(world, narrow(world)[0])


@scene("指定：有効（研究代表者を保持者から外した）")
def holder_dropped(world: World) -> Rows:
    material, designation = narrow(world)
    with acting_as(world.tanaka):
        agreements.drop_holder(designation, by=world.tanaka, principal=named(world, "takahashi")[0])
    return paper_rows(world, material)


@scene("指定：有効（ニーズ省庁の構成員が退任した後）")
def holder_left(world: World) -> Rows:
    rows = paper_rows(world, narrow(world)[0])
    go(world, "ito")
    return rows


@scene("指定：有効（提供者が退任した後）")
def provider_left(world: World) -> Rows:
    rows = paper_rows(world, narrow(world)[0])
    go(world, "tanaka")
    return rows


def go(world: World, key: str) -> None:
    person, seat = world.people[key], world.seats[key]
    with acting_as(person):
        perform("start_leaving", seat, by=person)
        perform("leave", seat, by=person, returned_note="返却した。")


@scene("指定：有効（候補者が構成員になり、まだ同意していない）")
def joined_unagreed(world: World) -> Rows:
    material, _designation = designated(world, "in_force")
    newcomer(world)
    return paper_rows(world, material)


@scene("指定：有効（候補者が構成員になり、後から同意した）")
def joined_agreed(world: World) -> Rows:
    material, designation = designated(world, "in_force")
    agree(newcomer(world), designation)
    return paper_rows(world, material)


@scene("指定：見直し中")
def under_review(world: World) -> Rows:
    material, designation = narrow(world)
    with acting_as(world.ito):
        agreements.ask_for_review(designation, by=world.ito, comment="見直してほしい。")
    return paper_rows(world, material)


@scene("指定：変更の同意取得中（範囲を広げる提案）")
def change_open(world: World) -> Rows:
    material, designation = narrow(world)
    with acting_as(world.tanaka):
        agreements.reword(
            designation, by=world.tanaka, text=terms(), scoped=[audience.capacity(world.quantum.pk, "member")]
        )
        agreements.open_consent(designation, by=world.tanaka, answer_by=timezone.now() + timedelta(days=7))
    return paper_rows(world, material)


@scene("指定：終了の1マイクロ秒前")
def just_before_the_end(world: World) -> Rows:
    return at_the_end(world, -MICROSECOND)


@scene("指定：終了の瞬間（期間満了）")
def at_the_end(world: World, beside: timedelta = timedelta()) -> Rows:
    material, designation = narrow(world)
    rows = paper_rows(world, material)
    at(DesignationVersion.objects.get(pk=designation.in_force_id).valid_until + beside)
    return rows


@scene("指定：解除した")
def lifted(world: World) -> Rows:
    material, designation = narrow(world)
    with acting_as(world.tanaka):
        agreements.lift(designation, by=world.tanaka, note="公表済み")
    return paper_rows(world, material)


@scene("指定：解除した後に資料を公開した")
def lifted_and_public(world: World) -> Rows:
    material, designation = narrow(world)
    with acting_as(world.tanaka):
        agreements.lift(designation, by=world.tanaka, note="公表済み")
    rows = paper_rows(world, material)
    Material.objects.filter(pk=material.pk).update(disclosure="public")
    with acting_as(world.sato):
        handouts.publish_material(material, by=world.sato)
    return rows
