"""The official 新旧対照表 as PDF: made in the background, of exactly two texts; refuses to print what is not compared."""

import hashlib
from functools import partial

from confidentiality import outbox
from confidentiality.models import OutboxMessage, PrintJob
from confidentiality.orders import PDF, Paper, order, register
from confidentiality.printing import fill, paper_style, render_pdf
from programmes import comparison
from programmes.models import Guideline, GuidelineFile

# Papers are Japanese whoever orders them: their fixed words are not for translation.
AUTHOR, HANDLING = "内閣府", "事業担当限り"
OFFICIAL, DRAFT = "comparison_pdf", "comparison_draft_pdf"


def comparison_pdf(new: Guideline) -> Paper:
    """The comparison with the version before; of a draft it belongs to the file, so that it never becomes public with it.

    Raises ``Guideline.DoesNotExist`` when there is no earlier version this reader may read.
    """
    old = Guideline.objects.get(pk=new.revises_id)
    is_draft = new.standing not in (Guideline.State.PUBLISHED, Guideline.State.SUPERSEDED)
    return Paper(
        kind=DRAFT if is_draft else OFFICIAL,
        item_id=GuidelineFile.objects.get(guideline=new).pk if is_draft else new.pk,
        text_hash=hashlib.sha256(f"{old.text_hash} {new.text_hash}".encode()).hexdigest(),
        name=f"shinkyu-{new.number}{'-an' if is_draft else ''}.pdf",
        content_type=PDF,
        make=partial(_print, *_page(old, new, is_draft), new),
    )


def _page(old: Guideline, new: Guideline, is_draft: bool) -> tuple[str, str]:
    """Title and HTML, read while the reader's rights hold."""
    rows = comparison.compare(list(old.sections.order_by("order")), list(new.sections.order_by("order")))
    title = f"{new.title}{'（案）' if is_draft else ''}　新旧対照表"
    data = {
        "title": title,
        "handling": HANDLING if is_draft else "",
        "old": old,
        "new": new,
        "rows": [row for row in rows if row.kind != "same"],
    }
    return title, fill("comparison.html", data)


def _print(title: str, html: str, new: Guideline) -> bytes:
    dated = new.published_at or new.created
    return render_pdf(html, title=title, author=AUTHOR, dated=dated, stylesheets=[paper_style()])


def official(new: Guideline) -> PrintJob | None:
    """The finished official comparison, for whoever may read the guideline."""
    return (
        PrintJob.objects.filter(item_id=new.pk, kind=OFFICIAL, state=PrintJob.State.DONE)
        .select_related("file")
        .first()
    )


@outbox.on("guideline.published")
def _order_official(message: OutboxMessage) -> None:
    """The official paper of what has just been published; the framework itself has nothing before it."""
    new = Guideline.objects.filter(pk=message.item_id).first()
    if new is not None and new.revises_id and outbox.once(message, "comparison"):
        order(comparison_pdf(new), by=None)


register(
    {
        OFFICIAL: lambda job: comparison_pdf(Guideline.objects.get(pk=job.item_id)),
        DRAFT: lambda job: comparison_pdf(Guideline.objects.get(file=job.item_id)),
    },
    marked=(DRAFT,),
)
