"""Customers with their hidden habits, account managers, and who looked after whom."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .characters import CHARACTERS, index_of
from .columns import Table, dates, ids, money, numbers, take
from .names import company_names, person_names
from .settings import CURRENCIES, FIRST_DAY, INDUSTRIES, LAST_DAY, UNITS_PER_DOLLAR, Settings, day

COUNTRIES = ("US", "DE", "FR", "NL", "GB", "SG", "TW")
CURRENCY_OF_COUNTRY = np.array([0, 1, 1, 1, 0, 0, 2])
TERMS = np.array([30, 45, 60, 90])


@dataclass
class Parties:
    """Arrays with one value for each customer: what the files say and the habits behind it."""

    customer_ids: pa.Array
    names: list[str]
    manager_ids: pa.Array
    industry: np.ndarray
    country: np.ndarray
    currency: np.ndarray
    parent: np.ndarray  # position of the parent, -1 = none
    head: np.ndarray
    is_prospect: np.ndarray
    manager: np.ndarray
    terms: np.ndarray
    traits: dict[str, np.ndarray]
    start: np.ndarray
    end: np.ndarray
    pause_start: np.ndarray
    pause_end: np.ndarray
    bills_to_head: np.ndarray

    def __len__(self) -> int:
        return len(self.names)

    def top(self, count: int) -> np.ndarray:
        """Positions of the customers that buy most, largest first."""
        weight = np.where(self.is_prospect, 0, self.traits["size"] * self.traits["rate"])
        return np.argsort(-weight, kind="stable")[:count]


def make_parties(settings: Settings) -> Parties:
    """Draws all customers; the characters come first, prospects last."""
    stream = settings.stream("parties")
    n, named = settings.customers, len(CHARACTERS)
    industry = stream.integers(0, len(INDUSTRIES), n)
    country = stream.choice(len(COUNTRIES), n, p=[0.28, 0.12, 0.07, 0.06, 0.12, 0.05, 0.30])
    currency = CURRENCY_OF_COUNTRY[country]
    is_prospect = np.arange(n) >= n - max(int(n * 0.15), 6)
    size = np.exp(stream.normal(-0.45, 0.85, n))
    own = size * np.exp(stream.normal(0, 0.9, n)) * 3e8 * np.where(is_prospect, 2.5, 1)
    traits = {
        "size": size,
        "rate": stream.gamma(2.2, 2.0, n) + 0.8,  # purchases a year
        "growth": stream.normal(0.05, 0.13, n),
        "discount": np.clip(stream.normal(0.13, 0.07, n), 0, 0.36),
        "delay": stream.gamma(2, 6, n) - 8,
        "spread": stream.uniform(2, 14, n),
        "own_revenue": own,
        "influence": np.clip(18 + 11 * np.log10(own / 1e7) + stream.normal(0, 12, n), 1, 99),
        "remit": stream.choice([0.0, 0.6, 1.0], n, p=[0.2, 0.35, 0.45]),
        "unpaid": np.where(stream.random(n) < 0.035, 0.55, 0.004),
    }
    start = FIRST_DAY + (stream.random(n) ** 2.2 * 1500).astype(int)
    leaves = stream.random(n) < 0.2
    end = np.where(leaves, start + stream.integers(150, 1100, n), LAST_DAY)
    end = np.clip(end, start + 30, LAST_DAY)
    parent = _parents(stream, n, named, is_prospect)
    pause_start, pause_end = np.full(n, LAST_DAY + 1), np.full(n, LAST_DAY + 1)
    rests = (stream.random(n) < 0.04) & (np.arange(n) >= named)
    pause_start[rests] = stream.integers(day("2022-06-01"), day("2023-12-31"), rests.sum())
    pause_end[rests] = pause_start[rests] + stream.integers(400, 700, rests.sum())
    for i, character in enumerate(CHARACTERS):
        industry[i], country[i], currency[i] = (
            character.industry,
            COUNTRIES.index(character.country),
            character.currency,
        )
        start[i], end[i], parent[i], traits["unpaid"][i] = FIRST_DAY + 5 * i, LAST_DAY, -1, 0.0
        for trait, value in character.traits.items():
            traits[trait][i] = value
        if character.pause:
            pause_start[i], pause_end[i] = day(character.pause[0]), day(character.pause[1])
    end[index_of("insolvent")] = day("2025-07-15")
    paying = index_of("paying_head")
    parent[named : named + 5] = paying  # a group of six whose head pays for everybody
    parent[named + 5] = named
    currency[named : named + 6] = currency[paying]
    bills = stream.random(n) < 0.25
    bills[named : named + 6] = True
    lands = [COUNTRIES[i] for i in country]
    names = company_names(stream, industry, lands)
    names[:named] = [character.name for character in CHARACTERS]
    managers = max(n // 25, 6)
    return Parties(
        customer_ids=ids("C", n, 4 if n < 10_000 else 7),
        names=names,
        manager_ids=ids("AM", managers, 2 if managers < 100 else 5),
        industry=industry,
        country=country,
        currency=currency,
        parent=parent,
        head=_heads(parent),
        is_prospect=is_prospect,
        manager=stream.integers(2, managers, n),
        terms=stream.choice(TERMS, n, p=[0.5, 0.2, 0.2, 0.1]),
        traits=traits,
        start=start,
        end=end,
        pause_start=pause_start,
        pause_end=pause_end,
        bills_to_head=bills & (parent >= 0),
    )


def _parents(stream: np.random.Generator, n: int, named: int, is_prospect: np.ndarray) -> np.ndarray:
    """One account in eight has a parent among the accounts before it, so groups are trees of up to four levels."""
    child = (stream.random(n) < 0.13) & (np.arange(n) >= named + 6) & ~is_prospect
    return np.where(child, (stream.random(n) * np.minimum(np.arange(n), n // 5 + 8)).astype(int), -1)


def _heads(parent: np.ndarray) -> np.ndarray:
    """Follows parents upwards until nothing moves."""
    head = np.where(parent < 0, np.arange(len(parent)), parent)
    while True:
        above = np.where(parent[head] < 0, head, parent[head])
        if np.array_equal(above, head):
            return head
        head = above


def customer_table(parties: Parties, settings: Settings) -> Table:
    """One row for each account, customers and prospects alike."""
    stream = settings.stream("customers")
    n, traits = len(parties), parties.traits
    units = UNITS_PER_DOLLAR[parties.currency]
    limit = np.round(traits["size"] * traits["rate"] * 6000 * units, -3).astype(np.int64) * 100
    return {
        "customer_id": parties.customer_ids,
        "customer_name": pa.array(parties.names),
        "parent_customer_id": take(parties.customer_ids, parties.parent, parties.parent < 0),
        "industry": take(INDUSTRIES, parties.industry),
        "country": take(COUNTRIES, parties.country),
        "currency": take(CURRENCIES, parties.currency),
        "credit_limit_amount": money(limit, parties.is_prospect | (stream.random(n) < 0.06)),
        "payment_terms_days": numbers(parties.terms, stream.random(n) < 0.05),
        "account_manager_id": take(parties.manager_ids, parties.manager),
        "annual_revenue_amount": money(
            np.round(traits["own_revenue"] * units, -4).astype(np.int64) * 100, _unnamed(stream, n, 0.15)
        ),
        "employee_count": numbers((traits["own_revenue"] / 320_000).astype(np.int64) + 3, _unnamed(stream, n, 0.2)),
        "customer_since_date": dates(parties.start - 20, parties.is_prospect),
    }


def _unnamed(stream: np.random.Generator, n: int, rate: float) -> np.ndarray:
    """A share of customers, never one of the characters."""
    return (stream.random(n) < rate) & (np.arange(n) >= len(CHARACTERS))


def account_manager_table(parties: Parties, settings: Settings) -> Table:
    """A director, a deputy, and the managers who report to them."""
    stream = settings.stream("account_managers")
    n = len(parties.manager_ids)
    rank = np.where(np.arange(n) == 0, 4, np.where(np.arange(n) == 1, 3, stream.integers(0, 4, n)))
    levels = ("associate", "account_manager", "senior_account_manager", "principal", "client_partner")
    titles = ("Associate", "Account Manager", "Senior Account Manager", "Sales Director", "Client Partner")
    return {
        "account_manager_id": parties.manager_ids,
        "account_manager_name": pa.array(person_names(n)),
        "manager_id": take(parties.manager_ids, np.where(np.arange(n) % 2, 0, 1), np.arange(n) == 0),
        "title": take(titles, rank),
        "career_level": take(levels, rank),
        "office": take(("Taipei", "Rotterdam", "Chicago"), stream.integers(0, 3, n)),
        "hired_date": dates(FIRST_DAY - stream.integers(100, 4000, n)),
    }


def account_assignment_table(parties: Parties, settings: Settings) -> Table:
    """Owners over time with hand-overs, executive sponsors and engineers for the largest."""
    stream = settings.stream("account_assignments")
    n, managers = len(parties), len(parties.manager_ids)
    known = np.flatnonzero(stream.random(n) < 0.92)
    moved = known[(stream.random(len(known)) < 0.18)]
    change = np.full(n, 0)
    change[moved] = stream.integers(day("2022-03-01"), day("2025-11-30"), len(moved))
    change = np.maximum(change, parties.start + 60)
    before = (parties.manager + stream.integers(1, managers - 2, n) - 2) % (managers - 2) + 2
    first = np.concatenate([known, moved])
    handed = np.isin(known, moved)
    owner = np.concatenate([np.where(handed, before[known], parties.manager[known]), parties.manager[moved]])
    since = np.concatenate([parties.start[known] - 20, change[moved]])
    until = np.concatenate([change[known], np.zeros(len(moved), dtype=int)])
    is_open = np.concatenate([~handed, np.ones(len(moved), dtype=bool)])
    top = parties.top(max(n // 20, 8))
    customer = np.concatenate([first, top, top])
    role = np.concatenate([np.zeros(len(first), dtype=int), np.ones(len(top), dtype=int), np.full(len(top), 2)])
    sponsor = np.arange(len(top)) % 2
    engineer = stream.integers(2, managers, len(top))
    dedication = np.concatenate(
        [
            stream.choice([0.1, 0.2, 0.25, 0.5, 1.0], len(first)),
            np.full(len(top), 0.1),
            stream.choice([0.5, 1.0], len(top)),
        ]
    )
    return {
        "customer_id": take(parties.customer_ids, customer),
        "account_manager_id": take(parties.manager_ids, np.concatenate([owner, sponsor, engineer])),
        "valid_from": dates(np.concatenate([since, parties.start[top] + 30, parties.start[top] + 45])),
        "valid_to": dates(
            np.concatenate([until, np.zeros(2 * len(top), dtype=int)]),
            np.concatenate([is_open, np.ones(2 * len(top), dtype=bool)]),
        ),
        "role": take(("owner", "executive_sponsor", "engineer"), role),
        "dedicated_rate": numbers(dedication),
    }
