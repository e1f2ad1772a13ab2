"""Pages about the portal itself, for everybody; refuse to name any item."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from confidentiality import doors


@doors.open_to_all("how to use the portal")
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/help.html")


@doors.open_to_all("what is secret and what is a result")
def scheme(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/scheme.html")


@doors.open_to_all("accessibility statement")
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")
