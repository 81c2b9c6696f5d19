"""The dbt project as assets: group = folder, dbt tests = blocking asset checks, one `dbt build` in this process."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import dagster as dg
from dagster_dbt import DbtProject, DbtProjectComponent
from dagster_dbt.asset_utils import build_dbt_specs, get_subset_selection_for_context
from dagster_dbt.core.dbt_cli_event import DbtCoreCliEventMessage
from dagster_dbt.dagster_dbt_translator import validate_translator
from dagster_dbt.dbt_project_manager import DbtProjectManager, NoopDbtProjectManager

from dagster_pipelines.components.asset_facts import freshness_of, owners_of
from dagster_pipelines.environments import DBT_PROJECT, current_settings
from dagster_pipelines.operations.audit import audit_lines, row_counts
from dagster_pipelines.operations.dbt_runner import DbtBuild, DbtFailed
from dagster_pipelines.operations.failures import counts, failure_lines
from dagster_pipelines.operations.run import RefreshRun

MART_LAYER = "marts"


def asset_key(node: Mapping[str, Any]) -> dg.AssetKey:
    """Schema and name, the same words as in the warehouse."""
    return dg.AssetKey([node["schema"], node.get("alias") or node["name"]])


def group_of(node: Mapping[str, Any]) -> str:
    """Folder of the layer; for marts the topic folder, which is the dashboard page too."""
    path = node["fqn"][1:]
    if path[0] == MART_LAYER and len(path) > 2:
        return path[1]
    return "raw" if node["resource_type"] == "source" else "policy" if node["resource_type"] == "seed" else path[0]


def with_row_counts(outputs: list[dg.Output], context: dg.AssetExecutionContext, database: Path) -> Iterator[dg.Output]:
    """The same outputs with the number of rows of each table, which Dagster plots over time."""
    counts_of = row_counts(database)
    for output in outputs:
        key = tuple(context.asset_key_for_output(output.output_name).path)
        rows = {"dagster/row_count": counts_of[key]} if key in counts_of else {}
        yield dg.Output(None, output_name=output.output_name, metadata={**output.metadata, **rows})


@dataclass
class CustomerValueModels(DbtProjectComponent):
    """`DbtProjectComponent` on the project where it stands, since its macros and seeds lie outside its folder."""

    @cached_property
    def _project_manager(self) -> DbtProjectManager:
        target = current_settings().dbt_target_path
        return NoopDbtProjectManager(DbtProject(DBT_PROJECT, target_path=target, profiles_dir=DBT_PROJECT))

    def build_defs(self, context: dg.ComponentLoadContext) -> dg.Definitions:
        """The project needs no copy of itself as state: its manifest is kept fresh by `operations.dbt_runner`."""
        return self.build_defs_from_state(context, None)

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        spec = super().get_asset_spec(manifest, unique_id, project)
        node = self.get_resource_props(manifest, unique_id)
        return spec.replace_attributes(
            key=asset_key(node),
            group_name=group_of(node),
            kinds={"dbt", "duckdb", "python" if node.get("language") == "python" else "sql"},
            owners=owners_of(node["schema"]),
            freshness_policy=freshness_of(node["schema"]),
        )

    def build_defs_from_state(self, context: dg.ComponentLoadContext, state_path: Path | None) -> dg.Definitions:
        """One multi-asset over the whole project. It differs from the stock one in that it runs inside a refresh."""
        specs, checks = build_dbt_specs(
            translator=validate_translator(self.translator),
            manifest=self._validated_manifest,
            select=self.select,
            exclude=self.exclude,
            selector=self.selector,
            io_manager_key=None,
            project=self.dbt_project,
        )
        op = self._get_op_spec(self.dbt_project)

        @dg.multi_asset(
            specs=specs,
            check_specs=checks,
            can_subset=True,
            name=op.name,
            op_tags=op.tags,
            pool=op.pool,
            required_resource_keys={"refresh_run"},
        )
        def dbt_models(context: dg.AssetExecutionContext) -> Iterator:
            yield from self.run_build(context, context.resources.refresh_run)

        return dg.Definitions(assets=[dbt_models])

    def selection(self, context: dg.AssetExecutionContext) -> list[str]:
        """dbt's selection arguments for what Dagster was asked to build; empty for all of it."""
        if not context.is_subset:
            return []
        arguments, _ = get_subset_selection_for_context(
            context=context,
            manifest=self._validated_manifest,
            select=self.select,
            exclude=self.exclude,
            selector=self.selector,
            dagster_dbt_translator=self.translator,
            current_dbt_indirect_selection_env=None,
        )
        return list(arguments)

    def run_build(self, context: dg.AssetExecutionContext, run: RefreshRun) -> Iterator:
        """Run dbt and tell Dagster what was built and checked. Only a whole build that passed may be published."""
        selection = self.selection(context)
        with run.stage("build") as facts:
            run.state_file.mark(is_audited=False)
            run.engine.before_build()
            build = DbtBuild(run.settings, run.settings.dbt_variables(run.as_of()), ["build", *selection])
            outputs: list[dg.Output] = []
            try:
                for raw_event in build.events():
                    for event in self.dagster_events(raw_event, context):
                        if isinstance(event, dg.Output):
                            outputs.append(event)
                        else:
                            yield event
            except DbtFailed as failed:
                lines = failure_lines(failed.result, run.settings.build_database) or [f"dbt: {failed}"]
                raise dg.Failure("\n".join(lines), allow_retries=False) from None
            # Outputs wait for the end, since rows can be counted in one query once dbt has let go of the file.
            yield from with_row_counts(outputs, context, run.settings.build_database)
            run.state_file.mark(is_audited=not selection)
            done = counts(build.results())
            facts.append(
                f"{done['models']} models and {done['seeds']} seeds built, {done['checks']} checks passed, "
                f"{done['warnings']} warnings"
            )
            run.engine.after_build()
            facts += audit_lines(run.settings.build_database)

    def dagster_events(self, raw_event: dict[str, Any], context: dg.AssetExecutionContext) -> Iterator:
        """What Dagster shall know of one result in dbt's log."""
        message = DbtCoreCliEventMessage(raw_event=raw_event, event_history_metadata={})
        yield from message.to_default_asset_events(
            manifest=self._validated_manifest,
            dagster_dbt_translator=self.translator,
            context=context,
            target_path=Path(self.dbt_project.target_path),
            project=self.dbt_project,
        )
