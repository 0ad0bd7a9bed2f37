"""Celery tasks: ids in, one call. Celery finds them through this package."""

from videos.tasks import transcode, uploads

__all__ = ["transcode", "uploads"]
