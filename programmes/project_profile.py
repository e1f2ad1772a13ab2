"""Decides whether a project comes from seeds or needs and how far it looks; takes nothing over from a technology by itself (R13)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import ConceptTechnology, Project, ProjectProfile, RDConcept, TechnologyBook
from programmes.standing import leads_or_runs


def offered(concept: RDConcept) -> dict[str, str]:
    """Origin and horizon of the concept's technologies, where those agree; of what this reader may read, and else nothing.

    Books of technologies are the office's: whoever else founds a project is offered nothing and learns nothing.
    """
    live = ConceptTechnology.objects.filter(item=concept, valid_until__isnull=True).values("technology_id")
    rows = list(TechnologyBook.objects.filter(technology__in=live).values_list("origin", "horizon"))
    found = {}
    for name, values in zip(
        ("origin", "horizon"), zip(*rows, strict=True) if rows else ((), ()), strict=True
    ):
        found[name] = values[0] if len(set(values)) == 1 else ""
    return found


@transaction.atomic
def decide_profile(
    project: Project, *, by: Person, origin: str, horizon: str, reason: str = "", shown: str | None = None
) -> ProjectProfile:
    """Origin and horizon of the project from now on; what was decided before is kept with its reason.

    ``shown``: what the page showed, as ``state_of`` says it. Raises WrongState when that has changed, when nothing would
    change, and when a later decision has no reason.
    """
    if not leads_or_runs(project, by):
        raise Refused("decide_profile")
    lock(project.pk)
    fresh = Project.objects.get(pk=project.pk)
    if shown is not None and shown != state_of(fresh):
        raise WrongState(_("表示した後に、起点と期間が変わりました。画面を開き直してください。"))
    if (origin, horizon) == (fresh.origin, fresh.horizon):
        raise WrongState(_("起点と期間は、すでにそのように登録されています。"))
    if not reason.strip() and ProjectProfile.objects.filter(item=fresh).exists():
        raise WrongState(_("起点と期間を改める理由を記入してください。"))
    made = ProjectProfile.objects.create(
        item=fresh, origin=origin, horizon=horizon, reason=reason, decided_by=by
    )
    journal.record("decide_profile", fresh, origin=origin, horizon=horizon, reason_length=len(reason))
    return made


def state_of(project: Any) -> str:
    return f"{project.origin}/{project.horizon}"
