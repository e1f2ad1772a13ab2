"""Walks every address as every member of the cast and signed out: no token of what they may not see, no crash, no tell."""

import contextlib
import csv
import io
import logging
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.urls import URLPattern
from django.utils import timezone

from accounts.models import Person
from confidentiality.acting import acting_as
from confidentiality.checks import all_patterns
from confidentiality.models import DesignationVersion
from confidentiality.verbs import offered
from councils.models import Membership
from programmes import gates, project_marks, reviews
from programmes.models import GateDossier, GateEvaluation, ProposalDossier, Review
from programmes.policy_registers import REGISTERS
from tests import programme_canaries
from tests.canaries import Canaries, plant, readable
from tests.confidentiality.oracle import Facts
from tests.councils.visitors import browser

# Addresses the walk need not visit, each with its reason.
LEFT_OUT = {
    r"^/accounts/": "sign-in's own pages: no item behind them, tested with sign-in",
    r"^/language/": "takes a form only",
    r"^/(healthz|readyz)$": "answered before anything else",
}


# Words in addresses that name a kind: with any other word the page behind them is never opened.
WORDS_IN_PATHS = {
    "register": list(REGISTERS),
    "slug": ["unpublished-filings", "milestones"],
}
KINDS_IN_PATHS = {"/parts/": "section", "/pdf/": "guideline", "/links/": "technology", "tags/": "technology"}
# Pages that answer alike whatever the thing is: a few are enough.
ALIKE = ("programmes/tags/", "designation/new/")
# Ids in addresses besides the door's own, by the models they may be of; others meet a few of any kind.
IDS_IN_PATHS = {
    "row": ("programmes.UnpublishedFiling", "programmes.Milestone", "programmes.NoticeDistribution"),
    "one": ("programmes.SelfReportFile",),
    "file": ("programmes.ProposalFile", "confidentiality.StoredFile"),
    "ministry": ("programmes.ConceptMinistry",),
    "part": ("programmes.CallSection",),
    "clause": ("programmes.Clause",),
    "assignment": ("programmes.Assignment",),
}
# What is asked for without a door of its own, by the word in the address.
IDS_BY_PLACE = {
    "guidelines": ("programmes.Guideline",),
    "comments": ("programmes.CommentRound",),
    "measures": ("programmes.PolicyMeasure",),
    "technologies": ("programmes.CriticalTechnology",),
    "projects": ("programmes.Project",),
    "funds": ("programmes.Fund",),
    "gates": ("programmes.StageGate",),
    "visions": ("programmes.RDVision",),
    "concepts": ("programmes.ConceptSheet", "programmes.RDConcept"),
    "calls": ("programmes.Call",),
    "outcomes": ("programmes.Outcome",),
    "follow-ups": ("programmes.PublishedFollowUp", "programmes.BudgetFollowUp"),
    "results": ("programmes.CallResult",),
    "issues": ("programmes.Issue",),
    "clauses": ("programmes.Clause",),
    "fields": ("programmes.TechnologyField",),
}
Verbs = Callable[[str, Any], list[str]]


def no_verb(model: str, key: Any) -> list[str]:
    return ["x"]


def addresses(rows: dict[str, list], verbs: Verbs = no_verb) -> list[str]:
    """Every address there is, with every id that fits its door; ``verbs``: the acts to ask for at one thing."""
    found = []
    for where, pattern in all_patterns():
        if any(re.match(left, where) for left in LEFT_OUT):
            continue
        converters = pattern.pattern.converters
        path = where.lstrip("/")
        if not converters:
            found.append("/" + path)
            continue
        found += ["/" + p for p in fill(path, pattern, rows, verbs)]
    return found


