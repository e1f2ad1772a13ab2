"""The portal's addresses, and the floor: session, user and a template of one line, no more."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from confidentiality.doors import person
from confidentiality.middleware import act_as_the_reader
from portal.urls import urlpatterns as portal_patterns

FLOOR = "/bare/"


@person
def bare(request: HttpRequest) -> HttpResponse:
    page = (
        engines["django"].from_string("<!doctype html><title>bare</title><p>{{ who }}</p>")
        if not hasattr(bare, "page")
        else bare.page
    )
    bare.page = page
    return HttpResponse(page.render({"who": request.user.name}))


def act_but_not_for_the_floor(get_response: Callable) -> Callable:
    acting = act_as_the_reader(get_response)
    return lambda request: get_response(request) if request.path == FLOOR else acting(request)


urlpatterns = [path(FLOOR.strip("/") + "/", bare), *portal_patterns]
