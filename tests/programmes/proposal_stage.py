"""An open call and a proposal to it: 高橋 represents, 田中 applies with him, 鈴木 approves for the university, 加藤 is a rival."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from confidentiality import files
from confidentiality.acting import acting_as, database_now
from confidentiality.verbs import perform
from programmes import funding, proposal_consents, proposals
from programmes.models import Assignment, Call, Proposal, ProposalSection
from programmes.proposal_text import STATEMENTS, text_of
from tests.cast import World
from tests.programmes import call_stage
from tests.stages import played

CANARY = "ひみつ"
SAID = ("本文", "要旨", "経費の注", "参加者の役", "申告", "ファイル名", "ファイルの中身", "題")
TOKENS = {name: f"{CANARY}{name}秘" for name in SAID}


@dataclass
class Stage:
    """The world with its call and proposal; people by what they do."""

    world: World
    call: Call
    proposal: Proposal

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["world"], name)

    def section(self, key: str) -> ProposalSection:
        return ProposalSection.objects.get(proposal=self.proposal, key=key)

    def fresh(self) -> Proposal:
        return Proposal.objects.get(pk=self.proposal.pk)


def open_call(world: World, **of: Any) -> Call:
    return call_stage.open_call(world, **of)


def draft(world: World, call: Call, by: str = "takahashi", **of: Any) -> Proposal:
    person = world.people[by]
    with acting_as(person):
        return proposals.start(
            call,
            by=person,
            **{"organisation": person.affiliations.get().organisation, "title": TOKENS["題"], **of},
        )


def save(proposal: Proposal, key: str, body: dict[str, Any], by: Any, **of: Any) -> ProposalSection:
    with acting_as(by):
        section = ProposalSection.objects.get(proposal=proposal, key=key)
        return proposals.save_section(section, by=by, body=body, **{"shown": section.revision, **of})


def basics(amount: int = 130, **of: Any) -> dict[str, Any]:
    return {
        "title": TOKENS["題"],
        "english_title": "",
        "abstract": TOKENS["要旨"],
        "erad_id": "",
        "amount": amount,
        **dict.fromkeys(STATEMENTS, True),
        **of,
    }


def budget(direct: int = 100, indirect: int = 30) -> dict[str, Any]:
    return {
        "lines": [
            {"year": 2027, "item": "equipment", "amount": direct, "note": TOKENS["経費の注"]},
            {"year": 2027, "item": "indirect", "amount": indirect, "note": ""},
        ]
    }


def members(name: str = "高橋　代表", erad: str = "", effort: int | None = 50) -> dict[str, Any]:
    return {
        "members": [
            {
                "name": name,
                "organisation": "試験大学",
                "part": TOKENS["参加者の役"],
                "erad": erad,
                "effort": effort,
            }
        ]
    }


def write(proposal: Proposal, by: Any, **of: Any) -> Proposal:
    """Everything the call asks for."""
    save(proposal, "frame_basics", of.get("basics") or basics(), by)
    for key in ("purpose", "plan", "team"):
        save(proposal, key, {"text": TOKENS["本文"]}, by)
    save(proposal, "frame_budget", of.get("budget") or budget(), by)
    save(proposal, "frame_people", of.get("members") or members(), by)
    with acting_as(by):
        section = ProposalSection.objects.get(proposal=proposal, key="plan")
        named = files.Checked(f"{TOKENS['ファイル名']}.txt", "text/plain", TOKENS["ファイルの中身"].encode())
        proposals.add_file(section, by=by, checked=named)
    declare(proposal, by)
    return Proposal.objects.get(pk=proposal.pk)


def declare(proposal: Proposal, by: Any, words: str = TOKENS["申告"]) -> None:
    with acting_as(by):
        proposal_consents.declare(
            proposal, by=by, has_posts=True, outside_posts=words, has_foreign=False, foreign_support=""
        )


def send(proposal: Proposal, by: Any) -> Proposal:
    with acting_as(by):
        return perform("submit", proposal, by=by)


def invite(proposal: Proposal, by: Any, person: Any, part: str = "co_applicant") -> Assignment:
    with acting_as(by):
        return proposals.invite(proposal, by=by, person=person, part=part)


def rights(proposal: Proposal, assignment: Assignment, by: Any, **levels: str) -> None:
    """``plan="edit"``: what this co-applicant may do with the part of that key."""
    with acting_as(by):
        keys = dict(ProposalSection.objects.filter(proposal=proposal).values_list("key", "pk"))
        proposals.set_rights(
            proposal, assignment, by=by, levels={keys[key]: level for key, level in levels.items()}
        )


def approve(proposal: Proposal, asker: Any, approver: Any) -> None:
    with acting_as(asker):
        asked = proposal_consents.ask_approval(proposal, by=asker)
    with acting_as(approver):
        proposal_consents.answer_approval(
            asked, by=approver, shown=text_of(proposal).text_hash, is_approved=True
        )


@played
def make_stage(world: World, *, sent: bool = False, **of: Any) -> Stage:
    """A whole draft of 高橋 with 田中 writing one part; sent if asked for."""
    call = open_call(world, **of)
    proposal = draft(world, call)
    made = invite(proposal, world.takahashi, world.tanaka)
    rights(proposal, made, world.takahashi, plan="edit", purpose="read")
    invite(proposal, world.takahashi, world.suzuki, "institution")
    declare(proposal, world.tanaka)
    write(proposal, world.takahashi)
    if sent:
        proposal = send(proposal, world.takahashi)
    return Stage(world, call, Proposal.objects.get(pk=proposal.pk))


def checker(world: World, call: Call, key: str = "ito") -> None:
    """伊藤 checks declarations at this call, and is nothing else there."""
    with acting_as(world.nakamura):
        funding.assign(call, by=world.nakamura, person=world.people[key], part="integrity")


def close(call: Call, at: datetime | None = None) -> None:
    call_stage.shift(call, closes_at=at or database_now() - timedelta(seconds=1))
