"""The ways a page reaches a protected item: every URL has one of these doors, or the portal does not start.

Missing and hidden are one answer (404, the same bytes); 403 is for an act refused on something visible.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.db.models.query import get_related_populators
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver

from confidentiality import audience, journal
from confidentiality.acting import principals
from confidentiality.models import Item
from confidentiality.verbs import Gone

View = Callable[..., HttpResponse]


def _door(view: View, name: str) -> View:
    view.door = name
    return view


def _sign_in(request: HttpRequest) -> HttpResponse:
    """The same answer whatever the address names, so it tells nothing."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = redirect_to_login(request.headers.get("HX-Current-URL", "/")).url
        return response
    return redirect_to_login(request.get_full_path())


def refuse(request: HttpRequest, subject: models.Model, act: str) -> None:
    request.refusal = {"item": getattr(subject, "item_id", None), "act": act}
    raise PermissionDenied(act)


@dataclass(frozen=True)
class Besides:
    """What else a page asks in the statement of its door: one question less to the database.

    ``first``: common table expressions by name, which may use ``%(item)s``. ``columns``: SQL that may use them and the
    object's own columns as ``found.…``. ``asks`` names the request's further parameters. The view gets the answer as
    ``besides``, None where it gets the bare ``Item``.
    """

    first: str
    columns: str
    asks: Callable[[HttpRequest], dict[str, Any]]


class _ByKey:
    """Finds one object by its key, its query composed once a process: composing costs more than answering."""

    def __init__(
        self, model: type[models.Model], related: tuple[str, ...], besides: Besides | None = None
    ) -> None:
        rows = model._default_manager.filter(pk=RawSQL("%s", ["the key"])).order_by()
        if related:  # with no name it would follow every key
            rows = rows.select_related(*related)
        self.model = model
        self.compiler = rows.query.get_compiler(connection=connection)
        self.sql, parameters = self.compiler.as_sql()
        if parameters != ("the key",):
            raise TypeError(f"{model._meta.label} is found by more than its key")
        self.sql = self.sql.replace("%s", "%(item)s")
        if besides is not None:
            self.sql = f"with {besides.first} select found.*, {besides.columns} from ({self.sql}) found"
        select, known = self.compiler.select, self.compiler.klass_info
        self.width = len(select)
        self.converters = self.compiler.get_converters([column for column, *_ in select])
        self.names = [select[n][0].target.attname for n in known["select_fields"]]
        self.populators = get_related_populators(known, select, connection.alias)

    def __call__(self, pk: Any, **asked: Any) -> tuple[models.Model | None, tuple[Any, ...]]:
        """The object as row security gives it to this transaction's reader, and the further columns of the statement."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, {"item": pk, **asked})
            row = cursor.fetchone()
        if row is None:
            return None, ()
        row, besides = row[: self.width], row[self.width :]
        if self.converters:
            [row] = self.compiler.apply_converters([row], self.converters)
        found = self.model.from_db(connection.alias, self.names, row[: len(self.names)])
        for populator in self.populators:
            populator.populate(row, found)
        return found, besides


_by_key = cache(_ByKey)


def item(
    model: type[models.Model],
    *,
    allows: Callable[[models.Model, models.Model], bool] | None = None,
    public: bool = False,
    reads: str = "",
    related: tuple[str, ...] = (),
    or_title: bool = False,
    besides: Besides | None = None,
) -> Callable[[View], View]:
    """Hand the view the object named by ``pk``: 404 unless the database answers, 403 unless ``allows``.

    ``or_title``: a reader who may know no more than the content-free title gets the bare ``Item`` instead.

    ``public``: signed-out readers may try (the database still decides). ``reads``: journal verb of this read.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, pk: Any, **rest: Any) -> HttpResponse:
            if not public and not request.user.is_authenticated:
                return _sign_in(request)
            asked = besides.asks(request) if besides else {}
            found, answer = _by_key(model, related, besides)(pk, **asked)
            if besides:
                rest["besides"] = answer or None
            if found is None and or_title:
                found = Item.objects.filter(pk=pk, kind=model._meta.label_lower).first()
            if found is None:
                raise Http404
            if allows is not None and not allows(found, request.user):
                refuse(request, found, request.resolver_match.url_name or view.__name__)
            if reads:
                journal.record(reads, found)
            try:
                return view(request, found, **rest)
            except Gone as gone:
                raise Http404 from gone

        return _door(inner, f"item {model._meta.label}")

    return decorate


def person(view: View) -> View:
    """A page of one's own or a list the database narrows: any signed-in person."""

    @wraps(view)
    def inner(request: HttpRequest, **rest: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _sign_in(request)
        try:
            return view(request, **rest)
        except Gone as gone:
            raise Http404 from gone

    return _door(inner, "person")


def office(*kinds: str) -> Callable[[View], View]:
    """A page of the portal's own functions (people, organisations, terms); 404 for everybody else."""

    def decorate(view: View) -> View:
        @wraps(view)
        def inner(request: HttpRequest, **rest: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _sign_in(request)
            if not holds_office(request.user, *kinds):
                raise Http404
            return view(request, **rest)

        return _door(inner, "office " + " ".join(kinds))

    return decorate


def holds_office(who: models.Model, *kinds: str) -> bool:
    """Whether this transaction's reader answers to one of these offices now."""
    return not principals().isdisjoint(audience.office(kind) for kind in kinds)


def open_to_all(reason: str) -> Callable[[View], View]:
    """No item behind it, on purpose: say why."""
    if not reason:
        raise ValueError("say why this page needs no door")
    return lambda view: _door(view, f"open: {reason}")


def foreign(patterns: Any, reason: str) -> Any:
    """Mark the pages of an included package (sign-in) as open, with the reason."""
    module = patterns[0] if isinstance(patterns, tuple) else patterns
    for pattern in getattr(module, "urlpatterns", module):
        _mark(pattern, reason)
    return patterns


def _mark(pattern: URLPattern | URLResolver, reason: str) -> None:
    if isinstance(pattern, URLResolver):
        for inner in pattern.url_patterns:
            _mark(inner, reason)
    elif not hasattr(pattern.callback, "door"):
        pattern.callback.door = f"open: {reason}"
