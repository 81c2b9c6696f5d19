"""Random but valid tier policies: other weights, cuts, floors, caps and steps, and a change in mid-walk."""

from __future__ import annotations

import csv
import random
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TABLES = ("tier_policies", "tier_definitions", "tier_floors", "tier_metrics", "tier_gates", "problem_triggers")
Rows = list[dict[str, Any]]


def seeds() -> dict[str, Rows]:
    """The policy seeds of the project as rows."""
    tables = {}
    for name in TABLES:
        with (ROOT / "seeds" / "policy" / f"{name}.csv").open(encoding="utf-8") as source:
            tables[name] = [{key: value or None for key, value in row.items()} for row in csv.DictReader(source)]
    return tables


def lifetime() -> dict[str, Rows]:
    """The project's policy with lifetime value as its basis."""
    tables = seeds()
    for header in tables["tier_policies"]:
        header["value_basis"] = "lifetime"
    return tables


def policy(seed: int) -> dict[str, Rows]:
    """Random versions of both schemes; six in ten change in mid-walk."""
    chance, tables = random.Random(seed), seeds()
    for rows in tables.values():
        rows[:] = [row for row in rows if row["policy_code"] == "first"]
    if chance.random() < 0.6:
        for rows in tables.values():
            rows += [row | {"policy_code": "second"} for row in rows]
        day = f"2023-{chance.randint(6, 12):02}-{chance.choice(['01', '15', '30'])}"
        for header in tables["tier_policies"]:
            header["valid_to" if header["policy_code"] == "first" else "valid_from"] = day
    for header in tables["tier_policies"]:
        own = {
            name: [row for row in rows if (row["scheme_code"], row["policy_code"]) == (header["scheme_code"], header["policy_code"])]
            for name, rows in tables.items()
        }
        _header(chance, header)
        _tiers(chance, own["tier_definitions"], own["tier_floors"])
        for basis in ("consecutive_years", "lifetime"):
            _weights(chance, [row for row in own["tier_metrics"] if row["value_basis"] == basis])
    return tables


def _header(chance: random.Random, header: dict[str, Any]) -> None:
    absolute = chance.random() < 0.3
    header |= {
        "value_basis": chance.choices(["consecutive_years", "lifetime"], [7, 3])[0],
        "minimum_weight_rate": chance.choice([0.3, 0.6, 0.9]),
        "rule_years": chance.choice([1, 2, 3]),
        "rule_measure": chance.choice(["net_sales", "contribution"]),
        "rule_amount": chance.choice([500, 2000]) if absolute else None,
        "rule_currency": "EUR" if absolute else None,
        "rule_share_rate": None if absolute else chance.choice([0.05, 0.2]),
        "lift_influence_score": chance.choice([40, 80]),
        "headroom_share_rate": chance.choice([0.1, 0.5]),
        "buffer_points": chance.choice([0, 2.5, 5, 10]),
        "confirm_reviews": chance.choice([1, 2, 3]),
        "clean_reviews": chance.choice([1, 3, 4]),
        "decision_months": chance.choice(["3;6;9;12", "6;12", "1;2;3;4;5;6;7;8;9;10;11;12"]),
    }


def _tiers(chance: random.Random, definitions: Rows, floors: Rows) -> None:
    cut_tiers = sorted((row for row in definitions if row["entry_rule"] == "cut"), key=lambda row: int(row["tier_rank"]))
    cuts = sorted(chance.sample(range(35, 90), len(cut_tiers)), reverse=True)
    shares = sorted((chance.choice([0, 0.005, 0.02, 0.1]) for _ in cut_tiers), reverse=True)
    is_absolute = chance.random() < 0.3
    for row, cut, share in zip(cut_tiers, cuts, shares, strict=True):
        row["cut_score"] = cut
        row["max_customers"] = chance.randint(1, 4) if chance.random() < 0.3 else None
        for floor in floors:
            if floor["tier_code"] == row["tier_code"]:
                floor["floor_share_rate"] = None if is_absolute else share
                floor["floor_amount"] = share * 20_000 if is_absolute else None
                floor["floor_currency"] = "EUR" if is_absolute else None


def _weights(chance: random.Random, metrics: Rows) -> None:
    edges = sorted(chance.sample(range(1, 100), len(metrics) - 1))
    for row, low, high in zip(metrics, [0, *edges], [*edges, 100], strict=True):
        row["weight"] = high - low
        if row["normalisation_method"] == "linear" and chance.random() < 0.3:
            row |= {"normalisation_method": "percentile", "zero_value": None, "full_value": None}