def fill(path: str, pattern: URLPattern, rows: dict[str, list], verbs: Verbs = no_verb) -> list[str]:
    door = getattr(pattern.callback, "door", "")
    model = door.removeprefix("item ") if door.startswith("item ") else None
    if model and "<slug:verb>" in path:
        return [
            one
            for key in rows[model]
            for verb in verbs(model, key)
            for one in fill(path.replace("<slug:verb>", verb), pattern, {**rows, model: [key]})
        ]
    paths = [path]
    for part in re.findall(r"<[^>]+>", path):
        kind, _, name = part.strip("<>").rpartition(":")
        if name == "pk" and model:
            values = rows[model][-3:] if any(word in path for word in ALIKE) else rows[model]
        elif kind == "int":
            values = [1]
        elif kind == "uuid":
            place = re.sub("^(public/)?programmes/(technologies/(?=fields/))?", "", path).split("/")[0]
            labels = IDS_IN_PATHS.get(name) or IDS_BY_PLACE.get(place, ())
            own = [key for label in labels for key in rows[label][-1:]]
            values = [*own, *rows["every uuid"][-1:]] if own else rows["every uuid"]
        else:
            values = WORDS_IN_PATHS.get(name, ["x"])
            if name == "kind":
                values = [next((v for word, v in KINDS_IN_PATHS.items() if word in path), "x")]
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


def thinned(rows: dict[str, list], world, facts: Facts) -> dict[str, list]:
    """Of the programme's things one of each audience and state: a second one like it would tell nothing new."""
    present = [who for who in WALKERS if who is None or who in world.people]
    readers, now = [world.people[who].pk if who else None for who in present], timezone.now()
    found = dict(rows)
    for label, keys in rows.items():
        if not label.startswith("programmes.") or not (keys and keys[0] in facts.items):
            continue
        model = apps.get_model(label)
        has_state = any(f.name == "state" for f in model._meta.fields)
        states = dict(model._base_manager.values_list("pk", "state")) if has_state else {}
        kinds = {
            (states.get(key), *(facts.depth(reader, key, now) for reader in readers)): key for key in keys
        }
        found[label] = list(kinds.values())
    return found


def for_one(
    rows: dict[str, list], facts: Facts, person: Person | None, *, hidden: bool = False
) -> dict[str, list]:
    """Of the programme's things those this reader may open; with ``hidden`` one more of each kind, which they may not."""
    pk, now, own = person.pk if person else None, timezone.now(), dict(rows)
    kinds = {
        (facts.items[i].kind, facts.depth(pk, i, now)): i
        for i in rows["confidentiality.Item"]
        if facts.items[i].kind.startswith(("programmes.", "confidentiality."))
    }
    own["confidentiality.Item"] = [i for (_kind, depth), i in kinds.items() if depth]
    for label, keys in rows.items():
        if label.startswith(("programmes.", "confidentiality.")) and label != "confidentiality.Item":
            seen: set[Any] = set()
            with (
                contextlib.suppress(DatabaseError),
                transaction.atomic(),
            ):  # a table may not be the web's to read at all
                seen |= set(
                    apps.get_model(label)._base_manager.filter(pk__in=keys).values_list("pk", flat=True)
                )
            shown = [key for key in keys if key in seen]
            if not (keys and keys[0] in facts.items):
                shown = shown[-2:]  # rows of things: their thing is what is shown or hidden
            own[label] = [*shown, *([key for key in keys if key not in seen][-1:] if hidden else ())]
    return own


def paths_of(
    rows: dict[str, list], facts: Facts, person: Person | None, *, hidden: bool = False
) -> list[str]:
    """What one reader asks for: everything once, and of acts those that are offered."""
    with acting_as(person):

        def verbs(label: str, key: Any) -> list[str]:
            thing = apps.get_model(label)._base_manager.filter(pk=key).first()
            return ([v.name for v in offered(thing, person)] if thing and person else []) or ["x"]

        return list(dict.fromkeys(addresses(for_one(rows, facts, person, hidden=hidden), verbs)))


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Thousands of answers are asked for: to write down each refusal and keep each context takes longer than to give them."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_more: None)
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def planted(world):
    """Tokens in what councils hold."""
    canaries = plant(world)
    world.people |= {p.email.split("@")[0]: p for p in Person.objects.all()}
    return world, canaries, Facts.read(), all_rows()


@pytest.fixture
def sown(world):
    """Tokens in everything of programmes."""
    programme_canaries.play(world)
    canaries = Canaries()
    programme_canaries.sow(canaries)
    world.people |= {p.email.split("@")[0]: p for p in Person.objects.all()}
    facts = Facts.read()
    return world, canaries, facts, thinned(all_rows(), world, facts)


