"""What the oracle reads: rows of a built warehouse, before any tier was worked out."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from tests.customer_tiers.oracle import Policy, Row


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    """Rows as dictionaries."""
    result = connection.execute(sql)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def policies(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], Policy]:
    """Every policy version by scheme and code."""
    names = ("tier_definitions", "tier_floors", "tier_metrics", "tier_gates", "problem_triggers")
    detail = {name: rows(connection, f"select * from policy.{name}") for name in names}
    found = {}
    for header in rows(connection, "select * from policy.tier_policies"):
        key = (header["scheme_code"], header["policy_code"])
        own = {
            name: [row for row in table if (row["scheme_code"], row["policy_code"]) == key]
            for name, table in detail.items()
        }
        basis = header["value_basis"]
        found[key] = Policy(
            header,
            own["tier_definitions"],
            {row["tier_code"]: row for row in own["tier_floors"] if row["value_basis"] == basis},
            [row for row in own["tier_metrics"] if row["value_basis"] == basis],
            own["tier_gates"],
            {row["trigger_code"]: row for row in own["problem_triggers"]},
        )
    return found


def reviews(connection: duckdb.DuckDBPyConnection) -> dict[date, list[Row]]:
    """Customers of each review with the facts that stages 1–6 look at."""
    by_review: dict[date, list[Row]] = defaultdict(list)
    sql = """
        select
            metrics.*,
            potential.* exclude (customer_id, review_date),
            problems.* exclude (customer_id, review_date),
            lifetime.historical_contribution_amount + lifetime.expected_contribution_amount as lifetime_amount
        from marts.customer_value_metrics as metrics
        left join intermediate.int_potential_facts as potential using (customer_id, review_date)
        left join intermediate.int_problem_facts as problems using (customer_id, review_date)
        left join marts.customer_lifetime_values as lifetime using (customer_id, review_date)
        order by review_date, customer_id
    """
    for row in rows(connection, sql):
        by_review[row["review_date"]].append(row)
    return dict(by_review)


def rates(connection: duckdb.DuckDBPyConnection, day: date) -> dict[str, Decimal]:
    """Rates to the reporting currency on a day."""
    found = rows(connection, f"select * from intermediate.int_exchange_rates where rate_date = '{day}'")
    return {row["currency"]: row["exchange_rate"] for row in found}


def rule_ranks(connection: duckdb.DuckDBPyConnection, policy: Policy, review: date) -> dict[str, int]:
    """Stage 4: customers whose N complete years, ending with the latest one, each reach the rule's amount."""
    years = rows(connection, "select * from intermediate.int_customer_years where is_complete_year")
    ends = {row["fiscal_year"]: row["fiscal_year_end_date"] for row in years if row["fiscal_year_end_date"] <= review}
    if not ends:
        return {}
    header = policy.header
    column = "contribution_amount" if header["rule_measure"] == "contribution" else "net_sales_amount"
    amounts = {(row["customer_id"], row["fiscal_year"]): row[column] for row in years if row[column] is not None}

    def asked(year: int) -> Decimal:
        if header["rule_amount"] is not None:
            return header["rule_amount"] * rates(connection, ends[year])[header["rule_currency"]]
        return header["rule_share_rate"] * sum(value for (_, other), value in amounts.items() if other == year)

    wanted = range(max(ends) - header["rule_years"] + 1, max(ends) + 1)
    limits = {year: asked(year) for year in wanted if year in ends}
    return {
        customer: policy.rank[header["rule_tier_code"]]
        for customer in {row["customer_id"] for row in years}
        if all(
            year in limits and amounts.get((customer, year), 0) > 0 and amounts[(customer, year)] >= limits[year]
            for year in wanted
        )
    }


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(database), read_only=True)
