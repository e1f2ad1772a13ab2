"""Keeps the list of issues and viewpoints, and what is tagged with them; refuses tags on what the reader may not read (R20, R25, R49)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts.models import Person
from confidentiality import journal
from confidentiality.models import Item
from confidentiality.verbs import Refused, lock
from programmes.catalogue import SUBJECTS
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


def tagged_with(issue: Issue) -> list[tuple[str, Any]]:
    """[(the address's word, the thing)] that this reader may read, kind by kind; at most one query a kind and two."""
    items = IssueTag.objects.filter(issue=issue).values_list("item_id", "item__kind")
    kinds = dict(items)
    found: list[tuple[str, Any]] = []
    for word, (model, _page) in TAGGED.items():
        wanted = [pk for pk, kind in kinds.items() if kind == model._meta.label_lower]
        found += [(word, row) for row in model.objects.in_bulk(wanted).values()] if wanted else []
    return found
