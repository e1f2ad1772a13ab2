"""Words a concept and gathers the ministries' agreement to exactly those words; refuses to agree for anybody (3.3)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, Person
from confidentiality import journal, outbox
from confidentiality.acting import database_now
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import ConceptAgreement, ConceptMinistry, RDConcept
from programmes.rights import works_for
from programmes.standing import MINISTRY, holds, leads

NEEDS = "needs"


def _draft(concept: RDConcept, by: Person, act: str) -> RDConcept:
    if not leads(concept, by):
        raise Refused(act)
    lock(concept.pk)
    fresh = RDConcept.objects.get(pk=concept.pk)
    if fresh.state != RDConcept.State.DRAFT:
        raise WrongState(_("合意された本文は変更できません。作成中に戻してから直してください。"))
    return fresh


@transaction.atomic
def edit_concept(concept: RDConcept, *, by: Person, shown: str, **words: Any) -> RDConcept:
    """Any of its words; agreements to the words before no longer count (the database makes the hash)."""
    fresh = _draft(concept, by, "edit_concept")
    if shown != fresh.text_hash:
        raise WrongState(
            _("表示した後に、ほかの方が本文を保存しました。新しい本文を確かめてから、直してください。")
        )
    for name, value in words.items():
        setattr(fresh, name, value)
    fresh.save()
    fresh.refresh_from_db()
    if fresh.text_hash != shown and ConceptAgreement.objects.filter(item=fresh, text_hash=shown).exists():
        outbox.enqueue("concept.agreement_asked", fresh)
    journal.record("edit_concept", fresh, was=shown, now=fresh.text_hash)
    return fresh


@transaction.atomic
def name_ministry(
    concept: RDConcept, *, by: Person, organisation: Organisation, side: str
) -> ConceptMinistry:
    """A ministry whose agreement is asked; its people assigned here are told."""
    fresh = _draft(concept, by, "name_ministry")
    if ConceptMinistry.objects.filter(item=fresh, organisation=organisation, dropped_at=None).exists():
        raise WrongState(_("この府省庁は、すでに加えています。"))
    made = ConceptMinistry.objects.create(item=fresh, organisation=organisation, side=side)
    outbox.enqueue("concept.agreement_asked", fresh)
    journal.record("name_ministry", made, item=fresh.pk, organisation=str(organisation.pk), side=side)
    return made


@transaction.atomic
def drop_ministry(row: ConceptMinistry, *, by: Person) -> None:
    """No longer asked; what it agreed to before stays on record."""
    fresh = _draft(row.item, by, "drop_ministry")
    if ConceptMinistry.objects.filter(pk=row.pk, dropped_at=None).update(dropped_at=database_now()):
        journal.record("drop_ministry", fresh, organisation=str(row.organisation_id))


def may_agree(row: ConceptMinistry, person: Person) -> bool:
    """The secretariat on receipt of the ministry's answer, or who is assigned here and works for that ministry."""
    concept = row.item
    return leads(concept, person) or (holds(concept, MINISTRY, NEEDS) and works_for(row.organisation_id))


@transaction.atomic
def agree_for(
    row: ConceptMinistry, *, by: Person, shown: str, given_by: str, reference: str = ""
) -> ConceptAgreement:
    """One ministry's agreement to the text ``shown`` (a hash); pressed twice it is one agreement."""
    if not may_agree(row, by):
        raise Refused("agree_for")
    lock(row.item_id)
    concept = RDConcept.objects.get(pk=row.item_id)
    if (
        concept.state != RDConcept.State.DRAFT
        or not ConceptMinistry.objects.filter(pk=row.pk, dropped_at=None).exists()
    ):
        raise WrongState(_("この構想は、いま合意を求めていません。"))
    if shown != concept.text_hash:
        raise WrongState(_("表示した後に本文が変わりました。新しい本文を読んでから、もう一度お願いします。"))
    if found := ConceptAgreement.objects.filter(ministry=row, text_hash=shown).first():
        return found
    made = ConceptAgreement.objects.create(
        item=concept,
        ministry=row,
        text_hash=shown,
        given_by=given_by,
        reference=reference,
        recorded_by=by,
    )
    journal.record("agree_for", made, item=concept.pk, organisation=str(row.organisation_id), hash=shown)
    return made
