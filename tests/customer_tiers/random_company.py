"""Random companies as the tier models see them: value metrics, facts and years, with ties, gaps and strange customers."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

from tests.wallet_and_growth.random_company import months

Row = dict[str, Any]
REVIEW = date(2024, 3, 31)
AS_OF = "2024-04-10"
MEASURES = {  # column → a draw of its value, coarse enough for ties
    "gross_margin_rate": lambda chance: round(chance.gauss(0.25, 0.15), 2),
    "collection_rate": lambda chance: min(1.0, round(chance.uniform(0.6, 1.1), 2)),
    "days_delinquent_weighted": lambda chance: max(0.0, round(chance.gauss(12, 15), 1)),
    "influence_score": lambda chance: float(chance.randint(0, 100)),
    "sales_growth_symmetric_rate": lambda chance: max(-2.0, min(2.0, round(chance.gauss(0.05, 0.5), 2))),
}


def cents(chance: random.Random, low: float, high: float) -> Decimal:
    return Decimal(str(round(chance.uniform(low, high), chance.choice([0, 2]))))


def company(seed: int, customers: int | None = None, reviews: int | None = None) -> dict[str, list[Row]]:
    """All tables that the tier models read, by name."""
    chance = random.Random(seed)
    count = customers or chance.choice([1, 2, 5, 12, 25])
    last = REVIEW.year * 12 + REVIEW.month - 1
    first = last - (reviews or chance.randint(14, 30)) + 1
    calendar = months(first, REVIEW)
    dates = {row["month_index"]: row["month_end_date"] for row in calendar}
    facts = {
        "has_wallets": chance.random() < 0.7,
        "has_deals": chance.random() < 0.7,
    }
    is_contribution_known = chance.random() < 0.8
    tables: dict[str, list[Row]] = {
        name: [] for name in ("customer_value_metrics", "customer_lifetime_values", "int_potential_facts", "int_problem_facts")
    }
    ids = [f"c{number:04}" for number in range(count)] + (["unknown"] if chance.random() < 0.5 else [])
    for customer in ids:
        begins = chance.randint(first, last) if chance.random() < 0.3 else first
        size = chance.lognormvariate(8, 1.5)
        missing = {name for name in MEASURES if chance.random() < 0.15}
        state = {name: None if name in missing else draw(chance) for name, draw in MEASURES.items()}
        lifecycle, trouble = "active", chance.random() < 0.3
        sales, contribution = cents(chance, 0, size), cents(chance, -0.1 * size, 0.4 * size)
        for month in range(begins, last + 1):
            for name in MEASURES:
                if name not in missing and chance.random() < 0.35:
                    state[name] = MEASURES[name](chance) if chance.random() < 0.93 else None
            if chance.random() < 0.4:
                sales, contribution = cents(chance, 0, size), cents(chance, -0.1 * size, 0.4 * size)
            if chance.random() < 0.1:
                lifecycle = chance.choice(["new", "active", "active", "lapsed", "reactivated"])
            key = {"customer_id": customer, "review_date": dates[month]}
            due, open_amount = cents(chance, 0, 40_000), cents(chance, 0, 60_000)
            tables["customer_value_metrics"].append(
                key
                | state
                | {
                    "customer_name": customer.upper(),
                    "lifecycle_status": lifecycle,
                    "first_invoice_date": date(begins // 12, begins % 12 + 1, 1),
                    "net_sales_12m_amount": sales,
                    "contribution_12m_amount": contribution if is_contribution_known and chance.random() < 0.95 else None,
                    "sales_growth_rate": round(chance.gauss(0.05, 0.2), 2) if chance.random() < 0.8 else None,
                    "matured_due_12m_amount": due,
                    "matured_collected_12m_amount": due * Decimal(str(round(chance.uniform(0.4 if trouble else 0.7, 1), 2))),
                    "open_receivables_amount": open_amount,
                    "overdue_over_90_amount": open_amount * Decimal(str(round(chance.uniform(0, 0.6 if trouble else 0.3), 2))),
                }
            )
            tables["customer_lifetime_values"].append(
                key | {"historical_contribution_amount": contribution * 3, "expected_contribution_amount": cents(chance, 0, size)}
            )
            if customer == "unknown":
                continue
            tables["int_potential_facts"].append(
                key
                | facts
                | {
                    "headroom_amount": cents(chance, 0, size) if facts["has_wallets"] and chance.random() < 0.7 else None,
                    "is_wallet_estimated": chance.random() < 0.5,
                    "won_deal_count": int(facts["has_deals"] and chance.random() < 0.2),
                    "open_weighted_amount": cents(chance, 0, size / 2) if facts["has_deals"] and chance.random() < 0.4 else Decimal(0),
                }
            )
            tables["int_problem_facts"].append(
                key
                | {
                    "write_offs_12m_amount": cents(chance, 0, 2_000) if chance.random() < 0.05 else Decimal(0),
                    "insolvent_member_count": 0,
                    "insolvent_exposure_rate": chance.choice([0.1, 0.2, 0.5]) if chance.random() < 0.02 else None,
                    "publicity_severity": chance.randint(1, 5) if chance.random() < 0.04 else None,
                }
            )
    ends = [row["month_end_date"] for row in calendar if row["month_end_date"].month == 12]
    years = [
        {
            "customer_id": customer, "fiscal_year": end.year, "fiscal_year_end_date": end, "is_complete_year": end <= REVIEW,
            "net_sales_amount": cents(chance, 0, 3_000) ** (2 if chance.random() < 0.1 else 1),
            "contribution_amount": cents(chance, -100, 1_000) if chance.random() < 0.9 else None, "invoice_count": 1,
        }
        for customer in ids for end in ends
    ]  # fmt: skip
    days = {*dates.values(), *ends}
    rates = [
        {"currency": currency, "rate_date": day, "exchange_rate": rate}
        for day in days
        for currency, rate in (("USD", Decimal(1)), ("EUR", Decimal("1.1")))
    ]
    return tables | {"int_customer_years": years, "dim_months": calendar, "int_exchange_rates": rates}
