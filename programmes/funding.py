"""Acts of the fund that make rows: register, propose, name people, tie a council to a project; each all or nothing."""

from typing import Any
from uuid import UUID

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, Person
from accounts.phrasing import in_japanese
from confidentiality import audience, journal, outbox
from confidentiality.acting import database_now, renew
from confidentiality.guards import TITLE
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import (
    Allocation,
    Assignment,
    Disbursement,
    Fund,
    FundBook,
    FundContribution,
    Project,
    ProjectCouncil,
    ProjectProfile,
    RDConcept,
    Transfer,
)
from programmes.models.disbursement import beyond_agreed, decided_to_stop
from programmes.registers import seen
from programmes.standing import (
    AGENCY,
    MANAGER,
    MINISTRY,
    REPRESENTATIVE,
    asks_for_money,
    is_staff,
    leads,
    leads_or_runs,
    may_name,
    oversees_or_runs,
    role,
    team,
)

BOOK = gettext_lazy("基金の帳簿")
# Who reads all money of the programme without acting on it, besides the secretariat.
READERS = ("programme_staff", "auditor", "records_officer")
# Of a project itself: who reads it, and who knows that it exists and how it stands (4.3, ``project_marks``).
PROJECT_READERS = ("programme_staff", "records_officer")
PROJECT_KNOWERS = ("auditor", "security_officer")


def _offices() -> list[int]:
    return [audience.office(kind) for kind in READERS]


def _hand_over(*items: Item) -> None:
    """These belong to the programme, not to whoever typed them: standing opens them, and ends with it."""
    Item.objects.filter(pk__in=[i.pk for i in items]).update(custodian=None)
    for item in items:
        item.custodian = None


@transaction.atomic
def register_fund(*, by: Person, key: UUID | None = None, **fields: Any) -> Fund:
    """A fund as the programme's secretariat registers it (R27); the same ``key`` twice is one fund."""
    if not is_staff():
        raise Refused("register_fund")
    if key is not None and (found := Fund.objects.filter(pk=key).first()):
        return found
    fund = Fund.objects.create(custodian=by, **fields, **({"id": key} if key else {}))
    book = FundBook.objects.create(fund=fund, container=fund, custodian=by, public_title=in_japanese(BOOK))
    for item in (fund, book):
        audience.open_to(item, team(fund.pk), *_offices())
    _hand_over(fund, book)
    journal.record("register_fund", fund)
    return fund


FUND_WORDS = ("name", "english_name", "purpose", "english_purpose", "legal_basis", "source")


def seen_fund(fund: Fund) -> str:
    """A mark of what the form of a fund's words shows."""
    return seen(fund, (*FUND_WORDS, "agency"))


@transaction.atomic
def edit_fund(fund: Fund, *, by: Person, shown: str = "", **fields: Any) -> Fund:
    """Words and the agency; money and state are not among them. Raises WrongState when they changed since ``shown``."""
    lock(fund.pk)
    fresh = Fund.objects.get(pk=fund.pk)
    if not leads(fresh, by):
        raise Refused("edit_fund")
    if shown and shown != seen_fund(fresh):
        raise WrongState(
            _("画面を開いた後に、ほかの方が変更しました。画面を開き直し、もう一度入力してください。")
        )
    if fresh.state == Fund.State.CLOSED:
        raise WrongState(_("終了した基金は変更できません。"))
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    journal.record("edit_fund", fresh, fields=sorted(fields))
    return fresh


@transaction.atomic
def propose_contribution(
    fund: Fund, *, by: Person, key: UUID | None = None, **fields: Any
) -> FundContribution:
    """A sum of a budget act, or a return to the treasury; counts once another person, who leads, has approved it.

    Who leads the fund enters it, or the agency that holds it (4.3). The same ``key`` twice is one sum.
    """
    if not leads_or_runs(fund, by):
        raise Refused("propose_contribution")
    lock(fund.book.pk)
    if found := _entered(FundContribution, key, by):
        return found
    if fund.state == Fund.State.CLOSED:
        raise WrongState(_("終了した基金には、登録できません。"))
    made = FundContribution.objects.create(item=fund.book, fund=fund, proposed_by=by, key=key, **fields)
    journal.record("propose_contribution", made, amount=made.amount)
    outbox.enqueue("fundcontribution.proposed", made)
    return made


def _entered(model: Any, key: UUID | None, by: Person) -> Any:
    """What this very form has entered already, under the lock of where it is entered."""
    return model.objects.filter(key=key, proposed_by=by).first() if key is not None else None


@transaction.atomic
def register_concept(fund: Fund, *, by: Person, key: UUID | None = None, **fields: Any) -> RDConcept:
    """A concept under the fund (R33); people of one concept learn the fund's name, not its book."""
    if not leads(fund, by):
        raise Refused("register_concept")
    lock(fund.pk)
    if key is not None and (found := RDConcept.objects.filter(pk=key).first()):
        return found
    if not Fund.objects.get(pk=fund.pk).takes_concepts:
        raise WrongState(_("終了の手続中か、終了した基金には、研究開発構想を登録できません。"))
    concept = RDConcept.objects.create(
        fund=fund, container=fund, custodian=by, **fields, **({"id": key} if key else {})
    )
    audience.open_to(concept, team(fund.pk), team(concept.pk), *_offices())
    audience.open_to(fund, team(concept.pk), depth=TITLE)
    _hand_over(concept)
    journal.record("register_concept", concept)
    return concept


