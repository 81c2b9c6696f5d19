"""What customers spend in a category: with us, with named competitors, in all."""

import numpy as np

from .characters import CHARACTERS, index_of
from .columns import Table, dates, money, take
from .deals import COMPETITORS
from .parties import Parties
from .settings import CATEGORIES, CURRENCIES, FISCAL_YEARS, LAST_DAY, UNITS_PER_DOLLAR, YEAR_STARTS, Settings

SOURCES = ("customer_declared", "tender", "supplier_sum", "analyst", "estimate")
UNCERTAINTY = np.array([0.03, 0.05, 0.08, 0.15, 0.3])


def wallet_tables(sales: np.ndarray, parties: Parties, settings: Settings) -> dict[str, Table]:
    """The tables category_spend and competitor_spend, from our own sales (customer x category x year, dollars)."""
    stream = settings.stream("category_spend")
    n, years = len(parties), len(FISCAL_YEARS)
    known = (stream.random(n) < 0.38) | (np.arange(n) < len(CHARACTERS))
    bought = (sales[:, :, :years].sum(axis=2) > 0) & known[:, None]
    open_field = (
        (stream.random(bought.shape) < 0.06) & known[:, None] & ~bought
    )  # white space: they buy it, not from us
    customer, category = np.nonzero(bought & (stream.random(bought.shape) < 0.7) | open_field)
    share = stream.uniform(0.15, 0.8, len(customer))
    drift = stream.normal(0, 0.05, len(customer))
    loser = customer == index_of("rising_but_losing_share")
    share[loser], drift[loser] = 0.72, -0.13
    base = np.maximum(sales[customer, category, :years].mean(axis=1), parties.traits["size"][customer] * 6_000)
    year = np.arange(years)
    yearly_share = np.clip(share[:, None] + drift[:, None] * year, 0.05, 0.95)
    ours = sales[customer, category, :years]
    wallet = np.maximum(np.where(ours > 0, 0.6 * ours + 0.4 * base[:, None], base[:, None]) / yearly_share, ours * 1.02)
    wallet[loser] = np.maximum(base[loser, None] / 0.72 * 1.27**year, ours[loser] * 1.1)
    cells = np.argwhere(stream.random(wallet.shape) < np.where(customer < len(CHARACTERS), 1.0, 0.72)[:, None])
    row, at = cells[:, 0], cells[:, 1]
    source = stream.choice(len(SOURCES), len(cells), p=[0.34, 0.16, 0.12, 0.22, 0.16])
    second = np.flatnonzero(stream.random(len(cells)) < 0.12)  # the same wallet from a second source, or revised later
    row, at = np.concatenate([row, row[second]]), np.concatenate([at, at[second]])
    source = np.concatenate([source, (source[second] + stream.integers(0, 3, len(second))) % len(SOURCES)])
    # Observed in the spring after the year; the last year's by March 2026. One in 25 is an old guess made years before.
    observed = YEAR_STARTS[at + 1] + stream.integers(15, 80, len(row))
    observed[len(cells) :] += 5
    observed = np.where(stream.random(len(row)) < 0.04, YEAR_STARTS[np.maximum(at - 1, 0)] + 40, observed)
    units = UNITS_PER_DOLLAR[parties.currency[customer[row]]]
    error = UNCERTAINTY[source]
    spend = wallet[row, at] * (1 + stream.normal(0, 0.02, len(row))) * units
    has_range = (source >= 2) | (stream.random(len(row)) < 0.3)

    def rounded(amount: np.ndarray) -> np.ndarray:
        return np.maximum(np.round(amount, -2), 100).astype(np.int64) * 100

    spend_table = {
        "customer_id": take(parties.customer_ids, customer[row]),
        "product_category": take(CATEGORIES, category[row]),
        "fiscal_year": take(FISCAL_YEARS, at),
        "spend_amount": money(rounded(spend)),
        "spend_low_amount": money(rounded(spend * (1 - error)), ~has_range),
        "spend_high_amount": money(rounded(spend * (1 + error)), ~has_range),
        "currency": take(CURRENCIES, parties.currency[customer[row]]),
        "source": take(SOURCES, source),
        "observed_on": dates(np.minimum(observed, LAST_DAY)),
    }
    spend_table = _first_of_key(
        spend_table, np.stack([customer[row], category[row], at, source, np.minimum(observed, LAST_DAY)])
    )
    return {
        "category_spend": spend_table,
        "competitor_spend": _competitors(stream, parties, customer, category, wallet - ours),
    }


def _competitors(
    stream: np.random.Generator, parties: Parties, customer: np.ndarray, category: np.ndarray, rest: np.ndarray
) -> Table:
    """One to three named competitors share most of what is not ours; one in six comes in late."""
    favourite = stream.permuted(np.tile(np.arange(len(COMPETITORS)), (len(customer), 1)), axis=1)
    parts = stream.dirichlet([3, 2, 1, 1.5], len(customer))[:, :3] * (
        np.arange(3) < stream.integers(0, 4, (len(customer), 1))
    )
    since = np.where(stream.random((len(customer), 3)) < 0.16, stream.integers(1, 5, (len(customer), 3)), 0)
    at, row, place = np.meshgrid(np.arange(len(FISCAL_YEARS)), np.arange(len(customer)), np.arange(3), indexing="ij")
    at, row, place = at.ravel(), row.ravel(), place.ravel()
    amount = rest[row, at] * parts[row, place] * np.exp(stream.normal(0, 0.05, len(row)) - 0.05)
    kept = (amount > 500) & (at >= since[row, place]) & (stream.random(len(row)) < 0.8)
    at, row, place, amount = at[kept], row[kept], place[kept], amount[kept]
    units = UNITS_PER_DOLLAR[parties.currency[customer[row]]]
    return {
        "customer_id": take(parties.customer_ids, customer[row]),
        "product_category": take(CATEGORIES, category[row]),
        "fiscal_year": take(FISCAL_YEARS, at),
        "competitor_name": take(COMPETITORS, favourite[row, place]),
        "spend_amount": money(np.round(amount * units, -2).astype(np.int64) * 100),
        "currency": take(CURRENCIES, parties.currency[customer[row]]),
        "source": take(("account_manager", "tender"), (row % 4 == 0).astype(int)),
        "observed_on": dates(YEAR_STARTS[at + 1] + 20 + row % 50),
    }


def _first_of_key(table: Table, key: np.ndarray) -> Table:
    """Drops a second row of one key: the contract allows only one."""
    _, first = np.unique(key, axis=1, return_index=True)
    return {name: values.take(np.sort(first)) for name, values in table.items()}
