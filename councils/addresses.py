"""Addresses of many things of one kind with one look-up; refuses anything but ids in them."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from django.urls import reverse

_ANY = UUID(int=0)


@cache
def _around(name: str) -> tuple[str, str]:
    before, after = reverse(name, args=[_ANY]).split(str(_ANY))
    return before, after


def address_of(name: str) -> Callable[[UUID | str], str]:
    """``id -> URL`` for a URL name whose only part is an id; a long list pays for one reverse, not for each row."""
    before, after = _around(name)
    return lambda pk: f"{before}{pk}{after}"


def addresses(pk: UUID, *names: str) -> dict[str, str]:
    """{URL name: address} of one thing's pages."""
    return {name: address_of(name)(pk) for name in names}
