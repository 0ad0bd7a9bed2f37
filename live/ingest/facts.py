"""What is known of a publisher's signal: for the control room, and to tell when its clock leaps."""

from dataclasses import dataclass, field

from live.adapters import flv
from live.adapters.flv import AUDIO, VIDEO, Role
from live.adapters.rtmp import Media

JUMP_MS = 30_000  # a clock that leaps further begins a new run
BACK_MS = 1000  # and one that goes back further: what comes then would be behind what viewers have


@dataclass
class Facts:
    """Times in milliseconds of the publisher's clock."""

    bytes_in: int = 0
    video_frames: int = 0
    last_key_ms: int = -1
    key_interval_ms: int = 0
    video_codec: str = ""
    audio_codec: str = ""
    last_timestamp_ms: int = 0
    last_ms: dict[int, int] = field(default_factory=dict)

    @property
    def keyframes_ms(self) -> int:
        """How far apart they are; longer, when the next is late already."""
        since = self.last_ms.get(VIDEO, 0) - self.last_key_ms if self.last_key_ms >= 0 else 0
        return max(self.key_interval_ms, since)

    def note(self, media: Media, what: flv.Description, *, is_heard: bool) -> None:
        """Take `media` in. `is_heard`: whether sound is packaged, or may still be."""
        self.last_timestamp_ms = self.last_ms[media.kind] = media.timestamp
        if media.kind == AUDIO:
            if is_heard:
                self.audio_codec = what.codec
            return
        self.video_codec = what.codec
        self.video_frames += 1
        if what.role is Role.KEY:
            if self.last_key_ms >= 0:
                self.key_interval_ms = media.timestamp - self.last_key_ms
            self.last_key_ms = media.timestamp

    def leaps(self, media: Media) -> bool:
        """Whether `media` is on another clock than what came before."""
        return self.is_far(media) or self._goes_back(media)

    def is_far(self, media: Media) -> bool:
        """Whether `media` is too far from what came last, before it or after it."""
        return abs(media.timestamp - self.last_timestamp_ms) > JUMP_MS

    def _goes_back(self, media: Media) -> bool:
        # Where there is a picture, it says what time it is.
        if media.kind == AUDIO and VIDEO in self.last_ms:
            return False
        return media.timestamp < self.last_ms.get(media.kind, 0) - BACK_MS
