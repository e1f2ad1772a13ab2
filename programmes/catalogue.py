"""Writes the small registers and the budget lines; refuses to move their states (verbs do)."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal
from confidentiality.acting import database_now
from confidentiality.models import BaseAudience, Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.history import require_unchanged
from programmes.models import (
    BudgetLine,
    CatalogueEntry,
    CatalogueLink,
    CriticalTechnology,
    Fund,
    Guideline,
    PolicyMeasure,
    Project,
    RDConcept,
    RDVision,
    SchemeLink,
)
from programmes.rights import is_staff

# What an entry may be linked to: the address's word, the model, the URL name of its page.
SUBJECTS: dict[str, tuple[Any, str]] = {
    "technology": (CriticalTechnology, "technology"),
    "guideline": (Guideline, "guideline"),
    "vision": (RDVision, "vision"),
    "measure": (PolicyMeasure, "measure"),
    "fund": (Fund, "fund"),
    "concept": (RDConcept, "concept"),
    "project": (Project, "project"),
}


def things(model: Any) -> QuerySet:
    """Things of one kind the reader may read; drafts that were given up are among no others."""
    return model.kept() if hasattr(model, "kept") else model.objects.all()


def name_of(subject: Any) -> str:
    """The words by which a list names a thing the reader may read."""
    for attribute in ("name", "title", "text"):
        if text := getattr(subject, attribute, ""):
            return f"{text[:80]}…" if len(text) > 80 else text
    return subject.public_title


def _hand_over(made: Item) -> None:
    """It belongs to the programme, not to whoever typed it."""
    audience.open_to(made, audience.office("programme_staff"))
    Item.objects.filter(pk=made.pk).update(custodian=None)
    made.custodian = None


@transaction.atomic
def add_entry(register: str, *, by: Person, key: UUID | None = None, **fields: Any) -> CatalogueEntry:
    """An entry, the office's until it is published; the same ``key`` twice is one. Raises WrongState for a used number."""
    if not is_staff(None, by):
        raise Refused("add_entry")
    if key is not None and (found := CatalogueEntry.objects.filter(pk=key).first()):
        return found
    title = in_japanese(str(CatalogueEntry.Register(register).label))
    try:
        with transaction.atomic():
            made = CatalogueEntry.objects.create(
                register=register, custodian=by, public_title=title, **fields, **({"id": key} if key else {})
            )
    except IntegrityError as taken:
        raise _taken(taken) from taken
    _hand_over(made)
    journal.record("add_entry", made, register=register)
    return made


def _taken(error: IntegrityError) -> Exception:
    if "numbered_once" in str(error):
        return WrongState(_("この番号は、すでに使われています。"))
    return error


@transaction.atomic
def edit_entry(
    entry: CatalogueEntry, *, by: Person, shown: int | None = None, **fields: Any
) -> CatalogueEntry:
    """Correct one that is not public at the moment; every earlier state is kept."""
    if not is_staff(entry, by):
        raise Refused("edit_entry")
    lock(entry.pk)
    fresh = CatalogueEntry.objects.get(pk=entry.pk)
    if fresh.is_public:
        raise WrongState(_("公開している間は変更できません。掲載を取り下げてから直してください。"))
    require_unchanged(fresh, shown)
    for name, value in fields.items():
        setattr(fresh, name, value)
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError as taken:
        raise _taken(taken) from taken
    journal.record("edit_entry", fresh)
    return fresh


@transaction.atomic
def note_entry(entry: CatalogueEntry, *, by: Person, text: str) -> None:
    """A line of what was done about it: support for a standard, talks about an ask (R12, R19)."""
    if not is_staff(entry, by):
        raise Refused("note_entry")
    lock(entry.pk)
    entry.note(by, text)
    journal.record("note_entry", entry)


@transaction.atomic
def link_entry(entry: CatalogueEntry, *, by: Person, subject: Item, how: str = "") -> CatalogueLink:
    """Something of the programme rests on it, or was changed by it (R15, R22)."""
    if not is_staff(entry, by):
        raise Refused("link_entry")
    if entry.register == CatalogueEntry.Register.SCHEME and isinstance(subject, Project):
        raise WrongState(_("課題と制度・事業は、課題のページの「関連する制度」で結び付けます。"))
    lock(entry.pk)
    if CatalogueLink.objects.filter(item=entry, subject_id=subject.pk, valid_until__isnull=True).exists():
        raise WrongState(_("すでに結び付けられています。"))
    made = CatalogueLink.objects.create(item=entry, subject_id=subject.pk, how=how, linked_by=by)
    journal.record("link_entry", entry, thing=str(subject.pk))
    return made


