"""Doorbells that nobody answers, for tests of what happens without one."""

from collections.abc import Iterator

import pytest
from celery import current_app
from django.conf import settings
from redis import Redis


@pytest.fixture
def silent_queue() -> Iterator[None]:
    """Doorbells go to the real broker, where no worker listens."""
    current_app.conf.task_always_eager = False
    yield
    current_app.conf.task_always_eager = True
    Redis.from_url(settings.CELERY_BROKER_URL).delete("transcode")
