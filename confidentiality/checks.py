"""Start-up errors: a URL without a door (E001), a table without a guard (E002)."""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.urls import URLPattern, get_resolver

from confidentiality.rls import guard_of, our_models


@checks.register(checks.Tags.security)
def every_url_has_a_door(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(f"{where} ({pattern.callback.__module__}) has no door", id="confidentiality.E001")
        for where, pattern in all_patterns()
        if not hasattr(pattern.callback, "door")
    ]


@checks.register(checks.Tags.security)
def every_table_has_a_guard(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    return [
        checks.Error(f"{model._meta.label} declares no guard", obj=model, id="confidentiality.E002")
        for model in our_models()
        if guard_of(model) is None and not model._meta.auto_created
    ]


def all_patterns() -> Iterator[tuple[str, URLPattern]]:
    yield from _walk(get_resolver().url_patterns, "/")


def _walk(patterns: list, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield where, pattern
        else:
            yield from _walk(pattern.url_patterns, where)
