"""Pages of results: from the record to the catalogue as a project walks it, and what everybody else gets of it: nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from confidentiality import disclosures
from confidentiality.acting import acting_as
from confidentiality.models import ClosingRequest, Disclosure, DisclosurePart, PublishedPart
from confidentiality.notices import deliver_letter  # noqa: F401  the relay's consumer is registered
from programmes.desk import tasks
from programmes.models import Outcome, OutcomeUse
from tests.confidentiality import oracle
from tests.councils.visitors import browser
from tests.programmes import fund_stage
from tests.programmes.outcome_stage import (
    MANUSCRIPT,
    RECORD,
    all_agree,
    ask_to_close,
    clear_by_refusal,
    closed,
    make_outcome,
    published,
    screened,
)

US = timedelta(microseconds=1)
CANARIES = (
    MANUSCRIPT,
    RECORD,
    "CANARYplan",
    "CANARYabstract",
    "CANARYreason",
    "CANARYalternatives",
    "CANARYfile",
)
OUTSIDE = ("kobayashi", "kato", "yamamoto", "nakamura", "yoshida", "kimura", "saito", "matsumoto", "inoue")


def text(response) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def test_a_project_walks_from_the_record_to_the_catalogue(world):
    stage = fund_stage.make_stage(world)
    me = browser(world.takahashi, afresh=True)
    assert "成果を登録する" in text(me.get(reverse("project_outcomes", args=[stage.project.pk])))
    new = reverse("outcome_new", args=[stage.project.pk])
    assert me.post(new, {}).status_code == 422
    sent = {
        "outcome_kind": "paper",
        "title": "量子の結果",
        "authors": "高橋",
        "organisation": str(world.organisations["university"].pk),
        "produced_on_year": "2026",
        "produced_on_month": "11",
        "produced_on_day": "1",
        "description": "説明の文",
        "key": str(uuid4()),
    }
    assert "量子の結果" in text(me.post(new, sent))
    assert me.post(new, {**sent, "sure": "1"}).status_code == 302
    outcome = Outcome.objects.get()
    page = reverse("outcome", args=[outcome.pk])
    assert "公開の確認を登録する" in text(me.get(page))
    me.post(reverse("outcome_edit", args=[outcome.pk]), {**sent, "title": "改めた題", "sure": "1"})
    assert "改めた題" in text(me.get(page))
    where = {"doi": "10.1234/abcd", "link": "https://example.jp/x", "restriction": "", "sure": "1"}
    assert me.post(reverse("outcome_where", args=[outcome.pk]), {**where, "doi": "x"}).status_code == 422
    assert me.post(reverse("outcome_where", args=[outcome.pk]), where).status_code == 302
    use = {"sector": "public", "ministry": "", "state": "expected", "note": "訓練で使う", "sure": "1"}
    assert me.post(reverse("outcome_use", args=[outcome.pk]), use).status_code == 422
    use["ministry"] = str(world.organisations["needs"].pk)
    assert me.post(reverse("outcome_use", args=[outcome.pk]), use).status_code == 302
    assert "訓練で使う" in text(browser(world.ito).get(reverse("outcome_uses")))
    assert "訓練で使う" not in text(browser(world.tanaka).get(reverse("outcome_uses")))
    plan = {
        "form": "paper",
        "title": "投稿する論文",
        "venue": "試験学会",
        "planned_on_year": "2027",
        "planned_on_month": "1",
        "planned_on_day": "10",
        "abstract": "概要の文",
        "key": str(uuid4()),
        "sure": "1",
    }
    assert me.post(reverse("outcome_disclose", args=[outcome.pk]), plan).status_code == 302
    disclosure = Disclosure.objects.get()
    here = reverse("disclosure", args=[disclosure.pk])
    opening = reverse("disclosure_act", args=[disclosure.pk, "open"])
    assert me.post(opening, {"days": "30"}).status_code == 409  # no manuscript yet
    adding = reverse("disclosure_part_new", args=[disclosure.pk])
    assert me.get(adding).status_code == 200
    assert me.post(adding, {"place": "本文"}).status_code == 422
    paper = SimpleUploadedFile("paper.txt", "論文の本文です。".encode())
    assert me.post(adding, {"place": "本文", "text": "", "file": paper}).status_code == 302
    assert me.post(adding, {"place": "付録", "text": "余り"}).status_code == 302
    removing = reverse("disclosure_part_remove", args=[disclosure.pk, 2])
    assert me.get(removing).status_code == 200 and me.post(removing).status_code == 302
    assert DisclosurePart.objects.count() == 1
    assert (
        me.post(reverse("disclosure_edit", args=[disclosure.pk]), {**plan, "venue": "別の学会"}).status_code
        == 302
    )
    assert me.get(opening).status_code == 200
    assert me.post(opening, {"days": "31"}).status_code == 422
    assert me.post(opening, {"days": "３０"}).status_code == 302
    assert "あと30日で公開できます" in text(me.get(here))
    assert "あと30日で公開できます" in text(me.get(reverse("project_outcomes", args=[stage.project.pk])))
    assert (
        text(browser(world.ito).get(reverse("disclosure_part_file", args=[disclosure.pk, 1])))
        == "論文の本文です。"
    )
    assert "別の学会" in text(browser(world.ito).get(here))
    clear_by_refusal(world, disclosure)
    assert "公開できます" in text(me.get(here))
    going = reverse("disclosure_act", args=[disclosure.pk, "publish"])
    assert "輸出管理" in text(me.get(going))
    control = reverse("disclosure_act", args=[disclosure.pk, "export-control"])
    assert me.post(control, {"result": "blocked"}).status_code == 302
    assert "法令により出せない" in text(me.get(here))
    assert browser(world.takahashi).post(going).status_code == 302 and not PublishedPart.objects.exists()
    assert me.post(going).status_code == 302
    assert me.post(going).status_code == 409
    everybody = browser()
    catalogue = text(everybody.get(reverse("public_outcomes")))
    assert "改めた題" in catalogue and "1件" in catalogue
    public = text(everybody.get(reverse("public_outcome", args=[outcome.pk])))
    assert "10.1234/abcd" in public and "企業などが自由に使えます" in public and "訓練で使う" not in public
    assert text(everybody.get(reverse("public_outcome_file", args=[outcome.pk, 1]))) == "論文の本文です。"
    assert "改めた題" in text(everybody.get(reverse("public_outcomes_csv")))
    assert everybody.get(reverse("public_outcomes") + "?lang=en").status_code == 200


@pytest.mark.parametrize("key", [*OUTSIDE, None])
def test_nobody_outside_gets_a_word_of_what_is_screened_or_asked(world, key):
    stage, disclosure = screened(world)
    request = ask_to_close(disclosure, world.ito)
    outcome = Outcome.objects.get()
    client = browser(world.people[key] if key else None)
    missing = client.get(reverse("disclosure", args=[stage.project.pk]))
    for name, *args in (
        ("disclosure", disclosure.pk),
        ("disclosure_object", disclosure.pk),
        ("disclosure_answer", disclosure.pk),
        ("disclosure_part_file", disclosure.pk, 1),
        ("disclosure_act", disclosure.pk, "publish"),
        ("disclosure_end", disclosure.pk, request.pk),
        ("outcome", outcome.pk),
        ("public_outcome", outcome.pk),
        ("public_outcome_file", outcome.pk, 1),
    ):
        response = client.get(reverse(name, args=args))
        assert response.status_code in ((302, 404) if key is None else (404,)), (name, response.status_code)
        if response.status_code == 404 and key is not None and name == "disclosure":
            assert strip(response) == strip(missing)
    for name in (
        "disclosure_list",
        "outcome_uses",
        "public_outcomes",
        "public_outcomes_csv",
        "programme_home",
    ):
        body = text(client.get(reverse(name)))
        assert not any(canary in body for canary in CANARIES), name
        if name == "public_outcomes":
            assert "0件" in body
    project = client.get(reverse("project_outcomes", args=[stage.project.pk]))
    assert not any(canary in text(project) for canary in CANARIES)


def strip(response) -> str:
    """Without what differs from answer to answer: the token of the form."""
    return re.sub(r'value="[A-Za-z0-9]{64}"|nonce="[^"]+"', "", text(response))


@pytest.mark.parametrize("key", ["sato", "suzuki", "tanaka", "ito", "watanabe"])
def test_members_read_the_manuscript_and_are_refused_what_is_the_authors(world, key):
    _stage, disclosure = screened(world)
    client = browser(world.people[key], afresh=True)
    assert MANUSCRIPT in text(client.get(reverse("disclosure", args=[disclosure.pk])))
    for verb in ("publish", "open", "take-back", "export-control"):
        assert client.post(reverse("disclosure_act", args=[disclosure.pk, verb])).status_code == 403
    assert client.get(reverse("disclosure_edit", args=[disclosure.pk])).status_code == 403
    assert client.get(reverse("disclosure_act", args=[disclosure.pk, "explode"])).status_code == 404


def test_a_member_objects_and_the_others_answer(world):
    _stage, disclosure = screened(world)
    part = DisclosurePart.objects.get()
    page = reverse("disclosure_object", args=[disclosure.pk])
    ito = browser(world.ito, afresh=True)
    assert ito.get(page).status_code == 200
    assert ito.post(page, {"ground": "security"}).status_code == 422
    sent = {
        "ground": "security",
        "reason": "転用のおそれ",
        "alternatives": "数値を丸めた",
        "parts": [str(part.pk)],
        "review_by": "試験庁の課長",
        "ends_on_year": "2027",
        "ends_on_month": "3",
        "ends_on_day": "31",
    }
    assert ito.post(page, {**sent, "ends_on_year": "2029"}).status_code == 422
    assert browser(world.ito).post(page, sent).status_code == 302 and not ClosingRequest.objects.exists()
    assert ito.post(page, sent).status_code == 302
    assert ito.post(page, sent).status_code == 409
    answer = reverse("disclosure_answer", args=[disclosure.pk])
    for key in ("suzuki", "takahashi", "tanaka"):
        client = browser(world.people[key], afresh=True)
        body = text(client.get(answer))
        assert "転用のおそれ" in body
        shown = re.search(r'name="shown" value="([0-9a-f]{64})"', body)[1]
        assert client.post(answer, {"decision": "agree", "shown": "0" * 64}).status_code == 409
        assert client.post(answer, {"shown": shown}).status_code == 422
        assert client.post(answer, {"decision": "agree", "shown": shown}).status_code == 302
    client = browser(world.watanabe, afresh=True)
    assert client.post(answer, {"decision": "agree", "shown": shown}).status_code == 302
    here = text(client.get(reverse("disclosure", args=[disclosure.pk])))
    assert "限定（非公開）" in here and "5名中5名が同意" in here
    # An old letter still leads to words; an answer to what is over is refused.
    assert "いま、回答を求めている要請はありません" in text(client.get(answer))
    assert client.post(answer, {"decision": "agree", "shown": "0" * 64}).status_code == 409
    end = reverse("disclosure_end", args=[disclosure.pk, ClosingRequest.objects.get().pk])
    assert client.get(end).status_code == 403
    assert ito.get(end).status_code == 200 and ito.post(end).status_code == 302
    assert "公開可" in text(client.get(reverse("disclosure", args=[disclosure.pk])))


def test_basic_research_is_closed_only_after_a_warning(world):
    stage = fund_stage.make_stage(world)
    from tests.programmes.outcome_stage import part, plan, put

    disclosure = plan(make_outcome(stage), world.takahashi, is_basic_research=True)
    part(disclosure, world.takahashi)
    put(disclosure, world.takahashi)
    body = text(browser(world.ito, afresh=True).get(reverse("disclosure_object", args=[disclosure.pk])))
    assert "基礎研究に近い内容です" in body and 'name="basic_is_needed"' in body


def test_a_restricted_result_is_in_no_public_answer(world):
    _stage, _disclosure, _request = closed(world)
    outcome, everybody = Outcome.objects.get(), browser()
    for address in (
        reverse("public_outcomes"),
        reverse("public_outcomes") + f"?q={RECORD}",
        reverse("public_outcomes_csv"),
        reverse("public_outcomes_csv") + "?kind=paper",
    ):
        body = text(everybody.get(address))
        assert RECORD not in body.replace(f'value="{RECORD}"', "").replace(f"q={RECORD}", "")
        assert str(outcome.pk) not in body
    assert "0件" in text(everybody.get(reverse("public_outcomes")))


@pytest.mark.parametrize("late", [-1, 0, 1])
def test_page_and_list_turn_at_the_deadline(world, late):
    stage, disclosure = screened(world, days=2)
    oracle.stop_the_clock()
    oracle.set_clock(disclosure.decide_by + late * US)
    me = browser(world.takahashi, afresh=True)
    words = "確認中" if late < 0 else "公開可"
    for address in (
        reverse("disclosure", args=[disclosure.pk]),
        reverse("disclosure_list") + "?tab=mine",
        reverse("project_outcomes", args=[stage.project.pk]),
    ):
        assert words in re.sub(r"<h[12].*?</h[12]>|<title>.*?</title>", "", text(me.get(address))), address
    assert me.post(reverse("disclosure_act", args=[disclosure.pk, "publish"])).status_code == (
        409 if late < 0 else 302
    )
    file = browser().get(reverse("public_outcome_file", args=[disclosure.subject_id, 1]))
    assert file.status_code == (404 if late < 0 else 200)


def test_the_desk_asks_who_is_asked_and_the_author_when_it_may_go_out(world):
    _stage, disclosure = screened(world)

    def words(key):
        with acting_as(world.people[key]):
            return [t.what for t in tasks(world.people[key])]

    assert "公開の確認の原稿を見る" in words("ito") and "公開の確認の原稿を見る" not in words("sato")
    assert "公開の確認の原稿を見る" not in words("kato")
    with acting_as(world.ito):
        disclosures.no_objection(disclosure, by=world.ito, shown=disclosures.manuscript_hash(disclosure))
    assert "公開の確認の原稿を見る" not in words("ito")
    request = ask_to_close(disclosure, world.ito)
    assert "非公開の要請に回答する" in words("suzuki") and "非公開の要請に回答する" not in words("ito")
    all_agree(world, request, but=("suzuki",))
    from tests.programmes.outcome_stage import say

    say(request, world.suzuki, "refuse")
    assert "公開できるようになったものを公開する" in words("takahashi")


def test_the_catalogue_is_searched_and_costs_the_same_for_many(world, django_assert_num_queries):
    published(world)
    everybody = browser()
    base = reverse("public_outcomes")
    for query, found in (
        (f"?q={RECORD}", 1),
        ("?q=nothing", 0),
        ("?kind=paper", 1),
        ("?kind=data", 0),
        ("?year=２０２６", 1),
        ("?year=1999", 0),
        ("?year=x", 1),
        ("?page=99", 1),
        ("?q=%25", 0),
    ):
        assert f"{found}件" in text(everybody.get(base + query)), query
    one = Outcome.objects.get()
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as first:
        everybody.get(base)
    assert one.pk and not OutcomeUse.objects.exists()
    assert len(first) < 20
