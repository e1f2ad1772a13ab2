"""Papers brought in, replaced and handed out; refuses to show anybody more of a paper than its own rules do."""

import io
import math
import secrets
from typing import Any

import pikepdf
from django.db import IntegrityError, connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import audience, files, journal, outbox
from confidentiality.models import BaseAudience, Designation, Item
from confidentiality.verbs import Refused, WrongState, lock
from councils.models import AgendaItem, Council, Handout, Material, MaterialVersion, Meeting, Reading
from councils.rights import inside, manages, provides

CHARACTERS_A_MINUTE, MINUTES_A_PAGE = 500, 1.5
Disclosure = Material.Disclosure
LIVE = [s for s in Designation.State if s not in ("lapsed", "withdrawn", "lifted", "expired")]


def _require(condition: bool, act: str) -> None:
    if not condition:
        raise Refused(act)


def reading_minutes(characters: int, pages: int | None) -> int:
    """How long a version takes to read: 500 characters a minute, or a minute and a half for a page we cannot read."""
    if characters:
        return max(1, math.ceil(characters / CHARACTERS_A_MINUTE))
    return max(1, math.ceil((pages or 1) * MINUTES_A_PAGE))


# Bringing in and replacing --------------------------------------------------------------------------


@transaction.atomic
def add_material(
    council: Council, *, by: Person, text: str = "", checked: files.Checked | None = None, **fields: Any
) -> Material:
    """A new paper by a member, open to whom its class says; a sealed one to its provider alone (R85, R107).

    ``fields``: title, public_title, disclosure, source_body, is_basic_research, is_oral.
    Raises Refused to anybody but a member, WrongState for a council that is not set up.
    """
    _require(inside(council, by), "add_material")
    if council.state != Council.State.ACTIVE:
        raise WrongState(_("協議会が設置済みではないため、資料を登録できません。"))
    sealed = fields["disclosure"] == Disclosure.SEALED
    material = Material.objects.create(
        council=council, container=council, custodian=by, is_born_sealed=sealed, **fields
    )
    _write_version(material, 1, by, text, checked)
    if fields["disclosure"] == Disclosure.SECRETARIAT:
        audience.open_to(material, audience.capacity(council.pk, "secretariat"))
    elif not sealed:
        audience.open_to(material, audience.council(council.pk))
    journal.record("add_material", material, disclosure=fields["disclosure"])
    return material


def _write_version(
    material: Material, number: int, by: Person, text: str, checked: files.Checked | None, note: str = ""
) -> MaterialVersion:
    if not text and checked and checked.content_type.startswith("text/plain"):
        text = _typed(checked.data)
    stored = files.keep(checked, material, by) if checked else None
    return MaterialVersion.objects.create(
        item=material,
        number=number,
        change_note=note,
        text=text,
        file=stored,
        created_by=by,
        pages=_pages(checked),
    )


def _typed(data: bytes) -> str:
    """A text file's words, so that it can be read as a page; empty when its encoding is none we know."""
    for encoding in ("utf-8-sig", "cp932", "euc_jp"):
        try:
            return data.decode(encoding).replace("\r\n", "\n")
        except UnicodeDecodeError:
            continue
    return ""


def _pages(checked: files.Checked | None) -> int | None:
    if checked is None or checked.content_type != "application/pdf":
        return None
    with pikepdf.open(io.BytesIO(checked.data)) as pdf:
        return len(pdf.pages)


@transaction.atomic
def replace_version(
    material: Material, *, by: Person, change_note: str, text: str = "", checked: files.Checked | None = None
) -> MaterialVersion:
    """A newer version by the provider or the secretariat, with what changed in a sentence; earlier ones stay."""
    _require(provides(material, by) or manages(material, by), "replace_version")
    lock(material.pk)
    if not change_note.strip():
        raise WrongState(_("前の版からの変更点を書いてください。"))
    last = material.versions.aggregate(n=Max("number"))["n"] or 0
    version = _write_version(material, last + 1, by, text, checked, change_note)
    journal.record("replace_version", material, number=version.number)
    outbox.enqueue("material.replaced", material, number=version.number)
    return version


@transaction.atomic
def publish_material(material: Material, *, by: Person) -> None:
    """Open a paper its provider brought in as public to everybody. Raises WrongState while any secrecy holds."""
    _require(manages(material, by), "publish_material")
    lock(material.pk)
    material = Material.objects.get(pk=material.pk)
    if material.disclosure != Disclosure.PUBLIC:
        raise WrongState(_("公開の区分が「公開」ではない資料は、公開できません。"))
    if material.is_sealed or Designation.objects.filter(item_id=material.pk, state__in=LIVE).exists():
        raise WrongState(_("守秘の指定または手続があるため、公開できません。"))
    audience.open_to(material, audience.EVERYBODY)
    journal.record("publish_material", material)


def finish_reading(material: Material, *, by: Person) -> None:
    """The reader's own mark on the version they have before them; twice is once."""
    version = material.latest
    if version is not None:
        Reading.objects.get_or_create(person=by, version=version, defaults={"item_id": material.pk})


# Handing out ----------------------------------------------------------------------------------------

HANDING = (Meeting.State.PLANNED, Meeting.State.ANNOUNCED, Meeting.State.HELD, Meeting.State.RECORDED)


