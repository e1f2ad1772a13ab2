"""The doors of the API: a list the database narrows, a thing by its id, an act on it; refuses a query outside acting_as.

A view of REST framework without one of these bases has no ``door``, and the portal does not start with it (E001).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db import models
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from confidentiality import journal
from confidentiality.acting import current_reader
from confidentiality.api import PerPerson, SignedIn, SignInAgain
from confidentiality.models import Item
from confidentiality.verbs import lock

A_PAGE = 50
Row = dict[str, Any]
_confirmed_lately = reauthentication_required(lambda request: None)


class Behind(APIView):
    """Behind a door: signed in, counted, and answered by the database as the reader alone."""

    door: ClassVar[str] = ""
    permission_classes = [SignedIn]
    throttle_classes = [PerPerson]
    metadata_class = None

    @classmethod
    def as_view(cls, **rest: Any) -> Callable[..., Any]:
        view = super().as_view(**rest)
        if cls.door:
            view.door = cls.door
        return view

    def initial(self, request: Request, *args: Any, **rest: Any) -> None:
        super().initial(request, *args, **rest)
        if current_reader() != request.user.pk:
            raise ImproperlyConfigured("the API asks the database as its reader only")


class Problem(serializers.Serializer):
    """What every error looks like."""

    code = serializers.CharField(help_text=gettext_lazy("プログラムのための語"))
    message = serializers.CharField(help_text=gettext_lazy("利用者の言語の文"))
    fields_ = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text=gettext_lazy("直す項目と、直し方"),
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        found = super().get_fields()
        found["fields"] = found.pop("fields_")  # the name is taken on the class
        return found


class Offered(serializers.Serializer):
    """A verb the reader may use on a thing now."""

    name = serializers.CharField(help_text=gettext_lazy("動詞の名前"))
    label = serializers.CharField(help_text=gettext_lazy("画面のボタンと同じ言葉"))
    url = serializers.CharField(help_text=gettext_lazy("POST する宛先"))


def offer(kind: str, pk: Any, verbs: Iterable[tuple[str, Any]]) -> list[Row]:
    """(name, button's words) of what the reader may do now → where to send it."""
    return [
        {"name": name, "label": str(label), "url": reverse(f"api_{kind}_{name}", args=[pk])}
        for name, label in verbs
    ]


def known_items(ids: Iterable[UUID | None]) -> set[UUID]:
    """Those of these items whose existence the reader may know; one query. The rest are not named in an answer."""
    wanted = {pk for pk in ids if pk}
    return set(Item.objects.filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()


@dataclass(frozen=True)
class Cursor:
    """Where a page ended: the last row's value in the list's order, and its id."""

    value: Any
    pk: Any

    @classmethod
    def read(cls, text: str, is_number: bool = False) -> "Cursor | None":
        """From an address; raises ValidationError for what no page of ours has written."""
        if not text:
            return None
        value, _underscore, pk = text.rpartition("_")
        try:
            if is_number:
                return cls(None, int(text))
            at = datetime.fromisoformat(value.replace("Z", "+00:00"))
            return cls(at if at.tzinfo else at.replace(tzinfo=UTC), UUID(pk))
        except (ValueError, OverflowError) as wrong:
            raise ValidationError({"cursor": [WRONG_CURSOR]}) from wrong

    def __str__(self) -> str:
        if self.value is None:
            return str(self.pk)
        return f"{self.value.isoformat().replace('+00:00', 'Z')}_{self.pk}"


WRONG_CURSOR = gettext_lazy("前の頁の next にあるアドレスを、そのまま使ってください。")
WRONG_ID = gettext_lazy("UUID の形で入れてください。")
CURSOR = OpenApiParameter("cursor", str, description=gettext_lazy("前の頁の next が示す続きの位置"))
COUNCIL = OpenApiParameter("council", UUID, description=gettext_lazy("この協議会のものだけにする"))


class List(Behind):
    """What the reader may know of, fifty at a time, newest first unless it says otherwise."""

    door = "person"
    shape: ClassVar[type[serializers.Serializer]]

    def page(self, request: Request) -> tuple[Sequence[Any], str]:
        """The rows in the words of ``shape``, and the cursor of the next page (empty: there is none)."""
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        rows, onward = self.page(request)
        address = None
        if onward:
            asked = request.query_params.copy()
            asked["cursor"] = onward
            address = f"{request.path}?{asked.urlencode()}"
        return Response({"results": self.shape(rows, many=True).data, "next": address})

    def council(self, request: Request) -> UUID | None:
        """The council the reader wants to look at alone."""
        text = request.query_params.get("council", "")
        try:
            return UUID(text) if text else None
        except ValueError as wrong:
            raise ValidationError({"council": [WRONG_ID]}) from wrong

    def cut(
        self, request: Request, rows: models.QuerySet, by: str, *, oldest_first: bool = False
    ) -> tuple[list[Any], str]:
        """One page of ``rows`` in the order of (``by``, id), and where the next one begins. One query."""
        cursor = Cursor.read(request.query_params.get("cursor", ""))
        way, sign = ("gt", "") if oldest_first else ("lt", "-")
        if cursor:
            at = {f"{by}": cursor.value, f"pk__{way}": cursor.pk}
            rows = rows.filter(models.Q(**{f"{by}__{way}": cursor.value}) | models.Q(**at))
        found = list(rows.order_by(f"{sign}{by}", f"{sign}pk")[: A_PAGE + 1])
        last = found[A_PAGE - 1] if len(found) > A_PAGE else None
        return found[:A_PAGE], str(Cursor(getattr(last, by), last.pk)) if last else ""


class Thing(Behind):
    """One thing by its id: 404 unless the database answers; with ``or_title``, its content-free title where that is all."""

    model: ClassVar[type[models.Model]]
    related: ClassVar[tuple[str, ...]] = ()
    or_title: ClassVar[bool] = False
    reads: ClassVar[str] = ""
    shape: ClassVar[type[serializers.Serializer]]

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if "model" in cls.__dict__:
            cls.door = f"item {cls.model._meta.label}"

    def initial(self, request: Request, *args: Any, **rest: Any) -> None:
        super().initial(request, *args, **rest)
        self.found = self._find(rest["pk"])

    def _find(self, pk: UUID) -> models.Model:
        rows = self.model._default_manager.filter(pk=pk)
        found = next(iter(rows.select_related(*self.related) if self.related else rows), None)
        if found is None and self.or_title:
            found = Item.objects.filter(pk=pk, kind=self.model._meta.label_lower).first()
        if found is None:
            raise Http404
        return found

    def show(self, request: Request, found: Any) -> Row:
        """The whole thing in the words of ``shape``."""
        raise NotImplementedError

    def get(self, request: Request, pk: UUID) -> Response:
        if self.reads and isinstance(self.found, self.model):
            journal.record(self.reads, self.found)
        return Response(self.shape(self.show(request, self.found)).data)


class Body(serializers.Serializer):
    """What an act is sent with; refuses fields nobody reads, since they would be lost without a word."""

    def to_internal_value(self, data: Any) -> Row:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            words = _("この項目はありません。使える項目：%(names)s") % {
                "names": ", ".join(self.fields) or "―"
            }
            raise ValidationError({name: [words] for name in sorted(unknown)})
        return super().to_internal_value(data)


class Nothing(Body):
    """An act that asks for nothing more."""


class Act(Thing):
    """One verb of one thing; GET is refused, POST does it once and answers with the thing as it is then."""

    body: ClassVar[type[Body]] = Nothing
    name: ClassVar[str]
    is_consequential: ClassVar[bool] = False
    http_method_names = ["post"]

    def allows(self, found: Any, person: Any) -> bool:
        """Whose act it is; asked again by the act itself under its lock."""
        raise NotImplementedError

    def act(self, request: Request, found: Any, details: Row) -> None:
        raise NotImplementedError

    def post(self, request: Request, pk: UUID) -> Response:
        if not self.allows(self.found, request.user):
            request._request.refusal = {"item": self.found.item_id, "act": f"api_{self.name}"}
            raise PermissionDenied(self.name)
        if self.is_consequential:
            try:
                _confirmed_lately(request._request)
            except ReauthenticationRequired as needed:
                raise SignInAgain from needed
        body = self.body(data=request.data, context={"found": self.found, "request": request})
        body.is_valid(raise_exception=True)
        lock(self.found.item_id)  # two sendings at once come one after the other
        self.act(request, self.found, body.validated_data)
        return Response(self.shape(self.show(request, self._find(pk))).data)


def _errors(*codes: int) -> dict[int, OpenApiResponse]:
    words = {
        401: gettext_lazy("サインインしていない"),
        403: gettext_lazy("見えるものへの、自分にはできない操作"),
        404: gettext_lazy("ない、または見られない（区別しない）"),
        409: gettext_lazy("いまの状態ではできない"),
        422: gettext_lazy("入力の誤り"),
        429: gettext_lazy("要求の集中"),
    }
    return {code: OpenApiResponse(Problem, description=words[code]) for code in codes}


def described(name: str, tag: str, summary: Any, description: Any, *parameters: OpenApiParameter) -> Callable:
    """Write a view of one of these bases into the API's description; ``name`` is the operation's."""

    def decorate(view: type[Behind]) -> type[Behind]:
        told: Row = {"operation_id": name, "tags": [tag], "summary": summary, "description": description}
        if issubclass(view, Act):
            told |= {
                "request": None if view.body is Nothing else view.body,
                "responses": {200: view.shape, **_errors(401, 403, 404, 409, 422, 429)},
            }
        elif issubclass(view, Thing):
            told |= {"responses": {200: view.shape, **_errors(401, 404, 429)}}
        else:
            page = inline_serializer(
                f"{view.shape.__name__}Page",
                {
                    "results": view.shape(many=True),
                    "next": serializers.CharField(
                        allow_null=True, help_text=gettext_lazy("次の頁のアドレス。なければ null")
                    ),
                },
            )
            told |= {
                "responses": {200: page, **_errors(401, 422, 429)},
                "parameters": list(parameters),
                "filters": False,
            }
        method = "post" if issubclass(view, Act) else "get"
        original = getattr(view, method)

        def inner(self: Any, request: Request, *args: Any, **rest: Any) -> Response:
            return original(self, request, *args, **rest)

        inner.__name__ = method
        setattr(view, method, extend_schema(**told)(inner))
        return view

    return decorate
