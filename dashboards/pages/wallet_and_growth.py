"""Share and growth: do we grow with our customers, or only beside them?"""

from __future__ import annotations

from dashboards.charts.bars import bars
from dashboards.charts.bridge import bridge
from dashboards.charts.growth_bubbles import growth_bubbles
from dashboards.numbers import Value, amount, count, known, rate, text
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.theme import ACCENT, GAIN, LOSS, UNKNOWN
from dashboards.words import Words

POSITION_COLOURS = {"leading": GAIN, "keeping": "#8D9499", "lagging": LOSS}
EFFECTS = ("market_effect_amount", "share_effect_amount", "mix_effect_amount", "unexplained_effect_amount")


def bubbles_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["wallet_and_growth/bubbles"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "wallet_and_growth.bubbles.answer",
        losing=count(known(row["growing_but_losing_count"])),
        pairs=count(known(row["pair_count"]), "pair"),
        year=text(f"{row['fiscal_year']:.0f}"),
        unknown=count(known(row["unknown_wallet_count"])),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("product_category", "label:category"),
        Column("wallet_amount", "full_amount"),
        Column("wallet_source", "label:source"),
        Column("our_sales_amount", "full_amount"),
        Column("our_growth_rate", "change"),
        Column("market_growth_rate", "change"),
        Column("our_share_rate", "rate"),
        Column("share_change_rate", "points"),
        Column("position_code", "label:position"),
    )
    chart = growth_bubbles(frame, words) if frame["market_growth_rate"].notna().any() else None
    return Answer(sentence, chart, Table(frame, columns))


def positions_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["wallet_and_growth/positions"]
    if frame.empty:
        return None
    shares = {row["position_code"]: row for row in frame.to_dict("records")}

    def share_of(code: str) -> Value:
        return rate(shares[code]["sales_share_rate"]) if code in shares else rate(0)

    sentence = words.sentence(
        "wallet_and_growth.positions.answer",
        leading=share_of("leading"),
        keeping=share_of("keeping"),
        lagging=share_of("lagging"),
        unknown=share_of("unknown"),
    )
    rows = frame.to_dict("records")
    chart = bars(
        [words.label("position", row["position_code"]) for row in rows],
        [row["our_sales_amount"] for row in rows],
        [f"{words.write(amount(row['our_sales_amount']))} ({words.write(rate(row['sales_share_rate']))})" for row in rows],
        [POSITION_COLOURS.get(row["position_code"], UNKNOWN) for row in rows],
    )
    columns = (
        Column("position_code", "label:position"),
        Column("pair_count", "count"),
        Column("our_sales_amount", "full_amount"),
        Column("sales_share_rate", "rate"),
        Column("proxy_count", "count"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def split_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["wallet_and_growth/growth_split"]
    if frame.empty:
        return None
    last = frame.iloc[-1]
    sentence = words.sentence(
        "wallet_and_growth.split.answer",
        year=text(f"{last['fiscal_year']:.0f}"),
        total=amount(last["our_sales_change_amount"]),
        market=amount(last["market_effect_amount"]),
        share=amount(last["share_effect_amount"]),
        unexplained=amount(last["unexplained_effect_amount"]),
    )
    names = [words.label("column", effect) for effect in EFFECTS]
    total = last["our_sales_change_amount"]
    chart = bridge(names, [last[effect] for effect in EFFECTS], words.label("column", "our_sales_change_amount"), total, words)
    columns = (
        Column("fiscal_year", "text"),
        *(Column(effect, "full_amount") for effect in EFFECTS),
        Column("our_sales_change_amount", "full_amount"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def hidden_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["wallet_and_growth/hidden_losses"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "wallet_and_growth.hidden.answer",
        pairs=count(known(row["hidden_count"]), "pair"),
        lost=amount(-row["all_share_effect_amount"] if known(row["all_share_effect_amount"]) is not None else None),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("product_category", "label:category"),
        Column("our_sales_amount", "full_amount"),
        Column("our_growth_rate", "change"),
        Column("wallet_growth_rate", "change"),
        Column("our_share_rate", "rate"),
        Column("share_effect_amount", "full_amount", bar=True),
        Column("largest_competitor_name", "text"),
        Column("largest_competitor_share_rate", "rate"),
        Column("wallet_source", "label:source"),
        Column("is_certain", "flag"),
    )
    return Answer(sentence, None, Table(frame, columns, is_open=True))


def competitors_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["wallet_and_growth/competitors"]
    rivals = frame[~frame["supplier_name"].isin(["us", "other"])]
    ours = frame[frame["supplier_name"] == "us"]
    if rivals.empty:
        return None
    sentence = words.sentence(
        "wallet_and_growth.competitors.answer",
        rival=text(rivals.iloc[0]["supplier_name"]),
        rival_share=rate(rivals.iloc[0]["share_rate"]),
        our_share=rate(ours.iloc[0]["share_rate"] if len(ours) else None),
    )
    rows = frame.to_dict("records")
    chart = bars(
        [words.label("supplier", row["supplier_name"]) for row in rows],
        [row["spend_amount"] for row in rows],
        [f"{words.write(amount(row['spend_amount']))} ({words.write(rate(row['share_rate']))})" for row in rows],
        [ACCENT if row["supplier_name"] == "us" else UNKNOWN if row["supplier_name"] == "other" else "#B6822A" for row in rows],
    )
    columns = (
        Column("supplier_name", "label:supplier"),
        Column("spend_amount", "full_amount"),
        Column("share_rate", "rate"),
        Column("customer_count", "count"),
    )
    return Answer(sentence, chart, Table(frame, columns))


PAGE = Page(
    name="wallet_and_growth",
    questions=(
        Question("bubbles", ("wallet_and_growth/bubbles",), bubbles_answer, is_wide=True),
        Question("split", ("wallet_and_growth/growth_split",), split_answer),
        Question("positions", ("wallet_and_growth/positions",), positions_answer),
        Question("hidden", ("wallet_and_growth/hidden_losses",), hidden_answer, is_wide=True),
        Question("competitors", ("wallet_and_growth/competitors",), competitors_answer),
    ),
)
