"""A headless Chromium for the tests, and pages that record what they should not do."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own browser: nothing is downloaded."""
    program = next(found for name in BROWSERS if (found := shutil.which(name)))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served_over_http(folder: Path) -> Iterator[str]:
    """The folder on a free port of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Requests are not worth a line."""

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Watched:
    """A page that remembers console errors, script errors, failed requests and addresses outside the site."""

    def __init__(self, browser: Browser, width: int = 1440) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.note(message.type in ("error", "warning"), message.text))
        self.page.on("pageerror", lambda error: self.note(True, str(error)))
        self.page.on("requestfailed", lambda request: self.note(True, f"failed {request.url}"))
        self.page.on("request", lambda request: self.requests.append(request.url))

    def note(self, is_fault: bool, text: str) -> None:
        if is_fault:
            self.faults.append(text)

    def open(self, address: str, complete: bool = True) -> Page:
        self.page.goto(address)
        wanted = "complete" if complete else "ready"
        self.until(f"document.documentElement.dataset.{wanted} === '1' || document.documentElement.dataset.ready === 'error'")
        return self.page

    def until(self, condition: str, seconds: float = 60) -> None:
        """Waits for a condition in the page; the browser's own waiting would need eval, which the page forbids."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(condition):
            if time.monotonic() > end:
                raise TimeoutError(condition)
            time.sleep(0.02)

    def close(self) -> None:
        self.context.close()
