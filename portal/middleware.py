"""What every answer carries: no caching, the reader's language, a second factor where it is compulsory."""
import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation

Next = Callable[[HttpRequest], HttpResponse]


def private_by_default(get_response: Next) -> Next:
    """Nothing is kept by browsers, proxies or search engines unless a view says otherwise."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith("/static/"):
            return response
        response.setdefault("Cache-Control", "no-store, private")
        if not request.path.startswith("/public/"):
            response.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        return response

    return respond


def speak_the_readers_language(get_response: Next) -> Next:
    """A signed-in reader's own choice beats cookie and browser; also ends idle sessions."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if now - request.session.get("seen_at", now) > settings.SESSION_IDLE_SECONDS:
                auth.logout(request)
            elif now - request.session.get("seen_at", 0) > 60:  # one write a minute, not one a page
                request.session["seen_at"] = now
        if request.user.is_authenticated and request.user.language != translation.get_language():
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response["Content-Language"] = translation.get_language()
        return response

    return respond


_ENROLMENT = ("/accounts/", "/language/", "/healthz", "/readyz", "/static/", "/public/")


def second_factor_first(get_response: Next) -> Next:
    """Where it is compulsory, a person without a second factor reaches nothing but its enrolment."""

    def respond(request: HttpRequest) -> HttpResponse:
        if (
            settings.SECOND_FACTOR_IS_COMPULSORY
            and request.user.is_authenticated
            and not request.path.startswith(_ENROLMENT)
            and not _is_enrolled(request)
        ):
            return redirect("mfa_index")
        return get_response(request)

    return respond


def _is_enrolled(request: HttpRequest) -> bool:
    if not request.session.get("second_factor"):
        strong = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        if not Authenticator.objects.filter(user=request.user, type__in=strong).exists():
            return False
        request.session["second_factor"] = True
    return True
