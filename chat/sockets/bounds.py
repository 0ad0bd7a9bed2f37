"""How much one line may ask of a process."""

import time

FRAMES_PER_S = 10.0
MOST_FRAMES = 60.0


class Bucket:
    """Frames of one socket: so many at once, so many a second after that."""

    __slots__ = ("_at", "_left")

    def __init__(self) -> None:
        self._left = MOST_FRAMES
        self._at = time.monotonic()

    def take(self) -> bool:
        """Whether one more frame is fine."""
        now = time.monotonic()
        self._left = min(MOST_FRAMES, self._left + (now - self._at) * FRAMES_PER_S)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
