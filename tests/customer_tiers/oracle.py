"""The eight stages of tiers a second time, in plain Python over rows, without any of the SQL.

Amounts are Decimal, rates float, ranks count from the top (1 is the highest tier). Source: the definitions of tiers in
dbt_project/docs/customer_tiers.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = dict[str, Any]
SIX_PLACES = Decimal("0.000001")
NONE_REACHED = 999


def six(value: float | Decimal) -> Decimal:
    """Rounded to six places."""
    return Decimal(repr(value) if isinstance(value, float) else value).quantize(SIX_PLACES, ROUND_HALF_UP)


def mid_rank(value: float, others: list[float]) -> Decimal:
    """Place of a value among other values, 0–100; 50 where there are none."""
    if not others:
        return Decimal(50)
    below = sum(other < value for other in others)
    ties = sum(other == value for other in others)
    return six(50.0 * (2 * below + ties) / len(others))


def linear(value: float, zero: float, full: float) -> Decimal:
    """Place on the straight line from 0 points at `zero` to 100 at `full`."""
    share = (value - zero) / (full - zero)
    return six(100.0 * min(max(share, 0.0), 1.0))


MEASURES = {
    "net_sales_12m": "net_sales_12m_amount",
    "gross_margin": "gross_margin_rate",
    "collection_rate": "collection_rate",
    "days_delinquent": "days_delinquent_weighted",
    "influence": "influence_score",
    "growth": "sales_growth_symmetric_rate",
    "lifetime_value": "lifetime_amount",
}


@dataclass
class Policy:
    """One version of a scheme with its detail rows."""

    header: Row
    tiers: list[Row]
    floors: dict[str, Row]
    metrics: list[Row]
    gates: list[Row]
    triggers: dict[str, Row]
    rank: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self.tiers.sort(key=lambda tier: tier["tier_rank"])
        self.rank = {tier["tier_code"]: tier["tier_rank"] for tier in self.tiers}

    def rank_of_rule(self, entry_rule: str) -> int | None:
        """Rank of the lowest tier that is entered so."""
        return max((t["tier_rank"] for t in self.tiers if t["entry_rule"] == entry_rule), default=None)


def normalised(policy: Policy, metric: Row, customer: Row, pool: list[Row]) -> Decimal | None:
    """Stage 1 for one customer and metric; NULL where the value is unknown."""
    column = MEASURES[metric["measure_code"]]
    value = customer[column]
    if value is None:
        return None
    if metric["normalisation_method"] == "linear":
        return linear(float(value), float(metric["zero_value"]), float(metric["full_value"]))
    others = [float(row[column]) for row in pool if row[column] is not None and row is not customer]
    place = mid_rank(float(value), others)
    return Decimal(100) - place if metric["is_less_better"] else place


def weighted_score(parts: list[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Stage 2 from (weight, normalised) of the metrics present."""
    weight = sum((w for w, _ in parts), Decimal(0))
    return six(float(sum((w * n for w, n in parts), Decimal(0))) / float(weight)) if weight > 0 else None


def floor_amount(policy: Policy, tier_code: str, company_value: Decimal, rates: dict[str, Decimal]) -> Decimal:
    """Contribution that a tier asks for: an amount in some currency, or a share of the company's; never below nothing."""
    floor = policy.floors[tier_code]
    if floor["floor_amount"] is not None:
        return floor["floor_amount"] * rates[floor["floor_currency"]]
    return max(floor["floor_share_rate"] * company_value, Decimal(0))


def meets(value: Decimal | None, floor: Decimal) -> bool:
    """An unknown value fails a floor above zero."""
    return floor == 0 if value is None else value >= floor


