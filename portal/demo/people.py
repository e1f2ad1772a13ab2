"""Role-named demonstration people; real mode refuses to start while any of them exists."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import yaml
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connection

from accounts.models import Affiliation, Office, Organisation, Person
from confidentiality.acting import acting_as_system

PASSWORD = "banso-taiken-2026"  # noqa: S105  published on purpose; see refuse_outside_demo_mode
FILE = Path(settings.ROOT) / "fixtures" / "demo" / "people.yaml"


def described() -> dict[str, Any]:
    return yaml.safe_load(FILE.read_text(encoding="utf-8"))


def email_of(key: str) -> str:
    return f"{key.replace('_', '-')}@demo.example"


def make_people() -> dict[str, Person]:
    """All demonstration people by key, made on first use. Raises ImproperlyConfigured outside demo mode."""
    if not settings.DEMO:
        raise ImproperlyConfigured("Demonstration people exist in demo mode only; set BANSO_DEMO=1.")
    data = described()
    organisations = {
        o["key"]: Organisation.objects.get_or_create(
            name=o["name"], defaults={k: o[k] for k in ("kind", "short_name", "english_name") if k in o}
        )[0]
        for o in data["organisations"]
    }
    people = {}
    for p in data["people"]:
        person = Person.objects.filter(email=email_of(p["key"])).first()
        if person is None:
            person = Person.objects.create_user(
                email_of(p["key"]),
                PASSWORD,
                family_name=p["family"],
                given_name=p["given"],
                family_kana=p["kana"][0],
                given_kana=p["kana"][1],
                is_demo=True,
            )
            EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
            Affiliation.objects.create(
                person=person, organisation=organisations[p["organisation"]], title=p["title"]
            )
            if "office" in p:
                Office.objects.create(
                    person=person, kind=p["office"], organisation=organisations[p["organisation"]]
                )
        people[p["key"]] = person
    return people


def accounts() -> list[dict[str, str]]:
    """Role, e-mail and password of everyone who can sign in, in the order of the file."""
    return [
        {"role": p["role"], "role_en": p["english"], "email": email_of(p["key"]), "password": PASSWORD}
        for p in described()["people"]
    ]


def refuse_outside_demo_mode() -> None:
    """Raise ImproperlyConfigured when demonstration people exist and this is not demo mode.

    Asked once by each process before it serves; keeps no connection, because processes fork afterwards. Where no
    database answers yet there is nobody to ask about; sign-in refuses demonstration people one by one besides.
    """
    if settings.DEMO:
        return
    try:
        with acting_as_system("start") if settings.DATABASE_LOGIN == "banso_worker" else nullcontext():
            there = Person.objects.filter(is_demo=True, is_active=True).exists()
    except (OperationalError, ProgrammingError):
        return
    finally:
        if not connection.in_atomic_block:
            connection.close()
    if there:
        raise ImproperlyConfigured(
            "This database holds demonstration people with a published password; real mode refuses to start. "
            "Start with BANSO_DEMO=1, or with an empty database."
        )
