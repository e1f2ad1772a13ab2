"""The register of reviewers when people change sides: an officer who is on it, who left, who drafts a proposal, who answers late."""

from datetime import timedelta
from threading import Event
from time import sleep

from django.db import connection
from django.urls import reverse

from accounts.fields import today
from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.models import Entry
from confidentiality.verbs import WrongState, perform
from programmes import conflicts, funding, scouts
from programmes.desk import tasks
from programmes.models import (
    EvaluationPlace,
    EvaluatorSeat,
    Fund,
    ReviewerCandidate,
    ScoutEntry,
    ScoutRegister,
)
from tests.councils.visitors import browser
from tests.programmes import fund_stage, gate_stage, proposal_stage
from tests.programmes import review_stage as play
from tests.programmes.test_money_at_once import at_once
from tests.programmes.test_review_pages import deliver
from tests.programmes.test_scouts import agreed, enter, pick, text


def act_page(entry: ScoutEntry, verb: str) -> str:
    return reverse("scout_act", args=[entry.pk, verb])


def test_an_officer_who_is_on_the_register_is_asked_and_removed_by_another(world):
    fund = fund_stage.make_fund(world)
    entry = agreed(fund, world.inoue, by=world.nakamura)
    with acting_as(world.yamamoto):
        funding.assign(fund, by=world.yamamoto, person=world.inoue, part="agency")
    own, other = browser(world.inoue), browser(world.nakamura)
    page = text(own.get(reverse("scout", args=[entry.pk])))
    assert act_page(entry, "pause_judging") in page and act_page(entry, "remove_scout") not in page
    assert own.post(act_page(entry, "remove_scout"), {"reason": "自分で"}).status_code == 403
    edit = {"is_reviewer": "on", "is_evaluator": "on", "note": "自分で", "sure": "1"}
    assert own.post(reverse("scout_edit", args=[entry.pk]), edit).status_code == 403
    assert own.post(act_page(entry, "decline_to_judge")).status_code == 302
    assert act_page(entry, "ask_scout_again") not in text(own.get(reverse("scout", args=[entry.pk])))
    assert own.post(act_page(entry, "ask_scout_again")).status_code == 403
    assert ScoutEntry.objects.get().state == "declined"
    assert other.post(act_page(entry, "ask_scout_again")).status_code == 302
    assert other.post(act_page(entry, "remove_scout"), {"reason": "任期の終了"}).status_code == 302


def test_being_asked_again_twice_is_once(world):
    fund = fund_stage.make_fund(world)
    entry = agreed(fund, world.inoue, by=world.nakamura)
    play.act("decline_to_judge", ScoutEntry.objects.get(), world.inoue)
    deliver()
    office = browser(world.nakamura)
    assert office.post(act_page(entry, "ask_scout_again")).status_code == 302
    assert office.post(act_page(entry, "ask_scout_again")).status_code == 409
    assert len([m for m in deliver() if "inoue@example.jp" in m.to]) == 1


def test_nobody_is_asked_who_uses_the_portal_no_more(world):
    stage = play.opened(world)
    fund = Fund.objects.get(pk=stage.call.fund_id)
    entry = agreed(fund, stage.one, by=stage.nakamura)
    Person.objects.filter(pk=stage.one.pk).update(is_active=False)
    with acting_as(stage.nakamura):
        assert not scouts.usable(ScoutEntry.objects.all()).exists()
    page = reverse("review_scouts", args=[stage.review().pk]) + "?field=all"
    assert stage.one.name not in text(browser(stage.nakamura).get(page))
    assert pick(stage, entry).status_code == 409 and not ReviewerCandidate.objects.exists()
    listed = text(browser(stage.nakamura).get(reverse("scout_list", args=[fund.pk])))
    assert stage.one.name in listed and "停止中" in listed
    shown = text(browser(stage.nakamura).get(reverse("scout", args=[entry.pk])))
    assert "停止中" in shown and act_page(entry, "remove_scout") in shown


def test_no_evaluator_is_named_who_uses_the_portal_no_more(world):
    dossier = gate_stage.dossier_of(gate_stage.make_gate_stage(world))
    entry = agreed(Fund.objects.get(pk=dossier.fund_id), world.inoue, by=world.nakamura, is_evaluator=True)
    Person.objects.filter(pk=world.inoue.pk).update(is_active=False)
    page = reverse("evaluation_scouts", args=[dossier.pk])
    assert browser(world.nakamura).post(page, {"scout": [str(entry.pk)]}).status_code == 409
    assert not EvaluatorSeat.objects.filter(item_id=dossier.pk, person=world.inoue).exists()


def readers_of(register, by) -> dict:
    """Whom this reader finds among those who see the register, and how deep."""
    with acting_as(by), connection.cursor() as cursor:
        cursor.execute("select person_id, depth from app.who_can_see(%s, 1::smallint)", [register])
        return dict(cursor.fetchall())


