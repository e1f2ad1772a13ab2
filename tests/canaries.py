"""A world in which every protected field carries a token of its own, and the way to ask who may meet it."""

import io
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from confidentiality import audience, files
from confidentiality.acting import acting_as
from confidentiality.models import Item
from councils.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Decision,
    Handout,
    Material,
    MaterialVersion,
    Meeting,
    MinutesRecord,
    MinutesSummary,
    Post,
    Remark,
    RemarkSpeaker,
    SpeakerSheet,
    SupportAction,
)
from tests.cast import World, make_designation

STATES = ("draft", "described", "discussing", "consent_open", "in_force")


@dataclass
class Canaries:
    """Token → the item it hangs off, and the depth at which a reader may meet it."""

    tokens: dict[str, tuple[uuid.UUID, int]] = field(default_factory=dict)
    speakers: dict[str, tuple[uuid.UUID, uuid.UUID]] = field(
        default_factory=dict
    )  # token → (sheet, own person)
    rows: dict[str, tuple[Any, Any]] = field(
        default_factory=dict
    )  # token → (model, key) the database is asked for

    def pattern(self) -> re.Pattern[str]:
        return re.compile("(?:CANARY|TITLE|SPEAKER)[0-9a-f]{12}")

    def about(self, tokens: set[str]) -> list[str]:
        """For a failing test: what was met."""
        kinds = dict(Item.objects.values_list("pk", "kind"))
        return [
            str(self.rows[t])
            if t in self.rows
            else f"{kinds.get((self.tokens.get(t) or self.speakers.get(t, [None]))[0])}"
            for t in sorted(tokens)
        ]

    def content(self, item: Item) -> str:
        return self._new(item, 2)

    def title(self, item_id: uuid.UUID) -> str:
        token = f"TITLE{uuid.uuid4().hex[:12]}"
        self.tokens[token] = (item_id, 1)
        return token

    def _new(self, item: Item, depth: int) -> str:
        token = f"CANARY{uuid.uuid4().hex[:12]}"
        self.tokens[token] = (item.pk, depth)
        return token

    def speaker(self, sheet: Item, person: Any) -> str:
        token = f"SPEAKER{uuid.uuid4().hex[:12]}"
        self.speakers[token] = (sheet.pk, person.pk if person else None)
        return token


def make_canary_material(
    world: World, canaries: Canaries, council: Any, by: Any, *, sealed: bool
) -> Material:
    item_id = uuid.uuid4()
    with acting_as(by):
        material = Material.objects.create(
            id=item_id,
            council=council,
            container=council,
            custodian=by,
            title="x",
            public_title=canaries.title(item_id),
            is_born_sealed=sealed,
            disclosure="sealed" if sealed else "council",
        )
        material.title = canaries.content(material)
        material.save()
        if not sealed:
            audience.open_to(material, audience.council(council.pk))
        name, text = canaries.content(material), canaries.content(material)
        stored = files.keep(files.check(SimpleUploadedFile(f"{name}.txt", text.encode())), material, by)
        MaterialVersion.objects.create(
            item=material,
            number=1,
            text=canaries.content(material),
            change_note=canaries.content(material),
            file=stored,
            created_by=by,
        )
        Post.objects.create(item_id=material.pk, council=council, author=by, text=canaries.content(material))
    return material


