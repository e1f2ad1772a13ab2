"""Rights to act on a container, held by name; the only door to django-guardian, never asked for lists."""

from typing import ClassVar

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from guardian.models import UserObjectPermissionBase

from confidentiality.acting import known
from confidentiality.guards import Open


class Right(UserObjectPermissionBase):
    """One right of one person on one container; a container app gives it a direct foreign key."""

    guard: ClassVar = Open("rights to act; who may act is no content", writes="select, insert, delete")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


def rights_model(container: type[models.Model]) -> type[Right]:
    for relation in container._meta.related_objects:
        if issubclass(relation.related_model, Right):
            return relation.related_model
    raise LookupError(f"{container._meta.label} declares no rights")


def give(right: str, container: models.Model, person: models.Model) -> None:
    """Let ``person`` do ``right`` on ``container``; twice is once."""
    known().clear()
    rights_model(type(container)).objects.get_or_create(
        user=person, content_object=container, permission=_permission(right, type(container))
    )


def take(container: models.Model, person: models.Model, right: str | None = None) -> None:
    """Withdraw one right, or all."""
    known().clear()
    held = rights_model(type(container)).objects.filter(user=person, content_object=container)
    (held.filter(permission__codename=right) if right else held).delete()


def holds(right: str, container: models.Model, person: models.Model) -> bool:
    """Whether the row exists. No superuser, no group, no model-wide permission counts."""
    if not (person.is_authenticated and person.is_active):
        return False
    return right in rights_of(container, person)


def rights_of(container: models.Model, person: models.Model) -> frozenset[str]:
    """All rights of a person on a container, read once per context (one request, one task)."""
    kept, key = known(), ("rights", container.pk, person.pk)
    if key not in kept:
        kept[key] = frozenset(
            rights_model(type(container))
            .objects.filter(user_id=person.pk, content_object=container)
            .values_list("permission__codename", flat=True)
        )
    return kept[key]


def _permission(right: str, container: type[models.Model]) -> Permission:
    return Permission.objects.get(codename=right, content_type=ContentType.objects.get_for_model(container))
