"""How many are at a premiere now: named in Redis every few seconds by each open page, each person once.

Whoever is not signed in is told apart by network and browser. Since anybody may invent browsers, all those of one
household share so many names: a machine that invents thousands is as many viewers as a full office, and no more.
"""

import logging

from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from accounts.models import User
from core.household import household
from core.presence import name_members
from videos.models import Video
from videos.services.viewing import keys

logger = logging.getLogger(__name__)

# Pages name themselves every twelve seconds; one time may fail.
ALIVE_S = 30.0
# As many as count as views from one address.
MOST_PER_HOUSEHOLD = 40


def member(user: User | None, address: str, agent: str) -> str:
    """Who is counted: the person, else one of the names of their household. Two pages of one are one."""
    if user:
        return f"u{user.pk}"
    name = int(salted_hmac("premiere.browser", agent).hexdigest(), 16) % MOST_PER_HOUSEHOLD
    return salted_hmac("premiere.viewer", f"{household(address)}|{name}").hexdigest()[:24]


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
