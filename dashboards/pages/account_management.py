"""Account managers: portfolios, the career ladder and what is overdue after reviews."""

from __future__ import annotations

import pandas as pd

from dashboards.charts.bars import bars, stacked_bars
from dashboards.numbers import amount, count, known, rate, term, text
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.theme import TIER_COLOURS, TIERS
from dashboards.words import Words

SHOWN_MANAGERS = 20


def names_of(frame: pd.DataFrame, words: Words) -> list[str]:
    """Manager names; two of the same name stay two bars by their id."""
    named = [str(known(row["account_manager_name"]) or row["account_manager_id"]) for row in frame.to_dict("records")]
    return [
        f"{name} ({row['account_manager_id']})" if named.count(name) > 1 else name
        for name, row in zip(named, frame.to_dict("records"), strict=True)
    ]


def portfolio_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["account_management/portfolios"]
    if frame.empty:
        return None
    top, shown = frame.iloc[0], frame.head(SHOWN_MANAGERS)
    sentence = words.sentence(
        "account_management.portfolios.answer",
        managers=count(len(frame), "manager"),
        name=text(known(top["account_manager_name"]) or top["account_manager_id"]),
        contribution=amount(top["contribution_12m_amount"]),
        share=rate(top["contribution_share_rate"]),
    )
    values = list(shown["contribution_12m_amount"])
    chart = bars(names_of(shown, words), values, [words.write(amount(value)) for value in values])
    columns = (
        Column("account_manager_name", "text"),
        Column("customer_count", "count"),
        Column("contribution_12m_amount", "full_amount", bar=True),
        Column("contribution_share_rate", "rate"),
        Column("collection_rate", "rate"),
        Column("delivery_rate", "rate"),
        Column("upgrade_count", "count"),
        Column("downgrade_count", "count"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def mix_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["account_management/portfolios"]
    if frame.empty:
        return None
    shown = frame.head(SHOWN_MANAGERS)
    counts = {tier: int(frame[f"{tier}_customer_count"].fillna(0).sum()) for tier in TIERS}
    best = frame.sort_values(["diamond_customer_count", "account_manager_id"], ascending=[False, True]).iloc[0]
    sentence = words.sentence(
        "account_management.mix.answer",
        diamonds=count(counts["diamond"]),
        tier=term(words.label("tier", "diamond")),
        name=text(known(best["account_manager_name"]) or best["account_manager_id"]),
        most=count(known(best["diamond_customer_count"])),
        problems=count(counts["problem"]),
        problem=term(words.label("tier", "problem")),
    )
    parts = [(words.label("tier", tier), list(shown[f"{tier}_customer_count"]), TIER_COLOURS[tier]) for tier in TIERS]
    columns = (
        Column("account_manager_name", "text"),
        *(Column(f"{tier}_customer_count", "count") for tier in TIERS),
        Column("customer_count", "count"),
    )
    return Answer(sentence, stacked_bars(names_of(shown, words), parts), Table(frame, columns))


def career_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["account_management/career_ladder"]
    if frame.empty:
        return None
    ahead = int((frame["career_level_code"] != frame["held_career_level_code"]).sum())
    sentence = words.sentence("account_management.career.answer", managers=count(len(frame), "manager"), differs=count(ahead))
    told = [name for name in ("gap_explanation", "gap_explanation_zh") if name in frame.columns]
    gap = told[-1] if words.language == "zh" and told else told[0] if told else None
    columns = [
        Column("account_manager_name", "text"),
        Column("held_career_level_code", "label:career"),
        Column("career_level_code", "label:career"),
        Column("next_career_level_code", "label:career"),
    ]
    if gap:
        columns.append(Column(gap, "text"))
    return Answer(sentence, None, Table(frame, tuple(columns), is_open=True))


def actions_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["account_management/review_actions"]
    if frame.empty:
        return None
    sentence = words.sentence(
        "account_management.actions.answer",
        customers=count(len(frame), "customer"),
        overdue=count(int(frame["overdue_action_count"].sum())),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("tier_code", "label:tier"),
        Column("overdue_action_count", "count"),
        Column("open_action_count", "count"),
        Column("done_action_count", "count"),
        Column("account_manager_name", "text"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


PAGE = Page(
    name="account_management",
    questions=(
        Question("portfolios", ("account_management/portfolios",), portfolio_answer),
        Question("mix", ("account_management/portfolios",), mix_answer),
        Question("career", ("account_management/career_ladder",), career_answer, is_wide=True),
        Question("actions", ("account_management/review_actions",), actions_answer, is_wide=True),
    ),
)
