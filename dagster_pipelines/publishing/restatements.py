"""quality.restatements: what was published and now reads differently, and why."""

from pathlib import Path

import duckdb

from dagster_pipelines.publishing.late_rows import Published, collect_late_rows
from dagster_pipelines.publishing.snapshot import literal, quoted, run, run_script

STATEMENTS = Path(__file__).with_suffix(".sql")
KEYS = {
    "customer_value_metrics": ("customer_id", "review_date"),
    "customer_tiers": ("customer_id", "scheme_code", "review_date"),
}
# Of the tiers, what a customer was told; reasons and points follow from it.
TIER_FIGURES = ("effective_tier_code", "candidate_tier_code", "score")
NOT_FIGURES = {"customer_name", "reporting_currency"}
ROWS_NAMED = 10


def _figures(connection: duckdb.DuckDBPyConnection, mart: str) -> list[str]:
    """Figures that both snapshots have, in the order of the new one."""
    columns = {
        database: [
            name
            for (name,) in run(
                connection,
                "select column_name from duckdb_columns() where database_name = ? and schema_name = 'marts' "
                "and table_name = ? order by column_index",
                [database, mart],
            )
        ]
        for database in ("served", "published")
    }
    if not all(set(KEYS[mart]) <= set(names) for names in columns.values()):
        return []
    both = [name for name in columns["served"] if name in columns["published"]]
    if mart == "customer_tiers":
        return [name for name in both if name in TIER_FIGURES]
    return [name for name in both if name not in NOT_FIGURES and name not in KEYS[mart]]


def _up_to(database: str, other: str, mart: str) -> str:
    """Rows of a mart up to the last review that the other snapshot has too."""
    return f"from {database}.marts.{mart} where review_date <= (select max(review_date) from {other}.marts.{mart})"


def _changed(connection: duckdb.DuckDBPyConnection, mart: str, figures: list[str]) -> None:
    """Add the changed figures of one mart to temporary table changes: one join, then the few changed rows again."""
    keys = KEYS[mart]
    joined = " and ".join(f"fresh.{key} = old.{key}" for key in keys)
    sides = ", ".join(f"old.{quoted(name)} as old_{name}, fresh.{quoted(name)} as new_{name}" for name in figures)
    differs = " or ".join(f"old.{quoted(name)} is distinct from fresh.{quoted(name)}" for name in figures)
    run(
        connection,
        f"""
        create or replace temp table changed_rows as
        select {", ".join(f"coalesce(fresh.{key}, old.{key}) as {key}" for key in keys)}, {sides}
        from ({_up_to("served", "published", mart)}) as fresh
        full join ({_up_to("published", "served", mart)}) as old on {joined}
        where {differs}
        """,
    )
    scheme = "scheme_code" if "scheme_code" in keys else "cast(null as varchar)"
    for name in figures:
        run(
            connection,
            f"""
            insert into changes
            select '{mart}', customer_id, {scheme}, review_date, '{name}',
                cast(old_{name} as varchar), cast(new_{name} as varchar)
            from changed_rows where old_{name} is distinct from new_{name}
            """,
        )


def write_restatements(
    served_database: Path,
    build_database: Path,
    published_database: Path | None,
    published: Published | None,
    other_cause: str | None,
) -> int:
    """Create and fill the table; the number of changed figures. Empty where nothing was published before.

    `other_cause` is policy or code where one of them differs from the published refresh.
    """
    with duckdb.connect() as connection:
        run(connection, f"attach {literal(served_database)} as served")
        run_script(connection, STATEMENTS)
        if published is None or published_database is None:
            return 0
        run(connection, f"attach {literal(build_database)} as build (read_only)")
        run(connection, f"attach {literal(published_database)} as published (read_only)")
        run(
            connection,
            "create temp table changes (mart_name varchar, customer_id varchar, scheme_code varchar, review_date date, "
            "figure_name varchar, published_value varchar, restated_value varchar)",
        )
        for mart in KEYS:
            if figures := _figures(connection, mart):
                _changed(connection, mart, figures)
        collect_late_rows(connection, published)
        run(
            connection, _INSERT.format(rows_named=ROWS_NAMED), [other_cause, published.refresh_id, published.as_of_date]
        )
        count = run(connection, "select count(*) from served.quality.restatements")[0][0]
        run(connection, "checkpoint served")
        return count


_INSERT = """
insert into served.quality.restatements
with numbered_late_rows as (
    select customer_id, late_row, row_number() over (partition by customer_id order by late_row) as late_row_number
    from late_rows
    where customer_id is not null
),

late_rows_by_customer as (
    select
        customer_id,
        count(*) as late_row_count,
        string_agg(late_row, '; ' order by late_row) filter (where late_row_number <= {rows_named}) as late_rows
    from numbered_late_rows
    group by customer_id
),

names as (
    select customer_id, customer_name from served.core.dim_customers
)

select
    changes.mart_name,
    changes.customer_id,
    names.customer_name,
    changes.scheme_code,
    changes.review_date,
    changes.figure_name,
    changes.published_value,
    changes.restated_value,
    try_cast(changes.restated_value as double) - try_cast(changes.published_value as double),
    case
        when late_rows_by_customer.late_row_count > 0 then 'late_rows'
        when exists (select 1 from late_rows where customer_id is null) then 'exchange_rates'
        else coalesce($1, 'other_customers')
    end,
    coalesce(late_rows_by_customer.late_row_count, 0),
    late_rows_by_customer.late_rows,
    $2,
    cast($3 as date)
from changes
left join late_rows_by_customer on changes.customer_id = late_rows_by_customer.customer_id
left join names on changes.customer_id = names.customer_id
order by changes.mart_name, changes.customer_id, changes.scheme_code, changes.review_date, changes.figure_name
"""
