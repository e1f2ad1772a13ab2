"""Who is next is told on the desk and by letter, in neutral words, once, and only while it is still theirs to do."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.fields import today
from confidentiality.acting import acting_as
from confidentiality.desk import Task
from confidentiality.models import OutboxMessage
from confidentiality.tasks import deliver
from confidentiality.verbs import perform
from programmes import desk, funding, policy_notices
from programmes.models import PolicyMeasure
from tests.councils.visitors import browser
from tests.programmes import fund_stage
from tests.programmes import policy_cast as play
from tests.programmes.fund_stage import YEAR, act
from tests.programmes.test_comments import Counter, say, sent


@pytest.fixture
def stage(world):
    made = fund_stage.make_stage(world)
    OutboxMessage.objects.update(done_at=timezone.now())
    return made


@pytest.fixture
def by(world):
    cache.clear()
    made = play.officer(world)
    OutboxMessage.objects.update(done_at=timezone.now())
    return made


def tasks(person) -> list[Task]:
    with acting_as(person):
        return desk.tasks(person)


def whats(person) -> list[str]:
    return [t.what for t in tasks(person)]


def relay() -> list[str]:
    """Deliver until nothing waits; who got mail."""
    mail.outbox.clear()
    while waiting := list(OutboxMessage.objects.filter(done_at=None).values_list("pk", flat=True)):
        for pk in waiting:
            deliver(str(pk))
    return sorted(address.split("@")[0] for message in mail.outbox for address in message.to)


# Money ---------------------------------------------------------------------------------------------------
def test_a_payment_walks_from_desk_to_desk(stage):
    everybody = (stage.yamamoto, stage.kobayashi, stage.nakamura, stage.watanabe, stage.takahashi, stage.sato)

    def waits(words: str) -> set[str]:
        return {p.email.split("@")[0] for p in everybody if words in whats(p)}

    one = fund_stage.request(stage, by="nakamura")
    assert waits("支払の請求を確認する") == {"yamamoto", "kobayashi"}
    with acting_as(stage.yamamoto):
        funding.assign(stage.concept, by=stage.yamamoto, person=stage.sato, part="ministry")
    assert waits("支払の請求を確認する") == {"yamamoto", "kobayashi", "sato"}
    [task] = [t for t in tasks(stage.sato) if t.what == "支払の請求を確認する"]
    assert browser(stage.sato, afresh=True).get(task.url).status_code == 200
    act("verify", one, stage.sato)
    assert waits("支払の請求を確認する") == set()
    assert waits("確認済みの支払を行う") == {"nakamura", "watanabe"}
    act("pay", one, stage.nakamura)
    assert waits("支払の精算を確かめる") == {"yamamoto", "kobayashi", "sato"}
    act("claim_refund", one, stage.sato, refund=10, note="残り")
    assert waits("返還の受入れを記録する") == {"nakamura", "watanabe"}
    act("receive_refund", one, stage.watanabe)
    assert not any(t.url.startswith(reverse("payment", args=[one.pk])) for p in everybody for t in tasks(p))


def test_letters_of_a_payment_go_to_who_is_next_and_stay_silent(stage):
    one = fund_stage.request(stage)
    assert relay() == ["kobayashi", "yamamoto"]
    for message in mail.outbox:
        said = re.sub(r"https?://\S+", "", message.body)
        assert "100" not in said and "試験" not in message.body + message.subject
    act("verify", one, stage.yamamoto)
    assert relay() == ["nakamura", "watanabe"]
    act("pay", one, stage.nakamura)
    assert relay() == ["takahashi"]
    assert relay() == []
    two = fund_stage.request(stage)
    act("withdraw", two, stage.takahashi)
    assert relay() == [], "nothing is asked any more when the letter would go"
    three = fund_stage.request(stage)
    relay()
    act("reject", three, stage.kobayashi, note="不備")
    assert relay() == ["takahashi"]


def test_sums_wait_for_another_person(stage):
    with acting_as(stage.yamamoto):
        given = funding.propose_contribution(
            stage.fund, by=stage.yamamoto, act="追加", fiscal_year=YEAR, amount=5
        )
        funding.propose_allocation(stage.concept, by=stage.yamamoto, fiscal_year=YEAR, amount=5)
        funding.propose_transfer(
            stage.fund,
            by=stage.yamamoto,
            from_concept=stage.concept,
            from_year=YEAR,
            to_concept=stage.concept,
            to_year=YEAR + 1,
            amount=1,
            reason="試験",
        )
    wanted = {"拠出の登録を承認する", "配分の登録を承認する", "移動の登録を承認する"}
    assert wanted <= set(whats(stage.kobayashi)) and not wanted & set(whats(stage.yamamoto))
    for person in (stage.nakamura, stage.takahashi, stage.kimura, stage.inoue):
        assert not wanted & set(whats(person))
    client = browser(stage.kobayashi, afresh=True)
    for task in tasks(stage.kobayashi):
        assert client.get(task.url).status_code == 200, task.url
    assert set(relay()) == {"kobayashi"} and len(mail.outbox) == 3
    act("approve", given, stage.kobayashi)
    assert relay() == ["yamamoto"]
    assert "拠出の登録を承認する" not in whats(stage.kobayashi)


# Measures ------------------------------------------------------------------------------------------------
def set_due(measure: PolicyMeasure, days: int) -> None:
    PolicyMeasure.objects.filter(pk=measure.pk).update(due=today() + timedelta(days=days))


def test_a_measure_is_on_the_desk_of_its_organisation_and_late_on_the_offices(world, by):
    made = play.assigned(by, world)
    set_due(made, 60)
    assert not whats(world.ito)
    set_due(made, 20)
    [task] = tasks(world.ito)
    assert (task.what, task.due) == ("施策の着手を報告する", today() + timedelta(days=20))
    assert browser(world.ito).get(task.url).status_code == 200
    assert not whats(world.sato) and not whats(by)
    with acting_as(world.ito):
        perform("start", made, by=world.ito, text="着手")
    set_due(made, -1)
    assert whats(world.ito) == ["施策の進み具合を報告する"]
    assert whats(by) == ["期限を過ぎた施策を確かめる"]
    set_due(made, 0)
    assert not whats(by), "its last day is not over"
    with acting_as(world.ito):
        perform("complete", made, by=world.ito, text="完了", evidence="資料")
    assert not whats(world.ito)


def test_letters_of_a_measure_go_out_once_for_each_date(world, by):
    made = play.assigned(by, world)
    assert relay() == ["ito"]
    set_due(made, 30)
    assert policy_notices.remind() == 0
    set_due(made, 10)
    assert policy_notices.remind() == 1 and policy_notices.remind() == 0
    assert relay() == ["ito"]
    set_due(made, -1)
    assert policy_notices.remind() == 1 and policy_notices.remind() == 0
    assert relay() == ["ito", "yamamoto"]
    for message in mail.outbox:
        assert "施策の文" not in message.body
    set_due(made, 5)
    assert policy_notices.remind() == 1, "another date is told anew"
    with acting_as(by):
        perform("drop", made, by=by, text="やめる")
    assert relay() == []


# Rounds of comments --------------------------------------------------------------------------------------
def test_a_round_asks_the_office_for_answers_and_then_for_publication(world, by):
    made = play.put_to_public(by, days=40)
    round_ = made.last_round()
    assert not whats(by)
    browser().post(reverse("public_comment_new", args=[round_.pk]), sent())
    [task] = tasks(by)
    assert task.what == "届いた意見に回答を書く" and browser(by).get(task.url).status_code == 200
    for person in (world.sato, world.kimura, world.ito):
        assert not whats(person), "the round is public, what it asks is the office's"
    with acting_as(by):
        from programmes.models import PublicComment

        comment = PublicComment.objects.get(round=round_)
    play.answered(by, made, comment)
    assert not whats(by)
    play.over(made)
    [task] = tasks(by)
    assert task.what == "意見と回答を公表する" and browser(by, afresh=True).get(task.url).status_code == 200
    with acting_as(by):
        perform("publish_results", made, by=by)
    assert not whats(by)


def test_a_round_that_closes_or_waits_is_told_by_letter_once(world, by):
    made = play.put_to_public(by, days=40)
    play.commented(by, made)
    relay()
    assert policy_notices.remind() == 0
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("alter table programmes_commentround disable trigger guard")
        cursor.execute("update programmes_commentround set closes_at = now() + interval '2 days'")
        cursor.execute("alter table programmes_commentround enable trigger guard")
    assert "意見の募集の締切を確かめる" in whats(by)
    assert policy_notices.remind() == 1 and policy_notices.remind() == 0
    assert relay() == ["yamamoto"]
    play.over(made)
    assert policy_notices.remind() == 1 and policy_notices.remind() == 0
    assert relay() == ["yamamoto"]
    assert all(play.SECRET not in message.body for message in mail.outbox)


# The overview --------------------------------------------------------------------------------------------
def test_the_overview_counts_by_pillar_and_body_what_the_reader_sees(world, by):
    late = play.assigned(by, world, text="遅れている施策の文")
    set_due(late, -3)
    play.measure(by, text="担当のない施策の文")
    play.measure(by, nature="policy")
    page = say(browser(by).get(reverse("measure_overview")))
    assert "遅れている施策の文" in page and "担当が決まっていないもの" in page and "期限超過" in page
    assert "「知る」の施策の数" in page and "「育てる」の施策の数" not in page
    assert reverse("measure_overview") in say(browser(by).get(reverse("measure_list")))
    own = say(browser(world.ito).get(reverse("measure_overview")))
    assert "遅れている施策の文" in own and "担当が決まっていないもの" not in own
    assert "見られる施策はまだありません" in say(browser(world.sato).get(reverse("measure_overview")))
    sheet = browser(by).get(reverse("measure_csv")).content.decode("utf-8-sig")
    assert "超過" in sheet and "担当のない施策の文" in sheet
    assert "遅れている施策の文" not in browser(world.sato).get(reverse("measure_csv")).content.decode()


# Cost ----------------------------------------------------------------------------------------------------
def test_desk_and_lists_of_measures_cost_the_same_with_one_and_with_fifty(world, by):
    pages = [reverse(name) for name in ("measure_list", "measure_overview", "measure_csv", "public_measures")]
    pages += [reverse("benchmark_list"), reverse("guideline_list"), reverse("technology_list")]
    client = browser(by)

    def add(numbers) -> None:
        for n in numbers:
            made = play.assigned(by, world, text=f"施策の文その{n}")
            set_due(made, -1)
            with acting_as(by):
                perform("publish_measure", made, by=by)
            play.technology(by, name=f"技術{n}")

    def cost() -> dict[str, int]:
        found = {}
        for page in pages:
            with connection.execute_wrapper(counter := Counter()):
                assert client.get(page).status_code == 200
            found[page] = counter.n
        with acting_as(by), connection.execute_wrapper(counter := Counter()):
            desk.tasks(by)
        return {**found, "desk": counter.n}

    add(range(1))
    cost()
    before = cost()
    add(range(1, 52))
    assert cost() == before
    assert 'rel="next"' in say(client.get(pages[0])) and 'rel="next"' in say(browser().get(pages[3]))
    assert "施策の文その51" in say(client.get(f"{pages[0]}?page=2"))
