"""Pages of live."""

from live.views.watch import watch

__all__ = ["watch"]
