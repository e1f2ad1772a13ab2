"""What stands after ``?page=`` is anybody's to write: what is no number is the first page, and never an error of ours."""

import pytest
from django.urls import reverse

from tests.cast import make_material
from tests.confidentiality.browsing import browser

ODD = ("²", "①", "-1", "0", "x", "９" * 30, "9" * 5000)


@pytest.mark.parametrize("odd", ODD)
def test_no_page_number_breaks_a_list(world, odd):
    for name in ("designation_list", "disclosure_list", "public_gates", "public_outcomes", "public_projects"):
        assert browser(world.suzuki).get(reverse(name), {"page": odd}).status_code == 200, name


@pytest.mark.parametrize("odd", ODD[:1] + ODD[4:])
def test_an_odd_version_of_a_paper_is_one_that_is_not_there(world, odd):
    paper = make_material(world.quantum, world.suzuki)
    client = browser(world.suzuki)
    assert client.get(reverse("material", args=[paper.pk]), {"version": odd}).status_code == 404
    assert client.get(reverse("item_reads", args=[paper.pk]), {"before": odd}).status_code in (200, 404)
