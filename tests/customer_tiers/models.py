"""The tier models alone, on value metrics that a test makes: everything below them is handed in as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.compiled_models import CompiledModels

AMOUNT = "numeric(28,8)"
TARGETS = ("customer_tiers", "customer_tier_scores", "tier_ladder")
# Tables below the tiers without a contract of their own; the others are marts, whose contract says their columns.
GIVEN: dict[str, dict[str, str]] = {
    "int_customer_years": {
        "customer_id": "varchar",
        "fiscal_year": "integer",
        "fiscal_year_end_date": "date",
        "is_complete_year": "boolean",
        "net_sales_amount": AMOUNT,
        "gross_profit_amount": AMOUNT,
        "cost_to_serve_amount": AMOUNT,
        "contribution_amount": AMOUNT,
        "invoice_count": "integer",
    },
    "int_potential_facts": {
        "customer_id": "varchar",
        "review_date": "date",
        "has_wallets": "boolean",
        "has_deals": "boolean",
        "headroom_amount": AMOUNT,
        "is_wallet_estimated": "boolean",
        "won_deal_count": "integer",
        "open_weighted_amount": AMOUNT,
    },
    "int_problem_facts": {
        "customer_id": "varchar",
        "review_date": "date",
        "write_offs_12m_amount": AMOUNT,
        "insolvent_member_count": "bigint",
        "insolvent_exposure_rate": "double",
        "publicity_severity": "integer",
    },
}
INPUTS = (*GIVEN, "customer_value_metrics", "customer_lifetime_values", "dim_months", "int_exchange_rates")
EMPTY = ("dim_customers", "bridge_customer_members", "stg_tier_overrides")


class TierModels(CompiledModels):
    """Compiled tier models between `INPUTS` and `TARGETS`."""

    def columns_of(self, name: str) -> dict[str, str]:
        if name in ("customer_value_metrics", "customer_lifetime_values"):
            return {column["name"]: column["data_type"] for column in self.nodes[name]["columns"].values()}
        return GIVEN.get(name) or super().columns_of(name)

    def needed_inputs(self, targets: Sequence[str], inputs: Mapping[str, Any]) -> list[str]:
        return [name for name in EMPTY if name not in inputs]
