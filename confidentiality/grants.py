"""Rights to act on a container, held by name; the only door to django-guardian, never asked for lists."""

from collections.abc import Iterable
from functools import cache
from typing import ClassVar
from uuid import UUID

from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from guardian.models import UserObjectPermissionBase

from confidentiality.acting import known
from confidentiality.guards import Open


class Right(UserObjectPermissionBase):
    """One right of one person on one container; a container app gives it a direct foreign key."""

    guard: ClassVar = Open("rights to act; who may act is no content", writes="select, insert, delete")

    class Meta(UserObjectPermissionBase.Meta):
        abstract = True


@cache
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


def holds(right: str, container: type[models.Model], pk: UUID, person: models.Model) -> bool:
    """Whether the row exists. No superuser, no group, no model-wide permission counts."""
    if not (person.is_authenticated and person.is_active):
        return False
    return right in rights_of(container, pk, person)


def rights_of(container: type[models.Model], pk: UUID, person: models.Model) -> frozenset[str]:
    """All rights of a person on a container, read once per context (one request, one task)."""
    if (held := known().get(("rights", pk, person.pk))) is not None:
        return held
    with connection.cursor() as cursor:
        cursor.execute(rights_sql(container, "%s", "%s"), [person.pk, pk])
        return remember(pk, person.pk, cursor.fetchone()[0])


@cache
def rights_sql(container: type[models.Model], pk: str, person: str) -> str:
    """SQL of the names of a person's rights on one ``container``, as one array; both are named by SQL."""
    return (
        f"select array(select p.codename from {rights_model(container)._meta.db_table} r join auth_permission p"
        f" on p.id = r.permission_id where r.user_id = {person} and r.content_object_id = {pk})"
    )


def remember(pk: UUID, person: UUID, rights: Iterable[str]) -> frozenset[str]:
    """What ``rights_sql`` answered, for the rest of this context."""
    held = known()["rights", pk, person] = frozenset(rights)
    return held


def _permission(right: str, container: type[models.Model]) -> Permission:
    return Permission.objects.get(codename=right, content_type=ContentType.objects.get_for_model(container))
