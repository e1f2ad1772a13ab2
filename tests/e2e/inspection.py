"""What every page must keep in every window: no axe violation, nothing too wide, one h1, targets to hit; judges no content."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WINDOWS = (
    ({"width": 1280, "height": 800}, "light"),
    ({"width": 1280, "height": 800}, "dark"),
    ({"width": 320, "height": 640}, "light"),
    ({"width": 320, "height": 640}, "dark"),
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
COLOURS = [
    "color-contrast",
    "link-in-text-block",
]  # the only rules another theme can break: it changes colours alone
SMALLEST = 24  # CSS px, WCAG 2.5.8; controls of our own are 44 high

# Of neighbours that are built alike, as the rows of a list, axe judges two: the fiftieth breaks no rule that these keep.
_RULES = """async (which) => {
  const told = (el) => `${el.className}|${["role", "type", "lang", "aria-current", "aria-pressed", "aria-invalid", "hidden", "open"].map((n) => el.getAttribute(n))}`;
  const build = (el) => {
    const inner = [...el.children].map(build), times = new Map();
    [...el.children].forEach((child, at) => {
      const met = (times.get(inner[at]) ?? 0) + 1;
      times.set(inner[at], met);
      if (met > 2 && !child.matches("h1, h2, h3, h4, h5, h6, label, input, select, textarea")) child.setAttribute("data-alike", "");
    });
    return `${el.localName}[${told(el)}](${inner.filter((one, at) => one !== inner[at - 1]).join("")})`;
  };
  build(document.body);
  const found = await axe.run({exclude: [["[data-alike]"]]}, {runOnly: which, resultTypes: ["violations"], preload: false});
  return found.violations.flatMap((v) => v.nodes.map((n) => `axe ${v.id}: ${n.target.join(" ")} — ${v.help}`));
}"""
_SHAPE = """(smallest) => {
  const faults = [], root = document.documentElement, name = (el) => `${el.localName}${el.id ? "#" + el.id : ""}.${el.className} “${(el.innerText || el.value || "").trim().slice(0, 20)}”`;
  const over = root.scrollWidth - root.clientWidth;
  if (over > 0) {
    const inner = (el) => { for (let p = el; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
    const wide = [...document.body.querySelectorAll("*")].filter((el) => el.getBoundingClientRect().right > root.clientWidth + 0.5 && !inner(el));
    faults.push(`${over} px wider than the window: ${wide.slice(-2).map(name).join(", ")}`);
  }
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) faults.push(`${headings} h1`);
  if (root.lang !== "ja" && root.lang !== "en") faults.push(`lang is “${root.lang}”`);
  if (!/.(｜| [|] )./.test(document.title)) faults.push(`title is “${document.title}”`);
  for (const el of document.querySelectorAll("button, select, textarea, summary, input:not([type=hidden]), a.btn")) {
    const box = el.getBoundingClientRect(), label = el.closest("label")?.getBoundingClientRect();
    if (!box.width || !el.checkVisibility({visibilityProperty: true})) continue;
    if (Math.min(box.width, box.height) < smallest - 0.1 && !(label && Math.min(label.width, label.height) >= smallest)) faults.push(`${Math.round(box.width)}×${Math.round(box.height)} px is hard to hit: ${name(el)}`);
  }
  const ids = [...document.querySelectorAll("[id]")].map((el) => el.id);
  for (const id of new Set(ids.filter((id, at) => ids.indexOf(id) !== at))) faults.push(`id “${id}” twice`);
  return faults;
}"""


def faults_here(page: Page) -> list[str]:
    """What words can break: looked at on every page, in the window as it stands. Fast."""
    return page.evaluate(_SHAPE, SMALLEST)


def faults_in_every_window(page: Page, *, rules: bool, parts: bool, wide: bool) -> list[str]:
    """Narrow, and wide when asked; with ``rules`` axe judges the wide one, with ``parts`` also the narrow and the dark one.

    ``parts``: something stands in something that it never stood in before, so that a width or a theme may treat it in a
    way nobody has looked at.
    """
    due = zip(WINDOWS, (wide or rules, parts, True, False), (rules, parts, parts, parts), strict=True)
    return _faults_in(page, [(window, judged) for window, is_due, judged in due if is_due])


def faults_by_day(page: Page) -> list[str]:
    """Wide and narrow, axe judges both in the light alone."""
    return _faults_in(page, [(window, True) for window in WINDOWS[::2]])


def _faults_in(page: Page, windows: list[tuple[tuple[dict[str, int], str], bool]]) -> list[str]:
    """In each window with its colours, by axe where it is judged; the window is as before afterwards."""
    size, dark = page.viewport_size, page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    if any(judged for _window, judged in windows) and not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE)
    faults = []
    for (window, colours), judged in windows:
        if window != page.viewport_size:
            page.set_viewport_size(window)
        page.emulate_media(color_scheme=colours)
        found = faults_here(page) if colours == "light" else []
        if judged:
            whole = (
                {"type": "tag", "values": TAGS} if colours == "light" else {"type": "rule", "values": COLOURS}
            )
            found += page.evaluate(_RULES, whole)
        faults += [f"[{window['width']} {colours}] {fault}" for fault in found]
    if page.viewport_size != size:
        page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if dark else "light")
    return faults


def listen(page: Page, said: list[Any]) -> None:
    """Collect what the browser complains of: refused by the policy, scripts that break; a status of 4xx is no complaint."""
    page.on(
        "console",
        lambda m: (
            m.type in ("error", "warning") and "Failed to load resource" not in m.text and said.append(m.text)
        ),
    )
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda r: r.status >= 500 and said.append(f"{r.status} {r.url}"))
