"""Celery tasks of live."""

from live.tasks.streams import kick, record, sweep, sweep_files

__all__ = ["kick", "record", "sweep", "sweep_files"]
