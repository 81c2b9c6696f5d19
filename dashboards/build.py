"""Builds the pages of one published snapshot: `python -m dashboards.build DATABASE OUTPUT`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pandas as pd

from dashboards import header
from dashboards.customers import data as customer_data
from dashboards.markup import script_json
from dashboards.page import Answer, Page, Question
from dashboards.pages import GROUPS, PAGES
from dashboards.served import MissingColumn, ServedDatabase
from dashboards.shell import page_html, page_path, question_html, tile_html
from dashboards.words import LANGUAGES, Sentence, Words, catalogue

HERE = Path(__file__).parent


def build_site(database_path: Path, output_folder: Path) -> Path:
    """Draws every page in every language from the served database and returns the path of index.html.

    The database is opened read-only. The output depends on nothing else: two builds are equal, byte by byte.
    Raises MissingMart where a page reads a mart that is not served.
    """
    database_path, output_folder = Path(database_path), Path(output_folder)
    with ServedDatabase(database_path) as served, ThreadPoolExecutor(max_workers=1) as aside:
        served.require([*header.QUERIES, *(query for page in PAGES for query in page.queries)])
        copy_assets(output_folder)
        # The customers' files are the engine's work, the pages are Python's: side by side they take half the time.
        customers = aside.submit(write_customers, database_path, output_folder / "data/customers")
        frames = FrameCache(served)
        for language in LANGUAGES:
            words = Words(language, header.names(frames, language))
            about = header.sentence(frames, words)
            write(output_folder / f"data/words.{language}.js", f"CV.words({script_json(script_words(words))});\n")
            for page in PAGES:
                write_page(page, frames, words, about, output_folder)
        customers.result()
    return output_folder / "index.html"


def write_customers(database_path: Path, folder: Path) -> None:
    """Search index and sheets, by a connection of their own."""
    with ServedDatabase(database_path) as served:
        frames = FrameCache(served)
        index = or_empty(frames, customer_data.INDEX_QUERY, customer_data.INDEX_COLUMNS)
        strategies = or_empty(frames, customer_data.STRATEGIES_QUERY, ())
        customer_data.write_customer_data(served, folder, index, strategies)


def or_empty(frames: FrameCache, query: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """A frame, or one without rows where a mart lacks a column: the cache has said so on stderr."""
    try:
        return frames[query]
    except MissingColumn:
        return pd.DataFrame({column: [] for column in columns})


class FrameCache(Mapping[str, pd.DataFrame]):
    """Each query runs once a build; a query whose column is missing fails the same way each time it is asked for."""

    def __init__(self, served: ServedDatabase) -> None:
        self.served = served
        self.results: dict[str, pd.DataFrame | MissingColumn] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self.results)

    def __len__(self) -> int:
        return len(self.results)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.results:
            try:
                self.results[name] = self.served.frame(name)
            except MissingColumn as problem:
                print(f"dashboards: {problem}", file=sys.stderr)
                self.results[name] = problem
        result = self.results[name]
        if isinstance(result, MissingColumn):
            raise result
        return result


def write_page(page: Page, frames: FrameCache, words: Words, about: Sentence, output_folder: Path) -> None:
    """One page in one language: its HTML and the script file with its figures."""
    figures, parts = {}, []
    if page.tiles is not None:
        parts.append(tiles_html(page, frames, words))
    cards = []
    for question, is_wide in zip(page.questions, wide_cards(page), strict=True):
        answer = answered(page, question, frames, words)
        cards.append(question_html(page, question, answer, words, is_wide))
        if isinstance(answer, Answer) and answer.chart is not None:
            drawn = answer.chart.figure
            figures[question.name] = {"data": drawn.data, "layout": drawn.layout, "narrow": answer.chart.narrow}
    if cards:
        parts.append(f'<div class="grid">{"".join(cards)}</div>')
    if page.body is not None:
        parts.append(page.body(words))
    write(output_folder / f"data/pages/{page.name}.{words.language}.js", f"CV.page({script_json(figures)});\n")
    write(output_folder / page_path(page.name, words.language), page_html(page, "\n".join(parts), about, GROUPS, words))


def wide_cards(page: Page) -> list[bool]:
    """Which cards take a whole row: those that ask for it, and one that would stand beside a hole."""
    wide = [question.is_wide for question in page.questions]
    left = None
    for place, is_wide in enumerate([*wide, True]):
        if is_wide and left is not None:
            wide[left] = True
        left = place if not is_wide and left is None else None
    return wide


def tiles_html(page: Page, frames: FrameCache, words: Words) -> str:
    assert page.tiles is not None
    try:
        tiles = page.tiles({name: frames[name] for name in page.tile_queries}, words)
    except MissingColumn as problem:
        return f'<p class="answer">{words.sentence("shared.unanswerable", reason=str(problem)).html}</p>'
    return f'<ul class="tiles">{"".join(tile_html(tile, words) for tile in tiles)}</ul>'


def answered(page: Page, question: Question, frames: FrameCache, words: Words) -> Answer | Sentence:
    """The answer, or a sentence that says why there is none."""
    try:
        answer = question.answer({name: frames[name] for name in question.queries}, words)
    except MissingColumn as problem:
        return words.sentence("shared.unanswerable", reason=str(problem))
    if answer is None:
        key = f"{page.name}.{question.name}.empty"
        return words.sentence(key if words.find(key) else "shared.nothing")
    return answer


def script_words(words: Words) -> dict[str, Any]:
    """Texts that scripts need in the browser, in one language."""

    def one_language(node: dict[str, Any]) -> Any:
        if words.language in node and isinstance(node[words.language], str):
            return node[words.language]
        return {key: one_language(child) for key, child in node.items() if isinstance(child, dict)}

    texts = catalogue()
    labels = {**one_language(texts["labels"]), "column": one_language(texts["columns"])}
    for group, named in words.names.items():
        labels[group] = {**labels.get(group, {}), **named}
    return {"shared": one_language(texts["shared"]), "labels": labels, "customers": one_language(texts["customers"])}


def copy_assets(output_folder: Path) -> None:
    assets = output_folder / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    vendored = [HERE / "vendor/plotly-cartesian.min.js", HERE / "vendor/plotly-LICENSE"]
    for source in sorted([*(HERE / "assets").iterdir(), *vendored]):
        shutil.copyfile(source, assets / source.name)


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m dashboards.build DATABASE OUTPUT")
    print(build_site(Path(sys.argv[1]), Path(sys.argv[2])))
