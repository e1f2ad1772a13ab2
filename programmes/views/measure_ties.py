"""The page on which the office puts measures under the sections of the version in force; moves nothing by itself (R3)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from confidentiality import doors
from programmes import measure_ties
from programmes.forms.measure_ties import RetieForm
from programmes.models import Guideline, PolicyMeasure
from programmes.views.entry import Entry, entered
from programmes.views.frame import posted
from programmes.views.measure import trail_of

A_PAGE = 50
NAMED = "to_"


def _asked(request: HttpRequest) -> list[PolicyMeasure]:
    """Those a sent page names, whatever has become of them; else the one of ``?only=``, else the first that stand on old text."""
    if request.method == "POST":
        named = [_uuid(name.removeprefix(NAMED)) for name in request.POST if name.startswith(NAMED)]
        rows = PolicyMeasure.objects.filter(pk__in=[pk for pk in named[:A_PAGE] if pk is not None])
        return list(rows.select_related("section", "section__item").order_by("due", "pillar", "order", "pk"))
    found = measure_ties.on_old()
    if only := _uuid(request.GET.get("only", "")):
        found = found.filter(pk=only)
    return list(found[: A_PAGE + 1])


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _lead(current: Guideline, more: bool) -> tuple:
    """What the page is for, the way to what changed, and whether more stand behind these."""
    lead = [
        _(
            "現行の版は「%(title)s」です。旧版の項目に結び付いたままの施策を、現行の版の項目へ結び付け直します。"
        )
        % {"title": current.title},
        _("選んだものだけを結び付け直します。それまでの結び付きは、履歴に残ります。"),
    ]
    if current.revises_id:
        changes = reverse("guideline_changes", args=[current.pk])
        lead.append(format_html('<a href="{}">{}</a>', changes, _("新旧対照表")))
    if more:
        lead.append(
            _("期限の近い順に%(n)s件を表示しています。済ませると、残りを表示します。") % {"n": A_PAGE}
        )
    return tuple(lead)


@doors.office("programme_staff")
def measure_retie(request: HttpRequest) -> HttpResponse:
    """What follows each section is offered; a second page says back what was chosen, and only then is it done."""
    asked = _asked(request)
    sections = measure_ties.Successors()
    if not asked or sections.current is None:
        context = {"trail": trail_of(), "current": sections.current}
        return render(request, "programmes/measure_retie_none.html", context)
    measures, more = asked[:A_PAGE], len(asked) > A_PAGE
    entry = Entry(
        _("施策を現行の版の項目へ結び付け直す"),
        _("結び付け直す"),
        reverse("measure_overview"),
        trail_of(),
        _lead(sections.current, more),
        (_("担当する組織の方に、電子メールでお知らせします。"),),
        _("施策を結び付け直しました。"),
    )
    return entered(
        request,
        RetieForm(posted(request), measures=measures, sections=sections),
        entry,
        lambda chosen, listed, shown, reason, **rest: measure_ties.retie(
            chosen, by=request.user, listed=listed, shown=shown, reason=reason
        ),
        where=lambda _n: (
            reverse("measure", args=[measures[0].pk]) if len(measures) == 1 else reverse("measure_overview")
        ),
    )
