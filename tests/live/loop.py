"""Runs coroutines of a test in a loop of their own: Playwright's may run in the main thread already."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

PATIENCE_S = 240


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run it to its end; what it raises is raised here."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, coroutine).result()


async def until(true: Callable[[], Any], what: str) -> None:
    """Let others run until `true()`; fails after a long while."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, f"it never came to this: {what}"
        await asyncio.sleep(0)
