"""Papers brought in, replaced, numbered, listed: judged by their bytes, shown by class, counted alike by all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from confidentiality import audience, files
from confidentiality.acting import acting_as
from confidentiality.verbs import Refused, WrongState
from councils import handouts
from councils.models import Handout, Material, MaterialVersion, Reading
from tests.cast import MEMBERS, PEOPLE, agree, make_designation, make_material
from tests.councils.papers import PDF, held, paper, plan
from tests.councils.test_meeting_pages import browser, status


def upload(name="資料.pdf", data=PDF, kind="application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)


def post(person, meeting, **fields):
    base = {
        "way": "new",
        "title": "題名",
        "public_title": "件名",
        "disclosure": "council",
        "text": "",
        "place-label": "",
    }
    return browser(person).post(reverse("handout_add", args=[meeting.pk]), {**base, **fields})


def sees(person, material) -> bool:
    with acting_as(person):
        return Material.objects.filter(pk=material.pk).exists()


# Bringing in ----------------------------------------------------------------------------------------


def test_a_pdf_is_kept_with_its_pages_and_opens_to_the_council(world):
    meeting = plan(world)
    answer = post(world.sato, meeting, file=upload())
    with acting_as(world.sato):
        material = Material.objects.get()
        version = material.latest
    assert answer.status_code == 302 and answer["Location"] == reverse("material", args=[material.pk])
    assert (version.pages, version.characters, version.number) == (2, 0, 1)
    with acting_as(world.sato):
        assert files.read(version.file) == PDF and version.file.name == "資料.pdf"
    assert {key for key in PEOPLE if sees(world.people[key], material)} == set(MEMBERS)


def test_a_text_file_becomes_readable_as_a_page(world):
    post(world.sato, plan(world), file=upload("メモ.txt", "論点は三つです。".encode("cp932"), "text/plain"))
    with acting_as(world.sato):
        assert MaterialVersion.objects.get().text == "論点は三つです。"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("絵.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "この形式は受け付けていません"),
        ("偽.pdf", b"MZ not a pdf at all \x00\x01", "この形式は受け付けていません"),
        ("空.pdf", b"", "ファイルが空です"),
        ("名.docx", PDF, "拡張子と中身が一致しません"),
    ],
)
def test_a_file_is_judged_by_its_bytes_and_what_was_typed_stays(world, name, data, words):
    answer = post(world.sato, plan(world), file=upload(name, data), title="残る題名")
    page = answer.content.decode()
    assert answer.status_code == 422 and words in page and "残る題名" in page
    with acting_as(world.sato):
        assert not Material.objects.exists()


def test_neither_file_nor_text_is_no_paper(world):
    assert post(world.sato, plan(world)).status_code == 422


def test_a_sealed_paper_is_its_providers_alone_and_leads_to_its_designation(world):
    meeting = plan(world)
    answer = post(world.tanaka, meeting, disclosure="sealed", text="CANARY", title="CANARY題名")
    with acting_as(world.tanaka):
        material = Material.objects.get()
    assert answer["Location"] == reverse("designation_draft", args=[material.pk])
    assert {key for key in PEOPLE if sees(world.people[key], material)} == {"tanaka"}
    for key in ("sato", "suzuki", "ito"):
        page = browser(world.people[key]).get(reverse("meeting", args=[meeting.pk])).content.decode()
        assert "CANARY" not in page and "件名" not in page and "番号未定" not in page


def test_a_sealed_paper_needs_a_neutral_title_of_its_own(world):
    assert (
        post(
            world.tanaka, plan(world), disclosure="sealed", text="x", title="同じ", public_title="同じ"
        ).status_code
        == 422
    )


def test_closing_near_basic_research_is_warned_about_once_and_then_taken(world):
    meeting = plan(world)
    fields = {"disclosure": "secretariat", "text": "x", "is_basic_research": "on"}
    first = post(world.sato, meeting, **fields)
    assert first.status_code == 422 and "公開を基本とします" in first.content.decode()
    assert post(world.sato, meeting, **fields, basic_is_restricted="on").status_code == 302
    assert post(world.sato, meeting, **{**fields, "disclosure": "council", "title": "別"}).status_code == 302


def test_the_secretariats_own_papers_stay_with_it_and_with_their_provider(world):
    meeting = plan(world)
    material, _handout = paper(world, meeting, by=world.tanaka, disclosure="secretariat")
    assert {key for key in PEOPLE if sees(world.people[key], material)} == {"sato", "tanaka"}


def test_only_members_bring_papers_in_and_only_until_the_meeting_is_held(world):
    meeting = plan(world)
    for key in PEOPLE:
        expected = 200 if key in MEMBERS else 404
        assert status(world.people[key], "handout_add", meeting.pk) == expected, key
        got = status(world.people[key], "material_new", world.quantum.pk)
        assert got == 200 if key in MEMBERS else got in (403, 404), key
    over = held(world)
    assert (
        status(world.tanaka, "handout_add", over.pk) == 403
        and status(world.sato, "handout_add", over.pk) == 200
    )
    for person in (world.kobayashi, world.saito, world.matsumoto, world.yoshida):
        with acting_as(person), pytest.raises(Refused):
            handouts.add_material(
                world.quantum, by=person, title="x", public_title="x", disclosure="council", text="x"
            )


# Numbers --------------------------------------------------------------------------------------------


def test_numbers_run_on_and_a_members_paper_waits_for_its_own(world):
    meeting = plan(world, points=2)
    labels = [paper(world, meeting, title=f"題{n}")[1].label for n in range(2)]
    _m, late = paper(world, meeting, by=world.tanaka, title="後の題")
    assert labels == ["資料１", "資料２"] and late.label == "番号未定"
    with acting_as(world.sato):
        handouts.edit_handout(late, by=world.sato, agenda_item=meeting.agenda.get(number=1), label="")
        assert handouts.renumber(meeting, by=world.sato) == 3
        assert [h.label for h in meeting.handouts.order_by("number")] == ["資料１", "資料２", "資料３"]
        assert Handout.objects.get(pk=late.pk).number == 1


def test_a_label_given_by_hand_survives_renumbering(world):
    meeting = plan(world)
    paper(world, meeting)
    _m, named = paper(world, meeting)
    with acting_as(world.sato):
        handouts.edit_handout(named, by=world.sato, agenda_item=meeting.agenda.get(), label="参考資料１")
        handouts.renumber(meeting, by=world.sato)
        assert {h.label for h in meeting.handouts.all()} == {"資料２", "参考資料１"}


def test_a_hidden_sealed_paper_leaves_no_gap_and_no_collision(world):
    meeting = plan(world)
    paper(world, meeting, by=world.tanaka, disclosure="sealed")
    assert paper(world, meeting)[1].label == "資料１"
    with acting_as(world.sato):
        assert handouts.renumber(meeting, by=world.sato) == 0


def test_renumbering_keeps_papers_for_the_secretariat_apart(world):
    meeting = plan(world)
    _a, apart = paper(world, meeting, disclosure="secretariat")
    paper(world, meeting)
    with acting_as(world.sato):
        handouts.renumber(meeting, by=world.sato)
        assert Handout.objects.get(pk=apart.pk).label == "事務局限り１"


def test_a_paper_is_handed_out_once_and_taken_back_without_being_lost(world):
    meeting = plan(world)
    material, handout = paper(world, meeting)
    with acting_as(world.sato), pytest.raises(WrongState):
        handouts.hand_out(meeting, material, by=world.sato)
    assert (
        status(world.tanaka, "handout_remove", handout.pk) == 403
        and status(world.kobayashi, "handout_remove", handout.pk) == 404
    )
    assert browser(world.sato).post(reverse("handout_remove", args=[handout.pk])).status_code == 302
    with acting_as(world.sato):
        assert not Handout.objects.exists() and Material.objects.filter(pk=material.pk).exists()


def test_a_member_takes_back_their_own_paper_while_it_has_no_number(world):
    _m, handout = paper(world, plan(world), by=world.tanaka)
    assert status(world.ito, "handout_remove", handout.pk) == 403
    assert browser(world.tanaka).post(reverse("handout_remove", args=[handout.pk])).status_code == 302


def test_papers_that_exist_are_chosen_by_what_the_reader_may_call_them(world):
    meeting = plan(world)
    make_material(world.quantum, world.tanaka, title="内容の題名", public_title="中立")
    secret = make_material(
        world.quantum, world.tanaka, title="CANARY秘密", public_title="秘密の中立名", sealed=True
    )
    make_designation(world, secret, until="described")
    other = make_material(world.ocean, world.kato, title="CANARY他")
    page = browser(world.sato).get(reverse("handout_add", args=[meeting.pk])).content.decode()
    assert "内容の題名" in page and "秘密の中立名" in page and "CANARY" not in page
    client = browser(world.sato)
    assert (
        client.post(
            reverse("handout_add", args=[meeting.pk]), {"way": "choose", "choose-item": str(other.pk)}
        ).status_code
        == 422
    )
    assert (
        client.post(
            reverse("handout_add", args=[meeting.pk]), {"way": "choose", "choose-item": str(secret.pk)}
        ).status_code
        == 302
    )
    assert {key for key in PEOPLE if sees(world.people[key], secret)} == {"tanaka"}


def test_a_handout_is_hidden_from_those_who_may_not_see_its_meeting(world):
    draft = plan(world, announced=False)
    paper(world, draft)
    with acting_as(world.tanaka):
        assert not Handout.objects.exists()
    with acting_as(world.suzuki):
        assert Handout.objects.count() == 1


# Versions -------------------------------------------------------------------------------------------


def test_a_replacement_says_what_changed_and_earlier_versions_stay(world):
    meeting = plan(world)
    material, _handout = paper(world, meeting, by=world.tanaka)
    address = reverse("material_version_add", args=[material.pk])
    assert browser(world.tanaka).post(address, {"text": "新しい本文"}).status_code == 422
    assert (
        browser(world.tanaka).post(address, {"text": "新しい本文", "change_note": "数値を直した"}).status_code
        == 302
    )
    with acting_as(world.ito):
        assert [(v.number, v.change_note) for v in material.versions.order_by("number")] == [
            (1, ""),
            (2, "数値を直した"),
        ]
    page = browser(world.ito).get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert "差し替え 第2版" in page


def test_a_version_is_added_by_the_provider_or_the_secretariat_and_hidden_papers_are_not_there(world):
    material, _handout = paper(world, plan(world), by=world.tanaka)
    for key in PEOPLE:
        expected = 200 if key in ("tanaka", "sato") else 403 if key in MEMBERS else 404
        assert status(world.people[key], "material_version_add", material.pk) == expected, key
    secret = make_material(world.quantum, world.tanaka, sealed=True)
    make_designation(world, secret, until="described")
    assert status(world.sato, "material_version_add", secret.pk) == 404


def test_reading_marks_are_the_readers_own(world):
    meeting = plan(world)
    material, _handout = paper(world, meeting)
    answer = browser(world.ito).post(
        reverse("material_finished", args=[material.pk]), {"meeting": str(meeting.pk)}
    )
    assert answer["Location"].startswith(reverse("meeting_read", args=[meeting.pk]))
    assert (
        "準備ができました"
        in browser(world.ito).get(reverse("meeting_read", args=[meeting.pk])).content.decode()
    )
    for key in PEOPLE:
        with acting_as(world.people[key]):
            assert Reading.objects.count() == (1 if key == "ito" else 0), key
    assert browser(world.kobayashi).post(reverse("material_finished", args=[material.pk])).status_code == 404


# Publication ----------------------------------------------------------------------------------------


def test_a_paper_is_public_only_after_the_secretariat_opened_it(world):
    material, _handout = paper(world, plan(world), by=world.tanaka, disclosure="public")
    assert not sees(None, material) and not sees(world.yamamoto, material)
    assert status(world.tanaka, "material_publish", material.pk) == 403
    assert status(world.sato, "material_publish", material.pk) == 200 and not sees(None, material)
    assert browser(world.sato).post(reverse("material_publish", args=[material.pk])).status_code == 302
    assert sees(None, material) and sees(world.yamamoto, material)


def test_what_is_not_meant_to_be_public_or_is_under_secrecy_is_not_published(world):
    ordinary, _h = paper(world, plan(world))
    assert browser(world.sato).post(reverse("material_publish", args=[ordinary.pk])).status_code == 409
    meant, _h = paper(world, plan(world), by=world.tanaka, disclosure="public")
    make_designation(world, meant, until="described")
    assert browser(world.sato).post(reverse("material_publish", args=[meant.pk])).status_code == 409


# The list -------------------------------------------------------------------------------------------


def test_the_list_shows_content_titles_of_mine_neutral_titles_of_others_and_nothing_else(world):
    make_material(world.quantum, world.tanaka, title="見える題名", public_title="中立一")
    secret = make_material(
        world.quantum, world.tanaka, title="CANARY秘密", public_title="中立二", sealed=True
    )
    make_designation(world, secret, until="described")
    make_material(world.ocean, world.kato, title="海の題名", public_title="海の件名")
    page = browser(world.ito).get(reverse("material_list")).content.decode()
    assert "見える題名" in page and "中立二" in page and "CANARY" not in page and "海の" not in page
    other = browser(world.kato).get(reverse("material_list")).content.decode()
    assert "海の題名" in other and "見える題名" not in other and "中立" not in other
    for key in ("saito", "matsumoto", "yoshida", "inoue", "kobayashi"):
        page = browser(world.people[key]).get(reverse("material_list")).content.decode()
        assert "見える題名" not in page and "中立" not in page, key


def test_the_list_narrows_to_one_council_and_names_no_other(world):
    make_material(world.quantum, world.tanaka, title="量子の題名")
    assert (
        "量子の題名"
        in browser(world.ito).get(reverse("material_list"), {"council": world.quantum.pk}).content.decode()
    )
    hidden = browser(world.ito).get(reverse("material_list"), {"council": world.ocean.pk}).content.decode()
    assert "海洋" not in hidden and "量子の題名" not in hidden
    assert (
        browser(world.ito).get(reverse("material_list"), {"council": "x", "before": "y"}).status_code == 200
    )


def test_the_list_costs_the_same_for_one_and_for_fifty_and_turns_its_pages(world, django_assert_num_queries):
    client = browser(world.ito)
    make_material(world.quantum, world.tanaka, title="題名000")
    client.get(reverse("material_list"))
    with django_assert_num_queries(10):
        client.get(reverse("material_list"))
    for n in range(1, 60):
        make_material(world.quantum, world.tanaka, title=f"題名{n:03}")
    with django_assert_num_queries(10):
        first = client.get(reverse("material_list"))
    page = first.content.decode()
    assert "題名059" in page and "題名010" in page and "題名009" not in page
    second = client.get(reverse("material_list") + first.context["next"]).content.decode()
    assert "題名009" in second and "題名000" in second and "題名010" not in second


def test_other_items_between_do_not_cut_the_list_short(world):
    make_material(world.quantum, world.tanaka, title="古い題名")
    for _n in range(3):
        plan(world)
    from councils import shelf

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "LOOK_AHEAD", 2)
        assert "古い題名" in browser(world.ito).get(reverse("material_list")).content.decode()


def test_once_released_the_list_gives_holders_the_title(world):
    secret = make_material(world.quantum, world.tanaka, title="CANARY秘密", public_title="中立", sealed=True)
    with acting_as(world.sato):
        seat = audience.membership(world.seats["suzuki"].pk)
    designation = make_designation(world, secret, scoped=[seat])
    for key in ("suzuki", "takahashi", "tanaka", "ito", "watanabe"):
        assert "CANARY" not in browser(world.suzuki).get(reverse("material_list")).content.decode()
        agree(world.people[key], designation)
    assert "CANARY" in browser(world.suzuki).get(reverse("material_list")).content.decode()
    assert "CANARY" not in browser(world.ito).get(reverse("material_list")).content.decode()
