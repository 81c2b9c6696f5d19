"""What a person at the terminal sees: one line a stage, with its seconds."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Terminal:
    """Prints stages as they end. Everything longer goes to the logs folder."""

    def say(self, text: str) -> None:
        print(text, flush=True)

    def warn(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    @contextmanager
    def stage(self, name: str) -> Iterator[list[str]]:
        """Collects what the stage has to say; prints it when the stage ends well."""
        facts: list[str] = []
        start = time.monotonic()
        yield facts
        first, *others = facts or ["done"]
        self.say(f"{name:<10}{time.monotonic() - start:6.1f} s   {first}")
        for line in others:
            self.say(f"{'':<21}{line}")


def listed(lines: list[str], most: int, where: str) -> list[str]:
    """At most `most` lines, and where the others stand."""
    return lines if len(lines) <= most else [*lines[:most], f"and {len(lines) - most} more: {where}"]