def plant(world: World) -> Canaries:
    """Materials in every state of the life cycle, two meetings with minutes, room talk and follow-up; all with tokens."""
    canaries = Canaries()
    make_canary_material(world, canaries, world.quantum, world.tanaka, sealed=False)
    make_canary_material(world, canaries, world.ocean, world.kato, sealed=False)
    for until in STATES:
        material = make_canary_material(world, canaries, world.quantum, world.tanaka, sealed=True)
        make_designation(
            world, material, until=until, title=material.public_title, subject=canaries.title(material.pk)
        )
    narrow = make_canary_material(world, canaries, world.quantum, world.ito, sealed=True)
    make_designation(
        world,
        narrow,
        until="in_force",
        title=narrow.public_title,
        scoped=[audience.membership(world.seats["ito"].pk), audience.membership(world.seats["tanaka"].pk)],
    )
    for council, secretary in ((world.quantum, world.sato), (world.ocean, world.kobayashi)):
        meeting = make_meeting(
            world, canaries, council, secretary, narrow if council == world.quantum else None
        )
        with acting_as(secretary):
            room = council.room
            Post.objects.create(
                item_id=room.pk, council=council, author=secretary, text=canaries.content(room)
            )
            decision = Decision.objects.create(
                item_id=meeting.pk, council=council, meeting=meeting, number=1, text=canaries.content(meeting)
            )
            ActionItem.objects.create(
                item_id=meeting.pk,
                council=council,
                meeting=meeting,
                decision=decision,
                text=canaries.content(meeting),
                owner=council.memberships.exclude(capacity="secretariat").filter(state="active").first(),
                due_on=timezone.now().date(),
            )
            SupportAction.objects.create(
                item_id=room.pk,
                council=council,
                support_kind="staff",
                text=canaries.content(room),
                provider=world.organisations["ministry"],
                requested_by=secretary,
            )
    return canaries


def make_meeting(
    world: World, canaries: Canaries, council: Any, secretary: Any, material: Material | None
) -> Meeting:
    with acting_as(secretary):
        meeting = Meeting.objects.create(
            council=council,
            container=council,
            custodian=secretary,
            number=1,
            starts_at=timezone.now(),
            ends_at=timezone.now() + timezone.timedelta(hours=2),
            place="x",
        )
        meeting.place, meeting.joining_note = canaries.content(meeting), canaries.content(meeting)
        meeting.save()
        audience.open_to(meeting, audience.council(council.pk))
        AgendaItem.objects.create(item=meeting, number=1, title=canaries.content(meeting), topic=1)
        if material:
            Handout.objects.create(meeting=meeting, item_id=material.pk, number=1)
        sheet_meeting = [
            Attendance.objects.create(item=meeting, membership=m, name=m.person.name, is_present=True)
            for m in council.memberships.filter(state="active")
        ]
        record = MinutesRecord.objects.create(
            council=council,
            container=council,
            custodian=secretary,
            meeting=meeting,
            public_title="議事の記録",
        )
        sheet = SpeakerSheet.objects.create(
            record=record,
            council=council,
            container=council,
            custodian=secretary,
            public_title="発言者の控え",
        )
        for part in ("secretariat", "chair"):
            audience.open_to(record, audience.capacity(council.pk, part))
            audience.open_to(sheet, audience.capacity(council.pk, part))
        for order, attendance in enumerate(sheet_meeting):
            remark = Remark.objects.create(
                item=record, order=order, topic=canaries.content(record), text=canaries.content(record)
            )
            person = attendance.membership.person
            RemarkSpeaker.objects.create(
                item=sheet,
                remark=remark,
                attendance=attendance,
                person=person,
                name=canaries.speaker(sheet, person),
            )
        summary = MinutesSummary.objects.create(
            council=council,
            container=council,
            custodian=secretary,
            meeting=meeting,
            number=1,
            held_on=timezone.now().date(),
            public_title="議事要旨",
        )
        summary.printed = {
            "title": canaries.content(summary),
            "sections": [
                {"heading": "（１）意見交換", "paragraphs": [canaries.content(summary)], "topics": []}
            ],
        }
        summary.save()
        audience.open_to(summary, audience.capacity(council.pk, "secretariat"))
    return meeting


def readable(content: bytes, content_type: str) -> str:
    """Everything a reader could find in an answer: text of pages, files, PDFs and archives."""
    if "pdf" in content_type or content.startswith(b"%PDF"):
        import pypdf

        reader = pypdf.PdfReader(io.BytesIO(content))
        return "\n".join(p.extract_text() for p in reader.pages) + str(reader.metadata)
    if content.startswith(b"PK"):
        import zipfile

        archive = zipfile.ZipFile(io.BytesIO(content))
        return "\n".join(archive.read(n).decode(errors="ignore") for n in archive.namelist())
    return content.decode(errors="ignore")
