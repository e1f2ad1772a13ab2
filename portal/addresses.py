"""Addresses under what they begin with, so that a request is held against tens of them, not hundreds; it adds and renames none."""

from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from django.urls import URLPattern, include, path
from django.urls.resolvers import RoutePattern

FEW = 3  # as quickly asked one after the other as under a beginning of their own


def under_their_beginnings(module: str) -> Any:
    """The module's addresses for ``path("", …)``: same routes, names and views, first come first asked."""
    return include(list(_grouped(import_module(module).urlpatterns)))


def _grouped(patterns: Sequence[Any]) -> Iterator[Any]:
    groups: dict[Any, list[Any]] = {}
    for place, one in enumerate(patterns):
        groups.setdefault(_beginning(one) or place, []).append(one)
    for beginning, ones in groups.items():
        if len(ones) <= FEW:
            yield from ones
        else:
            yield path(beginning, include(list(_grouped([_without(beginning, one) for one in ones]))))


def _beginning(one: Any) -> str:
    """The first part of a route when it is the same for everybody, with its slash; empty for any other pattern."""
    if not (isinstance(one, URLPattern) and isinstance(one.pattern, RoutePattern)):
        return ""
    first, slash, rest = str(one.pattern).partition("/")
    return f"{first}/" if slash and rest and "<" not in first else ""


def _without(beginning: str, one: URLPattern) -> URLPattern:
    return path(str(one.pattern).removeprefix(beginning), one.callback, one.default_args, one.name)
