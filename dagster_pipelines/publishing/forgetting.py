"""The end of an erasure: what an earlier refresh kept of names goes, figures of the current snapshot stay."""

import shutil

from dagster_pipelines.operations.run import RefreshRun
from dagster_pipelines.publishing import folders


def forget_everything_earlier(run: RefreshRun) -> int:
    """Delete every snapshot but the current one, logs, dbt's files, run records and sent alerts; how many snapshots.

    A Dagster instance elsewhere, such as in PostgreSQL, keeps its own records: see docs/operations.md.
    """
    settings = run.settings
    removed = folders.forget_old(settings.serving, keep=1)
    for folder in (settings.logs, settings.dbt_target_path, settings.warehouse / "docs"):
        shutil.rmtree(folder, ignore_errors=True)
    for path in settings.dagster_home.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    run.outbox.forget_messages()
    settings.logs.mkdir(exist_ok=True)
    return len(removed)
