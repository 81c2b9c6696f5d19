"""Leadership: the five questions a board asks first, on one page of paper."""

from __future__ import annotations

from dashboards.charts.bars import bars
from dashboards.charts.bridge import bridge
from dashboards.header import first
from dashboards.numbers import amount, count, known, points, rate, term, text
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.theme import ACCENT, GAIN, LOSS, UNKNOWN, tier_colour
from dashboards.words import Words

CAUSES = ("new_amount", "lost_amount", "reactivated_amount", "up_amount", "down_amount")
SHOWN = 8


def bridge_answer(frames: Frames, words: Words) -> Answer | None:
    row = first(frames, "leadership/sales_bridge")
    if not row:
        return None
    sentence = words.sentence(
        "leadership.bridge.answer",
        year=text(f"{row['fiscal_year']:.0f}"),
        total=amount(row["sales_change_amount"]),
        new=amount(row["new_amount"]),
        lost=amount(row["lost_amount"]),
        market=amount(row["market_effect_amount"]),
        share=amount(row["share_effect_amount"]),
        unexplained=amount(row["unexplained_effect_amount"]),
    )
    if row["estimated_customer_count"]:
        estimated = count(int(row["estimated_customer_count"]), "customer")
        sentence += words.sentence("leadership.bridge.estimated", estimated=estimated)
    names = [words.label("column", cause) for cause in CAUSES]
    total = words.label("column", "sales_change_amount")
    chart = bridge(names, [row[cause] for cause in CAUSES], total, row["sales_change_amount"], words)
    columns = (
        Column("tier_code", "label:tier"),
        *(Column(cause, "full_amount") for cause in CAUSES),
        Column("sales_change_amount", "full_amount"),
    )
    return Answer(sentence, chart, Table(frames["leadership/sales_bridge_by_tier"], columns))


def economics_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["leadership/tier_economics"]
    if frame.empty or frame["remaining_12m_amount"].isna().all():
        return None
    best = frame.sort_values(["remaining_12m_amount", "tier_code"], ascending=[False, True]).iloc[0]
    sentence = words.sentence(
        "leadership.economics.answer",
        tier=term(words.label("tier", best["tier_code"])),
        remaining=amount(best["remaining_12m_amount"]),
        service=amount(best["cost_to_serve_12m_amount"]),
        losing=count(known(frame.iloc[0]["not_earned_back_count"])),
    )
    rows = frame.to_dict("records")
    shown = [words.write(amount(row["remaining_12m_amount"])) for row in rows]
    names = [words.label("tier", row["tier_code"]) for row in rows]
    colours = [tier_colour(row["tier_code"]) for row in rows]
    chart = bars(names, [row["remaining_12m_amount"] for row in rows], shown, colours)
    columns = (
        Column("tier_code", "label:tier"),
        Column("customer_count", "count"),
        Column("gross_profit_12m_amount", "full_amount"),
        Column("cost_to_serve_12m_amount", "full_amount"),
        Column("promise_cost_12m_amount", "full_amount"),
        Column("remaining_12m_amount", "full_amount"),
        Column("service_return_rate", "number"),
        Column("is_service_earned_back", "flag"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def outlook_answer(frames: Frames, words: Words) -> Answer | None:
    frame, past = frames["leadership/outlook"], first(frames, "leadership/outlook_backtest")
    if frame.empty:
        return None
    sentence = words.sentence(
        "leadership.outlook.answer",
        listed=count(known(frame.iloc[0]["listed_count"]), "customer"),
        risk=amount(frame.iloc[0]["all_at_risk_amount"]),
    )
    if past:
        sentence += words.sentence(
            "leadership.outlook.past",
            fell=rate(past["listed_that_fell_rate"]),
            found=rate(past["fallen_that_were_listed_rate"]),
            base=rate(past["base_fall_rate"]),
        )
    shown = frame.head(SHOWN)
    values = list(shown["contribution_at_risk_amount"])
    colours = [tier_colour(code) for code in shown["effective_tier_code"]]
    chart = bars(list(shown["customer_name"]), values, [words.write(amount(value)) for value in values], colours)
    columns = (
        Column("customer_name", "customer"),
        Column("effective_tier_code", "label:tier"),
        Column("contribution_at_risk_amount", "full_amount"),
        Column("reason_codes", "label:outlook", is_optional=True),
        Column("points_above_cut", "score"),
        Column("probability_active", "rate"),
        Column("overdue_over_90_amount", "full_amount"),
        Column("account_manager_name", "text"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def effect_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["leadership/strategy_effect"]
    if frame.empty or not known(frame.iloc[0]["known_count"]):
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "leadership.effect.answer",
        better=count(known(row["better_count"])),
        known=count(known(row["known_count"])),
        pairs=count(known(row["pair_count"])),
    )
    shown = frame[frame["growth_difference_rate"].notna()].head(SHOWN)
    rows = shown.to_dict("records")
    names = [f"{words.label('tier', one['tier_code'])} · {words.label('strategy', one['strategy_dimension'])}" for one in rows]
    values = [one["growth_difference_rate"] for one in rows]
    colours = [GAIN if value > 0 else LOSS for value in values]
    chart = bars(names, values, [words.write(points(value)) for value in values], colours)
    columns = (
        Column("tier_code", "label:tier"),
        Column("strategy_dimension", "label:strategy"),
        Column("served_customer_count", "count"),
        Column("underserved_customer_count", "count"),
        Column("served_growth_symmetric_rate", "change"),
        Column("underserved_growth_symmetric_rate", "change"),
        Column("served_retention_rate", "rate"),
        Column("underserved_retention_rate", "rate"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def opportunities_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["leadership/growth_opportunities"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "leadership.opportunities.answer",
        measured=amount(known(row["measured_amount"]) or 0),
        pairs=count(known(row["measured_count"]), "pair"),
        estimated=amount(known(row["estimated_amount"]) or 0),
        name=text(row["customer_name"]),
        first=amount(row["opportunity_amount"]),
    )
    shown = frame.head(SHOWN)
    rows = shown.to_dict("records")
    names = [f"{one['customer_name']} · {words.label('category', one['product_category'])}" for one in rows]
    values = [one["opportunity_amount"] for one in rows]
    colours = [ACCENT if one["wallet_basis"] == "measured" else UNKNOWN for one in rows]
    chart = bars(names, values, [words.write(amount(value)) for value in values], colours)
    columns = (
        Column("customer_name", "customer"),
        Column("product_category", "label:category"),
        Column("opportunity_amount", "full_amount"),
        Column("headroom_amount", "full_amount"),
        Column("attainable_rate", "rate"),
        Column("wallet_source", "label:source"),
        Column("wallet_basis", "label:wallet_basis"),
        Column("tier_code", "label:tier"),
        Column("account_manager_name", "text"),
    )
    return Answer(sentence, chart, Table(frame, columns))


PAGE = Page(
    name="leadership",
    questions=(
        Question("bridge", ("leadership/sales_bridge", "leadership/sales_bridge_by_tier"), bridge_answer),
        Question("economics", ("leadership/tier_economics",), economics_answer),
        Question("outlook", ("leadership/outlook", "leadership/outlook_backtest"), outlook_answer),
        Question("effect", ("leadership/strategy_effect",), effect_answer),
        Question("opportunities", ("leadership/growth_opportunities",), opportunities_answer),
    ),
)
