"""Duplicate and over-concentrated proposals (R36): the same people, like texts, shares of time, e-Rad numbers. Explained, never judged.

It compares what it is given; what it is given, row security decides. An applicant is compared with their own, the
agency with all proposals it may read. Likeness: the share of two-letter pieces two texts have in common (Dice's
measure, in percent), after width, case, spaces and punctuation are made equal; people judge what it means.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from confidentiality.acting import database_now
from programmes.models import Assignment, Project, Proposal, ProposalMember, ProposalVersion
from programmes.proposal_text import Text

ALIKE = 60  # percent from which two texts are named
WHOLE = 100  # percent of a person's time
LIVE = ("submitted", "eligible", "selected", "awarded")


# What a finding says; findings are kept without words, so that they are read in their reader's language.
WORDS = {
    "erad_id": _("e-Rad の応募番号「%(erad)s」が、ほかの提案にもあります。"),
    "effort": _("%(name)sさんのエフォートの合計が%(n)s％で、100％を超えています。"),
    "member": _("%(name)sさんが、ほかの提案%(n)s件にも参加しています。"),
    "project": _("%(name)sさんが、実施中の課題 %(code)s に参加しています。"),
    "text": _("文面が似た提案があります（名称の一致%(title)s％、要旨の一致%(text)s％）。"),
}


def said(found: Iterable[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """[(sentence, numbers of the proposals or projects it speaks of)]."""
    return [(str(WORDS[one["kind"]]) % one, one["numbers"]) for one in found if one["kind"] in WORDS]


@dataclass(frozen=True)
class Member:
    """One person of one proposal as printed."""

    name: str
    organisation: str = ""
    erad: str = ""
    effort: int | None = None

    @property
    def key(self) -> str:
        """By e-Rad number where there is one; else by name and organisation, whatever the width of their signs."""
        return f"erad {self.erad}" if self.erad else f"name {_plain(self.name)} {_plain(self.organisation)}"


@dataclass(frozen=True)
class Case:
    """What is compared of one proposal."""

    pk: UUID
    number: str
    title: str
    abstract: str = ""
    erad_id: str = ""
    members: tuple[Member, ...] = field(default=())


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def pieces(text: str) -> frozenset[str]:
    """All pairs of neighbouring letters."""
    plain = _plain(text)
    return frozenset(plain[n : n + 2] for n in range(len(plain) - 1)) or frozenset(plain)


def likeness(one: frozenset[str], other: frozenset[str]) -> int:
    """Percent of the pieces two texts share; 0 when one is empty."""
    if not one or not other:
        return 0
    return 200 * len(one & other) // (len(one) + len(other))


def findings(
    case: Case, others: Iterable[Case], projects: Iterable[tuple[str, str]] = ()
) -> list[dict[str, Any]]:
    """Everything worth a person's look about ``case``: [{kind, numbers, …}] (:func:`said`), the gravest first.

    ``projects``: (name of a person of this case, code of a running project they work in).
    """
    others = [o for o in others if o.pk != case.pk]
    found = [
        *_same_number(case, others),
        *_effort(case, others),
        *_people(case, others),
        *_projects(projects),
    ]
    return [*found, *_alike(case, others)]


def _same_number(case: Case, others: Sequence[Case]) -> Iterable[dict[str, Any]]:
    same = [o.number for o in others if case.erad_id and _plain(o.erad_id) == _plain(case.erad_id)]
    if same:
        yield {
            "kind": "erad_id",
            "numbers": same,
            "erad": case.erad_id,
        }


def _effort(case: Case, others: Sequence[Case]) -> Iterable[dict[str, Any]]:
    total, where = defaultdict(int), defaultdict(list)
    for other in others:
        for member in other.members:
            total[member.key] += member.effort or 0
            where[member.key].append(other.number)
    for member in case.members:
        share = (member.effort or 0) + total[member.key]
        if member.effort is not None and share > WHOLE:
            yield {
                "kind": "effort",
                "numbers": where[member.key],
                "name": member.name,
                "n": share,
            }


def _people(case: Case, others: Sequence[Case]) -> Iterable[dict[str, Any]]:
    where: dict[str, list[str]] = defaultdict(list)
    for other in others:
        for key in {m.key for m in other.members}:
            where[key].append(other.number)
    for member in {m.key: m for m in case.members}.values():
        if where[member.key]:
            yield {
                "kind": "member",
                "numbers": where[member.key],
                "name": member.name,
                "n": len(where[member.key]),
            }


def _projects(projects: Iterable[tuple[str, str]]) -> Iterable[dict[str, Any]]:
    for name, code in projects:
        yield {
            "kind": "project",
            "numbers": [code],
            "name": name,
            "code": code,
        }


def _alike(case: Case, others: Sequence[Case]) -> Iterable[dict[str, Any]]:
    title, abstract = pieces(case.title), pieces(case.abstract)
    found = []
    for other in others:
        by_title = likeness(title, pieces(other.title))
        by_text = likeness(abstract, pieces(other.abstract)) if case.abstract and other.abstract else 0
        if max(by_title, by_text) >= ALIKE:
            found.append((max(by_title, by_text), other.number, by_title, by_text))
    for _most, number, by_title, by_text in sorted(found, reverse=True):
        yield {
            "kind": "text",
            "numbers": [number],
            "title": by_title,
            "text": by_text,
        }


# What is compared, as this reader may read it ----------------------------------------------------------------


def cases(**of: Any) -> list[Case]:
    """Sent proposals this reader may read, by their newest version. Three queries."""
    sent = list(Proposal.objects.filter(state__in=LIVE, **of).order_by("submitted_at"))
    bodies = {
        (v.proposal_id, v.number): v.body.get("abstract", "")
        for v in ProposalVersion.objects.filter(proposal__in=sent).only("proposal_id", "number", "body")
    }
    members: dict[tuple[Any, int], list[Member]] = defaultdict(list)
    rows = ProposalMember.objects.filter(item__version__proposal__in=sent).values_list(
        "item__version__proposal_id", "item__version__number", "name", "organisation", "erad", "effort"
    )
    for proposal, number, *words in rows:
        members[proposal, number].append(Member(*words))
    return [
        Case(
            p.pk,
            p.number,
            p.title,
            bodies.get((p.pk, p.sent_number), ""),
            p.erad_id,
            tuple(members[p.pk, p.sent_number]) or _printed(p),
        )
        for p in sent
    ]


def _printed(proposal: Proposal) -> tuple[Member, ...]:
    """The representative of a list's line, where no roll was sent."""
    if not proposal.printed_representative:
        return ()
    return (
        Member(
            proposal.printed_representative,
            proposal.printed_organisation,
            proposal.printed_erad,
            proposal.printed_effort,
        ),
    )


