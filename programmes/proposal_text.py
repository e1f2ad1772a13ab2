"""A proposal's whole text as one document with one hash, and what is missing in it; refuses to write anything.

Budget: whole yen by fiscal year and cost item. Indirect costs (間接経費) are at most a rate of the direct ones, as the
call says, as a warning or as a limit.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from programmes.models import Call, Proposal, ProposalFile, ProposalSection

Part = ProposalSection.Part
INDIRECT = "indirect"
ITEMS = {
    "equipment": gettext_lazy("物品費"),
    "personnel": gettext_lazy("人件費・謝金"),
    "travel": gettext_lazy("旅費"),
    "other": gettext_lazy("その他"),
    "outsourcing": gettext_lazy("委託費"),
    INDIRECT: gettext_lazy("間接経費"),
}
# What the representative affirms before sending; all of them (3.3).
STATEMENTS = {
    "is_resident": gettext_lazy("研究代表者は、国内に居住しています"),
    "entity_in_japan": gettext_lazy("研究代表者の所属機関は、国内に法人格を有しています"),
    "base_in_japan": gettext_lazy("研究開発の拠点は、国内にあります"),
    "joins_council": gettext_lazy("採択された場合に協議会へ参加することに、原則として同意します"),
}


def digest(document: Any) -> str:
    """SHA-256 of a document in its one canonical form."""
    words = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True)
class Budget:
    """A table of costs that reconciles: lines, by year, by item, direct, indirect and whole. Yen."""

    lines: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, body: dict[str, Any]) -> "Budget":
        return cls(tuple(body.get("lines", ())))

    def _by(self, name: str) -> dict[Any, int]:
        found: dict[Any, int] = defaultdict(int)
        for line in self.lines:
            found[line[name]] += line["amount"]
        return dict(sorted(found.items()))

    @cached_property
    def years(self) -> dict[int, int]:
        return self._by("year")

    @cached_property
    def items(self) -> dict[str, int]:
        found = self._by("item")
        return {key: found[key] for key in ITEMS if key in found}

    @property
    def total(self) -> int:
        return sum(line["amount"] for line in self.lines)

    @property
    def indirect(self) -> int:
        return self.items.get(INDIRECT, 0)

    @property
    def direct(self) -> int:
        return self.total - self.indirect

    def most_indirect(self, rate: int) -> int:
        """Yen of indirect costs at a rate in percent of the direct ones, rounded down."""
        return self.direct * rate // 100

    def table(self) -> list[tuple[Any, list[int], int]]:
        """[(item, sums by year in the order of ``years``, sum)]."""
        cells: dict[tuple[str, int], int] = defaultdict(int)
        for line in self.lines:
            cells[line["item"], line["year"]] += line["amount"]
        return [(ITEMS[key], [cells[key, year] for year in self.years], n) for key, n in self.items.items()]

    def document(self) -> dict[str, Any]:
        return {
            "lines": list(self.lines),
            "years": {str(k): v for k, v in self.years.items()},
            "items": self.items,
            "direct": self.direct,
            "indirect": self.indirect,
            "total": self.total,
        }


@dataclass
class Text:
    """All parts of a proposal that its reader may read, as one document."""

    proposal: Proposal
    sections: list[ProposalSection]
    files: list[ProposalFile]
    missing: list[str] = field(default_factory=list)

    def first(self, part: str) -> dict[str, Any]:
        return next((s.body for s in self.sections if s.part == part), {})

    @cached_property
    def basics(self) -> dict[str, Any]:
        return self.first(Part.BASICS)

    @cached_property
    def budget(self) -> Budget:
        return Budget.of(self.first(Part.BUDGET))

    @cached_property
    def members(self) -> list[dict[str, Any]]:
        return self.first(Part.PEOPLE).get("members", [])

    @cached_property
    def body(self) -> dict[str, Any]:
        """Everything but the names."""
        keys = {s.pk: s.key for s in self.sections}
        return {
            **{n: self.basics.get(n, "") for n in ("title", "english_title", "abstract", "erad_id")},
            "amount": self.basics.get("amount"),
            "statements": {n: bool(self.basics.get(n)) for n in STATEMENTS},
            "sections": [
                {"key": s.key, "title": s.title, "text": s.body.get("text", "")}
                for s in self.sections
                if s.part == Part.TEXT
            ],
            "budget": self.budget.document(),
            "files": [
                {"section": keys[f.item_id], "name": f.file.name, "sha256": f.file.sha256} for f in self.files
            ],
        }

    @cached_property
    def text_hash(self) -> str:
        """SHA-256 over text, sums, files and names together."""
        return digest({"body": self.body, "members": self.members})


def text_of(proposal: Proposal) -> Text:
    """The text as it stands now; whole for the representative and the institution. Two queries."""
    sections = list(ProposalSection.objects.filter(proposal=proposal).order_by("order"))
    found = ProposalFile.objects.filter(item__in=sections, removed_at__isnull=True).select_related("file")
    order = {s.pk: n for n, s in enumerate(sections)}
    return Text(proposal, sections, sorted(found, key=lambda f: (order[f.item_id], f.added_at, str(f.pk))))


def length(text: str) -> int:
    """Characters as the form counts them: line breaks are none."""
    return len(text.replace("\r", "").replace("\n", ""))


def is_written(section: ProposalSection) -> bool:
    """Whether there is anything in it."""
    return bool(
        section.body.get("text", "").strip()
        if section.part == Part.TEXT
        else section.body.get("lines")
        if section.part == Part.BUDGET
        else section.body.get("members")
        if section.part == Part.PEOPLE
        else section.body.get("abstract", "").strip() and section.body.get("amount")
    )


def missing_in(text: Text, call: Call) -> list[str]:
    """Everything in the text that stands between it and its sending, as sentences that name the part (3.3)."""
    return [*_in_basics(text, call), *_in_parts(text.sections), *_in_budget(text, call)]


def _in_basics(text: Text, call: Call) -> Iterable[str]:
    basics = text.basics
    for name, words in (("title", _("提案の名称")), ("abstract", _("要旨"))):
        if not str(basics.get(name, "")).strip():
            yield _("「基本情報」の%(name)sを記入してください。") % {"name": words}
    if not basics.get("amount"):
        yield _("「基本情報」の申請額を記入してください。")
    elif call.max_amount and basics["amount"] > call.max_amount:
        yield _("申請額が、この公募の上限（%(most)s円）を超えています。") % {"most": f"{call.max_amount:,}"}
    for name, words in STATEMENTS.items():
        if not basics.get(name):
            yield _("「基本情報」の確認事項「%(words)s」を確かめてください。") % {"words": words}


def _in_parts(sections: list[ProposalSection]) -> Iterable[str]:
    for one in sections:
        if one.part == Part.BASICS:
            continue
        if one.is_required and not is_written(one):
            yield _("「%(part)s」を記入してください。") % {"part": one.title}
        over = length(one.body.get("text", "")) - one.max_length if one.part == Part.TEXT else 0
        if over > 0:
            words = ngettext(
                "「%(part)s」が%(n)s文字多くなっています。", "「%(part)s」が%(n)s文字多くなっています。", over
            )
            yield words % {"part": one.title, "n": f"{over:,}"}


def _in_budget(text: Text, call: Call) -> Iterable[str]:
    budget, amount = text.budget, text.basics.get("amount") or 0
    if budget.lines and budget.total != amount:
        yield _("経費の合計（%(total)s円）と申請額（%(amount)s円）が一致していません。") % {
            "total": f"{budget.total:,}",
            "amount": f"{amount:,}",
        }
    if call.indirect_is_limit and (words := indirect_words(budget, call)):
        yield words


def indirect_words(budget: Budget, call: Call) -> str:
    """The sentence when indirect costs are above the call's rate; empty when they are not."""
    most = budget.most_indirect(call.indirect_rate)
    if budget.indirect <= most:
        return ""
    return _("間接経費（%(sum)s円）が、直接経費の%(rate)s％（%(most)s円）を超えています。") % {
        "sum": f"{budget.indirect:,}",
        "rate": call.indirect_rate,
        "most": f"{most:,}",
    }
