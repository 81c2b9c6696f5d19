"""dbt commands in a process of their own, with the environment of one target."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.snowflake.emulator.process import ROOT, Emulator

PROJECT = ROOT / "dbt_project"


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


def run_dbt(arguments: list[str], folder: Path, environment: dict[str, str], variables: dict[str, Any]) -> DbtRun:
    """Run `dbt ARGUMENTS` on the project; artefacts and logs go below `folder`."""
    target_path = folder / f"target_{environment.get('DBT_TARGET', 'duckdb')}"
    command = [sys.executable, "-m", "dbt.cli.main", *arguments]
    command += ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--vars", json.dumps(variables)]
    settings = {
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "python_models")]),
        "DBT_TARGET_PATH": str(target_path),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    result = subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **settings, **environment}, capture_output=True, text=True, timeout=540
    )
    return DbtRun(result.returncode == 0, result.stdout + result.stderr, target_path)


def run_dbt_on(emulator: Emulator, arguments: list[str], folder: Path, variables: dict[str, Any]) -> DbtRun:
    """Run dbt against the emulator."""
    return run_dbt(arguments, folder, emulator.environment, variables)
