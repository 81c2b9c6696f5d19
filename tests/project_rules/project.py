"""The parsed project as the rules look at it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.dbt_runs import ROOT


@dataclass(frozen=True)
class Model:
    """A model with what the rules ask about it."""

    name: str
    unique_id: str
    layer: str
    folder: str
    path: Path
    description: str
    columns: dict[str, dict[str, Any]]
    depends_on: tuple[str, ...]
    contract_enforced: bool
    is_python: bool

    @property
    def text(self) -> str:
        """The model as written, Jinja and all."""
        return self.path.read_text()


@dataclass(frozen=True)
class Project:
    """A manifest."""

    manifest: dict[str, Any]

    @cached_property
    def models(self) -> list[Model]:
        """Every model, by name."""
        nodes = [node for node in self.manifest["nodes"].values() if node["resource_type"] == "model"]
        return sorted(map(_model, nodes), key=lambda model: model.name)

    def in_layers(self, *layers: str) -> list[Model]:
        """The models of those layers."""
        return [model for model in self.models if model.layer in layers]

    def layer_of(self, unique_id: str) -> str:
        """The layer of any node that a model can depend on: `source`, `seed`, or the layer of a model."""
        kind = unique_id.split(".")[0]
        return kind if kind != "model" else next(model.layer for model in self.models if model.unique_id == unique_id)

    def tests_of(self, model: Model) -> list[dict[str, Any]]:
        """The generic tests attached to a model."""
        nodes = self.manifest["nodes"].values()
        return [
            node for node in nodes if node["resource_type"] == "test" and node.get("attached_node") == model.unique_id
        ]


def _model(node: dict[str, Any]) -> Model:
    path = (ROOT / "dbt_project" / node["original_file_path"]).resolve()
    is_python = node["language"] == "python"
    outside = path.is_relative_to(ROOT / "python_models")
    return Model(
        name=node["name"],
        unique_id=node["unique_id"],
        layer="python" if outside and is_python else node["schema"],
        folder=path.parent.name,
        path=path,
        description=node["description"],
        columns=node["columns"],
        depends_on=tuple(node["depends_on"]["nodes"]),
        contract_enforced=node["config"]["contract"]["enforced"],
        is_python=is_python,
    )


def listed(broken: list[str]) -> str:
    """The message of a rule: one broken thing a line."""
    return f"{len(broken)} break the rule:\n" + "\n".join(broken)
