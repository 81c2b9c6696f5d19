"""dbt commands in a process of their own, with the environment of one target."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dagster_pipelines.snowflake.library import write_library

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class DbtRun:
    """What a dbt command left behind."""

    succeeded: bool
    output: str
    target_path: Path

    def manifest(self) -> dict[str, Any]:
        """The manifest as parsed JSON."""
        return json.loads((self.target_path / "manifest.json").read_text())

    def built(self) -> list[str]:
        """The unique ids of the nodes that the command ran."""
        results = json.loads((self.target_path / "run_results.json").read_text())["results"]
        return [result["unique_id"] for result in results]

    def failures(self) -> list[str]:
        """One line for each node that did not succeed."""
        results = json.loads((self.target_path / "run_results.json").read_text())["results"]
        return [
            f"{result['unique_id']}: {result['status']}: {(result.get('message') or '').strip()}"
            for result in results
            if result["status"] not in ("success", "pass", "warn", "no-op")
        ]


def run_dbt(
    arguments: list[str],
    folder: Path,
    environment: dict[str, str] | None = None,
    variables: dict[str, Any] | None = None,
    root: Path = ROOT,
) -> DbtRun:
    """Run `dbt ARGUMENTS` on the project below `root`; artefacts and logs go below `folder`."""
    environment = environment or {}
    target_path = folder / f"target_{environment.get('DBT_TARGET', 'duckdb')}"
    project = root / "dbt_project"
    command = [str(Path(sys.executable).with_name("dbt")), *arguments]
    command += ["--project-dir", str(project), "--profiles-dir", str(project)]
    if variables:
        command += ["--vars", json.dumps(variables)]
    settings = {
        "PYTHONPATH": os.pathsep.join([str(root), str(root / "python_models")]),
        "DBT_TARGET_PATH": str(target_path),
        "DBT_LOG_PATH": str(folder / "logs"),
        "WAREHOUSE": str(folder),
    }
    if environment.get("DBT_TARGET", "duckdb").startswith("snowflake"):
        settings["PYTHON_LIBRARY"] = str(write_library(folder / "python_models.zip", root / "python_models"))
    result = subprocess.run(
        command, cwd=project, env={**os.environ, **settings, **environment}, capture_output=True, text=True, timeout=540
    )
    return DbtRun(result.returncode == 0, result.stdout + result.stderr, target_path)
