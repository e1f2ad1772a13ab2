"""Who reads a draft of the guideline or of a vision: the usual readers, or people named one by one; decides no text (4.2, 4.3).

Usually a draft is read by the office, the records office and the agencies of the funds, and auditors know that it exists.
While it is written the office can limit it to named people: then only they have its content, and the others keep the
content-free title. The file of what was said of it, with names of those who said it, is for the named of the office alone.
A name is a dated function at the draft, so that taking somebody off changes one row. Two of the named belong to the office
at any time: a draft is never lost with one person. What is put to the public or decided is read as usual again; the
database refuses it before.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, connection, models, transaction
from django.utils.translation import gettext as _

from accounts.models import Office, Person
from confidentiality import audience, journal, outbox
from confidentiality.acting import database_now, renew
from confidentiality.guards import CONTENT, TITLE
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import Assignment, Guideline, RDVision, ReasonedStep
from programmes.rights import is_staff
from programmes.standing import any_agency, role

WRITER, READER = Assignment.Role.DRAFT_WRITER, Assignment.Role.DRAFT_READER
NAMES = (WRITER, READER)
LEAST = 2  # of the office among the named
NAMED = {Guideline: "guideline.reader_named", RDVision: "vision.reader_named"}
STEPS = ("narrow_readers", "widen_readers")
Draft = Guideline | RDVision
WRITTEN = {
    Guideline: (Guideline.State.DRAFT, Guideline.State.EXPERT_REVIEW),
    RDVision: (RDVision.State.DRAFT, RDVision.State.DELIBERATING),
}


def open_as_usual(draft: Draft, file: Item) -> None:
    """Give a draft and its file the readers of 4.3."""
    for item, who, depth in _usual(draft, file):
        audience.open_to(item, who, depth=depth)


def _usual(draft: Draft, file: Item) -> list[tuple[Item, int, int]]:
    staff, records, auditor = map(audience.office, ("programme_staff", "records_officer", "auditor"))
    if draft.state == RDVision.State.DISCARDED:  # given up: the office's alone
        return [(draft, staff, CONTENT), (file, staff, CONTENT)]
    found = [
        (draft, staff, CONTENT),
        (draft, records, CONTENT),
        (draft, any_agency(), CONTENT),
        (draft, auditor, TITLE),
        (file, staff, CONTENT),
    ]
    if isinstance(draft, RDVision):
        found += [(file, records, CONTENT), (file, auditor, TITLE)]
    return found


def _narrow(draft: Draft) -> list[tuple[Item, int]]:
    writers = role(draft.pk, WRITER)
    return [(draft, writers), (draft, role(draft.pk, READER)), (draft.file, writers)]


def new_draft(model: type[Draft], **fields: Any) -> Draft:
    """The row of a new draft. Raises WrongState where there is one already, be it one the reader may not read."""
    try:
        with transaction.atomic():
            return model.objects.create(**fields)
    except IntegrityError as taken:
        raise WrongState(
            _(
                "作成中の版があります。閲覧者を限定しているため、表示されないことがあります。先に、その版を公表するか取り下げてください。"
            )
        ) from taken


def last_version(document: str, number: int | None = None) -> int:
    """The last number of guidelines or visions, or the last revision of one number; 0 when there is none."""
    with connection.cursor() as cursor:
        cursor.execute("select app.last_version(%s, %s)", [document, number])
        return cursor.fetchone()[0] or 0


def hidden_drafts(model: type[Draft]) -> int:
    """How many things of this kind the reader knows of and may not read; by the database's answer to both."""
    titles = Item.objects.filter(kind=model._meta.label_lower)
    return titles.exclude(pk__in=model.objects.values("pk")).count()


def is_prepared() -> bool:
    """Whether a guideline is being prepared, one the reader may not read among them; for the office."""
    with connection.cursor() as cursor:
        cursor.execute("select app.guideline_is_prepared()")
        return cursor.fetchone()[0]


def is_written(draft: Draft) -> bool:
    return draft.state in WRITTEN[type(draft)]


def require_written(draft: Draft) -> None:
    """Raises WrongState when it is too late to limit who reads it."""
    if not is_written(draft):
        state = draft.get_state_display()
        raise WrongState(_("いまの状態（%(state)s）では、閲覧者を限定できません。") % {"state": state})


def readers(draft: Draft) -> list[Assignment]:
    """Who is named now, by reading; nobody while it is read as usual."""
    found = _named(draft).select_related("person", "organisation")
    return list(found.order_by("person__family_kana", "person__given_kana"))


def away(named: Iterable[Assignment]) -> set[Any]:
    """Whoever was named for the office and has left it: they read nothing until they are back (ids of people)."""
    writers = {one.person_id for one in named if one.role == WRITER}
    return writers - _of_the_office(writers)


def _named(draft: Draft) -> models.QuerySet:
    return Assignment.objects.filter(item_id=draft.pk, role__in=NAMES, valid_until__isnull=True)


def is_narrowed(draft: Draft) -> bool:
    return draft.state in draft.MAY_BE_LIMITED and _named(draft).exists()


def require_usual_readers(draft: Draft) -> None:
    """Raises WrongState while the draft is limited to named people."""
    if is_narrowed(draft):
        raise WrongState(_("閲覧者を限定しています。先に、限定を解いてください。"))


