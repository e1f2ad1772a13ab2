"""What is rendered once a process: nothing of one reader's page may be in another's."""

import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.utils import translation


def made(text: str):
    return engines["django"].from_string(text).template


def test_a_kept_piece_sees_no_page_and_a_fresh_one_sees_each() -> None:
    page = made("{% kept %}a{{ who }}{% fresh %}{{ who }}{% endfresh %}b{% endkept %}")
    assert [page.render(Context({"who": who})) for who in ("甲", "<乙>")] == ["a甲b", "a&lt;乙&gt;b"]


def test_a_named_value_makes_a_piece_of_its_own_and_is_escaped_once() -> None:
    page = made("{% kept n=n %}{% if n %}{{ n }}{% fresh %}!{{ n }}{% endfresh %}{% endif %}{% endkept %}")
    assert [page.render(Context({"n": n})) for n in ("&", "", "&")] == ["&amp;!&amp;", "", "&amp;!&amp;"]


def test_each_language_has_its_own_piece() -> None:
    page = made('{% load i18n %}{% kept %}{% translate "ホーム" %}{% endkept %}')
    said = []
    for language in ("ja", "en", "ja"):
        with translation.override(language):
            said.append(page.render(Context()))
    assert said == ["ホーム", "Home", "ホーム"]


@pytest.mark.parametrize(
    "text", ["{% kept %}{% block a %}{% endblock %}{% endkept %}", "{% fresh %}a{% endfresh %}"]
)
def test_a_block_in_kept_and_a_fresh_piece_outside_are_refused(text: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        made(text).render(Context())


def test_a_page_fills_the_blocks_in_the_holes_of_what_is_kept() -> None:
    engine = engines["django"].engine
    frame = engine.from_string(
        "{% kept n=n %}<{{ n }}{% fresh %}{% block a %}-{% endblock %}{% endfresh %}>{% endkept %}"
    )
    page = engine.from_string("{% extends frame %}{% block a %}{{ who }}{% endblock %}")
    said = [page.render(Context({"frame": frame, "n": 1, "who": who})) for who in ("甲", "乙")]
    assert [*said, frame.render(Context({"n": 1}))] == ["<1甲>", "<1乙>", "<1->"]
