"""Celery tasks: ids in, one call. Celery finds them through this package."""

from videos.tasks import transcode, uploads, videos

__all__ = ["transcode", "uploads", "videos"]
