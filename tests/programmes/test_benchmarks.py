"""Amounts are compared in yen at a stated rate of a stated day; the chart and its table say the same numbers."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from confidentiality.acting import acting_as, acting_as_system
from confidentiality.verbs import Refused, WrongState, perform
from portal import published_policy
from programmes import benchmarks
from programmes.models import Guideline, OverseasBenchmark, PolicyMeasure
from programmes.money import yen_words
from tests.councils.visitors import browser, status
from tests.programmes import policy_cast as play

ARPA = {
    "country": "us",
    "name": "試験計画局",
    "year": "２０２１",
    "band": "basic",
    "amount": "2,000,000,000",
    "currency": "USD",
    "precision": "exact",
    "years": "4",
    "rate": "113.5",
    "rate_on_year": "2021",
    "rate_on_month": "12",
    "rate_on_day": "9",
    "features": "特徴の一\n\n特徴の二",
    "source": "試験の文書3ページ",
}


@pytest.fixture
def by(world):
    return play.officer(world)


@pytest.fixture
def loaded(world):
    with acting_as_system("published documents"):
        published_policy.load_policy()


def say(answer) -> str:
    return answer.content.decode()


def test_an_amount_is_converted_at_its_rate_and_says_so(world, by):
    client = browser(by, afresh=True)
    made = client.post(reverse("benchmark_new"), ARPA)["Location"]
    row = OverseasBenchmark.objects.get()
    assert (row.yen, row.yen_a_year) == (227_000_000_000, 56_750_000_000)
    assert row.features == ["特徴の一", "特徴の二"] and row.year == 2021
    page = say(client.get(made))
    assert (
        "2,000,000,000 USD" in page
        and "2,270億円" in page
        and "1 USD = 113.5円" in page
        and "2021年12月9日" in page
    )
    assert status(world.sato, "benchmark", row.pk) == 404
    assert row.name not in say(browser().get(reverse("public_benchmarks")))
    act = reverse("benchmark_act", args=[row.pk, "publish_benchmark"])
    assert client.get(act).status_code == 200 and client.post(act).status_code == 302
    assert row.name in say(browser().get(reverse("public_benchmarks")))
    edit = reverse("benchmark_edit", args=[row.pk])
    assert client.post(edit, ARPA).status_code == 409
    assert client.post(reverse("benchmark_act", args=[row.pk, "unpublish_benchmark"])).status_code == 302
    assert client.get(edit).status_code == 200
    assert client.post(edit, ARPA | {"name": "改めた名称"}).status_code == 302
    assert status(world.sato, "benchmark", row.pk) == 404
    assert client.get(reverse("benchmark_act", args=[row.pk, "x"])).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate": ""},
        {"rate_on_year": "", "rate_on_month": "", "rate_on_day": ""},
        {"currency": ""},
        {"currency": "usd"},
        {"amount": ""},
        {"amount": "0"},
        {"amount": "99999999999999999"},
        {"rate": "-1"},
        {"rate_on_year": "2999"},
        {"source": ""},
        {"country": "xx"},
        {"features": "長" * 301},
    ],
)
def test_what_cannot_be_compared_is_refused_beside_its_field(by, wrong):
    answer = browser(by).post(reverse("benchmark_new"), ARPA | wrong)
    assert answer.status_code == 422 and "か所を直してください" in say(answer)
    assert not OverseasBenchmark.objects.exists()


def test_the_database_wants_the_rate_and_its_day(by):
    for fields in (
        {"amount": 5, "currency": ""},
        {"amount": 5, "currency": "USD"},
        {"amount": 5, "currency": "USD", "rate": Decimal(100)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            OverseasBenchmark.objects.create(country="us", name="x", source="x", public_title="x", **fields)


def test_the_office_alone_keeps_the_library(world, by):
    with acting_as(by):
        row = benchmarks.add(by=by, country="uk", name="甲", source="乙", amount=7, currency="JPY")
        perform("publish_benchmark", row, by=by)
        with pytest.raises(WrongState, match="取り下げて"):
            benchmarks.edit(row, by=by, name="丙")
    client = browser(world.sato)
    assert client.get(reverse("benchmark", args=[row.pk])).status_code == 200
    assert client.get(reverse("benchmark_edit", args=[row.pk])).status_code == 403
    assert client.get(reverse("benchmark_new")).status_code == 404
    with acting_as(world.sato), pytest.raises(Refused):
        benchmarks.add(by=world.sato, country="uk", name="甲", source="乙")


def test_bars_are_as_long_as_their_amounts(db):
    rows = [
        OverseasBenchmark(name=str(n), country="us", printed_yen=yen)
        for n, yen in enumerate((500, 1000, 1, None))
    ]
    assert [(bar.yen, bar.width) for bar in benchmarks.bars(rows)] == [(1000, 1000), (500, 500), (1, 1)]
    assert benchmarks.bars([]) == []


@pytest.mark.parametrize(
    ("amount", "japanese", "english"),
    [
        (9_000_000_000_000, "9兆円", "¥9 trillion"),
        (1_700_000_000_000, "1.7兆円", "¥1.7 trillion"),
        (120_000_000_000, "1,200億円", "¥120 billion"),
        (56_750_000_000, "567億5,000万円", "¥56,750 million"),
        (2_500_000, "250万円", "¥2.5 million"),
        (1_234, "1,234円", "¥1,234"),
        (0, "0円", "¥0"),
        (None, "", ""),
    ],
)
def test_amounts_are_said_without_rounding(amount, japanese, english):
    assert yen_words(amount) == japanese
    with translation.override("en"):
        assert yen_words(amount) == english


# What the documents say ------------------------------------------------------------------------------------


def test_the_published_facts_are_loaded_once_with_their_sources(loaded):
    with acting_as_system("published documents"):
        published_policy.load_policy()
    with acting_as(None):
        framework = Guideline.objects.get(document="framework")
        sections = list(framework.sections.order_by("order"))
        assert len(sections) == 13 and framework.source
        assert sum(len(s.paragraphs) for s in sections) == 23
        assert sections[-2].text.startswith("政府は、守り・育成すべき先端的な重要技術")
        counts = {
            pillar: (
                PolicyMeasure.objects.filter(pillar=pillar, nature="policy").count(),
                PolicyMeasure.objects.filter(pillar=pillar, nature="measure").count(),
            )
            for pillar in ("know", "grow", "use", "protect")
        }
        assert counts == {"know": (5, 8), "grow": (3, 8), "use": (4, 3), "protect": (4, 9)}
        assert all(m.source and m.state == "listed" for m in PolicyMeasure.objects.all())
        assert OverseasBenchmark.objects.count() == 14
        aria = OverseasBenchmark.objects.get(abbreviation="ARIA")
        assert (aria.amount, aria.currency, aria.yen) == (800_000_000, "GBP", 120_000_000_000)
        assert aria.amount * aria.rate == aria.yen and aria.source.endswith("4・6枚目")


def test_the_public_reads_them_with_the_same_numbers_in_chart_and_table(loaded):
    page = say(browser().get(reverse("public_benchmarks")))
    for words in ("約9兆円", "5兆円以上", "約1.7兆円", "約1,300億円", "約1,200億円", "2,500億円"):
        assert page.count(words) >= 2, words
    assert "1 GBP = 150円" in page and "800,000,000 GBP" in page and 'style="' not in page
    assert page.count("<rect") == 6
    home = say(browser().get(reverse("public_programmes")))
    assert published_policy.FRAMEWORK in home and "公表された基本指針はまだありません" in home
    measures = say(browser().get(reverse("public_measures")))
    assert "セキュリティ・クリアランス制度" in measures and "記載のみ" in measures
    framework = Guideline.objects.get()
    text = say(browser().get(reverse("public_guideline", args=[framework.pk])))
    assert "研究開発基本指針の策定・資金支援" in text and "守り・育成すべき" in text


def test_the_first_guideline_starts_from_the_framework(world, loaded, by):
    made = browser(by).post(reverse("guideline_start"), {"title": "初めての指針", "reason": "趣旨"})[
        "Location"
    ]
    guideline = Guideline.objects.get(document="guideline")
    assert guideline.revises.document == "framework" and guideline.sections.count() == 15
    assert "人材の養成" in say(browser(by).get(made))
    play_out = browser(by).get(reverse("guideline_changes", args=[guideline.pk]))
    assert play_out.status_code == 200


def test_the_loading_command_runs_as_it_is_deployed(world, capsys):
    call_command("load_published")
    assert Guideline.objects.filter(document="framework").count() == 1
