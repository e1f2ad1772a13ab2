"""Official papers: HTML to archival, accessible PDF, and the mark of a reader on every page; knows no item and no right.

Nothing else in the project imports the engine behind it. It is loaded at the first paper (about a second), or by
:func:`warm_up`.
"""

from confidentiality.fonts import FontsUnavailable
from confidentiality.printing.engine import Attachment, Variant, render_pdf, warm_up
from confidentiality.printing.forms import Form, FormSection, Listing, Paragraph, Table, form_html, print_form
from confidentiality.printing.refusals import (
    DamagedPdf,
    EncryptedPdf,
    ForeignResource,
    MissingGlyph,
    PrintingRefused,
    UnstampablePdf,
)
from confidentiality.printing.sheets import fill, paper_style
from confidentiality.printing.stamping import stamp

__all__ = [
    "Attachment",
    "DamagedPdf",
    "EncryptedPdf",
    "FontsUnavailable",
    "ForeignResource",
    "Form",
    "FormSection",
    "Listing",
    "MissingGlyph",
    "Paragraph",
    "PrintingRefused",
    "Table",
    "UnstampablePdf",
    "Variant",
    "fill",
    "form_html",
    "paper_style",
    "print_form",
    "render_pdf",
    "stamp",
    "warm_up",
]
