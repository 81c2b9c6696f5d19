"""The line under the title of every page: as of when, in which money, by which policy, on how much of the data."""

from __future__ import annotations

from dashboards.numbers import date, known, rate, text
from dashboards.page import Frames
from dashboards.served import MissingColumn
from dashboards.words import Sentence, Words

LINE_QUERIES = ("shared/header", "shared/policy", "shared/refresh")
NAME_QUERIES = {"tier": "shared/tier_names", "metric": "shared/metric_names", "strategy": "shared/strategy_names"}
QUERIES = (*LINE_QUERIES, *NAME_QUERIES.values())


def first(frames: Frames, query: str) -> dict:
    """The only row of a summary query; an empty one has nothing known."""
    frame = frames[query]
    return {column: known(value) for column, value in frame.iloc[0].items()} if len(frame) else {}


def sentence(frames: Frames, words: Words) -> Sentence:
    row: dict = {}
    for query in LINE_QUERIES:
        try:
            row.update(first(frames, query))
        except MissingColumn:
            continue  # told as unknown in the header, and on stderr by the cache
    return words.sentence(
        "shared.about",
        as_of=date(row.get("as_of_date")),
        review=date(row.get("review_date")),
        currency=text(row.get("reporting_currency")),
        policy=text(row.get("policy_version")),
        coverage=rate(row.get("contribution_coverage_rate")),
    )


def names(frames: Frames, language: str) -> dict[str, dict[str, str]]:
    """Names of tiers, metrics and strategies by policy; where a mart lacks them the shared texts stand in."""
    found = {}
    for group, query in NAME_QUERIES.items():
        try:
            rows = frames[query].to_dict("records")
        except MissingColumn:
            continue  # told on stderr by the cache
        found[group] = {row["code"]: row[language] for row in rows if known(row[language])}
    return found
