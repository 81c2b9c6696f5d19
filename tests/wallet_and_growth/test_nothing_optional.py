"""A company that delivers only the required tables: every outward mart builds, says unknown, and claims nothing."""

from __future__ import annotations

import pytest

from tests.support.compiled_models import CompiledModels, records
from tests.wallet_and_growth.random_company import company

OPTIONAL = ("stg_customer_financials", "stg_category_spend", "stg_competitor_spend")
MARTS = [
    "product_share_growth", "competitor_shares", "customer_share_growth", "industry_penetration", "industry_missing_leaders",
    "prospect_opportunities", "key_opportunities", "company_match_reviews", "customer_purchase_factors", "deal_purchase_factors",
    "segment_purchase_factors", "purchase_factor_mismatches", "purchase_factor_swap_effects", "factor_market_shares",
    "purchase_factor_accuracy", "win_loss",
]  # fmt: skip


@pytest.fixture(scope="module")
def bare(compiled_models: CompiledModels):
    tables = {name: rows for name, rows in company(5).items() if name not in OPTIONAL}
    return compiled_models.run(MARTS, tables)


def test_shares_and_positions_are_unknown(bare) -> None:
    (row,) = records(
        bare,
        "select count(*) as n, count(wallet_amount) as wallets, count(is_hidden_share_loss) as losses,"
        " count(market_effect_amount) as effects, count(distinct position_code) as codes, max(position_code) as code"
        " from marts.product_share_growth",
    )
    assert row.pop("n") > 100
    assert row == {"wallets": 0, "losses": 0, "effects": 0, "codes": 1, "code": "unknown"}
    assert records(bare, "select * from marts.competitor_shares") == []
    totals = records(bare, "select * from marts.customer_share_growth where our_sales_change_amount is not null")
    assert totals and all(row["unexplained_effect_amount"] == row["our_sales_change_amount"] for row in totals)
    assert {row["wallet_coverage_rate"] for row in totals} <= {0.0, None} and {row["wallet_amount"] for row in totals} == {None}
    assert {row["hidden_share_loss_count"] for row in totals} == {None}


def test_nobody_has_a_first_factor_and_no_deal_a_mismatch(bare) -> None:
    rows = records(bare, "select * from marts.customer_purchase_factors")
    assert rows and all(row["is_prior_only"] and row["confidence_rate"] == 0 for row in rows)
    for mart in ("deal_purchase_factors", "purchase_factor_mismatches", "purchase_factor_swap_effects"):
        assert records(bare, f"select * from marts.{mart}") == [], mart
    assert {row["factor"] for row in records(bare, "select * from marts.factor_market_shares where customer_count > 0")} <= {"unknown"}


def test_no_industry_is_called_penetrated_and_no_prospect_key(bare) -> None:
    for mart in ("industry_penetration", "industry_missing_leaders", "company_match_reviews"):
        assert records(bare, f"select * from marts.{mart}") == [], mart
    rows = records(bare, "select * from marts.prospect_opportunities")
    assert rows and {(row["opportunity_class_code"], row["potential_source"]) for row in rows} == {("general", "unknown")}
