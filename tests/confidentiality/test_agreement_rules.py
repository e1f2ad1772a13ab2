"""What somebody with a bad idea would try against an agreement: none of it lets content out or a duty grow."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse
from django.utils import timezone

from confidentiality import agreements, audience, lifecycle
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import (
    Consent,
    Designation,
    DesignationVersion,
    Entry,
    Holder,
    Item,
    OutboxMessage,
)
from confidentiality.verbs import Refused, WrongState, perform
from councils import founding
from councils.models import Material, Meeting, Membership
from tests.cast import VOTERS, agree, make_designation, make_material, terms
from tests.confidentiality.browsing import browser
from tests.confidentiality.events import at, newcomer

State = Designation.State


@pytest.fixture
def sealed(world):
    return make_material(world.quantum, world.tanaka, sealed=True)


def reads(person, material) -> bool:
    with acting_as(person):
        return Material.objects.filter(pk=material.pk).exists()


def fresh(designation) -> Designation:
    return Designation.objects.select_related("in_force", "candidate").get(pk=designation.pk)


def member(world, *keys) -> list[int]:
    return [audience.membership(world.seats[key].pk) for key in keys]


# --- holders ---------------------------------------------------------------------------------------------


def test_a_dropped_holder_cannot_come_back_by_agreeing_again(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    with acting_as(world.tanaka):
        agreements.drop_holder(designation, by=world.tanaka, principal=member(world, "suzuki")[0])
    assert not reads(world.suzuki, sealed)
    with pytest.raises(WrongState):
        agree(world.suzuki, designation)
    assert not reads(world.suzuki, sealed)


def test_a_dropped_holder_is_not_let_in_by_somebody_elses_joining(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    with acting_as(world.tanaka):
        agreements.drop_holder(designation, by=world.tanaka, principal=member(world, "suzuki")[0])
    person = newcomer(world)
    agree(person, designation)
    assert reads(person, sealed)
    assert not reads(world.suzuki, sealed)


def test_a_member_outside_the_scope_is_not_asked_to_join(world, sealed):
    designation = make_designation(world, sealed, until="in_force", scoped=member(world, "ito", "tanaka"))
    with pytest.raises(WrongState):
        agree(newcomer(world), designation)
    assert not Consent.objects.filter(person=world.matsumoto).exists()


def test_a_new_member_agrees_before_the_first_sight_and_the_provider_hears_of_it(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    person = newcomer(world)
    assert not reads(person, sealed)
    agree(person, designation)
    assert reads(person, sealed)
    assert OutboxMessage.objects.filter(topic="designation.joined", item_id=sealed.pk).exists()
    assert fresh(designation).state == State.IN_FORCE


# --- the round -------------------------------------------------------------------------------------------


def test_a_suspended_council_does_not_make_the_missing_disappear(world, sealed):
    scoped = [audience.capacity(world.quantum.pk, "member"), *member(world, "sato")]
    designation = make_designation(world, sealed, scoped=scoped)
    with acting_as(world.sato):
        perform("suspend", world.quantum, by=world.sato)
    agree(world.sato, designation)
    assert fresh(designation).in_force_id is None
    assert not reads(world.sato, sealed)


def test_unseating_a_silent_member_ends_the_round_instead_of_completing_it(world, sealed):
    designation = make_designation(world, sealed)
    for key in VOTERS[:-1]:
        agree(world.people[key], designation)
    with acting_as(world.sato):
        perform("remove", world.seats[VOTERS[-1]], by=world.sato)
    assert fresh(designation).state == State.REWORK
    assert not reads(world.suzuki, sealed)
    with pytest.raises(WrongState):
        agree(world.suzuki, designation)


def test_the_last_missing_member_leaving_by_themselves_completes_the_round(world, sealed):
    designation = make_designation(world, sealed)
    for key in VOTERS[:-1]:
        agree(world.people[key], designation)
    last = world.people[VOTERS[-1]]
    with acting_as(last):
        seat = world.seats[VOTERS[-1]]
        perform("start_leaving", seat, by=last)
        perform("leave", seat, by=last, returned_note="返却しました。")
    assert fresh(designation).state == State.IN_FORCE
    assert reads(world.suzuki, sealed)
    assert not reads(last, sealed)
    assert Entry.objects.filter(verb="release", subject_id=designation.pk).count() == 1
    assert OutboxMessage.objects.filter(topic="designation.in_force", item_id=sealed.pk).count() == 1


def test_nobody_answers_for_somebody_else(world, sealed):
    designation = make_designation(world, sealed)
    version = fresh(designation).candidate
    seat = member(world, "ito")[0]
    for person in (world.ito, world.suzuki):
        with acting_as(world.suzuki), pytest.raises(Error), transaction.atomic():
            Consent.objects.create(
                version=version,
                item_id=sealed.pk,
                principal_id=seat,
                person=person,
                decision="agree",
                text_hash=agreements.text_hash(version),
            )
    with acting_as_system("test"), pytest.raises(Error), transaction.atomic():
        Consent.objects.create(
            version=version,
            item_id=sealed.pk,
            principal_id=seat,
            person=world.ito,
            decision="agree",
            text_hash=agreements.text_hash(version),
        )


def test_the_instant_of_a_consent_is_the_databases(world, sealed):
    designation = make_designation(world, sealed)
    version = fresh(designation).candidate
    with acting_as(world.ito):
        made = Consent.objects.create(
            version=version,
            item_id=sealed.pk,
            principal_id=member(world, "ito")[0],
            person=world.ito,
            decision="ask",
            text_hash=agreements.text_hash(version),
            decided_at=timezone.now() + timedelta(days=300),
        )
    assert Consent.objects.get(pk=made.pk).decided_at < timezone.now() + timedelta(minutes=1)


def test_words_cannot_move_between_fields_without_changing_the_hash(world, sealed):
    designation = make_designation(world, sealed, subject="甲\n乙", extent="丙")
    version = fresh(designation).candidate
    was = agreements.text_hash(version)
    DesignationVersion.objects.filter(pk=version.pk).update(subject="甲", extent="乙\n丙")
    assert agreements.text_hash(version) != was


def test_even_the_system_cannot_release_by_hand(world, sealed):
    designation = make_designation(world, sealed)
    with acting_as_system("test"), pytest.raises(Error), transaction.atomic():
        DesignationVersion.objects.filter(designation=designation).update(
            valid_from=timezone.now(), valid_until=timezone.now()
        )
    with acting_as_system("test"), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "update confidentiality_designation set state = 'in_force', in_force_id = candidate_id"
        )


# --- what can be designated, and how ---------------------------------------------------------------------


def test_a_meeting_a_council_and_a_room_cannot_be_designated(world):
    with acting_as(world.sato):
        meeting = Meeting.objects.create(
            council=world.quantum,
            container=world.quantum,
            custodian=world.sato,
            number=7,
            starts_at=timezone.now(),
            ends_at=timezone.now() + timedelta(hours=1),
            place="会議室",
        )
        for item in (meeting, world.quantum, world.quantum.room, world.quantum.prospectus):
            with pytest.raises((Refused, WrongState)):
                agreements.draft(
                    Item.objects.get(pk=item.pk),
                    by=world.sato,
                    text=terms(),
                    scoped=[audience.capacity(world.quantum.pk, "member")],
                )


def test_what_is_public_cannot_be_designated(world):
    shared = make_material(world.quantum, world.tanaka)
    with acting_as(world.tanaka):
        audience.open_to(shared, audience.EVERYBODY)
        with pytest.raises(WrongState):
            agreements.draft(
                shared, by=world.tanaka, text=terms(), scoped=[audience.capacity(world.quantum.pk, "member")]
            )


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends_at": timezone.now() + timedelta(days=366 * 6)},
        {"ends_at": timezone.now() - timedelta(days=1)},
        {
            "viewpoints": {
                "implementation": "実装",
                "leak_prevention": "",
                "diversity": "交流",
                "incentive": "誘因",
            }
        },
        {"extent": "第3回会合の会合全体"},
        {"subject": "会合で話し合われた全ての事項"},
        {"category": "needs", "handling": "閲覧：可、印刷：可、持ち出し：不可、引用：不可。終了時：廃棄"},
    ],
)
def test_a_text_the_rules_refuse_is_never_put_to_the_members(world, sealed, wrong):
    with acting_as(world.tanaka), pytest.raises(WrongState):
        designation = agreements.draft(
            sealed,
            by=world.tanaka,
            text=terms(**wrong),
            scoped=[audience.capacity(world.quantum.pk, "member")],
        )
        agreements.describe(designation, by=world.tanaka)


def test_a_scope_without_anybody_in_it_is_refused(world, sealed):
    with acting_as(world.tanaka), pytest.raises(WrongState):
        agreements.draft(sealed, by=world.tanaka, text=terms(), scoped=[])


def test_a_scope_names_only_members_of_this_council(world, sealed):
    for foreign in (
        audience.EVERYBODY,
        audience.SIGNED_IN,
        audience.council(world.ocean.pk),
        audience.membership(world.seats["kato"].pk),
        audience.organisation(world.organisations["company"].pk),
        audience.person(world.ito.pk),
    ):
        with acting_as(world.tanaka), pytest.raises(WrongState):
            agreements.draft(sealed, by=world.tanaka, text=terms(), scoped=[foreign])


def test_a_draft_about_a_shared_material_is_its_providers_alone(world):
    shared = make_material(world.quantum, world.tanaka)
    designation = make_designation(world, shared, until="draft")
    for key in ("suzuki", "sato", "ito"):
        with acting_as(world.people[key]):
            assert not Designation.objects.filter(pk=designation.pk).exists()
            assert not DesignationVersion.objects.filter(designation_id=designation.pk).exists()
    with acting_as(world.tanaka):
        assert DesignationVersion.objects.filter(designation_id=designation.pk).exists()
        agreements.describe(designation, by=world.tanaka)
    with acting_as(world.suzuki):
        assert Designation.objects.filter(pk=designation.pk).exists()


# --- time ------------------------------------------------------------------------------------------------


def test_content_released_for_a_later_start_stays_sealed_until_then(world, sealed):
    start = timezone.now() + timedelta(days=3)
    make_designation(world, sealed, until="in_force", starts_at=start)
    for key in ("suzuki", "sato"):
        assert not reads(world.people[key], sealed)
    at(start)
    assert reads(world.suzuki, sealed)
    assert not reads(world.sato, sealed)


def test_the_old_wording_holds_until_the_new_one_starts(world, sealed):
    designation = make_designation(world, sealed, until="in_force", scoped=member(world, "ito", "tanaka"))
    start = timezone.now() + timedelta(days=3)
    change(world, designation, starts_at=start)
    for key in VOTERS:
        agree(world.people[key], designation)
    assert not reads(world.sato, sealed)
    assert not reads(world.suzuki, sealed)
    assert reads(world.ito, sealed)


def change(world, designation, **changes):
    with acting_as(world.tanaka):
        agreements.reword(
            designation,
            by=world.tanaka,
            text=terms(**changes),
            scoped=[audience.capacity(world.quantum.pk, "member")],
        )
    with acting_as(world.sato):
        agreements.open_consent(designation, by=world.sato, answer_by=timezone.now() + timedelta(days=7))


def test_an_extension_needs_everyone_and_until_then_the_old_end_stands(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    old_end = fresh(designation).in_force.valid_until
    change(world, designation, ends_at=timezone.now() + timedelta(days=300))
    for key in VOTERS[:-1]:
        agree(world.people[key], designation)
    assert fresh(designation).in_force.valid_until == old_end
    assert agree(world.people[VOTERS[-1]], designation, "refuse").state == State.IN_FORCE
    assert fresh(designation).in_force.valid_until == old_end
    assert reads(world.suzuki, sealed)


def test_a_change_cannot_outlive_the_end_of_what_it_changes(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    with acting_as(world.tanaka):
        agreements.reword(designation, by=world.tanaka, text=terms(), scoped=member(world, "tanaka"))
    with acting_as(world.sato), pytest.raises(WrongState):
        agreements.open_consent(
            designation, by=world.sato, answer_by=fresh(designation).in_force.valid_until + timedelta(days=1)
        )
    change(world, designation, ends_at=timezone.now() + timedelta(days=300))
    for key in VOTERS[:-1]:
        agree(world.people[key], designation)
    end = timezone.now() + timedelta(days=2)
    with acting_as(world.tanaka):
        agreements.shorten(designation, by=world.tanaka, ends_at=end)
    at(end)
    with pytest.raises(WrongState):
        agree(world.people[VOTERS[-1]], designation)
    assert fresh(designation).in_force.number == 1
    assert reads(world.sato, sealed)  # it is over: the council has it back


def test_the_provider_takes_a_proposed_change_back(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    change(world, designation)
    with acting_as(world.suzuki), pytest.raises(Refused):
        agreements.withdraw_change(designation, by=world.suzuki)
    with acting_as(world.tanaka):
        agreements.withdraw_change(designation, by=world.tanaka)
    assert (fresh(designation).state, fresh(designation).candidate) == (State.IN_FORCE, None)


def test_one_that_is_over_is_not_extended_but_proposed_anew(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    at(fresh(designation).in_force.valid_until)
    with acting_as(world.tanaka), pytest.raises(WrongState):
        agreements.reword(designation, by=world.tanaka, text=terms(), scoped=member(world, "tanaka"))
    with acting_as(world.tanaka):
        again = agreements.draft(
            sealed,
            by=world.tanaka,
            text=terms(ends_at=timezone.now() + timedelta(days=200)),
            scoped=member(world, "tanaka"),
        )
    assert again.state == State.DRAFT
    assert fresh(designation).state == State.EXPIRED


def test_silence_until_the_deadline_is_no_agreement(world, sealed):
    designation = make_designation(world, sealed)
    for key in VOTERS[:-1]:
        agree(world.people[key], designation)
    at(fresh(designation).answer_by)
    with pytest.raises(WrongState):
        agree(world.people[VOTERS[-1]], designation)
    with acting_as_system("test"):
        assert agreements.settle(designation) == "lapse"
        assert agreements.settle(designation) == ""
    assert fresh(designation).state == State.LAPSED
    assert not reads(world.suzuki, sealed)


def test_the_clock_asks_for_a_review_and_the_provider_may_keep_it(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    due = fresh(designation).review_on
    assert timedelta(days=43) < due - timezone.localdate() <= timedelta(days=46)
    at(timezone.now() + timedelta(days=47))
    with acting_as_system("test"):
        assert agreements.settle(designation) == "start_review"
    assert fresh(designation).state == State.UNDER_REVIEW
    assert reads(world.suzuki, sealed)
    with acting_as(world.tanaka):
        agreements.keep(designation, by=world.tanaka)
    assert fresh(designation).review_on > due
    with acting_as_system("test"):
        assert agreements.settle(designation) == ""


# --- standing --------------------------------------------------------------------------------------------


def gone(world, key: str) -> None:
    with acting_as(world.people[key]):
        perform("start_leaving", world.seats[key], by=world.people[key])
        perform("leave", world.seats[key], by=world.people[key], returned_note="返却しました。")


def test_a_provider_who_left_keeps_the_content_changes_nothing_and_can_still_end_it(world):
    sealed = make_material(world.quantum, world.watanabe, sealed=True)
    designation = make_designation(world, sealed, until="in_force")
    gone(world, "watanabe")
    assert reads(world.watanabe, sealed)
    seat = Holder.objects.filter(version=fresh(designation).in_force).first().principal_id
    sooner = timezone.now() + timedelta(days=3)
    with acting_as(world.watanabe):
        for act in (
            lambda: agreements.reword(
                designation, by=world.watanabe, text=terms(), scoped=member(world, "ito")
            ),
            lambda: agreements.shorten(designation, by=world.watanabe, ends_at=sooner),
            lambda: agreements.drop_holder(designation, by=world.watanabe, principal=seat),
            lambda: agreements.keep(designation, by=world.watanabe),
            lambda: agreements.ask_for_review(designation, by=world.watanabe, comment="見直し"),
        ):
            with pytest.raises(Refused):
                act()
        offered = lifecycle.offered(fresh(designation), world.watanabe, timezone.now())
        assert [act.name for act in offered] == ["lift"]
        for statement in (
            ("select app.shorten(%s, %s)", [designation.pk, sooner]),
            ("select app.drop_holder(%s, %s)", [fresh(designation).in_force_id, seat]),
        ):
            with pytest.raises(Error, match="only the provider"), transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(*statement)
        agreements.lift(designation, by=world.watanabe, note="公表済み")
    assert fresh(designation).state == State.LIFTED


def test_a_provider_who_left_takes_an_unanswered_proposal_back_and_shares_nothing(world):
    """Otherwise the last consent could release what its provider no longer stands behind."""
    sealed = make_material(world.quantum, world.watanabe, sealed=True)
    designation = make_designation(world, sealed)
    gone(world, "watanabe")
    with acting_as(world.watanabe):
        with pytest.raises(Refused):
            agreements.open_without_secrecy(sealed, by=world.watanabe)
        agreements.withdraw(designation, by=world.watanabe, note="退任のため")
    assert fresh(designation).state == State.WITHDRAWN
    assert not reads(world.ito, sealed)


def test_nobody_ends_anothers_agreement_but_the_body_that_brought_a_governments_item(world):
    """3.8: government cannot lift another party's item; its own it can, when the official who brought it has left."""
    of_company = make_designation(
        world, make_material(world.quantum, world.tanaka, sealed=True), until="in_force"
    )
    of_ministry = make_designation(
        world, make_material(world.quantum, world.ito, sealed=True), until="in_force", origin="government"
    )
    with acting_as(world.sato):
        colleague = founding.nominate(
            world.quantum,
            by=world.sato,
            person=world.yamamoto,
            organisation=world.seats["ito"].organisation,
            capacity="needs_ministry",
            selection_reason="後任",
        )
    Membership.objects.filter(pk=colleague.pk).update(
        state="active", pledged_at=timezone.now(), valid_from=timezone.now()
    )
    with acting_as(world.yamamoto), pytest.raises(Refused):
        agreements.lift(of_ministry, by=world.yamamoto, note="まだ提供者が在籍している")
    gone(world, "ito")
    gone(world, "tanaka")
    for key in ("sato", "suzuki", "takahashi"):
        for one in (of_company, of_ministry):
            with acting_as(world.people[key]), pytest.raises(Refused):
                agreements.lift(one, by=world.people[key], note="他者")
    with acting_as(world.yamamoto):
        with pytest.raises(Refused):
            agreements.lift(of_company, by=world.yamamoto, note="他者のもの")
        with pytest.raises(Refused):
            agreements.shorten(of_ministry, by=world.yamamoto, ends_at=timezone.now() + timedelta(days=1))
        agreements.lift(of_ministry, by=world.yamamoto, note="府省として終える")
    assert fresh(of_ministry).state == State.LIFTED and fresh(of_company).state == State.IN_FORCE


