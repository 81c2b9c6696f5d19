"""On real invoices and payments: who pays is no problem customer, and the walk is steadier than the cuts alone."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.refreshes import Warehouse

pytestmark = pytest.mark.classicmodels

# the worst that each group ever did: days from due to payment, or to the review where it is still open
WORST_DELAYS = """
    with invoices as (
        select * from core.fct_invoices where document_role = 'invoice'
    ),
    payments as (
        select invoices.payer_group_id, datediff('day', invoices.due_date, allocations.allocation_date) as days
        from core.fct_cash_allocations as allocations
        inner join invoices using (invoice_id)
        where allocations.ended_on_date is null
    ),
    paid as (
        select invoice_id, sum(amount) as amount from core.fct_cash_allocations where ended_on_date is null group by invoice_id
    ),
    credited as (
        select linked_invoice_id as invoice_id, -sum(gross_amount) as amount
        from core.fct_invoices where document_role = 'linked_credit_note' group by 1
    ),
    open_items as (
        select invoices.payer_group_id, datediff('day', invoices.due_date, (select max(review_date) from marts.customer_tiers)) as days
        from invoices
        left join paid using (invoice_id)
        left join credited using (invoice_id)
        where invoices.gross_amount - coalesce(paid.amount, 0) - coalesce(credited.amount, 0) > 0.005
    )
    select payer_group_id as customer_id, max(days) as worst_days
    from (select * from payments union all select * from open_items) as delays
    group by payer_group_id
"""


@pytest.fixture(scope="module")
def sample(sample_warehouse: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse.build_database), read_only=True) as connection:
        yield connection


def test_nobody_who_pays_within_60_days_was_ever_a_problem(sample: duckdb.DuckDBPyConnection) -> None:
    payers = sample.execute(f"select count(*) from ({WORST_DELAYS}) where worst_days < 60").fetchone()
    assert payers[0] >= 40
    wronged = sample.execute(f"""
        select distinct tiers.customer_id, tiers.trigger_codes
        from marts.customer_tiers as tiers
        inner join ({WORST_DELAYS}) as delays using (customer_id)
        where delays.worst_days < 60 and (tiers.is_problem or tiers.effective_tier_code = 'problem')
    """).fetchall()
    assert not wronged


def test_the_walk_takes_back_fewer_moves_than_the_cuts_alone(sample: duckdb.DuckDBPyConnection) -> None:
    rates = dict(
        sample.execute("""
            select scheme_code || ' ' || method_code, sum(reversed_move_count) / sum(move_count)
            from marts.tier_stability group by 1
        """).fetchall()
    )
    for scheme in ("six_tier", "five_tier"):
        assert rates[f"{scheme} walk"] < rates[f"{scheme} cuts_alone"], rates
