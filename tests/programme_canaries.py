"""A year of the programme in one world, and a token of its own in every word that was written down in it."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from accounts.models import Organisation, Person
from confidentiality import disclosures
from confidentiality.acting import acting_as, database_now
from confidentiality.guards import CONTENT, Guard
from confidentiality.models import StoredFile
from confidentiality.rls import guard_of
from confidentiality.verbs import perform
from programmes import (
    catalogue,
    changes,
    conflicts,
    draft_readers,
    funding,
    plans,
    project_profile,
    proposal_import,
    reviews,
    scouts,
)
from programmes.models import RDConcept
from programmes.registers import KINDS, add
from tests.access_scenes import programmes_l, programmes_p, projects
from tests.access_scenes.stage import complete
from tests.cast import World
from tests.programmes import (
    approval_stage,
    call_stage,
    fund_stage,
    gate_stage,
    outcome_stage,
    policy_cast,
    proposal_stage,
    review_stage,
    technology_cast,
)
from tests.programmes.fund_stage import YEAR, Stage

DISCLOSED = (
    "disclosure",
    "disclosurepart",
    "disclosuretouch",
    "closingrequest",
    "disclosureanswer",
    "publishedpart",
)
# Words of the system's own, or signs a rule reads: a token there would say nothing of a leak.
NOT_WORDS = {
    "text_hash",
    "sha256",
    "receipt",
    "key",
    "kind",
    "register",
    "country",
    "currency",
    "doi",
    "link",
}
# Stands before every token where there is room: a formula to a spreadsheet, an element to a page that forgets to escape.
HOSTILE = "=\"'><i id="
# Words inside what is kept as one piece of JSON.
IN_PIECES = {"text", "comment", "note", "abstract", "title", "part", "name", "outside_posts"}


def play(world: World) -> None:
    """Everything of the programme before it is public: each thing as far as it stays somebody's."""
    complete(world)
    stage = gate_stage.make_gate_stage(world)
    with acting_as(world.nakamura):
        funding.assign(stage.project, by=world.nakamura, person=world.suzuki, part="manager")
    _project(world, stage)
    _money(world, stage)
    _gate(stage)
    _outcome(world, stage)
    _policy(world)
    _technology(world)
    programmes_l.recorded(world)
    programmes_l.written(world)
    call_stage.vision(world, until="deliberating")
    fund_stage.act(
        "discard_vision", call_stage.vision(world, until="draft"), world.yamamoto, reason="取りやめの理由"
    )
    _kept_small(world)
    _calls(world, stage)
    _reviews(world)


def _kept_small(world: World) -> None:
    """What few read of what many know of: a draft limited to two of the office, and a fund's register of reviewers."""
    draft = call_stage.vision(world, until="deliberating")
    with acting_as(world.yamamoto):
        draft_readers.narrow_readers(
            draft, by=world.yamamoto, people=[world.hayashi, world.inoue], reason="限定の理由"
        )
    fund, by = fund_stage.make_fund(world, name="名簿の基金"), world.nakamura
    with acting_as(by):
        asked = [
            scouts.enter(fund, by=by, person=who, is_reviewer=True, languages="英語", note="名簿の備考")
            for who in (world.inoue, world.matsumoto)
        ]
        perform("remove_scout", asked[1], by=by, reason="外した理由")


def _project(world: World, stage: Stage) -> None:
    by, project = world.nakamura, stage.project
    with acting_as(by):
        for slug, kind in KINDS.items():
            if slug != "participants" and slug != "members":
                add(kind, project, by=by, **projects.words(stage)[slug])
        project_profile.decide_profile(project, by=by, origin="needs", horizon="long", reason="最初の理由")
        project_profile.decide_profile(project, by=by, origin="seeds", horizon="long", reason="改めた理由")
        held = plans.managers_of(project).get(person=world.suzuki)
        plans.delegate(project, by=by, assignment=held, may_change_team=True)
    hidden = fund_stage.scheme(world, title="内部の制度", public=False)
    with acting_as(world.yamamoto):
        add(
            KINDS["schemes"], project, by=world.yamamoto, entry=hidden, title="内部の課題", how="内部の関わり"
        )
    with acting_as(world.takahashi):
        after = changes.with_participant(
            changes.terms_now(project),
            "00000000-0000-4000-8000-000000000001",
            participant_kind="individual",
            organisation=None,
            name="技術者",
            part="加工",
            share=5,
            starts_on=date(2026, 6, 1),
            ends_on=None,
        )
        asked = changes.ask(project, by=world.takahashi, change_kind="team", after=after, reason="理由")
    with acting_as(world.suzuki):
        changes.approve(asked, by=world.suzuki)
    approval_stage.lay(stage, approval_stage.line())
    approval_stage.answer(approval_stage.steps(approval_stage.asked(stage, moved=1))[0], world.suzuki)
    with acting_as(by):
        house = KINDS["participants"].lines(project).get()
        add(KINDS["members"], project, by=by, **projects.words(stage)["members"], participant=house)
    projects._fit(world, project)


