"""The overview of a fund as PDF: what its page says on one day, charts and tables; names nothing a reader of it may not know."""

import hashlib
import json
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.japanese import fiscal_year_name, wareki_datetime
from confidentiality.models import PrintJob
from confidentiality.orders import PDF, Paper, register
from confidentiality.printing import fill, paper_style, render_pdf
from programmes import figures, overview
from programmes.models import Fund, FundBook, LedgerEntry, RDConcept

KIND = "fund_overview_pdf"
# Papers are Japanese whoever orders them: their fixed words are not for translation.
AUTHOR, HANDLING = "内閣府", "基金の関係者限り"
WORDS = {"contributed": "拠出", "allocated": "配分", "committed": "支払予定", "paid": "支払"}


def fund_pdf(fund: Fund) -> Paper:
    """All years, as the book stands. Raises ``FundBook.DoesNotExist`` for a reader of totals only.

    The paper is the book's: everybody who reads the book may have it. So a concept that is kept from one of them
    stands in the sum without a name, whoever orders.
    """
    book = FundBook.objects.get(fund=fund)
    last = LedgerEntry.objects.filter(fund=fund).order_by("-id").first()
    as_of = last.at if last else fund.created
    data = _data(fund, book, as_of)
    whole = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    return Paper(
        kind=KIND,
        item_id=book.pk,
        text_hash=hashlib.sha256(whole.encode()).hexdigest(),
        name="fund-overview.pdf",
        content_type=PDF,
        make=partial(_print, data, as_of),
    )


def _data(fund: Fund, book: FundBook, as_of: datetime) -> dict[str, Any]:
    found = figures.figures_of(fund.pk)
    concepts = {c.pk: c.title for c in RDConcept.objects.filter(fund=fund).order_by("title")}
    known_to_all = _shared_alike(book, list(concepts))
    named, rest = [], figures.Sums()
    for pk, sums in found.by_concept.items():
        if pk in known_to_all:
            named.append((concepts[pk], sums))
        else:
            for name in overview.SPENT:
                setattr(rest, name, getattr(rest, name) + getattr(sums, name))
    rows = [_row(title, sums) for title, sums in sorted(named, key=lambda pair: pair[0])]
    hidden = _row("名前を載せない構想の合計", rest)
    if any(hidden["cells"]):
        rows.append(hidden)
    bars = overview.bars(found.total)
    return {
        "title": f"{fund.name}　概要",
        "handling": HANDLING,
        "as_of": wareki_datetime(as_of),
        "bars": [
            {
                "words": WORDS[b.name],
                "amount": _yen(b.amount),
                "percent": round(b.width / 10),
                "step": min(20, round(b.width / 50)) * 5,
            }
            for b in bars
        ],
        "left": [
            ("配分のうち残り", _yen(found.total.remaining)),
            ("割り当てていない額", _yen(found.total.unallocated)),
            ("基金の残高", _yen(found.total.balance)),
        ],
        "concepts": rows,
        "whole": _row("合計", found.total),
        "years": [
            (f"{fiscal_year_name(y)}（{y}）", [_yen(getattr(found.by_year[y], name)) for name in WORDS])
            for y in found.years
        ],
        "ministries": [
            (name or "府省庁の内訳の記載なし", _yen(amount)) for name, amount in overview.by_ministry(found)
        ],
        "contributed": _yen(found.total.contributed),
    }


def _shared_alike(book: FundBook, concepts: list[UUID]) -> set[UUID]:
    """Those among the concepts this reader knows which everybody reads who reads the book."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select c from unnest(%s::uuid[]) c where app.shared_alike(%s, c)", [concepts, book.pk]
        )
        return {row[0] for row in cursor.fetchall()}


def _row(words: str, sums: figures.Sums) -> dict[str, Any]:
    cells = [getattr(sums, name) for name in overview.SPENT] + [sums.remaining]
    return {"words": words, "cells": [_yen(c) if c else "0" for c in cells] if any(cells) else []}


def _yen(amount: int) -> str:
    """△ for a minus, as papers have it."""
    return f"△{-amount:,}" if amount < 0 else f"{amount:,}"


def _print(data: dict[str, Any], as_of: datetime) -> bytes:
    html = fill("fund_overview.html", data)
    return render_pdf(html, title=data["title"], author=AUTHOR, dated=as_of, stylesheets=[paper_style()])


def _again(job: PrintJob) -> Paper:
    return fund_pdf(Fund.objects.get(book=job.item_id))


register({KIND: _again}, marked=(KIND,))
