"""Media servers that stand in front of the ingest: who publishes there, and sending them away."""

from collections.abc import Iterator
from typing import Protocol

from django.conf import settings

from live.adapters.fronts.base import FrontAway, Guest
from live.adapters.fronts.mediamtx import MediaMtx
from live.adapters.fronts.nginx_rtmp import NginxRtmp

__all__ = ["Front", "FrontAway", "Guest", "fronts"]


class Front(Protocol):
    """One server. Both raise `FrontAway`."""

    def guests(self) -> list[Guest]:
        """Who publishes there now."""
        ...

    def send_away(self, guest: Guest) -> None:
        """Close the guest's connection; one that is gone already is no error."""
        ...


def fronts() -> Iterator[Front]:
    """Those that are configured."""
    if settings.NGINX_RTMP_CONTROL_URL:
        yield NginxRtmp(settings.NGINX_RTMP_CONTROL_URL)
    if settings.MEDIAMTX_API_URL:
        yield MediaMtx(settings.MEDIAMTX_API_URL)
