"""Who may act at a fund, a concept or a project: an office of the programme, or a dated function held there now."""

from typing import Any
from uuid import UUID

from django.db import models

from confidentiality import audience
from confidentiality.acting import known, principals
from confidentiality.models import Principal

LEAD, MINISTRY, AGENCY, MANAGER, REPRESENTATIVE = "lead", "ministry", "agency", "manager", "representative"
CO_APPLICANT, INSTITUTION, INTEGRITY = "co_applicant", "institution", "integrity"
READER = "reader"


def team(place: UUID) -> int:
    """Everybody with a function at this fund, concept or project."""
    return audience.principal("team", place)


def role(place: UUID, name: str) -> int:
    """Those who hold one function there."""
    return audience.principal("role", place, name)


def any_agency() -> int:
    """Those who hold the agency's function at any fund: readers of what belongs to no fund and binds them all (4.3)."""
    return audience.principal("function", None, AGENCY)


def is_staff() -> bool:
    """The reader of this transaction belongs to the programme's own secretariat."""
    return audience.office("programme_staff") in principals()


def functions() -> frozenset[tuple[UUID, str]]:
    """All functions the reader holds now, as (place, role); asked once per context."""
    kept = known()
    if "functions" not in kept:
        kept["functions"] = frozenset(
            Principal.objects.filter(pk__in=principals(), kind="role").values_list("ref", "part")
        )
    return kept["functions"]


def holds(subject: Any, *roles: str) -> bool:
    """One of these functions, at the thing itself or at what contains it (``subject.places``)."""
    held = functions()
    return any((place, name) in held for place in subject.places for name in roles)


def is_staff_now(subject: models.Model, person: models.Model) -> bool:
    return is_staff()


def leads(subject: models.Model, person: models.Model) -> bool:
    """The secretariat of the programme, or whoever leads here."""
    return is_staff() or holds(subject, LEAD)


def oversees(subject: models.Model, person: models.Model) -> bool:
    """The secretariat or the ministry in charge: checks requests, claims refunds."""
    return leads(subject, person) or holds(subject, MINISTRY)


def runs(subject: models.Model, person: models.Model) -> bool:
    """The agency that holds the money and runs the projects."""
    return holds(subject, AGENCY)


def leads_or_runs(subject: models.Model, person: models.Model) -> bool:
    return leads(subject, person) or runs(subject, person)


def may_name(subject: models.Model, person: models.Model, part: str) -> bool:
    """Give or end this function here: who leads and who checks the agency is not the agency's to choose (4.3)."""
    return leads(subject, person) if part in (LEAD, MINISTRY) else leads_or_runs(subject, person)


def oversees_or_runs(subject: models.Model, person: models.Model) -> bool:
    return oversees(subject, person) or runs(subject, person)


def asks_for_money(subject: models.Model, person: models.Model) -> bool:
    """The project's representative, or the agency on their behalf."""
    return holds(subject, AGENCY, REPRESENTATIVE)


def represents(subject: models.Model, person: models.Model) -> bool:
    """The representative of this very proposal or project; a function held higher up is no such thing."""
    return (subject.pk, REPRESENTATIVE) in functions()


def checks_integrity(subject: models.Model, person: models.Model) -> bool:
    """Who checks what applicants declare of outside posts and foreign funding; nobody else of the agency."""
    return holds(subject, INTEGRITY)


def edits_project(subject: Any, person: models.Model) -> bool:
    """Who writes a project's plan and registers: the agency, its managers, its representative (the database asks too)."""
    return leads(subject, person) or holds(subject, AGENCY, MANAGER, REPRESENTATIVE)
