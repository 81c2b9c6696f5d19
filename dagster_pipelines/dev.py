"""`python -m dagster_pipelines.dev`: the Dagster UI on the warehouse's own instance."""

import subprocess
import sys

from dagster_pipelines.dagster_run import ensure_instance_file
from dagster_pipelines.environments import REPOSITORY, current_settings, server_environment


def main() -> int:
    settings = current_settings()
    settings.dagster_home.mkdir(parents=True, exist_ok=True)
    ensure_instance_file(settings)
    environment = server_environment(settings)
    command = [sys.executable, "-m", "dagster", "dev", "-m", "dagster_pipelines.definitions", "-p", environment["PORT"]]
    return subprocess.run(command, cwd=REPOSITORY, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
