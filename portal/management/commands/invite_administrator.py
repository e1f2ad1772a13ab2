"""Makes the first administrator of an empty installation and prints their letter; refuses once there is one."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Office, Person
from accounts.sign_in import INVITATION_DAYS, issue_invitation
from confidentiality import journal
from confidentiality.acting import acting_as_system


class Command(BaseCommand):
    help = "Registers the first administrator and prints the address at which they set their password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--family", required=True, help="family name as papers print it")
        parser.add_argument("--given", default="", help="given name")
        parser.add_argument("--kana", default="", help="reading of the family name in hiragana")

    @transaction.atomic
    def handle(self, *args: Any, email: str, family: str, given: str, kana: str, **options: Any) -> None:
        validate_email(email)
        with acting_as_system("first administrator"):
            now = Office.valid_on(timezone.now())
            held = Office.objects.filter(now, kind=Office.Kind.ADMINISTRATOR, person__is_active=True)
            if any(office.person.has_usable_password() for office in held.select_related("person")):
                raise CommandError(
                    "There is an administrator already; further ones are appointed on the pages under /manage/."
                )
            person = Person.objects.filter(email=email.lower()).first() or Person.objects.create_user(
                email, None, family_name=family, given_name=given, family_kana=kana
            )
            if not person.offices.filter(now, kind=Office.Kind.ADMINISTRATOR).exists():
                Office.objects.create(person=person, kind=Office.Kind.ADMINISTRATOR)
            secret = issue_invitation(person, by=None)
            journal.record("appoint_person", person, office=Office.Kind.ADMINISTRATOR.value)
        self.stdout.write(settings.SITE_URL.rstrip("/") + reverse("invitation", args=[secret]))
        self.stdout.write(
            f"Open it within {INVITATION_DAYS} days, once, and set a password of 15 characters or more."
        )
