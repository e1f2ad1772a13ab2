"""What printing refuses, each with a sentence for the person who asked; nothing here knows the engine."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


class PrintingRefused(Exception):
    """A paper could not be made; the message is one sentence that may be shown."""


class ForeignResource(PrintingRefused):
    """The page asked for something outside itself (a file, an address, even a ``data:`` one); nothing was fetched."""

    def __init__(self, address: str) -> None:
        super().__init__("用紙の外にあるものを取り込もうとしたため、印刷を中止しました。")
        # Kept out of the message: an address may say what is secret.
        self.address = address


class MissingGlyph(PrintingRefused):
    """The text holds characters no installed font has; printing them would put blank boxes on an official paper.

    ``characters`` lists them once each, in the order of the text; a variation sequence is one entry of two code points.
    """

    def __init__(self, characters: Sequence[str]) -> None:
        named = "、".join(
            f"{text}（{'+'.join(f'U+{ord(c):04X}' for c in text)}）" for text in map(_shown, characters)
        )
        super().__init__(f"印刷用の書体にない文字があります：{named}")
        self.characters = tuple(characters)


class UnstampablePdf(PrintingRefused):
    """The file given to be stamped cannot carry a mark; see the two classes below."""


class DamagedPdf(UnstampablePdf):
    """The file is no PDF, or one damaged beyond repair."""

    def __init__(self) -> None:
        super().__init__("PDFとして読み取れないため、閲覧者の表示を付けられません。")


class EncryptedPdf(UnstampablePdf):
    """The file is encrypted; rewriting it would take its protection away, so its provider has to do that."""

    def __init__(self) -> None:
        super().__init__(
            "暗号化されたPDFには閲覧者の表示を付けられません。暗号化を解いて登録し直してください。"
        )


def _shown(text: str) -> str:
    return text if all(unicodedata.category(character) not in ("Cc", "Cs") for character in text) else "�"
