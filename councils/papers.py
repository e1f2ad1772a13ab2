"""The official papers of minutes: ordered once per text, made in the background; a public one knows no speaker."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.japanese import to_fullwidth, wareki_date, wareki_range
from confidentiality.models import PrintJob
from confidentiality.orders import PDF, WANTED, Changed, Paper, order, ordered, register
from confidentiality.printing import Form, FormSection, Listing, Paragraph, Table, print_form
from councils.minutes_docx import write_docx
from councils.models import (
    Decision,
    MinutesRecord,
    MinutesSummary,
    Remark,
    RemarkSpeaker,
    SpeakerSheet,
    SummaryEdition,
)
from councils.paper import Attendee, PrintedMinutes, file_name, print_minutes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Papers are Japanese whoever orders them: their fixed words are not for translation.
HANDLING, WITH_SPEAKERS = "協議会限り", "協議会限り（発言者入り：事務局・座長・文書管理担当）"
LEFT_OUT = "守秘の指定がある資料の内容にわたる発言は、この写しに載せていません。"


# The summary ----------------------------------------------------------------------------------------


def draft_pdf(summary: MinutesSummary) -> Paper:
    """A summary not yet published: for those who read the record, so that no draft becomes public with the summary."""
    return _summary("draft_pdf", summary, summary.meeting.record.pk)


def draft_docx(summary: MinutesSummary) -> Paper:
    return _summary("draft_docx", summary, summary.meeting.record.pk)


def published_docx(summary: MinutesSummary) -> Paper:
    return _summary("published_docx", summary, summary.pk)


def edition_pdf(edition: SummaryEdition) -> Paper:
    """The official PDF of one published edition."""
    return _minutes_paper(
        "edition_pdf", edition.item, edition.item_id, edition.printed, edition.text_hash, edition.published_at
    )


def _summary(kind: str, summary: MinutesSummary, item_id: UUID) -> Paper:
    return _minutes_paper(
        kind, summary, item_id, summary.printed, summary.text_hash, summary.published_at or summary.created
    )


def _minutes_paper(
    kind: str, summary: MinutesSummary, item_id: UUID, printed: dict, text_hash: str, dated: datetime
) -> Paper:
    """``author`` in the file is the body, read off the title line: a signed-out reader may not know the council."""
    body = printed["title"].split("（")[0]
    name = file_name("minutes", summary.number, summary.held_on)
    if kind.endswith("docx"):
        return Paper(
            kind, item_id, text_hash, name.removesuffix("pdf") + "docx", DOCX, lambda: write_docx(printed)
        )
    return Paper(
        kind,
        item_id,
        text_hash,
        name,
        PDF,
        lambda: print_minutes(PrintedMinutes.from_dict(printed), author=body, dated=dated),
    )


# The record -----------------------------------------------------------------------------------------


def record_pdf(record: MinutesRecord) -> Paper:
    """The full record without speakers, for all who read it."""
    return _record_paper("record_pdf", record_form(record, {}), record, record.pk)


def speakers_pdf(sheet: SpeakerSheet) -> Paper:
    """The full record with speakers (R98): the file belongs to the sheet, so only its readers reach it."""
    lines = RemarkSpeaker.objects.filter(item=sheet).select_related("attendance")
    names = {line.remark_id: line.name or (line.attendance.name if line.attendance else "") for line in lines}
    return _record_paper(
        "speakers_pdf", record_form(sheet.record, names, handling=WITH_SPEAKERS), sheet.record, sheet.pk
    )


def _record_paper(kind: str, form: Form, record: MinutesRecord, item_id: UUID) -> Paper:
    text_hash = hashlib.sha256(json.dumps(_plain(form), ensure_ascii=False).encode()).hexdigest()
    stamped = Form(
        **{
            **vars(form),
            "sections": [
                *form.sections,
                FormSection("照合", [Paragraph(f"本文の照合値（SHA-256）{text_hash}", "flush")]),
            ],
        }
    )
    meeting, dated = record.meeting, record.approved_at or record.created
    name, author = (
        file_name("record", meeting.number, meeting.starts_at).replace("gijiyoshi", "kiroku"),
        meeting.council.name,
    )
    return Paper(kind, item_id, text_hash, name, PDF, lambda: print_form(stamped, author=author, dated=dated))


def record_form(record: MinutesRecord, speakers: dict[UUID, str], *, handling: str = HANDLING) -> Form:
    """Date, place, attendees, agenda, explanation, remarks, decisions, addenda: the same for every reader."""
    meeting = record.meeting
    people = [
        [Attendee(a.name, "").set_name, " ".join(filter(None, (a.affiliation, a.title))), a.group]
        for a in meeting.attendances.filter(is_present=True)
    ]
    columns = ("氏名", "所属・役職", "区分")[: 3 if any(row[2] for row in people) else 2]
    sections = [
        FormSection("日時", [Paragraph(wareki_range(meeting.starts_at, meeting.ends_at), "flush")]),
        FormSection("場所", [Paragraph(meeting.place, "flush")]),
        FormSection(
            "出席者", [Table(columns, [row[: len(columns)] for row in people])] if people else ["なし"]
        ),
    ]
    if agenda := [a.title for a in meeting.agenda.all()]:
        sections.append(FormSection("議題", [Listing(agenda, "circled")]))
    if record.explanation.strip():
        sections.append(FormSection("事務局説明等", record.explanation.split("\n\n")))
    sections.append(FormSection("発言", [Paragraph(LEFT_OUT)], _topics(record, speakers)))
    decisions = [
        d.text
        for d in Decision.objects.filter(meeting=meeting, item__kind="councils.room").order_by("number")
    ]
    if decisions:
        sections.append(FormSection("決定事項", [Listing(decisions, "circled")]))
    addenda = [f"{wareki_date(a.created)}　{a.text}" for a in record.addenda.all()]
    if addenda:
        sections.append(FormSection("追記", addenda))
    state = "" if record.approved_at else "（案）"
    return Form(
        title=f"{meeting.council.name}（第{to_fullwidth(meeting.number)}回）議事の記録{state}",
        handling=handling,
        sections=sections,
        date_line=wareki_date(record.approved_at) + "承認" if record.approved_at else "",
        end="以上",
    )


def _topics(record: MinutesRecord, speakers: dict[UUID, str]) -> list[FormSection]:
    topics: list[tuple[str, list[str]]] = []
    for remark in Remark.objects.filter(item=record, cover=None).order_by("order", "pk"):
        if not topics or topics[-1][0] != remark.topic:
            topics.append((remark.topic, []))
        who = speakers.get(remark.pk, "")
        topics[-1][1].append(f"【{who}】{remark.text}" if who else remark.text)
    return [FormSection(heading or "発言", said) for heading, said in topics]


def _plain(form: Form) -> list:
    return [form.title, form.date_line, *[_section(s) for s in form.sections]]


def _section(section: FormSection) -> list:
    return [
        section.heading,
        [_words(block) for block in section.blocks],
        [_section(s) for s in section.sections],
    ]


def _words(block: str | Paragraph | Listing | Table) -> Any:
    if isinstance(block, Paragraph):
        return block.text
    return (
        list(block.items)
        if isinstance(block, Listing)
        else list(block.rows)
        if isinstance(block, Table)
        else block
    )


# What a job's kind means ----------------------------------------------------------------------------


def _draft_of(job: PrintJob) -> MinutesSummary:
    return MinutesSummary.objects.select_related("meeting").get(meeting__record=job.item_id)


register(
    {
        "draft_pdf": lambda job: draft_pdf(_draft_of(job)),
        "draft_docx": lambda job: draft_docx(_draft_of(job)),
        "published_docx": lambda job: published_docx(MinutesSummary.objects.get(pk=job.item_id)),
        "edition_pdf": lambda job: edition_pdf(
            SummaryEdition.objects.filter(item_id=job.item_id, text_hash=job.text_hash).latest("number")
        ),
        "record_pdf": lambda job: record_pdf(MinutesRecord.objects.get(pk=job.item_id)),
        "speakers_pdf": lambda job: speakers_pdf(SpeakerSheet.objects.get(pk=job.item_id)),
    }
)

__all__ = [
    "WANTED",
    "Changed",
    "Paper",
    "draft_docx",
    "draft_pdf",
    "edition_pdf",
    "order",
    "ordered",
    "published_docx",
    "record_form",
    "record_pdf",
    "speakers_pdf",
]
