"""Views, watch time and retention: counted in Redis, flushed in batches."""

from videos.services.viewing.flushing import flush
from videos.services.viewing.recording import Watched, record_watching

__all__ = ["Watched", "flush", "record_watching"]
