"""Every figure of a title, tile or sentence equals the mart: each is asked again in other words than the page's."""

# ruff: noqa: E501

from __future__ import annotations

import html
import re
from pathlib import Path

import duckdb
import pytest

from dashboards.numbers import Value, written
from dashboards.pages import PAGES
from dashboards.shell import page_path
from dashboards.words import LANGUAGES, catalogue
from tests.refreshes import Warehouse

FIGURE = re.compile(r'<data (?:class="[^"]*" )?data-figure="([^"]+)"(?: data-kind="([^"]*)")? value="([^"]*)">([^<]*)</data>')
NOW = "review_date = (select max(review_date) from marts.customer_value_metrics)"
TIERS = "marts.customer_tiers_current where scheme_code = (select max(scheme_code) from marts.customer_labels)"
CURVE = "marts.customer_profit_curve"
YEAR = "fiscal_year = (select max(fiscal_year) from marts.product_share_growth where is_complete_year)"
CHOSEN = "marts.lifetime_value_calibration where is_chosen and fit_date = (select max(fit_date) from marts.lifetime_value_calibration where is_chosen)"
CALIBRATED = f"{CHOSEN} and cut_date = (select max(cut_date) from {CHOSEN})"

# page / section / figure → the same figure asked of the mart in another way; one figure a line
ASKED = {
    "overview/tiles/net_sales": f"select sum(net_sales_12m_amount) from marts.customer_value_metrics where {NOW}",
    "overview/tiles/contribution": f"select sum(contribution_12m_amount) from marts.customer_value_metrics where {NOW}",
    "overview/tiles/open_receivables": f"select sum(open_receivables_amount) from marts.customer_value_metrics where {NOW}",
    "overview/tiles/expected_loss": f"select sum(expected_credit_loss_amount) from marts.customer_value_metrics where {NOW}",
    "overview/tiles/collection_rate": "select sum(collected_of_due_12m_amount)::double / sum(due_12m_amount)::double"
    f" from marts.customer_value_metrics where {NOW}",
    "overview/tier_mix/top_customers": "select count(*) filter (effective_tier_rank = (select min(effective_tier_rank)"
    f" from {TIERS})) / count(*) from {TIERS}",
    "overview/tier_mix/top_contribution": "select sum(contribution_12m_amount) filter (effective_tier_rank ="
    f" (select min(effective_tier_rank) from {TIERS}))::double / sum(contribution_12m_amount)::double from {TIERS}",
    "overview/changes/changed": f"select count(*) from {TIERS} and tier_change <> 'same'",
    "overview/changes/up": f"select count(*) from {TIERS} and tier_change = 'up'",
    "overview/value_trend/sales": f"select sum(net_sales_12m_amount) from marts.customer_value_metrics where {NOW}",
    "customer_value/whale_curve/best_count": f"select ceil(count(*) * 0.2) from {CURVE}",
    "customer_value/whale_curve/best_contribution": "select sum(contribution_12m_amount) filter (contribution_rank <="
    f" (select ceil(count(*) * 0.2) from {CURVE}))::double / sum(contribution_12m_amount)::double from {CURVE}",
    "customer_value/whale_curve/lost": f"select -sum(contribution_12m_amount) from {CURVE} where contribution_12m_amount < 0",
    "customer_value/ageing/open": f"select sum(open_receivables_amount) from marts.customer_value_metrics where {NOW}",
    "customer_value/ageing/over_90": f"select sum(overdue_over_90_amount) from marts.customer_value_metrics where {NOW}",
    "customer_value/largest_customers/contribution": f"select max(contribution_12m_amount) from marts.customer_value_metrics where {NOW}",
    "customer_value/margin_traps/losing": f"select count(*) from marts.customer_value_metrics where {NOW} and contribution_12m_amount < 0",
    "customer_tiers/closest/points": f"select min(points_to_next_tier) from {TIERS} and contribution_12m_amount > 0",
    "customer_tiers/delivery/met": "select count(*) from marts.strategy_delivery where is_met and"
    " quarter_start_date = (select max(quarter_start_date) from marts.strategy_delivery)",
    "problem_watch/watch/watched": "select count(*) from marts.problem_customer_watch",
    "problem_watch/watch/open": "select sum(open_receivables_amount) from marts.problem_customer_watch",
    "problem_watch/reputation/customers": "select count(*) from marts.problem_customer_watch where is_reputation_risk",
    "account_management/portfolios/contribution": "select max(contribution_12m_amount) from marts.account_manager_portfolios"
    " where review_date = (select max(review_date) from marts.account_manager_portfolios)",
    "prospect_opportunities/scores/key": "select count(*) from marts.prospect_opportunities where opportunity_class_code = 'key'",
    "prospect_opportunities/tiles/served": "select sum(customers_in_top_n_count) from marts.industry_penetration as p where"
    " ranking_year = (select max(ranking_year) from marts.industry_penetration as q where q.industry = p.industry)",
    "purchase_factors/triangle/prior_only": "select count(distinct customer_id) from marts.customer_purchase_factors where is_prior_only",
    "purchase_factors/mismatch/stake": "select sum(amount_at_stake_amount) from marts.purchase_factor_mismatches",
    "purchase_factors/wins/rate": "select win_rate from marts.win_loss where dimension = 'all'",
    "wallet_and_growth/hidden/pairs": f"select count(*) from marts.product_share_growth where {YEAR} and is_hidden_share_loss",
    "wallet_and_growth/split/market": "select sum(market_effect_amount) from marts.customer_share_growth where fiscal_year ="
    " (select max(fiscal_year) from marts.customer_share_growth where our_sales_change_amount is not null)",
    "lifetime_value/parts/total": "select sum(lifetime_value_amount) from marts.customer_lifetime_values where review_date ="
    " (select max(review_date) from marts.customer_lifetime_values)",
    "lifetime_value/calibration/actual": f"select sum(actual_purchases) from {CALIBRATED}",
    "lifetime_value/calibration/expected": f"select sum(expected_purchases) from {CALIBRATED}",
    "lifetime_value/calibration/difference": f"select sum(actual_purchases) / sum(expected_purchases) - 1 from {CALIBRATED}",
    "leadership/bridge/total": "select sum(sales_change_amount) from marts.sales_bridge where fiscal_year = (select max(fiscal_year) from marts.sales_bridge)",
    **{
        f"leadership/bridge/{figure}": f"select sum({column}) from marts.sales_bridge where fiscal_year = (select max(fiscal_year) from marts.sales_bridge)"
        for figure, column in [
            ("new", "new_amount"), ("lost", "lost_amount"), ("market", "market_effect_amount"), ("share", "share_effect_amount"),
            ("unexplained", "unexplained_effect_amount"), ("estimated", "estimated_customer_count"),
        ]
    },
    "leadership/economics/remaining": "select max(remaining_12m_amount) from marts.tier_economics",
    "leadership/economics/service": "select cost_to_serve_12m_amount from marts.tier_economics order by remaining_12m_amount desc nulls last, tier_code limit 1",
    "leadership/economics/losing": "select count(*) from marts.tier_economics where is_service_earned_back is false",
    "leadership/outlook/listed": "select count(*) from marts.tier_outlook",
    **{
        f"leadership/outlook/{figure}": f"select {part}::double / {whole} from marts.tier_outlook_backtest where sign_code = 'any_sign' and tier_code = 'all'"
        for figure, part, whole in [
            ("fell", "listed_and_fallen_count", "listed_count"), ("found", "listed_and_fallen_count", "fallen_count"),
            ("base", "fallen_count", "customer_review_count"),
        ]
    },
    "leadership/effect/pairs": "select count(*) from marts.strategy_effect",
    "leadership/effect/better": "select count(*) from marts.strategy_effect where served_growth_symmetric_rate > underserved_growth_symmetric_rate",
    "leadership/effect/known": "select count(served_growth_symmetric_rate + underserved_growth_symmetric_rate) from marts.strategy_effect",
    "leadership/opportunities/estimated": "select coalesce(sum(opportunity_amount), 0) from marts.growth_opportunities where wallet_basis = 'estimated'",
    "leadership/opportunities/first": "select opportunity_amount from marts.growth_opportunities order by wallet_basis desc, opportunity_amount desc limit 1",
    "leadership/outlook/risk": "select sum(contribution_at_risk_amount) from marts.tier_outlook",
    "leadership/opportunities/measured": "select sum(opportunity_amount) from marts.growth_opportunities where wallet_basis = 'measured'",
    "data_quality/loads/received": "select sum(received) from quality.load_audit",
}


