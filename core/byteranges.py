"""Byte ranges (RFC 9110 §14) for development, where no nginx stands before us."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")
Read = Callable[[int, int], bytes]


def ranged_response(
    request: HttpRequest, *, size: int, read: Read, etag: str, content_type: str
) -> HttpResponse:
    """Answer with all or one range of `size` bytes; `read(start, length)` gets them.

    Several ranges at once, or a malformed one, are answered with the whole, as the RFC allows; one
    that starts past the end with 416.
    """
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    span = _span(request, size, etag)
    if span is None:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    start, length = span
    partial = length != size
    body = b"" if request.method == "HEAD" else read(start, length)
    response = HttpResponse(body, status=206 if partial else 200, content_type=content_type)
    response["Content-Length"] = str(length)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    if partial:
        response["Content-Range"] = f"bytes {start}-{start + length - 1}/{size}"
    return response


def _span(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First byte and length to send; None when the range cannot be satisfied."""
    whole = (0, size)
    found = RANGE.match(request.headers.get("Range", ""))
    if not found or request.headers.get("If-Range", etag) != etag:
        return whole
    first, last = found.groups()
    if first:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if start >= size:
            return None
        return (start, end - start + 1) if end >= start else whole
    if last:
        length = min(int(last), size)
        return (size - length, length) if length else None
    return whole
