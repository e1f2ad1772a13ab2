"""Filters for amounts of money; they put words round a number and never change it."""

from decimal import Decimal
from typing import Any

from django import template

from programmes.money import yen_words

register = template.Library()

register.filter("yen", yen_words)


@register.filter
def grouped(amount: Any) -> str:
    """1,250,000.5 with commas and no empty decimals; empty for nothing known."""
    if amount is None:
        return ""
    text = f"{Decimal(amount):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
