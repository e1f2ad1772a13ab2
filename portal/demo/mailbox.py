"""In demo mode, the letters that would have been mailed, for those they concern; there is no such page otherwise."""

import email
import email.policy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Invitation, Person
from confidentiality import doors

SHOWN, LOOKED_AT = 50, 500
BETWEEN = b"\n" + b"-" * 79 + b"\n"
INVITES = "/invitation/"


@dataclass(frozen=True)
class Letter:
    """One letter of the folder: to whom, when, and its words."""

    to: str
    at: datetime | None
    subject: str
    text: str


def only_in_demo_mode(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def respond(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, **kwargs)

    return respond


def letters() -> Iterator[Letter]:
    """Newest first; what is being written just now is left for the next look."""
    folder = Path(settings.EMAIL_FILE_PATH)
    files = (
        sorted(folder.glob("*.log"), key=lambda f: f.stat().st_mtime_ns, reverse=True)
        if folder.is_dir()
        else []
    )
    for file in files[:LOOKED_AT]:
        for raw in reversed(file.read_bytes().split(BETWEEN)):
            if raw.strip():
                told = email.message_from_bytes(raw, policy=email.policy.default)
                body = told.get_body(("plain",))
                at = told["Date"].datetime if told["Date"] else None
                if at is not None and at.tzinfo is None:
                    at = at.replace(tzinfo=UTC)  # mail says -0000: universal time, from an unknown place
                yield Letter(
                    str(told["To"] or ""),
                    at,
                    str(told["Subject"] or "").strip(),
                    body.get_content() if body else "",
                )


def letters_for(person: Person) -> list[Letter]:
    """Those addressed to ``person``, and the invitations that ``person`` has caused."""
    asked = Invitation.objects.filter(invited_by=person).values_list("person__email", flat=True)
    invited = set(asked)
    found = []
    for letter in letters():
        if letter.to == person.email or (letter.to in invited and INVITES in letter.text):
            found.append(letter)
        if len(found) == SHOWN:
            break
    return found


@only_in_demo_mode
@doors.person
def mailbox(request: HttpRequest) -> HttpResponse:
    kept = settings.EMAIL_BACKEND.endswith("filebased.EmailBackend")
    return render(
        request,
        "portal/demo/mailbox.html",
        {"letters": letters_for(request.user) if kept else [], "kept": kept},
    )
