"""Section 5 of the definitions in plain Python: no SQL, no shared code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from tests.prospects.random_market import REVIEW, STAGES

Row = Mapping[str, Any]
TOP = 20


class Market:
    """Penetration of industries, missing leaders, and the class of every prospect and large general customer."""

    def __init__(self, tables: Mapping[str, Sequence[Row]]) -> None:
        self.tables = tables
        self.head = {row["member_customer_id"]: row["customer_id"] for row in tables["bridge_customer_members"]}
        self.buyers = {row["customer_id"] for row in tables["fct_customer_months"] if row["is_customer_review"]}
        taken = {
            (row["industry"], row["company_name"]): row["matched_customer_id"]
            for row in tables["company_name_matches"] if row["match_status"] in ("exact_name", "similar_name")
        }  # fmt: skip
        self.top: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
        for row in tables["stg_industry_rankings"]:
            if row["ranking_year"] <= REVIEW.year and row["industry_rank"] <= TOP:
                known = row["customer_id"] in self.head
                account = row["customer_id"] if known else taken.get((row["industry"], row["company_name"]))
                head = self.head.get(account)
                self.top[row["industry"], row["ranking_year"]].append({**row, "head": head, "served": head in self.buyers})
        self.latest = {industry: max(year for name, year in self.top if name == industry) for industry, _ in self.top}

    def penetration(self, industry: str, year: int) -> dict[str, Any]:
        companies = self.top[industry, year]
        revenues = sorted((row["revenue_amount"] for row in companies if row["revenue_amount"] is not None), reverse=True)
        total = sum(revenues)
        served = [row for row in companies if row["served"]]
        heads = {row["head"] for row in served}
        return {
            "ranked_company_count": len(companies),
            "customers_in_top_n_count": len(served),
            "our_sales_amount": sum(
                row["net_amount"] for row in self.tables["fct_customer_months"]
                if row["customer_id"] in heads and row["fiscal_year"] == year
            ),
            "customer_revenue_share_rate": float(sum(row["revenue_amount"] or 0 for row in served) / total),
            "concentration_cr4_rate": float(sum(revenues[:4]) / total),
            "concentration_hhi": float(sum((amount / total) ** 2 for amount in revenues) * 10000),
        }  # fmt: skip

    def missing(self) -> set[tuple[str, int, str, str | None]]:
        return {
            (industry, row["industry_rank"], row["company_name"], row["head"])
            for industry, year in self.latest.items() for row in self.top[industry, year] if not row["served"]
        }  # fmt: skip

    def expected(self) -> dict[str, Decimal]:
        """Open deals of a group, each times its chance; what closed after the review is not known to have closed."""
        found: dict[str, Decimal] = {}
        for deal in self.tables["stg_opportunities"]:
            if deal["opened_date"] <= REVIEW and deal["stage"] in STAGES:
                head = self.head[deal["customer_id"]]
                chance = deal["win_probability"] or STAGES[deal["stage"]]
                found[head] = found.get(head, Decimal(0)) + deal["amount"] * chance
        return found

    def classes(self) -> dict[str, tuple[str, str, float | None]]:
        """Head → kind, class and potential of all prospects and of large general customers."""
        sales = [row["net_sales_12m_amount"] for row in self.tables["customer_value_metrics"] if row["lifecycle_status"] != "lapsed"]
        expected = self.expected()
        influence = {row["customer_id"]: row["influence_score"] for row in self.tables["int_influence_scores"]}
        in_top = {row["head"] for name, year in self.latest.items() for row in self.top[name, year] if row["head"]}
        own: dict[str, Decimal] = {}
        for row in self.tables["dim_customers"]:
            if row["annual_revenue_amount"] is not None:
                own[row["group_head_id"]] = own.get(row["group_head_id"], Decimal(0)) + row["annual_revenue_amount"]
        for row in self.tables["dim_customers"]:
            if row["is_group_head"] and row["annual_revenue_amount"] is not None:
                own[row["customer_id"]] = row["annual_revenue_amount"]
        sizes = sorted(float(amount) for head, amount in own.items() if head in self.buyers)
        place = (len(sizes) - 1) * 0.9
        large = sizes[int(place)] + (sizes[min(int(place) + 1, len(sizes) - 1)] - sizes[int(place)]) * (place - int(place))
        general = {row["customer_id"] for row in self.tables["customer_tiers"] if row["effective_tier_code"] == "general"}
        found = {}
        for head in set(self.head.values()):
            potential = None
            if head in expected:
                below, ties = sum(s < expected[head] for s in sales), sum(s == expected[head] for s in sales)
                potential = (below + ties / 2) / len(sales) * 100
            is_large = head in self.buyers and float(own.get(head, 0)) >= large
            if head in self.buyers and not (head in general and (head in in_top or is_large)):
                continue
            scores = head not in self.buyers and influence.get(head, 0) >= 60 and (potential or 0) >= 60
            key = scores or ((head in in_top or is_large) and (potential or 0) >= 40)
            found[head] = ("customer" if head in self.buyers else "prospect", "key" if key else "general", potential)
        return found
