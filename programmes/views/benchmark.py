"""The library of programmes abroad: the chart with the same numbers as a table, one programme, the acts on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from confidentiality import doors
from confidentiality.verbs import offered, perform, verbs_of
from programmes import benchmarks
from programmes.forms.benchmark import BenchmarkForm
from programmes.models import OverseasBenchmark
from programmes.rights import is_staff
from programmes.views.frame import acted, after_fresh_sign_in, confirm, form_page, posted, slice_of

WORDS = {
    "publish_benchmark": [gettext_lazy("この記載を、どなたでも読めるように公開します。")],
    "unpublish_benchmark": [gettext_lazy("公開ページから取り下げ、直せるようにします。")],
}


def trail_of(found: OverseasBenchmark | None = None) -> list[tuple[Any, str]]:
    trail = [(_("制度と基金"), reverse("programme_home")), (_("主要国の施策"), reverse("benchmark_list"))]
    if found is not None:
        trail.append((found.name, reverse("benchmark", args=[found.pk])))
    return trail


@doors.person
@require_safe
def benchmark_list(request: HttpRequest) -> HttpResponse:
    """The programmes this reader may read, a page at a time, under the chart of the largest of all of them."""
    found = OverseasBenchmark.objects.all()
    rows, pages = slice_of(request, benchmarks.in_order(found))
    return render(
        request,
        "programmes/benchmark_list.html",
        {
            "trail": trail_of()[:1],
            "rows": rows,
            "pages": pages,
            **benchmarks.chart(found),
            "is_staff": is_staff(None, request.user),
        },
    )


@doors.office("programme_staff")
def benchmark_new(request: HttpRequest) -> HttpResponse:
    form = BenchmarkForm(
        posted(request),
        initial={"precision": OverseasBenchmark.Precision.EXACT, "band": OverseasBenchmark.Band.UNKNOWN},
    )
    if form.is_bound and form.is_valid():
        made = benchmarks.add(by=request.user, **form.cleaned_data)
        messages.success(request, _("主要国の施策を登録しました。公開するまで、事業担当だけが見られます。"))
        return redirect("benchmark", made.pk)
    return form_page(request, "programmes/benchmark_form.html", {"form": form, "trail": trail_of()})


@doors.item(OverseasBenchmark)
@require_safe
def benchmark(request: HttpRequest, found: OverseasBenchmark) -> HttpResponse:
    staff = is_staff(found, request.user)
    return render(
        request,
        "programmes/benchmark_page.html",
        {
            "trail": trail_of(),
            "row": found,
            "verbs": [v for v in offered(found, request.user) if v.name in WORDS],
            "may_edit": staff and found.state == OverseasBenchmark.State.DRAFT,
            "is_staff": staff,
        },
    )


@doors.item(OverseasBenchmark, allows=is_staff)
def benchmark_edit(request: HttpRequest, found: OverseasBenchmark) -> HttpResponse:
    form = BenchmarkForm(posted(request), initial=BenchmarkForm.values_of(found))
    if form.is_bound and form.is_valid():
        return acted(
            request,
            lambda: benchmarks.edit(found, by=request.user, **form.cleaned_data),
            back=reverse("benchmark", args=[found.pk]),
            said=_("主要国の施策を保存しました。"),
        )
    context = {"form": form, "row": found, "trail": trail_of(found)}
    return form_page(request, "programmes/benchmark_form.html", context)


@doors.item(OverseasBenchmark, allows=is_staff)
def benchmark_act(request: HttpRequest, found: OverseasBenchmark, verb: str) -> HttpResponse:
    if verb not in WORDS:
        raise Http404
    page = after_fresh_sign_in(_act) if verb == "publish_benchmark" else _act
    return page(request, found, verb)


def _act(request: HttpRequest, found: OverseasBenchmark, verb: str) -> HttpResponse:
    known = verbs_of(OverseasBenchmark)[verb]
    return confirm(
        request,
        lambda: perform(verb, found, by=request.user),
        heading=known.label,
        verb=known.label,
        back=reverse("benchmark", args=[found.pk]),
        words=WORDS[verb],
        said=_("「%(verb)s」の操作が完了しました。") % {"verb": known.label},
        trail=trail_of(found),
        kind="danger" if verb == "unpublish_benchmark" else "main",
    )
