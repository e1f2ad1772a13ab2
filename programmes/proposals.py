"""Acts of a proposal's people: start, write, hand in files, invite, end; each all or nothing. Refuses to send (see below).

Who may write a part is the database's answer (``app.may_edit_section``); this module asks it and says so in words.
Sending, opening again and taking back are in ``proposal_sending``; declarations and approval in ``proposal_consents``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, Person
from accounts.phrasing import in_japanese
from confidentiality import audience, files, journal, outbox
from confidentiality.acting import database_now, renew
from confidentiality.guards import CONTENT
from confidentiality.models import BaseAudience, Item
from confidentiality.verbs import Gone, Refused, WrongState, lock
from programmes.models import (
    Assignment,
    Call,
    Proposal,
    ProposalFile,
    ProposalSection,
    SectionRight,
    SectionVersion,
)
from programmes.standing import CO_APPLICANT, INSTITUTION, REPRESENTATIVE, represents, role

Part = ProposalSection.Part
MOST_FILES = 10  # of one part
PIECE = gettext_lazy("提案書の部分")
# What every form has besides the parts the call asks for: key, part, title, only the representative writes it.
FRAME = (
    ("basics", Part.BASICS, gettext_lazy("基本情報"), True),
    ("people", Part.PEOPLE, gettext_lazy("参加者"), False),
    ("budget", Part.BUDGET, gettext_lazy("経費"), False),
)


@dataclass(frozen=True)
class Clash(Exception):
    """Somebody saved this part after the writer had opened it: both texts, none of them lost."""

    section: ProposalSection
    typed: dict[str, Any]


def open_all(items: Sequence[Item], principals: Sequence[int], depth: int = CONTENT) -> None:
    """Give these principals all of these new items from this instant on, in one statement."""
    now = database_now()
    BaseAudience.objects.bulk_create(
        BaseAudience(item_id=item.pk, principal_id=who, depth=depth, valid_from=now)
        for item in items
        for who in principals
    )


def hand_over(items: Sequence[Item]) -> None:
    """These belong to nobody who typed them: standing opens them, and ends with it."""
    Item.objects.filter(pk__in=[i.pk for i in items]).update(custodian=None)
    for item in items:
        item.custodian = None


def takes_proposals(call: Call) -> bool:
    """Whether the call is open at this instant, by the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute("select app.call_is_open(%s)", [call.pk])
        return cursor.fetchone()[0]


def takes_text(proposal: Proposal) -> bool:
    """Whether its text may be worked on now: a draft or opened again, before the closing."""
    with connection.cursor() as cursor:
        cursor.execute("select app.proposal_takes_text_here(%s)", [proposal.pk])
        return cursor.fetchone()[0]


def sections_of(proposal: Proposal) -> QuerySet[ProposalSection]:
    """The parts this reader may read, each with ``may_edit`` as the database answers it. One query."""
    return (
        ProposalSection.objects.filter(proposal=proposal)
        .annotate(may_edit=RawSQL("app.may_edit_section(item_ptr_id)", [], BooleanField()))
        .select_related("saved_by")
        .order_by("order")
    )


def may_edit(section: ProposalSection) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select app.may_edit_section(%s)", [section.pk])
        return cursor.fetchone()[0]


@transaction.atomic
def start(
    call: Call, *, by: Person, organisation: Organisation, title: str, key: UUID | None = None
) -> Proposal:
    """A draft for an open call (R36); nobody but its people learns that it exists. The same ``key`` twice is one draft."""
    now = database_now()
    if not by.affiliations.filter(organisation=organisation).filter(Assignment.valid_on(now)).exists():
        raise Refused("start_proposal")
    if key is not None and (found := Proposal.objects.filter(pk=key).first()):
        return found
    if not takes_proposals(call):
        raise WrongState(_("この公募は、いま提案を受け付けていません。"))
    proposal = Proposal.objects.create(
        call=call,
        concept_id=call.concept_id,
        fund_id=call.fund_id,
        container_id=call.pk,
        custodian=by,
        representative=by,
        organisation=organisation,
        title=title,
        **({"id": key} if key else {}),
    )
    audience.open_to(
        proposal, *(role(proposal.pk, part) for part in (REPRESENTATIVE, CO_APPLICANT, INSTITUTION))
    )
    made = _name(proposal, by=by, person=by, part=REPRESENTATIVE, organisation=organisation)
    sections = _lay_out(proposal, call, by)
    hand_over([proposal, *sections])
    journal.record("start_proposal", proposal, assignment=str(made.pk))
    return proposal


