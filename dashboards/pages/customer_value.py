"""Customer value: who brings it, who costs it, who owes, and how much of it is known."""

from __future__ import annotations

from dashboards.charts.ageing_bars import BUCKETS, ageing_bars
from dashboards.charts.coverage_bars import coverage_bars
from dashboards.charts.whale_curve import whale_curve
from dashboards.header import first
from dashboards.numbers import amount, count, known, rate, term, text
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.words import Words


def whale_curve_answer(frames: Frames, words: Words) -> Answer | None:
    summary, curve = first(frames, "customer_value/best_fifth"), frames["customer_value/profit_curve"]
    if not summary:
        return None
    columns = (
        Column("contribution_rank", "count"),
        Column("cumulative_customer_rate", "rate"),
        Column("cumulative_contribution_amount", "full_amount"),
        Column("cumulative_contribution_rate", "rate"),
    )
    table = Table(curve, columns)
    if summary["best_fifth_contribution_rate"] is None:
        told = words.sentence("customer_value.whale_curve.no_total", total=amount(summary["total_amount"]))
        return Answer(told, None, table)
    sentence = words.sentence(
        "customer_value.whale_curve.answer",
        best_count=count(summary["best_fifth_count"], "customer"),
        best_customers=rate(summary["best_fifth_customer_rate"]),
        best_contribution=rate(summary["best_fifth_contribution_rate"]),
    )
    if summary["after_peak_count"]:
        sentence += words.sentence(
            "customer_value.whale_curve.answer_tail",
            tail=count(summary["after_peak_count"], "customer"),
            lost=amount(-summary["after_peak_amount"]),
        )
    return Answer(sentence, whale_curve(curve, summary, words), table)


def largest_customers_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_value/largest_customers"]
    if frame.empty:
        return None
    sentence = words.sentence(
        "customer_value.largest_customers.answer",
        name=text(frame.iloc[0]["customer_name"]),
        contribution=amount(frame.iloc[0]["contribution_12m_amount"]),
        share=rate(frame.iloc[0]["contribution_share_rate"]),
        listed=count(len(frame), "customer"),
        together=rate(frame["contribution_share_rate"].sum(min_count=1)),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("tier_code", "label:tier"),
        Column("contribution_12m_amount", "full_amount", bar=True),
        Column("contribution_share_rate", "rate"),
        Column("net_sales_12m_amount", "full_amount", bar=True),
        Column("gross_margin_rate", "rate"),
        Column("sales_growth_rate", "change"),
        Column("collection_rate", "rate"),
        Column("open_receivables_amount", "full_amount"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def margin_traps_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_value/margin_traps"]
    if frame.empty:
        return None
    sentence = words.sentence(
        "customer_value.margin_traps.answer",
        losing=count(known(frame.iloc[0]["loss_making_count"]), "customer"),
        lost=amount(-frame.iloc[0]["lost_amount"]),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("net_sales_12m_amount", "full_amount"),
        Column("gross_margin_rate", "rate"),
        Column("cost_to_serve_12m_amount", "full_amount"),
        Column("contribution_12m_amount", "full_amount", bar=True),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def ageing_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_value/ageing_by_tier"]
    if frame.empty:
        return None
    if frame["open_receivables_amount"].isna().all():
        return Answer(words.sentence("customer_value.ageing.unknown"))
    total = frame["open_receivables_amount"].sum()
    late = total - frame["not_due_amount"].sum()
    sentence = words.sentence(
        "customer_value.ageing.answer",
        open=amount(total),
        late_rate=rate(late / total if total > 0 else None),
        over_90=amount(frame["overdue_over_90_amount"].sum()),
    )
    names = [words.label("tier", code) for code in frame["tier_code"]]
    columns = (
        Column("tier_code", "label:tier"),
        *(Column(bucket, "full_amount") for bucket in BUCKETS),
        Column("open_receivables_amount", "full_amount"),
        Column("open_credit_notes_amount", "full_amount"),
        Column("unapplied_cash_amount", "full_amount"),
    )
    return Answer(sentence, ageing_bars(frame, names, words), Table(frame, columns))


def coverage_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["customer_value/metric_coverage"]
    if frame.empty:
        return None
    weakest = frame.sort_values(["sales_coverage_rate", "metric_code"], na_position="first").iloc[0]
    sentence = words.sentence(
        "customer_value.coverage.answer",
        metric=term(words.label("column", weakest["metric_code"])),
        customers=rate(weakest["customer_coverage_rate"]),
        sales=rate(weakest["sales_coverage_rate"]),
    )
    names = [words.label("column", code) for code in frame["metric_code"]]
    columns = (
        Column("metric_code", "label:column"),
        Column("customer_count", "count"),
        Column("customer_coverage_rate", "rate"),
        Column("sales_coverage_rate", "rate"),
    )
    return Answer(sentence, coverage_bars(frame, names, words), Table(frame, columns))


PAGE = Page(
    name="customer_value",
    questions=(
        Question("whale_curve", ("customer_value/profit_curve", "customer_value/best_fifth"), whale_curve_answer),
        Question("ageing", ("customer_value/ageing_by_tier",), ageing_answer),
        Question("largest_customers", ("customer_value/largest_customers",), largest_customers_answer, is_wide=True),
        Question("margin_traps", ("customer_value/margin_traps",), margin_traps_answer),
        Question("coverage", ("customer_value/metric_coverage",), coverage_answer),
    ),
)
