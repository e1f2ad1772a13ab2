"""How far notices went is summed over calls by year and channel: kinds of numbers apart, and of one's own calls alone."""

from datetime import date

import pytest
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.models import Entry
from programmes import calls, reach
from tests.confidentiality import browsing
from tests.councils.visitors import browser
from tests.programmes import call_stage as play


@pytest.fixture
def call(world):
    made = play.open_call(world, play.handed_over(world))
    send(world, made, "chamber", date(2026, 3, 31), "recipients", 100)
    send(world, made, "chamber", date(2026, 4, 1), "recipients", 20)
    send(world, made, "chamber", date(2026, 5, 31), "views", 7)
    send(world, made, "association", date(2026, 12, 31), "", None)
    return made


def send(world, call, channel, day, measure, number):
    with acting_as(world.nakamura):
        calls.record_distribution(
            call,
            by=world.nakamura,
            channel=channel,
            body="団体の名",
            sent_on=day,
            measure=measure,
            reach=number,
            follow_up="",
        )


def say(answer) -> str:
    return answer.content.decode()


def test_sums_are_by_fiscal_year_and_channel_and_kinds_are_never_added(world, call):
    with acting_as(world.nakamura):
        years, whole = reach.by_year()
        assert [y.year for y in years] == [2026, 2025]
        told = {str(label): sums for label, sums in years[0].channels}
        chamber = told["商工会議所・商工会"]
        assert (chamber.sent, chamber.reported) == (2, 2)
        assert chamber.told == {"recipients": 20, "views": 7, "attendees": 0}
        assert (told["工業会・業界団体"].sent, told["工業会・業界団体"].reported) == (1, 0)
        assert years[0].whole.sent == 3 and years[1].whole.told["recipients"] == 100
        assert whole.sent == 4 and whole.told["recipients"] == 120
        _years, alone = reach.by_year("association")
        assert alone.sent == 1


def test_the_page_and_the_sheet_say_the_same(world, call):
    client, page = browser(world.nakamura), reverse("notice_reach")
    said = say(client.get(page))
    assert "商工会議所・商工会" in said and "120" in said and "団体の名" not in said
    assert "商工会議所・商工会" in say(client.get(page, {"channel": "x"}))
    lines = say(client.get(reverse("notice_reach_csv"))).splitlines()
    assert "2026,商工会議所・商工会,2,2,20,7,0" in lines and "2025,商工会議所・商工会,1,1,100,0,0" in lines
    only = say(client.get(reverse("notice_reach_csv"), {"channel": "association"}))
    assert "工業会・業界団体" in only and "商工会議所" not in only
    assert Entry.objects.filter(verb="export_reach").count() == 2
    assert page in say(client.get(reverse("call_list")))


def test_nobody_counts_what_is_kept_of_calls_they_do_not_run(world, call):
    """An open call is everybody's to read, its record is not: a count would tell of it."""
    for key in ("sato", "takahashi", "ito"):
        client = browser(world.people[key])
        answer = client.get(reverse("notice_reach"))
        said = say(answer)
        assert (
            "まだありません" in said
            and "120" not in browsing.text(answer)
            and "合計" not in said.split("<main")[1].split("<p class")[0]
        )
        assert say(client.get(reverse("notice_reach_csv"))).count("\n") == 1
        with acting_as(world.people[key]):
            assert reach.by_year() == ([], reach.Reach())


def test_it_costs_the_same_with_many(world, call, django_assert_num_queries):
    client, page = browser(world.nakamura), reverse("notice_reach")
    client.get(page)
    with acting_as(world.nakamura), django_assert_num_queries(1):
        reach.by_year()
    for n in range(30):
        send(world, call, "other", date(2020 + n % 6, 6, 1), "views", n)
    with acting_as(world.nakamura), django_assert_num_queries(1):
        assert reach.by_year()[1].sent == 34
