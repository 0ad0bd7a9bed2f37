"""Effects after commit: the row is the truth, the queue is only a doorbell."""

from typing import Any

from celery import current_app
from django.db import transaction

JobArgument = str | int | None


def enqueue(
    task: str, /, *, queue: str | None = None, delay_s: float = 0, **ids: JobArgument
) -> None:
    """Ring for the task named `task` now, with ids as keyword arguments.

    `queue` overrides the task's route; `delay_s` is the earliest start in seconds from now.
    A broker that cannot be reached raises `kombu.exceptions.OperationalError`.
    """
    options: dict[str, Any] = {"countdown": delay_s} if delay_s else {}
    if queue:
        options["queue"] = queue
    current_app.tasks[task].apply_async(kwargs=ids, **options)


def enqueue_after_commit(
    task: str, /, *, queue: str | None = None, delay_s: float = 0, **ids: JobArgument
) -> None:
    """Ring for the task once the surrounding transaction has committed, or at once without one.

    A broker that is down does not undo the commit: the error is logged and the sweepers,
    which read the rows, ring again.
    """

    def ring() -> None:
        enqueue(task, queue=queue, delay_s=delay_s, **ids)

    transaction.on_commit(ring, robust=True)