def section(page: str, name: str) -> str:
    """HTML of one card, or of the tiles."""
    tiles = re.search(r'<ul class="tiles">.*?</ul>', page, re.S)
    if name == "tiles" and tiles:
        return tiles.group(0)
    found = re.search(rf'<section [^>]*id="{name}".*?(?=<section |</main>)', page, re.S)
    return re.search(r'<p class="answer">.*?</p>', found.group(0), re.S).group(0) if found else ""


def figures(page: str, name: str) -> dict[str, str]:
    return {figure: html.unescape(raw) for figure, _, raw, _ in FIGURE.findall(section(page, name))}


def compare(site: Path, database: Path, key: str, language: str = "en") -> None:
    page, name, figure = key.split("/")
    shown = figures((site / page_path(page, language)).read_text(encoding="utf-8"), name)
    with duckdb.connect(str(database), read_only=True) as connection:
        there = connection.execute(ASKED[key]).fetchall()[0][0]
    if figure not in shown:  # the question has no answer in these data: then the mart must have none either
        assert not there, f"{key} is not on the page, the mart says {there}"
        return
    assert float(shown[figure] or "nan") == pytest.approx(float(there), rel=1e-9), key


@pytest.mark.parametrize("key", ASKED)
def test_figures_equal_the_marts_of_invented_customers(site: Path, served_path: Path, key: str) -> None:
    compare(site, served_path, key)


