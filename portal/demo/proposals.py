"""Plays the invented proposals to an open call through the same verbs their people press: two sent, one still a draft."""

from typing import Any

from accounts.fields import today
from accounts.japanese import fiscal_year
from accounts.models import Person
from confidentiality.acting import acting_as, database_now
from confidentiality.verbs import perform
from programmes import proposal_consents, proposals
from programmes.models import Call, Proposal, ProposalSection
from programmes.proposal_text import STATEMENTS, text_of

# Title and abstract; invented like everything of the demonstration.
SENT = (
    (
        "曳航式センサーによる沿岸の見守り（体験用）",
        "沿岸の異常を、曳航する小型の装置で早く見つける方法を研究します。",
    ),
    (
        "海中の音から船の種類を見分ける方法（体験用）",
        "海中の音の特徴を学習し、船の種類を短い時間で見分ける方法を研究します。",
    ),
)
DRAFT = ("海底の地形を安全に測る自律型の装置（体験用）", "書きかけの要旨です。")


class ProposalStory:
    """One telling: ``leads`` send one proposal each with ``helper``, the first also keeps a draft; ``approver`` approves."""

    def __init__(
        self, call: Call, leads: list[Person], helper: Person, approver: Person | None = None
    ) -> None:
        self.call, self.leads, self.helper, self.approver = call, leads, helper, approver
        self.year = fiscal_year(today()) + 1

    def tell(self) -> list[Proposal]:
        sent = [
            self.send(by, title, abstract) for by, (title, abstract) in zip(self.leads, SENT, strict=False)
        ]
        title, abstract = DRAFT
        draft = self.begin(self.leads[0], title)
        self.write(draft, self.leads[0], "frame_basics", self.basics(title, abstract, 0))
        return [*sent, draft]

    def begin(self, by: Person, title: str) -> Proposal:
        with acting_as(by):
            home = by.affiliation_on(database_now()).organisation
            return proposals.start(self.call, by=by, organisation=home, title=title)

    def write(self, proposal: Proposal, by: Person, key: str, body: dict[str, Any]) -> None:
        with acting_as(by):
            section = ProposalSection.objects.get(proposal=proposal, key=key)
            proposals.save_section(section, by=by, body=body, shown=section.revision)

    def basics(self, title: str, abstract: str, amount: int) -> dict[str, Any]:
        return {
            "title": title,
            "english_title": "",
            "abstract": abstract,
            "erad_id": "",
            "amount": amount or None,
            **dict.fromkeys(STATEMENTS, bool(amount)),
        }

    def send(self, by: Person, title: str, abstract: str) -> Proposal:
        proposal = self.begin(by, title)
        direct = min(self.call.max_amount or 10_000_000, 10_000_000) * 3 // 4
        indirect = direct * self.call.indirect_rate // 100
        self.write(proposal, by, "frame_basics", self.basics(title, abstract, direct + indirect))
        with acting_as(by):
            parts = list(ProposalSection.objects.filter(proposal=proposal, part="text"))
        for part in parts:
            said = f"{abstract}「{part.title}」について、体験用に書いた文です。"
            self.write(proposal, by, part.key, {"text": said[: part.max_length]})
        lines = [{"year": self.year, "item": "equipment", "amount": direct, "note": "試作機"}]
        if indirect:
            lines.append({"year": self.year, "item": "indirect", "amount": indirect, "note": ""})
        self.write(proposal, by, "frame_budget", {"lines": lines})
        self.write(proposal, by, "frame_people", {"members": [self.member(by, "研究代表者", 40)]})
        self.share(proposal, by)
        return self.finish(proposal, by)

    def member(self, person: Person, part: str, effort: int) -> dict[str, Any]:
        with acting_as(person):
            home = person.affiliation_on(database_now())
        return {
            "name": person.name,
            "organisation": home.organisation.name if home else "",
            "part": part,
            "erad": "",
            "effort": effort,
        }

    def share(self, proposal: Proposal, by: Person) -> None:
        """The helper reads the texts and declares; those whose institution approves ask for it."""
        if self.helper.pk != by.pk:
            with acting_as(by):
                made = proposals.invite(proposal, by=by, person=self.helper, part="co_applicant")
                texts = ProposalSection.objects.filter(proposal=proposal, part="text")
                proposals.set_rights(
                    proposal, made, by=by, levels=dict.fromkeys(texts.values_list("pk", flat=True), "read")
                )
            self.declare(proposal, self.helper)
        self.declare(proposal, by)

    def declare(self, proposal: Proposal, person: Person) -> None:
        with acting_as(person):
            proposal_consents.declare(
                proposal, by=person, has_posts=False, outside_posts="", has_foreign=False, foreign_support=""
            )

    def finish(self, proposal: Proposal, by: Person) -> Proposal:
        if self.call.needs_institution_approval and self.approver is not None:
            with acting_as(by):
                proposals.invite(proposal, by=by, person=self.approver, part="institution")
                asked = proposal_consents.ask_approval(proposal, by=by)
            with acting_as(self.approver):
                proposal_consents.answer_approval(
                    asked, by=self.approver, shown=text_of(proposal).text_hash, is_approved=True
                )
        with acting_as(by):
            return perform("submit", proposal, by=by)
