"""The API's doors and agreements: hidden is missing, a forged hash moves nothing, twice is once, n-1 give nothing."""

import json
import re
import uuid
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.checks import run_checks
from django.http import HttpRequest
from django.test import Client
from django.urls import include, path, reverse
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.views import APIView

from confidentiality import agreements, audience, journal
from confidentiality.acting import acting_as
from confidentiality.api.frame import Behind
from confidentiality.checks import all_patterns
from confidentiality.models import Consent, Designation, Entry, Item
from tests.canaries import plant
from tests.cast import PEOPLE, VOTERS, agree, make_designation, make_material
from tests.confidentiality.browsing import browser
from tests.confidentiality.oracle import Facts
from tests.programmes import gate_stage
from tests.test_walker import all_rows, may_meet


def send(client: Client, url: str, **body):
    return client.post(url, json.dumps(body), content_type="application/json")


def answer(person, designation, verb="agree", *, confirmed=True, **body):
    return send(
        browser(person, confirmed=confirmed),
        reverse(f"api_designation_{verb}", args=[designation.pk]),
        **body,
    )


def hash_of(designation, person) -> str:
    shown = browser(person).get(reverse("api_designation", args=[designation.pk])).json()
    return next(w["hash"] for w in shown["wordings"] if w["is_proposed"])


@pytest.fixture
def sealed(world):
    material = make_material(world.quantum, world.tanaka, title="まことの題", text="秘密の本文", sealed=True)
    return material, make_designation(world, material)


# Sight -----------------------------------------------------------------------------------------------------


class Naked(APIView):
    """A view of the package as it comes."""

    def get(self, request: HttpRequest) -> Response:
        return Response({"said": "anything"})


class Outside(Behind):
    """A view behind a door, reached without the middleware that acts as its reader."""

    door = "person"

    def get(self, request: HttpRequest) -> Response:
        return Response({"said": "anything"})


urlpatterns = [path("naked/", Naked.as_view()), path("", include("portal.urls"))]


@pytest.mark.urls(__name__)
def test_a_view_without_a_door_stops_the_start_and_lets_nobody_in(world):
    assert any("/naked/" in e.msg for e in run_checks() if e.id == "confidentiality.E001")
    assert browser(world.sato).get("/naked/").status_code == 403


def test_a_view_outside_its_readers_context_fails(world, rf):
    request = rf.get("/")
    request.user = world.sato
    with pytest.raises(Exception, match="as its reader only"):
        Outside.as_view()(request)


def test_no_answer_of_the_api_carries_a_token_its_reader_may_not_see(world):
    canaries = plant(world)
    facts, rows = Facts.read(), all_rows()
    pattern = re.compile("|".join([*canaries.tokens, *canaries.speakers]))
    met_at_all = set()
    for who in PEOPLE:
        person, client = world.people[who], browser(world.people[who])
        for where, found in all_patterns():
            if not where.startswith("/api/v1/") or "<path" in where:
                continue
            model = getattr(found.callback, "door", "").removeprefix("item ")
            for pk in rows[model] if "<uuid:pk>" in where else [None]:
                url = where.replace("<uuid:pk>", str(pk)).replace("<int:number>", "1")
                for response in (client.get(url), send(client, url) if "<" in where else client.options(url)):
                    met = set(pattern.findall(response.content.decode() + str(response.headers)))
                    assert met <= may_meet(facts, canaries, person, timezone.now()), (who, url)
                    assert not met & set(canaries.speakers), "no speaker is named anywhere"
                    met_at_all |= met
    assert len(met_at_all) > 20


def test_hidden_and_missing_are_one_answer_for_every_thing_and_every_act(world, sealed):
    material, designation = sealed
    rows = {**all_rows(), "confidentiality.Designation": [designation.pk], "councils.Material": [material.pk]}
    tried = 0
    for who in ("kato", "inoue", "saito", "yoshida"):
        client = browser(world.people[who])
        for where, found in all_patterns():
            model = getattr(found.callback, "door", "").removeprefix("item ")
            if not where.startswith("/api/v1/") or "<uuid:pk>" not in where or not rows[model]:
                continue
            with acting_as(world.people[who]):
                shown = {str(pk) for pk in found_ids(model)}
            hidden = next((pk for pk in rows[model] if str(pk) not in shown), None)
            if hidden is None:
                continue
            for ask in (client.get, lambda url, client=client: send(client, url, hash="0" * 64)):
                answers = []
                for pk in (hidden, uuid.uuid4()):
                    response = ask(where.replace("<uuid:pk>", str(pk)).replace("<int:number>", "1"))
                    answers.append((response.status_code, dict(response.headers), response.content))
                assert answers[0] == answers[1] and answers[0][0] == 404, (who, where)
                tried += 1
    assert tried > 20


