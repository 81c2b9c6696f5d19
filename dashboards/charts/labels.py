"""How wide a label is, and how it is broken where there is no room for it in one line."""

from __future__ import annotations

import textwrap

from dashboards.markup import label

WIDE_FROM = 0x2E7F  # Chinese characters and their punctuation stand above it


def pixels(text: str) -> float:
    """About how wide a text of 13 pixels is: Chinese characters fill a square."""
    return sum(13.5 if ord(letter) > WIDE_FROM else 7.2 for letter in text) + 6


def broken(text: str, letters: int, lines: int = 2) -> str:
    """A Plotly label of at most `lines` lines of about `letters` Latin letters; what is left out shows as …"""
    wide = sum(ord(letter) > WIDE_FROM for letter in text)
    longest = max(1, round(letters * len(text) / (len(text) + wide))) if text else 1
    # Chinese has no blanks to break at; a Latin word stays whole.
    parts = textwrap.wrap(text, longest, max_lines=lines, placeholder=" …", break_long_words=wide > 0) or [""]
    return "<br>".join(label(part) for part in parts)
