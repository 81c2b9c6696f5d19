"""One parse of the project for all rules."""

import pytest

from tests.dbt_runs import DbtRun, run_dbt
from tests.project_rules.project import Project

FULL_PARSE = ["parse", "--no-partial-parse", "--show-all-deprecations"]


@pytest.fixture(scope="session")
def parse(tmp_path_factory: pytest.TempPathFactory) -> DbtRun:
    run = run_dbt(FULL_PARSE, tmp_path_factory.mktemp("parse"))
    assert run.succeeded, run.output
    return run


@pytest.fixture(scope="session")
def project(parse: DbtRun) -> Project:
    return Project(parse.manifest())
