"""Money and people of a follow-up by technology and field, priority or not (R50); refuses to guess a share nobody recorded."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from programmes.models import ConceptTechnology, CriticalTechnology, VisionTechnology

SUMS = ("allocated", "committed", "paid")
WHOLE = 10_000  # the index when one alone has everything


def concentration(sums: Iterable[int]) -> dict[str, int]:
    """How much went to few: share of the largest in percent, and the Herfindahl index (the sum of squared shares).

    The index is 10,000 when one alone has everything and 10,000/n when n have the same; sums at or below nothing
    take no part. Whole numbers, rounded half up once; without any sum all is 0.
    """
    given = [s for s in sums if s > 0]
    whole = sum(given)
    if not whole:
        return {"count": 0, "largest": 0, "index": 0, "even": 0}
    return {
        "count": len(given),
        "largest": (max(given) * 200 + whole) // (2 * whole),
        "index": (2 * WHOLE * sum(s * s for s in given) + whole * whole) // (2 * whole * whole),
        "even": WHOLE // len(given),
    }


def by_field(
    money: Mapping[Any, Mapping[str, int]], people: Mapping[UUID, set[UUID]], *, in_public: bool
) -> dict[str, Any]:
    """Figures by technology and field as this reader may know them; ``money`` and ``people`` by concept. Three queries.

    A concept's sums go to its technologies by the recorded shares, fractions of a yen dropped; what no share gives stays
    in ``unshared``, so that the column adds up to the whole. Its people are counted wherever it has a share. A technology
    is a priority when it was chosen (in public: when a published vision supports it); its field is shown with nothing too.
    """
    live = ConceptTechnology.objects.filter(valid_until__isnull=True, item__in=[pk for pk in money if pk])
    shares = list(live.values_list("item_id", "technology_id", "share"))
    known = {t.pk: t for t in CriticalTechnology.objects.select_related("field")}
    if in_public:
        rows = VisionTechnology.objects.filter(item__state="published")
        chosen = set(rows.values_list("technology_id", flat=True)) & known.keys()
    else:
        chosen = {pk for pk, t in known.items() if t.state == CriticalTechnology.State.SELECTED}
    technologies, fields = _Groups(money, people), _Groups(money, people)
    whole = _Groups(money, people)
    for pk in chosen:
        fields.begin(known[pk].field)
    for concept, technology, share in shares:
        if (found := known.get(technology)) is None:
            continue
        technologies.add(found, concept, share)
        fields.add(found.field, concept, share)
        if technology in chosen:
            whole.add("priority", concept, share)
    important = {known[pk].field_id for pk in chosen}
    field_rows = fields.told(lambda f: f.pk in important)
    total = {s: sum(row[s] for row in money.values()) for s in SUMS}
    return {
        "fields": field_rows,
        "technologies": [
            {**row, "field": t.field.name}
            for t, row in zip(technologies.order(), technologies.told(lambda t: t.pk in chosen), strict=True)
        ],
        "unshared": {s: total[s] - sum(row[s] for row in field_rows) for s in SUMS},
        "priority": {
            **(whole.told(lambda _g: True) or [{**dict.fromkeys(SUMS, 0), "people": 0}])[0],
            "count": len(chosen),
            "without": [
                row["name"]
                for row in field_rows
                if row["priority"] and not (row["allocated"] > 0 and row["people"])
            ],
        },
        "field_concentration": concentration(row["allocated"] for row in field_rows),
        "technology_concentration": concentration(
            row["allocated"] for row in technologies.told(lambda _t: False)
        ),
    }


class _Groups:
    """Sums, people and concepts gathered under technologies or fields; the most money first."""

    def __init__(self, money: Mapping[Any, Mapping[str, int]], people: Mapping[UUID, set[UUID]]) -> None:
        self.money, self.people = money, people
        self.sums: dict[Any, dict[str, int]] = {}
        self.concepts: dict[Any, set[UUID]] = defaultdict(set)

    def begin(self, group: Any) -> None:
        self.sums.setdefault(group, dict.fromkeys(SUMS, 0))

    def add(self, group: Any, concept: UUID, share: int) -> None:
        self.begin(group)
        self.concepts[group].add(concept)
        for name in SUMS:
            self.sums[group][name] += self.money[concept][name] * share // 100

    def order(self) -> list[Any]:
        return sorted(self.sums, key=lambda g: (-self.sums[g]["allocated"], getattr(g, "name", "")))

    def told(self, is_priority: Any) -> list[dict[str, Any]]:
        return [
            {
                "name": getattr(group, "name", ""),
                "priority": is_priority(group),
                **self.sums[group],
                "concepts": len(self.concepts[group]),
                "people": len({p for c in self.concepts[group] for p in self.people.get(c, ())}),
            }
            for group in self.order()
        ]
