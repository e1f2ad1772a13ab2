"""Starts and words a vision, keeps what was said of it: acts that make rows besides its state; refuses to decide (R31, R32)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import journal
from confidentiality.differences import SAME, Piece, pieces
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes import catalogue, draft_readers
from programmes.models import (
    CriticalTechnology,
    NarrowingDecision,
    RDVision,
    VisionDeliberation,
    VisionFile,
    VisionInput,
    VisionTechnology,
)
from programmes.rights import is_staff

PREPARING = ("draft", "deliberating", "decided")


def in_force() -> QuerySet[RDVision]:
    """The visions everybody goes by now, one of each number: the second adds to the first."""
    return RDVision.objects.filter(state=RDVision.State.PUBLISHED).order_by("number")


@transaction.atomic
def start_vision(*, by: Person, title: str, reason: str, basis: RDVision | None = None) -> RDVision:
    """A vision of the next number, or with ``basis`` a revision of that one with its technologies and findings."""
    if not is_staff(None, by):
        raise Refused("start_vision")
    with connection.cursor() as cursor:  # two begun at once would both take the same number
        cursor.execute("select pg_advisory_xact_lock(hashtext('programmes.vision numbers'))")
    if basis is not None:
        number = basis.number
        if RDVision.objects.filter(number=number, state__in=PREPARING).exists():
            raise WrongState(_("このビジョンには、作成中の版があります。先に、その版を公表してください。"))
    else:
        number = draft_readers.last_version("vision") + 1
    last = draft_readers.last_version("vision", number)
    copied = (
        "english_title",
        "needs",
        "english_summary",
        "policy_documents",
        "guideline",
        "no_inputs_reason",
    )
    made = draft_readers.new_draft(
        RDVision,
        custodian=by,
        number=number,
        revision=last + 1,
        title=title,
        reason=reason,
        revises=basis,
        **({name: getattr(basis, name) for name in copied} if basis else {}),
    )
    file = VisionFile.objects.create(
        custodian=by, container=made, vision=made, public_title=in_japanese("審議の記録")
    )
    draft_readers.open_as_usual(made, file)
    if basis is not None:
        _copy_parts(basis, made)
        catalogue.carry_links(basis, made, by=by)
    # It belongs to the office, not to whoever typed it.
    Item.objects.filter(pk__in=[made.pk, file.pk]).update(custodian=None)
    journal.record("start_vision", made, basis=str(basis.pk) if basis else "")
    return made


def _copy_parts(basis: RDVision, made: RDVision) -> None:
    for model in (VisionTechnology, VisionInput):
        rows = list(model.objects.filter(item=basis))
        for row in rows:
            row.pk, row.item = model._meta.pk.get_default(), made
            row._state.adding = True
        model.objects.bulk_create(rows)


def _editable(vision: RDVision, by: Person, act: str) -> RDVision:
    if not is_staff(vision, by):
        raise Refused(act)
    lock(vision.pk)
    fresh = RDVision.objects.get(pk=vision.pk)
    if fresh.state not in (RDVision.State.DRAFT, RDVision.State.DELIBERATING):
        raise WrongState(
            _("いまの状態（%(state)s）では、本文を変更できません。") % {"state": fresh.get_state_display()}
        )
    return fresh


@transaction.atomic
def edit_vision(vision: RDVision, *, by: Person, shown: str, **words: Any) -> RDVision:
    """Its words, while they are as they were ``shown``; raises WrongState when somebody saved meanwhile."""
    fresh = _editable(vision, by, "edit_vision")
    if fresh.text_hash != shown:
        raise WrongState(
            _("表示した後に、ほかの方が本文を保存しました。新しい本文を確かめてから、直してください。")
        )
    for name, value in words.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("edit_vision", fresh, fields=sorted(words))
    return fresh


@transaction.atomic
def support(
    vision: RDVision, *, by: Person, technology: CriticalTechnology, name: str = "", statement: str = ""
) -> VisionTechnology:
    """A technology on the list of those supported, resting on its latest choice (R8); the choice may still be open."""
    fresh = _editable(vision, by, "support")
    decision = NarrowingDecision.objects.filter(technology=technology).order_by("-created_at").first()
    if decision is None:
        raise WrongState(_("この技術には、絞込みの検討がありません。先に検討を始めてください。"))
    if decision.outcome == NarrowingDecision.Outcome.NOT_SELECTED:
        raise WrongState(_("この技術は、絞込みで見送りと決定されています。"))
    if fresh.supported.filter(technology=technology).exists():
        raise WrongState(_("この技術は、すでに加えています。"))
    last = fresh.supported.aggregate(n=Max("order"))["n"] or 0
    made = VisionTechnology.objects.create(
        item=fresh,
        order=last + 1,
        technology=technology,
        decision=decision,
        name=name or technology.name,
        statement=statement,
    )
    journal.record("support", made, item=fresh.pk, technology=str(technology.pk))
    return made


@transaction.atomic
def link_input(
    vision: RDVision, *, by: Person, body: str, title: str, used_for: str, link: str = ""
) -> VisionInput:
    """A think tank's finding the vision made use of, and where the report is read if it can be (R32)."""
    fresh = _editable(vision, by, "link_input")
    last = fresh.inputs.aggregate(n=Max("order"))["n"] or 0
    made = VisionInput.objects.create(
        item=fresh, order=last + 1, body=body, title=title, used_for=used_for, link=link
    )
    journal.record("link_input", made, item=fresh.pk)
    return made


