"""What a page is built of, read from its HTML: for telling whether one like it was judged before; judges only the markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Attributes whose value changes how an element looks or what it is; of others only their presence counts.
TOLD = {
    "class",
    "role",
    "type",
    "lang",
    "data-level",
    "aria-current",
    "aria-pressed",
    "aria-invalid",
    "hidden",
    "open",
    "checked",
}
EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(frozen=True)
class Shape:
    """``build``: the tree of elements without words and without repetitions; ``pairs``: every element in its parent."""

    build: int
    pairs: frozenset[tuple[str, str]]
    links: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass
class Seen:
    """What was met by anybody so far: addresses by their name, builds, elements within elements."""

    names: set[str] = field(default_factory=set)
    builds: set[int] = field(default_factory=set)
    pairs: set[tuple[str, str]] = field(default_factory=set)

    def has_all_of(self, shape: Shape) -> bool:
        return shape.pairs <= self.pairs

    def keep(self, name: str, shape: Shape) -> None:
        self.names.add(name)
        self.builds.add(shape.build)
        self.pairs |= shape.pairs


def shape_of(html: str) -> Shape:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.shape()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str, list[str]]] = [("", "", [])]  # tag, how it is told, what is in it
        self.pairs: set[tuple[str, str]] = set()
        self.links: dict[str, None] = {}
        self.ids: list[str] = []
        self.faults: list[str] = []
        self.headings, self.title, self.in_title, self.lang = 0, "", False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        told = f"{tag}[{','.join(sorted(f'{n}={v}' if n in TOLD else n for n, v in given.items()))}]"
        self.pairs.add((self.open[-1][1], told))
        self._judge(tag, given)
        if tag in EMPTY:
            self._add(told)
        else:
            self.open.append((tag, f"{tag}.{given.get('class', '')}", [told]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        if not any(tag == opened for opened, _told, _inner in self.open[1:]):
            return
        closed = ""
        while closed != tag:  # what was left open inside ends with it
            closed, _told, (told, *inner) = self.open.pop()
            self._add(f"{told}({''.join(inner)})")

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.title += data

    def shape(self) -> Shape:
        while len(self.open) > 1:
            self.handle_endtag(self.open[-1][0])
        twice = {one for one in self.ids if self.ids.count(one) > 1}
        self.faults += [f"id “{one}” twice" for one in sorted(twice)]
        if self.headings != 1:
            self.faults.append(f"{self.headings} h1")
        if self.lang not in ("ja", "en"):
            self.faults.append(f"lang is “{self.lang}”")
        if not re.search(r".(｜| \| ).", self.title):
            self.faults.append(f"title is “{self.title}”")
        return Shape(
            hash(tuple(self.open[0][2])),
            frozenset(self.pairs),
            tuple(self.links),
            tuple(dict.fromkeys(self.faults)),
        )

    def _add(self, built: str) -> None:
        inner = self.open[-1][2]
        if inner[-1:] != [built]:
            inner.append(built)

    def _judge(self, tag: str, given: dict[str, str]) -> None:
        """Links, ids, headings; and what the content security policy forbids, though nobody has opened the page."""
        if tag == "a" and given.get("href", "").startswith(("/", "?")) and not given["href"].startswith("//"):
            self.links[given["href"].partition("#")[0]] = None
        if tag == "html":
            self.lang = given.get("lang", "")
        if tag == "title" and self.open[-1][0] == "head":
            self.in_title = True
        self.headings += tag == "h1"
        self.ids += [given["id"]] if "id" in given else []
        self.faults += [
            f"the policy forbids {n}= on {tag}" for n in given if n == "style" or re.match("on[a-z]+$", n)
        ]
        if tag == "style" or (
            tag == "script"
            and "src" not in given
            and given.get("type", "module") in ("module", "text/javascript")
        ):
            self.faults.append(f"the policy forbids a {tag} in the page")
