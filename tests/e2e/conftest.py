"""Two portals, one browser and one sign-in per person for all journeys; gone again before the next package's tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.inspection import WINDOWS
from tests.e2e.portal import Serving, copy_of_portal, served
from tests.e2e.shape import Seen
from tests.e2e.visitor import Visitor, Wardrobe

# The last line: without it Chromium asks addresses that this machine may not reach, at every start.
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="package")
def installations(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Serving]]:
    """Two portals, each with its demonstration world, loaded once and copied; nothing of them runs afterwards.

    Where none of the chosen tests takes its way twice, there is one.
    """
    is_taken_twice = any("visit_twice" in getattr(item, "fixturenames", ()) for item in request.session.items)
    folder = tmp_path_factory.mktemp("portal")
    folders = [folder / "first", folder / "second"][: 1 + is_taken_twice]
    with ExitStack() as stack:
        if is_taken_twice:
            with served(folders[0]):
                pass
            copy_of_portal(*folders)
        started = [Serving(data) for data in folders]
        for serving in started:
            stack.callback(serving.stop)
        yield started


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium of this machine. Playwright's loop must not outlive the package: Django refuses to work inside one."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)


@pytest.fixture(scope="package")
def seen() -> Seen:
    """What the pages were built of that axe has judged."""
    return Seen()


@pytest.fixture(scope="package")
def wardrobe(browser: Browser, installations: list[Serving], seen: Seen) -> Wardrobe:
    return Wardrobe(browser, installations[0].ready(), seen)


@pytest.fixture(scope="package")
def other_wardrobe(browser: Browser, installations: list[Serving], seen: Seen) -> Wardrobe:
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
