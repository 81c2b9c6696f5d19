"""How well the peer estimate recovers known wallets, beside the simple mean of the industry. Seeded, so anyone can repeat it."""

from __future__ import annotations

import random
from decimal import Decimal
from statistics import mean, median

from tests.support.compiled_models import CompiledModels, records
from tests.wallet_and_growth.random_company import REVIEW, months

YEAR = 2023
SEED = 7


def test_peer_estimates_recover_wallets_better_than_the_industry_mean(compiled_models: CompiledModels) -> None:
    """Large companies spend a smaller part of their revenue, and we hold between a tenth and all of each wallet."""
    chance = random.Random(SEED)
    heads = [f"c{number:03}" for number in range(240)]
    size = {head: 10 ** chance.uniform(6, 9) for head in heads}
    wallet = {head: size[head] ** 0.8 * chance.lognormvariate(0, 0.2) for head in heads}
    sales = {head: wallet[head] * chance.betavariate(2, 1.5) for head in heads}
    tables = {
        "dim_months": months(2022 * 12, REVIEW),
        "fct_invoices": [{"invoice_id": "first", "month_index": 2022 * 12}],
        "dim_customers": [{"customer_id": head, "customer_name": head, "industry": "steel"} for head in heads],
        "bridge_customer_members": [{"customer_id": h, "member_customer_id": h, "is_head": True} for h in heads],
        "fct_category_sales": [
            {"customer_id": h, "product_category": "pumps", "month_index": YEAR * 12, "net_amount": Decimal(f"{sales[h]:.2f}")}
            for h in heads
        ],
        "stg_customer_financials": [
            {"customer_id": h, "fiscal_year": YEAR, "revenue_amount": Decimal(f"{size[h]:.2f}"), "currency": "USD", "source": "report"}
            for h in heads
        ],
    }
    rows = records(compiled_models.run(["int_customer_wallets"], tables), "select * from intermediate.int_customer_wallets")
    assert len(rows) == len(heads)
    share = {head: sales[head] / wallet[head] for head in heads}
    ratio = mean(sales[head] / size[head] for head in heads)
    peer_errors, mean_errors, covered = [], [], 0
    for row in rows:
        head = row["customer_id"]
        peer_errors.append(abs(sales[head] / float(row["wallet_amount"]) - share[head]))
        mean_errors.append(abs(sales[head] / max(ratio * size[head], sales[head]) - share[head]))
        covered += float(row["wallet_low_amount"]) <= wallet[head] <= float(row["wallet_high_amount"])
    print(
        f"share of wallet, median absolute error: peers {median(peer_errors):.3f}, industry mean {median(mean_errors):.3f};"
        f" wallets inside low and high: {covered / len(rows):.2f}"
    )
    assert median(peer_errors) < median(mean_errors)
    assert median(peer_errors) < 0.15
