"""Loads the published documents as data, complete and as printed; refuses to invent a speaker or an account."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from accounts.models import Organisation, OrganisationAlias
from confidentiality import audience
from confidentiality.acting import database_now
from councils import imported
from councils.minutes_reader import read_minutes
from councils.models import (
    Council,
    DutyText,
    Handout,
    Material,
    MaterialVersion,
    Meeting,
    MinutesSummary,
    Prospectus,
    Room,
    RulesTemplate,
    SummaryEdition,
)

FIXTURES = Path(settings.ROOT) / "fixtures"


def read(name: str) -> Any:
    """A file of fixtures/ as data."""
    return yaml.safe_load((FIXTURES / name).read_text(encoding="utf-8"))


def load_duty_texts() -> None:
    """The wordings of pledge, duty, penalty and leaving; a number once published never changes."""
    for text in read("duty_texts.yaml"):
        DutyText.objects.get_or_create(
            kind=text["kind"],
            number=text["number"],
            defaults={"text": text["text"], "english": text["english"]},
        )
    RulesTemplate.objects.get_or_create(
        name="協議会規約のひな形",
        defaults={"text": read("demo/council.yaml")["council"]["rules"], "source": "伴走の標準の文面"},
    )


def load_organisations() -> None:
    """Every organisation the five documents name, with its other spellings."""
    for one in read("published/organisations.yaml")["organisations"]:
        organisation, _made = Organisation.objects.get_or_create(
            name=one["name"], defaults={"kind": one["kind"], "english_name": one.get("english_name", "")}
        )
        for alias in one.get("aliases", ()):
            OrganisationAlias.objects.get_or_create(name=alias, defaults={"organisation": organisation})


CODE = "kanmin-gijutsu-kyoryoku"
PAPERS = (  # file, title, whose paper, number as a handout of the first meeting (None: not handed out there)
    ("meeting1_slides", "第１回 官民技術協力に関する検討会合 資料", "内閣官房", 1),
    (
        "framework",
        "政策対応の基本的な考え方と新しい立法措置の基本的な枠組み",
        "経済安全保障法制に関する有識者会議",
        None,
    ),
    (
        "interim_summary",
        "「安全・安心」有識者会議 ご意見の中間まとめ",
        "イノベーション政策強化推進のための有識者会議「安全・安心」",
        None,
    ),
)


def load_documents() -> Council:
    """The panel with both meetings and the three papers, public as they were published; a second run adds nothing."""
    council = _panel()
    for number in (1, 2):
        data = read(f"published/meeting{number}.yaml")
        text = (FIXTURES / "published" / data["source"]).read_bytes()
        meeting = imported.save(
            imported.Source.of(read_minutes(text, filename=data["source"])), council=council, by=None
        )
        _name_readings(meeting, data["attendees"])
        _publish(meeting)
    first = Meeting.objects.get(council=council, number=1)
    for name, title, body, number in PAPERS:
        _paper(council, first, name, title, body, number)
    return council


def _panel() -> Council:
    data = read("published/meeting1.yaml")
    found = Council.objects.filter(code=CODE).first()
    if found:
        return found
    council = Council.objects.create(
        code=CODE,
        name=data["body"],
        english_name="Panel on Public–Private Technical Cooperation",
        council_kind=Council.Kind.PANEL,
        purpose="経済安全保障法制に関する有識者会議の下で、官民技術協力の在り方を検討した会合です。議事要旨は公表されたとおりです。",
        english_purpose="Panel that discussed public–private technical cooperation; its minutes are kept as published.",
        scope="先端的な重要技術の研究開発",
        establishing_organisation=Organisation.objects.get(name="内閣官房"),
        state=Council.State.ACTIVE,
        is_listed=True,
    )
    room = Room.objects.create(council=council, container=council, public_title="構成員の部屋")
    terms = Prospectus.objects.create(council=council, container=council, public_title="設置の趣旨", text="")
    for item in (room, terms):
        audience.open_to(item, audience.council(council.pk))
    audience.open_to(council, audience.council(council.pk), audience.EVERYBODY)
    return council


def _name_readings(meeting: Meeting, attendees: list[dict]) -> None:
    for one in attendees:
        kana = f"{one['family_kana']} {one['given_kana']}"
        meeting.attendances.filter(
            name__in=(one["name"], one["name"].replace(" ", ""), one["name"].replace(" ", "　"))
        ).update(kana=kana)


def _publish(meeting: Meeting) -> None:
    summary = MinutesSummary.objects.get(meeting=meeting)
    if summary.state == MinutesSummary.State.PUBLISHED:
        return
    now = database_now()
    SummaryEdition.objects.create(
        item=summary, number=1, printed=summary.printed, text_hash=summary.text_hash, published_at=now
    )
    MinutesSummary.objects.filter(pk=summary.pk).update(
        state=MinutesSummary.State.PUBLISHED, published_at=now
    )
    Meeting.objects.filter(pk=meeting.pk).update(state=Meeting.State.CLOSED)
    audience.open_to(summary, audience.EVERYBODY)


def _paper(council: Council, meeting: Meeting, name: str, title: str, body: str, number: int | None) -> None:
    if Material.objects.filter(council=council, title=title).exists():
        return
    material = Material.objects.create(
        council=council,
        container=council,
        title=title,
        public_title=title,
        source_body=body,
        disclosure="public",
    )
    outline = outline_of(read(f"published/{name}.yaml"))
    MaterialVersion.objects.create(item=material, number=1, outline=outline, text="\n".join(_lines(outline)))
    audience.open_to(material, audience.council(council.pk), audience.EVERYBODY)
    if number:
        Handout.objects.create(meeting=meeting, item_id=material.pk, number=number)


def outline_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Headings with their paragraphs, flat and in order: [{level, heading, paragraphs}] as a material's page shows them."""
    found: list[dict[str, Any]] = []
    for slide in data.get("slides", ()):
        found.append({"level": 1, "heading": f"{slide['number']}　{slide['title']}", "paragraphs": []})
        for block in slide["blocks"]:
            if "heading" in block and block["heading"] != slide["title"]:
                found.append(
                    {
                        "level": min(block.get("level", 1) + 1, 4),
                        "heading": block["heading"],
                        "paragraphs": [],
                    }
                )
            elif "bullet" in block:
                found[-1]["paragraphs"].append(f"{block.get('mark', '・')} {block['bullet']}")
            elif "text" in block:
                found[-1]["paragraphs"].append(block["text"])
    _walk(data.get("sections", ()), 1, found)
    return found


def _walk(sections: Any, level: int, found: list[dict[str, Any]]) -> None:
    for section in sections:
        texts = [
            i if isinstance(i, str) else f"{i.get('label', '')}{i['text']}" for i in section.get("items", ())
        ]
        texts += [section["text"]] if "text" in section else []
        texts += section.get("paragraphs", ())
        found.append({"level": min(level, 4), "heading": section["heading"], "paragraphs": texts})
        _walk(section.get("sections", ()), level + 1, found)


def _lines(outline: list[dict[str, Any]]) -> list[str]:
    return [line for part in outline for line in (part["heading"], *part["paragraphs"])]
