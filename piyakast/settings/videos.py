"""Uploads and what becomes of them: limits, encoding, deletion."""

from piyakast.settings.environment import env

UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20 * 1024**3)
UPLOAD_PART_BYTES = env.int("UPLOAD_PART_BYTES", default=8 * 1024**2)
# The largest body of any request: a part, or a form with two pictures.
REQUEST_MAX_BYTES = max(UPLOAD_PART_BYTES + 1024**2, 20 * 1024**2)
UPLOAD_KEPT_S = env.int("UPLOAD_KEPT_S", default=24 * 3600)
# Per person, as requests per seconds: files begun, and parts (or addresses of parts).
UPLOAD_RATE = env.str("UPLOAD_RATE", default="300/3600")
UPLOAD_PART_RATE = env.str("UPLOAD_PART_RATE", default="3000/60")
UPLOAD_QUOTA_BYTES = env.int("UPLOAD_QUOTA_BYTES", default=200 * 1024**3)
UPLOAD_QUOTA_COUNT = env.int("UPLOAD_QUOTA_COUNT", default=10_000)

# How long a deleted video can be brought back before its files go.
VIDEO_DELETION_GRACE_S = env.int("VIDEO_DELETION_GRACE_S", default=7 * 24 * 3600)
# Rung for when videos have come out.
VIDEO_PUBLISHED_JOBS = ["discovery.recompute_trending"]

VIDEO_MAX_DURATION_S = env.int("VIDEO_MAX_DURATION_S", default=12 * 3600)
TRANSCODE_ENGINE = env.str("TRANSCODE_ENGINE", default="ffmpeg")  # ffmpeg, peertube, fake
TRANSCODE_ENCODER = env.str("TRANSCODE_ENCODER", default="libx264")
TRANSCODE_DEVICE = env.str("TRANSCODE_DEVICE", default="")
TRANSCODE_PRESET = env.str("TRANSCODE_PRESET", default="veryfast")
TRANSCODE_CHUNK_S = env.float("TRANSCODE_CHUNK_S", default=40)
TRANSCODE_THREADS = env.int("TRANSCODE_THREADS", default=0)
TRANSCODE_ATTEMPTS = env.int("TRANSCODE_ATTEMPTS", default=4)
TRANSCODE_LOST_WORKERS = env.int("TRANSCODE_LOST_WORKERS", default=20)
TRANSCODE_HEARTBEAT_S = env.float("TRANSCODE_HEARTBEAT_S", default=2)
TRANSCODE_SILENCE_S = env.float("TRANSCODE_SILENCE_S", default=60)
TRANSCODE_SWEEP_S = env.float("TRANSCODE_SWEEP_S", default=20)

# A worker claims nothing while its scratch disk has less room than this.
SCRATCH_LEAST_FREE_BYTES = env.int("SCRATCH_LEAST_FREE_BYTES", default=200 * 1024**2)
FFMPEG_BINARY = env.str("FFMPEG_BINARY", default="")
