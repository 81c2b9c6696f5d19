"""Section 6 of the definitions in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any

Row = Mapping[str, Any]

FACTORS = ("price", "relationship", "value")
PRIOR = {"relationship": 0.46, "price": 0.36, "value": 0.18}
SOURCE = {"buyer_interview": 1.0, "tender_criteria": 0.8, "account_manager": 0.5, "inferred": 0.25}
REASON = {"price too high": "price", "technical fit": "value", "incumbent relationship": "relationship", "best price": "price"}


def weight(source: str, observed: date, at: date) -> float:
    """Source weight, halved every 24 months of 30.4375 days."""
    return SOURCE[source] * 0.5 ** ((at - observed).days / 30.4375 / 24)


def shares(prior: Mapping[str, float], prior_weight: float, evidence: Mapping[str, float]) -> dict[str, float]:
    """(n0 * prior + X) / (n0 + sum X)."""
    total = sum(evidence.values())
    return {factor: (prior_weight * prior[factor] + evidence.get(factor, 0.0)) / (prior_weight + total) for factor in FACTORS}


def ranking(found: Mapping[str, float]) -> list[str]:
    """Largest first; the market's order, then the name, among equals."""
    return sorted(FACTORS, key=lambda factor: (-round(found[factor], 12), -PRIOR[factor], factor))


class Deals:
    """Evidence, posteriors and mismatches of one random set of deals."""

    def __init__(self, tables: Mapping[str, Sequence[Row]], review: date) -> None:
        self.review = review
        self.head = {row["member_customer_id"]: row["customer_id"] for row in tables["bridge_customer_members"]}
        self.deals = {
            row["opportunity_id"]: dict(row) for row in tables["stg_opportunities"] if row["opened_date"] <= review
        }
        for deal in self.deals.values():
            deal["head"] = self.head[deal["customer_id"]]
            if deal["closed_date"] and deal["closed_date"] > review:
                deal |= {"stage": "open", "closed_date": None, "lost_reason": None, "won_reason": None}
            has_price = deal["quoted_amount"] is not None and deal["list_amount"]
            deal["level"] = float(deal["quoted_amount"]) / float(deal["list_amount"]) if has_price else None
        self.evidence = list(self._evidence(tables["stg_purchase_factor_evidence"]))
        self.emphasis: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for row in tables["stg_selling_emphasis"]:
            self.emphasis[row["opportunity_id"]].append((-float(row["emphasis"]), row["factor"]))

    def _peers(self, deal: Row) -> list[float]:
        levels = [
            other["level"] for other in self.deals.values()
            if other["level"] is not None and other["product_category"] == deal["product_category"]
        ]  # fmt: skip
        return levels if len(levels) >= 5 and deal["level"] is not None and deal["product_category"] else []

    def _evidence(self, delivered: Sequence[Row]) -> Iterable[dict[str, Any]]:
        for row in delivered:
            if row["observed_on"] <= self.review:
                deal = row["opportunity_id"] if row["opportunity_id"] in self.deals else None
                yield {**row, "head": self.head[row["customer_id"]], "deal": deal}
        for name, deal in self.deals.items():
            derived = {"head": deal["head"], "deal": name, "source": "inferred", "observed_on": deal["closed_date"]}
            if not deal["closed_date"]:
                continue
            if deal["stage"] == "lost" and (deal["lost_reason"] or "").lower() in REASON:
                yield {**derived, "factor": REASON[deal["lost_reason"].lower()], "strength": 1}
            peers = self._peers(deal)
            if deal["stage"] == "won" and peers and deal["level"] > median(peers):
                yield {**derived, "factor": "value", "strength": 0.5}
                yield {**derived, "factor": "relationship", "strength": 0.5}

    def sums(self, rows: Iterable[Row], at: date) -> dict[str, float]:
        """X by factor."""
        found: dict[str, float] = defaultdict(float)
        for row in rows:
            found[row["factor"]] += weight(row["source"], row["observed_on"], at) * float(row["strength"])
        return found

    def customer(self, head: str, prior: Mapping[str, float] = PRIOR) -> tuple[dict[str, float], float]:
        """Shares and confidence."""
        evidence = self.sums((row for row in self.evidence if row["head"] == head), self.review)
        total = sum(evidence.values())
        return shares(prior, 5, evidence), total / (5 + total)

    def deal(self, name: str) -> tuple[dict[str, float], float]:
        """Shares and confidence of a deal: the customer's other evidence is the prior."""
        head = self.deals[name]["head"]
        other = self.sums((row for row in self.evidence if row["head"] == head and row["deal"] != name), self.review)
        own = self.sums((row for row in self.evidence if row["deal"] == name), self.review)
        total = sum(own.values())
        return shares(shares(PRIOR, 5, other), 1, own), total / (1 + total)

    def mismatches(self) -> set[tuple[str, str]]:
        """Deal and type."""
        found = set()
        for name, deal in self.deals.items():
            if deal["stage"] in ("won", "no_decision"):
                continue
            share, confidence = self.customer(deal["head"])
            if confidence < 0.15:
                continue
            order = ranking(share)
            emphasised = sorted(row for row in self.emphasis[name] if row[0] < 0)[:1]
            led = emphasised[0][1] if emphasised else None
            peers = sorted(1 - level for level in self._peers(deal))
            deep = False
            if peers:
                position = (len(peers) - 1) * 0.75
                low, high = peers[int(position)], peers[min(int(position) + 1, len(peers) - 1)]
                deep = 1 - deal["level"] > low + (high - low) * (position - int(position)) + 1e-15
            if (order[2] == "price" or round(share["price"], 12) <= 0.25) and (led == "price" or deep):
                found.add((name, "price_led_on_price_insensitive"))
            if order[0] == "price" and led == "value":
                found.add((name, "differentiation_led_on_price_sensitive"))
            if order[0] == "relationship" and led not in (None, "relationship"):
                found.add((name, "relationship_neglected"))
        return found
