"""The only module that reads environment variables: everything else is given `Settings`."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[1]
DBT_PROJECT = REPOSITORY / "dbt_project"
DEFAULT_POLICY = REPOSITORY / "seeds" / "policy"

# Every environment is named in every map; a name that is missing is an error, never a default to production.
DBT_TARGETS = {"local": "duckdb", "test": "duckdb", "production": "duckdb", "snowflake": "snowflake"}
SCHEDULES_RUN = {"local": False, "test": False, "production": True, "snowflake": True}
KNOWN_TARGETS = ("duckdb", "snowflake", "snowflake_fake")


class SettingsError(Exception):
    """A setting cannot be used. The message is one sentence: which one, why, and what to write instead."""


@dataclass(frozen=True)
class Settings:
    """What one refresh is told. Paths are absolute; `as_of` None means the latest document date not after `today`."""

    environment: str
    dbt_target: str
    landing: Path
    warehouse: Path
    policy: Path
    as_of: date | None
    today: date
    reporting_currency: str
    keep_snapshots: int
    wait_seconds: int
    variables: Mapping[str, Any] = field(default_factory=dict)
    # Addresses hold secrets: they are never printed.
    alert_sinks: tuple[str, ...] = field(default=(), repr=False)
    snowflake_served_database: str = "customer_value"
    snowflake_reader_roles: tuple[str, ...] = ()

    @property
    def build_database(self) -> Path:
        """The database that a refresh builds in; nobody but the refresh opens it."""
        return self.warehouse / "build.duckdb"

    @property
    def python_library(self) -> Path:
        """The library as one file for a stage; only Snowflake needs it."""
        return self.warehouse / "python_models.zip"

    @property
    def serving(self) -> Path:
        """The folder of published snapshots and the link `current`."""
        return self.warehouse / "serving"

    @property
    def logs(self) -> Path:
        return self.warehouse / "logs"

    @property
    def dbt_target_path(self) -> Path:
        return self.warehouse / "dbt_target"

    @property
    def dagster_home(self) -> Path:
        return self.warehouse / "dagster"

    def dbt_variables(self, as_of: date | None = None) -> dict[str, Any]:
        """Variables for dbt; without a date those that are known before the landing files are read."""
        chosen = {**self.variables, "reporting_currency": self.reporting_currency}
        return {**chosen, "as_of_date": as_of.isoformat()} if as_of else chosen

    def with_changes(self, **changes: Any) -> "Settings":
        """The same settings with some replaced; values are checked as those of the environment are."""
        known = {name: value for name, value in changes.items() if value is not None}
        for name in ("landing", "policy"):
            if name in known:
                known[name] = Path(known[name]).resolve()
        if "as_of" in known:
            known["as_of"] = _as_date("AS_OF", known["as_of"])
        return replace(self, **known)


def _as_date(name: str, text: Any) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise SettingsError(f"{name}={text} is not a date: write it as 2026-03-31.") from None


def _as_count(name: str, text: str) -> int:
    if not text.isdecimal():
        raise SettingsError(f"{name}={text} is not a whole number.")
    return int(text)


def _as_variables(text: str) -> dict[str, Any]:
    try:
        variables = json.loads(text)
    except json.JSONDecodeError as error:
        raise SettingsError(f"VARS is not JSON ({error.msg}): write it as '{{\"serve_lines\": true}}'.") from None
    if not isinstance(variables, dict):
        raise SettingsError("VARS is not a JSON object: write it as '{\"serve_lines\": true}'.")
    return variables


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise SettingsError(f"{name}={value} is unknown: choose one of {', '.join(known)}.")
    return value


def _path(text: str) -> Path:
    return (Path.cwd() / Path(text).expanduser()).resolve()


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Settings from environment variables; an empty variable counts as unset. Raises SettingsError."""
    given = {name: value for name, value in environ.items() if value != ""}
    environment = _one_of("DEPLOYMENT", given.get("DEPLOYMENT", "local"), tuple(DBT_TARGETS))
    currency = given.get("REPORTING_CURRENCY", "USD")
    if not (len(currency) == 3 and currency.isalpha() and currency.isupper()):
        raise SettingsError(f"REPORTING_CURRENCY={currency} is not a currency code: write three capitals such as EUR.")
    policy = _path(given.get("POLICY", str(DEFAULT_POLICY)))
    if not policy.is_dir():
        raise SettingsError(f"POLICY={policy} is not a folder: leave it out to use {DEFAULT_POLICY}.")
    return Settings(
        environment=environment,
        dbt_target=_one_of("DBT_TARGET", given.get("DBT_TARGET", DBT_TARGETS[environment]), KNOWN_TARGETS),
        landing=_path(given.get("LANDING", str(REPOSITORY / "seeds" / "demo"))),
        warehouse=_path(given.get("WAREHOUSE", str(REPOSITORY / "warehouse"))),
        policy=policy,
        as_of=_as_date("AS_OF", given["AS_OF"]) if "AS_OF" in given else None,
        today=_as_date("TODAY", given["TODAY"]) if "TODAY" in given else date.today(),
        reporting_currency=currency,
        keep_snapshots=_as_count("KEEP_SNAPSHOTS", given.get("KEEP_SNAPSHOTS", "14")),
        wait_seconds=_as_count("REFRESH_WAIT_SECONDS", given.get("REFRESH_WAIT_SECONDS", "600")),
        variables=_as_variables(given.get("VARS", "{}")),
        alert_sinks=tuple(given.get("ALERT_SINKS", "").split()),
        snowflake_served_database=given.get("SNOWFLAKE_SERVED_DATABASE", "customer_value"),
        snowflake_reader_roles=tuple(given.get("SNOWFLAKE_READER_ROLES", "").replace(",", " ").split()),
    )


def current_settings() -> Settings:
    """Settings of this process."""
    return settings_from(os.environ)


def server_environment(settings: Settings) -> dict[str, str]:
    """Environment of a Dagster server on this warehouse; an explicit DAGSTER_HOME or PORT wins."""
    defaults = {"DAGSTER_HOME": str(settings.dagster_home), "PORT": "3000"}
    return {**defaults, **os.environ, "WAREHOUSE": str(settings.warehouse)}


def process_environment() -> dict[str, str]:
    """The environment as it stands, for dbt's own functions outside a dbt command."""
    return dict(os.environ)


@contextmanager
def dbt_environment(settings: Settings, policy: Path) -> Iterator[None]:
    """dbt reads its profile and seed folder from the environment: set for it, restored afterwards."""
    wanted = {
        "WAREHOUSE": str(settings.warehouse),
        "POLICY": os.path.relpath(policy, DBT_PROJECT) if policy == DEFAULT_POLICY else str(policy),
        "DBT_TARGET": settings.dbt_target,
        "PYTHON_LIBRARY": str(settings.python_library),
        "DBT_TARGET_PATH": str(settings.dbt_target_path),
        "DBT_LOG_PATH": str(settings.logs),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
