"""`async_to_sync` for tests that drive a browser: it also works where a loop runs in the same thread."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from asgiref.sync import async_to_sync

P = ParamSpec("P")
T = TypeVar("T")


def beside_a_loop(function: Callable[P, Awaitable[T]]) -> Callable[P, T]:
    """`function` to be called and waited for, as asgiref does it; beside a loop, in a thread of its own."""
    called: Callable[P, T] = async_to_sync(function)

    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return called(*args, **kwargs)
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(called, *args, **kwargs).result()

    return call
