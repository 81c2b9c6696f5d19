"""Random industries with rankings, members in the top, names that were matched or wait for a person, and open deals."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from typing import Any

from tests.wallet_and_growth.random_company import REVIEW, months

INDUSTRIES = ("steel", "food")
YEARS = (2022, 2023, 2024, 2025)
STAGES = {"prospecting": Decimal("0.10"), "engaging": Decimal("0.25"), "proposal": Decimal("0.50")}
LAST = REVIEW.year * 12 + REVIEW.month - 1


def market(seed: int) -> dict[str, list[dict[str, Any]]]:
    """All input tables of the prospect models; wallets are left to their own tests."""
    chance = random.Random(seed)
    heads = [f"c{number:02}" for number in range(60)]
    buyers = heads[:35]
    bridge = [{"customer_id": head, "member_customer_id": head, "is_head": True} for head in heads]
    bridge += [{"customer_id": head, "member_customer_id": f"{head}x", "is_head": False} for head in chance.sample(heads, 12)]
    members = [row["member_customer_id"] for row in bridge]
    rankings, names = [], {}
    for industry in INDUSTRIES:
        for year in YEARS:
            for rank in range(1, 26):
                company = f"{industry} company {chance.randint(1, 40)}"
                names[industry, company] = None
                rankings.append({
                    "industry": industry, "ranking_year": year, "industry_rank": rank, "company_name": company,
                    "customer_id": chance.choice([None, None, "not an account", chance.choice(members)]),
                    "revenue_amount": Decimal(chance.randint(1, 9000)) if chance.random() < 0.9 else None,
                    "currency": "USD",
                })  # fmt: skip
    matches = [
        {
            "industry": industry, "company_name": company, "matched_customer_id": chance.choice(members),
            "match_status": chance.choice(["exact_name", "similar_name", "review", "none"]),
        }
        for industry, company in names
    ]  # fmt: skip
    customer_months = [
        {
            "customer_id": head, "month_index": month, "month_end_date": REVIEW, "fiscal_year": month // 12,
            "is_customer_review": month == LAST, "net_amount": Decimal(chance.randint(-50, 900)),
        }
        for head in buyers for month in range(2022 * 12, LAST + 1) if month == LAST or chance.random() < 0.4
    ]  # fmt: skip
    deals = [
        {
            "opportunity_id": f"o{number}", "customer_id": chance.choice(members), "stage": chance.choice([*STAGES, "won", "lost"]),
            "opened_date": date(2024, chance.randint(1, 8), 1), "amount": Decimal(chance.randint(1, 4000)), "currency": "USD",
            "win_probability": Decimal("0.3") if chance.random() < 0.4 else None,
        }
        for number in range(70)
    ]  # fmt: skip
    for deal in deals:
        deal["closed_date"] = date(2024, 5, 30) if deal["stage"] in ("won", "lost") and deal["opened_date"] < REVIEW else None
    return {
        "dim_months": months(2022 * 12, REVIEW),
        "fct_invoices": [{"invoice_id": "first", "month_index": 2022 * 12}],
        "dim_customers": [
            {
                "customer_id": row["member_customer_id"], "customer_name": row["member_customer_id"], "industry": "steel",
                "group_head_id": row["customer_id"], "is_group_head": row["is_head"],
                "annual_revenue_amount": Decimal(chance.randint(1, 9000)) if chance.random() < 0.6 else None,
            }
            for row in bridge
        ],
        "bridge_customer_members": bridge,
        "fct_customer_months": customer_months,
        "customer_value_metrics": [
            {
                "customer_id": head, "review_date": REVIEW, "lifecycle_status": chance.choice(["active", "new", "lapsed"]),
                "net_sales_12m_amount": Decimal(chance.randint(0, 1500)),
            }
            for head in buyers
        ],
        "customer_tiers": [
            {
                "customer_id": head, "scheme_code": "six_tier", "review_date": REVIEW,
                "effective_tier_code": chance.choice(["general", "general", "gold"]),
            }
            for head in buyers
        ],
        "int_influence_scores": [
            {"customer_id": head, "review_date": REVIEW, "influence_score": chance.randint(0, 100), "influence_source": "assessment"}
            for head in heads if chance.random() < 0.8
        ],
        "stg_industry_rankings": rankings,
        "company_name_matches": matches,
        "stg_opportunities": deals,
    }  # fmt: skip