def may_hand_out(meeting: Meeting, person: Person) -> bool:
    """The secretariat until the meeting is complete; every member until it is held."""
    if meeting.state not in HANDING:
        return False
    return manages(meeting, person) or (inside(meeting, person) and meeting.state == Meeting.State.ANNOUNCED)


@transaction.atomic
def hand_out(
    meeting: Meeting, item: Item, *, by: Person, agenda_item: AgendaItem | None = None, label: str = ""
) -> Handout:
    """Give a paper its place and number in a meeting; who may read it does not change (R85, R90).

    The secretariat's papers get the next number. What not every member may know of, and what a member brings,
    is numbered apart or later, so that everybody counts the same papers.
    """
    _require(inside(meeting, by), "hand_out")
    lock(meeting.pk)
    meeting = Meeting.objects.get(pk=meeting.pk)
    _require(may_hand_out(meeting, by), "hand_out")
    if Handout.objects.filter(meeting=meeting, item_id=item.item_id).exists():
        raise WrongState(_("この資料は、すでにこの会合に配付されています。"))
    try:
        with transaction.atomic():
            made = Handout.objects.create(
                item_id=item.item_id,
                meeting=meeting,
                agenda_item=agenda_item,
                label=label,
                number=_number(meeting, item, by),
            )
            _settle_numbers()
    except IntegrityError as taken:
        raise WrongState(_("資料番号が重なりました。画面を開き直してください。")) from taken
    journal.record("hand_out", meeting, handout=str(made.pk), number=made.number)
    if meeting.announced_at:
        outbox.enqueue("material.handed_out", meeting, handout=str(made.pk))
    return made


def _settle_numbers() -> None:
    """Judge the deferred uniqueness now, where an answer can still be given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "set constraints handout_numbered immediate; set constraints handout_numbered deferred"
        )


def _number(meeting: Meeting, item: Item, by: Person) -> int:
    shared = [audience.council(meeting.council_id), audience.EVERYBODY, audience.SIGNED_IN]
    known_to_all = BaseAudience.objects.filter(
        item_id=item.item_id, principal_id__in=shared, valid_until=None
    ).exists()
    if manages(meeting, by) and known_to_all:
        return _next(meeting, 0, Handout.APART)
    if Material.objects.filter(pk=item.item_id, disclosure=Disclosure.SECRETARIAT).exists():
        return _next(meeting, Handout.APART - 1, Handout.PENDING)
    return Handout.PENDING + secrets.randbelow(
        1_000_000_000
    )  # rows of others may be hidden: no counting here


def _next(meeting: Meeting, above: int, below: int) -> int:
    last = meeting.handouts.filter(number__gt=above, number__lt=below).aggregate(n=Max("number"))["n"]
    return (last or above) + 1


def renumbered(meeting: Meeting) -> list[tuple[Handout, int]]:
    """The papers all members count, in the order of the agenda, each with the number it would get."""
    rows = meeting.handouts.exclude(number__gte=Handout.APART, number__lt=Handout.PENDING).select_related(
        "agenda_item", "item"
    )
    shared = {audience.council(meeting.council_id), audience.EVERYBODY, audience.SIGNED_IN}
    known = set(
        BaseAudience.objects.filter(
            item__in=[r.item_id for r in rows], principal_id__in=shared, valid_until=None
        ).values_list("item_id", flat=True)
    )
    late = 10_000
    ordered = sorted(
        (r for r in rows if r.item_id in known),
        key=lambda r: (r.agenda_item.number if r.agenda_item else late, r.number),
    )
    return list(zip(ordered, range(1, len(ordered) + 1), strict=True))


@transaction.atomic
def renumber(meeting: Meeting, *, by: Person) -> int:
    """Number the papers in the order of the agenda; labels given by hand stay. Returns how many changed."""
    _require(manages(meeting, by), "renumber")
    lock(meeting.pk)
    meeting = Meeting.objects.get(pk=meeting.pk)
    _require(may_hand_out(meeting, by), "renumber")
    changed = 0
    for row, number in renumbered(meeting):
        if row.number != number:
            label = Handout.usual_label(number) if row.label == Handout.usual_label(row.number) else row.label
            Handout.objects.filter(pk=row.pk).update(number=number, label=label)
            changed += 1
    try:
        with transaction.atomic():
            _settle_numbers()
    except IntegrityError as taken:
        raise WrongState(_("資料番号が重なりました。画面を開き直してください。")) from taken
    journal.record("renumber", meeting, changed=changed)
    return changed


@transaction.atomic
def edit_handout(handout: Handout, *, by: Person, agenda_item: AgendaItem | None, label: str) -> None:
    _require(manages(handout, by), "edit_handout")
    lock(handout.meeting_id)
    Handout.objects.filter(pk=handout.pk).update(
        agenda_item=agenda_item, label=label or Handout.usual_label(handout.number)
    )
    journal.record("edit_handout", handout.meeting, handout=str(handout.pk))


def may_remove(handout: Handout, person: Person) -> bool:
    """The secretariat; the provider while the paper has no number yet."""
    if handout.meeting.state not in HANDING:
        return False
    return manages(handout, person) or (handout.number >= Handout.PENDING and provides(handout, person))


@transaction.atomic
def take_back(handout: Handout, *, by: Person) -> None:
    """Take a paper off the meeting; the paper itself and its rules stay."""
    _require(may_remove(handout, by), "take_back")
    lock(handout.meeting_id)
    journal.record("take_back", handout.meeting, handout=str(handout.pk), material=str(handout.item_id))
    handout.delete()
