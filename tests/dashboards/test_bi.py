"""What a BI team relies on: queries that run, types and descriptions that tools understand, a dictionary, exposures."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pyarrow.parquet as parquet
import pytest

from dashboards.export_parquet import export_parquet
from dashboards.exposures import TARGET, exposures_text, page_relations
from dashboards.metrics_page import TARGET as METRICS_PAGE
from dashboards.metrics_page import definitions, metrics_text
from dashboards.pages import PAGES
from dashboards.served import QUERIES
from tests.refreshes import Warehouse

EXAMPLES = sorted((Path(__file__).parents[2] / "dashboards/example_queries").glob("*.sql"))
# Types that every BI client maps; enumerations, lists, structures and intervals have no generic type.
UNDERSTOOD = re.compile(r"VARCHAR|DATE|BOOLEAN|INTEGER|BIGINT|DOUBLE|TIMESTAMP|DECIMAL\(\d+,\s?\d+\)")


def run(path: Path, query: Path) -> list[tuple]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(query.read_text(encoding="utf-8")).fetchall()


def test_there_are_ten_example_queries() -> None:
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize("query", EXAMPLES, ids=lambda path: path.stem)
def test_example_queries_answer_on_invented_customers(served_path: Path, query: Path) -> None:
    assert run(served_path, query)


@pytest.mark.parametrize("query", EXAMPLES, ids=lambda path: path.stem)
def test_example_queries_answer_on_the_demo_company(built_warehouse: Warehouse, query: Path) -> None:
    assert run(built_warehouse.served_database, query)


def test_served_types_are_understood_and_marts_described(built_warehouse: Warehouse) -> None:
    columns = built_warehouse.query(
        "select schema_name, table_name, column_name, data_type, comment from duckdb_columns()"
        " where schema_name in ('marts', 'core', 'quality') order by all"
    )
    odd = [row for row in columns if not UNDERSTOOD.fullmatch(row[3])]
    assert odd == []
    silent = [f"{row[1]}.{row[2]}" for row in columns if row[0] in ("marts", "core") and not row[4]]
    assert silent == []


def test_the_served_file_opens_in_older_clients_and_its_name_is_no_schema(built_warehouse: Warehouse) -> None:
    header = built_warehouse.served_database.read_bytes()[:32]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") <= 65  # storage of DuckDB 1.2
    assert built_warehouse.served_database.stem not in ("marts", "core", "quality", "main")


def test_sqlalchemy_sees_tables_columns_and_types(built_warehouse: Warehouse) -> None:
    sqlalchemy = pytest.importorskip("sqlalchemy", reason="duckdb-engine is a development dependency")
    engine = sqlalchemy.create_engine(f"duckdb:///{built_warehouse.served_database}", connect_args={"read_only": True})
    try:
        inspector = sqlalchemy.inspect(engine)
        names = inspector.get_table_names(schema="marts")
        columns = inspector.get_columns("customer_value_metrics", schema="marts")
    finally:
        # a pooled connection with settings of its own would keep the next reader of this process out
        engine.dispose()
    assert "customer_value_metrics" in names
    for column in columns:
        assert not isinstance(column["type"], sqlalchemy.types.NullType), column["name"]


def test_every_table_is_exported_with_all_its_rows(served_path: Path, tmp_path: Path) -> None:
    paths = export_parquet(served_path, tmp_path)
    with duckdb.connect(str(served_path), read_only=True) as connection:
        for path in paths:
            table = f"{path.parent.name}.{path.stem}"
            rows = connection.execute(f"select count(*) from {table}").fetchall()[0][0]
            assert parquet.read_metadata(path).num_rows == rows, table
    assert "customer_tiers" in {path.stem for path in paths}


def test_the_dictionary_names_columns_that_are_served(built_warehouse: Warehouse) -> None:
    served = set(built_warehouse.query("select table_name, column_name from information_schema.columns where table_schema = 'marts'"))
    assert [row["metric_name"] for row in definitions() if (row["mart"], row["column_name"]) not in served] == []


def test_the_page_of_measures_is_written_from_the_seed() -> None:
    assert METRICS_PAGE.read_text(encoding="utf-8") == metrics_text()


def test_exposures_name_exactly_what_the_pages_read() -> None:
    assert TARGET.read_text(encoding="utf-8") == exposures_text()


def test_queries_read_served_schemas_only_and_each_is_used() -> None:
    used = {query for page in PAGES for query in page.queries}
    stray = [
        str(path.relative_to(QUERIES).with_suffix(""))
        for path in sorted(QUERIES.rglob("*.sql"))
        if path.parent.name != "shared" and str(path.relative_to(QUERIES).with_suffix("")) not in used
    ]
    assert stray == []
    for page in PAGES:
        assert all(name.split(".")[0] in ("marts", "core", "quality") for name in page_relations(page))
    for path in QUERIES.rglob("*.sql"):
        assert not re.search(r"\b(raw|staging|intermediate|policy)\.", path.read_text(encoding="utf-8")), path
