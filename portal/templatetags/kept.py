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

    def __init__(self, nodelist: NodeList, given: dict[str, FilterExpression]) -> None:
        self.nodelist, self.given = nodelist, list(given.items())
        self.values = list(given.values())
        self.pieces: dict[tuple[Any, ...], list[SafeString | template.Node]] = {}

    def render(self, context: template.Context) -> SafeString:
        key = (spoken(context), *[value.resolve(context) for value in self.values])
        pieces = self.pieces.get(key)
        if pieces is None:
            pieces = self.pieces[key] = self._pieces(context, key[1:])
        if len(pieces) == 1:
            return pieces[0]
        made = [piece if isinstance(piece, str) else piece.render_annotated(context) for piece in pieces]
        return mark_safe("".join(made))  # noqa: S308  its parts were escaped as they were rendered

    def _pieces(self, context: template.Context, values: tuple[Any, ...]) -> list[SafeString | template.Node]:
        blank = Blank(dict(zip([name for name, _value in self.given], values, strict=True)))
        with blank.bind_template(context.template):
            texts = self.nodelist.render(blank).split(HOLE)
        pieces: list[SafeString | template.Node] = [mark_safe(texts[0])]  # noqa: S308  escaped as it was rendered
        for nodelist, text in zip(blank.holes, texts[1:], strict=True):
            pieces += [*nodelist, mark_safe(text)]  # noqa: S308  the same
        return pieces


def spoken(context: template.Context) -> str | None:
    """The language of this page: asked once while it is rendered, for it is spoken throughout."""
    page = context.render_context.dicts[0]  # as long as this page is rendered
    if "spoken" not in page:
        page["spoken"] = get_language()
    return page["spoken"]


HOLE = "\0"  # in no template, and in no value: text in the database has none


class Blank(template.Context):
    """The context of what is kept; remembers what is to be rendered anew."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.holes: list[NodeList] = []


class Fresh(template.Node):
    """A hole in something kept: rendered on every page, with that page's context."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        if not isinstance(context, Blank):
            raise template.TemplateSyntaxError("fresh stands in kept.")
        context.holes.append(self.nodelist)
        return HOLE


@register.tag
def kept(parser: Parser, token: Token) -> Kept:
    """``{% kept name=value … %}…{% endkept %}``: values must be few and hashable, such as true and false."""
    given = template.base.token_kwargs(token.split_contents()[1:], parser)
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    in_holes = [
        block for hole in nodelist.get_nodes_by_type(Fresh) for block in hole.get_nodes_by_type(BlockNode)
    ]
    if len(nodelist.get_nodes_by_type(BlockNode)) != len(in_holes):
        raise template.TemplateSyntaxError(
            "A block in kept stands in a fresh piece, or it would never be filled."
        )
    return Kept(nodelist, given)


@register.tag
def fresh(parser: Parser, _token: Token) -> Fresh:
    """``{% fresh %}…{% endfresh %}`` in ``kept``: what is each reader's own; it sees the page, not the named values."""
    nodelist = parser.parse(("endfresh",))
    parser.delete_first_token()
    return Fresh(nodelist)