def require_kept(*concepts: RDConcept) -> None:
    """Nothing is begun under a draft that was given up; holds the concepts until the transaction ends."""
    for pk in sorted({concept.pk for concept in concepts}):
        lock(pk)
    if RDConcept.objects.filter(
        pk__in=[concept.pk for concept in concepts], state=RDConcept.State.DISCARDED
    ).exists():
        raise WrongState(_("この構想の案は取りやめたため、登録できません。"))


@transaction.atomic
def propose_allocation(
    concept: RDConcept, *, by: Person, key: UUID | None = None, **fields: Any
) -> Allocation:
    """Money of a fiscal year for a concept; with a minus sign taken back (3.2). The same ``key`` twice is one sum."""
    if not oversees_or_runs(concept, by):
        raise Refused("propose_allocation")
    require_kept(concept)
    if found := _entered(Allocation, key, by):
        return found
    made = Allocation.objects.create(item=concept, fund_id=concept.fund_id, proposed_by=by, key=key, **fields)
    journal.record("propose_allocation", made, amount=made.amount)
    outbox.enqueue("allocation.proposed", made)
    return made


@transaction.atomic
def propose_transfer(fund: Fund, *, by: Person, key: UUID | None = None, **fields: Any) -> Transfer:
    """Between years and concepts of one fund (R29). The same ``key`` twice is one sum."""
    if not leads_or_runs(fund, by):
        raise Refused("propose_transfer")
    for concept in (fields["from_concept"], fields["to_concept"]):
        if concept.fund_id != fund.pk:
            raise WrongState(_("別の基金の構想には移せません。"))
    require_kept(fields["from_concept"], fields["to_concept"])
    if found := _entered(Transfer, key, by):
        return found
    made = Transfer.objects.create(item=fund.book, fund=fund, proposed_by=by, key=key, **fields)
    journal.record("propose_transfer", made, amount=made.amount)
    outbox.enqueue("transfer.proposed", made)
    return made


@transaction.atomic
def register_project(
    concept: RDConcept,
    *,
    by: Person,
    representative: Person,
    origin: str = "",
    horizon: str = "",
    **fields: Any,
) -> Project:
    """An awarded project in preparation; its representative gets that function. Raises WrongState for a used code.

    ``origin`` and ``horizon`` may stay open; they are decided any time later (``project_profile``, R13).
    """
    if not leads_or_runs(concept, by):
        raise Refused("register_project")
    require_kept(concept)
    try:
        with transaction.atomic():
            project = Project.objects.create(
                concept=concept,
                fund_id=concept.fund_id,
                container_id=concept.pk,
                custodian=by,
                representative=representative,
                **fields,
            )
    except IntegrityError as taken:
        raise WrongState(_("この課題番号は、すでに使われています。")) from taken
    except DatabaseError as refused:
        if "being closed" not in str(refused):
            raise
        raise WrongState(
            _("この構想の基金は終了の手続中か、終了しているため、研究開発課題を登録できません。")
        ) from refused
    audience.open_to(
        project,
        team(project.pk),
        team(concept.pk),
        team(concept.fund_id),
        *(audience.office(kind) for kind in PROJECT_READERS),
    )
    audience.open_to(project, *(audience.office(kind) for kind in PROJECT_KNOWERS), depth=TITLE)
    audience.open_to(concept, team(project.pk), depth=TITLE)
    if fund := Fund.objects.filter(pk=concept.fund_id).first():  # who runs one concept may not open the fund
        audience.open_to(fund, team(project.pk), depth=TITLE)
    _hand_over(project)
    journal.record("register_project", project)
    if origin or horizon:
        ProjectProfile.objects.create(item=project, origin=origin, horizon=horizon, decided_by=by)
        project.origin, project.horizon = origin, horizon
    _assign(project, by=by, person=representative, part=REPRESENTATIVE, organisation=project.organisation)
    return project


def _assign(place: Item, *, by: Person, person: Person, part: str, organisation: Organisation | None) -> Any:
    try:
        with transaction.atomic():
            made = Assignment.objects.create(
                item_id=place.item_id, person=person, role=part, organisation=organisation, assigned_by=by
            )
    except DatabaseError as refused:
        if "both sides" not in str(refused):
            raise
        raise WrongState(
            _("この方は、ここの公募に提案しています。提案した方は、その公募を運営できません。")
        ) from refused
    journal.record("assign", made, item=place.item_id, person=str(person.pk), role=part)
    if person.pk == by.pk:
        renew()
    return made


