"""Which organisations a project concerns, so that nobody looks for one in the list of all; refuses nobody anything."""

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import Organisation
from programmes.funding import live_assignments
from programmes.models import ConceptMinistry, Fund, Participant, Project, ProjectPlan, RDConcept


def concerned(project: Project, *kept: Any) -> QuerySet:
    """Who takes part, who needs or takes over what comes of it, the agency and the ministries as far as this reader
    may know of them; and those ``kept`` on record already, whatever has become of them since."""
    found = {project.organisation_id}
    rows = (
        Participant.objects.filter(project_id=project.pk).values_list("organisation"),
        ProjectPlan.objects.filter(item=project.pk).values_list(
            "needs_organisation", "handover_organisation", "industry_organisation"
        ),
        RDConcept.objects.filter(pk=project.concept_id).values_list("ministry", "agency"),
        ConceptMinistry.objects.filter(item=project.concept_id, dropped_at=None).values_list("organisation"),
        Fund.objects.filter(pk=project.fund_id).values_list("agency"),
        ((one.organisation_id,) for one in live_assignments(project)),
    )
    found.update(pk for group in rows for row in group for pk in row)
    return Organisation.objects.filter(
        Q(pk__in=found - {None}, is_active=True) | Q(pk__in=[pk for pk in kept if pk])
    )
