"""A person at a browser: signs in, reads, fills fields by their labels and presses by name; every page is inspected on arrival."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from tests.e2e.inspection import WINDOWS, faults_by_day, faults_here, faults_in_every_window, listen
from tests.e2e.portal import PASSWORD, Portal
from tests.e2e.shape import Seen, Shape, shape_of

WIDE = WINDOWS[0][0]


def name_of(path: str) -> str:
    """What the portal calls this address, whatever thing it is of; nothing when it knows none."""
    try:
        return resolve(path.partition("?")[0].partition("#")[0]).view_name
    except Resolver404:
        return ""


class Visitor:
    """One person with one window. ``seen`` holds what was inspected already, shared by all visitors; None: nothing is.

    ``is_hasty``: rules are asked of a page only where the walk says ``judge_by_day``; what words can break is looked at
    everywhere.
    """

    def __init__(
        self, context: BrowserContext, portal: Portal, seen: Seen | None, *, is_hasty: bool = False
    ) -> None:
        self.context, self.portal, self.seen, self.is_hasty, self.password = (
            context,
            portal,
            seen,
            is_hasty,
            PASSWORD,
        )
        self.session: Any = None
        self.complaints: list[str] = []
        self.faults: list[str] = []
        self.opened = 0  # pages
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.set_default_navigation_timeout(45_000)
        listen(self.page, self.complaints)

    def sign_in(self, email: str) -> None:
        """By the page for it, with the demonstration's password."""
        self.goto("/accounts/login/")
        Filler(self.main).text("メールアドレス", email).text("パスワード", self.password)
        self.press("サインインする", self.main)
        assert self.path == "/home/", f"{email} was not let in: {self.main.inner_text()[:200]}"

    # --- moving -------------------------------------------------------------------------------------

    def goto(self, path: str) -> Response:
        """Open an address of the portal; asserts that the page is there."""
        response = self.page.goto(path if path.startswith("http") else self.portal.address + path)
        assert response and response.status < 400, f"{response and response.status} {path}"
        self._arrived()
        return response

    def finds_nothing(self, path: str) -> None:
        """The address answers as if there were nothing."""
        response = self.page.goto(self.portal.address + path)
        assert response and response.status == 404, f"{response and response.status} {path}"
        self.inspect()

    def follow(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Click a link by its words, and arrive."""
        self._go((within or self.page).get_by_role("link", name=name, exact=isinstance(name, str)).first)

    def through(self, *names: str | re.Pattern[str]) -> None:
        """From the page one is at (or one's desk, where one begins) by the menu to the programme, and on from link to link."""
        if not self.page.url.startswith(self.portal.address):
            self.goto("/home/")
        self.follow("制度と基金", self.page.get_by_role("navigation", name="主なメニュー"))
        for name in names:
            self.follow(name, self.main)

    def again(self) -> None:
        """Load the page in the window anew."""
        self.page.reload()
        self._arrived()

    def press(self, name: str | re.Pattern[str], within: Locator | None = None) -> None:
        """Press a button by its words, and arrive where it leads."""
        self._go((within or self.page).get_by_role("button", name=name, exact=isinstance(name, str)).first)

    def arrive_by(self, act: Callable[[], None]) -> None:
        """Do what leads to another page, and wait until it is there."""
        with self.page.expect_navigation():
            act()
        self._arrived()

    def _go(self, target: Locator) -> None:
        self.arrive_by(lambda: target.click(no_wait_after=True))  # the arrival is waited for, and longer

    def _arrived(self) -> None:
        """Inspect; and prove who one is when asked, which before grave acts happens five minutes after the last proof.

        What was being sent goes on from there under the same address, so it is the box that asks, not the address.
        """
        self.page.wait_for_load_state("load")
        self.opened += 1
        self.inspect()
        if self.path.startswith("/accounts/reauthenticate/") and self.main.get_by_label("パスワード").count():
            Filler(self.main).text("パスワード", self.password)
            self._go(self.main.get_by_role("button", name="確認する"))

    # --- filling and reading ------------------------------------------------------------------------

    def fill(self, within: Locator | None = None) -> Filler:
        return Filler(within or self.main)

    def reads(self, words: str | re.Pattern[str]) -> None:
        """The words stand in the page's main part."""
        expect(self.page.locator("main")).to_contain_text(words)

    def does_not_read(self, *words: str) -> None:
        """None of the words stands anywhere in what the server sent."""
        sent = self.page.content()
        assert not [w for w in words if w in sent]

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.portal.address)

    # --- judging ------------------------------------------------------------------------------------

    def inspect(self) -> None:
        """Judge the page as it stands; what is built as no page before, in every window."""
        if self.seen is None:
            return
        if self.is_hasty:
            self._note(faults_here(self.page))
            return
        shape, name = shape_of(self.page.content()), name_of(self.path)
        rules, parts = name not in self.seen.names, not self.seen.has_all_of(shape)
        self.seen.keep(name, shape)
        if rules or parts:
            self._note(faults_in_every_window(self.page, rules=True, parts=parts, wide=True))
        else:
            self._note(faults_here(self.page))

    def judge(self, shape: Shape) -> None:
        """The same for a page whose ``shape`` is known already; narrow always, for it is words that grow too wide there."""
        name, parts = name_of(self.path), not self.seen.has_all_of(shape)
        is_new = name not in self.seen.names
        self.seen.keep(name, shape)
        self._note(faults_in_every_window(self.page, rules=is_new or parts, parts=parts, wide=False))

    def judge_by_day(self) -> None:
        """The rules, in wide and narrow by day: for pages of a state that no walk over all pages meets."""
        if self.seen is not None:
            self._note(faults_by_day(self.page))

    def _note(self, faults: list[str]) -> None:
        self.faults += [f"{self.path} {fault}" for fault in faults]

    def leave(self) -> list[str]:
        """Close the window, and say everything that was wrong on the way."""
        self.session = self.context.storage_state()
        self.context.close()
        return [
            *dict.fromkeys(self.faults),
            *dict.fromkeys(f"the browser said at {self.path}: {c}" for c in self.complaints),
        ]


class Filler:
    """Fields by their labels, as a person fills them; chains."""

    def __init__(self, within: Page | Locator) -> None:
        self.within = within

    def text(self, label: str | re.Pattern[str], value: str) -> Filler:
        self.within.get_by_label(label).first.fill(value)
        return self

    def date(self, legend: str, value: str) -> Filler:
        """A whole date typed into the first box, as a person who copies it would."""
        boxes = self.within.get_by_role("group", name=re.compile(legend))
        for label, part in zip(("年", "月", "日"), value.split("-"), strict=True):
            boxes.get_by_label(label, exact=True).fill(part)
        return self

    def choose(self, label: str | re.Pattern[str], option: str) -> Filler:
        self.within.get_by_label(label).first.select_option(label=option)
        return self

    def tick(self, *labels: str | re.Pattern[str]) -> Filler:
        for label in labels:
            self.within.get_by_label(label).first.check()
        return self


class Wardrobe:
    """Makes visitors out of roles; everybody signs in once and comes back with the same session."""

    def __init__(self, browser: Browser, portal: Portal, seen: Seen) -> None:
        self.browser, self.portal, self.seen = browser, portal, seen
        self.sessions: dict[str, Any] = {}

    def dress(
        self, role: str | None = None, *, inspects: bool = True, is_hasty: bool = False, **options: Any
    ) -> Visitor:
        """A visitor in a window of their own, signed in when a demonstration role is named."""
        if role is not None and role not in self.sessions:
            newcomer = self._enter(None, inspects, is_hasty)
            newcomer.sign_in(f"{role}@demo.example")
            self.hang_up(role, newcomer)
        return self._enter(self.sessions.get(role) if role else None, inspects, is_hasty, **options)

    def hang_up(self, role: str | None, visitor: Visitor) -> list[str]:
        """The end of a visit: keep the session (its key changes when somebody proves who they are), say what was wrong."""
        wrong = visitor.leave()
        if role is not None:
            self.sessions[role] = visitor.session
        return wrong

    def _enter(self, session: Any, inspects: bool = True, is_hasty: bool = False, **options: Any) -> Visitor:
        settings = {
            "viewport": WIDE,
            "color_scheme": "light",
            "locale": "ja-JP",
            "timezone_id": "Asia/Tokyo",
            "reduced_motion": "reduce",
            "storage_state": session,
            **options,
        }
        return Visitor(
            self.browser.new_context(**settings),
            self.portal,
            self.seen if inspects else None,
            is_hasty=is_hasty,
        )
