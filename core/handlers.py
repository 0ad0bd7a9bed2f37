"""Celery's signals, received for the metrics."""

import time
from typing import Any

from celery.signals import task_postrun, task_prerun

from core.metrics import count, observe

_began: dict[str, float] = {}


@task_prerun.connect
def task_begins(task_id: str, **_more: Any) -> None:
    """Note when."""
    _began[task_id] = time.monotonic()


@task_postrun.connect
def task_ends(task_id: str, task: Any, state: str | None = None, **_more: Any) -> None:
    """Count it, and how long it took."""
    count("piyakast_tasks_total", task=task.name, state=state or "UNKNOWN")
    began = _began.pop(task_id, None)
    if began is not None:
        observe("piyakast_task_seconds", time.monotonic() - began, task=task.name)
