"""The register of reviewers and scouts: nobody but the fund's agency and each person themself; usable only while they agree."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.fields import today
from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.models import Entry, Item
from confidentiality.verbs import Refused, WrongState, perform
from programmes import conflicts, funding, scouts, technologies
from programmes.desk import tasks
from programmes.models import (
    ConceptTechnology,
    EvaluatorSeat,
    Fund,
    ReviewerCandidate,
    ScoutEntry,
    ScoutRegister,
    TechnologyField,
)
from tests.councils.visitors import browser
from tests.programmes import fund_stage, gate_stage, proposal_stage
from tests.programmes import review_stage as play
from tests.programmes.test_review_pages import deliver

OUTSIDERS = (
    "sato", "suzuki", "takahashi", "tanaka", "ito", "kato", "yamamoto", "kobayashi",
    "kimura", "yoshida", "matsumoto", "saito",
)  # fmt: skip
FUND_PAGES = ("scout_list", "scout_new", "scout_csv", "scout_list_new", "scout_list_corrected")
LINE_PAGES = ("scout", "scout_edit", "scout_own")
NAME = "無所属"  # of 井上


@pytest.fixture
def fund(world):
    return fund_stage.make_fund(world)


def enter(fund, person, *, by, **said) -> ScoutEntry:
    with acting_as(by):
        return scouts.enter(fund, by=by, person=person, **{"is_reviewer": True, **said})


def agree(entry: ScoutEntry) -> ScoutEntry:
    with acting_as(entry.person):
        entry = ScoutEntry.objects.get(pk=entry.pk)
        return perform("agree_to_judge", entry, by=entry.person, shown=entry.mark)


def agreed(fund, person, *, by, **said) -> ScoutEntry:
    return agree(enter(fund, person, by=by, **said))


def text(answer) -> str:
    return answer.content.decode()


def newcomer(n: int) -> Person:
    return Person.objects.create_user(f"scout{n}@example.jp", family_name=f"目利{n:02}", given_name="太郎")


# --- who -----------------------------------------------------------------------------------------------


def test_nobody_but_the_agency_and_the_person_learns_of_a_line(world, fund):
    entry = agreed(fund, world.inoue, by=world.nakamura)
    register = ScoutRegister.objects.get()
    for key in OUTSIDERS:
        person, client = world.people[key], browser(world.people[key])
        with acting_as(person):
            assert not ScoutEntry.objects.exists() and not ScoutRegister.objects.exists(), key
            assert not Item.objects.filter(kind="programmes.scoutregister").exists(), key
            assert not Entry.objects.filter(verb="enter_scout").exists() or key in ("kimura",), key
            with pytest.raises(Refused):
                scouts.enter(fund, by=person, person=world.suzuki, is_reviewer=True)
        for name in FUND_PAGES:
            assert client.get(reverse(name, args=[fund.pk])).status_code in (403, 404), (key, name)
        for name in LINE_PAGES:
            assert client.get(reverse(name, args=[entry.pk])).status_code == 404, (key, name)
        act = reverse("scout_act", args=[entry.pk, "remove_scout"])
        assert client.post(act, {"reason": "x"}).status_code == 404
        assert client.get(reverse("scout_register", args=[register.pk])).status_code == 404
        assert NAME not in text(client.get(reverse("my_scouts")))
        fund_page = client.get(reverse("fund", args=[fund.pk]))
        assert "名簿" not in text(fund_page) and NAME not in text(fund_page), key
    with acting_as(None):
        assert not ScoutEntry.objects.exists() and not ScoutRegister.objects.exists()


def test_the_person_reads_their_own_line_and_no_other(world, fund):
    own = enter(fund, world.inoue, by=world.nakamura, note="備考の文")
    other = enter(fund, world.matsumoto, by=world.nakamura)
    with acting_as(world.inoue):
        assert [e.pk for e in ScoutEntry.objects.all()] == [own.pk]
        assert not ScoutRegister.objects.exists() and not Item.objects.filter(pk=own.item_id).exists()
    client = browser(world.inoue)
    page = client.get(reverse("scout", args=[own.pk]))
    assert page.status_code == 200 and "備考の文" in text(page) and "試験基金" in text(page)
    assert client.get(reverse("scout", args=[other.pk])).status_code == 404
    assert client.get(reverse("scout_edit", args=[own.pk])).status_code == 403
    assert (
        client.post(reverse("scout_act", args=[own.pk, "remove_scout"]), {"reason": "x"}).status_code == 403
    )
    assert client.get(reverse("scout_list", args=[fund.pk])).status_code in (403, 404)
    assert "試験基金" in text(client.get(reverse("my_scouts")))


def test_an_officer_on_the_side_of_a_proposal_of_the_fund_reads_no_line(world):
    stage = play.opened(world)
    fund = Fund.objects.get(pk=stage.call.fund_id)
    entry = agreed(fund, world.inoue, by=stage.nakamura)
    with acting_as(stage.watanabe):
        assert ScoutEntry.objects.count() == 1
    with acting_as(stage.nakamura):
        conflicts.add_party(stage.dossier(), by=stage.nakamura, ground="other", person=stage.watanabe)
    with acting_as(stage.watanabe):
        assert not ScoutEntry.objects.exists() and not ScoutRegister.objects.exists()
        with pytest.raises(Refused):
            scouts.enter(fund, by=stage.watanabe, person=world.matsumoto, is_reviewer=True)
    client = browser(stage.watanabe)
    for name in FUND_PAGES:
        assert client.get(reverse(name, args=[fund.pk])).status_code == 403, name
    assert client.get(reverse("scout", args=[entry.pk])).status_code == 404
    assert "審査員・目利きの名簿" not in text(client.get(reverse("fund", args=[fund.pk])))
    for key in ("takahashi", "tanaka", "suzuki", "kato"):
        with acting_as(world.people[key]):
            assert not ScoutEntry.objects.exists(), key


def test_an_officer_with_a_draft_of_their_own_or_a_project_of_the_fund_reads_no_line(world):
    call = proposal_stage.open_call(world)
    fund = Fund.objects.get(pk=call.fund_id)
    entry = agreed(fund, world.inoue, by=world.nakamura)
    proposal_stage.draft(world, call, by="kato")
    with acting_as(world.yamamoto):
        funding.assign(fund, by=world.yamamoto, person=world.kato, part="agency")
    with acting_as(world.kato):
        assert not ScoutEntry.objects.exists()
    assert browser(world.kato).get(reverse("scout", args=[entry.pk])).status_code == 404


def test_a_manager_of_a_project_of_the_fund_reads_no_line(world):
    stage = fund_stage.make_stage(world)
    agreed(stage.fund, world.inoue, by=world.nakamura)
    with acting_as(world.nakamura):
        assert ScoutEntry.objects.count() == 1
        funding.assign(stage.project, by=world.nakamura, person=world.watanabe, part="manager")
    with acting_as(world.watanabe):
        assert not ScoutEntry.objects.exists()
    with acting_as(world.nakamura):
        assert ScoutEntry.objects.count() == 1


def test_the_agency_of_another_fund_or_of_a_concept_keeps_no_register_of_this(world):
    stage = play.opened(world)
    fund = Fund.objects.get(pk=stage.call.fund_id)
    agreed(fund, world.inoue, by=stage.nakamura)
    with acting_as(stage.nakamura):
        funding.assign(stage.call.concept, by=stage.nakamura, person=world.matsumoto, part="agency")
    other = fund_stage.make_fund(world, name="別の基金")
    with acting_as(world.yamamoto):
        funding.assign(other, by=world.yamamoto, person=world.saito, part="agency")
    for person in (world.matsumoto, world.saito):
        with acting_as(person):
            assert not ScoutEntry.objects.exists()
        assert browser(person).get(reverse("scout_list", args=[fund.pk])).status_code in (403, 404)
    page = browser(world.matsumoto).get(reverse("review_matrix", args=[stage.review().pk]))
    assert page.status_code == 200 and "名簿から" not in text(page)
    pick = reverse("review_scouts", args=[stage.review().pk])
    assert browser(world.matsumoto).get(pick).status_code == 403


# --- the database --------------------------------------------------------------------------------------


def refused(person, sentence: str, **changes) -> None:
    with acting_as(person), pytest.raises(DatabaseError, match=sentence), transaction.atomic():
        ScoutEntry.objects.update(**changes)


def test_nobody_agrees_for_somebody_else_and_nobody_widens_what_was_agreed(world, fund):
    entry = enter(fund, world.inoue, by=world.nakamura, until=today() + timedelta(days=30))
    refused(world.nakamura, "nobody agrees", state="agreed", agreed_at="2026-01-01T00:00Z")
    refused(world.inoue, "agency's to say", is_evaluator=True)
    refused(world.inoue, "agency's to say", until=None)
    agree(entry)
    refused(world.nakamura, "more than was agreed", is_evaluator=True)
    refused(world.nakamura, "more than was agreed", until=None)
    refused(world.inoue, "one's own", state="removed", reason="x")
    refused(world.nakamura, "its person", person_id=world.matsumoto.pk)
    refused(world.nakamura, "no such field", fields=[fund.pk])
    with acting_as(world.nakamura), pytest.raises(DatabaseError), transaction.atomic():
        ScoutEntry.objects.create(
            item_id=entry.item_id,
            person=world.matsumoto,
            fund_name="x",
            asked_by=world.nakamura,
            is_scout=True,
            state="agreed",
            agreed_at="2026-01-01T00:00Z",
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        ScoutEntry.objects.all().delete()
    with acting_as(world.kato):
        assert ScoutEntry.objects.update(languages="x") == 0


# --- the life of a line --------------------------------------------------------------------------------


def test_a_line_is_usable_only_while_its_person_agrees_and_it_lasts(world, fund):
    entry = enter(fund, world.inoue, by=world.nakamura)

    def usable() -> int:
        with acting_as(world.nakamura):
            return scouts.usable(ScoutEntry.objects.all()).count()

    assert usable() == 0
    agree(entry)
    assert usable() == 1
    for verb, left in (("pause_judging", 0), ("resume_judging", 1), ("decline_to_judge", 0)):
        play.act(verb, ScoutEntry.objects.get(), world.inoue)
        assert usable() == left, verb
    play.act("ask_scout_again", ScoutEntry.objects.get(), world.nakamura)
    assert usable() == 0
    agree(entry)
    with acting_as(world.nakamura):
        scouts.edit(ScoutEntry.objects.get(), by=world.nakamura, until=today() + timedelta(days=1))
        assert usable() == 1  # less than was agreed to
        made = scouts.edit(ScoutEntry.objects.get(), by=world.nakamura, is_evaluator=True)
    assert made.state == "asked" and usable() == 0
    agree(made)
    with acting_as(world.nakamura):
        ScoutEntry.objects.update(until=today() - timedelta(days=1))
    assert usable() == 0
    with pytest.raises(WrongState, match="理由"):
        play.act("remove_scout", ScoutEntry.objects.get(), world.nakamura, reason=" ")
    gone = play.act("remove_scout", ScoutEntry.objects.get(), world.nakamura, reason="任期の終了")
    assert (gone.state, gone.reason, gone.agreed_at) == ("removed", "任期の終了", None)


def test_a_person_agrees_to_the_words_they_were_shown(world, fund):
    entry = enter(fund, world.inoue, by=world.nakamura)
    with acting_as(world.nakamura):
        scouts.edit(entry, by=world.nakamura, is_evaluator=True)
    with pytest.raises(WrongState, match="内容が変わりました"):
        play.act("agree_to_judge", entry, world.inoue, shown=entry.mark)
    page = reverse("scout_act", args=[entry.pk, "agree_to_judge"])
    client = browser(world.inoue)
    assert "審査員、評価者" in text(client.get(page))
    assert client.post(page, {"shown": "x"}).status_code == 409
    assert client.post(page, {"shown": ScoutEntry.objects.get().mark}).status_code == 302
    assert ScoutEntry.objects.get().is_usable


def test_asking_twice_is_once_and_tells_the_person_by_letter_and_desk(world, fund):
    one = enter(fund, world.inoue, by=world.nakamura)
    assert enter(fund, world.inoue, by=world.nakamura).pk == one.pk
    with pytest.raises(WrongState, match="すでに名簿に"):
        enter(fund, world.inoue, by=world.nakamura, is_scout=True)
    with pytest.raises(WrongState, match="自分を"):
        enter(fund, world.nakamura, by=world.nakamura)
    letters = [m for m in deliver() if "inoue@example.jp" in m.to]
    assert len(letters) == 1 and reverse("scout", args=[one.pk]) in letters[0].body
    with acting_as(world.inoue):
        assert [
            t.where if hasattr(t, "where") else t.url for t in tasks(world.inoue) if "名簿" in t.what
        ] == [reverse("scout", args=[one.pk])]
    agree(one)
    with acting_as(world.inoue):
        assert not [t for t in tasks(world.inoue) if "名簿" in t.what]


def test_a_person_corrects_what_they_can_judge(world, fund):
    entry = agreed(fund, world.inoue, by=world.nakamura)
    field = TechnologyField.objects.create(name="試験分野の甲")
    page, client = reverse("scout_own", args=[entry.pk]), browser(world.inoue)
    sent = {"fields_known": [str(field.pk)], "languages": "日本語、英語"}
    assert "試験分野の甲" in text(client.post(page, sent))
    assert client.post(page, {**sent, "sure": "1"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.fields, entry.languages, entry.state) == ([field.pk], "日本語、英語", "agreed")
    assert browser(world.nakamura).get(page).status_code == 403
    assert browser(world.kato).post(page, {**sent, "sure": "1"}).status_code == 404


def test_a_field_merged_or_removed_is_followed(world, fund):
    one, two = (TechnologyField.objects.create(name=f"試験分野{n}") for n in "甲乙")
    part = TechnologyField.objects.create(name="試験の部分", parent=two)
    entry = enter(fund, world.inoue, by=world.nakamura, fields=[one.pk])
    with acting_as(world.yamamoto):
        technologies.merge_field(one, by=world.yamamoto, into=part)
    entry.refresh_from_db()
    assert entry.fields == [part.pk]
    with acting_as(world.yamamoto):
        technologies.remove_field(part, by=world.yamamoto)
    entry.refresh_from_db()
    assert entry.fields == [two.pk]
    with acting_as(world.kato), pytest.raises(DatabaseError, match="office"), transaction.atomic():
        connection.cursor().execute("select app.hand_scouts_over(%s, %s)", [two.pk, two.pk])


# --- pages ---------------------------------------------------------------------------------------------


def test_the_list_is_filtered_paged_and_costs_the_same_whatever_its_length(world, fund):
    client, page = browser(world.nakamura), reverse("scout_list", args=[fund.pk])
    above = TechnologyField.objects.create(name="試験分野の上")
    part = TechnologyField.objects.create(name="試験分野の下", parent=above)
    enter(fund, newcomer(0), by=world.nakamura, fields=[part.pk])
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for n in range(1, 56):
        enter(fund, newcomer(n), by=world.nakamura, is_scout=n % 2 == 0)
    with CaptureQueriesContext(connection) as many:
        first = text(client.get(page))
    assert len(many) == len(few)
    assert "目利00" in first and "目利54" not in first and "56名" in first
    assert "目利54" in text(client.get(page + "?page=2"))
    found = text(client.get(page, {"q": "目利07"}))
    assert "目利07" in found and "目利08" not in found
    for field in (above, part):
        found = text(client.get(page, {"field": field.pk}))
        assert "目利00" in found and "目利01" not in found
    assert "当てはまる方は" in text(client.get(page, {"function": "is_scout", "q": "目利03"}))
    assert "当てはまる方は" not in text(client.get(page, {"function": "is_scout", "q": "目利04"}))
    assert "当てはまる方はいません" in text(client.get(page, {"state": "usable"}))
    assert client.get(page, {"field": "no-number"}).status_code == 200


def test_somebody_is_asked_on_a_page_with_every_fault_named(world, fund):
    client, page = browser(world.nakamura), reverse("scout_new", args=[fund.pk])
    bad = client.post(page, {"person": "nobody@example.jp"})
    assert bad.status_code == 422
    assert "登録されていません" in text(bad) and "一つ以上を選んでください" in text(bad)
    sent = {"person": "inoue@example.jp", "is_scout": "on", "languages": "日本語", "note": "備考"}
    assert client.post(page, sent).status_code == 200 and not ScoutEntry.objects.exists()
    made = client.post(page, {**sent, "sure": "1"})
    entry = ScoutEntry.objects.get()
    assert made["Location"] == reverse("scout", args=[entry.pk])
    assert text(client.get(made["Location"])).count("井上") >= 1
    edit = reverse("scout_edit", args=[entry.pk])
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"is_reviewer": "on", "note": "新しい備考", "sure": "1"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.is_scout, entry.is_reviewer, entry.note) == (False, True, "新しい備考")


def sheet(*rows) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [("メールアドレス", "役割", "専門の技術分野", "審査できる言語", "期限", "備考"), *rows]
    )
    return out.getvalue().encode("utf-8-sig")


def test_a_list_is_taken_whole_or_not_at_all(world, fund):
    TechnologyField.objects.create(name="試験分野の甲")
    client, page = browser(world.nakamura), reverse("scout_list_new", args=[fund.pk])
    enter(fund, world.matsumoto, by=world.nakamura)
    bad = sheet(
        ("inoue@example.jp", "審査員、目利き", "試験分野の甲", "日本語", "", ""),
        ("inoue@example.jp", "審査員", "", "", "", ""),
        ("nobody@example.jp", "審査官", "ない分野", "", "2001/1/1", ""),
        ("matsumoto@example.jp", "評価者", "", "", "", ""),
        ("nakamura@example.jp", "評価者", "", "", "", ""),
    )
    answer = client.post(page, {"file": SimpleUploadedFile("s.csv", bad)})
    assert answer.status_code == 422 and ScoutEntry.objects.count() == 1
    said = text(answer)
    for words in (
        "3行目の「メールアドレス」：2行目と同じ方です。",
        "4行目の「役割」：「審査官」は選べません。",
        "4行目の「専門の技術分野」：「ない分野」という技術分野はありません。",
        "4行目の「期限」：今日より後の日",
        "4行目の「メールアドレス」：このメールアドレスの利用者は登録されていません。",
        "5行目の「メールアドレス」：この方は、すでに名簿にあります。",
        "6行目の「メールアドレス」：自分を名簿に",
    ):
        assert words in said, words
    back = client.post(reverse("scout_list_corrected", args=[fund.pk]), {"data": answer.context["sent"]})
    assert back["Content-Type"].startswith("text/csv") and "2行目と同じ方です" in text(back)
    good = sheet(("ＩＮＯＵＥ@example.jp", "審査員・目利き", "試験分野の甲", "英語", "2099/3/31", "=1+1"))
    seen = client.post(page, {"file": SimpleUploadedFile("s.csv", good)})
    assert seen.status_code == 200 and ScoutEntry.objects.count() == 1
    assert client.post(page, {"data": seen.context["sent"], "sure": "1"}).status_code == 302
    made = ScoutEntry.objects.get(person=world.inoue)
    assert (made.is_reviewer, made.is_scout, made.is_evaluator, made.state) == (True, True, False, "asked")
    again = client.post(page, {"data": seen.context["sent"], "sure": "1"})
    assert again.status_code == 422 and ScoutEntry.objects.count() == 2
    out = client.get(reverse("scout_csv", args=[fund.pk]))
    rows = list(csv.reader(io.StringIO(out.content.decode("utf-8-sig"))))
    assert len(rows) == 3 and any("'=1+1" in cell for row in rows for cell in row)
    assert Entry.objects.filter(verb="export_scouts").count() == 1
    assert client.post(page, {"file": SimpleUploadedFile("s.csv", b"\x00")}).status_code == 422


# --- taken over ----------------------------------------------------------------------------------------


@pytest.fixture
def stage(world):
    return play.opened(world)


def pick(stage, *entries):
    page = reverse("review_scouts", args=[stage.review().pk])
    return browser(stage.nakamura).post(page, {"scout": [str(e.pk) for e in entries]})


def test_several_become_candidates_in_one_act_and_only_who_agreed(stage):
    fund = Fund.objects.get(pk=stage.call.fund_id)
    one, two = (agreed(fund, p, by=stage.nakamura) for p in (stage.one, stage.two))
    asked = enter(fund, stage.three, by=stage.nakamura)
    gates = agreed(fund, stage.inoue, by=stage.nakamura, is_reviewer=False, is_evaluator=True)
    for refused_ in (asked, gates):
        assert pick(stage, one, refused_).status_code == 409
        assert not ReviewerCandidate.objects.exists()
    assert pick(stage).status_code == 409
    assert pick(stage, one, two).status_code == 302
    assert pick(stage, one, two).status_code == 302
    assert set(ReviewerCandidate.objects.values_list("person_id", flat=True)) == {stage.one.pk, stage.two.pk}
    play.act("pause_judging", ScoutEntry.objects.get(pk=one.pk), stage.one)
    assert pick(stage, one).status_code == 409
    other = agreed(fund_stage.make_fund(stage.world, name="別の基金"), stage.three, by=stage.nakamura)
    assert pick(stage, other).status_code == 409
    assert not EvaluatorSeat.objects.exists()
    page = reverse("review_scouts", args=[stage.review().pk])
    for person in (stage.takahashi, stage.kato, stage.one, stage.yamamoto, stage.ito):
        assert browser(person).get(page).status_code == 404
        assert browser(person).post(page, {"scout": [str(two.pk)]}).status_code == 404


def test_the_page_tells_loads_of_ones_own_places_and_relations_as_they_are_derived(stage):
    fund = Fund.objects.get(pk=stage.call.fund_id)
    free = agreed(fund, stage.one, by=stage.nakamura)
    related = agreed(fund, stage.takahashi, by=stage.nakamura)
    play.seat(stage, stage.one)
    with acting_as(stage.nakamura):
        places = list(stage.dossier().__class__.objects.values_list("pk", flat=True))
        found = {k.entry.pk: k for k in scouts.known([free, related], places, set())}
        assert (found[free.pk].load, found[free.pk].related) == (1, 0)
        clashes = sum(
            bool(conflicts.conflicts(play.ProposalDossier.objects.get(pk=p), stage.takahashi)) for p in places
        )
        assert found[related.pk].related == clashes > 0
    for person in (stage.takahashi, stage.yamamoto, stage.kato):
        with acting_as(person):
            assert scouts.relations(places, [stage.takahashi.pk]) == {}
    body = text(
        browser(stage.nakamura).get(reverse("review_scouts", args=[stage.review().pk]) + "?field=all")
    )
    assert "利益相反あり" in body


def test_the_choice_is_of_the_calls_field_first_and_costs_the_same(stage):
    fund = Fund.objects.get(pk=stage.call.fund_id)
    field = TechnologyField.objects.create(name="公募の試験分野")
    with acting_as(stage.yamamoto):
        risks = {"risk_misuse": "流出", "risk_dependency": "依存"}
        made = technologies.save_technology(by=stage.yamamoto, field=field, name="試験技術", **risks)
        perform("show_as_example", made, by=stage.yamamoto)
        concept = stage.call.concept
        ConceptTechnology.objects.create(item=concept, technology=made, share=100, linked_by=stage.yamamoto)
    agreed(fund, stage.one, by=stage.nakamura, fields=[field.pk])
    agreed(fund, stage.two, by=stage.nakamura)
    page, client = reverse("review_scouts", args=[stage.review().pk]), browser(stage.nakamura)
    own, every = text(client.get(page)), text(client.get(page + "?field=all"))
    assert stage.one.name in own and stage.two.name not in own
    assert stage.one.name in every and stage.two.name in every
    with CaptureQueriesContext(connection) as few:
        client.get(page + "?field=all")
    for n in range(25):
        agreed(fund, newcomer(n), by=stage.nakamura)
    with CaptureQueriesContext(connection) as many:
        client.get(page + "?field=all")
    assert len(many) == len(few)


def test_evaluators_of_a_gate_are_named_from_the_register(world):
    dossier = gate_stage.dossier_of(gate_stage.make_gate_stage(world))
    fund = Fund.objects.get(pk=dossier.fund_id)
    one = agreed(fund, world.inoue, by=world.nakamura, is_reviewer=False, is_evaluator=True)
    only_reviews = agreed(fund, newcomer(1), by=world.nakamura)
    side = agreed(fund, world.takahashi, by=world.nakamura, is_evaluator=True)
    page, client = reverse("evaluation_scouts", args=[dossier.pk]), browser(world.nakamura)
    assert "井上" in text(client.get(page)) and "目利01" not in text(client.get(page))
    for wrong in (only_reviews, side):
        assert client.post(page, {"scout": [str(one.pk), str(wrong.pk)]}).status_code == 409
        assert not EvaluatorSeat.objects.filter(item_id=dossier.pk, person=world.inoue).exists()
    assert client.post(page, {"scout": [str(one.pk)]}).status_code == 302
    assert EvaluatorSeat.objects.filter(item_id=dossier.pk, person=world.inoue).count() == 1
    assert client.post(page, {"scout": [str(one.pk)]}).status_code == 302
    assert EvaluatorSeat.objects.filter(item_id=dossier.pk, person=world.inoue).count() == 1
    for person in (world.takahashi, world.inoue, world.kato, world.yamamoto):
        assert browser(person).get(page).status_code == 404
