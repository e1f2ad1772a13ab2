"""Turns a page of HTML into an official PDF; reaches for nothing outside the page and says nothing the caller did not."""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from confidentiality.fonts import require
from confidentiality.printing.letters import compose, require_glyphs
from confidentiality.printing.refusals import ForeignResource, PrintingRefused

Variant = Literal["a3a+ua1", "a3b"]
Relationship = Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]

# An address no reference inside a page resolves against, so that a relative one reaches the fetcher and is refused.
_NOWHERE = "paper:"
_PAGE_NUMBERS = '@page { @bottom-center { content: counter(page); font: 10pt "BIZ UDMincho" } }'

# Pango's font maps are not safe across threads; pages are short and the interpreter lock binds them anyway.
_one_at_a_time = threading.RLock()


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF: its name there, its bytes, what it is (one sentence) and its relation to the paper."""

    name: str
    data: bytes
    description: str
    relationship: Relationship = "Source"


def render_pdf(
    html: str,
    *,
    title: str,
    author: str,
    dated: datetime,
    stylesheets: Sequence[str] = (),
    attachments: Sequence[Attachment] = (),
    variant: Variant = "a3a+ua1",
    page_numbers: bool = True,
) -> bytes:
    """Return ``html`` as a PDF: PDF/A-3a and PDF/UA-1 together by default, in Japanese, tagged, with bookmarks.

    ``html`` is a whole page, ``stylesheets`` the text of style sheets. ``title``, ``author`` (the body, never a person)
    and ``dated`` (with a time zone; printed as the date of creation) are all the metadata there is; what the page
    itself declares is ignored. Equal arguments give equal bytes. Page numbers stand at the foot of every page, and of
    none when there is only one.

    Raises :class:`ForeignResource` when the page refers to anything it would have to fetch, :class:`MissingGlyph`
    when a character has no glyph, :class:`PrintingRefused` when the page is nested too deeply, ``FontsUnavailable``
    when the fonts are not installed, ``ValueError`` for a ``dated`` without a time zone.
    """
    if dated.tzinfo is None:
        raise ValueError("dated needs a time zone")
    moment = dated.astimezone(UTC)
    html = compose(html)
    require_glyphs(html, require().parent)
    press = _press(require())
    with _one_at_a_time:
        try:
            document = press.lay_out(
                html, [*stylesheets, *([_PAGE_NUMBERS] if page_numbers else [])], variant
            )
            if page_numbers and len(document.pages) == 1:
                document = press.lay_out(html, list(stylesheets), variant)
            return press.write(document, variant, compose(title), compose(author), moment, attachments)
        except press.refused as error:
            raise ForeignResource(str(error)) from None
        except RecursionError:
            raise PrintingRefused("入れ子が深すぎるため印刷できません。") from None


def warm_up() -> None:
    """Load the engine and the fonts and set one page, so that the first paper of a worker does not wait for them."""
    render_pdf(
        '<html lang="ja"><title>準備</title><p>準備',
        title="準備",
        author="準備",
        dated=datetime(2000, 1, 1, tzinfo=UTC),
    )


@functools.cache
def _press(configuration: Path) -> _Press:
    with _one_at_a_time:
        return _Press(configuration)


class _Press:
    """The engine with our fonts, our justification and no way out; one per process."""

    def __init__(self, configuration: Path) -> None:
        # The engine reads the variable when it is imported and when a font configuration is made; both happen here.
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(configuration)
        try:
            import weasyprint
            from weasyprint.text.fonts import FontConfiguration
            from weasyprint.urls import FatalURLFetchingError, URLFetcher

            from confidentiality.printing import justification, variants

            self._fonts = FontConfiguration()
        finally:
            # Other programs this process starts (a browser in a test) keep their own fonts.
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
        justification.enable()

        class NoFetcher(URLFetcher):
            def fetch(self, url: str, headers: Any = None) -> Any:
                raise FatalURLFetchingError(url)

        self.refused = FatalURLFetchingError
        self._weasyprint = weasyprint
        self._variants = variants.VARIANTS
        self._fetcher = NoFetcher(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._style = functools.lru_cache(maxsize=32)(self._parse_style)

    def lay_out(self, html: str, stylesheets: Sequence[str], variant: Variant) -> Any:
        """Return the laid-out document; nothing is written yet."""
        page = self._weasyprint.HTML(string=html, base_url=_NOWHERE, url_fetcher=self._fetcher)
        return page.render(
            font_config=self._fonts,
            stylesheets=[self._style(text) for text in stylesheets],
            pdf_variant=self._variants[variant][0],
        )

    def write(
        self,
        document: Any,
        variant: Variant,
        title: str,
        author: str,
        moment: datetime,
        attachments: Sequence[Attachment],
    ) -> bytes:
        """Return the bytes of a laid-out document with the caller's metadata and attachments only."""
        name, metadata = self._variants[variant]
        if document.metadata.attachments:
            raise self.refused("<link rel=attachment>")
        stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        document.metadata = metadata(title=title, authors=[author], created=stamp, modified=stamp, lang="ja")
        files = [
            self._weasyprint.Attachment(
                string=file.data,
                url_fetcher=self._fetcher,
                name=file.name,
                description=file.description,
                created=moment,
                modified=moment,
                relationship=file.relationship,
            )
            for file in attachments
        ]
        return document.write_pdf(pdf_variant=name, attachments=files)

    def _parse_style(self, text: str) -> Any:
        return self._weasyprint.CSS(
            string=text, base_url=_NOWHERE, url_fetcher=self._fetcher, font_config=self._fonts
        )
