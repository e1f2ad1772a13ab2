"""The access matrix lawyers read holds line by line: asked of the database, pages, lists, API and "who can see this"."""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import pytest
from django.db import ProgrammingError, models, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from confidentiality import explaining
from confidentiality.acting import acting_as
from confidentiality.checks import all_patterns
from confidentiality.guards import CONTENT, TITLE
from confidentiality.models import Designation, Item
from confidentiality.rls import our_models
from councils.models import (
    ActionItem,
    Consultation,
    Council,
    Decision,
    Material,
    Meeting,
    MinutesRecord,
    MinutesSummary,
    RemarkSuggestion,
    SupportAction,
)
from portal.drawing import matrix
from programmes.models import (
    EligibilityCheck,
    Proposal,
    ProposalDeclaration,
    ProposalImport,
    ProposalRoll,
    ProposalSection,
    ProposalVersion,
)
from tests.access_scenes import PEOPLE_OF, REAL_TITLE, SCENES, complete
from tests.cast import World

CASES = matrix.cases(matrix.lines())


class Sight(NamedTuple):
    """How far a row is seen; None where the question has no answer to give."""

    title: bool | None
    content: bool | None


class Visit:
    """One role in one scene: the person, their browser, what they have been shown and what others say of them."""

    def __init__(self, world: World, role: str, readers: dict[Any, list[explaining.Reader]]) -> None:
        key = PEOPLE_OF[role]
        self.person, self.client = world.people[key] if key else None, Client()
        self.readers = readers
        self.answers: dict[str, tuple[HttpResponse, str]] = {}

    def get(self, path: str) -> tuple[HttpResponse, str]:
        """The answer and its text; asked once."""
        if self.person and not self.answers:
            self.client.force_login(self.person)
        if path not in self.answers:
            response = self.client.get(path)
            self.answers[path] = response, "" if response.streaming else response.content.decode()
        return self.answers[path]


def has_title(row: models.Model) -> bool:
    """An item of its own; the bare register of items is asked like any other row."""
    return isinstance(row, Item) and type(row) is not Item


def by_database(visit: Visit, row: models.Model) -> Sight:
    with acting_as(visit.person):
        title = Item.objects.filter(pk=row.pk).exists() if has_title(row) else None
        try:
            return Sight(title, type(row)._default_manager.filter(pk=row.pk).exists())
        except ProgrammingError as refused:  # a table no web reader may even ask
            assert "permission denied" in str(refused)
            transaction.set_rollback(True)
            return Sight(title, False)


@cache
def page_of(model: type[models.Model]) -> str | None:
    """The first address whose door hands out this model by its id alone."""
    for where, pattern in all_patterns():
        door = getattr(pattern.callback, "door", "")
        if where.startswith("/api/"):
            continue
        if door == f"item {model._meta.label}" and list(pattern.pattern.converters) == ["pk"]:
            return where.replace("<uuid:pk>", "{}")
    return None


def by_page(visit: Visit, row: models.Model) -> Sight:
    """404 for what is not seen; a refused act (403, 405) tells that the thing itself is seen. Signed out: sign in."""
    if isinstance(row, Material):
        return by_material_page(visit, row)
    address = page_of(type(row))
    if address is None:
        return Sight(None, None)
    response, _body = visit.get(address.format(row.pk))
    if visit.person is None:
        assert response["Location"].startswith("/accounts/login/")
        return Sight(None, None)
    if response.status_code == 404 and type(row) in NEED_MORE:
        return Sight(None, None)
    return Sight(None, response.status_code != 404)


# Pages inside a council that show more than the row itself: who does not see all of it gets none.
NEED_MORE = {MinutesSummary: "its meeting", RemarkSuggestion: "the remark it would change"}


def by_material_page(visit: Visit, row: Material) -> Sight:
    response, body = visit.get(reverse("material", args=[row.pk]))
    file, _body = visit.get(reverse("material_file", args=[row.pk, 1]))
    if visit.person is None:
        assert (response.status_code, file.status_code) == (302, 302)
        return Sight(None, None)
    shown = REAL_TITLE in body
    assert shown == (file.status_code != 404)
    return Sight(response.status_code == 200, shown)


LISTS = {
    Material: lambda row: reverse("material_list"),
    Designation: lambda row: reverse("designation_list") + "?tab=open",
    Meeting: lambda row: reverse("meeting_list", args=[row.council_id]),
    Consultation: lambda row: reverse("council_board", args=[row.council_id]),
    ActionItem: lambda row: reverse("decisions", args=[row.council_id]) + "?show=all",
    Decision: lambda row: reverse("decisions", args=[row.council_id]) + "?show=all",
    SupportAction: lambda row: reverse("support_list", args=[row.council_id]),
}


def by_list(visit: Visit, row: models.Model) -> Sight:
    """Whether the list names it, and a material by its real name."""
    if type(row) not in LISTS or visit.person is None:
        return Sight(None, None)
    _response, body = visit.get(LISTS[type(row)](row))
    if isinstance(row, Decision):
        return Sight(None, row.text in body)
    listed = str(row.pk) in body
    if isinstance(row, Designation) and not listed:  # a list of those under way, not of all there are
        return Sight(None, None)
    return Sight(listed, REAL_TITLE in body) if isinstance(row, Material) else Sight(None, listed)


IN_THE_API = {
    ActionItem: ("api_action", "api_actions"),
    Council: ("api_council", "api_councils"),
    Decision: ("api_decision", "api_decisions"),
    Designation: ("api_designation", "api_designations"),
    Material: ("api_material", "api_materials"),
    Meeting: ("api_meeting", "api_meetings"),
    MinutesRecord: ("api_record", "api_records"),
    MinutesSummary: ("api_summary", "api_summaries"),
}


