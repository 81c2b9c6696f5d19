"""The SQL of the eight stages against the plain-Python oracle, over every customer and review."""

from __future__ import annotations

from collections import defaultdict

import duckdb
import pytest

from tests.customer_tiers import oracle, warehouse_rows
from tests.refreshes import Warehouse


def differences(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What the warehouse and the oracle see differently, one line each."""
    policies = warehouse_rows.policies(connection)
    reviews = warehouse_rows.reviews(connection)
    published = {
        (row["customer_id"], row["scheme_code"], row["review_date"]): row
        for row in warehouse_rows.rows(connection, "select * from marts.customer_tiers")
    }
    found, seen = [], 0
    for scheme in sorted({scheme for scheme, _ in policies}):
        versions = [p for (s, _), p in policies.items() if s == scheme and p.header["policy_status"] == "in_force"]
        histories = defaultdict(list)
        for day, customers in sorted(reviews.items()):
            policy = next(
                p
                for p in versions
                if p.header["valid_from"] <= day and (p.header["valid_to"] is None or p.header["valid_to"] > day)
            )
            placed = oracle.indicated(
                policy,
                customers,
                warehouse_rows.rule_ranks(connection, policy, day),
                warehouse_rows.rates(connection, day),
            )
            for customer, row in placed.items():
                histories[customer].append((day, row, policy))
        for customer, history in histories.items():
            for (day, row, policy), state in zip(history, oracle.walk(history), strict=True):
                mart = published[(customer, scheme, day)]
                seen += 1
                code = {tier["tier_rank"]: tier["tier_code"] for tier in policy.tiers}
                expected = {
                    "scored_tier_code": code[row["scored"]],
                    "lifted_tier_code": code.get(row["lifted"]),
                    "rule_tier_code": code.get(row["rule"]),
                    "gate_cap_tier_code": code.get(row["cap"]),
                    "is_problem": bool(row["triggers"]),
                    "candidate_tier_code": code[row["candidate"]],
                    "tier_without_override_code": code[state["tier"]],
                    "pending_direction": state["direction"],
                    "pending_review_count": state["count"],
                    "clean_review_count": state["clean"],
                }
                wrong = {name: (mart[name], value) for name, value in expected.items() if mart[name] != value}
                if (mart["score"] is None) != (row["score"] is None) or (
                    row["score"] is not None and abs(mart["score"] - float(row["score"])) > 2e-6
                ):
                    wrong["score"] = (mart["score"], row["score"])
                if wrong:
                    found.append(f"{customer} {scheme} {day}: {wrong}")
    assert seen == len(published), f"{len(published)} rows published, {seen} expected"
    return found


def test_every_stage_equals_the_oracle(built_warehouse: Warehouse) -> None:
    found = differences(warehouse_rows.connect(built_warehouse.build_database))
    assert not found, f"{len(found)} rows differ:\n" + "\n".join(found[:20])


@pytest.mark.parametrize("others, place", [([], 50), ([1.0], 100), ([5.0], 50), ([9.0], 0), ([1.0, 5.0, 9.0], 50)])
def test_mid_rank_of_five(others: list[float], place: int) -> None:
    assert oracle.mid_rank(5.0, others) == place
