"""Data quality: what is known, what was refused, what was published when, and what needs attention."""

from __future__ import annotations

from dashboards.charts.bars import bars
from dashboards.charts.coverage_bars import coverage_bars
from dashboards.numbers import count, date, known, rate, term, text
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.tables_of_any import table_of_any
from dashboards.words import Words

DRAWN_METRICS = 14


def coverage_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["data_quality/coverage"]
    if frame.empty:
        return None
    least = frame.iloc[0]
    sentence = words.sentence(
        "data_quality.coverage.answer",
        metrics=count(len(frame)),
        complete=count(int((frame["sales_coverage_rate"] >= 1).sum())),
        metric=term(words.label("column", least["metric"])),
        sales=rate(least["sales_coverage_rate"]),
    )
    drawn = frame.head(DRAWN_METRICS)
    names = [words.label("column", code) for code in drawn["metric"]]
    repeated = [
        f"{name} ({mart.replace('_', ' ')})" if names.count(name) > 1 else name for name, mart in zip(names, drawn["mart"], strict=True)
    ]
    columns = (
        Column("mart", "text"),
        Column("metric", "label:column"),
        Column("customer_count", "count"),
        Column("known_customer_count", "count"),
        Column("customer_coverage_rate", "rate"),
        Column("sales_coverage_rate", "rate"),
    )
    return Answer(sentence, coverage_bars(drawn, repeated, words), Table(frame, columns))


def loads_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["data_quality/load_audit"]
    if frame.empty:
        return None
    received = int(frame["received"].sum())
    rejected = int(frame["rejected"].sum())
    sentence = words.sentence(
        "data_quality.loads.answer",
        received=count(received, "row"),
        tables=count(len(frame)),
        rejected=count(rejected),
        share=rate(rejected / received if received else None),
    )
    columns = (
        Column("table_name", "text"),
        Column("file_count", "count"),
        Column("received", "count"),
        Column("loaded", "count"),
        Column("superseded", "count"),
        Column("rejected", "count"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def rejects_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["data_quality/rejects"]
    if frame.empty:
        return None
    most = frame.iloc[0]
    sentence = words.sentence(
        "data_quality.rejects.answer",
        reason=term(words.label("reject", most["reason_code"])),
        table=text(most["table_name"]),
        rejected=count(known(most["rejected_count"]), "row"),
    )
    shown = frame.head(12)
    names = [f"{row['table_name']}: {words.label('reject', row['reason_code'])}" for row in shown.to_dict("records")]
    values = list(shown["rejected_count"])
    columns = (
        Column("table_name", "text"),
        Column("reason_code", "label:reject"),
        Column("rejected_count", "count"),
        Column("example_reason", "text"),
    )
    return Answer(sentence, bars(names, values, [words.write(count(int(v))) for v in values]), Table(frame, columns))


def alerts_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["data_quality/alerts"]
    if frame.empty:
        return None
    most = frame.iloc[0]
    sentence = words.sentence(
        "data_quality.alerts.answer",
        alerts=count(int(frame["alert_count"].sum()), "alert"),
        kind=term(words.label("alert", most["alert_type"])),
        most=count(known(most["alert_count"])),
    )
    values = list(frame["alert_count"])
    chart = bars(
        [words.label("alert", kind) for kind in frame["alert_type"]],
        values,
        [words.write(count(int(v))) for v in values],
    )
    columns = (
        Column("alert_type", "label:alert"),
        Column("alert_count", "count"),
        Column("oldest_since_date", "date"),
        Column("latest_since_date", "date"),
        Column("who_should_know", "text"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def refreshes_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["data_quality/refreshes"]
    if frame.empty:
        return None
    sentence = words.sentence(
        "data_quality.refreshes.answer", refreshes=count(len(frame), "refresh"), latest=date(frame["as_of_date"].max())
    )
    return Answer(sentence, None, table_of_any(frame, limit=30))


def restatements_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["data_quality/restatements"]
    if frame.empty:
        return None
    restated = count(known(frame.iloc[0]["restated_count"]))
    sentence = words.sentence("data_quality.restatements.answer", restated=restated)
    columns = (
        Column("customer_name", "customer"),
        Column("figure_name", "label:column"),
        Column("review_date", "date"),
        Column("published_value", "text"),
        Column("restated_value", "text"),
        Column("cause", "label:cause"),
        Column("late_rows", "text", is_optional=True),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


PAGE = Page(
    name="data_quality",
    questions=(
        Question("coverage", ("data_quality/coverage",), coverage_answer),
        Question("alerts", ("data_quality/alerts",), alerts_answer),
        Question("loads", ("data_quality/load_audit",), loads_answer),
        Question("rejects", ("data_quality/rejects",), rejects_answer),
        Question("refreshes", ("data_quality/refreshes",), refreshes_answer, is_wide=True),
        Question("restatements", ("data_quality/restatements",), restatements_answer, is_wide=True),
    ),
)
