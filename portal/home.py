"""My desk: what waits for me across the apps, computed from their state; refuses to store a to-do list."""

import logging
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.fields import today
from confidentiality import doors
from confidentiality.desk import in_order
from councils import awaited, news
from councils import desk as councils_desk
from councils.standing import LATELY, Standing
from programmes import desk as programmes_desk

log = logging.getLogger(__name__)
SHOWN = 50


@doors.open_to_all("sends people to their desk or to the public page")
def entrance(request: HttpRequest) -> HttpResponse:
    return redirect("home" if request.user.is_authenticated else "account_login")


@doors.person
def desk(request: HttpRequest) -> HttpResponse:
    """Four blocks; one that fails says so and leaves the others alone."""
    standing = cache(lambda: Standing.of(request.user))
    todo = block(lambda: in_order([*councils_desk.tasks(standing()), *programmes_desk.tasks(request.user)]))
    return render(
        request,
        "portal/home.html",
        {
            "todo": todo[:SHOWN] if todo is not None else None,
            "count": len(todo or ()),
            "more": max(len(todo or ()) - SHOWN, 0),
            "today": today(),
            "awaited": block(lambda: awaited.awaited(standing())),
            "coming": block(lambda: news.coming(standing())),
            "changes": block(lambda: news.changes(standing())),
            "since": timezone.now() - LATELY,
        },
    )


def block(make: Callable[[], list]) -> list[Any] | None:
    """What ``make`` returns, or None when it failed: in a savepoint, so that the next block still has a database."""
    try:
        with transaction.atomic():
            return make()
    except Exception:
        log.exception("a block of the desk could not be made")
        return None