def test_the_programme_is_at_no_address_of_the_api(world):
    """It has no kind there: no address says its name, and its ids are missing to whoever reads the thing itself."""
    stage = gate_stage.discussed(gate_stage.make_gate_stage(world))
    described = browser(world.takahashi).get(reverse("api_schema")).content.decode()
    addresses = [where for where, _p in all_patterns() if where.startswith("/api/v1/")]
    kinds = {
        i.kind.removeprefix("programmes."): i.pk for i in Item.objects.filter(kind__startswith="programmes.")
    }
    assert len(kinds) >= 6
    for word in (*kinds, "programme", "proposal", "review", "evaluat"):
        assert word not in described.lower() and not [a for a in addresses if word in a], word
    for person in (stage.takahashi, stage.nakamura):
        client = browser(person)
        with acting_as(person):
            own = set(Item.objects.filter(pk__in=kinds.values()).values_list("pk", flat=True))
        assert len(own) >= 3
        for where in (a for a in addresses if "<uuid:pk>" in a):
            missing = client.get(address_of(where, uuid.uuid4()))
            for pk in sorted(own)[:3]:
                answer = client.get(address_of(where, pk))
                assert (answer.status_code, answer.content) == (missing.status_code, missing.content), where
            assert send(client, address_of(where, pk), hash="0" * 64).status_code in (404, 405), where
        for name in ("programmes", "projects", "proposals", "reviews", "outcomes"):
            assert client.get(f"/api/v1/{name}/").status_code == 404
        lines = client.get(reverse("api_journal")).json()["results"]
        assert not [
            line for line in lines if line["item"] and uuid.UUID(line["item"]["id"]) not in own_items(person)
        ]


def address_of(where: str, pk: uuid.UUID) -> str:
    return where.replace("<uuid:pk>", str(pk)).replace("<int:number>", "1")


def own_items(person) -> set:
    with acting_as(person):
        return set(Item.objects.values_list("pk", flat=True))


def found_ids(model: str) -> list:
    known = list(Item.objects.values_list("pk", flat=True))
    return known + list(apps.get_model(model)._default_manager.values_list("pk", flat=True))


def test_signed_out_readers_get_one_answer_whatever_they_ask(world, sealed):
    material, designation = sealed
    asked = [
        reverse("api_materials"),
        reverse("api_material", args=[material.pk]),
        reverse("api_designation", args=[uuid.uuid4()]),
        reverse("api_schema"),
        "/api/v1/nowhere/",
    ]
    answers = [Client().get(url) for url in asked] + [
        send(Client(), reverse("api_designation_agree", args=[designation.pk]), hash="0" * 64)
    ]
    assert {(r.status_code, r.content, r["WWW-Authenticate"]) for r in answers} == {
        (401, answers[0].content, "Session")
    }


def test_with_one_consent_missing_nobody_but_the_provider_gets_the_content(world, sealed):
    material, designation = sealed
    for key in VOTERS[:-1]:
        agree(world.people[key], designation)
    for key in PEOPLE:
        response = browser(world.people[key]).get(reverse("api_material", args=[material.pk]))
        body = response.content.decode()
        is_theirs = key == "tanaka"
        assert ("秘密の本文" in body) == ("まことの題" in body) == is_theirs, key
        assert response.status_code == (200 if key in (*VOTERS, "sato") else 404), key
        one = browser(world.people[key]).get(reverse("api_material_version", args=[material.pk, 1]))
        assert one.status_code == (200 if is_theirs else 404), key


def test_the_last_consent_through_the_api_releases_to_the_holders(world, sealed):
    material, designation = sealed
    for key in VOTERS:
        shown = answer(world.people[key], designation, hash=hash_of(designation, world.ito))
        assert shown.status_code == 200 and shown.json()["own_answer"] == "agree"
    assert shown.json()["state"] == "in_force" and shown.json()["answers"]["missing"] == 0
    url = reverse("api_material", args=[material.pk])
    assert "秘密の本文" in browser(world.ito).get(url).content.decode()
    assert not browser(world.sato).get(url).json()["has_content"]


