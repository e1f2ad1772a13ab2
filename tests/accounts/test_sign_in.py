"""Getting in, proving it twice, leaving: by the pages a person uses, with nothing said to those who guess."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.core.context import request_context
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import Person
from accounts.sign_in import SealedSeeds, forget_old_addresses, issue_invitation, remove_second_factor
from confidentiality.models import Entry
from portal.demo.people import refuse_outside_demo_mode
from tests.cast import PASSWORD

NEW = "atarashii-aikotoba-2026"


@pytest.fixture(autouse=True)
def no_earlier_failures():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def quick_passwords(world, settings):
    """Slow hashes are Django's business; here many people sign in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    for person in (world.tanaka, world.ito):
        person.set_password(PASSWORD)
        person.save()


def signing_in(client: Client, email: str, password: str = PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def signed_in(email: str, password: str = PASSWORD) -> Client:
    client = Client()
    answer = signing_in(client, email, password)
    assert answer.status_code == 302, answer.content.decode()
    return client


def words(answer) -> str:
    """The page without what differs by nature: tokens, and what the person typed."""
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def code_of(secret: str, steps: int = 0) -> str:
    digest = hmac.new(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1
    ).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at : at + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def enrolled(client: Client, password: str = PASSWORD) -> str:
    """Register an authenticator app in this browser; returns its secret."""
    page = reverse("mfa_activate_totp")
    client.post(reverse("account_reauthenticate"), {"password": password})
    shown = client.get(page).content.decode()
    secret = re.search(r'<span class="hash" lang="en">(\w+)</span>', shown)[1]
    answer = client.post(page, {"code": code_of(secret)})
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_view_recovery_codes"))
    return secret


# Names and passwords ---------------------------------------------------------------------------------------


def test_the_right_pair_leads_home_or_where_one_wanted_to_go(world):
    assert signing_in(Client(), "tanaka@example.jp")["Location"] == reverse("home")
    assert signing_in(Client(), "TANAKA@example.jp")["Location"] == reverse("home")
    assert signing_in(Client(), "tanaka@example.jp", next="/materials/")["Location"] == "/materials/"
    assert signing_in(Client(), "tanaka@example.jp", next="https://evil.example/")["Location"] == reverse(
        "home"
    )


def test_every_wrong_pair_is_one_answer(world):
    Person.objects.filter(pk=world.ito.pk).update(is_active=False)
    unused = Person.objects.create_user("mada@example.jp", None, family_name="未")
    pairs = [
        ("tanaka@example.jp", "wrong-wrong-wrong"),
        ("daremo@example.jp", PASSWORD),
        ("ito@example.jp", "wrong-wrong-wrong"),
        (unused.email, "!"),
        (unused.email, PASSWORD),
    ]
    answers = [signing_in(Client(), *pair) for pair in pairs]
    assert {a.status_code for a in answers} == {422}
    assert len({words(a) for a in answers}) == 1
    assert "メールアドレスとパスワードの組み合わせが正しくありません。" in words(answers[0])


def test_five_failures_close_the_door_until_a_clock_time_that_does_not_run_away(world):
    client = Client()
    for _try in range(5):
        assert "組み合わせが正しくありません" in words(
            signing_in(client, "tanaka@example.jp", "wrong-wrong-wrong")
        )
    locked = signing_in(client, "tanaka@example.jp")
    said = re.search(r"\d\d:\d\d以降に、もう一度お試しください", words(locked))
    assert locked.status_code == 422 and said and "事務局にご連絡ください" in words(locked)
    assert said[0] in words(signing_in(Client(), "tanaka@example.jp"))
    assert signing_in(Client(), "ito@example.jp").status_code == 302  # somebody else at the same desk gets in


def test_the_door_opens_again_when_the_time_is_over(world):
    for _try in range(6):
        signing_in(Client(), "tanaka@example.jp", "wrong-wrong-wrong")
    cache.clear()  # what ten minutes do
    assert signing_in(Client(), "tanaka@example.jp").status_code == 302


def test_demonstration_people_get_in_in_demo_mode_only(world, settings):
    guest = Person.objects.create_user("taiken@demo.example", PASSWORD, family_name="体験", is_demo=True)
    client = signed_in(guest.email)
    assert client.get(reverse("home")).status_code == 200
    settings.DEMO = False
    assert signing_in(Client(), guest.email)["Location"] == reverse("account_inactive")
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))
    assert signing_in(Client(), "tanaka@example.jp")["Location"] == reverse("home")


