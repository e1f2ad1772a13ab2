"""A revised guideline leaves open measures under old text until the office moves them, seen and with their past; purposes are counted."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.models import OutboxMessage
from confidentiality.verbs import Refused, WrongState, perform
from programmes import desk, guidelines, measure_ties, measures_overview
from programmes.models import GuidelineSection, MeasureTie, PolicyMeasure
from tests.councils.visitors import browser, status
from tests.programmes import policy_cast as play


@pytest.fixture
def by(world):
    return play.officer(world)


@pytest.fixture
def revised(world, by):
    """(the new version, an open measure under the old 人材, one that is done, the section it stands under)."""
    old = play.published(by, title="第一の指針")
    section = old.sections.get(kind="people")
    made = play.put_under(by, world, play.measure(by, text="残る施策"), section)
    done = play.put_under(by, world, play.measure(by, text="終えた施策"), section)
    with acting_as(world.ito):
        done = perform("start", done, by=world.ito, text="着手")
        done = perform("complete", done, by=world.ito, text="終わり", evidence="公表")
    draft = play.draft(by, title="第二の指針", basis=old)
    with acting_as(by):
        one = draft.sections.get(kind="people")
        guidelines.edit_section(one, by=by, shown=one.text_hash, text="改めた本文")
    return decide_and_publish(by, draft), made, done, section


def decide_and_publish(by, draft):
    from django.utils import timezone

    with acting_as(by):
        made = perform("ask_experts", draft, by=by)
        guidelines.record_opinion(
            made, by=by, given_by="有識者会議", given_on=today(), text="意見", response="対応"
        )
        made = perform(
            "open_comments",
            made,
            by=by,
            shown=made.text_hash,
            closes_at=timezone.now() + timedelta(days=40),
        )
    play.over(made)
    with acting_as(by):
        perform("publish_results", made, by=by)
        made = perform("decide", made, by=by, shown=made.text_hash, decided_on=today(), decided_by="閣議決定")
        return perform("publish_guideline", made, by=by, shown=made.text_hash)


def say(answer) -> str:
    return answer.content.decode()


def test_the_office_sees_what_stands_on_old_text_and_nothing_moves_by_itself(world, by, revised):
    _new, made, done, section = revised
    made.refresh_from_db()
    assert made.section_id == section.pk and made.stands_on_old and not MeasureTie.objects.exists()
    with acting_as(by):
        assert [m.pk for m in measure_ties.on_old()] == [made.pk]
        pillars = measures_overview.by_pillar_and_owner(today())
        assert sum(whole.old for _label, _bodies, whole in pillars) == 1
        assert reverse("measure_retie") in [t.url for t in desk.tasks(by)]
    client = browser(by)
    overview = say(client.get(reverse("measure_overview")))
    assert "残る施策" in overview and "第一の指針" in overview and reverse("measure_retie") in overview
    assert "旧版" in say(client.get(reverse("measure_csv")))
    page = say(client.get(reverse("measure", args=[made.pk])))
    assert "旧版の項目に結び付いています" in page and f"?only={made.pk}" in page
    assert "旧版の項目に結び付いています" not in say(client.get(reverse("measure", args=[done.pk])))
    # Who carries it out reads where it stands, and is neither asked nor able to move it.
    owner = say(browser(world.ito).get(reverse("measure", args=[made.pk])))
    assert "旧版の項目" in owner and reverse("measure_retie") not in owner
    assert reverse("measure_retie") not in say(browser(world.ito).get(reverse("measure_overview")))
    for person in (world.ito, world.sato, world.nakamura, None):
        assert status(person, "measure_retie") in (404, 302)
    with acting_as(world.ito):
        assert reverse("measure_retie") not in [t.url for t in desk.tasks(world.ito)]
        with pytest.raises(Refused):
            measure_ties.retie({}, by=world.ito, listed=[made.pk], shown="")


def test_the_section_that_follows_is_offered_shown_back_and_only_then_taken(world, by, revised):
    new, made, _done, section = revised
    follows = new.sections.get(kind="people")
    client, page = browser(by), reverse("measure_retie")
    answer = client.get(page)
    form = answer.context["form"]
    assert reverse("guideline_changes", args=[new.pk]) in say(answer)
    field = form.fields[f"to_{made.pk}"]
    assert field.initial == str(follows.pk) and "変わっています" in str(field.help_text)
    assert len(form.measures) == 1
    asked = {f"to_{made.pk}": str(follows.pk), "reason": "改定のため", "shown": form.fields["shown"].initial}
    assert client.post(page, {**asked, f"to_{made.pk}": ""}).status_code == 422
    assert client.post(page, {**asked, f"to_{made.pk}": str(section.pk)}).status_code == 422  # old text
    check = client.post(page, asked)
    assert check.status_code == 200 and "残る施策" in say(check) and follows.heading in say(check)
    assert not MeasureTie.objects.exists()
    assert client.post(page, asked | {"sure": "1"}).status_code == 302
    assert client.post(page, asked | {"sure": "1"}).status_code == 409  # the second click moves nothing
    tie = MeasureTie.objects.get()
    assert (tie.was_id, tie.section_id, tie.reason, tie.tied_by) == (section.pk, follows.pk, "改定のため", by)
    made.refresh_from_db()
    assert made.section_id == follows.pk and made.state == "planned"
    assert OutboxMessage.objects.filter(topic="measure.retied", item_id=made.pk).count() == 1
    shown = say(client.get(reverse("measure", args=[made.pk])))
    assert "結び付けた項目の履歴" in shown and "第一の指針" in shown and "改定のため" in shown
    assert by.family_name in shown
    with acting_as(by):
        perform("publish_measure", made, by=by)
    public = say(browser().get(reverse("public_measure", args=[made.pk])))
    assert "改定のため" in public and "第二の指針" in public and by.family_name not in public
    assert "旧版の項目に結び付いたままの施策はありません" in say(client.get(page))


def test_many_go_in_one_act_or_none_does(world, by, revised):
    new, made, _done, section = revised
    other = play.put_under(by, world, play.measure(by, text="別の施策"), new.sections.get(kind="funding"))
    follows = new.sections.get(kind="people")
    with acting_as(by):
        shown = measure_ties.fingerprint(list(measure_ties.on_old()), new)
        with pytest.raises(WrongState, match="一つ以上"):
            measure_ties.retie({}, by=by, listed=[made.pk], shown=shown)
        with pytest.raises(WrongState, match="変わりました"):
            measure_ties.retie({made.pk: follows.pk}, by=by, listed=[made.pk, other.pk], shown=shown)
        with pytest.raises(WrongState, match="変わりました"):
            measure_ties.retie({made.pk: section.pk}, by=by, listed=[made.pk], shown=shown)
        perform("drop", made, by=by, text="やめる")
        with pytest.raises(WrongState, match="変わりました"):
            measure_ties.retie({made.pk: follows.pk}, by=by, listed=[made.pk], shown=shown)
        assert not MeasureTie.objects.exists()
        # Taken up again it is open again, and shown again.
        perform("take_up_again", made, by=by, text="続ける")
        assert [m.pk for m in measure_ties.on_old()] == [made.pk]


def test_what_follows_is_known_over_several_versions_and_never_guessed(world, by, revised):
    new, _made, _done, section = revised
    third = decide_and_publish(by, play.draft(by, title="第三の指針", basis=new))
    alone = GuidelineSection(kind="handling", heading="どこにもない")
    with acting_as(by):
        sections = measure_ties.Successors()
        assert sections.of(section).section == third.sections.get(kind="people")
        assert sections.of(section).found == "changed"
        assert sections.of(new.sections.get(kind="study")).found == "same"
        assert sections.of(alone).section is None
        assert sections.of(GuidelineSection(kind="people", heading="別の系統")).found == "kind"


def test_the_database_keeps_every_tie(world, by, revised):
    """Round the Python: no measure leaves its section without a row, none goes under text that is not in force."""
    new, made, _done, section = revised
    follows = new.sections.get(kind="people")
    with pytest.raises(DatabaseError, match="until a tie moves it"), transaction.atomic():
        PolicyMeasure.objects.filter(pk=made.pk).update(section=follows)
    free = play.measure(by, text="まだ結び付けていない")
    with pytest.raises(DatabaseError, match="a text in force"), transaction.atomic():
        PolicyMeasure.objects.filter(pk=free.pk).update(section=section)
    draft = play.draft(by, title="第三の案", basis=new)
    with acting_as(by):
        for was, now, who, words in (
            (follows, section, by, "comes from"),
            (section, draft.sections.get(kind="people"), by, "in force"),
            (section, follows, world.ito, "another name"),
            (section, section, by, "another section"),
        ):
            with pytest.raises(DatabaseError, match=words), transaction.atomic():
                MeasureTie.objects.create(item=made, was=was, section=now, tied_by=who)
        MeasureTie.objects.create(item=made, was=section, section=follows, tied_by=by)
    with acting_as(world.ito), pytest.raises(DatabaseError, match="no right over it"), transaction.atomic():
        MeasureTie.objects.create(
            item=made, was=follows, section=new.sections.get(kind="study"), tied_by=world.ito
        )
    for change in (
        lambda: MeasureTie.objects.update(reason="x"),
        lambda: MeasureTie.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with acting_as(world.sato):
        assert not MeasureTie.objects.exists()


def test_a_change_of_section_by_hand_keeps_the_old_one_too(world, by):
    guideline = play.published(by)
    made = play.put_under(by, world, play.measure(by), guideline.sections.get(kind="people"))
    made = play.put_under(by, world, made, guideline.sections.get(kind="people"))
    assert not MeasureTie.objects.exists()
    made = play.put_under(by, world, made, guideline.sections.get(kind="funding"))
    assert MeasureTie.objects.get().was.kind == "people" and made.section.kind == "funding"


def test_another_end_leaves_a_measure_where_it_stands(world, by, revised):
    _new, made, _done, section = revised
    client, page = browser(by), reverse("measure_act", args=[made.pk, "assign"])
    form = client.get(page).context["form"]
    assert str(section.pk) in str(form["section"]) and form["section"].value() == section.pk
    due = today() + timedelta(days=50)
    when = {"due_year": str(due.year), "due_month": str(due.month), "due_day": str(due.day)}
    sent = {"owner": str(made.owner_id), "section": str(section.pk), **when}
    assert client.post(page, sent).status_code == 302
    made.refresh_from_db()
    assert made.section_id == section.pk and made.due == due and not MeasureTie.objects.exists()


def test_measures_for_one_purpose_are_a_list_of_their_own(world, by):
    made = play.assigned(by, world, text="投資を呼ぶ施策")
    hidden = play.measure(by, text="内部だけの投資施策", purpose="investment")
    play.measure(by, text="ほかの施策")
    client, page = browser(by), reverse("measure_act", args=[made.pk, "mark_purpose"])
    assert client.get(page).status_code == 200
    assert client.post(page, {"purpose": "other"}).status_code == 422
    assert client.post(page, {"purpose": "investment"}).status_code == 302
    assert client.post(page, {"purpose": "investment"}).status_code == 409
    assert browser(world.ito).post(page, {"purpose": ""}).status_code == 403
    assert status(world.sato, "measure_act", made.pk, "mark_purpose") == 404
    of = {"purpose": "investment"}
    listed = say(client.get(reverse("measure_list"), of))
    assert "投資を呼ぶ施策" in listed and "内部だけの投資施策" in listed and "ほかの施策" not in listed
    planned = say(client.get(reverse("measure_list"), of | {"state": "planned"}))
    assert "投資を呼ぶ施策" in planned and "内部だけの投資施策" not in planned
    with acting_as(by):
        counted = dict(measures_overview.by_purpose(today()))["investment"]
        assert (counted.whole, counted.open, counted.done) == (2, 1, 0)
    with acting_as(world.ito):  # who carries one out counts that one alone
        assert dict(measures_overview.by_purpose(today()))["investment"].whole == 1
    assert "投資先としての魅力を高める" in say(client.get(reverse("measure_csv")))
    with acting_as(by):
        perform("publish_measure", made, by=by)
    public = say(browser().get(reverse("public_measures"), of))
    assert "投資を呼ぶ施策" in public and "内部だけの投資施策" not in public
    assert browser().get(reverse("public_measure", args=[hidden.pk])).status_code == 404
    with acting_as(by):
        perform("mark_purpose", made, by=by, purpose="")
    assert "投資を呼ぶ施策" not in say(browser().get(reverse("public_measures"), of))
    assert "投資を呼ぶ施策" in say(browser().get(reverse("public_measures"), {"purpose": "x"}))