def _lay_out(proposal: Proposal, call: Call, by: Person) -> list[ProposalSection]:
    """The parts of the form: what every proposal says, then what this call asks for, pinned as it is now."""
    frame = [
        {
            "key": f"frame_{key}",
            "part": part,
            "title": in_japanese(title),
            "for_representative": alone,
        }
        for key, part, title, alone in FRAME
    ]
    asked = [
        {
            "key": one.key,
            "part": Part.TEXT,
            "title": one.title,
            "guidance": one.guidance,
            "is_required": one.is_required,
            "max_length": one.max_length,
            "for_representative": one.editors == "representative",
        }
        for one in call.sections.order_by("order")
    ]
    made = [
        ProposalSection.objects.create(
            proposal=proposal,
            container_id=proposal.pk,
            custodian=by,
            public_title=in_japanese(PIECE),
            order=n,
            body={"title": proposal.title} if words["part"] == Part.BASICS else {},
            **words,
        )
        for n, words in enumerate([frame[0], *asked, *frame[1:]], 1)
    ]
    open_all(made, [role(proposal.pk, REPRESENTATIVE), role(proposal.pk, INSTITUTION)])
    return made


def _name(
    proposal: Proposal, *, by: Person, person: Person, part: str, organisation: Organisation | None
) -> Assignment:
    try:
        with transaction.atomic():
            made = Assignment.objects.create(
                item_id=proposal.pk, person=person, role=part, organisation=organisation, assigned_by=by
            )
    except DatabaseError as refused:
        if "both sides" not in str(refused):
            raise
        raise WrongState(_("この公募を運営している方は、提案に加われません。")) from refused
    journal.record("assign", made, item=proposal.pk, person=str(person.pk), role=part)
    if person.pk == by.pk:
        renew()
    return made


# Writing -----------------------------------------------------------------------------------------------------


def _for_writing(section: ProposalSection, act: str) -> ProposalSection:
    """The part as it is under its proposal's lock; raises what keeps this reader from writing it now."""
    lock(section.proposal_id)
    fresh = ProposalSection.objects.filter(pk=section.pk).first()
    if fresh is None:
        raise Gone
    if not may_edit(fresh):
        if takes_text(Proposal(pk=fresh.proposal_id)):
            raise Refused(act)
        raise WrongState(_("提出済か、受付終了の後のため、書き換えられません。"))
    return fresh


@transaction.atomic
def save_section(
    section: ProposalSection, *, by: Person, body: dict[str, Any], shown: int, auto: bool = False
) -> ProposalSection:
    """Keep what one part says now. ``shown``: the revision the writer had before them.

    Raises Clash with both texts when somebody else saved in between; nothing is ever overwritten unseen.
    """
    fresh = _for_writing(section, "write_proposal")
    if body == fresh.body:
        return fresh
    if shown != fresh.revision:
        raise Clash(fresh, body)
    fresh.body, fresh.revision, fresh.saved_by = body, fresh.revision + 1, by
    fresh.save()
    _keep_version(fresh, by, auto)
    if fresh.part == Part.BASICS:
        # While nothing was sent, the draft is called what its people call it.
        Proposal.objects.filter(pk=fresh.proposal_id, state=Proposal.State.DRAFT).update(
            title=body.get("title") or _("（無題）")
        )
    fresh.refresh_from_db()
    if not auto:
        journal.record("write_proposal", fresh, revision=fresh.revision)
    return fresh


def _keep_version(section: ProposalSection, by: Person, auto: bool) -> None:
    last = SectionVersion.objects.filter(item=section).first()
    recent = (
        last is not None
        and last.is_auto
        and last.saved_by_id == by.pk
        and (database_now() - last.saved_at).total_seconds() < 540
    )
    if recent:
        last.body, last.is_auto = section.body, auto
        last.save(update_fields=["body", "is_auto"])
    else:
        number = last.number + 1 if last else 1
        SectionVersion.objects.create(
            item=section, number=number, body=section.body, is_auto=auto, saved_by=by
        )


@transaction.atomic
def add_file(section: ProposalSection, *, by: Person, checked: files.Checked) -> ProposalFile:
    """Hand in a file with a part. Bytes were judged by ``files.check``."""
    fresh = _for_writing(section, "add_proposal_file")
    if fresh.attached.filter(removed_at__isnull=True).count() >= MOST_FILES:
        raise WrongState(
            _("1つの項目に付けられるファイルは%(n)s個までです。先に、どれかを取り除いてください。")
            % {"n": MOST_FILES}
        )
    stored = files.keep(checked, fresh, by)
    made = ProposalFile.objects.create(item=fresh, file=stored, added_by=by)
    journal.record("add_proposal_file", fresh, file=str(stored.pk))
    return made


@transaction.atomic
def remove_file(section: ProposalSection, found: ProposalFile, *, by: Person) -> None:
    fresh = _for_writing(section, "remove_proposal_file")
    kept = ProposalFile.objects.filter(pk=found.pk, item=fresh, removed_at__isnull=True).first()
    if kept is None:
        raise WrongState(_("このファイルは、すでに取り除かれています。"))
    kept.removed_at, kept.removed_by = database_now(), by
    kept.save(update_fields=["removed_at", "removed_by"])
    journal.record("remove_proposal_file", fresh, file=str(kept.file_id))


