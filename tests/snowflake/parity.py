"""Compares relations of two targets row by row: the same model built on DuckDB and on Snowflake."""

import re
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa

from tests.snowflake.emulator.process import DATABASE

# Amounts to the cent; rates and other doubles within 1e-9 of their size; everything else exactly.
AMOUNT_TOLERANCE = 0.005
DOUBLE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Relation:
    """A model as the manifest describes it."""

    schema: str
    name: str
    key: tuple[str, ...]
    types: dict[str, str]


def relations(manifest: dict[str, Any], schemas: tuple[str, ...] = ("core", "marts", "quality")) -> list[Relation]:
    """The tables of those schemas, with the grain that their uniqueness test claims."""
    grains = _grains(manifest)
    return sorted(
        (
            Relation(
                schema=node["schema"],
                name=node["alias"],
                key=grains.get(node["unique_id"], ()),
                types={name: (column.get("data_type") or "") for name, column in node["columns"].items()},
            )
            for node in manifest["nodes"].values()
            if node["resource_type"] == "model" and node["schema"] in schemas
        ),
        key=lambda relation: (relation.schema, relation.name),
    )


def _grains(manifest: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    grains: dict[str, tuple[str, ...]] = {}
    for node in manifest["nodes"].values():
        test = node.get("test_metadata") or {}
        if test.get("name") == "columns_hold" and test["kwargs"].get("grain"):
            grains[node["attached_node"]] = tuple(test["kwargs"]["grain"])
        elif test.get("name") == "unique":
            grains.setdefault(node["attached_node"], (test["kwargs"]["column_name"],))
    return grains


@dataclass(frozen=True)
class Rows:
    """A relation as Snowflake's connector hands it over."""

    table: pa.Table
    families: dict[str, str]


# Type codes of the connector's cursor description. Decimals and integers are both FIXED, told apart by their scale.
_CODES = {1: "double", 2: "varchar", 3: "date", 8: "timestamp", 13: "boolean"}


def read_snowflake(connection: Any, relation: Relation, database: str = DATABASE) -> Rows:
    """All rows, with column names in lower case."""
    cursor = connection.cursor()
    cursor.execute(f"select * from {database}.{relation.schema}.{relation.name}")
    families = {
        column.name.lower(): ("decimal" if column.scale else "integer") if column.type_code == 0 else _CODES[column.type_code]
        for column in cursor.description
    }
    table = cursor.fetch_arrow_all(force_return_table=True)
    return Rows(table.rename_columns([name.lower() for name in table.column_names]), families)


def differences(duck: duckdb.DuckDBPyConnection, snowflake_rows: Rows, relation: Relation) -> list[str]:
    """What differs between the two, one sentence for each column; empty when they are equal.

    `duck` has the warehouse attached as its default database.
    """
    source = f'{relation.schema}."{relation.name}"'
    ours = dict(duck.execute(f"select column_name, column_type from (describe {source})").fetchall())
    theirs = snowflake_rows.families
    duck.register("_snowflake_rows", snowflake_rows.table)
    if list(ours) != list(theirs):
        return [f"columns: DuckDB has {list(ours)}, Snowflake {list(theirs)}"]
    found = [
        f"{column}: type {ours[column]} on DuckDB, {theirs[column]} on Snowflake"
        for column in ours
        if _family(ours[column]) != theirs[column]
    ]
    key = relation.key or tuple(ours)
    joined = (
        f"(select *, true as here from {source}) as ours "
        "full join (select *, true as here from _snowflake_rows) as theirs "
        f"on {' and '.join(f'ours.{column} is not distinct from theirs.{column}' for column in key)}"
    )
    counts = ["count_if(theirs.here is null)", "count_if(ours.here is null)"]
    # values of another type are told by the type alone; the engine could not even subtract a text
    compared = [column for column in ours if column not in key and _family(ours[column]) == theirs[column]]
    counts += [f"count_if(ours.here and theirs.here and {_differs(column, ours[column])})" for column in compared]
    [(only_ours, only_theirs, *by_column)] = duck.execute(f"select {', '.join(counts)} from {joined}").fetchall()
    if only_ours or only_theirs:
        found.append(f"rows: {only_ours} only on DuckDB, {only_theirs} only on Snowflake")
    for column, count in zip(compared, by_column, strict=True):
        if count:
            example = duck.execute(
                f"select {', '.join(f'ours.{name}' for name in key)}, ours.{column}, theirs.{column} from {joined} "
                f"where ours.here and theirs.here and {_differs(column, ours[column])} order by all limit 1"
            ).fetchall()
            found.append(f"{column}: {count} rows differ, such as {example[0]}")
    duck.unregister("_snowflake_rows")
    return found


def _differs(column: str, type_name: str) -> str:
    mine, other = f"ours.{column}", f"theirs.{column}"
    if _family(type_name) == "decimal":
        equal = f"abs({mine} - {other}) < {AMOUNT_TOLERANCE}"
    elif _family(type_name) == "double":
        equal = f"abs({mine} - {other}) <= {DOUBLE_TOLERANCE} * (1 + abs({mine}))"
    else:
        return f"{mine} is distinct from {other}"
    return f"(({mine} is null) <> ({other} is null) or not coalesce({equal}, true))"


def _family(type_name: str) -> str:
    """Snowflake has one integer type and keeps the scale of decimals; so does this."""
    if scale := re.match(r"(?:DECIMAL|NUMERIC)\(\d+,\s*(\d+)\)", type_name):
        return "decimal" if int(scale[1]) else "integer"
    if type_name in ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"):
        return "integer"
    return {"DOUBLE": "double", "FLOAT": "double", "VARCHAR": "varchar"}.get(type_name, type_name.split("(")[0].lower())
