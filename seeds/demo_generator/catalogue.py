"""Products with costs and list prices in US dollars, and exchange rates."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from .columns import Table, dates, ids, money, numbers, take
from .settings import CATEGORIES, FIRST_DAY, LAST_DAY, Settings

PRODUCTS_PER_CATEGORY = 12
MODELS = (
    "Standard",
    "Compact",
    "Heavy Duty",
    "Stainless",
    "High Pressure",
    "Sanitary",
    "Cryogenic",
    "Explosion Proof",
    "Twin",
    "Modular",
    "Retrofit",
    "Smart",
)
SERVICES = (
    "Inspection",
    "Overhaul",
    "Commissioning",
    "Training",
    "Calibration",
    "Remote Monitoring",
    "Balancing",
    "Alignment",
    "Audit",
    "Repair",
    "Upgrade",
    "Standby Crew",
)
PRICE_LEVEL = np.array([2400, 650, 5200, 1900, 90, 3800, 160, 1100])  # dollars, by category


@dataclass
class Catalogue:
    """One value for each product; money in dollar cents."""

    product_ids: pa.Array
    names: list[str]
    category: np.ndarray
    list_price: np.ndarray
    cost: np.ndarray


def make_catalogue(settings: Settings) -> Catalogue:
    """Twelve products in each category; costs are 45 to 65 % of list."""
    stream = settings.stream("products")
    n = len(CATEGORIES) * PRODUCTS_PER_CATEGORY
    category = np.arange(n) // PRODUCTS_PER_CATEGORY
    price = np.round(PRICE_LEVEL[category] * np.exp(stream.normal(0, 0.45, n))).astype(np.int64) * 100 + 50
    names = []
    for i in range(n):
        kind, label = CATEGORIES[category[i]], MODELS[i % PRODUCTS_PER_CATEGORY]
        names.append(
            SERVICES[i % PRODUCTS_PER_CATEGORY] if kind == "Field Service" else f"{label} {kind.removesuffix('s')}"
        )
    return Catalogue(ids("P", n, 3), names, category, price, (price * stream.uniform(0.45, 0.65, n)).astype(np.int64))


def product_table(catalogue: Catalogue) -> Table:
    """The price list."""
    n = len(catalogue.names)
    is_service = catalogue.category == CATEGORIES.index("Field Service")
    return {
        "product_id": catalogue.product_ids,
        "product_name": pa.array(catalogue.names),
        "product_category": take(CATEGORIES, catalogue.category),
        "product_line": take(("Flow", "Motion", "Care"), np.array([0, 0, 0, 1, 0, 1, 2, 2])[catalogue.category]),
        "offering_type": take(("product", "service"), is_service.astype(int)),
        "standard_cost_amount": money(catalogue.cost, np.arange(n) % 41 == 40),
        "list_price_amount": money(catalogue.list_price),
    }


def exchange_rate_table(settings: Settings) -> Table:
    """Every ten days; euro as dollars per euro, Taiwan dollar the other way round (dollars buy it)."""
    stream = settings.stream("exchange_rates")
    day = np.arange(FIRST_DAY - 10, LAST_DAY + 1, 10)
    steps = stream.normal(0, 0.007, (2, len(day)))
    euro, taiwan = 1.12 * np.exp(np.cumsum(steps[0])), 30.8 * np.exp(np.cumsum(steps[1]) * 0.6)
    second = np.repeat([0, 1], len(day))
    return {
        "rate_date": dates(np.tile(day, 2)),
        "from_currency": take(("EUR", "USD"), second),
        "to_currency": take(("USD", "TWD"), second),
        "rate": numbers(np.concatenate([euro, taiwan]), digits=6),
    }
