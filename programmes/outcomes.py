"""Acts about outcomes: register, correct, say where they appeared and how far their use has come; publishes nothing itself."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import audience, disclosures, journal
from confidentiality.acting import database_now
from confidentiality.guards import TITLE
from confidentiality.models import Item
from confidentiality.verbs import Refused, WrongState, lock
from programmes import hindrances
from programmes.models import Outcome, OutcomeUse, Project, ProjectCouncil
from programmes.standing import AGENCY, MANAGER, REPRESENTATIVE, functions, role, team

OFFICES = ("programme_staff", "auditor", "records_officer")
WORDS = (
    "outcome_kind",
    "title",
    "english_title",
    "authors",
    "organisation",
    "field",
    "produced_on",
    "description",
    "english_description",
    "is_basic_research",
)


def works_on(subject: Any, person: Any) -> bool:
    """The project's own people: its representative and who takes part. Sight of a project is not enough."""
    project = getattr(subject, "project_id", subject.pk)
    return not {(project, REPRESENTATIVE), (project, "participant")}.isdisjoint(functions())


def may_take_over(subject: Any, person: Any) -> bool:
    """The project's people, and the agency's at the project itself, who read the outcome (3.7)."""
    return works_on(subject, person) or (getattr(subject, "project_id", subject.pk), AGENCY) in functions()


def takes_outcomes(project: Project) -> bool:
    """Also after its end: what was found before a stop, and what appears years later, is open too (R40, R112)."""
    return project.state != Project.State.TERMINATED or project.started_at is not None


@transaction.atomic
def register(project: Project, *, by: Person, key: UUID | None = None, **words: Any) -> Outcome:
    """A result of the project, read by the project alone until its publication (R112); ``key`` twice is one.

    The programme's offices and the agency learn that it exists, by its content-free title.
    """
    if not works_on(project, by):
        raise Refused("register_outcome")
    if key is not None and (found := Outcome.objects.filter(pk=key).first()):
        return found
    lock(project.pk)
    if not takes_outcomes(Project.objects.get(pk=project.pk)):
        raise WrongState(_("始まる前に打ち切った課題には、成果を登録できません。"))
    with connection.cursor() as cursor:
        cursor.execute("select app.next_outcome(%s)", [project.pk])
        number = cursor.fetchone()[0]
    made = Outcome.objects.create(
        project=project,
        number=number,
        container_id=project.pk,
        custodian=by,
        registered_by=by,
        **words,
        **({"id": key} if key else {}),
    )
    audience.open_to(made, team(project.pk), role(project.concept_id, MANAGER))
    audience.open_to(
        made,
        team(project.concept_id),
        team(project.fund_id),
        *(audience.office(kind) for kind in OFFICES),
        depth=TITLE,
    )
    Item.objects.filter(pk=made.pk).update(custodian=None)  # the project's, not whoever typed it
    made.custodian = None
    journal.record("register_outcome", made, item=made.pk, project=str(project.pk))
    return made


def _own(outcome: Outcome, by: Person, act: str) -> Outcome:
    lock(outcome.pk)
    fresh = Outcome.objects.get(pk=outcome.pk)
    if not works_on(fresh, by):
        raise Refused(act)
    return fresh


@transaction.atomic
def edit(outcome: Outcome, *, by: Person, **words: Any) -> Outcome:
    """Its words, until they are put to the councils."""
    fresh = _own(outcome, by, "edit_outcome")
    if not is_editable(fresh):
        raise WrongState(
            _("公開の確認に出した後は、成果の記載を変更できません。先に公開の確認を手直しに戻してください。")
        )
    for name in WORDS:
        if name in words:
            setattr(fresh, name, words[name])
    fresh.save()
    journal.record("edit_outcome", fresh)
    return fresh


def is_editable(outcome: Outcome) -> bool:
    state, _due = disclosures.standing_of([outcome.pk]).get(outcome.pk, ("registered", None))
    return state == "registered"


