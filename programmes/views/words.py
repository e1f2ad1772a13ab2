"""A page with one form that saves what it is given, and the check page of a verb bound to a text; knows no act."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from confidentiality import verbs
from confidentiality.verbs import WrongState, perform
from programmes.views.frame import confirm, posted
from programmes.views.fund import Page


def saved(
    request: HttpRequest,
    form: Form,
    act: Callable[..., Any],
    *,
    heading: Any,
    back: str,
    trail: list,
    verb: Any = "",
    said: Any = "",
    lead: tuple = (),
    shown: str = "",
    quoted: str = "",
    quoted_heading: Any = "",
) -> HttpResponse:
    """Save and go ``back``. Wrong input is 422; what no longer applies is 409 on the same page, with what was typed.

    ``shown``: the hash of the text the form was filled with; sent back, so that nobody's later words are overwritten.
    """
    context = {
        "form": form,
        "heading": heading,
        "back": back,
        "trail": trail,
        "verb": verb or _("保存する"),
        "lead": lead,
        "shown": request.POST.get("shown", shown) if request.method == "POST" else shown,
        "quoted": quoted,
        "quoted_heading": quoted_heading,
    }
    template = "programmes/words_form.html"
    if request.method != "POST":
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    given = dict(form.cleaned_data)
    if shown:
        given["shown"] = request.POST.get("shown", "")
    try:
        act(**given)
    except WrongState as wrong:
        return render(request, template, {**context, "problem": str(wrong)}, status=409)
    messages.success(request, said or _("保存しました。"))
    return redirect(back)


def bound_act(
    request: HttpRequest,
    subject: Any,
    verb: str,
    pages: dict[str, Page],
    *,
    bound: tuple[str, ...],
    back: str,
    trail: list,
    more: Any = (),
) -> HttpResponse:
    """The check page of one verb; those named ``bound`` are done to exactly the text that was shown."""
    page = pages.get(verb)
    if page is None:
        raise Http404
    label = verbs.verbs_of(type(subject))[verb].label
    return confirm(
        request,
        lambda **details: perform(verb, subject, by=request.user, **details),
        heading=label,
        verb=label,
        back=back,
        words=[*page.words, *more],
        form=page.form(posted(request)) if page.form else None,
        kind=page.kind,
        trail=trail,
        shown=subject.text_hash if verb in bound else "",
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": label},
    )


def offered(subject: Any, person: Any, pages: dict[str, Page], *, without: tuple[str, ...] = ()) -> list:
    """[(verb, kind of button)] of what may be pressed now, in the order of ``pages``."""
    found = {v.name: v for v in verbs.offered(subject, person)}
    return [
        (found[name], "main" if page.forward else page.kind.replace("main", ""))
        for name, page in pages.items()
        if name in found and name not in without
    ]
