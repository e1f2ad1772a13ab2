"""What every reader's page says alike, rendered once a process; refuses to know who reads."""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


class Kept(template.Node):
    """Rendered without the page's context, so nothing of a reader can get in: only the named values and the language."""

    child_nodelists = ()  # a page that looks for its blocks need not look in here

    def __init__(self, nodelist: NodeList, given: dict[str, FilterExpression]) -> None:
        self.nodelist, self.given = nodelist, given
        self.pieces: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: template.Context) -> str:
        values = {name: value.resolve(context) for name, value in self.given.items()}
        key = (get_language(), *values.values())
        if key not in self.pieces:
            blank = template.Context(values)
            with blank.bind_template(context.template):
                self.pieces[key] = mark_safe(self.nodelist.render(blank))  # noqa: S308  its parts were escaped as they were rendered
        return self.pieces[key]


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """``{% kept name=value … %}…{% endkept %}``: values must be few and hashable, such as true and false."""
    given = template.base.token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("A block inside kept would never be filled.")
    return Kept(nodelist, given)