def _money(world: World, stage: Stage) -> None:
    with acting_as(world.yamamoto):
        funding.propose_transfer(
            stage.fund,
            by=world.yamamoto,
            amount=1,
            reason="試験",
            from_concept=stage.concept,
            from_year=YEAR,
            to_concept=stage.concept,
            to_year=YEAR + 1,
        )
    fund_stage.paid(stage)
    fund_stage.request(stage, 7)


def _gate(stage: Stage) -> None:
    gate_stage.judged(stage)


def _outcome(world: World, stage: Stage) -> None:
    made = outcome_stage.make_outcome(stage)
    planned = outcome_stage.plan(made, world.takahashi)
    outcome_stage.part(planned, world.takahashi, file=True)
    planned = outcome_stage.put(planned, world.takahashi)
    request = outcome_stage.ask_to_close(planned, world.ito)
    outcome_stage.say(request, world.tanaka)
    second = outcome_stage.plan(outcome_stage.make_outcome(stage), world.takahashi)
    outcome_stage.part(second, world.takahashi)
    outcome_stage.put(second, world.takahashi)
    with acting_as(world.takahashi):
        assert disclosures.parts_of(second)


def _policy(world: World) -> None:
    by = world.hayashi
    programmes_p.moved_measure(world)
    with (
        connection.cursor() as cursor
    ):  # the guideline's own play asked its rules at once; those of a choice wait
        cursor.execute("set constraints all deferred")
    put = policy_cast.put_to_public(by)
    policy_cast.answered(by, put, policy_cast.commented(by, put))
    policy_cast.assigned(by, world)
    policy_cast.measure(by)


def _technology(world: World) -> None:
    by = world.hayashi
    made = technology_cast.whole(world, by, name="隠れた技術", field="隠れた分野")
    shown = policy_cast.technology(by, name="見せた技術", field="隠れた分野")
    technology_cast.card(by, technology_cast.book_of(by, shown))
    technology_cast.sheet(by, shown)
    technology_cast.shown(by, shown)
    entry = technology_cast.entry(by)
    technology_cast.budget(by)
    with acting_as(by):
        perform("open_narrowing", made, by=by)
        catalogue.note_entry(entry, by=by, text="内部の経過")
        catalogue.link_entry(entry, by=by, subject=made, how="関係")
    public = technology_cast.entry(by, title="見せた件名")
    with acting_as(by):
        catalogue.note_entry(public, by=by, text="内部の経過")
        catalogue.link_entry(public, by=by, subject=made, how="関係")
        perform("publish_entry", public, by=by)


def _calls(world: World, stage: Stage) -> None:
    fund = fund_stage.make_fund(world, name="公募の基金")
    fund_stage.make_concept(world, fund, allocated=0, title="案の構想")
    concept = call_stage.handed_over(world, fund)
    call = call_stage.open_call(world, concept)
    call_stage.draft_call(world, RDConcept.objects.get(pk=concept.pk), code="C-2")
    for who, sends in (("takahashi", True), ("kato", False)):
        proposal = proposal_stage.draft(world, call, by=who)
        if sends:
            made = proposal_stage.invite(proposal, world.takahashi, world.tanaka)
            proposal_stage.rights(proposal, made, world.takahashi, plan="edit", purpose="read")
            proposal_stage.declare(proposal, world.tanaka)
            proposal_stage.checker(world, call)
        proposal_stage.write(proposal, world.people[who])
        if sends:
            proposal_stage.send(proposal, world.people[who])
    data = (
        "応募番号,研究開発課題名,研究代表者氏名,所属研究機関名\r\n9,取込題,斎藤　代表,試験大学\r\n".encode()
    )
    with acting_as(world.nakamura):
        proposal_import.take_list(call, by=world.nakamura, name="l.csv", data=data)


