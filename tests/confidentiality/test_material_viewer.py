"""A material on the screen: text for holders, one sentence on what is missing for members, 404 outside."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from confidentiality import agreements, audience
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import Designation, Entry
from confidentiality.verbs import perform
from confidentiality.wording import handling_text
from councils import reading
from councils.models import MaterialVersion, Post
from councils.opened import opened
from tests.cast import PEOPLE, make_designation, make_material
from tests.confidentiality.browsing import browser, text
from tests.confidentiality.events import at, newcomer

PAPER = """1 目的
この計画は、測定の方法を定める。

（1）対象
対象は3種とする。

2 体制
体制は次のとおりとする。"""


def page(person, material, query: str = ""):
    return browser(person).get(reverse("material", args=[material.pk]) + query)


def second_version(material, by, body: str, note: str = "表現を改めた。") -> None:
    with acting_as(by):
        MaterialVersion.objects.create(item=material, number=2, text=body, change_note=note, created_by=by)


def test_a_holder_reads_under_the_label_with_who_until_and_why(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True, text=PAPER, title="真の名称")
    make_designation(world, sealed, until="in_force")
    response = page(world.ito, sealed)
    words = text(response)
    assert "守秘の指定 保持者5名" in words and "まで なぜ見られるか" in words
    assert "対象は3種とする。" in words and "真の名称" in words
    assert "閲覧は記録されます" in words
    assert response["Cache-Control"] == "no-store, private"
    assert re.search(r"<title>試験資料｜", response.content.decode())


def test_the_label_of_a_shared_material_says_how_many(world):
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    assert "協議会限り 6名 なぜ見られるか" in text(page(world.ito, shared))


def test_a_member_without_the_content_learns_which_condition_is_missing_and_who_decides(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True, text=PAPER, title="真の名称")
    designation = make_designation(world, sealed)
    waiting = page(world.ito, sealed)
    assert waiting.status_code == 200
    assert "全員の同意がそろうまで、提供者（田中 企業）だけが内容を見られます" in text(waiting)
    assert "まだ5名の同意がありません" in text(waiting)
    assert "真の名称" not in text(waiting) and "対象は3種" not in text(waiting)
    with acting_as(world.tanaka):
        agreements.withdraw(designation, by=world.tanaka, note="やり直し")
    assert "手続中の提案はありません" in text(page(world.ito, sealed))
    named = make_designation(
        world, sealed, until="in_force", scoped=[audience.membership(world.seats["ito"].pk)]
    )
    outside = text(page(world.suzuki, sealed))
    assert "同意した保持者1名と提供者だけ" in outside and "保持者の範囲に含まれていません" in outside
    assert reverse("designation", args=[named.pk]) in page(world.suzuki, sealed).content.decode()


def test_a_new_member_is_led_to_the_wording(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True, text=PAPER)
    designation = make_designation(world, sealed, until="in_force")
    person = newcomer(world)
    response = page(person, sealed)
    assert "まだ同意していません" in text(response)
    assert reverse("designation_answer", args=[designation.pk]) in response.content.decode()


def test_a_dropped_holder_is_told_so(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True, text=PAPER)
    designation = make_designation(world, sealed, until="in_force")
    with acting_as(world.tanaka):
        agreements.drop_holder(
            designation, by=world.tanaka, principal=audience.membership(world.seats["ito"].pk)
        )
    assert "保持者ではなくなりました" in text(page(world.ito, sealed))


def test_outsiders_get_the_same_404_as_for_what_never_was(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True)
    make_designation(world, sealed)
    for key in ("kato", "kobayashi", "yamamoto", "yoshida", "kimura", "saito", "matsumoto", "inoue"):
        client = browser(world.people[key])
        for name in (
            "material",
            "material_changes",
            "material_post",
            "item_access",
            "item_open",
            "designation_draft",
            *(["item_reads"] if key != "kimura" else []),
        ):  # an auditor sees numbers, not items
            hidden, missing = (
                client.get(reverse(name, args=[sealed.pk])),
                client.get(reverse(name, args=[uuid.uuid4()])),
            )
            assert (hidden.status_code, missing.status_code) == (404, 404)
            assert re.sub(
                r"[0-9a-f]{8}-[0-9a-f-]{27}|value=\"[A-Za-z0-9]{64}\"", "", hidden.content.decode()
            ) == re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|value=\"[A-Za-z0-9]{64}\"", "", missing.content.decode())
    assert browser(None).get(reverse("material", args=[sealed.pk])).status_code == 302


def test_another_kind_of_item_has_no_page_here(world):
    assert page(world.ito, world.quantum).status_code == 404


def test_reading_is_written_down_with_its_version(world):
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    page(world.ito, shared)
    entry = Entry.objects.get(verb="read_material", actor=world.ito)
    assert (entry.item_id, entry.note) == (shared.pk, {"version": 1})


def test_the_statement_that_hands_the_paper_out_writes_its_line(world):
    """For the version that is shown and for no other; a version that never was leaves none."""
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    second_version(shared, world.tanaka, PAPER + "\n\nおわりに")
    with CaptureQueriesContext(connection) as asked:
        assert page(world.ito, shared, "?version=1").status_code == 200
    [both] = [q["sql"] for q in asked if "councils_materialversion" in q["sql"]]
    assert "insert into confidentiality_entry" in both
    assert sum("confidentiality_entry" in q["sql"] for q in asked) == 1
    assert page(world.ito, shared, "?version=3").status_code == 404
    page(world.ito, shared)
    lines = Entry.objects.filter(verb="read_material", actor=world.ito).order_by("id")
    assert [(e.role, e.subject, e.subject_id, e.item_id, e.note) for e in lines] == [
        ("person", "councils.material", shared.pk, shared.pk, {"version": n}) for n in (1, 2)
    ]
    empty = make_material(world.quantum, world.tanaka, title="版のない資料")
    MaterialVersion.objects.filter(item=empty).delete()
    assert page(world.ito, empty).status_code == 200
    assert not Entry.objects.filter(verb="read_material", item_id=empty.pk).exists()


def test_a_job_of_the_portal_opens_no_paper(world):
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    with acting_as_system("test"), pytest.raises(TypeError):
        opened(shared)


def test_a_page_of_titles_only_is_no_reading(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True)
    make_designation(world, sealed)
    page(world.ito, sealed)
    assert not Entry.objects.filter(verb="read_material", actor=world.ito).exists()


def test_the_text_has_headings_a_table_of_contents_and_anchors(world):
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    body = page(world.ito, shared).content.decode()
    for anchor, heading in re.findall(r'<li>[^<]*<a href="#(s\d+)">([^<]+)</a>', body):
        assert re.search(rf'<h[23] id="{anchor}">{re.escape(heading)}</h[23]>', body)
    assert re.findall(r'<h2 id="s\d+">([^<]+)', body) == ["1 目的", "2 体制"]
    assert re.findall(r'<h3 id="s\d+">([^<]+)', body) == ["（1）対象"]


def test_pages_have_anchors(world):
    shared = make_material(world.quantum, world.tanaka, text="一頁目の文。\f二頁目の文。")
    body = page(world.ito, shared).content.decode()
    assert 'id="p1"' in body and 'id="p2"' in body and 'href="#p2"' in body


def test_an_outline_comes_before_guessing(world):
    version = MaterialVersion(
        text="x",
        outline=[
            {"level": 1, "heading": "目的", "paragraphs": ["甲"]},
            {"level": 2, "heading": "対象", "paragraphs": ["乙"]},
        ],
    )
    assert [(s.heading, s.level, s.paragraphs) for s in reading.sections(version)] == [
        ("目的", 2, ["甲"]),
        ("対象", 3, ["乙"]),
    ]


@pytest.mark.parametrize(
    "line, is_heading",
    [
        ("1 目的", True),
        ("第2章　体制", True),
        ("（3）対象", True),
        ("■ 今後の予定", True),
        ("# 見出し", True),
        ("3種の試料を用いる。", False),
        (
            "1 この文は、とても長い一文であり、見出しではなく本文であることが、その長さから分かるものである",
            False,
        ),
        ("2 試験は終えた。", False),
        ("本文である", False),
    ],
)
def test_headings_are_those_typed_as_headings(line, is_heading):
    made = reading.sections(MaterialVersion(text=f"{line}\n続きの文。"))
    assert (made[0].heading != "") is is_heading


def test_markup_in_a_text_stays_text(world):
    shared = make_material(world.quantum, world.tanaka, text="<script>alert(1)</script><b>太字</b>")
    body = page(world.ito, shared).content.decode()
    assert "<script>alert" not in body and "&lt;script&gt;" in body


def test_what_changed_at_three_distances(world):
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    second_version(
        shared,
        world.tanaka,
        PAPER.replace("3種", "5種") + "\n\n3 工程\n工程を加える。",
        "対象を5種に改め、工程を加えた。",
    )
    first = text(page(world.ito, shared))
    assert "変更を見る（3か所）" in first  # how many
    assert "対象を5種に改め、工程を加えた。" in first  # in words
    response = browser(world.ito).get(reverse("material_changes", args=[shared.pk]))
    assert "違いは3か所です" in text(response)
    assert re.search(r"<del>.*?3.*?</del>", response.content.decode()) and re.search(
        r"<ins>.*?5.*?</ins>", response.content.decode()
    )
    assert Entry.objects.filter(verb="compare_material", actor=world.ito).exists()


def test_an_earlier_version_stays_and_says_so(world):
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    second_version(shared, world.tanaka, "新しい本文")
    assert "新しい本文" in text(page(world.ito, shared))
    old = text(page(world.ito, shared, "?version=1"))
    assert "これは前の版です" in old and "対象は3種とする。" in old
    for wrong in ("?version=9", "?version=x", "?version=0"):
        assert page(world.ito, shared, wrong).status_code == 404


def test_versions_and_changes_are_hidden_with_the_material(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True, text=PAPER)
    second_version(sealed, world.tanaka, PAPER + "\n\n追加した秘密")
    make_designation(world, sealed)
    assert browser(world.ito).get(reverse("material_changes", args=[sealed.pk])).status_code == 404
    assert "追加した秘密" not in page(world.ito, sealed, "?version=2").content.decode()


def test_words_about_a_material_are_read_by_its_holders_only(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True, text=PAPER)
    make_designation(world, sealed, until="in_force", scoped=[audience.membership(world.seats["ito"].pk)])
    key = str(uuid.uuid4())
    post = reverse("material_post", args=[sealed.pk])
    for _twice in range(2):
        assert browser(world.ito).post(post, {"text": "表2の根拠は何ですか。", "key": key}).status_code == 302
    assert Post.objects.filter(item_id=sealed.pk).count() == 1
    assert "表2の根拠は何ですか。" in text(page(world.tanaka, sealed))
    assert "表2の根拠は何ですか。" not in text(page(world.suzuki, sealed))
    assert browser(world.suzuki).post(post, {"text": "x", "key": str(uuid.uuid4())}).status_code == 404
    assert browser(world.ito).post(post, {"text": "", "key": str(uuid.uuid4())}).status_code == 422


def test_a_comments_key_belongs_to_its_author(world):
    shared = make_material(world.quantum, world.tanaka)
    key, post = str(uuid.uuid4()), reverse("material_post", args=[shared.pk])
    browser(world.ito).post(post, {"text": "一つ目", "key": key})
    taken = browser(world.suzuki).post(post, {"text": "別の意見", "key": key})
    assert taken.status_code == 409 and "別の意見" in taken.content.decode()
    assert Post.objects.count() == 1


def test_the_page_ends_with_the_term(world):
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    assert page(world.saito, shared).status_code == 404  # left before
    with acting_as(world.ito):
        perform("start_leaving", world.seats["ito"], by=world.ito)
        perform("leave", world.seats["ito"], by=world.ito, returned_note="返却しました。")
    assert page(world.ito, shared).status_code == 404


def test_the_page_asks_a_fixed_number_of_questions(world, django_assert_max_num_queries):
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    client, address = browser(world.ito), reverse("material", args=[shared.pk])
    client.get(address)
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for number in range(12):
        reading_by = world.people[("ito", "suzuki", "tanaka")[number % 3]]
        with acting_as(reading_by):
            Post.objects.create(
                item_id=shared.pk, council=world.quantum, author=reading_by, text=f"意見{number}"
            )
    for number in range(2, 12):
        with acting_as(world.tanaka):
            MaterialVersion.objects.create(
                item=shared, number=number, text=PAPER + f"\n\n{number}", created_by=world.tanaka
            )
    with django_assert_max_num_queries(30) as many:
        client.get(address)
    assert len(many) == len(few) + 0


def test_the_mark_of_the_end_is_the_last_day(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True, text=PAPER)
    from accounts.fields import end_of_day

    day = timezone.localdate() + timedelta(days=30)
    make_designation(world, sealed, until="in_force", ends_at=end_of_day(day))
    assert f"{day.year}年{day.month}月{day.day}日まで" in text(page(world.ito, sealed))
    at(end_of_day(day) - timedelta(microseconds=1))
    assert "対象は3種" in text(page(world.ito, sealed)) and "対象は3種" not in text(page(world.sato, sealed))
    at(end_of_day(day))
    assert {k for k in PEOPLE if "対象は3種" in text(page(world.people[k], sealed))} == {
        "sato",
        "suzuki",
        "takahashi",
        "tanaka",
        "ito",
        "watanabe",
    }


def test_a_provider_who_left_keeps_their_own_paper_and_can_let_it_go(world):
    sealed = make_material(world.quantum, world.watanabe, sealed=True, text=PAPER)
    designation = make_designation(world, sealed, until="in_force")
    with acting_as(world.watanabe):
        perform("start_leaving", world.seats["watanabe"], by=world.watanabe)
        perform("leave", world.seats["watanabe"], by=world.watanabe, returned_note="返却しました。")
    mine = page(world.watanabe, sealed)
    assert "対象は3種とする。" in text(mine)
    client = browser(world.watanabe)
    assert client.get(reverse("designation", args=[designation.pk])).status_code == 200
    assert client.get(reverse("item_access", args=[sealed.pk])).status_code == 200
    assert client.get(reverse("designation_draft", args=[sealed.pk])).status_code == 403
    assert client.get(reverse("designation_reword", args=[designation.pk])).status_code == 403
    assert (
        client.post(reverse("designation_lift", args=[designation.pk]), {"note": "公表済み"}).status_code
        == 302
    )
    assert Designation.objects.get(pk=designation.pk).state == "lifted"


def test_a_public_material_is_read_by_somebody_who_does_not_know_the_council(world):
    shared = make_material(world.quantum, world.tanaka, text=PAPER)
    with acting_as(world.ito):
        Post.objects.create(item_id=shared.pk, council=world.quantum, author=world.ito, text="構成員だけの話")
    with acting_as(world.tanaka):
        audience.open_to(shared, audience.EVERYBODY)
    words = text(page(world.inoue, shared))
    assert "対象は3種とする。" in words and "公開 どなたでも" in words and "量子試験協議会" not in words
    for private in ("構成員だけの話", "田中", "伊藤"):
        assert private not in words
    for person in (world.inoue, world.saito, None):  # not even by another page or a forgotten filter
        with acting_as(person):
            assert not Post.objects.filter(item_id=shared.pk).exists()
    assert "構成員だけの話" in text(page(world.suzuki, shared))
    post = reverse("material_post", args=[shared.pk])
    assert browser(world.inoue).post(post, {"text": "x", "key": str(uuid.uuid4())}).status_code == 403
    assert browser(world.inoue).get(reverse("item_access", args=[shared.pk])).status_code == 200


def test_what_may_not_be_printed_leaves_the_sheet_empty(world):
    sealed = make_material(world.quantum, world.tanaka, sealed=True, text=PAPER, title="真の名称")
    second_version(sealed, world.tanaka, PAPER + "\n\n追加", "秘密の変更点")
    make_designation(world, sealed, until="in_force", handling=handling_text([]))
    for address in (reverse("material", args=[sealed.pk]), reverse("material_changes", args=[sealed.pk])):
        body = browser(world.ito).get(address).content.decode()
        main = body[body.index("<main") :]
        while "noprint" in main:  # cut every part that print leaves out, whole elements at a time
            start = main.rindex("<", 0, main.index("noprint"))
            main = main[:start] + main[_end_of(main, start) :]
        assert "真の名称" not in main and "秘密の変更点" not in main and "対象は3種" not in main
        assert "この資料は印刷できません" in main


def _end_of(html: str, start: int) -> int:
    name = re.match(r"<(\w+)", html[start:])[1]
    depth = 0
    for tag in re.finditer(rf"<(/?){name}\b[^>]*>", html[start:]):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return start + tag.end()
    raise AssertionError(name)