def may_meet(facts: Facts, canaries, person, now) -> set[str]:
    """Tokens this reader may meet anywhere; whoever sits, pledges or is asked later walks in another world."""
    pk = person.pk if person else None
    allowed = {t for t, (item, depth) in canaries.tokens.items() if facts.depth(pk, item, now) >= depth}
    allowed |= {
        t for t, (sheet, own) in canaries.speakers.items() if own == pk or facts.depth(pk, sheet, now) == 2
    }
    with acting_as(person):
        seen = {
            model: set(model._base_manager.values_list("pk", flat=True))
            for model in {model for model, _key in canaries.rows.values()}
        }
        # 4.3: auditors and security officers know number, name, house, state and period of a project, and nothing within
        marks = project_marks.marks_of(
            i for i, item in facts.items.items() if item.kind == "programmes.project"
        )
    allowed |= {
        t for t in canaries.tokens if any(t in f"{mark.code} {mark.title}" for mark in marks.values())
    }
    return allowed | {t for t, (model, key) in canaries.rows.items() if key in seen[model]}


def may_meet_here(canaries, person, path: str) -> set[str]:
    """What one page may show besides, by a rule of its own."""
    if person is None:
        return set()
    if path.startswith("/seats/") and Membership.objects.filter(person=person, state="invited").exists():
        # R74: before accepting, a candidate is shown the content-free titles of what is in force
        live = set(
            DesignationVersion.objects.filter(valid_from__isnull=False).values_list("item_id", flat=True)
        )
        return {t for t, (item, depth) in canaries.tokens.items() if depth == 1 and item in live}
    if path.startswith("/programmes/dossiers/"):
        # R43: evaluators discuss all evaluations, without the names of who wrote which
        with acting_as(person):
            if any(gates.discussion(dossier) for dossier in GateDossier.objects.all()):
                return {t for t, (model, _key) in canaries.rows.items() if model is GateEvaluation}
    if path.startswith("/programmes/review-dossiers/"):
        # R37: so do reviewers of a proposal; a review that was sent back is its writer's alone again
        with acting_as(person):
            talked = [d.pk for d in ProposalDossier.objects.all() if reviews.discussion(d)]
        sent = set(Review.objects.filter(item__in=talked, state="submitted").values_list("pk", flat=True))
        return {t for t, (model, key) in canaries.rows.items() if model is Review and key in sent}
    return set()


# One of each standing: the others of the cast stand like one of these.
IN_COUNCILS = (
    "sato",
    "suzuki",
    "tanaka",
    "ito",
    "kobayashi",
    "yoshida",
    "kimura",
    "saito",
    "matsumoto",
    None,
)
# Applicant and representative, co-applicant and member of the council, staff of the programme, rival, agency, auditor,
# evaluator of a gate, reviewer of proposals, administrator, nobody.
IN_PROGRAMMES = (
    "takahashi",
    "tanaka",
    "kobayashi",
    "kato",
    "nakamura",
    "kimura",
    "judge-two",
    "review-two",
    "yoshida",
    None,
)
WALKERS = tuple(dict.fromkeys((*IN_COUNCILS, *IN_PROGRAMMES)))
# What in the portal speaks of the programme at all; of the councils' pages, those of the council itself.
OF_PROGRAMMES = re.compile(
    r"^/(api/v1/journal|disclosures|home|items|me|(public/)?programmes|(public/)?councils/[^/]+/$|papers|$)"
)


def walk(planted, walkers, *, leave: Callable[[str | None, str], bool]) -> None:
    """Pages, files, headers and addresses; what nobody may open at all would prove nothing, so tokens are met, too."""
    world, canaries, facts, rows = planted
    pattern, met_at_all = canaries.pattern(), set()
    for who in walkers:
        person = world.people[who] if who else None
        client, opened = browser(person, afresh=person is not None), 0
        anywhere = may_meet(facts, canaries, person, timezone.now())
        for path in paths_of(rows, facts, person):
            if leave(who, path):
                continue
            response = client.get(path)
            assert response.status_code < 500, path
            body = b"".join(response.streaming_content) if response.streaming else response.content
            met = set(
                pattern.findall(
                    readable(body, response.get("Content-Type", "")) + str(response.headers) + path
                )
            )
            met_at_all |= met
            if met and not met <= anywhere:
                more = met - anywhere - may_meet_here(canaries, person, path)
                assert not more, f"{path} shows {who} what only others may see: {canaries.about(more)}"
            assert_harmless(path, response.get("Content-Type", ""), body)
            opened += response.status_code == 200
        assert opened >= 3, who
    assert len(met_at_all) > 20


