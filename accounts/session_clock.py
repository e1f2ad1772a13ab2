"""When a signed-in session ends: 30 minutes after the last request, 12 hours after the beginning; asks no database."""

import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

BEGAN, SEEN, ENDED = "began_at", "seen_at", "ended"
IDLE, LONG, CLOSED = "idle", "long", "closed"
WRITE_EVERY = 60  # seconds: one write a minute, not one a page


def ends_in(session: SessionBase) -> tuple[int, bool]:
    """Seconds left, and whether that end is final (the 12 hours) or can be put off by using the portal."""
    now = int(time.time())
    idle = session.get(SEEN, now) + settings.SESSION_IDLE_SECONDS - now
    whole = session.get(BEGAN, now) + settings.SESSION_COOKIE_AGE - now
    return min(idle, whole), whole <= idle


def over(session: SessionBase) -> str:
    """Why this session is over (``idle`` or ``long``), or nothing."""
    left, final = ends_in(session)
    return "" if left > 0 else LONG if final else IDLE


def touch(session: SessionBase, *, at_once: bool = False) -> None:
    """The person has used the portal just now; written once a minute unless ``at_once``."""
    now = int(time.time())
    if BEGAN not in session:
        session[BEGAN] = now
    if at_once or now - session.get(SEEN, 0) > WRITE_EVERY:
        session[SEEN] = now
