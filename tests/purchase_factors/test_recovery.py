"""How well factor shares are recovered as evidence grows, on customers whose true shares are known. Seeded, so anyone can repeat it."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import timedelta
from statistics import mean

from tests.purchase_factors.oracle import FACTORS, PRIOR
from tests.purchase_factors.random_deals import REVIEW
from tests.support.compiled_models import CompiledModels, records
from tests.wallet_and_growth.random_company import months

SEED = 7
CUSTOMERS = 80
INTERVIEWS = (0, 2, 5, 10, 20, 50)


def true_shares(chance: random.Random) -> dict[str, float]:
    """Customers differ, and on average are the market: a Dirichlet of weight 4 around the prior."""
    drawn = {factor: chance.gammavariate(4 * PRIOR[factor], 1) for factor in FACTORS}
    return {factor: amount / sum(drawn.values()) for factor, amount in drawn.items()}


def test_factor_shares_are_recovered_better_with_more_evidence(compiled_models: CompiledModels) -> None:
    """Each interview of the last year names one factor, drawn from the customer's true shares."""
    chance = random.Random(SEED)
    truth, evidence = {}, []
    for count in INTERVIEWS:
        for number in range(CUSTOMERS):
            customer = f"{count:02}-{number:02}"
            truth[customer] = true_shares(chance)
            for piece, factor in enumerate(chance.choices(FACTORS, [truth[customer][each] for each in FACTORS], k=count)):
                evidence.append({
                    "evidence_id": f"{customer}-{piece}", "customer_id": customer, "factor": factor, "strength": 1,
                    "source": "buyer_interview", "observed_on": REVIEW - timedelta(days=chance.randint(0, 365)),
                })  # fmt: skip
    tables = {
        "dim_months": months(2020 * 12, REVIEW),
        "fct_invoices": [{"invoice_id": "first", "month_index": 2020 * 12}],
        "dim_customers": [{"customer_id": name, "customer_name": name} for name in truth],
        "bridge_customer_members": [{"customer_id": name, "member_customer_id": name, "is_head": True} for name in truth],
        "fct_customer_months": [
            {"customer_id": name, "month_index": 2024 * 12 + 4, "month_end_date": REVIEW, "is_customer_review": True} for name in truth
        ],
        "stg_purchase_factor_evidence": evidence,
    }
    rows = records(compiled_models.run(["customer_purchase_factors"], tables), "select * from marts.customer_purchase_factors")
    errors, first = defaultdict(list), defaultdict(list)
    for row in rows:
        count = int(row["customer_id"][:2])
        true = truth[row["customer_id"]]
        errors[count].append(abs(row["factor_share"] - true[row["factor"]]))
        if row["factor_rank"] == 1:
            first[count].append(row["factor"] == max(true, key=true.get))
    for count in INTERVIEWS:
        error, right = mean(errors[count]), mean(first[count])
        print(f"factor shares, {count} interviews: mean absolute error {error:.3f}, first factor right {right:.2f}")
    assert all(len(errors[count]) == 3 * CUSTOMERS for count in INTERVIEWS)
    measured = [mean(errors[count]) for count in INTERVIEWS]
    assert measured == sorted(measured, reverse=True), measured
    assert measured[-1] < 0.06 and mean(first[50]) > 0.8
