"""A guideline goes out at its set instant by the clock alone, and never while something it quotes is under an agreement."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.fields import today
from accounts.models import Office
from confidentiality import agreements, audience
from confidentiality.acting import acting_as, acting_as_system, database_now
from confidentiality.models import Designation, Entry, OutboxMessage
from confidentiality.verbs import WrongState, perform
from programmes import guidelines, policy_desk, tasks
from programmes.desk import Desk
from programmes.models import Guideline, GuidelineQuote, GuidelineSection
from tests import cast
from tests.councils.visitors import browser, status
from tests.programmes import policy_cast as play

AHEAD = timedelta(days=2)


@pytest.fixture
def by(world):
    return play.officer(world)


def say(answer) -> str:
    return answer.content.decode()


def scheduled(by, made=None, *, at=None) -> Guideline:
    made = made or play.decided(by)
    at = at or database_now() + AHEAD
    with acting_as(by):
        perform("schedule_publication", made, by=by, shown=made.text_hash, publish_at=at)
    return Guideline.objects.get(pk=made.pk)


def passed(*texts: Guideline, by_: timedelta = AHEAD) -> None:
    """As if the time had passed: every instant of these texts and of their audience moves back, the rules asleep."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_guideline disable trigger guard")
        cursor.execute(
            "update programmes_guideline set published_at = published_at - interval '1 year' where published_at <= statement_timestamp()"
        )
        for field in ("superseded_at", "published_at"):
            cursor.execute(
                f"update programmes_guideline set {field} = {field} - %s where {field} > now()",
                [by_ + timedelta(seconds=1)],
            )
        cursor.execute("alter table programmes_guideline enable trigger guard")
        cursor.execute(
            "update confidentiality_baseaudience set valid_from = valid_from - %s where item_id = any(%s)"
            " and principal_id = 1 and valid_from > now() and valid_until is null",
            [by_ + timedelta(seconds=1), [t.pk for t in texts]],
        )


def count(*states: str) -> int:
    return Guideline.objects.filter(state__in=states).count()


# By the clock ------------------------------------------------------------------------------------------------


def test_nobody_meets_it_before_its_instant_and_everybody_after_with_no_job(world, by):
    old = play.published(by)
    new = scheduled(by, play.decided(by, basis=old, title="改定指針"))
    page = reverse("public_guideline", args=[new.pk])
    assert (new.state, new.standing) == ("scheduled", "scheduled") and guidelines.in_force() == old
    for who in (None, world.sato, world.yoshida):
        with acting_as(who):
            assert not Guideline.objects.filter(pk=new.pk).exists()
            assert not GuidelineSection.objects.filter(item=new).exists()
            assert Guideline.current().get() == old
    assert browser().get(page).status_code == 404
    assert page not in say(browser().get(reverse("public_programmes")))
    passed(new, old)
    with acting_as(None):
        assert Guideline.current().get() == new and guidelines.in_force() == new
        stands = {g.number: g.standing for g in Guideline.objects.filter(document="guideline")}
        assert stands == {1: "superseded", 2: "published"}, "no job has run"
    assert browser().get(page).status_code == 200
    assert "これは旧版です" in say(browser().get(reverse("public_guideline", args=[old.pk])))
    assert page in say(browser().get(reverse("public_programmes")))
    assert tasks.settle_guidelines() == 1 and tasks.settle_guidelines() == 0
    assert OutboxMessage.objects.filter(topic="guideline.published", item_id=new.pk).count() == 1
    old.refresh_from_db(), new.refresh_from_db()
    assert (old.state, new.state) == ("superseded", "published") and old.superseded_at == new.published_at


