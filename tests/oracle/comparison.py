"""Rows of a mart against rows of the oracle."""

from decimal import Decimal

import duckdb

AMOUNT_TOLERANCE, RATE_TOLERANCE = Decimal("0.0051"), 2e-6


def mart_rows(connection: duckdb.DuckDBPyConnection, relation: str, key: list[str]) -> dict[tuple, dict]:
    """All rows of a relation by their key."""
    found = connection.execute(f"select * from {relation}")
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
    return {tuple(row[name] for name in key): row for row in rows}


def is_equal(name: str, expected: object, actual: object) -> bool:
    """NULL only equals NULL; amounts to half a cent, rates and days to 2e-6."""
    if expected is None or actual is None:
        return expected is None and actual is None
    if isinstance(expected, bool | str) or not isinstance(expected, int | float | Decimal):
        return expected == actual
    if name.endswith("amount"):
        return abs(Decimal(expected) - Decimal(actual)) <= AMOUNT_TOLERANCE
    return abs(float(expected) - float(actual)) <= RATE_TOLERANCE * max(1.0, abs(float(expected)))


def differences(expected: dict[tuple, dict], actual: dict[tuple, dict]) -> list[str]:
    """One line for each missing, unexpected or different figure."""
    found = [f"missing row {key}" for key in sorted(expected.keys() - actual.keys(), key=str)]
    found += [f"unexpected row {key}" for key in sorted(actual.keys() - expected.keys(), key=str)]
    for key in sorted(expected.keys() & actual.keys(), key=str):
        for name, value in expected[key].items():
            if not is_equal(name, value, actual[key][name]):
                found.append(f"{' '.join(map(str, key))} {name}: oracle {value}, mart {actual[key][name]}")
    return found
