"""Addresses stand under their beginnings: none is lost, renamed or answered by another page."""

from importlib import import_module
from uuid import uuid4

import pytest
from django.urls import Resolver404, resolve
from django.urls.resolvers import RoutePattern, URLResolver

from confidentiality.checks import all_patterns

SAMPLES = {"uuid": str(uuid4()), "int": "7", "slug": "a-word", "str": "word"}


def flat(module: str) -> list:
    return import_module(module).urlpatterns


def filled(route: str) -> str:
    """The route with something that fits in each of its holes."""
    pieces = route.split("<")
    return pieces[0] + "".join(
        SAMPLES[piece.partition(":")[0]] + piece.partition(">")[2] for piece in pieces[1:]
    )


@pytest.mark.parametrize("module", ["programmes.urls", "councils.urls"])
def test_every_address_is_answered_by_the_page_that_answers_it_when_all_are_asked_in_turn(module):
    patterns = flat(module)
    in_turn = URLResolver(RoutePattern("/"), tuple(patterns))
    assert len(patterns) > 100
    for one in patterns:
        address = "/" + filled(str(one.pattern))
        wanted, found = in_turn.resolve(address), resolve(address)
        assert (found.func, found.url_name, found.kwargs, found.route) == (
            wanted.func,
            wanted.url_name,
            wanted.kwargs,
            str(wanted.route),
        ), address
    grouped = [(where.lstrip("/"), one.name, one.callback) for where, one in all_patterns()]
    for one in patterns:
        assert grouped.count((str(one.pattern), one.name, one.callback)) == 1, one


def test_an_address_that_is_none_is_held_against_few_of_them():
    with pytest.raises(Resolver404) as nowhere:
        resolve("/programmes/projects/nowhere/")
    assert len(nowhere.value.args[0]["tried"]) * 2 < len(list(all_patterns()))
