"""A file of minutes laid out for correction before anything is saved: every field, every line, in the file's order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.fields import FullWidthIntegerField, JapaneseDateField, JapaneseTimeField, PlainForm, in_tokyo
from accounts.japanese import in_tokyo as tokyo_clock
from accounts.japanese import wareki_range
from accounts.phrasing import punctuation
from councils.imported import Said, Source
from councils.minutes_reader import ReadMinutes
from councils.paper import HEADINGS, PrintedMinutes

LIMIT_MB = 10
MOST_BLOCKS, MOST_PEOPLE = 1200, 400
_BODY_ROLES = ("section", "topic", "paragraph", "remark", "row")
_NAME_AND_REST = re.compile(r"^(.+?)(?:[ 　]{2,}|\t|、|，)\s*(.*)$")


class UploadForm(PlainForm, forms.Form):
    """The file to read; nothing is kept of it."""

    file = forms.FileField(
        label=_("議事要旨のファイル"),
        widget=forms.FileInput(attrs={"accept": ".txt,.md,.docx"}),
        help_text=_(
            "テキスト（.txt、.md）またはWord文書（.docx）、10MBまで。次の画面で内容を確かめてから保存します。"
        ),
    )

    def clean_file(self) -> Any:
        if self.cleaned_data["file"].size > LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(_("ファイルが大きすぎます。10MB以下のファイルを選んでください。"))
        return self.cleaned_data["file"]


class MeetingPartForm(PlainForm, forms.Form):
    """What the file says about the meeting, and the lines print keeps as they are."""

    title = forms.CharField(label=_("題名"), max_length=200)
    number = FullWidthIntegerField(label=_("回"), min_value=1, max_value=9999)
    day = JapaneseDateField(label=_("開催日"))
    starts = JapaneseTimeField(label=_("開始"))
    ends = JapaneseTimeField(label=_("終了"))
    date_line = forms.CharField(
        label=_("日時の表記"),
        max_length=200,
        required=False,
        help_text=_("元の文書の書き方のまま印字します。空欄にすると公式の書き方にします。"),
    )
    place = forms.CharField(label=_("場所"), max_length=200)
    label = forms.CharField(label=_("資料番号の表示"), max_length=30, required=False)
    correction = forms.CharField(label=_("訂正の表示"), max_length=60, required=False)
    agenda = forms.CharField(
        label=pgettext_lazy("list", "議題"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("1行に1件。"),
    )
    handouts = forms.CharField(
        label=_("配付資料"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("1行に1件。"),
    )
    headings = forms.CharField(widget=forms.HiddenInput, required=False)
    end = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("starts") and data.get("ends") and data.get("day"):
            data["starts_at"], data["ends_at"] = (
                in_tokyo(data["day"], data[name]) for name in ("starts", "ends")
            )
            if data["ends_at"] <= data["starts_at"]:
                self.add_error("ends", _("終了は、開始より後の時刻にしてください。"))
        return data


class PersonForm(PlainForm, forms.Form):
    """One attendee; an empty name takes the line away."""

    name = forms.CharField(label=_("氏名"), max_length=120, required=False)
    affiliation = forms.CharField(label=_("所属と役職"), max_length=200, required=False)
    group = forms.CharField(label=_("区分"), max_length=60, required=False)


class BlockForm(PlainForm, forms.Form):
    """One passage and what it is."""

    class Kind:
        SECTION, TOPIC, PARAGRAPH, REMARK = "section", "topic", "paragraph", "remark"
        PERSON, AGENDA, HANDOUT, PLACE, ASIDE = "person", "agenda", "handout", "place", "aside"

    KINDS = (
        (Kind.SECTION, _("節の見出し")),
        (Kind.TOPIC, _("論点の見出し")),
        (Kind.PARAGRAPH, _("説明の段落")),
        (Kind.REMARK, _("発言")),
        (Kind.PERSON, _("出席者")),
        (Kind.AGENDA, _("議題")),
        (Kind.HANDOUT, _("配付資料")),
        (Kind.PLACE, _("場所")),
        (Kind.ASIDE, _("印字しない（控えに残す）")),
    )

    kind = forms.ChoiceField(label=_("種類"), choices=KINDS)
    text = forms.CharField(
        label=_("本文"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    speaker = forms.CharField(label=_("発言者"), max_length=120, required=False)
    is_unplaced = forms.BooleanField(required=False, widget=forms.HiddenInput)


People = forms.formset_factory(PersonForm, extra=2, max_num=MOST_PEOPLE, absolute_max=MOST_PEOPLE)
Blocks = forms.formset_factory(BlockForm, extra=1, max_num=MOST_BLOCKS, absolute_max=MOST_BLOCKS)


class Preview:
    """The three forms of one file together: from a reading, or from what was sent back."""

    def __init__(
        self,
        data: Any = None,
        *,
        meeting: dict | None = None,
        people: list | None = None,
        blocks: list | None = None,
    ) -> None:
        self.meeting = MeetingPartForm(data, initial=meeting)
        self.people = People(data, prefix="people", initial=people)
        self.blocks = Blocks(data, prefix="blocks", initial=blocks)

    @classmethod
    def of(cls, read: ReadMinutes) -> Preview:
        printed = PrintedMinutes.from_dict(read.as_printed()).to_dict()
        return cls(
            meeting=_meeting_part(read, printed),
            people=[{"name": a.name, "affiliation": a.affiliation, "group": a.group} for a in read.attendees],
            blocks=list(_blocks(read, printed)),
        )

    def is_valid(self) -> bool:
        return all([self.meeting.is_valid(), self.people.is_valid(), self.blocks.is_valid()])

    @property
    def wrong(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) of everything to correct, in the order of the page."""
        forms_ = [self.meeting, *self.people.forms, *self.blocks.forms]
        found = [
            (form[name].id_for_label, f"{form[name].label}{punctuation('：')}{errors[0]}")
            for form in forms_
            for name, errors in form.errors.items()
            if name in form.fields
        ]
        return found + [
            ("", str(error)) for formset in (self.people, self.blocks) for error in formset.non_form_errors()
        ]

    def source(self) -> Source:
        """What was corrected, ready to be saved. Only after ``is_valid``."""
        data = self.meeting.cleaned_data
        rows = [
            row for row in (form.cleaned_data for form in self.blocks.forms) if row.get("text", "").strip()
        ]
        kinds: dict[str, list[str]] = {}
        for row in rows:
            kinds.setdefault(row["kind"], []).append(row["text"].strip())
        people = [
            (p["name"], p["affiliation"], p["group"])
            for p in (form.cleaned_data for form in self.people.forms)
            if p.get("name")
        ]
        people += [_person(line) for line in kinds.get("person", ())]
        sections, said = _sections(rows)
        headings = [h for h in data["headings"].split("\n") if h]
        printed = PrintedMinutes.from_dict(
            {
                "title": data["title"],
                "label": data["label"],
                "correction": data["correction"],
                "headings": headings if len(headings) == len(HEADINGS) else None,
                "date_line": data["date_line"] or wareki_range(data["starts_at"], data["ends_at"]),
                "starts_at": data["starts_at"].isoformat(),
                "ends_at": data["ends_at"].isoformat(),
                "place": "　".join([data["place"], *kinds.get("place", ())]),
                "attendees": [
                    {"name": name, "affiliation": rest}
                    for name, rest, group in people
                    if "欠席" not in group + rest
                ],
                "sections": sections,
                "end": data["end"],
            }
        ).to_dict()
        return Source(
            printed=printed,
            body="",
            number=data["number"],
            starts_at=data["starts_at"],
            ends_at=data["ends_at"],
            attendees=people,
            remarks=said,
            agenda=_lines(data["agenda"]) + kinds.get("agenda", []),
            handouts=_lines(data["handouts"]) + kinds.get("handout", []),
            unplaced=kinds.get("aside", []),
        )