@dataclass
class Review:
    """The customers of one review and what all of them are measured against."""

    policy: Policy
    customers: list[Row]
    rates: dict[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = self.customers
        self.pool = [row for row in rows if row["lifecycle_status"] != "lapsed" and row["customer_id"] != "unknown"]
        known = any(row["contribution_12m_amount"] is not None for row in rows)
        self.value_column = "contribution_12m_amount" if known else "net_sales_12m_amount"
        self.is_lifetime = self.policy.header["value_basis"] == "lifetime"
        if self.is_lifetime:
            self.value_column = MEASURES["lifetime_value"]
        self.company_value = sum(
            (row[self.value_column] for row in rows if row[self.value_column] is not None), Decimal(0)
        )
        self.cuts = [tier for tier in self.policy.tiers if tier["entry_rule"] == "cut"]

    def parts(self, row: Row, pool: list[Row] | None = None) -> list[tuple[Decimal, Decimal | None]]:
        """Weight and normalised value of each metric."""
        return [
            (m["weight"], normalised(self.policy, m, row, self.pool if pool is None else pool))
            for m in self.policy.metrics
        ]

    def scored(self, row: Row, parts: list[tuple[Decimal, Decimal | None]]) -> Row:
        """Stages 2 and 3 for one customer."""
        header, value = self.policy.header, row[self.value_column]
        test, rest = self.policy.rank_of_rule("test"), self.policy.rank_of_rule("rest")
        present = [(weight, score) for weight, score in parts if score is not None]
        score = weighted_score(present)
        total = sum((weight for weight, _ in parts), Decimal(0))
        unrated = score is None or sum((w for w, _ in present), Decimal(0)) < header["minimum_weight_rate"] * total
        floors = {t["tier_rank"]: floor_amount(self.policy, t["tier_code"], self.company_value, self.rates) for t in self.cuts}
        floor_rank = min((rank for rank, floor in floors.items() if meets(value, floor)), default=NONE_REACHED)

        def best(points: Decimal) -> int:
            reached = [t["tier_rank"] for t in self.cuts if score is not None and score >= t["cut_score"] + points]
            return min(reached, default=NONE_REACHED)

        by_score = max(best(Decimal(0)), floor_rank)
        passes = test and value is not None and value > 0 and _has_potential(header, row)
        if test:
            tested = next(t["tier_code"] for t in self.policy.tiers if t["tier_rank"] == test)
            passes = passes and meets(value, floor_amount(self.policy, tested, self.company_value, self.rates))
        lapsed = self.is_lifetime and row["lifecycle_status"] == "lapsed"
        tier = rest if unrated or lapsed else by_score if by_score != NONE_REACHED else test if passes else rest
        return dict(
            score=score, scored=tier, unrated=unrated, lapsed=lapsed, floor_rank=floor_rank, value=value,
            rise_rank=best(header["buffer_points"]), hold_rank=best(-header["buffer_points"]),
        )  # fmt: skip


def _has_potential(header: Row, row: Row) -> bool:
    """Headroom and movement."""
    headroom, sales, growth = row["headroom_amount"], row["net_sales_12m_amount"], row["sales_growth_rate"]
    movements = [
        growth is not None and growth >= float(header["movement_growth_rate"]),
        row["won_deal_count"] > 0,
        row["open_weighted_amount"] > 0 and row["open_weighted_amount"] >= header["movement_open_deals_rate"] * sales,
    ]
    needed = 2 if headroom is None and (row["has_wallets"] or row["has_deals"]) else 1
    has_room = headroom is None or (headroom > 0 and headroom >= header["headroom_share_rate"] * sales)
    return has_room and sum(movements) >= needed


def indicated(
    policy: Policy, customers: list[Row], rule_ranks: dict[str, int], rates: dict[str, Decimal] | None = None
) -> dict[str, Row]:
    """Stages 1–7 of one review: per customer the figures and ranks by which the walk moves."""
    review = Review(policy, customers, rates or {})
    rest, problem = policy.rank_of_rule("rest"), policy.rank_of_rule("trigger")
    assert rest and problem
    placed: dict[str, Row] = {}
    for row in customers:
        if row["customer_id"] == "unknown":
            continue
        result = review.scored(row, review.parts(row))
        scored, influence = result["scored"], row["influence_score"]
        lifted = None
        is_influential = influence is not None and influence >= policy.header["lift_influence_score"]
        if is_influential and 1 < scored < rest and scored - 1 >= result["floor_rank"]:
            lifted = scored - 1
        merit = lifted or scored
        rule = rule_ranks.get(row["customer_id"])
        cap = max(
            (
                policy.rank[g["cap_tier_code"]]
                for g in policy.gates
                if _below(row[MEASURES[g["measure_code"]]], g["minimum_value"])
            ),
            default=None,
        )
        troubles = triggers(policy, row)
        candidate = problem if troubles else max(min(merit, rule or NONE_REACHED), cap or 0)
        cuts = len(review.cuts)
        source = "rule" if rule and rule < merit else "lift" if lifted else "score" if scored <= cuts else "test"
        placed[row["customer_id"]] = result | dict(
            lifted=lifted, rule=rule, cap=cap, triggers=troubles, candidate=candidate, source=source, capped=False,
            cuts=cuts,
            rest=rest, problem=problem,
        )  # fmt: skip
    _apply_capacity(policy, placed)
    return placed


def _below(value: float | None, minimum: Decimal) -> bool:
    return value is not None and float(value) < float(minimum)


def triggers(policy: Policy, row: Row) -> list[str]:
    """Stage 6: what makes the customer a problem."""
    found = []
    rule = policy.triggers
    due, collected = row["matured_due_12m_amount"], row["matured_collected_12m_amount"]
    if (
        due
        and due > 0
        and due >= rule["collection"]["threshold_amount"]
        and collected / due < rule["collection"]["threshold_value"]
    ):
        found.append("collection")
    old, open_amount = row["overdue_over_90_amount"], row["open_receivables_amount"]
    limit = rule["overdue_over_90"]
    if open_amount and old > limit["threshold_amount"] and old / open_amount > limit["threshold_value"]:
        found.append("overdue_over_90")
    if row["write_offs_12m_amount"] > rule["write_offs"]["threshold_amount"]:
        found.append("write_offs")
    exposure, severity = row["insolvent_exposure_rate"], row["publicity_severity"]
    if exposure is not None and exposure >= rule["insolvency"]["threshold_value"]:
        found.append("insolvency")
    if severity is not None and severity >= rule["negative_publicity"]["threshold_value"]:
        found.append("negative_publicity")
    return found


def _apply_capacity(policy: Policy, placed: dict[str, Row]) -> None:
    for tier in policy.tiers:
        if tier["max_customers"] is None:
            continue
        rank = tier["tier_rank"]
        holders = [(key, row) for key, row in placed.items() if row["candidate"] == rank]
        holders.sort(
            key=lambda item: (
                not (item[1]["rule"] and item[1]["rule"] <= rank),
                -(item[1]["score"] if item[1]["score"] is not None else Decimal(-1)),
                -(item[1]["value"] if item[1]["value"] is not None else Decimal("-1e30")),
                item[0],
            )
        )
        for key, row in holders[tier["max_customers"] :]:
            if not (row["rule"] and row["rule"] <= rank):
                placed[key] = {**row, "candidate": rank + 1, "capped": True}


def walk(reviews: list[tuple[date, Row, Policy]]) -> list[Row]:
    """Stage 8 of one customer, review by review."""
    held: int | None = None
    tier, direction, count, clean, by_score = 0, None, 0, 0, True
    states = []
    for place, (day, now, policy) in enumerate(reviews):
        header, before, moved = policy.header, tier, None
        months = {int(month) for month in header["decision_months"].split(";")}
        candidate, problem, rest = now["candidate"], now["problem"], now["rest"]
        supported = NONE_REACHED if now["unrated"] else now["scored"]
        if place == 0:
            tier, by_score = candidate, supported <= candidate
            states.append(dict(tier=tier, direction=None, count=0, clean=0))
            continue
        if now["triggers"]:
            held = before if before != problem else held
            tier, clean = problem, 0
        elif before == problem:
            clean += 1
            if clean >= header["clean_reviews"]:
                tier = candidate if held is None else max(candidate, min(held + 1, rest))
        else:
            clean, held = 0, None
            rule = max(now["rule"], now["cap"] or 0) if now["rule"] else None
            if now["cap"] and now["cap"] > before:
                tier = now["cap"]
            elif rule and rule < before:
                tier = rule
            else:
                moved = _confirmed(now, before, by_score)
        count = count + 1 if moved and moved == direction else 1 if moved else 0
        direction = moved
        if moved and count >= header["confirm_reviews"] and day.month in months:
            tier, direction, count = before + (1 if moved == "down" else -1), None, 0
        if candidate <= tier:
            by_score = supported <= tier
        elif problem in (tier, before):
            by_score = True
        states.append(
            dict(
                tier=tier,
                direction=direction,
                count=count,
                clean=clean if before == problem and not now["triggers"] else 0,
            )
        )
    return states


def _confirmed(now: Row, tier: int, by_score: bool) -> str | None:
    if now["candidate"] < tier:
        above = tier - 1
        return "up" if now["source"] != "score" or above > now["cuts"] or now["rise_rank"] <= above else None
    if now["candidate"] > tier:
        free = tier > now["cuts"] or not by_score or now["unrated"] or now["capped"] or now["lapsed"]
        return "down" if free or now["floor_rank"] > tier or now["hold_rank"] > tier else None
    return None
