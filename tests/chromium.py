"""The headless browser of tests and benchmarks."""

import shutil
from typing import Any

from playwright.sync_api import Browser, BrowserContext

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-device-for-media-stream",
    # A browser without a window has nobody whom it could ask.
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]


def chromium_path() -> str | None:
    """The browser on PATH; None lets Playwright use its own download.

    Debian's Chromium without a window comes first: it is the same engine, and needs a sixth less work for a page.
    """
    return shutil.which("chromium-headless-shell") or whole_chromium_path()


def whole_chromium_path() -> str | None:
    """The same for what measures as people see it: a browser with everything around the page."""
    return (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )


def new_profile(browser: Browser, **options: Any) -> BrowserContext:
    """A profile of somebody who reads English, without a service worker unless it is asked for.

    Each new one would fetch the files of the offline page, beside whatever is looked at.
    """
    return browser.new_context(**({"locale": "en-US", "service_workers": "block"} | options))
