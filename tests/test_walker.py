"""Walks every address as every member of the cast and signed out: no token of what they may not see, no crash, no tell."""
import re
import uuid

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern

from confidentiality.checks import all_patterns
from tests.canaries import plant, readable
from tests.cast import PEOPLE
from tests.confidentiality.oracle import Facts

# Addresses the walk need not visit, each with its reason.
LEFT_OUT = {
    r"^/accounts/": "sign-in's own pages: no item behind them, tested with sign-in",
    r"^/language/": "takes a form only",
    r"^/(healthz|readyz)$": "answered before anything else",
}


def addresses(rows: dict[str, list]) -> list[str]:
    """Every address there is, with every id that fits its door."""
    found = []
    for where, pattern in all_patterns():
        if any(re.match(left, where) for left in LEFT_OUT):
            continue
        converters = pattern.pattern.converters
        path = where.lstrip("/")
        if not converters:
            found.append("/" + path)
            continue
        found += ["/" + p for p in fill(path, pattern, rows)]
    return found


def fill(path: str, pattern: URLPattern, rows: dict[str, list]) -> list[str]:
    door = getattr(pattern.callback, "door", "")
    model = door.removeprefix("item ") if door.startswith("item ") else None
    paths = [path]
    for part in re.findall(r"<[^>]+>", path):
        kind, _, name = part.strip("<>").rpartition(":")
        if name == "pk" and model:
            values = rows[model]
        elif kind == "int":
            values = [1]
        elif kind == "uuid":
            values = rows["every uuid"]
        else:
            values = ["x"]
        paths = [p.replace(part, str(v)) for p in paths for v in values]
    return paths


def all_rows() -> dict[str, list]:
    rows = {m._meta.label: list(m._default_manager.values_list("pk", flat=True))
            for m in apps.get_models() if m._meta.app_label in ("confidentiality", "councils", "accounts") and m._meta.label != "confidentiality.ItemAcl"}
    rows["every uuid"] = [*rows["confidentiality.Item"][:5], uuid.uuid4()]
    return rows


def client_of(person) -> Client:
    client = Client(raise_request_exception=True)
    if person:
        client.force_login(person)
    return client


@pytest.fixture
def planted(world):
    canaries = plant(world)
    return world, canaries, Facts.read(), all_rows()


def may_meet(facts: Facts, canaries, person, now) -> set[str]:
    pk = person.pk if person else None
    allowed = {t for t, (item, depth) in canaries.tokens.items() if facts.depth(pk, item, now) >= depth}
    return allowed | {t for t, (sheet, own) in canaries.speakers.items() if own == pk or facts.depth(pk, sheet, now) == 2}


@pytest.mark.parametrize("who", [*PEOPLE, None], ids=lambda w: w or "signed_out")
def test_nobody_meets_a_token_of_what_they_may_not_see(planted, who):
    from django.utils import timezone

    world, canaries, facts, rows = planted
    person = world.people[who] if who else None
    client, allowed = client_of(person), may_meet(facts, canaries, person, timezone.now())
    every = set(canaries.tokens) | set(canaries.speakers)
    pattern = re.compile("|".join(every))
    opened = 0
    for path in addresses(rows):
        response = client.get(path)
        assert response.status_code < 500, path
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text = readable(body, response.get("Content-Type", "")) + str(response.headers) + path
        met = set(pattern.findall(text))
        assert met <= allowed, f"{path} shows {who} what only others may see"
        opened += response.status_code == 200
    assert opened >= 3


def test_missing_and_hidden_are_one_answer(planted):
    """Same status, same headers, same bytes; signed out, the same way to the sign-in page."""
    world, canaries, facts, rows = planted
    hidden = [i for i in facts.items if facts.depth(world.inoue.pk, i, world.inoue.created) == 0]
    for who in ("inoue", "kato", None):
        client = client_of(world.people[who] if who else None)
        for where, pattern in all_patterns():
            door = getattr(pattern.callback, "door", "")
            if not door.startswith("item ") or list(pattern.pattern.converters) != ["pk"]:
                continue
            model = door.removeprefix("item ")
            from django.utils import timezone

            pk = world.people[who].pk if who else None
            secret = [r for r in rows[model] if r in facts.items and facts.depth(pk, r, timezone.now()) == 0][:2]
            for row in secret:
                answers = []
                for value in (row, uuid.uuid4()):
                    path = "/" + re.sub(r"<[^>]+>", str(value), where.lstrip("/"))
                    response = client.get(path)
                    headers = {k: v.replace(str(value), "ID") for k, v in response.headers.items()}
                    answers.append((response.status_code, headers, response.content.replace(str(value).encode(), b"ID")))
                assert answers[0] == answers[1], where
    assert hidden


def test_every_model_of_ours_is_guarded_and_every_address_has_a_door():
    from django.core.checks import run_checks

    assert not [e for e in run_checks() if e.id in ("confidentiality.E001", "confidentiality.E002")]


