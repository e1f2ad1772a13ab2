"""What kind of file it is, and whether it is minutes; the reading itself is done in ``walk``."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

from . import fields
from .assembly import assemble
from .characters import squeeze
from .docx import docx_document, is_zip
from .lines import Document, decode, text_document, without_page_numbers
from .result import NotMinutes, ReadMinutes
from .walk import Walk

_TEXT = (".txt", ".text")
_MARKDOWN = (".md", ".markdown")
_OTHER_WORD = (".doc", ".docm", ".dotm", ".dotx", ".rtf")
_NAMED = re.compile(
    r"議事(?:要旨|概要|録|の記録|内容|要録|メモ|の概要|の要旨)|会議(?:録|の概要|概要|要旨)|結果概要|発言要旨"
)


def read_minutes(source: bytes | str, *, filename: str) -> ReadMinutes:
    """Read one file of minutes: plain text in any Japanese encoding, Markdown, or a Word document (.docx).

    ``filename`` tells the kind by its ending; no other use is made of it. Raises :class:`NotMinutes`, with one
    Japanese sentence, for a file that is of another kind, unsafe to open, or not minutes.
    """
    document, numbers = without_page_numbers(_document(source, filename.lower()))
    if not document.lines:
        raise NotMinutes(_("ファイルに文字がありません。"))
    walk = Walk(document)
    walk.run()
    read = assemble(walk.parts, document, numbers, walk.known)
    _refuse_other_papers(walk, read)
    return read


def _document(source: bytes | str, filename: str) -> Document:
    ending = match[0] if (match := re.search(r"\.[a-z0-9]{1,8}\Z", filename)) else ""
    if isinstance(source, bytes) and not source.strip(b" \t\r\n\x00"):
        raise NotMinutes(_("ファイルが空です。"))
    if ending in _OTHER_WORD:
        raise NotMinutes(
            _("この形式のWord文書は読み込めません。「Word文書（.docx）」として保存し直してください。")
        )
    if isinstance(source, bytes) and (
        ending == ".docx" or (ending in ("", *_TEXT, *_MARKDOWN) and is_zip(source))
    ):
        return docx_document(source)
    if ending and ending not in _TEXT + _MARKDOWN:
        raise NotMinutes(_("読み込める形式は、テキスト（.txt・.md）とWord文書（.docx）です。"))
    text = source if isinstance(source, str) else decode(source)
    return text_document(text, markdown=ending in _MARKDOWN)


def _refuse_other_papers(walk: Walk, read: ReadMinutes) -> None:
    """Raise :class:`NotMinutes` for notices, agendas, reports: there must be a meeting and what was said there."""
    known = set(walk.seen) & {fields.DATE, fields.PLACE, fields.ATTENDEES, fields.BODY}
    if read.starts_at:
        known.add(fields.DATE)
    named = bool(_NAMED.search(squeeze(read.title)))
    told = bool(read.remarks) or any(section.paragraphs for section in read.sections)
    if not told or len(known) + named < 2 or not (fields.BODY in known or named):
        raise NotMinutes(
            _("議事要旨として読み取れません。日時、出席者、議事概要などの見出しのある文書を選んでください。")
        )
    if not known & {fields.DATE, fields.PLACE, fields.ATTENDEES}:
        raise NotMinutes(
            _("会合の日時、場所、出席者のいずれも見つからないため、議事要旨として読み取れません。")
        )
