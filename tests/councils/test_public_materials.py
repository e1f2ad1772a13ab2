"""Published papers for everybody: what is open and nothing else, the same for whoever asks, with no reader's name."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from confidentiality import audience, files
from confidentiality.acting import acting_as, acting_as_system
from confidentiality.models import Entry
from councils import handouts
from councils.models import Council, Handout, Material, MaterialVersion
from tests.cast import make_designation, make_material
from tests.councils import minutes_cast as cast
from tests.councils.minutes_cast import signed_in

PAGES = ("public_material", "public_material_file")
TEXT = "はじめに\n\n第1章　目的\n公開する本文です。\n\n（１）範囲\n範囲の段落です。"


def answer(client: Client, url: str) -> tuple[int, dict, bytes]:
    response = client.get(url)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, dict(response.headers), body


def public_paper(
    world, *, published: bool = True, title: str = "公開する資料", council=None, by=None
) -> Material:
    by = by or world.tanaka
    with acting_as(by):
        made = handouts.add_material(
            council or world.quantum,
            by=by,
            text=TEXT,
            checked=files.check(
                SimpleUploadedFile("田中の下書き.txt", TEXT.encode(), content_type="text/plain")
            ),
            title=title,
            public_title="試験の資料",
            disclosure="public",
            source_body="試験社",
            is_basic_research=False,
            is_oral=False,
        )
    if published:
        with acting_as(world.sato):
            handouts.publish_material(made, by=world.sato)
    return made


def hidden_papers(world) -> dict[str, Material]:
    sealed = make_material(world.quantum, world.tanaka, sealed=True)
    make_designation(world, sealed)
    secretariat = make_material(world.quantum, world.sato)
    Material.objects.filter(pk=secretariat.pk).update(disclosure="secretariat")
    return {
        "public but not yet published": public_paper(world, published=False),
        "the council's": make_material(world.quantum, world.tanaka),
        "the secretariat's": secretariat,
        "under an agreement": sealed,
        "another council's": make_material(world.ocean, world.kato),
    }


def test_what_is_not_published_answers_like_what_never_was(world):
    """Byte for byte, also to its provider and the secretariat, who read it inside."""
    for client in (Client(), signed_in(Client(), world.tanaka), signed_in(Client(), world.sato)):
        for what, paper in hidden_papers(world).items():
            for name in PAGES:
                hidden, missing = (
                    answer(client, reverse(name, args=[pk])) for pk in (paper.pk, uuid.uuid4())
                )
                assert hidden[0] == 404 and hidden == missing, (what, name)


def test_a_paper_opened_to_everybody_by_mistake_of_class_stays_inside(world):
    """Opening alone does not publish: the class says it may be."""
    paper = make_material(world.quantum, world.tanaka)
    with acting_as_system("test"):
        audience.open_to(paper, audience.EVERYBODY)
    assert Client().get(reverse("public_material", args=[paper.pk])).status_code == 404


def test_a_published_paper_is_read_by_anybody_and_its_own_page_still_asks_to_sign_in(world):
    paper = public_paper(world)
    page = Client().get(reverse("public_material", args=[paper.pk])).content.decode()
    main = page.split("<main", 1)[1].split("</main>")[0]
    for words in (
        "公開する資料</h1>",
        "試験社",
        "第1版",
        "公開する本文です。",
        "第1章　目的",
        "範囲の段落です。",
    ):
        assert words in main, words
    assert re.findall(r"<h([1-6])", main) == ["1", "2", "3"]
    assert 'hreflang="en"' in page and 'hreflang="ja"' in page
    inner = Client().get(reverse("material", args=[paper.pk]))
    assert inner.status_code == 302 and inner.url.startswith("/accounts/login/")
    frame = Client().get(reverse("public_material", args=[paper.pk]) + "?lang=en").content.decode()
    assert '<html lang="en"' in frame and "公開する本文です。" in frame


def test_the_page_names_no_person_no_talk_and_no_reader_whoever_asks(world):
    paper = public_paper(world)
    signed_in(Client(), world.ito).post(
        reverse("material_post", args=[paper.pk]), {"key": str(uuid.uuid4()), "text": "内輪の意見"}
    )
    signed_in(Client(), world.ito).get(reverse("material", args=[paper.pk]))
    for client in (Client(), signed_in(Client(), world.tanaka), signed_in(Client(), world.inoue)):
        main = client.get(reverse("public_material", args=[paper.pk])).content.decode().split("<main", 1)[1]
        assert "内輪の意見" not in main
        for person in world.people.values():
            assert person.family_name not in main.split("</main>")[0], person


def test_only_the_newest_version_is_on_the_page_and_in_the_file(world):
    paper = public_paper(world)
    with acting_as(world.tanaka):
        handouts.replace_version(
            paper,
            by=world.tanaka,
            change_note="内輪の変更の説明",
            text="新しい本文です。",
            checked=files.check(
                SimpleUploadedFile("二.txt", "新しい本文です。".encode(), content_type="text/plain")
            ),
        )
    page = Client().get(reverse("public_material", args=[paper.pk])).content.decode()
    assert "新しい本文です。" in page and "公開する本文です。" not in page and "第2版" in page
    assert "内輪の変更の説明" not in page
    assert (
        answer(Client(), reverse("public_material_file", args=[paper.pk]))[2].decode() == "新しい本文です。"
    )


def test_the_file_carries_nobodys_name_is_called_by_its_title_and_leaves_no_line_of_a_reader(world):
    paper = public_paper(world)
    lines = Entry.objects.count()
    first = answer(Client(), reverse("public_material_file", args=[paper.pk]))
    second = answer(signed_in(Client(), world.inoue), reverse("public_material_file", args=[paper.pk]))
    assert first[0] == 200 and first[2] == second[2] == TEXT.encode()
    sent = first[1]["Content-Disposition"]
    assert "attachment" in sent and "%E7%94%B0%E4%B8%AD" not in sent  # 田中
    assert first[1]["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert Entry.objects.count() == lines


def test_a_paper_without_a_file_or_a_version_has_no_file(world):
    bare = make_material(world.quantum, world.tanaka)
    Material.objects.filter(pk=bare.pk).update(disclosure="public")
    with acting_as_system("test"):
        audience.open_to(bare, audience.EVERYBODY)
    assert Client().get(reverse("public_material", args=[bare.pk])).status_code == 200
    assert Client().get(reverse("public_material_file", args=[bare.pk])).status_code == 404
    MaterialVersion.objects.filter(item_id=bare.pk).delete()
    assert Client().get(reverse("public_material", args=[bare.pk])).status_code == 404


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_is_only_read(world, address):
    paper = public_paper(world)
    assert Client().post(reverse(address, args=[paper.pk])).status_code in (403, 405)


def handed_out(world, meeting, paper, number: int) -> None:
    with acting_as_system("test"):
        Handout.objects.create(meeting=meeting, item_id=paper.pk, number=number)


def test_meeting_and_number_are_told_once_the_meeting_itself_is_public(world):
    cast.listed(world)
    meeting, paper = cast.held_meeting(world), public_paper(world)
    apart, secret = (
        public_paper(world, title="番号のない資料"),
        make_material(world.quantum, world.tanaka, title="内輪の題"),
    )
    handed_out(world, meeting, paper, 2)
    handed_out(world, meeting, secret, 1)
    handed_out(world, meeting, apart, Handout.PENDING + 5)
    council, page = (
        reverse("public_council", args=[world.quantum.pk]),
        reverse("public_material", args=[paper.pk]),
    )
    for address in (council, page):
        assert "資料２" not in Client().get(address).content.decode(), "the meeting is not public yet"
    summary = cast.summary_in(world, meeting, "published")
    for address in (council, page):
        body = Client().get(address).content.decode()
        assert (
            '第1回会合・<span lang="ja">資料２</span>' in body
            and "資料１" not in body
            and "番号未定" not in body
        )
        assert str(meeting.pk) not in body and "内輪の題" not in body
    told = Client().get(reverse("public_summary", args=[summary.pk])).content.decode()
    part = told.split('id="papers-h"')[1].split("</section>")[0]
    assert page in part and "資料２" in part and "内輪の題" not in told and "番号のない資料" not in part
    assert reverse("public_summary", args=[summary.pk]) in Client().get(page).content.decode()


def test_a_paper_of_an_unlisted_council_names_no_council(world):
    paper = public_paper(world)
    page = Client().get(reverse("public_material", args=[paper.pk])).content.decode()
    assert str(world.quantum.pk) not in page and "量子試験協議会" not in page
    cast.listed(world)
    assert "量子試験協議会" in Client().get(reverse("public_material", args=[paper.pk])).content.decode()


def test_the_councils_page_lists_its_published_papers_and_no_other(world):
    cast.listed(world)
    hidden = hidden_papers(world)
    paper = public_paper(world)
    body = (
        signed_in(Client(), world.tanaka)
        .get(reverse("public_council", args=[world.quantum.pk]))
        .content.decode()
    )
    assert reverse("public_material", args=[paper.pk]) in body
    for what, one in hidden.items():
        assert str(one.pk) not in body, what


def test_a_long_list_of_papers_is_asked_in_pages_and_in_the_same_queries(world, django_assert_num_queries):
    cast.listed(world)
    address = reverse("public_council", args=[world.quantum.pk])
    for n in (1, 45):
        for number in range(Material.objects.filter(disclosure="public").count(), n):
            public_paper(world, title=f"資料の題{number:02}")
        with django_assert_num_queries(14):
            first = Client().get(address).content.decode()
    assert first.count("資料の題") == 20
    pages = [Client().get(f"{address}?papers={n}").content.decode() for n in (1, 2, 3)]
    assert [page.count("資料の題") for page in pages] == [20, 20, 5]
    assert (
        Client().get(f"{address}?papers=0").status_code
        == Client().get(f"{address}?papers=x").status_code
        == 200
    )
    assert Council.objects.filter(pk=world.quantum.pk).exists()


def test_the_councils_own_page_leads_its_readers_to_the_public_one_once_there_is_one(world):
    waiting, paper = public_paper(world, published=False), public_paper(world, title="公開した題")
    for one, there in ((waiting, False), (paper, True)):
        page = signed_in(Client(), world.ito).get(reverse("material", args=[one.pk])).content.decode()
        assert (reverse("public_material", args=[one.pk]) in page) == there
