"""Loads what the published documents say of the scheme itself: its framework, its measures, programmes abroad; adds no fact."""

from datetime import date
from decimal import Decimal
from typing import Any

from confidentiality import audience
from portal.published import read
from programmes.models import Guideline, GuidelineSection, OverseasBenchmark, PolicyMeasure, TechnologyField

FRAMEWORK = "政策対応の基本的な考え方と新しい立法措置の基本的な枠組み"
FRAMEWORK_SOURCE = "経済安全保障法制に関する有識者会議の文書（文書に表題・日付・ページの印字はない）"
# Of what each part of the framework speaks, by its place: (chapter, section, paragraph), counted from 1.
KINDS = {
    (1,): "basic",
    (2, 1, 1): "funding",
    (2, 1, 2): "technology",
    (2, 2, 1): "information",
    (2, 2, 2): "councils",
    (2, 2, 3): "councils",
    (2, 2, 4): "handling",
    (2, 3, 1): "study",
    (2, 3, 2): "study",
}
PILLARS = {"知る": "know", "育てる": "grow", "守る": "protect", "生かす": "use"}
EVERYBODY_AND_OFFICE = (audience.office("programme_staff"), audience.EVERYBODY)


def load_policy() -> None:
    """Everything below; a second run adds nothing."""
    load_framework()
    load_measures()
    load_benchmarks()
    load_fields()


def load_framework() -> Guideline:
    """The framework as the first document of the guideline, with its sections as printed."""
    found = Guideline.objects.filter(document=Guideline.Document.FRAMEWORK).first()
    if found:
        return found
    made = Guideline.objects.create(
        document=Guideline.Document.FRAMEWORK,
        number=1,
        title=FRAMEWORK,
        public_title=FRAMEWORK,
        source=FRAMEWORK_SOURCE,
    )
    sections: list[GuidelineSection] = []
    _sections(made, read("published/framework.yaml")["sections"], (), sections)
    GuidelineSection.objects.bulk_create(sections)
    Guideline.objects.filter(pk=made.pk).update(state=Guideline.State.PUBLISHED)
    audience.open_to(made, *EVERYBODY_AND_OFFICE)
    return made


def _sections(made: Guideline, parts: Any, above: tuple[int, ...], found: list[GuidelineSection]) -> None:
    for n, part in enumerate(parts, 1):
        place = (*above, n)
        lines = [f"{i['label']} {i['text']}" for i in part.get("items", ())] + list(
            part.get("paragraphs", ())
        )
        found.append(
            GuidelineSection(
                item=made,
                order=len(found) + 1,
                kind=KINDS.get(place, GuidelineSection.Kind.HEADING),
                level=len(place),
                heading=part["heading"],
                text="\n".join(lines),
            )
        )
        _sections(made, part.get("sections", ()), place, found)


def load_measures() -> None:
    """Each basic policy and each measure of the interim summary under its pillar, as it stands there."""
    data = read("published/interim_summary.yaml")
    if PolicyMeasure.objects.filter(source__startswith=data["title"]).exists():
        return
    for section in data["sections"]:
        name = section["heading"].split("「")[1].rstrip("」")
        for part, nature in zip(section["sections"], ("policy", "measure"), strict=True):
            for n, text in enumerate(part["items"], 1):
                made = PolicyMeasure.objects.create(
                    public_title="施策",
                    pillar=PILLARS[name],
                    nature=nature,
                    order=n,
                    text=text,
                    source=f"{data['title']}　{section['heading']}{part['heading']}",
                    is_public=True,
                )
                audience.open_to(made, *EVERYBODY_AND_OFFICE)


def load_benchmarks() -> None:
    """The programmes of other countries, and Japan's own beside them, with their slides."""
    data = read("published/benchmarks.yaml")
    day = date.fromisoformat(data["dated"])
    for one in data["benchmarks"]:
        fields = {k: v for k, v in one.items() if k not in ("pages", "rate")}
        pages = "・".join(str(page) for page in one["pages"])
        converted = "rate" in one
        made, is_new = OverseasBenchmark.objects.get_or_create(
            country=one["country"],
            name=one["name"],
            defaults={
                **fields,
                "public_title": "主要国の施策",
                "state": OverseasBenchmark.State.PUBLISHED,
                "rate": Decimal(one["rate"]) if converted else None,
                "rate_on": day if "printed_yen" in one else None,
                "rate_source": "資料が円と外貨で示した二つの額から求めた率" if converted else "",
                "source": f"{data['document']}{pages}枚目",
            },
        )
        if is_new:
            audience.open_to(made, *EVERYBODY_AND_OFFICE)


def load_fields() -> None:
    """The fields the framework names (宇宙・海洋・量子・AI・バイオ等), in its order."""
    for n, name in enumerate(("宇宙", "海洋", "量子", "AI", "バイオ"), 1):
        TechnologyField.objects.get_or_create(
            name=name, defaults={"order": n, "source": f"{FRAMEWORK}　２（１）②(a)"}
        )
