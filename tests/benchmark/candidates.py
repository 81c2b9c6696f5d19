"""What is measured, each as one process: the floor, polars, the loader, bare dbt, the whole refresh."""

import re
import shutil
import sys
from pathlib import Path

from .measure import Measurement, python, run

AS_OF = "2026-03-31"
STAGE = re.compile(r"^(load|build|publish|dashboards|audit|total)\b\D*?([\d.]+) s\b", re.M)


class Candidates:
    """All measured commands for one size, on files below one folder."""

    def __init__(self, folder: Path, landing: Path, lines: int) -> None:
        self.folder, self.landing, self.lines = folder, landing, lines
        self.floor_result = folder / "floor.duckdb"
        self.bare = folder / "bare"  # warehouse of bare dbt
        self.served = folder / "warehouse"  # warehouse of the refresh

    def _run(self, name: str, command: list[str], **environment: str) -> Measurement:
        return run(name, self.lines, command, environment, self.folder / "logs" / f"{name.replace(' ', '_')}.log")

    def floor(self) -> Measurement:
        command = python("tests.benchmark.floor", str(self.landing), str(self.floor_result), "--as-of", AS_OF)
        return self._run("floor", command)

    def polars(self) -> Measurement:
        return self._run("polars part", python("tests.benchmark.polars_part", str(self.landing)))

    def plain_read(self) -> Measurement:
        """DuckDB's own read of the same files into tables: what loading cannot undercut."""
        script = (
            "import duckdb, pathlib, sys\n"
            "c = duckdb.connect(sys.argv[2])\n"
            "for p in pathlib.Path(sys.argv[1]).iterdir():\n"
            "    c.execute(f\"create or replace table {p.stem} as from '{p / '*.parquet' if p.is_dir() else p}'\")\n"
        )
        target = self.folder / "plain.duckdb"
        target.unlink(missing_ok=True)
        return self._run("plain read", [sys.executable, "-c", script, str(self.landing), str(target)])

    def load(self) -> Measurement:
        shutil.rmtree(self.bare, ignore_errors=True)
        return self._run(
            "load", python("dagster_pipelines.landing", str(self.landing), str(self.bare / "build.duckdb"))
        )

    def bare_dbt(self, tests: bool = True) -> Measurement:
        """`dbt build` of everything that customer_value_metrics needs, its tests included."""
        dbt = str(Path(sys.executable).parent / "dbt")
        command = [dbt, "build" if tests else "run", "--project-dir", "dbt_project", "--profiles-dir", "dbt_project"]
        command += ["--vars", f"{{as_of_date: {AS_OF}}}", "--select", "+customer_value_metrics"]
        if tests:
            command += ["--exclude-resource-type", "unit_test", "--indirect-selection", "cautious"]
        target = {"DBT_TARGET_PATH": str(self.bare / "target"), "DBT_LOG_PATH": str(self.bare / "logs")}
        name = "dbt build, value part" if tests else "the same without tests"
        return self._run(name, command, WAREHOUSE=str(self.bare), **target)

    def refresh(self, name: str, landing: Path) -> Measurement:
        """The main job, as `make refresh` runs it."""
        environment = {"LANDING": str(landing), "AS_OF": AS_OF, "WAREHOUSE": str(self.served)}
        measured = self._run(name, python("dagster_pipelines.refresh"), **environment)
        measured.stages = {stage: float(seconds) for stage, seconds in STAGE.findall(measured.output)}
        return measured