def assert_harmless(path: str, kind: str, body: bytes) -> None:
    """What people typed stays words: no element of a page, no formula of a sheet."""
    if kind.startswith("text/html"):
        assert b"<i id=" not in body, path
    elif kind.startswith("text/csv"):
        cells = [cell for row in csv.reader(io.StringIO(body.decode("utf-8-sig"))) for cell in row]
        wrong = [c for c in cells if c.startswith(("=", "+", "@", "\t", "\r")) or re.match(r"-\D", c)]
        assert not wrong, (path, wrong)
    elif body.startswith(b"PK"):
        assert "<f>" not in readable(body, kind) and "<hyperlink" not in readable(body, kind), path


def post_everything(planted, mailoutbox) -> None:
    """Whatever waits in the outbox is delivered: subjects, bodies and stored notes are searched."""
    from confidentiality import outbox
    from confidentiality.acting import acting_as_system
    from confidentiality.models import Entry, OutboxMessage

    _world, canaries, *_ = planted
    pattern = canaries.pattern()
    with acting_as_system("test"):
        for _round in range(2):  # an act's message leaves one letter for each reader
            for message in OutboxMessage.objects.filter(done_at=None):
                for consumer in outbox.consumers(message.topic):
                    consumer(message)
                OutboxMessage.objects.filter(pk=message.pk).update(done_at=timezone.now())
    assert mailoutbox
    for letter in mailoutbox:
        assert not pattern.search(str(letter.message())) and len(letter.to) == 1
        assert not pattern.search(letter.subject + letter.body)
    assert not pattern.search(str(list(OutboxMessage.objects.values_list("note", flat=True))))
    assert not pattern.search(str(list(Entry.objects.values_list("note", flat=True))))


def ask_for_hidden_and_missing(planted, walkers, *, each: int) -> None:
    """Same status, same headers, same bytes; signed out, the same way to the sign-in page."""
    world, _canaries, facts, rows = planted
    now, asked = timezone.now(), 0
    for who in walkers:
        person = world.people[who] if who else None
        client, pk = browser(person), person.pk if person else None
        for where, pattern in all_patterns():
            door = getattr(pattern.callback, "door", "")
            if not door.startswith("item ") or list(pattern.pattern.converters) != ["pk"]:
                continue
            model = door.removeprefix("item ")
            for row in [r for r in rows[model] if r in facts.items and facts.depth(pk, r, now) == 0][:each]:
                answers = []
                for value in (row, uuid.uuid4()):
                    path = "/" + re.sub(r"<[^>]+>", str(value), where.lstrip("/"))
                    response = client.get(path)
                    headers = {k: v.replace(str(value), "ID") for k, v in response.headers.items()}
                    answers.append(
                        (response.status_code, headers, response.content.replace(str(value).encode(), b"ID"))
                    )
                assert answers[0] == answers[1], where
                asked += 1
    assert asked > 20


def test_nobody_meets_a_token_of_what_they_may_not_see(planted):
    walk(planted, IN_COUNCILS, leave=lambda who, path: "/programmes/" in path and who is not None)


def test_no_letter_and_no_message_carries_a_token(planted, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post_everything(planted, mailoutbox)


def test_missing_and_hidden_are_one_answer(planted):
    ask_for_hidden_and_missing(planted, ("inoue", "kato", None), each=2)


def test_nobody_meets_a_token_of_the_programme(sown, mailoutbox, django_capture_on_commit_callbacks):
    """All that, in one world: a year of the programme takes long to play."""
    walk(
        sown,
        IN_PROGRAMMES,
        leave=lambda who, path: not OF_PROGRAMMES.match(path),
    )
    ask_for_hidden_and_missing(sown, ("kato", None), each=1)
    with django_capture_on_commit_callbacks(execute=True):
        post_everything(sown, mailoutbox)


def test_every_model_of_ours_is_guarded_and_every_address_has_a_door():
    from django.core.checks import run_checks

    assert not [e for e in run_checks() if e.id in ("confidentiality.E001", "confidentiality.E002")]
