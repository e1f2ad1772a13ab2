"""Numbers and codes as Japanese readers type them, in either width; pure functions that refuse what reads two ways."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xA0: " ", 0xFFE5: "\xa5"}
_UNSEEN = dict.fromkeys([0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060, 0x200E, 0x200F])
_MINUS = str.maketrans(dict.fromkeys("−‐‑–—△▲", "-"))
_COMMA = str.maketrans({"、": ",", "､": ","})
_WHOLE = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)"
_UNITS = {"兆": 10**12, "億": 10**8, "百万": 10**6, "万": 10**4, "千": 10**3}


class TwoWays(ValueError):
    """What was typed can be read in two ways; whoever asked says which way of writing has one."""


def half_width(text: str) -> str:
    """Full-width ASCII as half-width, without marks nobody sees. What only looks like a digit (①, ½, Ⅳ) stays what it is."""
    return text.translate(_UNSEEN).translate(_HALF).strip()


def parse_whole(text: str) -> int:
    """Read 1200, 1,200, １，２００, 1、200, △1,200. Raises TwoWays for 1,20 / 1.200 / 1 200 / 1.2E+07, ValueError for no number."""
    plain = half_width(text).translate(_MINUS).translate(_COMMA)
    if re.fullmatch(rf"[+-]?{_WHOLE}", plain):
        return int(plain.replace(",", ""))
    raise _wrong(plain)


def parse_decimal(text: str) -> Decimal:
    """Read 150.5, １５０．５, 1,234.5. Raises TwoWays for 1,5 / 1.234,5 / 12,34.5, ValueError for no number."""
    plain = half_width(text).translate(_MINUS).translate(_COMMA)
    if re.fullmatch(rf"[+-]?{_WHOLE}(?:\.[0-9]+)?", plain):
        return Decimal(plain.replace(",", ""))
    raise _wrong(plain)


def parse_yen(text: str) -> int:
    """Read whole yen: 1,200, １２００円, ¥1,200, 3億円, 1.5億円, 567億5,000万円, 250百万円, 12千円, with a sign △1,200.

    Raises TwoWays for what has two readings (1,20円, 1.500億円, 1億20000万円), ValueError for what has none, and for
    parts of a yen.
    """
    plain = re.sub(
        r" (?=[兆億百万千円])|(?<=[兆億万千]) ", "", half_width(text).translate(_MINUS).translate(_COMMA)
    )
    signed = re.fullmatch(r"([+-]?)[\xa5\\]?(.*?)円?", plain)
    negative, said = signed[1] == "-", signed[2]
    parts = re.findall(r"([0-9.,]+)(兆|億|百万|万|千)", said)
    if not parts:
        amount = parse_whole(said)
    else:
        rest = said.removeprefix("".join(number + unit for number, unit in parts))
        amount = _added(parts, rest)
    return -amount if negative else amount


def _added(parts: list[tuple[str, str]], rest: str) -> int:
    if rest and not re.fullmatch(_WHOLE, rest):
        raise ValueError("no amount")
    units = [_UNITS[unit] for _number, unit in parts] + [1]
    numbers = [number for number, _unit in parts] + [rest or "0"]
    if any(not re.fullmatch(rf"{_WHOLE}(\.[0-9]+)?", number) for number in numbers):
        raise _wrong(next(n for n in numbers if not re.fullmatch(_WHOLE, n)))
    if any("." in number for number in numbers):
        if len(parts) > 1 or rest or re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", numbers[0]):
            raise TwoWays
    elif any(smaller >= unit for unit, smaller in pairwise(units)):
        raise TwoWays
    read = [Decimal(number.replace(",", "")) for number in numbers]
    if any(number * unit >= above for number, unit, above in zip(read[1:], units[1:], units, strict=False)):
        raise TwoWays
    whole = sum(number * unit for number, unit in zip(read, units, strict=True))
    if whole != int(whole):
        raise ValueError("parts of a yen")
    return int(whole)


def _wrong(plain: str) -> ValueError:
    """Why it is no number: either it is two, or it is none."""
    return (
        TwoWays()
        if re.fullmatch(r"[+-]?[0-9][0-9,. ]*(?:[Ee]\+?[0-9]+)?", plain)
        else ValueError("no number")
    )


def parse_code(text: str) -> str:
    """A number that is a name (課題番号, 応募番号), in half-width and without the spaces round it.

    Raises TwoWays for a part in which a letter stands that is taken for a digit: 2O26, l0.
    """
    plain = re.sub(r"(?<=[0-9A-Za-z])[−‐‑–—](?=[0-9A-Za-z])", "-", half_width(text))
    for part in re.split(r"[^0-9A-Za-z]+", plain):
        if re.fullmatch(r"[0-9OoIl]+", part) and re.search("[0-9]", part) and re.search("[OoIl]", part):
            raise TwoWays
    return plain


def parse_digits(text: str) -> str:
    """A number that is a name of digits alone, without hyphens and spaces, its leading zeros kept."""
    plain = re.sub(r'^="([^"]*)"$', r"\1", half_width(text))
    return re.sub(r"[- ‐‑−–—]", "", plain)