# Answers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shown", ["0" * 64, "f" * 64])
def test_a_forged_hash_is_refused_and_writes_nothing(world, sealed, shown):
    _material, designation = sealed
    response = answer(world.ito, designation, hash=shown)
    assert response.status_code == 409 and "文面" in response.json()["message"]
    assert not Consent.objects.filter(person=world.ito).exists()


def test_an_earlier_wording_is_refused(world, sealed):
    _material, designation = sealed
    was = hash_of(designation, world.ito)
    with acting_as(world.tanaka):
        agreements.reword(
            Designation.objects.get(pk=designation.pk),
            by=world.tanaka,
            text={"extent": "別の表に限る"} | {k: v for k, v in _text(designation).items() if k != "extent"},
            scoped=[audience.capacity(world.quantum.pk, "member")],
        )
    with acting_as(world.sato):
        fresh = Designation.objects.get(pk=designation.pk)
        agreements.open_consent(fresh, by=world.sato, answer_by=timezone.now() + timedelta(days=5))
    assert answer(world.ito, designation, hash=was).status_code == 409
    assert answer(world.ito, designation, hash=hash_of(designation, world.ito)).status_code == 200


def _text(designation) -> dict:
    return {name: getattr(designation.candidate, name) for name in agreements.TEXT_FIELDS}


def test_the_same_answer_sent_twice_is_given_once(world, sealed):
    _material, designation = sealed
    shown = hash_of(designation, world.ito)
    first, second = (answer(world.ito, designation, hash=shown) for _ in range(2))
    assert (first.status_code, first.json()) == (second.status_code, second.json()) == (200, first.json())
    assert Consent.objects.filter(person=world.ito).count() == 1
    assert Entry.objects.filter(actor=world.ito, verb="answer").count() == 1


def test_an_answer_needs_the_password_of_the_last_minutes(world, sealed):
    _material, designation = sealed
    shown = hash_of(designation, world.ito)
    response = answer(world.ito, designation, confirmed=False, hash=shown)
    assert (response.status_code, response.json()["code"]) == (403, "sign_in_again")
    assert not Consent.objects.filter(person=world.ito).exists()


def test_the_secretariat_sees_the_agreement_and_may_not_answer(world, sealed):
    _material, designation = sealed
    shown = browser(world.sato).get(reverse("api_designation", args=[designation.pk])).json()
    assert shown["offered"] == [] and shown["own_answer"] is None
    response = answer(world.sato, designation, hash=shown["wordings"][0]["hash"])
    assert response.status_code == 409 and not Consent.objects.filter(person=world.sato).exists()


@pytest.mark.parametrize("verb", ["refuse", "ask"])
def test_a_refusal_and_a_question_need_words(world, sealed, verb):
    _material, designation = sealed
    shown = hash_of(designation, world.ito)
    response = answer(world.ito, designation, verb, hash=shown)
    assert response.status_code == 422 and "書いてください" in response.json()["fields"]["comment"][0]
    response = answer(world.ito, designation, verb, hash=shown, comment="範囲が広い")
    assert response.status_code == 200 and response.json()["own_answer"] == verb
    assert response.json()["state"] == ("rework" if verb == "refuse" else "consent_open")


def test_the_agreement_names_no_one_who_answered(world, sealed):
    _material, designation = sealed
    agree(world.ito, designation)
    body = browser(world.sato).get(reverse("api_designation", args=[designation.pk])).content.decode()
    assert "伊藤" not in body and "田中" not in body and json.loads(body)["answers"]["agreed"] == 1


def test_what_can_be_answered_is_offered_with_its_address(world, sealed):
    _material, designation = sealed
    shown = browser(world.ito).get(reverse("api_designations")).json()["results"][0]
    assert [v["name"] for v in shown["offered"]] == ["agree", "refuse", "ask"]
    assert shown["offered"][0]["url"] == reverse("api_designation_agree", args=[designation.pk])


def test_a_draft_is_its_providers_alone(world):
    material = make_material(world.quantum, world.tanaka, sealed=True)
    draft = make_designation(world, material, until="draft")
    url = reverse("api_designation", args=[draft.pk])
    assert [k for k in PEOPLE if browser(world.people[k]).get(url).status_code == 200] == ["tanaka"]


# Errors, way in, throttle ----------------------------------------------------------------------------------


