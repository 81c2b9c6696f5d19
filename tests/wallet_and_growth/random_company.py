"""A random company that visits the corners of the rules: groups, currencies without a rate, stale and late observations."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

REVIEW = date(2024, 5, 31)
FIRST_MONTH = 2020 * 12 + 3
CATEGORIES = ["pumps", "valves", "seals"]
SOURCES = ["customer_declared", "tender", "supplier_sum", "analyst", "estimate"]


def months(first: int, review: date) -> list[dict[str, Any]]:
    """The calendar of the tests: calendar years are fiscal years."""
    last = review.year * 12 + review.month - 1
    rows = []
    for index in range(first, last + 3):
        year, month = divmod(index, 12)
        start, following = date(year, month + 1, 1), date(year + (month == 11), (month + 1) % 12 + 1, 1)
        rows.append({
            "month_index": index, "month_start_date": start, "month_end_date": following - timedelta(days=1),
            "fiscal_year": year, "is_review": index <= last, "is_current_review": index == last,
        })  # fmt: skip
    return rows


def company(seed: int, heads: int = 40) -> dict[str, list[dict[str, Any]]]:
    """All input tables of the wallet models."""
    chance = random.Random(seed)
    accounts = [f"c{number:03}" for number in range(heads)]
    bridge = [{"customer_id": head, "member_customer_id": head, "is_head": True} for head in accounts]
    for head in chance.sample(accounts, heads // 5):
        bridge += [
            {"customer_id": head, "member_customer_id": f"{head}-{n}", "is_head": False} for n in range(chance.randint(1, 2))
        ]
    members = [row["member_customer_id"] for row in bridge]
    customers = [
        {
            "customer_id": row["member_customer_id"], "customer_name": row["member_customer_id"].upper(),
            "group_head_id": row["customer_id"], "is_group_head": row["is_head"],
            "industry": chance.choice(["steel", "steel", "food", None]),
        }
        for row in bridge
    ]  # fmt: skip

    def money(low: float, high: float) -> Decimal:
        return Decimal(str(round(chance.uniform(low, high), chance.choice([0, 2, 4]))))

    last = REVIEW.year * 12 + REVIEW.month - 1
    sales = [
        {
            "customer_id": head, "product_category": category, "offering_type": "product", "month_index": month,
            "net_amount": money(-40, 400) if chance.random() < 0.9 else Decimal(0),
        }
        for head in accounts[: heads - 4]
        for category in [*CATEGORIES, "unallocated"]
        for month in range(FIRST_MONTH, last + 2)
        if chance.random() < (0.12 if category != "unallocated" else 0.02)
    ]  # fmt: skip
    currencies = ["USD", "EUR", "XXX"]

    def spend(kind: str) -> list[dict[str, Any]]:
        rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for _ in range(heads * 30):
            member, category, year = chance.choice(members), chance.choice(CATEGORIES), chance.randint(2019, 2025)
            observed = date(year, 1, 1) + timedelta(days=chance.randint(-500, 500))
            source = chance.choice([*SOURCES, "hearsay"] if kind == "competitor" else SOURCES)
            amount = money(0, 3000) if chance.random() < 0.9 else Decimal(0)
            row = {
                "customer_id": member, "product_category": category, "fiscal_year": year, "spend_amount": amount,
                "spend_low_amount": (amount * Decimal("0.8")).quantize(Decimal("0.0001")) if chance.random() < 0.5 else None,
                "spend_high_amount": (amount * Decimal("1.3")).quantize(Decimal("0.0001")) if chance.random() < 0.5 else None,
                "currency": chance.choices(currencies, [16, 4, 1])[0], "source": source, "observed_on": observed,
                "competitor_name": chance.choice(["Alpha", "Beta", "Gamma"]),
            }  # fmt: skip
            rows[(member, category, year, source, observed, row["competitor_name"] if kind == "competitor" else "")] = row
        return list(rows.values())

    financials = [
        {
            "customer_id": member, "fiscal_year": year, "revenue_amount": money(1, 90000),
            "currency": chance.choices(currencies, [12, 2, 1])[0], "source": source,
        }
        for member in members
        for year in range(2019, 2025)
        for source in ["annual report", "press"]
        if chance.random() < 0.6
    ]  # fmt: skip
    rate_days = {min(date(year, 12, 31), REVIEW) for year in range(2019, 2026)}
    return {
        "dim_months": months(2019 * 12, REVIEW),
        "fct_invoices": [{"invoice_id": "first", "month_index": FIRST_MONTH}],
        "dim_customers": customers,
        "bridge_customer_members": bridge,
        "dim_products": [{"product_id": c, "product_category": c, "offering_type": "product"} for c in CATEGORIES],
        "fct_category_sales": sales,
        "fct_customer_months": [
            {"customer_id": head, "month_index": last, "month_end_date": REVIEW, "is_customer_review": True}
            for head in sorted({row["customer_id"] for row in sales})
        ],
        "int_exchange_rates": [
            {"currency": "EUR", "rate_date": day, "exchange_rate": Decimal("1.1") + Decimal(day.year % 5) / 100}
            for day in sorted(rate_days)
        ],
        "stg_customer_financials": financials,
        "stg_category_spend": spend("wallet"),
        "stg_competitor_spend": spend("competitor"),
    }
