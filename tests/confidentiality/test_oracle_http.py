"""What a browser gets equals the readable definition: lists at random instants and at every boundary, pages and files too."""

import random
import re
import uuid
from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from confidentiality import files
from confidentiality.models import Item
from councils.models import Material, MaterialVersion
from tests.confidentiality.boundaries import asked_at, make_boundaries
from tests.confidentiality.oracle import (
    CONTENT,
    MICROSECOND,
    NOTHING,
    T0,
    TITLE,
    Facts,
    by_policy,
    by_sql,
    make_random_world,
    set_clock,
    stop_the_clock,
)

ADDRESS = re.compile(r'href="/materials/([0-9a-f-]{36})/">([^<]*)</a>')
ONWARD = re.compile(r'href="(\?before=[^"]+)"')
SECRET, NEUTRAL = "内容の題", "件名のみ"


class Paper:
    """Makes materials of one council: a real name, a neutral one, a version with a file that both say so."""

    def __init__(self, council: Item) -> None:
        self.council = council

    def __call__(self, **fields: object) -> Material:
        paper = Material.objects.create(
            council=self.council, title=SECRET, public_title=NEUTRAL, disclosure="sealed", **fields
        )
        checked = files.check(SimpleUploadedFile("a.txt", SECRET.encode()))
        MaterialVersion.objects.create(
            item=paper, number=1, text=SECRET, file=files.keep(checked, paper, None)
        )
        return paper


class Browsers:
    """One browser for each person, signed in once. Whoever may not sign in has one that is signed out."""

    def __init__(self) -> None:
        self.clients: dict[uuid.UUID, Client] = {}

    def of(self, person: uuid.UUID) -> Client:
        if person not in self.clients:
            self.clients[person] = Client()
            self.clients[person].force_login(Person.objects.get(pk=person))
        return self.clients[person]


def by_list(client: Client) -> dict[uuid.UUID, int]:
    """The list of materials, leaf by leaf: {item: depth} as the words beside each address tell it."""
    found, page = {}, ""
    while True:
        response = client.get(reverse("material_list") + page)
        assert response.status_code == 200
        body = response.content.decode()
        found |= {uuid.UUID(pk): CONTENT if words == SECRET else TITLE for pk, words in ADDRESS.findall(body)}
        onward = ONWARD.search(body)
        if onward is None:
            return found
        page = onward[1].replace("&amp;", "&")


def by_page(client: Client, item: uuid.UUID) -> int:
    response = client.get(reverse("material", args=[item]))
    if response.status_code == 404:
        return NOTHING
    assert response.status_code == 200
    body = response.content.decode()
    assert SECRET in body or NEUTRAL in body
    return CONTENT if SECRET in body else TITLE


def by_file(client: Client, item: uuid.UUID) -> bool:
    """Whether the bytes come."""
    response = client.post(reverse("material_file", args=[item, 1]))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    assert (response.status_code, SECRET.encode() in body) in ((200, True), (404, False))
    return response.status_code == 200


def assert_browser_sees(client: Client, item: uuid.UUID, depth: int, where: object) -> None:
    assert by_page(client, item) == depth, f"page: {where}"
    assert by_file(client, item) == (depth == CONTENT), f"file: {where}"


def papers(council: Item, **size: int) -> Facts:
    stop_the_clock()
    make_random_world(**size, make_item=Paper(council))
    return Facts.read()


@pytest.fixture
def many(world) -> Facts:
    return papers(world.quantum, seed=20261121, persons=12, items=80)


@pytest.fixture
def few(world) -> Facts:
    """Few enough to ask at every instant there is."""
    return papers(world.quantum, seed=7, persons=8, items=24)


@pytest.fixture
def browsers() -> Browsers:
    return Browsers()


def materials_of(facts: Facts) -> list[uuid.UUID]:
    return [pk for pk, item in facts.items.items() if item.kind == Material._meta.label_lower]


def readers(facts: Facts) -> list[uuid.UUID]:
    """Those of the random world who can sign in."""
    made = Person.objects.filter(family_name__regex=r"^[0-9]+$", is_active=True)
    return list(made.order_by("email").values_list("pk", flat=True))


def disagreements(
    facts: Facts, browsers: Browsers, questions: list[tuple[uuid.UUID, datetime]]
) -> tuple[int, list]:
    """One list answers for all items of a person at an instant: how many triples were asked, and the wrong ones."""
    wrong, items = [], materials_of(facts)
    for person, t in questions:
        sql, policy = by_sql(person, t), by_policy(person, t)
        set_clock(t)
        listed = by_list(browsers.of(person))
        for item in items:
            depths = [
                facts.depth(person, item, t),
                *(arm.get(item, NOTHING) for arm in (sql, policy, listed)),
            ]
            if len(set(depths)) > 1:
                wrong.append((person, item, t, depths))
    return len(questions) * len(items), wrong


def changes(facts: Facts) -> list[tuple[uuid.UUID, uuid.UUID, datetime]]:
    """For every boundary: somebody whose sight of something turns there, if it turns for anybody."""
    found, items, people = [], materials_of(facts), readers(facts)
    for t in facts.instants():
        turned = (
            (person, item, t)
            for person in people
            for item in items
            if facts.depth(person, item, t - MICROSECOND) != facts.depth(person, item, t)
        )
        found += [turn for turn in [next(turned, None)] if turn]
    return found


def test_oracle_sql_policy_and_lists_agree_on_random_triples(many, browsers):
    """Three quarters of them at a boundary or 1 µs beside it."""
    r, people, instants = random.Random(2), readers(many), many.instants()
    questions = [
        (
            r.choice(people),
            r.choice(instants) + r.choice([-1, 0, 0, 1]) * MICROSECOND
            if r.random() < 0.75
            else T0 + timedelta(seconds=r.randint(0, 400 * 86400)),
        )
        for _ in range(255)
    ]
    asked, wrong = disagreements(many, browsers, questions)
    assert asked >= 20_000 and not wrong, wrong[:3]


def test_lists_pages_and_files_turn_at_every_boundary_to_the_microsecond(few, browsers):
    turns = changes(few)
    assert len(turns) >= 40
    for person, item, t in turns:
        for at in (t - MICROSECOND, t, t + MICROSECOND):
            _asked, wrong = disagreements(few, browsers, [(person, at)])
            assert not wrong, wrong[:3]
            set_clock(at)
            assert_browser_sees(browsers.of(person), item, few.depth(person, item, at), (person, item, at))


def test_pages_and_files_turn_at_each_kind_of_boundary_to_the_microsecond(world, browsers):
    stop_the_clock()
    for name, person, item, t, depth in asked_at(make_boundaries(Paper(world.quantum))):
        set_clock(t)
        assert_browser_sees(browsers.of(person.pk), item.pk, depth, name)
        assert by_list(browsers.of(person.pk)).get(item.pk, NOTHING) == depth, f"list: {name}"


def test_signed_out_every_material_asks_to_sign_in_whatever_it_is(few):
    client = Client()
    for item in [*materials_of(few), uuid.uuid4()]:
        for path in (reverse("material", args=[item]), reverse("material_file", args=[item, 1])):
            assert client.get(path)["Location"].startswith("/accounts/login/")
