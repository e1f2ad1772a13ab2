"""Headings for agendas and minutes that are kept outside the councils (論点, R17); knows no keeper and keeps none itself.

A keeper is wired in by the portal and answers for the reader of the transaction: nobody is offered what they may not read.
"""

from collections.abc import Callable, Iterable

Keeper = Callable[[], Iterable[str]]
_keepers: list[Keeper] = []


def kept_by(keeper: Keeper) -> None:
    """Offer what ``keeper`` says; twice is once."""
    if keeper not in _keepers:
        _keepers.append(keeper)


def offered() -> list[str]:
    """Every heading its reader may use, in the keepers' order, each once."""
    return list(dict.fromkeys(heading for keeper in _keepers for heading in keeper()))
