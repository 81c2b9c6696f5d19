"""Who may read what on Snowflake: `ROLE` reads all that is served, `ROLE=folder+folder` only those folders.

A folder is a topic folder of marts (`customer_tiers`), or one of the schemas `core`, `marts` and `quality`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from dagster_pipelines.environments import SettingsError
from dagster_pipelines.snowflake.statements import SERVED_SCHEMAS, grant_reading, grant_tables

Tables = Mapping[str, Sequence[str]]
Grants = dict[str, list[str]]


def folders_of(models: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Folder → its tables as `schema.name`, from the manifest's nodes of served models."""
    found: dict[str, set[str]] = {schema: set() for schema in SERVED_SCHEMAS}
    for node in models:
        table = f"{node['schema']}.{node['alias']}"
        found[node["schema"]].add(table)
        path = node["fqn"][1:]
        if path[0] == "marts" and len(path) > 2:
            found.setdefault(path[1], set()).add(table)
    return {folder: sorted(tables) for folder, tables in found.items()}


def limited_roles(texts: Sequence[str], folders: Tables) -> tuple[list[str], Grants]:
    """Roles that read everything, and role → tables of those that read some folders. Raises SettingsError."""
    everything: list[str] = []
    limited: dict[str, set[str]] = {}
    for text in texts:
        role, _, named = text.partition("=")
        if not role.replace("_", "").isalnum():
            raise SettingsError(f"SNOWFLAKE_READER_ROLES={text}: {role!r} is not the name of a role.")
        if not named:
            everything.append(role.upper())
            continue
        for folder in named.split("+"):
            if folder not in folders:
                raise SettingsError(
                    f"SNOWFLAKE_READER_ROLES={text}: folder {folder!r} is unknown, choose from {', '.join(sorted(folders))}."
                )
            limited.setdefault(role.upper(), set()).update(folders[folder])
    return sorted({*everything}), {role: sorted(tables) for role, tables in limited.items() if role not in everything}


def grant_statements(database: str, everything: Sequence[str], limited: Grants) -> list[str]:
    """The rights as SQL; nothing beyond reading."""
    return [
        *grant_reading(database, everything),
        *(text for role, tables in sorted(limited.items()) for text in grant_tables(database, role, tables)),
    ]
