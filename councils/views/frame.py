"""What every page of one council shows round its content: where it is, its tabs, the confirm page; knows no act."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Person
from confidentiality.verbs import WrongState
from councils.models import Council, Membership
from councils.rights import inside

View = Callable[..., HttpResponse]

# (URL name, words, whether a candidate has it too)
TABS = (
    ("council", _("概要"), True),
    ("meeting_list", pgettext_lazy("list", "会合"), False),
    ("council_members", pgettext_lazy("list", "構成員"), False),
    ("decision_list", _("決定と対応"), False),
    ("council_board", _("連絡と書面協議"), False),
    ("council_rules", _("規約"), True),
    ("council_founding", _("設置の経緯"), False),
)


def own_seat(council: Council, person: Person) -> Membership | None:
    """This reader's own live seat in the council, from candidate to member on leaving."""
    ended = ("former", "declined", "removed")
    return Membership.objects.filter(council_id=council.pk, person=person).exclude(state__in=ended).first()


def takes_part(council: Council, person: Person) -> bool:
    """A member, or somebody asked to become one."""
    return inside(council, person) or own_seat(council, person) is not None


def around(council: Council, person: Person, here: str) -> dict[str, Any]:
    """Context of a council's page: ``council``, ``is_inside``, ``tabs``, ``trail`` for the page named ``here``."""
    is_inside = inside(council, person)
    tabs = [
        (words, address(name, council.pk), name == here)
        for name, words, for_candidates in TABS
        if (is_inside or for_candidates) and address(name, council.pk)
    ]
    return {
        "council": council,
        "is_inside": is_inside,
        "tabs": tabs,
        "trail": [
            (pgettext_lazy("list", "協議会"), reverse("council_list")),
            (council.name, reverse("council", args=[council.pk])),
        ],
    }


def address(name: str, pk: Any) -> str:
    """Where the page called ``name`` of this thing is; empty when this installation has no such page."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


def confirm(
    request: HttpRequest,
    subject: models.Model,
    act: Any,
    *,
    heading: str,
    verb: str,
    back: str,
    words: list,
    form: Form | None = None,
    said: str = "",
    council: Council | None = None,
    kind: str = "main",
) -> HttpResponse:
    """The check page before something with effect; POST does it. ``act`` is called with the form's cleaned data.

    Too late is 409 with the sentence, an incomplete form 422; whatever happens, nothing is done twice.
    """
    context = {
        "heading": heading,
        "verb": verb,
        "back": back,
        "words": words,
        "form": form,
        "kind": kind,
        "council": council,
    }
    if request.method != "POST":
        return render(request, "councils/council_confirm.html", context)
    if form is not None and not form.is_valid():
        return render(request, "councils/council_confirm.html", context, status=422)
    try:
        act(**(form.cleaned_data if form is not None else {}))
    except WrongState as wrong:
        return render(
            request, "councils/council_confirm.html", {**context, "problem": str(wrong)}, status=409
        )
    if said:
        messages.success(request, said)
    return redirect(back)


def after_fresh_sign_in(view: View) -> View:
    """What is sent here needs the password or passkey again within the last minutes; reading does not.

    The sending is resumed inside the sign-in's own request, where the session gets a new key: an answer that says
    "too late" or "please correct" must not take that key back. The acts behind it are all or nothing by themselves.
    """
    guarded = reauthentication_required(view, allow_get=True)

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        response = guarded(request, *args, **rest)
        response.keeps_writes = True
        return response

    return inner


def refuse(request: HttpRequest, subject: models.Model, act: str) -> None:
    """An act that is not this person's on something they see: 403, and a line in the journal."""
    request.refusal = {"item": getattr(subject, "item_id", None), "act": act}
    raise PermissionDenied(act)
