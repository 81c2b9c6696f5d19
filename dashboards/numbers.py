"""How numbers are written in English and in Traditional Chinese. assets/format.js does the same in the browser."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

MINUS = "−"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
UNKNOWN = {"en": "unknown", "zh": "未知"}
# Unit steps of short amounts: (size, suffix); the first whose rounded number reaches 1 is taken.
UNITS = {"en": ((1e9, " bn"), (1e6, " m"), (1e3, " k")), "zh": ((1e8, " 億"), (1e4, " 萬"))}


@dataclass(frozen=True)
class Value:
    """A number with the way it is written: amount, rate, points, count, score, days, number, date or text."""

    raw: Any
    kind: str
    noun: str | None = None


def amount(raw: Any) -> Value:
    return Value(known(raw), "amount")


def rate(raw: Any) -> Value:
    return Value(known(raw), "rate")


def change(raw: Any) -> Value:
    return Value(known(raw), "change")


def points(raw: Any) -> Value:
    return Value(known(raw), "points")


def count(raw: Any, noun: str | None = None) -> Value:
    return Value(known(raw), "count", noun)


def score(raw: Any) -> Value:
    return Value(known(raw), "score")


def number(raw: Any) -> Value:
    return Value(known(raw), "number")


def days(raw: Any) -> Value:
    return Value(known(raw), "days")


def date(raw: Any) -> Value:
    return Value(known(raw), "date")


def text(raw: Any) -> Value:
    """A name, written as it is."""
    return Value(known(raw), "text")


def term(raw: Any) -> Value:
    """A word of ours, such as a tier's name: it starts a sentence with a capital letter."""
    return Value(known(raw), "term")


def known(raw: Any) -> Any:
    """None for every way in which a frame says that it does not know (NaN, NaT, NA); else the plain Python value."""
    if raw is None or raw is False or raw is True:
        return raw
    if isinstance(raw, str):
        return raw
    if raw is pd.NA or raw is pd.NaT or raw != raw:
        return None
    return raw.item() if hasattr(raw, "item") else raw


def grouped(number: float, decimals: int = 0) -> str:
    """1234567.8 → `1,234,568`, with a real minus sign and never a negative zero."""
    rounded = round_half_up(number, decimals)
    return (MINUS if rounded < 0 else "") + f"{abs(rounded):,.{decimals}f}"


def round_half_up(number: float, decimals: int) -> float:
    """Rounds halves away from zero, as JavaScript and people do."""
    scaled = abs(number) * 10**decimals
    return math.copysign(math.floor(scaled + 0.5 + 1e-9) / 10**decimals, number) if scaled < 1e15 else number


def short_amount(number: float, language: str) -> str:
    """1.23 bn, 12.3 m, 4.5 k; 1.10 億, 8,140 萬: three digits that matter."""
    size = abs(number)
    for unit, suffix in UNITS[language]:
        scaled = size / unit
        decimals = 2 if scaled < 9.995 else 1 if scaled < 99.95 else 0
        if round_half_up(scaled, decimals) >= 1:
            return (MINUS if number < 0 else "") + grouped(scaled, decimals) + suffix
    return grouped(number, 0)


def signed(number: float, written: str) -> str:
    return "+" + written if number > 0 else written


def written_date(raw: Any, language: str) -> str:
    day = raw.date() if isinstance(raw, dt.datetime) or hasattr(raw, "date") else dt.date.fromisoformat(str(raw)[:10])
    if language == "zh":
        return f"{day.year} 年 {day.month} 月 {day.day} 日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def written(value: Value, language: str) -> str:
    """The value in words of a language; an unknown one is written as unknown."""
    raw = value.raw
    if raw is None:
        return UNKNOWN[language]
    if value.kind == "amount":
        return short_amount(float(raw), language)
    if value.kind == "full_amount":
        return grouped(float(raw))
    if value.kind == "rate":
        return grouped(float(raw) * 100, 1) + "%"
    if value.kind == "change":
        return signed(float(raw), grouped(float(raw) * 100, 1) + "%")
    if value.kind == "points":
        unit = " pp" if language == "en" else " 個百分點"
        return signed(float(raw), grouped(float(raw) * 100, 1)) + unit
    if value.kind == "score":
        return grouped(float(raw), 1)
    if value.kind == "number":
        return grouped(float(raw), 2)
    if value.kind == "days":
        unit = ("day" if round_half_up(float(raw), 1) == 1 else "days") if language == "en" else "天"
        return f"{grouped(float(raw), 0 if float(raw).is_integer() else 1)} {unit}"
    if value.kind == "date":
        return written_date(raw, language)
    if value.kind == "count":
        return grouped(float(raw))
    if value.kind == "flag":
        return {"en": ("no", "yes"), "zh": ("否", "是")}[language][bool(raw)]
    return str(raw)
