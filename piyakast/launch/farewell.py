"""How long the site may take to end: one span for all of it, and what one part leaves over is the next one's."""

import time

# Seconds after Ctrl-C; each part is killed at its own. Within five nothing runs any more.
LEAVE_BY_S = 1.5
PROGRAMS_BY_S = 3.0
OUTPUT_BY_S = 3.2
# Last: programs give back what they hold. On an idle site this leaves the services more than four seconds.
SERVICES_BY_S = 4.7


class Farewell:
    """Counts from the first question."""

    def __init__(self) -> None:
        self.began: float | None = None

    def left(self, by_s: float) -> float:
        """How many seconds there are until `by_s` seconds after the beginning, never fewer than 0."""
        now = time.monotonic()
        if self.began is None:
            self.began = now
        return max(0.0, self.began + by_s - now)
