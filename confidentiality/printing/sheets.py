"""Fills the paper templates with data; knows no settings, no request and no language but the one papers are written in."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.template import Context, Engine

_TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates"


def fill(template: str, data: Mapping[str, Any]) -> str:
    """Return ``templates/paper/<template>`` filled with ``data``, every value escaped.

    The templates are read by an engine of their own, without context processors and without localisation: what
    is printed depends on ``data`` alone.
    """
    return _engine().get_template(f"paper/{template}").render(Context(data, use_l10n=False, use_tz=False))


@functools.cache
def paper_style() -> str:
    """Return the style sheet of official papers."""
    return (_TEMPLATES / "paper" / "paper.css").read_text(encoding="utf-8")


@functools.cache
def _engine() -> Engine:
    return Engine(dirs=[_TEMPLATES])
