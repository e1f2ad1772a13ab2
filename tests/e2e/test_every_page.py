"""Every page a person can reach by its links, in wide and narrow windows, light and dark; nothing is pressed."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import Error

from tests.e2e.visitor import Visitor

pytestmark = pytest.mark.e2e

ROLES = ("secretariat", "chair", "provider", "needs", "candidate", "outside-ministry", "administrator", "auditor", None)
ENTRANCES = ("/", "/home/", "/councils/", "/materials/", "/scopes/", "/me/settings/", "/me/records/", "/me/bindings/", "/public/", "/accounts/login/")
PROGRAMMES = re.compile(r"^/((public/)?programmes/.|disclosures/)")  # behind their first page: a long walk of its own
# Pages whose states differ so much that one is not enough; of every other kind one is opened.
SEVERAL = {"/scopes/ID/": 9, "/meetings/ID/": 4, "/meetings/ID/record/": 3, "/meetings/ID/summary/": 3, "/materials/ID/": 3, "/seats/ID/": 2,
           "/seats/ID/manage/": 3}
NOT_PAGES = re.compile(r"/accounts/logout/|/(file|files/\d+|editions/\d+/pdf)/$|/public/summaries/[^/]+/pdf/$|/papers/[a-z_]+/pdf/$")
FEWEST = {"secretariat": 80, "chair": 40, "provider": 40, "needs": 40, "candidate": 12, "outside-ministry": 12, "administrator": 18, "auditor": 12, None: 8}
OF_PROGRAMMES = {"secretariat": 330, "candidate": 210, "evaluator": 85, "researcher": 190, None: 35}


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_every_page_is_in_order_in_every_window(visit, role):
    """No axe violation, nothing wider than the window, no word of the browser about the policy, no link that leads nowhere."""
    visitor = visit(role)
    opened = walk(visitor, ENTRANCES, PROGRAMMES)
    assert opened >= FEWEST[role]


@pytest.mark.long
@pytest.mark.parametrize("role", OF_PROGRAMMES, ids=str)
def test_every_page_of_programmes_is_in_order_in_every_window(visit, role):
    """The same for the pages of the guideline, technologies, calls, funds and projects: some hundreds for each role."""
    opened = walk(visit(role), ("/programmes/", "/public/programmes/"), re.compile(r"^/(?!(public/)?programmes/|disclosures/)"))
    assert opened >= OF_PROGRAMMES[role]


def walk(visitor: Visitor, entrances: tuple[str, ...], beyond: re.Pattern[str]) -> int:
    """Breadth first over all links but those ``beyond``; returns how many pages were opened."""
    waiting, met, opened = list(entrances), set(entrances), Counter()
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if opened[kind] >= SEVERAL.get(kind, 1) or not arrive(visitor, path):
            continue
        opened[kind] += 1
        visitor.inspect_in_every_window()
        for link in links(visitor):
            if link not in met and not NOT_PAGES.search(link) and not beyond.search(link):
                met.add(link)
                waiting.append(link)
    return opened.total()


def arrive(visitor: Visitor, path: str) -> bool:
    """Whether there is a page; an address that only sends a file is none."""
    try:
        response = visitor.page.goto(visitor.portal.address + path)
    except Error as error:
        if "Download is starting" in error.message:
            return False
        raise
    if response.status >= 400:
        visitor.faults.append(f"{path} answers {response.status}: {visitor.main.inner_text()[:80]}")
    return True


def links(visitor: Visitor) -> list[str]:
    found = visitor.page.eval_on_selector_all("a[href^='/'], a[href^='?']", "all => all.map((a) => a.pathname + a.search)")
    return list(dict.fromkeys(found))


def kind_of(path: str) -> str:
    """The address without what makes it particular."""
    where, _mark, asked = path.partition("?")
    where = re.sub(r"/\d+/", "/N/", re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", where))
    return where + "".join(f"?{part if part.startswith(('tab=', 'show=')) else part.partition('=')[0]}" for part in asked.split("&") if asked)
