"""What a page consists of: questions, each answered by a sentence, a figure and a table from query frames."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dashboards.figure import Figure
from dashboards.numbers import Value
from dashboards.words import Sentence, Words

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Chart:
    """A figure and what changes in its layout on a phone."""

    figure: Figure
    narrow: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A table column. `kind` is a value kind of numbers.py, `customer` (a link), or `label:<group>` (a code's name).

    An optional column has nothing to say where it is empty (–); any other empty cell is unknown.
    """

    key: str
    kind: str
    id_key: str = "customer_id"
    bar: bool = False
    is_optional: bool = False


@dataclass(frozen=True)
class Table:
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    is_open: bool = False


@dataclass(frozen=True)
class Answer:
    sentence: Sentence
    chart: Chart | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Question:
    """`answer` returns None where the data hold nothing to answer with; the page then says so in a sentence."""

    name: str
    queries: tuple[str, ...]
    answer: Callable[[Frames, Words], Answer | None]
    is_wide: bool = False


@dataclass(frozen=True)
class Tile:
    """One headline figure with what it is compared to."""

    name: str
    value: Value
    note: Sentence | None = None


@dataclass(frozen=True)
class Page:
    name: str
    questions: tuple[Question, ...] = ()
    tile_queries: tuple[str, ...] = ()
    tiles: Callable[[Frames, Words], list[Tile]] | None = None
    script: str | None = None
    body: Callable[[Words], str] | None = None
    extra_queries: tuple[str, ...] = ()

    @property
    def queries(self) -> tuple[str, ...]:
        """Every query that the page reads, each once, in order."""
        named = [*self.tile_queries, *self.extra_queries]
        for question in self.questions:
            named.extend(question.queries)
        return tuple(dict.fromkeys(named))
