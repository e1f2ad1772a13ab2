"""Words of the portal's mails: neutral, one recipient, an opaque link; refuses any title, name of a thing or number."""

from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.sign_in import INVITATION_DAYS


def place_of(page: str, *of: object) -> str:
    """The path of a page by its id; one's own desk when this installation has no such page."""
    try:
        return reverse(page, args=of)
    except NoReverseMatch:
        return reverse("home")


def send_notice(person: Person, path: str) -> None:
    """Say that something needs the reader, and where; nothing of what it is."""
    _send(person, "notice", link=_address(path))


def send_invitation(person: Person, secret: str, path: str) -> None:
    """The letter with which somebody first signs in; afterwards they find themselves at ``path``."""
    way = reverse("invitation", args=[secret]) + "?" + urlencode({"next": path})
    _send(person, "invitation", link=_address(way), days=INVITATION_DAYS)


def _address(path: str) -> str:
    return settings.SITE_URL.rstrip("/") + path


def _send(person: Person, kind: str, **context: object) -> None:
    with translation.override(person.language):
        text = render_to_string(f"confidentiality/mail/{kind}.txt", {"person": person, **context})
        EmailMessage(
            _("伴走：ご対応のお願いがあります"), text, settings.DEFAULT_FROM_EMAIL, [person.email]
        ).send()
