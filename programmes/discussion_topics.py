"""The topics of the register as they head agendas and minutes: 論点①　… (R17); decides nothing about them."""

from programmes.models import CatalogueEntry

CIRCLED = 20  # ① to ⑳


def headings() -> list[str]:
    """The topics this reader may read, by number, those without one last; one query."""
    rows = CatalogueEntry.objects.filter(register=CatalogueEntry.Register.TOPIC).order_by("number", "title")
    return [heading(number, title) for number, title in rows.values_list("number", "title")]


def heading(number: int | None, title: str) -> str:
    if number is None:
        return title
    mark = chr(ord("①") + number - 1) if 1 <= number <= CIRCLED else str(number)
    return f"論点{mark}　{title}"
