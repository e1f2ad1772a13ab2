"""What a task on anybody's desk says, whichever app asks; refuses to store one: it goes by being done."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.dates import last_day


@dataclass(frozen=True)
class Task:
    """One thing to do: what, why this person, where, by when, and about how many minutes it takes."""

    what: str
    url: str
    why: str
    due: date | datetime | None = None
    minutes: int | None = None

    @property
    def day(self) -> date | None:
        return last_day(self.due) if isinstance(self.due, datetime) else self.due


def in_order(tasks: list[Task]) -> list[Task]:
    """Overdue first, then by date, then what has none."""
    return sorted(tasks, key=lambda t: (t.day is None, t.day or date.max, t.what))
