"""Who sees it, why, who did, what would change; one's own record; what binds one after leaving."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from confidentiality import agreements, audience, explaining
from confidentiality.acting import acting_as
from confidentiality.models import (
    Consent,
    Designation,
    DesignationVersion,
    Entry,
    Holder,
    ScopedPrincipal,
    Voter,
)
from confidentiality.verbs import perform
from tests.cast import make_designation, make_material, terms
from tests.confidentiality.browsing import browser, text


@pytest.fixture
def sealed(world):
    return make_material(world.quantum, world.tanaka, sealed=True, title="核心部の真名", text="極秘数値31415")


@pytest.fixture
def shared(world):
    return make_material(world.quantum, world.tanaka, title="共有の名称", text="共有の本文")


def access(person, item):
    return browser(person).get(reverse("item_access", args=[item.pk]))


def leave(world, key):
    person = world.people[key]
    with acting_as(person):
        perform("start_leaving", world.seats[key], by=person)
        perform("leave", world.seats[key], by=person, returned_note="返却しました。")


# --- why and who -----------------------------------------------------------------------------------------


def test_why_is_a_sentence_with_its_grounds(world, shared, sealed):
    make_designation(world, sealed, until="in_force")
    words = text(access(world.ito, shared))
    assert "量子試験協議会の構成員と事務局に共有されています" in words and "在籍しています" in words
    assert "提供者だからです" in text(access(world.tanaka, shared))
    holder = text(access(world.ito, sealed))
    assert "守秘の指定「装置の試験条件に関する資料」（第1版）の保持者だからです" in holder
    assert "この文面に同意しました" in holder and "自動で終わり" in holder
    outside = text(access(world.sato, sealed))
    assert "あなたが件名だけを見られる理由" in outside and "保持者の範囲に含まれていません" in outside


def test_why_and_until_follow_the_ground(world, shared, sealed):
    make_designation(world, sealed, until="in_force")
    holder = access(world.ito, sealed).context["why"]
    assert holder.until is not None and "まで見られます" in text(access(world.ito, sealed))
    assert access(world.ito, shared).context["why"].until is None
    assert access(world.tanaka, sealed).context["why"].until is None  # the provider's sight has no end
    with acting_as(world.tanaka):
        audience.open_to(shared, audience.EVERYBODY)
    stranger = access(world.inoue, shared).context["why"]
    assert stranger.reasons == ["この資料は公開されていて、どなたでも見られます。"] and stranger.changes == []


def test_who_is_the_same_for_everybody_who_may_ask_and_is_what_the_database_says(world, shared, sealed):
    make_designation(world, sealed, until="in_force", scoped=[audience.membership(world.seats["ito"].pk)])
    for item, readers in (
        (shared, {"佐藤", "鈴木", "高橋", "田中", "伊藤", "渡辺"}),
        (sealed, {"田中", "伊藤"}),
    ):
        for key in ("sato", "suzuki", "ito", "tanaka"):
            response = access(world.people[key], item)
            assert {r.name.split("　")[0] for r in response.context["readers"]} == readers


def test_an_outsider_may_not_even_ask(world, shared):
    for key in ("kato", "yamamoto", "yoshida", "saito", "kimura", "matsumoto"):
        assert access(world.people[key], shared).status_code == 404


def test_is_this_person_allowed_names_the_rules_in_order(world, sealed):
    make_designation(world, sealed, until="in_force", scoped=[audience.membership(world.seats["ito"].pk)])
    client = browser(world.suzuki)

    def ask(name):
        return text(client.post(reverse("item_access", args=[sealed.pk]), {"ask": "name", "who-name": name}))

    assert "はい。伊藤 需要さんは、いま内容を見られます" in ask("伊藤　需要")
    assert "はい。伊藤 需要さん" in ask("伊藤")
    no = ask("鈴木 座長")
    assert (
        "いいえ。鈴木 座長さんは、いま内容を見られません" in no and "保持者の範囲に含まれますか いいえ" in no
    )
    for stranger in ("加藤　別社", "山本", "だれでもない"):
        assert "見つからないか" in ask(stranger)  # no directory of people behind it
    assert "か所を直してください" in ask("")


def test_the_provider_and_the_secretariat_ask_about_another_day_others_do_not(world, sealed):
    designation = make_designation(
        world, sealed, until="in_force", scoped=[audience.membership(world.seats["ito"].pk)]
    )
    end = Designation.objects.select_related("in_force").get(pk=designation.pk).in_force.valid_until
    page = reverse("item_access", args=[sealed.pk])

    def then(person, day):
        return browser(person).post(
            page,
            {"ask": "day", "when-day_year": day.year, "when-day_month": day.month, "when-day_day": day.day},
        )

    for key in ("tanaka", "sato"):
        assert len(then(world.people[key], timezone.localdate() + timedelta(days=5)).context["then"]) == 2
        assert len(then(world.people[key], (end + timedelta(days=2)).date()).context["then"]) == 6
    assert then(world.suzuki, timezone.localdate()).status_code == 403
    assert Entry.objects.filter(verb="refused", actor=world.suzuki, note__act="item_access_then").exists()


def test_what_if_names_who_gains_and_who_loses_before_anything_changes(world, shared):
    with acting_as(world.tanaka):
        more, fewer, seats = explaining.what_if(shared, [audience.membership(world.seats["ito"].pk)])
    assert more == []
    assert {n.split("　")[0] for n in fewer} == {"佐藤", "鈴木", "高橋", "渡辺"}
    assert {s.name.split("　")[0] for s in seats if s.is_asked} == {"鈴木", "高橋", "田中", "伊藤", "渡辺"}
    with acting_as(world.kato):
        assert agreements.seats_of(world.quantum.pk, []) == []


# --- who did ---------------------------------------------------------------------------------------------


def test_the_provider_reads_the_log_and_nobody_else_does(world, shared):
    browser(world.ito).get(reverse("material", args=[shared.pk]))
    log = reverse("item_reads", args=[shared.pk])
    page = text(browser(world.tanaka).get(log))
    assert "伊藤 需要" in page and "資料を開きました" in page
    for key in ("suzuki", "sato", "ito"):
        assert browser(world.people[key]).get(log).status_code == 403
    for key in ("kato", "yamamoto", "yoshida", "saito"):
        assert browser(world.people[key]).get(log).status_code == 404
    assert Entry.objects.filter(
        verb="refused", actor=world.suzuki, item_id=shared.pk, note__act="item_reads"
    ).exists()


def test_an_auditor_sees_numbers_and_people_but_no_titles(world, shared):
    browser(world.ito).get(reverse("material", args=[shared.pk]))
    response = browser(world.kimura).get(reverse("item_reads", args=[shared.pk]))
    words = text(response)
    assert "伊藤 需要" in words and str(shared.pk) in words
    assert "試験資料" not in words and "共有の名称" not in words
    assert browser(world.kimura).get(reverse("item_reads", args=[uuid.uuid4()])).status_code == 404


def test_a_refusal_is_in_the_log(world, shared):
    browser(world.suzuki).get(reverse("designation_draft", args=[shared.pk]))
    assert "できませんでした" in text(browser(world.tanaka).get(reverse("item_reads", args=[shared.pk])))


@pytest.mark.parametrize("name, questions", [("item_reads", 11), ("my_records", 10)])
def test_the_logs_ask_as_often_for_one_line_as_for_fifty(
    world, shared, django_assert_num_queries, name, questions
):
    client = browser(world.tanaka)
    address = reverse(name, args=[shared.pk] if name == "item_reads" else [])
    client.get(reverse("material", args=[shared.pk]))
    client.get(address)
    with django_assert_num_queries(questions):
        client.get(address)
    Entry.objects.bulk_create(
        [
            Entry(actor=world.tanaka, verb="read_material", item_id=shared.pk, subject="councils.material")
            for _n in range(49)
        ]
    )
    with django_assert_num_queries(questions):
        assert len(client.get(address).context["rows"]) == 50


def test_page_after_page(world, shared):
    Entry.objects.bulk_create(
        [
            Entry(actor=world.tanaka, verb="read_material", item_id=shared.pk, subject="councils.material")
            for _n in range(70)
        ]
    )
    client = browser(world.tanaka)
    first = client.get(reverse("my_records"))
    second = client.get(first.context["next"])
    assert len(first.context["rows"]) == 50
    assert {e.pk for e in first.context["rows"]}.isdisjoint({e.pk for e in second.context["rows"]})


# --- one's own -------------------------------------------------------------------------------------------


def test_ones_own_record_holds_nobody_elses_lines(world, shared):
    for key in ("ito", "suzuki"):
        browser(world.people[key]).get(reverse("material", args=[shared.pk]))
    rows = browser(world.ito).get(reverse("my_records")).context["rows"]
    assert rows and {r.actor_id for r in rows} == {world.ito.pk}
    provider = browser(world.tanaka).get(reverse("my_records")).context["rows"]
    assert {r.actor_id for r in provider} == {
        world.tanaka.pk
    }  # although the provider may read the item's log


def test_a_thing_out_of_sight_has_no_name_in_ones_record(world, shared):
    browser(world.ito).get(reverse("material", args=[shared.pk]))
    assert "試験資料" in text(browser(world.ito).get(reverse("my_records")))
    leave(world, "ito")
    after = text(browser(world.ito).get(reverse("my_records")))
    assert "試験資料" not in after and "いまは見られないもの" in after


def test_what_binds_me_has_its_end_and_stays_after_leaving(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    page = reverse("binding_me")
    before = text(browser(world.ito).get(page))
    assert "装置の試験条件に関する資料" in before and "続いている守秘の指定（1件）" in before
    leave(world, "ito")
    after = browser(world.ito).get(page)
    words = text(after)
    assert "装置の試験条件に関する資料" in words and "量子試験協議会" in words and "誓約書（第1版）" in words
    assert reverse("designation", args=[designation.pk]) not in after.content.decode()
    assert "極秘数値" not in words and "核心部" not in words
    assert browser(world.ito).get(reverse("designation", args=[designation.pk])).status_code == 404


def test_a_duty_ends_when_the_provider_lifts_and_not_when_others_extend(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    leave(world, "ito")
    mine = browser(world.ito).get(reverse("binding_me")).context["live"][0][0].bound_until
    with acting_as(world.tanaka):
        agreements.reword(
            designation,
            by=world.tanaka,
            text=terms(ends_at=timezone.now() + timedelta(days=900)),
            scoped=[audience.capacity(world.quantum.pk, "member")],
        )
        agreements.open_consent(designation, by=world.tanaka, answer_by=timezone.now() + timedelta(days=5))
    for key in ("suzuki", "takahashi", "tanaka", "watanabe"):
        with acting_as(world.people[key]):
            fresh = Designation.objects.get(pk=designation.pk)
            agreements.answer(
                fresh,
                by=world.people[key],
                decision="agree",
                shown_hash=agreements.text_hash(fresh.candidate),
            )
    assert Designation.objects.get(pk=designation.pk).in_force.number == 2
    assert (
        browser(world.ito).get(reverse("binding_me")).context["live"][0][0].bound_until == mine
    )  # nobody asked them
    with acting_as(world.tanaka):
        agreements.lift(designation, by=world.tanaka, note="公表済み")
    page = browser(world.ito).get(reverse("binding_me"))
    assert not page.context["live"] and len(page.context["over"]) == 1


def test_the_provider_is_not_bound_by_their_own_paper_and_outsiders_by_nothing(world, sealed):
    make_designation(world, sealed, until="in_force")
    for key in ("tanaka", "sato", "kato", "inoue"):
        assert not browser(world.people[key]).get(reverse("binding_me")).context["live"]


def test_signed_out_everything_leads_to_sign_in(world, shared):
    for name, args in (
        ("my_records", []),
        ("binding_me", []),
        ("designation_list", []),
        ("item_access", [shared.pk]),
        ("item_reads", [shared.pk]),
    ):
        response = browser(None).get(reverse(name, args=args))
        assert response.status_code == 302 and "/accounts/login/" in response.url


def test_every_verb_of_the_core_has_words(world, sealed):
    from confidentiality import naming
    from confidentiality.lifecycle import ACTS

    make_designation(world, sealed, until="in_force")
    lines = set(Entry.objects.values_list("verb", "subject"))
    for verb, subject in {
        *((act, "confidentiality.designation") for act in ACTS),
        *lines,
        ("refused", ""),
        ("take_copy", "councils.material"),
    }:
        assert naming.act_word(verb, subject) != "その他の操作をしました", verb


def test_a_verb_of_ones_own_is_not_told_in_anothers_words():
    from confidentiality import naming

    assert naming.act_word("withdraw", "programmes.allocation") == "「取り下げる」の操作をしました"
    assert (
        naming.act_word("open_discussion", "programmes.proposaldossier") == "「合議に進む」の操作をしました"
    )
    assert naming.act_word("withdraw", "confidentiality.designation") == "守秘の指定の提案を取り下げました"


def test_every_line_of_the_journal_tells_what_has_happened():
    """Buttons say what will be done, the journal what was: no line is told in the words of a button."""
    from django.apps import apps

    from confidentiality import naming
    from confidentiality.verbs import verbs_of

    own = [(verb, model._meta.label_lower) for model in apps.get_models() for verb in verbs_of(model)]
    others = [(verb, "") for verb in naming._acts] + [("no such verb", "")]
    told = {naming.act_word(verb, subject) for verb, subject in own + others}
    assert len(told) > 300
    assert not {words for words in told if not words.endswith(("ました", "ませんでした"))}


# --- what asking must not tell ---------------------------------------------------------------------------


def test_a_public_item_does_not_tell_strangers_who_sits_in_the_council(world, shared):
    with acting_as(world.tanaka):
        audience.open_to(shared, audience.EVERYBODY)
    for key in ("inoue", "kato", "yamamoto", "saito"):
        response = access(world.people[key], shared)
        assert response.status_code == 200
        assert [r.name for r in response.context["readers"]] == ["どなたでも"]
        asked = browser(world.people[key]).post(
            reverse("item_access", args=[shared.pk]), {"ask": "name", "who-name": "伊藤　需要"}
        )
        assert "見つからないか" in text(asked)
        for name in ("佐藤", "鈴木", "高橋", "伊藤", "渡辺"):
            assert name not in text(response)
    assert len(access(world.ito, shared).context["readers"]) == 7  # six members, and everybody


def test_a_candidate_does_not_learn_the_members_from_what_was_opened_to_them(world):
    response = access(world.matsumoto, world.quantum)
    assert response.status_code == 200
    assert [r.name.split("　")[0] for r in response.context["readers"]] == ["松本"]


def test_somebody_whose_account_is_closed_is_no_reader(world, shared):
    from accounts.models import Person

    Person.objects.filter(pk=world.ito.pk).update(is_active=False)
    assert "伊藤" not in {r.name.split("　")[0] for r in access(world.tanaka, shared).context["readers"]}


def test_what_became_public_says_nothing_of_how_it_was_guarded(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    with acting_as(world.ito):
        agreements.ask_for_review(designation, by=world.ito, comment="構成員だけの理由")
    with acting_as(world.tanaka):
        agreements.lift(designation, by=world.tanaka, note="公表済み")
        audience.open_to(sealed, audience.EVERYBODY)
    for key in ("inoue", "kato", "saito"):
        person = world.people[key]
        assert "極秘数値31415" in text(browser(person).get(reverse("material", args=[sealed.pk])))
        assert browser(person).get(reverse("designation", args=[designation.pk])).status_code == 404
        assert "装置の試験条件に関する資料" not in text(access(person, sealed))
        with acting_as(person):
            for model in (Designation, DesignationVersion, ScopedPrincipal, Voter, Consent, Holder):
                assert not model.objects.filter(item_id=sealed.pk).exists()
    assert browser(world.suzuki).get(reverse("designation", args=[designation.pk])).status_code == 200
