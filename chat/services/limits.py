"""How often the owner of a channel may do what costs the site or others something."""

from chat.services.refusals import too_fast
from core.ratelimit import Limit, hit

# A picture is decoded, and somebody looks at it.
EMOTES = Limit("chat-emotes", 120, 600)
# An account is made for each.
BOTS = Limit("chat-bots", 20, 3600)
# A name is looked up.
HOOKS = Limit("chat-hooks", 30, 600)
# Without a bound the site could be made to knock at others' doors.
POSTS_BY_HAND = Limit("chat-hook-posts", 20, 60)


def spend(limit: Limit, channel_id: int) -> None:
    """Count one. Raises `Refused` with when to come back."""
    verdict = hit(limit, str(channel_id))
    if not verdict.allowed:
        raise too_fast(verdict.retry_after_s)
