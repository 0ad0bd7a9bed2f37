"""Celery tasks of live."""

from live.tasks.audience import count_viewers, remind
from live.tasks.streams import kick, record, sweep, sweep_files

__all__ = ["count_viewers", "kick", "record", "remind", "sweep", "sweep_files"]
