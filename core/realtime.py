"""Events for open sockets: who listens to which group, and sending after commit."""

import logging
from collections.abc import Mapping
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

Event = Mapping[str, Any]


def user_group(user_id: int) -> str:
    """Name the group that every open page of one user listens to."""
    return f"user.{user_id}"


def notify_group(group: str, event: Event) -> None:
    """Send `event` (JSON-able, with a `type` like `video.progress`) to all sockets of `group`.

    Redis being down loses the push, never the caller's work: pages read the state again
    when their socket comes back.
    """
    layer = get_channel_layer()
    if layer is None:
        return
    try:
        async_to_sync(layer.group_send)(group, {"type": "feed.event", "event": dict(event)})
    except (RedisError, OSError):
        logger.warning("No push to %s: the channel layer is unreachable", group, exc_info=True)


def notify_user(user_id: int, event: Event) -> None:
    """Send `event` to every open page of the user, now."""
    notify_group(user_group(user_id), event)


def notify_user_after_commit(user_id: int, event: Event) -> None:
    """Send `event` to every open page of the user once the transaction has committed."""

    def push() -> None:
        notify_user(user_id, event)

    transaction.on_commit(push, robust=True)
