"""One small scene for each state the access matrix speaks of, played through the verbs; says nothing of who may see it."""

from tests.access_scenes import (
    books,
    council,
    kept_back,
    meetings,
    outcomes,
    papers,
    programmes_a,
    programmes_c,
    programmes_f,
    programmes_g,
    programmes_l,
    programmes_p,
    programmes_proposals,
    programmes_reviews,
    programmes_t,
    projects,
)
from tests.access_scenes.stage import PEOPLE_OF, REAL_TITLE, SCENES, complete

__all__ = [
    "PEOPLE_OF",
    "REAL_TITLE",
    "SCENES",
    "books",
    "complete",
    "council",
    "kept_back",
    "meetings",
    "outcomes",
    "papers",
    "programmes_a",
    "programmes_c",
    "programmes_f",
    "programmes_g",
    "programmes_l",
    "programmes_p",
    "programmes_proposals",
    "programmes_reviews",
    "programmes_t",
    "projects",
]