@transaction.atomic
def say_where(outcome: Outcome, *, by: Person, doi: str, link: str, restriction: str) -> Outcome:
    """Where it can be found, and the exceptions to its free use (R113); may be said at any time."""
    fresh = _own(outcome, by, "say_where")
    fresh.doi, fresh.link, fresh.restriction = doi, link, restriction
    fresh.save()
    journal.record("say_where", fresh)
    return fresh


@transaction.atomic
def report_use(outcome: Outcome, *, by: Person, **words: Any) -> OutcomeUse:
    """How far a civil or public use has come; a new line each time (R44). The ministry learns of the outcome's title."""
    fresh = _own(outcome, by, "report_use")
    if words["sector"] == OutcomeUse.Sector.PUBLIC and words.get("ministry") is None:
        raise WrongState(_("公的利用では、利用が見込まれる府省庁を選んでください。"))
    made = OutcomeUse.objects.create(item=fresh, reported_by=by, **words)
    if made.ministry_id:
        audience.open_to(fresh, audience.organisation(made.ministry_id), depth=TITLE)
    journal.record("report_use", fresh, sector=made.sector, state=made.state)
    return made


def uses_now(uses: Iterable[OutcomeUse]) -> list[OutcomeUse]:
    """The latest line of each sector and ministry, from lines in order, newest first."""
    found: dict[tuple, OutcomeUse] = {}
    for use in uses:
        found.setdefault((use.item_id, use.sector, use.ministry_id), use)
    return list(found.values())


def uses_of_ministries() -> QuerySet[OutcomeUse]:
    """The latest line of each outcome, sector and ministry, newest first."""
    newer = OutcomeUse.objects.filter(
        Q(reported_at__gt=OuterRef("reported_at"))
        | Q(reported_at=OuterRef("reported_at"), pk__gt=OuterRef("pk")),
        item=OuterRef("item"),
        sector=OuterRef("sector"),
        ministry=OuterRef("ministry"),
    )
    rows = OutcomeUse.objects.filter(~Exists(newer), ministry__isnull=False)
    return rows.select_related("ministry").order_by("-reported_at", "-pk")


def undecided(project: Project) -> int:
    """Outcomes without a decision about their publication, counted by the database for the project as a whole (3.3)."""
    with connection.cursor() as cursor:
        cursor.execute("select app.undecided_outcomes_here(%s)", [project.pk])
        return cursor.fetchone()[0]


def councils_of(outcome: UUID) -> list[UUID]:
    """The councils that accompany its project now; once none does any more, those that were the last to do so.

    Whoever still sits there is asked; where nobody does, the deadline alone decides, and decides for open (R112).
    """
    links = ProjectCouncil.objects.filter(item=Outcome.objects.get(pk=outcome).project_id)
    now = links.filter(ProjectCouncil.valid_on(database_now()))
    if not now.exists():
        last = links.order_by("-valid_until").values_list("valid_until", flat=True).first()
        now = links.filter(valid_until=last)
    return list(now.values_list("council_id", flat=True))


def opened(outcome: UUID, by: Any) -> None:
    """What follows when something of it went out: everybody reads its record."""
    found = Outcome.objects.get(pk=outcome)
    if found.published_at is None:
        found.published_at = database_now()
        found.save()
    audience.open_to(found, audience.EVERYBODY)
    journal.record("open_outcome", found)


disclosures.register_kind("programmes.outcome", councils=councils_of, published=opened)


@hindrances.of("complete")
def undecided_outcomes(project: Project) -> str:
    """A project does not complete while an outcome has no decision about its publication (3.3); the database says so too."""
    with connection.cursor() as cursor:
        cursor.execute("select app.undecided_outcomes_here(%s)", [project.pk])
        n = cursor.fetchone()[0]
    return _("公開するかどうかの決まっていない成果が%(n)s件あります。") % {"n": n} if n else ""
