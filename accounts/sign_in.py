"""How people get in: by invitation only, with the second factor's seed sealed; refuses self-registration."""
import base64
import hashlib
import secrets
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import Invitation, Person

INVITATION_DAYS = 14


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up; accounts are made by an invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def _box() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"mfa seeds\n" + settings.SECRET_KEY.encode()).digest()))


class SealedSeeds(DefaultMFAAdapter):
    """Seeds of one-time codes are encrypted with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as wrong:
            raise ValueError("a second factor's seed was sealed with another key") from wrong


def issue_invitation(person: Person, *, by: Person | None) -> str:
    """Write a new letter for ``person`` (earlier ones end) and return its secret, shown nowhere again."""
    secret = secrets.token_urlsafe(32)
    now = timezone.now()
    Invitation.objects.filter(person=person, accepted_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    Invitation.objects.create(
        person=person, invited_by=by, secret_hash=_hash(secret), expires_at=now + timedelta(days=INVITATION_DAYS)
    )
    return secret


def find_invitation(secret: str) -> Invitation | None:
    """The live letter with this secret, or None (unknown, used, expired: one answer)."""
    return (
        Invitation.objects.select_related("person")
        .filter(secret_hash=_hash(secret), accepted_at__isnull=True, expires_at__gt=timezone.now(), person__is_active=True)
        .first()
    )


@transaction.atomic
def accept_invitation(invitation: Invitation, *, password: str) -> Person:
    """Set the first password and use the letter up; two clicks do it once. Raises ValueError when it is spent."""
    fresh = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if fresh.accepted_at is not None:
        raise ValueError("this invitation has been used")
    fresh.accepted_at = timezone.now()
    fresh.save(update_fields=["accepted_at"])
    person = fresh.person
    person.set_password(password)
    person.save(update_fields=["password"])
    return person


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
