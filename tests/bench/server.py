"""The bench's web process: the portal on the bench's own database, as the web's login."""

import os

from django.conf import settings

settings.DATABASES["default"]["NAME"] = os.environ["BANSO_BENCH_DATABASE"]

from django.core.wsgi import get_wsgi_application  # noqa: E402  after the database is named

application = get_wsgi_application()
