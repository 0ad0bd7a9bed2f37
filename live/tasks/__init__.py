"""Celery tasks of live."""

from live.tasks.streams import kick, sweep

__all__ = ["kick", "sweep"]
