"""One small scene for each state the access matrix speaks of, played through the verbs; says nothing of who may see it."""

from tests.access_scenes import (
    books,
    council,
    meetings,
    papers,
    programmes_c,
    programmes_f,
    programmes_g,
    programmes_p,
    programmes_proposals,
    programmes_reviews,
)
from tests.access_scenes.stage import PEOPLE_OF, REAL_TITLE, SCENES, complete

__all__ = [
    "PEOPLE_OF",
    "REAL_TITLE",
    "SCENES",
    "books",
    "complete",
    "council",
    "meetings",
    "papers",
    "programmes_c",
    "programmes_f",
    "programmes_g",
    "programmes_p",
    "programmes_proposals",
    "programmes_reviews",
]
