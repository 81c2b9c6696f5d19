"""Overview: where value comes from, who moves, what changed since the last review."""

from __future__ import annotations

from dashboards.charts.migration_matrix import migration_matrix
from dashboards.charts.tier_mix import tier_mix
from dashboards.charts.value_trend import value_trend
from dashboards.header import first
from dashboards.numbers import Value, amount, change, count, known, points, rate, term
from dashboards.page import Answer, Column, Frames, Page, Question, Table, Tile
from dashboards.pages.customer_value import whale_curve_answer
from dashboards.words import Sentence, Words


def tiles(frames: Frames, words: Words) -> list[Tile]:
    row = first(frames, "overview/headlines")

    def compared(key: str, **values: Value) -> Sentence:
        return words.sentence(f"overview.tiles.{key}_note", **values)

    return [
        Tile(
            "active_customers",
            count(row.get("active_customer_count")),
            compared("active_customers", before=count(row.get("active_customer_count_before"))),
        ),
        Tile(
            "net_sales",
            amount(row.get("net_sales_12m_amount")),
            compared("net_sales", growth=change(row.get("net_sales_change_rate"))),
        ),
        Tile(
            "contribution",
            amount(row.get("contribution_12m_amount")),
            compared("contribution", growth=change(row.get("contribution_change_rate"))),
        ),
        Tile(
            "collection_rate",
            rate(row.get("collection_rate")),
            compared("collection_rate", moved=points(row.get("collection_rate_change"))),
        ),
        Tile(
            "open_receivables",
            amount(row.get("open_receivables_amount")),
            compared("open_receivables", late=rate(row.get("overdue_over_90_rate"))),
        ),
        Tile("expected_loss", amount(row.get("expected_credit_loss_amount")), compared("expected_loss")),
    ]


def tier_mix_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["overview/tier_mix"]
    if frame.empty:
        return None
    top, bottom = frame.iloc[0], frame.iloc[-1]
    sentence = words.sentence(
        "overview.tier_mix.answer",
        top=term(words.label("tier", top["tier_code"])),
        top_customers=rate(top["customer_share_rate"]),
        top_contribution=rate(top["contribution_share_rate"]),
        bottom=term(words.label("tier", bottom["tier_code"])),
        bottom_customers=rate(bottom["customer_share_rate"]),
        bottom_contribution=rate(bottom["contribution_share_rate"]),
    )
    columns = (
        Column("tier_code", "label:tier"),
        Column("customer_count", "count"),
        Column("customer_share_rate", "rate"),
        Column("net_sales_12m_amount", "full_amount"),
        Column("contribution_12m_amount", "full_amount"),
        Column("contribution_share_rate", "rate"),
        Column("contribution_unknown_count", "count"),
    )
    return Answer(sentence, tier_mix(frame, words), Table(frame, columns))


def value_trend_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["overview/value_trend"]
    if frame.empty:
        return None
    first_row, last_row = frame.iloc[0], frame.iloc[-1]
    sentence = words.sentence(
        "overview.value_trend.answer",
        reviews=count(len(frame), "review"),
        sales_before=amount(first_row["net_sales_12m_amount"]),
        sales=amount(last_row["net_sales_12m_amount"]),
        contribution_before=amount(first_row["contribution_12m_amount"]),
        contribution=amount(last_row["contribution_12m_amount"]),
    )
    columns = (
        Column("review_date", "date"),
        Column("net_sales_12m_amount", "full_amount"),
        Column("gross_profit_12m_amount", "full_amount"),
        Column("contribution_12m_amount", "full_amount"),
        Column("customer_count", "count"),
    )
    return Answer(sentence, value_trend(frame, words), Table(frame, columns))


def tier_moves_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["overview/tier_moves"]
    if frame.empty or (frame["direction"] == "entered").all():
        return None
    counted = frame.groupby("direction")["customer_count"].sum()
    sentence = words.sentence(
        "overview.tier_moves.answer",
        up=count(int(counted.get("up", 0)), "customer"),
        down=count(int(counted.get("down", 0))),
        entered=count(int(counted.get("entered", 0))),
        same=count(int(counted.get("same", 0))),
    )
    columns = (
        Column("from_tier_code", "label:tier"),
        Column("to_tier_code", "label:tier"),
        Column("direction", "label:direction"),
        Column("customer_count", "count"),
    )
    return Answer(sentence, migration_matrix(frame, words), Table(frame, columns))


def changes_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["overview/changed_since_last_review"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "overview.changes.answer",
        changed=count(known(row["changed_count"]), "customer"),
        up=count(known(row["up_count"])),
        down=count(known(row["down_count"])),
        entered=count(known(row["entered_count"])),
    )
    told = "explanation" if words.language == "en" else "explanation_zh"
    columns = (
        Column("customer_name", "customer"),
        Column("tier_change", "label:direction"),
        Column("previous_effective_tier_code", "label:tier", is_optional=True),
        Column("effective_tier_code", "label:tier"),
        Column("contribution_12m_amount", "full_amount"),
        Column(told, "text"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


PAGE = Page(
    name="overview",
    tile_queries=("overview/headlines",),
    tiles=tiles,
    questions=(
        Question("tier_mix", ("overview/tier_mix",), tier_mix_answer),
        Question("whale_curve", ("customer_value/profit_curve", "customer_value/best_fifth"), whale_curve_answer),
        Question("value_trend", ("overview/value_trend",), value_trend_answer),
        Question("tier_moves", ("overview/tier_moves",), tier_moves_answer),
        Question("changes", ("overview/changed_since_last_review",), changes_answer, is_wide=True),
    ),
)
