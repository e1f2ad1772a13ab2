"""Keeps the list of issues and viewpoints, and what is tagged with them; refuses tags on what the reader may not read (R20, R25, R49)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.expressions import RawSQL

from accounts.models import Person
from confidentiality import journal
from confidentiality.models import Item
from confidentiality.verbs import Refused, lock
from programmes.catalogue import SUBJECTS, things
from programmes.models import CatalogueEntry, Issue, IssueTag
from programmes.rights import is_staff

TAGGED: dict[str, tuple[Any, str]] = {**SUBJECTS, "entry": (CatalogueEntry, "catalogue_entry")}


@transaction.atomic
def save_issue(*, by: Person, issue: Issue | None = None, **fields: Any) -> Issue:
    """A word of the list, or its correction; what carries it keeps it."""
    if not is_staff(None, by):
        raise Refused("save_issue")
    made = issue or Issue()
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    journal.record("save_issue", made)
    return made


@transaction.atomic
def set_tags(subject: Item, *, by: Person, issues: Sequence[Issue]) -> None:
    """The issues this thing serves, all of them; what is not among them loses its tag."""
    if not is_staff(subject, by):
        raise Refused("set_tags")
    lock(subject.pk)
    wanted = {issue.pk for issue in issues}
    now = set(IssueTag.objects.filter(item_id=subject.pk).values_list("issue_id", flat=True))
    IssueTag.objects.filter(item_id=subject.pk, issue_id__in=now - wanted).delete()
    for pk in wanted - now:
        IssueTag.objects.create(item_id=subject.pk, issue_id=pk, tagged_by=by)
    if wanted != now:
        journal.record(
            "set_tags",
            subject,
            added=[str(pk) for pk in wanted - now],
            removed=[str(pk) for pk in now - wanted],
        )


def issues_of(subject: Item) -> list[Issue]:
    return list(Issue.objects.filter(tags__item_id=subject.pk))


def tags_of(issue: Issue, start: int, stop: int) -> list[IssueTag]:
    """What carries the issue and this reader may read, kind by kind: those from ``start`` to before ``stop``; one query."""
    page = RawSQL("select * from app.tags_of_issue(%s, %s, %s)", [issue.pk, start, stop - start])
    rows = IssueTag.objects.filter(pk__in=page).select_related("item")
    return list(rows.order_by("item__kind", "-item__created", "pk"))


def tagged(tags: Sequence[IssueTag]) -> list[tuple[str, Any]]:
    """[(the address's word, the thing)] behind these tags, in their order; at most one query a kind."""
    words = {model._meta.label_lower: word for word, (model, _page) in TAGGED.items()}
    wanted: dict[str, list[Any]] = {}
    for tag in tags:
        wanted.setdefault(tag.item.kind, []).append(tag.item_id)
    read = {
        pk: row
        for kind, pks in wanted.items()
        if kind in words
        for pk, row in things(TAGGED[words[kind]][0]).in_bulk(pks).items()
    }
    return [(words[tag.item.kind], read[tag.item_id]) for tag in tags if tag.item_id in read]
