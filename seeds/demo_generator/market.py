"""What is known about customers and industries from outside: influence, referrals, own revenue, rankings."""

import numpy as np
import pyarrow as pa

from .characters import CHARACTERS, index_of
from .columns import Table, dates, money, numbers, take
from .names import company_names
from .parties import COUNTRIES, Parties
from .settings import CURRENCIES, FIRST_DAY, INDUSTRIES, LAST_DAY, UNITS_PER_DOLLAR, Settings, day

RANKED = 20
RANKING_YEARS = (2022, 2023, 2024, 2025)
MISSING_LEADERS = INDUSTRIES.index("Shipbuilding")  # none of its first ten is a customer


def influence_table(parties: Parties, settings: Settings) -> Table:
    """Assessments of about half of the customers and of most prospects, some repeated a year later."""
    stream = settings.stream("customer_influence")
    n = len(parties)
    chosen = (stream.random(n) < np.where(parties.is_prospect, 0.7, 0.45)) | (np.arange(n) < len(CHARACTERS))
    first = np.flatnonzero(chosen)
    again = first[stream.random(len(first)) < 0.4]
    customer = np.concatenate([first, again])
    assessed = np.concatenate(
        [
            stream.integers(FIRST_DAY + 60, day("2024-12-31"), len(first)),
            stream.integers(day("2025-01-15"), LAST_DAY - 10, len(again)),
        ]
    )
    score = np.clip(parties.traits["influence"][customer] + stream.normal(0, 3, len(customer)), 0, 100)
    return {
        "customer_id": take(parties.customer_ids, customer),
        "assessed_on": dates(assessed),
        "influence_score": numbers(score, digits=0),
        "industry_rank": numbers(np.maximum(np.round(21 - score / 5).astype(np.int64), 1), score < 45),
        "reference_count": numbers(stream.poisson(score / 20)),
        "is_standard_setter": pa.array((score > 86) | (customer == index_of("standard_setter"))),
        "source": take(("sales review", "industry association"), (assessed % 3 == 0).astype(int)),
    }


def referral_table(parties: Parties, settings: Settings) -> Table:
    """Influential customers that brought others, a few of them together."""
    stream = settings.stream("referrals")
    buyers = np.flatnonzero(~parties.is_prospect)
    count = max(len(parties) // 8, 5)
    weight = parties.traits["influence"][buyers] ** 3
    referrer = stream.choice(buyers, count, p=weight / weight.sum())
    referred = stream.choice(np.arange(len(CHARACTERS), len(parties)), count)
    pairs = np.unique(np.stack([referrer, referred])[:, referrer != referred], axis=1)
    days = np.clip(parties.start[pairs[1]] - stream.integers(5, 120, pairs.shape[1]), FIRST_DAY, LAST_DAY)
    return {
        "referrer_customer_id": take(parties.customer_ids, pairs[0]),
        "referred_customer_id": take(parties.customer_ids, pairs[1]),
        "referral_date": dates(days),
        "influence_degree": numbers(stream.choice([0.2, 0.3, 0.5, 0.6, 0.8, 1.0], pairs.shape[1])),
    }


def financial_table(parties: Parties, settings: Settings) -> Table:
    """Own revenue by fiscal year of about two customers in three."""
    stream = settings.stream("customer_financials")
    n = len(parties)
    known = np.flatnonzero((stream.random(n) < 0.6) | (np.arange(n) < len(CHARACTERS)))
    pace = stream.normal(0.04, 0.08, n)
    pace[index_of("rising_but_losing_share")] = 0.31
    years = np.arange(2020, 2026)
    customer, year = np.repeat(known, len(years)), np.tile(years, len(known))
    revenue = (
        parties.traits["own_revenue"][customer]
        * (1 + pace[customer]) ** (year - 2025)
        * np.exp(stream.normal(0, 0.02, len(year)))
    )
    units = UNITS_PER_DOLLAR[parties.currency[customer]]
    return {
        "customer_id": take(parties.customer_ids, customer),
        "fiscal_year": numbers(year),
        "revenue_amount": money(np.round(revenue * units, -4).astype(np.int64) * 100),
        "currency": take(CURRENCIES, parties.currency[customer]),
        "source": pa.array(np.where(customer % 3 == 0, "annual report", "company register")),
    }


def ranking_table(parties: Parties, settings: Settings) -> Table:
    """Twenty ranks for each industry and year; members are customers, prospects and companies nobody here knows."""
    stream = settings.stream("industry_rankings")
    rows: dict[str, list] = {
        name: [] for name in ("industry", "year", "rank", "name", "customer", "revenue", "currency")
    }
    for sector in range(len(INDUSTRIES)):
        outsiders = company_names(
            stream, np.full(RANKED, sector), [COUNTRIES[i] for i in stream.integers(0, len(COUNTRIES), RANKED)]
        )
        own = np.flatnonzero((parties.industry == sector) & (parties.parent < 0))
        own = own[np.argsort(-parties.traits["own_revenue"][own], kind="stable")][
            : 4 if sector == MISSING_LEADERS else 12
        ]
        names = [parties.names[i] for i in own] + [name for name in outsiders if name not in parties.names]
        size = parties.traits["own_revenue"][own] * (0.15 if sector == MISSING_LEADERS else 1.0)
        size = np.concatenate([size, np.exp(stream.normal(21.3, 0.8, len(names) - len(own)))])
        pace = stream.normal(0.03, 0.06, len(names))
        for year in RANKING_YEARS:
            revenue = size * (1 + pace) ** (year - 2025)
            for rank, member in enumerate(np.argsort(-revenue, kind="stable")[:RANKED], start=1):
                is_own = member < len(own)
                customer = own[member] if is_own else -1
                is_matched = is_own and customer % 5 != 2
                rows["industry"].append(INDUSTRIES[sector])
                rows["year"].append(year)
                rows["rank"].append(rank)
                rows["name"].append(names[member] if is_matched or not is_own else _as_printed(names[member]))
                rows["customer"].append(customer if is_matched else -1)
                rows["revenue"].append(round(revenue[member] / 1e6) * 100_000_000)
                rows["currency"].append(0)
    customer = np.array(rows["customer"])
    return {
        "industry": pa.array(rows["industry"]),
        "ranking_year": pa.array(rows["year"]),
        "industry_rank": pa.array(rows["rank"]),
        "company_name": pa.array(rows["name"]),
        "customer_id": take(parties.customer_ids, customer, customer < 0),
        "revenue_amount": money(np.array(rows["revenue"])),
        "currency": take(CURRENCIES, np.array(rows["currency"])),
    }


def _as_printed(name: str) -> str:
    """A ranking rarely prints a name the way our ledger does."""
    first, *rest = name.split(" ")
    words = [word for word in rest if word.rstrip(".,") not in ("GmbH", "Ltd", "Inc", "Co", "SA", "AG", "B.V", "Pte")]
    return " ".join([first.upper(), *words])
