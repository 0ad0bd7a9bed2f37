"""Byte ranges (RFC 9110 §14) for development, where no nginx stands before us."""

import re
from collections.abc import AsyncIterator, Callable, Iterator

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

SINGLE = re.compile(r"^bytes=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*$", re.ASCII)
Read = Callable[[int, int], Iterator[bytes]]


def ranged_response(
    request: HttpRequest, *, size: int, read: Read, etag: str, content_type: str
) -> HttpResponseBase:
    """Answer with all or one range of `size` bytes, streamed; `read(start, length)` gives its blocks.

    Several ranges at once, other units, and ranges of another version (If-Range) are answered with
    the whole, as the RFC allows; a malformed one, or one that starts past the end, with 416.
    """
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        unchanged["ETag"] = etag
        return unchanged
    span = _span(request, size, etag)
    response: HttpResponseBase
    if span is None:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    start, length = span
    partial = _honoured(request, etag)
    status = 206 if partial else 200
    if request.method == "HEAD":
        response = HttpResponse(status=status, content_type=content_type)
    else:
        blocks = _blocks(request, read(start, length))
        response = StreamingHttpResponse(blocks, status=status, content_type=content_type)
    response["Content-Length"] = str(length)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    if partial:
        response["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    return response


def _honoured(request: HttpRequest, etag: str) -> bool:
    """Whether the Range header counts: only on GET (§14.2), one range of bytes, of this version."""
    asked = request.headers.get("Range", "")
    return (
        request.method == "GET"
        and asked.startswith("bytes=")
        and "," not in asked
        and request.headers.get("If-Range", etag) == etag
    )


def _span(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First byte and length to send; None when the range cannot be satisfied."""
    if not _honoured(request, etag):
        return (0, size)
    found = SINGLE.match(request.headers["Range"])
    if not found:
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last or 0), size)
        return (size - length, length) if length else None
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end - start + 1) if start <= end else None


def _blocks(
    request: HttpRequest, blocks: Iterator[bytes]
) -> Iterator[bytes] | AsyncIterator[bytes]:
    # An ASGI server would first collect a plain iterator in memory.
    return _threaded(blocks) if isinstance(request, ASGIRequest) else blocks


async def _threaded(blocks: Iterator[bytes]) -> AsyncIterator[bytes]:
    following = sync_to_async(next, thread_sensitive=False)
    while block := await following(blocks, b""):
        yield block
