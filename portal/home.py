"""My desk: what waits for me across the apps, computed from their state; refuses to store a to-do list."""
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from confidentiality import doors


@doors.open_to_all("sends people to their desk or to the public page")
def entrance(request: HttpRequest) -> HttpResponse:
    return redirect("home" if request.user.is_authenticated else "account_login")


@doors.person
def desk(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/home.html", {})
