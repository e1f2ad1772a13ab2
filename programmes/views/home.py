"""The first page of the programme for those who are signed in; it lists what the database shows this reader."""

from collections import Counter

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from confidentiality import doors
from programmes import guidelines
from programmes.models import OverseasBenchmark, PolicyMeasure, TechnologyField
from programmes.policy_registers import REGISTERS
from programmes.rights import is_staff


@doors.person
@require_safe
def programme_home(request: HttpRequest) -> HttpResponse:
    """What is in force, what is being prepared, how the measures stand."""
    of = ("pillar", "nature", "state")
    measures = list(PolicyMeasure.objects.order_by().values_list(*of).annotate(n=Count("pk")))
    counts: Counter = Counter()
    for pillar, nature, _state, n in measures:
        counts[pillar, nature] += n
    return render(
        request,
        "programmes/home.html",
        {
            "in_force": guidelines.in_force(),
            "framework": guidelines.framework(),
            "in_preparation": guidelines.in_preparation(),
            "rounds": list(guidelines.open_rounds()),
            "pillars": [
                (pillar.label, counts[pillar, "policy"], counts[pillar, "measure"])
                for pillar in PolicyMeasure.Pillar
            ],
            "underway": sum(n for *_of, state, n in measures if state in ("planned", "underway")),
            "done": sum(n for *_of, state, n in measures if state == "done"),
            "measures": sum(counts.values()),
            "fields": TechnologyField.objects.count(),
            "benchmarks": OverseasBenchmark.objects.count(),
            "registers": list(REGISTERS.values()),
            "is_staff": is_staff(None, request.user),
        },
    )