def test_a_draft_of_an_officer_tells_the_other_officers_nothing(world):
    call = proposal_stage.open_call(world)
    fund = Fund.objects.get(pk=call.fund_id)
    agreed(fund, world.inoue, by=world.nakamura)
    register = ScoutRegister.objects.get().pk
    proposal_stage.draft(world, call, by="kato")  # begun before they were of the agency
    with acting_as(world.yamamoto):
        for person in (world.kato, world.matsumoto):
            funding.assign(fund, by=world.yamamoto, person=person, part="agency")
    with acting_as(world.kato):
        assert not ScoutEntry.objects.exists()
    found = readers_of(register, world.nakamura)
    assert found[world.kato.pk] == found[world.matsumoto.pk] == 2
    assert readers_of(register, world.kato)[world.kato.pk] == 1


def test_an_officer_on_a_judged_side_is_told_that_they_read_no_line(world):
    stage = play.opened(world)
    agreed(Fund.objects.get(pk=stage.call.fund_id), world.inoue, by=stage.nakamura)
    page = reverse("item_access", args=[ScoutRegister.objects.get().pk])
    assert "あなたが内容を見られる理由" in text(browser(stage.watanabe).get(page))
    with acting_as(stage.nakamura):
        conflicts.add_party(stage.dossier(), by=stage.nakamura, ground="other", person=stage.watanabe)
    said = text(browser(stage.watanabe).get(page))
    assert "あなたが件名だけを見られる理由" in said and "あなたが内容を見られる理由" not in said


def test_what_is_asked_for_a_time_that_is_over_waits_on_no_desk(world):
    fund = fund_stage.make_fund(world)
    entry = enter(fund, world.inoue, by=world.nakamura, until=today() + timedelta(days=1))
    with acting_as(world.inoue):
        assert [t for t in tasks(world.inoue) if "名簿" in t.what]
    with acting_as(world.nakamura):
        ScoutEntry.objects.update(until=today() - timedelta(days=1))
    with acting_as(world.inoue):
        assert not [t for t in tasks(world.inoue) if "名簿" in t.what]
    assert "期限を過ぎています" in text(browser(world.inoue).get(reverse("scout", args=[entry.pk])))


def test_who_pauses_at_the_moment_they_are_chosen_is_not_chosen(own_database):
    world = own_database
    dossier = gate_stage.dossier_of(gate_stage.make_gate_stage(world))
    entry = agreed(Fund.objects.get(pk=dossier.fund_id), world.inoue, by=world.nakamura, is_evaluator=True)
    paused = Event()

    def pause() -> None:
        with acting_as(world.inoue):
            perform("pause_judging", ScoutEntry.objects.get(pk=entry.pk), by=world.inoue)
            paused.set()
            sleep(0.5)  # the other looks meanwhile

    def choose() -> int:
        paused.wait(30)
        with acting_as(world.nakamura):
            place = EvaluationPlace.objects.get(pk=dossier.pk)
            return scouts.name_from(place, dossier.fund_id, by=world.nakamura, entries=[entry.pk])

    _paused, chosen = at_once(pause, choose)
    assert isinstance(chosen, WrongState)
    assert not EvaluatorSeat.objects.filter(item_id=dossier.pk).exists()


def test_an_auditor_reads_that_somebody_answered_and_not_who(world):
    """4.3: the journal is the auditor's, the register is not; what officers do with it they do by name."""
    fund = fund_stage.make_fund(world)
    entry = agreed(fund, world.inoue, by=world.nakamura)
    play.act("pause_judging", entry, world.inoue)
    browser(world.inoue).post(act_page(entry, "remove_scout"), {"reason": "x"})  # refused, and a line of it
    register = entry.item_id
    page = text(browser(world.kimura).get(reverse("item_reads", args=[register])))
    assert "中村" in page and "名簿への登録を依頼しました" in page
    assert "井上" not in page and page.count("本人（氏名は表示しません）") == 3
    assert "承諾" in page and "休止" in page
    with acting_as(world.kimura):
        lines = Entry.objects.filter(item_id=register)
        assert {line.actor_id for line in lines} == {world.nakamura.pk}
        assert not Entry.objects.filter(actor=world.inoue, item_id=register).exists()
        with connection.cursor() as cursor:
            cursor.execute("select distinct actor_id from app.unnamed_lines(%s, null, 50)", [register])
            assert cursor.fetchall() == [(None,)]
    for person in (world.nakamura, world.yamamoto, world.inoue):
        with acting_as(person), connection.cursor() as cursor:
            cursor.execute("select count(*) from app.unnamed_lines(%s, null, 50)", [register])
            assert cursor.fetchone() == (0,)
    with acting_as(world.inoue):  # one's own record is whole
        assert Entry.objects.filter(item_id=register, actor=world.inoue).count() == 3