def test_real_mode_refuses_to_start_beside_demonstration_people(world, settings):
    settings.DEMO = False
    refuse_outside_demo_mode()
    Person.objects.create_user("taiken@demo.example", PASSWORD, family_name="体験", is_demo=True)
    with pytest.raises(ImproperlyConfigured, match="real mode refuses to start"):
        refuse_outside_demo_mode()
    settings.DEMO = True
    refuse_outside_demo_mode()


# A forgotten password --------------------------------------------------------------------------------------


def test_a_forgotten_password_is_set_anew_by_a_letter_that_works_once(world):
    elsewhere = signed_in("tanaka@example.jp")
    client = Client()
    assert client.post(reverse("account_reset_password"), {"email": "tanaka@example.jp"}).status_code == 302
    letter = mail.outbox[-1]
    assert (
        letter.to == ["tanaka@example.jp"]
        and letter.subject == "伴走：パスワードの再設定"
        and "田中　企業 様" in letter.body
    )
    link = re.search(r"http\S+", letter.body)[0]
    opened = client.get(link)
    assert opened.status_code == 302 and "set-password" in opened["Location"]
    assert client.post(opened["Location"], {"password1": NEW, "password2": NEW + "x"}).status_code == 422
    assert client.post(opened["Location"], {"password1": NEW, "password2": NEW}).status_code == 302
    assert "このリンクは使えません" in Client().get(link).content.decode()
    assert "パスワードが再設定されました" in mail.outbox[-1].subject
    assert elsewhere.get(reverse("home")).status_code == 302
    assert signing_in(Client(), "tanaka@example.jp").status_code == 422
    assert signed_in("tanaka@example.jp", NEW)


def test_an_unknown_address_gets_the_same_page_and_a_letter_that_says_so(world):
    answers = [
        Client().post(reverse("account_reset_password"), {"email": e}, follow=True)
        for e in ("tanaka@example.jp", "daremo@example.jp")
    ]
    assert len({words(a) for a in answers}) == 1
    assert (
        mail.outbox[-1].to == ["daremo@example.jp"] and "利用者が登録されていません" in mail.outbox[-1].body
    )
    assert "http" not in mail.outbox[-1].body.replace(settings.SITE_URL, "")


def test_letters_are_in_the_readers_language_whoever_asks(world):
    client = Client(headers={"accept-language": "en"})
    client.post(reverse("account_reset_password"), {"email": "tanaka@example.jp"})
    assert mail.outbox[-1].subject == "伴走：パスワードの再設定"


def test_after_a_change_of_address_the_old_one_opens_nothing(world):
    person = world.tanaka
    Client().post(reverse("account_reset_password"), {"email": person.email})
    link = re.search(r"http\S+", mail.outbox[-1].body)[0]
    secret = issue_invitation(person, by=None)
    person.email = "tanaka2@example.jp"
    person.save()
    forget_old_addresses(person)
    assert "このリンクは使えません" in Client().get(link).content.decode()
    assert Client().get(reverse("invitation", args=[secret])).status_code == 404
    assert signing_in(Client(), "tanaka@example.jp").status_code == 422
    assert signed_in("tanaka2@example.jp")


def test_changing_the_password_asks_for_the_old_one_and_ends_every_session(world):
    client, elsewhere = signed_in("tanaka@example.jp"), signed_in("tanaka@example.jp")
    page = reverse("account_change_password")
    assert client.post(page, {"oldpassword": "x", "password1": NEW, "password2": NEW}).status_code == 422
    assert (
        client.post(page, {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}).status_code
        == 422
    )
    assert client.post(page, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})[
        "Location"
    ] == reverse("home")
    for browser in (client, elsewhere):
        assert browser.get(reverse("home")).status_code == 302
    assert signed_in("tanaka@example.jp", NEW)


def run(after_commit: list) -> None:
    """What a commit sets going, as it would be inside the request."""
    with request_context(RequestFactory().get("/")):
        for callback in after_commit:
            callback()


# The second factor -----------------------------------------------------------------------------------------