@transaction.atomic
def drop_part(part: VisionTechnology | VisionInput, *, by: Person) -> None:
    """Take a technology or a finding off a draft; gone already is gone."""
    fresh = _editable(part.item, by, "drop_part")
    if type(part).objects.filter(pk=part.pk, item=fresh).delete()[0]:
        journal.record("drop_part", fresh, part=part._meta.model_name)


@transaction.atomic
def record_deliberation(
    vision: RDVision, *, by: Person, held_on: date, body: str, text: str, response: str = ""
) -> VisionDeliberation:
    """What プログラム会議 said of the text as it stands; kept with the hash of that text, only while it deliberates."""
    if not is_staff(vision, by):
        raise Refused("record_deliberation")
    lock(vision.pk)
    fresh = RDVision.objects.get(pk=vision.pk)
    if fresh.state != RDVision.State.DELIBERATING:
        raise WrongState(_("審議の記録は、プログラム会議で審議している間だけ加えられます。"))
    made = VisionDeliberation.objects.create(
        item=fresh.file,
        held_on=held_on,
        body=body,
        text=text,
        response=response,
        text_hash=fresh.text_hash,
        recorded_by=by,
    )
    journal.record("record_deliberation", made, item=made.item_id)
    return made


@dataclass(frozen=True)
class Row:
    """One part of a vision before and after: its heading, and both texts cut into what stayed, went and came."""

    heading: Any
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        return all(piece.kind == SAME for piece in (*self.old, *self.new))


def compare(old: RDVision, new: RDVision) -> list[Row]:
    """The two versions side by side: the words, then each technology by the technology itself, in the newer order."""
    names = ("title", "needs", "policy_documents", "english_title", "english_summary")
    rows = [
        _row(RDVision._meta.get_field(name).verbose_name, getattr(old, name), getattr(new, name))
        for name in names
    ]
    before = {t.technology_id: t for t in old.supported.all()}
    for one in new.supported.all():
        was = before.pop(one.technology_id, None)
        rows.append(_row(one.name, _said(was), _said(one)))
    rows += [_row(gone.name, _said(gone), "") for gone in before.values()]
    rows.append(_row(VisionInput._meta.verbose_name, _findings(old), _findings(new)))
    return [row for row in rows if row.old or row.new]


def _row(heading: Any, old: str, new: str) -> Row:
    was, now = pieces(old, new)
    return Row(heading, tuple(was), tuple(now))


def _said(one: VisionTechnology | None) -> str:
    return f"{one.name}\n{one.statement}".strip() if one else ""


def _findings(vision: RDVision) -> str:
    rows: Sequence[VisionInput] = list(vision.inputs.all())
    said = (f"{r.body}「{r.title}」{r.used_for}" + (f"\n{r.link}" if r.link else "") for r in rows)
    return "\n".join(said) or vision.no_inputs_reason
