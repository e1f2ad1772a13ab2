"""Ends of time in words: an end at midnight is the day before it, in pages, filters and lists alike."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from accounts.dates import first_moment, jdate, last_day, last_moment
from accounts.japanese import TOKYO
from confidentiality.desk import Task
from portal.templatetags.portal_tags import deadline, deadline_tone

MIDNIGHT = datetime(2026, 12, 1, 0, 0, tzinfo=TOKYO)  # the end of 30 November
AT_FIVE = datetime(2026, 11, 30, 17, 0, tzinfo=TOKYO)


@pytest.fixture(autouse=True)
def japanese():
    with translation.override("ja"):
        yield


def test_an_end_at_midnight_is_said_as_the_day_before():
    assert last_day(MIDNIGHT) == date(2026, 11, 30)
    assert last_moment(MIDNIGHT) == "2026年11月30日"
    assert jdate(MIDNIGHT, "until") == '<time datetime="2026-11-30">2026年11月30日（月）</time>'
    assert Task("", "", "", MIDNIGHT).day == date(2026, 11, 30)


def test_an_end_in_the_day_keeps_its_minute():
    assert last_day(AT_FIVE) == date(2026, 11, 30)
    assert last_moment(AT_FIVE) == "2026年11月30日 17:00"
    assert "2026年11月30日（月） 17:00" in jdate(AT_FIVE, "until")
    assert Task("", "", "", AT_FIVE).day == date(2026, 11, 30)


def test_the_same_instants_in_another_zone_and_in_english():
    assert last_moment(MIDNIGHT.astimezone(tz=None)) == "2026年11月30日"
    with translation.override("en"):
        assert last_moment(MIDNIGHT) == "30 November 2026"
        assert "30 November 2026 (Mon) 17:00" in jdate(AT_FIVE, "until")


def test_a_start_at_midnight_is_said_as_its_own_day():
    assert first_moment(MIDNIGHT) == "2026年12月1日"
    assert first_moment(AT_FIVE) == "2026年11月30日 17:00"


def test_a_day_alone_stays_that_day():
    assert jdate(date(2026, 11, 30), "until") == '<time datetime="2026-11-30">2026年11月30日（月）</time>'


@pytest.mark.parametrize(
    ("now", "end", "words", "tone"),
    [
        (datetime(2026, 11, 27, 9, 0, tzinfo=TOKYO), MIDNIGHT, "あと3日", "soon"),
        (datetime(2026, 11, 27, 9, 0, tzinfo=TOKYO), AT_FIVE, "あと3日", "soon"),
        (datetime(2026, 11, 26, 9, 0, tzinfo=TOKYO), MIDNIGHT, "あと4日", ""),
        (datetime(2026, 11, 30, 23, 59, tzinfo=TOKYO), MIDNIGHT, "今日まで", "soon"),
        (datetime(2026, 11, 30, 16, 59, tzinfo=TOKYO), AT_FIVE, "今日まで", "soon"),
        (datetime(2026, 11, 30, 17, 0, tzinfo=TOKYO), AT_FIVE, "期限を過ぎています", "late"),
        (MIDNIGHT, MIDNIGHT, "1日過ぎています", "late"),
        (datetime(2026, 12, 2, 9, 0, tzinfo=TOKYO), AT_FIVE, "2日過ぎています", "late"),
    ],
)
def test_the_days_left_are_counted_to_the_last_day(monkeypatch, now, end, words, tone):
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert (deadline(end), deadline_tone(end)) == (words, tone)


def test_a_day_without_an_hour_is_late_only_when_it_is_over(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: AT_FIVE)
    assert deadline(date(2026, 11, 30)) == "今日まで"
    assert deadline(date(2026, 11, 30) + timedelta(days=1)) == "あと1日"
