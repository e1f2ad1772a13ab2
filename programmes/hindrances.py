"""What other parts of the programme hold against a step of a project: gates, outcomes; knows none of its own.

A part registers in its app's ready(): ``@hindrances.of("complete")`` on a function ``(project) -> sentence or ""``.
Each is asked under the project's lock; what must hold for ever is held by a trigger of that part besides.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

Hindrance = Callable[[Any], str]
_known: dict[str, list[Hindrance]] = defaultdict(list)


def of(act: str) -> Callable[[Hindrance], Hindrance]:
    """Register what may stand against ``act``: "activate", "complete" or "stop_honourably"."""

    def declare(function: Hindrance) -> Hindrance:
        _known[act].append(function)
        return function

    return declare


def first(act: str, project: Any) -> str:
    """The first sentence that stands against it; empty when nothing does."""
    return next((str(said) for said in (ask(project) for ask in _known[act]) if said), "")


def all_of(act: str, project: Any) -> list[str]:
    """Every sentence, for a page that says what is missing."""
    return [str(said) for said in (ask(project) for ask in _known[act]) if said]
