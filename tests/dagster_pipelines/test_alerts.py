"""Alerts: each id once and to every sink; a sink that is down delays nothing and loses nothing."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dagster_pipelines.alerting.deliver import deliver, deliver_in_background, message_of, sink_id
from dagster_pipelines.alerting.outbox import Alert, Outbox
from dagster_pipelines.environments import Settings, settings_from


class Sink(http.server.BaseHTTPRequestHandler):
    """A webhook that answers with the status of its server."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(json.loads(body))  # type: ignore[attr-defined]
        self.send_response(self.server.status)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@contextmanager
def sink(status: int = 200) -> Iterator[http.server.ThreadingHTTPServer]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Sink)
    server.status, server.received = status, []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()


def address(server: http.server.ThreadingHTTPServer) -> str:
    return f"json://127.0.0.1:{server.server_address[1]}/alerts"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "logs").mkdir()
    return settings_from({"WAREHOUSE": str(tmp_path)})


def alerts(*numbers: int) -> list[Alert]:
    return [Alert(f"overdue:{number}", "overdue", f"Customer {number} is overdue") for number in numbers]


def test_an_id_is_queued_and_sent_once(settings: Settings) -> None:
    outbox = Outbox(settings.warehouse)
    with sink() as server:
        settings = replace(settings, alert_sinks=(address(server),))
        assert outbox.add(alerts(1, 2, 2)) == 2
        assert outbox.add(alerts(2, 3)) == 1
        deliver(settings)
        deliver(settings)
        assert len(server.received) == 1
        assert server.received[0]["message"].count("Customer") == 3


def test_a_sink_that_fails_gets_everything_later_and_others_are_not_kept_waiting(settings: Settings) -> None:
    outbox = Outbox(settings.warehouse)
    with sink(500) as down, sink() as up:
        settings = replace(settings, alert_sinks=(address(down), address(up)))
        outbox.add(alerts(1))
        assert deliver(settings) == {sink_id(address(down)): 1, sink_id(address(up)): 0}
        outbox.add(alerts(2))
        down.status = 200
        down.received.clear()
        assert deliver(settings) == {sink_id(address(down)): 0, sink_id(address(up)): 0}
        assert "Customer 1" in down.received[0]["message"] and "Customer 2" in down.received[0]["message"]
        assert len(up.received) == 2


def test_nobody_waits_for_a_sink(settings: Settings) -> None:
    nowhere = replace(settings, alert_sinks=("json://127.0.0.1:9/alerts",))
    Outbox(settings.warehouse).add(alerts(1))
    start = time.monotonic()
    deliver_in_background(nowhere)
    assert time.monotonic() - start < 2
    assert len(Outbox(settings.warehouse).pending(sink_id("json://127.0.0.1:9/alerts"))) == 1


def test_a_line_cut_off_by_a_crash_costs_nothing(settings: Settings) -> None:
    outbox = Outbox(settings.warehouse)
    outbox.add(alerts(1))
    with outbox.alerts_path.open("a") as stream:
        stream.write('{"alert_id": "overdue:2", "al')
    outbox.add(alerts(2))
    assert [alert.alert_id for alert in outbox.alerts()] == ["overdue:1", "overdue:2"]


def test_addresses_with_secrets_are_never_shown(settings: Settings) -> None:
    url = "json://user:planted-secret@127.0.0.1:9/alerts"
    assert "planted-secret" not in sink_id(url)
    assert "planted-secret" not in repr(replace(settings, alert_sinks=(url,)))


def test_many_alerts_are_one_message() -> None:
    title, body = message_of(alerts(*range(50)), Path("alerts.jsonl"))
    assert "50" in title
    assert "30 more" in body
