"""Putting a rung's value back in reaches the next tier, one step less does not: for every rung of every customer."""

from __future__ import annotations

from decimal import Decimal

import duckdb

from tests.customer_tiers import oracle, warehouse_rows
from tests.customer_tiers.oracle import MEASURES, Policy, Review, Row
from tests.refreshes import Warehouse

RUNGS_OF_POTENTIAL = {
    "headroom": ("headroom_amount", Decimal("0.01")),
    "movement_growth": ("sales_growth_rate", Decimal("0.000001")),
    "movement_won_deal": ("won_deal_count", Decimal(1)),
    "movement_open_deals": ("open_weighted_amount", Decimal("0.01")),
}


def _with(review: Review, row: Row, column: str, value: Decimal | float) -> int:
    """Scored rank of a customer that has another value, among the others as they are."""
    changed = row | {column: value}
    others = [other for other in review.pool if other is not row]
    return review.scored(changed, review.parts(changed, others))["scored"]


def _column_and_step(policy: Policy, metric_code: str) -> tuple[str, Decimal, int]:
    if metric_code in RUNGS_OF_POTENTIAL:
        return *RUNGS_OF_POTENTIAL[metric_code], 1
    metric = next(metric for metric in policy.metrics if metric["metric_code"] == metric_code)
    return MEASURES[metric["measure_code"]], metric["value_step"], -1 if metric["is_less_better"] else 1


def broken_rungs(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], int]:
    """Rungs that do not lift, or that are not the smallest, and how many were tried."""
    policies = warehouse_rows.policies(connection)
    day, customers = max(warehouse_rows.reviews(connection).items())
    by_id = {row["customer_id"]: row for row in customers}
    broken, tried = [], 0
    for scheme in sorted({scheme for scheme, _ in policies}):
        policy = next(
            p
            for (s, _), p in policies.items()
            if s == scheme and p.header["policy_status"] == "in_force" and p.header["valid_to"] is None
        )
        review = Review(policy, customers, warehouse_rows.rates(connection, day))
        sql = f"select * from marts.tier_ladder where scheme_code = '{scheme}' and required_metric_value is not null"
        for rung in warehouse_rows.rows(connection, sql):
            row, target = by_id[rung["customer_id"]], policy.rank[rung["next_tier_code"]]
            required = Decimal(repr(rung["required_metric_value"]))
            if rung["metric_code"] == "combined":
                reached, before = _combined(review, row, required), _combined(review, row, required - oracle.SIX_PLACES)
            else:
                column, step, direction = _column_and_step(policy, rung["metric_code"])
                as_read = float if isinstance(row[column], float) or row[column] is None else Decimal
                reached = _with(review, row, column, as_read(required))
                before = _with(review, row, column, as_read(required - direction * step))
            tried += 1
            # among few customers one place may be worth more points than lie between two cuts
            if reached > target or before <= target:
                broken.append(
                    f"{rung['customer_id']} {scheme} {rung['metric_code']} {required}: "
                    f"gives rank {reached}, one step less {before}, next is {target}"
                )
    return broken, tried


def _combined(review: Review, row: Row, share: Decimal) -> int:
    """Scored rank when every metric present takes the same share of its distance to 100."""
    parts = [(weight, score if score is None else score + share * (100 - score)) for weight, score in review.parts(row)]
    return review.scored(row, parts)["scored"]


def test_every_rung_lifts_and_one_step_less_does_not(built_warehouse: Warehouse) -> None:
    broken, tried = broken_rungs(warehouse_rows.connect(built_warehouse.build_database))
    assert tried > 100
    assert not broken, f"{len(broken)} of {tried} rungs:\n" + "\n".join(broken[:20])
