"""Prepares the process before Django's settings are read: own data folder, migration login, servers running."""

import os
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
os.environ.setdefault("BANSO_DATA", str(Path(__file__).resolve().parent.parent / "var" / "test"))
os.environ.setdefault(
    "BANSO_DEMO", "1"
)  # the second factor is offered, not forced; tests that force it say so
os.environ.setdefault("BANSO_FONTS", str(Path(__file__).resolve().parent.parent / "var" / "fonts"))
os.environ["BANSO_DB_LOGIN"] = "banso_migrate"

from portal import embedded

if embedded.is_embedded():
    embedded.ensure_running(Path(os.environ["BANSO_DATA"]).resolve())
