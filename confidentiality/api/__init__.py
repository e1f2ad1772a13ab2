"""How the API lets people in and answers what goes wrong; refuses everything until a view stands behind a door."""

import logging
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from redis import RedisError
from rest_framework import exceptions
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle

from confidentiality.verbs import Gone, WrongState

log = logging.getLogger(__name__)
MINUTE = 60


class DenyAll(BasePermission):
    """Refuses everything; a view of ``frame`` replaces it by its own door."""

    def has_permission(self, request: Any, view: Any) -> bool:
        return False


class SignedIn(BasePermission):
    """Any signed-in person; what they see is the database's answer."""

    def has_permission(self, request: Any, view: Any) -> bool:
        return bool(request.user and request.user.is_authenticated)


class NotFromHere(PermissionDenied):
    """An act without the site's token against forged requests."""


class Session(SessionAuthentication):
    """The portal's own session, with the same protection against forged requests as its forms."""

    def authenticate_header(self, request: Any) -> str:
        return "Session"

    def enforce_csrf(self, request: Any) -> None:
        try:
            super().enforce_csrf(request)
        except exceptions.PermissionDenied as refused:
            raise NotFromHere from refused


class PerPerson(BaseThrottle):
    """``settings.API_CALLS_A_MINUTE`` for each person, counted where all processes see it; a lost counter stops nobody."""

    def allow_request(self, request: Any, view: Any) -> bool:
        key = f"api:{request.user.pk}:{int(time.time()) // MINUTE}"
        try:
            cache.add(key, 0, 2 * MINUTE)
            return cache.incr(key) <= settings.API_CALLS_A_MINUTE
        except (RedisError, ValueError):  # ValueError: it went between the two
            log.exception("calls of the API could not be counted")
            return True

    def wait(self) -> float:
        return MINUTE - time.time() % MINUTE


class SignInAgain(Exception):
    """An act of consequence needs the password or passkey of the last minutes, as on its page."""


def problem(
    status: int, code: str, message: Any, fields: dict[str, list[str]] | None = None, **headers: str
) -> Response:
    """The one shape of an error: a code for programs, a sentence for people, and what to correct in which field."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = {"code": code, "message": str(message), "fields": fields or {}}
    return Response(body, status=status, headers=named)


def answer_problem(raised: Exception, context: dict[str, Any]) -> Response | None:
    """What the API answers to an exception, in the reader's language; None lets a failure of ours be one."""
    match raised:
        case exceptions.NotAuthenticated() | exceptions.AuthenticationFailed():
            return problem(
                401, "sign_in", _("サインインしてから、もう一度お試しください。"), WWW_Authenticate="Session"
            )
        case Http404() | Gone() | exceptions.NotFound():
            return problem(404, "not_found", _("見つかりません。アドレスを確かめてください。"))
        case NotFromHere():
            return problem(403, "csrf", _("X-CSRFToken の見出しに、このサイトのトークンを入れてください。"))
        case SignInAgain():
            return problem(
                403,
                "sign_in_again",
                _(
                    "この操作の前に、再認証の画面（/accounts/reauthenticate/）で本人であることを確かめてください。"
                ),
            )
        case PermissionDenied() | exceptions.PermissionDenied():
            return problem(403, "refused", _("この操作は、あなたにはできません。"))
        case WrongState():
            return problem(409, "too_late", raised)
        case exceptions.ValidationError():
            return problem(422, "wrong_input", _("入力を直してください。"), _fields(raised.detail))
        case exceptions.Throttled():
            return problem(
                429,
                "too_many",
                _("短い間に要求が集中しました。%(n)s秒後にもう一度お試しください。")
                % {"n": int(raised.wait or 1) + 1},
                Retry_After=str(int(raised.wait or 1) + 1),
            )
        case exceptions.ParseError():
            return problem(400, "unreadable", _("本文を JSON として読めません。"))
        case exceptions.UnsupportedMediaType():
            return problem(415, "media_type", _("Content-Type を application/json にしてください。"))
        case exceptions.NotAcceptable():
            return problem(406, "media_type", _("Accept を application/json にしてください。"))
        case exceptions.MethodNotAllowed():
            return problem(
                405,
                "method",
                _("この要求の方法（%(method)s）は使えません。") % {"method": context["request"].method},
            )
    return None


def _fields(detail: Any) -> dict[str, list[str]]:
    """{field: sentences}; what is wrong with the whole stands under ``body``."""
    if not isinstance(detail, dict):
        return {"body": [str(sentence) for sentence in detail]}
    return {
        "body" if name == "non_field_errors" else str(name): _sentences(told) for name, told in detail.items()
    }


def _sentences(told: Any) -> list[str]:
    if isinstance(told, dict):
        return [sentence for part in told.values() for sentence in _sentences(part)]
    return [str(sentence) for sentence in told] if isinstance(told, list) else [str(told)]
