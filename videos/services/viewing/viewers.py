"""Whose heartbeat it is: telling viewers apart without keeping who they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from accounts.models import User
from core.household import household

# What programs call themselves; Cubot is a make of telephones. Those that lie are bounded by the address and the clock.
_ROBOT = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|preview|facebookexternalhit|monitor|lighthouse"
    r"|curl|wget|python|java/|go-http|libwww|httpclient|phantom|scrapy|ffmpeg|vlc|feed",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Watched:
    """Whose heartbeat, and what it says. Ranges and position are seconds of the video."""

    user: User | None
    address: str
    agent: str
    ranges: Sequence[tuple[float, float]]
    position_s: float

    @property
    def viewer(self) -> str:
        """Tells viewers apart without keeping who they are."""
        if self.user:
            return f"u{self.user.pk}"
        return salted_hmac("videos.viewer", f"{self.network}|{self.agent}").hexdigest()[:24]

    @property
    def network(self) -> str:
        """The address; of IPv6 its /64, which is one household however many addresses it takes."""
        return household(self.address)


def is_robot(agent: str) -> bool:
    """Whether the program says that nobody sits before it; every browser has a name."""
    return not agent.strip() or bool(_ROBOT.search(agent))
