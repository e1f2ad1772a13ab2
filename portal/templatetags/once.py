"""Django's ``extends`` and ``csrf_token``, which look up once what they say many times; refuses to say anything else."""

from django import template
from django.template.base import Node, NodeList, Parser, Template, Token
from django.template.defaulttags import CsrfTokenNode
from django.template.loader_tags import ExtendsNode, do_extends
from django.utils.safestring import SafeString

register = template.Library()


class Compiled(NodeList):
    """The nodes of a page that others extend; which of them are its blocks is asked on every page and never changes."""

    def __init__(self, nodes: NodeList) -> None:
        super().__init__(nodes)
        self.contains_nontext = nodes.contains_nontext
        self.found: dict[type[Node], list[Node]] = {}

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        if nodetype not in self.found:
            self.found[nodetype] = super().get_nodes_by_type(nodetype)
        return self.found[nodetype]


class Extends(ExtendsNode):
    """Takes its place in a page as Django's own does."""

    def get_parent(self, context: template.Context) -> Template:
        parent = super().get_parent(context)
        if not isinstance(parent.nodelist, Compiled):
            parent.nodelist = Compiled(parent.nodelist)
        return parent


class Field(CsrfTokenNode):
    """One page has one token in all its forms, so its field is written once and repeated."""

    def render(self, context: template.Context) -> SafeString | str:
        token = context.get("csrf_token")
        kept = context.render_context.dicts[0]  # as long as this page is rendered
        told = kept.get(Field)
        if told is None or told[0] is not token:
            told = kept[Field] = (token, super().render(context))
        return told[1]


@register.tag
def extends(parser: Parser, token: Token) -> Extends:
    made = do_extends(parser, token)
    return Extends(made.nodelist, made.parent_name)


@register.tag
def csrf_token(_parser: Parser, _token: Token) -> Field:
    return Field()
