"""`python -m dagster_pipelines.refresh`: run the job `refresh` once, in this process, without a server."""

import argparse
import sys
import time
import traceback

from dagster_pipelines.environments import Settings, SettingsError, current_settings
from dagster_pipelines.landing import LandingError
from dagster_pipelines.operations.lock import WarehouseBusy
from dagster_pipelines.operations.plain_words import chain_text, in_words, of_os_error, require_space
from dagster_pipelines.operations.run import RefreshRun, open_run
from dagster_pipelines.operations.terminal import Terminal
from dagster_pipelines.publishing import folders
from dagster_pipelines.publishing.forgetting import forget_everything_earlier

EXIT_OK, EXIT_FAILED = 0, 1


def say_where(run: RefreshRun, seconds: float) -> None:
    """What a person does next: a query and a page."""
    folder = run.settings.serving / folders.CURRENT
    run.terminal.say(f"database   {folder / folders.DATABASE_NAME}")
    run.terminal.say(f"pages      {folder / folders.DASHBOARDS_NAME / 'index.html'}")
    run.terminal.say(f"done in {seconds:.1f} s")


def explain(run: RefreshRun, reason: str) -> None:
    """The last lines of a refresh that failed: what, where, what to do."""
    current = folders.current_refresh_id(run.settings.serving)
    stands = f"refresh {current} stays published" if current else "nothing is published yet"
    run.terminal.warn(f"\nrefresh failed; {stands}\n{in_words(reason, run.settings.warehouse)}")
    run.terminal.warn(f"logs: {run.settings.logs}   then run the same command again")


def run_job(run: RefreshRun) -> str | None:
    """Run the Dagster job; None when it ended well, else the reason in words."""
    from dagster_pipelines.dagster_run import run_refresh_job

    require_space(run.settings.warehouse)
    return run_refresh_job(run.settings)


def refresh(rebuild: bool = False, forget: bool = False) -> int:
    """One refresh; the exit code.

    `rebuild` deletes the build database first, so that everything is read again. `forget` deletes every earlier
    snapshot, log and run record afterwards: the end of an erasure.
    """
    start, terminal = time.monotonic(), Terminal()
    try:
        settings = current_settings()
    except SettingsError as error:
        terminal.warn(str(error))
        return EXIT_FAILED
    try:
        with open_run(settings, terminal) as run:
            if rebuild:
                run.forget_build()
            if published := run.unchanged_since():
                terminal.say(f"nothing new since refresh {published.refresh_id} (as of {published.as_of_date})")
            elif reason := run_job(run):
                explain(run, reason)
                return EXIT_FAILED
            if forget:
                terminal.say(f"forgot {forget_everything_earlier(run)} earlier snapshots, their logs and run records")
            say_where(run, time.monotonic() - start)
            return EXIT_OK
    except (SettingsError, LandingError, WarehouseBusy) as error:
        terminal.warn(str(error))
    except OSError as error:
        terminal.warn(of_os_error(error, settings.warehouse))
    except Exception as error:  # noqa: BLE001 (the last word to a person; the whole story goes to the log)
        terminal.warn(unexpected(error, settings))
    return EXIT_FAILED


def unexpected(error: Exception, settings: Settings) -> str:
    """An error that nobody foresaw: one sentence, and its traceback in the logs."""
    text = in_words(chain_text(error), settings.warehouse)
    if text != chain_text(error):
        return text
    log = settings.logs / "unexpected_error.log"
    log.write_text("".join(traceback.format_exception(error)), "utf-8")
    return f"The refresh broke off: {type(error).__name__}: {str(error).splitlines()[0][:300]}\nThe whole story: {log}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m dagster_pipelines.refresh", description=__doc__)
    parser.add_argument("--rebuild", action="store_true", help="start from an empty build database")
    parser.add_argument("--forget", action="store_true", help="then delete earlier snapshots, logs and run records")
    arguments = parser.parse_args()
    sys.exit(refresh(arguments.rebuild, arguments.forget))
