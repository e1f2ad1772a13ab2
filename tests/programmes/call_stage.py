"""A handed-over concept and its calls at every step, played through the verbs; says nothing of who may see them."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from accounts.fields import today
from confidentiality.acting import acting_as, database_now
from confidentiality.verbs import perform
from programmes import calls, clauses, concepts, technologies, visions
from programmes.models import (
    Call,
    Clause,
    Fund,
    NarrowingDecision,
    RDConcept,
    RDVision,
    TechnologyField,
)
from tests.cast import World
from tests.programmes.fund_stage import make_concept, make_fund, staff
from tests.stages import played

FIVE = dict.fromkeys(NarrowingDecision.CONSIDERATIONS, "考慮の文")
SECTIONS = (("purpose", "研究の目的"), ("plan", "研究計画"), ("team", "実施体制"))
CRITERIA = (("新規性", 2), ("実現可能性", 3))


def heard(decision: NarrowingDecision, by: Any) -> None:
    """The five stand, a panel was asked and has spoken (3.13)."""
    perform("complete_evidence", decision, by=by)
    perform("put_to_panel", decision, by=by, panel_name="有識者会議")
    perform("record_panel", decision, by=by, panel_on=today(), panel_opinion="意見の文")


def technology(world: World, *, name: str = "試験技術", closed: bool = True) -> Any:
    staff(world)
    by = world.yamamoto
    with acting_as(by):
        field = TechnologyField.objects.filter(name="試験分野").first() or technologies.add_field(
            by=by, name="試験分野", parent=None
        )
        made = technologies.save_technology(
            by=by, field=field, name=name, risk_misuse="流出のおそれ", risk_dependency="依存のおそれ"
        )
        perform("open_narrowing", made, by=by)
        decision = NarrowingDecision.objects.get(technology=made)
        technologies.consider(decision, by=by, **FIVE)
        if closed:
            heard(decision, by)
            perform(
                "close_narrowing", decision, by=by, outcome="selected", reason="理由の文", decided_on=today()
            )
    return made


def vision(world: World, *, basis: RDVision | None = None, until: str = "published") -> RDVision:
    """A vision (or a revision) as far as ``until``: draft, deliberating, decided or published."""
    tech = technology(world, name=f"試験技術{RDVision.objects.count() + 1}")
    by = world.yamamoto
    with acting_as(by):
        made = visions.start_vision(by=by, title="試験ビジョン", reason="趣旨の文", basis=basis)
        made = visions.edit_vision(made, by=by, shown=made.text_hash, needs="国のニーズの文")
        visions.support(made, by=by, technology=tech, statement="支援の文")
        visions.link_input(made, by=by, body="試験研究所", title="試験報告書", used_for="技術の比較")
        if until == "draft":
            return made
        made = perform("deliberate", made, by=by)
        visions.record_deliberation(
            made, by=by, held_on=today(), body="プログラム会議", text="意見の文", response="対応の文"
        )
        if until == "deliberating":
            return made
        made = perform(
            "decide_vision", made, by=by, shown=made.text_hash, decided_on=today(), decided_by="試験会議"
        )
        return made if until == "decided" else perform("publish_vision", made, by=by, shown=made.text_hash)


WORDS = {
    "needs": "応えるニーズの文",
    "summary": "研究開発の文",
    "council_plan": "課題ごとに協議会を置く予定",
}


def worded(world: World, concept: RDConcept, **words: Any) -> RDConcept:
    """With the words 3.3 asks for and its two ministries named, agreed to by nobody yet."""
    by = world.yamamoto
    found = RDVision.objects.filter(state="published").first() or vision(world)
    with acting_as(by):
        concept = RDConcept.objects.get(pk=concept.pk)
        concept = concepts.edit_concept(
            concept, by=by, shown=concept.text_hash, vision=found, **{**WORDS, **words}
        )
        for key, side in (("ministry", "responsible"), ("needs", "needs")):
            concepts.name_ministry(concept, by=by, organisation=world.organisations[key], side=side)
    return concept


def agreed(world: World, concept: RDConcept) -> RDConcept:
    by = world.yamamoto
    with acting_as(by):
        concept = RDConcept.objects.get(pk=concept.pk)
        for row in concept.named():
            concepts.agree_for(row, by=by, shown=concept.text_hash, given_by="担当課長")
    return concept


@played
def handed_over(world: World, fund: Fund | None = None, concept: RDConcept | None = None) -> RDConcept:
    """A concept an agency may issue calls from; with no fund given the small one of ``fund_stage``."""
    concept = concept or make_concept(world, fund or make_fund(world))
    concept = agreed(world, worded(world, concept))
    by = world.yamamoto
    with acting_as(by):
        concept = perform("settle_agreement", concept, by=by, shown=concept.text_hash)
        return perform("hand_over", concept, by=by, shown=concept.text_hash)


def library(world: World) -> list[Clause]:
    """The five mandatory clauses and one more, each once."""
    staff(world)
    by = world.yamamoto
    with acting_as(by):
        have = set(Clause.objects.filter(retired_at=None).values_list("kind", flat=True))
        for kind in (*Clause.MANDATORY, "costs"):
            if kind not in have:
                clauses.word_clause(by=by, kind=kind, title=f"{kind}の条項", text=f"{kind}の条文")
        return clauses.in_force()


def draft_call(
    world: World,
    concept: RDConcept,
    *,
    code: str = "C-1",
    sections: Any = SECTIONS,
    criteria: Any = CRITERIA,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    answered: bool = True,
    **fields: Any,
) -> Call:
    """A whole call in draft, written by 中村 of the agency: every clause adopted unless ``answered`` is False."""
    now = database_now()
    made_of = library(world)
    by = world.nakamura
    with acting_as(by):
        call = calls.start_call(
            concept,
            by=by,
            **{
                "code": code,
                "title": f"試験公募{code}",
                "summary": "概要の文",
                "plain_summary": "やさしい文",
                "eligibility": "要件の文",
                "how_to_apply": "方法の文",
                "contact": "窓口の文",
                "opens_at": opens_at or now + timedelta(days=1),
                "closes_at": closes_at or now + timedelta(days=60),
                "max_amount": 500,
                **fields,
            },
        )
        for key, title in sections:
            calls.save_section(call, by=by, key=key, title=title, guidance="書き方の文", max_length=1000)
        for title, weight in criteria:
            calls.save_criterion(call, by=by, title=title, guidance="観点の文", weight=weight, max_score=5)
        for clause in made_of if answered else ():
            clauses.answer_clause(call, clause, by=by, answer="adopted")
    return Call.objects.get(pk=call.pk)


def checked_call(world: World, concept: RDConcept, **of: Any) -> Call:
    call = draft_call(world, concept, **of)
    with acting_as(world.nakamura):
        return perform("submit_for_check", call, by=world.nakamura)


@played
def scheduled_call(world: World, concept: RDConcept | None = None, **of: Any) -> Call:
    """Decided by 山本 of the secretariat: announced until it opens (tomorrow unless ``opens_at`` says when)."""
    call = checked_call(world, concept or handed_over(world), **of)
    with acting_as(world.yamamoto):
        return perform("schedule", call, by=world.yamamoto, shown=call.text_hash)


@played
def open_call(world: World, concept: RDConcept | None = None, **of: Any) -> Call:
    """A scheduled call that has been open for an hour and closes in sixty days (or at ``closes_at``)."""
    call = scheduled_call(world, concept, **of)
    shift(call, opens_at=database_now() - timedelta(hours=1))
    return Call.objects.get(pk=call.pk)


def shift(call: Call, **times: datetime) -> None:
    """Stand at another hour of the call, as no verb can: its guard is set aside for one statement, as the database's owner."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")  # no table changes with checks to come
        cursor.execute("alter table programmes_call disable trigger guard")
        for name, at in times.items():
            cursor.execute(f"update programmes_call set {name} = %s where item_ptr_id = %s", [at, call.pk])
        cursor.execute("alter table programmes_call enable trigger guard")
        cursor.execute("set constraints all deferred")
