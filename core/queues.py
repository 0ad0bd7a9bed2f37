"""How many jobs wait in each Celery queue, as the broker sees it."""

import logging
from functools import cache

from django.conf import settings
from redis import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

QUEUES = ("default", "mail", "transcode")
TIMEOUT_S = 2


def queue_length(name: str) -> int | None:
    """Messages that wait in queue `name`; None when the broker does not answer."""
    try:
        return int(_broker(settings.CELERY_BROKER_URL).llen(name))
    except (RedisError, OSError):
        logger.warning("The broker does not say how long queue %s is", name, exc_info=True)
        return None


@cache
def _broker(url: str) -> "Redis[bytes]":
    return Redis.from_url(url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S)
