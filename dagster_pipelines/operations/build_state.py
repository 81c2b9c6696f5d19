"""What stands in the build database, in a small file beside it: a later step, or a later process, trusts only this."""

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from dagster_pipelines.environments import SettingsError


@dataclass(frozen=True)
class BuildState:
    """Dates are ISO text. `is_audited` says that every blocking check passed on exactly this."""

    as_of_date: str
    input_version: str
    later_document_date: str | None
    last_load_id: int
    reporting_currency: str
    is_audited: bool = False

    def ledger_facts(self) -> dict[str, Any]:
        """What the run ledger keeps of it."""
        return {name: value for name, value in asdict(self).items() if name != "is_audited"}


class BuildStateFile:
    """Reads and replaces the file in one step."""

    def __init__(self, warehouse: Path) -> None:
        self.path = warehouse / "build_state.json"

    def write(self, state: BuildState) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(state)), "utf-8")
        os.replace(fresh, self.path)

    def read(self) -> BuildState:
        """Raises SettingsError before the first load."""
        try:
            return BuildState(**json.loads(self.path.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            raise SettingsError(
                f"Nothing was loaded into {self.path.parent} yet: run the whole refresh first."
            ) from None

    def mark(self, is_audited: bool) -> None:
        self.write(replace(self.read(), is_audited=is_audited))
