"""All technologies at once: their order, where the money goes, the balance of origins; and the shares of one concept (R9, R13)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from confidentiality import doors, journal
from programmes import portfolio, ranking
from programmes.forms.catalogue import ShareForm
from programmes.forms.project import UNDECIDED
from programmes.models import ConceptTechnology, RDConcept
from programmes.sheets import csv_answer
from programmes.views.frame import acted, confirm, form_page, posted, slice_of
from programmes.views.technology import trail_of


@doors.office("programme_staff")
@require_safe
def technology_order(request: HttpRequest) -> HttpResponse:
    """The ranked technologies, first place first, a page at a time; a place is changed on the technology's own page."""
    books, pages = slice_of(request, ranking.ordered())
    context = {"trail": trail_of(), "books": books, "pages": pages}
    return render(request, "programmes/technology_order.html", context)


@doors.office("programme_staff")
@require_safe
def technology_money(request: HttpRequest) -> HttpResponse:
    """How concentrated the allocated money is, by technology and by field."""
    context = {"trail": trail_of(), "found": portfolio.concentration(), "width": portfolio.WIDTH}
    return render(request, "programmes/technology_money.html", context)


@doors.office("programme_staff")
@require_safe
def technology_balance(request: HttpRequest) -> HttpResponse:
    """Seeds against needs, short against long: how many technologies and projects, how much money; ``?projects=live`` narrows."""
    live = request.GET.get("projects") == "live"
    here = reverse("technology_balance")
    context = portfolio.side_by_side(live=live) | {
        "trail": trail_of(),
        "width": portfolio.WIDTH,
        "tabs": [
            (_("すべての課題を数える"), here, not live),
            (_("続いている課題だけを数える"), f"{here}?projects=live", live),
        ],
        "csv": reverse("technology_balance_csv") + ("?projects=live" if live else ""),
        "undecided": UNDECIDED,
    }
    return render(request, "programmes/technology_balance.html", context)


@doors.office("programme_staff")
@require_safe
def technology_balance_csv(request: HttpRequest) -> HttpResponse:
    """The same rows and the same question as the page; the taking stands in the journal."""
    found = portfolio.side_by_side(live=request.GET.get("projects") == "live")
    journal.record("export_balance")
    heading = [
        _("起点と期間"),
        _("重要技術の数"),
        _("重要技術への配分（円）"),
        _("課題の数"),
        _("課題への支払（円）"),
    ]
    rows = [
        [
            str(name),
            ours.count if ours else 0,
            ours.amount if ours else 0,
            theirs.count if theirs else 0,
            theirs.amount if theirs else 0,
        ]
        for name, _subject, ours, theirs in found["rows"]
    ]
    total = [
        _("合計"),
        found["counted"],
        found["total"],
        found["counted_projects"],
        found["paid"],
    ]
    return csv_answer("balance.csv", heading, [*rows, total])


def _trail(concept: RDConcept) -> list:
    return [
        (_("制度と基金"), reverse("programme_home")),
        (concept.title, reverse("concept", args=[concept.pk])),
    ]


@doors.item(RDConcept, allows=portfolio.may_share)
@require_safe
def concept_technologies(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    """Which technologies the concept's money is for, and how much of it is for none."""
    links = list(
        ConceptTechnology.objects.filter(item=concept)
        .select_related("technology")
        .order_by("valid_until", "valid_from")
    )
    live = [link for link in links if link.valid_until is None]
    context = {
        "concept": concept,
        "trail": _trail(concept),
        "links": live,
        "ended": [link for link in links if link.valid_until is not None],
        "rest": 100 - sum(link.share for link in live),
    }
    return render(request, "programmes/concept_technologies.html", context)


@doors.item(RDConcept, allows=portfolio.may_share)
def share_new(request: HttpRequest, concept: RDConcept) -> HttpResponse:
    form = ShareForm(posted(request))
    back = reverse("concept_technologies", args=[concept.pk])
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: portfolio.link_technology(concept, by=request.user, **form.cleaned_data),
            back=back,
            said=_("重要技術を結び付けました。"),
        )
    context = {"form": form, "heading": _("重要技術を結び付ける"), "back": back, "trail": _trail(concept)}
    return form_page(request, "programmes/plain_form.html", context)


@doors.item(RDConcept, allows=portfolio.may_share)
def share_end(request: HttpRequest, concept: RDConcept, number: int) -> HttpResponse:
    link = get_object_or_404(ConceptTechnology.objects.select_related("technology"), item=concept, pk=number)
    if link.valid_until is not None and request.method != "POST":
        raise Http404
    return confirm(
        request,
        lambda: portfolio.unlink_technology(concept, link, by=request.user),
        heading=_("「%(name)s」を外す") % {"name": link.technology.name},
        verb=_("外す"),
        back=reverse("concept_technologies", args=[concept.pk]),
        words=[_("この構想の金額を、この技術に数えなくなります。記録は残ります。")],
        said=_("重要技術を外しました。"),
        trail=_trail(concept),
        kind="danger",
    )
