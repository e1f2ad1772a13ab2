"""Comments of the public: taken from anybody until the second of the deadline, read by the office alone, in and out as lists."""

import csv
import io
import uuid

import pytest
from django.core.cache import cache
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.models import Entry
from confidentiality.verbs import Refused, WrongState, perform
from programmes import comments
from programmes.models import PublicComment
from programmes.sheets import csv_bytes
from tests.councils.visitors import browser
from tests.programmes import policy_cast as play

WORDS = "公開ページから送った意見の文"


@pytest.fixture
def by(world):
    cache.clear()
    return play.officer(world)


@pytest.fixture
def round_(by):
    return play.put_to_public(by).last_round()


def say(answer) -> str:
    return answer.content.decode()


def sent(**more) -> dict:
    return {
        "key": str(uuid.uuid4()),
        "sender_kind": "person",
        "sender": play.SECRET,
        "organisation": "試験の所属",
        "contact": "hinoe@example.jp",
        "text": WORDS,
        **more,
    }


def form_of(round_) -> str:
    return reverse("public_comment_new", args=[round_.pk])


def rows(by, round_) -> list[PublicComment]:
    with acting_as(by):
        return list(PublicComment.objects.filter(round=round_).order_by("number"))


def test_anybody_sends_one_and_only_the_office_reads_it(world, by, round_):
    client = browser()
    assert form_of(round_) in say(client.get(reverse("public_comments", args=[round_.pk])))
    page = client.get(form_of(round_))
    assert page.status_code == 200 and "意見を送る" in say(page)
    answer = client.post(form_of(round_), sent(part=round_.text[0]["heading"]))
    assert answer.status_code == 302
    receipt = say(client.get(answer["Location"]))
    [made] = rows(by, round_)
    assert made.receipt in receipt and play.SECRET not in receipt and WORDS not in receipt
    assert (made.came_by, made.number, made.registered_by_id) == ("form", 1, None)
    assert (made.text, made.sender, made.part) == (WORDS, play.SECRET, round_.text[0]["heading"])
    assert str(made.pk) not in answer["Location"]
    page = say(browser(by).get(reverse("comment_round", args=[round_.pk])))
    assert WORDS in page and play.SECRET in page and "hinoe@example.jp" in page
    for who in (world.sato, world.kimura, world.yoshida, None):
        with acting_as(who):
            assert not PublicComment.objects.exists()
        assert WORDS not in say(browser(who).get(reverse("public_comments", args=[round_.pk])))
    line = Entry.objects.get(verb="submit_comment")
    assert line.actor_id is None and play.SECRET not in str(line.note) and WORDS not in str(line.note)


def test_a_signed_in_reader_sends_as_nobody(world, by, round_):
    browser(world.sato).post(form_of(round_), sent())
    assert rows(by, round_)[0].registered_by_id is None
    assert Entry.objects.get(verb="submit_comment").actor_id is None


def test_sent_twice_it_is_one_comment_with_one_number(by, round_):
    client, data = browser(), sent()
    first, again = client.post(form_of(round_), data), client.post(form_of(round_), data)
    assert len(rows(by, round_)) == 1
    code = rows(by, round_)[0].receipt
    assert code in say(client.get(first["Location"])) and code in say(client.get(again["Location"]))
    client.post(form_of(round_), sent())
    assert [c.number for c in rows(by, round_)] == [1, 2]


def test_a_made_up_receipt_is_none(by, round_):
    client = browser()
    good = client.post(form_of(round_), sent())["Location"]
    assert client.get(good[:-3] + "xx/").status_code == 404
    assert client.get(reverse("public_comment_receipt", args=["x:y:z"])).status_code == 404


def test_forged_requests_are_refused(by, round_):
    assert Client(enforce_csrf_checks=True).post(form_of(round_), sent()).status_code == 403
    assert not rows(by, round_)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": " "}, "意見"),
        ({"text": "あ" * 20_001}, "2万字まで"),
        ({"sender_kind": ""}, "どなたの意見"),
        ({"sender": "あ" * 201}, "氏名"),
        ({"part": "ない項目"}, "どの部分"),
        ({"website": "http://example.jp"}, "空のまま"),
        ({"key": "x"}, ""),
        ({"text": "a\0b"}, "意見"),
    ],
)
def test_wrong_input_is_told_and_keeps_nothing(by, round_, wrong, says):
    answer = browser().post(form_of(round_), sent(**wrong))
    assert answer.status_code == 422 and says in say(answer) and "エラー" in say(answer)
    assert not rows(by, round_)


