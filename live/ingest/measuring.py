"""What a publisher's signal is like: measured from one heartbeat to the next."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from live.ingest.facts import Facts


@dataclass
class Signal:
    """What is measured between two heartbeats."""

    bytes: int = 0
    frames: int = 0
    quiet_s: float = 0.0
    at: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    def rates(self, facts: Facts) -> dict[str, Any]:
        """Bit rate and frame rate since the last look, and for how long there has been nothing."""
        now = asyncio.get_running_loop().time()
        span = max(0.001, now - self.at)
        self.quiet_s = self.quiet_s + span if facts.bytes_in == self.bytes else 0.0
        found = {
            "quiet_s": round(self.quiet_s, 1),
            "kbps": round(8 * (facts.bytes_in - self.bytes) / span / 1000),
            "fps": round((facts.video_frames - self.frames) / span, 1),
            "key_interval_ms": facts.keyframes_ms,
            "video_codec": facts.video_codec,
            "audio_codec": facts.audio_codec,
        }
        self.bytes, self.frames, self.at = facts.bytes_in, facts.video_frames, now
        return found
