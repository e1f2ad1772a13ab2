"""Agreements in the browser: proposed without content, agreed by all or not at all, narrowed at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from confidentiality import agreements, asking, audience
from confidentiality.acting import acting_as
from confidentiality.models import (
    Consent,
    Designation,
    DesignationVersion,
    Entry,
    Holder,
    OutboxMessage,
)
from tests.cast import PEOPLE, VOTERS, agree, make_designation, make_material, terms
from tests.confidentiality.browsing import answer, browser, hidden, text, wording
from tests.confidentiality.events import at, newcomer

State = Designation.State
SECRET = "極秘数値31415"


@pytest.fixture
def sealed(world):
    return make_material(world.quantum, world.tanaka, sealed=True, title="核心部の真名", text=SECRET)


def url(name, thing, **kwargs):
    return reverse(name, args=[thing.pk], **kwargs)


def opens(person, material) -> bool:
    return SECRET in text(browser(person).get(url("material", material)))


# --- from the first word to the round --------------------------------------------------------------------


def test_the_provider_writes_checks_confirms_and_only_then_do_the_members_hear_of_it(world, sealed):
    client, page = browser(world.tanaka), url("designation_draft", sealed)
    assert client.get(page).status_code == 200
    check = client.post(page, wording())
    assert check.status_code == 200 and not Designation.objects.exists()
    words = text(check)
    for name in ("鈴木", "高橋", "田中", "伊藤", "渡辺"):
        assert name in words
    assert "佐藤" not in words  # neither asked nor a holder
    assert "内容を、保持者以外の人に伝えません" in words
    assert client.post(page, wording(step="keep")).status_code == 422  # the narrower ways come first (R110)
    assert not Designation.objects.exists()
    done = client.post(page, wording(step="keep", confirmed="yes"))
    designation = Designation.objects.get()
    assert done.url == url("designation", designation)
    assert designation.state == State.DESCRIBED
    version = designation.candidate
    assert version.handling == "閲覧：可、印刷：可、持ち出し：不可、引用：不可。終了時：廃棄"
    assert list(version.scoped.values_list("principal_id", flat=True)) == [
        audience.capacity(world.quantum.pk, "member")
    ]
    assert browser(world.suzuki).get(url("designation", designation)).status_code == 200
    assert browser(world.kato).get(url("designation", designation)).status_code == 404


def test_a_draft_is_kept_for_its_provider_alone_and_goes_on_later(world, sealed):
    client, page = browser(world.tanaka), url("designation_draft", sealed)
    client.post(page, wording(step="save"))
    designation = Designation.objects.get()
    assert designation.state == State.DRAFT
    assert browser(world.suzuki).get(url("designation", designation)).status_code == 404
    assert client.get(page).url == url("designation_reword", designation)
    again = client.get(url("designation_reword", designation))
    assert "測定の記録に関する資料" in again.content.decode()
    client.post(
        url("designation_reword", designation), wording(step="keep", confirmed="yes", subject="測定の値")
    )
    designation.refresh_from_db()
    assert (designation.state, designation.candidate.subject, designation.candidate.number) == (
        State.DESCRIBED,
        "測定の値",
        1,
    )


def test_going_back_from_the_check_page_loses_nothing(world, sealed):
    page = browser(world.tanaka).post(
        url("designation_draft", sealed),
        wording(step="edit", holder_scope="named", named=[str(audience.membership(world.seats["ito"].pk))]),
    )
    body = page.content.decode()
    assert page.status_code == 200
    assert "測定の数値" in body and body.count("checked") >= 4


@pytest.mark.parametrize(
    "changes, sentence",
    [
        ({"title": ""}, "件名"),
        ({"ends_on_year": "2099"}, "5年以内"),
        ({"ends_on_year": "2020"}, "終了日は、今日以降の日にしてください"),
        ({"ends_on_year": "", "ends_on_month": "", "ends_on_day": ""}, "終了日"),
        ({"extent": "第3回会合の全体"}, "会合や議論の全体は対象にできません"),
        ({"subject": "会合で話し合われたことの全て"}, "会合や議論の全体は対象にできません"),
        ({"view_diversity": ""}, "多様な知の交流"),
        ({"category": "needs"}, "画面での閲覧だけ"),
        ({"category": "needs", "uses": [], "endings": []}, "返却または廃棄"),
        ({"holder_scope": "named"}, "構成員を1名以上"),
        ({"holder_scope": "capacities"}, "立場を1つ以上"),
        ({"holder_scope": "named", "named": ["1"]}, "選択"),
    ],
)
def test_each_rule_of_wording_answers_beside_its_field(world, sealed, changes, sentence):
    response = browser(world.tanaka).post(url("designation_draft", sealed), wording(**changes))
    assert response.status_code == 422
    assert sentence in text(response) and "か所を直してください" in text(response)
    assert not Designation.objects.exists()


def test_a_title_that_tells_is_warned_about(world, sealed):
    page = browser(world.tanaka).post(
        url("designation_draft", sealed), wording(title="核心部の真名に関する資料")
    )
    assert "「核心部」" in text(page) and "推測されないか" in text(page)
    quiet = browser(world.tanaka).post(url("designation_draft", sealed), wording())
    assert "推測されないか" not in text(quiet)


def test_only_the_provider_proposes(world, sealed):
    shared = make_material(world.quantum, world.tanaka)
    assert browser(world.suzuki).get(url("designation_draft", shared)).status_code == 403
    assert browser(world.suzuki).get(url("designation_draft", sealed)).status_code == 404
    assert Entry.objects.filter(
        verb="refused", actor=world.suzuki, item_id=shared.pk, note__act="designation_draft"
    ).exists()


def test_a_council_or_a_meeting_has_no_form_for_it(world):
    assert browser(world.sato).get(url("designation_draft", world.quantum)).status_code == 404


def test_from_proposal_to_round_by_buttons_alone(world, sealed):
    designation = make_designation(world, sealed, until="described")
    chair = browser(world.suzuki)
    assert chair.get(url("designation_open_discussion", designation)).status_code == 200
    chair.post(url("designation_open_discussion", designation))
    said = browser(world.ito).post(
        url("designation_comment", designation), {"text": "期間を短くできませんか。"}
    )
    assert said.status_code == 302
    assert "期間を短くできませんか。" in text(chair.get(url("designation", designation)))
    page = browser(world.sato).get(url("designation_open_consent", designation))
    assert "5名に依頼を送ります" in text(page) and "渡辺" in text(page)
    day = timezone.localdate() + timedelta(days=7)
    assert (
        browser(world.sato)
        .post(
            url("designation_open_consent", designation),
            {"answer_on_year": "2020", "answer_on_month": "1", "answer_on_day": "1"},
        )
        .status_code
        == 422
    )
    browser(world.sato).post(
        url("designation_open_consent", designation),
        {"answer_on_year": day.year, "answer_on_month": day.month, "answer_on_day": day.day},
    )
    designation.refresh_from_db()
    assert designation.state == State.CONSENT_OPEN
    assert designation.answer_by.astimezone().date() == day + timedelta(days=1)
    assert OutboxMessage.objects.filter(topic="designation.consent_open").count() == 1


# --- the answer ------------------------------------------------------------------------------------------


def test_content_comes_with_the_last_consent_and_not_before(world, sealed):
    designation = make_designation(world, sealed)
    for key in VOTERS[:-1]:
        assert answer(browser(world.people[key]), designation).status_code == 302
        assert not any(opens(world.people[k], sealed) for k in PEOPLE if k != "tanaka")
    last = browser(world.people[VOTERS[-1]])
    assert "あなたの回答で全員がそろいます" in text(last.get(url("designation", designation)))
    page = last.get(url("designation_answer", designation))
    assert "あなたの回答で全員がそろいます" in text(page)
    assert "penaltyの試験文面" in text(page)
    assert "全員がそろいます" in text(answer(last, designation, step="check"))
    receipt = last.get(answer(last, designation).url)
    assert "効力が生じています" in text(receipt) and "資料を見る" in text(receipt)
    assert {k for k in PEOPLE if opens(world.people[k], sealed)} == set(VOTERS)


def test_the_receipt_has_a_number_the_instant_the_text_and_a_hash_anybody_can_check(world, sealed):
    import hashlib

    designation = make_designation(world, sealed)
    client = browser(world.ito)
    answer(client, designation)
    page = client.get(url("designation_receipt", designation))
    consent = Consent.objects.get(person=world.ito)
    words = text(page)
    assert f"{consent.decided_at.astimezone():%Y%m%d}-1-{consent.text_hash[:8]}" in words
    assert consent.text_hash in words and "伊藤" in words and "試験条件の数値" in words
    with acting_as(world.ito):
        canonical = asking.canonical_text(consent.version)
    assert hashlib.sha256(canonical.encode()).hexdigest() == consent.text_hash
    assert canonical in page.context["canonical"]
    assert browser(world.suzuki).get(url("designation_receipt", designation)).status_code == 404
    assert SECRET not in words and "核心部" not in words


def test_an_answer_needs_the_password_again(world, sealed):
    designation = make_designation(world, sealed)
    client = browser(world.ito, confirmed=False)
    response = answer(client, designation)
    assert response.status_code == 302 and "reauthenticate" in response.url
    assert not Consent.objects.exists()
    from tests.cast import PASSWORD

    done = client.post(response.url, {"password": PASSWORD})
    assert done.status_code == 302
    assert Consent.objects.get().person == world.ito


def test_a_changed_text_is_409_with_what_changed_and_nothing_is_taken(world, sealed):
    designation = make_designation(world, sealed)
    client = browser(world.ito)
    shown = hidden(client.get(url("designation_answer", designation)), "shown_hash")
    with acting_as(world.tanaka):
        agreements.reword(
            designation,
            by=world.tanaka,
            text=terms(subject="別の対象"),
            scoped=[audience.capacity(world.quantum.pk, "member")],
        )
        agreements.open_consent(designation, by=world.tanaka, answer_by=timezone.now() + timedelta(days=7))
    response = answer(client, designation, shown_hash=shown)
    assert response.status_code == 409
    assert (
        "文面が更新されました" in text(response)
        and "別の 対象" in text(response).replace("削除： ", "").replace("追加： ", "")
    ) or "別の" in text(response)
    assert hidden(response, "shown_hash") != shown
    assert not Consent.objects.exists()


def test_refusing_and_asking_need_words(world, sealed):
    designation = make_designation(world, sealed)
    client = browser(world.ito)
    assert answer(client, designation, "refuse").status_code == 422
    assert answer(client, designation, "ask").status_code == 422
    assert answer(client, designation, "").status_code == 422
    assert answer(client, designation, "ask", "対象は表2だけですか。").status_code == 302
    page = text(browser(world.suzuki).get(url("designation", designation)))
    assert "質問中" in page and "対象は表2だけですか。" in page
    answer(client, designation, "refuse", "期間が長すぎます。")
    designation.refresh_from_db()
    assert designation.state == State.REWORK
    late = browser(world.suzuki).get(url("designation_answer", designation))
    assert late.status_code == 409


def test_the_page_shows_who_has_agreed_and_who_is_missing(world, sealed):
    designation = make_designation(world, sealed)
    for key in ("suzuki", "ito"):
        agree(world.people[key], designation)
    for key in ("sato", "suzuki", "watanabe"):
        page = text(browser(world.people[key]).get(url("designation", designation)))
        assert "5名中2名が同意" in page
        assert "まだ同意していない方：高橋 代表、田中 企業、渡辺 調査" in page


def test_the_secretariat_is_not_asked_and_does_not_see_the_content(world, sealed):
    designation = make_designation(world, sealed)
    assert browser(world.sato).get(url("designation_answer", designation)).status_code == 409
    assert not opens(world.sato, sealed)


def test_a_member_who_joins_later_agrees_on_the_same_page_and_sees_at_once(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    person = newcomer(world)
    client = browser(person)
    assert "1" in text(client.get(reverse("designation_list"))).split("回答が必要")[1][:4]
    assert not opens(person, sealed)
    page = client.get(url("designation_answer", designation))
    assert "すでに効力が生じています" in text(page)
    answer(client, designation)
    assert opens(person, sealed)


def test_the_title_of_no_page_names_the_content(world, sealed):
    import re

    designation = make_designation(world, sealed, until="in_force")
    for name, thing in (
        ("material", sealed),
        ("designation", designation),
        ("item_access", sealed),
        ("designation_receipt", designation),
    ):
        page = browser(world.suzuki).get(url(name, thing))
        title = re.search(r"<title>(.*?)</title>", page.content.decode(), re.DOTALL)[1]
        assert "核心部" not in title and SECRET not in title
        assert page["Cache-Control"] == "no-store, private"


# --- two last consents at the same instant ---------------------------------------------------------------


def test_two_last_consents_at_once_release_once(own_database):
    world = own_database
    material = make_material(world.quantum, world.tanaka, sealed=True, text=SECRET)
    designation = make_designation(world, material)
    for key in VOTERS[:-2]:
        agree(world.people[key], designation)
    start, results = threading.Barrier(2), []

    def press(person) -> None:
        try:
            client = browser(person)
            page = url("designation_answer", designation)
            shown = hidden(client.get(page), "shown_hash")
            start.wait(timeout=20)
            results.append(
                client.post(
                    page, {"decision": "agree", "comment": "", "shown_hash": shown, "step": "answer"}
                ).status_code
            )
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[world.people[key]]) for key in VOTERS[-2:]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert results == [302, 302]
    designation = Designation.objects.select_related("in_force").get(pk=designation.pk)
    assert designation.state == State.IN_FORCE
    assert Entry.objects.filter(verb="release", subject_id=designation.pk).count() == 1
    assert OutboxMessage.objects.filter(topic="designation.in_force", item_id=material.pk).count() == 1
    assert Holder.objects.filter(version=designation.in_force).count() == len(VOTERS)
    assert DesignationVersion.objects.filter(designation=designation, valid_from__isnull=False).count() == 1


# --- the end ---------------------------------------------------------------------------------------------


def test_the_end_opens_the_item_to_the_council_by_itself_at_the_exact_instant(world, sealed):
    member = audience.membership(world.seats["ito"].pk)
    designation = make_designation(world, sealed, until="in_force", scoped=[member])
    end = Designation.objects.select_related("in_force").get(pk=designation.pk).in_force.valid_until
    council = {"sato", "suzuki", "takahashi", "tanaka", "ito", "watanabe"}
    for instant, readers in (
        (end - timedelta(microseconds=1), {"ito", "tanaka"}),
        (end, council),
        (end + timedelta(microseconds=1), council),
    ):
        at(instant)
        assert {k for k in PEOPLE if opens(world.people[k], sealed)} == readers
        assert browser(None).get(url("material", sealed)).status_code == 302
    page = text(browser(world.suzuki).get(url("designation", designation)))
    assert "期間満了" in page and "公開されたわけではありません" in page


def test_the_provider_narrows_and_lifts_by_confirm_pages(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    client = browser(world.tanaka)
    day = timezone.localdate() + timedelta(days=10)
    client.post(
        url("designation_shorten", designation),
        {"ends_on_year": day.year, "ends_on_month": day.month, "ends_on_day": day.day},
    )
    assert Designation.objects.select_related(
        "in_force"
    ).get().in_force.valid_until.astimezone().date() == day + timedelta(days=1)
    later = timezone.localdate() + timedelta(days=300)
    assert (
        client.post(
            url("designation_shorten", designation),
            {"ends_on_year": later.year, "ends_on_month": later.month, "ends_on_day": later.day},
        ).status_code
        == 409
    )
    seat = audience.membership(world.seats["suzuki"].pk)
    client.post(url("designation_drop_holder", designation), {"principal": seat})
    assert not opens(world.suzuki, sealed)
    assert opens(world.ito, sealed)
    assert client.get(url("designation_lift", designation)).status_code == 200
    assert opens(world.ito, sealed) and not opens(world.sato, sealed)  # looking changes nothing
    assert client.post(url("designation_lift", designation), {"note": ""}).status_code == 422
    client.post(url("designation_lift", designation), {"note": "公表済み"})
    assert opens(world.sato, sealed)
    assert client.get(url("designation_lift", designation)).status_code == 409
    assert "公表済み" in text(browser(world.suzuki).get(url("designation", designation)))


@pytest.mark.parametrize(
    "name",
    ["withdraw", "lift", "shorten", "drop_holder", "withdraw_change", "keep", "open_consent", "remind"],
)
def test_what_is_the_providers_is_refused_to_others_and_journalled(world, sealed, name):
    designation = make_designation(world, sealed)
    assert browser(world.ito).get(url(f"designation_{name}", designation)).status_code == 403
    assert browser(world.ito).post(url(f"designation_{name}", designation)).status_code == 403
    assert browser(world.kato).post(url(f"designation_{name}", designation)).status_code == 404
    assert (
        Entry.objects.filter(
            verb="refused", actor=world.ito, item_id=sealed.pk, note__act=f"designation_{name}"
        ).count()
        == 2
    )


def test_a_change_is_shown_against_the_wording_in_force_and_needs_everyone(world, sealed):
    designation = make_designation(world, sealed, until="in_force")
    client = browser(world.tanaka)
    assert client.get(url("designation_reword", designation)).status_code == 200
    check = client.post(url("designation_reword", designation), wording(subject="測定の数値と図"))
    assert "これまでの同意は使えなくなります" in text(check)
    client.post(
        url("designation_reword", designation),
        wording(subject="測定の数値と図", step="keep", confirmed="yes"),
    )
    page = text(browser(world.suzuki).get(url("designation", designation)))
    assert "変更の提案（第2版）" in page and "いまの文面がそのまま有効です" in page
    client.post(url("designation_withdraw_change", designation))
    assert "変更の提案（第2版）" not in text(browser(world.suzuki).get(url("designation", designation)))


def test_a_material_can_be_shared_without_secrecy_by_its_provider_alone(world, sealed):
    assert browser(world.suzuki).get(url("item_open", sealed)).status_code == 404
    client = browser(world.tanaka)
    assert client.get(url("item_open", sealed)).status_code == 200
    assert not opens(world.suzuki, sealed)
    client.post(url("item_open", sealed))
    assert opens(world.suzuki, sealed)
    assert client.post(url("item_open", sealed)).status_code == 409


def test_reminding_is_once_a_day(world, sealed):
    designation = make_designation(world, sealed)
    client = browser(world.sato)
    assert client.post(url("designation_remind", designation)).status_code == 302
    assert client.post(url("designation_remind", designation)).status_code == 409
    assert OutboxMessage.objects.filter(topic="designation.remind").count() == 1
