"""Amounts in words: whole yen in the largest unit that says them exactly; refuses to round."""

from django.utils.translation import get_language

# unit, the step it can say without rounding, the word
_ENGLISH = ((10**12, 10**11, " trillion"), (10**9, 10**8, " billion"), (10**6, 10**5, " million"))
_JAPANESE = ((10**12, "兆"), (10**8, "億"), (10**4, "万"))


def yen_words(amount: int | None) -> str:
    """1.7兆円, 1,200億円, 567億5,000万円, 1,234円 (in English ¥1.7 trillion, ¥120 billion); empty for nothing known."""
    if amount is None:
        return ""
    return _english(amount) if get_language() == "en" else _japanese(amount)


def _english(amount: int) -> str:
    for unit, step, word in _ENGLISH:
        if abs(amount) >= unit and amount % step == 0:
            return f"¥{_tenths(amount, unit)}{word}"
    return f"¥{amount:,}"


def _japanese(amount: int) -> str:
    """As newspapers print it: a tenth of a 兆 as a decimal, otherwise unit after unit."""
    if abs(amount) >= 10**12 and amount % 10**11 == 0:
        return f"{_tenths(amount, 10**12)}兆円"
    if not amount or amount % 10**4:
        return f"{amount:,}円"
    said, left = "-" if amount < 0 else "", abs(amount)
    for unit, word in _JAPANESE:
        if left >= unit:
            said += f"{left // unit:,}{word}"
            left %= unit
    return f"{said}円"


def _tenths(amount: int, unit: int) -> str:
    return f"{amount // unit:,}" if amount % unit == 0 else f"{amount / unit:,.1f}"