@transaction.atomic
def assign(place: Any, *, by: Person, person: Person, part: str) -> Assignment:
    """Give a person a dated function at a fund, concept or project; it counts from this instant."""
    if not may_name(place, by, part):
        raise Refused("assign")
    lock(place.item_id)
    if isinstance(place, RDConcept):
        require_kept(place)
    if Assignment.objects.filter(
        Assignment.valid_on(database_now()), item_id=place.item_id, person=person, role=part
    ).exists():
        raise WrongState(_("この方は、すでにこの役割を担当しています。"))
    affiliation = person.affiliation_on(database_now())
    return _assign(
        place, by=by, person=person, part=part, organisation=affiliation.organisation if affiliation else None
    )


@transaction.atomic
def end_assignment(place: Any, assignment: Assignment, *, by: Person) -> Assignment:
    """Ends what it opened at this instant; a running project keeps its representative."""
    if not (may_name(place, by, assignment.role) or assignment.person_id == by.pk):
        raise Refused("end_assignment")
    lock(place.item_id)
    fresh = Assignment.objects.filter(pk=assignment.pk, valid_until__isnull=True).first()
    if fresh is None:
        raise WrongState(_("この担当は、すでに終わっています。"))
    if fresh.role == REPRESENTATIVE and getattr(place, "representative_id", None) == fresh.person_id:
        raise WrongState(_("研究代表者の担当は、課題の研究代表者である間は終えられません。"))
    Assignment.objects.filter(pk=fresh.pk).update(valid_until=database_now())
    journal.record("end_assignment", fresh, item=place.item_id, person=str(fresh.person_id), role=fresh.role)
    if fresh.person_id == by.pk:
        renew()
    return fresh


def live_assignments(place: Any) -> list[Assignment]:
    """Who holds a function there now, by role and reading."""
    order = list(Assignment.Role.values)
    found = (
        Assignment.objects.filter(Assignment.valid_on(database_now()), item_id=place.item_id)
        .select_related("person", "organisation")
        .order_by("person__family_kana", "person__given_kana")
    )
    return sorted(found, key=lambda a: order.index(a.role))


@transaction.atomic
def link_council(project: Project, *, by: Person, council: Any) -> ProjectCouncil:
    """Tie a council the person can see to a project; whether it is enough is judged when the project starts.

    Its members read the project they accompany, as long as the link lasts; its money is not among it (R78).
    """
    if not leads_or_runs(project, by):
        raise Refused("link_council")
    lock(project.pk)
    live = Q(valid_until__isnull=True)
    if ProjectCouncil.objects.filter(live, item=project, council_id=council.pk).exists():
        raise WrongState(_("この協議会は、すでに結び付けられています。"))
    made = ProjectCouncil.objects.create(item=project, council_id=council.pk, linked_by=by)
    audience.open_to(project, audience.council(council.pk))
    journal.record("link_council", project, council=str(council.pk))
    return made


@transaction.atomic
def unlink_council(project: Project, link: ProjectCouncil, *, by: Person) -> None:
    """End the link; a running project that loses its last working council stops by itself."""
    if not leads_or_runs(project, by):
        raise Refused("unlink_council")
    lock(project.pk)
    if not ProjectCouncil.objects.filter(pk=link.pk, item=project, valid_until__isnull=True).update(
        valid_until=database_now()
    ):
        raise WrongState(_("この協議会は、すでに外されています。"))
    audience.close_to(project, audience.council(link.council_id))
    journal.record("unlink_council", project, council=str(link.council_id))


@transaction.atomic
def request_payment(project: Project, *, by: Person, key: UUID | None = None, **fields: Any) -> Disbursement:
    """Ask for money of a fiscal year (概算払請求); the same ``key`` twice is one request."""
    if not asks_for_money(project, by):
        raise Refused("request_payment")
    lock(project.pk)  # two sendings of one form wait for each other, and none slips in while the project ends
    project = Project.objects.get(pk=project.pk)
    if key is not None and (found := Disbursement.objects.filter(pk=key).first()):
        return found
    if project.state != Project.State.ACTIVE:
        # Before the start the council is what is missing, and whoever asks is told so.
        gap = project.gap() if project.state == Project.State.PREPARING else ""
        raise WrongState(gap or _("課題が実施中ではないため、お金を動かせません。"))
    if why := decided_to_stop(project) or beyond_agreed(project.pk, fields["fiscal_year"], fields["amount"]):
        raise WrongState(why)
    made = Disbursement.objects.create(
        project=project,
        concept_id=project.concept_id,
        fund_id=project.fund_id,
        container_id=project.pk,
        custodian=by,
        requested_by=by,
        **fields,
        **({"id": key} if key else {}),
    )
    audience.open_to(
        made,
        team(project.fund_id),
        team(project.concept_id),
        *(role(project.pk, part) for part in (REPRESENTATIVE, AGENCY, MINISTRY, MANAGER)),
        *_offices(),
    )
    _hand_over(made)
    journal.record("request_payment", made, amount=made.amount)
    outbox.enqueue("payment.requested", made)
    return made