def _reviews(world: World) -> None:
    """One call is discussed, with everything a review can hold; of another the results are set, and out tomorrow."""
    by = world.nakamura
    talk = review_stage.reviewed(world, code="R-1", judges="review")
    dossier, third, fourth = talk.dossier(), talk.three, world.inoue
    with acting_as(by):
        reviews.list_candidate(talk.review(), by=by, person=talk.one)
        conflicts.add_party(dossier, by=by, ground="other", person=world.saito)
    review_stage.seat(talk, third)
    sent = review_stage.write(talk, third)
    review_stage.act("reopen_review", sent, by, reason="書き直しの理由")
    related = review_stage.name(talk, fourth)
    with acting_as(fourth):
        conflicts.declare(related, by=fourth, has_conflict=True, detail="知り合いである")
    review_stage.act("open_discussion", dossier, by)
    with acting_as(talk.one):
        reviews.write_consensus(talk.dossier(), by=talk.one, text="合議のことば")
    review_stage.act("start_interview", talk.dossier(), by)
    with acting_as(by):
        reviews.record_interview(
            talk.dossier(), by=by, held_on=date(2026, 11, 1), place="会議室", exchanges="問と答え"
        )
    review_stage.planned(world, database_now() + timedelta(days=1), code="R-2", judges="review")


# The tokens ------------------------------------------------------------------------------------------


def tables() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        label, name = model._meta.app_label, model._meta.model_name
        if label == "programmes" or (label == "confidentiality" and name in DISCLOSED):
            yield model


def is_word(field: models.Field) -> bool:
    return (
        type(field) in (models.CharField, models.TextField)
        and not field.choices
        and field.name not in NOT_WORDS
        and not field.name.endswith("hash")
    )


def sow(canaries: Any) -> None:
    """Write a token behind every word of every row, as the tables' owner with the rules set aside."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
    for model in tables():
        _sow_table(model, canaries)
    _sow_files(canaries)
    for model, name in (
        (Organisation, "name"),
        (Person, "family_name"),
    ):  # everybody's, so no tokens: hostile alone
        model.objects.update(**{name: Concat(Value(HOSTILE), name)})


def _sow_table(model: type[models.Model], canaries: Any) -> None:
    table = model._meta.db_table
    own = [f for f in model._meta.local_fields if is_word(f)]
    pieces = [f for f in model._meta.local_fields if isinstance(f, models.JSONField)]
    if not own and not pieces:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"alter table {table} disable trigger user")
    try:
        for row in model._base_manager.all():
            for field in own:
                _sow_word(row, field, canaries)
            for field in pieces:
                _sow_piece(row, field, canaries)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"alter table {table} enable trigger user")


def _write(row: models.Model, field: models.Field, value: Any, token: str) -> bool:
    key = row._meta.pk
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f'update {row._meta.db_table} set "{field.column}" = %s where {key.column} = %s',
                [value, getattr(row, key.attname)],
            )
    except DatabaseError:
        return False  # a rule reads this word: it is a sign
    return True


def _sow_word(row: models.Model, field: models.Field, canaries: Any) -> None:
    token, was = new(), getattr(row, field.attname) or ""
    most = field.max_length or 10**6
    for value in (HOSTILE + token + was, HOSTILE + token, token + was, token):
        if len(value) <= most and _write(row, field, value, token):
            belong(canaries, token, row)
            return


def _sow_piece(row: models.Model, field: models.Field, canaries: Any) -> None:
    token, value = new(), getattr(row, field.attname)
    marked = _marked(value, HOSTILE + token)
    if marked != value and _write(row, field, json.dumps(marked), token):
        belong(canaries, token, row)


def _marked(value: Any, mark: str) -> Any:
    if isinstance(value, dict):
        return {
            k: mark + v if k in IN_PIECES and isinstance(v, str) and v else _marked(v, mark)
            for k, v in value.items()
        }
    return [_marked(v, mark) for v in value] if isinstance(value, list) else value


def _sow_files(canaries: Any) -> None:
    kinds = {m._meta.label_lower for m in tables()}
    for stored in StoredFile.objects.filter(item__kind__in=kinds):
        name, inside = new(), new()
        digest = hashlib.sha256(inside.encode()).hexdigest()
        StoredFile.objects.filter(pk=stored.pk).update(name=f"{name}.txt", size=len(inside), sha256=digest)
        default_storage.delete(stored.key)
        with default_storage.open(stored.key, "wb") as file:
            file.write(inside.encode())
        for token in (name, inside):
            canaries.tokens[token] = (stored.item_id, CONTENT)


def new() -> str:
    return f"CANARY{uuid.uuid4().hex[:12]}"


def belong(canaries: Any, token: str, row: models.Model) -> None:
    """Plain guards are judged by the oracle from the facts; all others by asking the database for exactly this row."""
    guard = guard_of(type(row))
    plain = isinstance(guard, Guard) and not (
        guard.unless_private or guard.own or guard.besides or guard.also or guard.depth != CONTENT
    )
    if plain and not hasattr(type(row), "pgh_tracked_model"):
        column = row.pk if guard.column in ("item_ptr_id", "id") else getattr(row, guard.column)
        canaries.tokens[token] = (column, CONTENT)
    else:
        canaries.rows[token] = (type(row), row.pk)
