"""What sign-in by allauth leaves to us: leaving cleanly, a fresh session key, the session's clock; closed pages."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as codes
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions.models import UserSession
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_http_methods

from accounts import session_clock

View = Callable[..., HttpResponse]
METHODS = "account_authentication_methods"


def sign_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Leave; what the browser kept of this site goes too."""
    response = account.logout(request, *args, **kwargs)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def with_a_fresh_key(view: View) -> View:
    """After somebody has proved again who they are, the session goes on under a new key."""

    def respond(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        before, key = len(request.session.get(METHODS, ())), request.session.session_key
        response = view(request, *args, **kwargs)
        if len(request.session.get(METHODS, ())) > before and request.session.session_key == key:
            request.session.cycle_key()
            UserSession.objects.filter(session_key=key).update(session_key=request.session.session_key)
        return response

    return respond


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest) -> HttpResponse:
    """Seconds left of the session; POST means: I am still here. Signed out: 0, so that the page shuts itself."""
    if not request.user.is_authenticated:
        return JsonResponse({"left": 0, "final": True})
    if request.method == "POST":
        session_clock.touch(request.session, at_once=True)
    left, final = session_clock.ends_in(request.session)
    return JsonResponse({"left": left, "final": final})


def closed(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Pages of the package that this portal does not have: addresses are changed by the administrator."""
    raise Http404


def to_settings(request: HttpRequest) -> HttpResponse:
    return redirect("settings" if request.user.is_authenticated else "account_login")


reauthenticate = with_a_fresh_key(account.reauthenticate)
reauthenticate_by_code = with_a_fresh_key(codes.reauthenticate)
reauthenticate_by_passkey = with_a_fresh_key(passkeys.reauthenticate_webauthn)

REASON = "open: sign-in; no item behind it"
for view in (
    sign_out,
    session,
    closed,
    to_settings,
    reauthenticate,
    reauthenticate_by_code,
    reauthenticate_by_passkey,
):
    view.door = REASON

# Same addresses as the package's: they come first, so the package's names lead here.
urlpatterns = [
    path("session/", session, name="session"),
    path("accounts/", to_settings),
    path("accounts/logout/", sign_out),
    path("accounts/reauthenticate/", reauthenticate),
    path("accounts/2fa/reauthenticate/", reauthenticate_by_code),
    path("accounts/2fa/webauthn/reauthenticate/", reauthenticate_by_passkey),
    path("accounts/email/", closed),
    path("accounts/confirm-email/", closed),
    path("accounts/confirm-email/<path:key>", closed),
    path("accounts/password/set/", closed),
    path("accounts/login/code/confirm/", closed),
]
