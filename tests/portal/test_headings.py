"""The programme's register of topics heads agendas and minutes of councils; an unpublished topic stays where it is (R17)."""

import pytest
from django.urls import reverse

from confidentiality.acting import acting_as
from confidentiality.verbs import perform
from programmes import catalogue, discussion_topics
from tests.councils import minutes_cast as cast
from tests.councils.papers import plan
from tests.councils.visitors import browser
from tests.programmes import fund_stage
from tests.programmes.test_comments import say

HIDDEN = "CANARY未公開の論点"


@pytest.fixture
def topics(world):
    fund_stage.staff(world)
    by = world.yamamoto
    with acting_as(by):
        shown = catalogue.add_entry("topic", by=by, title="支援の対象をどう選ぶか", number=2)
        perform("publish_entry", shown, by=by)
        catalogue.add_entry("topic", by=by, title=HIDDEN, number=3)
    return world


def test_numbers_are_circled_as_on_official_papers():
    assert discussion_topics.heading(1, "目的") == "論点①　目的"
    assert discussion_topics.heading(20, "x") == "論点⑳　x"
    assert discussion_topics.heading(21, "x") == "論点21　x"
    assert discussion_topics.heading(None, "番号なし") == "番号なし"


def test_the_agenda_offers_published_topics_and_no_other(topics):
    council_meeting, client = plan(topics), browser(topics.sato)
    page = say(client.get(reverse("agenda", args=[council_meeting.pk])))
    assert "論点②　支援の対象をどう選ぶか" in page and HIDDEN not in page
    assert 'list="headings"' in page
    client.post(
        reverse("agenda", args=[council_meeting.pk]),
        {"title": "論点②　支援の対象をどう選ぶか", "topic": "1", "kind": "discussion", "minutes": "10"},
    )
    with acting_as(topics.sato):
        point = council_meeting.agenda.get(title__startswith="論点②")
    assert "支援の対象" in say(client.get(reverse("agenda_item", args=[point.pk])))


def test_the_record_suggests_them_after_its_own(topics):
    meeting = cast.held_meeting(topics)
    cast.written_record(topics, meeting, [("議題から", "tanaka", "一つ目。")])
    page = say(browser(topics.sato).get(reverse("minutes_record", args=[meeting.pk])))
    assert page.index("議題から") < page.index("論点②　支援の対象をどう選ぶか") and HIDDEN not in page
