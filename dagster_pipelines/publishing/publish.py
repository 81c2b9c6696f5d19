"""The steps from an audited build to what readers see."""

from pathlib import Path

from dagster_pipelines.environments import SettingsError
from dagster_pipelines.operations.dbt_runner import manifest_path
from dagster_pipelines.operations.run import RefreshRun
from dagster_pipelines.publishing import folders
from dagster_pipelines.publishing.late_rows import Published
from dagster_pipelines.publishing.refresh_log import write_refresh_log
from dagster_pipelines.publishing.restatements import write_restatements
from dagster_pipelines.publishing.snapshot import CopiedTable, copy_served


def becomes_current(run: RefreshRun) -> bool:
    """A snapshot of an earlier day than the current one never takes its place."""
    current = folders.current_refresh_id(run.settings.serving)
    known = {entry.refresh_id: entry.as_of_date for entry in run.ledger.entries()}
    published = known.get(current or "")
    return not published or published <= run.state().as_of_date


def database_of(folder: Path) -> Path:
    return folder / folders.DATABASE_NAME


def write_snapshot(run: RefreshRun) -> list[CopiedTable]:
    """Copy the audited tables into a folder that nobody reads yet. Refuses a build that was not audited."""
    if not run.state().is_audited:
        raise SettingsError(
            "The build database did not pass its checks as a whole: run the whole refresh, then publish."
        )
    run.start()
    folder = folders.building_folder(run.settings.serving, run.refresh_id)
    folder.mkdir()
    serve_lines = bool(run.settings.variables.get("serve_lines", False))
    tables = copy_served(
        run.settings.build_database, database_of(folder), manifest_path(run.settings), serve_lines
    )
    write_refresh_log(database_of(folder), [*_earlier(run), run.entry_of_this(becomes_current(run))])
    return tables


def compare_with_published(run: RefreshRun) -> int:
    """Fill quality.restatements of the snapshot that is being built; the number of changed figures."""
    serving = run.settings.serving
    served = database_of(folders.building_folder(serving, run.refresh_id))
    before = next((entry for entry in run.ledger.entries() if entry.refresh_id == _current(run)), None)
    comparable = before is not None and before.reporting_currency == run.state().reporting_currency
    if before is None or not comparable or before.as_of_date is None:
        return write_restatements(served, run.settings.build_database, None, None, None)
    other_cause = (
        "policy"
        if before.policy_version != run.policy_version
        else "code"
        if before.code_version != run.code_version
        else None
    )
    published = Published(before.refresh_id, before.as_of_date, before.last_load_id or 0)
    return write_restatements(
        served, run.settings.build_database, database_of(serving / before.refresh_id), published, other_cause
    )


def _current(run: RefreshRun) -> str | None:
    return folders.current_refresh_id(run.settings.serving)


def _earlier(run: RefreshRun) -> list:
    return [entry for entry in run.ledger.entries() if entry.refresh_id != run.refresh_id]


def write_pages(run: RefreshRun) -> int:
    """Draw the pages of the snapshot beside its database; their number."""
    from dashboards.build import build_site

    folder = folders.building_folder(run.settings.serving, run.refresh_id)
    pages = folder / folders.DASHBOARDS_NAME
    build_site(database_of(folder), pages)
    return len(list(pages.rglob("*.html")))


def release(run: RefreshRun) -> bool:
    """Finish the folder, swap the link, write the ledger, forget old snapshots; whether it became the current one."""
    serving = run.settings.serving
    is_current = becomes_current(run)
    if is_current:
        run.engine.release(database_of(folders.building_folder(serving, run.refresh_id)))
    folders.finish(serving, run.refresh_id)
    if is_current:
        folders.point_current(serving, run.refresh_id)
    run.succeed(is_current)
    folders.forget_old(serving, run.settings.keep_snapshots)
    return is_current
