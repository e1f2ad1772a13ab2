"""A frame looked up once says what Django's own would say, to each reader their own."""

import re

import pytest
from django.middleware.csrf import get_token
from django.template import Context, engines
from django.test import RequestFactory
from django.utils import translation

from councils.templatetags.way import body
from portal import navigation

FRAME = "<{% if a %}{% block one %}1{% endblock %}{% endif %}{% block two %}2{% block three %}3{% endblock %}{% endblock %}>"


def made(text: str):
    return engines["django"].from_string(text).template


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{% extends frame %}", "<123>"),
        ("{% extends frame %}{% block two %}b{{ block.super }}{% endblock %}", "<1b23>"),
        ("{% extends frame %}{% block three %}c{% endblock %}", "<12c>"),
        ("{% extends frame %}{% block one %}{{ a }}{% endblock %}", "<&lt;a&gt;23>"),
    ],
)
def test_pages_fill_the_blocks_of_one_frame_each_in_its_own_way(text, says):
    frame, page = made(FRAME), made(text)
    middle = made("{% extends frame %}{% block one %}m{% endblock %}")
    for _twice in range(2):
        assert page.render(Context({"frame": frame, "a": "<a>"})) == says
        assert page.render(Context({"frame": frame})) == says.replace("1", "", 1).replace("&lt;a&gt;", "", 1)
        assert middle.render(Context({"frame": frame, "a": 1})) == "<m23>"


def test_a_page_below_a_page_fills_the_frame_of_both():
    frame = made(FRAME)
    middle = made(
        "{% extends frame %}{% block one %}m{% endblock %}{% block two %}n{{ block.super }}{% endblock %}"
    )
    page = made("{% extends middle %}{% block three %}p{% endblock %}")
    for _twice in range(2):
        assert page.render(Context({"middle": middle, "frame": frame, "a": 1})) == "<mn2p>"


def test_one_page_has_one_token_in_all_its_forms_and_no_other_pages():
    page = engines["django"].from_string(
        "{% csrf_token %}{% kept %}-{% fresh %}{% csrf_token %}{% endfresh %}{% endkept %}"
    )
    said = []
    for _reader in range(2):
        request = RequestFactory().get("/")
        request.META["CSRF_COOKIE"] = "x" * 32
        one, other = page.render({}, request).split("-")
        assert one == other
        said.append(
            re.fullmatch(r'<input type="hidden" name="csrfmiddlewaretoken" value="(\w{64})">', one)[1]
        )
    assert said[0] != said[1] != get_token(request)
    assert page.render({}) == "-"


def test_a_page_without_a_form_makes_no_token():
    request = RequestFactory().get("/")
    engines["django"].from_string("{% kept %}a{% endkept %}").render({}, request)
    assert "CSRF_COOKIE_NEEDS_UPDATE" not in request.META


def test_a_menu_is_one_thing_for_all_who_have_it_and_another_for_others():
    menu = navigation._entries
    assert menu(True, False, "/home/", "ja") is menu(True, False, "/home/", "ja")
    assert (
        len(
            {menu(True, False, "/home/", "ja"), menu(True, True, "/home/", "ja"), menu(True, False, "", "ja")}
        )
        == 3
    )
    assert {e.url for e in menu(True, True, "", "ja")} - {e.url for e in menu(True, False, "", "ja")} == {
        "/manage/people/"
    }


def test_the_sites_name_is_in_the_language_of_the_page():
    said = []
    for language in ("ja", "en", "ja"):
        with translation.override(language):
            said.append(navigation._site_name(language))
    assert said == ["伴走", "Banso", "伴走"]


def test_the_text_of_a_paper_stays_text():
    assert body(["甲", "<b>'\"&"]) == (
        '<p class="text" lang="ja">甲</p><p class="text" lang="ja">&lt;b&gt;&#x27;&quot;&amp;</p>'
    )
    assert body([]) == ""
