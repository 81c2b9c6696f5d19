"""One child process: seconds, processor seconds, peak memory, bytes written, last output."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Measurement:
    """What one run cost. Memory is the largest process of the tree; bytes are those that reached the disk."""

    name: str
    lines: int
    seconds: float
    processor_seconds: float
    peak_megabytes: float
    written_megabytes: float
    output: str = ""
    stages: dict[str, float] = field(default_factory=dict)


class RunFailed(RuntimeError):
    """A measured command failed; the message carries the end of its output."""


def run(name: str, lines: int, command: list[str], environment: dict[str, str], log: Path) -> Measurement:
    """Runs one command from the repository root with `environment` added, its output in `log`."""
    log.parent.mkdir(parents=True, exist_ok=True)
    paths = f"{ROOT}{os.pathsep}{ROOT / 'python_models'}"
    started = time.perf_counter()
    with log.open("wb") as output:
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": paths, **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    text = log.read_text(encoding="utf-8", errors="replace")
    if child.returncode:
        raise RunFailed(f"{name} at {lines:,} lines failed; {log}\n{text[-3000:]}")
    processor = usage.ru_utime + usage.ru_stime
    result = Measurement(name, lines, seconds, processor, usage.ru_maxrss / 1024, usage.ru_oublock * 512 / 1e6, text)
    print(
        f"{name:28}{lines:>13,} lines {seconds:8.1f} s {processor:8.1f} cpu s {result.peak_megabytes:7.0f} MB",
        flush=True,
    )
    return result


def check(command: list[str]) -> None:
    """Runs what is not measured; what it says goes to the terminal."""
    paths = f"{ROOT}{os.pathsep}{ROOT / 'python_models'}"
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}, check=False)
    if done.returncode:
        raise SystemExit(done.returncode)


def python(*arguments: str) -> list[str]:
    """A command in this interpreter."""
    return [sys.executable, "-m", *arguments]
