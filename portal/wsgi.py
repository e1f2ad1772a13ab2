"""The WSGI door for gunicorn, on the login that serves people; refuses any stronger login."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from portal import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["BANSO_DB_LOGIN"] = "banso_app"
if embedded.is_embedded():
    embedded.ensure_running()

application = get_wsgi_application()
