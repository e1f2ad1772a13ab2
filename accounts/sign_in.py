"""How people get in: by invitation only, with the second factor's seed sealed; refuses self-registration."""

import base64
import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import TOKYO
from accounts.models import Invitation, Person

INVITATION_DAYS = 14
LOCKED_SECONDS = 600  # as the rate "login_failed" of ACCOUNT_RATE_LIMITS says


class InvitationOnly(DefaultAccountAdapter):
    """Nobody signs up; accounts are made by an invitation. Demonstration people get in in demo mode only."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("この利用者の利用は、いまは止められています。"),
        "email_password_mismatch": _("メールアドレスとパスワードの組み合わせが正しくありません。"),
        "enter_current_password": _("いまのパスワードが正しくありません。"),
        "incorrect_code": _("番号が正しくないか、すでに使われています。"),
        "incorrect_password": _("パスワードが正しくありません。"),
        "invalid_password_reset": _("このリンクは使えません。"),
        "too_many_login_attempts": _(
            "失敗が続いたため、受け付けを止めています。%(at)s以降に、もう一度お試しください。お急ぎのときは事務局にご連絡ください。"
        ),
        "rate_limited": _("短い時間に何度も操作されました。%(at)s以降に、もう一度お試しください。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """The sentence for ``code``; a lock-out names the clock time (Japan) at which it is over."""
        if args or code not in ("too_many_login_attempts", "rate_limited"):
            return super().validation_error(code, *args)
        over = timezone.now().timestamp() + LOCKED_SECONDS
        return ValidationError(self.error_messages[code], code=code, params={"at": _clock(over)})

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse after five failures; the clock time stays the same however often it is tried in between."""
        key = "locked-out:" + _hash(self._get_login_attempts_cache_key(request, **credentials))
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as locked:
            over = timezone.now().timestamp() + LOCKED_SECONDS
            locked.params = {"at": _clock(cache.get_or_set(key, over, LOCKED_SECONDS))}
            raise
        cache.delete(key)

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """Their password is published, so outside demo mode demonstration people are as good as closed."""
        if user.is_demo and not settings.DEMO:
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def reauthenticate(self, user: Person, password: str) -> bool:
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The desk; after a change it asks for the new password first."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the reader's own language, whoever asked for the letter."""
        person = Person.objects.filter(email=email).first()
        with translation.override(person.language if person else translation.get_language()):
            super().send_mail(
                template_prefix, email, {**context, "person": person, "site_url": settings.SITE_URL}
            )

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: Any = None, email: str | None = None
    ) -> None:
        super().send_notification_mail(template_prefix, user, context, email or user.email)


def _clock(at: float) -> str:
    return f"{datetime.fromtimestamp(at, TOKYO):%H:%M}"


def _box() -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(hashlib.sha256(b"mfa seeds\n" + settings.SECRET_KEY.encode()).digest())
    )


class SealedSeeds(DefaultMFAAdapter):
    """Seeds of one-time codes are encrypted with a key that is not in the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _("この方法は解除できません。"),
        "cannot_generate_recovery_codes": _("予備コードを作る前に、パスキーか認証アプリを登録してください。"),
        "incorrect_code": _("番号が正しくないか、すでに使われています。"),
        "unverified_email": _("メールアドレスの確認が済んでいません。"),
    }

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken as wrong:
            raise ValueError("a second factor's seed was sealed with another key") from wrong

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("パスキー%(number)d") % {"number": number}

    def build_totp_svg(self, url: str) -> str:
        """The drawing alone, without the XML declaration, so that it can stand inside the page."""
        drawing = super().build_totp_svg(url)
        return drawing[drawing.index("<svg") :]

    def _get_site_name(self) -> str:
        return settings.MFA_TOTP_ISSUER


def end_sessions(person: Person) -> None:
    """End every open session of ``person``, and with it all that was on its way to being signed in."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def forget_old_addresses(person: Person) -> None:
    """After a change of e-mail: no letter to the earlier address opens anything any more."""
    EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()
    _live().filter(person=person).update(expires_at=timezone.now())


def remove_second_factor(person: Person) -> bool:
    """For somebody who has lost their devices: all factors go, all sessions end. False when there was none."""
    removed, _each = Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    return bool(removed)


def issue_invitation(person: Person, *, by: Person | None) -> str:
    """Write a new letter for ``person`` (earlier ones end) and return its secret, shown nowhere again."""
    secret = secrets.token_urlsafe(32)
    now = timezone.now()
    Invitation.objects.filter(person=person, accepted_at__isnull=True, expires_at__gt=now).update(
        expires_at=now
    )
    Invitation.objects.create(
        person=person,
        invited_by=by,
        secret_hash=_hash(secret),
        expires_at=now + timedelta(days=INVITATION_DAYS),
    )
    return secret


def find_invitation(secret: str) -> Invitation | None:
    """The live letter with this secret, or None (unknown, used, expired: one answer)."""
    return _live().filter(secret_hash=_hash(secret)).first()


def live_invitation(pk: str | None) -> Invitation | None:
    """The letter whose secret this browser has shown already, if it is still live."""
    return _live().filter(pk=pk).first() if pk else None


def _live() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("person").filter(
        accepted_at__isnull=True, expires_at__gt=timezone.now(), person__is_active=True
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