def test_wrong_input_names_the_field_and_what_to_do(world, sealed):
    _material, designation = sealed
    client, url = browser(world.ito), reverse("api_designation_agree", args=[designation.pk])
    missing = send(client, url)
    assert missing.status_code == 422
    assert missing.json()["fields"] == {"hash": ["読んだ文面の hash を入れてください。"]}
    unknown = send(client, url, hash="0" * 64, holder="x")
    assert unknown.status_code == 422 and "hash, comment" in unknown.json()["fields"]["holder"][0]
    assert send(client, url, hash=5).status_code == 422
    broken = client.post(url, "{", content_type="application/json")
    assert (broken.status_code, broken.json()["code"]) == (400, "unreadable")
    assert client.post(url, {"hash": "x"}).status_code == 415
    assert client.post(url, "[]", content_type="application/json").status_code == 422
    assert (
        client.get(url).status_code == client.put(url).status_code == client.options(url).status_code == 405
    )


def test_errors_speak_the_readers_language(world, sealed):
    _material, designation = sealed
    world.ito.language = "en"
    world.ito.save()
    response = send(browser(world.ito), reverse("api_designation_agree", args=[designation.pk]))
    assert not re.search("[ぁ-んァ-ヶ一-鿿]", response.content.decode())


def test_an_act_needs_the_sites_token(world, sealed):
    _material, designation = sealed
    client, careful = browser(world.ito), Client(enforce_csrf_checks=True)
    careful.cookies = client.cookies
    url, shown = reverse("api_designation_agree", args=[designation.pk]), hash_of(designation, world.ito)
    refused = send(careful, url, hash=shown)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    careful.get(reverse("api"))
    token = careful.cookies["banso-csrf"].value
    sent = careful.post(
        url, json.dumps({"hash": shown}), content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert sent.status_code == 200


def test_too_many_calls_in_a_minute_are_stopped_for_this_person_alone(world, settings):
    settings.API_CALLS_A_MINUTE = 2
    cache.clear()
    ours, theirs = browser(world.watanabe), browser(world.ito)
    answers = [ours.get(reverse("api_councils")) for _ in range(6)]  # a minute may end between two of them
    stopped = [r for r in answers if r.status_code == 429]
    assert stopped and int(stopped[0]["Retry-After"]) <= 61 and stopped[0].json()["code"] == "too_many"
    assert theirs.get(reverse("api_councils")).status_code == 200


def test_an_unknown_address_below_the_root_is_as_missing_as_a_hidden_thing(world):
    client = browser(world.sato)
    nowhere = client.get("/api/v1/people/")
    assert nowhere.status_code == 404
    assert nowhere.content == client.get(reverse("api_council", args=[uuid.uuid4()])).content


# Lists and the journal -------------------------------------------------------------------------------------


def test_the_list_of_agreements_asks_as_often_for_fifty_as_for_one(world, django_assert_num_queries):
    client = browser(world.ito)
    client.get(reverse("api_journal"))  # the session's clock has started
    for many in (1, 49):
        for _ in range(many):
            make_designation(world, make_material(world.quantum, world.tanaka, sealed=True))
        with django_assert_num_queries(DESIGNATIONS):
            shown = client.get(reverse("api_designations"))
    assert len(shown.json()["results"]) == 50 and shown.json()["next"] is None


DESIGNATIONS = 14


def test_a_long_list_goes_on_where_it_ended(world):
    with acting_as(world.ito):
        for _ in range(120):
            journal.record("read_material", None)
    client, url, seen = browser(world.ito), reverse("api_journal"), 0
    while url:
        page = client.get(url).json()
        seen, url = seen + len(page["results"]), page["next"]
    assert seen >= 120
    assert client.get(reverse("api_journal") + "?cursor=x").status_code == 422
    assert client.get(reverse("api_designations") + "?council=x").json()["fields"].keys() == {"council"}


def test_the_journal_is_ones_own_and_names_nothing_hidden(world, sealed):
    material, _designation = sealed
    browser(world.tanaka).get(reverse("api_material", args=[material.pk]))
    mine = browser(world.tanaka).get(reverse("api_journal")).json()["results"]
    assert mine[0]["verb"] == "read_material" and mine[0]["item"]["id"] == str(material.pk)
    with acting_as(world.kato):
        journal.record("refused", item=material.pk)
    theirs = browser(world.kato).get(reverse("api_journal")).json()["results"]
    assert theirs[0]["verb"] == "refused" and theirs[0]["item"] is None
    assert all(line["verb"] != "read_material" for line in theirs)
