"""Random deals with evidence: late closings, evidence on deals that were not delivered, evidence after the review."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.wallet_and_growth.random_company import months

REVIEW = date(2024, 5, 31)
REASONS = ["Price too high", "technical fit", "incumbent relationship", "project stopped", None]


def deals(seed: int, heads: int = 25, count: int = 220) -> dict[str, list[dict[str, Any]]]:
    """All input tables of the purchase-factor models."""
    chance = random.Random(seed)
    accounts = [f"c{number:02}" for number in range(heads)]
    bridge = [{"customer_id": head, "member_customer_id": head, "is_head": True} for head in accounts]
    bridge += [{"customer_id": head, "member_customer_id": f"{head}x", "is_head": False} for head in accounts[:5]]
    members = [row["member_customer_id"] for row in bridge]
    scenes = ["new_project", "replacement", "spare_parts", "framework_tender", "service", None]
    opportunities = []
    for number in range(count):
        opened = date(2021, 1, 1) + timedelta(days=chance.randint(0, 1300))
        stage = chance.choice(["prospecting", "engaging", "proposal", "won", "won", "lost", "lost", "no_decision"])
        closed = opened + timedelta(days=chance.randint(5, 400)) if stage in ("won", "lost", "no_decision") else None
        listed = Decimal(chance.randint(1000, 90000))
        opportunities.append({
            "opportunity_id": f"o{number:03}", "customer_id": chance.choice(members),
            "product_category": chance.choice(["pumps", "valves", "seals", None]), "stage": stage,
            "opened_date": opened, "closed_date": closed if chance.random() < 0.95 else None,
            "amount": listed, "currency": "USD", "list_amount": listed if chance.random() < 0.8 else None,
            "quoted_amount": listed * chance.randint(60, 105) / 100 if chance.random() < 0.9 else None,
            "win_probability": Decimal("0.3") if chance.random() < 0.3 else None,
            "competitor_name": chance.choice(["Alpha", None]),
            "lost_reason": chance.choice(REASONS) if stage == "lost" else None,
            "won_reason": chance.choice(["best price", "technical fit", None]) if stage == "won" else None,
            "purchase_scene": chance.choice(scenes),
        })  # fmt: skip
    names = [row["opportunity_id"] for row in opportunities]
    owner = {row["opportunity_id"]: row["customer_id"] for row in opportunities}
    taste = {head: chance.choice(["value", "price", "relationship"]) for head in accounts}
    evidence = []
    for number in range(count):
        deal = chance.choice([*names, *names, None, "not delivered"])
        customer = owner.get(deal) if deal in owner and chance.random() < 0.95 else chance.choice(members[:-4])
        evidence.append({
            "evidence_id": f"e{number}", "customer_id": customer, "opportunity_id": deal,
            "factor": taste[customer[:3]] if chance.random() < 0.7 else chance.choice(["value", "price", "relationship"]),
            "strength": Decimal(chance.randint(0, 10)) / 10,
            "source": chance.choice(["buyer_interview", "tender_criteria", "account_manager", "inferred"]),
            "observed_on": date(2020, 1, 1) + timedelta(days=chance.randint(0, 1650)), "purchase_scene": chance.choice(scenes),
        })  # fmt: skip
    emphasis = [
        {"opportunity_id": name, "factor": factor, "emphasis": Decimal(chance.randint(0, 20)) / 20}
        for name in names if chance.random() < 0.8 for factor in ["value", "price", "relationship"]
    ]  # fmt: skip
    return {
        "dim_months": months(2020 * 12, REVIEW),
        "fct_invoices": [{"invoice_id": "first", "month_index": 2020 * 12}],
        "dim_customers": [
            {"customer_id": row["member_customer_id"], "customer_name": row["member_customer_id"], "industry": "steel"}
            for row in bridge
        ],
        "bridge_customer_members": bridge,
        "fct_customer_months": [
            {"customer_id": head, "month_index": 2024 * 12 + 4, "month_end_date": REVIEW, "is_customer_review": True}
            for head in accounts[:20]
        ],
        "customer_value_metrics": [
            {"customer_id": head, "review_date": REVIEW, "lifecycle_status": "active", "net_sales_12m_amount": 100 + number}
            for number, head in enumerate(accounts[:20])
        ],
        "stg_opportunities": opportunities,
        "stg_purchase_factor_evidence": evidence,
        "stg_selling_emphasis": emphasis,
    }  # fmt: skip
