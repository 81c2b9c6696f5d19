"""Ladder and strategies: who is close to the next tier, what was promised and what was delivered."""

from __future__ import annotations

from dashboards.charts.bars import bars, heat
from dashboards.charts.tier_scatter import tier_scatter
from dashboards.numbers import amount, count, known, rate, score, term, text, written_date
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.theme import tier_colour
from dashboards.words import Words


def closest_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_tiers/closest_to_next_tier"]
    if frame.empty:
        return None
    nearest = frame.iloc[0]
    sentence = words.sentence(
        "customer_tiers.closest.answer",
        name=text(nearest["customer_name"]),
        points=score(nearest["points_to_next_tier"]),
        tier=term(words.label("tier", nearest["next_tier_code"])),
        listed=count(len(frame)),
        total=count(known(nearest["customer_count"]), "customer"),
    )

    def hover(row: dict) -> str:
        return words.text(
            "customer_tiers.closest.hover",
            points=score(row["points_to_next_tier"]),
            tier=term(words.label("tier", row["next_tier_code"])),
            contribution=amount(row["contribution_12m_amount"]),
        )

    chart = tier_scatter(
        frame,
        words,
        x="points_to_next_tier",
        tier="effective_tier_code",
        titles=(words.text("customer_tiers.closest.x"), words.label("column", "contribution_12m_amount")),
        hover=hover,
        x_axis={"rangemode": "tozero", "showgrid": True},
    )
    columns = (
        Column("customer_name", "customer"),
        Column("effective_tier_code", "label:tier"),
        Column("next_tier_code", "label:tier"),
        Column("points_to_next_tier", "score"),
        Column("score", "score"),
        Column("contribution_12m_amount", "full_amount"),
        Column("lifting_metric_count", "count"),
        Column("account_manager_name", "text"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def lifting_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_tiers/lifting_metrics"]
    if frame.empty:
        return None
    best = frame.iloc[0]
    sentence = words.sentence(
        "customer_tiers.lifting.answer",
        metric=term(words.label("metric", best["metric_code"])),
        reachable=count(known(best["reachable_customer_count"]), "customer"),
        total=count(known(best["customer_count"])),
    )
    names = [words.label("metric", code) for code in frame["metric_code"]]
    shown = [
        f"{words.write(count(known(row['reachable_customer_count'])))} ({words.write(rate(row['reachable_rate']))})"
        for row in frame.to_dict("records")
    ]
    columns = (
        Column("metric_code", "label:metric"),
        Column("reachable_customer_count", "count"),
        Column("customer_count", "count"),
        Column("reachable_rate", "rate"),
    )
    return Answer(sentence, bars(names, list(frame["reachable_customer_count"]), shown), Table(frame, columns))


def delivery_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_tiers/delivery_by_tier"]
    if frame.empty:
        return None
    promised, met = int(frame["promise_count"].sum()), int(frame["met_count"].sum())
    quarter = written_date(frame.iloc[0]["quarter_start_date"], words.language)
    sentence = words.sentence(
        "customer_tiers.delivery.answer",
        quarter=quarter,
        met=count(met),
        promised=count(promised, "promise"),
        share=rate(met / promised if promised else None),
    )
    tiers, dimensions = list(dict.fromkeys(frame["tier_code"])), sorted(set(frame["strategy_dimension"]))
    cells = {(row["tier_code"], row["strategy_dimension"]): row for row in frame.to_dict("records")}
    shares = [[known(cells[t, d]["met_rate"]) if (t, d) in cells else None for d in dimensions] for t in tiers]
    shown = [[words.write(rate(share)) if share is not None else "–" for share in row] for row in shares]
    chart = heat(
        [words.label("tier", code) for code in tiers],
        [words.label("strategy", code) for code in dimensions],
        shares,
        shown,
    )
    columns = (
        Column("tier_code", "label:tier"),
        Column("strategy_dimension", "label:strategy"),
        Column("promise_count", "count"),
        Column("met_count", "count"),
        Column("met_rate", "rate"),
        Column("overserved_count", "count"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def underserved_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_tiers/underserved_customers"]
    if frame.empty:
        return None
    sentence = words.sentence(
        "customer_tiers.underserved.answer",
        customers=count(known(frame.iloc[0]["underserved_customer_count"]), "customer"),
        broken=count(known(frame.iloc[0]["all_broken_count"]), "promise"),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("tier_code", "label:tier"),
        Column("contribution_12m_amount", "full_amount", bar=True),
        Column("broken_count", "count"),
        Column("promise_count", "count"),
        Column("broken_dimensions", "label:strategy", is_optional=True),
        Column("account_manager_name", "text"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def overserved_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_tiers/overserved_customers"]
    if frame.empty:
        return None
    sentence = words.sentence("customer_tiers.overserved.answer", overserved=count(known(frame.iloc[0]["overserved_count"])))
    columns = (
        Column("customer_name", "customer"),
        Column("tier_code", "label:tier"),
        Column("strategy_dimension", "label:strategy"),
        Column("promised_quantity", "number", is_optional=True),
        Column("delivered_quantity", "number"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def matrix_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_tiers/strategy_matrix"]
    if frame.empty:
        return None
    sentence = words.sentence(
        "customer_tiers.matrix.answer",
        strategies=count(len(frame), "strategy"),
        promised=count(int((frame["promised_quantity"] > 0).sum())),
    )
    columns = (
        Column("tier_code", "label:tier"),
        Column("strategy_dimension", "label:strategy"),
        Column("promise_en" if words.language == "en" else "promise_zh", "text"),
        Column("promised_quantity", "number"),
        Column("unit", "label:unit"),
        Column("responsible_role", "text"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def policies_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_tiers/policy_comparison"]
    if frame.empty:
        return None
    most = frame.iloc[0]
    sentence = words.sentence(
        "customer_tiers.policies.answer",
        policy=term(words.label("policy", most["policy_code"])),
        moved=count(known(most["moved_customer_count"]), "customer"),
        share=rate(most["moved_customer_rate"]),
        contribution=amount(most["moved_contribution_12m_amount"]),
    )
    columns = (
        Column("policy_code", "label:policy"),
        Column("moved_customer_count", "count"),
        Column("moved_customer_rate", "rate"),
        Column("moved_contribution_12m_amount", "full_amount"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def backtest_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_tiers/backtest"]
    if frame.empty:
        return None
    top, last = frame.iloc[0], frame.iloc[-1]
    sentence = words.sentence(
        "customer_tiers.backtest.answer",
        top=term(words.label("tier", top["tier_code"])),
        top_contribution=amount(top["next_12m_contribution_per_customer_amount"]),
        top_retention=rate(top["retention_rate"]),
        last=term(words.label("tier", last["tier_code"])),
        last_contribution=amount(last["next_12m_contribution_per_customer_amount"]),
        last_retention=rate(last["retention_rate"]),
    )
    values = list(frame["next_12m_contribution_per_customer_amount"])
    names = [words.label("tier", code) for code in frame["tier_code"]]
    chart = bars(names, values, [words.write(amount(v)) for v in values], [tier_colour(code) for code in frame["tier_code"]])
    columns = (
        Column("tier_code", "label:tier"),
        Column("review_count", "count"),
        Column("customer_count", "count"),
        Column("next_12m_contribution_per_customer_amount", "full_amount"),
        Column("retention_rate", "rate"),
        Column("bad_debt_rate", "rate"),
    )
    return Answer(sentence, chart, Table(frame, columns))


PAGE = Page(
    name="customer_tiers",
    questions=(
        Question("closest", ("customer_tiers/closest_to_next_tier",), closest_answer),
        Question("lifting", ("customer_tiers/lifting_metrics",), lifting_answer),
        Question("delivery", ("customer_tiers/delivery_by_tier",), delivery_answer, is_wide=True),
        Question("underserved", ("customer_tiers/underserved_customers",), underserved_answer, is_wide=True),
        Question("overserved", ("customer_tiers/overserved_customers",), overserved_answer),
        Question("backtest", ("customer_tiers/backtest",), backtest_answer),
        Question("policies", ("customer_tiers/policy_comparison",), policies_answer),
        Question("matrix", ("customer_tiers/strategy_matrix",), matrix_answer, is_wide=True),
    ),
)
