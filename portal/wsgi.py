"""The WSGI door for gunicorn, on the login that serves people; refuses a stronger one, and demo people in real mode."""

from __future__ import annotations

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from portal import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ["BANSO_DB_LOGIN"] = "banso_app"
if embedded.is_embedded():
    embedded.ensure_running()

application = get_wsgi_application()

from portal.demo.people import refuse_outside_demo_mode  # noqa: E402  needs the apps that the line above loads

try:
    refuse_outside_demo_mode()
except ImproperlyConfigured as refused:
    sys.exit(str(refused))

# What is loaded now stays; looking through it for rubbish several times a page was a tenth of a page's cost.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
