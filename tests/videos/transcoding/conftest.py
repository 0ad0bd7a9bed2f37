"""Doorbells that nobody answers, for tests of what happens without one."""

from collections.abc import Iterator

import pytest
from celery import current_app


@pytest.fixture
def silent_queue() -> Iterator[None]:
    """Doorbells go to the real broker, where no worker listens."""
    current_app.conf.task_always_eager = False
    yield
    current_app.conf.task_always_eager = True
    with current_app.connection_for_write() as broker:
        broker.default_channel.queue_purge("transcode")
