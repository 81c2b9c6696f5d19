"""Audited marts → snapshot folder → pages beside it → the link `current`."""

import dagster as dg
from dagster_dbt.dbt_manifest import validate_manifest

from dagster_pipelines.components.asset_facts import COMMERCIAL, DATA_PLATFORM, FRESHNESS
from dagster_pipelines.components.dbt_models import asset_key
from dagster_pipelines.environments import current_settings
from dagster_pipelines.operations.dbt_runner import manifest_path
from dagster_pipelines.operations.run import RefreshRun
from dagster_pipelines.publishing import folders, publish
from dagster_pipelines.publishing.snapshot import SERVED_SCHEMAS

SERVED = dg.AssetKey(["serving", "customer_value"])
PAGES = dg.AssetKey(["serving", "dashboards"])
CURRENT = dg.AssetKey(["serving", "current"])


def served_models() -> list[dg.AssetKey]:
    """Every model that a snapshot carries."""
    nodes = validate_manifest(manifest_path(current_settings()))["nodes"].values()
    return [asset_key(node) for node in nodes if node["resource_type"] == "model" and node["schema"] in SERVED_SCHEMAS]


def snapshot_assets(models: list[dg.AssetKey]) -> list[dg.AssetsDefinition]:
    """The three steps of publishing; readers see nothing before the last."""

    @dg.asset(
        key=SERVED,
        deps=models,
        group_name="publishing",
        kinds={"duckdb"},
        owners=[DATA_PLATFORM],
        freshness_policy=FRESHNESS,
        pool="warehouse_writer",
    )
    def served_database(refresh_run: dg.ResourceParam[RefreshRun]) -> dg.MaterializeResult:
        """Marts, dimensions, facts and quality tables of one audited build, in a file that never changes."""
        run = refresh_run
        with run.stage("publish") as facts:
            tables = publish.write_snapshot(run)
            rows = sum(table.row_count for table in tables)
            restated = publish.compare_with_published(run)
            facts.append(f"{len(tables)} tables, {rows:,} rows")
            if restated:
                facts.append(f"{restated:,} published figures changed: see quality.restatements")
        return dg.MaterializeResult(
            metadata={"refresh_id": run.refresh_id, "tables": len(tables), "dagster/row_count": rows}
        )

    @dg.asset(
        key=PAGES,
        deps=[SERVED],
        group_name="dashboards",
        kinds={"plotly", "html"},
        owners=[COMMERCIAL],
        freshness_policy=FRESHNESS,
    )
    def dashboards(refresh_run: dg.ResourceParam[RefreshRun]) -> dg.MaterializeResult:
        """One page a topic, drawn from the served marts of the same snapshot."""
        with refresh_run.stage("pages") as facts:
            count = publish.write_pages(refresh_run)
            facts.append(f"{count} pages")
        return dg.MaterializeResult(metadata={"refresh_id": refresh_run.refresh_id, "pages": count})

    @dg.asset(
        key=CURRENT,
        deps=[SERVED, PAGES],
        group_name="publishing",
        kinds={"file"},
        owners=[DATA_PLATFORM],
        freshness_policy=FRESHNESS,
    )
    def current_snapshot(refresh_run: dg.ResourceParam[RefreshRun]) -> dg.MaterializeResult:
        """What readers see: database and pages of one refresh, swapped together."""
        run = refresh_run
        is_current = publish.release(run)
        serving = run.settings.serving
        run.terminal.say(f"published {serving / run.refresh_id}")
        if not is_current:
            run.terminal.say(f"current stays at {folders.current_refresh_id(serving)}: its as-of date is later")
        return dg.MaterializeResult(metadata={"refresh_id": run.refresh_id, "is_current": is_current})

    return [served_database, dashboards, current_snapshot]


@dg.definitions
def publishing() -> dg.Definitions:
    return dg.Definitions(assets=snapshot_assets(served_models()))
