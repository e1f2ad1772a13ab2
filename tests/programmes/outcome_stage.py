"""An outcome of the project of 量子 and its planned publication, taken as far as a test wants; 高橋 is its author."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from confidentiality import disclosures
from confidentiality.acting import acting_as
from confidentiality.files import Checked
from confidentiality.models import ClosingRequest, Disclosure
from programmes import outcomes
from programmes.models import Outcome
from tests.cast import World
from tests.programmes import fund_stage
from tests.programmes.fund_stage import Stage
from tests.stages import played

# Who must agree: whoever votes on 量子 (高橋, the author, is one of them).
ASKED = ("suzuki", "takahashi", "tanaka", "ito", "watanabe")
SECRET, MANUSCRIPT, RECORD = "CANARYrepeats", "CANARYmanuscript", "CANARYrecord"


def make_outcome(stage: Stage, **words: Any) -> Outcome:
    with acting_as(stage.takahashi):
        return outcomes.register(
            stage.project,
            by=stage.takahashi,
            **{
                "outcome_kind": "paper",
                "title": f"{RECORD}の題",
                "english_title": "A result",
                "authors": "高橋代表",
                "organisation": stage.world.organisations["university"],
                "field": None,
                "produced_on": date(2026, 11, 1),
                "description": f"{RECORD}の説明",
                **words,
            },
        )


def plan(outcome: Outcome, by: Any, **words: Any) -> Disclosure:
    """Registered, with the words of a paper and no part yet."""
    with acting_as(by):
        return disclosures.register(
            outcome,
            by=by,
            **{
                "form": "paper",
                "title": "CANARYplan",
                "venue": "試験学会",
                "planned_on": date(2027, 1, 10),
                "abstract": "CANARYabstract",
                "is_basic_research": False,
                **words,
            },
        )


def part(
    disclosure: Disclosure, by: Any, place: str = "本文", text: str = MANUSCRIPT, file: bool = False
) -> Any:
    with acting_as(by):
        data = Checked("CANARYfile.txt", "text/plain; charset=utf-8", f"{text}のファイル".encode())
        return disclosures.add_part(disclosure, by=by, place=place, text=text, file=data if file else None)


def screened(
    world: World, *, days: int = 30, parts: int = 1, stage: Stage | None = None
) -> tuple[Stage, Disclosure]:
    """Put to 量子, with as many parts."""
    stage = stage or fund_stage.make_stage(world)
    disclosure = plan(make_outcome(stage), world.takahashi)
    for n in range(parts):
        part(disclosure, world.takahashi, place=f"部分{n + 1}", file=n == 0)
    return stage, put(disclosure, world.takahashi, days)


def put(disclosure: Disclosure, by: Any, days: int = 30) -> Disclosure:
    with acting_as(by):
        for one in disclosures.unanswered(disclosure, by):
            disclosures.answer_touch(disclosure, by=by, touched=one.item, answer="not_touched")
        return disclosures.open_screening(disclosure, by=by, days=days)


def ask_to_close(
    disclosure: Disclosure, by: Any, *, parts: list[UUID] | None = None, **words: Any
) -> ClosingRequest:
    with acting_as(by):
        ids = parts or [row.pk for row in disclosures.parts_of(disclosure)]
        return disclosures.object_to(
            disclosure,
            by=by,
            **{
                "ground": "security",
                "reason": "CANARYreason",
                "alternatives": "CANARYalternatives",
                "review_by": "試験庁の担当課長",
                "parts": ids,
                "ends_on": timezone.now() + timedelta(days=60),
                **words,
            },
        )


def say(request: ClosingRequest, by: Any, decision: str = "agree") -> ClosingRequest:
    with acting_as(by):
        return disclosures.answer(request, by=by, decision=decision, shown=disclosures.closing_hash(request))


def all_agree(world: World, request: ClosingRequest, *, but: tuple[str, ...] = ()) -> None:
    for key in ASKED:
        if key not in but and world.people[key].pk != request.requester_id:
            say(request, world.people[key])


@played
def closed(world: World, **words: Any) -> tuple[Stage, Disclosure, ClosingRequest]:
    stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito, **words)
    all_agree(world, request)
    return stage, disclosure, ClosingRequest.objects.get(pk=request.pk)


def state(disclosure: Disclosure, at: Any = None) -> str:
    """What the database says, at an instant."""
    with connection.cursor() as cursor:
        cursor.execute("select app.disclosure_state(%s, %s)", [disclosure.pk, at])
        return cursor.fetchone()[0]


def clear_by_refusal(world: World, disclosure: Disclosure) -> None:
    """The quickest way to a decision: a request, and one who does not agree."""
    say(ask_to_close(disclosure, world.ito), world.suzuki, "refuse")


@played
def published(world: World) -> tuple[Stage, Disclosure]:
    stage, disclosure = screened(world)
    clear_by_refusal(world, disclosure)
    with acting_as(world.takahashi):
        disclosures.publish(disclosure, by=world.takahashi)
    return stage, Disclosure.objects.get(pk=disclosure.pk)
