"""How the pictures beside a video are made: one ffmpeg at a time, from the film's own time, in standard colours."""

from dataclasses import dataclass
from pathlib import Path

from videos.adapters.media.binary import ffmpeg_binary, input_options
from videos.adapters.media.colour import to_standard
from videos.adapters.media.commands import BASE
from videos.adapters.media.ffmpeg import ShouldStop, run_ffmpeg
from videos.adapters.media.probe import Probe


@dataclass(frozen=True)
class Kitchen:
    """What every picture needs to be made."""

    source: Path
    probe: Probe
    duration_s: float
    out: Path
    should_stop: ShouldStop
    stretch: float = 1.0

    def ffmpeg(self, *arguments: str) -> None:
        """Run ffmpeg; raises `EncodeFailed`."""
        run_ffmpeg(
            [ffmpeg_binary(), *BASE, *arguments],
            log=self.out / "extras.log",
            on_progress=lambda _frames: None,
            should_stop=self.should_stop,
        )

    def input_at(self, seconds: float, *more: str) -> list[str]:
        """The source from `seconds` after the film's zero on; `more` are input options."""
        at = max(0.0, seconds + self.probe.lead_s)
        seek = [] if self.probe.jumps else ["-ss", f"{at:.3f}"]
        return [*input_options(self.probe.format), *more, *seek, "-i", str(self.source)]

    def input_read_to(self, seconds: float) -> list[str]:
        """The source read from its beginning up to `seconds`: slow, and good where a seek finds no keyframe."""
        return [*input_options(self.probe.format), "-i", str(self.source), "-ss", f"{seconds:.3f}"]

    def pictures(self, width: int, height: int) -> str:
        """The filters for upright frames in the standard colours, at most scaled to that size."""
        steps = ["bwdif=mode=send_frame:deint=interlaced"] if self.probe.interlaced else []
        return ",".join([*steps, *to_standard(self.probe, width, height)])

    def box(self, long_side: int) -> tuple[int, int]:
        """The even size whose longer side is `long_side` at most."""
        width, height = self.probe.width, self.probe.height
        scale = min(1.0, long_side / max(width, height))
        return max(2, 2 * round(width * scale / 2)), max(2, 2 * round(height * scale / 2))
