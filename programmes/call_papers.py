"""公募要領 and the plain one-page notice as PDF: made in the background of what is published; refuses to print a draft."""

import hashlib
import json
from datetime import datetime
from functools import partial
from typing import Any

from accounts.japanese import in_tokyo, wareki_datetime
from confidentiality import outbox
from confidentiality.models import OutboxMessage, PrintJob
from confidentiality.orders import PDF, Paper, order, register
from confidentiality.printing import fill, paper_style, render_pdf
from programmes.models import Call, CallClause
from programmes.money import yen_words

GUIDELINE, NOTICE = "call_guideline_pdf", "call_notice_pdf"
AUTHOR = "内閣府"


def instant(at: datetime) -> str:
    """令和8年11月30日（月）17時0分0秒（日本時間）: official papers print Japanese whoever orders them."""
    here = in_tokyo(at)
    return f"{wareki_datetime(at, fullwidth=False)}{here:%S}秒（日本時間）"


def _words(call: Call) -> dict[str, Any]:
    """Everything the two papers say, as plain data; read while the reader's rights hold."""
    return {
        "title": call.title,
        "code": call.code,
        "agency": call.agency.name if call.agency else "",
        "opens": instant(call.opens_at),
        "closes": instant(call.closes_at),
        "cancelled": call.state_reason if call.state == Call.State.CANCELLED else "",
        "budget": yen_words(call.budget) if call.budget else "",
        "max_amount": yen_words(call.max_amount) if call.max_amount else "",
        "awards": call.awards_planned,
        "reviews": call.min_reviews,
        "is_blind": call.is_blind,
        "has_interview": call.has_interview,
        "risk": call.risk_reason if call.is_high_risk else "",
        "texts": [
            ("公募の概要", call.summary),
            ("応募の要件", call.eligibility),
            ("応募の方法", call.how_to_apply),
            ("問い合わせ先", call.contact),
        ],
        "plain": call.plain_summary,
        "eligibility": call.eligibility,
        "how": call.how_to_apply,
        "contact": call.contact,
        "english": [call.english_title, call.english_summary],
        "sections": [
            {"title": s.title, "guidance": s.guidance, "required": s.is_required, "length": s.max_length}
            for s in call.sections.order_by("order")
        ],
        "criteria": [
            {"title": c.title, "guidance": c.guidance, "weight": c.weight, "score": c.max_score}
            for c in call.criteria.order_by("order")
        ],
        "clauses": [
            {
                "title": c.title,
                "text": c.text,
                "reason": c.reason,
                "left_out": c.answer == CallClause.Answer.EXEMPTED,
            }
            for c in call.clauses.order_by("order", "title")
        ],
        "extensions": [
            {"was": instant(e.was), "now": instant(e.closes_at), "reason": e.reason}
            for e in call.extensions.order_by("extended_at")
        ],
        "addenda": [
            {
                "number": a.number,
                "kind": str(a.kind),
                "title": a.title,
                "text": a.text,
                "at": instant(a.published_at),
            }
            for a in call.addenda.order_by("number")
        ],
        "answers": [
            {"number": a.number, "question": a.question, "answer": a.answer}
            for a in call.answers.order_by("number")
        ],
    }


def paper_of(call: Call, kind: str) -> Paper:
    """Raises ``Call.DoesNotExist`` for a call that is not published."""
    if call.scheduled_at is None:
        raise Call.DoesNotExist
    said = _words(call)
    template, title, name = {
        GUIDELINE: ("call_guideline.html", f"公募要領　{call.title}", "koubo-youryou.pdf"),
        NOTICE: ("call_notice.html", f"公募のお知らせ　{call.title}", "oshirase.pdf"),
    }[kind]
    whole = json.dumps([kind, said], ensure_ascii=False, sort_keys=True)
    html = fill(template, {**said, "title": title, "name": call.title})
    return Paper(
        kind=kind,
        item_id=call.pk,
        text_hash=hashlib.sha256(whole.encode()).hexdigest(),
        name=name,
        content_type=PDF,
        make=partial(_print, title, html, call),
    )


def _print(title: str, html: str, call: Call) -> bytes:
    return render_pdf(html, title=title, author=AUTHOR, dated=call.scheduled_at, stylesheets=[paper_style()])


def finished(call: Call, kind: str, since: datetime | None) -> PrintJob | None:
    """The finished paper of this kind ordered after ``since``, the last addition: one that says less is not handed out."""
    rows = PrintJob.objects.filter(item_id=call.pk, kind=kind, state=PrintJob.State.DONE)
    if since is not None:
        rows = rows.filter(created__gte=since)
    return rows.select_related("file").order_by("-created").first()


@outbox.on("call.scheduled")
@outbox.on("call.extended")
@outbox.on("call.corrected")
@outbox.on("call.answered")
@outbox.on("call.cancelled")
def _order_papers(message: OutboxMessage) -> None:
    """Both papers of what has just been published or added; a call called off as a draft has none."""
    call = Call.objects.filter(pk=message.item_id, scheduled_at__isnull=False).first()
    if call is not None and outbox.once(message, "call papers"):
        for kind in (GUIDELINE, NOTICE):
            order(paper_of(call, kind), by=None)


register(
    {
        kind: (lambda job, kind=kind: paper_of(Call.objects.get(pk=job.item_id), kind))
        for kind in (GUIDELINE, NOTICE)
    }
)