def by_api(visit: Visit, row: models.Model) -> Sight:
    """The thing by its address, and its line in the list, which must say the same. Signed out: nothing but sign in."""
    if type(row) not in IN_THE_API:
        return Sight(None, None)
    name, names = IN_THE_API[type(row)]
    (one, body), (many, _body) = visit.get(reverse(name, args=[row.pk])), visit.get(reverse(names))
    if visit.person is None:
        assert (one.status_code, many.status_code) == (401, 401)
        return Sight(None, None)
    listed = next((line for line in many.json()["results"] if line["id"] == str(row.pk)), None)
    assert (one.status_code, listed is None) in ((200, False), (404, True)), (name, visit.person)
    if not has_title(row):
        return Sight(None, listed is not None)
    told = one.json() if listed else {"has_content": False}
    assert listed is None or told["has_content"] == listed["has_content"]
    if isinstance(row, Material):
        assert told["has_content"] == (REAL_TITLE in body)
    return Sight(listed is not None, told["has_content"])


def by_public_page(visit: Visit, row: models.Model) -> Sight:
    """What anybody may read without signing in."""
    pages = {Council: "public_council", Material: "public_material", MinutesSummary: "public_summary"}
    if type(row) not in pages or visit.person is not None:
        return Sight(None, None)
    return Sight(None, visit.get(reverse(pages[type(row)], args=[row.pk]))[0].status_code == 200)


# Who reads these for the agency is told to nobody of a proposal: 「だれが見られるか」 names no reader to its people.
UNEXPLAINED = (
    EligibilityCheck,
    Proposal,
    ProposalDeclaration,
    ProposalImport,
    ProposalRoll,
    ProposalSection,
    ProposalVersion,
)


def by_explanation(visit: Visit, row: models.Model) -> Sight:
    """Whether they stand in the answer to 「だれが見られるか」, and how far."""
    if not has_title(row) or isinstance(row, UNEXPLAINED):
        return Sight(None, None)
    own = visit.person.pk if visit.person else None
    depth = max((r.depth for r in visit.readers[row.pk] if r.person_id in (own, None)), default=0)
    return Sight(depth >= TITLE, depth == CONTENT)


def readers_of(world: World, rows: list[models.Model]) -> dict[Any, list[explaining.Reader]]:
    """「だれが見られるか」 of every item, as its provider is told, or else the first of its people who is."""
    found = {}
    for row in (r for r in rows if has_title(r) and not isinstance(r, UNEXPLAINED)):
        with acting_as(_teller(world, row)):
            found[row.pk] = explaining.readers(Item.objects.get(pk=row.pk), depth=TITLE)
    return found


def _teller(world: World, row: Any) -> Any:
    """Secretariat, agency or representative, whoever of them sees it."""
    for who in filter(None, (row.custodian, world.sato, world.nakamura, world.takahashi)):
        with acting_as(who):
            if type(row)._default_manager.filter(pk=row.pk).exists():
                return who
    return world.sato


Arm = Callable[[Visit, models.Model], Sight]
CHEAP: tuple[Arm, ...] = (by_database, by_explanation)
IN_THE_BROWSER: tuple[Arm, ...] = (by_page, by_list, by_api, by_public_page)


def expected(line: matrix.Line) -> Sight:
    return Sight(None if line.title == matrix.NONE else line.title == matrix.YES, line.content == matrix.YES)


def browsing(told: dict[str, list[matrix.Line]], turn: int) -> set[str]:
    """Two of all who see the same in a scene, in turn from scene to scene, and always the one signed out."""
    alike: dict[tuple, list[str]] = {}
    for role, lines in told.items():
        alike.setdefault(tuple(map(expected, lines)), []).append(role)
    return {group[(turn + n) % len(group)] for group in alike.values() for n in (0, 1)} | {matrix.ROLES[-1]}


@pytest.mark.parametrize("state", SCENES)
def test_every_line_of_the_matrix_holds(world, state):
    rows = SCENES[state](complete(world))
    assert {row._meta.label for row in rows} == {model for model, told in CASES if told == state}
    answers = [matrix.answers(CASES[row._meta.label, state]) for row in rows]
    told = {role: [answer[role] for answer in answers] for role in matrix.ROLES}
    browsers, readers, wrong = browsing(told, list(SCENES).index(state)), readers_of(world, rows), []
    for role, lines in told.items():
        visit = Visit(world, role, readers)
        arms = CHEAP + IN_THE_BROWSER if role in browsers else CHEAP
        for row, line in zip(rows, lines, strict=True):
            assert (line.title == matrix.NONE) == (not has_title(row)), line
            for arm in arms:
                for said, true in zip(arm(visit, row), expected(line), strict=True):
                    if said is not None and said != true:
                        wrong.append((arm.__name__, line.thing, role, f"matrix {true}, answer {said}"))
    assert not wrong, wrong


def test_every_case_of_the_matrix_names_everybody_once():
    for case in CASES.values():
        assert set(matrix.answers(case)) == set(matrix.ROLES) == set(PEOPLE_OF)


def test_every_state_of_the_matrix_is_played_and_nothing_is_played_that_it_does_not_speak_of():
    assert {state for _model, state in CASES} == set(SCENES)


def test_a_model_of_ours_without_a_line_in_the_matrix_is_noticed():
    """Whoever adds a table says in the matrix who sees its rows."""
    assert {model._meta.label for model in our_models()} == {model for model, _state in CASES}


def test_every_state_of_an_agreement_is_in_the_matrix():
    told = " ".join(state for _model, state in CASES)
    assert not [state.label for state in Designation.State if str(state.label) not in told]
