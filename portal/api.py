"""The API's root: its description for programs and the same as a page for people; refuses to describe what it cannot do."""

from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from confidentiality import doors
from confidentiality.api.frame import Behind

METHODS = ("get", "post")
AREAS = {
    "tasks": _("自分のすること"),
    "councils": _("協議会"),
    "meetings": _("会合"),
    "materials": _("資料"),
    "designations": _("守秘の指定"),
    "minutes": _("議事の記録と議事要旨"),
    "followup": _("決定事項と対応事項"),
    "journal": _("自分の記録"),
    "schema": _("API の記述"),
}


class SessionScheme(OpenApiAuthenticationExtension):
    """How the description names the way in."""

    target_class = "confidentiality.api.Session"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


@cache
def description(language: str) -> dict[str, Any]:
    """The whole API in OpenAPI 3, in the language that is spoken now, which ``language`` names; made once."""
    return SchemaGenerator(api_version="v1").get_schema(request=None, public=True)


class Schema(Behind):
    """OpenAPI 3, as JSON, in the reader's language."""

    door = "person"

    @extend_schema(
        operation_id="schema",
        tags=["schema"],
        summary=_("この API の記述"),
        description=_("全ての操作の OpenAPI 3 による記述を、利用者の言語で返す。"),
        responses={200: {"type": "object"}},
    )
    def get(self, request: Request) -> Response:
        return Response(description(get_language()))


class Operation(NamedTuple):
    """One line of the page."""

    method: str
    path: str
    summary: str
    description: str
    body: list[tuple[str, str]]


@doors.person
@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """What the API can do, as a page in the portal's frame."""
    described = description(get_language())
    areas: dict[str, list[Operation]] = {tag: [] for tag in AREAS}
    for where, methods in described["paths"].items():
        for method in METHODS:
            if method in methods:
                told = methods[method]
                areas[told["tags"][0]].append(
                    Operation(
                        method.upper(), where, told["summary"], told["description"], _body(told, described)
                    )
                )
    shown = [(words, areas[tag]) for tag, words in AREAS.items() if areas[tag]]
    return render(request, "portal/api.html", {"areas": shown})


def _body(operation: dict[str, Any], described: dict[str, Any]) -> list[tuple[str, str]]:
    """What an act is sent with: the names of the fields and what they mean."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    fields = described["components"]["schemas"].get(name, {}).get("properties", {})
    return [(field, told.get("description", "")) for field, told in fields.items()]


class Elsewhere(Behind):
    """Any other address below the root: the same answer as for a thing that is hidden."""

    door = "open: says of no address that anything is there"
    schema = None

    def initial(self, request: Request, *args: Any, **rest: Any) -> None:
        super().initial(request, *args, **rest)
        raise Http404


urlpatterns = [
    path("", root, name="api"),
    path("schema/", Schema.as_view(), name="api_schema"),
    path("", include("councils.api.addresses")),
    path("", include("confidentiality.api.addresses")),
    path("<path:rest>", Elsewhere.as_view(), name="api_elsewhere"),
]
