"""Two portals, one browser and one sign-in per person for all journeys; gone again before the next package's tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.inspection import WINDOWS
from tests.e2e.portal import Serving
from tests.e2e.visitor import Visitor, Wardrobe

# The last line: without it Chromium asks addresses that this machine may not reach, at every start.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="package")
def installations(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Serving]]:
    """Two portals, each with its demonstration world; they load side by side, and nothing of them runs afterwards."""
    with ExitStack() as stack:
        started = [Serving(tmp_path_factory.mktemp("portal")) for _number in range(2)]
        for serving in started:
            stack.callback(serving.stop)
        yield started


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium of this machine. Playwright's loop must not outlive the package: Django refuses to work inside one."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)


@pytest.fixture(scope="package")
def seen() -> set[int]:
    """How the pages were built that axe has judged."""
    return set()


@pytest.fixture(scope="package")
def wardrobe(browser: Browser, installations: list[Serving], seen: set[int]) -> Wardrobe:
    return Wardrobe(browser, installations[0].ready(), seen)


@pytest.fixture(scope="package")
def other_wardrobe(browser: Browser, installations: list[Serving], seen: set[int]) -> Wardrobe:
    """For those who take the same way again in another window: a world in which nobody has taken it yet."""
    return Wardrobe(browser, installations[1].ready(), seen)


@contextmanager
def visits(wardrobe: Wardrobe, **window: Any) -> Iterator[Callable[..., Visitor]]:
    """Gives out windows and closes them; what was wrong with any page met on the way fails the test."""
    visitors: list[tuple[str | None, Visitor]] = []

    def enter(role: str | None = None, **options: Any) -> Visitor:
        visitors.append((role, wardrobe.dress(role, **window, **options)))
        return visitors[-1][1]

    yield enter
    wrong = [fault for role, visitor in visitors for fault in wardrobe.hang_up(role, visitor)]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def visit(wardrobe: Wardrobe) -> Iterator[Callable[..., Visitor]]:
    """``visit("chair")`` is the chair at a window of their own; ``visit()`` is somebody signed out."""
    with visits(wardrobe) as enter:
        yield enter


@pytest.fixture(params=["1280-light", "320-dark"])
def visit_twice(request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """As ``visit``, for a test that takes its whole way twice: at a desk by day, and on a telephone by night."""
    size, colours = WINDOWS[0] if request.param == "1280-light" else WINDOWS[-1]
    wardrobe = request.getfixturevalue("wardrobe" if size is WINDOWS[0][0] else "other_wardrobe")
    with visits(wardrobe, viewport=size, color_scheme=colours) as enter:
        yield enter