def own_findings(proposal: Proposal, text: Text, person: Person) -> list[dict[str, Any]]:
    """The self check before sending: a representative's proposal against their own others and their projects."""
    case = Case(
        proposal.pk,
        proposal.number,
        text.basics.get("title", ""),
        text.basics.get("abstract", ""),
        text.basics.get("erad_id", ""),
        tuple(Member(m["name"], m["organisation"], m.get("erad", ""), m.get("effort")) for m in text.members),
    )
    running = Project.objects.filter(
        pk__in=Assignment.objects.filter(
            Assignment.valid_on(database_now()), person=person, role__in=["representative", "participant"]
        ).values("item_id"),
        state__in=Project.LIVE,
    )
    return findings(case, cases(representative=person), [(person.name, p.code) for p in running])


def full_findings(proposal: Proposal) -> list[dict[str, Any]]:
    """The agency's report: against everything of the same fund that it may read."""
    all_of_them = cases(fund_id=proposal.fund_id)
    case = next((c for c in all_of_them if c.pk == proposal.pk), None)
    if case is None:
        return []
    return findings(case, all_of_them, _running(proposal, case))


def _running(proposal: Proposal, case: Case) -> list[tuple[str, str]]:
    """Projects of the same fund, under way, in which somebody of the same name and organisation has a function."""
    keys = {_plain(m.name): m.name for m in case.members}
    rows = Assignment.objects.filter(
        Assignment.valid_on(database_now()),
        role__in=["representative", "participant"],
        item_id__in=Project.objects.filter(fund_id=proposal.fund_id, state__in=Project.LIVE).values("pk"),
    ).select_related("person")
    codes = dict(Project.objects.filter(fund_id=proposal.fund_id).values_list("pk", "code"))
    return sorted(
        {(keys[_plain(a.person.name)], codes[a.item_id]) for a in rows if _plain(a.person.name) in keys}
    )
