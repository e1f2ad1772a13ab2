"""Loads the published documents as data, complete and as printed; refuses to invent a speaker or an account."""
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from accounts.models import Organisation, OrganisationAlias
from councils.models import DutyText, RulesTemplate

FIXTURES = Path(settings.ROOT) / "fixtures"


def _read(name: str) -> Any:
    return yaml.safe_load((FIXTURES / name).read_text(encoding="utf-8"))


def load_duty_texts() -> None:
    """The wordings of pledge, duty, penalty and leaving; a number once published never changes."""
    for text in _read("duty_texts.yaml"):
        DutyText.objects.get_or_create(kind=text["kind"], number=text["number"], defaults={"text": text["text"], "english": text["english"]})
    RulesTemplate.objects.get_or_create(
        name="協議会規約のひな形", defaults={"text": _read("demo/council.yaml")["council"]["rules"], "source": "伴走の標準の文面"})


def load_organisations() -> None:
    """Every organisation the five documents name, with its other spellings."""
    for one in _read("published/organisations.yaml")["organisations"]:
        organisation, _made = Organisation.objects.get_or_create(
            name=one["name"], defaults={"kind": one["kind"], "english_name": one.get("english_name", "")})
        for alias in one.get("aliases", ()):
            OrganisationAlias.objects.get_or_create(name=alias, defaults={"organisation": organisation})