def _meeting_part(read: ReadMinutes, printed: dict[str, Any]) -> dict[str, Any]:
    starts, ends = (tokyo_clock(moment) if moment else None for moment in (read.starts_at, read.ends_at))
    return {
        "title": read.title,
        "number": read.number,
        "day": starts.date() if starts else None,
        "starts": _clock(starts),
        "ends": _clock(ends),
        "date_line": read.date_line,
        "place": read.place,
        "label": read.label,
        "correction": read.correction,
        "agenda": "\n".join(read.agenda),
        "handouts": "\n".join(read.handouts),
        "headings": "\n".join(printed["headings"]),
        "end": printed["end"],
    }


def _clock(moment: datetime | None) -> Any:
    return moment.time() if moment else None


def _blocks(read: ReadMinutes, printed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The passages of the body in order, with the lines nobody could place where the file has them."""
    body = list(_body(read, printed))
    placed = 0
    for piece in read.pieces:
        if piece.role == "unplaced":
            yield {"kind": BlockForm.Kind.ASIDE, "text": piece.written.strip(), "is_unplaced": True}
        elif piece.role in _BODY_ROLES and placed < len(body):
            yield body[placed]
            placed += 1
    yield from body[placed:]


def _body(read: ReadMinutes, printed: dict[str, Any]) -> Iterator[dict[str, Any]]:
    kind = BlockForm.Kind
    for section, written in zip(printed["sections"], read.sections, strict=True):
        if section["heading"]:
            yield {"kind": kind.SECTION, "text": section["heading"]}
        for paragraph in section["paragraphs"]:
            yield {"kind": kind.PARAGRAPH, "text": paragraph}
        for topic, words in zip(section["topics"], written.topics, strict=True):
            if topic["heading"]:
                yield {"kind": kind.TOPIC, "text": topic["heading"]}
            for remark in words.remarks:
                yield {"kind": kind.REMARK, "text": remark.text, "speaker": remark.speaker or ""}


def _sections(rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Said]]:
    """The printed sections and, apart from them, who said what."""
    sections: list[dict[str, Any]] = []
    said: list[Said] = []
    for row in rows:
        kind, text = row["kind"], row["text"].strip()
        if kind == "section" or (not sections and kind in ("topic", "paragraph", "remark")):
            sections.append({"heading": text if kind == "section" else "", "paragraphs": [], "topics": []})
        topics = sections[-1]["topics"] if sections else []
        if kind == "paragraph":
            if topics:
                sections.append({"heading": "", "paragraphs": [], "topics": []})
            sections[-1]["paragraphs"].append(text)
        elif kind == "topic":
            topics.append({"heading": text, "remarks": []})
        elif kind == "remark":
            if not topics:
                topics.append({"heading": "", "remarks": []})
            topics[-1]["remarks"].append(text)
            said.append(Said(topics[-1]["heading"].strip("《》"), row["speaker"].strip(), text))
    return sections, said


def _person(line: str) -> tuple[str, str, str]:
    found = _NAME_AND_REST.match(line)
    return (found[1].strip(), found[2].strip(), "") if found else (line, "", "")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
