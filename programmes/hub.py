"""What belongs to one technology across studies, concepts, projects, councils and registers; lists what the database shows."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from programmes.models import (
    CatalogueEntry,
    ConceptTechnology,
    CriticalTechnology,
    Issue,
    PolicyMeasure,
    Project,
    ProjectCouncil,
    RDConcept,
)
from programmes.policy_registers import REGISTERS, Register

COUNCIL = ProjectCouncil._meta.get_field("council").related_model


@dataclass(frozen=True)
class Around:
    """Everything in the reader's sight; nothing tells of what is not."""

    issues: list[Issue]
    registers: list[tuple[Register, list[CatalogueEntry]]]
    concepts: list[tuple[RDConcept, int]]  # with the technology's share in percent
    projects: list[tuple[Project, list[Any]]]  # with the councils beside it
    measures: list[PolicyMeasure]  # those that serve one of its issues


def around(technology: CriticalTechnology) -> Around:
    """Seven queries, whatever is there."""
    issues = list(Issue.objects.filter(tags__item_id=technology.pk))
    shares = dict(
        ConceptTechnology.objects.filter(technology=technology, valid_until__isnull=True).values_list(
            "item_id", "share"
        )
    )
    concepts = list(RDConcept.objects.filter(pk__in=shares).order_by("title"))
    projects = list(Project.objects.filter(concept__in=shares).order_by("code"))
    return Around(
        issues,
        _by_register(technology),
        [(one, shares[one.pk]) for one in concepts],
        _with_councils(projects),
        list(
            PolicyMeasure.objects.filter(
                pk__in=PolicyMeasure.objects.filter(issue_tags__issue__in=issues).values("pk")
            ).order_by("pillar", "nature", "order")
        )
        if issues
        else [],
    )


def _by_register(technology: CriticalTechnology) -> list[tuple[Register, list[CatalogueEntry]]]:
    linked = Q(links__subject_id=technology.pk, links__valid_until__isnull=True)
    rows = CatalogueEntry.objects.filter(Q(technology=technology) | linked).distinct()
    held: dict[str, list[CatalogueEntry]] = defaultdict(list)
    for row in rows:
        row.state_name = REGISTERS[row.register].state_name(row.state)
        held[row.register].append(row)
    return [(register, held[slug]) for slug, register in REGISTERS.items() if slug in held]


def _with_councils(projects: list[Project]) -> list[tuple[Project, list[Any]]]:
    links = ProjectCouncil.objects.filter(item__in=projects, valid_until__isnull=True)
    beside: dict[Any, list[Any]] = defaultdict(list)
    pairs = list(links.values_list("item_id", "council_id"))
    seen = COUNCIL.objects.in_bulk({council for _project, council in pairs})
    for project, council in pairs:
        if council in seen:
            beside[project].append(seen[council])
    return [(one, beside[one.pk]) for one in projects]
