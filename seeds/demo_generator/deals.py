"""Opportunities, what decided them (evidence) and what our side put forward (emphasis)."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .characters import CHARACTERS, index_of
from .columns import Table, dates, ids, money, numbers, take
from .documents import INVOICE, POSTED, Documents
from .parties import Parties
from .settings import CATEGORIES, CURRENCIES, FIRST_DAY, LAST_DAY, UNITS_PER_DOLLAR, Settings, day

STAGES = ("prospecting", "engaging", "proposal", "won", "lost", "no_decision")
WON, LOST = STAGES.index("won"), STAGES.index("lost")
FACTORS = ("value", "price", "relationship")
COMPETITORS = (
    "Arkwell Flow",
    "Borealis Drives",
    "Chang Yi Machinery 昌益機械",
    "Dornfeld Pumpen",
    "Everline Systems",
    "Fujimori Valve",
)
LOST_REASONS = (
    "price too high",
    "lead time",
    "technical fit",
    "incumbent relationship",
    "credit terms",
    "project stopped",
)
WON_REASONS = ("trusted supplier", "best price", "technical advantage", "service coverage", "delivery speed")
SCENES = ("new_project", "replacement", "spare_parts", "framework_tender", "service")
SOURCES = ("buyer_interview", "tender_criteria", "account_manager", "inferred")
DETAILS = (
    ("quality", "lead time", "efficiency"),
    ("unit price", "credit terms", "rebate"),
    ("trust", "long cooperation", "executive contact"),
)


@dataclass
class Deals:
    """One value for each opportunity."""

    opportunity_ids: pa.Array
    customer: np.ndarray
    stage: np.ndarray
    opened: np.ndarray
    closed: np.ndarray
    scene: np.ndarray
    leaning: np.ndarray  # customer x factor, what buyers really look at


def make_deals(parties: Parties, settings: Settings) -> Deals:
    """Draws deals: mostly of buyers, every second prospect has an open one."""
    stream = settings.stream("deals")
    n = len(parties)
    leaning = stream.dirichlet([1.6, 1.5, 2.0], n)
    leaning[index_of("price_fought_for_nothing")] = [0.55, 0.08, 0.37]
    leaning[index_of("price_ignored")] = [0.12, 0.72, 0.16]
    buyers = np.flatnonzero(~parties.is_prospect)
    weight = parties.traits["size"][buyers] ** 0.7
    fixed = np.repeat(np.arange(len(CHARACTERS)), 4)
    prospects = np.flatnonzero(parties.is_prospect & (stream.random(n) < 0.55))
    customer = np.concatenate([fixed, stream.choice(buyers, n, p=weight / weight.sum()), prospects])
    count = len(customer)
    stage = stream.choice(6, count, p=[0.09, 0.09, 0.08, 0.38, 0.27, 0.09])
    stage[-len(prospects) :] = stream.integers(0, 3, len(prospects))
    for role in ("price_fought_for_nothing", "price_ignored"):
        stage[np.flatnonzero(customer == index_of(role))[:4]] = [LOST, LOST, WON, 2]
    is_open = stage < WON
    opened = np.where(
        is_open,
        stream.integers(day("2025-07-01"), LAST_DAY - 5, count),
        stream.integers(FIRST_DAY + 90, day("2025-12-20"), count),
    )
    opened = np.maximum(opened, np.minimum(parties.start[customer] + 20, LAST_DAY - 10))
    closed = np.minimum(opened + stream.integers(20, 180, count), LAST_DAY)
    order = np.argsort(opened, kind="stable")
    return Deals(
        ids("O", count, 4 if count < 10_000 else 7),
        customer[order],
        stage[order],
        opened[order],
        closed[order],
        stream.integers(0, len(SCENES), count),
        leaning,
    )


def link_won_deals(deals: Deals, documents: Documents) -> None:
    """The first invoice of the customer after a won deal carries the deal's number."""
    usable = np.flatnonzero((documents.kind == INVOICE) & (documents.status == POSTED))
    order = usable[np.lexsort((documents.day[usable], documents.customer[usable]))]
    position = documents.customer[order] * 1_000_000 + documents.day[order]
    won = np.flatnonzero(deals.stage == WON)
    place = np.searchsorted(position, deals.customer[won] * 1_000_000 + deals.closed[won])
    found = place < len(order)
    won, place = won[found], place[found]
    same = documents.customer[order[place]] == deals.customer[won]
    documents.opportunity[order[place[same]]] = won[same]


