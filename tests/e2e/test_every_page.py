"""Every page a person can reach by its links: all are asked for, one of each shape is opened in a browser; nothing is pressed.

Plain HTTP asks for every link, so that one that leads nowhere is met whatever thing it is of, and reads the markup of all.
The browser opens what was not opened before: an address by its name for each role that has it built differently, and
whatever puts an element where none stood. There axe judges, wide and narrow, light and dark.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest

from tests.e2e.inspection import WINDOWS
from tests.e2e.shape import Shape, shape_of
from tests.e2e.visitor import Visitor, name_of

pytestmark = pytest.mark.e2e

ENTRANCES = (
    "/",
    "/home/",
    "/councils/",
    "/materials/",
    "/scopes/",
    "/me/settings/",
    "/me/records/",
    "/me/bindings/",
    "/public/",
    "/accounts/login/",
)
OF_PROGRAMMES = ("/programmes/", "/public/programmes/")
BEHIND_THE_FIRST = re.compile(r"^/((public/)?programmes/.|disclosures/)")
ANYWHERE_ELSE = re.compile(r"^/(?!(public/)?programmes/|disclosures/)")
NOT_ASKED_FOR = re.compile(
    r"/accounts/logout/|/(file|files/\d+|editions/\d+/pdf)/$|/public/summaries/[^/]+/pdf/$|/papers/[a-z_]+/pdf/$"
)
MOST = 5  # things of one kind that a role asks for: the fortieth measure is as the fifth
# How many addresses by name a role has at least: fewer, and a door is shut or a link is gone.
FEWEST = {
    "secretariat": 85,
    "chair": 55,
    "provider": 55,
    "needs": 60,
    "candidate": 25,
    "outside-ministry": 22,
    "administrator": 30,
    "auditor": 22,
    None: 9,
}
FEWEST_OF_PROGRAMMES = {"secretariat": 180, "candidate": 125, "evaluator": 58, "researcher": 100, None: 26}


@pytest.mark.parametrize("role", FEWEST, ids=str)
def test_every_page_is_in_order_in_every_window(visit, role):
    """No axe violation, nothing wider than the window, no word of the browser about the policy, no link that leads nowhere."""
    assert len(walk(visit(role, viewport=WINDOWS[-1][0]), ENTRANCES, BEHIND_THE_FIRST)) >= FEWEST[role]


@pytest.mark.parametrize("role", FEWEST_OF_PROGRAMMES, ids=str)
def test_every_page_of_programmes_is_in_order_in_every_window(visit, role):
    """The same for the pages of the guideline, technologies, calls, funds and projects: some hundreds for each role."""
    assert (
        len(walk(visit(role, viewport=WINDOWS[-1][0]), OF_PROGRAMMES, ANYWHERE_ELSE))
        >= FEWEST_OF_PROGRAMMES[role]
    )


def test_every_public_page_of_programmes_is_in_order_in_english(visit):
    """Longer words, and Japanese names among them, in the narrow window."""
    reader = visit(viewport=WINDOWS[-1][0])
    reader.context.add_cookies([{"name": "django_language", "value": "en", "url": reader.portal.address}])
    assert len(walk(reader, OF_PROGRAMMES[1:], ANYWHERE_ELSE)) >= FEWEST_OF_PROGRAMMES[None] - 2


def walk(visitor: Visitor, entrances: tuple[str, ...], beyond: re.Pattern[str]) -> set[str]:
    """Breadth first over all links but those ``beyond``; returns the names of the addresses that are pages."""
    waiting, met = deque(entrances), set(entrances)
    asked: Counter[str] = Counter()
    names: set[str] = set()
    while waiting:
        path = waiting.popleft()
        kind = kind_of(path)
        if asked[kind] >= MOST or (found := ask(visitor, path)) is None:
            continue
        where, shape = found
        asked[kind] += 1 if shape else MOST  # of a file, one is enough
        if not shape:
            continue
        visitor.faults += [f"{path} {fault}" for fault in shape.faults]
        name = name_of(where)
        is_new = not visitor.seen.has_all_of(shape) or (
            name not in names and shape.build not in visitor.seen.builds
        )
        names.add(name)
        if is_new:
            visitor.page.goto(visitor.portal.address + path)
            visitor.judge(shape)
        for link in (where + link if link.startswith("?") else link for link in shape.links):
            if link not in met and not NOT_ASKED_FOR.search(link) and not beyond.search(link):
                met.add(link)
                waiting.append(link)
    return names


def ask(visitor: Visitor, path: str) -> tuple[str, Shape | None] | None:
    """Where the address led, and the page's shape (none: a file); nothing when it led nowhere, which is a fault."""
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in visitor.context.cookies())
    try:
        with urlopen(
            Request(visitor.portal.address + path, headers={"Cookie": cookies, "Accept-Language": "ja"}),
            timeout=60,
        ) as answer:
            page = answer.read().decode() if answer.headers["Content-Type"].startswith("text/html") else None
            return urlsplit(answer.url).path, shape_of(page) if page else None
    except HTTPError as error:
        visitor.faults.append(f"{path} answers {error.code}")
        return None


def kind_of(path: str) -> str:
    """The address without what makes it particular."""
    where, _mark, asked = path.partition("?")
    where = re.sub(r"/\d+/", "/N/", re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", where))
    return where + "".join(
        f"?{part if part.startswith(('tab=', 'show=')) else part.partition('=')[0]}"
        for part in asked.split("&")
        if asked
    )
