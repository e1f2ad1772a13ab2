"""A draft limited to named people is theirs alone: the rest of the office keeps a content-free title and no page of it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from accounts.fields import today
from accounts.models import Office, Person
from confidentiality import audience, outbox
from confidentiality.acting import acting_as, database_now
from confidentiality.guards import CONTENT
from confidentiality.models import BaseAudience, Entry, Item, OutboxMessage
from confidentiality.verbs import Refused, WrongState, perform
from programmes import draft_readers, funding, guidelines, visions
from programmes.models import (
    Assignment,
    ExpertOpinion,
    Guideline,
    GuidelineFile,
    GuidelineSection,
    RDVision,
    VisionFile,
)
from tests.councils.visitors import browser
from tests.programmes import call_stage, fund_stage
from tests.programmes import policy_cast as play


@pytest.fixture
def by(world) -> Person:
    return play.officer(world)


@pytest.fixture
def second(world) -> Person:
    """Another of the office, who is named."""
    Office.objects.create(person=world.kobayashi, kind="programme_staff")
    return world.kobayashi


@pytest.fixture
def third(world) -> Person:
    """One of the office who is not."""
    Office.objects.create(person=world.watanabe, kind="programme_staff")
    return world.watanabe


def narrowed(draft, by, *people, reason="公表の前に市場へ影響するため") -> None:
    with acting_as(by):
        draft_readers.narrow_readers(draft, by=by, people=people, reason=reason)


def a_vision(world, by) -> RDVision:
    with acting_as(by):
        return visions.start_vision(by=by, title="秘した題", reason="改定の趣旨")


def reads(person, draft) -> tuple[bool, ...]:
    """Its title in the register of things; its text, sections and file."""
    with acting_as(person):
        known = Item.objects.filter(pk=draft.pk).exists()
        text = type(draft).objects.filter(pk=draft.pk).exists()
        if isinstance(draft, RDVision):
            file = VisionFile.objects.filter(vision=draft).exists()
        else:
            file = GuidelineFile.objects.filter(guideline=draft).exists()
            assert ExpertOpinion.objects.filter(guideline=draft).exists() == file
            assert GuidelineSection.objects.filter(item=draft).exists() == text
    return known, text, file


@pytest.mark.parametrize("kind", ["guideline", "vision"])
def test_only_the_named_read_it_and_the_rest_know_that_it_is_there(world, by, second, third, kind):
    fund_stage.make_stage(world)  # 中村 is the agency of a fund, and so a reader of drafts
    draft = play.discussed(by) if kind == "guideline" else a_vision(world, by)
    assert reads(third, draft) == (True, True, True)
    assert reads(world.nakamura, draft)[:2] == (True, True)
    assert reads(world.inoue, draft) == (False, False, False)
    narrowed(draft, by, second, world.inoue)
    for one in (by, second):
        assert reads(one, draft) == (True, True, True), one
    assert reads(world.inoue, draft) == (
        True,
        True,
        False,
    )  # what was said of it, and by whom, stays in the office
    for one in (third, world.nakamura):
        assert reads(one, draft) == (True, False, False), one
    assert reads(world.kato, draft) == (False, False, False)


def test_no_page_answers_another_of_the_office_and_no_list_names_it(world, by, second, third):
    draft = play.discussed(by, title="秘した題の指針")
    vision = a_vision(world, by)
    for one in (draft, vision):
        narrowed(one, by, second)
    section = GuidelineSection.objects.filter(item=draft).first()
    opinion = ExpertOpinion.objects.filter(guideline=draft).first()
    visitor = browser(third)
    for name, *of in (
        ("guideline", draft.pk),
        ("guideline_changes", draft.pk),
        ("guideline_changes_pdf", draft.pk),
        ("guideline_act", draft.pk, "take_back"),
        ("section_new", draft.pk),
        ("section_edit", section.pk),
        ("opinion_edit", opinion.pk),
        ("guideline_readers", draft.pk),
        ("guideline_readers_narrow", draft.pk),
        ("guideline_readers_new", draft.pk),
        ("guideline_readers_widen", draft.pk),
        ("vision", vision.pk),
        ("vision_edit", vision.pk),
        ("vision_changes", vision.pk),
        ("vision_act", vision.pk, "discard_vision"),
        ("vision_readers", vision.pk),
        ("vision_readers_widen", vision.pk),
    ):
        assert visitor.get(reverse(name, args=of)).status_code == 404, name
    for name in (
        "guideline_list",
        "vision_list",
        "programme_home",
        "home",
        "measure_list",
        "public_programmes",
    ):
        page = visitor.get(reverse(name)).content.decode()
        assert "秘した題" not in page and str(draft.pk) not in page and str(vision.pk) not in page, name
    assert "内容をお見せしていない案が1件あります" in visitor.get(reverse("guideline_list")).content.decode()
    assert "内容をお見せしていない案" not in browser(by).get(reverse("guideline_list")).content.decode()
    assert "秘した題" in browser(second).get(reverse("guideline", args=[draft.pk])).content.decode()


def test_who_does_not_read_it_can_neither_open_it_to_themselves_nor_be_named_by_sql(world, by, second, third):
    draft = play.discussed(by)
    narrowed(draft, by, second)
    for one in (third, world.inoue):
        with acting_as(one):
            for attempt in (
                lambda one=one: Assignment.objects.create(
                    item_id=draft.pk, person=one, role="draft_reader", assigned_by=one
                ),
                lambda one=one: BaseAudience.objects.create(
                    item_id=draft.pk, principal_id=audience.person(one.pk), depth=CONTENT
                ),
            ):
                with pytest.raises(DatabaseError), transaction.atomic():
                    attempt()
            assert not BaseAudience.objects.filter(item_id=draft.pk, valid_until=None).update(depth=CONTENT)
            with pytest.raises((Refused, WrongState, Guideline.DoesNotExist)):
                draft_readers.widen_readers(draft, by=one, reason="読みたい")
    assert not reads(third, draft)[1]


def test_a_reader_of_another_house_reads_and_changes_nothing(world, by, second):
    draft = play.draft(by)
    narrowed(draft, by, second, world.inoue)
    visitor = browser(world.inoue)
    assert visitor.get(reverse("guideline", args=[draft.pk])).status_code == 200
    page = visitor.get(reverse("guideline_readers", args=[draft.pk])).content.decode()
    assert world.yamamoto.name in page and "限定を解く" not in page and "公表の前に市場へ" not in page
    for name in ("narrow", "new", "widen"):
        assert visitor.get(reverse(f"guideline_readers_{name}", args=[draft.pk])).status_code == 403
    with acting_as(world.inoue), pytest.raises(Refused):
        draft_readers.name_draft_reader(draft, by=world.inoue, person=world.kato)
    other = Assignment.objects.get(item_id=draft.pk, person=second)
    assert visitor.post(reverse("guideline_readers_end", args=[draft.pk, other.pk])).status_code == 403


def test_two_of_the_office_stay_and_a_name_ends_at_once(world, by, second, third):
    draft = play.discussed(by)
    with acting_as(by), pytest.raises(WrongState, match="2人以上"):
        draft_readers.narrow_readers(draft, by=by, people=[world.inoue], reason="理由")
    assert not draft_readers.is_narrowed(draft)
    with acting_as(by), pytest.raises(WrongState, match="理由を記入"):
        draft_readers.narrow_readers(draft, by=by, people=[second], reason=" ")
    narrowed(draft, by, second, world.inoue)
    with acting_as(by):
        rows = {one.person_id: one for one in draft_readers.readers(draft)}
        with pytest.raises(WrongState, match="2人以上"):
            draft_readers.end_draft_reader(draft, rows[second.pk], by=by)
        draft_readers.end_draft_reader(draft, rows[world.inoue.pk], by=by)
        with pytest.raises(WrongState, match="すでに"):
            draft_readers.end_draft_reader(draft, rows[world.inoue.pk], by=by)
        draft_readers.name_draft_reader(draft, by=by, person=third)
        with pytest.raises(WrongState, match="すでに閲覧者"):
            draft_readers.name_draft_reader(draft, by=by, person=third)
    assert reads(world.inoue, draft) == (False, False, False)
    assert reads(third, draft)[:2] == (True, True)
    with acting_as(second):  # may go, now that a third is there
        draft_readers.end_draft_reader(draft, rows[second.pk], by=second)
    assert reads(second, draft)[:2] == (True, False)


def test_it_is_read_as_usual_before_the_public_is_asked(world, by, second, third):
    draft = play.discussed(by)
    narrowed(draft, by, second)
    with acting_as(by):
        draft = Guideline.objects.get(pk=draft.pk)
        more = {"shown": draft.text_hash, "closes_at": database_now() + timedelta(days=40)}
        with pytest.raises(WrongState, match="限定を解いて"):
            perform("open_comments", draft, by=by, **more)
        with pytest.raises(DatabaseError, match="goes no further"), transaction.atomic():
            Guideline.objects.filter(pk=draft.pk).update(state="public_comment")
        draft_readers.widen_readers(draft, by=by, reason="意見の募集のため")
        with pytest.raises(WrongState, match="限定していません"):
            draft_readers.widen_readers(draft, by=by, reason="もう一度")
        perform("open_comments", Guideline.objects.get(pk=draft.pk), by=by, **more)
        with pytest.raises(WrongState, match="限定できません"):
            draft_readers.narrow_readers(draft, by=by, people=[second], reason="遅い")
    assert reads(third, draft) == (True, True, True)
    assert reads(world.inoue, draft) == (False, False, False)
    with acting_as(by):
        assert [step.verb for step in draft_readers.steps(draft)] == ["widen_readers", "narrow_readers"]
    assert Entry.objects.filter(verb="narrow_readers", item_id=draft.pk).count() == 1


def test_no_vision_is_decided_while_it_is_limited(world, by, second):
    made = call_stage.vision(world, until="deliberating")
    who = Person.objects.get(pk=Entry.objects.filter(verb="start_vision", item_id=made.pk).first().actor_id)
    narrowed(made, who, by, second)
    with acting_as(who):
        found = RDVision.objects.get(pk=made.pk)
        with pytest.raises(WrongState, match="限定を解いて"):
            perform(
                "decide_vision", found, by=who, shown=found.text_hash, decided_on=today(), decided_by="会議"
            )
        with pytest.raises(DatabaseError, match="goes no further"), transaction.atomic():
            RDVision.objects.filter(pk=made.pk).update(state="decided", decided_on=today(), decided_by="会議")


def test_a_new_draft_beside_a_hidden_one_is_refused_in_words_and_takes_no_number_twice(
    world, by, second, third
):
    draft = play.draft(by)
    first = a_vision(world, by)
    for one in (draft, first):
        narrowed(one, by, second)
    with acting_as(third):
        with pytest.raises(WrongState, match="作成中の版があります"):
            guidelines.start(by=third, title="もう一つ", reason="趣旨", basis=None)
        after = visions.start_vision(by=third, title="次のビジョン", reason="趣旨")
    assert after.number == first.number + 1
    with acting_as(by):
        perform("withdraw_draft", Guideline.objects.get(pk=draft.pk), by=by, reason="やり直す")
    with acting_as(third):
        again = guidelines.start(by=third, title="やり直し", reason="趣旨", basis=None)
    assert again.number == draft.number + 1
    for stranger in (world.inoue, None):
        with acting_as(stranger), connection.cursor() as cursor:
            cursor.execute("select app.last_version('vision', null), app.last_version('guideline', null)")
            assert cursor.fetchone() == (None, None)


def test_that_it_was_limited_does_not_keep_a_draft_from_being_given_up(world, by, second):
    draft = a_vision(world, by)
    narrowed(draft, by, second)
    with acting_as(by):
        perform("discard_vision", RDVision.objects.get(pk=draft.pk), by=by, reason="まちがい")
    assert reads(by, draft)[1]


def test_names_are_given_to_drafts_alone_and_by_no_other_page(world, by, second):
    stage = fund_stage.make_stage(world)
    with (
        acting_as(stage.nakamura),
        pytest.raises(DatabaseError, match="of a draft alone"),
        transaction.atomic(),
    ):
        funding.assign(stage.fund, by=stage.nakamura, person=second, part="draft_writer")


def test_the_pages_take_names_line_by_line_and_tell_those_named(world, by, second, third):
    draft = play.draft(by)
    page, office = reverse("guideline_readers", args=[draft.pk]), browser(by)
    assert "閲覧者を限定する" in office.get(page).content.decode()
    narrow = reverse("guideline_readers_narrow", args=[draft.pk])
    answer = office.post(
        narrow, {"people": f"{second.email}\nどなたか\nnobody@example.jp\n", "reason": "理由"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "2行目は、メールアドレスの形ではありません" in text and "3行目のメールアドレスの利用者は" in text
    assert second.email in text and not draft_readers.is_narrowed(draft)
    answer = office.post(narrow, {"people": world.inoue.email, "reason": "理由"})
    assert (
        answer.status_code == 422
        and world.inoue.email in answer.content.decode()
        and "2人以上" in answer.content.decode()
    )
    sent = {"people": f" {second.email.upper()}\n\n{world.inoue.email}", "reason": "公表の前に影響があるため"}
    assert office.post(narrow, sent).status_code == 302
    assert office.post(narrow, sent).status_code == 409
    shown = office.get(page).content.decode()
    assert all(name in shown for name in (by.name, second.name, world.inoue.name, "公表の前に影響があるため"))
    told = OutboxMessage.objects.filter(topic="guideline.reader_named")
    assert told.count() == 2 and not [m for m in told if "試験" in str(m.note)]
    assert outbox.consumers("guideline.reader_named")
    new, widen = (reverse(f"guideline_readers_{one}", args=[draft.pk]) for one in ("new", "widen"))
    assert office.post(new, {"person": third.email}).status_code == 302
    row = Assignment.objects.get(item_id=draft.pk, person=world.inoue)
    assert (
        browser(world.inoue).post(reverse("guideline_readers_end", args=[draft.pk, row.pk])).status_code
        == 302
    )
    assert office.post(widen, {"reason": "募集へ進む"}).status_code == 302
    assert not draft_readers.readers(draft)


# --- after it, and by other ways --------------------------------------------------------------------------


def named_in(draft, *people) -> set:
    """Whom these readers find named at the draft, by rows and by the answer on who can see it."""
    found = set()
    for one in people:
        with acting_as(one), connection.cursor() as cursor:
            found |= set(Assignment.objects.filter(item_id=draft.pk).values_list("person_id", flat=True))
            cursor.execute("select person_id from app.who_can_see(%s, 2::smallint)", [draft.pk])
            found |= {row[0] for row in cursor.fetchall() if row[0]}
    return found


def test_who_was_named_is_the_offices_to_know_when_it_is_public(world, by, second):
    made = call_stage.vision(world, until="deliberating")
    narrowed(made, by, second, world.inoue)
    with acting_as(by):
        draft_readers.widen_readers(RDVision.objects.get(pk=made.pk), by=by, reason="決定のため")
        found = RDVision.objects.get(pk=made.pk)
        words = {"decided_on": today(), "decided_by": "試験会議"}
        found = perform("decide_vision", found, by=by, shown=found.text_hash, **words)
        perform("publish_vision", found, by=by, shown=found.text_hash)
    assert reads(world.kato, made)[1]
    assert named_in(made, world.kato, None) == set()
    assert named_in(made, world.inoue) == {world.inoue.pk}
    assert named_in(made, by) >= {by.pk, second.pk, world.inoue.pk}


def test_an_agency_does_not_learn_who_was_named_when_it_reads_again(world, by, second):
    fund_stage.make_stage(world)
    draft = play.draft(by)
    narrowed(draft, by, second, world.inoue)
    with acting_as(by):
        draft_readers.widen_readers(draft, by=by, reason="作成を終えた")
    assert reads(world.nakamura, draft)[1]
    assert named_in(draft, world.nakamura) <= {world.nakamura.pk}


@pytest.mark.parametrize("kind", ["guideline", "vision"])
def test_no_other_function_at_a_draft_or_its_file_tells_who_is_named(world, by, second, third, kind):
    draft = play.discussed(by) if kind == "guideline" else a_vision(world, by)
    narrowed(draft, by, second)
    with acting_as(by):
        file = draft.file.pk
    for place in (draft.pk, file):
        with acting_as(third), pytest.raises(DatabaseError), transaction.atomic():
            Assignment.objects.create(item_id=place, person=third, role="ministry", assigned_by=third)
    assert named_in(draft, third) == set()


def test_lifting_the_limit_of_a_draft_that_was_given_up_opens_it_to_the_office_alone(
    world, by, second, third
):
    fund_stage.make_stage(world)
    Office.objects.create(person=world.matsumoto, kind="records_officer")
    draft = a_vision(world, by)
    narrowed(draft, by, second, world.inoue)
    with acting_as(by):
        perform("discard_vision", RDVision.objects.get(pk=draft.pk), by=by, reason="まちがい")
    office = browser(by)
    assert (
        reverse("vision_readers", args=[draft.pk])
        in office.get(reverse("vision", args=[draft.pk])).content.decode()
    )
    answer = office.post(
        reverse("vision_readers_widen", args=[draft.pk]), {"reason": "確かめるため"}, follow=True
    )
    assert answer.status_code == 200
    assert reads(third, draft) == (True, True, True)
    for one in (world.nakamura, world.matsumoto, world.inoue):
        assert reads(one, draft) == (False, False, False), one


def test_a_withdrawn_draft_that_is_limited_leaves_nobody_without_a_way_on(world, by, second, third):
    draft = play.discussed(by)
    narrowed(draft, by, second)
    start = reverse("guideline_start")
    assert start not in browser(third).get(reverse("guideline_list")).content.decode()
    with acting_as(by):
        perform("withdraw_draft", Guideline.objects.get(pk=draft.pk), by=by, reason="やり直す")
    assert start in browser(third).get(reverse("guideline_list")).content.decode()
    office = browser(by)
    page = office.get(reverse("guideline", args=[draft.pk])).content.decode()
    assert reverse("guideline_readers", args=[draft.pk]) in page and "閲覧者限り" in page
    widen = reverse("guideline_readers_widen", args=[draft.pk])
    assert office.post(widen, {"reason": "記録のため"}, follow=True).status_code == 200
    assert reads(third, draft) == (True, True, True)


def test_what_has_moved_on_is_said_in_words(world, by, second, third):
    draft = play.discussed(by)
    with acting_as(by):
        more = {"shown": draft.text_hash, "closes_at": database_now() + timedelta(days=40)}
        perform("open_comments", Guideline.objects.get(pk=draft.pk), by=by, **more)
    for name in ("narrow", "new"):
        page = reverse(f"guideline_readers_{name}", args=[draft.pk])
        sent = {"people": second.email, "reason": "遅い", "person": third.email}
        answer = browser(by).post(page, sent, follow=True)
        assert answer.status_code == 409 and "限定できません" in answer.content.decode(), name


def test_a_reader_who_joins_the_office_names_nobody_until_they_are_named_as_one_of_it(
    world, by, second, third
):
    draft, vision = play.discussed(by), call_stage.vision(world, until="deliberating")
    for one in (draft, vision):
        narrowed(one, by, second, world.inoue)
    Office.objects.create(person=world.inoue, kind="programme_staff")
    visitor = browser(world.inoue)
    for name, one in (("guideline", draft), ("vision", vision)):
        page = visitor.get(reverse(f"{name}_readers", args=[one.pk]))
        assert page.status_code == 200 and "閲覧者を加える" not in page.content.decode()
        assert visitor.get(reverse(name, args=[one.pk])).status_code == 200
        for act in ("new", "widen"):
            assert visitor.get(reverse(f"{name}_readers_{act}", args=[one.pk])).status_code == 403
        other = Assignment.objects.get(item_id=one.pk, person=second)
        assert visitor.post(reverse(f"{name}_readers_end", args=[one.pk, other.pk])).status_code == 403
        assert not reads(world.inoue, one)[2]
    for act in ("back_to_draft", "decide_vision"):
        with acting_as(world.inoue), pytest.raises((Refused, WrongState)):
            found = RDVision.objects.get(pk=vision.pk)
            words = {"reason": "戻す"} if act == "back_to_draft" else {"shown": found.text_hash}
            if act == "decide_vision":
                words |= {"decided_on": today(), "decided_by": "会議"}
            perform(act, found, by=world.inoue, **words)
    with acting_as(world.inoue), pytest.raises(DatabaseError, match="by who reads"), transaction.atomic():
        Assignment.objects.create(
            item_id=draft.pk, person=third, role="draft_writer", assigned_by=world.inoue
        )
    office = browser(by)
    new = reverse("guideline_readers_new", args=[draft.pk])
    assert office.post(new, {"person": world.inoue.email}).status_code == 302
    assert reads(world.inoue, draft) == (True, True, True)
    assert office.post(new, {"person": world.inoue.email}).status_code == 409


def test_a_writer_who_leaves_the_office_reads_no_more_and_again_when_they_are_back(world, by, second, third):
    draft = play.discussed(by)
    narrowed(draft, by, second)
    held = Office.objects.get(person=second)
    assert reads(second, draft) == (True, True, True)
    Office.objects.filter(pk=held.pk).update(valid_until=database_now())
    assert not any(reads(second, draft))
    assert second.pk not in named_in(draft, by) or Assignment.objects.filter(person=second).exists()
    with acting_as(by):
        assert [a.person_id for a in draft_readers.readers(draft) if a.person_id == second.pk]
        draft_readers.name_draft_reader(draft, by=by, person=third)
    Office.objects.create(person=second, kind="programme_staff")
    assert reads(second, draft) == (True, True, True)
    with acting_as(by):
        rows = {a.person_id: a for a in draft_readers.readers(draft)}
        draft_readers.end_draft_reader(draft, rows[second.pk], by=by)
    Office.objects.create(person=second, kind="programme_staff", valid_from=database_now())
    assert reads(second, draft)[1:] == (False, False)


@pytest.mark.parametrize("role", ["draft_writer", "draft_reader"])
def test_the_pages_of_a_fund_offer_no_function_of_a_draft(world, by, second, role):
    stage = fund_stage.make_stage(world)
    page = reverse("fund_person_new", args=[stage.fund.pk])
    visitor = browser(world.nakamura)
    assert role not in visitor.get(page).content.decode()
    answer = visitor.post(page, {"person": second.email, "part": role, "sure": "1"})
    assert answer.status_code == 422 and not Assignment.objects.filter(role=role).exists()
