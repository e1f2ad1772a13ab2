"""Round every page: no caching, the reader's language, an end to old sessions, a second factor where compulsory."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts import session_clock

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


def end_old_sessions(get_response: Next) -> Next:
    """Signs out who has been away too long or signed in too long ago; asking how much is left does not count as use."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            why = session_clock.over(request.session)
            if request.user.is_demo and not settings.DEMO:
                why = session_clock.CLOSED
            if why:
                auth.logout(request)
                request.session[session_clock.ENDED] = why
            else:
                if session_clock.ENDED in request.session:
                    del request.session[session_clock.ENDED]
                if request.path != reverse("session"):
                    session_clock.touch(request.session)
        return get_response(request)

    return respond


def speak_the_readers_language(get_response: Next) -> Next:
    """A signed-in reader's own choice beats cookie and browser."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and request.user.language != translation.get_language():
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response["Content-Language"] = translation.get_language()
        return response

    return respond


class WrongInputIs422:
    """The package's sign-in pages answer 200 when a form comes back with errors; here the status says so too."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        shown = response.context_data or {}
        wrong = any(
            f is not None and f.is_bound and f.errors for f in (shown.get("form"), shown.get("webauthn_form"))
        )
        if response.status_code == 200 and request.method == "POST" and wrong:
            response.status_code = 422
        return response


_ENROLMENT = ("/accounts/", "/session/", "/language/", "/healthz", "/readyz", "/static/", "/public/")
_FACTORS = "/accounts/2fa/"


def second_factor_first(get_response: Next) -> Next:
    """Where it is compulsory, a person without a second factor reaches nothing but its enrolment."""

    def respond(request: HttpRequest) -> HttpResponse:
        if not settings.SECOND_FACTOR_IS_COMPULSORY or not request.user.is_authenticated:
            return get_response(request)
        if request.path.startswith(_FACTORS) and request.method == "POST":
            request.session.pop("second_factor", None)  # it may be the one that goes: look again
        if not request.path.startswith(_ENROLMENT) and not _is_enrolled(request):
            if request.path.startswith("/api/"):  # a program follows no page
                return JsonResponse(
                    {"detail": _("2段階目の確認を登録してから、もう一度お願いします。")}, status=403
                )
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
