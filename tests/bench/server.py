"""The bench's web process: the portal on the bench's own database, as the web's login."""

import os

from django.conf import settings

settings.DATABASES["default"]["NAME"] = os.environ["BANSO_BENCH_DATABASE"]

from portal.wsgi import application  # noqa: E402, F401  after the database is named