def test_at_no_instant_two_and_at_none_a_gap(by):
    old = play.published(by)
    new = scheduled(by, play.decided(by, basis=old))
    old.refresh_from_db()
    assert old.superseded_at == new.published_at > database_now()
    for row, change, match in (
        (old, {"superseded_at": None}, "superseded by the next"),
        (old, {"superseded_at": database_now()}, "superseded by the next"),
        (old, {"state": "superseded"}, "superseded by the next"),
        (old, {"published_at": database_now()}, "stands as it was set"),
        (new, {"published_at": database_now()}, "stands as it was set"),
        (new, {"state": "published"}, "instant has not come"),
        (new, {"title": "別の表題"}, "never changes"),
        (new, {"decided_by": "別の主体"}, "stands as it was recorded"),
    ):
        with pytest.raises(DatabaseError, match=match), transaction.atomic():
            Guideline.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(DatabaseError, match="one_guideline_at_any_instant"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("alter table programmes_guideline disable trigger guard")
            cursor.execute(
                "update programmes_guideline set superseded_at = null where item_ptr_id = %s", [old.pk]
            )


def test_it_is_taken_back_before_its_instant_and_the_old_one_stays(world, by):
    old = play.published(by)
    new = scheduled(by, play.decided(by, basis=old))
    with acting_as(by):
        with pytest.raises(WrongState, match="理由"):
            perform("call_off_publication", new, by=by, reason=" ")
        perform("call_off_publication", new, by=by, reason="誤りがあった")
    old.refresh_from_db(), new.refresh_from_db()
    assert (new.state, new.published_at, old.superseded_at) == ("decided", None, None)
    again = scheduled(by, new)
    passed(again, old)
    with acting_as(by), pytest.raises(WrongState, match="取り消せません"):
        perform("call_off_publication", again, by=by, reason="遅い")
    with pytest.raises(DatabaseError, match="it is out"), transaction.atomic():
        Guideline.objects.filter(pk=again.pk).update(state="decided")
    with acting_as(None):
        assert Guideline.current().get() == again


def test_no_other_hand_opens_a_text_before_its_time(by):
    made = scheduled(by)
    with acting_as(by), pytest.raises(DatabaseError, match="no sooner"), transaction.atomic():
        audience.open_to(made, audience.SIGNED_IN)
    with acting_as(by):
        perform("call_off_publication", made, by=by, reason="甲")
    with acting_as(by), pytest.raises(WrongState, match="これから先"):
        perform("schedule_publication", made, by=by, shown=made.text_hash, publish_at=database_now() - AHEAD)


def test_the_pages_of_a_set_instant(world, by):
    made = play.decided(by)
    client, act = browser(by, afresh=True), reverse("guideline_act", args=[made.pk, "schedule_publication"])
    assert "公表の日時を設定する" in say(client.get(reverse("guideline", args=[made.pk])))
    page = say(client.get(act))
    shown = {"shown": made.text_hash}
    assert "同じ時刻に旧版になります" in page
    assert client.post(act, shown).status_code == 422
    day = today() + timedelta(days=3)
    when = {"publish_on_year": day.year, "publish_on_month": day.month, "publish_on_day": day.day}
    assert client.post(act, shown | when).status_code == 422
    past = {"publish_on_year": day.year - 1, "publish_on_month": 1, "publish_on_day": 1}
    assert client.post(act, shown | past | {"publish_time": "9:00"}).status_code == 422
    assert client.post(act, shown | when | {"publish_time": "午前9時"}).status_code == 302
    assert client.post(act, shown | when | {"publish_time": "午前9時"}).status_code == 409
    page = say(client.get(reverse("guideline", args=[made.pk])))
    assert "公表の日時を設定済" in page and "公表の日時を取り消す" in page
    assert "reauthenticate" in browser(by).post(act, shown | when)["Location"]
    assert status(world.sato, "guideline_act", made.pk, "schedule_publication") == 404
    off = reverse("guideline_act", args=[made.pk, "call_off_publication"])
    assert client.get(off).status_code == 200 and client.post(off, {}).status_code == 422
    assert client.post(off, {"reason": "甲"}).status_code == 302
    assert client.post(off, {"reason": "甲"}).status_code == 409


# What it quotes ----------------------------------------------------------------------------------------------


@pytest.fixture
def member(world):
    """佐藤 of the council's secretariat is of the office too: who sees both the draft and the council's material."""
    Office.objects.get_or_create(person=world.sato, kind="programme_staff")
    return world.sato


def test_what_quotes_something_under_agreement_does_not_go_out(world, by, member):
    material = cast.make_material(world.quantum, world.tanaka)
    made = play.decided(by)
    with acting_as(member):
        guidelines.quote(made, by=member, subject=material, place="第一章")
    cast.make_designation(world, material, until="in_force")
    until = timezone.now() + timedelta(days=90)
    at = {"shown": made.text_hash}
    with acting_as(by):
        assert not GuidelineQuote.objects.exists(), "who has not the material learns its number alone"
        assert made.held_back(database_now()) == [None]
        with pytest.raises(WrongState, match="1件"):
            perform("publish_guideline", made, by=by, **at)
        with pytest.raises(WrongState, match="1件"):
            perform("schedule_publication", made, by=by, **at, publish_at=until - timedelta(days=1))
    for state in ({"state": "published"}, {"state": "scheduled", "published_at": database_now() + AHEAD}):
        with pytest.raises(DatabaseError, match="still under an agreement"), transaction.atomic():
            Guideline.objects.filter(pk=made.pk).update(**state)
    with acting_as(world.inoue), connection.cursor() as cursor:
        cursor.execute("select * from app.quotes_under_agreement(%s, now())", [made.pk])
        assert cursor.fetchall() == []
    page = say(browser(by).get(reverse("guideline", args=[made.pk])))
    assert "いまは公表できません" in page and material.public_title not in page
    scheduled(by, made, at=until + timedelta(days=1))
    assert count("scheduled") == 1, "once the agreement is over by then, it may be set"


def test_an_agreement_that_comes_later_stops_what_was_set(world, by, member):
    old = play.published(by)
    material = cast.make_material(world.quantum, world.tanaka)
    made = play.decided(by, basis=old)
    with acting_as(member):
        guidelines.quote(made, by=member, subject=material, place="第一章")
    made = scheduled(by, made)
    cast.make_designation(world, material, until="draft")
    assert count("scheduled") == 1, "a provider's own draft is told to nobody"
    with acting_as(world.tanaka):
        agreements.describe(Designation.objects.get(item_id=material.pk), by=world.tanaka)
    made.refresh_from_db(), old.refresh_from_db()
    assert (made.state, made.published_at, old.superseded_at) == ("decided", None, None)
    assert made.stopped_at is not None and guidelines.in_force() == old
    assert Entry.objects.filter(verb="stop_publication", item_id=made.pk).count() == 1
    assert OutboxMessage.objects.filter(topic="guideline.stopped", item_id=made.pk).count() == 1
    passed(made, old)
    assert browser().get(reverse("public_guideline", args=[made.pk])).status_code == 404
    assert "公表の日時が取り消されました" in say(browser(by).get(reverse("guideline", args=[made.pk])))
    with acting_as(by):
        asked = [str(t.what) for t in policy_desk.guidelines_to_publish(Desk(by))]
    assert asked == ["公表が止まった基本指針を確かめる"]


def test_an_address_in_the_text_counts_as_a_quotation(world, by):
    material = cast.make_material(world.quantum, world.tanaka)
    made = play.discussed(by)
    section = made.sections.first()
    with acting_as(by):
        guidelines.edit_section(
            section, by=by, shown=section.text_hash, text=f"参照：https://x.example/materials/{material.pk}/"
        )
    cast.make_designation(world, material, until="in_force")
    made = Guideline.objects.get(pk=made.pk)
    with acting_as(by), pytest.raises(WrongState, match="1件"):
        perform(
            "open_comments",
            made,
            by=by,
            shown=made.text_hash,
            closes_at=timezone.now() + timedelta(days=40),
        )


def test_a_quotation_is_entered_and_taken_off_with_a_reason(world, by, member):
    material = cast.make_material(world.quantum, world.tanaka)
    made = play.draft(by)
    client, new = browser(member), reverse("quote_new", args=[made.pk])
    assert client.get(new).status_code == 200 and client.post(new, {}).status_code == 422
    words = {"address": f"https://banso.example/materials/{material.pk}/", "place": "第一章"}
    assert browser(by).post(new, words).status_code == 422, "what one may not read is not found"
    assert client.post(new, words).status_code == 302
    assert client.post(new, words).status_code == 409
    page = reverse("guideline", args=[made.pk])
    assert material.public_title in say(client.get(page))
    assert material.public_title not in say(browser(by).get(page))
    row = GuidelineQuote.objects.get()
    end = reverse("quote_end", args=[row.pk])
    assert browser(by).get(end).status_code == 404 and browser(world.tanaka).get(end).status_code == 404
    assert (
        client.post(end, {}).status_code == 422
        and client.post(end, {"reason": "書き直した"}).status_code == 302
    )
    assert client.post(end, {"reason": "甲"}).status_code == 409
    with pytest.raises(DatabaseError, match="never rewritten"), transaction.atomic():
        GuidelineQuote.objects.update(place="別の箇所")
    with pytest.raises(DatabaseError), transaction.atomic():
        GuidelineQuote.objects.all().delete()


def test_of_a_decided_text_another_person_takes_it_off_and_of_a_set_one_nobody(world, by, member):
    material = cast.make_material(world.quantum, world.tanaka)
    made = play.decided(by)
    with acting_as(member):
        row = guidelines.quote(made, by=member, subject=material, place="第一章")
        with pytest.raises(WrongState, match="別の方"):
            guidelines.unquote(row, by=member, reason="甲")
    scheduled(by, made)
    with acting_as(member), pytest.raises(WrongState, match="引用する情報を変更できません"):
        guidelines.unquote(row, by=member, reason="甲")
    with acting_as_system("test"), pytest.raises(DatabaseError, match="quotes what it quoted"):
        GuidelineQuote.objects.filter(pk=row.pk).update(valid_until=database_now(), end_reason="甲")
