"""Runs the anonymous Python procedure that dbt-snowflake sends for a Python model, inside the server process.

A stand-in session reads tables into pandas and writes frames back. Imports are checked to be on the stage and are
visible to this one procedure only, so a model whose library was not staged fails here as it would there.
The packages a model asks for are not checked: the environment of the tests is what there is.
"""

import re
import sys
import threading
from pathlib import Path
from typing import Any

import pandas as pd

_PROCEDURE = re.compile(r"^\s*with\s+\w+\s+as\s+procedure\b", re.I)
_IMPORTS = re.compile(r"^\s*IMPORTS\s*=\s*\((.*?)\)\s*$", re.I | re.M)
_BODY = re.compile(r"\$\$(.*)\$\$", re.S)
_ONE_AT_A_TIME = threading.Lock()


def is_procedure(sql: str) -> bool:
    """Whether the statement is an anonymous procedure with its call."""
    return bool(_PROCEDURE.match(sql))


class Frame:
    """What the session hands out: a table to read, or a pandas frame to write."""

    def __init__(self, duck: Any, table: str | None = None, frame: pd.DataFrame | None = None) -> None:
        self._duck, self._table, self._frame = duck, table, frame
        self.write = self

    def to_pandas(self) -> pd.DataFrame:
        """Upper-case columns, Decimal for NUMBER, date objects: as Snowpark gives them."""
        return self._duck.execute(f"select * from {self._table}").to_arrow_table().to_pandas()

    def mode(self, how: str) -> "Frame":
        if how != "overwrite":
            raise ValueError(f"write mode {how!r} is not part of what dbt sends")
        return self

    def save_as_table(self, name: str, table_type: str = "") -> None:
        if self._frame is None:
            raise TypeError("only a pandas frame can be saved")
        folded = [column for column in map(str, self._frame.columns) if column != column.upper()]
        if folded:
            raise ValueError(f"Snowflake would create these columns quoted and in lower case: {folded}")
        self._duck.register("_frame_to_save", self._frame)
        self._duck.execute(f"create or replace table {name.upper()} as select * from _frame_to_save").fetchall()
        self._duck.unregister("_frame_to_save")


class Session:
    """The part of snowflake.snowpark.Session that dbt's rendered code and thin models use."""

    def __init__(self, duck: Any) -> None:
        self._duck = duck

    def table(self, name: str) -> Frame:
        return Frame(self._duck, table=name)

    def createDataFrame(self, frame: pd.DataFrame) -> Frame:
        return Frame(self._duck, frame=frame)

    create_dataframe = createDataFrame

    def use_database(self, name: str) -> None:
        """Names in rendered code are complete, so there is nothing to switch."""

    use_schema = use_database


# Models tell Snowpark from DuckDB by the module of their session.
Session.__module__ = "snowflake.snowpark.session"


def run_procedure(sql: str, duck: Any, bucket: Path) -> str:
    """Run the procedure's `main` with the files of its IMPORTS on the module path; returns its answer."""
    body = _BODY.search(sql)
    if body is None:
        raise ValueError("a procedure without a body")
    imports = _IMPORTS.search(sql)
    files = [_staged(name, bucket) for name in re.findall(r"'([^']+)'", imports[1] if imports else "")]
    # The connector looks its own attribution up in the interpreter's options, which an embedded session lacks.
    sys._xoptions.setdefault("snowflake_partner_attribution", [])  # type: ignore[arg-type]
    with _ONE_AT_A_TIME:
        hidden = _hide_checkout()
        sys.path[:0] = files
        try:
            scope: dict[str, Any] = {"__name__": "dbt_procedure"}
            exec(compile(body[1], "procedure", "exec"), scope)
            return str(scope["main"](Session(duck)))
        finally:
            del sys.path[: len(files)]
            sys.path[:] = hidden
            for name, module in list(sys.modules.items()):
                if str(bucket) in (getattr(module, "__file__", None) or ""):
                    del sys.modules[name]


def _staged(reference: str, bucket: Path) -> str:
    stage, _, file = reference.lstrip("@").partition("/")
    path = bucket.joinpath(*stage.upper().split("."), file)
    if not path.exists():
        raise FileNotFoundError(f"not on the stage: {reference}")
    return str(path)


def _hide_checkout() -> list[str]:
    """Take the checkout's own library off the module path; returns the path to restore."""
    before = list(sys.path)
    sys.path[:] = [entry for entry in before if Path(entry or ".").resolve().name != "python_models"]
    return before
