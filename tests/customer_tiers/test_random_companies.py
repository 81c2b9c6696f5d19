"""All stages and every rung of the ladder on random companies under random policies."""

from __future__ import annotations

import pytest

from tests.customer_tiers.models import INPUTS, TARGETS, TierModels
from tests.customer_tiers.random_company import company
from tests.customer_tiers.random_policy import lifetime, policy
from tests.customer_tiers.test_ladder import broken_rungs
from tests.customer_tiers.test_stages import differences
from tests.customer_tiers.warehouse_rows import connect, rows
from tests.refreshes import Warehouse


def check(models: TierModels, seed: int) -> int:
    """Fails with the first differing rows; returns how many rungs were put back."""
    connection = models.run(TARGETS, company(seed), policy(seed))
    findings = rows(connection, "select * from intermediate.int_tier_policy_findings")
    assert not findings, f"seed {seed} made an invalid policy: {findings[:3]}"
    found = differences(connection)
    assert not found, f"seed {seed}: {len(found)} rows differ:\n" + "\n".join(found[:10])
    broken, tried = broken_rungs(connection)
    assert not broken, f"seed {seed}: {len(broken)} of {tried} rungs:\n" + "\n".join(broken[:10])
    return tried


def test_every_stage_and_rung_on_random_companies(tier_models: TierModels) -> None:
    assert sum(check(tier_models, seed) for seed in range(10)) > 100


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10, 130))
def test_every_stage_and_rung_on_many_random_companies(tier_models: TierModels, seed: int) -> None:
    check(tier_models, seed)


def test_lifetime_value_as_the_basis_on_the_demo_company(tier_models: TierModels, built_warehouse: Warehouse) -> None:
    """Values, facts and fitted lifetime values of the demo, under a policy that reads lifetime value."""
    demo = connect(built_warehouse.build_database)
    inputs = {name: rows(demo, f"select * from {tier_models.nodes[name]['schema']}.{name}") for name in (*INPUTS, "dim_customers")}
    connection = tier_models.run(TARGETS, inputs, lifetime())
    assert not differences(connection)
    scored = rows(
        connection,
        """
        select scores.metric_value, lifetime.historical_contribution_amount + lifetime.expected_contribution_amount as expected
        from marts.customer_tier_scores as scores
        inner join marts.customer_lifetime_values as lifetime using (customer_id, review_date)
        where scores.metric_code = 'annual_sales'
        """,
    )
    assert len(scored) > 1000
    assert all(row["expected"] is None or abs(row["metric_value"] - float(row["expected"])) < 0.005 for row in scored)
    lapsed = rows(
        connection,
        """
        select tiers.customer_id, tiers.review_date, tiers.scored_tier_code
        from marts.customer_tiers as tiers
        inner join marts.customer_value_metrics as metrics using (customer_id, review_date)
        where metrics.lifecycle_status = 'lapsed' and tiers.scored_tier_code <> 'general'
        """,
    )
    assert not lapsed
    tiers = "select customer_id, scheme_code, scored_tier_code from marts.customer_tiers_current"
    current = tiers.replace("_current", "") + " qualify review_date = max(review_date) over ()"
    before, after = (
        {(row["customer_id"], row["scheme_code"]): row["scored_tier_code"] for row in rows(*source)}
        for source in ((demo, tiers), (connection, current))
    )
    assert before.keys() == after.keys()
    assert sum(before[key] != after[key] for key in before) > 10, "lifetime value places hardly anybody elsewhere"
