"""Japanese justification for WeasyPrint: spreads the slack of a line over its Japanese characters, as papers are set.

WeasyPrint stretches ASCII spaces only, which Japanese lines hardly have. This module replaces one private function of
the engine, so it is pinned to the version below and refuses any other; it changes no line break and no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size

WEASYPRINT = "70.0"

# A gap wider than a quarter of the type size reads as a blank: such a line stays ragged.
WIDEST_GAP = 0.25
# Below this many Japanese characters a line is foreign text, and the engine's own way (spaces) is right.
FEWEST = 4

# Ideographs, kana, full-width forms, brackets, dashes, circled digits. Variation selectors and voicing marks belong to
# the character before them: cutting a run there would tear the glyph apart, so they are in runs, but open no gap.
_RUN = re.compile(
    "[\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u25a0-\u25ff\u3000-\u30ff\u31f0-\u31ff\u3220-\u33ff\u3400-\u9fff"
    "\uf900-\ufaff\ufe00-\ufe0f\uff00-\uffef\U00020000-\U0003ffff\U000e0100-\U000e01ef]+"
)
_JOINED = re.compile("[\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]")

_stretch_spaces = inline.justify_line


class SpreadLayout(Layout):
    """A laid-out line whose justification spacing goes round Japanese characters instead of into spaces."""

    def set_text(self, text: str, justify: bool = False) -> None:
        """Set the text as the engine does; when ``justify``, add the spacing to every run of Japanese characters."""
        super().set_text(text)
        if not justify or not self.justification_spacing:
            return
        own = self.style["letter_spacing"]
        spacing = int(((0 if own == "normal" else own) + self.justification_spacing) * TO_UNITS)
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        start = end = done = 0
        for run in _RUN.finditer(self.text):
            start = end + len(self.text[done : run.start()].encode())
            end = start + len(run[0].encode())
            done = run.end()
            attribute = pango.pango_attr_letter_spacing_new(spacing)
            attribute.start_index, attribute.end_index = start, end
            pango.pango_attr_list_change(attributes, attribute)
        pango.pango_layout_set_attributes(self.layout, attributes)


def enable() -> None:
    """Teach the engine, once per process; raise ``RuntimeError`` for any other version of it."""
    if weasyprint.VERSION != WEASYPRINT:
        raise RuntimeError(f"justification is written for WeasyPrint {WEASYPRINT}, not {weasyprint.VERSION}")
    inline.justify_line = justify_line


def justify_line(context: Any, line: Any, extra: float) -> None:
    """Widen ``line`` by ``extra`` CSS pixels; called by the engine for every line but the last of a paragraph."""
    texts = list(_text_boxes(line))
    if sum(_characters(box.text) for box in texts) < FEWEST:
        _stretch_spaces(context, line, extra)
        return
    gaps = sum(_gaps(box.text) for box in texts)
    spacing = extra / gaps if gaps else 0
    if 0 < spacing <= line.style["font_size"] * WIDEST_GAP:
        _spread(context, line, spacing, 0)


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _text_boxes(child)


def _characters(text: str) -> int:
    return sum(len(_JOINED.sub("", run[0])) for run in _RUN.finditer(text))


def _gaps(text: str) -> float:
    """Count the gaps Pango will widen in one box: half a gap on each side of a character, none at the box's edges."""
    edges = bool(_RUN.match(text)) + bool(_RUN.match(text[-1:]))
    return _characters(text) - edges / 2


def _spread(context: Any, box: Any, spacing: float, advance: float) -> float:
    """Widen every text under ``box``, moving it by ``advance`` pixels; return the advance of what follows."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        if not _characters(box.text):
            return advance
        layout = SpreadLayout(box.style, spacing)
        layout.set_text(box.text, justify=True)
        width, _ = line_size(layout.get_first_line()[0], box.style)
        layout.deactivate()
        advance += width - box.width
        box.width, box.justification_spacing, box.pango_layout = width, spacing, layout
        return advance
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.position_x += advance
        before = advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _spread(context, child, spacing, advance)
        box.width += advance - before
        return advance
    box.translate(advance, 0)
    return advance
