"""Dates, times and digits as official papers print and people type them, at every boundary."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.japanese import (
    ERAS,
    TOKYO,
    Era,
    era_of,
    fiscal_year,
    fiscal_year_bounds,
    fiscal_year_name,
    parse_date,
    parse_range,
    to_fullwidth,
    to_halfwidth,
    wareki_date,
    wareki_datetime,
    wareki_range,
    wareki_time,
    wareki_year,
)


def tokyo(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=TOKYO)


def test_only_digits_become_full_width():
    assert to_fullwidth(2026) == "２０２６"
    assert to_fullwidth("第1-2回 G7") == "第１-２回 G７"
    assert to_halfwidth("第１２回Ａ") == "第12回Ａ"


@pytest.mark.parametrize(
    ("day", "printed"),
    [
        (date(1926, 12, 25), "昭和元年"),
        (date(1989, 1, 7), "昭和６４年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1990, 1, 1), "平成２年"),
        (date(2019, 4, 30), "平成３１年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 12, 31), "令和元年"),
        (date(2020, 1, 1), "令和２年"),
    ],
)
def test_eras_change_on_their_day_and_their_first_year_is_gannen(day, printed):
    assert wareki_year(day) == printed


def test_a_day_before_the_first_era_known_is_refused():
    with pytest.raises(ValueError, match="1926-12-24"):
        era_of(date(1926, 12, 24))


def test_a_new_era_is_one_more_row():
    eras = (*ERAS, Era("新元", "X", date(2040, 4, 1)))
    assert wareki_date(date(2040, 3, 31), eras=eras) == "令和２２年３月３１日（土）"
    assert wareki_date(date(2040, 4, 1), eras=eras) == "新元元年４月１日（日）"
    assert parse_date("X2.1.3", eras) == date(2041, 1, 3)


def test_the_date_line_of_the_published_minutes():
    starts, ends = tokyo(2022, 1, 11, 19, 0), tokyo(2022, 1, 11, 19, 50)
    assert wareki_range(starts, ends) == "令和４年１月１１日（火）午後７時００分から午後７時５０分までの間"


def test_moments_are_shown_on_the_clock_of_japan():
    late_in_utc = datetime(2019, 4, 30, 15, 0, tzinfo=UTC)
    assert wareki_datetime(late_in_utc) == "令和元年５月１日（水）午前０時００分"
    assert wareki_date(late_in_utc - timedelta(microseconds=1)) == "平成３１年４月３０日（火）"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="時刻帯"):
        wareki_datetime(datetime(2022, 1, 11, 19, 0))


@pytest.mark.parametrize(
    ("clock", "printed"),
    [
        (time(0, 0), "午前０時００分"),
        (time(0, 5), "午前０時０５分"),
        (time(11, 59), "午前１１時５９分"),
        (time(12, 0), "午後０時００分"),
        (time(12, 30), "午後０時３０分"),
        (time(23, 59), "午後１１時５９分"),
    ],
)
def test_noon_and_midnight_are_zero_and_minutes_have_two_digits(clock, printed):
    assert wareki_time(clock) == printed


def test_an_end_on_another_day_prints_its_whole_date():
    assert (
        wareki_range(tokyo(2019, 4, 30, 23, 0), tokyo(2019, 5, 1, 0, 0))
        == "平成３１年４月３０日（火）午後１１時００分から令和元年５月１日（水）午前０時００分までの間"
    )


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ValueError, match="終了日時"):
        wareki_range(tokyo(2022, 1, 11, 19, 0), tokyo(2022, 1, 11, 18, 59))


def test_screens_may_keep_half_width_digits():
    assert wareki_date(date(2022, 1, 11), weekday=False, fullwidth=False) == "令和4年1月11日"


def test_fiscal_years_run_from_april_to_march():
    assert fiscal_year(date(2026, 3, 31)) == 2025
    assert fiscal_year(date(2026, 4, 1)) == 2026
    assert fiscal_year(datetime(2026, 3, 31, 15, 0, tzinfo=UTC)) == 2026
    assert fiscal_year_bounds(2026) == (date(2026, 4, 1), date(2027, 3, 31))
    assert fiscal_year_name(2026) == "令和8年度"
    assert fiscal_year_name(2019) == "平成31年度"
    assert fiscal_year_name(2026, fullwidth=True) == "令和８年度"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("令和４年１月１１日（火）", date(2022, 1, 11)),
        ("令和 3 年 1 2 月 9 日（木）", date(2021, 12, 9)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年５月０１日", date(2019, 5, 1)),
        ("㋿4年1月11日", date(2022, 1, 11)),
        ("R4.1.11", date(2022, 1, 11)),
        ("r４-１-１１", date(2022, 1, 11)),
        ("Ｈ３１／４／３０", date(2019, 4, 30)),
        ("昭和64年1月7日(土曜日)", date(1989, 1, 7)),
        ("2022年1月11日", date(2022, 1, 11)),
        ("西暦２０２２年1月１１日(火)", date(2022, 1, 11)),
        ("2022-01-11", date(2022, 1, 11)),
        ("２０２２．１．１１", date(2022, 1, 11)),
        ("20220111", date(2022, 1, 11)),
    ],
)
def test_typed_dates_are_read_in_any_mix_of_widths(typed, day):
    assert parse_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "読み取れません"),
        ("22/1/11", "読み取れません"),
        ("令和4年1月11日 午後", "読み取れません"),
        ("202201111", "読み取れません"),
        ("令和4年2月30日", "暦にない"),
        ("令和0年1月1日", "暦にない"),
        ("平成31年5月1日", "令和元年５月１日"),
        ("令和元年4月30日", "平成３１年４月３０日"),
        ("昭和64年1月8日", "平成元年１月８日"),
        ("令和4年1月11日（水）", "火曜日"),
    ],
)
def test_what_is_no_date_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(ValueError, match=sentence):
        parse_date(typed)


def test_the_recognised_date_line_of_the_first_minutes_is_read():
    line = "令和 3 年 1 2 月 9 日（木）午後 5 時 1 5 分から午後 6 時 4 0 分までの間"
    assert parse_range(line) == (tokyo(2021, 12, 9, 17, 15), tokyo(2021, 12, 9, 18, 40))


@pytest.mark.parametrize(
    ("line", "hour", "minute"),
    [
        ("10:30から正午まで", 12, 0),
        ("10時半～１３時０５分", 13, 5),
        ("午前10時30分から午後0時00分までの間", 12, 0),
    ],
)
def test_typed_times_are_read_in_the_usual_ways(line, hour, minute):
    assert parse_range(f"令和4年1月11日{line}") == (
        tokyo(2022, 1, 11, 10, 30),
        tokyo(2022, 1, 11, hour, minute),
    )


@pytest.mark.parametrize(
    "line", ["午後12時から午後1時まで", "午前12時から午後1時まで", "午前9時から", "25時から26時まで"]
)
def test_times_that_can_be_read_two_ways_or_not_at_all_are_refused(line):
    with pytest.raises(ValueError):
        parse_range(f"令和4年1月11日{line}")


@given(st.dates(min_value=date(1926, 12, 25), max_value=date(2200, 1, 1)), st.booleans(), st.booleans())
def test_every_printed_date_reads_back(day, weekday, fullwidth):
    assert parse_date(wareki_date(day, weekday=weekday, fullwidth=fullwidth)) == day


@given(
    st.datetimes(min_value=datetime(1952, 1, 1), max_value=datetime(2100, 1, 1)),
    st.integers(min_value=0, max_value=3 * 24 * 60),
)
def test_every_printed_range_reads_back(start, minutes):
    starts = start.replace(second=0, microsecond=0, tzinfo=timezone(timedelta(hours=9)))
    ends = starts + timedelta(minutes=minutes)
    assert parse_range(wareki_range(starts, ends)) == (starts, ends)
