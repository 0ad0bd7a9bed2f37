"""Which instance, as whom: read from the settings once per use."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Instance:
    """`url` is the address we connect to, `host` the name (with port) that the instance goes by."""

    url: str
    host: str
    user: str
    password: str
    channel_id: int
    resolutions: tuple[int, ...]
    origins: tuple[str, ...]
    chunk_bytes: int
    poll_s: float
    patience_s: float
    away_s: float

    def may_serve(self, url: str) -> bool:
        """Whether browsers may be sent to `url`: the page's policy knows these origins only."""
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.netloc}" in self.origins


def configured_instance() -> Instance:
    """The instance of the settings. Raises ImproperlyConfigured with a sentence."""
    for name in ("PEERTUBE_URL", "PEERTUBE_USER", "PEERTUBE_PASSWORD"):
        if not getattr(settings, name):
            raise ImproperlyConfigured(
                f"{name} is not set, and PeerTube cannot be used without it."
            )
    return Instance(
        url=settings.PEERTUBE_URL,
        host=settings.PEERTUBE_HOST,
        user=settings.PEERTUBE_USER,
        password=settings.PEERTUBE_PASSWORD,
        channel_id=settings.PEERTUBE_CHANNEL_ID,
        resolutions=tuple(sorted(settings.PEERTUBE_RESOLUTIONS)),
        origins=tuple(settings.PEERTUBE_ORIGINS),
        chunk_bytes=settings.PEERTUBE_CHUNK_BYTES,
        poll_s=settings.PEERTUBE_POLL_S,
        patience_s=settings.PEERTUBE_PATIENCE_S,
        away_s=settings.PEERTUBE_AWAY_S,
    )
