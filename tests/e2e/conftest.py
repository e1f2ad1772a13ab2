"""One portal, one browser and one sign-in per person for all journeys; gone again before the next package's tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.e2e import portal as installation
from tests.e2e.portal import Portal
from tests.e2e.visitor import Visitor, Wardrobe

# The last line: without it Chromium asks addresses that this machine may not reach, at every start.
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="package")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The served portal with its demonstration world; nothing of it runs afterwards."""
    with installation.served(tmp_path_factory.mktemp("portal")) as served:
        yield served


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium of this machine. Playwright's loop must not outlive the package: Django refuses to work inside one."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES)


@pytest.fixture(scope="package")
def wardrobe(browser: Browser, portal: Portal) -> Wardrobe:
    return Wardrobe(browser, portal)


@pytest.fixture
def visit(wardrobe: Wardrobe) -> Iterator[Callable[..., Visitor]]:
    """``visit("chair")`` is the chair at a window of their own; ``visit()`` is somebody signed out.

    When the test is over every window is closed, and what was wrong with any page met on the way fails the test.
    """
    visitors: list[tuple[str | None, Visitor]] = []

    def enter(role: str | None = None, **options: Any) -> Visitor:
        visitors.append((role, wardrobe.dress(role, **options)))
        return visitors[-1][1]

    yield enter
    wrong = [fault for role, visitor in visitors for fault in wardrobe.hang_up(role, visitor)]
    assert not wrong, "\n".join(wrong)