@transaction.atomic
def narrow_readers(draft: Draft, *, by: Person, people: Sequence[Person], reason: str) -> None:
    """From this instant the named people alone read the draft and its file; who narrows it is among them.

    Raises WrongState without a reason, without two of the office, or when it is limited already.
    """
    fresh = _written(draft, by, "narrow_readers")
    if is_narrowed(fresh):
        raise WrongState(_("閲覧者は、すでに限定しています。"))
    named = list({person.pk: person for person in (by, *people)}.values())
    _require_enough(person.pk for person in named)
    _note(fresh, by, "narrow_readers", reason)
    for person in named:
        _name(fresh, by, person)
    renew()  # the one who narrows reads it by name from here on
    for item, who in _narrow(fresh):
        audience.open_to(item, who)
    for item, who, depth in _usual(fresh, fresh.file):
        if depth == CONTENT:
            audience.close_to(item, who)
            audience.open_to(item, who, depth=TITLE)
    journal.record("narrow_readers", fresh, people=[str(person.pk) for person in named])


@transaction.atomic
def name_draft_reader(draft: Draft, *, by: Person, person: Person) -> Assignment:
    """One more who reads it."""
    fresh = _written(draft, by, "name_draft_reader")
    if not is_narrowed(fresh):
        raise WrongState(_("閲覧者を限定していません。"))
    if held := _named(fresh).filter(person=person).first():
        if held.role == WRITER or not _of_the_office([person.pk]):
            raise WrongState(_("この方は、すでに閲覧者です。"))
        _end(held)  # has joined the office since
    made = _name(fresh, by, person)
    journal.record("name_draft_reader", made, item=fresh.pk, person=str(person.pk))
    return made


@transaction.atomic
def end_draft_reader(draft: Draft, named: Assignment, *, by: Person) -> None:
    """Shut to one of the named at this instant, by the office or by themself; two of the office stay."""
    if not (is_staff(draft, by) or named.person_id == by.pk):
        raise Refused("end_draft_reader")
    lock(draft.pk)
    if named.role == WRITER:
        _require_enough(one.person_id for one in readers(draft) if one.role == WRITER and one.pk != named.pk)
    if not _end(named):
        raise WrongState(_("この方は、すでに閲覧者ではありません。"))
    journal.record("end_draft_reader", named, item=draft.pk, person=str(named.person_id))
    if named.person_id == by.pk:
        renew()


@transaction.atomic
def widen_readers(draft: Draft, *, by: Person, reason: str) -> None:
    """Read as usual again from this instant; names and reasons stay on record."""
    fresh = _written(draft, by, "widen_readers", anyway=True)
    if not is_narrowed(fresh):
        raise WrongState(_("閲覧者を限定していません。"))
    _note(fresh, by, "widen_readers", reason)
    for item, who, depth in _usual(fresh, fresh.file):
        if depth == CONTENT:
            audience.close_to(item, who)
            audience.open_to(item, who)
    for item, who in _narrow(fresh):
        audience.close_to(item, who)
    _named(fresh).update(valid_until=database_now())
    renew()
    journal.record("widen_readers", fresh)


def steps(draft: Draft) -> list[ReasonedStep]:
    """When and why it was limited and opened again, the newest first."""
    found = ReasonedStep.objects.filter(item_id=draft.file.pk, verb__in=STEPS)
    return list(found.select_related("taken_by"))


def _written(draft: Draft, by: Person, act: str, *, anyway: bool = False) -> Draft:
    if not is_staff(draft, by):
        raise Refused(act)
    lock(draft.pk)
    fresh = type(draft).objects.get(pk=draft.pk)
    if not anyway:
        require_written(fresh)
    return fresh


def _name(draft: Draft, by: Person, person: Person) -> Assignment:
    affiliation = person.affiliation_on(database_now())
    made = Assignment.objects.create(
        item_id=draft.pk,
        person=person,
        role=WRITER if _of_the_office([person.pk]) else READER,
        organisation=affiliation.organisation if affiliation else None,
        assigned_by=by,
    )
    if person.pk != by.pk:
        outbox.enqueue(NAMED[type(draft)], made)
    return made


def _end(named: Assignment) -> int:
    live = Assignment.objects.filter(pk=named.pk, valid_until__isnull=True)
    return live.update(valid_until=database_now())


def _note(draft: Draft, by: Person, step: str, reason: str) -> None:
    if not reason.strip():
        raise WrongState(_("理由を記入してください。"))
    ReasonedStep.objects.create(item=draft.file, verb=step, reason=reason, taken_by=by)


def _of_the_office(people: Iterable[Any]) -> set[Any]:
    held = Office.objects.filter(Office.valid_on(database_now()), kind=Office.Kind.PROGRAMME_STAFF)
    return set(held.filter(person_id__in=list(people)).values_list("person_id", flat=True))


def too_few(people: Iterable[Any]) -> Any:
    """Why these (ids of people) are too few to be left alone with a draft, as a sentence; empty when they are enough."""
    if len(_of_the_office(people)) >= LEAST:
        return ""
    return _(
        "府省庁の事業担当を、%(n)s人以上閲覧者にしてください。1人だけでは、案を失うおそれがあります。"
    ) % {"n": LEAST}


def _require_enough(people: Iterable[Any]) -> None:
    if why := too_few(people):
        raise WrongState(why)
