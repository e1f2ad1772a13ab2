"""The API describes itself: valid OpenAPI, every operation in Japanese and English, and a page without a foreign script."""

import io
import re

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation
from drf_spectacular.validation import validate_schema

from confidentiality.checks import all_patterns
from portal.api import description
from tests.councils.visitors import browser

JAPANESE = re.compile("[ぁ-んァ-ヶ一-鿿]")


def operations(language: str) -> list[dict]:
    with translation.override(language):
        paths = description(language)["paths"]
    return [told for methods in paths.values() for told in methods.values()]


def test_the_description_is_valid_and_made_without_a_warning():
    with translation.override("ja"):
        validate_schema(description("ja"))
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=io.StringIO())


def test_every_operation_is_described_in_japanese_and_in_english():
    for told in operations("ja"):
        assert JAPANESE.search(told["summary"]) and told["description"].endswith("。"), told["operationId"]
    for told in operations("en"):
        assert not JAPANESE.search(told["summary"] + told["description"]), told["operationId"]


def test_every_field_of_a_body_says_what_it_is_for():
    with translation.override("ja"):
        shapes = description("ja")["components"]["schemas"]
    for name, shape in shapes.items():
        if name.endswith("BodyRequest"):
            assert all(field.get("description") for field in shape["properties"].values()), name


def test_every_address_of_the_api_is_described():
    described = {re.sub(r"\{\w+\}", "{}", where) for where in description("ja")["paths"]}
    served = {
        re.sub(r"<[^>]+>", "{}", where)
        for where, _pattern in all_patterns()
        if where.startswith("/api/v1/") and "<path" not in where
    }
    assert served - described == {"/api/v1/"} and not described - served


def test_the_description_is_for_signed_in_people(world):
    shown = browser(world.inoue).get(reverse("api_schema"))
    assert shown.status_code == 200 and shown.json()["openapi"].startswith("3.")
    assert browser().get(reverse("api_schema")).status_code == 401
    assert browser().get(reverse("api")).status_code == 302


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_says_the_same_within_the_frame(world, language):
    world.inoue.language = language
    world.inoue.save()
    page = browser(world.inoue).get(reverse("api"))
    body = page.content.decode()
    assert page.status_code == 200 and "unsafe" not in page["Content-Security-Policy"]
    assert not re.search(r"https?://(?!127\.0\.0\.1|localhost|testserver)", body)
    for told in operations(language):
        assert told["summary"] in body.replace("&#x27;", "'").replace("&amp;", "&"), told["operationId"]
