"""One set of raw records, built on DuckDB and on Snowflake's emulator."""

import contextlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from tests.dbt_runs import DbtRun, run_dbt
from tests.snowflake import parity
from tests.snowflake.emulator.process import Emulator


@dataclass(frozen=True)
class BothTargets:
    """A DuckDB build and the same records in an emulator, with what dbt left there."""

    duckdb_file: Path
    emulator: Emulator
    build: DbtRun
    rows: dict[str, parity.Rows] = field(default_factory=dict)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        return self.build.manifest()

    @cached_property
    def relations(self) -> dict[str, parity.Relation]:
        """Everything that is compared, by `schema.name`."""
        return {f"{relation.schema}.{relation.name}": relation for relation in parity.relations(self.manifest)}

    def compiled(self) -> list[Path]:
        """The SQL that dbt wrote for Snowflake: models and data tests. Fixtures of unit tests are dbt's own text."""
        nodes = self.manifest["nodes"].values()
        sql = [node for node in nodes if node["resource_type"] in ("model", "test") and node["language"] == "sql"]
        return sorted(Path(node["compiled_path"]) for node in sql if node.get("compiled_path"))

    def read(self) -> dict[str, parity.Rows]:
        """Every compared relation as it stands on the emulator now."""
        with contextlib.closing(self.emulator.connect()) as connection:
            return {name: parity.read_snowflake(connection, relation) for name, relation in self.relations.items()}

    def differences(self, name: str) -> list[str]:
        """What differs between the two targets in one relation."""
        with duckdb.connect(str(self.duckdb_file), read_only=True) as duck:
            return parity.differences(duck, self.rows[name], self.relations[name])


def build_on(emulator: Emulator, duckdb_file: Path, folder: Path, arguments: list[str], as_of: str) -> BothTargets:
    """Give the emulator the raw records of a DuckDB build, and build there."""
    emulator.copy_schema(duckdb_file, "raw")
    run = run_dbt(arguments, folder, emulator.environment, {"as_of_date": as_of})
    assert run.succeeded, "\n".join([*run.failures(), run.output[-2000:]])
    both = BothTargets(duckdb_file, emulator, run)
    both.rows.update(both.read())
    return both


def as_of_date(warehouse: Path) -> str:
    """The day that a refresh settled on."""
    return json.loads((warehouse / "build_state.json").read_text())["as_of_date"]
