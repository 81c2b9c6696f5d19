"""The dbt unit tests beside the models: a refresh leaves them out, so they run here."""

import shutil
from pathlib import Path

from tests.dbt_runs import run_dbt
from tests.refreshes import Warehouse


def test_every_unit_test_beside_the_models_passes(built_warehouse: Warehouse, tmp_path: Path) -> None:
    shutil.copyfile(built_warehouse.build_database, tmp_path / "build.duckdb")
    run = run_dbt(["test", "--select", "test_type:unit"], tmp_path)
    assert run.succeeded, "\n".join(run.failures()) or run.output
    assert len(run.built()) > 50
