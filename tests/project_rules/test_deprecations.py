"""No deprecated syntax on either target.

dbt checks YAML thoroughly only for adapters such as Snowflake's. Parsing opens no connection, so dummy credentials do.
"""

import pytest

from tests.dbt_runs import DbtRun, run_dbt
from tests.project_rules.conftest import FULL_PARSE


def _deprecations(run: DbtRun) -> list[str]:
    return [line for line in run.output.splitlines() if "Deprecation" in line or "Deprecated" in line]


def test_parses_on_duckdb_without_a_deprecation(parse: DbtRun) -> None:
    assert not _deprecations(parse), parse.output


def test_parses_for_snowflake_without_a_deprecation(tmp_path_factory: pytest.TempPathFactory) -> None:
    run = run_dbt(FULL_PARSE, tmp_path_factory.mktemp("snowflake"), {"DBT_TARGET": "snowflake"})
    assert run.succeeded, run.output
    assert not _deprecations(run), run.output
