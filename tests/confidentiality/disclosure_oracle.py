"""How a planned publication stands at an instant, written to be read: the database must say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Closing:
    """A window everybody agreed to, and the parts it is about; or a request still open."""

    parts: frozenset[int]
    since: datetime | None = None
    until: datetime | None = None

    def holds(self, now: datetime) -> bool:
        return self.since is not None and self.since <= now < self.until


@dataclass(frozen=True)
class Facts:
    """What has happened to one disclosure; ``protected``: for each part the windows of agreements it repeats."""

    parts: int
    opened: datetime | None = None
    decide_by: datetime | None = None
    cleared: datetime | None = None
    closings: Sequence[Closing] = ()
    out: frozenset[int] = frozenset()
    protected: dict[int, tuple[datetime, datetime]] = field(default_factory=dict)


def is_decided(facts: Facts, now: datetime) -> bool:
    """Silence until the deadline, a refusal, or a closing that was agreed: after any of these the answer is known."""
    return facts.opened is not None and (
        facts.decide_by <= now
        or (facts.cleared is not None and facts.cleared <= now)
        or any(c.since is not None and c.since <= now for c in facts.closings)
    )


def state(facts: Facts, now: datetime) -> str:
    if facts.opened is None:
        return "registered"
    if facts.out:
        return "published" if len(facts.out) == facts.parts else "published_partial"
    if any(c.holds(now) for c in facts.closings):
        return "restricted"
    if is_decided(facts, now):
        return "cleared_open"
    return "exception_requested" if any(c.since is None for c in facts.closings) else "screening"


def may_go_out(facts: Facts, part: int, now: datetime) -> bool:
    """Open unless everybody closed it, or it repeats what is protected now."""
    if part in facts.out or not is_decided(facts, now):
        return False
    if any(c.holds(now) and part in c.parts for c in facts.closings):
        return False
    window = facts.protected.get(part)
    return window is None or not (window[0] <= now < window[1])
