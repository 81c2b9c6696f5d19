"""Cost to serve, strategies delivered and promised, events, overrides, and what reviews decided."""

import numpy as np
import pyarrow as pa

from .characters import CHARACTERS, index_of
from .columns import Table, dates, ids, money, numbers, take
from .parties import Parties
from .settings import CURRENCIES, FIRST_DAY, LAST_DAY, UNITS_PER_DOLLAR, Settings, day

COST_TYPES = ("order_handling", "delivery", "on_site_engineer", "support", "returns", "other")
DIMENSIONS = (
    "on_site_engineer",
    "capacity_priority",
    "executive_visit",
    "rapid_response",
    "technical_exchange",
    "value_added_service",
    "senior_resource_allocation",
    "strategic_coordination",
    "problem_escalation",
)
EVENTS = ("complaint", "dispute", "insolvency", "payment_promise", "broken_promise", "negative_publicity")


def service_cost_table(sales: np.ndarray, parties: Parties, settings: Settings) -> Table:
    """A few costs a year for each buyer, about 3 % of sales; the huge account eats most of what it brings."""
    stream = settings.stream("service_costs")
    yearly = sales.sum(axis=1)
    customer, year = np.nonzero(yearly > 0)
    times = np.minimum(stream.poisson(1.4, len(customer)) + (yearly[customer, year] > 1e6) * 6, 12)
    row = np.repeat(np.arange(len(customer)), times)
    customer, year = customer[row], year[row]
    rate = np.where(customer == index_of("huge_but_thin"), 0.055, 0.028) / times[row]
    dollars = yearly[customer, year] * rate * np.exp(stream.normal(0, 0.5, len(row)))
    days = np.minimum(day("2021-01-01") + year * 365 + stream.integers(5, 360, len(row)), LAST_DAY)
    days = np.where(year == 5, LAST_DAY - days % 88, days)
    return {
        "service_cost_id": ids("SC", len(row), 5),
        "customer_id": take(parties.customer_ids, customer),
        "cost_date": dates(days),
        "cost_type": take(COST_TYPES, stream.choice(6, len(row), p=[0.2, 0.3, 0.15, 0.2, 0.1, 0.05])),
        "amount": money((dollars * UNITS_PER_DOLLAR[parties.currency[customer]] * 100).astype(np.int64) + 100),
        "currency": take(CURRENCIES, parties.currency[customer]),
    }