@pytest.mark.parametrize("key", [key for key in ASKED if key.startswith("leadership/")])
def test_the_boards_figures_are_the_same_in_the_other_language(site: Path, served_path: Path, key: str) -> None:
    compare(site, served_path, key, "zh")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_that_rests_on_estimates_says_so(site: Path, language: str) -> None:
    page = (site / page_path("leadership", language)).read_text(encoding="utf-8")
    for name in ("bridge", "opportunities"):
        assert {"en": "stimated wallets", "zh": "估計錢包"}[language] in section(page, name), name
    assert {"en": "association, not cause", "zh": "並非因果"}[language] in section(page, "effect")


@pytest.mark.parametrize("key", ASKED)
def test_figures_equal_the_marts_of_the_demo_company(built_warehouse: Warehouse, key: str) -> None:
    compare(built_warehouse.dashboards, built_warehouse.served_database, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_written_is_the_number_beside_it(site: Path, language: str) -> None:
    nouns = {form for forms in catalogue()["nouns"].values() for form in forms.values()}
    seen = 0
    for page in PAGES:
        for _, kind, raw, text in FIGURE.findall((site / page_path(page.name, language)).read_text(encoding="utf-8")):
            if kind in ("", "text", "term", "date") or raw == "":
                continue
            number = written(Value(float(raw), kind), language)
            rest = html.unescape(text).removeprefix(number).strip()
            assert rest == "" or rest in nouns, (page.name, raw, text)
            seen += 1
    assert seen > 100


def test_the_header_states_date_currency_policy_and_coverage(site: Path) -> None:
    for language in LANGUAGES:
        line = re.search(r'<p class="about">.*?</p>', (site / page_path("overview", language)).read_text(encoding="utf-8"))
        found = {name: text for name, _, _, text in FIGURE.findall(line.group(0))}
        assert found["currency"] == "USD" and found["policy"] == "2025-01"
        assert found["as_of"] == ("31 Dec 2025" if language == "en" else "2025 年 12 月 31 日")
        assert found["coverage"].endswith("%")
