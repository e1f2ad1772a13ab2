"""Form fields as Japanese readers type: dates in boxes, times, full-width numbers; refuses to guess the ambiguous."""

import re
import unicodedata
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.japanese import parse_date

TOKYO = ZoneInfo("Asia/Tokyo")


class PlainForm:
    """Mixin: the server's words instead of the browser's, so no ``required`` attribute is sent."""

    use_required_attribute = False


def to_ascii(text: str) -> str:
    """Full-width digits, signs and letters as half-width; nothing else changes."""
    return unicodedata.normalize("NFKC", text).strip()


class DateBoxes(forms.MultiWidget):
    """年・月・日 in three boxes; a whole date pasted into the first box is understood too."""

    template_name = "forms/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs: dict | None = None) -> None:
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__(
            {
                n: forms.TextInput(attrs={**box, "aria-label": label, "class": f"box box--{n}"})
                for n, label in (("year", _("年")), ("month", _("月")), ("day", _("日")))
            },
            attrs,
        )

    def decompress(self, value: Any) -> list:
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return [value, "", ""]
        return [value.year, value.month, value.day] if value else ["", "", ""]


class JapaneseDateField(forms.MultiValueField):
    """A date from three boxes, or typed whole as 2026-11-27, R8.11.27, 令和８年１１月２７日. Returns ``date``."""

    widget = DateBoxes
    default_error_messages = {
        "invalid": _("日付として読めません。年・月・日を数字で入力してください（例：2026　11　27）。"),
        "incomplete": _("年・月・日のすべてを入力してください。"),
    }

    def __init__(self, **kwargs: Any) -> None:
        boxes = tuple(forms.CharField(required=False) for _box in range(3))
        super().__init__(boxes, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> date | None:
        parts = [to_ascii(str(v or "")) for v in (value or [])] + ["", "", ""]
        year, month, day = parts[:3]
        if not (year or month or day):
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        if year and not month and not day:
            return self._whole(year)
        if not (year and month and day):
            raise forms.ValidationError(self.error_messages["incomplete"], code="incomplete")
        return self._whole(f"{year}年{month}月{day}日" if not year.isdigit() else f"{year}-{month}-{day}")

    def _whole(self, text: str) -> date:
        plain = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
        try:
            return date(*map(int, plain.groups())) if plain else parse_date(text)
        except (ValueError, OverflowError) as wrong:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from wrong

    def compress(self, data_list: list) -> Any:
        return data_list


class JapaneseTimeField(forms.CharField):
    """A time as 13:30, １３：３０, 13時30分 or 午後1時30分. Returns ``time``."""

    default_error_messages = {"invalid": _("時刻として読めません。13:30 のように入力してください。")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.widget.attrs.setdefault("class", "box box--time")

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, time) else value

    def clean(self, value: Any) -> time | None:
        text = to_ascii(str(super().clean(value) or "")).replace(" ", "")
        if not text:
            return None
        found = re.fullmatch(r"(午前|午後)?(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分|(半))?)", text)
        if not found:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        half, hour, minute = found[1], int(found[2]), 30 if found[5] else int(found[3] or found[4] or 0)
        if half and hour > 12:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if half == "午後" and hour < 12:
            hour += 12
        try:
            return time(hour, minute)
        except ValueError as wrong:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from wrong


class FullWidthIntegerField(forms.IntegerField):
    """A whole number; １，２００ is 1200."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "numeric")
        self.widget.attrs.setdefault("class", "box box--number")

    def to_python(self, value: Any) -> int | None:
        return super().to_python(to_ascii(value).replace(",", "") if isinstance(value, str) else value)


def in_tokyo(day: date, at: time = time(0)) -> datetime:
    """The instant of a wall-clock time in Japan."""
    return datetime.combine(day, at, TOKYO)


def end_of_day(day: date) -> datetime:
    """The instant at which ``day`` is over in Japan: the next midnight, exclusive."""
    return datetime.combine(date.fromordinal(day.toordinal() + 1), time(0), TOKYO)


def today() -> date:
    return timezone.now().astimezone(TOKYO).date()
