"""The whole project on the emulator: every node succeeds, twice; its SQL passes the gate; its figures are DuckDB's.

Where the emulator itself makes a difference, DIFFERENCES_OF_THE_EMULATOR names the column and the reason.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.dbt_runs import ROOT, run_dbt
from tests.refreshes import Warehouse
from tests.snowflake import parity
from tests.snowflake.both_targets import BothTargets, as_of_date
from tests.snowflake.sql_gate import findings

SERVED = sorted(
    f"{layer}.{file.stem}"
    for layer in ("core", "marts", "quality")
    for file in (ROOT / "dbt_project" / "models" / layer).rglob("*.sql")
)
# Relation and column → why the emulator differs from both DuckDB and Snowflake there.
DIFFERENCES_OF_THE_EMULATOR: dict[tuple[str, str], str] = {}


def test_the_gate_lets_all_compiled_sql_through(demo: BothTargets) -> None:
    files = demo.compiled()
    broken = [f"{file.stem}: {finding}" for file in files for finding in findings(file.read_text())]
    assert files and not broken, "\n".join(broken)


@pytest.mark.parametrize("name", SERVED)
def test_rows_are_equal_on_both_targets(demo: BothTargets, name: str) -> None:
    unexplained = [
        difference
        for difference in demo.differences(name)
        if (name, difference.split(":")[0]) not in DIFFERENCES_OF_THE_EMULATOR
    ]
    assert not unexplained, "\n".join(unexplained)


def test_every_difference_of_the_emulator_is_still_there(demo: BothTargets) -> None:
    """An entry whose difference has gone hides the next one."""
    gone = [
        f"{name}.{column}"
        for name, column in DIFFERENCES_OF_THE_EMULATOR
        if column not in {difference.split(":")[0] for difference in demo.differences(name)}
    ]
    assert not gone


def test_building_again_gives_the_same_tables(demo: BothTargets, built_warehouse: Warehouse, tmp_path: Path) -> None:
    """Bit for bit: a second build sums the same decimals and ranks in the same total order."""
    run = run_dbt(
        ["build", "--exclude-resource-type", "unit_test"],
        tmp_path,
        demo.emulator.environment,
        {"as_of_date": as_of_date(built_warehouse.folder)},
    )
    assert run.succeeded, "\n".join(run.failures())
    again = demo.read()
    assert not [name for name, rows in demo.rows.items() if not _same_rows(rows, again[name])]


def _same_rows(one: parity.Rows, other: parity.Rows) -> bool:
    with duckdb.connect() as connection:
        connection.register("one", one.table)
        connection.register("other", other.table)
        sql = "select count(*) from ((from one except all from other) union all (from other except all from one))"
        return connection.execute(sql).fetchall() == [(0,)]


def test_the_comparison_notices_a_wrong_cast(demo: BothTargets) -> None:
    """A mart whose amount loses its cents, and one whose rate became text, are both told."""
    name = "marts.customer_value_metrics"
    relation, database = demo.relations[name], "customer_value_build"
    connection = demo.emulator.connect()
    connection.cursor().execute(
        f"create or replace table {database}.marts.wrongly_cast as select {', '.join(map(_wrong, relation.types))} "
        f"from {database}.marts.customer_value_metrics"
    )
    wrong = parity.Relation(relation.schema, "wrongly_cast", relation.key, relation.types)
    rows = parity.read_snowflake(connection, wrong)
    connection.cursor().execute(f"drop table {database}.marts.wrongly_cast")
    with duckdb.connect(str(demo.duckdb_file), read_only=True) as duck:
        found = "\n".join(parity.differences(duck, rows, relation))
    assert "net_sales_12m_amount: type" in found and "net_sales_12m_amount: " in found
    assert "collection_rate: type DOUBLE on DuckDB, varchar on Snowflake" in found


def _wrong(column: str) -> str:
    casts = {"net_sales_12m_amount": "numeric(28, 0)", "collection_rate": "varchar"}
    return f"cast({column} as {casts[column]}) as {column}" if column in casts else column


def test_the_gate_notices_a_function_of_one_engine_in_a_mart(demo: BothTargets) -> None:
    [file] = [file for file in demo.compiled() if file.name == "customer_value_metrics.sql"]
    changed = file.read_text().replace("sum(", "list_sum(", 1)
    assert changed != file.read_text()
    assert any("function list_sum" in finding for finding in findings(changed))