def test_an_authenticator_app_is_registered_by_a_drawing_inside_the_page(world):
    client = signed_in("tanaka@example.jp")
    page = reverse("mfa_activate_totp")
    assert client.get(page)["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    shown = client.get(page).content.decode()
    assert "<svg" in shown and "data:" not in shown and "<?xml" not in shown
    secret = re.search(r'<span class="hash" lang="en">(\w+)</span>', shown)[1]
    assert client.post(page, {"code": "000000"}).status_code == 422
    typed = "".join(chr(ord(digit) + 0xFEE0) for digit in code_of(secret))
    assert client.post(page, {"code": f" {typed[:3]}　{typed[3:]} "}).status_code == 302
    kept = Authenticator.objects.get(user=world.tanaka, type="totp").data["secret"]
    assert secret not in kept and SealedSeeds().decrypt(kept) == secret


def test_the_first_factor_brings_ten_codes_to_print_or_save_and_each_opens_once(world):
    client = signed_in("tanaka@example.jp")
    enrolled(client)
    codes = re.findall(r"<li>(\d{8})</li>", client.get(reverse("mfa_view_recovery_codes")).content.decode())
    assert len(set(codes)) == 10
    saved = client.get(reverse("mfa_download_recovery_codes"))
    assert "attachment" in saved["Content-Disposition"] and all(
        code in saved.content.decode() for code in codes
    )
    for code, status in ((codes[0], 302), (codes[0], 422), (codes[1], 302)):
        browser = Client()
        assert signing_in(browser, "tanaka@example.jp")["Location"] == reverse("mfa_authenticate")
        assert browser.get(reverse("home")).status_code == 302
        assert browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == status


def test_guessing_codes_is_stopped_with_a_clock_time(world):
    enrolled(signed_in("tanaka@example.jp"))
    browser = Client()
    signing_in(browser, "tanaka@example.jp")
    answers = [browser.post(reverse("mfa_authenticate"), {"code": "000000"}) for _try in range(6)]
    assert "番号が正しくないか" in words(answers[0])
    assert re.search(r"\d\d:\d\d以降に、もう一度", words(answers[-1]))


def test_a_seed_sealed_with_another_key_is_refused_not_guessed(world, settings):
    sealed = SealedSeeds().encrypt(generate_totp_secret())
    settings.SECRET_KEY = "another key of this installation"
    with pytest.raises(ValueError, match="another key"):
        SealedSeeds().decrypt(sealed)


def test_removing_the_factors_of_somebody_who_lost_them_ends_their_sessions(world):
    client = signed_in("tanaka@example.jp")
    enrolled(client)
    assert remove_second_factor(world.tanaka) and not remove_second_factor(world.tanaka)
    assert client.get(reverse("home")).status_code == 302
    assert signing_in(Client(), "tanaka@example.jp")["Location"] == reverse("home")


def test_changes_of_factors_are_told_by_letter_and_journal(world, django_capture_on_commit_callbacks):
    client = signed_in("tanaka@example.jp")
    with django_capture_on_commit_callbacks() as after:
        secret = enrolled(client)
    run(after)
    assert (
        mail.outbox[-1].to == ["tanaka@example.jp"] and "認証アプリが登録されました" in mail.outbox[-1].body
    )
    assert secret not in mail.outbox[-1].body
    with django_capture_on_commit_callbacks() as after:
        assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    run(after)
    assert "認証アプリの登録が解除されました" in mail.outbox[-1].body
    assert not Authenticator.objects.filter(user=world.tanaka).exists()
    lines = Entry.objects.filter(actor=world.tanaka, subject_id=world.tanaka.pk).values_list(
        "verb", flat=True
    )
    assert {"add_factor", "drop_factor"} <= set(lines)


# Proving it again, other devices, leaving ------------------------------------------------------------------


def test_proving_it_again_goes_back_to_the_act_under_a_fresh_session_key(world):
    client = signed_in("tanaka@example.jp")
    asked = client.get(reverse("mfa_activate_totp"))
    before = client.session.session_key
    assert client.post(asked["Location"], {"password": "wrong-wrong-wrong"}).status_code == 422
    assert client.session.session_key == before
    answer = client.post(asked["Location"], {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    assert answer["Location"] == reverse("mfa_activate_totp")
    assert client.session.session_key != before
    assert UserSession.objects.get(user=world.tanaka).session_key == client.session.session_key
    assert client.get(reverse("home")).status_code == 200


def test_ones_other_devices_are_listed_and_can_be_signed_out(world):
    client, elsewhere = (
        signed_in("tanaka@example.jp"),
        Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}),
    )
    signing_in(elsewhere, "tanaka@example.jp")
    signed_in("ito@example.jp")
    page = client.get(reverse("usersessions_list")).content.decode()
    assert page.count("この端末") == 1 and "Firefox（Windows）" in page and page.count("<tr>") == 3
    assert client.post(reverse("usersessions_list")).status_code == 302
    assert elsewhere.get(reverse("home")).status_code == 302
    assert client.get(reverse("home")).status_code == 200


def test_leaving_is_a_press_of_a_button_and_empties_the_browser(world):
    client = signed_in("tanaka@example.jp")
    assert "サインアウトしますか" in client.get(reverse("account_logout")).content.decode()
    assert client.get(reverse("home")).status_code == 200
    left = client.post(reverse("account_logout"))
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(reverse("home")).status_code == 302


def test_the_journal_knows_who_came_who_left_and_who_was_refused(world):
    client = signed_in("tanaka@example.jp")
    client.post(reverse("account_logout"))
    signing_in(Client(), "tanaka@example.jp", "wrong-wrong-wrong")
    signing_in(Client(), "daremo@example.jp", "wrong-wrong-wrong")
    own = Entry.objects.filter(actor=world.tanaka, verb__in=["sign_in", "sign_out"]).order_by("id")
    assert [line.verb for line in own] == ["sign_in", "sign_out"]
    refused = Entry.objects.filter(verb="refused", actor=None, note__act="sign_in").order_by("id")
    assert [line.note.get("person") for line in refused] == [str(world.tanaka.pk), None]
    assert "daremo" not in str(list(Entry.objects.values_list("note", flat=True)))


# What this portal does not have, and the words of what it has ----------------------------------------------


def test_nobody_signs_up_by_themselves(world):
    answer = Client().get(reverse("account_signup"))
    assert (
        "利用は招待制です" in answer.content.decode()
        and "<form" not in answer.content.decode().split("<main")[1].split("</main")[0]
    )
    Client().post(reverse("account_signup"), {"email": "x@example.jp", "password1": NEW, "password2": NEW})
    assert not Person.objects.filter(email="x@example.jp").exists()


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_email_verification_sent",
        "account_set_password",
        "account_confirm_login_code",
    ],
)
def test_pages_of_the_package_that_are_not_ours_are_not_there(world, name):
    for client in (Client(), signed_in("tanaka@example.jp")):
        assert client.get(reverse(name)).status_code == 404
        assert client.post(reverse(name), {"action_add": "", "email": "x@example.jp"}).status_code == 404
    assert Client().get(reverse("account_confirm_email", args=["abc:def"])).status_code == 404


