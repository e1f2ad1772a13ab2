"""The portal's settings with one more address: the bare signed-in page that is the floor."""

from portal.settings import *  # noqa: F403  a bench server differs in its addresses only

ROOT_URLCONF = "tests.bench.urls"
_ACTING = "confidentiality.middleware.act_as_the_reader"
MIDDLEWARE = [  # the floor alone is served outside the reader's transaction
    "tests.bench.urls.act_but_not_for_the_floor" if m == _ACTING else m
    for m in MIDDLEWARE  # noqa: F405
]
