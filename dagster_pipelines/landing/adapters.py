"""Which tables of the contract an adapter supplies in place of landing files."""

from pathlib import Path

import yaml  # type: ignore[import-untyped]

from dagster_pipelines.landing.errors import LandingError

PROJECT_FILE = Path(__file__).parents[2] / "dbt_project" / "dbt_project.yml"
NO_ADAPTER = "files"


def adapted_tables(adapter: str | None, project_file: Path = PROJECT_FILE) -> frozenset[str]:
    """Tables that the adapter of this name supplies, none without one. Raises LandingError for a name nobody knows."""
    if adapter in (None, NO_ADAPTER):
        return frozenset()
    known = yaml.safe_load(project_file.read_text("utf-8"))["vars"]["landing_adapter_tables"]
    if adapter not in known:
        raise LandingError(f"There is no landing adapter {adapter}: name one of {', '.join((NO_ADAPTER, *known))}.")
    return frozenset(known[adapter])
