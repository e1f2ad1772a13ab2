"""How a sum or a registration is entered: a form, a page that says back what was understood, then the act; knows no act."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form, ModelChoiceField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.dates import jdate
from accounts.phrasing import listed
from confidentiality.verbs import WrongState
from programmes.forms.fund import FiscalYearField, PersonField, YenField
from programmes.templatetags.sums import fiscal_year, signed

OWN = ("sure", "change", "csrfmiddlewaretoken")


@dataclass
class Entry:
    """The words round a form: ``verb`` on the button, ``back`` on the way out, ``lead`` before the form."""

    heading: Any
    verb: Any
    back: str
    trail: list
    lead: tuple = ()
    after: tuple = ()
    said: Any = ""


def entered(
    request: HttpRequest,
    form: Form,
    entry: Entry,
    act: Callable[..., Any],
    *,
    where: Callable[[Any], str],
    warn: Callable[[], str] = str,
) -> HttpResponse:
    """Ask, say back, do. ``act`` is called with the cleaned data; ``where`` says which page shows what it made.

    ``warn``: what the check page says besides, of what was understood; empty says nothing.
    Wrong input is 422, what no longer applies 409 with the sentence; nothing happens before the second sending.
    """
    context = {"entry": entry, "form": form}
    if request.method != "POST" or "change" in request.POST:
        return render(request, "programmes/entry_form.html", context)
    if not form.is_valid():
        return render(request, "programmes/entry_form.html", context, status=422)
    context |= {"understood": understood(form), "sent": sent(request)}
    if "sure" not in request.POST:
        return render(request, "programmes/entry_check.html", {**context, "warning": warn()})
    try:
        made = act(**form.cleaned_data)
    except WrongState as wrong:
        return render(request, "programmes/entry_check.html", {**context, "problem": str(wrong)}, status=409)
    if entry.said:
        messages.success(request, entry.said)
    return redirect(where(made))


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything the form was sent, to be sent once more."""
    return [(name, value) for name in request.POST if name not in OWN for value in request.POST.getlist(name)]


def understood(form: Form) -> list[tuple[Any, Any]]:
    """Each label with what the portal has read from what was typed."""
    return [
        (field.label, _shown(field.field, form.cleaned_data.get(field.name)))
        for field in form.visible_fields()
    ]


def _shown(field: Any, value: Any) -> Any:
    if value in (None, "", []):
        return _("（記入なし）")
    if isinstance(value, list) and getattr(field, "choices", None):
        words = dict(field.choices)
        return listed(str(words.get(one, one)).strip() for one in value)
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(field, YenField):
        return (
            _("%(sum)s円") % {"sum": signed(value)}
            if value >= 0
            else _("マイナス%(sum)s円") % {"sum": f"{-value:,}"}
        )
    if isinstance(field, FiscalYearField):
        return fiscal_year(value)
    if isinstance(field, PersonField):
        return _("%(name)s（%(address)s）") % {"name": value.name, "address": value.email}
    if hasattr(value, "isoformat"):
        return jdate(value)
    if not isinstance(field, ModelChoiceField) and getattr(field, "choices", None):
        return dict(field.choices).get(value, value)
    if isinstance(field, ModelChoiceField):
        return getattr(value, "public_title", None) or value
    return value
