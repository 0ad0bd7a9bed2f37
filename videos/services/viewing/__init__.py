"""Views, watch time and retention: counted in Redis, flushed in batches."""

from videos.services.viewing.flushing import flush, forget_old_batches
from videos.services.viewing.recording import record_watching
from videos.services.viewing.viewers import Watched

__all__ = ["Watched", "flush", "forget_old_batches", "record_watching"]
