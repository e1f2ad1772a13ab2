"""Collects the static files when they changed since the last time; it does not serve them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> bool:
    """Brings STATIC_ROOT up to date; returns whether there was anything to do."""
    root = Path(settings.STATIC_ROOT)
    stamp, wanted = root.with_name(f".{root.name}.stamp"), _digest()
    if (root / "staticfiles.json").exists() and stamp.exists() and stamp.read_text() == wanted:
        return False
    root.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
    return True


def _digest() -> str:
    """Of names, sizes and times of all sources: cheap, and different as soon as a file or package changes."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
