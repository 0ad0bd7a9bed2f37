"""How a premiere stands, in the words of the API and of pages. The server's clock goes with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils import timezone

from videos.models import Video

State = Literal["announced", "late", "on", "over"]


@dataclass(frozen=True)
class Standing:
    """`late`: its time has come and it cannot play yet. `ends_at` is None until its length is known."""

    state: State
    starts_at: datetime
    ends_at: datetime | None
    now: datetime

    def as_config(self) -> dict[str, Any]:
        """The times in milliseconds, as players compare them."""
        ends_at = self.ends_at or self.starts_at
        times = {"startsAt": self.starts_at, "endsAt": ends_at, "now": self.now}
        return {name: int(time.timestamp() * 1000) for name, time in times.items()}


def standing_of(video: Video) -> Standing | None:
    """How the premiere stands now; None of a video that is none."""
    starts_at = video.premiere_begins_at
    if starts_at is None or not (video.is_announced or video.is_published):
        return None
    if video.is_announced:
        state: State = "late" if video.is_late else "announced"
    else:
        state = "on" if video.is_premiering else "over"
    ends_at = video.premiere_ends_at if video.duration_ms and state != "late" else None
    return Standing(state, starts_at, ends_at, timezone.now())
