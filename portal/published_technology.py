"""Loads what the published documents say of topics, government documents, budgets and issues; adds no fact of its own."""

from datetime import date
from typing import Any

from accounts.models import Organisation
from accounts.phrasing import in_japanese
from confidentiality import audience
from confidentiality.models import Item
from portal.published import read
from programmes.models import BudgetLine, CatalogueEntry, CatalogueLink, Fund, Issue

EVERYBODY_AND_OFFICE = (audience.office("programme_staff"), audience.EVERYBODY)


def load_technology(fund: Fund) -> None:
    """Everything below; ``fund``: the programme whose place among the documents the slides show. Twice is once."""
    data = read("published/technology.yaml")
    documents = [_entry("document", **one) for one in data["documents"]]
    for one in data["topics"]:
        _entry("topic", **one)
    for entry, one in zip(documents, data["documents"], strict=True):
        if one.get("carries_the_fund"):
            CatalogueLink.objects.get_or_create(
                item=entry, subject_id=fund.pk, valid_until=None, defaults={"how": data["link"]}
            )
    for one in data["budget"]:
        _budget_line(**one)
    for one in data["issues"]:
        Issue.objects.get_or_create(name=one["name"], defaults=one)


def _entry(register: str, *, title: str, carries_the_fund: bool = False, on: str = "", **fields: Any) -> Any:
    found = CatalogueEntry.objects.filter(register=register, title=title).first()
    if found:
        return found
    made = CatalogueEntry.objects.create(
        register=register,
        title=title,
        on=date.fromisoformat(on) if on else None,
        public_title=in_japanese(str(CatalogueEntry.Register(register).label)),
        is_public=True,
        **fields,
    )
    _open(made)
    return made


def _budget_line(*, ministry: str = "", **fields: Any) -> None:
    named = Organisation.objects.get(name=ministry) if ministry else None
    if BudgetLine.objects.filter(ministry=named, **fields).exists():
        return
    made = BudgetLine.objects.create(
        ministry=named,
        public_title=in_japanese("予算の要求と措置"),
        state=BudgetLine.State.PUBLISHED,
        **fields,
    )
    _open(made)


def _open(made: Item) -> None:
    audience.open_to(made, *EVERYBODY_AND_OFFICE)
