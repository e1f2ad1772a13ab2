"""How a model says by which item its rows are guarded; never decides who may see that item."""

from dataclasses import dataclass

TITLE, CONTENT = 1, 2

# SQL for ``unless_private``: the reader sits, active and pledged, where the row's item belongs.
SITS_HERE = (
    "exists (select 1 from confidentiality_item i join confidentiality_principal c on c.kind = 'council'"
    " and c.ref = i.container_id where i.id = item_id and c.id = any((select app.principals())::int[]))"
)


@dataclass(frozen=True)
class Guard:
    """A row answers to the item named by ``column``, at ``depth``.

    ``also``: further item columns that must answer to content too (a remark about a stricter material).
    ``own``: a person column; that person sees and writes the row besides (one's own consent, one's own speaker line).
    ``writes``: the commands the web may use at all.
    ``unless_private``: SQL that must hold besides, for rows kept back from readers of the item (a draft is its author's).
    ``besides``: SQL of who reads, and only reads, these rows without reading the item (an office that keeps them).
    """

    column: str = "item_id"
    depth: int = CONTENT
    write_depth: int | None = None
    also: tuple[str, ...] = ()
    own: str | None = None
    writes: str = "select, insert, update"
    unless_private: str = ""
    besides: str = ""


@dataclass(frozen=True)
class Open:
    """Rows that say nothing about an item; ``reason`` is for the reader of the access matrix."""

    reason: str
    writes: str = "select, insert, update, delete"


@dataclass(frozen=True)
class Closed:
    """Rows for system roles only, besides what ``policies`` allow by name."""

    reason: str
    writes: str = ""
    policies: tuple[tuple[str, str, str], ...] = ()  # (name, command, condition)