def delivery_table(parties: Parties, settings: Settings) -> Table:
    """Deliveries of the last three years: much to the largest, little and patchy to the next."""
    stream = settings.stream("service_deliveries")
    top = parties.top(max(len(parties) // 6, 12))
    quarters = np.arange(day("2023-01-01"), LAST_DAY - 60, 91)
    customer, quarter, dimension = (
        grid.ravel() for grid in np.meshgrid(np.arange(len(top)), quarters, np.arange(9), indexing="ij")
    )
    keenness = (
        np.where(customer < len(top) // 4, 0.75, 0.3) * np.array([1, 0.8, 1, 0.9, 0.9, 0.7, 0.5, 0.5, 0.4])[dimension]
    )
    kept = stream.random(len(customer)) < keenness
    customer, quarter, dimension = top[customer[kept]], quarter[kept], dimension[kept]
    usual = np.array([12, 3, 1, 10, 1, 1, 2, 1, 1])[dimension]
    n = len(customer)
    days = np.minimum(quarter + stream.integers(3, 88, n), LAST_DAY)
    days[dimension == 3] = np.minimum(quarter + 30, LAST_DAY)[dimension == 3]
    return {
        "delivery_id": ids("D", n, 5),
        "customer_id": take(parties.customer_ids, customer),
        "strategy_dimension": take(DIMENSIONS, dimension),
        "delivered_on": dates(days),
        "quantity": numbers(np.maximum(stream.poisson(usual), 1)),
        "account_manager_id": take(parties.manager_ids, parties.manager[customer]),
        "confirmed_by": take(("plant manager", "head of purchasing"), customer % 2, stream.random(n) < 0.3),
        "note": take(("delay agreed beforehand",), np.zeros(n, dtype=int), stream.random(n) < 0.97),
    }


def event_table(parties: Parties, settings: Settings) -> Table:
    """Complaints, disputes and promises of many; the characters' own events."""
    stream = settings.stream("customer_events")
    n = max(len(parties) // 2, 20)
    buyers = np.flatnonzero(~parties.is_prospect)
    customer = stream.choice(buyers, n)
    kind = stream.choice(6, n, p=[0.5, 0.2, 0, 0.2, 0.1, 0])
    days = np.clip(stream.integers(FIRST_DAY + 100, LAST_DAY - 10, n), parties.start[customer], LAST_DAY - 5)
    resolved = days + stream.integers(4, 90, n)
    severity = np.where(kind < 2, stream.choice([1, 2, 2, 3, 3, 4], n), 0)
    own = [
        ("diamond_with_complaint", "complaint", "2026-02-18", 5),
        ("insolvent", "insolvency", "2025-08-04", 0),
        ("insolvent", "broken_promise", "2025-07-01", 0),
        ("in_the_news", "negative_publicity", "2026-01-22", 4),
        ("problem_and_back", "payment_promise", "2024-06-10", 0),
        ("problem_and_back", "broken_promise", "2024-07-15", 0),
        ("problem_and_back", "broken_promise", "2024-09-02", 0),
        ("huge_but_thin", "complaint", "2025-11-05", 2),
    ]
    customer = np.concatenate([customer, [index_of(event[0]) for event in own]])
    kind = np.concatenate([kind, [EVENTS.index(event[1]) for event in own]])
    days = np.concatenate([days, [day(event[2]) for event in own]])
    severity = np.concatenate([severity, [event[3] for event in own]])
    resolved = np.concatenate([resolved, np.full(len(own), LAST_DAY + 1)])
    order = np.argsort(days, kind="stable")
    customer, kind, days, severity, resolved = (values[order] for values in (customer, kind, days, severity, resolved))
    amount = (
        stream.integers(20, 900, len(kind))
        * 10_000
        * UNITS_PER_DOLLAR[parties.currency[customer]].astype(np.int64).clip(1)
    )
    return {
        "event_id": ids("EV", len(kind), 4 if len(kind) < 10_000 else 7),
        "customer_id": take(parties.customer_ids, customer),
        "event_date": dates(days),
        "event_type": take(EVENTS, kind),
        "severity": numbers(severity, severity == 0),
        "amount": money(amount, (kind == 0) | (kind == 2) | (kind == 5)),
        "resolved_on": dates(resolved, (resolved > LAST_DAY) | (kind > 1)),
        "note": take(
            (
                "late delivery",
                "price on invoice",
                "court filing",
                "call with accounts payable",
                "no payment came",
                "article in the trade press",
            ),
            kind,
        ),
    }


def override_table(parties: Parties) -> Table:
    """Two board decisions: one still in force, one that ended."""
    customer = np.array([index_of("standard_setter"), index_of("fading")])
    return {
        "customer_id": take(parties.customer_ids, customer),
        "scheme_code": pa.array(["six_tier", "six_tier"]),
        "tier_code": pa.array(["strategic", "gold"]),
        "reason": pa.array(["sets the industry's test standard", "framework contract under negotiation"]),
        "approved_by": pa.array(["Chief Commercial Officer", "Chief Commercial Officer"]),
        "valid_from": dates(np.array([day("2025-01-01"), day("2024-03-01")])),
        "valid_to": dates(np.array([0, day("2024-09-30")]), np.array([True, False])),
    }


def promise_table(parties: Parties) -> Table:
    """Strategies agreed with single customers that replace their tier's."""
    rows = [
        ("quiet_diamond", 0, 20, "2024-01-01"),
        ("huge_but_thin", 0, 30, "2023-07-01"),
        ("huge_but_thin", 2, 2, "2023-07-01"),
        ("rising_star", 4, 2, "2025-01-01"),
        ("diamond_with_complaint", 3, 4, "2025-07-01"),
    ]
    return {
        "customer_id": take(parties.customer_ids, np.array([index_of(row[0]) for row in rows])),
        "strategy_dimension": pa.array([DIMENSIONS[row[1]] for row in rows]),
        "promised_quantity": numbers(np.array([row[2] for row in rows])),
        "valid_from": dates(np.array([day(row[3]) for row in rows])),
        "valid_to": dates(np.zeros(len(rows), dtype=int), np.ones(len(rows), dtype=bool)),
        "approved_by": pa.array(["Sales Director"] * len(rows)),
    }


def action_table(parties: Parties, settings: Settings) -> Table:
    """What account reviews decided: done, open and overdue."""
    stream = settings.stream("account_actions")
    customer = np.concatenate([np.arange(len(CHARACTERS)), parties.top(len(parties) // 8)])
    n = len(customer)
    due = stream.integers(day("2024-06-01"), day("2026-06-30"), n)
    done = due + stream.integers(-30, 25, n)
    is_open = (done > LAST_DAY) | (stream.random(n) < 0.15)
    choice = stream.integers(0, 5, n)
    return {
        "action_id": ids("A", n, 4 if n < 10_000 else 7),
        "customer_id": take(parties.customer_ids, customer),
        "finding_code": take(
            ("hidden_share_loss", "low_margin", "late_payment", "under_served", "upgrade_gap"), choice
        ),
        "action": take(
            (
                "Visit the plant and map competitors",
                "Reprice the framework contract",
                "Agree a payment plan",
                "Assign an engineer",
                "Offer the next product line",
            ),
            choice,
        ),
        "owner_id": take(parties.manager_ids, parties.manager[customer]),
        "due_on": dates(due),
        "done_on": dates(np.minimum(done, LAST_DAY), is_open),
        "result": take(("agreed", "no effect yet", "improved"), stream.integers(0, 3, n), is_open),
    }
