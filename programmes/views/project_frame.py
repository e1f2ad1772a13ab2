"""What the pages of one project share: tabs, crumbs, who may write, registers as tables; knows no act."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.dates import jdate
from confidentiality.models import Item
from programmes.models import Fund, Project, RDConcept
from programmes.registers import Kind, is_frozen, of_page
from programmes.standing import edits_project, leads_or_runs
from programmes.templatetags.sums import signed
from programmes.views.fund import trail_to

TABS = (
    ("project", gettext_lazy("概要")),
    ("project_plan", gettext_lazy("計画")),
    ("project_team", gettext_lazy("体制")),
    ("project_money", pgettext_lazy("list", "支払")),
    ("project_use", gettext_lazy("実装")),
    ("project_protection", gettext_lazy("保護と権利")),
    ("project_face", gettext_lazy("公開")),
)


def trail(project: Project, *, inside: bool = False) -> list:
    """Crumbs by the content-free titles; what the reader may only know the name of leads nowhere."""
    found = [*trail_to()]
    if fund := Fund.objects.filter(pk=project.fund_id).first():
        found.append((fund.name, reverse("fund", args=[fund.pk])))
    if above := RDConcept.objects.filter(pk=project.concept_id).first():
        found.append((above.title, reverse("concept", args=[above.pk])))
    return [*found, (project.code, reverse("project", args=[project.pk]))] if inside else found


def around(project: Project, person: Any, here: str) -> dict[str, Any]:
    """The context every tab has."""
    return {
        "project": project,
        "tabs": [(label, reverse(name, args=[project.pk]), name == here) for name, label in TABS],
        "tab": dict(TABS)[here],
        "may_edit": edits_project(project, person),
        "may_run": leads_or_runs(project, person),
        "trail": trail(project, inside=here != "project"),
    }


@dataclass
class Cell:
    """One column of one line: its heading, the words, whether they were typed, whether they are a number."""

    heading: Any
    words: Any
    typed: bool = False
    number: bool = False


@dataclass
class Line:
    row: models.Model
    cells: list[Cell]
    late: bool = False


@dataclass
class Block:
    """A register as its tab shows it."""

    kind: Kind
    headings: list[Any]
    lines: list[Line]
    ended: int
    may_add: bool
    frozen: bool = False


def blocks(project: Project, page: str, may_edit: bool, today: date) -> list[Block]:
    """The registers of a tab this reader may know of; a fixed number of queries for each."""
    frozen = page == "team" and is_frozen(project)
    found = []
    for kind in of_page(page):
        if kind.item_of(project) is None:
            continue
        held = frozen and kind.slug == "participants"
        found.append(
            Block(
                kind,
                [heading_of(kind, name) for name in kind.columns],
                [line_of(kind, row, today) for row in kind.lines(project)],
                kind.ended(project).count(),
                may_edit and not held,
                held,
            )
        )
    return found


def line_of(kind: Kind, row: models.Model, today: date) -> Line:
    due = getattr(row, "due_on", None) if getattr(row, "done_on", True) is None else None
    signing = (
        getattr(row, "agreement_due_on", None) if getattr(row, "agreement_signed_on", 1) is None else None
    )
    late = bool((due and due < today) or (getattr(row, "is_student", False) and signing and signing < today))
    return Line(row, [cell(kind, row, name) for name in kind.columns], late)


def heading_of(kind: Kind, name: str) -> Any:
    if name == "days":
        return _("使用までの日数")
    return kind.model._meta.get_field(name).verbose_name


def cell(kind: Kind, row: models.Model, name: str) -> Cell:
    """One value in words; what is not known is a dash."""
    heading = heading_of(kind, name)
    if name == "days":
        said = "–" if row.days is None else ngettext("%(n)s日", "%(n)s日", row.days) % {"n": row.days}
        return Cell(heading, said, number=True)
    field, value = kind.model._meta.get_field(name), getattr(row, name)
    if value in (None, ""):
        return Cell(heading, "–")
    if field.choices:
        return Cell(heading, getattr(row, f"get_{name}_display")())
    if isinstance(value, bool):
        return Cell(heading, _("はい") if value else "–")
    if isinstance(value, date):
        return Cell(heading, jdate(value))
    if isinstance(field, models.BigIntegerField):
        return Cell(heading, signed(value), number=True)
    if isinstance(field, models.PositiveSmallIntegerField):
        return Cell(heading, _("%(n)s％") % {"n": value}, number=True)
    if isinstance(field, models.ForeignKey):
        return Cell(
            heading, getattr(value, "place", None) or getattr(value, "title", None) or value, typed=True
        )
    return Cell(heading, value, typed=True)


def above(project: Project) -> dict[Any, Item]:
    """Concept and fund by their content-free titles."""
    return Item.objects.in_bulk([project.concept_id, project.fund_id])
