"""Takes the pictures of the README from the demonstration world: `.venv/bin/python -m tests.e2e.pictures [folder]`."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.e2e.conftest import SWITCHES
from tests.e2e.portal import REPOSITORY, Portal, served
from tests.e2e.shape import Seen
from tests.e2e.visitor import Wardrobe

LARGEST = 200_000  # bytes of one picture


def take(portal: Portal, folder: Path) -> None:
    """A member's desk, the text they are asked about, the coming meeting, and what everybody may read."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        wardrobe = Wardrobe(
            playwright.chromium.launch(executable_path=shutil.which("chromium"), args=SWITCHES),
            portal,
            Seen(),
        )
        member, anyone = wardrobe.dress("needs", inspects=False), wardrobe.dress(inspects=False)
        member.goto("/home/")
        member.page.screenshot(path=folder / "home.png")
        member.goto("/scopes/?tab=open")
        member.follow("製造の条件に関する資料")
        member.page.screenshot(path=folder / "designation.png")
        member.goto("/home/")
        member.follow(re.compile("第3回会合$"))
        member.page.screenshot(path=folder / "meeting.png")
        anyone.goto("/public/")
        anyone.follow(re.compile("議事要旨$"))
        anyone.page.screenshot(path=folder / "public_summary.png")
    for picture in folder.glob("*.png"):
        assert picture.stat().st_size <= LARGEST, f"{picture.name} has {picture.stat().st_size} bytes"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="banso-pictures-") as data, served(Path(data)) as portal:
        take(portal, Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY / "docs" / "images")
