"""Published outcomes as a sheet: what the page lists, in one file; refuses cells a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from programmes.models import Outcome
from programmes.sheets import BOM, cell


def sheet(rows: Iterable[Outcome]) -> HttpResponse:
    """UTF-8 with a mark for spreadsheets; days as 2026/11/27."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        [
            _("成果の題名"),
            _("英語の題名"),
            _("種別"),
            _("著者・発明者"),
            _("機関"),
            _("技術分野"),
            _("成果の日"),
            _("公開した日"),
            "DOI",
            _("掲載先"),
            _("利用の制限"),
        ]
    )
    for one in rows:
        writer.writerow(
            cell(v)
            for v in (
                one.title,
                one.english_title,
                str(one.get_outcome_kind_display()),
                one.authors,
                one.organisation.name,
                one.field.name if one.field else "",
                f"{one.produced_on:%Y/%m/%d}",
                f"{one.published_at.astimezone():%Y/%m/%d}" if one.published_at else "",
                one.doi,
                one.link,
                one.restriction or str(_("なし（自由に使えます）")),
            )
        )
    response = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="outcomes.csv"'
    return response
