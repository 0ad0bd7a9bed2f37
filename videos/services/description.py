"""A description as HTML: its addresses and times become links, everything else stays text."""

import re

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Only http(s): a `javascript:` or `data:` address stays text.
_LINK = re.compile(
    r"(?P<url>https?://[^\s<>\"'`]+)"
    r"|(?P<time>(?<![\d:.])(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?![\d:]))"
)
_TRAILING = ".,;:!?)]}…。，、」』》"


def description_html(text: str, duration_ms: int) -> SafeString:
    """Escape `text` and link its web addresses and those times that lie inside the video.

    Every piece is escaped on its own before the pieces are joined, so nothing people wrote is
    ever markup. Line breaks are kept for CSS (`white-space: pre-line`).
    """
    pieces: list[str] = []
    end = 0
    for match in _LINK.finditer(text):
        pieces.append(escape(text[end : match.start()]))
        end = match.end()
        if match["url"]:
            url = match["url"].rstrip(_TRAILING)
            end = match.start() + len(url)
            pieces.append(_address(url))
        else:
            pieces.append(_time(match["time"], duration_ms))
    pieces.append(escape(text[end:]))
    # Safe: escape() and format_html() made every piece.
    return mark_safe("".join(pieces))  # noqa: S308


def _address(url: str) -> str:
    shown = url.removeprefix("https://").removeprefix("http://")
    shown = shown if len(shown) <= 60 else f"{shown[:57]}…"
    return format_html(
        '<a href="{}" rel="nofollow ugc noopener" target="_blank">{}</a>', url, shown
    )


def _time(text: str, duration_ms: int) -> str:
    seconds = 0
    for part in text.split(":"):
        seconds = seconds * 60 + int(part)
    if seconds * 1000 >= duration_ms:
        return escape(text)
    return format_html('<a href="?t={}" data-seek="{}">{}</a>', seconds, seconds, text)
