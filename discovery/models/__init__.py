"""Rows about finding videos again."""

from discovery.models.watch_later import WatchLater

__all__ = ["WatchLater"]
