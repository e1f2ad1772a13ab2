"""The one real fund stands with its budget acts and their source, once; nothing is said of it that no document says."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from confidentiality.acting import acting_as, acting_as_system
from portal import published, published_fund
from programmes import figures
from programmes.models import Allocation, Fund, FundContribution, LedgerEntry
from tests.councils.visitors import browser


@pytest.fixture
def fund(world) -> Fund:
    with acting_as_system("test"):
        published.load_organisations()
        published_fund.load_fund()
        return published_fund.load_fund()  # twice is once


def test_both_budget_acts_are_there_with_ministries_and_source(fund):
    given = list(FundContribution.objects.order_by("id").values_list("act", "ministry__name", "amount"))
    assert given == [
        ("令和３年度補正予算", "文部科学省", 125_000_000_000),
        ("令和３年度補正予算", "経済産業省", 125_000_000_000),
        ("令和４年度補正予算", None, 250_000_000_000),
    ]
    assert LedgerEntry.objects.count() == 3 and not Allocation.objects.exists()
    assert all(FundContribution.objects.values_list("source", flat=True))
    with acting_as(None):
        assert figures.figures_of(fund.pk).total.contributed == 500_000_000_000


def test_everybody_reads_it_with_its_source_and_no_invented_spending(fund):
    page = browser().get(reverse("public_fund", args=[fund.pk])).content.decode()
    assert "500,000,000,000" in page and "スライド8" in page and "内訳の記載なし" in page
    assert "このポータルには登録されていません" in page
    assert "5,000億円" in browser().get(reverse("public_funds")).content.decode()


def test_a_loaded_sum_without_a_source_is_refused(fund):
    with acting_as_system("test"), pytest.raises(IntegrityError, match="has_an_origin"):
        FundContribution.objects.create(
            item=fund.book, fund=fund, act="x", fiscal_year=2026, amount=1, state="approved"
        )
