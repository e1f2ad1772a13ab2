"""How far notices of calls went, over all calls: the table and its sheet (R54)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from confidentiality import doors, journal
from programmes import reach
from programmes.sheets import csv_answer
from programmes.views.call import trail_of


def _channel(request: HttpRequest) -> str:
    wanted = request.GET.get("channel", "")
    return wanted if wanted in reach.Channel.values else ""


@doors.person
@require_safe
def notice_reach(request: HttpRequest) -> HttpResponse:
    """By fiscal year and channel, of the calls whose record the reader keeps; ``?channel=`` narrows to one."""
    wanted, here = _channel(request), reverse("notice_reach")
    years, whole = reach.by_year(wanted)
    tabs = [(_("すべての経路"), here, not wanted)]
    tabs += [(label, f"{here}?channel={value}", wanted == value) for value, label in reach.Channel.choices]
    context = {
        "years": years,
        "whole": whole,
        "measures": reach.Measure.labels,
        "tabs": tabs,
        "csv": reverse("notice_reach_csv") + (f"?channel={wanted}" if wanted else ""),
        "trail": trail_of(),
    }
    return render(request, "programmes/notice_reach.html", context)


@doors.person
@require_safe
def notice_reach_csv(request: HttpRequest) -> HttpResponse:
    """The same rows and question as the page; the taking stands in the journal."""
    years, _whole = reach.by_year(_channel(request))
    journal.record("export_reach")
    return csv_answer("notices.csv", reach.heading(), reach.sheet_rows(years))
