"""How pages answer an act: go on, or say in one sentence why it came too late (409); refuses to guess a way out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from confidentiality.verbs import WrongState


def acted(request: HttpRequest, act: Callable[[], Any], *, back: str, said: Any = "") -> HttpResponse:
    """Do it and go ``back`` with the words ``said``; what no longer applies is a page of its own with the sentence."""
    try:
        act()
    except WrongState as wrong:
        return too_late(request, wrong, back)
    if said:
        messages.success(request, said)
    return redirect(back)


def too_late(request: HttpRequest, wrong: WrongState, back: str) -> HttpResponse:
    return render(
        request, "councils/meeting_conflict.html", {"sentence": str(wrong), "back": back}, status=409
    )


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A form; 422 when it comes back with something to correct."""
    form = context["form"]
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the data of a POST, however empty."""
    return request.POST if request.method == "POST" else None
