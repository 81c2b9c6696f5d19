"""Lifetime value: what customers are worth, how sure that is, and which model says so."""

from __future__ import annotations

from dashboards.charts.bars import bars
from dashboards.charts.bridge import bridge
from dashboards.charts.calibration import calibration
from dashboards.charts.tier_scatter import tier_scatter
from dashboards.header import first
from dashboards.numbers import amount, change, count, date, known, rate, score, term, text
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.tables_of_any import table_of_any
from dashboards.words import Words

PARTS = ("historical_contribution_amount", "expected_contribution_amount", "influence_value_amount")


def parts_answer(frames: Frames, words: Words) -> Answer | None:
    row = first(frames, "lifetime_value/totals")
    if not row or not row["known_count"]:
        return None
    sentence = words.sentence(
        "lifetime_value.parts.answer",
        customers=count(row["known_count"], "customer"),
        total=amount(row["lifetime_value_amount"]),
        history=amount(row["historical_contribution_amount"]),
        expected=amount(row["expected_contribution_amount"]),
        months=count(row["horizon_months"]),
        influence=amount(row["influence_value_amount"]),
        estimated=amount(row["estimated_influence_amount"] or 0),
    )
    chart = bridge(
        [words.label("column", part) for part in PARTS],
        [row[part] or 0 for part in PARTS],
        words.label("column", "lifetime_value_amount"),
        row["lifetime_value_amount"],
        words,
    )
    columns = (
        *(Column(part, "full_amount") for part in PARTS),
        Column("estimated_influence_amount", "full_amount"),
        Column("lifetime_value_amount", "full_amount"),
        Column("customer_count", "count"),
        Column("fallback_count", "count"),
    )
    return Answer(sentence, chart, Table(frames["lifetime_value/totals"], columns))


def deciles_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["lifetime_value/deciles"]
    if frame.empty:
        return None
    best = frame.iloc[0]
    sentence = words.sentence(
        "lifetime_value.deciles.answer",
        share=rate(best["expected_share_rate"]),
        amount=amount(best["expected_contribution_amount"]),
        customers=count(known(best["customer_count"]), "customer"),
    )
    values = list(frame["expected_contribution_amount"])
    names = [words.text("lifetime_value.deciles.name", decile=count(int(decile))) for decile in frame["decile"]]
    chart = bars(names, values, [words.write(amount(value)) for value in values])
    columns = (
        Column("decile", "count"),
        Column("customer_count", "count"),
        Column("expected_contribution_amount", "full_amount"),
        Column("expected_share_rate", "rate"),
        Column("mean_probability_active", "rate"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def risk_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["lifetime_value/at_risk"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "lifetime_value.risk.answer",
        unlikely=count(known(row["unlikely_count"]), "customer"),
        contribution=amount(known(row["unlikely_contribution_amount"]) or 0),
    )

    def hover(one: dict) -> str:
        return words.text(
            "lifetime_value.risk.hover",
            active=rate(one["probability_active"]),
            contribution=amount(one["contribution_12m_amount"]),
            expected=amount(one["expected_contribution_amount"]),
        )

    chart = tier_scatter(
        frame,
        words,
        x="probability_active",
        tier="tier_code",
        titles=(words.label("column", "probability_active"), words.label("column", "contribution_12m_amount")),
        hover=hover,
        x_axis={"tickformat": ".0%", "range": [-0.02, 1.03]},
    )
    columns = (
        Column("customer_name", "customer"),
        Column("tier_code", "label:tier"),
        Column("probability_active", "rate"),
        Column("contribution_12m_amount", "full_amount"),
        Column("expected_contribution_amount", "full_amount"),
        Column("lifetime_value_amount", "full_amount"),
        Column("is_fallback", "flag"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def valuable_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["lifetime_value/most_valuable"]
    if frame.empty or known(frame.iloc[0]["lifetime_value_amount"]) is None:
        return None
    best = frame.iloc[0]
    sentence = words.sentence(
        "lifetime_value.valuable.answer",
        name=text(best["customer_name"]),
        value=amount(best["lifetime_value_amount"]),
        low=amount(best["expected_contribution_low_amount"]),
        high=amount(best["expected_contribution_high_amount"]),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("tier_code", "label:tier"),
        Column("lifetime_value_amount", "full_amount", bar=True),
        *(Column(part, "full_amount") for part in PARTS),
        Column("expected_contribution_low_amount", "full_amount"),
        Column("expected_contribution_high_amount", "full_amount"),
        Column("influence_value_source", "label:source"),
        Column("probability_active", "rate"),
        Column("is_fallback", "flag"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def models_answer(frames: Frames, words: Words) -> Answer | None:
    frame, totals = frames["lifetime_value/model_choice"], first(frames, "lifetime_value/totals")
    if frame.empty:
        return None
    sentence = words.sentence(
        "lifetime_value.models.answer",
        model=term(words.label("model", totals.get("model_name"))),
        fallback=count(totals.get("fallback_count")),
        customers=count(totals.get("customer_count"), "customer"),
    )
    return Answer(sentence, None, table_of_any(frame))


def calibration_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["lifetime_value/calibration"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    expected, actual = row["all_expected_purchases"], row["all_actual_purchases"]
    sentence = words.sentence(
        "lifetime_value.calibration.answer",
        model=term(words.label("model", row["model_name"])),
        expected=score(expected),
        actual=count(known(actual)),
        difference=change(actual / expected - 1 if expected else None),
        near=count(int(frame["actual_to_expected_rate"].astype(float).between(0.75, 1.25).sum())),
        cut=date(row["cut_date"]),
    )
    columns = (
        Column("forecast_tenth", "count"),
        Column("customer_count", "count"),
        Column("expected_purchases", "score"),
        Column("actual_purchases", "count"),
        Column("actual_to_expected_rate", "number"),
    )
    return Answer(sentence, calibration(frame, words), Table(frame, columns))


PAGE = Page(
    name="lifetime_value",
    questions=(
        Question("parts", ("lifetime_value/totals",), parts_answer),
        Question("deciles", ("lifetime_value/deciles",), deciles_answer),
        Question("risk", ("lifetime_value/at_risk",), risk_answer, is_wide=True),
        Question("calibration", ("lifetime_value/calibration",), calibration_answer),
        Question("valuable", ("lifetime_value/most_valuable",), valuable_answer, is_wide=True),
        Question("models", ("lifetime_value/model_choice", "lifetime_value/totals"), models_answer, is_wide=True),
    ),
)
