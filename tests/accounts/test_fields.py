"""Dates, times and numbers as Japanese readers type them; what is ambiguous or absurd comes back with a sentence."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms
from django.core.exceptions import ValidationError

from accounts.fields import (
    FullWidthIntegerField,
    JapaneseDateField,
    JapaneseTimeField,
    PlainForm,
    end_of_day,
    in_tokyo,
    to_ascii,
)


@pytest.mark.parametrize(
    ("boxes", "day"),
    [
        (["2026", "11", "27"], date(2026, 11, 27)),
        (["２０２６", "１１", "２７"], date(2026, 11, 27)),
        (["2026-11-27", "", ""], date(2026, 11, 27)),
        (["2026/11/27", "", ""], date(2026, 11, 27)),
        (["2026.11.27", "", ""], date(2026, 11, 27)),
        (["20261127", "", ""], date(2026, 11, 27)),
        (["2026年11月27日", "", ""], date(2026, 11, 27)),
        (["令和８年１１月２７日", "", ""], date(2026, 11, 27)),
        (["R8.11.27", "", ""], date(2026, 11, 27)),
        (["令和8", "11", "27"], date(2026, 11, 27)),
        (["平成31", "4", "30"], date(2019, 4, 30)),
        (["令和元", "5", "1"], date(2019, 5, 1)),
    ],
)
def test_a_date_is_understood_in_three_boxes_or_pasted_whole(boxes, day):
    assert JapaneseDateField().clean(boxes) == day


@pytest.mark.parametrize(
    "boxes",
    [["2026", "2", "30"], ["2026", "13", "1"], ["x", "1", "1"], ["昭和200", "1", "1"], ["99999", "1", "1"]],
)
def test_what_is_no_date_comes_back_with_an_example(boxes):
    with pytest.raises(ValidationError, match="日付として読めません"):
        JapaneseDateField().clean(boxes)


def test_half_a_date_says_which_boxes_belong_together():
    with pytest.raises(ValidationError, match="年・月・日のすべて"):
        JapaneseDateField().clean(["2026", "11", ""])


def test_an_empty_date_is_nothing_or_asked_for():
    assert JapaneseDateField(required=False).clean(["", "", ""]) is None
    with pytest.raises(ValidationError):
        JapaneseDateField().clean(["", "", ""])


def test_a_date_is_shown_again_in_its_boxes_whatever_it_came_from():
    widget = JapaneseDateField().widget
    for value in (date(2026, 11, 27), "2026-11-27"):
        assert widget.decompress(value) == [2026, 11, 27]
    assert widget.decompress("あした") == ["あした", "", ""]
    assert widget.decompress(None) == ["", "", ""]


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("13:30", time(13, 30)),
        ("１３：３０", time(13, 30)),
        ("13時30分", time(13, 30)),
        ("13時", time(13)),
        ("9時半", time(9, 30)),
        ("午後1時30分", time(13, 30)),
        ("午前９時", time(9)),
        ("午後0時", time(12)),
        (" 8:05 ", time(8, 5)),
    ],
)
def test_a_time_is_understood_as_people_write_it(typed, at):
    assert JapaneseTimeField().clean(typed) == at


@pytest.mark.parametrize("typed", ["25:00", "13:60", "午後13時", "あとで", "1330", "13:", "13:5", "13時5"])
def test_what_is_no_time_comes_back_with_an_example(typed):
    with pytest.raises(ValidationError, match="時刻として読めません"):
        JapaneseTimeField().clean(typed)


def test_numbers_may_be_full_width_and_have_commas():
    field = FullWidthIntegerField(min_value=0)
    assert [field.clean(typed) for typed in ("１，２００", "1,200", "1200", " 1200 ")] == [1200] * 4
    for wrong in ("千二百", "1.5", "-1"):
        with pytest.raises(ValidationError):
            field.clean(wrong)


def test_letters_become_half_width_and_names_are_never_given_to_it():
    assert to_ascii("ＡＢＣ　１２３") == "ABC 123"


def test_the_browsers_own_words_are_not_asked_for():
    class Form(PlainForm, forms.Form):
        name = forms.CharField()

    assert " required" not in Form().as_p()


def test_days_end_at_the_next_midnight_in_japan():
    assert end_of_day(date(2026, 12, 31)).astimezone(UTC) == datetime(2026, 12, 31, 15, tzinfo=UTC)
    assert in_tokyo(date(2026, 1, 1), time(9)).astimezone(UTC) == datetime(2026, 1, 1, 0, tzinfo=UTC)


def test_what_is_missing_is_said_with_the_fix():
    class Asked(PlainForm, forms.Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "A")])
        paper = forms.FileField()
        sure = forms.BooleanField()
        own = forms.CharField(error_messages={"required": "自分の言葉"})

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["late"] = forms.CharField()

    assert {name: errors[0] for name, errors in Asked({}).errors.items()} == {
        "name": "入力してください。",
        "kind": "選んでください。",
        "paper": "ファイルを選んでください。",
        "sure": "確かめて、印を付けてください。",
        "own": "自分の言葉",
        "late": "入力してください。",
    }
    assert Asked.base_fields["name"].error_messages["required"] != "入力してください。", (
        "the class is left alone"
    )
