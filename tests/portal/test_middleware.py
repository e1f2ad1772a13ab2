"""Round every page: sessions end on time, the second factor comes first, nothing is kept, and it costs little."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from accounts.sign_in import SealedSeeds
from tests.councils.visitors import browser

HALF_AN_HOUR, TWELVE_HOURS = 30 * 60, 12 * 3600


def move_back(client: Client, *, seen: float = 0, began: float = 0) -> None:
    """As if the last request, or the beginning of the session, lay so many seconds further back."""
    session = client.session
    session["seen_at"] -= int(seen)
    session["began_at"] -= int(began)
    session.save()


def at_home(person: Person) -> Client:
    client = browser(person)
    assert client.get(reverse("home")).status_code == 200
    return client


def sign_in_page(client: Client, answer) -> str:
    assert answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
    return client.get(answer["Location"]).content.decode()


# Sessions --------------------------------------------------------------------------------------------------


def test_half_an_hour_without_a_request_ends_the_session_and_says_so(world):
    client = at_home(world.tanaka)
    move_back(client, seen=HALF_AN_HOUR - 60)
    assert client.get(reverse("home")).status_code == 200
    move_back(client, seen=HALF_AN_HOUR)
    answer = client.get(reverse("material_list"), {"q": "1"})
    assert "next=/materials/%3Fq%3D1" in answer["Location"]
    assert "操作のない時間が30分を超えたため" in sign_in_page(client, answer)
    assert "_auth_user_id" not in client.session


def test_twelve_hours_end_it_however_busy_one_was(world):
    client = at_home(world.tanaka)
    move_back(client, began=TWELVE_HOURS - 60)
    assert client.get(reverse("home")).status_code == 200
    move_back(client, began=60)
    assert "12時間が過ぎたため" in sign_in_page(client, client.get(reverse("home")))


def test_after_the_end_a_press_of_a_button_does_nothing_but_lead_to_the_sign_in_page(world):
    client = at_home(world.tanaka)
    move_back(client, seen=HALF_AN_HOUR)
    sign_in_page(client, client.post(reverse("settings"), {"language": "en", "theme": "dark"}))
    assert Person.objects.get(pk=world.tanaka.pk).language == "ja"


def test_a_fragment_asked_for_after_the_end_sends_the_whole_page_to_sign_in(world):
    client = at_home(world.tanaka)
    move_back(client, seen=HALF_AN_HOUR)
    answer = client.get(
        reverse("material_list"), headers={"HX-Request": "true", "HX-Current-URL": "/materials/?q=1"}
    )
    assert answer.status_code == 204 and answer.content == b""
    assert answer["HX-Redirect"] == reverse("account_login") + "?next=/materials/%3Fq%3D1"


def test_asking_how_long_is_left_is_no_use_of_the_portal(world):
    client, clock = at_home(world.tanaka), reverse("session")
    move_back(client, seen=HALF_AN_HOUR - 100)
    for _look in range(3):
        told = client.get(clock).json()
        assert 90 <= told["left"] <= 100 and told["final"] is False
    assert client.post(clock).json()["left"] == HALF_AN_HOUR
    assert client.get(clock).json()["left"] > HALF_AN_HOUR - 10


def test_it_can_be_put_off_again_and_again_but_not_past_twelve_hours(world):
    client, clock = at_home(world.tanaka), reverse("session")
    for _time in range(15):
        move_back(client, seen=HALF_AN_HOUR - 30)
        assert client.post(clock).json()["left"] == HALF_AN_HOUR
    move_back(client, began=TWELVE_HOURS - 100)
    told = client.post(clock).json()
    assert told["left"] <= 100 and told["final"] is True


def test_the_clock_tells_the_signed_out_nothing_but_zero(world):
    assert Client().get(reverse("session")).json() == {"left": 0, "final": True}
    client = at_home(world.tanaka)
    move_back(client, seen=HALF_AN_HOUR)
    assert client.get(reverse("session")).json() == {"left": 0, "final": True}
    assert Client().put(reverse("session")).status_code == 405


def test_the_last_use_is_written_once_a_minute_not_once_a_page(world):
    client = at_home(world.tanaka)
    first = client.session["seen_at"]
    client.get(reverse("home"))
    assert client.session["seen_at"] == first
    move_back(client, seen=61)
    client.get(reverse("home"))
    assert client.session["seen_at"] >= first


def test_an_account_that_is_closed_is_shut_at_the_next_request_of_an_open_session(world):
    client = at_home(world.tanaka)
    Person.objects.filter(pk=world.tanaka.pk).update(is_active=False)
    assert client.get(reverse("home")).status_code == 302
    assert client.get(reverse("material_list")).status_code == 302


# The second factor -----------------------------------------------------------------------------------------


def give_factor(person: Person) -> Authenticator:
    return Authenticator.objects.create(
        user=person, type="totp", data={"secret": SealedSeeds().encrypt("A" * 32)}
    )


@pytest.fixture
def compulsory(settings):
    settings.SECOND_FACTOR_IS_COMPULSORY = True


def test_without_a_second_factor_one_reaches_nothing_but_its_registration(world, compulsory):
    client = browser(world.tanaka)
    for name in ("home", "material_list", "settings", "council_list", "help"):
        answer = client.get(reverse(name))
        assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index")), name
    answer = client.get(reverse("api") + "councils/")
    assert (answer.status_code, "2段階目の確認" in answer.json()["detail"]) == (403, True)
    assert client.post(reverse("settings"), {"language": "en", "theme": "auto"}).status_code == 302
    assert Person.objects.get(pk=world.tanaka.pk).language == "ja"
    page = client.get(reverse("mfa_index"))
    assert page.status_code == 200 and "はじめに、2段階目の確認を登録してください" in page.content.decode()
    assert client.get(reverse("public_home")).status_code == 200


def test_with_one_everything_is_open_and_without_it_again_nothing_is(world, compulsory):
    factor = give_factor(world.tanaka)
    client = browser(world.tanaka, afresh=True)
    assert client.get(reverse("home")).status_code == 200
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(pk=factor.pk).exists()
    assert client.get(reverse("home"))["Location"] == reverse("mfa_index")


def test_codes_for_emergencies_alone_are_no_second_factor(world, compulsory):
    Authenticator.objects.create(
        user=world.tanaka, type="recovery_codes", data={"seed": SealedSeeds().encrypt("x"), "used_mask": 0}
    )
    assert browser(world.tanaka).get(reverse("home"))["Location"] == reverse("mfa_index")


def test_in_demo_mode_it_is_offered_not_forced(world, settings):
    assert settings.SECOND_FACTOR_IS_COMPULSORY is False
    assert browser(world.tanaka).get(reverse("home")).status_code == 200


# Every answer ----------------------------------------------------------------------------------------------


def test_no_page_may_be_kept_found_framed_or_scripted_from_elsewhere(world):
    for client, name in (
        (browser(world.tanaka), "home"),
        (browser(world.tanaka), "material_list"),
        (Client(), "account_login"),
    ):
        answer = client.get(reverse(name))
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert (answer["X-Frame-Options"], answer["X-Content-Type-Options"]) == ("DENY", "nosniff")
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert (
            "unsafe" not in answer["Content-Security-Policy"]
            and "data:" not in answer["Content-Security-Policy"]
        )


def test_a_form_of_the_sign_in_package_that_comes_back_says_so_in_its_status(world):
    assert Client().post(reverse("account_login"), {}).status_code == 422
    assert Client().post(reverse("account_reset_password"), {"email": "x"}).status_code == 422


def test_a_readers_own_language_beats_cookie_and_browser(world):
    Person.objects.filter(pk=world.tanaka.pk).update(language="en")
    client = browser(world.tanaka)
    client.cookies["django_language"] = "ja"
    assert client.get(reverse("home"), headers={"accept-language": "ja"})["Content-Language"] == "en"
    assert (
        Client().get(reverse("account_login"), headers={"accept-language": "en"})["Content-Language"] == "en"
    )


def test_the_frame_costs_three_questions_session_person_and_standing(own_database):
    """On a page that asks nothing itself; BEGIN and COMMIT aside."""
    person = own_database.tanaka
    client = at_home(person)
    for page in ("help", "scheme"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse(page)).status_code == 200
        questions = [
            q["sql"]
            for q in asked
            if not q["sql"].upper().startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
        ]
        tables = ["django_session", "accounts_person", "app.begin_request"]
        assert [next(t for t in tables if t in sql) for sql in questions] == tables


def test_time_is_told_by_the_servers_clock(world):
    client = at_home(world.tanaka)
    assert abs(client.session["began_at"] - time.time()) < timedelta(minutes=1).total_seconds()


def test_a_foreign_host_name_is_refused_in_one_line_of_the_log(client, caplog):
    assert client.get("/", headers={"host": "scanner.example"}).status_code == 400
    (line,) = [record for record in caplog.records if record.name == "django.security.DisallowedHost"]
    assert "scanner.example" in line.getMessage() and not line.exc_info, "and not where in the program"