def test_too_many_from_one_address_are_refused_and_others_go_on(by, round_):
    client = browser()
    for _n in range(10):
        assert client.post(form_of(round_), sent()).status_code == 302
    assert client.post(form_of(round_), sent()).status_code == 429
    assert len(rows(by, round_)) == 10
    assert browser().post(form_of(round_), sent(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_it_closes_at_the_second_of_the_databases_clock(by, round_):
    """One microsecond before the end is in time, the end itself is not; the database says so, whoever asks."""

    def ends(interval: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("alter table programmes_commentround disable trigger guard")
            cursor.execute(
                f"update programmes_commentround set closes_at = statement_timestamp() + interval '{interval}'"
                " where item_ptr_id = %s",
                [round_.pk],
            )
            cursor.execute("alter table programmes_commentround enable trigger guard")

    ends("5 seconds")
    with acting_as(None):
        assert comments.submit(round_, key=uuid.uuid4(), sender_kind="person", text=WORDS)
    ends("-1 microseconds")
    with acting_as(None), pytest.raises(WrongState, match="締め切りました"):
        comments.submit(round_, key=uuid.uuid4(), sender_kind="person", text=WORDS)
    answer = browser().post(form_of(round_), sent())
    assert answer.status_code == 409 and "受け付けていません" in say(answer) and WORDS in say(answer)
    assert "意見を送る" not in say(browser().get(form_of(round_)))
    assert len(rows(by, round_)) == 1


def test_a_stopped_round_takes_none(by, round_):
    with acting_as(by):
        perform("take_back", round_.guideline, by=by, reason="やり直し")
    answer = browser().post(form_of(round_), sent())
    assert answer.status_code == 409 and "取りやめ" in say(answer)
    assert not rows(by, round_)


def test_a_round_nobody_outside_may_see_is_missing(by, round_):
    assert browser().get(reverse("public_comment_new", args=[uuid.uuid4()])).status_code == 404


def test_the_database_keeps_a_comment_as_it_came(world, by, round_):
    browser().post(form_of(round_), sent())
    for change in ({"text": "x"}, {"sender": ""}, {"receipt": "x"}, {"came_by": "desk"}):
        with acting_as(by), pytest.raises(DatabaseError), transaction.atomic():
            PublicComment.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        PublicComment.objects.all().delete()
    with acting_as(by), pytest.raises(DatabaseError), transaction.atomic():
        PublicComment.objects.create(
            item=round_.guideline.file,
            round=round_,
            number=9,
            sender_kind="person",
            received_on="2026-11-01",
            received_at="2026-11-01T00:00Z",
            came_by="form",
            text="x",
        )
    with acting_as(by), pytest.raises(DatabaseError), transaction.atomic():
        PublicComment.objects.create(
            item=round_.guideline.file,
            round=round_,
            number=9,
            sender_kind="person",
            received_on="2026-11-01",
            text="x",
            registered_by=world.sato,
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        PublicComment.objects.create(
            item=round_.guideline.file, round=round_, number=9, received_on="2026-11-01", text="x"
        )


def test_registering_by_hand_twice_is_once(by, round_):
    client, page = browser(by), reverse("comment_new", args=[round_.pk])
    data = {
        "received_on_year": "2026",
        "received_on_month": "11",
        "received_on_day": "1",
        "sender_kind": "body",
        "text": "郵便の意見",
        "key": str(uuid.uuid4()),
        "contact": "03-0000-0000",
    }
    assert client.post(page, data).status_code == client.post(page, data).status_code == 302
    [made] = rows(by, round_)
    assert (made.came_by, made.contact, made.registered_by_id) == ("desk", "03-0000-0000", by.pk)


# Lists ---------------------------------------------------------------------------------------------------
HEADING = ["受け付けた日", "提出者", "氏名・名称", "意見"]


def upload(data: bytes, **more) -> dict:
    file = io.BytesIO(data)
    file.name = "list.csv"
    return {"file": file, "key": str(uuid.uuid4()), **more}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_a_list_is_taken_whole_and_once(by, round_, encoding):
    page = reverse("comment_list_new", args=[round_.pk])
    data = csv_bytes(
        HEADING, [["令和８年１１月１日", "個人", "乙野", "一つ目"], ["2026/11/2", "", "", "=1+1"]]
    )
    data, key = data.decode("utf-8-sig").encode(encoding), str(uuid.uuid4())
    client = browser(by)
    for _twice in range(2):
        assert client.post(page, upload(data, key=key)).status_code == 302
    made = rows(by, round_)
    assert [(c.number, c.sender_kind, c.text, c.came_by) for c in made] == [
        (1, "person", "一つ目", "file"),
        (2, "unknown", "=1+1", "file"),
    ]
    assert "意見2件を取り込みました" in say(client.get(reverse("comment_round", args=[round_.pk])))


def test_a_list_with_a_fault_writes_nothing_and_comes_back_with_what_is_wrong(by, round_):
    page = reverse("comment_list_new", args=[round_.pk])
    data = csv_bytes(HEADING, [["2026/11/1", "個人", "", "よい行"], ["3/4/26", "役所", "", ""]])
    client = browser(by)
    answer = client.post(page, upload(data))
    text = say(answer)
    assert answer.status_code == 422 and not rows(by, round_)
    for words in ("受け付けた日", "順が分かりません", "選べません", "空欄です", "1件も取り込んでいません"):
        assert words in text
    returned = answer.context["sent"]
    back = client.post(reverse("comment_list_corrected", args=[round_.pk]), {"data": returned})
    found = list(csv.reader(io.StringIO(back.content.decode("utf-8-sig"))))
    assert found[0][1:] == HEADING and found[1][0] == "" and "順が分かりません" in found[2][0]
    right = back.content.decode("utf-8-sig").replace("3/4/26,役所,,", "2026/3/4,個人,,直した行")
    assert client.post(page, upload(right.encode())).status_code == 302
    assert [c.text for c in rows(by, round_)] == ["よい行", "直した行"]


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\xff", b"a,b\n1,2\n", b"x" * 1_000_001])
def test_a_file_that_is_no_list_is_told(by, round_, data):
    answer = browser(by).post(reverse("comment_list_new", args=[round_.pk]), upload(data))
    assert answer.status_code == 422 and "エラー" in say(answer) and not rows(by, round_)


def test_lists_are_the_offices_alone_and_the_taking_is_on_record(world, by, round_):
    browser().post(form_of(round_), sent(text="=HYPERLINK(1)"))
    names = ("comment_list_new", "comment_list_blank", "comment_export")
    for name in names:
        address = reverse(name, args=[round_.pk])
        assert browser(world.sato).get(address).status_code == 403
        assert browser().get(address).status_code == 302
        assert browser(by).get(address).status_code == 200
    corrected = reverse("comment_list_corrected", args=[round_.pk])
    assert browser(world.sato).post(corrected, {"data": "eA=="}).status_code == 403
    assert browser(by).post(corrected, {"data": "%%"}).status_code == 302
    with acting_as(world.sato), pytest.raises(Refused):
        comments.rows_for_export(round_, by=world.sato)
    with acting_as(world.sato), pytest.raises(Refused):
        comments.take_list(round_, by=world.sato, data=b"", key=uuid.uuid4())
    out = list(csv.reader(io.StringIO(browser(by).get(address).content.decode("utf-8-sig"))))
    assert out[1][9] == "'=HYPERLINK(1)" and out[1][5] == play.SECRET
    assert Entry.objects.filter(verb="export_comments", actor=by).count() == 2


def test_after_the_answers_are_out_nothing_comes_in(by, round_):
    play.over(round_.guideline)
    with acting_as(by):
        perform("publish_results", round_.guideline, by=by)
        with pytest.raises(WrongState):
            comments.take_list(round_, by=by, data=b"", key=uuid.uuid4())
    data = csv_bytes(HEADING, [["2026/11/1", "", "", "遅い"]])
    answer = browser(by).post(reverse("comment_list_new", args=[round_.pk]), upload(data))
    assert answer.status_code == 409


def test_fifty_comments_are_a_page_and_cost_what_one_costs(by, round_):
    address = reverse("comment_round", args=[round_.pk])

    def add(count: int) -> None:
        data = csv_bytes(HEADING, [["2026/11/1", "", "", f"意見の文{n}"] for n in range(count)])
        with acting_as(by):
            comments.take_list(round_, by=by, data=data, key=uuid.uuid4())

    add(1)
    client = browser(by)
    client.get(address)
    with connection.execute_wrapper(one := Counter()):
        client.get(address)
    add(50)
    with connection.execute_wrapper(many := Counter()):
        page = say(client.get(address))
    assert one.n == many.n
    assert 'rel="next"' in page and "意見51" in page and page.count("意見の文") == 50
    older = say(client.get(f"{address}?before=2"))
    assert older.count("意見の文") == 1 and 'rel="prev"' in older
    assert "回答していない意見はありません" not in say(client.get(f"{address}?open=1"))


class Counter:
    """Counts statements."""

    def __init__(self) -> None:
        self.n = 0

    def __call__(self, execute, sql, params, many, context):
        self.n += 1
        return execute(sql, params, many, context)


def test_whoever_is_signed_in_finds_the_open_round_where_the_guideline_is(world, round_):
    """Also an applicant who knows nothing of the draft; with the end of the round the way to it goes (3.1)."""
    address = reverse("public_comments", args=[round_.pk])
    for who in (world.tanaka, world.yamamoto):
        page = say(browser(who).get(reverse("programme_home")))
        assert address in page and "意見を募集中" in page
    play.over(round_.guideline)
    assert address not in say(browser(world.tanaka).get(reverse("programme_home")))
