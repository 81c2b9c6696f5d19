"""`python -m dagster_pipelines.docs`: dbt's documentation of the last build, as one page that needs no server."""

import shutil
import sys

from dbt.cli.main import dbtRunner

from dagster_pipelines.environments import current_settings
from dagster_pipelines.operations.dbt_runner import invoke
from dagster_pipelines.operations.terminal import Terminal


def main() -> int:
    settings = current_settings()
    terminal = Terminal()
    if not settings.build_database.exists():
        terminal.warn(f"{settings.build_database} does not exist yet: run make refresh first.")
        return 1
    result = invoke(settings, dbtRunner(), ["docs", "generate", "--static"])
    if not result.success:
        terminal.warn(f"dbt docs failed: {result.exception}")
        return 1
    folder = settings.warehouse / "docs"
    folder.mkdir(exist_ok=True)
    shutil.copyfile(settings.dbt_target_path / "static_index.html", folder / "index.html")
    terminal.say(f"documentation   {folder / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
