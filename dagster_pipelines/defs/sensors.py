"""What a refresh reacts to: files that arrived and came to rest. And the outbox, offered again while a sink is down."""

import json
from pathlib import Path

import dagster as dg

from dagster_pipelines.alerting.deliver import deliver
from dagster_pipelines.defs.jobs import refresh, run_config
from dagster_pipelines.environments import SCHEDULES_RUN, current_settings
from dagster_pipelines.landing.discovery import UNFINISHED_SUFFIXES
from dagster_pipelines.operations.versions import input_version

LOOK_EVERY_SECONDS = 60
OFFER_EVERY_SECONDS = 300


def listing_version(landing: Path) -> str:
    """Fingerprint of names, sizes and times of the finished files: cheap enough to take every minute."""
    files = {
        path.relative_to(landing).as_posix(): f"{path.stat().st_size} {path.stat().st_mtime_ns}"
        for path in landing.rglob("*")
        if path.is_file() and not path.name.lower().endswith(UNFINISHED_SUFFIXES)
    }
    return input_version(files)


def look(cursor: str | None, version: str) -> tuple[str, bool]:
    """The next cursor, and whether to refresh: once for each state of the folder that two looks in a row have seen."""
    seen = json.loads(cursor) if cursor else {"last": None, "refreshed": None}
    is_settled = seen["last"] == version
    is_due = is_settled and seen["refreshed"] != version
    return json.dumps({"last": version, "refreshed": version if is_due else seen["refreshed"]}), is_due


@dg.definitions
def sensors() -> dg.Definitions:
    settings = current_settings()
    is_on = SCHEDULES_RUN[settings.environment]
    status = dg.DefaultSensorStatus.RUNNING if is_on else dg.DefaultSensorStatus.STOPPED

    @dg.sensor(job=refresh, minimum_interval_seconds=LOOK_EVERY_SECONDS, default_status=status)
    def landing_files(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        """Refresh when the landing folder has changed and has been at rest for a minute."""
        if not settings.landing.is_dir():
            return dg.SkipReason(f"{settings.landing} is not there")
        version = listing_version(settings.landing)
        cursor, is_due = look(context.cursor, version)
        requests = [dg.RunRequest(run_key=version, run_config=run_config())] if is_due else []
        return dg.SensorResult(run_requests=requests, cursor=cursor)

    @dg.sensor(minimum_interval_seconds=OFFER_EVERY_SECONDS, default_status=status, job=refresh)
    def deliver_alerts(context: dg.SensorEvaluationContext) -> dg.SkipReason:
        """Offer alerts again that a sink did not take."""
        waiting = {sink: count for sink, count in deliver(settings).items() if count}
        return dg.SkipReason(f"still waiting: {waiting}" if waiting else "every sink has every alert")

    return dg.Definitions(sensors=[landing_files, deliver_alerts])
