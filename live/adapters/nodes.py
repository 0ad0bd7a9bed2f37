"""Talking to ingest nodes."""

from collections.abc import Mapping

import httpx

from core.adapters.tls import authorities

TIMEOUT_S = 5.0


class NodeAway(Exception):  # noqa: N818
    """The node does not answer."""


def tell_node(address: str, body: bytes, headers: Mapping[str, str]) -> None:
    """Send a command. Raises `NodeAway`."""
    try:
        httpx.post(
            f"{address}/control",
            content=body,
            headers=dict(headers),
            timeout=TIMEOUT_S,
            verify=authorities(),
        ).raise_for_status()
    except httpx.HTTPError as error:
        raise NodeAway(str(error)) from error
