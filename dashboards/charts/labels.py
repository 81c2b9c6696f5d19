"""How wide a label is, and how it is broken where there is no room for it in one line."""

from __future__ import annotations

import textwrap

from dashboards.markup import label


def pixels(text: str) -> float:
    """About how wide a text of 13 pixels is: Chinese characters fill a square."""
    return sum(13.5 if ord(letter) > 0x2E7F else 7.2 for letter in text) + 6


def broken(text: str, letters: int, lines: int = 2) -> str:
    """A Plotly label of at most `lines` lines of about `letters` Latin letters; what is left out shows as …"""
    longest = letters if text.isascii() else max(1, round(letters * 0.7))
    parts = textwrap.wrap(text, longest, max_lines=lines, placeholder=" …", break_long_words=True) or [""]
    return "<br>".join(label(part) for part in parts)
