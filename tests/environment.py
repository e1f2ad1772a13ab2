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
if worker := os.environ.get(
    "PYTEST_XDIST_WORKER"
):  # each has a folder, and so servers or a Redis, of its own
    os.environ["BANSO_DATA"] += f"-{worker}"
    if "REDIS_URL" in os.environ:
        os.environ["REDIS_URL"] = (
            f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{int(worker.removeprefix('gw')) + 1}"
        )

from portal import embedded
from portal.embedded import postgres

if embedded.is_embedded():
    as_served = dict(postgres.SETTINGS)
    # What tests write need not outlive a power cut; the servers that are tested themselves are started as ever.
    postgres.SETTINGS.update(fsync="off", full_page_writes="off", synchronous_commit="off")
    embedded.ensure_running(Path(os.environ["BANSO_DATA"]).resolve())
    postgres.SETTINGS.update(as_served)
