"""Who is somewhere now: sets in Redis whose members are named again every few seconds.

Whoever is not named for a while is no longer there: nothing has to be taken away when a process dies. The clock is
Redis's own, since those of web servers differ by more than a beat.
"""

from collections.abc import Iterable
from typing import Any

CHUNK = 1000

_NAME = """
local now = redis.call('TIME')
local t = now[1] + now[2] / 1000000
local named = {}
for i = 2, #ARGV do named[2 * i - 3] = t; named[2 * i - 2] = ARGV[i] end
if #named > 0 then redis.call('ZADD', KEYS[1], unpack(named)) end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', t - ARGV[1])
redis.call('EXPIRE', KEYS[1], 60)
return redis.call('ZCARD', KEYS[1])
"""
_WHO = """
return redis.call('ZRANGEBYSCORE', KEYS[1], redis.call('TIME')[1] - ARGV[1], '+inf')
"""


def name_members(pipeline: Any, key: str, members: Iterable[str | int], alive_s: float) -> int:
    """Queue on a pipeline, of either kind of client, that these are in the set for `alive_s` seconds from now.

    How many answers that makes; the last of them is how many are in the set then, through all processes.
    """
    everybody = list(members)
    starts = range(0, max(1, len(everybody)), CHUNK)
    for start in starts:
        pipeline.eval(_NAME, 1, key, alive_s, *everybody[start : start + CHUNK])
    return len(starts)


def members_of(client: Any, key: str, alive_s: float) -> list[bytes]:
    """Everybody who was named within the last `alive_s` seconds."""
    found: list[bytes] = client.eval(_WHO, 1, key, alive_s)
    return found
