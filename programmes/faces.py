"""Words for the public page of a project and for partners abroad (R39, R52, R67); refuses to publish them (verbs do)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from confidentiality import journal
from confidentiality.verbs import Refused, WrongState, lock
from programmes.models import PartnerAnswer, PartnerFit, Project, ProjectFace
from programmes.standing import edits_project, leads_or_runs


def face_of(project: Project) -> ProjectFace | None:
    return ProjectFace.objects.select_related("project").filter(project_id=project.pk).first()


def fit_of(project: Project) -> PartnerFit | None:
    return PartnerFit.objects.select_related("project").filter(project_id=project.pk).first()


@transaction.atomic
def word_face(project: Project, *, by: Person, **fields: Any) -> ProjectFace:
    """The agency's words to the public; while listed they are read from this instant."""
    if not leads_or_runs(project, by):
        raise Refused("word_face")
    face = face_of(project)
    lock(face.pk)
    fresh = ProjectFace.objects.get(pk=face.pk)
    for name, value in fields.items():
        setattr(fresh, name, value)
    if fresh.state == ProjectFace.State.LISTED and not fresh.purpose.strip():
        raise WrongState(_("掲載している間は、公開する目的を空にできません。"))
    fresh.save()
    journal.record("word_face", fresh, fields=sorted(fields))
    return fresh


@transaction.atomic
def word_fit(
    project: Project, *, by: Person, answers: dict[str, tuple[str, str]], **fields: Any
) -> PartnerFit:
    """The English page and its check-list, ``{question: (answer, sentence)}``; published words are taken off first."""
    if not edits_project(project, by):
        raise Refused("word_fit")
    fit = fit_of(project)
    lock(fit.pk)
    fresh = PartnerFit.objects.get(pk=fit.pk)
    if fresh.state == PartnerFit.State.PUBLISHED:
        raise WrongState(_("公開している間は変更できません。公開を取り下げてから直してください。"))
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.save()
    for question, (answer, note) in answers.items():
        PartnerAnswer.objects.update_or_create(
            item=fresh, question=question, defaults={"answer": answer, "note": note}
        )
    journal.record("word_fit", fresh, answered=len(answers))
    return fresh
