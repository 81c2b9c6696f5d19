"""dbt in this process: one start of Python for Dagster and dbt together, and nothing left running when it is killed."""

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any, cast

from dbt.adapters.factory import FACTORY, reset_adapters
from dbt.cli.main import dbtRunner, dbtRunnerResult
from dbt.contracts.graph.manifest import Manifest
from dbt_common.events.base_types import EventMsg
from dbt_common.events.functions import msg_to_dict

from dagster_pipelines.environments import DBT_PROJECT, Settings, dbt_environment
from dagster_pipelines.operations.policy import policy_folder
from dagster_pipelines.operations.versions import code_version, policy_version

RESULT_EVENTS = ("LogSeedResult", "LogModelResult", "LogSnapshotResult", "LogTestResult")


class DbtFailed(Exception):
    """dbt ended without building everything; `result` holds what each node did, where there is one."""

    def __init__(self, message: str, result: Any = None) -> None:
        super().__init__(message)
        self.result = result


def _flags(settings: Settings) -> list[str]:
    return [
        "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--log-path", str(settings.logs),
        "--log-level", "none", "--log-level-file", "info", "--no-use-colors", "--no-print",
    ]  # fmt: skip


def invoke(settings: Settings, runner: dbtRunner, arguments: list[str]) -> dbtRunnerResult:
    """Run one dbt command in this process, on the warehouse and policy of the settings."""
    with dbt_environment(settings, policy_folder(settings)):
        return runner.invoke([*arguments, *_flags(settings)])


def _close_connections() -> None:
    """dbt keeps the build database open after a run; publishing needs it read-only."""
    for adapter in list(FACTORY.adapters.values()):
        connections: Any = adapter.connections
        connections.cleanup_all()
        if hasattr(connections, "close_all_connections"):
            connections.close_all_connections()
    reset_adapters()


# What this process parsed last and from what, kept for the build that follows.
_parsed: dict[str, Manifest] = {}


def _take_parsed(settings: Settings) -> Manifest | None:
    """The manifest, where nothing changed since. A build may alter it, so it serves one."""
    manifest = _parsed.get(_parse_key(settings))
    _parsed.clear()
    return manifest


def parse(settings: Settings) -> Manifest:
    """Parse the project and write its manifest; without the as-of date, which never decides the graph."""
    variables = json.dumps(settings.dbt_variables())
    result = invoke(settings, dbtRunner(), ["parse", "--vars", variables])
    if not result.success:
        raise DbtFailed(f"dbt cannot read the project: {result.exception}")
    _close_connections()
    key = _parse_key(settings)
    (settings.dbt_target_path / "parsed.json").write_text(key, "utf-8")
    # dbt types the result of any command alike; that of a parse is the manifest.
    manifest = cast(Manifest, result.result)
    _parsed.clear()
    _parsed[key] = manifest
    return manifest


def manifest_path(settings: Settings) -> Path:
    return settings.dbt_target_path / "manifest.json"


def _parse_key(settings: Settings) -> str:
    """All that decides what a parse finds, as JSON text."""
    return json.dumps(
        {
            "code": code_version(),
            "policy": [str(settings.policy), policy_version(settings.policy)],
            "variables": settings.dbt_variables(),
            "target": settings.dbt_target,
        }
    )


def is_parsed(settings: Settings) -> bool:
    """Whether the written manifest still tells what the project's files say."""
    path = settings.dbt_target_path / "parsed.json"
    if not (path.exists() and manifest_path(settings).exists()):
        return False
    return path.read_text("utf-8") == _parse_key(settings)


class DbtBuild:
    """One `dbt build` whose results arrive as events while it runs."""

    def __init__(self, settings: Settings, variables: dict[str, Any], arguments: list[str]) -> None:
        self.settings = settings
        self.arguments = [*arguments, "--vars", json.dumps(variables), "--exclude-resource-type", "unit_test"]
        self.outcome: dbtRunnerResult | None = None

    def events(self, on_event: Callable[[dict[str, Any]], None] = lambda event: None) -> Iterator[dict[str, Any]]:
        """Result events in the form of dbt's own JSON log. Raises DbtFailed at the end where something failed."""
        queue: SimpleQueue[dict[str, Any] | None] = SimpleQueue()

        def keep(message: EventMsg) -> None:
            if message.info.name in RESULT_EVENTS:
                queue.put(msg_to_dict(message))

        def work() -> None:
            try:
                manifest = _take_parsed(self.settings) or parse(self.settings)
                self.outcome = invoke(self.settings, dbtRunner(manifest, [keep]), self.arguments)
            except Exception as error:  # noqa: BLE001 (handed to the thread that reads the queue)
                self.outcome = dbtRunnerResult(success=False, exception=error)
            finally:
                queue.put(None)

        worker = threading.Thread(target=work, name="dbt", daemon=True)
        worker.start()
        while (event := queue.get()) is not None:
            on_event(event)
            yield event
        worker.join()
        _close_connections()
        if self.outcome is None or not self.outcome.success:
            error = self.outcome.exception if self.outcome else None
            raise DbtFailed(str(error or "dbt build failed"), self.results())

    def results(self) -> Any:
        """What each node did; empty where dbt did not come that far."""
        return self.outcome.result.results if self.outcome and self.outcome.result else []  # type: ignore[union-attr]
