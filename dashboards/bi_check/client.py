"""What a BI tool does, by Superset's own REST interface: connect, look, make a dataset, ask."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

# Read-only alone lets SQL Lab read the machine's files: the engine is locked as well.
LOCKED = {"read_only": True, "config": {"enable_external_access": False, "lock_configuration": True}}


class Superset:
    """One session of a signed-in user."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self.address = address
        self.token = ""
        self.token = self.post("security/login", {"username": user, "password": password, "provider": "db", "refresh": True})[
            "access_token"
        ]

    def call(self, method: str, path: str, payload: dict[str, Any] | None = None) -> dict[str, Any]:
        request = urllib.request.Request(f"{self.address}/api/v1/{path}", method=method)
        request.add_header("Content-Type", "application/json")
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        body = None if payload is None else json.dumps(payload).encode()
        try:
            with urllib.request.urlopen(request, body, timeout=120) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as problem:
            raise RuntimeError(f"{method} {path}: {problem.code} {problem.read().decode()[:600]}") from problem

    def get(self, path: str) -> dict[str, Any]:
        return self.call("GET", path)

    def post(self, path: str, payload: dict[str, Any]) -> dict[str, Any]:
        return self.call("POST", path, payload)

    def connect(self, database: Path) -> int:
        """Registers the served database, read-only and locked, and returns its number."""
        extra = {"engine_params": {"connect_args": LOCKED}}
        made = self.post(
            "database/",
            {
                "database_name": "customer value",
                "sqlalchemy_uri": f"duckdb:///{database}",
                "expose_in_sqllab": True,
                "extra": json.dumps(extra),
            },
        )
        return int(made["id"])

    def dataset(self, database: int, schema: str, table: str) -> dict[str, Any]:
        """Makes a dataset of a table and returns it with its columns."""
        made = self.post("dataset/", {"database": database, "schema": schema, "table_name": table})
        return self.get(f"dataset/{made['id']}")["result"]

    def count_rows(self, dataset: int) -> tuple[int, float]:
        """Rows of a dataset by a chart query, and the seconds that it took."""
        started = time.perf_counter()
        count = {"expressionType": "SQL", "sqlExpression": "count(*)", "label": "rows"}
        answer = self.post(
            "chart/data",
            {
                "datasource": {"id": dataset, "type": "table"},
                "queries": [{"metrics": [count], "columns": [], "row_limit": 10}],
                "result_format": "json",
                "result_type": "full",
                "force": True,
            },
        )
        return int(answer["result"][0]["data"][0]["rows"]), time.perf_counter() - started
