"""First sign-in by a letter: its secret opens one page once; unknown, used and expired letters are one answer."""

from typing import Any

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import sign_in
from accounts.fields import PlainForm
from accounts.models import Person

KEPT = "invitation"
REASON = "open: the letter's secret is the ticket"


class FirstPasswordForm(PlainForm, forms.Form):
    """The first password, typed twice; judged with the person's own names in mind."""

    password = forms.CharField(
        label=_("パスワード"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("パスワード（もう一度）"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.person)
        return self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            raise ValidationError({"again": _("2つのパスワードが一致しません。")})
        return data


@require_safe
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Where the letter leads. Takes the secret out of the address at once; nothing is used up by opening the link."""
    found = sign_in.find_invitation(secret)
    if found is None:
        return _closed(request)
    if request.user.is_authenticated and request.user.pk != found.person_id:
        return _discreet(render(request, "accounts/invitation_other.html"))
    request.session[KEPT] = str(found.pk)
    wanted = _inside(request, request.GET.get("next", ""))
    return _discreet(
        redirect(reverse("invitation_open") + ("?" + urlencode({"next": wanted}) if wanted else ""))
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invitation_open(request: HttpRequest) -> HttpResponse:
    """Set the first password, once; then sign in and go on to where the letter pointed.

    Its own address holds no secret. It keeps the portal's referrer policy: with none at all a browser calls the
    form's origin "null", which the protection against forged requests refuses.
    """
    limited = ratelimit.consume_or_429(request, action="reset_password_from_key")
    if limited:
        return limited
    found = sign_in.live_invitation(request.session.get(KEPT))
    if found is None:
        return _closed(request)
    form = FirstPasswordForm(request.POST or None, person=found.person)
    if not (form.is_bound and form.is_valid()):
        page = {"form": form, "person": found.person}
        return render(request, "accounts/invitation_open.html", page, status=422 if form.is_bound else 200)
    try:
        person = sign_in.accept_invitation(found, password=form.cleaned_data["password"])
    except ValueError:  # pressed twice
        return _closed(request)
    request.session.pop(KEPT, None)
    wanted = _inside(request, request.GET.get("next", "")) or resolve_url("home")
    return perform_login(request, person, email_verification="none", redirect_url=wanted)


def _inside(request: HttpRequest, url: str) -> str:
    """``url`` if it is an address of this portal, else nothing."""
    fine = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if fine and url.startswith("/") else ""


def _closed(request: HttpRequest) -> HttpResponse:
    return _discreet(render(request, "accounts/invitation_closed.html", status=404))


def _discreet(response: HttpResponse) -> HttpResponse:
    """No later page learns the address of this one."""
    response["Referrer-Policy"] = "no-referrer"
    return response


invitation.door = invitation_open.door = REASON

urlpatterns = [
    path("invitation/", invitation_open, name="invitation_open"),
    path("invitation/<str:secret>/", invitation, name="invitation"),
]
