"""How many are at a premiere now: named in Redis every few seconds by each open page, each person once."""

import logging

from redis.exceptions import RedisError

from core.presence import name_members
from videos.models import Video
from videos.services.viewing import keys

logger = logging.getLogger(__name__)

# Pages name themselves every twelve seconds; one time may fail.
ALIVE_S = 30.0


def count_audience(video: Video, viewer: str = "") -> int:
    """How many are there, `viewer` too from now on if one is given; 0 when Redis does not answer."""
    pipeline = keys.redis().pipeline(transaction=False)
    name_members(
        pipeline, f"piyakast:premiere:{video.public_id}", [viewer] if viewer else [], ALIVE_S
    )
    try:
        return int(pipeline.execute()[-1])
    except (RedisError, OSError):
        logger.warning("The audience of a premiere is not counted: Redis does not answer")
        return 0
