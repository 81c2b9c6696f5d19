"""Landing files as raw tables. Where nothing is new, nothing is materialised and every later step is skipped."""

from collections import Counter
from collections.abc import Iterator

import dagster as dg

from dagster_pipelines.components.asset_facts import DATA_PLATFORM
from dagster_pipelines.landing import LandingError, LoadReport
from dagster_pipelines.landing.contract import landing_tables, ledger_tables
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
            owners=[DATA_PLATFORM],
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


# A file that changes while it is read is whole a moment later.
RETRY = dg.RetryPolicy(max_retries=1, delay=5)


@dg.multi_asset(specs=raw_specs(), name="load_landing", pool="warehouse_writer", retry_policy=RETRY)
def raw_tables(
    context: dg.AssetExecutionContext, refresh_run: dg.ResourceParam[RefreshRun]
) -> Iterator[dg.MaterializeResult]:
    """Read new landing files into raw."""
    run = refresh_run
    if not run.is_forced and (published := run.unchanged_since()):
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


@dg.definitions
def raw() -> dg.Definitions:
    """The loaded tables, and the loader's own ledger beside them."""
    ledger = [
        dg.AssetSpec(
            dg.AssetKey(["raw", name]), group_name="raw", owners=[DATA_PLATFORM], description="The loader's ledger."
        )
        for name in ledger_tables()
    ]
    return dg.Definitions(assets=[raw_tables, *ledger])
