"""`python -m dagster_pipelines.alerting.deliver`: hand the outbox to the sinks of ALERT_SINKS.

A refresh starts this as a process of its own and does not wait for it. What a sink does not take stays in the
outbox and is offered again by the next refresh and by the sensor `deliver_alerts`.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from dagster_pipelines.alerting.outbox import Alert, Outbox
from dagster_pipelines.environments import REPOSITORY, Settings, current_settings

# One message names so many alerts; the rest is counted and stands in the file.
LINES_IN_A_MESSAGE = 20


def sink_id(url: str) -> str:
    """Names a sink without its secrets: kind and a hash."""
    return f"{url.split(':', 1)[0]}-{hashlib.blake2b(url.encode(), digest_size=4).hexdigest()}"


def message_of(alerts: list[Alert], file: Path) -> tuple[str, str]:
    """Title and body of one message about some alerts."""
    lines = [f"- {alert.message}" for alert in alerts[:LINES_IN_A_MESSAGE]]
    if len(alerts) > LINES_IN_A_MESSAGE:
        lines.append(f"- and {len(alerts) - LINES_IN_A_MESSAGE} more in {file}")
    return f"Customer value: {len(alerts)} new alerts", "\n".join(lines)


def send(url: str, title: str, body: str) -> bool:
    """Whether the sink took the message. Apprise itself logs why not, without the secrets of the address."""
    import apprise

    sink = apprise.Apprise()
    return bool(sink.add(url)) and bool(sink.notify(title=title, body=body))


def deliver(settings: Settings) -> dict[str, int]:
    """Offer every sink what it has not taken; sink → alerts that it still lacks."""
    outbox, waiting = Outbox(settings.warehouse), {}
    with outbox.delivering() as is_mine:
        if not is_mine:
            return {}
        for url in settings.alert_sinks:
            pending = outbox.pending(sink_id(url))
            if pending and send(url, *message_of(pending, outbox.alerts_path)):
                outbox.mark(sink_id(url), pending)
                pending = []
            waiting[sink_id(url)] = len(pending)
    return waiting


def deliver_in_background(settings: Settings) -> None:
    """Start delivery and leave; nothing waits for it, and it outlives a refresh that ends at once."""
    if settings.alert_sinks:
        log = settings.logs / "alert_delivery.log"
        with log.open("ab") as stream:
            subprocess.Popen(
                [sys.executable, "-m", "dagster_pipelines.alerting.deliver"],
                cwd=REPOSITORY,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )


def main() -> int:
    waiting = {sink: count for sink, count in deliver(current_settings()).items() if count}
    for sink, count in waiting.items():
        print(f"{sink} did not take {count} alerts; they stay in the outbox")
    return 1 if waiting else 0


if __name__ == "__main__":
    sys.exit(main())
