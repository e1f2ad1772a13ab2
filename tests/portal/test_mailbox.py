"""The demonstration's letters: one's own, and the invitations one has caused; nothing of the kind in real mode."""

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Office, Person
from accounts.sign_in import issue_invitation
from confidentiality import letters
from tests.councils.visitors import browser

PAGE = "demo_mail"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return settings.EMAIL_FILE_PATH


def page_of(person: Person) -> str:
    answer = browser(person).get(reverse(PAGE))
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_first_letter_the_page_says_what_will_be_there(world):
    assert "メールはまだありません" in page_of(world.tanaka)


def test_everybody_reads_their_own_letters_newest_first(world):
    for n in (1, 2):
        EmailMessage(f"第{n}の手紙", f"本文{n} <b>太字</b>", None, [world.tanaka.email]).send()
    letters.send_notice(world.ito, "/home/")
    page = page_of(world.tanaka)
    assert page.index("第2の手紙") < page.index("第1の手紙") and "&lt;b&gt;" in page
    assert "ご対応のお願い" not in page and "ご対応のお願い" in page_of(world.ito)
    assert "メールはまだありません" in page_of(world.sato)


def test_whoever_invites_reads_the_invitation_but_no_other_letter_of_the_invited(world):
    guest = Person.objects.create_user("kyaku@example.jp", None, family_name="客")
    letters.send_invitation(guest, issue_invitation(guest, by=world.sato), "/home/")
    letters.send_notice(guest, "/home/")
    page = page_of(world.sato)
    assert page.count("あなたが招いた方</span>") == 1 and "/invitation/" in page
    assert "/invitation/" not in page_of(world.kobayashi)
    link = page.split('href="')
    link = next(part.split('"')[0] for part in link if "/invitation/" in part).replace("&amp;", "&")
    opened = Client().get(link.removeprefix(settings.SITE_URL))
    assert opened.status_code == 302


def test_several_letters_in_one_file_and_half_a_letter_are_read(world, folder):
    folder.mkdir()
    whole = EmailMessage("一通目", "本文", None, [world.tanaka.email]).message().as_bytes()
    other = EmailMessage("二通目", "本文", None, [world.tanaka.email]).message().as_bytes()
    (folder / "20260101-000000-1.log").write_bytes(
        whole + b"\n" + b"-" * 79 + b"\n" + other + b"\n" + b"-" * 79 + b"\n"
    )
    (folder / "20260102-000000-2.log").write_bytes(b"Subject: half")
    page = page_of(world.tanaka)
    assert "一通目" in page and "二通目" in page


def test_where_letters_go_to_a_mail_host_the_page_says_so(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert "メールサーバーに送っています" in page_of(world.tanaka)


def test_there_is_no_such_page_in_real_mode_and_none_for_the_signed_out(world, settings):
    assert Client().get(reverse(PAGE)).status_code == 302
    settings.DEMO = False
    for client in (browser(world.tanaka), browser(world.yoshida), Client()):
        assert client.get(reverse(PAGE)).status_code == 404
    assert reverse(PAGE) not in browser(world.tanaka).get(reverse("home")).content.decode()


def test_an_empty_installation_gets_its_first_administrator_from_the_terminal(world, capsys):
    Office.objects.filter(kind="administrator").delete()
    call_command("invite_administrator", "Hajime@example.jp", family="初代", given="管理")
    link = capsys.readouterr().out.splitlines()[0]
    client = Client()
    opened = client.get(link.removeprefix(settings.SITE_URL))
    client.post(opened["Location"], {"password": "saisho-no-aikotoba", "again": "saisho-no-aikotoba"})
    assert client.get(reverse("people")).status_code == 200
    with pytest.raises(CommandError, match="There is an administrator already"):
        call_command("invite_administrator", "tsugi@example.jp", family="次")
    assert not Person.objects.filter(email="tsugi@example.jp").exists()


def test_a_letter_that_got_lost_is_written_anew_until_it_was_used(world, capsys):
    Office.objects.filter(kind="administrator").delete()
    for _time in range(2):
        call_command("invite_administrator", "hajime@example.jp", family="初代")
    first, second = (line for line in capsys.readouterr().out.splitlines() if "/invitation/" in line)
    assert first != second and Office.objects.filter(person__email="hajime@example.jp").count() == 1
    assert Client().get(first.removeprefix(settings.SITE_URL)).status_code == 404
