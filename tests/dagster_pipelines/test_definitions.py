"""What Dagster shows: one graph from landing to pages, its jobs, schedules and sensors, compared with a kept picture.

After a wanted change: `UPDATE_SNAPSHOTS=1 make test`, and look at the difference.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import dagster as dg
import pytest

from dagster_pipelines.components.asset_facts import FRESHNESS
from dagster_pipelines.defs.jobs import last_day
from dagster_pipelines.defs.schedules import last_month_end, review_config
from dagster_pipelines.defs.sensors import look
from dagster_pipelines.environments import current_settings
from dagster_pipelines.landing.contract import landing_tables
from dagster_pipelines.operations.dbt_runner import manifest_path

PICTURE = Path(__file__).with_name("definitions.json")
LAYERS = {"raw", "policy", "reference", "staging", "intermediate", "core", "quality"}
MART_FOLDERS = {
    "customer_value", "customer_tiers", "account_management", "prospect_opportunities",
    "purchase_factors", "wallet_and_growth", "leadership",
}  # fmt: skip
OURS = {"publishing", "dashboards", "lifetime_value"}


def picture(definitions: dg.Definitions) -> dict:
    """Everything that is not a dbt model, in a form that a person can compare."""
    repository = definitions.get_repository_def()
    graph = repository.asset_graph
    own = [key for key in graph.get_all_asset_keys() if key.path[0] in ("raw", "serving")]
    return {
        "assets": {
            key.to_user_string(): {"group": graph.get(key).group_name, "owners": list(graph.get(key).owners)}
            for key in sorted(own)
        },
        "jobs": sorted(job.name for job in repository.get_all_jobs() if not job.name.startswith("__")),
        "schedules": {schedule.name: str(schedule.cron_schedule) for schedule in repository.schedule_defs},
        "sensors": {sensor.name: sensor.minimum_interval_seconds for sensor in repository.sensor_defs},
        "resources": sorted(definitions.resources or {}),
    }


def test_definitions_equal_the_kept_picture(definitions: dg.Definitions) -> None:
    now = picture(definitions)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        PICTURE.write_text(json.dumps(now, indent=2) + "\n", "utf-8")
    assert now == json.loads(PICTURE.read_text("utf-8"))


def test_groups_are_the_folders(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    groups = {graph.get(key).group_name for key in graph.get_all_asset_keys()}
    assert groups <= LAYERS | MART_FOLDERS | OURS


def test_every_landing_table_leads_to_what_is_served(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    current = dg.AssetKey(["serving", "current"])
    above = dg.AssetSelection.assets(current).upstream().resolve(graph)
    assert {dg.AssetKey(["raw", name]) for name in landing_tables()} <= above


def test_error_tests_of_dbt_block(definitions: dg.Definitions) -> None:
    manifest = json.loads(manifest_path(current_settings()).read_text("utf-8"))
    severity = {
        node["name"]: (node["config"].get("severity") or "error").lower()
        for node in manifest["nodes"].values()
        if node["resource_type"] == "test"
    }
    graph = definitions.get_repository_def().asset_graph
    checks = {key.name: graph.get(key).blocking for key in graph.asset_check_keys}
    assert len(checks) > 100
    assert {
        name: is_blocking for name, is_blocking in checks.items() if is_blocking != (severity[name] == "error")
    } == {}


def test_every_asset_has_an_owner_and_served_ones_a_freshness(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    assert [key for key in graph.get_all_asset_keys() if not graph.get(key).owners] == []
    served = [key for key in graph.get_all_asset_keys() if key.path[0] in ("marts", "serving")]
    assert {graph.get(key).freshness_policy for key in served} == {FRESHNESS}


def test_only_one_writer_of_the_warehouse_runs(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def("refresh")
    pools = {node.name: node.definition.pool for node in job.nodes}
    assert {pools["load_landing"], pools["dbt_models"], pools["serving__customer_value"]} == {"warehouse_writer"}


def test_schedules_are_on_in_production_only(definitions: dg.Definitions) -> None:
    for schedule in definitions.get_repository_def().schedule_defs:
        assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING


def test_a_month_is_reviewed_at_its_end() -> None:
    assert last_month_end(date(2024, 3, 8)) == date(2024, 2, 29)
    assert review_config(date(2026, 1, 8))["resources"]["refresh_run"]["config"]["as_of"] == "2025-12-31"
    assert last_day("2024-02-01") == "2024-02-29"


@pytest.mark.parametrize(
    ("looks", "refreshes"),
    [
        (["a", "a", "a"], [False, True, False]),
        (["a", "b", "c", "c"], [False, False, False, True]),
        (["a", "a", "b", "b", "a", "a"], [False, True, False, True, False, True]),
    ],
)
def test_the_sensor_waits_until_files_rest_and_fires_once(looks: list[str], refreshes: list[bool]) -> None:
    cursor, fired = None, []
    for version in looks:
        cursor, is_due = look(cursor, version)
        fired.append(is_due)
    assert fired == refreshes
