"""Who is related does not evaluate, from the very instant they are; what they are is told to nobody but the desk."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from accounts.models import Affiliation, Organisation, Person
from confidentiality import explaining
from confidentiality.acting import acting_as, database_now
from confidentiality.guards import TITLE
from confidentiality.models import Entry, Holding, Item
from confidentiality.verbs import Refused, WrongState
from programmes import changes, conflicts, funding, registers
from programmes.models import Assignment, ConflictDeclaration, EvaluationParty, EvaluationPlace, EvaluatorSeat
from tests.confidentiality.oracle import set_clock, stop_the_clock
from tests.programmes.fund_stage import make_project, make_stage

DAY = timedelta(days=1)


def newcomer(key: str, organisation: Organisation | None = None) -> Person:
    person = Person.objects.create_user(f"{key}@example.jp", "x" * 12, family_name=key, given_name="評価")
    if organisation is not None:
        Affiliation.objects.create(person=person, organisation=organisation, title="教授")
    return person


@pytest.fixture
def stage(world):
    found = make_stage(world)
    elsewhere = Organisation.objects.create(name="無関係大学", kind="university")
    found.__dict__["elsewhere"] = elsewhere
    found.__dict__["one"], found.__dict__["two"] = newcomer("一条", elsewhere), newcomer("二宮", elsewhere)
    return found


@pytest.fixture
def dossier(stage):
    with acting_as(stage.nakamura):
        made = Item.objects.create(
            kind="test.dossier",
            public_title="評価の資料",
            container_id=stage.concept.pk,
            custodian=stage.nakamura,
        )
        conflicts.open_place(made, kind="gate", subject=stage.project)
        Item.objects.filter(pk=made.pk).update(custodian=None)
    return Item.objects.get(pk=made.pk)


def name(stage, dossier, person, **fields) -> EvaluatorSeat:
    with acting_as(stage.nakamura):
        return conflicts.name_evaluator(dossier, by=stage.nakamura, person=person, **fields)


def declare(seat, person, **fields):
    with acting_as(person):
        return conflicts.declare(seat, by=person, **{"has_conflict": False, **fields})


def seated(stage, dossier, person, **fields) -> EvaluatorSeat:
    seat = name(stage, dossier, person, **fields)
    declare(seat, person)
    return EvaluatorSeat.objects.get(pk=seat.pk)


def reads(person, dossier) -> bool:
    with acting_as(person):
        return Item.objects.filter(pk=dossier.pk).exists() and conflicts.standing_at(dossier) != ""


def ended(seat) -> str:
    return EvaluatorSeat.objects.get(pk=seat.pk).ended_ground


def at_once(seat) -> bool:
    found = EvaluatorSeat.objects.get(pk=seat.pk)
    return found.ended_at is not None and found.ended_at <= database_now()


def test_nothing_opens_before_the_declaration_and_everything_with_it(stage, dossier):
    seat = name(stage, dossier, stage.one)
    assert not reads(stage.one, dossier)
    with acting_as(stage.one):  # but one's own seat, and the names to be compared with
        assert EvaluatorSeat.objects.get().pk == seat.pk
        assert {p.name for p in conflicts.parties(dossier.pk)} == {"高橋　代表", "試験大学"}
    declare(seat, stage.one)
    assert reads(stage.one, dossier)
    assert not reads(stage.two, dossier)


def test_a_declared_conflict_opens_nothing_and_a_later_one_shuts_at_once(stage, dossier):
    seat = name(stage, dossier, stage.one)
    with acting_as(stage.one), pytest.raises(WrongState, match="内容"):
        conflicts.declare(seat, by=stage.one, has_conflict=True)
    declare(seat, stage.one, has_conflict=True, detail="共同で特許を出願した")
    assert ended(seat) == "declared" and not reads(stage.one, dossier)
    with acting_as(stage.one), pytest.raises(WrongState, match="終わって"):
        conflicts.declare(seat, by=stage.one, has_conflict=False)
    other = seated(stage, dossier, stage.two)
    assert reads(stage.two, dossier)
    declare(other, stage.two, has_conflict=True, detail="親族が在籍する")
    assert ended(other) == "declared" and not reads(stage.two, dossier)


def test_nobody_declares_or_names_for_somebody_else_even_by_hand(stage, dossier):
    seat = name(stage, dossier, stage.one)
    for who in (stage.two, stage.nakamura, stage.takahashi):
        with acting_as(who):
            with pytest.raises((Refused, WrongState)):
                conflicts.declare(seat, by=who, has_conflict=False)
            with pytest.raises(Error), transaction.atomic():
                ConflictDeclaration.objects.create(item=dossier, seat=seat, person=who, has_conflict=False)
            with pytest.raises(Error), transaction.atomic():
                ConflictDeclaration.objects.create(
                    item=dossier, seat=seat, person=stage.one, has_conflict=False
                )
    for who in (stage.one, stage.takahashi, stage.yamamoto, stage.tanaka):
        with acting_as(who):
            with pytest.raises(Refused):
                conflicts.name_evaluator(dossier, by=who, person=stage.two)
            with pytest.raises(Error), transaction.atomic():
                EvaluatorSeat.objects.create(item=dossier, person=stage.two, named_by=who)
    with acting_as(stage.one), pytest.raises(Error), transaction.atomic():  # nor opens the own seat by hand
        EvaluatorSeat.objects.filter(pk=seat.pk).update(is_clear=True, declared_at=timezone.now())
    with acting_as(stage.nakamura), pytest.raises(Error), transaction.atomic():
        EvaluatorSeat.objects.create(
            item=dossier,
            person=stage.two,
            named_by=stage.nakamura,
            is_clear=True,
            declared_at=timezone.now(),
        )


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("takahashi", "評価を受ける側"),
        ("suzuki", "同じ組織"),
        ("watanabe", "事務を担当"),
        ("nakamura", "事務を担当"),
    ],
)
def test_who_is_related_now_is_not_named(stage, dossier, key, why):
    with acting_as(stage.nakamura), pytest.raises(WrongState, match=why):
        conflicts.name_evaluator(dossier, by=stage.nakamura, person=stage.world.people[key])
    with acting_as(stage.nakamura), pytest.raises(Error, match="conflict"), transaction.atomic():
        EvaluatorSeat.objects.create(item=dossier, person=stage.world.people[key], named_by=stage.nakamura)


def test_naming_twice_is_once_and_declaring_twice_is_once(stage, dossier):
    assert name(stage, dossier, stage.one).pk == name(stage, dossier, stage.one).pk
    seat = EvaluatorSeat.objects.get()
    assert declare(seat, stage.one).pk == declare(seat, stage.one).pk
    assert ConflictDeclaration.objects.count() == 1
    seated(stage, dossier, stage.two, is_chair=True)
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="主査"):
        conflicts.name_evaluator(dossier, by=stage.nakamura, person=stage.inoue, is_chair=True)


def test_an_affiliation_with_the_projects_organisation_shuts_at_once(stage, dossier):
    seat, other = seated(stage, dossier, stage.one), seated(stage, dossier, stage.two)
    Affiliation.objects.create(person=stage.one, organisation=stage.organisations["university"])
    assert not reads(stage.one, dossier) and reads(stage.two, dossier)
    assert ended(seat) == "organisation" and at_once(seat) and ended(other) == ""
    line = Entry.objects.get(verb="lose_seat")
    assert line.actor_id is None and line.note["ground"] == "organisation"


def test_a_participant_from_the_evaluators_own_university_shuts_at_once(stage, dossier):
    seat = seated(stage, dossier, stage.one)
    colleague = newcomer("三好", stage.elsewhere)
    with acting_as(stage.nakamura):
        funding.assign(stage.project, by=stage.nakamura, person=colleague, part="participant")
    assert ended(seat) == "organisation" and not reads(stage.one, dossier)


def test_a_participant_who_moves_to_the_evaluators_university_shuts_at_once(stage, dossier):
    with acting_as(stage.nakamura):
        funding.assign(stage.project, by=stage.nakamura, person=stage.tanaka, part="participant")
    seat = seated(stage, dossier, stage.one)
    Affiliation.objects.create(person=stage.tanaka, organisation=stage.elsewhere)
    assert ended(seat) == "organisation" and not reads(stage.one, dossier)


def joins(stage, organisation: Organisation) -> None:
    """As the registers say it once the project runs: asked by the representative, approved by the agency."""
    with acting_as(stage.takahashi):
        after = changes.with_participant(
            changes.terms_now(stage.project),
            uuid4(),
            participant_kind="university",
            organisation=organisation,
            name=organisation.name,
            part="設計",
            share=None,
            starts_on=database_now().date(),
            ends_on=None,
        )
        asked = changes.ask(
            stage.project, by=stage.takahashi, change_kind="team", after=after, reason="設計のため"
        )
    with acting_as(stage.nakamura):
        changes.approve(asked, by=stage.nakamura)


def test_an_organisation_that_joins_the_project_shuts_out_its_people_at_once(stage, dossier):
    """Nobody of it needs a function or an account here."""
    seat, other = seated(stage, dossier, stage.one), seated(stage, dossier, newcomer("四谷"))
    joins(stage, stage.elsewhere)
    assert ended(seat) == "organisation" and at_once(seat) and not reads(stage.one, dossier)
    assert ended(other) == ""
    with acting_as(stage.nakamura):
        assert stage.elsewhere.name in {p.name for p in conflicts.parties(dossier.pk)}
        with pytest.raises(WrongState, match="同じ組織"):
            conflicts.name_evaluator(dossier, by=stage.nakamura, person=stage.two)


def test_whoever_works_in_the_project_by_its_register_does_not_judge_it(stage, dossier):
    seat = seated(stage, dossier, stage.one)
    joins(stage, stage.organisations["university"])
    with acting_as(stage.nakamura):
        house, members = (
            registers.KINDS["participants"].lines(stage.project).get(),
            registers.KINDS["members"],
        )
        registers.add(
            members,
            stage.project,
            by=stage.nakamura,
            participant=house,
            name="一条",
            person=stage.one,
            duty="試験",
        )
    assert ended(seat) == "party" and at_once(seat) and not reads(stage.one, dossier)


@pytest.mark.parametrize("part", ["participant", "needs", "manager", "ministry", "evaluator"])
def test_any_function_at_the_project_shuts_at_once(stage, dossier, part):
    seat = seated(stage, dossier, stage.one)
    with acting_as(stage.yamamoto):
        funding.assign(stage.project, by=stage.yamamoto, person=stage.one, part=part)
    assert ended(seat) in ("assignment", "party") and not reads(stage.one, dossier)


def test_who_becomes_an_officer_of_the_agency_shuts_themselves_out_as_evaluator(stage, dossier):
    seat = seated(stage, dossier, stage.one)
    with acting_as(stage.yamamoto):
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.one, part="agency")
    assert ended(seat) == "desk"


def test_a_party_written_down_by_hand_counts_as_any_other(stage, dossier):
    seat, other = seated(stage, dossier, stage.one), seated(stage, dossier, stage.inoue)
    with acting_as(stage.nakamura):
        conflicts.add_party(dossier, by=stage.nakamura, ground="organisation", organisation=stage.elsewhere)
        conflicts.add_party(dossier, by=stage.nakamura, ground="other", person=stage.inoue)
    assert (ended(seat), ended(other)) == ("organisation", "party")


def test_a_common_project_counts_for_three_years_to_the_instant(stage, dossier):
    before = make_project(
        stage.world, stage.concept, active=False, code="T-0", title="前の課題", representative=stage.takahashi
    )
    with acting_as(stage.nakamura):
        funding.assign(before, by=stage.nakamura, person=stage.one, part="participant")
    stop_the_clock()
    left = timezone.now().replace(microsecond=0) + DAY
    Assignment.objects.filter(person=stage.one, item=before).update(valid_until=left)
    until = left.replace(year=left.year + 3)
    for instant, free in ((until - timedelta(microseconds=1), False), (until, True)):
        set_clock(instant)
        with acting_as(stage.nakamura):
            grounds = {
                c.ground
                for c in conflicts.conflicts(dossier, stage.one)
                if c.valid_from is None or c.valid_from <= instant
            }
        assert (grounds == set()) == free, (instant, grounds)
    set_clock(until - timedelta(microseconds=1))
    with acting_as(stage.nakamura), pytest.raises(WrongState, match="同じ課題"):
        conflicts.name_evaluator(dossier, by=stage.nakamura, person=stage.one)
    set_clock(until)
    assert name(stage, dossier, stage.one).pk


def test_a_conflict_dated_ahead_ends_the_seat_at_that_instant_and_no_other(stage, dossier):
    seat = seated(stage, dossier, stage.one)
    start = timezone.now().replace(microsecond=0) + 10 * DAY
    moved = Affiliation.objects.create(
        person=stage.one, organisation=stage.organisations["university"], valid_from=start
    )
    assert reads(stage.one, dossier) and not at_once(seat)
    assert EvaluatorSeat.objects.get(pk=seat.pk).ended_at == start
    stop_the_clock()
    for instant, sees in ((start - timedelta(microseconds=1), True), (start, False), (start + DAY, False)):
        set_clock(instant)
        assert reads(stage.one, dossier) is sees, instant
        with acting_as(stage.one):
            assert Item.objects.filter(pk=dossier.pk).exists() is sees
    moved.delete()  # a fact corrected afterwards opens nothing again
    assert not reads(stage.one, dossier) and ended(seat) == "organisation"


def test_a_conflict_taken_back_before_it_begins_leaves_the_seat(stage, dossier):
    seat = seated(stage, dossier, stage.one)
    moved = Affiliation.objects.create(
        person=stage.one, organisation=stage.organisations["university"], valid_from=timezone.now() + DAY
    )
    assert ended(seat) == "organisation"
    moved.delete()
    assert ended(seat) == "" and Holding.objects.get(ground="evaluation").valid_until is None


def test_a_seat_given_up_released_or_finished_shuts(stage, dossier):
    seats = [seated(stage, dossier, who) for who in (stage.one, stage.two, stage.inoue)]
    with acting_as(stage.one):
        conflicts.end_seat(seats[0], by=stage.one)
        with pytest.raises(WrongState):
            conflicts.end_seat(seats[0], by=stage.one)
        with pytest.raises(Refused):
            conflicts.end_seat(seats[1], by=stage.one)
        with pytest.raises(Error, match="not yours"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select app.end_seat(%s)", [seats[1].pk])
    with acting_as(stage.nakamura):
        conflicts.end_seat(seats[1], by=stage.nakamura)
        conflicts.close_place(dossier)
    assert [ended(s) for s in seats] == ["resigned", "released", "finished"]
    assert not any(reads(who, dossier) for who in (stage.one, stage.two, stage.inoue))
    with acting_as(stage.nakamura), pytest.raises(WrongState):
        conflicts.name_evaluator(dossier, by=stage.nakamura, person=stage.matsumoto)


def test_evaluators_are_known_to_the_desk_alone_whoever_asks_however(stage, dossier):
    seated(stage, dossier, stage.one), seated(stage, dossier, stage.two)
    hidden = {stage.one.pk, stage.two.pk}
    with acting_as(stage.yamamoto):  # a PM of the project who is an officer of the agency besides
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.ito, part="agency")
        funding.assign(stage.project, by=stage.yamamoto, person=stage.ito, part="manager")
        funding.assign(stage.project, by=stage.yamamoto, person=stage.tanaka, part="participant")
        funding.assign(stage.fund, by=stage.yamamoto, person=stage.sato, part="lead")
    for who in (
        stage.takahashi,
        stage.tanaka,
        stage.ito,
        stage.sato,
        stage.yamamoto,
        stage.kimura,
        stage.one,
    ):
        with acting_as(who):
            for model in (EvaluatorSeat, ConflictDeclaration):
                assert set(model.objects.values_list("person_id", flat=True)) <= {who.pk}
            assert not EvaluationPlace.objects.exists() and not EvaluationParty.objects.exists()
            assert not set(Holding.objects.values_list("person_id", flat=True)) - {who.pk}
            with connection.cursor() as cursor:
                cursor.execute("select person_id from app.who_can_see(%s, 1::smallint)", [dossier.pk])
                assert not {row[0] for row in cursor.fetchall()} & hidden - {who.pk}, who
                cursor.execute("select count(*) from app.conflicts_here(%s, %s)", [dossier.pk, stage.one.pk])
                assert cursor.fetchone()[0] == 0
                cursor.execute("select count(*) from app.parties_here(%s)", [dossier.pk])
                assert (cursor.fetchone()[0] > 0) == (who in (stage.one,))
            for item in Item.objects.all():
                names = {r.person_id for r in explaining.readers(item, depth=TITLE)}
                assert not names & hidden - {who.pk}, (who, item.kind)
            for verb in ("evaluation.parties", "evaluation.conflicts", "evaluation.who_can_see"):
                with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f"select {verb}(null::uuid)")
            if who is not stage.one and who is not stage.kimura:
                assert not Entry.objects.exclude(actor=who).exists()
    with acting_as(stage.nakamura):
        assert hidden <= {r.person_id for r in explaining.readers(dossier)}
        assert set(EvaluatorSeat.objects.values_list("person_id", flat=True)) == hidden
    with acting_as(stage.ito):  # nor may they write there
        assert not conflicts.manages(dossier, stage.ito)


def test_what_was_written_of_an_evaluation_is_never_rewritten(stage, dossier):
    seat = seated(stage, dossier, stage.one)
    with acting_as(stage.nakamura):
        conflicts.add_party(dossier, by=stage.nakamura, ground="organisation", organisation=stage.elsewhere)
    for statement in (
        "update programmes_conflictdeclaration set has_conflict = true",
        "delete from programmes_conflictdeclaration",
        "delete from programmes_evaluatorseat",
        f"update programmes_evaluationparty set organisation_id = null, person_id = '{stage.two.pk}'",
        "update programmes_evaluationplace set subject_id = item_id",
    ):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert ended(seat) == "organisation"


def test_who_takes_the_representatives_place_judges_the_project_no_more(stage, dossier):
    """No act of the portal does it; whoever mends a row by hand with the owner's login is no way round the rule."""
    seat = seated(stage, dossier, stage.one)
    assert reads(stage.one, dossier)
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_project disable trigger guard")
        cursor.execute(
            "update programmes_project set representative_id = %s where item_ptr_id = %s",
            [stage.one.pk, stage.project.pk],
        )
        cursor.execute("alter table programmes_project enable trigger guard")
    assert ended(seat) and at_once(seat) and not reads(stage.one, dossier)
