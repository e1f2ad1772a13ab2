"""The order of a call's proposals: the start by scores, moves, two at once, the order out and in as CSV; hostile first."""

import csv
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.models import Entry
from confidentiality.verbs import Refused, WrongState, perform
from programmes import places, selection
from programmes.models import CallReview, RankingLine, ResultLetter, SelectionDecision
from tests.councils.visitors import browser
from tests.programmes import review_stage as play
from tests.programmes.gate_stage import JUDGES

PAGES = (
    "review_ranking",
    "ranking_csv",
    "ranking_by_score",
    "ranking_rest",
    "ranking_list_new",
    "ranking_list_corrected",
)


@pytest.fixture
def stage(world):
    """Two proposals under discussion: 高橋's means 60, 加藤's 40."""
    made = play.opened(world)
    for proposal, marks in zip(made.both, ((4, 2), (3, 1)), strict=True):
        for person, n, chair in zip((made.one, made.two), marks, (True, False), strict=True):
            play.seat(made, person, proposal, is_chair=chair)
            play.write(made, person, proposal, n)
        play.act("open_discussion", made.dossier(proposal), made.nakamura)
    return made


def order(stage) -> list[tuple]:
    with acting_as(stage.nakamura):
        found = RankingLine.objects.order_by("place")
        return [(line.place, line.dossier_id, line.reason, line.is_by_score) for line in found]


def by_score(stage, **of) -> int:
    with acting_as(stage.nakamura):
        return places.order_by_score(stage.review(), by=stage.nakamura, **of)


def move(stage, proposal, place: int, *, reason="合議による", seen=None, by=None) -> bool:
    person = by or stage.nakamura
    with acting_as(person):
        review = CallReview.objects.get(call=stage.call)
        return places.move(review, stage.dossier(proposal), by=person, place=place, reason=reason, seen=seen)


def send(stage, data: bytes, client=None, **more):
    page = reverse("ranking_list_new", args=[stage.review().pk])
    return (client or browser(stage.nakamura)).post(page, {"file": SimpleUploadedFile("r.csv", data), **more})


def sheet(*rows) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([("受付番号", "順位", "理由"), *rows])
    return out.getvalue().encode("utf-8-sig")


# --- who -----------------------------------------------------------------------------------------------


def test_nobody_but_the_agency_asks_for_the_order(stage):
    by_score(stage)
    review, dossier = stage.review(), stage.dossier()
    for person in (
        stage.one,
        stage.two,
        stage.takahashi,
        stage.kato,
        stage.yamamoto,
        stage.kimura,
        stage.ito,
    ):
        with acting_as(person):
            assert places.ranked(review) == []
            assert RankingLine.objects.count() == 0
            with pytest.raises(Refused):
                places.order_by_score(review, by=person)
            with pytest.raises(Refused):
                places.move(review, dossier, by=person, place=1, reason="x", seen=1)
            with pytest.raises(Refused):
                places.take(review, by=person, data=sheet((dossier.number, 1, "x")), mark="")
        client = browser(person)
        for name in PAGES:
            assert client.get(reverse(name, args=[review.pk])).status_code in (404, 405), (person, name)
        assert client.get(reverse("review_place", args=[dossier.pk])).status_code in (403, 404)


def test_an_order_of_one_call_takes_no_proposal_of_another(world, stage):
    other = play.opened(world, code="C-9")
    with acting_as(stage.nakamura), pytest.raises(Refused):
        places.move(stage.review(), other.dossier(), by=stage.nakamura, place=1, reason="x", seen=None)
    refused = send(stage, sheet((other.dossier().number, 1, "理由")))
    assert refused.status_code == 422 and not order(stage)


# --- by score ------------------------------------------------------------------------------------------


def test_the_start_is_the_order_of_the_means_and_says_so(stage):
    first, second = (stage.dossier(p).pk for p in stage.both)
    assert by_score(stage) == 2
    said = order(stage)
    assert [(n, pk, auto) for n, pk, _r, auto in said] == [(1, first, True), (2, second, True)]
    assert "平均" in said[0][2] and "評価2件" in said[0][2]
    assert by_score(stage) == 0  # twice is once
    assert order(stage) == said


def test_what_was_moved_stays_unless_the_whole_is_ordered_anew(stage):
    first, second = (stage.dossier(p).pk for p in stage.both)
    assert move(stage, stage.both[1], 1)
    by_score(stage)
    assert [(pk, auto) for _n, pk, _r, auto in order(stage)] == [(second, False), (first, True)]
    by_score(stage, anew=True)
    assert [(pk, auto) for _n, pk, _r, auto in order(stage)] == [(first, True), (second, True)]


