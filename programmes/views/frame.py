"""What the programme's pages share: check pages, answers that come too late, pages for everybody; knows no act."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db import models
from django.forms import CharField, Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import translation

from confidentiality.verbs import WrongState

View = Callable[..., HttpResponse]


def confirm(
    request: HttpRequest,
    act: Callable[..., Any],
    *,
    heading: Any,
    verb: Any,
    back: str,
    words: list,
    form: Form | None = None,
    said: Any = "",
    trail: list | None = None,
    kind: str = "main",
    shown: str = "",
) -> HttpResponse:
    """The check page before something with effect; POST does it. ``act`` is called with the form's cleaned data.

    ``shown``: the hash of the text on this page; sent back with the act, so that it is done to exactly that text.
    Too late is 409 with the sentence, an incomplete form 422; whatever happens, nothing is done twice.
    """
    context = {
        "heading": heading,
        "verb": verb,
        "back": back,
        "words": words,
        "form": form,
        "kind": kind,
        "trail": trail or [],
        "shown": shown,
    }
    template = "programmes/confirm.html"
    if request.method != "POST":
        return render(request, template, context)
    if form is not None and not form.is_valid():
        return render(request, template, context, status=422)
    given = dict(form.cleaned_data) if form is not None else {}
    if shown:
        given["shown"] = request.POST.get("shown", "")
    try:
        act(**given)
    except WrongState as wrong:
        typed = _typed(form) if form is not None else []
        return render(request, template, {**context, "problem": str(wrong), "typed": typed}, status=409)
    if said:
        messages.success(request, said)
    return redirect(back)


def _typed(form: Form) -> list[tuple[Any, str]]:
    """What was written by hand, so that an act that comes too late loses no words: (label, words as typed)."""
    return [
        (field.label, field.value())
        for field in form.visible_fields()
        if isinstance(field.field, CharField) and field.value()
    ]


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
    return render(request, "programmes/too_late.html", {"sentence": str(wrong), "back": back}, status=409)


def form_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A form; 422 when it comes back with something to correct."""
    form = context["form"]
    return render(request, template, context, status=422 if form.is_bound and form.errors else 200)


def lacks(form: Form, ask: Callable[[Any], Any], made: Any) -> bool:
    """Whether what was saved is not whole yet; what is missing is then said on the form, before any check page."""
    try:
        ask(made)
    except WrongState as wrong:
        form.add_error(None, str(wrong))
        return True
    return False


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: the data of a POST, however empty."""
    return request.POST if request.method == "POST" else None


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


def sure_after_fresh_sign_in(view: View) -> View:
    """As ``after_fresh_sign_in``, round ``entered``: nobody proves who they are for a form that is still to be filled.

    Filling in and reading back do nothing; the password is asked for with the sending that says ``sure``.
    """
    guarded = after_fresh_sign_in(view)

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        return (guarded if "sure" in request.POST else view)(request, *args, **rest)

    return inner


def refuse(request: HttpRequest, subject: models.Model, act: str) -> None:
    """An act that is not this person's on something they see: 403, and a line in the journal."""
    request.refusal = {"item": getattr(subject, "item_id", None), "act": act}
    raise PermissionDenied(act)


def in_language(view: View) -> View:
    """``?lang=en`` shows the frame in English: an address of its own for search engines and letters."""

    @wraps(view)
    def inner(request: HttpRequest, **rest: Any) -> HttpResponse:
        wanted = request.GET.get("lang")
        if wanted in dict(settings.LANGUAGES):
            translation.activate(wanted)
            request.LANGUAGE_CODE = wanted
        return view(request, **rest)

    return inner


def public_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page for everybody, with its address in each language."""
    address = request.build_absolute_uri(request.path)
    languages = [("ja", f"{address}?lang=ja"), ("en", f"{address}?lang=en"), ("x-default", address)]
    return render(request, template, {**context, "languages": languages})


def pages_of(
    request: HttpRequest, rows: models.QuerySet, *, key: str, page: int = 50
) -> tuple[list[Any], dict[str, str]]:
    """One page of ``rows``, newest first by the number ``key``, and the addresses of the older and the newest ones.

    ``?before=`` names the last number of the page before: no page moves when rows are added, and none is counted.
    """
    rows, before = rows.order_by(f"-{key}"), request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(**{f"{key}__lt": int(before)})
    found = page_first(rows, 0, page + 1)
    query = request.GET.copy()
    query.pop("before", None)
    first = f"?{query.urlencode()}"
    if len(found) > page:
        query["before"] = getattr(found[page - 1], key)
    return found[:page], {
        "next": f"?{query.urlencode()}" if len(found) > page else "",
        "previous": first if before else "",
    }


Rows = models.QuerySet | list[Any] | Callable[[int, int], list[Any]]


def page_first(rows: Rows, start: int, stop: int) -> list[Any]:
    """``rows[start:stop]``: chosen by their own columns alone, and only then joined, sealed and read.

    Otherwise the database joins and seals every row of the table before it sorts away all but the page. ``rows`` may
    choose its own page: a callable of (start, stop).
    """
    if callable(rows):
        return rows(start, stop)
    if isinstance(rows, list):
        return rows[start:stop]
    return list(rows.filter(pk__in=rows.values("pk")[start:stop]))


class PagesFirst(Paginator):
    """Numbered pages, each taken by ``page_first``."""

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        return self._get_page(page_first(self.object_list, start, start + self.per_page), number, self)


def slice_of(
    request: HttpRequest, rows: Rows, *, name: str = "page", size: int = 50
) -> tuple[list[Any], dict[str, str]]:
    """One page of ``rows`` in their own order, for lists without a number to go by; ``?{name}=2`` is the second."""
    wanted = request.GET.get(name, "")
    number = max(1, int(wanted)) if wanted.isdecimal() and len(wanted) < 6 else 1
    found = page_first(rows, (number - 1) * size, number * size + 1)
    query = request.GET.copy()

    def address(page: int) -> str:
        query.pop(name, None)
        if page > 1:
            query[name] = str(page)
        return f"?{query.urlencode()}"

    return found[:size], {
        "next": address(number + 1) if len(found) > size else "",
        "previous": address(number - 1) if number > 1 else "",
    }
