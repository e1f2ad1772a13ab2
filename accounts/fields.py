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
from accounts.numbers import TwoWays, half_width, parse_code, parse_decimal, parse_digits, parse_whole

TOKYO = ZoneInfo("Asia/Tokyo")


class PlainForm:
    """Mixin: the server's words instead of the browser's, so no ``required`` attribute is sent; each says the fix."""

    use_required_attribute = False
    fields: dict[str, forms.Field]

    def full_clean(self) -> None:
        for field in self.fields.values():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _what_is_missing(field)
        super().full_clean()


def _what_is_missing(field: forms.Field) -> Any:
    if isinstance(field, forms.FileField):
        return _("ファイルを選んでください。")
    if isinstance(field.widget, forms.CheckboxInput):
        return _("確かめて、印を付けてください。")
    if hasattr(field, "choices"):
        return _("選んでください。")
    return _("入力してください。")


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
        "era": _("「%(raw)s」年は、西暦か和暦か分かりません。2026 または 令和8 のように入力してください。"),
        "order": _("「%(raw)s」は、年・月・日の順が分かりません。2026/11/27 のように入力してください。"),
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
        if re.fullmatch(r"\d{1,2}年?", year):
            raise forms.ValidationError(self.error_messages["era"], "era", {"raw": year.removesuffix("年")})
        year, month, day = year.removesuffix("年"), month.removesuffix("月"), day.removesuffix("日")
        return self._whole(f"{year}年{month}月{day}日" if not year.isdigit() else f"{year}-{month}-{day}")

    def _whole(self, text: str) -> date:
        if re.fullmatch(r"\d{1,2}[-/.年]\d{1,2}[-/.月]\d{1,4}日?", text):
            raise forms.ValidationError(self.error_messages["order"], "order", {"raw": text})
        plain = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text)
        try:
            return date(*map(int, plain.groups())) if plain else parse_date(text)
        except (ValueError, OverflowError) as wrong:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from wrong

    def compress(self, data_list: list) -> Any:
        return data_list


class JapaneseTimeField(forms.CharField):
    """A time as 13:30, １３：３０, 13時30分 or 午後1時30分. Returns ``time``."""

    default_error_messages = {
        "invalid": _("時刻として読めません。13:30 のように入力してください。"),
        "noon": _("「%(raw)s」は、二通りに読めます。正午は 12:00、真夜中は 0:00 と入力してください。"),
    }

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
        if half and hour == 12:
            raise forms.ValidationError(self.error_messages["noon"], "noon", {"raw": text})
        if half and hour > 12:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        if half == "午後" and hour < 12:
            hour += 12
        try:
            return time(hour, minute)
        except ValueError as wrong:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from wrong


class HalfWidth:
    """Mixin: what is written in letters and signs of the keyboard may be typed in full-width ones."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(half_width(value) if isinstance(value, str) else value)


class EmailField(HalfWidth, forms.EmailField):
    """An e-mail address; ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ is taro@example.jp."""


class LinkField(HalfWidth, forms.URLField):
    """An address on the web; https where none is said."""

    default_error_messages = {
        "invalid": _("ページのアドレスを https:// から書いてください（例：https://www.example.org/）。")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)


class SignsField(HalfWidth, forms.RegexField):
    """Letters and digits by a pattern."""


class CodeField(forms.CharField):
    """A number that is a name (課題番号): kept in half-width; 2O26, where a letter stands for a digit, is refused."""

    default_error_messages = {
        "two_ways": _(
            "「%(raw)s」は、英字（O・I・l）と数字（0・1）のどちらか分かりません。半角で入力し直してください。"
        )
    }

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        try:
            return parse_code(text)
        except TwoWays as wrong:
            raise forms.ValidationError(self.error_messages["two_ways"], "two_ways", {"raw": text}) from wrong


class DigitsField(forms.CharField):
    """A number that is a name of exactly so many digits (研究者番号), its leading zeros kept."""

    default_error_messages = {"invalid": _("%(n)s桁の数字で入力してください（いま「%(raw)s」）。")}

    def __init__(self, length: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.length = length
        self.widget.attrs.setdefault("inputmode", "numeric")

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        plain = parse_digits(text)
        if plain and not re.fullmatch(rf"[0-9]{{{self.length}}}", plain):
            raise forms.ValidationError(
                self.error_messages["invalid"], "invalid", {"n": self.length, "raw": text}
            )
        return plain


class _Numbers:
    """Mixin: a number read by ``parse``; what reads two ways is told apart from what is none."""

    widget = forms.TextInput
    parse = staticmethod(parse_whole)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str):
            return super().to_python(value)
        if not half_width(value):
            return None
        try:
            return super().to_python(str(self.parse(value)))
        except TwoWays as wrong:
            raise forms.ValidationError(
                self.error_messages["two_ways"], "two_ways", {"raw": value.strip()}
            ) from wrong
        except ValueError as wrong:
            raise forms.ValidationError(
                self.error_messages["unread"], "invalid", {"raw": value.strip()}
            ) from wrong


class FullWidthIntegerField(_Numbers, forms.IntegerField):
    """A whole number; １，２００ is 1200, 1.200 is refused."""

    default_error_messages = {
        "two_ways": _("「%(raw)s」は、二通りに読めます。桁区切りのない整数で入力してください。"),
        "unread": _("「%(raw)s」は、整数として読めません（例：1200）。"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "numeric")
        self.widget.attrs.setdefault("class", "box box--number")


class FullWidthDecimalField(_Numbers, forms.DecimalField):
    """A number with a point; １５０．５ is 150.5, 1,5 is refused."""

    parse = staticmethod(parse_decimal)
    default_error_messages = {
        "two_ways": _("「%(raw)s」は、二通りに読めます。小数点は「.」とし、桁区切りなしで入力してください。"),
        "unread": _("「%(raw)s」は、数として読めません（例：150.5）。"),
    }


def in_tokyo(day: date, at: time = time(0)) -> datetime:
    """The instant of a wall-clock time in Japan."""
    return datetime.combine(day, at, TOKYO)


def end_of_day(day: date) -> datetime:
    """The instant at which ``day`` is over in Japan: the next midnight, exclusive."""
    return datetime.combine(date.fromordinal(day.toordinal() + 1), time(0), TOKYO)


def today() -> date:
    return timezone.now().astimezone(TOKYO).date()
