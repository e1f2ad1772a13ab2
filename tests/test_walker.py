"""Walks every address as every member of the cast and signed out: no token of what they may not see, no crash, no tell."""

import re
import uuid

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from confidentiality.checks import all_patterns
from confidentiality.models import DesignationVersion
from councils.models import Membership
from tests.canaries import plant, readable
from tests.confidentiality.oracle import Facts

pytestmark = pytest.mark.once

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
    rows = {
        m._meta.label: list(m._default_manager.values_list("pk", flat=True))
        for m in apps.get_models()
        if m._meta.app_label in ("confidentiality", "councils", "programmes", "accounts")
        and m._meta.label != "confidentiality.ItemAcl"
    }
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


def may_meet(facts: Facts, canaries, person, path: str, now) -> set[str]:
    pk = person.pk if person else None
    allowed = {t for t, (item, depth) in canaries.tokens.items() if facts.depth(pk, item, now) >= depth}
    allowed |= {
        t for t, (sheet, own) in canaries.speakers.items() if own == pk or facts.depth(pk, sheet, now) == 2
    }
    if (
        path.startswith("/seats/")
        and person
        and Membership.objects.filter(person=person, state="invited").exists()
    ):
        # R74: before accepting, a candidate is shown the content-free titles of what is in force
        live = set(
            DesignationVersion.objects.filter(valid_from__isnull=False).values_list("item_id", flat=True)
        )
        allowed |= {t for t, (item, depth) in canaries.tokens.items() if depth == 1 and item in live}
    return allowed


# One of each standing: the others of the cast stand like one of these.
WALKERS = (
    "sato",
    "suzuki",
    "tanaka",
    "ito",
    "kobayashi",
    "yamamoto",
    "yoshida",
    "kimura",
    "saito",
    "matsumoto",
    None,
)


def test_nobody_meets_a_token_of_what_they_may_not_see(planted):
    """Pages, files, headers and addresses; then mail, and what a signed-out reader finds."""
    world, canaries, facts, rows = planted
    pattern = re.compile("|".join([*canaries.tokens, *canaries.speakers]))
    for who in WALKERS:
        person = world.people[who] if who else None
        client, opened = client_of(person), 0
        for path in addresses(rows):
            response = client.get(path)
            assert response.status_code < 500, path
            body = b"".join(response.streaming_content) if response.streaming else response.content
            met = set(
                pattern.findall(
                    readable(body, response.get("Content-Type", "")) + str(response.headers) + path
                )
            )
            if met:
                assert met <= may_meet(facts, canaries, person, path, timezone.now()), (
                    f"{path} shows {who} what only others may see"
                )
            opened += response.status_code == 200
        assert opened >= 3, who


def test_no_letter_and_no_message_carries_a_token(planted, mailoutbox, django_capture_on_commit_callbacks):
    """Whatever waits in the outbox is delivered: subjects, bodies and stored notes are searched."""
    from confidentiality import outbox
    from confidentiality.acting import acting_as_system
    from confidentiality.models import Entry, OutboxMessage

    _world, canaries, *_ = planted
    pattern = re.compile("|".join([*canaries.tokens, *canaries.speakers]))
    with django_capture_on_commit_callbacks(execute=True), acting_as_system("test"):
        for _round in range(2):  # an act's message leaves one letter for each reader
            for message in OutboxMessage.objects.filter(done_at=None):
                for consumer in outbox.consumers(message.topic):
                    consumer(message)
                OutboxMessage.objects.filter(pk=message.pk).update(done_at=timezone.now())
    assert mailoutbox
    for letter in mailoutbox:
        assert (
            not pattern.search(letter.subject + letter.body + str(letter.extra_headers))
            and len(letter.to) == 1
        )
    assert not pattern.search(str(list(OutboxMessage.objects.values_list("note", flat=True))))
    assert not pattern.search(str(list(Entry.objects.values_list("note", flat=True))))


def test_missing_and_hidden_are_one_answer(planted):
    """Same status, same headers, same bytes; signed out, the same way to the sign-in page."""
    world, _canaries, facts, rows = planted
    hidden = [i for i in facts.items if facts.depth(world.inoue.pk, i, world.inoue.created) == 0]
    for who in ("inoue", "kato", None):
        client = client_of(world.people[who] if who else None)
        for where, pattern in all_patterns():
            door = getattr(pattern.callback, "door", "")
            if not door.startswith("item ") or list(pattern.pattern.converters) != ["pk"]:
                continue
            model = door.removeprefix("item ")
            pk = world.people[who].pk if who else None
            secret = [r for r in rows[model] if r in facts.items and facts.depth(pk, r, timezone.now()) == 0][
                :2
            ]
            for row in secret:
                answers = []
                for value in (row, uuid.uuid4()):
                    path = "/" + re.sub(r"<[^>]+>", str(value), where.lstrip("/"))
                    response = client.get(path)
                    headers = {k: v.replace(str(value), "ID") for k, v in response.headers.items()}
                    answers.append(
                        (response.status_code, headers, response.content.replace(str(value).encode(), b"ID"))
                    )
                assert answers[0] == answers[1], where
    assert hidden


def test_every_model_of_ours_is_guarded_and_every_address_has_a_door():
    from django.core.checks import run_checks

    assert not [e for e in run_checks() if e.id in ("confidentiality.E001", "confidentiality.E002")]
