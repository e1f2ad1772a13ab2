"""A programme in one database: one thing of each kind played through the verbs, then its copies."""

import time
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from accounts.fields import today
from accounts.models import Organisation
from confidentiality import disclosures
from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import gates
from tests import cast
from tests.bench.copies import copy, guards_at_rest
from tests.bench.world import say
from tests.programmes import (
    call_stage,
    fund_stage,
    gate_stage,
    outcome_stage,
    policy_cast,
    proposal_stage,
    technology_cast,
)

FULL = {
    "calls": 80,
    "proposals": 400,
    "projects": 1_000,
    "technologies": 50,
    "measures": 200,
    "comments": 400,
    "entries": 200,
    "lines": 200,
    "issues": 60,
}


def found_world() -> dict[str, str]:
    """One of each, committed; the addresses' identifiers by name."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    with transaction.atomic():
        world = cast.load_world()
        stage = gate_stage.make_gate_stage(world, min_evaluators=5)
    with transaction.atomic():
        judges = _judged(stage)
    with transaction.atomic():
        fund_stage.act("list_publicly", stage.fund, stage.yamamoto)
        fund_stage.paid(stage)
        fund_stage.request(stage)
        _stage, disclosure = outcome_stage.screened(world, stage=stage)
        outcome_stage.clear_by_refusal(world, disclosure)
        _publish(world, disclosure)
    with transaction.atomic():
        concept = call_stage.handed_over(world, concept=stage.concept)
        call = call_stage.open_call(world, concept)
        bare = call_stage.open_call(world, concept, code="C-2")  # its copies have no proposals
    with transaction.atomic():
        proposal = proposal_stage.draft(world, call)
        proposal_stage.write(proposal, world.takahashi)
        proposal = proposal_stage.send(proposal, world.takahashi)
    with transaction.atomic():
        by = policy_cast.officer(world)
        technology = technology_cast.whole(world, by, name="試験技術 第一", field="試験分野 第一")
        technology_cast.shown(by, technology)
        measure = policy_cast.assigned(by, world)
        with acting_as(by):
            perform("publish_measure", measure, by=by)
        entry = technology_cast.entry(by)
        line = technology_cast.budget(by)
        guideline = policy_cast.put_to_public(by)
        comment = policy_cast.commented(by, guideline)
        issue = technology_cast.issue(by, "写しの課題")
    return {
        "fund": stage.fund.pk,
        "concept": stage.concept.pk,
        "project": stage.project.pk,
        "call": call.pk,
        "bare": bare.pk,
        "proposal": proposal.pk,
        "technology": technology.pk,
        "measure": measure.pk,
        "entry": entry.pk,
        "line": line.pk,
        "round": guideline.last_round().pk,
        "comment": comment.pk,
        "issue": issue.pk,
        "people": [world.takahashi.pk, world.tanaka.pk, world.ito.pk, *[j.pk for j in judges]],
    }


def _judged(stage: Any) -> list[Any]:
    """Five evaluators, their evaluations, the decision and its publication."""
    elsewhere = Organisation.objects.get(name="無関係大学")
    judges = [stage.one, stage.two, stage.three]
    judges += [
        gate_stage.newcomer(f"judge-{key}", name, elsewhere)
        for key, name in (("four", "四谷"), ("five", "五島"))
    ]
    for n, judge in enumerate(judges):
        gate_stage.seat(stage, judge, is_chair=n == 0)
    gate_stage.report(stage)
    fund_stage.act("start_review", stage.gate, stage.nakamura)
    for n, judge in enumerate(judges):
        gate_stage.evaluate(stage, judge, 1 + n % 5)
    fund_stage.act("open_hearing", stage.gate, stage.nakamura)
    with acting_as(stage.nakamura):
        gates.record_hearing(
            gate_stage.dossier_of(stage),
            by=stage.nakamura,
            held_on=today(),
            place="会議室",
            exchanges="問：見通しは。\n答：良い。",
            names="一条　審美（無関係大学教授）",
        )
    fund_stage.act("judge", gate_stage.dossier_of(stage), judges[0], result="continue", reason="良好である")
    fund_stage.act("decide", stage.gate, stage.watanabe, result="continue", result_text="引き続き進めること")
    fund_stage.act("disclose", stage.gate, stage.nakamura, text="目標を達成しており、継続とした。")
    return judges


def _publish(world: cast.World, disclosure: Any) -> None:
    with acting_as(world.takahashi):
        disclosures.publish(disclosure, by=world.takahashi)


def part_of_full(share: float) -> dict[str, int]:
    return {name: max(1, round(count * share)) for name, count in FULL.items()}


def grow(of: dict[str, Any], whole: dict[str, int]) -> None:
    """So many of each as ``whole`` says, the exemplar being one of them."""
    with guards_at_rest():
        for kind, root in ROOTS.items():
            start, people = time.time(), of["people"] if kind in TEAMED else ()
            with transaction.atomic():
                made = copy(of[root], whole[kind] - 1, people=people, tag=root, **SAID.get(root, {}))
            say(f"{whole[kind] - 1:,} copies of {kind}, {made:,} rows", start)
    with connection.cursor() as cursor:
        cursor.execute("analyze" if connection.in_atomic_block else "vacuum analyze")


ROOTS = {
    "technologies": "technology",
    "measures": "measure",
    "entries": "entry",
    "lines": "line",
    "comments": "comment",
    "issues": "issue",
    "calls": "bare",
    "proposals": "proposal",
    "projects": "project",
}
TEAMED = ("proposals", "projects")  # their people differ from copy to copy
FILES = {"confidentiality_storedfile": {"key": "t.key || '-' || s.g"}}
SAID: dict[str, dict[str, dict[str, str]]] = {
    "project": {"programmes_project": {"code": "t.code || '-' || s.g"}, **FILES},
    "proposal": {"programmes_proposal": {"number": "t.number || '-' || s.g"}, **FILES},
    "bare": {"programmes_call": {"code": "t.code || '-' || s.g"}},
    "technology": {"programmes_technologybook": {"rank": "t.rank + s.g"}},
    "entry": {"programmes_catalogueentry": {"number": "t.number + s.g"}},
    "comment": {"programmes_publiccomment": {"number": "t.number + s.g", "key": "gen_random_uuid()"}},
    "issue": {"programmes_issue": {"name": "t.name || s.g"}},
}
__all__ = ["found_world", "grow"]
