"""`python -m tests.dagster_pipelines.short_refresh`: all of a refresh but dbt's build, in a few seconds.

Loads the landing files, takes the tables that stand in the build database for those that were just built and checked,
and publishes them with pages. For tests that kill where files are written and swapped: most of a refresh is dbt.
"""

from __future__ import annotations

import sys

from dagster_pipelines.environments import current_settings
from dagster_pipelines.operations.run import open_run
from dagster_pipelines.operations.terminal import Terminal
from dagster_pipelines.publishing import publish


def main() -> int:
    with open_run(current_settings(), Terminal()) as run:
        run.load()
        run.state_file.mark(is_audited=True)
        publish.write_snapshot(run)
        publish.compare_with_published(run)
        publish.write_pages(run)
        publish.release(run)
    return 0


if __name__ == "__main__":
    sys.exit(main())
