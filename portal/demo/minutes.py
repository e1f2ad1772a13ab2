"""Records the invented meetings: remarks with speakers held apart, confirmation, summary, publication."""
from typing import Any

from councils.models import Meeting


def record_meeting(story: Any, meeting: Meeting, told: dict) -> None:
    pass