def test_a_proposal_nobody_reviewed_gets_no_place(world):
    made = play.opened(world)
    play.seat(made, made.one)
    play.write(made, made.one)
    assert by_score(made) == 1
    page = browser(made.nakamura).get(
        reverse("review_ranking", args=[made.review().pk]), {"part": "unplaced"}
    )
    said = page.content.decode()
    assert made.both[1].number in said and made.both[0].number not in said


# --- moves ---------------------------------------------------------------------------------------------


def test_a_move_makes_room_and_leaves_no_gap(stage):
    first, second = (stage.dossier(p).pk for p in stage.both)
    by_score(stage)
    assert move(stage, stage.both[1], 1, seen=2)
    assert [(n, pk) for n, pk, _r, _a in order(stage)] == [(1, second), (2, first)]
    assert not move(stage, stage.both[1], 1, seen=2)  # the second press of the same form
    assert [(n, pk) for n, pk, _r, _a in order(stage)] == [(1, second), (2, first)]
    with acting_as(stage.nakamura):
        said = Entry.objects.filter(verb="move_proposal")
        assert said.count() == 1 and "合議" not in str(said.get().note)


@pytest.mark.parametrize(
    ("place", "reason", "seen", "says"),
    [
        (3, "理由", 2, "1から2まで"),
        (1, " ", 2, "理由"),
        (1, "理由", 1, "変わりました"),
        (1, "理由", None, "変わりました"),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_changes_nothing(stage, place, reason, seen, says):
    by_score(stage)
    before = order(stage)
    with pytest.raises(WrongState, match=says):
        move(stage, stage.both[1], place, reason=reason, seen=seen)
    assert order(stage) == before


def test_two_who_move_at_once_are_told_instead_of_one_being_lost(stage):
    by_score(stage)
    page = reverse("review_place", args=[stage.dossier(stage.both[1]).pk])
    one, other = browser(stage.nakamura), browser(stage.watanabe)
    seen = re.search(r'name="seen" value="(\d+)"', other.get(page).content.decode())[1]
    assert one.post(page, {"place": "1", "reason": "一人目", "seen": seen}).status_code == 302
    late = other.post(page, {"place": "1", "reason": "二人目", "seen": seen})
    assert late.status_code == 409 and "変わりました" in late.content.decode()
    assert next(r for _n, _pk, r, _a in order(stage)) == "一人目"


def test_nothing_moves_once_the_order_is_proposed_and_who_confirms_reads_the_reasons(stage):
    by_score(stage)
    move(stage, stage.both[1], 1, seen=2, reason="確かめる方が読む理由")
    play.act("propose_ranking", stage.review(), stage.nakamura)
    before, review = order(stage), stage.review()
    client = browser(stage.watanabe)
    said = client.get(reverse("review_ranking", args=[review.pk])).content.decode()
    assert "確かめる方が読む理由" in said and "手で動かした" in said
    assert reverse("review_place", args=[stage.dossier().pk]) not in said
    assert not [name for name in JUDGES if name in said]
    for act in (
        lambda: by_score(stage),
        lambda: by_score(stage, anew=True),
        lambda: move(stage, stage.both[0], 1, seen=2),
    ):
        with pytest.raises(WrongState):
            act()
    desk = browser(stage.nakamura)
    for name, subject in (("ranking_by_score", review), ("review_place", stage.dossier())):
        answer = desk.post(reverse(name, args=[subject.pk]), {"place": "1", "reason": "x", "seen": "1"})
        assert answer.status_code == 409
    assert send(stage, sheet((stage.dossier().number, 1, "x"))).status_code == 409
    assert order(stage) == before


def test_an_order_with_a_gap_is_not_proposed_not_even_past_the_portal(stage):
    first, second = (stage.dossier(p).pk for p in stage.both)
    with acting_as(stage.nakamura):
        selection.save_ranking(
            stage.review(), by=stage.nakamura, lines={first: (1, "理由"), second: (3, "理由")}
        )
        with pytest.raises(WrongState, match="抜け"):
            perform("propose_ranking", stage.review(), by=stage.nakamura)
    with acting_as(stage.nakamura), pytest.raises(DatabaseError), transaction.atomic():
        CallReview.objects.filter(pk=stage.review().pk).update(state="proposed", proposed_by=stage.nakamura)


# --- pages ---------------------------------------------------------------------------------------------


def test_a_page_has_fifty_rows_and_filters_by_number_and_title(stage, monkeypatch):
    by_score(stage)
    page = reverse("review_ranking", args=[stage.review().pk])
    client = browser(stage.nakamura)
    monkeypatch.setattr("programmes.views.ranking.A_PAGE", 1)
    one, two = (client.get(page, {"page": n}).content.decode() for n in (1, 2))
    assert stage.both[0].number in one and stage.both[1].number not in one
    assert stage.both[1].number in two and "2件中2件" in two
    for words, shown in (
        (stage.both[1].number.lower(), stage.both[1]),
        (stage.both[0].number, stage.both[0]),
    ):
        said = client.get(page, {"q": words}).content.decode()
        other = next(p for p in stage.both if p != shown)
        assert shown.number in said and other.number not in said
    assert "当てはまる提案はありません" in client.get(page, {"q": "％%_"}).content.decode()
    for strange in ({"page": "²"}, {"page": "9" * 5000}, {"part": "x"}, {"page": "0"}):
        assert client.get(page, strange).status_code == 200


def test_acts_cost_the_same_for_one_and_for_many(stage):
    """Neither the move nor the list writes row by row."""
    by_score(stage)

    def costs(act) -> int:
        with CaptureQueriesContext(connection) as asked:
            act()
        return len(asked)

    swap = [costs(lambda n=n: move(stage, stage.both[1], n, seen=3 - n, reason=f"理由{n}")) for n in (1, 2)]
    assert swap[0] == swap[1] < 25


# --- lists ---------------------------------------------------------------------------------------------


def test_the_sheet_comes_back_changed_and_is_taken_after_a_look(stage):
    by_score(stage)
    client, review = browser(stage.nakamura), stage.review()
    out = client.get(reverse("ranking_csv", args=[review.pk]))
    rows = list(csv.reader(io.StringIO(out.content.decode("utf-8-sig"))))
    assert rows[0][0] == "受付番号" and not [n for n in JUDGES if n in out.content.decode()]
    place, reason = rows[0].index("順位"), rows[0].index("理由")
    assert send(stage, out.content, client).context["changes"] == []  # as it went
    rows[1][place], rows[2][place], rows[2][reason] = "２", "１", "=合議による"
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    data = text.getvalue().encode("cp932")
    shown = send(stage, data, client)
    assert shown.status_code == 200 and "まだ取り込んでいません" in shown.content.decode()
    first, second = (stage.dossier(p).pk for p in stage.both)
    assert [pk for _n, pk, _r, _a in order(stage)] == [first, second]
    sure = {"data": shown.context["sent"], "mark": shown.context["found"].mark, "sure": "1"}
    page = reverse("ranking_list_new", args=[review.pk])
    for _twice in range(2):
        assert client.post(page, sure).status_code == 302
    said = order(stage)
    assert [(n, pk, auto) for n, pk, _r, auto in said] == [(1, second, False), (2, first, True)]
    assert said[0][2] == "=合議による"
    again = client.get(reverse("ranking_csv", args=[review.pk])).content.decode("utf-8-sig")
    assert "'=合議による" in again  # no spreadsheet runs it


def test_a_list_read_against_another_order_is_not_taken(stage):
    by_score(stage)
    one, two = (p.number for p in stage.both)
    shown = send(stage, sheet((one, 2, "a"), (two, 1, "b")))
    move(stage, stage.both[0], 1, seen=1, reason="その間に")
    before = order(stage)
    sure = {"data": shown.context["sent"], "mark": shown.context["found"].mark, "sure": "1"}
    late = browser(stage.nakamura).post(reverse("ranking_list_new", args=[stage.review().pk]), sure)
    assert late.status_code == 409 and order(stage) == before
    forged = browser(stage.nakamura).post(
        reverse("ranking_list_new", args=[stage.review().pk]), {**sure, "mark": ""}
    )
    assert forged.status_code == 409 and order(stage) == before


def test_every_fault_of_a_list_is_told_by_row_and_column_and_it_comes_back(stage):
    by_score(stage)
    before = order(stage)
    one, two = (p.number for p in stage.both)
    cases = {
        ((one, "1", "a"), (two, "1", "b")): (3, "順位", "2行目と同じ順位"),
        ((one, "1", "a"), (one, "2", "b")): (3, "受付番号", "2行目と同じ番号"),
        ((one, "1", "a"), ("C-1-ZZ", "2", "b")): (3, "受付番号", "受付番号ではありません"),
        ((one, "1", "a"), (two, "1,2", "b")): (3, "順位", "二通り"),
        ((one, "1", "a"), (two, "1．5", "b")): (3, "順位", "二通り"),
        ((one, "1", "a"), (two, "②", "b")): (3, "順位", "整数として"),
        ((one, "1", "a"), (two, "0", "b")): (3, "順位", "以上"),
        ((one, "1", "a"), (two, "3", "b")): (3, "順位", "1から2まで"),
        ((one, "1", "a"), (two, "", "b")): (3, "順位", "空欄"),
        ((one, "1", "a"), (two, "2", "")): (3, "理由", "空欄"),
        ((one, "1", "a"), (two, "2", "長" * 2001)): (3, "理由", "2000文字まで"),
        ((one, "2", "a"),): (2, "順位", "一覧にない提案"),
        ((one, "", "a"), (two, "1", "b")): (2, "順位", "空欄"),
    }
    for rows, (row, heading, says) in cases.items():
        refused = send(stage, sheet(*rows))
        assert refused.status_code == 422, rows
        told = [f for f in refused.context["faults"] if (f.row, f.heading) == (row, heading)]
        assert told and says in told[0].sentence, (rows, [str(f) for f in refused.context["faults"]])
        back = browser(stage.nakamura).post(
            reverse("ranking_list_corrected", args=[stage.review().pk]), {"data": refused.context["sent"]}
        )
        lines = list(csv.reader(io.StringIO(back.content.decode("utf-8-sig"))))
        assert lines[0][0].startswith("#") and says in lines[row - 1][0]
        assert order(stage) == before
    for data, says in ((b"", "何も"), (b"\x89PNG\r\n\x1a\n\0", "文字として"), (b"a,b\r\n1,2", "見出し")):
        refused = send(stage, data)
        assert refused.status_code == 422 and says in refused.content.decode()
    assert send(stage, sheet((one, "1", "a"))).status_code == 200  # the other keeps its place
    assert order(stage) == before


# --- the tail ------------------------------------------------------------------------------------------


def test_the_tail_is_declined_by_another_person_in_portions_and_told_to_nobody(world, monkeypatch):
    monkeypatch.setattr(places, "AT_ONCE", 1)
    stage = play.ranked(world)
    page = reverse("ranking_rest", args=[stage.review().pk])
    said = {"place": "１", "applicant_reason": "計画を具体化されたい。", "internal_reason": "順位による"}
    first = browser(stage.nakamura)  # who proposed the ranking
    assert page not in first.get(reverse("review_ranking", args=[stage.review().pk])).content.decode()
    assert first.post(page, said).status_code == 409 and not SelectionDecision.objects.exists()
    desk = browser(stage.watanabe)
    assert page in desk.get(reverse("review_ranking", args=[stage.review().pk])).content.decode()
    for wrong in (
        {"place": ""},
        {"place": "1．5"},
        {"place": "②"},
        {"applicant_reason": ""},
        {"internal_reason": " "},
    ):
        assert desk.post(page, {**said, **wrong}).status_code == 422, wrong
    named = {**said, "applicant_reason": f"{JUDGES[0].split('　')[0]}委員の評"}
    assert desk.post(page, named).status_code == 409 and not SelectionDecision.objects.exists()
    assert desk.post(page, {**said, "place": "3"}).status_code == 409
    assert desk.post(page, {**said, "place": "2"}).status_code == 302
    states = [stage.dossier(p).state for p in stage.both]
    assert states == ["ranked", "not_selected"]
    assert desk.post(page, said).status_code == 302
    assert [stage.dossier(p).state for p in stage.both] == ["not_selected"] * 2
    assert desk.post(page, said).status_code == 409
    assert ResultLetter.objects.count() == 2 == SelectionDecision.objects.count()
    for person in (stage.takahashi, stage.kato):
        with acting_as(person):
            assert not ResultLetter.objects.exists() and not SelectionDecision.objects.exists()
        assert browser(person).post(page, said).status_code == 404
    with acting_as(stage.one), pytest.raises((Refused, WrongState)):
        places.decline_rest(
            CallReview(call_id=stage.call.pk),
            by=stage.one,
            place=1,
            applicant_reason="x",
            internal_reason="x",
        )
