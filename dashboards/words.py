"""Texts of the pages in one language, and sentences whose figures stay readable for machines."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]

from dashboards.markup import escape
from dashboards.numbers import Value, written

TEXTS = Path(__file__).parent / "texts"
LANGUAGES = {"en": "en", "zh": "zh-Hant"}
PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def catalogue() -> dict[str, Any]:
    """Every text: one YAML file a page, each entry with `en` and `zh` side by side."""
    return {path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER) for path in sorted(TEXTS.glob("*.yml"))}


class Sentence:
    """One text with its figures filled in: as plain text and as HTML with the raw numbers beside the written ones."""

    def __init__(self, text: str, html: str) -> None:
        self.text = text
        self.html = html

    def __add__(self, other: Sentence) -> Sentence:
        space = " " if self.text and self.text[-1].isascii() else ""
        return Sentence(self.text + space + other.text, self.html + space + other.html)


class Words:
    """Texts and names of one language; `names` overrides shared labels with those of the policy seeds."""

    def __init__(self, language: str, names: dict[str, dict[str, str]] | None = None) -> None:
        self.language = language
        self.names = names or {}

    def find(self, key: str) -> str | None:
        node: Any = catalogue()
        for part in key.split("."):
            node = node.get(part) if isinstance(node, dict) else None
        return node.get(self.language) if isinstance(node, dict) else None

    def text(self, key: str, /, **values: Value | str) -> str:
        """A text that must exist, as plain text."""
        return self.sentence(key, **values).text

    def label(self, group: str, code: Any) -> str:
        """The name of a code (tier, metric, reason …): from the policy, else from the texts, else the code in words."""
        if code is None or code != code:
            return self.text("shared.unknown")
        key = f"columns.{code}" if group == "column" else f"labels.{group}.{code}"
        named = self.names.get(group, {}).get(str(code)) or self.find(key)
        return named or str(code).replace("_", " ")

    def write(self, value: Value | str) -> str:
        if isinstance(value, str):
            return value
        shown = written(value, self.language)
        if value.noun is None:
            return shown
        forms = catalogue()["nouns"][value.noun]
        if self.language == "zh":
            return f"{shown} {forms['zh']}"
        return f"{shown} {forms['one'] if value.raw == 1 else forms['en']}"

    def sentence(self, key: str, /, **values: Value | str) -> Sentence:
        """A text with its figures; every figure is a `data` element that carries the number itself."""
        template = self.find(key)
        if template is None:
            raise KeyError(f"dashboards/texts has no {key} in {self.language}")
        text, html, position = "", "", 0
        for found in PLACEHOLDER.finditer(template):
            before, name = template[position : found.start()], found.group(1)
            value = values[name]
            shown = self.write(value)
            if not text and not before and not isinstance(value, str) and value.kind == "term":
                shown = shown[:1].upper() + shown[1:]
            raw = "" if isinstance(value, str) or value.raw is None else str(value.raw)
            kind = "" if isinstance(value, str) else value.kind
            figure = f'<data data-figure="{name}" data-kind="{kind}" value="{escape(raw)}">{escape(shown)}</data>'
            text += before + shown
            html += escape(before) + (escape(shown) if isinstance(value, str) else figure)
            position = found.end()
        rest = template[position:]
        return Sentence(text + rest, html + escape(rest))
