"""How fast a publisher sends: as a camera does, in a hurry, or more than is allowed."""

import asyncio

READ_BYTES = 64 * 1024  # at a time
# So many messages in one read are no pace of a camera: the publisher has something to catch up with.
HURRIED_MESSAGES = 48
HURRY_S = 1.0


class Pace:
    """Whether a publisher sends as a camera does, or has something to catch up with."""

    def __init__(self) -> None:
        self.now = asyncio.get_running_loop().time
        self.hurried_at = -HURRY_S

    def may_rest(self, size: int, messages: int) -> bool:
        """After a read of so many bytes: whether what comes next may gather a while."""
        if messages >= HURRIED_MESSAGES:
            self.hurried_at = self.now()
        return size <= READ_BYTES // 2 and self.now() - self.hurried_at >= HURRY_S


class Meter:
    """How much a connection sends, on average over a few seconds."""

    def __init__(self, bytes_per_s: int, average_s: float) -> None:
        self.now = asyncio.get_running_loop().time
        self.bytes_per_s, self.average_s = bytes_per_s, average_s
        self.began = self.since = self.now()
        self.bytes = 0

    def is_over(self, more: int) -> bool:
        """Count `more` bytes; whether that is more than is allowed."""
        if self.now() - self.since > self.average_s:
            self.since, self.bytes = self.now(), 0
        self.bytes += more
        return self.bytes > self.bytes_per_s * self.average_s
