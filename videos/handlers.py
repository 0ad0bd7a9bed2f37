"""Celery's signals: a worker that shuts down gives its claims back."""

from typing import Any

from celery.signals import worker_init, worker_process_init, worker_shutting_down

from videos.services.transcoding import stopping


@worker_init.connect
def worker_begins(**_more: Any) -> None:
    """Nobody has been told to stop."""
    stopping.forget_stop()


@worker_process_init.connect
def child_begins(**_more: Any) -> None:
    """A child process of a worker may get the signal itself."""
    stopping.become_child()


@worker_shutting_down.connect
def worker_ends(**_more: Any) -> None:
    """The main process was told to stop; its children do the work."""
    stopping.stop_soon()
