"""Big files leave block by block, under ASGI too."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.test import AsyncRequestFactory, RequestFactory

from core.byteranges import ranged_response

MIB = 1024 * 1024


def test_under_asgi_no_more_than_a_block_is_held() -> None:
    # In a thread of its own: a browser of another test may have a loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, send_a_big_file()).result()


async def send_a_big_file() -> None:
    made: list[int] = []

    def read(start: int, length: int) -> Iterator[bytes]:
        for number in range(length // MIB):
            made.append(number)
            yield bytes(MIB)

    response: Any = ranged_response(
        AsyncRequestFactory().get("/"),
        size=64 * MIB,
        read=read,
        etag='"e"',
        content_type="video/mp4",
    )
    sent = 0
    async for block in response.streaming_content:
        sent += len(block)
        # Nothing is read ahead of what was sent.
        assert len(made) == sent // MIB
    assert sent == 64 * MIB


def test_an_empty_object_has_no_range_and_a_whole() -> None:
    def ask(**headers: str) -> Any:
        return ranged_response(
            RequestFactory().get("/", headers=headers),
            size=0,
            read=lambda start, length: iter(()),
            etag='"e"',
            content_type="video/mp4",
        )

    assert (ask().status_code, ask()["Content-Length"]) == (200, "0")
    refused = ask(Range="bytes=0-")
    assert (refused.status_code, refused["Content-Range"]) == (416, "bytes */0")
