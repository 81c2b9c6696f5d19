"""What a run of the generator makes: size, seed, time span, and one random stream for each table."""

import zlib
from dataclasses import dataclass
from datetime import date

import numpy as np

CURRENCIES = ("USD", "EUR", "TWD")
# Rough units of a currency for one US dollar: sizes a price list, never used as an exchange rate.
UNITS_PER_DOLLAR = np.array([1.0, 0.9, 31.5])
CATEGORIES = ("Pumps", "Valves", "Compressors", "Drives", "Seals", "Control Systems", "Spare Parts", "Field Service")
INDUSTRIES = (
    "Semiconductors",
    "Chemicals",
    "Power Generation",
    "Food and Beverage",
    "Pharmaceuticals",
    "Water Utilities",
    "Mining",
    "Shipbuilding",
)


def day(text: str) -> int:
    """Days from 1970-01-01 to an ISO date."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


FIRST_DAY = day("2021-01-04")
LAST_DAY = day("2026-03-31")
FISCAL_YEARS = (2021, 2022, 2023, 2024, 2025)
YEAR_STARTS = np.array([day(f"{year}-01-01") for year in range(2021, 2027)])


@dataclass(frozen=True)
class Settings:
    """Size and seed of one landing folder."""

    invoice_lines: int = 13_000
    customers: int = 350
    lines_per_invoice: float = 3.0
    seed: int = 20260331

    @classmethod
    def of_size(cls, invoice_lines: int, customers: int | None = None, seed: int = 20260331) -> "Settings":
        """The demo's proportions for small sizes; 500 lines a customer and 8 an invoice for large ones."""
        large = invoice_lines > 100_000
        return cls(
            invoice_lines=invoice_lines,
            customers=max(customers or invoice_lines // (500 if large else 37), 40),
            lines_per_invoice=8.0 if large else 3.0,
            seed=seed,
        )

    def stream(self, topic: str) -> np.random.Generator:
        """A random stream of its own for each topic: changing one table leaves the others as they were."""
        return np.random.default_rng([self.seed, zlib.crc32(topic.encode())])


def year_index(days: np.ndarray) -> np.ndarray:
    """Calendar year of day numbers, counted from 2021 = 0."""
    return np.searchsorted(YEAR_STARTS, days, side="right") - 1
