"""What is worth an alert: the alerts mart of the current snapshot, and refreshes that failed."""

from pathlib import Path

import duckdb

from dagster_pipelines.alerting.outbox import Alert

FAILED_REFRESH = "refresh_failed"


def failure_alert(refresh_id: str, reason: str) -> Alert:
    """A refresh that published nothing."""
    first_line = reason.strip().splitlines()[0] if reason.strip() else "stopped"
    return Alert(
        alert_id=f"{FAILED_REFRESH}:{refresh_id}",
        alert_type=FAILED_REFRESH,
        message=f"Refresh {refresh_id} failed, the last snapshot stays published: {first_line}",
        who_should_know="data platform",
    )


def mart_alerts(served_database: Path) -> list[Alert]:
    """Alerts of the published snapshot; none where it has no such table."""
    with duckdb.connect(str(served_database), read_only=True) as connection:
        columns = {
            name
            for (name,) in connection.execute(
                "select column_name from duckdb_columns() where schema_name = 'quality' and table_name = 'alerts'"
            ).fetchall()
        }
        if not {"alert_id", "alert_type", "message"} <= columns:
            return []
        optional = [
            f"cast({name} as varchar)" if name in columns else "null" for name in ("who_should_know", "since_date")
        ]
        rows = connection.execute(
            f"select alert_id, alert_type, message, {', '.join(optional)} from quality.alerts order by 2, 1"
        ).fetchall()
    return [Alert(*row) for row in rows]
