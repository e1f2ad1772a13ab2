"""Reader of minutes as ministries write them: text, Markdown and Word into one result; no database."""

from .reader import read_minutes
from .result import Attendee, NotMinutes, Piece, ReadMinutes, Remark, Section, Topic

__all__ = ["Attendee", "NotMinutes", "Piece", "ReadMinutes", "Remark", "Section", "Topic", "read_minutes"]
