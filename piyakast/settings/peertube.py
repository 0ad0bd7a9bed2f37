"""A PeerTube instance as the engine (TRANSCODE_ENGINE=peertube)."""

from urllib.parse import urlsplit

from piyakast.settings.environment import env

# Where we connect to, and the host name that the instance calls itself by (`Host` header).
PEERTUBE_URL = env.str("PEERTUBE_URL", default="").rstrip("/")
PEERTUBE_HOST = env.str("PEERTUBE_HOST", default=urlsplit(PEERTUBE_URL).netloc)
PEERTUBE_USER = env.str("PEERTUBE_USER", default="")
PEERTUBE_PASSWORD = env.str("PEERTUBE_PASSWORD", default="")
# 0 takes the account's first channel.
PEERTUBE_CHANNEL_ID = env.int("PEERTUBE_CHANNEL_ID", default=0)
# The heights that the instance is configured to make.
PEERTUBE_RESOLUTIONS: list[int] = [
    int(height)
    for height in env.list("PEERTUBE_RESOLUTIONS", default=["240", "360", "480", "720", "1080"])
]
# Where browsers get the media from: the instance's public address, and its object storage if it has one.
PEERTUBE_ORIGINS: list[str] = env.list(
    "PEERTUBE_ORIGINS", default=[f"https://{PEERTUBE_HOST}"] if PEERTUBE_HOST else []
)
PEERTUBE_CHUNK_BYTES = env.int("PEERTUBE_CHUNK_BYTES", default=16 * 1024**2)
PEERTUBE_POLL_S = env.float("PEERTUBE_POLL_S", default=10)
# So long without a new rendition, and what is there is taken for all there will be.
PEERTUBE_PATIENCE_S = env.float("PEERTUBE_PATIENCE_S", default=2 * 3600)
PEERTUBE_AWAY_S = env.float("PEERTUBE_AWAY_S", default=12 * 3600)