def test_no_english_is_left_on_any_sign_in_page(world):
    out, inside, waiting = Client(), signed_in("tanaka@example.jp"), Client()
    enrolled(inside)
    signing_in(waiting, "tanaka@example.jp")
    pages = [
        (out, n)
        for n in (
            "account_login",
            "account_signup",
            "account_inactive",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key_done",
        )
    ]
    pages += [
        (inside, n)
        for n in (
            "account_logout",
            "account_change_password",
            "account_reauthenticate",
            "mfa_index",
            "mfa_deactivate_totp",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_reauthenticate",
            "usersessions_list",
            "settings",
            "demo_mail",
        )
    ]
    pages += [(waiting, "mfa_authenticate")]
    for client, name in pages:
        answer = client.get(reverse(name))
        assert answer.status_code == 200, name
        assert left_over(answer.content.decode()) == set(), name
    assert (
        "このリンクは使えません"
        in out.get(reverse("account_reset_password_from_key", args=["x", "y-z"])).content.decode()
    )


def left_over(page: str) -> set[str]:
    """Latin words a Japanese page still has, besides names and what the reader typed."""
    page = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<!--.*?-->", " ", page)
    page = re.sub(r'(?s)<(\w+)[^>]*\blang="en"[^>]*>.*?</\1>|<\w+[^>]*class="hash"[^>]*>.*?</\w+>', " ", page)
    spoken = " ".join(re.findall(r'(?:aria-label|alt|title|data-count)="([^"]*)"', page))
    text = re.sub(r"\S+@\S+|https?://\S+|\{n\}", " ", re.sub(r"<[^>]*>", " ", page) + spoken)
    return set(re.findall(r"[A-Za-z]{2,}", text)) - {
        "Banso",
        "QR",
        "USB",
        "JavaScript",
        "English",
        "amp",
        "nbsp",
        "quot",
    }


def test_signed_in_readers_keep_the_language_they_choose(world):
    client = signed_in("tanaka@example.jp")
    assert client.post(reverse("set_language"), {"language": "en", "next": "/home/"})["Location"] == "/home/"
    assert Person.objects.get(pk=world.tanaka.pk).language == "en"
    assert client.get(reverse("home"))["Content-Language"] == "en"
    client.post(reverse("set_language"), {"language": "xx"})
    assert Person.objects.get(pk=world.tanaka.pk).language == "en"
    assert client.get(reverse("set_language")).status_code == 405
