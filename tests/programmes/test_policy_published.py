"""What the documents say of the scheme stands on public pages, whole, each with its source, once."""

import pytest
from django.urls import reverse

from confidentiality.acting import acting_as_system
from councils.minutes_reader.characters import visible
from portal import published_policy
from programmes.models import Guideline, OverseasBenchmark, PolicyMeasure
from tests.councils.visitors import browser
from tests.fixtures.test_published import load, source, texts_of_sections


@pytest.fixture
def loaded(world):
    with acting_as_system("test"):
        published_policy.load_policy()
        published_policy.load_policy()  # twice is once


def page(name: str, *args) -> str:
    answer = browser().get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_framework_is_a_version_with_every_section_in_its_kind(loaded):
    framework = Guideline.objects.get(document="framework")
    sections = list(framework.sections.order_by("order"))
    whole = visible("".join(s.heading + s.text for s in sections))
    assert whole == source(load("framework")), "every printed word, in order, and no other"
    kinds = {s.heading: s.kind for s in sections}
    for heading, kind in (
        ("１ 政策対応の基本的な考え方", "basic"),
        ("① 政府による指針の策定と支援", "funding"),
        ("② 支援対象となる先端的な重要技術", "technology"),
        ("① 産学官による伴走支援の必要性", "information"),
        ("② 協議会の設置", "councils"),
        ("③ 協議会の具体的な機能", "councils"),
        ("④ 協議会における情報管理の取組", "handling"),
        ("① 調査研究業務の委託", "study"),
        ("② 調査研究機関に求められる能力", "study"),
    ):
        assert kinds[heading] == kind
    assert all((s.kind == "heading") == (not s.text) for s in sections)
    shown = page("public_guideline", framework.pk)
    assert framework.source in shown and "先端的な重要技術に係る研究開発基本指針" in shown
    assert framework.title in page("public_programmes")


def test_every_policy_and_measure_of_the_summary_is_there_with_its_place(loaded):
    parts = [part for pillar in load("interim_summary")["sections"] for part in pillar["sections"]]
    wanted = [item for part in parts for item in part["items"]]
    assert sorted(PolicyMeasure.objects.values_list("text", flat=True)) == sorted(wanted)
    assert PolicyMeasure.objects.filter(nature="policy").count() == sum(len(p["items"]) for p in parts[::2])
    assert not PolicyMeasure.objects.filter(source="").exists()
    shown = page("public_measures")
    assert all(item in shown for item in wanted)
    for one in set(PolicyMeasure.objects.values_list("source", flat=True)):
        assert one.replace("<", "&lt;").replace(">", "&gt;") in shown
    assert visible("".join(texts_of_sections(load("interim_summary")["sections"]))) in source(
        load("interim_summary")
    ).replace(visible(load("interim_summary")["title"]), "", 1)


def test_every_programme_abroad_is_there_with_its_slides(loaded):
    shown = page("public_benchmarks")
    for one in load("benchmarks")["benchmarks"]:
        kept = OverseasBenchmark.objects.get(country=one["country"], name=one["name"])
        assert one["name"] in shown and kept.source in shown
        assert "・".join(map(str, one["pages"])) in kept.source
        assert kept.printed_yen == one.get("printed_yen") and kept.amount == one.get("amount")