def opportunity_table(deals: Deals, parties: Parties, settings: Settings) -> Table:
    """One row for each deal."""
    stream = settings.stream("opportunities")
    n, customer = len(deals.customer), deals.customer
    is_open = deals.stage < WON
    units = UNITS_PER_DOLLAR[parties.currency[customer]]
    potential = np.where(
        parties.is_prospect[customer],
        parties.traits["own_revenue"][customer] ** 0.5 * 4,
        parties.traits["size"][customer] * 45_000,
    )
    listed = np.round(potential * units * np.exp(stream.normal(0, 0.6, n)), -2).astype(np.int64) * 100
    discount = np.clip(parties.traits["discount"][customer] + stream.normal(0.02, 0.06, n), 0, 0.45)
    discount = np.where(customer == index_of("price_fought_for_nothing"), 0.34, discount)
    quoted = (listed * (1 - discount)).astype(np.int64)
    leader = deals.leaning[customer].argmax(axis=1)
    told = stream.random(n) < 0.65
    loss = np.where(told, np.array([2, 0, 3])[leader], stream.integers(0, 6, n))
    win = np.where(told, np.array([2, 1, 0])[leader], stream.integers(0, 5, n))
    return {
        "opportunity_id": deals.opportunity_ids,
        "customer_id": take(parties.customer_ids, customer),
        "product_category": take(CATEGORIES, stream.integers(0, len(CATEGORIES), n)),
        "account_manager_id": take(parties.manager_ids, parties.manager[customer]),
        "stage": take(STAGES, deals.stage),
        "opened_date": dates(deals.opened),
        "closed_date": dates(deals.closed, is_open),
        "amount": money(quoted),
        "currency": take(CURRENCIES, parties.currency[customer]),
        "list_amount": money(listed, stream.random(n) < 0.08),
        "quoted_amount": money(quoted, deals.stage == 0),
        "win_probability": numbers(
            np.array([0.1, 0.3, 0.5, 1, 0, 0])[deals.stage] + np.where(deals.stage == 2, 0.2, 0.0),
            ~is_open | (stream.random(n) < 0.2),
        ),
        "competitor_name": take(COMPETITORS, stream.integers(0, len(COMPETITORS), n), stream.random(n) < 0.2),
        "lost_reason": take(LOST_REASONS, loss, deals.stage != LOST),
        "won_reason": take(WON_REASONS, win, deals.stage != WON),
        "purchase_scene": take(SCENES, deals.scene),
    }


def evidence_table(deals: Deals, parties: Parties, settings: Settings) -> Table:
    """What buyers said or showed, for most deals and some customers as a whole."""
    stream = settings.stream("purchase_factor_evidence")
    told = np.flatnonzero((stream.random(len(deals.customer)) < 0.6) | (deals.customer < len(CHARACTERS)))
    deal = np.repeat(told, stream.integers(1, 4, len(told)))
    whole = stream.integers(0, len(parties), len(parties) // 3)
    customer = np.concatenate([deals.customer[deal], whole])
    n = len(customer)
    factor = (stream.random((n, 1)) > np.cumsum(deals.leaning[customer], axis=1)).sum(axis=1).clip(0, 2)
    observed = np.concatenate(
        [deals.opened[deal] + stream.integers(2, 25, len(deal)), stream.integers(FIRST_DAY + 200, LAST_DAY, len(whole))]
    )
    return {
        "evidence_id": ids("E", n, 4 if n < 10_000 else 7),
        "customer_id": take(parties.customer_ids, customer),
        "opportunity_id": take(
            deals.opportunity_ids, np.concatenate([deal, np.full(len(whole), -1)]), np.arange(n) >= len(deal)
        ),
        "factor": take(FACTORS, factor),
        "strength": numbers(stream.choice([0.4, 0.6, 0.8, 1.0], n)),
        "source": take(SOURCES, stream.choice(4, n, p=[0.35, 0.2, 0.35, 0.1])),
        "observed_on": dates(np.minimum(observed, LAST_DAY)),
        "purchase_scene": take(SCENES, np.concatenate([deals.scene[deal], stream.integers(0, 5, len(whole))])),
        "factor_detail": take([detail for group in DETAILS for detail in group], factor * 3 + stream.integers(0, 3, n)),
    }


def emphasis_table(deals: Deals, settings: Settings) -> Table:
    """What we argued with: often what the buyer looks at, on two customers exactly the wrong thing."""
    stream = settings.stream("selling_emphasis")
    known = np.flatnonzero((stream.random(len(deals.customer)) < 0.7) | (deals.customer < len(CHARACTERS)))
    shares = stream.dirichlet([1.5, 1.5, 1.5], len(known)) * 0.6 + deals.leaning[deals.customer[known]] * 0.4
    shares[deals.customer[known] == index_of("price_fought_for_nothing")] = [0.1, 0.8, 0.1]
    shares[deals.customer[known] == index_of("price_ignored")] = [0.7, 0.05, 0.25]
    return {
        "opportunity_id": take(deals.opportunity_ids, np.repeat(known, 3)),
        "factor": take(FACTORS, np.tile([0, 1, 2], len(known))),
        "emphasis": numbers(shares.reshape(-1), digits=2),
    }
