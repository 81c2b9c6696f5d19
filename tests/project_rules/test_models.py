"""What every model has: a name that tells its layer, a stated and proved grain, a contract, described columns."""

import re
from typing import Any

from tests.project_rules.project import Project, listed

PREFIXES = {"staging": "stg_|base_", "intermediate": "int_", "core": "dim_|fct_|bridge_"}
ALL_PREFIXES = "stg_|base_|int_|dim_|fct_|bridge_"


def test_names_tell_the_layer(project: Project) -> None:
    broken = [
        f"{m.layer}.{m.name}" for m in project.models if m.layer in PREFIXES and not re.match(PREFIXES[m.layer], m.name)
    ]
    broken += [f"{m.layer}.{m.name}" for m in project.in_layers("marts", "quality") if re.match(ALL_PREFIXES, m.name)]
    assert not broken, listed(broken)


def test_names_are_full_words_in_lower_case(project: Project) -> None:
    names = {column for model in project.models for column in model.columns} | {model.name for model in project.models}
    broken = [name for name in names if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)]
    assert not broken, listed(broken)


def test_the_first_line_states_the_grain(project: Project) -> None:
    broken = [
        f"{model.path.name}: {first}"
        for model in project.models
        if not re.match(r"(--|#) grain: one row per \w", first := model.text.split("\n", 1)[0])
        and not (model.is_python and re.search(r"grain: one row per \w", model.text))
    ]
    assert not broken, listed(broken)


def proves_a_grain(test: dict[str, Any]) -> bool:
    what = test.get("test_metadata") or {}
    return what.get("name") == "unique" or bool((what.get("kwargs") or {}).get("grain"))


def test_the_grain_of_what_is_served_is_proved(project: Project) -> None:
    """By a uniqueness test. An intermediate step's grain shows in the model that it feeds."""
    broken = [
        f"{model.layer}.{model.name}"
        for model in project.in_layers("core", "marts")
        if not any(map(proves_a_grain, project.tests_of(model)))
    ]
    assert not broken, listed(broken)


def test_core_and_marts_have_contracts(project: Project) -> None:
    broken = [f"{m.layer}.{m.name}" for m in project.in_layers("core", "marts") if not m.contract_enforced]
    assert not broken, listed(broken)


def test_every_model_is_described(project: Project) -> None:
    broken = [
        f"{m.layer}.{m.name}" for m in project.in_layers("core", "marts", "quality", "python") if not m.description
    ]
    assert not broken, listed(broken)


def test_every_served_column_is_described_and_typed(project: Project) -> None:
    broken = [
        f"{model.layer}.{model.name}.{name}"
        for model in project.in_layers("core", "marts")
        for name, column in model.columns.items()
        if not column["description"] or not column["data_type"]
    ]
    assert not broken, listed(broken)


def test_served_types_are_those_that_every_client_reads(project: Project) -> None:
    allowed = r"varchar|date|boolean|integer|bigint|double|numeric\(\d+, ?\d+\)"
    broken = [
        f"{model.layer}.{model.name}.{name}: {column['data_type']}"
        for model in project.in_layers("core", "marts")
        for name, column in model.columns.items()
        if not re.fullmatch(allowed, column["data_type"] or "")
    ]
    assert not broken, listed(broken)


def test_suffixes_keep_their_meaning(project: Project) -> None:
    """Readers rely on them: money is decimal, rates are doubles, dates are dates, flags are booleans."""
    meaning = {
        r".*_amount": r"numeric\(.*",
        r".*_rate": r"double|numeric\(18, ?12\)",
        r".*_date": "date",
        r"(is|has)_.*": "boolean",
    }
    fixed_by_contract = {"consecutive_years_at_rule_amount"}  # years, counted against an amount
    broken = [
        f"{model.layer}.{model.name}.{name}: {column['data_type']}"
        for model in project.in_layers("core", "marts")
        for name, column in model.columns.items()
        if name not in fixed_by_contract
        for suffix, type_name in meaning.items()
        if re.fullmatch(suffix, name) and not re.fullmatch(type_name, column["data_type"] or "")
    ]
    assert not broken, listed(broken)


def test_tests_are_named_as_claims(project: Project) -> None:
    """A failed check is read by its name, in the orchestrator and on the terminal."""
    broken = [
        node["name"]
        for node in project.manifest["nodes"].values()
        if node["resource_type"] == "test" and len(node["name"].split("_")) < 3
    ]
    assert not broken, listed(broken)


def test_tests_are_on_and_warnings_have_a_reason(project: Project) -> None:
    tests = [node for node in project.manifest["nodes"].values() if node["resource_type"] == "test"]
    disabled = [
        node["name"]
        for nodes in project.manifest["disabled"].values()
        for node in nodes
        if node["resource_type"] == "test"
    ]
    unexplained = [
        node["name"]
        for node in tests
        if node["config"]["severity"].lower() == "warn"
        and not (node["description"] or node["config"]["meta"].get("reason"))
    ]
    assert not disabled + unexplained, listed(disabled + unexplained)
