"""Prospects and industries: whom to win, whom of the leaders we miss, and where power concentrates."""

from __future__ import annotations

from dashboards.charts.industry_lines import industry_lines
from dashboards.charts.industry_tiles import industry_tiles
from dashboards.charts.tier_scatter import tier_scatter
from dashboards.numbers import amount, count, known, rate, score, term
from dashboards.page import Answer, Column, Frames, Page, Question, Table
from dashboards.words import Words


def scores_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["prospect_opportunities/prospect_scores"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "prospect_opportunities.scores.answer",
        key=count(known(row["key_count"])),
        total=count(known(row["prospect_count"])),
        unknown=count(known(row["unknown_count"])),
    )

    def hover(one: dict) -> str:
        return words.text(
            "prospect_opportunities.scores.hover",
            influence=score(one["influence_score"]),
            potential=score(one["deal_potential_score"]),
            deal=amount(one["expected_deal_amount"]),
        )

    chart = None
    if (frame["influence_score"].notna() & frame["deal_potential_score"].notna()).any():
        chart = tier_scatter(
            frame.assign(label_code=frame["opportunity_class_code"] + "_opportunity"),
            words,
            x="influence_score",
            y="deal_potential_score",
            tier="label_code",
            titles=(words.label("column", "influence_score"), words.label("column", "deal_potential_score")),
            hover=hover,
            is_money=False,
        )
    columns = (
        Column("customer_name", "customer"),
        Column("industry", "label:industry"),
        Column("opportunity_class_code", "label:opportunity"),
        Column("influence_score", "score"),
        Column("deal_potential_score", "score"),
        Column("expected_deal_amount", "full_amount"),
    )
    return Answer(sentence, chart, Table(frame, columns))


def opportunities_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["prospect_opportunities/opportunities"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "prospect_opportunities.opportunities.answer",
        key=count(known(row["key_count"])),
        expected=amount(row["key_expected_amount"]),
        customers=count(known(row["customer_count"]), "customer"),
    )
    columns = (
        Column("customer_name", "customer"),
        Column("opportunity_kind", "label:opportunity_kind"),
        Column("opportunity_class_code", "label:opportunity"),
        Column("industry", "label:industry"),
        Column("influence_score", "score"),
        Column("influence_source", "label:source"),
        Column("deal_potential_score", "score"),
        Column("expected_deal_amount", "full_amount", bar=True),
        Column("account_manager_name", "text"),
        Column("reason_codes", "label:reason", is_optional=True),
    )
    return Answer(sentence, None, Table(frame.head(50), columns, is_open=True))


def tiles_answer(frames: Frames, words: Words) -> Answer | None:
    frame, missing = frames["prospect_opportunities/penetration"], frames["prospect_opportunities/missing_leaders"]
    if frame.empty:
        return None
    row = frame.iloc[0]
    sentence = words.sentence(
        "prospect_opportunities.tiles.answer",
        served=count(known(row["all_served_count"])),
        ranked=count(known(row["all_ranked_count"]), "company"),
        industry=term(words.label("industry", row["industry"])),
        fewest=count(known(row["customers_in_top_n_count"])),
    )
    columns = (
        Column("industry", "label:industry"),
        Column("ranking_year", "text"),
        Column("ranked_company_count", "count"),
        Column("customers_in_top_n_count", "count"),
        Column("customer_revenue_share_rate", "rate"),
        Column("our_sales_amount", "full_amount"),
        Column("concentration_cr4_rate", "rate"),
        Column("concentration_hhi", "score"),
        Column("concentration_hhi_change", "score"),
    )
    return Answer(sentence, industry_tiles(frame, missing, words), Table(frame, columns))


def missing_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["prospect_opportunities/missing_leaders"]
    if frame.empty:
        return None
    sentence = words.sentence(
        "prospect_opportunities.missing.answer",
        missing=count(len(frame), "company"),
        known=count(int(frame["customer_id"].notna().sum())),
    )
    columns = (
        Column("company_name", "customer"),
        Column("industry", "label:industry"),
        Column("industry_rank", "count"),
        Column("ranking_year", "text"),
        Column("revenue_amount", "full_amount", bar=True),
    )
    return Answer(sentence, None, Table(frame.head(50), columns, is_open=True))


def concentration_answer(frames: Frames, words: Words) -> Answer | None:
    frame = frames["prospect_opportunities/concentration"]
    risen = frame[frame["concentration_hhi_change"].notna()].groupby("industry").tail(1) if len(frame) else frame
    if risen.empty:
        return None
    most = risen.sort_values(["concentration_hhi_change", "industry"], ascending=[False, True]).iloc[0]
    sentence = words.sentence(
        "prospect_opportunities.concentration.answer",
        industry=term(words.label("industry", most["industry"])),
        moved=score(most["concentration_hhi_change"]),
        level=score(most["concentration_hhi"]),
        served=rate(most["customer_revenue_share_rate"]),
    )
    columns = (
        Column("industry", "label:industry"),
        Column("ranking_year", "text"),
        Column("concentration_hhi", "score"),
        Column("concentration_hhi_change", "score"),
        Column("concentration_cr4_rate", "rate"),
        Column("customer_revenue_share_rate", "rate"),
    )
    chart = industry_lines(frame, "concentration_hhi", words.label("column", "concentration_hhi"), words)
    return Answer(sentence, chart, Table(frame, columns))


PAGE = Page(
    name="prospect_opportunities",
    questions=(
        Question(
            "tiles",
            ("prospect_opportunities/penetration", "prospect_opportunities/missing_leaders"),
            tiles_answer,
            is_wide=True,
        ),
        Question("scores", ("prospect_opportunities/prospect_scores",), scores_answer),
        Question("concentration", ("prospect_opportunities/concentration",), concentration_answer),
        Question("opportunities", ("prospect_opportunities/opportunities",), opportunities_answer, is_wide=True),
        Question("missing", ("prospect_opportunities/missing_leaders",), missing_answer, is_wide=True),
    ),
)