def test_after_the_provider_left_others_ask_for_a_review_and_the_clock_ends_it(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    gone(world, "tanaka")
    with acting_as(world.sato):
        agreements.ask_for_review(designation, by=world.sato, comment="提供者が退任しました。")
        offered = lifecycle.offered(fresh(designation), world.sato, timezone.now())
        assert "keep" in [act.name for act in offered] and "lift" not in [act.name for act in offered]
    at(fresh(designation).in_force.valid_until)
    with acting_as_system("test"):
        assert agreements.settle(designation) == "expire"
    assert fresh(designation).state == State.EXPIRED


def test_a_provider_who_left_is_told_what_they_still_see_and_may_do(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    gone(world, "tanaka")
    client = browser(world.tanaka)
    why = client.get(reverse("item_access", args=[sealed.pk])).content.decode()
    assert "退任した後も、自分が提供した資料の内容は見られます" in why
    page = client.get(reverse("designation", args=[designation.pk])).content.decode()
    assert reverse("designation_lift", args=[designation.pk]) in page
    for name in ("shorten", "drop_holder", "reword"):
        address = reverse(f"designation_{name}", args=[designation.pk])
        assert address not in page and client.get(address).status_code == 403, name
    paper = client.get(reverse("material", args=[sealed.pk]))
    assert paper.status_code == 200
    assert reverse("designation_draft", args=[sealed.pk]) not in paper.content.decode()
    still_sits = browser(world.ito).get(reverse("item_access", args=[sealed.pk])).content.decode()
    assert "退任した後も、自分が提供した" not in still_sits


def test_the_missing_are_reminded_once_a_day(world, sealed):
    designation = make_designation(world, sealed)
    with acting_as(world.sato):
        agreements.remind(designation, by=world.sato)
        with pytest.raises(WrongState):
            agreements.remind(designation, by=world.sato)
    with acting_as(world.suzuki), pytest.raises(Refused):
        agreements.remind(designation, by=world.suzuki)
    at(timezone.now() + timedelta(hours=25))
    with acting_as(world.sato):
        agreements.remind(designation, by=world.sato)
    assert OutboxMessage.objects.filter(topic="designation.remind").count() == 2


def test_a_question_holds_the_round_open_until_its_author_agrees(world, sealed):
    designation = make_designation(world, sealed)
    agree(world.ito, designation, "ask")
    for key in VOTERS:
        if key != "ito":
            agree(world.people[key], designation)
    assert fresh(designation).state == State.CONSENT_OPEN
    agree(world.ito, designation)
    assert fresh(designation).state == State.IN_FORCE


def test_members_discuss_before_the_round_without_answering_it(world, sealed):
    designation = make_designation(world, sealed, until="discussing")
    with acting_as(world.ito):
        agreements.comment(designation, by=world.ito, text="期間を短くできませんか。")
    with acting_as(world.suzuki):
        assert Consent.objects.get().comment == "期間を短くできませんか。"
    with acting_as(world.kato), pytest.raises((Refused, Designation.DoesNotExist)):
        agreements.comment(designation, by=world.kato, text="部外者")


def test_after_agreeing_doubts_go_into_a_review_with_their_words(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    with acting_as(world.ito):
        agreements.ask_for_review(designation, by=world.ito, comment="公表されたようです。")
    assert fresh(designation).state == State.UNDER_REVIEW
    assert Consent.objects.filter(person=world.ito, decision="ask", comment="公表されたようです。").exists()
    assert reads(world.ito, sealed)
    assert Holder.objects.filter(version=fresh(designation).in_force, valid_until=None).count() == len(VOTERS)


def test_sharing_without_secrecy_takes_the_proposal_back(world, sealed):
    designation = make_designation(world, sealed)
    with acting_as(world.suzuki), pytest.raises(Refused):
        agreements.open_without_secrecy(sealed, by=world.suzuki)
    with acting_as(world.tanaka):
        agreements.open_without_secrecy(sealed, by=world.tanaka)
    assert fresh(designation).state == State.WITHDRAWN
    assert reads(world.sato, sealed)
