"""`python -m tests.snowflake.emulator PORT`: serve until interrupted, to this machine only."""

import sys

import fakesnow.server
import uvicorn

from tests.snowflake.emulator.shims import failing_at_once, install


def main(port: int) -> None:
    """Serve on `port`."""
    install()
    uvicorn.run(failing_at_once(fakesnow.server.app), host="127.0.0.1", port=port, log_level="error")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 64616)
