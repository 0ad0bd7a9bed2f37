"""What every front has in common."""

from dataclasses import dataclass
from typing import Any

import httpx

from core.adapters.tls import authorities

APP = "live"
TIMEOUT_S = 5.0


class FrontAway(Exception):  # noqa: N818
    """The server does not answer, or not as agreed."""


@dataclass(frozen=True)
class Guest:
    """Somebody who publishes there: the key they gave, and how the server names their connection."""

    key: str
    connection: str
    kind: str = "rtmp"


def ask(method: str, url: str, **more: Any) -> httpx.Response:
    """One request to a front. Raises `FrontAway`; an answer of 404 is an answer."""
    try:
        answer = httpx.request(method, url, timeout=TIMEOUT_S, verify=authorities(), **more)
        if answer.status_code != httpx.codes.NOT_FOUND:
            answer.raise_for_status()
    except httpx.HTTPError as error:
        raise FrontAway(str(error)) from error
    return answer


def key_of(path: str) -> str:
    """The key in `live/<key>`; empty for other paths."""
    app, _slash, key = path.strip("/").partition("/")
    return key if app == APP else ""
