"""One transaction round view and render, acting as the reader; undone when the answer is an error."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from confidentiality import journal
from confidentiality.acting import acting_as

OUTSIDE = ("/healthz", "/readyz", "/static/")


def act_as_the_reader(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Errors (4xx, 5xx) write nothing but their refusal line, which has a transaction of its own."""

    def respond(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(OUTSIDE):
            return get_response(request)
        person = request.user.pk if request.user.is_authenticated else None
        with acting_as(person):
            response = get_response(request)
            if response.status_code >= 400 and not getattr(response, "keeps_writes", False):
                transaction.set_rollback(True)
        refusal = getattr(request, "refusal", None)
        if refusal:
            with acting_as(person):
                journal.record("refused", **refusal)
        return response

    return respond
