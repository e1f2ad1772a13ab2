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
from programmes import benchmarks, calls, conflicts, faces, followups, gates, outcomes, reviews, selection
from programmes.models import IssueTag, Outcome, OutcomeUse, ProposalDossier
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
    review_stage,
    technology_cast,
)

# At least 400 proposals, 80 calls and 1,000 projects; and so many of each that a tenth still fills the first page of its lists:
# only then are as many rows drawn in both worlds, and what is left over is the cost of what is not on the page.
FULL = {
    "calls": 600,
    "proposals": 1_100,
    "projects": 1_000,
    "technologies": 1_100,
    "measures": 600,
    "comments": 600,
    "entries": 600,
    "lines": 600,
    "issues": 600,
    "benchmarks": 600,
    "visions": 600,
    "follow_ups": 600,
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
        with acting_as(stage.nakamura):
            calls.record_distribution(
                bare,
                by=stage.nakamura,
                channel="chamber",
                body="試験商工会議所",
                sent_on=today(),
                follow_up="説明会を開く",
                follow_up_due=today(),
            )
        _listed(stage)
    with transaction.atomic():
        proposal = proposal_stage.draft(world, call)
        proposal_stage.write(proposal, world.takahashi)
        proposal = proposal_stage.send(proposal, world.takahashi)
    with transaction.atomic():
        review = _reviewed(stage, call, proposal, judges)
    with transaction.atomic():
        by = policy_cast.officer(world)
        technology = technology_cast.whole(world, by, name="試験技術 第一", field="試験分野 第一")
        technology_cast.shown(by, technology)
        measure = policy_cast.assigned(by, world)
        with acting_as(by):
            perform("publish_measure", measure, by=by)
        entry = technology_cast.entry(by)
        line = technology_cast.budget(by, ministry=world.organisations["ministry"])
        with acting_as(by):
            perform("publish_entry", entry, by=by)
            perform("publish_budget_line", line, by=by)
        guideline = policy_cast.put_to_public(by)
        comment = policy_cast.commented(by, guideline)
        issue = technology_cast.issue(by, "写しの課題")
        abroad, follow_up = _abroad(by), _follow_up(by)
        vision = call_stage.vision(world)  # the second one; concepts rest on the first
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
        "tag": IssueTag.objects.filter(item=technology.pk).first().issue_id,
        "benchmark": abroad.pk,
        "vision": vision.pk,
        "follow_up": follow_up.pk,
        "review": review.pk,
        "dossier": ProposalDossier.objects.get(proposal=proposal).pk,
        "gate_dossier": gate_stage.dossier_of(stage).pk,
        "applicants": [world.takahashi.pk, world.tanaka.pk, world.ito.pk],
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


def _listed(stage: Any) -> None:
    """The project's public page, and a use a ministry is expected to make of its outcome."""
    with acting_as(stage.nakamura):
        faces.word_face(
            stage.project, by=stage.nakamura, purpose="公開する目的の文", english_summary="A summary."
        )
        perform("list_publicly", faces.face_of(stage.project), by=stage.nakamura)
    outcome = Outcome.objects.get(project=stage.project)
    with acting_as(stage.takahashi):
        outcomes.report_use(
            outcome,
            by=stage.takahashi,
            sector=OutcomeUse.Sector.PUBLIC,
            ministry=stage.world.organisations["ministry"],
            state=OutcomeUse.State.values[0],
            note="府省庁での利用の見込みの文",
            is_public=True,
        )


def _reviewed(stage: Any, call: Any, proposal: Any, judges: list[Any]) -> Any:
    """Found eligible after the closing; five reviewers, their five reviews, and a place in the draft of the ranking."""
    by = stage.nakamura
    proposal_stage.close(call)
    fund_stage.act("accept_as_eligible", proposal, by, reason="要件を満たす")
    with acting_as(by):
        review = reviews.open_review(call, by=by)
        dossier = ProposalDossier.objects.get(proposal=proposal)
        for judge in judges:
            reviews.list_candidate(review, by=by, person=judge)
        seats = [
            conflicts.name_evaluator(dossier, by=by, person=judge, is_chair=n == 0)
            for n, judge in enumerate(judges)
        ]
    for n, (seat, judge) in enumerate(zip(seats, judges, strict=True)):
        with acting_as(judge):
            conflicts.declare(seat, by=judge, has_conflict=False)
            made = reviews.save_review(
                dossier,
                by=judge,
                scores=review_stage.scores(1 + n % 5),
                recommendation="fund",
                comment="所見の文",
            )
            perform("submit_review", made, by=judge)
    with acting_as(by):
        selection.save_ranking(review, by=by, lines={dossier.pk: (1, "順位の理由")})
    return review


def _abroad(by: Any) -> Any:
    with acting_as(by):
        made = benchmarks.add(
            by=by,
            country="us",
            name="外国の施策",
            year=2024,
            amount=100_000_000,
            currency="JPY",
            years=5,
            band="basic",
            precision="exact",
            features=["特徴の文"],
            source="試験の文書",
        )
        perform("publish_benchmark", made, by=by)
    return made


def _follow_up(by: Any) -> Any:
    with acting_as(by):
        made = followups.begin(by=by, title="振り返り", from_year=2025, to_year=2026)
        words = {"title": made.title, "evaluation": "評価の文", "public_text": "公表する要旨の文"}
        made = followups.write(made, by=by, shown=followups.words_hash(made), **words)
        shown = followups.hash_of(made, followups.figures(made.from_year, made.to_year))
        perform("record", made, by=by, shown=shown)
        shown = followups.hash_of(made, followups.public_figures(made.from_year, made.to_year))
        perform("publish_follow_up", made, by=by, shown=shown)
    return made


def part_of_full(share: float) -> dict[str, int]:
    return {name: max(1, round(count * share)) for name, count in FULL.items()}


def grow(of: dict[str, Any], whole: dict[str, int]) -> None:
    """So many of each as ``whole`` says, the exemplar being one of them."""
    with guards_at_rest():
        for kind, root in ROOTS.items():
            start, people = time.time(), of[TEAMED[kind]] if kind in TEAMED else ()
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
    "benchmarks": "benchmark",
    "visions": "vision",
    "follow_ups": "follow_up",
    "calls": "bare",
    "proposals": "proposal",
    "projects": "project",
}
# Whose people differ from copy to copy. The five reviewers of a call are the same for all its proposals.
TEAMED = {"proposals": "applicants", "projects": "people"}
FILES = {"confidentiality_storedfile": {"key": "t.key || '-' || s.g"}}
SAID: dict[str, dict[str, dict[str, str]]] = {
    "project": {"programmes_project": {"code": "t.code || '-' || s.g"}, **FILES},
    "proposal": {
        "programmes_proposal": {"number": "t.number || '-' || s.g"},
        "programmes_proposaldossier": {"number": "t.number || '-' || s.g"},
        "programmes_rankingline": {"place": "t.place + s.g"},
        **FILES,
    },
    "vision": {"programmes_rdvision": {"number": "t.number + s.g"}},
    "follow_up": {"programmes_budgetfollowup": {"number": "t.number + s.g"}},
    "bare": {"programmes_call": {"code": "t.code || '-' || s.g"}},
    "technology": {"programmes_technologybook": {"rank": "t.rank + s.g"}},
    "entry": {"programmes_catalogueentry": {"number": "t.number + s.g"}},
    "comment": {"programmes_publiccomment": {"number": "t.number + s.g", "key": "gen_random_uuid()"}},
    "issue": {"programmes_issue": {"name": "t.name || s.g"}},
}
__all__ = ["found_world", "grow"]
