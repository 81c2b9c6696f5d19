"""Purchase factors: what customers buy on, where we argue the wrong way, and how often we win."""

from __future__ import annotations

from dashboards.charts.bars import bars, heat
from dashboards.charts.factor_triangle import FACTORS, factor_triangle
from dashboards.charts.intervals import intervals
from dashboards.numbers import amount, count, known, rate, term, text
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.theme import FACTOR_COLOURS, UNKNOWN
from dashboards.words import Words


def triangle_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["purchase_factors/customer_shares"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "purchase_factors.triangle.answer",
        evidenced=count(known(row["evidenced_count"]), "customer"),
        **{factor: count(known(row[f"{factor}_first_count"])) for factor in FACTORS},
        prior_only=count(known(row["prior_only_count"])),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("tier_code", "label:tier"),
        *(Column(f"{factor}_share", "rate") for factor in FACTORS),
        Column("first_factor", "label:factor"),
        Column("confidence_rate", "rate"),
    )
    return Answer(sentence, factor_triangle(frame, words), Table(frame, columns))


def market_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["purchase_factors/market_shares"]
    if frame.empty or frame["amount"].isna().all():
        return None
    first_row = frame.iloc[0]
    sentence = words.sentence(
        "purchase_factors.market.answer",
        factor=term(words.label("factor", first_row["factor"])),
        share=rate(first_row["amount_share"]),
        prior=rate(first_row["market_share_prior"]),
    )
    rows = frame.to_dict("records")
    shown = [
        words.write(rate(row["amount_share"]))
        + (
            ""
            if known(row["market_share_prior"]) is None
            else words.text("purchase_factors.market.beside", prior=rate(row["market_share_prior"]))
        )
        for row in rows
    ]
    chart = bars(
        [words.label("factor", row["factor"]) for row in rows],
        [row["amount_share"] for row in rows],
        shown,
        [FACTOR_COLOURS.get(row["factor"], UNKNOWN) for row in rows],
    )
    columns = (
        Column("factor", "label:factor"),
        Column("customer_count", "count"),
        Column("amount", "full_amount"),
        Column("amount_share", "rate"),
        Column("market_share_prior", "rate"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def mismatch_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["purchase_factors/mismatches"]
    if frame.empty:
        return None
    worst = frame.iloc[0]
    sentence = words.sentence(
        "purchase_factors.mismatch.answer",
        deals=count(int(frame["deal_count"].sum()), "deal"),
        stake=amount(frame["amount_at_stake_amount"].sum(min_count=1)),
        wants=term(words.label("factor", worst["first_factor"])),
        argued=term(words.label("factor", worst["emphasised_factor"])),
        worst=amount(worst["amount_at_stake_amount"]),
    )
    cells = {(known(row["first_factor"]), known(row["emphasised_factor"])): row for row in frame.to_dict("records")}
    largest = max(
        (float(row["amount_at_stake_amount"]) for row in cells.values() if known(row["amount_at_stake_amount"])),
        default=1,
    )
    argued = [*FACTORS, *sorted({str(e) for _, e in cells if e is not None and e not in FACTORS})]
    shares: list[list[float | None]] = []
    shown: list[list[str]] = []
    for wanted in FACTORS:
        row = [cells.get((wanted, played)) for played in argued]
        shares.append([(known(cell["amount_at_stake_amount"]) or 0) / largest if cell else 0.0 for cell in row])
        shown.append([f"{words.write(amount(cell['amount_at_stake_amount']))} ({cell['deal_count']:,})" if cell else "·" for cell in row])
    chart = heat(
        [words.label("factor", factor) for factor in FACTORS],
        [words.label("factor", factor) for factor in argued],
        shares,
        shown,
        words.text("purchase_factors.mismatch.x"),
        "#8C2D04",
    )
    columns = (
        Column("first_factor", "label:factor"),
        Column("emphasised_factor", "label:factor"),
        Column("deal_count", "count"),
        Column("amount_at_stake_amount", "full_amount"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def deals_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["purchase_factors/mismatched_deals"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "purchase_factors.deals.answer",
        name=text(row["customer_name"]),
        stake=amount(row["amount_at_stake_amount"]),
        mismatches=count(known(row["mismatch_count"])),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("opportunity_id", "text"),
        Column("mismatch_type", "label:mismatch"),
        Column("first_factor", "label:factor"),
        Column("emphasised_factor", "label:factor"),
        Column("amount_at_stake_amount", "full_amount", bar=True),
        Column("confidence_rate", "rate"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def named(row: dict, words: Words) -> str:
    """Name of a cut of win_loss: factors and categories by their label, competitors as they are."""
    if row["dimension"] == "all":
        return words.text("purchase_factors.wins.all")
    if row["dimension_value"] == "unknown":  # of several cuts: it has to say of which
        return f"{words.label('dimension', row['dimension'])}: {words.text('shared.unknown')}"
    group = {"factor": "factor", "category": "category"}.get(row["dimension"])
    return words.label(group, row["dimension_value"]) if group else str(row["dimension_value"])


def wins_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["purchase_factors/win_rates"]
    if frame.empty or (frame["dimension"] != "all").all():
        return None
    total = frame[frame["dimension"] == "all"].iloc[0]
    sentence = words.sentence(
        "purchase_factors.wins.answer",
        rate=rate(total["win_rate"]),
        decided=count(int(total["win_count"] + total["loss_count"]), "deal"),
        low=rate(total["win_rate_low"]),
        high=rate(total["win_rate_high"]),
    )
    rows = frame.to_dict("records")
    chart = intervals(
        rows,
        [named(row, words) for row in rows],
        ("win_rate", "win_rate_low", "win_rate_high"),
        words.text("purchase_factors.wins.x"),
        words,
    )
    table = frame.assign(dimension_name=[named(row, words) for row in rows])
    columns = (
        Column("dimension", "label:dimension"),
        Column("dimension_name", "text"),
        Column("win_count", "count"),
        Column("loss_count", "count"),
        Column("no_decision_count", "count"),
        Column("win_rate", "rate"),
        Column("win_rate_low", "rate"),
        Column("win_rate_high", "rate"),
    )
    return Answer(sentence, chart, Table(table, columns))


def losses_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["purchase_factors/loss_reasons"]
    if frame.empty:
        return None
    most = frame.iloc[0]
    sentence = words.sentence(
        "purchase_factors.losses.answer",
        reason=term(words.label("loss_reason", most["reason_code"])),
        lost=count(known(most["loss_count"]), "deal"),
        share=rate(most["loss_share_rate"]),
    )
    shown = frame.head(12)
    chart = bars(
        [words.label("loss_reason", code) for code in shown["reason_code"]],
        list(shown["loss_count"]),
        [f"{words.write(count(known(r['loss_count'])))} ({words.write(rate(r['loss_share_rate']))})" for r in shown.to_dict("records")],
    )
    columns = (
        Column("reason_code", "label:loss_reason"),
        Column("loss_count", "count"),
        Column("loss_share_rate", "rate"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def accuracy_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["purchase_factors/accuracy"]
    if frame.empty or known(frame.iloc[0]["hit_rate"]) is None:
        return None
    total = frame.iloc[0]
    sentence = words.sentence(
        "purchase_factors.accuracy.answer",
        hits=count(known(total["hit_count"])),
        argued=count(known(total["argued_deal_count"]), "deal"),
        rate=rate(total["hit_rate"]),
        guess=rate(total["market_guess_hit_rate"]),
    )
    columns = (
        Column("dimension", "label:dimension"),
        Column("dimension_value", "label:accuracy"),
        Column("decided_deal_count", "count"),
        Column("argued_deal_count", "count"),
        Column("hit_count", "count"),
        Column("hit_rate", "rate"),
        Column("market_guess_hit_rate", "rate"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


PAGE = Page(
    name="purchase_factors",
    questions=(
        Question("triangle", ("purchase_factors/customer_shares",), triangle_answer),
        Question("mismatch", ("purchase_factors/mismatches",), mismatch_answer),
        Question("market", ("purchase_factors/market_shares",), market_answer),
        Question("losses", ("purchase_factors/loss_reasons",), losses_answer),
        Question("wins", ("purchase_factors/win_rates",), wins_answer),
        Question("accuracy", ("purchase_factors/accuracy",), accuracy_answer),
        Question("deals", ("purchase_factors/mismatched_deals",), deals_answer, is_wide=True),
    ),
)
