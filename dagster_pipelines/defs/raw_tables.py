"""Landing files as raw tables. Where nothing is new, nothing is materialised and every later step is skipped."""

from collections import Counter
from collections.abc import Iterator

import dagster as dg

from dagster_pipelines.landing import LandingError, LoadReport
from dagster_pipelines.landing.contract import landing_tables
from dagster_pipelines.operations.run import RefreshRun
from dagster_pipelines.operations.terminal import listed


def raw_specs() -> list[dg.AssetSpec]:
    """One asset a table of the input contract."""
    return [
        dg.AssetSpec(
            dg.AssetKey(["raw", table.name]),
            group_name="raw",
            kinds={"duckdb", "table"},
            description=f"Landing table {table.name}." + (f" Without it: {table.without}" if table.without else ""),
            skippable=True,
        )
        for table in landing_tables().values()
    ]


def table_metadata(report: LoadReport) -> dict[str, dict[str, int]]:
    """Rows and reader rejects of this load by table, as Dagster plots them over time."""
    records, rejects, files = Counter[str](), Counter[str](), Counter[str]()
    for file in report.loaded_files:
        records[file.table_name] += file.record_count
        rejects[file.table_name] += file.reader_reject_count
        files[file.table_name] += 1
    return {
        name: {"dagster/row_count": records[name], "rejected_by_reader": rejects[name], "new_files": files[name]}
        for name in landing_tables()
    }


@dg.multi_asset(specs=raw_specs(), name="load_landing", pool="warehouse_writer")
def raw_tables(
    context: dg.AssetExecutionContext, refresh_run: dg.ResourceParam[RefreshRun]
) -> Iterator[dg.MaterializeResult]:
    """Read new landing files into raw."""
    run = refresh_run
    if published := run.unchanged_since():
        run.terminal.say(f"nothing new since refresh {published.refresh_id}: it stays as it is")
        return
    run.terminal.say(f"refresh {run.refresh_id}: {run.settings.landing} → {run.settings.warehouse}")
    with run.stage("load") as facts:
        try:
            report = run.load()
        except LandingError as error:
            raise dg.Failure(str(error), allow_retries=False) from None
        facts += listed(report.lines(), 6, "quality.load_audit")
        state = run.state()
        facts.append(f"as of {state.as_of_date}")
        if state.later_document_date:
            facts.append(f"documents dated later, from {state.later_document_date} on, are left out")
    for name, metadata in table_metadata(report).items():
        yield dg.MaterializeResult(dg.AssetKey(["raw", name]), metadata=metadata)
