"""The portal's settings with one more address: the bare signed-in page that is the floor."""
from portal.settings import *  # noqa: F403  a bench server differs in its addresses only

ROOT_URLCONF = "tests.bench.urls"
MIDDLEWARE = [m if m != "confidentiality.middleware.act_as_the_reader" else "tests.bench.urls.act_but_not_for_the_floor" for m in MIDDLEWARE]  # noqa: F405
