"""Tells a load balancer whether this process lives and may serve; it tells nothing else and asks for no one.

`answer_probes` belongs at the top of MIDDLEWARE: a probe has no session, no language, no person, and must be
answered while the database is away. The two views say the same where they are routed instead.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

Handler = Callable[[HttpRequest], HttpResponse]

_migrated = False  # once applied they stay applied while this process lives


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers at all."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, Redis and migrations are there; else 503 with the names of what is missing."""
    missing = [name for name, works in CHECKS.items() if not works()]
    if missing:
        return JsonResponse({"status": "unavailable", "missing": missing}, status=503)
    return JsonResponse({"status": "ok"})


def answer_probes(get_response: Handler) -> Handler:
    """Answers /healthz and /readyz before anything else looks at the request."""
    probes: dict[str, Handler] = {"/healthz": healthz, "/readyz": readyz}

    def middleware(request: HttpRequest) -> HttpResponse:
        return probes.get(request.path_info, get_response)(request)

    return middleware


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        connection.close()
        return False
    return True


def redis_answers() -> bool:
    try:
        return bool(_redis().ping())
    except redis.RedisError:
        return False


def migrations_are_applied() -> bool:
    global _migrated
    if not _migrated:
        try:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            connection.close()
    return _migrated


CHECKS = {"database": database_answers, "redis": redis_answers, "migrations": migrations_are_applied}


@cache
def _redis() -> redis.Redis:
    # Named by the cache: the broker's address is written in Celery's own way.
    location = settings.CACHES["default"]["LOCATION"]
    return redis.Redis.from_url(location, socket_timeout=1, socket_connect_timeout=1)
