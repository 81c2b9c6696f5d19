"""Runs the job `refresh` in this process, recorded in the Dagster instance of the warehouse."""

import shutil
from pathlib import Path

import dagster as dg
from dagster._core.instance.ref import InstanceRef

from dagster_pipelines.environments import Settings
from dagster_pipelines.operations.event_storage import kept_engines

INSTANCE_FILE = Path(__file__).parent / "dagster.yaml"
# Capturing each step's output starts child processes; everything worth keeping is in events and logs.
WITHOUT_OUTPUT_CAPTURE = {
    "compute_logs": {"module": "dagster._core.storage.noop_compute_log_manager", "class": "NoOpComputeLogManager"}
}


def ensure_instance_file(settings: Settings) -> None:
    """A warehouse's Dagster home starts with the project's instance file; an existing one is the operator's."""
    target = settings.dagster_home / "dagster.yaml"
    if not target.exists():
        shutil.copyfile(INSTANCE_FILE, target)


def reason_of(event: dg.DagsterEvent) -> str | None:
    """Why a step failed, in the words of the step; None for other events."""
    if not event.is_step_failure:
        return None
    failure = event.step_failure_data
    if failure.user_failure_data and failure.user_failure_data.description:
        return failure.user_failure_data.description
    error = failure.error
    while error and error.cause:
        error = error.cause
    return f"{event.step_key}: {' '.join(str(error.message).split())}" if error else f"{event.step_key} failed"


def run_refresh_job(settings: Settings) -> str | None:
    """None when the job ended well, else the reason in words."""
    ensure_instance_file(settings)
    from dagster_pipelines.definitions import defs

    job = defs().resolve_job_def("refresh")
    quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
    storage = kept_engines(settings.dagster_home / INSTANCE_FILE.name, settings.dagster_home)
    ref = InstanceRef.from_dir(str(settings.dagster_home), overrides={**WITHOUT_OUTPUT_CAPTURE, **storage})
    with dg.DagsterInstance.from_ref(ref) as instance:
        result = job.execute_in_process(instance=instance, run_config=quiet, raise_on_error=False)
        if result.success:
            return None
        return "\n".join(filter(None, map(reason_of, result.all_events))) or "the run failed"