@transaction.atomic
def unlink_entry(entry: CatalogueEntry, link: CatalogueLink, *, by: Person) -> None:
    if not is_staff(entry, by):
        raise Refused("unlink_entry")
    lock(entry.pk)
    if not CatalogueLink.objects.filter(pk=link.pk, item=entry, valid_until__isnull=True).update(
        valid_until=database_now()
    ):
        raise WrongState(_("すでに外されています。"))
    journal.record("unlink_entry", entry, thing=str(link.subject_id))


def linked_things(entry: CatalogueEntry) -> list[tuple[CatalogueLink, str, Any]]:
    """[(link, the address's word, the thing)] as far as this reader may read both; one query a kind that occurs."""
    links = list(
        CatalogueLink.objects.filter(item=entry, valid_until__isnull=True).order_by("valid_from", "pk")
    )
    kinds = dict(Item.objects.filter(pk__in=[x.subject_id for x in links]).values_list("pk", "kind"))
    found: dict[Any, tuple[str, Any]] = {}
    for word, (model, _page) in SUBJECTS.items():
        wanted = [pk for pk, kind in kinds.items() if kind == model._meta.label_lower]
        found |= {pk: (word, row) for pk, row in things(model).in_bulk(wanted).items()} if wanted else {}
    return [(x, *found[x.subject_id]) for x in links if x.subject_id in found]


def projects_of(entry: CatalogueEntry) -> QuerySet[SchemeLink]:
    """How projects the reader may see say they stand to this scheme, by their number (R48)."""
    rows = SchemeLink.objects.filter(entry=entry, ended_at__isnull=True)
    return rows.select_related("project").order_by("project__code", "created_at", "id")


def is_shared(entry: CatalogueEntry) -> bool:
    """Others than the office read it."""
    live = BaseAudience.objects.filter(item=entry, valid_until__isnull=True)
    return live.exclude(principal_id=audience.office("programme_staff")).exists()


def carry_links(was: Item, now: Item, *, by: Person) -> None:
    """A further version of the same thing rests on what the one before rested on, until somebody says otherwise."""
    for link in CatalogueLink.objects.filter(subject_id=was.pk, valid_until__isnull=True):
        CatalogueLink.objects.create(item_id=link.item_id, subject_id=now.pk, how=link.how, linked_by=by)


def entries_linked_to(subject: Item) -> list[CatalogueEntry]:
    """The entries that name this thing and that the reader may read; one query."""
    return list(
        CatalogueEntry.objects.filter(
            links__subject_id=subject.pk, links__valid_until__isnull=True
        ).distinct()
    )


@transaction.atomic
def add_budget_line(*, by: Person, key: UUID | None = None, **fields: Any) -> BudgetLine:
    """A sum of one budget act, the office's until it is published; the same ``key`` twice is one."""
    if not is_staff(None, by):
        raise Refused("add_budget_line")
    if key is not None and (found := BudgetLine.objects.filter(pk=key).first()):
        return found
    made = BudgetLine.objects.create(
        custodian=by, public_title=in_japanese("予算の要求と措置"), **fields, **({"id": key} if key else {})
    )
    _hand_over(made)
    journal.record("add_budget_line", made, amount=made.amount)
    return made


@transaction.atomic
def edit_budget_line(line: BudgetLine, *, by: Person, shown: int | None = None, **fields: Any) -> BudgetLine:
    if not is_staff(line, by):
        raise Refused("edit_budget_line")
    lock(line.pk)
    fresh = BudgetLine.objects.get(pk=line.pk)
    if fresh.state != BudgetLine.State.DRAFT:
        raise WrongState(_("公開している間は変更できません。掲載を取り下げてから直してください。"))
    require_unchanged(fresh, shown)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("edit_budget_line", fresh, amount=fresh.amount)
    return fresh
