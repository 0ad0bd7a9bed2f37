"""Celery: the queues, and what beat rings for and how often."""

from typing import Any

from piyakast.settings.data import REDIS_BROKER_URL
from piyakast.settings.environment import VAR_DIR
from piyakast.settings.videos import TRANSCODE_SWEEP_S

CELERY_BROKER_URL = REDIS_BROKER_URL
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 3600}
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_ROUTES = {
    "core.send_email": {"queue": "mail"},
    "core.sweep_mail": {"queue": "mail"},
    "videos.transcode.*": {"queue": "transcode"},
}


def every(
    seconds: float, task: str, *, queue: str = "default", expires_s: float = 0
) -> dict[str, Any]:
    """Ring for `task` so often. A ring that nobody heard before it expires is not heard late."""
    options = {"queue": queue, "expires": expires_s or seconds}
    return {"task": task, "schedule": float(seconds), "options": options}


CELERY_BEAT_SCHEDULE = {
    "sweep-mail": every(60, "core.sweep_mail", queue="mail"),
    "sweep-exports": every(600, "accounts.sweep_exports"),
    "sweep-leavers": every(600, "accounts.sweep_leavers"),
    "sweep-uploads": every(600, "videos.sweep_uploads"),
    "sweep-deleted": every(300, "videos.sweep_deleted"),
    "sweep-transcodes": every(TRANSCODE_SWEEP_S, "videos.sweep_transcodes"),
    # Files that no row knows are looked for rarely: it lists the whole store.
    "sweep-storage": every(6 * 3600, "videos.sweep_storage", expires_s=3600),
    "flush-views": every(15, "videos.flush_views"),
    "forget-view-batches": every(6 * 3600, "videos.forget_view_batches", expires_s=3600),
    # A video whose time has come is out at once; this tells what was cached before.
    "announce-published": every(10, "videos.announce_published"),
    "sweep-live": every(5, "live.sweep"),
    "sweep-live-files": every(600, "live.sweep_files"),
    "sweep-reminders": every(60, "live.sweep_reminders"),
    "tell-of-moved-streams": every(60, "live.tell_of_moves"),
    "tell-of-moved-premieres": every(60, "videos.tell_of_moves"),
    "note-viewers": every(15, "live.count_viewers"),
    "sweep-chat": every(30, "chat.sweep"),
    "trending": every(300, "discovery.recompute_trending"),
}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