# People ------------------------------------------------------------------------------------------------------


@transaction.atomic
def invite(proposal: Proposal, *, by: Person, person: Person, part: str) -> Assignment:
    """Name a co-applicant, or who approves for the representative's institution; by the representative alone."""
    _as_representative(proposal, by, "invite_to_proposal")
    if part not in (CO_APPLICANT, INSTITUTION):
        raise Refused("invite_to_proposal")
    now = database_now()
    if person.pk == proposal.representative_id:
        raise WrongState(_("あなた自身は、研究代表者です。"))
    live = Assignment.objects.filter(Assignment.valid_on(now), item_id=proposal.pk, person=person)
    if live.exists():
        raise WrongState(_("この方は、すでにこの提案に加わっています。"))
    at = person.affiliations.select_related("organisation").filter(Assignment.valid_on(now))
    if part == INSTITUTION:
        at = at.filter(organisation_id=proposal.organisation_id)
    home = at.order_by("-is_main", "-valid_from").first()
    if part == INSTITUTION and home is None:
        raise WrongState(_("承認する方は、研究代表者と同じ機関に所属している必要があります。"))
    made = _name(proposal, by=by, person=person, part=part, organisation=home.organisation if home else None)
    outbox.enqueue("proposal.invited", made, person=str(person.pk))
    return made


@transaction.atomic
def end(proposal: Proposal, assignment: Assignment, *, by: Person) -> None:
    """End a function at this instant; everything it opened closes with it. One's own can be given up at any time."""
    own = assignment.person_id == by.pk
    if not own:
        _as_representative(proposal, by, "end_at_proposal", in_time=False)
    else:
        lock(proposal.pk)
    fresh = Assignment.objects.filter(pk=assignment.pk, item_id=proposal.pk, valid_until__isnull=True).first()
    if fresh is None:
        raise WrongState(_("この担当は、すでに終わっています。"))
    if fresh.role == REPRESENTATIVE:
        raise WrongState(
            _("研究代表者は、担当を終えられません。提案をやめるときは、提案を取り下げてください。")
        )
    Assignment.objects.filter(pk=fresh.pk).update(valid_until=database_now())
    journal.record("end_assignment", fresh, item=proposal.pk, person=str(fresh.person_id), role=fresh.role)
    if own:
        renew()


@transaction.atomic
def set_rights(proposal: Proposal, assignment: Assignment, *, by: Person, levels: dict[UUID, str]) -> None:
    """What a co-applicant may do with each part: ``levels`` maps parts to "read", "edit" or ""; at once."""
    _as_representative(proposal, by, "set_rights")
    fresh = Assignment.objects.filter(
        pk=assignment.pk, item_id=proposal.pk, role=CO_APPLICANT, valid_until__isnull=True
    ).first()
    if fresh is None:
        raise WrongState(_("この担当は、すでに終わっています。"))
    reader = audience.principal("assignment", fresh.pk)
    live = {r.item_id: r for r in SectionRight.objects.filter(assignment=fresh, ended_at__isnull=True)}
    for section in ProposalSection.objects.filter(proposal=proposal, pk__in=levels):
        level, has = levels[section.pk], live.get(section.pk)
        if (has and has.level == level) or (not has and not level):
            continue
        if level == SectionRight.Level.EDIT and section.for_representative:
            raise WrongState(_("「%(part)s」は、研究代表者だけが書けます。") % {"part": section.title})
        if has:
            SectionRight.objects.filter(pk=has.pk).update(ended_at=database_now())
        if level:
            SectionRight.objects.create(item=section, assignment=fresh, level=level)
            audience.open_to(section, reader)
        else:
            audience.close_to(section, reader)
    journal.record("set_rights", fresh, item=proposal.pk, person=str(fresh.person_id))
    outbox.enqueue("proposal.section_given", fresh, person=str(fresh.person_id))


def _as_representative(proposal: Proposal, by: Person, act: str, *, in_time: bool = True) -> None:
    """Under the lock: the representative, while the text is worked on; raises otherwise."""
    lock(proposal.pk)
    if not represents(proposal, by):
        raise Refused(act)
    with connection.cursor() as cursor:
        cursor.execute("select app.proposal_in_work_here(%s)", [proposal.pk])
        in_work = cursor.fetchone()[0]
    if not in_work or (in_time and not takes_text(proposal)):
        raise WrongState(_("提出済か、受付終了の後のため、変更できません。"))


def people_of(proposal: Proposal) -> list[Assignment]:
    """Who works on it now: representative first, then by role and reading."""
    order = list(Assignment.Role.values)
    found = (
        Assignment.objects.filter(Assignment.valid_on(database_now()), item_id=proposal.pk)
        .select_related("person", "organisation")
        .order_by("person__family_kana", "person__given_kana")
    )
    return sorted(found, key=lambda a: order.index(a.role))
