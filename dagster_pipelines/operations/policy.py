"""The policy seeds in use: the project's own, with a company's files in their place where POLICY names a folder."""

import shutil
from pathlib import Path

from dagster_pipelines.environments import DEFAULT_POLICY, Settings, SettingsError


def policy_folder(settings: Settings) -> Path:
    """The seed folder for dbt. A company's folder holds only the files it changes; the others come from the project."""
    if settings.policy == DEFAULT_POLICY:
        return DEFAULT_POLICY
    given = {path.name: path for path in settings.policy.glob("*.csv")}
    known = {path.name for path in DEFAULT_POLICY.glob("*.csv")}
    if not given:
        raise SettingsError(f"POLICY={settings.policy} holds no .csv file: copy those to change from {DEFAULT_POLICY}.")
    if unknown := sorted(given.keys() - known):
        raise SettingsError(
            f"POLICY={settings.policy}: {unknown[0]} is no policy file; the names are those in {DEFAULT_POLICY}."
        )
    folder = settings.warehouse / "policy"
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir()
    for path in DEFAULT_POLICY.glob("*.csv"):
        shutil.copyfile(given.get(path.name, path), folder / path.name)
    return folder
