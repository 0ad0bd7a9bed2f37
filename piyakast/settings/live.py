"""Live: where publishers and players find the ingest, and what it makes of a stream."""

from urllib.parse import urlsplit

from piyakast.settings.environment import env

# What encoders are told. One that stands behind TLS is rtmps://.
LIVE_RTMP_URL = env.str("LIVE_RTMP_URL", default="rtmp://localhost:1935/live")
# How the site and players reach this ingest node over HTTP.
LIVE_NODE_URL = env.str("LIVE_NODE_URL", default="http://localhost:8090").rstrip("/")
# Where this machine's ingest process reaches the web process itself, for nginx shows nobody /internal/; empty means SITE_URL.
LIVE_SITE_URL = env.str("LIVE_SITE_URL", default="").rstrip("/")
# Every node that may be named in a session, as players see them: the pages allow these origins.
LIVE_NODE_URLS: list[str] = env.list("LIVE_NODE_URLS", default=[]) or [LIVE_NODE_URL]
LIVE_ORIGINS = sorted(
    {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in LIVE_NODE_URLS}
)
# Shared by the site and its ingest nodes; empty means SECRET_KEY.
LIVE_INGEST_SECRET = env.str("LIVE_INGEST_SECRET", default="")
# Encoded rungs below the publisher's own picture, as height:kbit/s.
LIVE_LADDER: list[str] = env.list("LIVE_LADDER", default=["480:1200", "240:400"])
# auto: encode them while the node has cores for it, else pass the publisher's picture through; off: never encode.
LIVE_ENCODE = env.str("LIVE_ENCODE", default="auto")
# Where our own processes publish, when LIVE_RTMP_URL does not lead there from inside.
LIVE_INGEST_URL = env.str("LIVE_INGEST_URL", default="")
# Media servers in front of the ingest (docs/subsystems/live-fronts.md); their addresses of control, as we reach them.
NGINX_RTMP_CONTROL_URL = env.str("NGINX_RTMP_CONTROL_URL", default="")
MEDIAMTX_API_URL = env.str("MEDIAMTX_API_URL", default="")
# Addresses that many publishers may come from: those of the fronts.
LIVE_FRONT_IPS: list[str] = env.list("LIVE_FRONT_IPS", default=[])
# How long a publisher may be away before the broadcast is over.
LIVE_GRACE_S = env.int("LIVE_GRACE_S", default=30)
# A recording is closed as a video after so long; the stream goes on without one.
LIVE_MAX_RECORDING_S = env.int("LIVE_MAX_RECORDING_S", default=43_200)
# With less room than this where media lie nothing is recorded; streams go on.
LIVE_LEAST_FREE_BYTES = env.int("LIVE_LEAST_FREE_BYTES", default=536_870_912)
# How many streams a channel may have.
LIVE_STREAMS_PER_CHANNEL = env.int("LIVE_STREAMS_PER_CHANNEL", default=20)
# How many sockets of stream pages one address may hold in each web process.
LIVE_SOCKETS_PER_IP = env.int("LIVE_SOCKETS_PER_IP", default=100)
# With a certificate the ingest takes RTMPS too (manage.py ingest --rtmps-port).
LIVE_TLS_CERTIFICATE = env.str("LIVE_TLS_CERTIFICATE", default="")
LIVE_TLS_KEY = env.str("LIVE_TLS_KEY", default="")
