"""What Dagster loads: everything below `defs/`, on a dbt manifest that is parsed anew when the project changed."""

from pathlib import Path

import dagster as dg

from dagster_pipelines.environments import current_settings
from dagster_pipelines.operations.dbt_runner import is_parsed, parse


@dg.definitions
def defs() -> dg.Definitions:
    settings = current_settings()
    for folder in (settings.warehouse, settings.logs, settings.dbt_target_path):
        folder.mkdir(parents=True, exist_ok=True)
    if not is_parsed(settings):
        parse(settings)
    return dg.load_from_defs_folder(path_within_project=Path(__file__).parent)
