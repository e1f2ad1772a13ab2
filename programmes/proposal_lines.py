"""A part of a proposal in plain lines, for reading, printing and comparing; refuses to know who reads."""

from typing import Any

from django.utils.translation import gettext as _

from programmes.models import ProposalSection
from programmes.proposal_text import ITEMS, STATEMENTS

Part = ProposalSection.Part


def plain(part: str, body: dict[str, Any]) -> str:
    """What a part says, line by line; the same for history, clashes and pages."""
    if part == Part.TEXT:
        return body.get("text", "")
    if part == Part.BASICS:
        return "\n".join(f"{label}：{value}" for label, value in basics(body))
    if part == Part.BUDGET:
        return "\n".join(
            _("%(year)s年度　%(item)s　%(sum)s円　%(note)s")
            % {
                "year": line["year"],
                "item": ITEMS.get(line["item"], line["item"]),
                "sum": f"{line['amount']:,}",
                "note": line.get("note", ""),
            }
            for line in body.get("lines", [])
        )
    return "\n".join("　".join(cells) for cells in members(body))


def basics(body: dict[str, Any]) -> list[tuple[str, str]]:
    """[(label, value)] of the part with title, sum and statements."""
    amount = body.get("amount")
    yes_no = {True: _("はい"), False: _("未確認")}
    return [
        (_("提案の名称"), body.get("title", "")),
        (_("英語の名称"), body.get("english_title", "")),
        (_("要旨"), body.get("abstract", "")),
        (_("e-Rad の応募番号"), body.get("erad_id", "")),
        (_("申請額（円）"), f"{amount:,}" if amount else ""),
        *((str(words), yes_no[bool(body.get(name))]) for name, words in STATEMENTS.items()),
    ]


def members(body: dict[str, Any]) -> list[tuple[str, ...]]:
    return [
        (
            one["name"],
            one["organisation"],
            one.get("part", ""),
            one.get("erad", ""),
            f"{one['effort']}%" if one.get("effort") is not None else "",
        )
        for one in body.get("members", [])
    ]
