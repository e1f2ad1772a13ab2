"""Signs between words as the reader's language writes them; refuses to translate the words."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.base import Parser, Token
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from accounts import phrasing
from portal.templatetags.kept import spoken

register = template.Library()


class Punctuation(template.Node):
    """One or more signs, put together once for each language."""

    def __init__(self, signs: str) -> None:
        self.signs = signs
        self.written: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        language = spoken(context)
        if language not in self.written:
            self.written[language] = conditional_escape(phrasing.punctuation(self.signs))
        return self.written[language]


@register.tag
def punct(parser: Parser, token: Token) -> Punctuation:
    """``{% punct '（' %}``: the sign of ``accounts.phrasing``; an unknown one is an error of the template."""
    _name, quoted = token.split_contents()
    signs = quoted[1:-1]
    if unknown := set(signs) - phrasing.SIGNS.keys():
        raise template.TemplateSyntaxError(f"punct knows no {''.join(sorted(unknown))}")
    return Punctuation(signs)


@register.filter(needs_autoescape=True)
def listed(words: Iterable[Any], autoescape: bool = True) -> str:
    """甲、乙、丙 with the comma of the reader's language."""
    escape = conditional_escape if autoescape else str
    return mark_safe(phrasing.listed(escape(word) for word in words))  # noqa: S308  each word was escaped
